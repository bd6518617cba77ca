"""時の流れの絵: days in a row and single days on one line of time, made here as SVG; a table tells the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from ..engine import dates
from ..households import plan
from .words import Two, say

WIDE, LEFT, RIGHT, TOP, STEP = 640, 10, 10, 30, 40


class Span(NamedTuple):
    """期間: first and last day, what it is, its class in the style sheet."""

    first: str
    last: str
    words: Two
    kind: str


class Mark(NamedTuple):
    """日: one day and what happens on it."""

    on: str
    words: Two


def timeline(spans: Sequence[Span], marks: Sequence[Mark], lang: str) -> Markup:
    """時の流れ: spans as bars, each on a row of its own, and marks as lines with their words beneath."""
    if not spans:
        return Markup("")
    days = [
        date.fromisoformat(d).toordinal()
        for d in [*(s.first for s in spans), *(s.last for s in spans), *(m.on for m in marks)]
    ]
    low, high = min(days), max(days) + 1
    across = max(1, high - low)

    def x(day: str, after: int = 0) -> float:
        return LEFT + (date.fromisoformat(day).toordinal() + after - low) / across * (WIDE - LEFT - RIGHT)

    rows: list[tuple[str, Span | Mark]] = [*((s.first, s) for s in spans), *((m.on, m) for m in marks)]
    rows.sort(key=lambda row: row[0])
    tall = TOP + STEP * len(rows) + 8
    out = [
        f'<svg class="picture timeline" viewBox="0 0 {WIDE} {tall}" role="img" aria-labelledby="time-title time-desc" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="time-title">{escape(say("picture_time", lang))}</title>'
        f'<desc id="time-desc">{escape(say("picture_time_desc", lang))}</desc>'
    ]
    for month, words in _ticks(low, high, lang):
        at = x(month)
        out.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 8}" y2="{tall}"/>')
        anchor = "end" if at > WIDE - 70 else "start"
        out.append(
            f'<text class="tick" x="{at + (3 if anchor == "start" else -3):.1f}" y="14" text-anchor="{anchor}">{escape(words)}</text>'
        )
    for n, (_, one) in enumerate(rows):
        y = TOP + n * STEP
        at = x(one.first if isinstance(one, Span) else one.on)
        anchor = "end" if at > WIDE * 0.6 else "start"
        if isinstance(one, Span):
            end = x(one.last, 1)
            where = end if anchor == "end" else at
            out.append(
                f'<rect class="{one.kind}" x="{at:.1f}" y="{y + 18}" width="{max(2.0, end - at):.1f}" height="12" rx="2"/>'
            )
        else:
            where = at
            out.append(f'<circle class="mark" cx="{at:.1f}" cy="{y + 24}" r="5"/>')
        words = one.words.ja if lang == "ja" else one.words.en
        if isinstance(one, Mark):
            words += " " + plan.day(one.on, lang)
        out.append(
            f'<text class="label" x="{where:.1f}" y="{y + 12}" text-anchor="{anchor}">{escape(words)}</text>'
        )
    return Markup("".join([*out, "</svg>"]))


def _ticks(low: int, high: int, lang: str) -> list[tuple[str, str]]:
    """The first days of months, of about six, or of years where the time is long."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = list(
        range(first.year * 12 + first.month, last.year * 12 + last.month)
    )  # counted from 0 = January of 0
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if len(months) <= 6 * s), 120)
    found = [m for m in months if m % step == 0]
    return [(f"{dates.text(m)}-01", dates.words(m, lang)) for m in found]
