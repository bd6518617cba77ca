"""理由: from recorded steps to sentences, articles and doubts."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine import explain
from ..engine.explain import Node
from ..engine.tables import Row, Tables
from ..engine.trace import Step
from . import form
from .answer import Line, StepLine
from .pack import Packed


def tree(packed: Packed, steps: list[Step]) -> list[Node]:
    """木: the recorded steps of a case in their places."""
    return list(explain.walk(steps, packed.first_bills))


def rows_behind(packed: Packed, nodes: list[Node]) -> list[Row]:
    """根拠の表: the entries of the tables that took part."""
    of_classes = explain.walk(step for _, step in packed.class_steps)
    found = explain.entries(nodes) | explain.entries(of_classes)
    return [packed.shelf.entries[n] for n in sorted(found) if n >= 0]


def article_of(law: Tables, names: Iterable[str], scheme: str, month: int) -> str:
    """根拠条文: the rule's own article, or that of the nearest paragraph above it."""
    for name in names:
        if name in law.articles and (article := law.article(name, scheme, month)):
            return article
    return ""


def articles_of(packed: Packed, nodes: list[Node], law: Tables) -> list[str]:
    """根拠条文: of every step of a case."""
    schemes, months = packed.schemes, packed.bills.month
    return [article_of(law, n.names, schemes[n.bill or 0], months[n.bill or 0]) for n in nodes]


def lines(packed: Packed, nodes: list[Node], articles: list[str], law: Tables, case: form.Case) -> list[Line]:
    """説明: a sentence for every step that has one, in the order in which people reason."""
    found = _class_lines(packed, law, case)
    for node in explain.in_words(nodes):
        step, b, h = node.step, node.bill or 0, node.household
        evidence = ""
        article = articles[node.at]
        for value in explain.figures(step):
            if value.entry >= 0:
                row = packed.shelf.entries[value.entry]
                evidence = row.evidence
                if row.series == "program":  # every programme has a law of its own
                    article = row.basis
        line = Line(
            case.bills[b].id if h is None else packed.household_names[h][0],
            node.names[0],
            *explain.sentences(step),
            article,
            evidence,
            node.quiet,
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
        entries = [value.entry for value in explain.figures(step) if value.entry >= 0]
        found.append(
            Line(
                case.bills[b].id,
                name,
                *explain.sentences(step),
                law.article(name, packed.schemes[b], packed.bills.month[b]),
                packed.shelf.entries[entries[0]].evidence if entries else "",
                explain.without_effect(step),
            )
        )
    return found


def step_lines(nodes: list[Node], articles: list[str]) -> list[StepLine]:
    """段階: the whole tree of calls, for --steps."""
    return [
        StepLine(
            len(node.names) - 1,
            node.names[0],
            node.step.mark.kind,
            explain.inputs(node.step),
            result if type(result := node.step.result) is int else explain.plain_value(result),
            article,
        )
        for node, article in zip(nodes, articles, strict=True)
    ]
