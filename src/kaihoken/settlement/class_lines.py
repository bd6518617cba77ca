"""所得区分の行を名指す: which lines of the classes are at fault where a bill has no such class, or the facts another."""

from __future__ import annotations

import polars as pl

from .check import Checked
from .members import named
from .tables import month_text


def contradicted(differs: pl.DataFrame, classes: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """事実と違う所得区分: the lines of classes that are not those that the facts give; the given ones hold.

    differs: insurer_ix, month, senior, the class given (``name``) and that of the facts.
    """
    own = (
        pl.when(pl.col("senior") & pl.col("elder_class").is_not_null()).then("elder_class").otherwise("class")
    )
    rows = _newest(differs.with_columns(column=pl.lit("")), classes, checked, own == pl.col("name"))
    text = month_text(rows["month"].unique().to_list())
    when = pl.col("month").replace_strict(text, return_dtype=pl.String, default=None)
    told = pl.format("{}: {} / {}", when, "name", "differs")
    return named(rows.with_columns(reason=pl.lit("class_differs"), detail=told), "classes", "insurer")


def unknown(wrong: pl.DataFrame, classes: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """その月にない所得区分: the lines whose class does not exist in the month of a bill.

    wrong: undecided bills with their reasons, whose detail names the field.
    """
    bills = wrong.filter(pl.col("reason") == "class_unknown").join(
        checked.bills.select("row", "insurer_ix", "month"), on="row"
    )
    elder = pl.col("detail").str.contains(".elder_class", literal=True)
    asked = bills.select(
        "insurer_ix", "month", "detail", senior=elder,
        column=pl.when(elder).then(pl.lit("elder_class")).otherwise(pl.lit("class")),
    ).unique(["insurer_ix", "month", "senior"], keep="first", maintain_order=True)  # fmt: skip
    said = pl.when(pl.col("column") == "class").then("class").otherwise("elder_class")
    rows = _newest(asked, classes, checked, said.is_not_null())
    return named(rows.with_columns(reason=pl.lit("class_unknown")), "classes", "insurer")


def _newest(asked: pl.DataFrame, classes: pl.DataFrame, checked: Checked, fits: pl.Expr) -> pl.DataFrame:
    """The newest line that has begun and fits, for each insurer-household, month and age that is asked for; each once."""
    return (
        classes.join(checked.insurers.select("insurer", "insurer_ix"), on="insurer")
        .join(asked, on="insurer_ix")
        .filter((pl.col("from") <= pl.col("month")) & fits)
        .sort("insurer_ix", "month", "from", "row")
        .group_by("insurer_ix", "month", "senior", maintain_order=True)
        .last()
        .sort("month", "row")
        .unique("row", keep="first", maintain_order=True)
    )
