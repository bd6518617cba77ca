"""目録の項目: what the catalogue knows of one product, service or list of figures.

Days are ``YYYY-MM-DD``; where only the month or the year is known, ``YYYY-MM`` or ``YYYY``. Amounts are
whole yen, points are of 10 yen; ``unknown`` is a declared hole. Every statement has its evidence (the words
of the law's tables) and the names of its sources (``data/sources.toml``).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Known = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}){0,2}$", description="YYYY-MM-DD, YYYY-MM or YYYY")]
Amount = Annotated[int, Meta(ge=0)] | Literal["unknown"]
Text = Annotated[str, Meta(min_length=1)]
Names = Annotated[list[str], Meta(min_length=1)]
Evidence = Literal["law", "official", "summary", "press", "inferred", "unknown"]

Kind = Literal[
    "regenerative", "drug", "vaccine", "device", "app", "service", "fee", "treatment", "figures", "rule"
]
ApprovalType = Literal["ordinary", "special", "emergency", "conditional", "conditional_time_limited"]
Claim = Literal["drug", "material", "points"]  # how a price becomes the points of a claim
Material = Literal["pluripotent", "stem", "other_cells", "no_cells", "genes"]
Clause = Literal["indication", "contraindication", "facility", "physician"]


class Checked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """確かめた記載: base of every statement: how good its evidence is, and where it was read."""

    evidence: Evidence
    source: Names
    note: str = ""
    note_ja: str = ""


class Approval(Checked, frozen=True, kw_only=True):
    """承認: that it may be sold, and for how long.

    years: the term of a conditional approval; valid_until: its last day. review: days of the review.
    """

    date: Known
    type: ApprovalType
    article: Text
    years: int | None = None
    valid_until: Known | None = None
    applied: Known | None = None
    review: Annotated[int, Meta(ge=0)] | None = None
    ja: str = ""
    en: str = ""


class Outcome(Checked, frozen=True, kw_only=True):
    """承認のその後: what became of an approval; withdrawn and lapsed end it on that day.

    pending: applied for full approval in time, so that the approval holds until the decision.
    """

    date: Known
    what: Literal["withdrawn", "lapsed", "full", "extended", "pending"]
    ja: Text
    en: Text


class Listing(Checked, frozen=True, kw_only=True):
    """保険収載: when insurance began or ceased to pay for it, or may be combined with it (保険外併用療養費).

    date ``unknown``: from the line before on it is not known whether it is listed.
    """

    date: Annotated[str, Meta(pattern=r"^(\d{4}(-\d{2}){0,2}|unknown)$")]
    what: Literal["listed", "delisted", "requested", "request_withdrawn", "combined"] = "listed"
    ja: str = ""
    en: str = ""


class Price(Checked, frozen=True, kw_only=True):
    """価格: of one unit, from a day until the next of the same name; yen, points, or hundredths of a yen.

    count: how many a course takes; ``as_needed``: the patient decides, so that a course has no price here.
    first: charged in the first month only.
    """

    from_: Known = field(name="from")
    yen: Amount | None = None
    points: Amount | None = None
    sen: Amount | None = None  # 7,407.40 yen = 740740
    name: str = ""  # of several things of one entry, as two kits
    name_ja: str = ""
    unit: Text
    unit_ja: Text
    count: Annotated[int, Meta(ge=1)] | Literal["as_needed"] = 1
    first: bool = False
    until: Known | None = None

    @property
    def amount(self) -> int | str | None:
        """価格の値: yen or points, an exact decimal of yen as text; None: a declared hole."""
        if isinstance(self.sen, int):
            return f"{self.sen // 100}.{self.sen % 100:02d}"
        value = self.yen if self.yen is not None else self.points
        return value if isinstance(value, int) else None

    @property
    def money(self) -> Literal["yen", "points"]:
        """価格の単位: yen or points."""
        return "points" if self.points is not None else "yen"


class Fee(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """点数表の価格: a price whose points stand in a table of the law: the loader turns each period into a `Price`.

    series, key: of the table; from: earlier periods are left out; until: nor later ones than this.
    """

    series: Text
    key: Text
    unit: Text
    unit_ja: Text
    name: str = ""
    name_ja: str = ""
    count: Annotated[int, Meta(ge=1)] | Literal["as_needed"] = 1
    from_: Known = field(name="from", default="2000")
    until: Known | None = None


class Criterion(Checked, frozen=True, kw_only=True):
    """要件: one thing that must hold, checkable against a stated fact.

    op: is, not, at_least, below, above, at_most, one_of; fact ``age`` is reckoned from the birth date.
    A contraindication holds where its fact does, and then the product may not be given.
    """

    of: Clause
    fact: Text
    op: Literal["is", "not", "at_least", "at_most", "above", "below", "one_of"] = "is"
    value: bool | int | str | list[str] = True
    ja: Text
    en: Text
    ask_ja: str = ""
    ask_en: str = ""
    from_: Known | None = field(name="from", default=None)
    until: Known | None = None


class Said(Checked, frozen=True, kw_only=True):
    """定め: a condition of use, a duty after marketing, or a rule, in words; from and until where dated."""

    ja: Text
    en: Text
    from_: Known | None = field(name="from", default=None)
    until: Known | None = None


class Figure(Checked, frozen=True, kw_only=True):
    """数値: one published figure with its day."""

    key: Text
    ja: Text
    en: Text
    on: Known
    value: Amount
    unit: Literal["yen", "days", "months", "points", "percent", "items", "patients", "components"]


class Aid(Checked, frozen=True, kw_only=True):
    """使える公費: a national programme that a patient with this disease may ask for."""

    program: int
    ja: Text
    en: Text


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """項目: one product, one service, or one list of figures or rules."""

    kind: Kind
    ja: Text
    en: Text
    what_ja: Text
    what_en: Text
    aliases: list[str] = []
    maker_ja: str = ""
    maker_en: str = ""
    claim: Claim | None = None
    setting: Literal["inpatient", "outpatient"] = "outpatient"
    material: Material | None = None  # of a treatment outside insurance: decides its class
    changed: bool = False  # its cells' genes were changed
    foreign_cells: bool = False  # cells of another person or of an animal
    approval: list[Approval] = []
    outcome: list[Outcome] = []
    listing: list[Listing] = []
    price: list[Price] = []
    fee: list[Fee] = []
    criterion: list[Criterion] = []
    condition: list[Said] = []
    duty: list[Said] = []
    rule: list[Said] = []
    figure: list[Figure] = []
    aid: list[Aid] = []
    unverified_ja: list[str] = []
    unverified_en: list[str] = []
    ask_ja: list[str] = []
    ask_en: list[str] = []
    id: str = ""


def first_day(text: str) -> date:
    """最初の日: the first day of a day, month or year. Raises ValueError for one that does not exist."""
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """最後の日: the last day of a day, month or year. Raises ValueError for one that does not exist."""
    first = first_day(text)
    if len(text) == 10:
        return first
    month = first.month if len(text) == 7 else 12
    return date(first.year, month, monthrange(first.year, month)[1])
