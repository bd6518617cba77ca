"""説明: turns recorded steps into sentences, and into the tree of --steps."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, get_type_hints

from msgspec import Struct

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
    return _ONE.sub(r"1 \1", text) if "1 " in text else text


@cache
def parameters(mark: Mark) -> tuple[str, ...]:
    """The parameter names of a function of the law."""
    return tuple(inspect.signature(mark.function).parameters)


class _Reading(NamedTuple):
    """How the steps of one function are read."""

    names: tuple[str, ...]  # its own name alone
    shown: tuple[tuple[str, int], ...]  # the parameters that tell a reader something, with their places
    figures: tuple[int, ...]  # the places of figures of the tables, which have the number of their entry
    quiet: int  # the place of the parameter that equals a result without effect; -1: none
    bill: int  # the place of the bill's number; -1: none
    household: int


@cache
def _reading(mark: Mark) -> _Reading:
    places = {name: n for n, name in enumerate(parameters(mark))}
    shown = tuple((name, n) for name, n in places.items() if name not in PLUMBING)
    kinds = get_type_hints(mark.function)
    figures = tuple(n for name, n in places.items() if "entry" in getattr(kinds[name], "_fields", ()))
    of_note = (places.get(name, -1) for name in (mark.quiet, "b", "h"))
    return _Reading((mark.function.__name__,), shown, figures, *of_note)


def inputs(step: Step) -> dict[str, Any]:
    """入力: what a step was given, by name, as JSON can hold it."""
    given = step.inputs
    return {n: v if type(v := given[at]) is int else plain_value(v) for n, at in _reading(step.mark).shown}


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


def sentences(step: Step) -> tuple[str, str]:
    """説明の文: the rule's own sentence with this step's figures, in Japanese and English."""
    values = (*step.inputs, step.result)
    return _sentence(step.mark, values, "ja"), singular(_sentence(step.mark, values, "en"))


def _sentence(mark: Mark, values: tuple[Any, ...], lang: str) -> str:
    template, words = _template(mark, lang)
    if not words:
        return template.format(*values)
    return template.format(*values, *[_said(get(values), spec, lang) for get, spec in words])


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
    return bool(mark.quiet) and bool(step.result == step.inputs[_reading(mark).quiet])


class Node(Struct, frozen=True):
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
        read = _reading(mark)
        names = read.names
        bill = household = None
        if up is not None:
            names, quiet, bill, household = names + up.names, quiet or up.quiet, up.bill, up.household
        if read.household >= 0 and first_bills:
            household = int(step.inputs[read.household])
            bill = first_bills[household]
        if read.bill >= 0:
            bill = int(step.inputs[read.bill])
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
        for value in figures(node.step):
            if not (node.quiet and isinstance(value, Band)):
                found.add(value.entry)
    return found


def figures(step: Step) -> list[Any]:
    """根拠の数字: those of a step's inputs that are figures of the tables, with the number of their entry."""
    return [step.inputs[at] for at in _reading(step.mark).figures]


def plain_value(value: Any) -> Any:
    """A value as JSON can hold it."""
    if not isinstance(value, (list, tuple)):
        return value
    names = getattr(value, "_fields", None)
    if names is None:
        return [v if type(v) is int else plain_value(v) for v in value]
    return {n: v if type(v) is int else plain_value(v) for n, v in zip(names, value, strict=True)}
