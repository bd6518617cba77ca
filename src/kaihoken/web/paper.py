"""紙: a form while it is read: what stands in its fields, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from . import reading
from .draft import Draft, names
from .mistakes import Mistake
from .words import say


@dataclass(slots=True)
class Paper:
    """紙: the draft, the case that it becomes, and where each part of the case was written."""

    draft: Draft
    lang: str
    mistakes: list[Mistake] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of people, by id
    insurers: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    care: list[dict[str, Any]] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)  # what a counter asked for, by bill
    given: dict[str, int] = field(default_factory=dict)  # what was really paid there
    places: dict[str, str] = field(default_factory=dict)  # of insurers and care, where in the form

    def __post_init__(self) -> None:
        self.names = names(self.draft)

    def wrong(self, name: str, word: str, *values: object) -> None:
        """A mistake at a field."""
        self.mistakes.append(Mistake(name, say(word, self.lang, *values)))

    def number(self, at: str, one: dict[str, Any], name: str) -> int | None:
        """A whole number as people write it; None for nothing, or for a mistake."""
        try:
            return reading.number(one[name])
        except reading.Wrong as wrong:
            self.wrong(f"{at}.{name}", str(wrong), one[name])
            return None

    def day(self, at: str, one: dict[str, Any], name: str) -> str | None:
        """A day as people write it; None for nothing, or for a mistake."""
        try:
            return reading.day(one[name])
        except reading.Wrong as wrong:
            self.wrong(f"{at}.{name}", str(wrong), one[name])
            return None

    def month(self, name: str, text: str) -> str:
        """A month, YYYY-MM; empty for a mistake."""
        plain = re.sub(r"[/.年]", "-", unicodedata.normalize("NFKC", text)).removesuffix("月")
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", plain)
        if found and 1 <= int(found[2]) <= 12:
            return f"{found[1]}-{int(found[2]):02d}"
        self.wrong(name, "wrong_month" if plain else "no_month", text)
        return ""

    def months(self, at: str, one: dict[str, Any], name: str) -> list[str]:
        """Months, one after the other."""
        texts = [text for text in re.split(r"[\s,、;]+", one[name]) if text]
        return [m for text in texts if (m := self.month(f"{at}.{name}", text))]

    def sen(self, at: str, one: dict[str, Any], name: str) -> int | None:
        """A price with two decimals, in hundredths of a yen."""
        plain = re.sub(r"[, ]|円|yen", "", unicodedata.normalize("NFKC", one[name]).lower())
        if not plain:
            return None
        if found := re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?", plain):
            return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        self.wrong(f"{at}.{name}", "wrong_price", one[name])
        return None

    def told(self, name: str) -> bool:
        """Whether something is wrong with a field already."""
        return any(m.field == name for m in self.mistakes)
