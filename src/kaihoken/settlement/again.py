"""もう一度精算する: what changes against what a folder of answers held before, bill by bill and year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from ..errors import InputError

KEY = ["household", "insurer", "month", "person", "bill"]
YEN = [
    "cost", "insurer_yen", "high_cost", "supplement", "subsidies", "local", "borne", "collected",
    "refund_from_insurer", "refund_from_supplement",
    "refund_from_institution", "refund_from_local_aid", "refund_local_aid",
]  # fmt: skip
EXTRA_KEY = [*KEY, "kind", "name"]
EXTRA_YEN = ["yen", "insurer_yen", "programme_yen", "family"]
YEAR_KEY = ["household", "insurer", "ending", "person", "payer", "step", "certain"]


def before_of(folder: Path, out: Path) -> Path:
    """前回の答え: the folder of an earlier answer. Raises InputError where it is none, or would be replaced."""
    if not (folder / "manifest.json").is_file() or not (folder / "payments").is_dir():
        raise InputError(
            "this is no folder of answers.",
            str(folder),
            "Name what `--out` named before: it has a manifest.json.",
            "答えのフォルダではありません。前に`--out`で指定したフォルダ（manifest.jsonがあります）を指定してください。",
        )
    if folder.resolve() == out.resolve():
        raise InputError(
            "the earlier answer would be replaced before it is compared.",
            str(out),
            "Name another folder with --out.",
            "前の答えが、比べる前に書き換わります。--outで別のフォルダを指定してください。",
        )
    return folder


def changes(before: Path, out: Path) -> dict[str, Any]:
    """前回との差: writes ``changes.parquet``, ``year_changes.parquet`` and ``extra_changes.parquet``; returns what is counted.

    One row for each bill that is new, gone or changed: the yen now less the yen before. A bill that changed
    though its cost did not, changed because of another.
    """
    paid = _against(before, out, "payments", KEY, YEN)
    paid.sink_parquet(out / "changes.parquet")
    years = _against(before, out, "years", YEAR_KEY, ["yen"])
    years.sink_parquet(out / "year_changes.parquet")
    extras = _against(before, out, "extras", EXTRA_KEY, EXTRA_YEN)
    extras.sink_parquet(out / "extra_changes.parquet")
    found = pl.scan_parquet(out / "changes.parquet")
    counts = found.group_by("change").len().collect()
    sums = found.select(pl.col(YEN).sum()).collect().row(0, named=True)
    return {
        "bills": dict(sorted(counts.iter_rows())),
        "by_another_bill": found.filter((pl.col("change") == "changed") & (pl.col("cost") == 0))
        .select(pl.len())
        .collect()
        .item(),
        "years": pl.scan_parquet(out / "year_changes.parquet").select(pl.len()).collect().item(),
        "extras": pl.scan_parquet(out / "extra_changes.parquet").select(pl.len()).collect().item(),
        "yen": {name.removesuffix("_yen"): int(value) for name, value in sums.items()},
    }


def _rows(folder: Path, table: str, key: list[str], yen: list[str]) -> pl.LazyFrame:
    """A table of answers; charges of one kind and name on a bill as one row. Earlier versions wrote no extras."""
    files = sorted((folder / table).glob("*.parquet"))
    if not files:
        return pl.LazyFrame(schema=dict.fromkeys(key, pl.String()) | dict.fromkeys(yen, pl.Int64()))
    found = pl.scan_parquet(files)
    return found if table != "extras" else found.group_by(key).agg(pl.col(yen).sum())


def _against(before: Path, out: Path, table: str, key: list[str], yen: list[str]) -> pl.LazyFrame:
    """Rows of a table that are not as before, with the differences."""
    old, new = (_rows(folder, table, key, yen) for folder in (before, out))
    then = old.select(*key, *(pl.col(c).alias(f"{c}_before") for c in yen), was=pl.lit(True))
    now = new.select(*key, *yen, is_=pl.lit(True))
    both = now.join(then, on=key, how="full", coalesce=True)
    change = (
        pl.when(pl.col("was").is_null()).then(pl.lit("new"))
        .when(pl.col("is_").is_null()).then(pl.lit("gone"))
        .otherwise(pl.lit("changed"))
    )  # fmt: skip
    differences = [pl.col(c).fill_null(0) - pl.col(f"{c}_before").fill_null(0) for c in yen]
    return (
        both.select(
            *key, change.alias("change"), *(d.alias(c) for d, c in zip(differences, yen, strict=True))
        )
        .filter((pl.col("change") != "changed") | pl.any_horizontal(pl.col(c) != 0 for c in yen))
        .sort(key)
    )
