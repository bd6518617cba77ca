"""表にする: the columns of a block as tables of the settlement, with their names."""

from __future__ import annotations

import numpy as np
import polars as pl

from .coverage import KINDS as INSURER_KINDS
from .coverage import REASONS, SCHEMES, Covers
from .families import Families
from .figures import Bools, Draws, Ints, figures
from .incomes import NO_NAME, Lines
from .patients import (
    AID,
    AID_PHARMACY,
    ALWAYS,
    ASSISTANCE,
    DISEASE,
    NATIONAL,
    NO_AID,
    NO_LIMIT,
    NUMBERS,
    REHABILITATION,
    SUFFIX,
    Patients,
    aid_sorts,
    per_visit,
)
from .receipts import EACH, KINDS, NONE, PLACES, SETTINGS, Receipts

EPOCH = 1970 * 12
BILLS_OF_BLOCK = 100_000_000  # more than a block can have
PEOPLE_OF_BLOCK = 50_000


def _words(words: tuple[str, ...], numbers: Ints) -> pl.Series:
    return pl.Series(words).gather(pl.Series(numbers))


def _months(month: Ints) -> pl.Series:
    """Month names of counted months."""
    found, inverse = np.unique(month, return_inverse=True)
    names = [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in found.tolist()]
    return pl.Series(names, dtype=pl.String).gather(pl.Series(inverse))


def _days(month: Ints) -> pl.Series:
    """The first days of counted months; none for ALWAYS."""
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
        kind = _words(INSURER_KINDS, c.kind(insurer))
        person = self.people.gather(pl.Series(np.where(employer, owner, 0)))
        family = self.households.gather(pl.Series(np.where(employer, 0, owner)))
        whose = person.zip_with(pl.Series(employer), family)
        second = _words(("", "-2"), c.numbers.second(insurer).astype(np.int64))
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
    words = ("my_number", "certificate", "nothing")
    return pl.DataFrame(
        {
            "household": names.households.gather(pl.Series(f.family)),
            "person": names.people,
            "birth": pl.Series(f.birth),
            "shown": _words(words, draws.pick([shares[w] for w in words], len(f.age))),
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
            "scheme": _words(SCHEMES, c.kind(c.insurer)),
            "from": pl.Series(c.since),
            "to": pl.Series(c.until),
            "reason": _words(REASONS, c.reason),
            "insured": pl.Series(c.insured),
        }
    )


def classes(lines: Lines, names: Names) -> pl.DataFrame:
    """所得区分の表."""
    return pl.DataFrame(
        {
            "insurer": names.insurers(lines.insurer),
            "from": _months(lines.month),
            "class": pl.Series(lines.young, dtype=pl.String),
            "elder_class": pl.Series([e if e != NO_NAME else None for e in lines.elder], dtype=pl.String),
        }
    )


CERTIFICATES = {
    "id": pl.String,
    "person": pl.String,
    "program": pl.String,
    "limit": pl.Int64,
    "no_limit": pl.Boolean,
    "from": pl.Date,
    "to": pl.Date,
    "used": pl.Int64,
    "disease": pl.String,
    "per": pl.String,
    "most_times": pl.Int64,
    "month_limit": pl.Int64,
    "in_kind": pl.Boolean,
}


def certificates(c: Covers, p: Patients, names: Names) -> pl.DataFrame:
    """受給者証の表: one line a certificate."""
    ill = np.flatnonzero(p.program)
    sick = np.flatnonzero(p.dialysis | p.haemophilia)
    aided = np.flatnonzero(p.aid != NO_AID)
    counted = aided[per_visit()[p.aid[aided]]]
    sorts = pl.DataFrame(aid_sorts()).select(
        "per",
        "limit",
        pl.when(pl.col("most_times") > 0).then("most_times").alias("most_times"),
        pl.when(pl.col("month_limit") > 0).then("month_limit").alias("month_limit"),
        "in_kind",
    )
    found = [
        _certificates(names, np.flatnonzero(c.assisted), ASSISTANCE, {"program": "12"}),
        _certificates(
            names,
            ill,
            NATIONAL,
            {
                "program": _words(NUMBERS, p.program[ill]),
                "limit": pl.select(
                    pl.when(pl.Series(p.limit[ill] != NO_LIMIT)).then(pl.Series(p.limit[ill]))
                ).to_series(),
                "no_limit": pl.Series(p.limit[ill] == NO_LIMIT),
                "from": _days(p.since[ill]),
                "used": pl.Series(p.used[ill]),
            },
        ),
        _certificates(
            names,
            sick,
            DISEASE,
            {
                "program": "designated_disease",
                "disease": _words(("haemophilia", "dialysis"), p.dialysis[sick].astype(np.int64)),
            },
        ),
        _certificates(
            names, np.flatnonzero(p.rehabilitation), REHABILITATION, {"program": "15", "limit": 10000}
        ),
        _certificates(
            names,
            aided,
            AID,
            {
                "program": "local",
                "to": _days(p.aid_last[aided] + 1).dt.offset_by("-1d"),
                **{s.name: s.gather(pl.Series(p.aid[aided])) for s in sorts},
            },
        ),
        _certificates(
            names,
            counted,
            AID_PHARMACY,
            {
                "program": "local",
                "limit": 0,
                "to": _days(p.aid_last[counted] + 1).dt.offset_by("-1d"),
            },
        ),
    ]
    return pl.concat(found).sort("id")


