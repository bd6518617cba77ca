"""国民健康保険料: the levy of a municipality on a household's year (国保令29条の7).

A part is reckoned in one fraction and cut once, in the municipality's unit. Rates are millionths.
"""

from __future__ import annotations

from .marks import rule
from .people import APRIL
from .premium_shapes import LevyCut, LevyRates, LevySums, LevyTest
from .premiums import MILLION, reached_month
from .rounding import down, down_to
from .shapes import NONE


@rule(
    "income after the loss of work",
    ja="非自発的失業者の所得",
    says="Of {wage} yen of wage income {percent} per cent count after the loss of work, so the income is {result} yen.",
    says_ja="非自発的失業のため給与所得{wage}円の{percent}％だけを数え、所得は{result}円です。",
    quiet="income",
)
def unemployed_income(income: int, wage: int, percent: int) -> int:
    """非自発的失業者の所得: income in which the wage income counts at ``percent`` (国保令29条の7の2)."""
    return income - wage + down(wage * percent, 100)


@rule(
    "base of the levy",
    ja="所得割の算定基礎",
    says="Income {income} yen less {deduction} yen: {result} yen bear the income part.",
    says_ja="所得{income}円から{deduction}円を引いた{result}円が所得割の算定基礎です。",
)
def levy_base(income: int, deduction: int) -> int:
    """所得割の算定基礎: a person's income less the basic deduction, not below zero, yen (国保令29条の7第2項4号)."""
    return max(income - deduction, 0)


@rule(
    "reduction by income",
    ja="国保料の軽減割合",
    says="The household's income of {income} yen with {heads} heads and {earners} earners takes {result} tenths off the per-head and per-household parts.",
    says_ja="世帯の所得{income}円・{heads}人・給与所得者等{earners}人なので、均等割・平等割は{result}割軽減です。",
)
def levy_reduction(
    income: int, heads: int, earners: int, test: LevyTest, seven: LevyCut, five: LevyCut, two: LevyCut
) -> int:
    """国保料の軽減割合: tenths taken off by the household's income (国保令29条の7第6項1号〜3号).

    heads: insured, and those of the household who moved to the elderly scheme; earners: who has wages or
    a pension above the deductions.
    """
    base = test.threshold + test.earner * max(earners - 1, 0)
    for cut in (seven, five, two):
        if income <= base + cut.per_head * heads:
            return cut.tenths
    return 0


@rule("first April after an age", ja="年齢到達後の4月")
def april_after(birth_month: int, birth_day: int, years: int) -> int:
    """年齢到達後の4月: the April after the first 31 March on or after reaching an age (国保令29条の7第6項6号)."""
    first = reached_month(birth_month, birth_day, years) + 1
    return first + (APRIL - first) % 12


@rule("months that the levy counts", ja="国保料の月数")
def levy_months(first: int, last: int, begins: int, ends: int) -> int:
    """国保料の月数: months of first … last that lie from ``begins`` on and before ``ends`` (NONE: no end)."""
    upper = last + 1
    if ends != NONE:
        upper = min(upper, ends)
    return max(upper - max(first, begins), 0)


@rule(
    "part of the levy",
    ja="国保料の賦課額",
    says="{part:levy}: {result} yen, in units of {unit} yen and at most {ceiling} yen.",
    says_ja="{part:levy}：{result}円（{unit}円未満切捨て、限度額{ceiling}円）。",
    quiet="-",
)
def levy_part(part: int, rates: LevyRates, sums: LevySums, tenths: int, unit: int, ceiling: int) -> int:
    """国保料の賦課額: one part of the levy: income and property, heads, household, reduced, cut and capped.

    part: for the explanation; tenths: the reduction by income; ceiling: NONE for none. Yen a year.
    """
    left = 10 - tenths
    whole = (sums.income * rates.income + sums.asset * rates.asset) * 4 * 100
    heads = (sums.heads * rates.head + sums.adults * rates.adult) * left * 4
    house = sums.house * rates.house * left * 10
    amount = down(whole + (heads + house) * MILLION, MILLION * 12 * 4 * 100)
    amount = down_to(amount, unit)
    if ceiling == NONE:
        return amount
    return min(amount, ceiling)
