"""模擬世帯: a made-up population as the tables that the settlement reads, tuned to published figures.

Nobody in it exists, and nothing about real people follows from it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from ...engine import dates
from ...errors import InputError
from . import claims, coverage, families, incomes, patients, receipts, rows
from .figures import Draws
from .rows import EPOCH, PEOPLE_OF_BLOCK

TABLES = ("members", "covers", "classes", "certificates", "bills", "state")
FIRST_MONTH = "2022-10"  # the classes of the elderly scheme that are used here begin
MOST_MONTHS = 60
MOST_PEOPLE = 200_000_000
PEOPLE, COVERS, CLASSES, PATIENTS, RECEIPTS, SHOWN, STATE, SIDES = range(8)


def make_households(
    people: int,
    months: int,
    seed: int,
    start: str,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """模擬世帯をつくる: writes the tables of so many people and months into a folder.

    start: the first treatment month, as 2026-08. The same people, months, seed and start give the same
    tables with the same version of the program. progress: called with the people done and all.
    Raises InputError for numbers out of range and for a folder that holds such tables.
    """
    first = _checked(people, months, seed, start, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".parts-") as parts:
        for block in range(-(-people // PEOPLE_OF_BLOCK)):
            done = block * PEOPLE_OF_BLOCK
            size = min(PEOPLE_OF_BLOCK, people - done)
            for name, table in block_tables(size, months, seed, first, block).items():
                table.write_parquet(Path(parts) / f"{name}-{block:05d}.parquet", compression="lz4")
            progress(done + size, people)
        for name in TABLES:
            scan = pl.scan_parquet(Path(parts) / f"{name}-*.parquet")
            scan.sink_parquet(folder / f"{name}.parquet")


def _checked(people: int, months: int, seed: int, start: str, folder: Path) -> int:
    """The first month, counted; refuses what cannot be made."""
    if not 1 <= people <= MOST_PEOPLE:
        raise InputError(
            f"{people} people cannot be made.",
            "--people",
            f"Write 1 to {MOST_PEOPLE}.",
            f"{people}人の世帯は作れません。1から{MOST_PEOPLE}までの人数を書いてください。",
        )
    if not 1 <= months <= MOST_MONTHS:
        raise InputError(
            f"{months} months cannot be made.",
            "--months",
            f"Write 1 to {MOST_MONTHS}.",
            f"{months}か月分は作れません。1から{MOST_MONTHS}までの月数を書いてください。",
        )
    if seed < 0:
        raise InputError(
            f"{seed} is not a seed.",
            "--seed",
            "Write 0 or a positive number.",
            f"{seed}は乱数の種になりません。0以上の数を書いてください。",
        )
    try:
        first = dates.month(start)
    except InputError as error:
        raise error.at("--from") from None
    if first < dates.month(FIRST_MONTH):
        raise InputError(
            f"{start} is before the classes that are used here.",
            "--from",
            f"Begin in {FIRST_MONTH} or later.",
            f"{start}は、ここで使う所得区分が始まる前です。{FIRST_MONTH}以後の月から始めてください。",
        )
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "this is a file.",
            str(folder),
            "Name a folder.",
            "これはファイルです。フォルダを指定してください。",
        )
    for name in TABLES:
        if (folder / f"{name}.parquet").exists():
            raise InputError(
                f"the folder already holds {name}.parquet.",
                str(folder),
                "Name an empty folder.",
                f"フォルダにすでに{name}.parquetがあります。空のフォルダを指定してください。",
            )
    return first


def block_tables(people: int, months: int, seed: int, first: int, block: int) -> dict[str, pl.DataFrame]:
    """一区画の表: the tables of one block of people. first: month, counted."""
    start = np.datetime64(first - EPOCH, "M")

    def draws(stage: int) -> Draws:
        return Draws(seed, block, stage)

    f = families.families(draws(PEOPLE), people, start)
    c = coverage.covers(draws(COVERS), f, start, months)
    lines, two_tenths = incomes.classes(draws(CLASSES), f, c, first, months)
    p = patients.patients(draws(PATIENTS), f, c, first, months)
    r, long_stay = receipts.receipts(draws(RECEIPTS), f, c, p, first, months)
    insurer = claims.named_insurers(draws(SIDES), r, c, first, months)
    names = rows.Names(f, c, block)
    return {
        "members": rows.members(draws(SHOWN), f, names, two_tenths),
        "covers": rows.covers(c, names),
        "classes": rows.classes(lines, names),
        "certificates": claims.certificates(c, p, names),
        "bills": claims.bills(r, names, insurer, first, block),
        "state": rows.state(draws(STATE), c, names, long_stay, first),
    }
