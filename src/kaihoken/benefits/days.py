"""暦: days as whole numbers, periods of months by the calendar, and rows of days written as from and to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date as date

from ..errors import InputError
from ..forms.read import day as read_day
from ..law.allowance_period import period_end
from ..law.shapes import NONE
from .form import Spell

FIRST_YEAR, LAST_YEAR = 1950, 2100


def number(text: str, where: str) -> int:
    """日: a day of the form, counted from year 1. Raises InputError for one that does not exist."""
    try:
        found = read_day(text, "the day")
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise InputError(
                f"{text} lies outside what can be reckoned.",
                mend="Check the year.",
                ja=f"{text}は計算できる範囲の外です。年を確かめてください。",
            )
        return found.toordinal()
    except InputError as error:
        raise error.at(where) from None


def given(text: str | None, where: str) -> int:
    """書かれた日: a day that may be missing; NONE then."""
    return NONE if text is None else number(text, where)


def iso(day: int) -> str:
    """日付: a day as ``YYYY-MM-DD``."""
    return date.fromordinal(day).isoformat()


def month(day: int) -> int:
    """月: the month of a day, ``year * 12 + month - 1``."""
    found = date.fromordinal(day)
    return found.year * 12 + found.month - 1


def same_day(day: int, months: int) -> tuple[int, int]:
    """応当日: the day of the same number so many months later, NONE where there is none, and that month's last day."""
    then = month(day) + months
    last = monthrange(then // 12, then % 12 + 1)[1]
    first = date(then // 12, then % 12 + 1, 1).toordinal()
    here = date.fromordinal(day).day
    return (first + here - 1 if here <= last else NONE), first + last - 1


def last_after(day: int, months: int) -> int:
    """満了日: the last day of so many months that begin on a day (民法143条)."""
    return period_end(*same_day(day, months))


def rows(spells: Sequence[Spell], where: str) -> list[tuple[int, int]]:
    """休んだ期間: first and last day of each, checked: in order, without overlap."""
    found: list[tuple[int, int]] = []
    for n, one in enumerate(spells):
        here = f"{where}[{n}]"
        first, last = number(one.from_, f"{here}.from"), number(one.to, f"{here}.to")
        if last < first:
            raise InputError(
                f"it ends on {one.to}, before it begins.",
                here,
                "Put from before to.",
                f"休みの終わりの{one.to}が、始まりより前です。始まりと終わりを入れ替えてください。",
            )
        if last - first > 3700:
            raise InputError(
                f"{iso(first)} to {iso(last)} is more than ten years.",
                here,
                "Check the two years.",
                f"{iso(first)}から{iso(last)}までは10年を超えます。年を確かめてください。",
            )
        if found and first <= found[-1][1]:
            raise InputError(
                f"it begins on {one.from_}, on or before the last day of the one above it.",
                here,
                "Write the times off in order, each day once.",
                f"{one.from_}からの休みが、その上の休みの最後の日以前に始まっています。休みは順に、同じ日が重ならないように書いてください。",
            )
        found.append((first, last))
    return found
