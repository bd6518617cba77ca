"""行を事例の形に: what stands around a household's bills in the tables, in the form of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from ..engine import dates
from ..households import form
from .check import Frames
from .classes import ALWAYS, BY_MONTH
from .incomes import FIELDS
from .pick_beside import EXTRA


def waiver_on(waivers: pl.DataFrame, person: str, bill: str, month: int) -> form.Waiver | None:
    """請求の減免: the waiver that holds for a bill in its month, without its days: bills of tables have none."""
    of = waivers.filter(pl.col("person") == person)
    rows = [w for w in of.iter_rows(named=True) if w["bill"] in (None, bill)]
    own = any(w["bill"] is not None for w in rows)
    for w in rows:
        first, last = w["from"], w["to"]
        begun = first is None or first.year * 12 + first.month - 1 <= month
        runs = last is None or last.year * 12 + last.month - 1 >= month
        if begun and runs and (w["bill"] is not None) == own:
            return form.Waiver(w["kind"], w["tenths_left"] or 0)
    return None


def beside_of(frames: Frames, person: str, bill: str) -> dict[str, Any]:
    """請求の周り: meals, charges and transport of a bill, as fields of a case's bill."""

    def rows(table: str) -> list[dict[str, Any]]:
        on = frames[table].filter((pl.col("person") == person) & (pl.col("bill") == bill))
        fields = (*EXTRA[table], "name") if table == "charges" else EXTRA[table]
        return [{f: r[f] for f in fields if r[f] is not None} for r in on.iter_rows(named=True)]

    return {
        "meals": next((form.Meals(**r) for r in rows("meals")), None),
        "charges": [form.Charge(**r) for r in rows("charges")],
        "transport": next((form.Transport(**r) for r in rows("transports")), None),
    }


def incomes_of(rows: pl.DataFrame) -> dict[str, dict[str, form.Income | list[form.Income]]]:
    """所得: the incomes of each person by year, with corrections in their order."""
    found: dict[str, dict[str, list[form.Income]]] = {}
    for row in rows.sort(pl.col("correction").fill_null(0)).iter_rows(named=True):
        one = form.Income(**{c: row[c] for c in FIELDS if row[c] is not None})
        found.setdefault(row["person"], {}).setdefault(str(row["year"]), []).append(one)
    return {
        person: {year: many if len(many) > 1 else many[0] for year, many in by_year.items()}
        for person, by_year in found.items()
    }


def facts_of(lines: pl.DataFrame, roles: pl.DataFrame) -> dict[str, Any]:
    """所得区分の事実: the class and the facts of an insurer-household, as fields of a case's insurer."""
    found: dict[str, Any] = {}
    rows = list(lines.sort("from").iter_rows(named=True))
    for column in ("class", "elder_class", *BY_MONTH):
        given = _first((dates.text(row["from"]), row[column]) for row in rows)
        if given:
            found[f"{column}_" if column == "class" else column] = given
    for column in ALWAYS:
        found |= _first((column, row[column]) for row in rows)
    of: dict[str, list[str]] = {}
    for role, person in roles.select("role", "person").iter_rows():
        of.setdefault(role, []).append(person)
    if "head" in of:
        found["head"] = of.pop("head")[0]
    return found | of


def _first(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The first value of each key, without those that are empty."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if value is not None:
            found.setdefault(key, value)
    return found
