"""請求の周りの額をまとめる: meals, residence, charges and transport beside the bills of a chunk.

No part of the cost, and never counted toward a cap. Each distinct combination is written as a small case and
read by the functions of `households.extras`; here it is joined to its bill and back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ..engine import dates
from ..households.refunded import REFUNDED
from .check import Checked, Frames
from .columns import Columns
from .members import first_reason, named
from .pick import Picker
from .pick_beside import EXTRA, Facts, beside_found

TABLES = ("meals", "charges", "transports")
SCHEMA: dict[str, Any] = {
    "k": pl.Int64, "kind": pl.String, "yen": pl.Int64, "insurer_yen": pl.Int64, "programme_yen": pl.Int64,
    "family": pl.Int64, "at": pl.Int64, "least": pl.Int64, "deducted": pl.Int64, "elsewhere": pl.Boolean,
    "article": pl.String, "evidence": pl.String, "provisional": pl.Boolean, "note_ja": pl.String, "note_en": pl.String,
    "fault": pl.String,
}  # fmt: skip
NAMES = {
    "household": pl.String, "insurer": pl.String, "month": pl.String, "person": pl.String, "bill": pl.String,
    "kind": pl.String, "name": pl.String, "certificate": pl.String,
}  # fmt: skip
OUT = {**NAMES, **{c: t for c, t in SCHEMA.items() if c not in ("k", "kind", "at", "fault")}}
SORT = (
    "family_hash",
    "household",
    "month",
    "insurer",
    "person",
    "bill",
    "kind",
    "name",
    "yen",
    "family",
    "note_en",
)


def beside(
    frames: Frames, columns: Columns, checked: Checked, lost: pl.DataFrame, picker: Picker
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """請求の周りの額: what settled bills charge beside the insured cost, and the rows that cannot be taken.

    lost: bills that the law left undecided. A row that cannot be taken leaves its bill as it is.
    """
    found, wrong = [], []
    bills = None
    refunded = frames["bills"].filter(pl.col("kind") == REFUNDED)
    for table in TABLES:
        if frames[table].height:
            bills = _bills(columns, checked, lost) if bills is None else bills
            rows, bad = _rows(table, frames[table], bills, checked)
            told, refused = _told(table, rows, picker)
            found.append(told)
            wrong += [bad, refused]
    if refunded.height:
        bills = _bills(columns, checked, lost) if bills is None else bills
        above = refunded.select("row", "paid", "standard", "reason", name=pl.lit("")).filter(
            pl.col("paid") > pl.col("standard")
        )
        found.append(
            _told("refunded", bills.join(above.rename({"row": "bill_row"}), on="bill_row"), picker)[0]
        )
    if not found:
        return pl.DataFrame(schema=OUT), wrong
    every = pl.concat(found).sort(SORT, nulls_last=False)
    return every.select(pl.col(c).cast(t) for c, t in OUT.items()), wrong


def _bills(columns: Columns, checked: Checked, lost: pl.DataFrame) -> pl.DataFrame:
    """The settled bills with what can decide a charge beside them."""
    cards = columns.cards
    limits = pl.Series([card.limit == 0 for card in cards.kinds], dtype=pl.Boolean)
    free = pl.DataFrame({"card": pl.Series(range(len(limits)), dtype=pl.UInt32), "free": limits})
    national = (
        cards.names.filter(pl.col("program").str.contains(r"^\d+$"))
        .unique(["row", "cert_ix"])
        .join(free, on="card")
        .join(cards.table.select("cert_ix", "id"), on="cert_ix")
        .sort("row", "id")
        .group_by("row", maintain_order=True)
        .agg(
            programs=(pl.col("program") + pl.when("free").then(pl.lit("=0")).otherwise(pl.lit(""))).str.join(
                ","
            ),
            ids=pl.col("id"),
        )
    )
    return (
        columns.frame.join(lost, on="row", how="anti", maintain_order="left")
        .select(
            "insurer_ix", "person_ix", "family_hash", "scheme", "month", "setting", "birth", "cls", "group",
            bill_row="row", bill="id", of="kind",
        )
        .join(national, left_on="bill_row", right_on="row", how="left")
        .with_columns(pl.col("programs").fill_null(""))
        .join(checked.people.select("person_ix", "person", "household"), on="person_ix")
        .join(checked.insurers.select("insurer_ix", "insurer"), on="insurer_ix")
    )  # fmt: skip


def _rows(
    table: str, rows: pl.DataFrame, bills: pl.DataFrame, checked: Checked
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that stand on settled bills, and those that cannot be read or name no bill."""
    known = (
        checked.bills.join(checked.people.select("person_ix", "person"), on="person_ix")
        .select("person", bill="id", known=pl.lit(True))
        .unique()
    )
    own = "kind" if table == "charges" else "count" if table == "meals" else "actual"
    twice = pl.struct("person", "bill").is_duplicated() if table != "charges" else pl.lit(False)
    rows = rows.join(known, on=["person", "bill"], how="left", maintain_order="left").with_columns(
        reason=first_reason(
            (pl.col("person").is_null() | pl.col("bill").is_null(), "name_missing"),
            (pl.col("bad").is_not_null() | pl.col(own).is_null(), "unreadable"),
            (pl.col("known").is_null(), "beside_bill"),
            (twice, "beside_twice"),
        ),
        detail=pl.coalesce(
            "bad",
            pl.when(pl.col("person").is_null()).then(pl.lit("person")),
            pl.when(pl.col("bill").is_null()).then(pl.lit("bill")),
            pl.when(pl.col(own).is_null()).then(pl.lit(own)),
            pl.lit(""),
        ),
    )
    good = rows.filter(pl.col("reason").is_null()).drop("bad", "untaken", "known", "reason", "detail")
    if "name" not in good.columns:
        good = good.with_columns(name=pl.lit(""))
    return bills.join(good, on=["person", "bill"]), named(rows, table, "bill")


