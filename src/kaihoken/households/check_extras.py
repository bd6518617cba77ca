"""請求の周りの矛盾: refuses meals and charges that contradict their bill, naming the field."""

from __future__ import annotations

from calendar import monthrange

from ..engine import dates
from ..errors import InputError
from . import form


def check_extras(bill: form.Bill) -> None:
    """請求の周りを確かめる: everything that stands on a bill beside the insured cost. Raises InputError."""
    check_meals(bill)


def check_meals(bill: form.Bill) -> None:
    """食事を確かめる: meals belong to a stay, at most three a day."""
    meals, month = bill.meals, dates.month(bill.month)
    days = monthrange(month // 12, month % 12 + 1)[1]
    if meals is None:
        return
    if bill.setting != "inpatient":
        raise InputError("meals stand on an outpatient bill.", "meals", "Write `setting: inpatient`.")
    if meals.count > 3 * days:
        raise InputError(
            f"{meals.count} meals are more than three a day.", "meals.count", "Count three a day at most."
        )
    if meals.long_ward and meals.days is None:
        raise InputError(
            "the days in the long-term ward are needed.",
            "meals.days",
            "Add `days:`, for which residence is paid.",
        )
    if (meals.days or 0) > days:
        raise InputError(f"{meals.days} days are more than the month has.", "meals.days", "Count its days.")
    if not meals.long_ward and (meals.days or meals.high_need or meals.welfare_pension):
        raise InputError(
            "days, high_need and welfare_pension are of long-term wards.",
            "meals",
            "Add `long_ward: true`, or take them out.",
        )
