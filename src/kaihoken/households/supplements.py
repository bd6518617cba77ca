"""付加給付を読む: a society's own supplement, laid out for the households of a case."""

from __future__ import annotations

from ..errors import InputError
from ..law.charges import EACH_BILL, WHOLE_HOUSEHOLD
from ..law.people import SENIOR
from ..law.shapes import Households
from .context import Context

PER = {"bill": EACH_BILL, "household": WHOLE_HOUSEHOLD}


def supplements(
    at: Context,
    households: Households,
    names: list[tuple[str, int]],
    of_bills: list[tuple[str, int]],
    classes: list[str | None],
    groups: list[int],
) -> Households:
    """付加給付の列: the floor, unit and way of the supplement of each household, where its society gives one.

    names: insurer and month of each household; of_bills, classes, groups: of each bill.
    """
    for h, one in enumerate(names):
        insurer, month = one
        rule = at.case.insurers[insurer].supplement
        if rule is None:
            continue
        if at.case.insurers[insurer].kind != "employee":
            raise InputError(
                f"insurer '{insurer}' is no health insurance society, and gives no supplement.",
                f"insurers.{insurer}.supplement",
                "Take it out; only an employee insurer has it.",
                ja=f"「{insurer}」は健康保険組合ではないので、付加給付はありません。付加給付（`supplement`）の欄を消してください。",
            )
        bills = [b for b, other in enumerate(of_bills) if other == one]
        if rule.not_for_low_income and any(_low(at, month, classes[b], groups[b] >= SENIOR) for b in bills):
            continue
        households.supplement_floor[h] = rule.floor  # type: ignore[index]
        households.supplement_unit[h] = rule.unit  # type: ignore[index]
        households.supplement_per[h] = PER[rule.per]  # type: ignore[index]
    return households


def _low(at: Context, month: int, name: str | None, senior: bool) -> bool:
    """Whether a class is one without resident tax."""
    return name is not None and at.shelf.class_row(month, senior, name).values["remuneration"] == "none"
