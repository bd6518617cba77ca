"""現金給付の数字の形: the shapes in which the figures of benefits in cash reach the law.

Days are counted from year 1 (``date.toordinal``), months ``year * 12 + month - 1``. A first field ``entry``
names the dated entry of the tables.
"""

from __future__ import annotations

from typing import NamedTuple

from .shapes import Column


class AllowanceFormula(NamedTuple):
    """手当金の額の算定方法: how a day's allowance follows from the standard monthly remuneration."""

    entry: int
    months: int  # of which the mean is taken, up to and including the month of the first payment
    days: int  # that a month is taken to have
    numerator: int
    denominator: int


class Days(NamedTuple):
    """日数: one number of days of the tables."""

    entry: int
    days: int


class Months(NamedTuple):
    """月数: one number of months of the tables."""

    entry: int
    months: int


class FirstDay(NamedTuple):
    """最初の日: the first day to which something applies."""

    entry: int
    year: int
    month: int
    day: int


class Window(NamedTuple):
    """産前産後の期間: days up to and including the birth, for one child and for several, and days after it."""

    entry: int
    before: int
    multiple: int
    after: int


class Lump(NamedTuple):
    """出産育児一時金の額: yen for each child, and what is added where the institution pays into the compensation system."""

    entry: int
    base: int
    addition: int


class Pregnancy(NamedTuple):
    """妊娠の期間: days from which a birth counts, and completed weeks from which the addition is paid."""

    entry: int
    days: int
    weeks: int


class Claimants(NamedTuple):
    """手当金を受ける人: one row per person and allowance."""

    total: Column  # of the standard monthly remuneration of the months counted, yen
    months: Column  # counted
    average: Column  # of all insured of the insurer, yen; NONE where a full year is counted
    days: Column  # paid
    wages: Column  # for each of these days, yen


class Allowances(NamedTuple):
    """手当金: a day's allowance and what is paid in all, yen, per claimant."""

    daily: list[int]
    paid: list[int]
