"""疑い: what is not confirmed about the figures behind an answer."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..engine.tables import PROVISIONAL, Row


class Doubt(Struct, frozen=True):
    """疑い: a figure behind the answer that no official text confirms."""

    ja: str
    en: str
    evidence: str
    status: str
    basis: str
    series: str


def doubt_of(row: Row) -> Doubt:
    """疑い: what is not confirmed about an entry of the tables."""
    return Doubt(row.note_in("ja"), row.note_in("en"), row.evidence, row.status, row.basis, row.series)


def doubts(rows: Iterable[Row]) -> list[Doubt]:
    """疑い: of entries that are provisional or not yet in force, one for each reason."""
    found: dict[tuple[str, str], Doubt] = {}
    for row in rows:
        if row.provisional or row.status != "in_force" or row.evidence == "unknown":
            found.setdefault((row.series, row.note or row.key), doubt_of(row))
    return list(found.values())


def provisional(found: Iterable[Doubt]) -> bool:
    """暫定: whether an amount rests on a figure that no official text confirms."""
    return any(d.evidence in PROVISIONAL for d in found)
