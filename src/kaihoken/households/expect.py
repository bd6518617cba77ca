"""期待との差: holds an answer against the published one that a case carries."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import InputError
from . import form
from .answer import BillAnswer, HouseholdAnswer, YearAnswer, by_payer
from .field_names import all_named

NOTHING = form.Expect()


def differences(
    expect: form.Expect,
    bills: list[BillAnswer],
    households: list[HouseholdAnswer],
    years: list[YearAnswer],
) -> list[str]:
    """期待との差: where the case's own published answer differs from the one computed."""
    if expect == NOTHING:
        return []
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
                    f"no bill is called '{key}'.",
                    f"expect.{name}",
                    f"Bills are {', '.join(got)}.",
                    ja=_no_bill(key, got),
                )
            if got[key] != value:
                found.append(f"{name} of {key}: expected {value:,}, got {got[key]}")

    check("counter", expect.counter, {k: b.collected for k, b in by_id.items()})
    check("collected", expect.collected, {k: b.collected for k, b in by_id.items()})
    check("borne", expect.borne, {k: b.borne for k, b in by_id.items()})
    if isinstance(expect.cap, int) and len(bills) > 1:
        check("cap", expect.cap, {h.insurer: h.cap for h in households})
    else:
        check("cap", expect.cap, {k: b.cap for k, b in by_id.items()})
    check("eligible", expect.eligible, {h.insurer: h.eligible for h in households})
    check("benefit", expect.benefit, {h.insurer: h.benefit for h in households})
    if isinstance(expect.refund, int):
        check("refund", expect.refund, {k: sum(r.yen for r in b.refunds) for k, b in by_id.items()})
    elif expect.refund is not None:
        steps = {k: v for k, v in expect.refund.items() if k in STEPS}
        found += _steps(steps, households, years)
        for key, value in expect.refund.items():
            if key in STEPS:
                continue
            if key not in by_id:
                raise InputError(
                    f"no bill is called '{key}'.",
                    "expect.refund",
                    f"Bills are {', '.join(by_id)}.",
                    ja=_no_bill(key, by_id),
                )
            by_payee: dict[str, int] = {}
            for refund in by_id[key].refunds:
                by_payee[refund.payee] = by_payee.get(refund.payee, 0) + refund.yen
            if (sum(by_payee.values()) if isinstance(value, int) else by_payee) != value:
                found.append(f"refund of {key}: expected {value}, got {by_payee}")
    for key, want in expect.payers.items():
        if key not in by_id:
            raise InputError(
                f"no bill is called '{key}'.",
                "expect.payers",
                f"Bills are {', '.join(by_id)}.",
                ja=_no_bill(key, by_id),
            )
        got = by_payer(by_id[key].payers)
        for name, yen in want.items():
            if got.get(name, 0) != yen:
                found.append(f"{name} pays for {key}: expected {yen:,}, got {got.get(name, 0):,}")
    check(
        "counter_total",
        expect.counter_total,
        {k: b.collected if not b.extras else b.counter_total for k, b in by_id.items()},
    )
    for key, wants in expect.extras.items():
        if key not in by_id:
            raise InputError(
                f"no bill is called '{key}'.",
                "expect.extras",
                f"Bills are {', '.join(by_id)}.",
                ja=_no_bill(key, by_id),
            )
        found += _extras(key, wants, by_id[key])
    return found


def _no_bill(name: str, bills: Iterable[str]) -> str:
    return f"請求「{name}」がありません。請求は{'、'.join(bills)}です。"


EXTRA_PARTS = ("yen", "insurer", "programme", "family", "least", "deducted")


def _extras(key: str, wants: dict[str, form.Amount | dict[str, form.Amount]], bill: BillAnswer) -> list[str]:
    """Where the charges beside a bill's insured cost differ from the published ones."""
    found = []
    for kind, want in wants.items():
        those = [e for e in bill.extras if e.kind == kind]
        for part, yen in (want if isinstance(want, dict) else {"family": want}).items():
            if part not in EXTRA_PARTS:
                raise InputError(
                    f"'{part}' is no part of a charge.",
                    f"expect.extras.{key}.{kind}",
                    f"Parts are {', '.join(EXTRA_PARTS)}.",
                    ja=f"「{part}」は料金の内訳ではありません。内訳は{all_named(EXTRA_PARTS)}です。",
                )
            values = [getattr(e, part) for e in those]
            got = "unknown" if None in values else sum(values)
            if not those or got != yen:
                found.append(f"{part} of {kind} of {key}: expected {yen}, got {got if those else 'nothing'}")
    return found


YEAR_STEPS = ("year", "maybe")
STEPS = ("outpatient", "birthday", "elders", "household", *YEAR_STEPS)


def _steps(
    want: dict[str, int | dict[str, int]], households: list[HouseholdAnswer], years: list[YearAnswer]
) -> list[str]:
    """What the steps of household and year were to give back, by person where the case names persons.

    Of the year only what is certain; `maybe` is what may be due beside it.
    """
    found = []
    for step, value in want.items():
        if step in YEAR_STEPS:
            refunds = [r for y in years for r in y.refunds if r.certain != (step == "maybe")]
            got: int | dict[str, int] = sum(r.yen for r in refunds)
            if isinstance(value, dict):  # by person, by payer or by step
                got = {k: sum(r.yen for r in refunds if k in (r.person, r.payer, r.step)) for k in value}
        elif step in ("elders", "household"):
            got = sum(getattr(h, step) for h in households)
        else:
            by_person = {p: yen for h in households for p, yen in getattr(h, step).items()}
            got = (
                sum(by_person.values()) if isinstance(value, int) else {p: by_person.get(p, 0) for p in value}
            )
        if got != value:
            found.append(f"refund of step {step}: expected {value}, got {got}")
    return found
