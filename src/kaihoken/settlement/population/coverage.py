"""資格をつくる: by whom everybody is insured, from when to when, and who is insured through whom."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .families import ELDER, GROWN, NOBODY, Families
from .figures import Bools, Draws, Floats, Ints, by_band, figures

OLD = 75
STUDENT = 23  # below it a child at home is a dependant
KYOKAI, SOCIETY, MUTUAL, NATIONAL, ELDERLY, NO_INSURER = range(6)
KINDS = ("kyokai", "society", "mutual", "national", "elderly", "none")
SCHEMES = ("employee", "employee", "employee", "national", "elderly", "none")
REASONS = ("other", "turned_75", "insured_turned_75", "disability", "moved_within_prefecture", "job")
OTHER, TURNED, INSURED_TURNED, DISABILITY, MOVED, JOB = range(len(REASONS))

Days = NDArray[np.datetime64]
NEVER = np.datetime64("NaT", "D")


class Insurers(NamedTuple):
    """保険者の番号: how the insurer-households of a block are numbered.

    An employer's household goes by its insured person, the others by the family; the second of each
    is the one after a change of job or a move.
    """

    people: int
    families: int

    def employer(self, person: Ints, second: int = 0) -> Ints:
        """被用者保険: the household of an insured person."""
        return person + second * self.people

    def national(self, family: Ints, second: int = 0) -> Ints:
        """国民健康保険: that of a family."""
        return 2 * self.people + family + second * self.families

    def elderly(self, family: Ints) -> Ints:
        """後期高齢者医療: that of a family."""
        return 2 * self.people + 2 * self.families + family

    def nothing(self, family: Ints) -> Ints:
        """保険なし: the public assistance of a family."""
        return 2 * self.people + 3 * self.families + family

    def is_employer(self, insurer: Ints) -> Bools:
        """被用者保険か: whether an insurer goes by its insured person."""
        return insurer < 2 * self.people

    def owner(self, insurer: Ints) -> Ints:
        """番号の持ち主: the insured person's row, or the family."""
        inside = insurer - 2 * self.people
        return np.where(self.is_employer(insurer), insurer % self.people, inside % self.families)

    def second(self, insurer: Ints) -> Bools:
        """二つ目か: whether it is the one after a change."""
        inside = insurer - 2 * self.people
        employer = self.is_employer(insurer)
        return np.where(employer, insurer >= self.people, inside // self.families == 1)

    def kind(self, insurer: Ints, employer_kinds: Ints) -> Ints:
        """種類: the row of KINDS; employer_kinds by number of an employer's household."""
        part = np.maximum(insurer - 2 * self.people, 0) // self.families
        family = np.array([NATIONAL, NATIONAL, ELDERLY, NO_INSURER])[part]
        return np.where(
            self.is_employer(insurer), employer_kinds[np.minimum(insurer, 2 * self.people - 1)], family
        )


class Covers(NamedTuple):
    """資格の期間: one row a stretch of insurance, in order of person and time."""

    person: Ints
    insurer: Ints
    since: Days
    until: Days
    reason: Ints
    insured: Bools
    employer_kinds: Ints  # by number of an employer's household
    assisted: Bools  # by person
    numbers: Insurers

    def kind(self, insurer: Ints) -> Ints:
        """種類: the row of KINDS of each insurer."""
        return self.numbers.kind(insurer, self.employer_kinds)


def covers(draws: Draws, f: Families, start: np.datetime64, months: int) -> Covers:
    """資格: the covers of everybody through the months."""
    n = len(f.age)
    numbers = Insurers(n, f.number)
    assisted = _assisted(draws, f)
    own, through, disabled = _employed(draws, f, assisted)
    weights = [figures()["enrolment"][k] for k in KINDS[:3]]
    employer_kinds = draws.pick(weights, 2 * n)
    everyone = np.arange(n)
    insurer = np.select(
        [assisted, (f.age >= OLD) | disabled, own, through != NOBODY],
        [
            numbers.nothing(f.family),
            numbers.elderly(f.family),
            numbers.employer(everyone),
            numbers.employer(through),
        ],
        numbers.national(f.family),
    )
    end = (start + months).astype("datetime64[D]")
    turns = _birthday(f.birth, OLD)
    turns = np.where((turns < end) & (f.age < OLD) & ~assisted & ~disabled, turns, NEVER)
    left = np.where(through != NOBODY, turns[np.maximum(through, 0)], NEVER)
    left = np.where(left >= turns, NEVER, left)  # who turns 75 before or with the insured goes by that
    changed, change_reason = _changes(
        draws, f, insurer, numbers, ~np.isnat(turns) | ~np.isnat(left), left, start, months
    )
    never = np.full(n, NEVER)
    first_reason = np.select(
        [~np.isnat(left), ~np.isnat(turns), ~np.isnat(changed), disabled],
        [INSURED_TURNED, TURNED, change_reason, DISABILITY],
        OTHER,
    )
    ends = np.fmin(np.fmin(left, turns), changed)
    alone = np.zeros(n, dtype=bool)
    stretches = (
        (np.ones(n, dtype=bool), insurer, never, ends, first_reason, own),
        (~np.isnat(left), numbers.national(f.family), left, turns, np.full(n, INSURED_TURNED), alone),
        (~np.isnat(turns), numbers.elderly(f.family), turns, never, np.full(n, TURNED), alone),
        (~np.isnat(changed), _next(numbers, insurer), changed, never, change_reason, own),
    )
    person = np.concatenate([everyone[s[0]] for s in stretches])
    order = np.argsort(person, kind="stable")

    def column(i: int) -> NDArray[Any]:
        return np.asarray(np.concatenate([s[i][s[0]] for s in stretches])[order])

    return Covers(
        person=person[order],
        insurer=column(1),
        since=column(2),
        until=np.asarray(column(3).astype("datetime64[D]") - np.timedelta64(1)),
        reason=column(4),
        insured=column(5),
        employer_kinds=employer_kinds,
        assisted=assisted,
        numbers=numbers,
    )


def _employed(draws: Draws, f: Families, assisted: Bools) -> tuple[Bools, Ints, Bools]:
    """Who is insured by an employer, who through whom, and who is in the elderly scheme by disability."""
    n = len(f.age)
    disabled = (f.age >= ELDER) & (f.age < OLD) & ~assisted
    disabled &= draws.chance(float(figures()["employment"]["disability"]), n)
    share = np.where(f.woman, by_band("employment", "women")[f.band], by_band("employment", "men")[f.band])
    own = draws.chance(share, n) & (f.age >= GROWN) & (f.age < OLD) & ~assisted & ~disabled
    through = np.where(assisted | disabled | (f.age >= OLD), NOBODY, _through(draws, f, own))
    return own, through, disabled


def _next(numbers: Insurers, insurer: Ints) -> Ints:
    """The insurer-household after a change of job or a move."""
    step = np.where(numbers.is_employer(insurer), numbers.people, numbers.families)
    return insurer + step


def _birthday(birth: Days, years: int) -> Days:
    """The birthday on which an age is full; nobody is born on 29 February."""
    month = birth.astype("datetime64[M]")
    days = birth - month.astype("datetime64[D]")
    return np.asarray((month + 12 * years).astype("datetime64[D]") + days)


def _assisted(draws: Draws, f: Families) -> Bools:
    """生活保護: families on public assistance, by person."""
    size = np.bincount(f.family)
    oldest = f.age[f.place == 1]
    partners = np.bincount(f.family, weights=f.partner != NOBODY) > 0
    minors = np.bincount(f.family, weights=f.age < 18) > 0
    t = figures()["assistance"]
    chance = np.select(
        [(size == 1) & (oldest >= ELDER), size == 1, minors & ~partners],
        [t["alone_old"], t["alone"], t["one_parent"]],
        t["others"],
    )
    return draws.chance(chance, f.number)[f.family]


def _through(draws: Draws, f: Families, own: Bools) -> Ints:
    """被扶養者: the insured person through whom somebody without an employer is insured, or NOBODY."""
    n = len(f.age)
    t = figures()["employment"]

    def insured(person: Ints) -> Ints:
        return np.where((person != NOBODY) & own[np.maximum(person, 0)], person, NOBODY)

    spouse = np.where(draws.chance(t["dependent_spouse"], n), insured(f.partner), NOBODY)
    father = np.where(f.mother != NOBODY, f.partner[np.maximum(f.mother, 0)], NOBODY)
    parent = np.where(insured(father) != NOBODY, insured(father), insured(f.mother))
    child = (f.age < STUDENT) | draws.chance(t["dependent_child"], n)
    parent = np.where(child, parent, NOBODY)
    return np.where(own, NOBODY, np.where(spouse != NOBODY, spouse, parent))


def _changes(
    draws: Draws,
    f: Families,
    insurer: Ints,
    numbers: Insurers,
    other: Bools,
    left: Days,
    start: np.datetime64,
    months: int,
) -> tuple[Days, Ints]:
    """転職と転居: when an insurer-household without any other change becomes another, and why; by person."""
    t = figures()["employment"]
    total = 2 * numbers.people + 4 * numbers.families
    still = np.ones(total, dtype=bool)
    still[insurer[other]] = False
    still[numbers.national(f.family[~np.isnat(left)])] = False  # somebody will come into it
    yearly: Floats = np.zeros(total)
    yearly[: numbers.people] = t["job_change"]
    yearly[2 * numbers.people : 2 * numbers.people + numbers.families] = t["move"]
    happens = draws.chance(yearly * months / 12, total) & still
    month = (start + draws.below(months, total)).astype("datetime64[D]")
    day = np.where(draws.chance(1 / 3, total), 0, 1 + draws.below(27, total))
    at_once = (month == start.astype("datetime64[D]")) & (day == 0)
    when = np.where(happens, month + np.where(at_once, 1, day), NEVER)
    return when[insurer], np.where(numbers.is_employer(insurer), JOB, MOVED)
