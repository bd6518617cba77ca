"""資格の判定: which scheme a person belongs to on a day, and when that began and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..engine.book import ages
from ..errors import Choice, InputError, MissingFact
from ..forms.teller import Teller
from ..law import dependants as kin
from ..law import enrolment as job
from ..law import residents as home
from . import form
from .facts import At, aged, born, day_of, month_of, nothing, old, within
from .family_facts import relative
from .stay_facts import stay
from .work_facts import employee

ONE_DAY = timedelta(days=1)
OTHER_INSURANCE = ("civil_servant", "private_school", "seafarer")
OF_EMPLOYEES = (home.EMPLOYEE, home.VOLUNTARY)
# The tables whose changes may move somebody from one scheme to another.
MOVING = ("applicable_establishment", "employment_term", "short_time", "kinship", "dependant_income",
          "dependant_judging", "dependant_residence")  # fmt: skip
WORKING_AGE = 15  # years; younger people are not asked how they work
AHEAD = 12  # years looked through for the next change


class Standing(NamedTuple):
    """資格: scheme, and how work, family and stay were judged; 0 where they were not asked."""

    scheme: int
    work: int
    family: int
    stay: int


class Change(NamedTuple):
    """資格の変化: the first day of another scheme, and what is not certain about its tables."""

    on: date
    to: Standing
    status: str
    evidence: str


def standing(at: At, name: str, on: date) -> Standing:
    """資格: of a person on a day, in the order of the law. Raises MissingFact, InputError."""
    if (name, on) not in at.found:
        at.found[name, on] = _standing(at, name, on)
    found: Standing = at.found[name, on]
    return found


def _standing(at: At, name: str, on: date) -> Standing:
    person = at.question.people[name]
    where = f"enrol.people.{name}"
    lives_here = person.resident and _between(person.since, person.until, on, where)
    elder = lives_here and old(at, name, on)
    assisted = within(person.assistance, on, f"{where}.assistance")
    work = family = 0
    continued = False
    if not elder:
        work = _work(at, name, on)
        if work not in (job.FULL_TIME, job.SHORT_TIME):
            continued = voluntary_until(at, name, on) is not None
        if work not in (job.FULL_TIME, job.SHORT_TIME) and not continued:
            family = _family(at, name, on, lives_here)
    insured = work in (job.FULL_TIME, job.SHORT_TIME)
    covered = insured or continued or family == kin.DEPENDANT
    joins = 0
    if lives_here and not covered and not assisted:
        joins = stay(at, name, on)
    scheme = at.run(
        home.scheme_of, on, name, nothing, elder, int(lives_here), int(joins == home.JOINS), int(assisted),
        int(insured), int(continued), int(family == kin.DEPENDANT), int(bool(person.society)),
    )  # fmt: skip
    return Standing(scheme, work, family, joins)


def _between(first: str | None, last: str | None, on: date, where: str) -> bool:
    if first is not None and on < day_of(first, f"{where}.since"):
        return False
    return last is None or on <= day_of(last, f"{where}.until")


def working(person: form.Person, name: str, on: date) -> form.Work | None:
    """仕事: the person's work on a day, if any."""
    work = person.work
    return work if work is not None and within(work, on, f"enrol.people.{name}.work") else None


def _work(at: At, name: str, on: date) -> int:
    person = at.question.people[name]
    work = working(person, name, on)
    if person.left is not None and on <= day_of(person.left.on, f"enrol.people.{name}.left.on"):
        return job.FULL_TIME  # insured until then, as told
    if work is None or work.kind in ("none", "self_employed"):
        return 0
    if work.kind in OTHER_INSURANCE:
        return job.FULL_TIME
    if work.kind == "day_labourer":
        return job.FULL_TIME if work.handbook else job.SHORT_TERM
    agreed = person.foreign is not None and person.foreign.agreement
    if at.run(job.exempt, on, name, nothing, agreed):
        return job.EXEMPT
    return employee(at, name, work, on)


def _family(at: At, name: str, on: date, lives_here: bool) -> int:
    family = at.question.people[name].family
    if family is None or not within(family, on, f"enrol.people.{name}.family"):
        return 0
    if standing(at, family.of, on).scheme not in OF_EMPLOYEES:
        return kin.NOT_THROUGH_WORK
    return relative(at, name, on, lives_here)


def voluntary_span(at: At, name: str) -> tuple[date, date] | None:
    """任意継続の期間: first and last possible day after leaving work; None where nobody left."""
    left = at.question.people[name].left
    if left is None:
        return None
    first = day_of(left.on, f"enrol.people.{name}.left.on") + ONE_DAY
    years = at.number("voluntary_continuation", first, "years")
    month = home.voluntary_month(month_of(first), years)
    return first, until(first, month - month_of(first))


def until(first: date, months: int) -> date:
    """期間の満了日: the last day of so many months that begin on a day (民法143条2項)."""
    return _day(month_of(first) + months, first.day) - ONE_DAY


def voluntary_until(at: At, name: str, on: date) -> date | None:
    """任意継続: its last day, where somebody asked for it and it runs on the day. Raises MissingFact."""
    left = at.question.people[name].left
    span = voluntary_span(at, name)
    if left is None or span is None or not left.voluntary:
        return None
    first, last = span
    if left.quit is not None:
        quit_on = day_of(left.quit, f"enrol.people.{name}.left.quit")
        last = min(last, _day(month_of(quit_on) + 1, 1) - ONE_DAY)
    if not first <= on <= last or not may_continue(at, name, on):
        return None
    return last


