"""規定の印: what a function of the law is called, and the sentence that explains it.

A mark changes nothing of the function: the engine reads it to write the explanation. The
placeholders of a sentence are the function's own parameters, fields of a named tuple
(``{band.base}``), and ``{result}``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One function of the law and how people read it."""

    function: Callable[..., Any]
    kind: str  # rule | paragraph | helper
    en: str
    ja: str
    says: str  # the sentence, in English
    says_ja: str
    quiet: str  # the parameter that equals the result when the step had no effect


MARKS: dict[str, Mark] = {}


def _mark(kind: str, en: str, ja: str, says: str, says_ja: str, quiet: str) -> Callable[[F], F]:
    def put(function: F) -> F:
        name = function.__name__
        if name in MARKS:
            raise ValueError(f"two functions of the law are called {name}")
        MARKS[name] = Mark(function, kind, en, ja, says, says_ja, quiet)
        return function

    return put


def rule(en: str, *, ja: str, says: str = "", says_ja: str = "", quiet: str = "") -> Callable[[F], F]:
    """A pure rule: whole numbers, booleans and named tuples in, one value out."""
    return _mark("rule", en, ja, says, says_ja, quiet)


def paragraph(en: str, *, ja: str) -> Callable[[F], F]:
    """A paragraph: walks bills, calls rules, writes what is left to pay into work columns."""
    return _mark("paragraph", en, ja, "", "", "")


def helper(en: str, *, ja: str) -> Callable[[F], F]:
    """A helper: a named rounding or look-up that takes its article from the rule that calls it."""
    return _mark("helper", en, ja, "", "", "")
