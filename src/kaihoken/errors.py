"""誤り: what can go wrong, in one tree.

    KaihokenError            everything below; its text tells what, where and how to mend it
    ├── InputError           a case, a bill or a file cannot be read or contradicts itself
    │   └── HiddenCost       a limit hides the cost behind what a counter took
    ├── TableError           a table of the law is not in order (file and line)
    ├── UnknownFigure        a figure that nobody has published: whom to ask instead
    ├── MissingFact          a fact is missing: carries the choices
    ├── TooLong              settling was given an end (`forms.time_limit`), and it is over
    └── ProvisionalFigure    --strict refuses an answer that rests on an unconfirmed figure

No traceback for a user's mistake: the commands print the text and end with exit code 2. Every error
that a user may read carries its text in Japanese beside the English one: ``ja``; a TableError does not,
because the tables are the program's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class KaihokenError(Exception):
    """誤り: base of all errors of this program. Its text is English; ja: the same in Japanese."""

    def __init__(self, *text: object, ja: str = "") -> None:
        self.ja = ja
        super().__init__(*text)

    def told(self, lang: str) -> str:
        """言葉: the text in a language."""
        return self.ja if lang == "ja" and self.ja else str(self)


class InputError(KaihokenError):
    """入力の誤り: what is wrong, where it stands, and how to put it right.

    ja: what and how to mend it, in Japanese, without the place. The name of a field of a file stands
    in it as （`field`） after its Japanese name, so that a page can leave it out.
    """

    def __init__(self, what: str, where: str = "", mend: str = "", ja: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(what, where, mend, ja=ja)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.mend}" if self.mend else text

    def told(self, lang: str) -> str:
        """言葉: the text in a language, after its place."""
        if lang != "ja" or not self.ja:
            return str(self)
        return f"{self.where}: {self.ja}" if self.where else self.ja

    def at(self, where: str) -> InputError:
        """The same message, with the place put before it."""
        return type(self)(self.what, f"{where}: {self.where}" if self.where else where, self.mend, self.ja)


class HiddenCost(InputError):
    """隠れた医療費: a limit hides the cost behind what a counter took."""


class TableError(KaihokenError):
    """表の誤り: a table of the law is not in order."""


class UnknownFigure(KaihokenError):
    """未公表の額: a declared hole of the tables."""


class Choice(NamedTuple):
    """選択肢: one possible answer to a missing fact, and how people read it."""

    value: int | str
    ja: str
    en: str


class MissingFact(KaihokenError):
    """事実の不足: a fact without which the law cannot go on, and its possible answers.

    fact: its name; subject: whose; choices: the answers to try.
    """

    def __init__(self, fact: str, subject: str, choices: Sequence[Choice]) -> None:
        self.fact = fact
        self.subject = subject
        self.choices = tuple(choices)
        super().__init__(f"{subject}: {fact} is missing", ja=f"{subject}: {fact}が分かりません。")


class TooLong(KaihokenError):
    """時間切れ: settling took longer than it was given."""


class ProvisionalFigure(KaihokenError):
    """暫定の額: refused by --strict."""
