"""請求と受給者証の表: bills and certificates of a block as tables."""

from __future__ import annotations

import numpy as np
import polars as pl

from .coverage import Covers
from .figures import Draws, Ints
from .maker import KINDS, NONE, SETTINGS, Receipts
from .patients import (
    AID,
    AID_PHARMACY,
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
from .rows import EPOCH, Names, days, month_names, words

BILLS_OF_BLOCK = 100_000_000  # more than a block can have

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
                "program": words(NUMBERS, p.program[ill]),
                "limit": pl.select(
                    pl.when(pl.Series(p.limit[ill] != NO_LIMIT)).then(pl.Series(p.limit[ill]))
                ).to_series(),
                "no_limit": pl.Series(p.limit[ill] == NO_LIMIT),
                "from": days(p.since[ill]),
                "used": pl.Series(p.used[ill]),
            },
        ),
        _certificates(
            names,
            sick,
            DISEASE,
            {
                "program": "designated_disease",
                "disease": words(("haemophilia", "dialysis"), p.dialysis[sick].astype(np.int64)),
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
                "to": days(p.aid_last[aided] + 1).dt.offset_by("-1d"),
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
                "to": days(p.aid_last[counted] + 1).dt.offset_by("-1d"),
            },
        ),
    ]
    return pl.concat(found).sort("id")


def _certificates(
    names: Names, person: Ints, mark: int, values: dict[str, pl.Series | str | int]
) -> pl.DataFrame:
    """Certificates of one sort, with the fields that are not given as in a case that leaves them out."""
    whose = names.people.gather(pl.Series(person))
    given: dict[str, pl.Series | str | int | bool] = {
        "id": whose + pl.Series([f"-{SUFFIX[mark]}"]),
        "person": whose,
        "no_limit": False,
        "used": 0,
        "per": "month",
        "in_kind": True,
        **values,
    }
    columns = {
        name: value.cast(CERTIFICATES[name])
        if isinstance(value, pl.Series)
        else pl.repeat(value, len(person), dtype=CERTIFICATES[name], eager=True)
        for name, value in given.items()
    }
    return pl.DataFrame(columns).select(
        pl.col(name) if name in columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in CERTIFICATES.items()
    )


def named_insurers(draws: Draws, r: Receipts, c: Covers, start: int, months: int) -> Ints:
    """請求先の保険者: the insurer of bills in a month with two, NONE for the others.

    A pharmacy's bill goes where its prescriber's goes; of several institutions some come before the change.
    """
    people = len(c.assisted)
    row = np.zeros((people, months), dtype=np.int64)  # of the cover that begins within the month
    first = c.since.astype("datetime64[M]")
    inside = np.flatnonzero(~np.isnat(c.since) & (c.since != first.astype("datetime64[D]")))
    row[c.person[inside], first[inside].astype(np.int64) + EPOCH - start] = inside
    side = draws.below(2, people)
    found = row[r.person, r.month]
    place = np.where(r.prescriber == NONE, r.place, r.prescriber)
    later = (place + side[r.person]) % 2 == 1
    return np.where(found == 0, NONE, c.insurer[found - np.where(later, 0, 1)])


def bills(r: Receipts, names: Names, insurer: Ints, start: int, block: int) -> pl.DataFrame:
    """請求の表."""
    n = len(r.person)
    people = names.people.gather(pl.Series(r.person))
    lists = _lists(names, r.person, r.marks)
    whole = r.inside == NONE
    frame = pl.DataFrame(
        {
            "id": pl.Series(block * BILLS_OF_BLOCK + np.arange(n)),
            "month": month_names(start + r.month),
            "person": people,
            "institution": names.institutions(r.place),
            "setting": words(SETTINGS, r.inpatient),
            "kind": words(KINDS, r.kind),
            "cost": pl.Series(r.cost * 10),
            "prescriber": names.institutions(r.prescriber),
            "certificates": lists,
            "times": pl.Series(r.times),
            "insurer": _insurers(names, insurer),
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
            "insurer",
        )
    )


def _insurers(names: Names, insurer: Ints) -> pl.Series:
    """Names of insurers; none for NONE."""
    found, inverse = np.unique(insurer, return_inverse=True)
    known = pl.DataFrame({"insurer": found, "name": names.insurers(np.maximum(found, 0))})
    named = known.select(pl.when(pl.col("insurer") != NONE).then("name")).to_series()
    return named.gather(pl.Series(inverse))


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
