"""所得区分の判定: the income class that follows from a household's facts."""

from __future__ import annotations

from .marks import rule
from .shapes import NONE, Column


@rule("bound of a class reached", ja="区分の境に達する")
def reaches(amount: int, bound: int, exceeded: bool) -> bool:
    """区分の境に達する: 以上 for remuneration and taxable income, 超える for assessable income."""
    if exceeded and bound:
        return amount > bound
    return amount >= bound


@rule("income class", ja="所得区分")
def class_of(amount: int, tax_exempt: bool, exceeded: bool, bounds: Column, upper: Column) -> int:
    """所得区分: the row of the class: of those who pay tax, the first whose bound is reached.

    Without resident tax the class is the exempt one, unless the amount makes an upper class: the
    text of 42条1項 takes the upper classes out of the low-income class. amount: yen, NONE when
    not known; bounds from the highest class down, NONE for an exempt class. Returns NONE where
    the facts do not decide.
    """
    found = NONE
    exempt = NONE
    exempts = 0
    for row in range(len(bounds)):
        if bounds[row] == NONE:
            exempt = row
            exempts += 1
        elif found == NONE and amount != NONE and reaches(amount, bounds[row], exceeded):
            found = row
    if tax_exempt and (found == NONE or not upper[found]):
        if exempts > 1:
            return NONE
        return exempt
    return found
