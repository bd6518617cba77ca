"""行を事例の形に: what stands around a household's bills in the tables, in the form of a case."""

from __future__ import annotations

import polars as pl

from ..households import form


def waiver_on(waivers: pl.DataFrame, person: str, bill: str, month: int) -> form.Waiver | None:
    """請求の減免: the waiver that holds for a bill in its month, without its days: bills of tables have none."""
    rows = [w for w in waivers.iter_rows(named=True) if w["person"] == person and w["bill"] in (None, bill)]
    own = any(w["bill"] is not None for w in rows)
    for w in rows:
        first, last = w["from"], w["to"]
        begun = first is None or first.year * 12 + first.month - 1 <= month
        runs = last is None or last.year * 12 + last.month - 1 >= month
        if begun and runs and (w["bill"] is not None) == own:
            return form.Waiver(w["kind"], w["tenths_left"] or 0)
    return None
