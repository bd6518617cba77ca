"""請求の事実を読む: age group, class and row of every bill; and which households' months are whole.

What decides a bill's row is read by the functions of a single household, once for each distinct combination
of facts (`pick`); here it is only counted, joined and split off where something is missing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ..engine import dates
from ..engine.compiled import ages_all
from ..households.persons import DISABLED_EARLIER
from ..law.people import SENIOR
from ..law.shapes import NONE
from .cards import Cards, assisted
from .check import Checked
from .members import first_reason
from .pick import Facts, Picker, Row

Array = Any  # NumPy arrays, where the law's shapes speak of sequences
MANY = 1 << 62


def numbers(frame: pl.DataFrame, name: str, null: int = NONE) -> Array:
    """列の数: a column as whole numbers, null as ``null``."""
    return frame[name].cast(pl.Int64).fill_null(null).to_numpy(writable=True)


def _coded(series: pl.Series) -> tuple[Array, list[Any]]:
    """A column as numbers into the list of its distinct values; null is one of them."""
    values = series.unique(maintain_order=True)
    codes = series.replace_strict(
        values, pl.Series(range(len(values)), dtype=pl.Int64), default=0, return_dtype=pl.Int64
    )
    return codes.to_numpy(), values.to_list()


def grouped(bills: pl.DataFrame, picker: Picker) -> tuple[pl.DataFrame, pl.DataFrame]:
    """年齢の区分: bills with the age group of their patient, and those whose age does not fit the scheme."""
    scheme = bills["scheme"]
    group, past, before = (np.zeros(bills.height, np.int64) for _ in range(3))
    ages_all()(
        numbers(bills, "birth_month"),
        numbers(bills, "birth_day"),
        numbers(bills, "month"),
        (scheme == "elderly").cast(pl.Int64).to_numpy(writable=True),
        scheme.is_in(["employee", "national"]).cast(pl.Int64).to_numpy(writable=True),
        np.where(bills["disabled"].fill_null(False).to_numpy(), DISABLED_EARLIER, 0).astype(np.int64),
        picker.ages,
        group,
        past,
        before,
    )
    bills = bills.with_columns(group=pl.Series(group), unfit=pl.Series(past + before)).with_columns(
        reason=first_reason(
            (pl.col("birth_month") > pl.col("month"), "born_after"), (pl.col("unfit") > 0, "age_scheme")
        )
    )
    bad = bills.filter(pl.col("reason").is_not_null()).select("row", "reason", "detail")
    return bills.filter(pl.col("reason").is_null()), bad


def picked(
    bills: pl.DataFrame, found: Cards, people: pl.DataFrame, picker: Picker
) -> tuple[pl.DataFrame, list[Row], pl.DataFrame]:
    """請求の行: bills with the row of their combination (``pick``) and their class, and those without a row."""
    senior = pl.col("group") >= SENIOR
    dependant = (pl.col("scheme") == "employee") & senior & ~pl.col("has_elder")
    uninsured = pl.col("scheme") == "none"
    births = people.select("birth").rename({"birth": "insured_birth"}).with_row_index("insured_ix")
    helped = assisted(found).with_columns(assistance=pl.lit(True))
    bills = (
        bills.join(births, on="insured_ix", how="left", maintain_order="left")
        .join(helped, on="row", how="left", maintain_order="left")
        .with_columns(
            **{"class": pl.when(~uninsured & ~(senior & pl.col("has_elder"))).then("class")},
            elder_class=pl.when(~uninsured & senior).then("elder_class"),
            has_elder=pl.col("has_elder") & senior & ~uninsured,
            insured_birth=pl.when(dependant).then("insured_birth"),
            disabled=pl.col("disabled").fill_null(False),
            assistance=pl.col("assistance").fill_null(False),
            inpatient=pl.col("setting") == "inpatient",
        )
    )
    names = (
        "month", "scheme", "group", "share", "shown", "inpatient", "class", "elder_class", "has_elder",
        "disabled", "assistance", "insured_birth",
    )  # fmt: skip
    key = np.zeros(bills.height, np.int64)
    values: list[list[Any]] = []
    for name in names:
        codes, distinct = _coded(bills[name])
        key = key * len(distinct) + codes
        values.append(distinct)
        if int(np.prod([len(v) for v in values], dtype=object)) > MANY:  # pragma: no cover
            raise OverflowError("too many combinations of facts in one chunk")
    distinct_keys, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    birth = bills["birth"]
    rows: list[Row] = []
    for code, at in zip(distinct_keys.tolist(), first.tolist(), strict=True):
        one: list[Any] = []
        for distinct in reversed(values):
            code, digit = divmod(code, len(distinct))
            one.append(distinct[digit])
        month, *middle, insured = reversed(one)
        facts = Facts(dates.text(month), *middle, None if insured is None else insured.isoformat())  # type: ignore[call-arg]
        rows.append(picker.row(facts, birth[at].isoformat()))
    pick = pl.Series("pick", inverse.astype(np.int64))
    read = pl.DataFrame(
        [(n, r.reason, r.detail, r.cls) for n, r in enumerate(rows)],
        schema={"pick": pl.Int64, "reason": pl.String, "detail": pl.String, "cls": pl.String},
        orient="row",
    )
    bills = (
        bills.drop("reason", "detail")
        .with_columns(pick)
        .join(read, on="pick", how="left", maintain_order="left")
    )
    bad = bills.filter(pl.col("reason").is_not_null()).select("row", "reason", "detail")
    return bills.filter(pl.col("reason").is_null()), rows, bad


def whole_months(
    bills: pl.DataFrame, wrong: pl.DataFrame, checked: Checked
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """そろった月: leaves only households' months of which every bill stands: a sum lacking a bill would be wrong."""
    broken = open_months(checked, wrong)
    lost = bills.join(broken, on=["insurer_ix", "month"], how="semi").select(
        "row", reason=pl.lit("other_undecided"), detail=pl.lit("")
    )
    return bills.join(broken, on=["insurer_ix", "month"], how="anti", maintain_order="left"), lost


def open_months(checked: Checked, wrong: pl.DataFrame) -> pl.DataFrame:
    """未決の月: insurer-households and months to which an undecided bill may belong. Re-sent ones, and those of accidents at work, open none."""
    rows = wrong.filter(~pl.col("reason").is_in(["resent", "work_accident"])).select("row")
    return (
        checked.touched.join(rows, on="row", how="semi")
        .join(checked.bills.select("row", "month"), on="row")
        .select("insurer_ix", "month")
        .unique()
    )
