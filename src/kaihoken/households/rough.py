"""年収の目安から: the classes that a rough yearly income leaves possible. It narrows a question and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.tables import Row

Rows = Mapping[str, Row]

# The guide counts a usual bonus in. Without any, a class begins at about four fifths of what it says.
SHARE = 5


def possible(classes: Rows, guide: Rows, about: int) -> list[str]:
    """あり得る区分: the classes below 70 whose guide lies within a fifth of a yearly income, in order.

    classes: those of the month (`class_under_70`); guide: the yearly income from which each begins
    (`rough_income`); about: the yearly income, yen. A class without a guide (no resident tax) stays
    possible beside every class that it comes before (健保令42条1項: not beside the two upper ones).
    """
    if not guide:
        return list(classes)
    low, high = about - about // SHARE, about + about // SHARE
    begins = {name: int(row.values["yen"]) for name, row in guide.items() if name in classes}
    within = [n for n, b in begins.items() if b <= high and low < _end(b, list(begins.values()))]
    lower = any(not classes[n].values["high"] for n in within)
    return [n for n in classes if n in within or (n not in begins and lower)]


def _end(begin: int, every: list[int]) -> float:
    return min((b for b in every if b > begin), default=float("inf"))
