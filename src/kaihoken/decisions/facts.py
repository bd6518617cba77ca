"""事実: what a question asks about, coded as the law reads it, with the answers that may be given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import Choice
from ..law.shapes import NONE

YES_NO = (Choice(1, "はい", "yes"), Choice(0, "いいえ", "no"))

Values = Mapping[str, int]


class Fact(NamedTuple):
    """事実: its name in the form, how it is asked, and the possible answers as the law's codes."""

    name: str
    ja: str
    en: str
    choices: tuple[Choice, ...] = YES_NO
    words: tuple[str, ...] = ()  # the form's words for the codes, from the first choice's code upward


def coded(fact: Fact, value: Any) -> int:
    """事実の値: what the form gives, as the law's code; NONE where it gives nothing."""
    if value is None:
        return NONE
    if isinstance(value, str):
        return fact.words.index(value) + min(int(c.value) for c in fact.choices)
    return int(value)


def of_words(name: str, ja: str, en: str, first: int, *answers: tuple[str, str, str]) -> Fact:
    """選択肢のある事実: a fact with words; each answer is its word in the form, in Japanese and in English."""
    choices = tuple(Choice(first + n, a[1], a[2]) for n, a in enumerate(answers))
    return Fact(name, ja, en, choices, tuple(a[0] for a in answers))