def _told(table: str, rows: pl.DataFrame, picker: Picker) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The charges of the rows with who pays them, and the rows that contradict their bill."""
    fields = EXTRA[table]
    by_age = {"meals": pl.col("long_ward"), "charges": pl.col("kind") == "otc_like"}.get(table, pl.lit(False))
    key = ["month", "scheme", "cls", "setting", "of", "programs", *fields]
    # the birth is part of it only where residence or a drug's charge hangs on an age
    rows = rows.with_columns(born=pl.when(by_age.fill_null(False)).then("birth"))
    if rows.is_empty():
        first, inverse = np.zeros(0, np.int64), np.zeros(0, np.int64)
    else:
        code = rows.select(k=pl.struct(*key, "born").rank("dense"))["k"].to_numpy()
        _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    distinct: list[tuple[Any, ...]] = []
    for k, row in enumerate(rows[first].iter_rows(named=True)):
        facts = Facts(
            dates.text(row["month"]), row["scheme"], row["cls"], row["setting"], row["of"],
            tuple(row["programs"].split(",")) if row["programs"] else (), row["birth"].isoformat(),
            {f: row[f] for f in fields if row[f] is not None},
        )  # fmt: skip
        distinct += [(k, *one) for one in beside_found(picker, table, facts)]
    found = pl.DataFrame(distinct, schema=SCHEMA, orient="row")
    told = (
        rows.drop([c for c in fields if c in SCHEMA])
        .with_columns(k=pl.Series(inverse, dtype=pl.Int64))
        .join(found, on="k")
    )
    bad = told.filter(pl.col("fault").is_not_null())
    refused = pl.DataFrame(
        schema={
            "table": pl.String,
            "row": pl.UInt32,
            "id": pl.String,
            "reason": pl.String,
            "detail": pl.String,
        }
    )
    if bad.height:
        refused = named(bad.with_columns(reason=pl.lit("beside_wrong"), detail="fault"), table, "bill")
    months = {m: dates.text(m) for m in told["month"].unique().to_list()}
    good = told.filter(pl.col("fault").is_null()).with_columns(
        pl.col("month").replace_strict(months, return_dtype=pl.String, default=None),
        certificate=pl.when(pl.col("at") >= 0).then(pl.col("ids").list.get(pl.col("at"), null_on_oob=True)),
    )
    return good.select("family_hash", *OUT), refused
