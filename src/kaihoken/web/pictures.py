"""絵: pictures of an answer, made here as SVG; a table beside each tells the same in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from ..households.answer import BillAnswer, by_payer
from ..households.growth import LEAST, LINEAR_TO, Curve
from ..households.payer_names import payer_name
from .words import say

WIDE, HIGH = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 92, 16, 44, 72


class Row(NamedTuple):
    """棒: one bar: its name, its class in the style sheet, yen."""

    name: str
    kind: str
    yen: int


def short(yen: int, lang: str) -> str:
    """目盛りの数: yen as an axis shows them: 30万, 3億; 300k, 300M."""
    steps = ((10**8, "億"), (10**4, "万")) if lang == "ja" else ((10**6, "M"), (10**3, "k"))
    for unit, word in steps:
        if yen >= unit:
            return f"{yen / unit:,.2f}".rstrip("0").rstrip(".") + word
    return f"{yen:,}"


THIN = 2  # so that an amount that is nothing beside 300 million yen still leaves a line


def payers_bar(bill: BillAnswer, lang: str) -> Markup:
    """だれが払うかの棒: a bar for each payer, as long as its part of the whole cost."""
    kinds = {"insurer": "insurer", "high_cost": "high", "supplement": "high", "patient": "patient"}
    rows = [
        Row(payer_name(key, lang), kinds.get(key, "programme"), yen)
        for key, yen in by_payer(bill.payers).items()
        if yen > 0
    ]
    if not rows:
        return Markup("")
    step, left, right = 50, 8, 8
    high = step * len(rows) + 26
    wide = WIDE - left - right
    out = _head(WIDE, high, say("picture_payers", lang), say("picture_payers_desc", lang), f"bar-{bill.id}")
    for quarter in range(5):
        at = left + wide * quarter / 4
        out.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{high - 22}"/>')
        anchor = "start" if not quarter else "end" if quarter == 4 else "middle"
        out.append(
            f'<text class="tick" x="{at:.1f}" y="{high - 6}" text-anchor="{anchor}">{quarter * 25}%</text>'
        )
    for n, row in enumerate(rows):
        y, part = n * step, max(THIN, wide * row.yen / bill.cost)
        percent = 100 * row.yen / bill.cost
        told = f"{percent:.1f}" if percent >= 0.1 else "<0.1"
        words = say("picture_part", lang, row.name, row.yen, told)
        out.append(f'<text class="label" x="{left}" y="{y + 20}">{escape(words)}</text>')
        out.append(
            f'<rect class="{row.kind}" x="{left}" y="{y + 27}" width="{part:.1f}" height="16" rx="2"/>'
        )
    return Markup("".join([*out, "</svg>"]))


def nice(value: int) -> int:
    """きりのよい上限: the next of 1, 2, 3, 5, 10 times a power of ten."""
    power = int("1" + "0" * (len(str(value)) - 1))
    return next(step * power for step in (1, 2, 3, 5, 10) if step * power >= value)


LEAST_AXIS = 1_000_000


def axis(cost: int) -> int:
    """横軸の上限: up to which cost of a bill the lines are drawn, yen."""
    return max(LEAST_AXIS, nice(cost * 3 // 2))


def growth_lines(
    curves: Sequence[Curve], cost: int, lang: str, name: str = "growth", others: Sequence[Curve] = ()
) -> Markup:
    """請求の大きさと負担の線: a line for each month of the law, or a band from low to high; the bill is marked.

    name: of the picture in the page, and of its words; others: lines that stand thin behind them, on one scale.
    """
    if not curves:
        return Markup("")
    most_x = max(point[0] for curve in curves for point in curve.points)
    most_y = nice(max(1, *(point[2] for curve in (*curves, *others) for point in curve.points)))
    log = most_x > LINEAR_TO
    low_x, low_y = (LEAST, LEAST // 10) if log else (0, 0)

    def place(value: int, low: int, most: int) -> float:
        if not log:
            return value / most
        return (math.log10(max(value, low)) - math.log10(low)) / (math.log10(most) - math.log10(low))

    def x(value: int) -> float:
        return LEFT + place(value, low_x, most_x) * (WIDE - LEFT - RIGHT)

    def y(value: int) -> float:
        return HIGH - BOTTOM - place(value, low_y, most_y) * (HIGH - TOP - BOTTOM)

    out = _head(WIDE, HIGH, say(f"picture_{name}", lang), say(f"picture_{name}_desc", lang), name)
    for tick in _ticks(low_y, most_y, log):
        out.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
        )
        out.append(
            f'<text class="tick" x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{short(tick, lang)}</text>'
        )
    for tick in _ticks(low_x, most_x, log):
        anchor = "end" if tick == most_x else "middle"
        out.append(
            f'<text class="tick" x="{x(tick):.1f}" y="{HIGH - BOTTOM + 26}" text-anchor="{anchor}">{short(tick, lang)}</text>'
        )
    out.append(f'<text x="8" y="22">{escape(say("axis_borne", lang))}</text>')
    out.append(
        f'<text x="{WIDE - RIGHT}" y="{HIGH - 10}" text-anchor="end">{escape(say("axis_cost", lang))}</text>'
    )
    if low_x < cost <= most_x:
        out.append(
            f'<line class="here" x1="{x(cost):.1f}" x2="{x(cost):.1f}" y1="{TOP}" y2="{HIGH - BOTTOM}"/>'
        )
    for curve in others:
        for edge in (1, 2):
            thin = " ".join(f"{x(p[0]):.1f},{y(p[edge]):.1f}" for p in curve.points if p[0] >= low_x)
            out.append(f'<polyline class="line other" points="{thin}"/>')
    above: list[str] = []
    for n, curve in reversed(list(enumerate(curves))):  # the earlier month lies above the later
        points = [p for p in curve.points if p[0] >= low_x]
        lows = [f"{x(c):.1f},{y(low):.1f}" for c, low, _ in points]
        highs = [f"{x(c):.1f},{y(high):.1f}" for c, _, high in points]
        if any(low != high for _, low, high in points):
            out.append(f'<polygon class="band line-{n}" points="{" ".join(lows + highs[::-1])}"/>')
            above.append(f'<polyline class="line edge line-{n}" points="{" ".join(lows)}"/>')
        above.append(f'<polyline class="line line-{n}" points="{" ".join(highs)}"/>')
        above += [
            f'<circle class="line-{n}" cx="{x(b.cost):.1f}" cy="{y(b.borne):.1f}" r="4"/>'
            for b in curve.bites
            if b.cost >= low_x
        ]
    out += above
    return Markup("".join([*out, "</svg>"]))


def growth_rows(curves: Sequence[Curve]) -> list[tuple[int, list[tuple[int, int]]]]:
    """線と同じ表: about ten costs, and what is borne at least and at most in each month."""
    by_cost = [{cost: (low, high) for cost, low, high in curve.points} for curve in curves]
    every = sorted(set.intersection(*map(set, by_cost)))
    chosen = every[:: max(1, len(every) // 10)]
    return [(cost, [points[cost] for points in by_cost]) for cost in chosen]


def _ticks(low: int, most: int, log: bool) -> list[int]:
    if log:
        return [10**n for n in range(len(str(low)) - 1, len(str(most)) + 1) if low <= 10**n <= most]
    return sorted({most * n // 4 for n in range(5)})


def _head(wide: int, high: int, title: str, desc: str, name: str) -> list[str]:
    return [
        f'<svg class="picture" viewBox="0 0 {wide} {high}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>',
    ]
