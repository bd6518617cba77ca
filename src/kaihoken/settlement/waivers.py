"""減免をまとめる: which waivers of the insurer stand, and on which bills of a chunk they hold.

The same meaning as `households.waivers`, which reads the waiver of one bill: the bill's own, else the
person's, in the months that its days touch.
"""

from __future__ import annotations

import polars as pl

from . import pick_around
from .cards import Cards, national_on
from .check import Checked
from .members import first_reason, months_of, named
from .pick import Picker

MOST = 9  # tenths that a waiver can leave: with ten it would be none


def with_waivers(waivers: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """減免の行: puts ``waiver`` (its kind) and ``tenths_left`` on the bills; gives the rows that cannot be taken.

    A waiver that cannot be taken may hold in any month: it touches its bill, or all bills of its person.
    """
    if waivers.is_empty():
        return named(waivers.with_columns(reason=pl.lit(None, pl.String)), "waivers", "person")
    bills = checked.bills.select("row", "person_ix", "id", "month").filter(pl.col("person_ix").is_not_null())
    known = bills.select("person_ix", bill="id", known=pl.lit(True)).unique()
    rows = (
        waivers.drop("row")
        .with_columns(waivers["row"].alias("at"), pl.col("tenths_left").fill_null(0), **months_of())
        .join(checked.people.select("person", "person_ix"), on="person", how="left")
        .join(known, on=["person_ix", "bill"], how="left", maintain_order="left")
        .with_columns(
            reason=first_reason(
                (pl.col("person").is_null(), "name_missing"),
                (pl.col("person_ix").is_null(), "no_member"),
                (pl.col("bad").is_not_null() | pl.col("kind").is_null(), "unreadable"),
                (~pl.col("tenths_left").is_between(0, MOST), "waiver_wrong"),
                (pl.col("from") > pl.col("to"), "waiver_wrong"),
                (pl.col("bill").is_not_null() & pl.col("known").is_null(), "waiver_bill"),
            ),
        )
        .with_columns(
            detail=pl.coalesce(
                "bad",
                pl.when(pl.col("person").is_null()).then(pl.lit("person")),
                pl.when(pl.col("kind").is_null()).then(pl.lit("kind")),
                pl.when(~pl.col("tenths_left").is_between(0, MOST)).then(pl.lit("tenths_left")),
                pl.when(pl.col("from") > pl.col("to")).then(pl.lit("to")),
                "bill",
            )
        )
    )
    on = (
        bills.join(rows, on="person_ix")
        .filter(pl.col("bill").is_null() | (pl.col("bill") == pl.col("id")))
        .with_columns(
            own=pl.col("bill").is_not_null(),
            holds=pl.col("from_month").le(pl.col("month")) & pl.col("month").le(pl.col("to_month")),
        )
        .filter(pl.col("reason").is_not_null() | (pl.col("own") == pl.col("own").any().over("row")))
        .filter(pl.col("reason").is_not_null() | pl.col("holds"))
        .sort("row", "at")
        .group_by("row", maintain_order=True)
        .agg(
            waiver=pl.col("kind").first(),
            tenths_left=pl.col("tenths_left").first(),
            waiver_reason=pl.col("reason").drop_nulls().first(),
            waiver_detail=pl.col("detail").filter(pl.col("reason").is_not_null()).first(),
            two=pl.len() > 1,
        )
        .with_columns(
            waiver_reason=pl.coalesce("waiver_reason", pl.when("two").then(pl.lit("waiver_two"))),
        )
    )
    checked.bills = (
        checked.bills.join(on, on="row", how="left", maintain_order="left")
        .with_columns(
            detail=pl.when(pl.col("reason").is_null()).then("waiver_detail").otherwise("detail"),
            reason=pl.coalesce("reason", "waiver_reason"),
        )
        .drop("waiver_reason", "waiver_detail", "two")
    )
    return named(rows.with_columns(row="at"), "waivers", "person")


def waived(bills: pl.DataFrame, found: Cards, picker: Picker) -> tuple[pl.DataFrame, pl.DataFrame]:
    """減免の割合: bills with the tenths of the share that are left (``waived``), and those that none can stand on."""
    if "waiver" not in bills.columns:
        return bills, bills.clear().select("row", "reason", "detail")
    some = bills.filter(pl.col("waiver").is_not_null()).select("row", "waiver", "tenths_left", "scheme")
    some = national_on(some, found)
    kinds = some.select(pl.exclude("row")).unique(maintain_order=True)
    read = pl.DataFrame(
        [pick_around.waived(picker, *kind) for kind in kinds.iter_rows()],
        schema={"why": pl.String, "what": pl.String, "waived": pl.Int64},
        orient="row",
    )
    on = some.join(kinds.hstack(read), on=kinds.columns, maintain_order="left").select("row", *read.columns)
    bad = on.filter(pl.col("why").is_not_null()).select("row", reason="why", detail="what")
    bills = bills.join(on.select("row", "waived"), on="row", how="left", maintain_order="left")
    return bills.join(bad, on="row", how="anti", maintain_order="left"), bad
