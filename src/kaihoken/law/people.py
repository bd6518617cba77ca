"""年齢と割合: how old the law takes a person to be, and the tenths that follow.

A person reaches an age on the day before the birthday (年齢計算ニ関スル法律). Months are counted
``year * 12 + month - 1``, so that a difference of twelve is a year.
"""

from __future__ import annotations

from .marks import helper, rule
from .shapes import NONE, Ages, Shares, SharesTable

APRIL = 3  # of the months counted from January as 0

PRESCHOOL = 0
GENERAL = 1
SENIOR = 2
OLD = 3


@rule("school entry", ja="就学の月")
def school_month(birth_month: int, birth_day: int, ages: Ages) -> int:
    """就学の月: the April after the first 31 March on or after reaching six (健保法110条2項1号ロ).

    Born on 1 April: six is reached on 31 March, so school begins the next day; born on the first of any
    month, six is reached in the month before. Returns the month.
    """
    reached = birth_month + ages.school * 12
    if birth_day > 1:
        reached += 1
    return reached + (APRIL - reached) % 12


@rule("first month as a senior", ja="高齢受給者となる月")
def senior_month(birth_month: int, birth_day: int, ages: Ages) -> int:
    """高齢受給者となる月: the month after the month in which 70 is reached (健保法74条1項2号).

    Born on the first: 70 is reached in the month before, so it is the month of the birthday.
    """
    if birth_day == 1:
        return birth_month + ages.senior * 12
    return birth_month + ages.senior * 12 + 1


@rule("age group", ja="年齢の区分")
def age_group(birth_month: int, birth_day: int, month: int, elderly: int, ages: Ages) -> int:
    """年齢の区分: PRESCHOOL, GENERAL, SENIOR or, insured by the elderly scheme, OLD."""
    if elderly:
        return OLD
    if month < school_month(birth_month, birth_day, ages):
        return PRESCHOOL
    if month < senior_month(birth_month, birth_day, ages):
        return GENERAL
    return SENIOR


@helper("from a birthday", ja="誕生日以後")
def past_birthday(birth_month: int, birth_day: int, years: int, month: int, day: int) -> bool:
    """誕生日以後: whether a day lies on or after the birthday on which somebody becomes so many years old."""
    turned = birth_month + years * 12
    return month > turned or (month == turned and day >= birth_day)


@helper("from the 75th birthday", ja="75歳の誕生日から")
def past_old(birth_month: int, birth_day: int, month: int, ages: Ages) -> bool:
    """75歳の誕生日から: whether the whole month lies on or after the 75th birthday (高確法50条1号)."""
    return past_birthday(birth_month, birth_day, ages.old, month, 1)


@helper("before the month of the 75th birthday", ja="75歳の誕生月の前")
def before_old(birth_month: int, month: int, earlier: int, ages: Ages) -> bool:
    """75歳の誕生月の前: whether the month is too early for the elderly scheme (高確法50条).

    earlier: years before 75 from which it is open to the patient: 10 by recognised disability, else 0.
    """
    return month < birth_month + (ages.old - earlier) * 12


@helper("shares of the date", ja="割合の表")
def shares_at(table: SharesTable, row: int) -> Shares:
    """割合の表の行: the shares in force."""
    return table[row]


@rule("born before the special measure's day", ja="特例措置対象者")
def born_early(birth_month: int, birth_day: int, ages: Ages) -> bool:
    """特例措置対象者: born before the day from which seniors pay the statutory two tenths."""
    if birth_month == ages.early_month:
        return birth_day < ages.early_day
    return birth_month < ages.early_month


@rule(
    "patient's share",
    ja="一部負担金の割合",
    says="{group:age}{active:active}{above:above}{early:early}: the patient's share is {result}/10 of the cost.",
    says_ja="{group:age}{active:active}{above:above}{early:early}なので、窓口の負担割合は{result}割です。",
)
def share_tenths(group: int, active: int, above: int, early: bool, shares: Shares) -> int:
    """一部負担金の割合: tenths of the cost the patient owes (健保法74条・110条, 国保法42条, 高確法67条)."""
    if group == PRESCHOOL:
        return shares.preschool
    if group == GENERAL:
        return shares.general
    if active:
        return shares.active
    if group == SENIOR:
        if early:
            return shares.senior_early
        return shares.senior
    if above:
        return shares.old_above
    return shares.old


@rule(
    "stated share",
    ja="証に記載の負担割合",
    says="The patient's share, as stated or by the incomes, is {tenths}/10 of the cost.",
    says_ja="窓口の負担割合は{tenths}割です（証の記載または所得による）。",
)
def stated_share(tenths: int) -> int:
    """証に記載の負担割合: the tenths on the certificate of eligibility, or by the incomes; ten without insurance."""
    return tenths


@rule(
    "month of the 75th birthday",
    ja="75歳到達月",
    says="A 75th birthday falls in this month, so the patient's own caps of the month are halved.",
    says_ja="75歳の誕生月（1日生まれを除く）なので、この人のこの月の限度額は2分の1です。",
    quiet="-",
)
def turns_old(turning_month: int, turning_day: int, month: int, ages: Ages) -> bool:
    """75歳到達月: the month of the 75th birthday, unless it is the first (令41条2項・4項).

    turning_month: birth of the person whose birthday moves the patient to another scheme, NONE
    when nobody's does.
    """
    if turning_month == NONE:
        return False
    return month == turning_month + ages.old * 12 and turning_day > 1
