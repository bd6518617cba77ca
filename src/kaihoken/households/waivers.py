"""一部負担金の減免を読む: a waiver of the patient's share, of the bill or of the person."""

from __future__ import annotations

from ..engine import dates
from ..errors import InputError
from ..law.shapes import NONE
from . import form
from .certificates import LOCAL, names_on
from .context import Context, in_month


def waiver_of(case: form.Case, bill: form.Bill) -> form.Waiver | None:
    """減免: the waiver that holds for a bill: its own, else the person's, within its days."""
    waiver = bill.waiver or case.people[bill.person].waiver
    if waiver is None:
        return None
    days = [v.on for v in bill.visits if v.on]
    if not in_month(waiver.from_, waiver.to, dates.month(bill.month)):
        return None
    inside = [(waiver.from_ or "") <= on <= (waiver.to or "9999-12-31") for on in days]
    if inside and any(inside) != all(inside):
        raise InputError(
            "some visits are within the waiver's days and some are not.",
            "visits",
            "Settle them apart: a waiver of a part of a bill is not covered yet.",
            ja="受診の一部だけが減免の期間に入っています。請求の一部だけの減免はまだ計算できないので、請求を分けてください。",
        )
    return waiver if not inside or all(inside) else None


def waived_of(at: Context, bill: form.Bill, scheme: str) -> int:
    """減免の割合: tenths of the share that a waiver leaves; NONE without one."""
    waiver = waiver_of(at.case, bill)
    if waiver is None:
        return NONE
    if scheme == "none":
        raise InputError(
            f"'{bill.person}' has a waiver but no insurance.",
            "waiver",
            "Only an insurer waives a share.",
            ja=f"「{bill.person}」さんは保険に入っていないので、一部負担金の減免はありません。減免（`waiver`）の欄を消してください。",
        )
    if any(at.certificates[n].program != LOCAL for n in names_on(bill) if n in at.certificates):
        raise InputError(
            "a waiver beside a national subsidy is not covered yet.",
            "waiver",
            "Settle without the one or the other, or ask the insurer.",
            ja="減免と国の公費の組合せは、まだ計算できません。どちらか一方で計算するか、保険者に尋ねてください。",
        )
    at.notes.append((f"waiver_{waiver.kind}", bill.id))
    return waiver.tenths_left
