"""表を読む: the input tables and how their values are read; their columns stand in `layout`.

A table is ``NAME.parquet`` or a folder ``NAME`` of Parquet files. The columns have the names of the case
form. A column of the wrong type refuses the table; a value that cannot be read is named in the row's
``bad``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from ..engine import dates
from ..errors import InputError
from ..forms.said import said
from .layout import OPTIONAL, PART, TABLES, TYPES, UNTAKEN, WANTED


def files_of(folder: Path, name: str) -> list[Path]:
    """表のファイル: the Parquet files of a table, in the order of their names; empty where there is none."""
    one, many = folder / f"{name}.parquet", folder / name
    if one.is_file():
        return [one]
    return sorted(many.glob("*.parquet")) if many.is_dir() else []


def scan(folder: Path, name: str) -> tuple[pl.LazyFrame, list[str]]:
    """表を開く: a table with the columns known here and its row numbers, unread; and the columns passed over.

    Raises InputError for a table that is missing, cannot be read, lacks a column, or has one of another type.
    """
    files = files_of(folder, name)
    wanted = TABLES[name]
    if not files:
        if name in OPTIONAL:
            schema = {"row": pl.UInt32(), **{c: TYPES[w.kind] for c, w in wanted.items()}}
            return pl.LazyFrame(schema=schema), []
        raise InputError(
            f"the table '{name}' is missing.",
            str(folder),
            f"Put {name}.parquet into the folder; docs/tables.md lists the tables. Cases are named as files.",
            f"表「{name}」がありません。{name}.parquetをフォルダに入れてください（docs/tables.md）。事例はファイルを指定してください。",
        )
    try:
        frame = pl.scan_parquet(files, row_index_name="row", glob=False)
        schema = frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(
            f"cannot be read ({error.__class__.__name__}).",
            str(files[0]),
            "Write it as Parquet anew.",
            f"読めません（{error.__class__.__name__}）。Parquetとして書き直してください。",
        ) from None
    for column, what in wanted.items():
        if column in schema:
            _fits(files[0], column, what.kind, schema[column])
        elif what.needed and not (column == "cost" and "parts" in schema):
            raise InputError(
                f"there is no column '{column}'.",
                str(files[0]),
                f"Add it: {said(WANTED, what.kind, 'en')}. The columns are {', '.join(c for c in schema if c != 'row')}.",
                f"「{column}」の列がありません。{said(WANTED, what.kind, 'ja')}の列として加えてください。今ある列: {'、'.join(c for c in schema if c != 'row')}。",
            )
    known = [c for c in wanted if c in schema]
    untaken = [c for c in UNTAKEN.get(name, ()) if c in schema]
    extra = [c for c in schema if c not in wanted and c not in untaken and c != "row"]
    filled = [pl.when(_filled(c, schema[c])).then(pl.lit(c)) for c in untaken]
    if filled:
        return frame.select("row", *known, pl.coalesce(filled).alias("untaken")), extra
    return frame.select("row", *known), extra


def _filled(column: str, kind: pl.DataType) -> pl.Expr:
    """Whether a field that tables do not take says something."""
    if isinstance(kind, pl.List):
        return pl.col(column).list.len() > 0
    if column == "category":
        return pl.col(column) != "general"
    return pl.col(column).is_not_null()


def _fits(path: Path, column: str, kind: str, found: pl.DataType) -> None:
    """Raises InputError where a column is of another type than the one wanted."""
    text = found in (pl.String, pl.Categorical, pl.Enum)
    good = {
        "text": text or (column == "program" and found.is_integer()),
        "whole": found.is_integer(),
        "day": found == pl.Date or found == pl.String,
        "month": found == pl.Date or text,
        "flag": found == pl.Boolean,
        "texts": found == pl.List(pl.String) or found == pl.List(pl.Null),
        "parts": _parts(found),
    }[kind]
    if good or found == pl.Null:
        return
    wanted = said(WANTED, kind, "en")
    mend = f"Cast the column '{column}' to {wanted} and write the table anew."
    ja = f"列「{column}」の型が{found}です。{said(WANTED, kind, 'ja')}に直して、表を書き直してください。"
    if kind == "whole" and found.is_float():
        mend = (
            f"Write whole numbers: in Polars `pl.col('{column}').cast(pl.Int64)`, in pandas "
            f"`.astype('Int64')`. One missing value turns a pandas column of integers into {found}."
        )
        ja = (
            f"列「{column}」の型が{found}です。整数で書いてください: Polarsでは`pl.col('{column}').cast(pl.Int64)`、"
            f"pandasでは`.astype('Int64')`。pandasの整数の列は、空の値が1つあると{found}になります。"
        )
    raise InputError(f"column '{column}' is {found}, wanted are {wanted}.", str(path), mend, ja)


def _parts(found: pl.DataType) -> bool:
    inner = found.inner if isinstance(found, pl.List) else None
    if inner == pl.Null:
        return True
    if not isinstance(inner, pl.Struct):
        return False
    fields = {f.name: f.dtype for f in inner.fields}
    lists = (pl.List(pl.String), pl.List(pl.Null), pl.Null)
    cost = fields.get("cost")
    return cost is not None and cost.is_integer() and fields.get("certificates", pl.Null) in lists


def read(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """値を読む: a table with every column of its type; ``bad`` names the first column that cannot be read,
    ``untaken`` a filled one that tables do not take.

    Missing columns are null; null is replaced by what it stands for. Months are counted year * 12 + month - 1.
    """
    exprs: list[pl.Expr] = []
    bad: list[pl.Expr] = []
    for column, what in TABLES[name].items():
        kind = TYPES[what.kind]
        if column not in frame.columns or frame.schema[column] == pl.Null:
            exprs.append(pl.lit(what.default, dtype=kind).alias(column))
            continue
        raw = pl.col(column)
        value = _value(frame[column], raw, what.kind)
        if what.words:
            value = pl.when(value.is_in(what.words)).then(value)
        if (
            what.words
            or what.kind in ("day", "month")
            or (what.kind == "whole" and frame.schema[column] == pl.UInt64)
        ):
            bad.append(pl.when(raw.is_not_null() & value.is_null()).then(pl.lit(column)))
        if what.default is not None:
            value = value.fill_null(what.default)
        exprs.append(value.alias(column))
    named = pl.coalesce(bad) if bad else pl.lit(None, dtype=pl.String)
    untaken = pl.col("untaken") if "untaken" in frame.columns else pl.lit(None, pl.String).alias("untaken")
    return frame.select("row", *exprs, named.cast(pl.String).alias("bad"), untaken)


def _value(column: pl.Series, raw: pl.Expr, kind: str) -> pl.Expr:
    """The expression that reads a column."""
    if kind == "text":
        return raw.cast(pl.String)
    if kind == "whole":
        return raw.cast(pl.Int64, strict=False)
    if kind == "day" and column.dtype == pl.String:
        whole = raw.str.contains(r"^\d{4}-\d{2}-\d{2}$")
        return pl.when(whole).then(raw.str.to_date("%Y-%m-%d", strict=False))
    if kind == "month" and column.dtype == pl.Date:
        return (raw.dt.year() * 12 + raw.dt.month() - 1).cast(pl.Int32)
    if kind == "month":
        names = column.cast(pl.String).unique().drop_nulls().to_list()
        numbers = {text: number for text in names if (number := _month(text)) is not None}
        return raw.cast(pl.String).replace_strict(numbers, default=None, return_dtype=pl.Int32)
    if kind == "parts":
        return raw.cast(PART)
    return raw.cast(TYPES[kind])


def _month(text: str) -> int | None:
    try:
        return dates.month(text)
    except InputError:
        return None


def month_text(months: Iterable[int]) -> dict[int, str]:
    """月の文字: each month as it is written in the tables."""
    return {m: dates.text(m) for m in months}
