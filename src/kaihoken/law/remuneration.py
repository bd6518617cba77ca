"""標準報酬: the standard monthly remuneration, when it is determined anew, and the standard bonus."""

from __future__ import annotations

from .marks import helper, rule
from .premium_shapes import Bound, Grades, Span
from .rounding import down, down_to
from .shapes import Column

AUGUST = 7  # of the months counted from January as 0


@helper("number of the grade", ja="等級の番号")
def grade_number(pay: int, grades: Grades) -> int:
    """等級の番号: the highest grade whose least pay is reached, from 1. pay: yen a month."""
    number = 0
    for grade in grades:
        if pay >= grade.least:
            number += 1
    return number


@rule(
    "standard monthly remuneration",
    ja="標準報酬月額",
    says="A monthly pay of {pay} yen belongs to the standard monthly remuneration of {result} yen.",
    says_ja="報酬月額{pay}円は標準報酬月額{result}円に当たります。",
)
def standard_remuneration(pay: int, grades: Grades, span: Span) -> int:
    """標準報酬月額: the standard to which a month's pay belongs, within the scheme's range (健保法40条).

    pay: yen a month, with what is paid in kind; yen out.
    """
    standard = grades[grade_number(pay, grades) - 1].standard
    return min(max(standard, span.lowest), span.highest)


@rule(
    "standard monthly remuneration of the pension",
    ja="厚生年金の標準報酬月額",
    says="The pension counts {result} yen instead of {standard} yen: its range is {span.lowest} to {span.highest} yen.",
    says_ja="厚生年金の標準報酬月額は{span.lowest}円から{span.highest}円までなので、{standard}円ではなく{result}円です。",
    quiet="standard",
)
def pension_standard(standard: int, span: Span) -> int:
    """厚生年金の標準報酬月額: that of health within the pension's range, yen (厚年法20条)."""
    return min(max(standard, span.lowest), span.highest)


@rule(
    "mean of the months that count",
    ja="報酬月額の平均",
    says="The months with at least {needed} base days have a mean of {result} yen, parts of a yen dropped.",
    says_ja="支払基礎日数が{needed}日以上の月の平均は{result}円です（1円未満切捨て）。",
    quiet="-",
)
def determined_pay(pays: Column, days: Column, needed: int, lesser: int) -> int:
    """報酬月額の平均: mean of the months with enough days of pay (健保法41条1項).

    lesser: the days that count where no month has enough (part-timers); as ``needed`` for others.
    0 where no month counts: the standard before goes on.
    """
    for least in (needed, lesser):
        total = 0
        months = 0
        for m in range(len(pays)):
            if days[m] >= least:
                total += pays[m]
                months += 1
        if months:
            return down(total, months)
    return 0


@rule(
    "mean after the change",
    ja="変動後の3か月平均",
    says="The three months from the change have a mean of {result} yen, each with at least {needed} base days.",
    says_ja="変動月から3か月の平均は{result}円で、各月とも支払基礎日数が{needed}日以上あります。",
    quiet="-",
)
def changed_pay(pays: Column, days: Column, needed: int) -> int:
    """変動後の3か月平均: mean of three months in a row, each with enough days; 0 otherwise (健保法43条1項)."""
    total = 0
    for m in range(len(pays)):
        if days[m] < needed:
            return 0
        total += pays[m]
    return down(total, len(pays))


@rule("place among the grades", ja="等級の位置")
def grade_place(pay: int, grades: Grades, span: Span, bound: Bound) -> int:
    """等級の位置: the grade of a pay, where pay far beyond the lowest or highest counts as one more.

    For occasional revisions (昭和36年1月26日保発4号): one grade of the list may be two of pay.
    """
    if pay < bound.below:
        return grade_number(span.lowest, grades) - 1
    if pay >= bound.above:
        return grade_number(span.highest, grades) + 1
    return grade_number(min(max(pay, span.lowest), span.highest), grades)


@rule(
    "occasional revision",
    ja="随時改定",
    says="From grade place {before} to {after} with fixed pay going {rise:direction}: {result:revised}.",
    says_ja="等級は{before}から{after}、固定的賃金は{rise:direction}：{result:revised}。",
)
def occasional_revision(before: int, after: int, rise: int) -> int:
    """随時改定: 1 where fixed pay and the mean moved the same way, by two grades or more (健保法43条1項).

    before, after: places among the grades; rise: 1 where fixed pay rose, 0 where it fell.
    """
    if rise:
        return int_of(after - before >= 2)
    return int_of(before - after >= 2)


@rule(
    "revision at the end of a leave",
    ja="休業終了時改定",
    says="From {before} yen to {after} yen at the end of the leave: {result:revised}.",
    says_ja="休業終了時に{before}円から{after}円：{result:revised}。",
)
def leave_end_revision(before: int, after: int) -> int:
    """休業終了時改定: 1 where the standard differs by a grade or more, on request (健保法43条の2・43条の3)."""
    return int_of(after != 0 and after != before)


@helper("one or none", ja="真偽の数")
def int_of(true: bool) -> int:
    """真偽の数: 1 for what holds, 0 for what does not."""
    if true:
        return 1
    return 0


@rule(
    "last month of a determination",
    ja="決定の有効期間の末月",
    says="It holds from {month:month} until {result:month}.",
    says_ja="{month:month}から{result:month}まで有効です。",
)
def held_until(month: int, turn: int) -> int:
    """決定の有効期間の末月: the August until which a standard holds that begins in ``month``.

    turn: month of the year, January as 0, from which it is the August of the next year.
    """
    year = month - month % 12
    if month % 12 >= turn:
        return year + 12 + AUGUST
    return year + AUGUST


@rule(
    "standard bonus",
    ja="標準賞与額",
    says="A bonus of {amount} yen counts as {result} yen: what is below {unit} yen is dropped.",
    says_ja="賞与{amount}円の標準賞与額は{result}円です（{unit}円未満切捨て）。",
)
def standard_bonus(amount: int, unit: int) -> int:
    """標準賞与額: the bonuses of a month, what is below 1,000 yen dropped (健保法45条1項, 厚年法24条の4)."""
    return down_to(amount, unit)


@rule(
    "bonus within its ceiling",
    ja="標準賞与額の上限",
    says="Of the standard bonus of {standard} yen {result} yen count: the ceiling is {ceiling} yen, {before} yen are used.",
    says_ja="標準賞与額{standard}円のうち算定の対象は{result}円です（上限{ceiling}円、使用済み{before}円）。",
    quiet="standard",
)
def counted_bonus(standard: int, before: int, ceiling: int) -> int:
    """標準賞与額の上限: what counts after ``before`` yen of the same year (health) or month (pension)."""
    return min(standard, max(ceiling - before, 0))
