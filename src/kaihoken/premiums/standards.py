"""標準報酬を求める: grades, ranges and standards of a month."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import InputError
from ..forms.reply import Line
from ..forms.teller import Teller
from ..law import remuneration as law
from ..law.premium_shapes import Grade, Span


class Standard(NamedTuple):
    """標準報酬月額: of health and pension, yen."""

    health: int
    pension: int


def grades_of(teller: Teller, month: int) -> list[Grade]:
    """等級: every grade of the list."""
    keys = list(teller.law.rows("remuneration_grade", month)) or ["1"]
    return [teller.figures(Grade, "remuneration_grade", month, key) for key in keys]


def span_of(teller: Teller, month: int, scheme: str) -> Span:
    """標準報酬月額の範囲: of health or pension."""
    return teller.figures(Span, "remuneration_range", month, scheme)


def of_pay(teller: Teller, month: int, pay: int) -> Standard:
    """標準報酬月額: to which a month's pay belongs."""
    health = teller.tell(
        law.standard_remuneration, month, pay, grades_of(teller, month), span_of(teller, month, "health")
    )
    return of_standard(teller, month, health, "")


def of_standard(teller: Teller, month: int, standard: int, where: str) -> Standard:
    """標準報酬月額: as stated. Raises InputError for an amount that is no standard of the month."""
    grades, span = grades_of(teller, month), span_of(teller, month, "health")
    if standard not in [g.standard for g in grades if span.lowest <= g.standard <= span.highest]:
        near = min((g.standard for g in grades), key=lambda s: abs(s - standard))
        raise InputError(
            f"{standard:,} yen is no standard monthly remuneration.",
            where,
            f"The nearest is {near:,}; or write the monthly pay as `pay`.",
            f"{standard:,}円の標準報酬月額はありません。最も近いのは{near:,}円です。または報酬月額（`pay`）を書いてください。",
        )
    return Standard(
        standard, teller.tell(law.pension_standard, month, standard, span_of(teller, month, "pension"))
    )


def grade_in(teller: Teller, month: int, standard: int, scheme: str) -> int:
    """等級: the number of a standard in its scheme, from 1."""
    grades, span = grades_of(teller, month), span_of(teller, month, scheme)
    return law.grade_number(standard, grades) - law.grade_number(span.lowest, grades) + 1


def lines_of(teller: Teller, month: int, found: Standard, pension: bool = True) -> list[Line]:
    """標準報酬の行: standards and grades."""
    article, evidence = "健康保険法40条", teller.row("remuneration_range", month, "health").evidence
    lines = [
        Line("standard", "標準報酬月額（健康保険）", "standard monthly remuneration (health)", found.health, "yen", article, evidence),
        Line("grade", "等級（健康保険）", "grade (health)", grade_in(teller, month, found.health, "health"), ""),
    ]  # fmt: skip
    if pension:
        article, evidence = "厚生年金保険法20条", teller.row("remuneration_range", month, "pension").evidence
        lines += [
            Line("pension_standard", "標準報酬月額（厚生年金）", "standard monthly remuneration (pension)", found.pension, "yen", article, evidence),
            Line("pension_grade", "等級（厚生年金）", "grade (pension)", grade_in(teller, month, found.pension, "pension"), ""),
        ]  # fmt: skip
    return lines
