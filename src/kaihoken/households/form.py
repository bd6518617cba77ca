"""事例の形: the form of a case: one definition for the reader, the JSON Schema and the API.

All amounts are whole yen, ``points`` are of 10 yen, months are ``YYYY-MM``, days ``YYYY-MM-DD``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Example, Form, Month, Name, Yen
from .form_around import Charge as Charge
from .form_around import Exempt as Exempt
from .form_around import Meals as Meals
from .form_around import Supplement as Supplement
from .form_around import Transport as Transport
from .form_around import Waiver as Waiver

Points = Annotated[int, Meta(ge=0, description="points of 10 yen")]
Tenths = Annotated[int, Meta(ge=0, le=10, description="tenths of the cost")]
Year = Annotated[str, Meta(pattern=r"^\d{4}$", description="YYYY, the calendar year of an income")]
Amount = int | Literal["unknown"]

Scheme = Literal["employee", "national", "elderly", "none"]
Setting = Literal["inpatient", "outpatient"]
Kind = Literal["medical", "dental", "pharmacy", "home_nursing", "refunded"]
Shown = Literal["my_number", "certificate", "nothing"]


class Insurer(Form):
    """保険者: one insurer-household and its income class, given or as facts."""

    kind: Scheme | Literal["unknown"]
    insured: Name | None = None
    name: str = ""
    class_: str | dict[Month, str] | None = field(name="class", default=None)
    elder_class: str | dict[Month, str] | None = None
    borderline: str | dict[Month, str] | None = None
    head: Name | None = None
    household: list[Name] = []
    former: list[Name] = []
    standard_remuneration: Yen | dict[Month, Yen] | None = None
    assessable_income: Yen | dict[Month, Yen] | None = None
    taxable_income: Yen | dict[Month, Yen] | None = None
    rough_income: Yen | None = None
    resident_tax: Literal["taxed", "exempt"] | dict[Month, Literal["taxed", "exempt"]] | None = None
    senior_income: Literal["above", "below"] | None = None
    low_confirmed: bool = False
    supplement: Supplement | None = None


class Cover(Form):
    """資格の期間: by whom a person is insured, from when to when, and why it began or ended."""

    insurer: Name
    from_: Day | None = field(name="from", default=None)
    to: Day | None = None
    reason: Literal[
        "turned_75", "insured_turned_75", "disability", "moved_within_prefecture", "moved", "job", "other"
    ] = "other"


class Income(Form):
    """所得: one person's income of a calendar year, as the tax papers of the year after state it. Yen."""

    resident_tax: Literal["taxed", "exempt"] | None = None
    assessable_income: Yen | None = None
    taxable_income: Yen | None = None
    receipts: Yen | None = None
    pension_receipts: Yen | None = None
    other_income: Yen | None = None
    filed: bool = True
    welfare_pension: bool = False
    children_under_16: Annotated[int, Meta(ge=0)] = 0
    children_to_18: Annotated[int, Meta(ge=0)] = 0


class Person(Form):
    """人: a member of the household."""

    birth: Day | None = None
    age: Annotated[int, Meta(ge=0, le=130)] | str | None = None
    insurer: Name | None = None
    cover: list[Cover] = []
    shown: Shown | None = None
    share: Tenths | None = None
    income: dict[Year, Income | list[Income]] = {}
    waiver: Waiver | None = None


class Certificate(Form):
    """受給者証: a certificate of a subsidy programme, of local aid, or of a designated disease."""

    id: Name
    person: Name
    program: int | Literal["local", "designated_disease"]
    limit: Yen | Literal["none"] | None = None
    from_: Day | None = field(name="from", default=None)
    to: Day | None = None
    used: Yen = 0
    household_limits: list[Yen] = []
    tier: str | None = None
    category: Literal["general", "long_term", "ventilator", "severe"] = "general"
    disease: Literal["dialysis", "haemophilia", "hiv"] | None = None
    per: Literal["visit", "month", "tenths"] = "month"
    most_times: Annotated[int, Meta(ge=0)] | None = None
    month_limit: Yen | None = None
    in_kind: bool = True


class Visit(Form):
    """受診: one visit of a bill."""

    cost: Yen | None = None
    points: Points | None = None
    on: Day | None = None


class Part(Form):
    """請求の部分: a part of a bill with its certificates."""

    cost: Yen | None = None
    points: Points | None = None
    certificates: list[Name] = []


class Bill(Form):
    """請求: what one institution charges one person for one month, setting and kind."""

    month: Month
    person: Name
    id: Name = "b1"
    institution: str = ""
    setting: Setting = "outpatient"
    kind: Kind = "medical"
    cost: Yen | None = None
    points: Points | None = None
    parts: list[Part] = []
    visits: list[Visit] = []
    times: Annotated[int, Meta(ge=0)] | None = None
    certificates: list[Name] = []
    prescriber: str | None = None
    meals: Meals | None = None
    charges: list[Charge] = []
    transport: Transport | None = None
    cause: Literal["illness", "third_party", "work", "commuting", "self"] = "illness"
    waiver: Waiver | None = None
    # treatment paid in full first (kind refunded)
    paid: Yen | None = None
    standard: Yen | None = None
    reason: (
        Literal["brace", "acupuncture", "massage", "judo", "blood", "abroad", "arrears", "no_card"] | None
    ) = None


