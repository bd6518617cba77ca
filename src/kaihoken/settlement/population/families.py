"""世帯をつくる: people with the ages of the census, put together as couples, children, elders and singles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .figures import BAND, BANDS, Bools, Draws, Ints, age_weights, by_band, figures

NOBODY = -1
GROWN = 18
ELDER = 65
HOST_YEARS = (35, 70)  # ages of the woman in whose household an elder lives


class Families(NamedTuple):
    """世帯の人々: people of one block, those of a family side by side. Columns of equal length."""

    age: Ints  # years on the first day of the first month
    woman: Bools
    birth: NDArray[np.datetime64]  # day
    family: Ints  # 0, 1, …
    place: Ints  # 1, 2, … within the family
    partner: Ints  # row, or NOBODY
    mother: Ints  # row of the mother in the same household, or NOBODY

    @property
    def band(self) -> Ints:
        """年齢階級: five years each."""
        return np.minimum(self.age // BAND, BANDS - 1)

    @property
    def number(self) -> int:
        """世帯数: how many families."""
        return int(self.family[-1]) + 1


def families(draws: Draws, people: int, start: np.datetime64) -> Families:
    """世帯: so many people as families. start: first month, as a month."""
    sex_band = draws.pick(age_weights(), people)
    woman = sex_band >= BANDS
    age = sex_band % BANDS * BAND + draws.below(BAND, people)
    band = np.minimum(age // BAND, BANDS - 1)
    partner = _couples(draws, age, woman, band)
    home = draws.chance(by_band("families", "home")[band], people) & (partner == NOBODY)
    home |= age < GROWN
    mother = _mothers(draws, age, woman, partner, home)
    root = np.where(woman | (partner == NOBODY), np.arange(people), partner)
    root = np.where(mother != NOBODY, mother, root)
    root = _elders(draws, age, woman, partner, mother, band, root)
    for _ in range(4):  # child, mother, host: the longest chain is shorter
        root = root[root]
    order = np.lexsort((-age, root))
    row = np.empty(people, dtype=np.int64)
    row[order] = np.arange(people)
    family = np.cumsum(np.diff(root[order], prepend=root[order[0]]) != 0)
    first = np.searchsorted(family, family, side="left")
    return Families(
        age=age[order],
        woman=woman[order],
        birth=_births(draws, age, start)[order],
        family=family,
        place=np.arange(people) - first + 1,
        partner=_moved(partner, order, row),
        mother=_moved(mother, order, row),
    )


def _moved(pointer: Ints, order: Ints, row: Ints) -> Ints:
    """Pointers to rows, after the rows have been put in another order."""
    found = pointer[order]
    return np.where(found == NOBODY, NOBODY, row[found])


def _births(draws: Draws, age: Ints, start: np.datetime64) -> NDArray[np.datetime64]:
    """Birth dates of that age on the first day. Nobody is born on 29 February, whose birthdays law leaves open."""
    day = (start - 12 * age).astype("datetime64[D]") - draws.below(365, len(age))
    month = day.astype("datetime64[M]")
    leap = (month.astype(np.int64) % 12 == 1) & (day - month.astype("datetime64[D]") == np.timedelta64(28))
    return np.asarray(np.where(leap, day - np.timedelta64(1), day))


def _couples(draws: Draws, age: Ints, woman: Bools, band: Ints) -> Ints:
    """夫婦: each married man finds a wife of about the age he looks for, while there are any."""
    f = figures()["families"]
    n = len(age)
    married = draws.chance(by_band("families", "married_men")[band], n)
    open_women = draws.chance(f["women_open"], n)
    order = draws.random(n)
    spread = f["wife_spread"]
    wanted = np.maximum(GROWN, age - f["wife_younger"] - spread + draws.triangle(2 * spread, n))
    men = np.flatnonzero(~woman & married & (age >= GROWN))
    women = np.flatnonzero(woman & open_women & (age >= GROWN))
    _, m, w = np.intersect1d(
        _ranked(wanted[men], order[men], n),
        _ranked(age[women], order[women], n),
        assume_unique=True,
        return_indices=True,
    )
    partner = np.full(n, NOBODY)
    partner[men[m]] = women[w]
    partner[women[w]] = men[m]
    return partner


def _ranked(years: Ints, order: np.ndarray[tuple[int], np.dtype[np.float64]], n: int) -> Ints:
    """A number for each: the age, and the place among those of the age."""
    by = np.lexsort((order, years))
    place = np.empty(len(years), dtype=np.int64)
    ordered = years[by]
    place[by] = np.arange(len(years)) - np.searchsorted(ordered, ordered, side="left")
    return years * n + place


def _mothers(draws: Draws, age: Ints, woman: Bools, partner: Ints, home: Bools) -> Ints:
    """母: a mother of a likely age for everyone at home; NOBODY where there is none."""
    f = figures()["families"]
    n = len(age)
    alone = woman & (partner == NOBODY) & ~home
    single = alone & (age >= 20) & (age < ELDER) & draws.chance(f["single_mothers"], n)
    can = np.flatnonzero((woman & (partner != NOBODY)) | single | (alone & (age >= ELDER)))
    wanted = age + f["mother_youngest"] + draws.triangle(f["mother_spread"], n)
    mother = np.full(n, NOBODY)
    mother[home] = _near(draws, can, age, wanted[home])
    return mother


def _near(draws: Draws, candidates: Ints, age: Ints, wanted: Ints) -> Ints:
    """One of the candidates of the wanted age, or of the next there is."""
    if not len(candidates):
        return np.full(len(wanted), NOBODY)
    by_age = candidates[np.argsort(age[candidates], kind="stable")]
    ages = age[by_age]
    low = np.searchsorted(ages, wanted, side="left")
    high = np.searchsorted(ages, wanted, side="right")
    chosen = low + draws.below(np.maximum(high - low, 1), len(wanted))
    return np.asarray(by_age[np.minimum(chosen, len(by_age) - 1)])


def _elders(
    draws: Draws, age: Ints, woman: Bools, partner: Ints, mother: Ints, band: Ints, root: Ints
) -> Ints:
    """三世代: elders who live in a grown child's household; a couple goes together."""
    n = len(age)
    leads = (woman | (partner == NOBODY)) & (mother == NOBODY) & (age > HOST_YEARS[1])
    goes = np.flatnonzero(leads & draws.chance(by_band("families", "with_child")[band], n))
    hosts = woman & (partner != NOBODY) & (mother == NOBODY)
    hosts &= (age >= HOST_YEARS[0]) & (age <= HOST_YEARS[1])
    found = _near(draws, np.flatnonzero(hosts), age, age[goes] - 30)
    root = root.copy()
    root[goes] = np.where(found == NOBODY, root[goes], found)
    return root
