"""答えを並べる: lays a reply of any room out for a page: values in words, outcomes side by side, columns by class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from ..forms.reply import Group, Line, Note, Outcome, Reply, Tried
from ..households.plan import day
from .words import say, words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = re.compile(
    r"（[^（）]*`[^（）]*）| ?\([^()]*`[^()]*\)|（\w+\.[\w.]+）| \(\w+\.[\w.]+\)|; `\w+` says otherwise"
)


def plain_words(text: str) -> str:
    """欄の名を除く: a sentence without the names of fields that only a file has."""
    return _FIELDS.sub("", text).replace("`", "").strip()


def own(one: Any, lang: str) -> str:
    """The words of a line, group, note or question in a language."""
    return plain_words(getattr(one, lang))


def note(one: Note, lang: str, of: str = "") -> str:
    """注の言葉: of a note; those that speak of fields of a file have words of their own here, and on the sheet."""
    name = f"{of}note_{one.code}"
    return say(name, lang) if name in words() else own(one, lang)


def value(line: Line, lang: str) -> str:
    """値の言葉: a line's value as people read it."""
    said = line.value_ja if lang == "ja" else line.value_en
    if said:
        return said
    if line.value is None:
        return say("not_known", lang)
    if isinstance(line.value, str) and DAY.fullmatch(line.value):
        return day(line.value, lang)
    text = f"{line.value:,}" if isinstance(line.value, int) else line.value
    if line.unit == "yen" and re.fullmatch(r"\d{4,}\.\d+", text):
        whole, part = text.split(".")
        text = f"{int(whole):,}.{part}"
    return say(f"unit_of_{line.unit}", lang, text) if f"unit_of_{line.unit}" in words() else text


def shown(groups: Sequence[Group]) -> list[Group]:
    """見せるまとまり: those that are not only for an explanation."""
    return [group for group in groups if not group.quiet]


class Row(NamedTuple):
    """起こり得る場合: the answers that lead to it, each a list, and the lines that differ."""

    answers: list[list[Tried]]
    groups: list[Group]


def outcomes(reply: Reply) -> tuple[list[Group], list[Row]]:
    """起こり得る結果: what is the same in every outcome, and the rest for each; outcomes alike stand together."""
    every = [{(g.key, one.key): one for g in shown(o.groups) for one in g.lines} for o in reply.outcomes]
    if not every:
        return [], []
    same = {key for key, line in every[0].items() if all(found.get(key) == line for found in every)}
    common = _only(reply.outcomes[0], same, inside=True)
    rows: list[Row] = []
    for one in reply.outcomes:
        groups = _only(one, same, inside=False)
        alike = next((row for row in rows if row.groups == groups), None)
        if alike is None:
            rows.append(Row([one.answers], groups))
        else:
            alike.answers.append(one.answers)
    return common, rows


def _only(outcome: Outcome, same: set[tuple[str, str]], inside: bool) -> list[Group]:
    found = []
    for group in shown(outcome.groups):
        lines = [line for line in group.lines if ((group.key, line.key) in same) == inside]
        if lines:
            found.append(msgspec.structs.replace(group, lines=lines))
    return found


class Columns(NamedTuple):
    """列: groups with the same lines as one table."""

    groups: list[Group]
    rows: list[list[Line | None]]


def columns(groups: Sequence[Group], keys: Sequence[str]) -> Columns:
    """列に並べる: the groups of these keys side by side, a row for each line."""
    chosen = [group for key in keys for group in groups if group.key == key]
    names = dict.fromkeys(line.key for group in chosen for line in group.lines)
    by_key = [{line.key: line for line in group.lines} for group in chosen]
    return Columns(chosen, [[lines.get(name) for lines in by_key] for name in names])


def without(groups: Sequence[Group], keys: Sequence[str]) -> list[Group]:
    """残り: the groups that are not of these keys."""
    return [group for group in groups if group.key not in keys]
