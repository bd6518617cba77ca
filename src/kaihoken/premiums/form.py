"""保険料の様式: the form of ``kaihoken premium``.

Rates are per cent as they are printed (9.85), months are premium months (月分): the premium of April is
paid in May.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Form, Month, Request, Yen

Percent = Annotated[float | str, Meta(description="per cent as printed, as 9.85")]
Age = Annotated[int, Meta(ge=0, le=120)]
Worker = Literal["regular", "part_time", "short_time"]
Business = Literal["general", "agriculture", "construction"]
Year = Annotated[int, Meta(ge=2000, le=2100, description="fiscal year, from April")]


class Leave(Form):
    """休業: a maternity leave (産前産後休業) or childcare leave (育児休業), both days included."""

    kind: Literal["maternity", "childcare"]
    first: Day = field(name="from")
    last: Day = field(name="to")


class GivenRates(Form):
    """料率: rates that the clerk gives, per cent; ``own`` is the employee's part where it is not half."""

    health: Percent | None = None
    health_own: Percent | None = None
    care: Percent | None = None
    care_own: Percent | None = None
    child: Percent | None = None
    child_own: Percent | None = None


class Insured(Form, kw_only=True):
    """被保険者: what every question about one person may tell."""

    id: str = ""
    birth: Day | None = None
    age: Age | None = None  # in the month asked, instead of birth
    prefecture: str | None = None  # of the branch of Kyokai Kenpo, by the place of the office
    rates: GivenRates | None = None  # of a society, or where the table has none


class Employed(Insured, kw_only=True):
    """従業員: an insured employee."""

    joined: Day | None = None
    left: Day | None = None  # the last day of employment
    pension: bool = True  # insured for employees' pensions too
    leaves: list[Leave] = []
    rounding: Literal["payroll", "cash"] = "payroll"  # deducted from pay, or handed over in cash
    employment: Business | None = None  # kind of business, for employment insurance


class Employee(Employed, kw_only=True):
    """月の保険料: the premium of a month, or of each month until ``through``."""

    month: Month
    through: Month | None = None
    pay: Yen | None = None  # 報酬月額
    standard: Yen | None = None  # 標準報酬月額, where it is fixed already
    wages: Yen | None = None  # paid in the month, for employment insurance; ``pay`` when left out


class GradeTable(Insured, kw_only=True):
    """保険料額表: premiums of a grade by a month's rates; of every grade where no standard is written."""

    month: Month
    standard: Yen | None = None


class Bonus(Employed, kw_only=True):
    """賞与の保険料: the bonuses paid in one month, together."""

    month: Month
    amount: Yen
    earlier: Yen = 0  # standard bonuses of the same fiscal year before this month
    times_a_year: Annotated[int, Meta(ge=1, le=52)] | None = None


class Paid(Form):
    """支払った月: pay of a month, and its base days (支払基礎日数)."""

    pay: Yen
    days: Annotated[int, Meta(ge=0, le=31)]


class Joining(Form, kw_only=True):
    """資格取得時決定: the standard on joining."""

    id: str = ""
    joined: Day
    pay: Yen


class Regular(Form, kw_only=True):
    """定時決定: pay of April, May and June of a year; ``joined`` and ``revised`` may leave it out."""

    id: str = ""
    year: Year
    months: Annotated[list[Paid], Meta(min_length=1, max_length=3)]
    worker: Worker = "regular"
    before: Yen | None = None  # the standard until August
    joined: Day | None = None
    revised: Month | None = None  # month from which it is revised otherwise


class Revision(Form, kw_only=True):
    """随時改定: three months from the one in which changed fixed pay was first paid."""

    id: str = ""
    month: Month
    change: Literal["up", "down"]
    before: Yen  # the standard before
    before_pay: Yen | None = None  # the monthly pay behind it, asked for at the lowest and highest grade
    months: Annotated[list[Paid], Meta(min_length=3, max_length=3)]
    worker: Worker = "regular"


class LeaveEnd(Form, kw_only=True):
    """休業終了時改定: three months from the one of the day after the leave's end."""

    id: str = ""
    kind: Literal["maternity", "childcare"]
    ended: Day
    before: Yen
    months: Annotated[list[Paid], Meta(min_length=3, max_length=3)]
    worker: Worker = "regular"
    next_leave: bool = False  # another leave begins the day after


class Voluntary(Insured, kw_only=True):
    """任意継続: continuing alone after leaving."""

    month: Month
    standard: Yen  # at leaving
    cap: Yen | None = None  # of the insurer, where it is not Kyokai Kenpo's
    left: Day | None = None
    insured_months: Annotated[int, Meta(ge=0)] | None = None
    applied: Day | None = None


class LevyPart(Form):
    """国保料の一区分の料率: of one part of a municipality's levy; rates in per cent, amounts in yen a year."""

    income: Percent = 0.0
    head: Yen = 0
    house: Yen = 0
    asset: Percent = 0.0
    adult: Yen = 0  # 18歳以上均等割, of the child support part
    ceiling: Yen | None = None


class LevyParts(Form):
    """国保料の料率: the parts of a municipality's levy."""

    medical: LevyPart
    support: LevyPart
    care: LevyPart | None = None
    child: LevyPart | None = None


class Member(Form, kw_only=True):
    """世帯の人: the head of the household, insured or not, the insured, those moved to the elderly scheme."""

    birth: Day
    id: str = ""
    income: Yen = 0  # 総所得金額等 of the year before
    wage: Yen = 0  # 給与所得 within it, for the loss of work
    pension: Yen = 0  # 公的年金等の所得 within it
    insured: bool = True
    moved: bool = False  # 特定同一世帯所属者
    earner: bool = False  # 給与所得者等
    unemployed: bool = False  # 非自発的失業者
    first: Month | None = field(default=None, name="from")
    last: Month | None = field(default=None, name="to")
    due: Month | None = None  # month of an expected or past birth
    multiple: bool = False  # twins or more
    property_tax: Yen = 0  # 固定資産税額, for 資産割


class National(Form, kw_only=True):
    """国民健康保険料: a household's levy of a fiscal year."""

    id: str = ""
    year: Year
    members: Annotated[list[Member], Meta(min_length=1)]
    rates: LevyParts
    household: Literal["ordinary", "specified", "continuing"] = "ordinary"
    reduction: Literal[0, 2, 5, 7] | None = None  # tenths, as on the notice
    unit: Literal[1, 10, 100, 1000] = 1  # yen of a part; what is below is dropped


class Elderly(Form, kw_only=True):
    """後期高齢者医療保険料: of one person, by the rates of the prefecture's union."""

    id: str = ""
    income: Yen
    rate: Percent
    head: Yen
    ceiling: Yen
    year: Year
    reduction: Literal[0, 2, 5, 7] | None = None
    unit: Literal[1, 10, 100] = 1


class Asked(Form, kw_only=True):
    """問い: what is asked; one or more of these."""

    employee: Employee | None = None
    bonus: Bonus | None = None
    table: GradeTable | None = None
    joining: Joining | None = None
    regular: Regular | None = None
    revision: Revision | None = None
    leave_end: LeaveEnd | None = None
    voluntary: Voluntary | None = None
    national: National | None = None
    elderly: Elderly | None = None


class Premium(Request, kw_only=True):
    """保険料の問い: opens with ``premium``; one mapping of questions, or a list of them."""

    premium: Asked | Annotated[list[Asked], Meta(min_length=1)]
