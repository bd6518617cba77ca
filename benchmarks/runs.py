"""The law's three runs on the same bills: plain, traced, compiled."""

from __future__ import annotations

import gc
from functools import partial
from typing import Any

import numpy as np
from population import Columns, packed, tiled
from report import Row, best, progress

from kaihoken.engine.compiled import settle_all
from kaihoken.households.pack import Packed
from kaihoken.households.run import run_plain, run_traced
from kaihoken.law.shapes import Work

BILLS = 2_000_000
FEW, MANY = 400, 20_000  # different bills; a processor learns the branches of a few by heart
PASSES = 5  # of plain and traced in each round: they take milliseconds
AIM_COMPILED = 20.0  # million bills a second
AIM_TRACED = 20.0  # microseconds a bill


class Disagreement(Exception):
    """Two runs of the law give different yen."""


def measure(rounds: int) -> list[Row]:
    """Times the runs in turn, so that a noisy minute hits all three. Raises Disagreement."""
    progress(f"{FEW} and {MANY:,} random bills, each repeated to {BILLS:,}; comparing the runs")
    few = packed(FEW)
    columns = {}
    for count in (FEW, MANY):
        small = few if count == FEW else packed(count)
        columns[count] = tiled(small, BILLS // count)
        _compare(small, columns[count], count)
    del small
    gc.collect()
    gc.freeze()  # the collector shall not walk what this script left behind
    progress(f"plain, traced and compiled in turn, best of {rounds}")
    settle = settle_all()
    plain, traced = [], []
    compiled: dict[int, list[float]] = {count: [] for count in columns}
    for _ in range(rounds):
        for count, one in columns.items():
            compiled[count].append(best(partial(settle, *one.arguments), 1, ready=one.reset) / BILLS)
        plain.append(best(partial(run_plain, few), PASSES) / FEW)
        traced.append(best(partial(run_traced, few), PASSES) / FEW)
    gc.unfreeze()
    slow, noted = min(plain), min(traced)
    fast = {count: min(times) for count, times in compiled.items()}
    return [
        Row("plain run, a bill", slow, "us"),
        Row("traced run, a bill", noted, "us", AIM_TRACED, ratio=noted / slow, against="plain's time"),
        *(
            Row(
                f"compiled run, one core, {count:,} different bills", 1 / fast[count], "M bills/s",
                AIM_COMPILED, at_least=True, ratio=slow / fast[count], against="plain's speed",
            )
            for count in columns
        ),
    ]  # fmt: skip


def _compare(small: Packed, columns: Columns, count: int) -> None:
    """Every column of every copy of every bill, to the yen."""
    plain = run_plain(small)
    if count == FEW:
        traced, _ = run_traced(small)
        for name, ours, theirs in zip(Work._fields, plain, traced, strict=True):
            if list(ours) != list(theirs):
                raise Disagreement(f"plain and traced differ in '{name}'")
    columns.reset()
    settle_all()(*columns.arguments)
    compiled: tuple[Any, ...] = columns.work
    for name, ours, theirs in zip(Work._fields, plain, compiled, strict=True):
        if not (theirs.reshape(-1, len(ours)) == np.asarray(ours)).all():
            raise Disagreement(f"plain and compiled differ in '{name}'")
