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
    """従業員: one row per employee; ``standard`` holds a row for each month and employee, month by month."""

    birth_month: Column
    birth_day: Column
    joined: Column  # month of joining; 0: before
    lost: Column  # month of the day after leaving; NONE: stays
    insured_pension: Column  # 1: insured for pensions too
    rates: Column  # row of `Rates` in the first month; the next months follow it
    office: Column  # row of `Owed` in the first month; the next months follow it
    leave_first: Column  # month in which a leave begins; NONE: none
    leave_after: Column  # month of the day after its end
    leave_length: Column  # days of a childcare leave; NONE: a maternity leave
    leave_long: Column  # 1: longer than a month
    bonus_before: Column  # standard bonuses of the fiscal year before the first month, yen
    standard: Column  # standard monthly remuneration; NONE: nothing is paid here


class Bonuses(NamedTuple):
    """賞与: BONUSES rows for each employee, slot by slot, in the order of their months."""

    bonus_month: Column  # NONE: no bonus
    bonus_yen: Column


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
    leave_needed: Column  # days; NONE: a childcare leave within one month frees nothing
    bonus_unit: Column
    bonus_ceiling: Column  # of health, in a fiscal year
    bonus_highest: Column  # of the pension, in a month


class Pay(NamedTuple):
    """本人負担と事業主負担: yen for each month and employee, or for each bonus."""

    health: Marks  # employee's part, with care where it is due
    child: Marks
    pension: Marks
    employer_health: Marks
    employer_child: Marks
    employer_pension: Marks


class Owed(NamedTuple):
    """事業所が納める額: a row for each office and month."""

    owed_health: Marks  # millionths of a yen: what is below one yen is dropped from the sum, once
    owed_child: Marks
    owed_pension: Marks
    borne_health: Marks  # of which the employees pay, yen
    borne_child: Marks
    borne_pension: Marks
