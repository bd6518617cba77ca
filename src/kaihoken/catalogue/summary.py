"""目録の要約: an entry on a day in one line, and whole with its sources; prices in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from ..engine.tables import tables
from .entry import Entry, Price
from .load import sources
from .standing import approval_on, listing_on, prices_on, status_on
from .words import KINDS, NO_ITEM, STATUS


def row_of(entry: Entry, day: date) -> dict[str, Any]:
    """一行: one line of an entry on a day."""
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


def whole(entry: Entry, day: date) -> dict[str, Any]:
    """全体: an entry with all it holds, its status and prices on a day, and where each was read."""
    whole: dict[str, Any] = msgspec.to_builtins(entry)
    named = {name for lines in whole.values() if isinstance(lines, list) for one in lines if isinstance(one, dict) for name in one.get("source", [])}  # fmt: skip
    row = row_of(entry, day)
    return {
        **whole,
        "on": day.isoformat(),
        "status": row["status"],
        "prices": msgspec.to_builtins(prices_on(entry, day)),
        "sources": {name: sources()[name] for name in sorted(named)},
    }


def status_of(entry: Entry, status: str, lang: str) -> str:
    """提供の枠組みの言葉: of a status; what has none is named by its kind."""
    said = STATUS.get(status) or KINDS[entry.kind]
    if status == "not_on_market" and entry.kind in ("service", "fee"):
        said = NO_ITEM[0]
    return said[0 if lang == "ja" else 1]


def amounts(entry: Entry, day: date, lang: str) -> str:
    """その日の価格の言葉: every price of a day, side by side (they may be of different cases); several holes are told once."""
    prices = prices_on(entry, day)
    if len(prices) > 1 and all(one.amount is None for one in prices):
        prices = prices[:1]
    return ("、" if lang == "ja" else "; ").join(amount(one, lang) for one in prices)


def amount(price: Price, lang: str) -> str:
    """価格の言葉: yen or points; a declared hole says so."""
    ja = lang == "ja"
    if price.amount is None:
        return "価格不明" if ja else "price not known"
    text = f"{price.amount:,}" if isinstance(price.amount, int) else price.amount
    return text + {"yen": ("円", " yen"), "points": ("点", " points")}[price.money][0 if ja else 1]
