"""療養費をまとめる: bills of a chunk that were paid in full first, and what of them the insurer counts.

The same meaning as `households.refunded`, which reads one such bill.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from ..households.refunded import REFUNDED
from ..law.shapes import NONE
from . import pick_around
from .cards import Cards, national_on
from .facts import Array
from .pick import Picker

CASH = pl.col("kind") == REFUNDED


def paid_first(bills: pl.DataFrame, found: Cards, picker: Picker) -> pl.DataFrame:
    """療養費にならない請求: bills that the insurer gives nothing back for: row, reason, detail."""
    some = national_on(bills.filter(CASH).select("row", "paid_for", "scheme"), found)
    kinds = some.select(pl.exclude("row")).unique(maintain_order=True)
    read = pl.DataFrame(
        [pick_around.refunded(picker, *kind) for kind in kinds.iter_rows()],
        schema={"reason": pl.String, "detail": pl.String},
        orient="row",
    )
    return (
        some.join(kinds.hstack(read), on=kinds.columns, maintain_order="left")
        .select("row", "reason", "detail")
        .filter(pl.col("reason").is_not_null())
    )


def cash_columns(frame: pl.DataFrame, values: dict[str, Array]) -> dict[str, Array]:
    """療養費の列: the columns of `law.shapes.Bills` that differ where all was paid first; none without any."""
    cash = frame.select(CASH).to_series().to_numpy()
    if not cash.any():
        return {}
    return {
        "cash": cash.astype(np.int64),
        "aid_in_kind": np.where(cash, 0, values["aid_in_kind"]),
        "counter_terms": np.where(cash, NONE, values["counter_terms"]),
    }
