"""判断: answers to yes-or-no questions while facts are known, and while they are not.

A condition is met (1), failed (0), or not known (NONE). What is not known stays so only where it matters.
"""

from __future__ import annotations

from .marks import helper
from .shapes import NONE

FAILED = 0
MET = 1


@helper("both conditions", ja="いずれにも該当")
def both(first: int, second: int) -> int:
    """いずれにも該当する: failed where one fails; not known where one is not known and none fails."""
    if first == FAILED or second == FAILED:
        return FAILED
    return min(first, second)


@helper("one of two conditions", ja="いずれかに該当")
def either(first: int, second: int) -> int:
    """いずれかに該当する: met where one is met; not known where one is not known and none is met."""
    if first == MET or second == MET:
        return MET
    return min(first, second)


@helper("the contrary", ja="該当しない")
def contrary(condition: int) -> int:
    """該当しない: met where the condition fails; not known stays not known."""
    if condition == NONE:
        return NONE
    return MET - condition


@helper("the value is this one", ja="その値である")
def is_value(value: int, wanted: int) -> int:
    """その値である: whether a coded fact has a value; not known where the fact is not."""
    if value == NONE:
        return NONE
    if value == wanted:
        return MET
    return FAILED


@helper("at least", ja="以上")
def reaching(value: int, least: int) -> int:
    """以上: whether an amount, a percentage or a day reaches another; not known where either is not."""
    if value == NONE or least == NONE:
        return NONE
    if value >= least:
        return MET
    return FAILED


@helper("between two days", ja="期間内")
def during(on: int, first: int, end: int) -> int:
    """期間内: whether a day is one from the first until the day before the end; days counted from year 1."""
    if first <= on < end:
        return MET
    return FAILED
