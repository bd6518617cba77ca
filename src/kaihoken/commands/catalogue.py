"""目録の命令: kaihoken catalogue."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import Any, Literal

import msgspec

from ..catalogue.entry import Entry, Kind, Price
from ..catalogue.find import search
from ..catalogue.load import catalogue as entries
from ..catalogue.load import sources
from ..catalogue.standing import approval_on, in_force, listing_on, prices_on, status_on
from ..catalogue.words import KINDS, NO_ITEM, STATUS
from ..engine.tables import tables
from ..forms.read import day as day_of
from .files import language, print_json
from .text import padded, width

COLUMNS = ("id", "kind", "ja", "en", "maker_ja", "maker_en", "status", "approved", "valid_until", "listed", "price", "unit", "evidence")  # fmt: skip


def catalogue(
    *query: str,
    on: str | None = None,
    kind: Kind | None = None,
    json: bool = False,
    csv: bool = False,
    lang: Literal["ja", "en"] | None = None,
) -> int:
    """Look up products, services and published figures: status, price and terms on a day.

    Exit code 0: something fits; 1: nothing does.

    Parameters
    ----------
    query
        Words of a name, the maker or what it is, in Japanese or English; without any, everything.
    on
        The day; today when left out.
    kind
        Only of one kind.
    json
        Print JSON: the whole entries with their sources, and their status on the day.
    csv
        Print CSV: a line each, and a line for each published figure.
    lang
        ja or en; by default the terminal's language.
    """
    day = date.today() if on is None else day_of(on, "The day")
    found = search(entries(), " ".join(query), kind)
    if json:
        print_json([_whole(entry, day) for entry in found])
    elif csv:
        _csv(found, day)
    elif not found:
        print(f"kaihoken catalogue: nothing is called '{' '.join(query)}'.", file=sys.stderr)
    else:
        _text(found, day, language(lang), full=len(found) <= 3)
    return 0 if found else 1


def _row(entry: Entry, day: date) -> dict[str, Any]:
    """One line of an entry on a day."""
    approval, listing = approval_on(entry, day), listing_on(entry, day)
    prices = prices_on(entry, day)
    stands = entry.kind not in ("figures", "rule")
    behind = [*prices, *(one for one in (listing, approval) if one is not None)]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "ja": entry.ja,
        "en": entry.en,
        "maker_ja": entry.maker_ja,
        "maker_en": entry.maker_en,
        "status": status_on(entry, tables(), day) if stands else "",
        "approved": approval.date if approval else "",
        "valid_until": (approval.valid_until or "") if approval else "",
        "listed": listing.date if listing else "",
        "price": " + ".join("unknown" if one.amount is None else str(one.amount) for one in prices),
        "unit": " + ".join(f"{one.money} {one.unit}" for one in prices),
        "evidence": behind[0].evidence if behind else "",
    }


def _whole(entry: Entry, day: date) -> dict[str, Any]:
    """An entry with all it holds, its status and prices on a day, and where each was read."""
    whole: dict[str, Any] = msgspec.to_builtins(entry)
    named = {name for lines in whole.values() if isinstance(lines, list) for one in lines if isinstance(one, dict) for name in one.get("source", [])}  # fmt: skip
    row = _row(entry, day)
    return {
        **whole,
        "on": day.isoformat(),
        "status": row["status"],
        "prices": msgspec.to_builtins(prices_on(entry, day)),
        "sources": {name: sources()[name] for name in sorted(named)},
    }


def _csv(found: list[Entry], day: date) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in found:
        writer.writerow(_row(entry, day))
        for one in entry.figure:
            if one.on <= day.isoformat():
                writer.writerow(
                    {
                        "id": f"{entry.id}.{one.key}",
                        "kind": "figure",
                        "ja": one.ja,
                        "en": one.en,
                        "listed": one.on,
                        "price": one.value,
                        "unit": one.unit,
                        "evidence": one.evidence,
                    }
                )


def _text(found: list[Entry], day: date, lang: str, full: bool) -> None:
    ja = lang == "ja"
    first = max(width(entry.ja if ja else entry.en) for entry in found) + 2
    for entry in found:
        row = _row(entry, day)
        said = (STATUS.get(row["status"]) or KINDS[entry.kind])[0 if ja else 1]
        if row["status"] == "not_on_market" and entry.kind in ("service", "fee"):
            said = NO_ITEM[0][0 if ja else 1]
        price = "" if not row["price"] else f"  {_amounts(entry, day, ja)}"
        print(f"{padded(entry.ja if ja else entry.en, first)}{said}{price}")
        if not full:
            continue
        print(f"  {entry.what_ja if ja else entry.what_en}")
        for label, value in (("承認" if ja else "approved", row["approved"]), ("期限" if ja else "valid until", row["valid_until"]), ("保険適用" if ja else "listed", row["listed"])):  # fmt: skip
            if value:
                print(f"  {label}: {value}")
        for one in entry.outcome:
            print(f"  {one.date}: {one.ja if ja else one.en} [{one.evidence}]")
        for price_ in entry.price:
            told = _amount(price_, ja)
            name = f"{price_.name_ja if ja else price_.name} " if price_.name else ""
            print(
                f"  {price_.from_}: {name}{told} ({price_.unit_ja if ja else price_.unit}) [{price_.evidence}]"
            )
        for figure in entry.figure:
            if figure.on <= day.isoformat():
                value = figure.value if figure.value == "unknown" else f"{figure.value:,}"
                print(
                    f"  {figure.on}: {figure.ja if ja else figure.en}: {value} {figure.unit} [{figure.evidence}]"
                )
        for said_ in (
            *in_force(entry.rule, day),
            *in_force(entry.condition, day),
            *in_force(entry.duty, day),
        ):
            print(f"  - {said_.ja if ja else said_.en} [{said_.evidence}]")
        for doubt in entry.unverified_ja if ja else entry.unverified_en:
            print(f"  ! {doubt}")


def _amounts(entry: Entry, day: date, ja: bool) -> str:
    prices = prices_on(entry, day)
    if len(prices) > 1 and all(one.amount is None for one in prices):
        prices = prices[:1]  # one hole says it for all
    return " + ".join(_amount(one, ja) for one in prices)


def _amount(price: Price, ja: bool) -> str:
    if price.amount is None:
        return "価格不明" if ja else "price not known"
    text = f"{price.amount:,}" if isinstance(price.amount, int) else price.amount
    return text + {"yen": ("円", " yen"), "points": ("点", " points")}[price.money][0 if ja else 1]
