"""適用の問い: the form that asks whether an item is covered on a day, for a patient, at a facility."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Form, Month, Name, Request, Yen

Fact = bool | int | str


class Held(Form):
    """受給者証: a certificate that the patient holds: its programme and monthly limit."""

    program: int | Literal["local"]
    limit: Yen | Literal["none"] | None = None
    disease: str | None = None


class Patient(Form):
    """患者: who asks. facts: what the item's criteria ask for, by their names."""

    birth: Day | None = None
    age: Annotated[int, Meta(ge=0, le=130)] | None = None
    facts: dict[str, Fact] = {}
    insurer: Literal["employee", "national", "elderly"] | None = None
    class_: str | None = field(name="class", default=None)
    standard_remuneration: Yen | None = None
    assessable_income: Yen | None = None
    taxable_income: Yen | None = None
    resident_tax: Literal["taxed", "exempt"] | None = None
    low_confirmed: bool = False
    shown: Literal["my_number", "certificate", "nothing"] = "my_number"
    share: Annotated[int, Meta(ge=1, le=3)] | None = None
    certificates: list[Held] = []
    benefit_months: list[Month] = []


class Facility(Form):
    """施設: where it is to be given: facts by requirement."""

    name: str = ""
    facts: dict[str, Fact] = {}


class Covered(Request, kw_only=True):
    """適用の問い: an item of the catalogue on a day; ``item`` stands in the opening field ``covered``."""

    covered: Name
    on: Day
    patient: Patient | None = None
    facility: Facility | None = None
    all_classes: bool = False
    later: bool = False  # a month of use after the first
    use: Literal["on_label", "other"] = "on_label"
