"""給与計算の手当金: sickness and maternity allowances beside a payroll, by the law of benefits in cash."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ..engine.compiled import arrays, compiled
from ..engine.tables import Tables
from ..errors import UnknownFigure
from ..forms.teller import Teller
from ..law.allowance_shapes import AllowanceFormula, Allowances, Claimants
from ..law.shapes import NONE, Yen
from .tables import ALLOWANCE


def _formula(law: Tables, month: int) -> AllowanceFormula:
    return Teller(law).figures(AllowanceFormula, "allowance_formula", month, "day")


def _average(law: Tables, month: int) -> int | None:
    """Kyokai Kenpo's average; None where it is not known."""
    try:
        return Teller(law).figures(Yen, "allowance_average", month, "kyokai").yen
    except UnknownFigure:
        return None


def wrong_allowances(law: Tables, month: int) -> list[tuple[str, pl.Expr]]:
    """手当金の誤り: why a row's allowance cannot be reckoned, in the order in which it is looked for."""
    total, months, days, average, _ = map(pl.col, ALLOWANCE)
    asked = pl.any_horizontal(*(pl.col(c).is_not_null() for c in ALLOWANCE))
    whole = (total >= 0) & months.is_between(1, 12) & days.is_between(0, 366)
    below = pl.any_horizontal(*((pl.col(c) < 0).fill_null(value=False) for c in ALLOWANCE))
    society = pl.col("society").is_not_null() if _average(law, month) is not None else pl.lit(value=True)
    return [
        ("allowance_wrong", asked & (~whole.fill_null(value=False) | below)),
        ("average_missing", (months < _formula(law, month).months) & average.is_null() & society),
    ]


def allowances(good: pl.DataFrame, law: Tables, month: int) -> pl.DataFrame:
    """手当金: a day's allowance and the sum of the days paid, 0 where none is asked."""
    daily, paid = np.zeros(good.height, np.int64), np.zeros(good.height, np.int64)
    asked = good["allowance_days"].is_not_null().to_numpy()
    if asked.any():
        formula = _formula(law, month)
        some = good.filter(pl.col("allowance_days").is_not_null()).with_columns(
            pl.col("allowance_average").fill_null(_average(law, month) or NONE),
            pl.col("allowance_wages").fill_null(0),
        )
        names = (
            "allowance_total",
            "allowance_months",
            "allowance_average",
            "allowance_days",
            "allowance_wages",
        )
        columns: list[Any] = [some[name].to_numpy(writable=True) for name in names]
        work = arrays(Allowances([0] * some.height, [0] * some.height))
        compiled("settle_allowances")(formula, arrays(Claimants._make(columns)), work)
        daily[asked], paid[asked] = work.daily, work.paid
    return pl.DataFrame({"allowance_daily": daily, "allowance": paid})
