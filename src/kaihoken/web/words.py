"""頁の言葉: the words of the pages, in Japanese and English, from words.toml and its sisters."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGS = ("ja", "en")


class Two(NamedTuple):
    """二つの言葉: the same in Japanese and in English."""

    ja: str
    en: str


@cache
def words() -> dict[str, dict[str, str]]:
    """頁の言葉: every word by its name, in both languages."""
    here = Path(__file__).parent
    texts = [
        (here / name).read_text(encoding="utf-8")
        for name in ("words.toml", "words_ask.toml", "words_pay.toml")
    ]
    return tomllib.loads("\n".join(texts))  # a word that stands in both is refused


def say(name: str, lang: str, *values: object) -> str:
    """言葉: one word in a language."""
    return words()[name][lang].format(*values)


@cache
def field_words() -> dict[str, dict[str, str]]:
    """列の名: the columns of the law's tables in plain words, by their names."""
    return tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))
