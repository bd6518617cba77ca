"""二つの台帳: what a run gives for each bill: who pays each yen, and what the counter takes."""

from __future__ import annotations

from ..law import bills as law_bills
from ..law.caps import is_repeat, terms_at
from ..law.people import turns_old
from ..law.shapes import Work
from . import form
from .answer import BillAnswer, Payer, Refund
from .pack import Packed

NO_CAP_YEN = 1 << 60


def bill_answer(case: form.Case, packed: Packed, work: Work, b: int) -> BillAnswer:
    """一件の答え: both ledgers of one bill."""
    bill = case.bills[b]
    return BillAnswer(
        id=bill.id,
        person=bill.person,
        month=bill.month,
        institution=bill.institution,
        setting=bill.setting,
        kind=bill.kind,
        scheme=packed.schemes[b],
        income_class=packed.classes[b],
        tenths=_tenths(packed, b),
        cost=packed.costs[b],
        payers=payers(packed, work, b),
        borne=work.borne[b],
        charged=work.charged[b],
        collected=work.collected[b],
        rounding=work.collected[b] - work.charged[b],
        refunds=_refunds(bill.id, packed, work, b),
        cap=cap_of(packed, b),
    )


def payers(packed: Packed, work: Work, b: int) -> list[Payer]:
    """支払う者: each payer of a bill; together they pay its cost, always."""
    found = [
        Payer("insurer", work.share[b]),
        Payer("high_cost", work.special[b] + work.ordinary[b] + work.refund[b]),
    ]
    by_program: dict[tuple[str, str], int] = {}
    for u, bill in enumerate(packed.use_bills):
        if bill == b:
            number = str(packed.book.programs.number[packed.uses.program[u]])
            key = (number, packed.use_names[u])
            by_program[key] = by_program.get(key, 0) + work.use_paid[u]
    found += [Payer(number, yen, name) for (number, name), yen in by_program.items()]
    if packed.aid_names[b]:
        found.append(Payer("local", work.local[b], packed.aid_names[b]))
    found.append(Payer("patient", work.borne[b]))
    if sum(p.yen for p in found) != packed.costs[b]:
        raise AssertionError(f"the payers of bill {b} do not add up to its cost")
    return [p for p in found if p.yen or p.key in ("patient",) or p.by]


def _tenths(packed: Packed, b: int) -> int:
    terms = terms_at(packed.book.terms, packed.bills.terms[b])
    return law_bills.tenths_of(packed.book, packed.bills, packed.work(), b, terms)


def cap_of(packed: Packed, b: int) -> int | None:
    """限度額: the ordinary cap that holds for the whole cost of a bill, yen; None where none does."""
    terms = terms_at(packed.book.terms, packed.bills.terms[b])
    half = turns_old(
        packed.bills.turning_month[b], packed.bills.turning_day[b], packed.bills.month[b], packed.book.ages
    )
    repeat = is_repeat(packed.bills.benefit_months[b], packed.book.needed_months)
    found = law_bills.ordinary_caps(
        packed.book.bands, packed.work().undecided, b, terms, NO_CAP_YEN, packed.costs[b], repeat, half
    )
    return None if found == NO_CAP_YEN else found


def _refunds(name: str, packed: Packed, work: Work, b: int) -> list[Refund]:
    """払い戻し: what the counter took beyond what the law leaves, by payee.

    The insurer gives back what was not capped in kind: first to local aid, as far as that had paid
    it at the counter, then to the patient. Local aid that is not in kind gives back the rest.
    """
    found = []
    has_aid, in_kind = bool(packed.aid_names[b]), packed.bills.aid_in_kind[b]
    from_insurer = max(0, work.due[b] - work.borne[b] - work.local[b])
    paid_by_aid = max(0, work.due[b] - work.charged[b]) if has_aid and in_kind else 0
    to_aid = min(paid_by_aid, from_insurer)
    if to_aid:
        found.append(Refund(name, "local_aid", "insurer", to_aid, "on_application"))
    if from_insurer - to_aid:
        found.append(Refund(name, "patient", "insurer", from_insurer - to_aid, "on_application"))
    if has_aid and not in_kind and work.local[b]:
        found.append(Refund(name, "patient", "local_aid", work.local[b], "on_application"))
    return found
