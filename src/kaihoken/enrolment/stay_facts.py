"""在留の事実: a foreign resident's stay as the law reads it, and what is asked of it."""

from __future__ import annotations

from datetime import date

from ..errors import Choice
from ..law import residents as home
from ..law.enrolment_shapes import (
    Stay,
)
from .facts import At, aged, month_of
from .statuses import japanese

ACTIVITIES = {"ordinary": home.ORDINARY, "medical": home.MEDICAL, "holiday": home.HOLIDAY}


def stay(at: At, name: str, on: date) -> int:
    """在留資格による判定: of a foreign national on a day; JOINS for a Japanese national. Raises MissingFact."""
    person = at.question.people[name]
    foreign = person.foreign
    if foreign is None:
        return home.JOINS
    least = at.number("foreign_stay", on, "months")
    status = at.tried("status", name)
    if foreign.status is not None:
        row = at.teller.row("status_of_residence", month_of(on), japanese(foreign.status))
        status = int(row.values["counts"])
    adult = foreign.holiday_spouse or aged(person, name, at.number("foreign_stay", on, "adult").number, on)
    facts = Stay(
        status=status,
        months=at.told(foreign.months, "months", name),
        expected=at.told(foreign.expected_months, "expected_stay", name),
        activity=ACTIVITIES[foreign.activity],
        adult=int(adult),
        agreement=int(foreign.agreement),
        before=int(foreign.member_before),
    )

    def choices(fact: int) -> list[Choice]:
        three = least.number
        return {
            home.STATUS_FACT: [
                Choice(home.PERMITTED, "就労・留学・定住などの在留資格", "a status for work, study, long residence"),
                Choice(home.COUNTED, "興行・技能実習・家族滞在・特定活動", "興行, 技能実習, 家族滞在 or 特定活動"),
                Choice(home.OFFICIAL, "公用", "公用 (official)"),
                Choice(home.SPECIAL, "永住者・特別永住者", "permanent resident"),
                Choice(home.VISITOR, "短期滞在・外交", "短期滞在 or 外交 (visitor, diplomat)"),
                Choice(home.NO_STATUS, "在留資格なし", "no status of residence"),
            ],
            home.PERIOD_FACT: [
                Choice(three + 1, f"{three}か月を超える在留期間", f"a period of more than {three} months"),
                Choice(three, f"{three}か月以内の在留期間", f"a period of {three} months or less"),
            ],
            home.STAY_FACT: [
                Choice(three + 1, f"{three}か月を超える滞在の見込み", f"expected to stay more than {three} months"),
                Choice(three, f"{three}か月以内の滞在の見込み", f"expected to stay {three} months or less"),
            ],
        }[fact]  # fmt: skip

    return at.run(home.stay_standing, on, name, choices, facts, least, [0], 0)
