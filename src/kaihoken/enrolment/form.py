"""資格の様式: what is told about people, and the day that is asked about."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Form, Request, Yen
from ..premiums.form import National
from .statuses import EnglishStatus

Count = Annotated[int, Meta(ge=0)]
Whole = Annotated[int, Meta(ge=1)]

WorkKind = Literal[
    "regular", "part_time", "civil_servant", "private_school", "seafarer", "day_labourer", "self_employed", "none"
]  # fmt: skip
Relation = Literal[
    "spouse", "de_facto_spouse", "child", "grandchild", "parent", "grandparent", "great_grandparent",
    "younger_sibling", "elder_sibling", "great_grandchild", "stepchild", "child_spouse", "spouse_parent",
    "spouse_grandparent", "spouse_sibling", "uncle_aunt", "nephew_niece", "third_degree",
    "de_facto_spouse_parent", "de_facto_spouse_child", "other",
]  # fmt: skip
Status = Literal[
    "外交", "公用", "教授", "芸術", "宗教", "報道", "高度専門職", "経営・管理", "法律・会計業務", "医療", "研究",
    "教育", "技術・人文知識・国際業務", "企業内転勤", "介護", "興行", "技能", "特定技能", "技能実習", "文化活動",
    "短期滞在", "留学", "研修", "家族滞在", "特定活動", "永住者", "日本人の配偶者等", "永住者の配偶者等", "定住者",
    "特別永住者", "一時庇護", "仮滞在", "経過滞在", "なし",
]  # fmt: skip


class Period(Form, rename={"from_": "from"}):
    """期間: first and last day; open where left out."""

    from_: Day | None = None
    to: Day | None = None


class Foreign(Form):
    """外国籍の人の在留: status of residence (in Japanese or English), granted period and expected stay in months.

    A period without an end is left out for 永住者 and 特別永住者.
    """

    status: Status | EnglishStatus | None = None
    months: Whole | None = None
    expected_months: Whole | None = None
    activity: Literal["ordinary", "medical", "holiday"] = "ordinary"
    holiday_spouse: bool = False
    agreement: bool = False
    member_before: bool = False


class Establishment(Form):
    """事業所: where somebody works."""

    kind: Literal["company", "public", "listed_trade", "profession", "other_trade"] | None = None
    staff: Whole | None = None
    voluntary: bool = False
    before_2029_10: bool | None = None


class Work(Form, rename={"from_": "from"}):
    """仕事: how somebody works, from the first to the last day. Hours a week, days and yen a month."""

    kind: WorkKind
    from_: Day | None = None
    to: Day | None = None
    insurer: str = ""
    establishment: Establishment = field(default_factory=Establishment)
    term_months: Whole | Literal["open"] | None = None
    season: Literal["seasonal", "temporary"] | None = None
    goes_on: bool = False
    three_quarters: bool | None = None
    hours: Count | None = None
    minutes: Annotated[int, Meta(ge=0, le=59)] = 0
    regular_hours: Count | None = None
    regular_minutes: Annotated[int, Meta(ge=0, le=59)] = 0
    days: Count | None = None
    regular_days: Count | None = None
    wage: Yen | None = None
    expected_months: Whole | Literal["open"] | None = None
    student: bool | None = None
    firm_size: Count | None = None
    agreement: bool = False
    handbook: bool = False


class Family(Form, rename={"from_": "from"}):
    """扶養: whose relative somebody is, and what they live on. Yen a year unless the name says otherwise."""

    of: str
    relation: Relation
    from_: Day | None = None
    to: Day | None = None
    together: bool | None = None
    income: Yen | None = None
    monthly_income: Yen | None = None
    daily_benefit: Yen | None = None
    contract_income: Yen | None = None
    wages_only: bool = False
    remittance: Yen | None = None
    overshoots: Count = 0
    certificate: bool = False


class Left(Form):
    """退職: the last day of work, months insured until then, and voluntary continuation if asked for."""

    on: Day
    months: Count | None = None
    voluntary: bool = False
    quit: Day | None = None
    insurer: str = ""


class Treated(Form):
    """空白の間の受診: one bill before the notice.

    cost: at the prices of public insurance, 10割; paid: what was charged, where it was more or less;
    old_card: the former insurance was used at the counter.
    """

    on: Day
    cost: Yen
    paid: Yen | None = None
    old_card: bool = False


class Gap(Form):
    """保険の空白: cover that began before notice of it was given.

    notified: day of the notice, the asked day where left out; excused: whether the insurer accepts why cover
    was not shown; share: tenths; monthly: levy or premium of a month; levy: the municipality's levy by fiscal
    years, as in ``premium``; kind: fee (料) or tax (税); first_due: month and day of a year's first instalment.
    """

    notified: Day | None = None
    excused: bool | None = None
    share: Literal[1, 2, 3] | None = None
    bills: list[Treated] = []
    monthly: Yen | None = None
    levy: list[National] = []
    kind: Literal["fee", "tax"] | None = None
    first_due: Annotated[str, Meta(pattern=r"^(0[4-9]|1[0-2])-\d{2}$", description="MM-DD")] | None = None


class Person(Form):
    """人: birth, home, and what insurance hangs on."""

    birth: Day
    resident: bool = True
    municipality: str = ""
    since: Day | None = None
    moved: Day | None = None
    until: Day | None = None
    abroad: Literal["student", "accompanying", "not_for_work", "tie_made_abroad", "other_base"] | None = None
    foreign: Foreign | None = None
    disabled: bool = False
    recognised: Period | None = None
    assistance: Period | None = None
    society: str = ""
    work: Work | None = None
    left: Left | None = None
    family: Family | None = None
    income: Yen | None = None
    my_number: bool | None = None
    gap: Gap | None = None


class Question(Form):
    """問い: a day, and people by name."""

    on: Day
    people: Annotated[dict[str, Person], Meta(min_length=1)]


class Enrol(Request, kw_only=True):
    """資格の様式: opens with ``enrol``."""

    enrol: Question
