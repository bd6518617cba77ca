"""入力したこと: what stands in a form in words of both languages, for the sheet that is printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..households.plan import day as day_words
from .ask_fields import Draft, Field, Part
from .reading import Wrong, day, number
from .words import Two, say


class Entered(NamedTuple):
    """入力した部分: a part of the form, and its fields that are filled in, each with what stands there."""

    name: Two
    rows: list[tuple[Two, Two]]


def entered(ja: Sequence[Part], en: Sequence[Part], draft: Draft) -> list[Entered]:
    """入力したこと: the parts of a form in Japanese and in English, as far as they are filled in."""
    found = []
    for part, other in zip(ja, en, strict=True):
        for n, start in enumerate(draft.starts(part), 1):
            nth = f" {n}" if part.most > 1 else ""
            rows = [
                (Two(field.named_in("ja"), beside.named_in("en")), Two(*said))
                for field, beside in zip(part.fields, other.fields, strict=True)
                if (text := draft.get(f"{start}.{field.name}"))
                and not _usual(part, field, text)
                and all(said := (_said(field, text, "ja"), _said(beside, text, "en")))
            ]
            if rows:
                found.append(Entered(Two(part.named_in("ja") + nth, other.named_in("en") + nth), rows))
    return found


def _usual(part: Part, field: Field, text: str) -> bool:
    """Whether a folded field holds what holds anyway."""
    return field.kind == "pick" and text == field.options[0] and bool(part.folded or field.fold)


def _said(field: Field, text: str, lang: str) -> str:
    """What stands in a field in words; as it was written where it cannot be read; empty for no option of it."""
    if field.kind in ("choice", "radios", "pick"):
        return dict(field.pairs(lang)).get(text, "")
    try:
        if field.kind == "day" and (read := day(text)):
            date.fromisoformat(read)
            return day_words(read, lang)
        if field.kind == "number" and (amount := number(text)) is not None:
            return say(f"unit_of_{field.unit}", lang, f"{amount:,}") if field.unit else f"{amount:,}"
    except (Wrong, ValueError):
        return text
    return text
