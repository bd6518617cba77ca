"""説明: turns recorded steps into sentences, and into the tree of --steps."""

from __future__ import annotations

import inspect
import string
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from ..law.marks import Mark
from ..law.shapes import Band
from . import dates
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


@cache
def parameters(mark: Mark) -> tuple[str, ...]:
    """The parameter names of a function of the law."""
    return tuple(inspect.signature(mark.function).parameters)


# Codes of the law in words: {group:age} in a sentence. {x:day} is a day counted from year 1, {x:month} a month.
WORDS = {
    ("active", "en"): ("", ", with income like that of the working"),
    ("active", "ja"): ("", "で現役並み所得"),
    ("above", "en"): ("", ", with income above the set level"),
    ("above", "ja"): ("", "で一定以上所得"),
    ("early", "en"): ("", ", born before 2 April 1944"),
    ("early", "ja"): ("", "で昭和19年4月1日以前生まれ"),
    ("within", "en"): ("income like that of the working", "not like the working"),
    ("within", "ja"): ("現役並み所得です", "現役並み所得にはなりません"),
    ("income", "en"): ("there is an income", "no income is left"),
    ("income", "ja"): ("所得があります", "所得はありません"),
    ("level", "en"): ("one tenth", "two tenths"),
    ("level", "ja"): ("1割負担です", "2割負担です"),
    # A condition that is not known is NONE, the last.
    ("verdict", "en"): ("not met", "met", "not known"),
    ("verdict", "ja"): ("満たしません", "満たします", "わかりません"),
    ("age", "en"): (
        "Not yet at school",
        "At school age or older and below 70",
        "From 70 to 74",
        "In the elderly scheme",
    ),
    ("standing", "en"): (
        "not on the market, or no item of that day",
        "insured",
        "beside insured treatment",
        "all at one's own cost",
        "approved; whether insurance pays is not known",
    ),
    ("standing", "ja"): (
        "流通していないか、その日の項目にありません",
        "保険適用です",
        "保険外併用療養の対象です",
        "自由診療（全額自己負担）です",
        "承認済みですが、保険適用の有無が確認できません",
    ),
    ("age", "ja"): ("就学前", "就学後70歳未満", "70歳以上75歳未満", "後期高齢者医療の被保険者"),
}


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
            else:
                out.append(WORDS[spec, lang][value] if spec else f"{value:,}")
    return "".join(out)


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
