"""言葉: a word of a list of words, in one of the two languages."""

from __future__ import annotations

from collections.abc import Mapping


def said(words: Mapping[str, tuple[str, str]], word: str, lang: str, *values: object) -> str:
    """言葉: a word of a list in one of the two languages."""
    return words[word][0 if lang == "ja" else 1].format(*values)
