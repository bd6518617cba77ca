"""法令の数字を並べる: entries of the tables as plain data, and what differs between two months."""

from __future__ import annotations

from typing import Any

from . import dates
from .tables import Row, Tables


def entry(row: Row, book: Tables) -> dict[str, Any]:
    """表の一行: with its dates, marks and sources, as programs read it."""
    return {
        "series": row.series,
        "key": row.key,
        "from": dates.text(row.since),
        "values": row.values,
        "status": row.status,
        "evidence": row.evidence,
        "basis": row.basis,
        "sources": [book.sources[s] for s in row.source],
        "note": row.note,
        "note_ja": row.note_ja,
        "place": f"law/tables/{row.file.name}:{row.line}",
    }


def differing(book: Tables, first: int, second: int) -> list[dict[str, Any]]:
    """変わるもの: entries whose values differ between two months, with both values."""
    found = []
    for series in book.series.values():
        before, after = series.on(first) or {}, series.on(second) or {}
        for key in [*before, *(k for k in after if k not in before)]:
            old, new = before.get(key), after.get(key)
            if (old and old.values) != (new and new.values) or (old and old.evidence) != (
                new and new.evidence
            ):
                row = new or old
                assert row is not None
                found.append({**entry(row, book), "before": old and old.values, "after": new and new.values})
    return found
