"""住民の制度: the schemes of those who live here, and which of all schemes somebody belongs to.

国民健康保険法5条–8条・同施行規則1条, 高齢者の医療の確保に関する法律50条–53条.
"""

from __future__ import annotations

from .enrolment_shapes import Count, Stay
from .facts import need
from .marks import rule
from .people import past_birthday
from .shapes import NONE, Ages, Marks

# Statuses of residence, as far as they differ here.
PERMITTED = 0  # registered when more than three months are granted
COUNTED = 1  # the same; with three months or less counted when the stay is expected to be longer
OFFICIAL = 2  # 公用: never registered; counted when the stay is expected to be longer
VISITOR = 3  # 短期滞在, 外交: never registered
NO_STATUS = 4
SPECIAL = 5  # registered whatever the period: special permanent residents, refuge, birth

ORDINARY = 0
MEDICAL = 1
HOLIDAY = 2

JOINS = 1
BY_AGREEMENT = 2
FOR_TREATMENT = 3
ON_HOLIDAY = 4
NOT_REGISTERED = 5
WITHOUT_STATUS = 6

STATUS_FACT = 51
PERIOD_FACT = 52
STAY_FACT = 53
MONTHS_FACT = 54

# Schemes.
UNINSURED = 0
EMPLOYEE = 1
VOLUNTARY = 2
FAMILY = 3
ELDERLY = 4
NATIONAL = 5
SOCIETY = 6
ASSISTED = 7


@rule(
    "age of the elderly scheme",
    ja="後期高齢者医療の年齢",
    says="On or after the 75th birthday: of the age of the elderly scheme.",
    says_ja="75歳の誕生日以後なので、後期高齢者医療制度の年齢です。",
    quiet="-",
)
def of_old_age(birth_month: int, birth_day: int, month: int, day: int, ages: Ages) -> bool:
    """後期高齢者医療の年齢: on or after the 75th birthday (高確法50条1号, 52条)."""
    return past_birthday(birth_month, birth_day, ages.old, month, day)


@rule(
    "recognised disability from 65",
    ja="障害認定による加入",
    says="From {least.number}, with a disability that the association recognised on application: as those of 75.",
    says_ja="{least.number}歳以上で、広域連合の障害認定を受けているので、75歳以上の人と同じです。",
    quiet="-",
)
def of_recognised(
    recognised: int, birth_month: int, birth_day: int, month: int, day: int, least: Count
) -> bool:
    """障害認定による加入: recognised on the person's application (高確法50条2号).

    recognised: 1 from the day of the recognition until it is withdrawn. month, day: of the day after
    the one asked: 65 is reached on the day before the birthday.
    """
    return recognised > 0 and past_birthday(birth_month, birth_day, least.number, month, day)


@rule("longer than three months", ja="3か月を超える在留")
def longer(months: int, least: Count) -> bool:
    """3か月を超える在留: months; 0: without an end."""
    return months == 0 or months > least.number


@rule(
    "stay of a foreign national",
    ja="在留資格による判定",
    says="By status and length of stay: {result:stay}.",
    says_ja="在留資格と在留期間による判定：{result:stay}。",
)
def stay_standing(stay: Stay, least: Count, undecided: Marks, b: int) -> int:
    """在留資格による判定: JOINS, or why the schemes of residents are closed (国保規則1条, 高確規則9条).

    least: months that a period of stay must exceed. A member stays one while any status is left.
    """
    if stay.agreement > 0:
        return BY_AGREEMENT
    status = need(stay.status, STATUS_FACT, NONE, undecided, b)
    if status == NO_STATUS:
        return WITHOUT_STATUS
    if stay.activity == MEDICAL:
        return FOR_TREATMENT
    if stay.activity == HOLIDAY and stay.adult > 0:
        return ON_HOLIDAY
    if status == SPECIAL or stay.before > 0:
        return JOINS
    if status == VISITOR:
        return NOT_REGISTERED
    if status != OFFICIAL and longer(need(stay.months, PERIOD_FACT, NONE, undecided, b), least):
        return JOINS
    if status == PERMITTED:
        return NOT_REGISTERED
    if longer(need(stay.expected, STAY_FACT, NONE, undecided, b), least):
        return JOINS
    return NOT_REGISTERED


@rule(
    "scheme",
    ja="加入する制度",
    says="So the scheme is: {result:scheme}.",
    says_ja="したがって加入する制度は、{result:scheme}です。",
)
def scheme_of(
    old: bool,
    resident: int,
    joins: int,
    assisted: int,
    employee: int,
    voluntary: int,
    family: int,
    society: int,
) -> int:
    """加入する制度: the first that holds (健保法3条, 国保法5条・6条, 高確法50条・51条).

    old: of the elderly scheme by age or recognised disability: who is it and lives here is in no
    employees' insurance, even where public assistance or the kind of stay keeps the scheme closed.
    resident: lives in Japan; joins: the stay opens the schemes of residents; assisted: the household
    is on public assistance; employee, voluntary, family: by employees' insurance; society: member of a
    National Health Insurance society.
    """
    if old and resident:
        if assisted:
            return ASSISTED
        if joins:
            return ELDERLY
        return UNINSURED
    if employee:
        return EMPLOYEE
    if voluntary:
        return VOLUNTARY
    if family:
        return FAMILY
    if assisted:
        return ASSISTED
    if not resident or not joins:
        return UNINSURED
    if society:
        return SOCIETY
    return NATIONAL


@rule(
    "condition of voluntary continuation",
    ja="任意継続の要件",
    says="Insured for {months} months in a row before leaving; {least.number} are needed for voluntary continuation: {result:enough}.",
    says_ja="退職までの被保険者期間は継続{months}か月です（任意継続には{least.number}か月以上が必要）。{result:enough}。",
)
def may_continue(months: int, least: Count) -> bool:
    """任意継続の要件: months insured in a row until the day before the loss (健保法3条4項)."""
    return months >= least.number


@rule("end of voluntary continuation", ja="任意継続の終わりの月")
def voluntary_month(month: int, years: Count) -> int:
    """任意継続の終わりの月: month in which voluntary continuation that began in ``month`` ends at the latest (健保法38条1号)."""
    return month + years.number * 12


@rule("last day of a time limit", ja="期限の日")
def last_of(day: int, days: Count) -> int:
    """期限の日: the last of so many days, the first one counted; days counted from year 1."""
    return day + days.number - 1


@rule("what is shown at the counter", ja="窓口で示すもの")
def shown_on(day: int, ended: int, invalid: int, grace: int) -> int:
    """窓口で示すもの: 0 to 3, as the insurance card passes away.

    ended: first day without new cards; invalid: first day without valid ones; grace: first day after
    counters took expired ones. Days counted from year 1.
    """
    if day < ended:
        return 0
    if day < invalid:
        return 1
    if day < grace:
        return 2
    return 3
