"""頁を書く: the templates with what they all share. Everything is escaped."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..engine import dates
from ..households import plan
from ..households.payer_names import extra_name, mark_of, payer_name
from . import pictures, replies
from .words import LANGS, field_words, say, words

HERE = Path(__file__).parent

# The questions that the page answers, in order: the part of the path, which is also the name of the words.
QUESTIONS = ("pay", "covered", "cash", "enrol", "decide")


@cache
def mark_of_file(name: str) -> str:
    """A short mark of a static file's content, so that browsers may keep it."""
    return hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]


def _static(name: str) -> str:
    return f"/static/{name}?v={mark_of_file(name)}"


def _yen(value: int, lang: str) -> str:
    return f"{value:,}円" if lang == "ja" else f"{value:,} yen"


_FIELDS = re.compile(r"（`[^（）]*`[^（）]*）| ?\(`[^()]*`[^()]*\)")


def plainly(text: str) -> str:
    """欄の名を除く: a sentence without the names of fields that only a file has."""
    return _FIELDS.sub("", text).replace("`", "")


def sentences(text: str) -> list[str]:
    """文に分ける: a question and how to find its answer."""
    return [one for one in re.split(r"(?<=。)|(?<=\. )", text) if one.strip()]


def _month(text: str, lang: str) -> str:
    return dates.words(dates.month(text), lang)


@cache
def _environment() -> Environment:
    env = Environment(
        autoescape=True,
        loader=FileSystemLoader(HERE / "pages"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        static=_static,
        yen=_yen,
        month_words=_month,
        plan=plan,
        payer_name=payer_name,
        extra_name=extra_name,
        mark_of=mark_of,
        plainly=plainly,
        sentences=sentences,
        questions=QUESTIONS,
        payers_bar=pictures.payers_bar,
        growth_lines=pictures.growth_lines,
        growth_rows=pictures.growth_rows,
        reply_value=replies.value,
        reply_outcomes=replies.outcomes,
        plain_words=replies.plain_words,
        reply_note=replies.note,
    )
    return env


def render(name: str, lang: str, **values: Any) -> str:
    """頁: a template in a language."""

    def t(word: str, *given: object) -> str:
        return say(word, lang, *given)

    def own(one: Any, field: str = "") -> str:
        """The text of an answer in the language of the page: its fields ja and en, or note_ja and note_en."""
        text: str = getattr(one, f"{field}_{lang}" if field else lang)
        return text

    def own_plain(one: Any) -> str:
        return replies.own(one, lang)

    def ja_word(name: str) -> str:
        return say(name, "ja")

    def note(one: dict[str, str], tongue: str = lang, of: str = "") -> str:
        """A note of the answer; those that speak of fields of a file have words of their own here."""
        name = f"{of}note_{one['code']}"
        return say(name, tongue) if name in words() else plainly(one[tongue])

    def field_name(name: str) -> str:
        """A column of a table in plain words; its own name where there are none."""
        found = field_words().get(name)
        return name if found is None else found[lang]

    other = LANGS[1 - LANGS.index(lang)]
    shared = {
        "lang": lang,
        "other": other,
        "t": t,
        "own": own,
        "own_plain": own_plain,
        "note": note,
        "field_name": field_name,
        "ja_word": ja_word,
        "say": say,
        "switch": None,
        "form_id": None,
        "reply": None,
        **values,
    }
    return _environment().get_template(name).render(shared)
