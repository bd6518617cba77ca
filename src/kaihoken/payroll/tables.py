"""給与計算の表: the columns of a payroll, and how they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ..engine import dates
from ..errors import InputError
from ..law.payroll import BONUSES

STANDARD = re.compile(r"standard_(\d{4}-\d{2})")
DAYS = ("birth", "joined", "left", "leave_from", "leave_to")
WORDS = ("employee", "office", "prefecture", "society", "leave_kind")
BONUS_MONTHS = tuple(f"bonus{k}_month" for k in range(1, BONUSES + 1))
BONUS_YEN = tuple(f"bonus{k}_yen" for k in range(1, BONUSES + 1))
ALLOWANCE = ("allowance_total", "allowance_months", "allowance_days", "allowance_average", "allowance_wages")
OTHERS = {"pension": pl.Boolean, **dict.fromkeys(("bonus_before", *BONUS_YEN, *ALLOWANCE), pl.Int64)}
RATES = ("health", "health_own", "care", "care_own", "child", "child_own")


@dataclass(frozen=True, slots=True)
class Payroll:
    """給与計算の入力: the employees, lazily; the months asked; rates of societies; columns passed over."""

    employees: pl.LazyFrame
    first: int
    months: int
    rates: pl.DataFrame
    ignored: list[str]

    @property
    def standards(self) -> list[str]:
        """The columns of the standards, month by month."""
        return [f"standard_{dates.text(self.first + m)}" for m in range(self.months)]


def open_payroll(folder: Path) -> Payroll:
    """給与計算の入力を開く: the tables of a folder. Raises InputError for a missing table or column."""
    source = scan(folder, "employees")
    if source is None:
        raise InputError(
            "there is no table of employees.",
            str(folder),
            "Put employees.parquet into the folder.",
            "従業員の表がありません。employees.parquetをフォルダに入れてください。",
        )
    schema = source.collect_schema()
    names = schema.names()
    months = sorted(dates.month(found[1]) for n in names if (found := STANDARD.fullmatch(n)))
    if not months:
        raise InputError(
            "employees has no column of standards.",
            str(folder),
            "Name a column for each month, as standard_2026-04.",
            "employeesに標準報酬月額の列がありません。月ごとに、standard_2026-04のような名前の列を作ってください。",
        )
    if months[-1] - months[0] + 1 != len(months) or len(months) > 12:
        raise InputError(
            f"the columns of standards are not up to twelve months in a row ({dates.text(months[0])} … {dates.text(months[-1])}).",
            str(folder),
            "Give each month one column.",
            f"標準報酬月額の列が、続いた12か月以内になっていません（{dates.text(months[0])}から{dates.text(months[-1])}）。1か月に1列としてください。",
        )
    for needed in ("employee", "birth"):
        if needed not in names:
            raise InputError(
                f"employees has no column '{needed}'.",
                str(folder),
                "See docs/premiums.md for the columns.",
                f"employeesに「{needed}」の列がありません。列はdocs/premiums.mdにあります。",
            )
    if "prefecture" not in names and "society" not in names:
        raise InputError(
            "employees has neither prefecture nor society.",
            str(folder),
            "One of them names the rates.",
            "employeesにprefectureの列もsocietyの列もありません。料率はどちらかで決まるので、1つを加えてください。",
        )
    known = {*DAYS, *WORDS, *BONUS_MONTHS, *OTHERS, *(n for n in names if STANDARD.fullmatch(n))}
    made = []
    for name in (*WORDS, *BONUS_MONTHS):
        made.append(pl.col(name).cast(pl.String) if name in names else pl.lit(None, pl.String).alias(name))
    for name in DAYS:
        made.append(_day(name, schema[name]) if name in names else pl.lit(None, pl.Date).alias(name))
        given = pl.col(name).is_not_null() if name in names else pl.lit(False)
        made.append(given.alias(f"{name}_given"))
    for name, kind in OTHERS.items():
        made.append(_typed(name, kind, schema[name]) if name in names else pl.lit(None, kind).alias(name))
    for m in months:
        column = f"standard_{dates.text(m)}"
        made.append(_typed(column, pl.Int64, schema[column]))
    rates = scan(folder, "rates")
    return Payroll(
        source.select(made),
        months[0],
        len(months),
        pl.DataFrame() if rates is None else rates.collect(),
        [n for n in names if n not in known],
    )


def scan(folder: Path, name: str) -> pl.LazyFrame | None:
    """表を開く: one file or a folder of files; None where there is neither."""
    single, several = folder / f"{name}.parquet", folder / name
    if single.is_file():
        return pl.scan_parquet(single, glob=False)
    if several.is_dir() and (files := sorted(several.glob("*.parquet"))):
        return pl.scan_parquet(files, glob=False)
    return None


def _day(name: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.String:
        return pl.col(name).str.to_date("%Y-%m-%d", strict=False)
    return pl.col(name).cast(pl.Date)


def _typed(name: str, wanted: type[pl.DataType], kind: pl.DataType) -> pl.Expr:
    """A column of whole numbers, or of yes and no. Raises InputError for another type."""
    if kind == wanted or kind == pl.Null or (wanted == pl.Int64 and kind.is_integer()):
        return pl.col(name) if kind == pl.Int32 else pl.col(name).cast(wanted)
    whole = wanted == pl.Int64
    raise InputError(
        f"the column {name} is of type {kind}.",
        "employees",
        "Store whole yen as whole numbers." if whole else "Store true or false.",
        f"列「{name}」の型が{kind}です。{'円の額を整数（Int64）' if whole else 'trueかfalse（Boolean）'}で入れてください。",
    )
