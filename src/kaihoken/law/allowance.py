"""傷病手当金・出産手当金の額: what a day is worth, and what other money takes off it.

Amounts are yen a day, unless they say otherwise.
"""

from __future__ import annotations

from .allowance_shapes import AllowanceFormula, Allowances, Claimants, Days
from .marks import paragraph, rule
from .rounding import down, half_up, half_up_to_ten
from .shapes import NONE, Yen


@rule(
    "standard daily remuneration",
    ja="標準報酬日額（平均）",
    says="The standard monthly remuneration of {months} months, {total} yen in all, gives {result} yen a day (÷ {months} ÷ {formula.days}, to ten yen).",
    says_ja="標準報酬月額{months}か月分の合計{total}円から、1日当たり{result}円です（÷{months}÷{formula.days}、5円未満切捨て・5円以上切上げで10円単位）。",
)
def standard_daily(total: int, months: int, formula: AllowanceFormula) -> int:
    """標準報酬日額 (健保法99条2項): the mean of the months' standard remuneration, a day, to ten yen.

    total: of the months, yen; months: how many, 1 at least.
    """
    return half_up_to_ten(total, months * formula.days)


@rule(
    "insurer's average a day",
    ja="全被保険者の平均の日額",
    says="The average of all insured of the insurer is {average.yen} yen, {result} yen a day.",
    says_ja="保険者の全被保険者の平均は{average.yen}円で、1日当たり{result}円です。",
)
def average_daily(average: Yen, formula: AllowanceFormula) -> int:
    """全被保険者の平均の日額 (健保法99条2項2号): of the average of 30 September, as a grade of the standard remuneration."""
    return half_up_to_ten(average.yen, formula.days)


@rule(
    "basis with less than a year of remuneration",
    ja="12か月未満の人の算定の基礎",
    says="Fewer than {formula.months} months count ({months}), so the lower of {own} yen and the average's {average} yen is taken: {result} yen.",
    says_ja="対象となる月が{formula.months}か月に満たない{months}か月なので、自分の{own}円と平均の{average}円のうち低い方の{result}円を使います。",
)
def lower_daily(own: int, average: int, months: int, formula: AllowanceFormula) -> int:
    """12か月に満たない人の算定の基礎 (健保法99条2項ただし書): the lower of the own mean and the insurer's average, a day."""
    return min(own, average)


@rule("basis of the allowance", ja="手当金の算定の基礎")
def basis_daily(total: int, months: int, average: Yen, formula: AllowanceFormula) -> int:
    """手当金の算定の基礎 (健保法99条2項): the standard daily remuneration that counts.

    average: asked for only where fewer months than the formula's are counted; its yen is NONE without.
    """
    own = standard_daily(total, months, formula)
    if months >= formula.months:
        return own
    return lower_daily(own, average_daily(average, formula), months, formula)


@rule(
    "a day's allowance",
    ja="1日当たりの支給額",
    says="{basis} yen × {formula.numerator}/{formula.denominator} = {result} yen a day (50 sen and more up).",
    says_ja="{basis}円×{formula.denominator}分の{formula.numerator}＝1日{result}円です（50銭未満切捨て・50銭以上切上げ）。",
)
def daily_allowance(basis: int, formula: AllowanceFormula) -> int:
    """1日当たりの支給額 (健保法99条2項, 102条2項): of the sickness and of the maternity allowance."""
    return half_up(basis * formula.numerator, formula.denominator)


@rule(
    "a day's allowance with the society's own",
    ja="付加給付を含む1日当たりの額",
    says="The society pays {percent}% of {basis} yen in all: {result} yen a day.",
    says_ja="健保組合は{basis}円の{percent}%を支給します（法定の給付を含む）：1日{result}円。",
)
def society_daily(basis: int, percent: int) -> int:
    """付加給付を含む1日当たりの額 (健保法53条): what a society pays in all by its own rules; 50 sen and more up.

    percent: of the standard daily remuneration. How a society rounds is its own rule.
    """
    return half_up(basis * percent, 100)


