"""料率の源: the rates of every prefecture and society that a payroll names, as rows of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from ..engine import dates
from ..engine.tables import Tables
from ..errors import InputError
from ..forms.doubts import doubts as doubts_of
from ..forms.teller import Teller
from ..law.premium_shapes import PremiumAges, Rates
from ..premiums.form import GivenRates, Insured
from ..premiums.months import ages_of
from ..premiums.prefectures import KNOWN, PREFECTURES
from ..premiums.rates import both, care_rate, child_rate, health_rate, pension_rate
from ..premiums.standards import span_of
from .tables import RATES


class _Yen(NamedTuple):
    yen: int


class _Days(NamedTuple):
    days: int


@dataclass(frozen=True, slots=True)
class Sources:
    """料率の源: rows of rates, and where each prefecture and society begins among them.

    hole: rows begin of which a rate is not known; careless: of which the care rate is not.
    """

    rates: Rates
    ages: PremiumAges
    begins: dict[str, int]
    hole: frozenset[int]
    careless: frozenset[int]
    provisional: list[dict[str, str]]


def sources(law: Tables, table: pl.DataFrame, first: int, months: int) -> Sources:
    """料率の源を並べる: of all prefectures and of the societies of the rates table.

    Raises InputError for a society's row that cannot be read.
    """
    teller = Teller(law)
    rows: list[tuple[int, ...]] = []
    begins: dict[str, int] = {}
    hole: set[int] = set()
    careless: set[int] = set()
    people: list[tuple[str, list[Insured]]] = [
        (f"prefecture {name}", [Insured(prefecture=name)] * months) for name in PREFECTURES
    ]
    people += _societies(table, first, months)
    fixed = [_fixed(teller, first + m) for m in range(months)]
    for name, insured in people:
        begins[name] = begin = len(rows)
        for m, one in enumerate(insured):
            month = first + m
            health, child = health_rate(teller, one, month, name), child_rate(teller, one, month, name)
            try:
                cared = both(health, care_rate(teller, one, month, name))
            except InputError:  # a society that has not told it
                cared = health._replace(missing=("", ""))
            if not health.known or (child is not None and not child.known):
                hole.add(begin)
            if not cared.known:
                careless.add(begin)
            of_child = (0, 0) if child is None else child[:2]
            rows.append((*health[:2], *cared[:2], *of_child, *fixed[m]))
    by_prefecture = {word: begins[f"prefecture {name}"] for word, name in KNOWN.items()}
    societies = {name: begin for name, begin in begins.items() if not name.startswith("prefecture ")}
    doubts = [{"ja": d.ja, "en": d.en} for d in doubts_of(row for row in teller.entries if row.provisional)]
    columns = Rates(*(list(column) for column in zip(*rows, strict=True)))
    everything = {**{f"prefecture {w}": b for w, b in by_prefecture.items()}, **societies}
    return Sources(columns, ages_of(teller, first), everything, frozenset(hole), frozenset(careless), doubts)


def _fixed(teller: Teller, month: int) -> tuple[int, ...]:
    """What a month has for everyone: pension, range, leave, ceilings of bonuses."""
    span = span_of(teller, month, "pension")
    needed = teller.figures(_Days, "leave_days", month, "childcare").days
    limits = [
        teller.figures(_Yen, "bonus_limit", month, k).yen for k in ("unit", "health_year", "pension_month")
    ]
    return (*pension_rate(teller, month)[:2], span.lowest, span.highest, needed, *limits)


def _societies(table: pl.DataFrame, first: int, months: int) -> list[tuple[str, list[Insured]]]:
    """The societies of the rates table with their rates month by month; `from` begins a change."""
    if table.is_empty():
        return []
    if "society" not in table.columns or "health" not in table.columns:
        raise InputError(
            "the rates table needs the columns society and health.",
            "rates",
            "See docs/premiums.md.",
            "料率の表にはsocietyとhealthの列が要ります。docs/premiums.mdを見てください。",
        )
    found: dict[str, list[tuple[int, GivenRates]]] = {}
    for n, row in enumerate(table.to_dicts(), 1):
        name, where = row["society"], f"rates row {n}"
        if name is None or row["health"] is None:
            raise InputError(
                "a society needs its name and its health rate.",
                where,
                "Write per cent, as 9.85.",
                "健保組合の名前か健康保険料率がありません。料率は9.85のように%で書いてください。",
            )
        begin = dates.month(str(row["from"])[:7]) if row.get("from") is not None else 0
        rates = GivenRates(**{k: _percent(row.get(k)) for k in RATES})
        found.setdefault(f"society {name}", []).append((begin, rates))
    out = []
    for name, changes in found.items():
        changes.sort(key=lambda one: one[0])
        if changes[0][0] > first:
            raise InputError(
                f"the rates of '{name}' begin after {dates.text(first)}.",
                "rates",
                "Give an earlier row.",
                f"「{name}」の料率が{dates.text(first)}より後から始まっています。それより前からの行を加えてください。",
            )
        out.append(
            (name, [Insured(rates=[r for b, r in changes if b <= first + m][-1]) for m in range(months)])
        )
    return out


def _percent(value: Any) -> float | str | None:
    return value if value is None or isinstance(value, (float, str)) else float(value)


def row_of(begins: dict[str, int], kind: str, column: str) -> pl.Expr:
    """料率の行: where the rates of the prefecture or society in a column begin; null where none do."""
    words = {name.removeprefix(f"{kind} "): b for name, b in begins.items() if name.startswith(f"{kind} ")}
    text = pl.col(column).str.strip_chars()
    if kind == "prefecture":
        text = text.str.to_lowercase()
        words = {w.lower(): b for w, b in words.items()}
    return text.replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.Int32) if words else pl.lit(None, pl.Int32)  # fmt: skip
