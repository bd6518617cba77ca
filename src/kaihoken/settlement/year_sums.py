"""年間の負担をまとめる: what each person bore with each insurer in each year, and what of it goes on to the next run."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ..engine.compiled import compiled
from ..law.shapes import NONE, Places, Sums
from .check import Checked
from .columns import Columns
from .facts import Array
from .months import STATE_SCHEMA, Settled

SUMS = tuple(f"year_{name}" for name in (*Sums._fields, "aided"))
CAPPED, OPEN = "year_capped", "year_undecided"
STEPS = ("outpatient_year", "annual", "care_sum")
ACCOUNT = ["ending", "insurer_ix", "person_ix"]


def ending(month: str = "month") -> pl.Expr:
    """年度の末: the July in which the year of a month ends."""
    return (pl.col(month) + (6 - pl.col(month) % 12) % 12).cast(pl.Int32).alias("ending")


def borne_in(columns: Columns, settled: Settled, state: pl.DataFrame, lost: pl.DataFrame) -> pl.DataFrame:
    """What each person bore with each insurer in each year: what came in, and the months settled here."""
    work: Any = settled.work
    frame = columns.frame.select("b", "row", "insurer_ix", "person_ix", "scheme", ending())
    counts = ~frame["row"].is_in(lost["row"].implode()) & (frame["scheme"] != "none")
    accounts = frame.filter(counts).select(ACCOUNT).unique().sort(ACCOUNT).with_row_index("a")
    rows = frame.filter(counts).join(accounts, on=ACCOUNT, maintain_order="left")
    account = np.full(frame.height, NONE, np.int64)
    account[rows["b"].to_numpy()] = rows["a"].to_numpy()
    sums = Sums(*(np.zeros(accounts.height, np.int64) for _ in Sums._fields))  # type: ignore[arg-type]
    compiled("add_month")(columns.book, columns.bills, Places(account), work, sums)  # type: ignore[arg-type]
    aided = np.zeros(accounts.height, np.int64)
    np.add.at(aided, account[account >= 0], work.local[account >= 0].astype(np.int64))
    filled: list[Array] = [*sums, aided]
    here = accounts.drop("a").with_columns(
        **{name: pl.Series(column) for name, column in zip(SUMS, filled, strict=True)}
    )
    before = (
        state.filter(pl.col("what").is_in(SUMS) & pl.col("person_ix").is_not_null())
        .rename({"month": "ending"})
        .select(*ACCOUNT, *(pl.when(pl.col("what") == name).then("yen").alias(name) for name in SUMS))
    )
    return (
        pl.concat([here, before.cast(here.schema)]).group_by(ACCOUNT).agg(pl.col(name).sum() for name in SUMS)
    )


def capped_in(columns: Columns, settled: Settled, state: pl.DataFrame, lost: pl.DataFrame) -> pl.DataFrame:
    """Insurer-households' months with a high-cost benefit, in kind or not."""
    work: Any = settled.work
    paid = (work.ordinary.astype(np.int64) + work.refund.astype(np.int64)) > 0
    here = (
        columns.frame.select("row", "insurer_ix", "month", paid=pl.Series(paid))
        .filter("paid")
        .join(lost.select("row"), on="row", how="anti")
        .select("insurer_ix", "month")
    )
    before = state.filter(pl.col("what") == CAPPED).select("insurer_ix", "month")
    return pl.concat([here, before.cast(here.schema)]).unique()


def kept(
    borne: pl.DataFrame, capped: pl.DataFrame, open_: pl.DataFrame, checked: Checked, last: int
) -> pl.DataFrame:
    """The years that go on, as rows of the state."""
    insurers = checked.insurers.select("insurer_ix", "insurer")
    people = checked.people.select("person_ix", "person")
    sums = (
        borne.unpivot(SUMS, index=ACCOUNT, variable_name="what", value_name="yen")
        .filter(pl.col("yen") > 0)
        .join(people, on="person_ix")
        .rename({"ending": "month"})
    )
    running = capped.with_columns(ending()).filter(pl.col("ending") > last)
    rows = [
        sums,
        running.select("insurer_ix", "month", what=pl.lit(CAPPED)),
        open_.select("insurer_ix", what=pl.lit(OPEN), month="ending"),
    ]
    full = pl.concat(rows, how="diagonal_relaxed").join(insurers, on="insurer_ix")
    missing = [pl.lit(None, t).alias(c) for c, t in STATE_SCHEMA.items() if c not in full.columns]
    return full.with_columns(missing).select(pl.col(c).cast(t) for c, t in STATE_SCHEMA.items())
