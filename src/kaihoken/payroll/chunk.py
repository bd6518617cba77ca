"""一つの組: premiums of some employees: their rows in, premiums and undecided rows out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl

from ..engine import dates
from ..engine.compiled import arrays, compiled
from ..engine.tables import Tables
from ..law.payroll import BONUSES
from ..law.premium_shapes import Bonuses, Employees, Owed, Pay
from ..law.shapes import NONE
from .allowances import allowances, wrong_allowances
from .sources import Sources, row_of
from .tables import BONUS_MONTHS, BONUS_YEN, DAYS, Payroll

PARTS = ("health", "child", "pension")


class Settled(NamedTuple):
    """一つの組の答え: premiums, one row per employee; rows that cannot be settled."""

    premiums: pl.DataFrame
    undecided: pl.DataFrame


def settle_chunk(
    frame: pl.DataFrame, payroll: Payroll, found: Sources, law: Tables, twice: pl.Series, owed: Owed
) -> Settled:
    """一つの組を計算する: ``frame`` has `row` and `office_row`; ``owed`` gets the offices' sums added."""
    rows = checked(frame, payroll, found, law, twice)
    good = rows.filter(pl.col("reason").is_null())
    undecided = rows.filter(pl.col("reason").is_not_null()).select("row", "employee", "reason")
    count, months = good.height, payroll.months
    employees, bonuses = columns(good, payroll)
    pay = Pay(*(np.zeros(count * months, np.int32) for _ in Pay._fields))  # type: ignore[arg-type]
    paid = Pay(*(np.zeros(count * BONUSES, np.int32) for _ in Pay._fields))  # type: ignore[arg-type]
    compiled("pay_year")(
        found.ages, employees, bonuses, arrays(found.rates), pay, paid, owed, payroll.first, months
    )
    return Settled(
        _premiums(good, payroll, pay, paid).hstack(allowances(good, law, payroll.first)), undecided
    )


def _month(column: str) -> pl.Expr:
    """The month of a day, counted."""
    return pl.col(column).dt.year() * 12 + pl.col(column).dt.month().cast(pl.Int32) - 1


def checked(
    frame: pl.DataFrame, payroll: Payroll, found: Sources, law: Tables, twice: pl.Series
) -> pl.DataFrame:
    """The rows with months counted, and the first reason why a row cannot be settled."""
    last = payroll.first + payroll.months - 1
    table = frame.with_columns(
        pl.coalesce(row_of(found.begins, "society", "society"), row_of(found.begins, "prefecture", "prefecture")).alias("rates"),
        _month("birth").alias("birth_month"),
        *(_text_month(name) for name in BONUS_MONTHS),
    )  # fmt: skip
    begins, ends = pl.col("leave_from"), pl.col("leave_to")
    leave = pl.any_horizontal(begins.is_not_null(), ends.is_not_null(), pl.col("leave_kind").is_not_null())
    no_day = pl.any_horizontal(*(pl.col(f"{d}_given") & pl.col(d).is_null() for d in DAYS if d != "birth"))
    cared = (pl.col("birth_month") + found.ages.care * 12 - 1 <= last) & (
        pl.col("birth_month") + found.ages.care_end * 12 >= payroll.first
    )
    reasons: list[tuple[str, pl.Expr]] = [
        ("name_missing", pl.col("employee").is_null()),
        ("twice", pl.col("employee").is_in(twice.implode())),
        ("birth_wrong", pl.col("birth").is_null() | (pl.col("birth_month") > payroll.first)),
        ("day_wrong", no_day),
        ("left_before_joined", pl.col("left") < pl.col("joined")),
        ("leave_wrong", leave & ~(pl.col("leave_kind").is_in(["maternity", "childcare"]) & (ends >= begins)).fill_null(value=False)),
        ("society_unknown", pl.col("rates").is_null() & pl.col("society").is_not_null()),
        ("prefecture_unknown", pl.col("rates").is_null()),
        ("rate_unknown", pl.col("rates").is_in(list(found.hole)) | (pl.col("rates").is_in(list(found.careless)) & cared)),
        ("standard_wrong", _wrong_standard(payroll, law)),
        ("bonus_wrong", _wrong_bonus(payroll)),
        *wrong_allowances(law, payroll.first),
    ]  # fmt: skip
    reason = pl.coalesce(*(pl.when(when).then(pl.lit(code)) for code, when in reasons))
    return table.with_columns(reason.alias("reason"))


def _text_month(name: str) -> pl.Expr:
    year, month = pl.col(name).str.slice(0, 4), pl.col(name).str.slice(5, 2)
    number = year.cast(pl.Int32, strict=False) * 12 + month.cast(pl.Int32, strict=False) - 1
    shaped = pl.col(name).str.contains(r"^\d{4}-(0[1-9]|1[0-2])")
    return pl.when(shaped).then(number).when(pl.col(name).is_not_null()).then(NONE).alias(f"{name}_number")


