"""A year of many people, Parquet to Parquet: wall and processor time, memory, one and two workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from report import Row, progress

ROOT = Path(__file__).parent.parent
DATA = ROOT / ".bench-data"
MONTHS, START, SEED = 12, "2026-08", 1
AIM_WORKERS = 1.7


class Run(NamedTuple):
    """One run of the command: seconds, processor seconds, largest process in bytes, bills."""

    wall: float
    cpu: float
    memory: int
    bills: int


def measure(people: int) -> tuple[list[Row], list[str]]:
    """Rows and sentences: a year of so many people by one worker and by two, and half of them by one."""
    whole, half = _made(people), _made(people // 2)
    one, two = _run(whole, 1), _run(whole, 2)
    less = _run(half, 1)
    what = f"a year of {people:,} people ({one.bills:,} bills)"
    rows = [
        Row(f"{what}, one worker", one.wall, "s"),
        Row("  processor time", one.cpu, "s", ratio=one.cpu / one.wall, against="wall time"),
        Row("  largest process", one.memory / 1e6, "MB"),
        Row("  two workers", two.wall, "s", ratio=one.wall / two.wall, against="as fast"),
        Row("  two workers against one", one.wall / two.wall, "x as fast", AIM_WORKERS, at_least=True),
        Row("  half the people, one worker", less.wall, "s"),
        Row("  largest process for the whole against half", one.memory / less.memory, "x"),
    ]
    notes = [
        f"{one.bills / one.wall:,.0f} bills a second from Parquet to Parquet by one worker, {one.bills / two.wall:,.0f} by two."
    ]
    return rows, notes


def _made(people: int) -> Path:
    """The made-up people as tables, kept from run to run."""
    folder = DATA / f"{people}-{MONTHS}-{START}-{SEED}"
    if not (folder / "done").is_file():
        progress(f"making {people:,} people x {MONTHS} months (once)")
        _command("make-households", "--people", str(people), "--months", str(MONTHS), "--from", START,
                 "--seed", str(SEED), "--out", str(folder), "--json")  # fmt: skip
        (folder / "done").touch()
    return folder


def _run(folder: Path, workers: int) -> Run:
    progress(f"settling {folder.name} with {workers} worker(s)")
    start = time.perf_counter()
    printed, cpu, memory = _command(
        "settle", str(folder), "--out", str(DATA / "out"), "--workers", str(workers), "--json"
    )
    wall = time.perf_counter() - start
    done: dict[str, Any] = json.loads(printed)
    if done["undecided"]:
        raise SystemExit(f"bench: bills of the made-up people are undecided: {done['undecided']}")
    return Run(wall, cpu, memory, done["settled"])


def _command(*words: str) -> tuple[str, float, int]:
    """Runs a command of kaihoken: what it printed, processor seconds, bytes of its largest process."""
    code = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'kaihoken.cli', *sys.argv[1:]], stdout=subprocess.PIPE)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.returncode, done.stdout.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss]))\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "POLARS_MAX_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, env=environment, check=True
    )
    returned, printed, cpu, kilobytes = json.loads(done.stdout)
    if returned:
        raise SystemExit(f"bench: kaihoken {' '.join(words)} ended with {returned}")
    return printed, cpu, kilobytes * 1024
