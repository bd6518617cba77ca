"""年間の負担: what each person bore with each insurer in the year to 31 July, month after month."""

from __future__ import annotations

from ..engine import dates
from ..law.shapes import NONE, Places, Sums, Work
from ..law.year import add_month
from . import form
from .pack import Packed

FIELDS = Sums._fields


def ending_of(month: int) -> int:
    """年度の末: the July in which the year of a month ends."""
    return month + (6 - month) % 12


def borne_in(case: form.Case, packed: Packed, work: Work) -> dict[str, dict[str, form.Borne]]:
    """1か月の負担: what a settled month adds to the year, by insurer and person, yen."""
    names: dict[tuple[str, str], int] = {}
    rows = []
    for b, bill in enumerate(case.bills):
        insured = packed.schemes[b] != "none"
        place = (packed.insurers[b], bill.person)
        rows.append(names.setdefault(place, len(names)) if insured else NONE)
    sums = Sums(*([0] * len(names) for _ in FIELDS))
    add_month(packed.book, packed.bills, Places(rows), work, sums)
    aided = [0] * len(names)
    for b, row in enumerate(rows):
        if row != NONE:
            aided[row] += work.local[b]
    found: dict[str, dict[str, form.Borne]] = {}
    for (insurer, person), row in names.items():
        amounts = {name: column[row] for name, column in zip(FIELDS, sums, strict=True)}
        found.setdefault(insurer, {})[person] = form.Borne(**amounts, aided=aided[row])
    return found


def capped(packed: Packed, work: Work, insurer: str) -> bool:
    """月の上限に達したか: whether a high-cost benefit was due to the insurer's household in the month."""
    return any(work.ordinary[b] + work.refund[b] for b, name in enumerate(packed.insurers) if name == insurer)


def _sum(had: form.Borne, more: form.Borne) -> form.Borne:
    return form.Borne(**{name: getattr(had, name) + getattr(more, name) for name in (*FIELDS, "aided")})


def earlier(case: form.Case) -> dict[str, int]:
    """前の月までの負担: what a case tells of the months before its bills, after local aid, by the July of the year, yen."""
    found: dict[str, int] = {}
    for state in case.state.values():
        if state.year is not None:
            borne = sum(
                max(b.elder, b.outpatient) + b.young + b.below - b.aided for b in state.year.people.values()
            )
            found[state.year.ending] = found.get(state.year.ending, 0) + borne
    return {ending: yen for ending, yen in found.items() if yen}


def care(case: form.Case) -> dict[str, int]:
    """介護の負担: what a case tells of long-term care, by the July of the year, yen."""
    found: dict[str, int] = {}
    for one in case.care:
        found[one.ending] = found.get(one.ending, 0) + one.yen
    return found


def so_far(
    before: form.YearState | None, month: int, borne: dict[str, form.Borne], at_cap: bool
) -> form.YearState | None:
    """年の途中: the year with a month added; a new one where another year begins."""
    ending = dates.text(ending_of(month))
    if before is None or before.ending != ending:
        before = form.YearState(ending)
    people = dict(before.people)
    for person, more in borne.items():
        had = people.get(person)
        people[person] = more if had is None else _sum(had, more)
    months = {*before.capped, *([dates.text(month)] if at_cap else [])}
    return form.YearState(ending, dict(sorted(people.items())), sorted(months))
