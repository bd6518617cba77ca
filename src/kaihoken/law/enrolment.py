"""被用者の資格: whether somebody who works is insured through work (健保法3条1項).

The order is that of the article: the establishment, the term, three quarters of the regular hours, and
the conditions for those below.
"""

from __future__ import annotations

from .enrolment_shapes import Count, FirmRule, Job, Portion, ShortTime, TermRule
from .facts import need
from .marks import helper, rule
from .shapes import NONE, Marks

# Establishments.
CORPORATE = 0  # a company, the state, a local body: one member of staff is enough
LISTED = 1  # private, of a trade that article 3③ lists
PROFESSION = 2  # private, legal or accounting
OTHER_TRADE = 3

# How somebody stands.
FULL_TIME = 1
SHORT_TIME = 2
NO_ESTABLISHMENT = 3
SHORT_TERM = 4
NO_SHORT_RULE = 5
FEW_HOURS = 6
LOW_WAGE = 7
SHORT_STAY = 8
STUDENT = 9
SMALL_FIRM = 10
EXEMPT = 11

# Facts that may be missing.
ESTABLISHMENT_FACT = 11
STAFF_FACT = 12
TERM_FACT = 13
FULL_FACT = 14
HOURS_FACT = 15
WAGE_FACT = 16
EXPECTED_FACT = 17
STUDENT_FACT = 18
SIZE_FACT = 19
EXISTING_FACT = 20


@rule(
    "applicable establishment",
    ja="適用事業所",
    says="A private establishment with {staff} regular staff (from {firm.staff} in the trades named): {result:applies}.",
    says_ja="個人の事業所で常時{staff}人の従業員がいます（定められた業種は{firm.staff}人から）。{result:applies}。",
)
def private_applies(kind: int, staff: int, existing: int, firm: FirmRule) -> bool:
    """適用事業所: whether a private establishment is compulsory (健保法3条3項1号).

    kind: LISTED, PROFESSION or OTHER_TRADE; staff: regular staff; existing: 1 where it existed when all
    trades became compulsory.
    """
    if staff < firm.staff:
        return False
    if kind == LISTED:
        return True
    if kind == PROFESSION and firm.professions == 1:
        return True
    return firm.all_trades == 1 and existing == 0


@rule(
    "term too short",
    ja="短期の雇用",
    says="A term of {months} months, and a term up to {term.months} months is too short unless it goes on: {result:short}.",
    says_ja="雇用の期間は{months}か月です（{term.months}か月以内で更新の見込みがなければ対象外）。{result:short}。",
)
def short_term(months: int, beyond: int, term: TermRule) -> bool:
    """短期の雇用: a fixed term that keeps somebody out of the insurance (健保法3条1項2号・4号・5号).

    months: of the term, a part as a whole; beyond: 1 where work beyond the term is expected or has begun.
    """
    if months > term.months:
        return False
    return not (beyond and term.expectation == 1)


@rule(
    "three quarters of the hours",
    ja="所定労働時間の4分の3",
    says="{minutes:clock} hours a week, where regular staff work {regular:clock} ({share.over}/{share.under} are needed): {result:enough}.",
    says_ja="週の所定労働時間は{minutes:clock}、通常の労働者は{regular:clock}です（{share.under}分の{share.over}以上が必要）。{result:enough}。",
)
def hours_reach(minutes: int, regular: int, share: Portion) -> bool:
    """所定労働時間の4分の3: minutes a week against those of regular staff (健保法3条1項9号)."""
    return minutes * share.under >= regular * share.over


@rule(
    "three quarters of the days",
    ja="所定労働日数の4分の3",
    says="{days} days a month, where regular staff work {regular} ({share.over}/{share.under} are needed): {result:enough}.",
    says_ja="月の所定労働日数は{days}日、通常の労働者は{regular}日です（{share.under}分の{share.over}以上が必要）。{result:enough}。",
)
def days_reach(days: int, regular: int, share: Portion) -> bool:
    """所定労働日数の4分の3: days a month against those of regular staff (健保法3条1項9号)."""
    return days * share.under >= regular * share.over


@helper("three quarters of hours and days", ja="4分の3の基準")
def at_full(job: Job, share: Portion) -> int:
    """4分の3の基準: 1, 0, or NONE where hours or days are not known; one of the two below decides alone."""
    if job.full != NONE:
        return job.full
    full = 1
    if job.minutes < 0 or job.regular_minutes < 0:
        full = NONE
    elif not hours_reach(job.minutes, job.regular_minutes, share):
        return 0
    if job.days < 0 or job.regular_days < 0:
        return NONE
    if not days_reach(job.days, job.regular_days, share):
        return 0
    return full


@rule(
    "short-time worker's hours",
    ja="短時間労働者の労働時間",
    says="{minutes:clock} hours a week; {short.hours} are needed: {result:enough}.",
    says_ja="週の所定労働時間は{minutes:clock}です（{short.hours}時間以上が必要）。{result:enough}。",
)
def enough_hours(minutes: int, short: ShortTime) -> bool:
    """短時間労働者の労働時間: minutes a week (健保法3条1項9号イ)."""
    return minutes >= short.hours * 60


