"""文字の幅: how wide a text stands on a terminal, where Japanese characters take two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..forms.said import said as said


def width(text: str) -> int:
    """幅: how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """幅を揃える: the text, filled up with spaces."""
    return text + " " * max(0, columns - width(text))


def table(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """表: rows as lines: the first column to the left, the others to the right."""
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [padded(row[0], widths[0])]
        cells += [" " * (widths[n] - width(row[n])) + row[n] for n in range(1, len(row))]
        lines.append((" " * gap).join(cells).rstrip())
    return lines
