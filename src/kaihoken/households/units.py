"""合算の単位を作る: sorts bills into insurer-households, members and units (令41条, 43条9項・10項)."""

from __future__ import annotations

from ..law.shapes import NONE, Households, Members, Units
from . import form


def stray(case: form.Case, bill: form.Bill) -> bool:
    """Whether a pharmacy names a prescriber without a bill, beside other outpatient bills of the patient."""
    if not bill.prescriber:
        return False
    others = [o for o in case.bills if o.person == bill.person and o.kind != "pharmacy" and o.institution]
    return bool(others) and bill.prescriber not in {o.institution for o in others}


def unit_of(case: form.Case, bill: form.Bill) -> tuple[str, ...]:
    """合算の単位: the unit of a bill; a pharmacy's bill belongs to its prescriber's (令43条9項・10項)."""
    if bill.kind == "pharmacy":
        dental = any(
            other.institution == bill.prescriber and other.person == bill.person and other.kind == "dental"
            for other in case.bills
        )
        place = bill.prescriber or bill.institution or f"\0{bill.id}"
        return (place, "outpatient", "dental" if dental else "medical")
    return (bill.institution or f"\0{bill.id}", bill.setting, bill.kind)  # unnamed ones are apart


# insurer, month, person, unit, id
Place = tuple[str, int, str, tuple[str, ...], str]


def sort_places(
    places: list[Place],
) -> tuple[Households, Members, Units, list[tuple[str, int]], list[tuple[int, str]]]:
    """Sorts bills into insurer-households, members and units, by name, so that their order changes nothing."""
    first_member, first_unit, first_bill = [0], [0], [0]
    bills: list[int] = []
    households: list[tuple[str, int]] = []
    members: list[tuple[int, str]] = []
    unit: tuple[object, ...] = ()
    for b in sorted(range(len(places)), key=lambda n: places[n]):
        insurer, month, person, place, _ = places[b]
        if unit[:2] != (insurer, month):
            households.append((insurer, month))
            first_member.append(len(members))
        if unit[:3] != (insurer, month, person):
            members.append((len(households) - 1, person))
            first_unit.append(len(first_bill) - 1)
        if unit != (insurer, month, person, place):
            first_bill.append(len(bills))
        unit = (insurer, month, person, place)
        bills.append(b)
        first_bill[-1] = len(bills)
        first_unit[-1] = len(first_bill) - 1
        first_member[-1] = len(members)
    count = len(households)
    without = Households(first_member, [NONE] * count, [1] * count, [0] * count)  # no supplement yet
    return without, Members(first_unit), Units(first_bill, bills), households, members
