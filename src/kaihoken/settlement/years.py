"""1年間をまとめて精算する: what comes back after 31 July, for all households of a chunk.

The same meaning as `households.year`, which settles the year of one household: the law adds up the months and
settles the year; here accounts are joined to the households of 31 July. What all readings of article 41の3
give is certain, what only some give may be due.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ..households.claims import claim_days
from .check import Checked
from .columns import Columns
from .months import Settled
from .pick import Picker
from .tables import month_text
from .year_refunds import with_household, year_refunds
from .year_sums import OPEN, STEPS, borne_in, capped_in, ending, kept


@dataclass(slots=True)
class YearTables:
    """1年間の表: refunds of the years that have ended, years that could not be settled, and what goes on."""

    refunds: pl.DataFrame
    undecided: pl.DataFrame
    state: pl.DataFrame


def settle_years(
    columns: Columns,
    settled: Settled,
    checked: Checked,
    state: pl.DataFrame,
    care: pl.DataFrame,
    broken: pl.DataFrame,
    lost: pl.DataFrame,
    picker: Picker,
    last: int,
) -> YearTables:
    """1年間をまとめて精算する: every year that has ended by the last month of the input.

    state: what came before; care: what was borne for long-term care; broken: insurer-households' months
    that are undecided; lost: bills that the law left undecided. Yen.
    """
    borne = borne_in(columns, settled, state, lost)
    capped = capped_in(columns, settled, state, lost)
    open_ = pl.concat(
        [
            broken.select(ending(), "insurer_ix"),
            state.filter(pl.col("what") == OPEN).select(ending=pl.col("month"), insurer_ix="insurer_ix"),
        ]
    ).unique()
    over = pl.col("ending") <= last
    accounts = with_household(borne.filter(over), care.filter(over), checked)
    goes_on = kept(borne.filter(~over), capped, open_.filter(~over), checked, last)
    refunds, undecided = year_refunds(accounts, capped, open_, checked, picker)
    return YearTables(_told(refunds, checked, picker), undecided, goes_on)


def _told(refunds: pl.DataFrame, checked: Checked, picker: Picker) -> pl.DataFrame:
    """Refunds with names in place of numbers, and the days between which they are asked for."""
    days = {
        (step, when): claim_days(picker.law, step, when)
        for when in refunds["ending"].unique().to_list()
        for step in STEPS
    }
    spans = pl.DataFrame(
        [(step, when, *span) for (step, when), span in days.items()],
        schema={"step": pl.String, "ending": pl.Int32, "from": pl.String, "until": pl.String},
        orient="row",
    )
    people = checked.people.select("person_ix", "person", "household", "family_hash")
    text = month_text(refunds["ending"].unique().to_list())
    return (
        refunds.join(people, on="person_ix")
        .join(checked.insurers.select(base="insurer_ix", insurer="insurer"), on="base")
        .join(spans, on=["step", "ending"], how="left")
        .sort("family_hash", "household", "ending", "insurer", "person", "payer", "step", "certain")
        .with_columns(pl.col("ending").replace_strict(text, return_dtype=pl.String))
        .select(
            "household", "insurer", "ending", "person", "payer", "step", "yen", "certain", "from", "until"
        )
    )
