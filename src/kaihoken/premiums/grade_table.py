"""保険料額表: whole premiums and halves of a grade, or of every grade, as the branches print them."""

from __future__ import annotations

from ..engine import dates
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from .employees import ARTICLES, NAMES
from .form import GradeTable
from .rates import (
    CARED,
    CHILD,
    HEALTH,
    PENSION,
    Rate,
    both,
    care_rate,
    child_rate,
    exact,
    health_rate,
    pension_rate,
)
from .standards import grade_in, grades_of, of_standard, span_of


def grade_table(teller: Teller, one: GradeTable, where: str, name: str) -> list[Group]:
    """保険料額表: a group for each grade asked, with the exact amounts before anything is rounded."""
    month = dates.month(one.month)
    health = health_rate(teller, one, month, where)
    rates: list[tuple[str, int, Rate]] = [
        ("health", HEALTH, health), ("cared", CARED, both(health, care_rate(teller, one, month, where))),
    ]  # fmt: skip
    if (child := child_rate(teller, one, month, where)) is not None:
        rates.append(("child", CHILD, child))
    rates.append(("pension", PENSION, pension_rate(teller, month)))
    span, pension = span_of(teller, month, "health"), span_of(teller, month, "pension")
    found = [one.standard] if one.standard is not None else [
        g.standard for g in grades_of(teller, month) if span.lowest <= g.standard <= span.highest
    ]  # fmt: skip
    groups = []
    for standard in found:
        of_standard(teller, month, standard, f"{where}.standard")
        grade = grade_in(teller, month, standard, "health")
        lines = [
            Line(
                "standard", "標準報酬月額", "standard monthly remuneration", standard, "yen", "健康保険法40条"
            )
        ]
        for key, part, rate in rates:
            if key == "pension" and not pension.lowest <= standard <= pension.highest:
                continue
            ja, en = NAMES[part]
            ja_note, en_note = rate.missing or ("", "")
            for suffix, word_ja, word_en, number in (
                ("", "（全額）", ", whole", rate.whole), ("_half", "（折半額）", ", employee's part", rate.own),
            ):  # fmt: skip
                value = exact(standard, number) if rate.known else None
                lines.append(
                    Line(f"{key}{suffix}", f"{ja}{word_ja}", f"{en}{word_en}", value, "yen",
                         ARTICLES["pension" if key == "pension" else "health"], rate.evidence,
                         note_ja="" if suffix else ja_note, note_en="" if suffix else en_note)
                )  # fmt: skip
        key = name if one.standard is not None else f"{name} {grade}"
        title = f"第{grade}級（{dates.words(month, 'ja')}分）", f"Grade {grade}, {dates.words(month, 'en')}"
        groups.append(Group(key, *title, lines))
    return groups
