"""被扶養者: whether a relative is insured through an insured person (健保法3条7項)."""

from __future__ import annotations

from .enrolment_shapes import Count, IncomeLimit, Relative
from .facts import need
from .marks import rule
from .people import past_birthday
from .shapes import NONE, Marks

DEPENDANT = 1
INSURER_DECIDES = 2
NOT_KIN = 3
NOT_TOGETHER = 4
NOT_RESIDENT = 5
EXCLUDED_STAY = 6
INCOME_TOO_HIGH = 7
NOT_SUPPORTED = 8
OF_ELDERLY_SCHEME = 9
NOT_THROUGH_WORK = 10  # the person named is in no employees' insurance

# Facts that may be missing.
TOGETHER_FACT = 31
INCOME_FACT = 32
INSURED_INCOME_FACT = 33
REMITTANCE_FACT = 34


@rule("income of a year", ja="年間収入への換算")
def year_of_income(income: int, monthly: int, daily: int, months: Count, days: Count) -> int:
    """年間収入への換算: yen a year of what comes by the year, the month and the day (unemployment benefit)."""
    return income + monthly * months.number + daily * days.number


@rule("age at the end of the year", ja="その年の12月31日の年齢")
def aged_at_year_end(birth_month: int, birth_day: int, month: int, least: Count, below: Count) -> bool:
    """その年の12月31日の年齢: whether it is ``least`` at least, and below ``below``.

    Who is born on 1 January reaches an age on 31 December. month: of the date asked.
    """
    january = month - month % 12 + 12
    if not past_birthday(birth_month, birth_day, least.number, january, 1):
        return False
    return not past_birthday(birth_month, birth_day, below.number, january, 1)


@rule(
    "income limit of a dependant",
    ja="被扶養者の収入の基準",
    says="The limit for this dependant is {result} yen a year.",
    says_ja="この人の収入の基準は年{result}円未満です。",
)
def dependant_limit(relative: Relative, general: IncomeLimit, senior: IncomeLimit, young: IncomeLimit) -> int:
    """被扶養者の収入の基準: yen a year, below which the income must stay (保発第9号・庁保発第9号通知).

    senior: 60 and over, or disabled; young: from 19 to 22 at the end of the year, not the spouse.
    """
    if relative.senior > 0 or relative.disabled > 0:
        return senior.yen
    if relative.young > 0 and not relative.spouse and young.yen != NONE:
        return young.yen
    return general.yen


@rule(
    "income by the labour contract",
    ja="労働契約による年間収入",
    says="Wages are the only income, so the labour contract decides: {contract} yen a year.",
    says_ja="収入は給与のみなので、労働契約の内容による年間収入{contract}円で判定します。",
)
def contract_income(contract: int) -> int:
    """労働契約による年間収入: yen a year by what the contract states (保保発1001第3号, from 2026-04)."""
    return contract


@rule(
    "income below the limit",
    ja="収入が基準未満",
    says="An income of {income} yen a year, the limit being {limit}: {result:below}.",
    says_ja="年間収入は{income}円、基準は{limit}円未満です。{result:below}。",
)
def below_limit(income: int, limit: int) -> bool:
    """収入が基準未満: the expected income of a year, yen."""
    return income < limit


@rule(
    "income over the limit for a time",
    ja="一時的な収入変動",
    says="The employer certifies that the income is over the limit only for a time ({times} in a row, {most.number} at most): {result:tolerated}.",
    says_ja="一時的な収入の増加であることの事業主の証明があります（連続{times}回目、{most.number}回まで）。{result:tolerated}。",
)
def overshoot_tolerated(times: int, most: Count) -> bool:
    """一時的な収入変動: an income over the limit that does not end the dependency (保保発1001第1号).

    times: checks in a row in which it was over.
    """
    return times <= most.number


@rule(
    "less than half of the insured person's income",
    ja="被保険者の収入の2分の1未満",
    says="Living together, {income} yen against {insured} of the insured person: {result:half}.",
    says_ja="同居で、収入は{income}円、被保険者は{insured}円です。{result:half}。",
)
def below_half(income: int, insured: int) -> bool:
    """被保険者の収入の2分の1未満: of one who lives with the insured person; yen a year (保発第9号・庁保発第9号通知)."""
    return income * 2 < insured


@rule(
    "less than what is sent",
    ja="仕送り額未満",
    says="Living apart, {income} yen against {sent} sent by the insured person: {result:sent}.",
    says_ja="別居で、収入は{income}円、仕送りは{sent}円です。{result:sent}。",
)
def below_remittance(income: int, sent: int) -> bool:
    """仕送り額未満: of one who lives apart; yen a year (保発第9号・庁保発第9号通知)."""
    return income < sent


@rule("supported by the insured person", ja="生計維持の判定")
def supported(relative: Relative, income: int, undecided: Marks, b: int) -> int:
    """生計維持の判定: DEPENDANT, INSURER_DECIDES or NOT_SUPPORTED.

    Half or more, yet not above the insured person's own income: the insurer looks at the household.
    """
    if need(relative.together, TOGETHER_FACT, NONE, undecided, b):
        insured = need(relative.insured_income, INSURED_INCOME_FACT, NONE, undecided, b)
        if below_half(income, insured):
            return DEPENDANT
        if income <= insured:
            return INSURER_DECIDES
        return NOT_SUPPORTED
    if below_remittance(income, need(relative.remittance, REMITTANCE_FACT, NONE, undecided, b)):
        return DEPENDANT
    return NOT_SUPPORTED


@rule("income that counts for a dependant", ja="判定に用いる年間収入")
def judged_income(relative: Relative, by_contract: Count, undecided: Marks, b: int) -> int:
    """判定に用いる年間収入: by the labour contract where it is given, wages are all, and the date allows it."""
    if by_contract.number == 1 and relative.wages_only > 0 and relative.contract >= 0:
        return contract_income(relative.contract)
    return need(relative.income, INCOME_FACT, NONE, undecided, b)


@rule(
    "standing as a dependant",
    ja="被扶養者としての区分",
    says="Dependant: {result:kin}.",
    says_ja="被扶養者：{result:kin}。",
)
def dependant_standing(
    relative: Relative,
    general: IncomeLimit,
    senior: IncomeLimit,
    young: IncomeLimit,
    by_contract: Count,
    most: Count,
    undecided: Marks,
    b: int,
) -> int:
    """被扶養者としての区分: DEPENDANT, INSURER_DECIDES, or why not (健保法3条7項)."""
    if relative.old > 0:
        return OF_ELDERLY_SCHEME
    if relative.near == NONE:
        return NOT_KIN
    if relative.near == 0 and not need(relative.together, TOGETHER_FACT, NONE, undecided, b):
        return NOT_TOGETHER
    if relative.resident <= 0 and relative.based <= 0:
        return NOT_RESIDENT
    if relative.excluded > 0:
        return EXCLUDED_STAY
    income = judged_income(relative, by_contract, undecided, b)
    if not below_limit(income, dependant_limit(relative, general, senior, young)):
        if relative.overshoot <= 0 or relative.certified <= 0:
            return INCOME_TOO_HIGH
        if not overshoot_tolerated(relative.overshoot, most):
            return INCOME_TOO_HIGH
    return supported(relative, income, undecided, b)
