"""A year of a payroll, Parquet to Parquet on one core, and the compiled law against the plain run."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np
import polars as pl
from report import Row, best, progress

ROOT = Path(__file__).parent.parent
DATA = ROOT / ".bench-data"
AIM_SECONDS = 5.0
SEED, SAMPLE = 1, 2_000


def employees(count: int, seed: int = SEED) -> pl.DataFrame:
    """Made-up employees of fiscal 2026: standards that change in September, two bonuses, joiners and leavers."""
    from kaihoken.engine import dates
    from kaihoken.engine.tables import tables
    from kaihoken.premiums.prefectures import PREFECTURES

    random = np.random.default_rng(seed)
    rows = tables().rows("remuneration_grade", dates.month("2026-04")).values()
    standards = np.array([row.values["standard"] for row in rows], np.int32)
    grade = np.clip(random.normal(22, 7, count).astype(int), 0, 49)
    after = np.clip(grade + random.integers(-1, 2, count), 0, 49)
    months = [f"2026-{m:02d}" for m in range(4, 13)] + [f"2027-{m:02d}" for m in range(1, 3)]
    first = np.datetime64("1955-01-01")
    day = np.datetime64("2026-04-01")
    joins, leaves = random.random(count) < 0.08, random.random(count) < 0.08
    leave = random.random(count) < 0.03
    start = day + random.integers(0, 300, count)
    columns: dict[str, Any] = {
        "employee": [f"E{n:07d}" for n in range(count)],
        "office": np.array([f"office {n}" for n in range(200)])[random.integers(0, 200, count)],
        "birth": first + random.integers(0, 18_000, count),
        "prefecture": np.array(PREFECTURES)[random.integers(0, 47, count)],
        "joined": np.where(joins, day + random.integers(0, 300, count), np.datetime64("2020-04-01")),
        "left": np.where(
            leaves, np.datetime64("2027-02-01") + random.integers(0, 20, count), np.datetime64("NaT")
        ),
        "leave_kind": pl.Series(leave).replace_strict(
            {True: "childcare", False: None}, return_dtype=pl.String
        ),
        "leave_from": np.where(leave, start, np.datetime64("NaT")),
        "leave_to": np.where(leave, start + random.integers(3, 200, count), np.datetime64("NaT")),
        "bonus1_month": ["2026-07"] * count,
        "bonus1_yen": standards[grade].astype(np.int64) * 2 + random.integers(0, 1_000, count),
        "bonus2_month": ["2026-12"] * count,
        "bonus2_yen": standards[grade].astype(np.int64) * 2 + random.integers(0, 1_000, count),
    }
    for month in months:
        columns[f"standard_{month}"] = standards[grade if month < "2026-09" else after]
    columns["standard_2026-03"] = standards[grade]
    return pl.DataFrame(columns)


def measure(count: int) -> tuple[list[Row], list[str]]:
    """Rows and sentences: a year of so many employees, and the three runs of the law on a sample."""
    from kaihoken.engine.compiled import compiled
    from kaihoken.payroll.run import settle_payroll

    folder = DATA / f"payroll-{count}-{SEED}"
    if not (folder / "employees.parquet").is_file():
        progress(f"making {count:,} employees (once)")
        folder.mkdir(parents=True, exist_ok=True)
        employees(count).write_parquet(folder / "employees.parquet")
    few = DATA / "payroll-few"
    few.mkdir(parents=True, exist_ok=True)
    pl.read_parquet(folder / "employees.parquet", n_rows=10).write_parquet(few / "employees.parquet")
    progress("compiling the law of a payroll")
    start = time.perf_counter()
    settle_payroll(few, DATA / "payroll-few-out")
    ready = time.perf_counter() - start
    progress(f"premiums of {count:,} employees for a year, on one core")
    start, used = time.perf_counter(), time.process_time()
    done = settle_payroll(folder, DATA / "payroll-out")
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    if done["undecided"]:
        raise SystemExit(f"bench: made-up employees are undecided: {done['undecided']}")
    plain, fast = _law(pl.read_parquet(folder / "employees.parquet", n_rows=SAMPLE), compiled("pay_year"))
    what = f"a year of {count:,} employees, Parquet to Parquet"
    return [
        Row(what, wall, "s"),
        Row("  processor time, one core", cpu, "s", AIM_SECONDS),
        Row("  ready: the law compiled, or taken from its cache", ready, "s"),
        Row("  the law alone, plain", plain, "us"),
        Row("  the law alone, compiled", fast, "us", ratio=plain / fast, against="plain's speed"),
    ], [
        f"{count / cpu:,.0f} employees' years a second of processor time; the law alone takes {fast:.2f} microseconds for one."
    ]


def _law(frame: pl.DataFrame, fast: Any) -> tuple[float, float]:
    """Microseconds of the law for an employee's year: plain, and compiled on the sample repeated."""
    from kaihoken.law.payroll import pay_year
    from kaihoken.payroll.sample import laid_out

    few, many = laid_out(frame), laid_out(pl.concat([frame] * 50), as_arrays=True)
    fast(*many)
    plain = best(partial(pay_year, *few), 3) / frame.height
    return plain, best(partial(fast, *many), 5) / (frame.height * 50)
