"""期待との差: holds an answer against the published one that a case carries."""

from __future__ import annotations

from ..errors import InputError
from . import form
from .answer import BillAnswer


def differences(expect: form.Expect, bills: list[BillAnswer]) -> list[str]:
    """期待との差: where the case's own published answer differs from the one computed."""
    found: list[str] = []
    by_id = {bill.id: bill for bill in bills}

    def check(name: str, want: int | dict[str, int] | None, got: dict[str, int | None]) -> None:
        if want is None:
            return
        if isinstance(want, int):
            total = sum(v or 0 for v in got.values())
            if total != want:
                found.append(f"{name}: expected {want:,}, got {total:,}")
            return
        for key, value in want.items():
            if key not in got:
                raise InputError(
                    f"no bill is called '{key}'.", f"expect.{name}", f"Bills are {', '.join(got)}."
                )
            if got[key] != value:
                found.append(f"{name} of {key}: expected {value:,}, got {got[key]}")

    check("counter", expect.counter, {k: b.collected for k, b in by_id.items()})
    check("collected", expect.collected, {k: b.collected for k, b in by_id.items()})
    check("borne", expect.borne, {k: b.borne for k, b in by_id.items()})
    check("cap", expect.cap, {k: b.cap for k, b in by_id.items()})
    if isinstance(expect.refund, int):
        check("refund", expect.refund, {k: sum(r.yen for r in b.refunds) for k, b in by_id.items()})
    elif expect.refund is not None:
        if set(expect.refund) & {"outpatient", "elders", "household", "year"}:
            raise InputError(
                "refunds of the household and the year are not covered yet.",
                "expect.refund",
                "Expect refunds per bill, as {b1: 207060}, or by payee, as {b1: {patient: 207060}}.",
            )
        for key, value in expect.refund.items():
            if key not in by_id:
                raise InputError(
                    f"no bill is called '{key}'.", "expect.refund", f"Bills are {', '.join(by_id)}."
                )
            by_payee: dict[str, int] = {}
            for refund in by_id[key].refunds:
                by_payee[refund.payee] = by_payee.get(refund.payee, 0) + refund.yen
            if (sum(by_payee.values()) if isinstance(value, int) else by_payee) != value:
                found.append(f"refund of {key}: expected {value}, got {by_payee}")
    for key, want in expect.payers.items():
        if key not in by_id:
            raise InputError(f"no bill is called '{key}'.", "expect.payers", f"Bills are {', '.join(by_id)}.")
        got: dict[str, int] = {}
        for payer in by_id[key].payers:
            got[payer.key] = got.get(payer.key, 0) + payer.yen
        for name, yen in want.items():
            if got.get(name, 0) != yen:
                found.append(f"{name} pays for {key}: expected {yen:,}, got {got.get(name, 0):,}")
    return found
