"""What a benchmark found, as an aligned table and as JSON."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

FACTORS = {"us": 1e6, "ms": 1e3, "s": 1.0}


@dataclass(frozen=True)
class Row:
    """One measured value. ``ratio`` is how many times as long, or as fast, as ``against``."""

    what: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False  # the aim is a floor, not a ceiling
    ratio: float | None = None
    against: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None without one."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    def cells(self) -> tuple[str, str, str, str]:
        """The row as text: what, measured, aim, ratio."""
        aim = ""
        if self.aim is not None:
            sign, verdict = (">=" if self.at_least else "<="), ("met" if self.met else "missed")
            aim = f"{sign} {self.aim:g} {self.unit}, {verdict}"
        ratio = "" if self.ratio is None else f"{_figure(self.ratio)} x {self.against}"
        return self.what, f"{_figure(self.value)} {self.unit}", aim, ratio

    def data(self) -> dict[str, Any]:
        """The row as plain data."""
        return {**asdict(self), "met": self.met}


def table(rows: list[Row]) -> str:
    """Rows as text, columns aligned; figures to the right."""
    lines = [("what", "measured", "aim", "ratio"), *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(4)]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(
        f"{what:<{widths[0]}}  {value:>{widths[1]}}  {aim:<{widths[2]}}  {ratio}".rstrip()
        for what, value, aim, ratio in ruled
    )


def progress(text: str) -> None:
    """One line on the error stream, so that the table stays clean."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def best(
    call: Callable[[], object], times: int, unit: str = "us", ready: Callable[[], object] | None = None
) -> float:
    """The shortest of several calls: noise only ever adds. ``ready`` runs before each and is not timed."""
    found = []
    for _ in range(times):
        if ready is not None:
            ready()
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found) * FACTORS[unit]


def _figure(value: float) -> str:
    """Three figures, never in powers of ten."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
