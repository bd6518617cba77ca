"""フォルダーを精算する: a folder of tables, chunk after chunk, by one or several processes.

The tables are read once and dealt out into files of whole families, in the order of a hash of the family's
name; then each chunk is settled alone. Memory is bounded by the chunk, whatever the size of the tables,
but for one number per person and per insurer-household. The hash also orders what comes out, so that the
number of chunks and of workers changes nothing.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from .. import __version__
from ..engine.compiled import law_hash
from ..engine.tables import tables as law_tables
from ..errors import InputError
from ..forms.out_folder import ready
from .again import before_of, changes
from .chunk import settle_chunk
from .deal import Job, deal, open_folder
from .layout import TABLES, TYPES
from .pick import Picker
from .reasons import REASONS
from .tables import files_of, month_text

CHUNK = 250_000  # bills of a chunk
OUTPUTS = ("payments", "subsidies", "refunds", "years", "extras")  # folders, a part per chunk
FILES = ("undecided", "state")
PAYERS = ("insurer_yen", "high_cost", "supplement", "subsidies", "local", "borne")

Progress = Callable[[int, int], None]


def settle_folder(
    folder: Path,
    out: Path,
    *,
    workers: int = 1,
    chunk: int = CHUNK,
    progress: Progress | None = None,
    settled: Path | None = None,
) -> dict[str, Any]:
    """フォルダーを精算する: settles every bill of a folder of tables and writes the answers as tables.

    workers: processes; chunk: about how many bills are settled at once; progress: told chunks done and in
    all; settled: the folder of an earlier answer, against which the changes are told. Returns the
    manifest, which also stands in ``manifest.json``. Raises InputError where nothing can
    be done: a table is missing, or has a column of another type.
    """
    if workers < 1 or chunk < 1:
        raise InputError(
            "workers and chunk are at least 1.",
            mend="Write --workers 2 --chunk 250000.",
            ja="--workersと--chunkは1以上です。--workers 2 --chunk 250000のように書いてください。",
        )
    source = open_folder(folder)
    before = None if settled is None else before_of(settled, out)
    ready(out, folder)
    inputs = _inputs(folder)
    with tempfile.TemporaryDirectory(prefix=".kaihoken-", dir=out) as work:
        room = Path(work)
        try:
            jobs = deal(source, room, chunk)
        except pl.exceptions.PolarsError as error:
            what = f"a table cannot be read to its end ({error.__class__.__name__})."
            ja = (
                f"表を最後まで読めません（{error.__class__.__name__}）。表をParquetとして書き直してください。"
            )
            raise InputError(what, str(folder), "Write the tables as Parquet anew.", ja) from None
        for name in OUTPUTS:
            (room / "out" / name).mkdir(parents=True)
        for name in FILES:
            (room / "out" / name).mkdir()
        summaries = list(_all(jobs, workers, progress))
        manifest = {
            "program": f"kaihoken {__version__}",
            "law": law_hash(),
            "options": {"workers": workers, "chunk": chunk, "chunks": len(jobs)},
            "inputs": inputs,
            "ignored_columns": source.ignored,
            **_summed(summaries),
        }
        _join(room / "out", out)
    if before is not None:
        manifest["again"] = changes(before, out)
    (out / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def _inputs(folder: Path) -> dict[str, dict[str, Any]]:
    """The files of the input with their size and hash."""
    found = {}
    for name in TABLES:
        for path in files_of(folder, name):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[str(path.relative_to(folder))] = {"bytes": path.stat().st_size, "sha256": digest}
    return found


def _all(jobs: list[Job], workers: int, progress: Progress | None) -> Iterable[dict[str, Any]]:
    """Settles the jobs, here or in other processes, and tells the progress."""
    done = 0
    if workers == 1 or len(jobs) == 1:
        for job in jobs:
            yield settle_job(job)
            done += 1
            if progress:
                progress(done, len(jobs))
        return
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # read by the processes that are started: one core each
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
            for future in as_completed([pool.submit(settle_job, job) for job in jobs]):
                yield future.result()
                done += 1
                if progress:
                    progress(done, len(jobs))
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


_picker: list[Picker] = []


def settle_job(job: Job) -> dict[str, Any]:
    """一つの仕事: settles one chunk, writes its tables, and returns what is counted."""
    if not _picker:
        _picker.append(Picker(law_tables()))
    raw = {}
    for name, columns in TABLES.items():
        files = sorted((job.source / name).glob(f"from=*/chunk={job.number}/*.parquet"))
        if files:
            raw[name] = pl.read_parquet(files, glob=False, hive_partitioning=False)
        else:
            raw[name] = pl.DataFrame(
                schema={"row": pl.UInt32(), **{c: TYPES[w.kind] for c, w in columns.items()}}
            )
    out = settle_chunk(raw, job.doubles, _picker[0], job.last).tables
    for name, table in out.items():
        table.write_parquet(job.target / name / f"part-{job.number + 1:04d}.parquet", statistics=True)
    paid, undecided, years = out["payments"], out["undecided"], out["years"]
    of_bills = undecided.filter(pl.col("table") == "bills")
    return {
        "bills": paid.height + of_bills.height,
        "settled": paid.height,
        "provisional": int(paid["provisional"].sum()),
        "undecided": _counts(of_bills),
        "rows_of_other_tables": _counts(undecided.filter(pl.col("table") != "bills")),
        "years": {
            "certain": int(years.filter("certain")["yen"].sum()),
            "may_be_due": int(years.filter(~pl.col("certain"))["yen"].sum()),
        },
        "extras": _sums(out["extras"], pl.col("family").sum()),
        "extras_unknown": _sums(out["extras"].filter(pl.col("family").is_null()), pl.len()),
        "yen": {c.removesuffix("_yen"): int(paid[c].sum()) for c in ("cost", *PAYERS)},
    }


def _sums(extras: pl.DataFrame, what: pl.Expr) -> dict[str, int]:
    return dict(extras.group_by("kind").agg(what).sort("kind").iter_rows())


def _counts(undecided: pl.DataFrame) -> dict[str, int]:
    return dict(undecided.group_by("reason").len().sort("reason").iter_rows())


def _summed(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts of the chunks added up."""
    total: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if isinstance(value, dict):
                into = total.setdefault(key, {})
                for name, number in value.items():
                    into[name] = into.get(name, 0) + number
            else:
                total[key] = total.get(key, 0) + value
    return {k: dict(sorted(v.items())) if k != "yen" and isinstance(v, dict) else v for k, v in total.items()}