def _wrong_standard(payroll: Payroll, law: Tables) -> pl.Expr:
    """Whether a standard of a month is none of that month's list."""
    wrong = []
    for m, column in enumerate(payroll.standards):
        month = payroll.first + m
        span = law.rows("remuneration_range", month)["health"].values
        known = [
            row.values["standard"]
            for row in law.rows("remuneration_grade", month).values()
            if span["lowest"] <= row.values["standard"] <= span["highest"]  # type: ignore[operator]
        ]
        wrong.append(~pl.col(column).is_in(known))
    return pl.any_horizontal(*wrong).fill_null(value=False)


def _wrong_bonus(payroll: Payroll) -> pl.Expr:
    """Whether a bonus lacks its month or amount, lies outside the months, or stands out of order."""
    wrong = [pl.col("bonus_before") < 0]
    for k, (month, yen) in enumerate(zip(BONUS_MONTHS, BONUS_YEN, strict=True)):
        number = pl.col(f"{month}_number")
        wrong += [
            number.is_null() != pl.col(yen).is_null(), pl.col(yen) < 0, pl.col(yen) > 2_000_000_000,
            (number < payroll.first) | (number >= payroll.first + payroll.months),
        ]  # fmt: skip
        if k:
            before = pl.col(f"{BONUS_MONTHS[k - 1]}_number")
            wrong.append((number <= before) | (number.is_not_null() & before.is_null()))
    return pl.any_horizontal(*(w.fill_null(value=False) for w in wrong))


def columns(good: pl.DataFrame, payroll: Payroll) -> tuple[Employees, Bonuses]:
    """The rows as columns of the law."""
    day_after = [pl.col(c) + pl.duration(days=1) for c in ("left", "leave_to")]
    childcare = pl.col("leave_kind") == "childcare"
    table = good.select(
        pl.col("birth_month"),
        pl.col("birth").dt.day().alias("birth_day"),
        _month("joined").fill_null(0).alias("joined"),
        (day_after[0].dt.year() * 12 + day_after[0].dt.month().cast(pl.Int32) - 1).fill_null(NONE).alias("lost"),
        pl.col("pension").fill_null(value=True).cast(pl.Int8).alias("insured_pension"),
        pl.col("rates"),
        pl.col("office_row").alias("office"),
        _month("leave_from").fill_null(NONE).alias("leave_first"),
        (day_after[1].dt.year() * 12 + day_after[1].dt.month().cast(pl.Int32) - 1).fill_null(NONE).alias("leave_after"),
        pl.when(childcare).then((pl.col("leave_to") - pl.col("leave_from")).dt.total_days() + 1).fill_null(NONE).alias("leave_length"),
        (pl.col("leave_to") >= pl.col("leave_from").dt.offset_by("1mo")).fill_null(value=False).cast(pl.Int8).alias("leave_long"),
        pl.col("bonus_before").fill_null(0),
    )  # fmt: skip
    standard = [good[c].fill_null(NONE) for c in payroll.standards]
    months = [good[f"{c}_number"].fill_null(NONE) for c in BONUS_MONTHS]
    yen = [good[c].fill_null(0) for c in BONUS_YEN]
    fields: list[Any] = [table[name].to_numpy(writable=True) for name in Employees._fields[:-1]]
    return (
        arrays(Employees._make([*fields, _joined(standard)])),
        arrays(Bonuses(_joined(months), _joined(yen))),
    )


def _joined(columns: list[pl.Series]) -> Any:
    return np.concatenate([c.to_numpy() for c in columns])


def _premiums(good: pl.DataFrame, payroll: Payroll, pay: Pay, paid: Pay) -> pl.DataFrame:
    """A row per employee: sums of the months, each month's parts, each bonus's parts."""
    count = good.height
    own, office = (
        sum((_total(table[n], rows) for table, rows in ((pay, payroll.months), (paid, BONUSES)) for n in parts), start=np.zeros(count, np.int64))
        for parts in (range(3), range(3, 6))
    )  # fmt: skip
    made = [
        good["employee"],
        good["office"].fill_null(""),
        pl.Series("deducted", own),
        pl.Series("employer", office),
    ]
    for m in range(payroll.months):
        month = dates.text(payroll.first + m)
        made += [
            _slice(f"{name}_{month}", values, m, count) for name, values in zip(Pay._fields, pay, strict=True)
        ]
    for k in range(BONUSES):
        made += [
            _slice(f"bonus{k + 1}_{name}", values, k, count)
            for name, values in zip(Pay._fields, paid, strict=True)
        ]
    return pl.DataFrame(made)


def _slice(name: str, values: Any, m: int, count: int) -> pl.Series:
    return pl.Series(name, values[m * count : (m + 1) * count])


def _total(values: Any, rows: int) -> Any:
    """Each employee's sum over the rows of a column."""
    return np.asarray(values).reshape(rows, -1).sum(0, dtype=np.int64)
