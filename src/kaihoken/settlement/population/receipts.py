"""請求をつくる: bills by person and month, tuned to utilisation and cost by age."""

from __future__ import annotations

import numpy as np

from .coverage import Covers
from .families import Families
from .figures import ONE, STEPS, Bools, Draws, Floats, Ints, by_band, figures, high_costs, lognormal
from .maker import (
    CLINIC,
    DENTAL,
    DENTIST,
    DISPENSARY,
    EACH,
    HOSPITAL,
    MEDICAL,
    NURSES,
    NURSING,
    PHARMACY,
    Maker,
    Receipts,
)
from .patients import CHILDHOOD, DISEASE, INTRACTABLE, MENTAL, NATIONAL, PROGRAMS, REHABILITATION, Patients

OWN, SPECIALIST, ELSEWHERE = range(3)


def receipts(
    draws: Draws, f: Families, c: Covers, p: Patients, start: int, months: int
) -> tuple[Receipts, Bools]:
    """請求: the bills of a block, and who is in hospital for long."""
    make = Maker(draws, f, c, p, start, months)
    away, long_stay = _inpatient(make, c)
    _outpatient(make, ~away)
    _others(make, ~away)
    return make.done(), long_stay


def _inpatient(make: Maker, c: Covers) -> tuple[Bools, Bools]:
    """入院: long stays, short stays and the few of ten million yen and more. Also: the months of long stays."""
    t, draws, band = figures()["stays"], make.draws, make.f.band
    old = band >= 15
    scale = np.where(old, figures()["inpatient"]["from_75"], figures()["inpatient"]["below_75"])
    care, share = figures()["assistance"]["care"], figures()["assistance"]["share"]
    yearly = by_band("inpatient", "yearly")[band] * 1000 * scale / (1 + share * (care - 1))
    yearly = yearly * np.where(c.assisted, care, 1)
    # Six tenths stay all the time; of the others half are there at a time.
    stays = draws.chance(yearly * t["long_share"] / (12 * t["long_cost"]) / 0.8, make.n)
    part = draws.below(10, make.n)
    late = np.arange(make.months) >= make.months / 2
    away = stays[:, None] & ((part < 6)[:, None] | (late == (part >= 8)[:, None]))
    tail = figures()["receipts_10M"]
    mean = tail["power"] / (tail["power"] - 1) * tail["least"] * tail["per_million"] / 1_000_000
    risk, times = t["at_risk"], t["at_risk_times"]
    risky = np.where(draws.chance(risk, make.n), times, (1 - risk * times) / (1 - risk))
    monthly = (yearly / 12 * (1 - t["long_share"]) - mean) / t["short_cost"] * risky
    short = draws.chance(np.minimum(monthly, 1)[:, None], make.grid) & ~away
    high = draws.chance(tail["per_million"] / 1_000_000, make.grid)
    hospital = make.own(HOSPITAL)
    for chosen, cost, spread in (
        (away & ~high, t["long_cost"], t["long_spread"]),
        (short & ~high, t["short_cost"], t["short_spread"]),
        (high, 0, 0),
    ):
        person, month = make.where(chosen)
        if cost:
            costs = make.costs(np.full(len(person), float(cost)), spread)
        else:
            costs = high_costs()[draws.below(STEPS, len(person))]
        make.add(person, month, MEDICAL, 1, hospital[person], costs, _stay_marks(make, person, month))
    return away, stays


def _stay_marks(make: Maker, person: Ints, month: Ints) -> Ints:
    """Certificates of a stay: programme 21 is for outpatients only; of dialysis half the stays are for it."""
    p = make.p
    national = make.certified[person, month] & (p.program[person] != MENTAL)
    disease = (p.dialysis | p.haemophilia)[person] & make.draws.chance(0.5, len(person))
    return _bits((national, NATIONAL), (disease, DISEASE))