def _join(parts: Path, out: Path) -> None:
    """Puts the parts in their place; what is undecided and the state become one file each."""
    for name in ("manifest.json", "changes.parquet", "year_changes.parquet", "extra_changes.parquet"):
        (out / name).unlink(missing_ok=True)
    for name in (*OUTPUTS, *FILES):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / f"{name}.parquet").unlink(missing_ok=True)
    for name in OUTPUTS:
        shutil.move(parts / name, out / name)
    words = pl.LazyFrame(
        [(code, ja, en) for code, (ja, en) in REASONS.items()],
        schema=["reason", "reason_ja", "reason_en"],
        orient="row",
    )
    found = pl.scan_parquet(sorted((parts / "undecided").glob("*.parquet")), glob=False)
    found.join(words, on="reason", how="left").select(
        "table", "row", "id", "reason", "reason_ja", "reason_en", "detail"
    ).sort("table", "row").sink_parquet(out / "undecided.parquet")
    state = pl.scan_parquet(sorted((parts / "state").glob("*.parquet")), glob=False)
    months = state.select(pl.col("month").unique()).collect()["month"].drop_nulls().to_list()
    text = month_text(months)
    state.with_columns(pl.col("month").replace_strict(text, return_dtype=pl.String, default=None)).sort(
        "insurer", "what", "person", "institution", "month"
    ).sink_parquet(out / "state.parquet")


def progress_bar(done: int, total: int) -> None:
    """進み具合: a bar on standard error."""
    filled = 30 * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)
