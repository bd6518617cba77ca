"""請求の周り: what a bill charges beside the insured cost: meals, residence, charges of the patient's choice."""

from __future__ import annotations

from ..engine.tables import Row
from . import chosen, form, meals, transport
from .answer import Extra
from .pack import Packed


def extras_of(case: form.Case, packed: Packed, b: int) -> tuple[list[Extra], list[Row]]:
    """請求の周りの額: every charge beside the insured cost of a bill, and the entries of the tables behind.

    Never counted toward a cap. Raises InputError for one that contradicts the bill.
    """
    found: list[Extra] = []
    rows: list[Row] = []
    for room in (meals, chosen, transport):
        extras, behind = room.extras(case, packed, b)
        found += extras
        rows += behind
    return found, rows


def counter_total(collected: int, extras: list[Extra]) -> int | None:
    """窓口の支払いの計: what the counter collects with the extras, yen; None without any, or with one not known."""
    if not extras:
        return None
    total = collected
    for extra in extras:
        if extra.elsewhere:
            continue
        if extra.family is None:
            return None
        total += extra.family
    return total
