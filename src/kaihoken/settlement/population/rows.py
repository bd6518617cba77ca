"""表にする: the columns of a block as tables of the settlement, with their names."""

from __future__ import annotations

import numpy as np
import polars as pl

from .coverage import KINDS as INSURER_KINDS
from .coverage import REASONS, SCHEMES, Covers
from .families import Families
from .figures import Bools, Draws, Ints, figures
from .incomes import NO_NAME, Lines
from .maker import EACH, NONE, PLACES
from .patients import (
    ALWAYS,
)

EPOCH = 1970 * 12
PEOPLE_OF_BLOCK = 50_000


def words(names: tuple[str, ...], numbers: Ints) -> pl.Series:
    """語: one of the names for each number."""
    return pl.Series(names).gather(pl.Series(numbers))


def month_names(month: Ints) -> pl.Series:
    """年月: names of counted months."""
    found, inverse = np.unique(month, return_inverse=True)
    names = [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in found.tolist()]
    return pl.Series(names, dtype=pl.String).gather(pl.Series(inverse))


def days(month: Ints) -> pl.Series:
    """月初日: first days of counted months; none for ALWAYS."""
    day = (month - EPOCH).astype("datetime64[M]").astype("datetime64[D]")
    return pl.Series(np.where(month == ALWAYS, np.datetime64("NaT", "D"), day))


class Names:
    """名前: what families, people, insurers and institutions of a block are called."""

    def __init__(self, f: Families, c: Covers, block: int) -> None:
        self.block = f"{block:04d}"
        number = pl.Series(block * PEOPLE_OF_BLOCK + np.arange(f.number))
        self.households = pl.select("f" + number.cast(pl.String).str.zfill(9)).to_series()
        family = self.households.gather(pl.Series(f.family))
        self.people = family + pl.Series("-p", ["-p"]) + pl.Series(f.place).cast(pl.String)
        self.covers = c

    def insurers(self, insurer: Ints) -> pl.Series:
        """保険者の名: family or insured person, kind, and 2 for the second one."""
        c = self.covers
        owner, employer = c.numbers.owner(insurer), c.numbers.is_employer(insurer)
        kind = words(INSURER_KINDS, c.kind(insurer))
        person = self.people.gather(pl.Series(np.where(employer, owner, 0)))
        family = self.households.gather(pl.Series(np.where(employer, 0, owner)))
        whose = person.zip_with(pl.Series(employer), family)
        second = words(("", "-2"), c.numbers.second(insurer).astype(np.int64))
        return whose + pl.Series(["-"]) + kind + second

    def institutions(self, place: Ints) -> pl.Series:
        """医療機関の名: none for NONE."""
        found, inverse = np.unique(place, return_inverse=True)
        names = [
            None if p == NONE else f"{PLACES[p // EACH]}-{self.block}-{p % EACH + 1}" for p in found.tolist()
        ]
        return pl.Series(names, dtype=pl.String).gather(pl.Series(inverse))


def members(draws: Draws, f: Families, names: Names, two_tenths: Bools) -> pl.DataFrame:
    """世帯員の表."""
    shares = figures()["shown"]
    shown = ("my_number", "certificate", "nothing")
    return pl.DataFrame(
        {
            "household": names.households.gather(pl.Series(f.family)),
            "person": names.people,
            "birth": pl.Series(f.birth),
            "shown": words(shown, draws.pick([shares[w] for w in shown], len(f.age))),
            "share": pl.Series(np.full(len(f.age), 2)).zip_with(
                pl.Series(two_tenths), pl.Series([None] * len(f.age), dtype=pl.Int64)
            ),
        }
    )


def covers(c: Covers, names: Names) -> pl.DataFrame:
    """資格の表."""
    return pl.DataFrame(
        {
            "person": names.people.gather(pl.Series(c.person)),
            "insurer": names.insurers(c.insurer),
            "scheme": words(SCHEMES, c.kind(c.insurer)),
            "from": pl.Series(c.since),
            "to": pl.Series(c.until),
            "reason": words(REASONS, c.reason),
            "insured": pl.Series(c.insured),
        }
    )


def classes(lines: Lines, names: Names) -> pl.DataFrame:
    """所得区分の表."""
    return pl.DataFrame(
        {
            "insurer": names.insurers(lines.insurer),
            "from": month_names(lines.month),
            "class": pl.Series(lines.young, dtype=pl.String),
            "elder_class": pl.Series([e if e != NO_NAME else None for e in lines.elder], dtype=pl.String),
        }
    )


def state(draws: Draws, c: Covers, names: Names, long_stay: Bools, start: int) -> pl.DataFrame:
    """引き継ぐ状態の表: benefit months of the eleven months before."""
    first = np.isnat(c.since) & ~c.assisted[c.person]
    insurers, inverse = np.unique(c.insurer[first], return_inverse=True)
    heavy = np.bincount(inverse, weights=long_stay[c.person[first]]) > 0
    chance = np.where(heavy, figures()["earlier"]["long_stay"], figures()["earlier"]["others"])
    flat = np.flatnonzero(draws.chance(chance[:, None], (len(insurers), 11)))
    n = len(flat)
    return pl.DataFrame(
        {
            "insurer": names.insurers(insurers[flat // 11]),
            "what": pl.Series(["benefit_month"] * n, dtype=pl.String),
            "person": pl.Series([None] * n, dtype=pl.String),
            "institution": pl.Series([None] * n, dtype=pl.String),
            "month": month_names(start - 11 + flat % 11),
            "yen": pl.Series([None] * n, dtype=pl.Int64),
        }
    )
