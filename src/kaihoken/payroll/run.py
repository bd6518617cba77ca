"""フォルダーの給与計算: premiums of every employee of a folder of tables, in chunks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import polars as pl

from .. import __version__
from ..engine import dates
from ..engine.compiled import law_hash
from ..engine.tables import tables
from ..errors import InputError
from ..forms.out_folder import ready
from ..law.premium_shapes import Owed
from ..law.premiums import MILLION
from .chunk import PARTS, settle_chunk
from .reasons import REASONS
from .sources import sources
from .tables import open_payroll

CHUNK = 250_000  # employees of a chunk


def settle_payroll(folder: Path, out: Path, *, chunk: int = CHUNK) -> dict[str, Any]:
    """フォルダーの給与計算をする: writes premiums, offices and undecided rows as tables, returns the manifest.

    chunk: employees settled at once; bounds the memory. Raises InputError where nothing can be done.
    """
    if chunk < 1:
        raise InputError(
            "a chunk has at least one employee.",
            mend="Write --chunk 250000.",
            ja="一度に計算する人数（--chunk）は1以上です。--chunk 250000のように書いてください。",
        )
    payroll = open_payroll(folder)
    ready(out, folder)
    shutil.rmtree(out / "premiums", ignore_errors=True)
    law = tables()
    found = sources(law, payroll.rates, payroll.first, payroll.months)
    try:
        names = payroll.employees.select("employee", pl.col("office").fill_null("")).collect()
    except pl.exceptions.PolarsError as error:
        what = f"the table of employees cannot be read ({error.__class__.__name__})."
        mend = "Look at the types of its columns: docs/premiums.md."
        ja = f"従業員の表が読めません（{error.__class__.__name__}）。列の型を確かめてください（docs/premiums.md）。"
        raise InputError(what, str(folder), mend, ja) from None
    twice = names["employee"].filter(names["employee"].is_duplicated()).drop_nulls().unique()
    offices = names["office"].unique().sort()
    rows = dict(zip(offices, range(0, len(offices) * payroll.months, payroll.months), strict=True))
    owed = Owed(*(np.zeros(len(offices) * payroll.months, np.int64) for _ in Owed._fields))  # type: ignore[arg-type]
    sums = {"deducted": 0, "employer": 0}
    undecided = []
    (out / "premiums").mkdir()
    for n, start in enumerate(range(0, names.height, chunk)):
        frame = payroll.employees.slice(start, chunk).collect()
        frame = frame.with_columns(
            pl.int_range(start, start + frame.height, dtype=pl.UInt32).alias("row"),
            names["office"][start : start + frame.height].replace_strict(rows, return_dtype=pl.Int32).alias("office_row"),
        )  # fmt: skip
        done = settle_chunk(frame, payroll, found, law, twice, owed)
        undecided.append(done.undecided)
        for key in sums:
            sums[key] += int(done.premiums[key].sum())
        done.premiums.write_parquet(
            out / "premiums" / f"part-{n + 1:04d}.parquet", compression="snappy", statistics=False
        )
    wrong = _told(undecided)
    wrong.write_parquet(out / "undecided.parquet")
    _offices(owed, rows, payroll.first, payroll.months).write_parquet(out / "offices.parquet")
    manifest = {
        "program": f"kaihoken {__version__}",
        "law": law_hash(),
        "months": [dates.text(payroll.first), dates.text(payroll.first + payroll.months - 1)],
        "employees": names.height,
        "settled": names.height - wrong.height,
        "undecided": dict(wrong.group_by("reason").len().sort("reason").iter_rows()),
        "yen": sums,
        "provisional": found.provisional,
        "ignored_columns": payroll.ignored,
    }
    (out / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def _told(undecided: list[pl.DataFrame]) -> pl.DataFrame:
    words = pl.DataFrame(
        [(code, ja, en) for code, (ja, en) in REASONS.items()],
        schema=["reason", "reason_ja", "reason_en"],
        orient="row",
    )
    shape = {"row": pl.UInt32, "employee": pl.String, "reason": pl.String}
    found = pl.concat([pl.DataFrame(schema=shape), *undecided])
    return found.join(words, on="reason", how="left").sort("row")


def _offices(owed: Owed, rows: dict[str, int], first: int, months: int) -> pl.DataFrame:
    """What each office pays in for each month: below one yen dropped once, the employees' part and its own."""
    table = pl.DataFrame(
        {
            "office": [office for office in rows for _ in range(months)],
            "month": [dates.text(first + m) for _ in rows for m in range(months)],
        }
    )
    for p, part in enumerate(PARTS):
        whole, borne = np.asarray(owed[p]) // MILLION, np.asarray(owed[p + len(PARTS)])
        table = table.with_columns(
            pl.Series(part, whole), pl.Series(f"{part}_employees", borne), pl.Series(f"{part}_employer", whole - borne)
        )  # fmt: skip
    return table
