"""保険の空白の行: what it costs that notice of a scheme is given late, as a group of lines beside a person's own."""

from __future__ import annotations

from datetime import date

from ..errors import InputError
from ..forms.reply import Group, Line
from ..law import gaps
from ..law import residents as home
from ..law.enrolment_shapes import Count
from ..law.shapes import NONE
from .facts import At, day_of, month_of, nothing
from .gap_bills import bill_lines, outside_lines
from .gap_levy import levy_lines
from .lines import day_line
from .standing import Standing, began, changes, working
from .words import GAP_NOT_RECKONED, GAP_NOTES, Pair

# Whose notice it is, and the words by which the tables and the articles name it.
NOTICES = {
    home.NATIONAL: ("municipality", "municipal_notice", "national"),
    home.EMPLOYEE: ("employer", "employer_notice", "employee"),
}
COVERED: Pair = (
    "届出の日ではなく、資格を得た日から始まります。",
    "It runs from the day its conditions are met, not from the day of the notice.",
)


def gap_groups(at: At, name: str, on: date, found: Standing) -> list[Group]:
    """保険の空白: nothing where none is told. Raises InputError, MissingFact."""
    person = at.question.people[name]
    if person.gap is None:
        return []
    title = (f"{name}：保険の空白", f"{name}: the gap")
    where = f"enrol.people.{name}.gap"
    if found.scheme == home.UNINSURED:
        return [Group(f"{name} gap", *title, outside_lines(at, person.gap))]
    work = working(person, name, on)
    of_work = found.scheme == home.EMPLOYEE and (work is None or work.kind not in ("regular", "part_time"))
    if found.scheme not in NOTICES or of_work:
        at.teller.note("gap_not_reckoned", *GAP_NOT_RECKONED)
        return []
    row, article, scheme = NOTICES[found.scheme]
    first = began(at, name, on)
    moved = None if person.moved is None else date.fromisoformat(person.moved)
    if found.scheme == home.NATIONAL and moved is not None and (first or moved) <= moved <= on:
        first, article = moved, "moving_notice"  # another municipality is the insurer from the move
    if first is None:
        at.teller.note("gap_untold", *GAP_NOTES["untold"])
        return [Group(f"{name} gap", *title, [day_line("covered_from", None)])]
    noticed = on if person.gap.notified is None else day_of(person.gap.notified, f"{where}.notified")
    if noticed < first:
        raise InputError(
            f"the notice is given before the cover begins on {first}.",
            f"{where}.notified",
            "Check the day of the notice; a gap lies between the first day of cover and the notice.",
            ja=f"届出の日が、資格を得た日（{first}）より前です。",
        )
    before, at.teller.scheme = at.teller.scheme, scheme
    try:
        lines = _notice(at, name, first, noticed, row, article)
        last = _last_month(at, name, on, found, month_of(first), month_of(noticed))
        lines += levy_lines(at, name, first, noticed, last, found.scheme)
        lines += bill_lines(at, name, on, first, noticed)
    finally:
        at.teller.scheme = before
    return [Group(f"{name} gap", *title, lines)]


def _notice(at: At, name: str, first: date, noticed: date, key: str, article: str) -> list[Line]:
    """届出の行: from when cover runs, when notice was due and is given, how late."""
    table = at.teller.row("notice", month_of(first), key)
    due = home.last_of(first.toordinal(), Count(NONE, int(table.values["number"])))
    late = at.run(gaps.days_late, noticed, name, nothing, noticed.toordinal(), due)
    basis = at.teller.law.article(article, "employee", month_of(first))
    join = "join_national" if key == "municipality" else "join_employee"
    return [
        day_line("covered_from", first, at.teller.law.article(join, "employee", month_of(first)), COVERED),
        day_line("notice_due", date.fromordinal(due), basis, evidence=table.evidence),
        day_line("notified", noticed),
        Line("days_late", "届出の遅れ", "Days late", late, "days", basis, table.evidence),
    ]


def _last_month(at: At, name: str, on: date, found: Standing, first: int, noticed: int) -> int:
    """保険料がかかる最後の月: that of the notice, or the month before that in which another scheme begins."""
    after = changes(at, name, on)
    if not after:
        return noticed
    ended = month_of(after[0].on) - 1
    if found.scheme == home.EMPLOYEE:
        ended = max(ended, first)  # joined and left within a month: charged all the same
    return min(noticed, ended)
