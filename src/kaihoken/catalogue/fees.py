"""点数表の価格: points that stand in a table of the law, as prices of an entry, so that each stands in one place."""

from __future__ import annotations

import msgspec

from ..engine import dates
from ..engine.tables import Row, Series, Tables
from .entry import Entry, Fee, Price, first_day, last_day


def priced(entry: Entry, law: Tables) -> Entry:
    """点数表の価格を加える: the entry with a price for each period of its fees; the table's notes come along."""
    prices = [price for fee in entry.fee for price in _prices(fee, law.series[fee.series])]
    return msgspec.structs.replace(entry, price=[*entry.price, *prices])


def _prices(fee: Fee, series: Series) -> list[Price]:
    last = [] if fee.until is None else [last_day(fee.until)]
    if series.until is not None:
        last.append(last_day(dates.text(series.until)))
    end = min(last).isoformat() if last else None
    found = []
    for nth, (since, rows) in enumerate(series.periods):
        row = rows.get(fee.key)
        following = series.periods[nth + 1][0] if nth + 1 < len(series.periods) else None
        day = first_day(f"{dates.text(since)}-01")
        over = following is not None and first_day(f"{dates.text(following)}-01") <= first_day(fee.from_)
        if row is None or over or (last and day > min(last)):
            continue
        gone = following is not None and fee.key not in series.periods[nth + 1][1]
        until = dates.last_day(following - 1) if gone and following is not None else end
        found.append(_price(fee, row, max(day, first_day(fee.from_)).isoformat(), until))
    return found


def _price(fee: Fee, row: Row, since: str, until: str | None) -> Price:
    points = row.values["points"]
    noted = row.provisional or row.evidence == "unknown"
    return Price(
        from_=since,
        points=points if isinstance(points, int) else "unknown",
        unit=fee.unit,
        unit_ja=fee.unit_ja,
        name=fee.name,
        name_ja=fee.name_ja,
        count=fee.count,
        until=until,
        evidence=row.evidence,  # type: ignore[arg-type]
        source=list(row.source),
        note=row.note_in("en") if noted else "",
        note_ja=row.note_in("ja") if noted else "",
    )
