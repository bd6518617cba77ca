"""足りない事実: what the law asks for when it cannot go on.

A rule asks with ``need``. One household stops there and the engine settles once per possible
answer; among many households the bill is marked and comes back with its reason.
"""

from __future__ import annotations

from .marks import helper
from .shapes import Marks

SHARE = 1
CAP_FIGURE = 2


class Missing(Exception):
    """事実の不足: a fact of a bill is missing; the engine turns this into choices."""

    def __init__(self, fact: int, bill: int, row: int) -> None:
        super().__init__(fact, bill, row)
        self.fact = fact
        self.bill = bill
        self.row = row


@helper("needed fact", ja="必要な事実")
def need(value: int, fact: int, row: int, undecided: Marks, b: int) -> int:
    """必要な事実: the value, or a question.

    value: NONE when it is not known; fact: which fact; row: of what; undecided: the column in which
    the compiled run marks the bill instead of stopping; b: the bill.
    """
    if value < 0:
        raise Missing(fact, b, row)
    return value