@rule(
    "disability pension a day",
    ja="障害年金の日額",
    says="The disability pension of {yearly} yen a year is {result} yen a day (÷ {year.days}, below one yen dropped).",
    says_ja="障害年金の年額{yearly}円は、1日当たり{result}円です（÷{year.days}、1円未満切捨て）。",
)
def disability_daily(yearly: int, year: Days) -> int:
    """障害年金の日額 (健保法108条3項, 規則89条1項): of the employees' disability pension with the basic one for the same illness."""
    return down(yearly, year.days)


@rule(
    "old-age pension a day",
    ja="老齢退職年金の日額",
    says="The old-age pensions of {yearly} yen a year are {result} yen a day (÷ {year.days}, below one yen dropped).",
    says_ja="老齢退職年金の年額{yearly}円は、1日当たり{result}円です（÷{year.days}、1円未満切捨て）。",
)
def old_age_daily(yearly: int, year: Days) -> int:
    """老齢退職年金の日額 (健保法108条5項, 規則89条2項): of all old-age pensions together; counts only after leaving."""
    return down(yearly, year.days)


@rule(
    "largest of the other payments",
    ja="調整の対象となる額",
    says="Against it stand wages {wages}, maternity allowance {maternity}, disability pension {disability}, old-age pension {old_age} yen a day; the largest counts: {result} yen.",
    says_ja="同じ日に受けられる報酬{wages}円、出産手当金{maternity}円、障害年金{disability}円、老齢退職年金{old_age}円のうち、最も多い{result}円と調整します。",
    quiet="-",
)
def other_payments(wages: int, maternity: int, disability: int, old_age: int) -> int:
    """調整の対象となる額 (健保法103条1項, 108条1項・3項・5項): the largest of what else is paid for the day.

    maternity: the maternity allowance before wages are taken off it; wages and what they leave of it make
    the larger of the two.
    """
    return max(wages, maternity, disability, old_age)


@rule(
    "difference paid",
    ja="差額の支給",
    says="Of {daily} yen a day what is above {other} yen is paid: {result} yen.",
    says_ja="1日{daily}円のうち、{other}円を超える{result}円が支給されます。",
    quiet="daily",
)
def difference_daily(daily: int, other: int) -> int:
    """差額の支給 (健保法103条1項, 108条): nothing where the other is as much or more, else the difference."""
    return max(0, daily - other)


@rule("day set against the disability lump sum", ja="障害手当金との調整")
def after_lump(daily: int, counted: int, lump: int, other: int) -> int:
    """障害手当金との調整 (健保法108条4項, 令36条の2): nothing until the days' amounts reach the lump sum.

    counted: the sum of the days before this one since the lump sum; on the day that passes it, what is
    beyond, at most the difference to what else is paid. yen.
    """
    return min(max(0, counted + daily - lump), difference_daily(daily, other))


@rule(
    "allowance in all",
    ja="支給総額",
    says="{daily} yen × {days} days = {result} yen.",
    says_ja="{daily}円×{days}日＝{result}円です。",
)
def allowance_total(daily: int, days: int) -> int:
    """支給総額: of days paid alike, yen."""
    return daily * days


@paragraph("allowances of many people", ja="手当金の支給額（全件）")
def settle_allowances(formula: AllowanceFormula, people: Claimants, work: Allowances) -> None:
    """手当金の支給額 (健保法99条2項, 102条2項, 108条1項・2項): a day's allowance and the sum of its days, per claimant."""
    for i in range(len(people.days)):
        average = Yen(NONE, people.average[i])
        basis = basis_daily(people.total[i], people.months[i], average, formula)
        work.daily[i] = daily_allowance(basis, formula)
        paid = difference_daily(work.daily[i], people.wages[i])
        work.paid[i] = allowance_total(paid, people.days[i])
