"""列の見本: the columns of a payroll as the law's three runs take them, for tests and benchmarks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..engine.compiled import arrays
from ..engine.tables import tables
from ..law.payroll import BONUSES
from ..law.premium_shapes import Owed, Pay
from .chunk import checked, columns
from .sources import sources
from .tables import open_payroll


def laid_out(frame: pl.DataFrame, *, as_arrays: bool = False) -> tuple[Any, ...]:
    """列の見本: the arguments of `law.payroll.pay_year` for employees that can all be settled; as lists or arrays."""
    with tempfile.TemporaryDirectory() as name:
        frame.write_parquet(Path(name) / "employees.parquet")
        payroll = open_payroll(Path(name))
        whole = payroll.employees.collect()
    whole = whole.with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"), pl.lit(0, pl.Int32).alias("office_row")
    )
    found = sources(tables(), payroll.rates, payroll.first, payroll.months)
    good = checked(whole, payroll, found, tables(), pl.Series([], dtype=pl.String)).filter(
        pl.col("reason").is_null()
    )
    employees, bonuses = columns(good, payroll)
    sizes = (good.height * payroll.months, good.height * BONUSES)
    pay, paid = (Pay(*(np.zeros(size, np.int32) for _ in Pay._fields)) for size in sizes)  # type: ignore[arg-type]
    owed = Owed(*(np.zeros(payroll.months, np.int64) for _ in Owed._fields))  # type: ignore[arg-type]
    tables_of = (employees, bonuses, arrays(found.rates), pay, paid, owed)
    if not as_arrays:
        tables_of = tuple(type(t)(*(np.asarray(c).tolist() for c in t)) for t in tables_of)  # type: ignore[assignment]
    return (found.ages, *tables_of, payroll.first, payroll.months)