def _outpatient(make: Maker, there: Bools) -> None:
    """入院外: the own clinic, the specialist, elsewhere; pharmacies with them."""
    t, draws, p, f = figures()["habits"], make.draws, make.p, make.f
    band, n = f.band, make.n
    bills = by_band("outpatient", "bills")[band]
    main = np.minimum(by_band("habits", "main")[band] * bills / t["main_months"], 0.97)
    special = np.minimum(by_band("habits", "specialist")[band] * bills / t["specialist_months"], 0.97)
    long_term = (p.program != 0) | p.dialysis | p.haemophilia
    has_main = draws.chance(main, n)
    has_special = draws.chance(special, n) & ~long_term
    left = np.maximum(bills - main * t["main_months"] - special * t["specialist_months"], 0)
    # What the long-term ill cost is taken from the rest, so that the whole stays as published.
    extra = sum(_extra(name, band) for name in (*PROGRAMS[1:], "dialysis", "haemophilia"))
    units = main * t["main_months"] + special * t["specialist_months"] * t["specialist_cost"]
    units = units + left * t["elsewhere_cost"]
    unit = (by_band("outpatient", "yearly")[band] * 1000 / 12 - extra) / units
    clinic, hospital, dispensary = make.own(CLINIC), make.own(HOSPITAL), make.own(DISPENSARY)
    drugs = figures()["pharmacy"]
    per = drugs["per_prescriber"]
    drug_units = main * t["main_months"] * per[OWN] + special * t["specialist_months"] * per[SPECIALIST]
    drug_units = drug_units + left * per[ELSEWHERE]
    drug_unit = by_band("pharmacy", "yearly")[band] * 1000 / 12 / (drug_units * drugs["dispensed"])
    habit = lognormal(0.6)[draws.below(STEPS, n)] / ONE  # some always cost more than others

    def visits(chosen: Bools, place: Ints, mean: Floats, spread: float, sort: int) -> None:
        person, month = make.where(chosen & there)
        marks = _marks(make, person, month) if sort == SPECIALIST else np.zeros(len(person), dtype=np.int64)
        to = place[person]
        if sort == ELSEWHERE:  # any clinic but the own one
            others = figures()["institutions"]["clinic"]
            to = CLINIC * EACH + (to - CLINIC * EACH + 1 + draws.below(others - 1, len(person))) % others
        make.add(person, month, MEDICAL, 0, to, make.costs(mean[person], spread), marks)
        sold = draws.chance(drugs["dispensed"], len(person))
        person, month, to, marks = person[sold], month[sold], to[sold], marks[sold]
        cost = make.costs((drug_unit * per[sort] * habit)[person], drugs["spread"])
        make.add(person, month, PHARMACY, 0, dispensary[person], cost, marks, to)

    attends = draws.chance(t["main_months"], make.grid) & has_main[:, None]
    visits(attends, clinic, unit * habit, t["spread"], OWN)
    attends = draws.chance(t["specialist_months"], make.grid) & has_special[:, None]
    attends |= draws.chance(_months(p)[:, None], make.grid)
    mean = np.where(long_term, _long_term_cost(p), unit * t["specialist_cost"])
    visits(attends, hospital, mean, t["specialist_spread"], SPECIALIST)
    once = draws.chance(np.minimum(left, 0.97)[:, None], make.grid)
    visits(once, clinic, unit * t["elsewhere_cost"], t["spread"], ELSEWHERE)


def _extra(name: str, band: Ints) -> Floats:
    """Yen a month and head that the long-term ill of a sort cost."""
    t = figures()[name]
    if name == "haemophilia":  # men only
        return np.full(len(band), t["share"] / 2 * t["cost"] * t["months"])
    return np.asarray(by_band(name, "share")[band] * t["cost"] * t["months"])


def _of_sort(p: Patients, field: str) -> Floats:
    """A figure of each long-term patient's sort; 0 for the others."""
    t = figures()
    return np.select(
        [
            p.dialysis,
            p.haemophilia,
            p.program == INTRACTABLE,
            p.program == CHILDHOOD,
            p.program == MENTAL,
        ],
        [float(t[name][field]) for name in ("dialysis", "haemophilia", *PROGRAMS[1:])],
        0.0,
    )


def _months(p: Patients) -> Floats:
    return _of_sort(p, "months")


def _long_term_cost(p: Patients) -> Floats:
    return _of_sort(p, "cost")


def _marks(make: Maker, person: Ints, month: Ints) -> Ints:
    """Certificates of a bill of the specialist."""
    p = make.p
    return _bits(
        (make.certified[person, month], NATIONAL),
        ((p.dialysis | p.haemophilia)[person], DISEASE),
        (p.rehabilitation[person], REHABILITATION),
    )


def _bits(*marks: tuple[Bools, int]) -> Ints:
    """Certificates as bits of one column."""
    found = np.zeros(len(marks[0][0]), dtype=np.int64)
    for some, mark in marks:
        found[some] |= mark
    return found


def _others(make: Maker, there: Bools) -> None:
    """歯科と訪問看護: dentists now and then, home nursing month after month."""
    draws, band = make.draws, make.f.band
    dental, nursing = figures()["dental"], figures()["home_nursing"]
    monthly = by_band("dental", "yearly")[band] * 1000 / 12 / dental["bill"]
    people = by_band("home_nursing", "yearly")[band] * 1000 / 12 / nursing["bill"] / nursing["months"]
    nursed = draws.chance(people, make.n)[:, None] & draws.chance(nursing["months"], make.grid)
    for chosen, kind, place, t in (
        (draws.chance(monthly[:, None], make.grid), DENTAL, DENTIST, dental),
        (nursed, NURSING, NURSES, nursing),
    ):
        own = make.own(place)
        person, month = make.where(chosen & there)
        cost = make.costs(np.full(len(person), float(t["bill"])), t["spread"])
        make.add(person, month, kind, 0, own[person], cost, np.zeros_like(person))
