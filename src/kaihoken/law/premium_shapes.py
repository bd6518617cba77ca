"""保険料の数字の形: the shapes in which figures and columns of premiums reach the law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .shapes import Column, Marks


class Grade(NamedTuple):
    """標準報酬月額の等級: its standard, and the least monthly pay that belongs to it, yen."""

    entry: int
    standard: int
    least: int


Grades = Sequence[Grade]


class Span(NamedTuple):
    """標準報酬月額の範囲: the lowest and the highest standard of a scheme, yen."""

    entry: int
    lowest: int
    highest: int


class Bound(NamedTuple):
    """最低・最高等級の外側の境目: pay below and from which counts as one grade more at a revision, yen."""

    entry: int
    below: int
    above: int


class PremiumAges(NamedTuple):
    """保険料の年齢: years at which premiums begin and end."""

    care: int
    care_end: int
    pension_end: int
    health_end: int


class LevyRates(NamedTuple):
    """国保料の料率: one part of the levy of a municipality; rates in millionths, amounts in yen a year."""

    income: int  # 所得割
    asset: int  # 資産割
    head: int  # 均等割
    adult: int  # 18歳以上均等割
    house: int  # 平等割


class LevySums(NamedTuple):
    """国保料の算定の基礎: what the members of a household bring, weighted by their months of the year."""

    income: int  # yen × months
    asset: int  # yen of property tax × months
    heads: int  # tenths of a head × months, after the child's reduction
    adults: int
    house: int  # quarters of a household × months


class LevyTest(NamedTuple):
    """基礎控除と軽減判定の基準額: yen."""

    entry: int
    base: int  # what each person's income is free of
    threshold: int  # of the income test
    earner: int  # what each earner after the first adds to it


class LevyCut(NamedTuple):
    """軽減の段階: tenths taken off up to an income of so many yen for each head above the threshold."""

    entry: int
    tenths: int
    per_head: int


class Employees(NamedTuple):
    """従業員: one row per employee. ``standard`` and ``Pay``'s columns of months hold a row for each month."""

    birth_month: Column
    birth_day: Column
    joined: Column  # month of joining; NONE: before
    lost: Column  # month of the day after leaving; NONE: stays
    pension: Column  # 1: insured for pensions too
    rates: Column  # first row of `Rates`, that of the first month
    office: Column  # row of `Offices`
    leave_first: Column  # month in which a leave begins; NONE: none
    leave_after: Column  # month of the day after its end
    leave_days: Column  # days of a childcare leave within one month; NONE: a maternity leave
    leave_long: Column  # 1: bonuses of its months are free too
    bonus_before: Column  # standard bonuses earlier in the fiscal year, yen
    standard: Column  # standard monthly remuneration, months × employees; NONE: not paid here
    bonus_month: Column  # BONUSES × employees; NONE: no bonus
    bonus: Column  # yen
    allowance_days: Column  # days paid by sickness or maternity allowance
    allowance_standard: Column  # mean of the standards of the latest twelve months; 0: none


class Rates(NamedTuple):
    """料率の列: one row per prefecture or society and month; rates in millionths, amounts in yen."""

    health: Column
    health_own: Column
    cared: Column  # health and care together
    cared_own: Column
    child: Column
    child_own: Column
    pension: Column
    pension_own: Column
    lowest: Column  # of the pension's standards
    highest: Column
    leave_days: Column  # NONE: a childcare leave within one month frees nothing
    bonus_unit: Column
    bonus_year: Column
    bonus_month: Column


class Pay(NamedTuple):
    """控除と負担: yen for each month and employee, of pay and bonus together, and sums of the offices."""

    health: Marks  # employee's part, with care where it is due
    child: Marks
    pension: Marks
    health_bonus: Marks
    child_bonus: Marks
    pension_bonus: Marks
    employer_health: Marks  # of pay and bonus
    employer_child: Marks
    employer_pension: Marks
    allowance: Marks  # one row per employee


class Offices(NamedTuple):
    """事業所の合計: millionths of a yen for each month and office, before what is below one yen is dropped."""

    health: Marks
    child: Marks
    pension: Marks
