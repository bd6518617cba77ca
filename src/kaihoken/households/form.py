"""事例の形: the form of a case: one definition for the reader, the JSON Schema and the API.

All amounts are whole yen, ``points`` are of 10 yen, months are ``YYYY-MM``, days ``YYYY-MM-DD``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Yen = Annotated[int, Meta(ge=0, description="whole yen")]
Points = Annotated[int, Meta(ge=0, description="points of 10 yen")]
Month = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="YYYY-MM")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="YYYY-MM-DD")]
Tenths = Annotated[int, Meta(ge=0, le=10, description="tenths of the cost")]
Name = Annotated[str, Meta(min_length=1)]

Amount = int | Literal["unknown"]

Scheme = Literal["employee", "national", "elderly", "none"]
Setting = Literal["inpatient", "outpatient"]
Kind = Literal["medical", "dental", "pharmacy", "home_nursing", "refunded"]
Shown = Literal["my_number", "certificate", "nothing"]


class Form(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Base: unknown fields are refused."""


class Source(Form):
    """出典: who published the example, and how good the evidence is."""

    publisher: str = ""
    url: str = ""
    grade: Literal["A", "B", "C", "D", "X"] | None = None
    id: str = ""
    figures: str = ""


class Supplement(Form):
    """付加給付: what a health insurance society gives above its floor, by its own rule.

    per: reckoned for each bill, or for the household's month. unit: yen; parts of it are dropped.
    """

    floor: Yen
    unit: Annotated[int, Meta(ge=1)] = 100
    per: Literal["bill", "household"] = "bill"
    not_for_low_income: bool = False


class Waiver(Form):
    """一部負担金の減免: the insurer waives the patient's share after a disaster or for hardship.

    tenths_left: tenths of the share that are still paid; 0: all is waived. from, to: first and last day.
    """

    kind: Literal["disaster", "hardship"]
    tenths_left: Annotated[int, Meta(ge=0, le=9)] = 0
    from_: Day | None = field(name="from", default=None)
    to: Day | None = None


class Insurer(Form):
    """保険者: one insurer-household and its income class, given or as facts."""

    kind: Scheme
    insured: Name | None = None
    name: str = ""
    class_: str | dict[Month, str] | None = field(name="class", default=None)
    elder_class: str | dict[Month, str] | None = None
    standard_remuneration: Yen | dict[Month, Yen] | None = None
    assessable_income: Yen | dict[Month, Yen] | None = None
    taxable_income: Yen | dict[Month, Yen] | None = None
    resident_tax: Literal["taxed", "exempt"] | dict[Month, Literal["taxed", "exempt"]] | None = None
    senior_income: Literal["above", "below"] | None = None
    supplement: Supplement | None = None


class Cover(Form):
    """資格の期間: by whom a person is insured, from when to when, and why it began or ended."""

    insurer: Name
    from_: Day | None = field(name="from", default=None)
    to: Day | None = None
    reason: Literal[
        "turned_75", "insured_turned_75", "disability", "moved_within_prefecture", "moved", "job", "other"
    ] = "other"


class Person(Form):
    """人: a member of the household."""

    birth: Day | None = None
    age: Annotated[int, Meta(ge=0, le=130)] | str | None = None
    insurer: Name | None = None
    cover: list[Cover] = []
    shown: Shown | None = None
    share: Tenths | None = None
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


class Meals(Form):
    """食事と居住: meals of an inpatient bill, and the days in a long-term ward.

    standard: what one meal costs in all (基準額), yen, where the hospital states it. hospital: 1 where
    the meals are those of 食事療養(Ⅰ)・生活療養(Ⅰ), else 2. liquid: liquid food only.
    """

    count: Annotated[int, Meta(ge=0)]
    standard: Yen | None = None
    hospital: Literal[1, 2] = 1
    liquid: bool = False
    over_90_days: bool = False
    intractable: bool = False
    long_ward: bool = False
    days: Annotated[int, Meta(ge=0)] | None = None
    high_need: bool = False
    welfare_pension: bool = False


Exempt = Literal[
    "medical_need", "out_of_stock", "justified", "no_otc_use", "child", "cancer", "intractable",
    "public_subsidy", "public_assistance", "discharge", "procedure", "long_term", "pregnancy",
]  # fmt: skip


class Charge(Form):
    """患者の選択による料金: a charge outside insurance: which fields it needs depends on the kind.

    yen: as asked for; a day, for a room. tax: consumption tax is still to be added to it.
    """

    kind: Literal["brand_drug", "otc_like", "referral_first", "referral_return", "room", "other"]
    name: str = ""
    yen: Yen | None = None
    tax: bool = False
    days: Annotated[int, Meta(ge=1)] | None = None
    drug_yen: Yen | None = None
    brand_price_sen: Yen | None = None  # prices in hundredths of a yen, as 15.20 yen = 1520
    generic_price_sen: Yen | None = None
    amount: Annotated[int, Meta(ge=1)] = 1
    doses: Annotated[int, Meta(ge=1)] = 1
    exempt: Exempt | None = None


class Transport(Form):
    """移送: being taken to or between hospitals: what it cost, and the three conditions (規則81条)."""

    actual: Yen
    economical: Yen | None = None  # the most economical normal way, as the insurer reckons it
    needed: bool | None = None  # for proper insured treatment
    difficult: bool | None = None  # moving by oneself was very difficult
    urgent: bool | None = None  # urgent, or otherwise unavoidable


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


class State(Form):
    """引き継ぐ状態: what earlier months left behind for one insurer-household."""

    benefit_months: list[Month] = []
    hospital_months: dict[str, dict[str, list[Month]]] = {}


class Given(Form):
    """与えられた額: stated amounts that replace a computed one."""

    paid: dict[str, Yen] = {}


class Ask(Form):
    """問い: a figure of the law, instead of bills."""

    figure: str
    on: Month
    class_: str | None = field(name="class", default=None)
    scheme: Scheme = "employee"
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


class Case(Form):
    """事例: a household with its bills, or a question for a figure; long form or short form."""

    title: str = ""
    title_ja: str = ""
    source: Source | None = None
    note: str = ""
    insurers: dict[str, Insurer] = {}
    people: dict[str, Person] = {}
    certificates: list[Certificate] = []
    state: dict[str, State] = {}
    bills: list[Bill] = []
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
