"""請求の組み立て: bills while they are being made, and what all bills have in common."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .coverage import Covers
from .families import Families
from .figures import ONE, STEPS, Bools, Draws, Floats, Ints, figures, lognormal
from .patients import AID, AID_PHARMACY, ASSISTANCE, DISEASE, NATIONAL, NO_AID, Patients, per_visit

KINDS = ("medical", "dental", "pharmacy", "home_nursing")
MEDICAL, DENTAL, PHARMACY, NURSING = range(4)
SETTINGS = ("outpatient", "inpatient")
PLACES = ("clinic", "hospital", "dentist", "pharmacy", "nursing")
CLINIC, HOSPITAL, DENTIST, DISPENSARY, NURSES = range(5)
EACH = 1000  # numbers for the institutions of one kind
NONE = -1
LEAST = 70  # the smallest bill, units of ten yen
MOST = 999_999  # the largest ordinary bill, units of ten yen: just below ten million yen


class Receipts(NamedTuple):
    """請求の列: one entry a bill, ordered by person, month and kind. Amounts in units of ten yen."""

    person: Ints
    month: Ints  # from 0
    kind: Ints
    inpatient: Ints
    place: Ints  # kind of institution × EACH + its number
    prescriber: Ints  # the same, NONE
    cost: Ints
    marks: Ints  # certificates, as bits
    inside: Ints  # cost of the part with certificates, NONE for a bill in one part
    times: Ints  # visits, NONE


class Maker:
    """Bills while they are being made; ``grid`` is people × months."""

    def __init__(self, draws: Draws, f: Families, c: Covers, p: Patients, start: int, months: int) -> None:
        self.draws, self.f, self.p, self.months = draws, f, p, months
        self.n = len(f.age)
        self.grid = (self.n, months)
        self.base = np.where(c.assisted, ASSISTANCE, 0)
        month = start + np.arange(months)
        self.aided = (p.aid != NO_AID)[:, None] & (month <= p.aid_last[:, None])
        self.certified = (p.program != 0)[:, None] & (month >= p.since[:, None])
        self.visit_aid = per_visit()[np.maximum(p.aid, 0)]
        self.rows: list[tuple[Ints, ...]] = []

    def where(self, chosen: Bools) -> tuple[Ints, Ints]:
        """Person and month of the chosen cells."""
        flat = np.flatnonzero(chosen)
        return flat // self.months, flat % self.months

    def own(self, place: int) -> Ints:
        """An institution of the kind for everybody."""
        number = figures()["institutions"][PLACES[place]]
        return place * EACH + self.draws.below(number, self.n)

    def costs(self, mean: Floats, spread: float) -> Ints:
        """Costs with these means (yen), in units of ten yen."""
        factor = lognormal(spread)[self.draws.below(STEPS, len(mean))]
        cost = np.rint(mean).astype(np.int64) * factor // (10 * ONE)
        return np.asarray(np.clip(cost, LEAST, MOST))

    def add(
        self,
        person: Ints,
        month: Ints,
        kind: int,
        inpatient: int,
        place: Ints,
        cost: Ints,
        marks: Ints,
        prescriber: Ints | None = None,
    ) -> None:
        """Adds bills, with what everybody's bills have: public assistance and local aid."""
        n = len(person)
        aided = self.aided[person, month]
        visits = aided & self.visit_aid[person]
        drug = kind == PHARMACY
        marks = marks | self.base[person] | np.where(aided, np.where(visits & drug, AID_PHARMACY, AID), 0)
        t = figures()
        second, third = t["habits"]["visits"]
        u = self.draws.random(n)
        times = np.where(visits & (not drug), 1 + (u < second) + (u < third), NONE)
        own_part = (marks & (NATIONAL | DISEASE)) != 0
        split = (
            own_part & (kind == MEDICAL) & self.draws.chance(t["certificates"]["split"], n) & (cost >= 1000)
        )
        inside = np.where(split, cost * round(t["certificates"]["inside"] * 100) // 100, NONE)
        self.rows.append(
            (
                person,
                month,
                np.full(n, kind),
                np.full(n, inpatient),
                place,
                np.full(n, NONE) if prescriber is None else prescriber,
                cost,
                marks,
                inside,
                times,
            )
        )

    def done(self) -> Receipts:
        """All bills in order."""
        columns = [np.concatenate(c) for c in zip(*self.rows, strict=True)]
        order = np.lexsort((columns[5], columns[4], columns[3], columns[2], columns[1], columns[0]))
        return Receipts(*(c[order] for c in columns))
