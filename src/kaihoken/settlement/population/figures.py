"""目標値: the figures to which made-up households are tuned, and exact ways to draw from them.

Costs come from tables of whole numbers instead of a machine's exponential function, so that the same
seed gives the same yen everywhere.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BAND = 5  # years
BANDS = 21
STEPS = 4096  # equal parts of a distribution
ONE = 10_000  # a factor of 1 in the tables of factors


@cache
def figures() -> dict[str, Any]:
    """目標値の表: population.toml, by table and field."""
    return tomllib.loads(Path(__file__).with_name("population.toml").read_text(encoding="utf-8"))


def classes_under_70(sort: str) -> tuple[list[float], str]:
    """70歳未満の所得区分: people by class of one kind of insurer, and the table where they stand."""
    table = next(t for t in ("classes_under_70", "classes_under_70_mutual") if sort in figures()[t])
    return figures()[table][sort], table


@cache
def by_band(table: str, field: str) -> Floats:
    """年齢階級別の値: 21 values by five years of age."""
    values = np.array(figures()[table][field], dtype=np.float64)
    if len(values) != BANDS:
        raise ValueError(f"population.toml: {table}.{field} has {len(values)} values, not {BANDS}.")
    values.setflags(write=False)
    return values


def age_weights() -> list[float]:
    """年齢の重み: men, then women, by band: the census's ages in the groups of the later estimate."""
    ages = figures()["ages"]
    both = [m + w for m, w in zip(ages["men"], ages["women"], strict=True)]
    first = [0, *(a // BAND for a in ages["groups"]), BANDS]
    scale: list[float] = []
    for g, people in enumerate(ages["group_people"]):
        inside = sum(both[first[g] : first[g + 1]])
        scale += [people / inside] * (first[g + 1] - first[g])
    return [n * s for sex in (ages["men"], ages["women"]) for n, s in zip(sex, scale, strict=True)]


def thresholds(weights: Sequence[float]) -> Floats:
    """境目: where a number between 0 and 1 passes from one choice to the next."""
    running = list(accumulate(weights))
    return np.array([r / running[-1] for r in running[:-1]])


@cache
def lognormal(spread: float) -> Ints:
    """対数正規分布の表: factors in ten thousandths with mean one; spread: of the logarithm."""
    normal = NormalDist()
    raw = [math.exp(spread * normal.inv_cdf((i + 0.5) / STEPS)) for i in range(STEPS)]
    mean = math.fsum(raw) / STEPS
    return np.array([round(r / mean * ONE) for r in raw], dtype=np.int64)


@cache
def high_costs() -> Ints:
    """高額レセプトの表: costs of 10 million yen and more, in units of ten yen."""
    tail = figures()["receipts_10M"]
    least, most, power = tail["least"], tail["most"], tail["power"]
    above = (least / most) ** power
    return np.array(
        [round(least * (1 - (i + 0.5) / STEPS * (1 - above)) ** (-1 / power) / 10) for i in range(STEPS)],
        dtype=np.int64,
    )


class Draws:
    """乱数: draws of one stage of one block; the same for the same seed, block and stage."""

    def __init__(self, seed: int, block: int, stage: int) -> None:
        sequence = np.random.SeedSequence(seed, spawn_key=(block, stage))
        self.random = np.random.Generator(np.random.PCG64(sequence)).random

    def chance(self, probability: Floats | float, shape: int | tuple[int, ...]) -> Bools:
        """当たり外れ: true with the probability."""
        return np.asarray(self.random(shape) < probability)

    def below(self, bound: Ints | int, n: int) -> Ints:
        """整数: whole numbers from 0 to below the bound."""
        return np.asarray(self.random(n) * bound).astype(np.int64)

    def pick(self, weights: Sequence[float], n: int) -> Ints:
        """選択: numbers of choices with these weights."""
        return np.searchsorted(thresholds(weights), self.random(n), side="right").astype(np.int64)

    def triangle(self, spread: int, n: int) -> Ints:
        """三角分布: whole numbers from 0 to spread, the middle most often."""
        half = spread // 2
        return self.below(half + 1, n) + self.below(spread - half + 1, n)
