"""世帯ごとに分ける: deals the tables of a folder out into chunks of whole families.

Every table is read once, streaming. A chunk holds the families whose names' hash lies in its span, so that
the order of families is the same whatever the number of chunks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from .layout import TABLES, TYPES
from .members import SEED, Doubles
from .tables import read, scan

HASHES = 1 << 64
BATCH = 2_000_000  # rows dealt out at once: the writer keeps them in memory until it has them all

Place = Callable[[pl.Expr], pl.Expr]
Dealer = Callable[[pl.LazyFrame], pl.LazyFrame]


class Job(NamedTuple):
    """仕事: one chunk to be settled: where its tables lie and where its answers go."""

    number: int
    source: Path
    target: Path
    doubles: Doubles
    last: int


@dataclass(frozen=True, slots=True)
class Folder:
    """入力: the tables of a folder, unread, and the columns that are passed over."""

    tables: dict[str, pl.LazyFrame]
    ignored: dict[str, list[str]]


def open_folder(folder: Path) -> Folder:
    """入力を開く: every table of a folder. Raises InputError for one that is missing or of a wrong type."""
    found, ignored = {}, {}
    for name in TABLES:
        found[name], extra = scan(folder, name)
        if extra:
            ignored[name] = extra
    return Folder(found, ignored)


def deal(source: Folder, room: Path, chunk: int) -> list[Job]:
    """世帯ごとに分ける: deals the tables out into chunks of whole families. Returns the jobs; every table is read once."""
    bills = source.tables["bills"]
    names = source.tables["members"].select(person=_text("person"), family=_text("household").hash(SEED))
    people = names.filter(pl.col("person").is_not_null())
    twice = people.group_by("person").len().filter(pl.col("len") > 1).select("person")
    doubled = twice.collect(engine="streaming")["person"].to_list()
    # hashes in place of names: two names of one hash would leave a bill without a member, never a wrong sum
    at = (
        people.select(key=pl.col("person").hash(SEED), family="family")
        .group_by("key")
        .agg(pl.col("family").min())
        .collect(engine="streaming")
    )
    insurers = (
        source.tables["covers"]
        .select(insurer=_text("insurer"), key=_text("person").hash(SEED))
        .filter(pl.col("insurer").is_not_null())
        .join(at.lazy(), on="key")
        .group_by("insurer")
        .agg(families=pl.col("family").n_unique(), family=pl.col("family").min())
    ).collect(engine="streaming")
    shared = insurers.filter(pl.col("families") > 1)["insurer"].to_list()
    held = insurers.select(key=pl.col("insurer").hash(SEED), family="family").unique("key", keep="any")
    count, last = _size(bills, source)
    chunks = max(1, -(-count // chunk))
    span = min(HASHES // chunks + 1, HASHES - 1)

    def place(family: pl.Expr) -> pl.Expr:
        return (family // span).clip(0, chunks - 1).cast(pl.UInt32).fill_null(0).alias("chunk")

    keys = {
        "members": None,
        "classes": "insurer",
        "state": "insurer",
        "supplements": "insurer",
        "roles": "insurer",
    }
    for name, table in source.tables.items():
        by = keys.get(name, "person")
        dealt = _by_family(place) if by is None else _by_name(by, at if by == "person" else held, place)
        rows = table.select(pl.len()).collect(engine="streaming").item()
        for first in range(0, rows, BATCH):
            _sink(dealt(table.slice(first, BATCH)), room / "in" / name / f"from={first}")
    doubles = Doubles(frozenset(doubled), frozenset(shared))
    return [Job(n, room / "in", room / "out", doubles, last) for n in range(chunks)]


def _by_family(place: Place) -> Dealer:
    """Puts rows of people into their family's chunk."""
    return lambda rows: rows.with_columns(place(_text("household").hash(SEED)))


def _by_name(name: str, homes: pl.DataFrame, place: Place) -> Dealer:
    """Puts rows into the chunk of the family of a person or an insurer; those of nobody into the first."""
    home = homes.select("key", place(pl.col("family"))).lazy()
    return lambda rows: (
        rows.with_columns(key=_text(name).hash(SEED))
        .join(home, on="key", how="left")
        .drop("key")
        .with_columns(pl.col("chunk").fill_null(0))
    )


def _sink(rows: pl.LazyFrame, folder: Path) -> None:
    """Writes rows into a folder for each chunk."""
    rows.sink_parquet(
        pl.PartitionBy(folder, key="chunk", include_key=False),
        compression="lz4",
        statistics=False,
        maintain_order=False,
        mkdir=True,
        engine="streaming",
    )


def _text(column: str) -> pl.Expr:
    """A name as text; tables may hold it as a category."""
    return pl.col(column).cast(pl.String)


def _size(bills: pl.LazyFrame, source: Folder) -> tuple[int, int]:
    """The number of bills and their last month."""
    months = bills.select("month", row=pl.lit(1)).group_by("month").agg(pl.len()).collect(engine="streaming")
    columns = {c: pl.lit(None, TYPES[w.kind]) for c, w in TABLES["bills"].items() if c != "month"}
    read_ = read(months.select("month", row=pl.lit(0), **columns), "bills")
    last = read_["month"].max()
    return int(months["len"].sum()), last if isinstance(last, int) else 0
