"""説明: turns recorded steps into sentences, and into the tree of --steps."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ..law.marks import Mark
from ..law.shapes import Band
from . import dates
from .code_words import WORDS
from .trace import Step

# Inputs that are columns or work, and tell a reader nothing.
PLUMBING = frozenset(
    {
        "bands",
        "undecided",
        "households",
        "members",
        "units",
        "book",
        "bills",
        "parts",
        "uses",
        "sheets",
        "visits",
        "work",
        "ages",
        "table",
    }
)


# Sentences are written for several; one day is no days.
_ONE = re.compile(r"(?<![\d,.:/-])1 (day|month|week|year|point|item|patient|component)s\b")


def singular(text: str) -> str:
    """単数形: '1 days' of English as '1 day'."""
    return _ONE.sub(r"1 \1", text)


@cache
def parameters(mark: Mark) -> tuple[str, ...]:
    """The parameter names of a function of the law."""
    return tuple(inspect.signature(mark.function).parameters)


@cache
def _shown(mark: Mark) -> tuple[tuple[str, int], ...]:
    """The parameters that tell a reader something, with their places."""
    return tuple((name, n) for n, name in enumerate(parameters(mark)) if name not in PLUMBING)


def inputs(step: Step) -> dict[str, Any]:
    """入力: what a step was given, by name, as JSON can hold it."""
    given = step.inputs
    return {n: v if type(v := given[at]) is int else plain_value(v) for n, at in _shown(step.mark)}


@cache
def _place(mark: Mark, name: str) -> int:
    """Where among its inputs a step has a parameter; -1 where its rule has none of that name."""
    names = parameters(mark)
    return names.index(name) if name in names else -1


@cache
def _template(mark: Mark, lang: str) -> tuple[str, tuple[tuple[Callable[[Any], Any], str], ...]]:
    """A sentence as `str.format` takes it: figures by their place; what is said in words comes after them."""
    places = {name: n for n, name in enumerate((*parameters(mark), "result"))}
    words: list[tuple[Callable[[Any], Any], str]] = []
    out = []
    for text, name, spec, _ in string.Formatter().parse(mark.says_ja if lang == "ja" else mark.says):
        out.append(text.replace("{", "{{").replace("}", "}}"))
        if name is None:
            continue
        first, dot, rest = name.partition(".")
        if not spec:
            out.append(f"{{{places[first]}{dot}{rest}:,}}")
        else:
            out.append(f"{{{len(places) + len(words)}}}")
            words.append((_getter(places[first], rest), spec))
    return "".join(out), tuple(words)


def _getter(place: int, rest: str) -> Callable[[Any], Any]:
    return (lambda inputs: attrgetter(rest)(inputs[place])) if rest else itemgetter(place)


def sentence(step: Step, lang: str) -> str:
    """説明の文: the rule's own sentence with this step's figures."""
    template, words = _template(step.mark, lang)
    values = (*step.inputs, step.result)
    said = template.format(*values, *[_said(get(values), spec, lang) for get, spec in words])
    return said if lang == "ja" else singular(said)


def _said(value: Any, spec: str, lang: str) -> str:
    """A value in words: as a day, a month, a rate, a clock, or by a table of words."""
    if spec == "day":
        return date.fromordinal(value).isoformat()
    if spec == "month":
        return dates.words(value, lang)
    if spec == "rate":
        return f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + "%"
    if spec == "clock":
        return f"{value // 60}:{value % 60:02d}"
    return str(WORDS[spec, lang][value])


def without_effect(step: Step) -> bool:
    """影響のない段階: whether the step left everything as it was, so that a letter omits it."""
    mark = step.mark
    if not mark.says:
        return True
    if mark.quiet == "-":
        return not step.result
    return bool(mark.quiet) and bool(step.result == step.inputs[_place(mark, mark.quiet)])


class Node(NamedTuple):
    """木の節: a step in the tree of calls.

    names: its rule and those that called it, the nearest first. quiet: it, or one that called it, left
    everything as it was. bill, household: those that it speaks of, where a rule that called it names one.
    """

    step: Step
    at: int  # its place in the list
    end: int  # the place at which the steps it called end
    up: Node | None
    names: tuple[str, ...]
    quiet: bool
    bill: int | None
    household: int | None


def walk(steps: Iterable[Step], first_bills: Sequence[int] = ()) -> Iterator[Node]:
    """木をたどる: every step in its place. first_bills: one bill of each household, where bills are spoken of."""
    up: Node | None = None
    for at, step in enumerate(steps):
        while up is not None and at >= up.end:
            up = up.up
        mark = step.mark
        quiet = bool(mark.quiet) and without_effect(step)
        names: tuple[str, ...] = (mark.function.__name__,)
        bill = household = None
        if up is not None:
            names, quiet, bill, household = names + up.names, quiet or up.quiet, up.bill, up.household
        if (place := _place(mark, "h")) >= 0 and first_bills:
            household = int(step.inputs[place])
            bill = first_bills[household]
        if (place := _place(mark, "b")) >= 0:
            bill = int(step.inputs[place])
        up = Node(step, at, at + step.size, up, names, quiet, bill, household)
        yield up


def in_words(nodes: Iterable[Node]) -> list[Node]:
    """述べる順: the steps that have something to say; a limit is named before what it leaves."""
    said = (n for n in nodes if n.step.mark.says and (n.step.mark.quiet != "-" or n.step.result))
    return sorted(said, key=lambda n: (n.end, -len(n.names)))


def entries(nodes: Iterable[Node]) -> set[int]:
    """根拠の表: the entries of the tables behind these steps; a cap that did not bind is left out."""
    found = set()
    for node in nodes:
        for value in node.step.inputs:
            if type(value) is int or (node.quiet and isinstance(value, Band)):
                continue
            entry = getattr(value, "entry", None)
            if isinstance(entry, int):
                found.add(entry)
    return found


def plain_value(value: Any) -> Any:
    """A value as JSON can hold it."""
    if not isinstance(value, (list, tuple)):
        return value
    plain = [v if type(v) is int else plain_value(v) for v in value]
    names = getattr(value, "_fields", None)
    return plain if names is None else dict(zip(names, plain, strict=True))
