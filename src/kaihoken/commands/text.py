"""文字の幅: how wide a text stands on a terminal, where Japanese characters take two columns."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """幅: how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """幅を揃える: the text, filled up with spaces."""
    return text + " " * max(0, columns - width(text))
