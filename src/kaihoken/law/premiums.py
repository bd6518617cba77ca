"""保険料: which months are charged, and how much of a premium each side pays.

Rates are millionths (9.85 % is 98,500). Months are counted ``year * 12 + month - 1``.
"""

from __future__ import annotations

from .marks import helper, rule
from .premium_shapes import PremiumAges
from .rounding import down, half_down, half_up
from .shapes import NONE

MILLION = 100 * 100 * 100


@helper("month in which an age is reached", ja="年齢到達月")
def reached_month(birth_month: int, birth_day: int, years: int) -> int:
    """年齢到達月: the month of the day before the birthday (年齢計算ニ関スル法律)."""
    month = birth_month + years * 12
    if birth_day == 1:
        return month - 1
    return month


@rule("earlier of two months", ja="早い方の喪失月")
def earlier_loss(lost: int, ending: int) -> int:
    """早い方の喪失月: the month from which nothing is charged; lost: NONE where nobody left."""
    if lost == NONE:
        return ending
    return min(lost, ending)


@rule("month that is charged", ja="保険料のかかる月")
def month_charged(month: int, joined: int, lost: int) -> bool:
    """保険料のかかる月: from the month of joining to the one before the loss (健保法156条3項, 厚年法19条).

    lost: month of the day after leaving, NONE for none. Joined and lost in one month: that month is charged.
    """
    if month < joined:
        return False
    if lost == NONE or month < lost:
        return True
    return month == joined and joined == lost


@rule("care insurance at 40 to 64", ja="介護保険料のかかる月")
def care_charged(month: int, birth_month: int, birth_day: int, ages: PremiumAges) -> bool:
    """介護保険料のかかる月: from the month of reaching 40 to the one before 65 (健保法156条1項1号, 介護保険法9条2号)."""
    if month < reached_month(birth_month, birth_day, ages.care):
        return False
    return month < reached_month(birth_month, birth_day, ages.care_end)


@rule("month of the 75th birthday", ja="健康保険の終わりの月")
def health_ending(birth_month: int, ages: PremiumAges) -> int:
    """健康保険の終わりの月: the month of the 75th birthday itself, which the elderly scheme charges (健保法36条)."""
    return birth_month + ages.health_end * 12


@rule("month of reaching 70", ja="厚生年金の終わりの月")
def pension_ending(birth_month: int, birth_day: int, ages: PremiumAges) -> int:
    """厚生年金の終わりの月: the month of the day before the 70th birthday (厚年法14条5号)."""
    return reached_month(birth_month, birth_day, ages.pension_end)


@rule("month free by a leave", ja="休業による免除")
def leave_free(month: int, first: int, after: int, days: int, needed: int) -> bool:
    """休業による免除: from the month a leave begins to the one before that of the day after its end.

    健保法159条・159条の3, 厚年法81条の2・81条の2の2. A childcare leave within one month frees it from
    ``needed`` days; days: NONE for a maternity leave; needed: NONE before October 2022.
    """
    if first == NONE:
        return False
    if first == after:
        return month == first and needed != NONE and days >= needed
    return first <= month and month < after


@rule(
    "employee's part",
    ja="本人負担額",
    says="{part:premium}: {base} yen × {own:rate}; {result} yen are deducted (50 sen and less dropped, more goes up).",
    says_ja="{part:premium}：{base}円×{own:rate}、控除額は{result}円です（50銭以下切捨て、50銭超切上げ）。",
)
def employee_part(part: int, base: int, own: int) -> int:
    """本人負担額: the employee's part of a premium as deducted from pay, yen (健保法161条・167条, 通貨単位法3条).

    part: for the explanation; base: standard remuneration or bonus; own: employee's rate, millionths.
    """
    return half_down(base * own, MILLION)


@rule(
    "employee's part paid in cash",
    ja="現金で払う本人負担額",
    says="{part:premium}: {base} yen × {own:rate}; {result} yen are paid in cash (50 sen and more go up).",
    says_ja="{part:premium}：{base}円×{own:rate}、現金で支払う額は{result}円です（50銭未満切捨て、50銭以上切上げ）。",
)
def cash_part(part: int, base: int, own: int) -> int:
    """現金で払う本人負担額: as `employee_part`, handed over in cash, yen (通貨単位法3条)."""
    return half_up(base * own, MILLION)


@rule(
    "employer's part",
    ja="事業主負担額",
    says="{part:premium}: the office pays in {base} yen × {whole:rate} without parts of a yen, of which {result} yen are its own.",
    says_ja="{part:premium}：納める額は{base}円×{whole:rate}（1円未満切捨て）、うち事業主負担は{result}円です。",
)
def employer_part(part: int, base: int, whole: int, employee: int) -> int:
    """事業主負担額: the whole premium, below one yen dropped, less the employee's part, yen (健保法161条)."""
    return down(base * whole, MILLION) - employee


@rule(
    "premium of voluntary continuation",
    ja="任意継続の保険料",
    says="{part:premium}: {base} yen × {whole:rate} = {result} yen a month, all paid by the person.",
    says_ja="{part:premium}：{base}円×{whole:rate}＝月{result}円、全額が本人負担です。",
)
def voluntary_part(part: int, base: int, whole: int) -> int:
    """任意継続の保険料: the whole premium, below one yen dropped, yen (健保法161条1項ただし書)."""
    return down(base * whole, MILLION)


@rule(
    "standard of voluntary continuation",
    ja="任意継続の標準報酬月額",
    says="The lesser of {own} yen at leaving and the insurer's {cap} yen: {result} yen.",
    says_ja="退職時の{own}円と保険者の上限{cap}円の低い方：{result}円。",
)
def voluntary_standard(own: int, cap: int) -> int:
    """任意継続の標準報酬月額: the lesser of that at leaving and the insurer's average (健保法47条), yen."""
    return min(own, cap)
