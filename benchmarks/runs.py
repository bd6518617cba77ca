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
# million bills a second, of bills that are each alone in their household, and of households
AIM_COMPILED = {True: 20.0, False: 10.0}
AIM_TRACED = 20.0  # microseconds a bill
WHO = {True: "a bill alone", False: "a bill in a household"}


class Disagreement(Exception):
    """Two runs of the law give different yen."""


def measure(rounds: int) -> list[Row]:
    """Times the runs in turn, so that a noisy minute hits all of them. Raises Disagreement."""
    progress(f"{MANY:,} random bills, repeated to {BILLS:,}; comparing the runs")
    few = {alone: packed(FEW, alone) for alone in WHO}
    columns = {}
    for alone in WHO:
        many = packed(MANY, alone)
        columns[alone] = tiled(many, BILLS // MANY)
        _compare(few[alone], tiled(few[alone], 3), traced=True)
        _compare(many, columns[alone], traced=False)
        del many
    gc.collect()
    gc.freeze()  # the collector shall not walk what this script left behind
    progress(f"plain, traced and compiled in turn, best of {rounds}")
    settle = settle_all()
    times: dict[tuple[str, bool], list[float]] = {}
    for _ in range(rounds):
        for alone, one in columns.items():
            run = best(partial(settle, *one.arguments), 1, ready=one.reset) / BILLS
            times.setdefault(("compiled", alone), []).append(run)
            plain = best(partial(run_plain, few[alone]), PASSES) / FEW
            times.setdefault(("plain", alone), []).append(plain)
            traced = best(partial(run_traced, few[alone]), PASSES) / FEW
            times.setdefault(("traced", alone), []).append(traced)
    gc.unfreeze()
    rows = []
    for alone, who in WHO.items():
        slow, noted, fast = (min(times[name, alone]) for name in ("plain", "traced", "compiled"))
        rows += [
            Row(f"plain run, {who}", slow, "us"),
            Row(f"traced run, {who}", noted, "us", AIM_TRACED if alone else None, ratio=noted / slow, against="plain's time"),
            Row(
                f"compiled run, one core, {who}", 1 / fast, "M bills/s", AIM_COMPILED[alone],
                at_least=True, ratio=slow / fast, against="plain's speed",
            ),
        ]  # fmt: skip
    return rows


def _compare(small: Packed, columns: Columns, traced: bool) -> None:
    """Every column of every copy of every bill, to the yen."""
    plain = run_plain(small)
    if traced:
        noted, _ = run_traced(small)
        for name, ours, theirs in zip(Work._fields, plain, noted, strict=True):
            if list(ours) != list(theirs):
                raise Disagreement(f"plain and traced differ in '{name}'")
    columns.reset()
    settle_all()(*columns.arguments)
    compiled: tuple[Any, ...] = columns.work
    for name, ours, theirs in zip(Work._fields, plain, compiled, strict=True):
        if not (theirs.reshape(-1, len(ours)) == np.asarray(ours)).all():
            raise Disagreement(f"plain and compiled differ in '{name}'")
