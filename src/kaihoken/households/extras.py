"""請求の周り: what a bill charges beside the insured cost: meals, residence, charges of the patient's choice."""

from __future__ import annotations

from ..engine.tables import Row
from . import chosen, form, meals, transport
from .answer import Extra
from .pack import Packed
from .refunded import REASONS, REFUNDED, counted


def extras_of(case: form.Case, packed: Packed, b: int) -> tuple[list[Extra], list[Row]]:
    """請求の周りの額: every charge beside the insured cost of a bill, and the entries of the tables behind.

    Never counted toward a cap. Raises InputError for one that contradicts the bill.
    """
    found: list[Extra] = []
    rows: list[Row] = []
    above = _above_standard(case, packed, b)
    if above is not None:
        found.append(above)
    for room in (meals, chosen, transport):
        extras, behind = room.extras(case, packed, b)
        found += extras
        rows += behind
    return found, rows


def _above_standard(case: form.Case, packed: Packed, b: int) -> Extra | None:
    """保険の基準を超えた分: what was paid for a treatment beyond what the insurer counts; nobody gives it back."""
    bill = case.bills[b]
    yen = (bill.paid or 0) - counted(bill)
    if bill.kind != REFUNDED or not yen:
        return None
    ja, en = REASONS[bill.reason or "no_card"]
    return Extra(
        kind="above_standard",
        yen=yen,
        insurer=0,
        programme=0,
        family=yen,
        article=packed.shelf.tables.article("cash_benefit", packed.schemes[b], packed.bills.month[b]),
        note_ja=f"{ja}のうち、保険の基準を超えるため保険者から戻らない額です。",
        note_en=f"Of {en}: above the insured standard, so the insurer does not give it back.",
    )


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
