"""語り手: runs rules of the law with figures of a date, and keeps what an answer must tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from ..engine import dates, explain
from ..engine.tables import Row, Tables
from ..engine.trace import traced
from ..errors import Choice, InputError, MissingFact, UnknownFigure
from ..law.shapes import NONE
from .doubts import doubts, provisional
from .fields import Request
from .reply import Group, Note, Reply, Told, differences
from .time_limit import in_time

T = TypeVar("T")
Figures = TypeVar("Figures", bound=tuple[Any, ...])
Facts = Mapping[str, int | str]


@dataclass(slots=True)
class Teller:
    """語り手: one answer's figures, sentences, notes and doubts; never shared between two answers.

    facts: answers tried for missing facts, by ``fact:subject``.
    """

    law: Tables
    facts: Facts = field(default_factory=dict)
    scheme: str = "employee"
    entries: list[Row] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def row(self, series: str, month: int, key: str) -> Row:
        """表の行: the entry in force in a month; it counts among the figures behind the answer.

        Raises InputError where the tables have none for the month or the key.
        """
        rows = self.law.rows(series, month)
        table = self.law.series[series]
        if key not in rows:
            if rows:
                raise InputError(
                    f"'{key}' is not in the table of {table.en}.",
                    mend=f"It has {', '.join(rows)}.",
                    ja=f"「{table.ja}」の表に「{key}」はありません。あるのは{'、'.join(rows)}です。",
                )
            first = dates.text(table.periods[0][0])
            raise InputError(
                f"there are no figures for {table.en} in {dates.text(month)}.",
                mend=f"The table begins in {first}.",
                ja=f"{dates.text(month)}の「{table.ja}」の数字はありません。表は{first}からです。",
            )
        found = rows[key]
        if not any(found is one for one in self.entries):
            self.entries.append(found)
        return found

    def figures(self, kind: type[Figures], series: str, month: int, key: str) -> Figures:
        """数字の行: an entry as a row of the law, field by field; "none" becomes NONE.

        Raises UnknownFigure for a declared hole.
        """
        row = self.row(series, month, key)
        if "unknown" in row.values.values():
            raise UnknownFigure(row.note_in("en"), ja=row.note_in("ja"))
        at = next(n for n, one in enumerate(self.entries) if one is row)
        names: Sequence[str] = kind._fields  # type: ignore[attr-defined]
        values = (
            NONE if row.values[name] == "none" else row.values[name] for name in names if name != "entry"
        )
        return kind(*([at, *values] if "entry" in names else values))

    def tell(self, rule: Callable[..., T], month: int, *inputs: Any) -> T:
        """規定を述べる: a rule's result; its sentences, and those of the rules it calls, are kept.

        month: whose articles hold.
        """
        in_time()
        result: T
        result, steps = traced(rule.__name__, *inputs)
        for node in explain.in_words(explain.walk(steps)):
            step = node.step
            rows = [self.entries[v.entry] for v in explain.figures(step) if 0 <= v.entry < len(self.entries)]
            articles = (self.law.article(name, self.scheme, month) for name in node.names)
            line = Told(
                node.names[0],
                *explain.sentences(step),
                next((a for a in articles if a), rows[0].basis if rows else ""),
                rows[0].evidence if rows else "",
                node.quiet,
            )
            if line not in self.told:
                self.told.append(line)
        return result

    def note(self, code: str, ja: str, en: str) -> None:
        """注を添える: once."""
        note = Note(code, ja, en)
        if note not in self.notes:
            self.notes.append(note)

    def need(self, fact: str, subject: str, choices: Iterable[Choice]) -> int | str:
        """必要な事実: the answer being tried for a fact. Raises MissingFact where none is."""
        tried = self.facts.get(f"{fact}:{subject}")
        if tried is None:
            raise MissingFact(fact, subject, list(choices))
        return tried

    def reply(self, groups: list[Group], about: Request) -> Reply:
        """答え: the groups with everything told so far, held against the published answer of the form."""
        found = doubts(self.entries)
        reply = Reply(
            title=about.title,
            title_ja=about.title_ja,
            groups=groups,
            told=self.told,
            doubts=found,
            notes=self.notes,
            provisional=provisional(found),
        )
        return msgspec.structs.replace(reply, expected=differences(about.expect, reply))
