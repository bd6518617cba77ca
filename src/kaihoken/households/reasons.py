"""理由: from recorded steps to sentences, articles and doubts."""

from __future__ import annotations

from ..engine import explain
from ..engine.tables import Row, Tables
from ..engine.trace import Step
from . import form
from .answer import Line, StepLine
from .pack import Packed


def rows_behind(packed: Packed, steps: list[Step]) -> list[Row]:
    """根拠の表: the entries of the tables that took part."""
    every = [*steps, *(step for _, step in packed.class_steps)]
    return [packed.shelf.entries[n] for n in sorted(explain.entries(every)) if n >= 0]


def article_of(law: Tables, names: list[str], scheme: str, month: int) -> str:
    """根拠条文: the rule's own article, or that of the nearest paragraph above it."""
    for name in names:
        if article := law.article(name, scheme, month):
            return article
    return ""


def lines(packed: Packed, steps: list[Step], law: Tables, case: form.Case) -> list[Line]:
    """説明: a sentence for every step that has one, in the order in which people reason.

    A step comes after the steps it called, so that a limit is named before what it leaves.
    """
    found = _class_lines(packed, law, case)
    tree = list(explain.walk(steps))
    ends = sorted(range(len(tree)), key=lambda at: (at + tree[at][1].size, -tree[at][0]))
    for at in ends:
        _, step, above = tree[at]
        if not step.mark.says or (step.mark.quiet == "-" and not step.result):
            continue
        b = next((n for s in reversed(above) if (n := explain.bill_of(s, packed.first_bills)) is not None), 0)
        chain = [s.mark.function.__name__ for s in (step, *reversed(above))]
        quiet = explain.without_effect(step) or any(s.mark.quiet and explain.without_effect(s) for s in above)
        evidence = ""
        article = article_of(law, chain, packed.schemes[b], packed.bills.month[b])
        for value in step.inputs:
            if isinstance(getattr(value, "entry", None), int) and value.entry >= 0:
                row = packed.shelf.entries[value.entry]
                evidence = row.evidence
                if row.series == "program":  # every programme has a law of its own
                    article = row.basis
        h = next((n for s in above if (n := explain.household_of(s)) is not None), None)
        line = Line(
            case.bills[b].id if h is None else packed.household_names[h][0],
            chain[0],
            explain.sentence(step, "ja"),
            explain.sentence(step, "en"),
            article,
            evidence,
            quiet,
        )
        if line not in found:
            found.append(line)
    return found


def _class_lines(packed: Packed, law: Tables, case: form.Case) -> list[Line]:
    """Why a class is what it is, where it followed from facts."""
    found = []
    for b, step in packed.class_steps:
        if not step.mark.says:
            continue
        name = step.mark.function.__name__
        entries = [n for value in step.inputs if (n := getattr(value, "entry", -1)) >= 0]
        found.append(
            Line(
                case.bills[b].id,
                name,
                explain.sentence(step, "ja"),
                explain.sentence(step, "en"),
                law.article(name, packed.schemes[b], packed.bills.month[b]),
                packed.shelf.entries[entries[0]].evidence if entries else "",
                explain.without_effect(step),
            )
        )
    return found


def step_lines(packed: Packed, steps: list[Step], law: Tables, case: form.Case) -> list[StepLine]:
    """段階: the whole tree of calls, for --steps."""
    found = []
    for depth, step, above in explain.walk(steps):
        chain_up = (step, *reversed(above))
        b = next((n for s in chain_up if (n := explain.bill_of(s, packed.first_bills)) is not None), 0)
        chain = [s.mark.function.__name__ for s in chain_up]
        inputs = {
            name: explain.plain_value(value)
            for name, value in zip(explain.parameters(step.mark), step.inputs, strict=True)
            if name not in explain.PLUMBING
        }
        found.append(
            StepLine(
                depth,
                chain[0],
                step.mark.kind,
                inputs,
                explain.plain_value(step.result),
                article_of(law, chain, packed.schemes[b], packed.bills.month[b]),
            )
        )
    return found