def may_continue(at: At, name: str, on: date) -> bool:
    """任意継続の要件: months insured before leaving. Raises MissingFact."""
    left = at.question.people[name].left
    assert left is not None
    least = at.number("voluntary_continuation", on, "months_before")
    months = at.told(left.months, "months_insured", name)
    choices: Sequence[Choice] = [
        Choice(least.number, f"{least.number}か月以上", f"{least.number} months or more"),
        Choice(least.number - 1, f"{least.number}か月未満", f"less than {least.number} months"),
    ]
    if months < 0:
        at.teller.need("months_insured", name, choices)
    return at.run(home.may_continue, on, name, nothing, months, least)


def _day(month: int, day: int) -> date:
    """A day of a month; the first of the next where it does not exist."""
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return date((month + 1) // 12, (month + 1) % 12 + 1, 1)


def birthday(person: form.Person, name: str, years: int) -> date:
    """誕生日: on which the person becomes so many years old; 1 March where 29 February does not exist."""
    month, day = born(person, name)
    return _day(month + years * 12, day)


def scratch(at: At) -> At:
    """控え: the same question with a teller of its own, for days that are not asked about."""
    if at.other is None:
        at.other = At(at.question, Teller(at.teller.law, at.teller.facts), aside=True)
    return at.other


def points(at: At, name: str) -> list[date]:
    """変わり得る日: days on which the person's scheme may change, as far as is told."""
    found: set[date] = set()
    for other in _chain(at, name):
        found |= set(_own_days(at, other))
    if not at.teller.facts:
        for series in MOVING:
            for since, _ in at.teller.law.series[series].periods:
                found.add(date(since // 12, since % 12 + 1, 1))
    return sorted(found)


def _chain(at: At, name: str) -> list[str]:
    person = at.question.people[name]
    return [name] if person.family is None else [name, person.family.of]


def _own_days(at: At, name: str) -> Iterator[date]:
    person = at.question.people[name]
    where = f"enrol.people.{name}"
    yield birthday(person, name, 0)
    yield birthday(person, name, ages(at.teller.law).old)
    least = at.teller.law.series["elderly_entry"].periods[0][1]["disabled"].values["number"]
    yield birthday(person, name, int(least)) - ONE_DAY
    limit = at.teller.law.series["dependant_age"].periods[0][1]["senior"].values["number"]
    yield birthday(person, name, int(limit)) - ONE_DAY
    for period in (person.work, person.family, person.recognised, person.assistance):
        if period is not None and period.from_ is not None:
            yield day_of(period.from_, where)
        if period is not None and period.to is not None:
            yield day_of(period.to, where) + ONE_DAY
    if person.since is not None:
        yield day_of(person.since, f"{where}.since")
    if person.until is not None:
        yield day_of(person.until, f"{where}.until") + ONE_DAY
    if (span := voluntary_span(at, name)) is not None:
        yield span[0]
        yield span[1] + ONE_DAY
        if person.left is not None and person.left.quit is not None:
            yield _day(month_of(day_of(person.left.quit, f"{where}.left.quit")) + 1, 1)
    asked = day_of(at.question.on, "enrol.on")
    if person.family is not None:  # ages at the end of the year change with the year
        for year in range(asked.year - AHEAD, asked.year + AHEAD + 1):
            yield date(year, 1, 1)


def began(at: At, name: str, on: date) -> date | None:
    """資格取得の日: the first day of the scheme of a day; None where it is not told.

    A child's may be the birth; an older person's from the birth on is taken as not told.
    """
    aside = scratch(at)
    person = at.question.people[name]
    now = standing(at, name, on).scheme
    earlier = [p for p in points(at, name) if p <= on]
    for point in reversed(earlier):
        before = _quietly(aside, name, point - ONE_DAY)
        if point <= birthday(person, name, 0):
            return None if aged(person, name, WORKING_AGE, on) else point
        if before is None:
            return None
        if before.scheme != now:
            return point
    return None


def changes(at: At, name: str, on: date) -> list[Change]:
    """次の変化: what changes next, if nothing that is told changes."""
    aside = scratch(at)
    now = standing(at, name, on)
    found: list[Change] = []
    for point in points(at, name):
        if not on < point <= date(on.year + AHEAD, 12, 31):
            continue
        then = _quietly(aside, name, point)
        if then is None:
            break
        if then.scheme != now.scheme:
            found.append(Change(point, then, *_certainty(aside, point)))
            now = then
    return found[:2]


def _certainty(aside: At, point: date) -> tuple[str, str]:
    """Status and evidence of the figures that begin on a day."""
    new = [row for row in aside.teller.entries if row.since == month_of(point) and row.series in MOVING]
    for row in new:
        if row.provisional:
            return row.status, row.evidence
    return (new[0].status, new[0].evidence) if new and point.day == 1 else ("in_force", "")


def _quietly(aside: At, name: str, on: date) -> Standing | None:
    """The standing on another day; None where a fact or a table is missing for it."""
    if on < birthday(aside.question.people[name], name, 0):
        return Standing(-1, 0, 0, 0)
    try:
        return standing(aside, name, on)
    except (MissingFact, InputError):
        return None
