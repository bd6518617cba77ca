"""地方助成の列: local aid on the bills of a chunk, as columns of the law."""

from __future__ import annotations

import numpy as np
import polars as pl

from ..households.certificates import AID, LOCAL
from ..law.shapes import NONE
from .cards import Cards
from .facts import Array


def aid_columns(frame: pl.DataFrame, found: Cards) -> dict[str, Array]:
    """Local aid on the bills: the columns of `households.certificates.aid_of`."""
    local = (
        found.names.filter(pl.col("program") == LOCAL)
        .join(frame.select("row", "b", "times"), on="row")
        .unique("b", keep="first")
    )
    n = frame.height
    names = ("aid", "aid_amount", "aid_times", "aid_most", "aid_month")
    columns = {name: np.full(n, NONE, np.int64) for name in names} | {"aid_in_kind": np.ones(n, np.int64)}
    at = local["b"].to_numpy()
    cards_ = [found.kinds[card] for card in local["card"].to_list()]
    columns["aid"][at] = [AID[c.per] for c in cards_]
    columns["aid_amount"][at] = [NONE if c.limit is None else c.limit for c in cards_]
    columns["aid_times"][at] = local["times"].fill_null(NONE).to_numpy()
    columns["aid_most"][at] = [NONE if c.most_times is None else c.most_times for c in cards_]
    columns["aid_month"][at] = [NONE if c.month_limit is None else c.month_limit for c in cards_]
    columns["aid_in_kind"][at] = [int(c.in_kind) for c in cards_]
    return columns
