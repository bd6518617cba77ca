"""答え: the one shape of an answer to benefits, premiums, enrolment and the catalogue."""

from __future__ import annotations

from msgspec import Struct

from ..errors import InputError
from .doubts import Doubt


class Line(Struct, frozen=True):
    """一行: one thing that is answered, with its article.

    value: a whole number, an exact decimal or a day as text, or words of a list; None: a declared hole,
    or not decided. unit: yen, days, months, points, or empty for a word. evidence: see the glossary.
    """

    key: str
    ja: str
    en: str
    value: int | str | None
    unit: str = "yen"
    article: str = ""
    evidence: str = ""
    value_ja: str = ""  # a word in both languages, where the value is one
    value_en: str = ""
    note_ja: str = ""
    note_en: str = ""


class Group(Struct, frozen=True):
    """まとまり: the lines about one thing: a benefit, a month's premium, a person, a product."""

    key: str
    ja: str
    en: str
    lines: list[Line]
    quiet: bool = False  # printed only with --explain


class Told(Struct, frozen=True):
    """説明の一文: one sentence of the explanation; quiet: without effect, told only with --explain."""

    rule: str
    ja: str
    en: str
    article: str = ""
    evidence: str = ""
    quiet: bool = False


class Note(Struct, frozen=True):
    """注: what a reader must know beside the amounts; code names it for programs."""

    code: str
    ja: str
    en: str


class Tried(Struct, frozen=True):
    """選んだ答え: an answer tried for a missing fact."""

    fact: str
    subject: str
    value: int | str
    ja: str
    en: str


class Outcome(Struct, frozen=True):
    """起こり得る結果: what comes out if the missing facts are these."""

    answers: list[Tried]
    groups: list[Group]


class Missing(Struct, frozen=True):
    """足りない事実: a fact that the law needs, asked in both languages."""

    fact: str
    subject: str
    ja: str
    en: str


class Option(Struct, frozen=True):
    """選択肢: one possible answer to a question, and how people read it."""

    value: int | str
    ja: str
    en: str


class Question(Struct, frozen=True):
    """問い: a fact that the rules asked for. value: the answer that the form gave under `facts`, if any.

    key: under which `facts` of the form takes the answer.
    """

    key: str
    ja: str
    en: str
    options: list[Option]
    value: int | str | None = None


class Reply(Struct, frozen=True):
    """答え: groups of lines, the reasons, the doubts; while a fact is missing the possible outcomes.

    questions: every fact that was asked for, answered or not.
    """

    title: str = ""
    title_ja: str = ""
    groups: list[Group] = []
    told: list[Told] = []
    doubts: list[Doubt] = []
    notes: list[Note] = []
    missing: list[Missing] = []
    outcomes: list[Outcome] = []
    questions: list[Question] = []
    expected: list[str] = []  # differences from the published answer
    provisional: bool = False
    version: str = ""

    @property
    def decided(self) -> bool:
        """Whether no fact is missing."""
        return not self.missing

    def value(self, group: str, line: str) -> int | str | None:
        """値: one value by the keys of its group and line. Raises KeyError where there is none."""
        for one in self.groups:
            for found in one.lines:
                if (one.key, found.key) == (group, line):
                    return found.value
        raise KeyError(f"{group}.{line}")


def differences(expect: dict[str, dict[str, int | str]], reply: Reply) -> list[str]:
    """期待との差: where the published answer differs."""
    found = []
    for group, values in expect.items():
        for line, want in values.items():
            try:
                got = reply.value(group, line)
            except KeyError:
                known = ", ".join(f"{g.key}.{one.key}" for g in reply.groups for one in g.lines)
                raise InputError(
                    f"the answer has no '{line}'.",
                    f"expect.{group}",
                    f"It has {known}.",
                    f"答えに「{line}」はありません。あるのは{known}です。",
                ) from None
            if got != want and not (got is None and want == "unknown"):
                found.append(f"{group}.{line}: expected {want}, got {got}")
    return found
