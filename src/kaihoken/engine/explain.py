"""説明: turns recorded steps into sentences, and into the tree of --steps."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

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
def _pieces(mark: Mark, lang: str) -> tuple[tuple[str, Callable[[dict[str, Any]], Any] | None, str], ...]:
    """A template taken apart once: plain text, what to look up, and in which words to say it."""
    found = []
    for text, name, spec, _ in string.Formatter().parse(mark.says_ja if lang == "ja" else mark.says):
        found.append((text, None if name is None else _getter(name), spec or ""))
    return tuple(found)


def _getter(name: str) -> Callable[[dict[str, Any]], Any]:
    first, _, rest = name.partition(".")
    if not rest:
        return itemgetter(first)
    inner = attrgetter(rest)
    return lambda named: inner(named[first])


def sentence(step: Step, lang: str) -> str:
    """説明の文: the rule's own sentence with this step's figures."""
    named = dict(zip(parameters(step.mark), step.inputs, strict=True))
    named["result"] = step.result
    out = []
    for text, get, spec in _pieces(step.mark, lang):
        out.append(text)
        if get is not None:
            value = get(named)
            if spec == "day":
                out.append(date.fromordinal(value).isoformat())
            elif spec == "month":
                out.append(dates.words(value, lang))
            elif spec == "rate":
                out.append(f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + "%")
            elif spec == "clock":
                out.append(f"{value // 60}:{value % 60:02d}")
            else:
                out.append(WORDS[spec, lang][value] if spec else f"{value:,}")
    return "".join(out) if lang == "ja" else singular("".join(out))


def without_effect(step: Step) -> bool:
    """影響のない段階: whether the step left everything as it was, so that a letter omits it."""
    if not step.mark.says:
        return True
    if step.mark.quiet == "-":
        return not step.result
    if step.mark.quiet:
        return bool(
            step.result == dict(zip(parameters(step.mark), step.inputs, strict=True))[step.mark.quiet]
        )
    return False


def walk(steps: Sequence[Step]) -> Iterator[tuple[int, Step, tuple[Step, ...]]]:
    """木をたどる: every step with its depth and the steps above it."""
    above: list[tuple[int, Step]] = []
    for at, step in enumerate(steps):
        while above and at >= above[-1][0]:
            above.pop()
        yield len(above), step, tuple(s for _, s in above)
        above.append((at + step.size, step))


def bill_of(step: Step, first_bills: Sequence[int]) -> int | None:
    """The bill a paragraph speaks of: its parameter ``b``, or the first bill of its household ``h``."""
    names = parameters(step.mark)
    if "b" in names:
        return int(step.inputs[names.index("b")])
    household = household_of(step)
    return None if household is None else first_bills[household]


def household_of(step: Step) -> int | None:
    """The household a paragraph speaks of: its parameter ``h``."""
    names = parameters(step.mark)
    return int(step.inputs[names.index("h")]) if "h" in names else None


def entries(steps: Sequence[Step]) -> set[int]:
    """根拠の表: the entries of the tables behind these steps; a cap that did not bind is left out."""
    found = set()
    for _, step, above in walk(steps):
        for value in step.inputs:
            if not (hasattr(value, "entry") and isinstance(value.entry, int)):
                continue
            capped = isinstance(value, Band)
            if not (capped and any(s.mark.quiet and without_effect(s) for s in (step, *above))):
                found.add(value.entry)
    return found


def plain_value(value: Any) -> Any:
    """A value as JSON can hold it."""
    if hasattr(value, "_asdict"):
        return {k: plain_value(v) for k, v in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(v) for v in value]
    return value
