"""請求の周りの読み取り: whether a waiver, or a refund of what was paid first, can stand on a bill.

Read once for each distinct combination by the functions that read a case.
"""

from __future__ import annotations

import msgspec

from ..errors import InputError
from ..households import form
from ..households.bill_row import ASSISTANCE_PROGRAM
from ..households.context import Context
from ..households.refunded import paid_of
from ..households.waivers import waived_of
from ..law.shapes import NONE
from .pick import Picker


def waived(picker: Picker, kind: str, left: int, scheme: str, national: bool) -> tuple[str | None, str, int]:
    """減免の割合: tenths of the share that a waiver leaves, or why it cannot stand on such a bill.

    national: a certificate other than of local aid stands on the bill, too.
    """
    waiver = form.Waiver(kind, left)  # type: ignore[arg-type]
    at, bill = _on_a_bill(picker, form.Bill("2026-08", "A", waiver=waiver), scheme, national)
    try:
        return None, "", waived_of(at, bill, scheme)
    except InputError as error:
        return "waiver_wrong", str(error), NONE


def refunded(picker: Picker, reason: str, scheme: str, national: bool) -> tuple[str | None, str]:
    """療養費: why nothing is given back of treatment paid first for such a reason, if so."""
    bill = form.Bill("2026-08", "A", kind="refunded", paid=0, standard=0, reason=reason)  # type: ignore[arg-type]
    at, bill = _on_a_bill(picker, bill, scheme, national)
    try:
        paid_of(at, bill, scheme)
    except InputError as error:
        return "refunded_wrong", str(error)
    return None, ""


def _on_a_bill(picker: Picker, bill: form.Bill, scheme: str, national: bool) -> tuple[Context, form.Bill]:
    """A small case with one bill, and a certificate of a programme on it where ``national``."""
    certificates = [form.Certificate("s", "A", ASSISTANCE_PROGRAM)] if national else []
    bill = msgspec.structs.replace(bill, certificates=[c.id for c in certificates])
    insurers = {"K": form.Insurer(scheme)}  # type: ignore[arg-type]
    people = {"A": form.Person(insurer="K")}
    case = form.Case(insurers=insurers, people=people, certificates=certificates, bills=[bill])
    return picker.context(case), bill
