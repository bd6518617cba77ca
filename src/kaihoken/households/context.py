"""読み取りの場: what the steps from a case to columns share, and answers tried for missing facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..engine import dates
from ..engine.book import Shelf
from ..engine.tables import Tables
from ..engine.trace import Step
from ..law.marks import MARKS
from ..law.shapes import Ages
from . import form

Facts = dict[str, int | str]
T = TypeVar("T")


def fact_key(name: str, subject: str) -> str:
    """The name under which an answer to a missing fact is kept."""
    return f"{name}:{subject}"


@dataclass(slots=True)
class Context:
    """読み取りの場: one case being laid out. ``notes`` collects what was assumed, by code and bill.

    ``steps``: rules that a class followed from, in order; ``classes``: those found so far.
    ``class_notes``: what is to be said about a class: code, insurer, names in the sentence.
    """

    case: form.Case
    tables: Tables
    facts: Facts
    shelf: Shelf = field(init=False)
    ages: Ages = field(init=False)
    certificates: dict[str, form.Certificate] = field(init=False)
    members: dict[str, list[str]] = field(init=False)  # by insurer: whom it ever insures
    notes: list[tuple[str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    classes: dict[tuple[str, int, bool], str] = field(default_factory=dict)
    class_notes: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.tables)
        self.ages = self.shelf.ages
        self.certificates = {c.id: c for c in self.case.certificates}
        self.members = {}
        for name, person in self.case.people.items():
            for insurer in dict.fromkeys([person.insurer, *(c.insurer for c in person.cover)]):
                if insurer is not None:
                    self.members.setdefault(insurer, []).append(name)

    def tell(self, rule: Callable[..., T], *inputs: Any) -> T:
        """A rule's result, noted once for the explanation."""
        result = rule(*inputs)
        step = Step(MARKS[rule.__name__], inputs, result, 1)
        if step not in self.steps:
            self.steps.append(step)
        return result

    def answer(self, name: str, subject: str) -> int | str | None:
        """The answer being tried for a missing fact."""
        return self.facts.get(fact_key(name, subject))


def at_month(value: T | Mapping[str, T] | None, month: int) -> T | None:
    """A fact that may change by month: the newest line that has begun."""
    if not isinstance(value, Mapping):
        return value
    found = None
    for text in sorted(value):
        if dates.month(text) <= month:
            found = value[text]
    return found


def in_month(first: str | None, last: str | None, month: int) -> bool:
    """Whether a span of days touches a month; open ends reach on."""
    start = dates.month(first[:7]) if first else 0
    end = dates.month(last[:7]) if last else 1 << 30
    return start <= month <= end