@rule(
    "short-time worker's wage",
    ja="短時間労働者の賃金",
    says="{wage} yen a month; {short.wage} are needed: {result:enough}.",
    says_ja="賃金は月{wage}円です（{short.wage}円以上が必要）。{result:enough}。",
)
def enough_wage(wage: int, short: ShortTime) -> bool:
    """短時間労働者の賃金: yen a month, without bonus, overtime and commuting pay (健保法3条1項9号ロ)."""
    return wage >= short.wage


@rule(
    "short-time worker's expected time",
    ja="短時間労働者の雇用見込み期間",
    says="Work is expected for {expected} months; {short.months} are needed: {result:enough}.",
    says_ja="雇用の見込みは{expected}か月です（{short.months}か月以上が必要）。{result:enough}。",
)
def long_enough(expected: int, short: ShortTime) -> bool:
    """短時間労働者の雇用見込み期間: months of expected work (健保法3条1項9号 until 2022-09)."""
    return expected >= short.months


@rule(
    "size of the firm",
    ja="企業規模",
    says="The firm has {size} staff who count; {short.size} are needed: {result:enough}.",
    says_ja="企業の従業員（厚生年金の被保険者）は{size}人です（{short.size}人以上が必要）。{result:enough}。",
)
def large_enough(size: int, short: ShortTime) -> bool:
    """企業規模: staff insured by 厚生年金 without short-time workers (平成24年法律第62号附則46条)."""
    return size >= short.size


@helper("size of the firm matters", ja="企業規模を問う")
def size_counts(job: Job, short: ShortTime, public: Count) -> bool:
    """企業規模を問う: not for public employers, nor where staff and employer agreed (平成24年法律第62号附則46条)."""
    if job.public > 0 and public.number == 1:
        return False
    if job.agreement > 0 and short.agreement == 1:
        return False
    return short.size != NONE


@rule("condition that is known not to be met", ja="満たさないことが分かっている要件")
def known_failure(job: Job, short: ShortTime, public: Count) -> int:
    """満たさないことが分かっている要件: the first condition that the known facts do not meet, or 0 (健保法3条1項9号)."""
    if job.minutes >= 0 and not enough_hours(job.minutes, short):
        return FEW_HOURS
    if short.wage != NONE and job.wage >= 0 and not enough_wage(job.wage, short):
        return LOW_WAGE
    if short.months != NONE and job.expected > 0 and not long_enough(job.expected, short):
        return SHORT_STAY
    if job.student > 0:
        return STUDENT
    if size_counts(job, short, public) and job.size >= 0 and not large_enough(job.size, short):
        return SMALL_FIRM
    return 0


@rule("standing of somebody below three quarters", ja="短時間労働者の区分")
def short_time_standing(job: Job, short: ShortTime, public: Count, undecided: Marks, b: int) -> int:
    """短時間労働者の区分: SHORT_TIME, or a condition that is not met (健保法3条1項9号, 平成24年法律第62号附則46条).

    A fact is asked for only where no known one decides.
    """
    if short.holds != 1:
        return NO_SHORT_RULE
    failure = known_failure(job, short, public)
    if failure:
        return failure
    need(job.minutes, HOURS_FACT, NONE, undecided, b)
    if short.wage != NONE:
        need(job.wage, WAGE_FACT, NONE, undecided, b)
    if short.months != NONE:
        need(job.expected, EXPECTED_FACT, NONE, undecided, b)
    need(job.student, STUDENT_FACT, NONE, undecided, b)
    if size_counts(job, short, public):
        need(job.size, SIZE_FACT, NONE, undecided, b)
    return SHORT_TIME


@rule(
    "exception by a social security agreement",
    ja="社会保障協定による除外",
    says="A certificate of coverage of another country keeps this employee out of the insurance.",
    says_ja="相手国の適用証明書があるので、健康保険の被保険者になりません。",
    quiet="-",
)
def exempt(agreement: bool) -> bool:
    """社会保障協定による除外: of an employee whom another country's insurance covers by agreement."""
    return agreement


@rule(
    "standing as an employee",
    ja="被用者としての区分",
    says="Employees' health insurance: {result:standing}.",
    says_ja="健康保険の被保険者：{result:standing}。",
)
def employee_standing(
    job: Job,
    firm: FirmRule,
    term: TermRule,
    share: Portion,
    short: ShortTime,
    public: Count,
    undecided: Marks,
    b: int,
) -> int:
    """被用者としての区分: FULL_TIME, SHORT_TIME, or why not (健保法3条1項).

    Nationality plays no part. undecided, b: where the compiled run marks a missing fact.
    """
    kind = need(job.kind, ESTABLISHMENT_FACT, NONE, undecided, b)
    if kind != CORPORATE and job.chosen <= 0:
        staff = need(job.staff, STAFF_FACT, NONE, undecided, b)
        existing = 1
        if kind == OTHER_TRADE and firm.all_trades == 1 and staff >= firm.staff:
            existing = need(job.existing, EXISTING_FACT, NONE, undecided, b)
        if not private_applies(kind, staff, existing, firm):
            return NO_ESTABLISHMENT
    if job.contract != 0 and short_term(need(job.contract, TERM_FACT, NONE, undecided, b), job.beyond, term):
        return SHORT_TERM
    if need(at_full(job, share), FULL_FACT, NONE, undecided, b):
        return FULL_TIME
    return short_time_standing(job, short, public, undecided, b)
