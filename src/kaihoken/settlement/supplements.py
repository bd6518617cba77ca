"""付加給付をまとめる: societies' own supplements of a chunk: which rules stand, and which households' months have one.

The same meaning as `households.supplements`, which reads the rule of one case.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from ..households.supplements import PER
from ..law.people import SENIOR
from ..law.shapes import NONE, Households
from .check import Checked
from .facts import Array
from .members import first_reason, named
from .pick import Picker


def rules(supplements: pl.DataFrame, checked: Checked) -> tuple[pl.DataFrame, pl.DataFrame]:
    """付加給付の規約: the rules by insurer-household, and the rows that cannot be taken."""
    joined = supplements.join(
        checked.insurers.select("insurer", "insurer_ix", "scheme"), on="insurer", how="left"
    ).with_columns(
        reason=first_reason(
            (pl.col("insurer").is_null(), "name_missing"),
            (pl.col("bad").is_not_null(), "unreadable"),
            (pl.col("floor").is_null(), "cost_missing"),
            ((pl.col("floor") < 0) | (pl.col("unit") < 1), "cost_negative"),
            (pl.col("insurer_ix").is_null(), "supplement_insurer"),
            (pl.col("scheme") != "employee", "supplement_insurer"),
            (pl.len().over("insurer") > 1, "supplement_twice"),
        ),
        detail=pl.coalesce("bad", pl.lit("")),
    )
    good = joined.filter(pl.col("reason").is_null()).select(
        "insurer_ix", "floor", "per", "not_for_low_income", unit=pl.col("unit").fill_null(100)
    )
    return good, named(joined, "supplements", "insurer")


def households_with(
    first_member: Array,
    insurer: Array,
    month: Array,
    frame: pl.DataFrame,
    found: pl.DataFrame,
    picker: Picker,
) -> Households:
    """付加給付の列: floor, unit and way of the supplement of each household's month.

    insurer, month: per household; frame: the bills with their class and age group; found: the rules.
    """
    floor, unit, per = (np.full(len(insurer), value, np.int64) for value in (NONE, 1, 0))
    columns: list[Array] = [first_member, floor, unit, per]
    if found.is_empty():
        return Households(*columns)
    of = frame.select("insurer_ix", "month", "cls", senior=pl.col("group") >= SENIOR).join(
        found.select("insurer_ix"), on="insurer_ix", how="semi"
    )
    kinds = of.select("month", "senior", "cls").unique()
    low = [
        cls is not None and picker.shelf.class_row(m, senior, cls).values["remuneration"] == "none"
        for m, senior, cls in kinds.iter_rows()
    ]
    lows = (
        of.join(kinds.with_columns(low=pl.Series(low)), on=["month", "senior", "cls"], nulls_equal=True)
        .group_by("insurer_ix", "month")
        .agg(pl.col("low").any())
    )
    rows = (
        pl.DataFrame({"insurer_ix": insurer, "month": month})
        .with_columns(pl.col("insurer_ix").cast(pl.UInt32), pl.col("month").cast(pl.Int32))
        .with_row_index("h")
        .join(found, on="insurer_ix")
        .join(lows, on=["insurer_ix", "month"], how="left")
        .filter(~(pl.col("not_for_low_income") & pl.col("low")))
    )
    at = rows["h"].to_numpy()
    floor[at], unit[at] = rows["floor"].to_numpy(), rows["unit"].to_numpy()
    per[at] = [PER[word] for word in rows["per"]]
    return Households(*columns)