class Borne(Form):
    """年間の負担: what one person bore so far in a year, after each month's benefits, yen.

    outpatient: as an elder's outpatient; elder: by an elder in all; young: below 70, of what may be
    added up; below: below 70, of what may not (shares below 21,000 yen); aided: of all, by local aid.
    """

    outpatient: Yen = 0
    elder: Yen = 0
    young: Yen = 0
    below: Yen = 0
    aided: Yen = 0


class YearState(Form):
    """年の途中: the year to 31 July so far, of one insurer-household."""

    ending: Month
    people: dict[str, Borne] = {}
    capped: list[Month] = []


class State(Form):
    """引き継ぐ状態: what earlier months left behind for one insurer-household."""

    benefit_months: list[Month] = []
    hospital_months: dict[str, dict[str, list[Month]]] = {}
    year: YearState | None = None


class Care(Form):
    """介護の負担: what a person bore for long-term care in a year to 31 July, after its monthly benefit, yen."""

    person: Name
    ending: Month
    yen: Yen
    insurer: str = "介護保険"


class Given(Form):
    """与えられた額: stated amounts that replace a computed one."""

    paid: dict[str, Yen] = {}


class Ask(Form):
    """問い: a figure of the law, instead of bills."""

    figure: str
    on: Month
    class_: str | None = field(name="class", default=None)
    scheme: Scheme = "employee"
    person: Name | None = None
    senior: bool | None = None
    setting: Setting = "inpatient"
    cost: Yen | None = None
    repeat: bool = False
    half: bool = False
    birth: Day | None = None
    program: int | None = None
    tier: str | None = None
    category: Literal["general", "long_term", "ventilator", "severe"] = "general"
    tax: Yen | None = None
    income: Yen | None = None
    limit: Yen | None = None
    household_limits: list[Yen] = []
    standard_remuneration: Yen | None = None
    assessable_income: Yen | None = None
    taxable_income: Yen | None = None
    resident_tax: Literal["taxed", "exempt"] | None = None
    low_confirmed: bool = False
    disease: Literal["dialysis", "haemophilia", "hiv"] | None = None
    # meals and residence
    meals: Annotated[int, Meta(ge=0)] = 1
    days: Annotated[int, Meta(ge=0)] = 1
    over_90_days: bool = False
    intractable: bool = False
    high_need: bool = False
    welfare_pension: bool = False
    hospital: Literal[1, 2] = 1
    # a brand drug: prices in hundredths of a yen, as 15.20 yen = 1520
    brand_price_sen: Yen | None = None
    generic_price_sen: Yen | None = None
    amount: Annotated[int, Meta(ge=1)] = 1
    doses: Annotated[int, Meta(ge=1)] = 1
    # treatment paid first, a society's supplement
    paid: Yen | None = None
    standard: Yen | None = None
    share: Tenths | None = None
    floor: Yen | None = None
    unit: Annotated[int, Meta(ge=1)] = 1


class Expect(Form):
    """期待する答え: the published answer. ``payers`` are insurer, high_cost, a programme's number, local, patient.

    ``extras``: by bill and kind what the family pays, or each of yen, insurer, programme, family.
    """

    counter: int | dict[str, int] | None = None
    collected: int | dict[str, int] | None = None
    borne: int | dict[str, int] | None = None
    cap: int | dict[str, int] | None = None
    refund: int | dict[str, int | dict[str, int]] | None = None
    eligible: int | None = None
    benefit: int | None = None
    payers: dict[str, dict[str, int]] = {}
    extras: dict[str, dict[str, Amount | dict[str, Amount]]] = {}
    counter_total: int | dict[str, int] | None = None
    figure: int | str | None = None


class Case(Example):
    """事例: a household with its bills, or a question for a figure; long form or short form."""

    insurers: dict[str, Insurer] = {}
    people: dict[str, Person] = {}
    certificates: list[Certificate] = []
    state: dict[str, State] = {}
    bills: list[Bill] = []
    care: list[Care] = []
    given: Given = field(default_factory=Given)
    ask: Ask | None = None
    expect: Expect = field(default_factory=Expect)
    # the short form: one scheme, one class, one person, one bill
    scheme: Scheme | None = None
    class_: str | None = field(name="class", default=None)
    standard_remuneration: Yen | None = None
    month: Month | None = None
    age: Annotated[int, Meta(ge=0, le=130)] | str | None = None
    birth: Day | None = None
    share: Tenths | None = None
    shown: Shown | None = None
    setting: Setting | None = None
    kind: Kind | None = None
    cost: Yen | None = None
    points: Points | None = None
    parts: list[Part] = []
    meals: Meals | None = None
    charges: list[Charge] = []
    program: int | Literal["local", "designated_disease"] | None = None
    limit: Yen | Literal["none"] | None = None
    disease: Literal["dialysis", "haemophilia", "hiv"] | None = None
    repeat: bool = False
    turns_75: bool = False


SHORT = (
    "scheme",
    "class_",
    "standard_remuneration",
    "month",
    "age",
    "birth",
    "share",
    "shown",
    "setting",
    "kind",
    "cost",
    "points",
    "parts",
    "meals",
    "charges",
    "program",
    "limit",
    "disease",
    "repeat",
    "turns_75",
)