def _certificates(
    names: Names, person: Ints, mark: int, values: dict[str, pl.Series | str | int]
) -> pl.DataFrame:
    """Certificates of one sort, with the fields that are not given as in a case that leaves them out."""
    whose = names.people.gather(pl.Series(person))
    given = {
        "id": whose + pl.Series([f"-{SUFFIX[mark]}"]),
        "person": whose,
        "no_limit": False,
        "used": 0,
        "per": "month",
        "in_kind": True,
        **values,
    }
    return pl.select(
        pl.lit(given.get(name)).cast(dtype).alias(name)
        if not isinstance(given.get(name), pl.Series)
        else given[name].cast(dtype).alias(name)
        for name, dtype in CERTIFICATES.items()
    ) if len(person) else pl.DataFrame(schema=CERTIFICATES)


def bills(r: Receipts, names: Names, start: int, block: int) -> pl.DataFrame:
    """請求の表."""
    n = len(r.person)
    people = names.people.gather(pl.Series(r.person))
    lists = _lists(names, r.person, r.marks)
    whole = r.inside == NONE
    frame = pl.DataFrame(
        {
            "id": pl.Series(block * BILLS_OF_BLOCK + np.arange(n)),
            "month": _months(start + r.month),
            "person": people,
            "institution": names.institutions(r.place),
            "setting": _words(SETTINGS, r.inpatient),
            "kind": _words(KINDS, r.kind),
            "cost": pl.Series(r.cost * 10),
            "prescriber": names.institutions(r.prescriber),
            "certificates": lists,
            "times": pl.Series(r.times),
        }
    )
    split = np.flatnonzero(~whole)
    local = r.marks[split] & (AID | AID_PHARMACY)
    parts = pl.DataFrame(
        {
            "bill": pl.Series(split, dtype=pl.Int64),
            "inside": pl.Series(r.inside[split] * 10),
            "outside": pl.Series((r.cost - r.inside)[split] * 10),
            "national": _lists(names, r.person[split], r.marks[split] & ~(AID | AID_PHARMACY)),
            "local": _lists(names, r.person[split], local),
        }
    ).select(
        "bill",
        "local",
        pl.concat_list(
            pl.struct(pl.col("inside").alias("cost"), pl.col("national").alias("certificates")),
            pl.struct(
                pl.col("outside").alias("cost"),
                pl.lit([], dtype=pl.List(pl.String)).alias("certificates"),
            ),
        ).alias("parts"),
    )
    return (
        frame.with_row_index("bill")
        .with_columns(pl.col("bill").cast(pl.Int64))
        .join(parts, on="bill", how="left", maintain_order="left")
        .select(
            (pl.lit("b") + pl.col("id").cast(pl.String).str.zfill(13)).alias("id"),
            "month",
            "person",
            "institution",
            "setting",
            "kind",
            "cost",
            "prescriber",
            pl.when(pl.col("parts").is_null()).then("certificates").otherwise("local").alias("certificates"),
            "parts",
            pl.when(pl.col("times") != NONE).then("times").alias("times"),
            pl.lit(None, dtype=pl.Int64).alias("paid"),
        )
    )


def _lists(names: Names, person: Ints, marks: Ints) -> pl.Series:
    """Lists of certificates from bits; none where there is no bit."""
    some = np.flatnonzero(marks)
    found, inverse = np.unique(person[some] * 64 + marks[some], return_inverse=True)
    whose, bits = names.people.gather(pl.Series(found // 64)), found % 64
    columns = [
        pl.when(pl.Series((bits & mark) != 0)).then(whose + pl.Series([f"-{suffix}"])).alias(suffix)
        for mark, suffix in SUFFIX.items()
    ]
    lists = pl.select(columns).select(pl.concat_list(pl.all()).list.drop_nulls()).to_series()
    row = np.zeros(len(person), dtype=np.int64)
    row[some] = inverse + 1
    with_none = pl.concat([pl.Series([None], dtype=pl.List(pl.String)), lists.rename("")])
    return with_none.gather(pl.Series(row))


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
            "month": _months(start - 11 + flat % 11),
            "yen": pl.Series([None] * n, dtype=pl.Int64),
        }
    )
