"""二つの台帳: what a run gives for each bill: who pays each yen, and what the counter takes."""

from __future__ import annotations

from ..engine import dates
from ..law import bills as law_bills
from ..law.caps import band_at, is_repeat, monthly_cap, terms_at
from ..law.people import turns_old
from ..law.shapes import CAP, NONE, Work
from . import form
from .answer import BillAnswer, HouseholdAnswer, Payer, Refund
from .claims import claim_days
from .extras import counter_total, extras_of
from .pack import Packed
from .year_sums import borne_in, capped, so_far

NO_CAP_YEN = 1 << 60

STEPS = (
    "outpatient",
    "birthday",
    "elders",
    "household",
)  # of article 41, in the order in which they are taken


def bill_answer(case: form.Case, packed: Packed, work: Work, b: int) -> BillAnswer:
    """一件の答え: both ledgers of one bill."""
    bill = case.bills[b]
    extras, _ = extras_of(case, packed, b)
    return BillAnswer(
        id=bill.id,
        person=bill.person,
        month=bill.month,
        institution=bill.institution,
        setting=bill.setting,
        kind=bill.kind,
        insurer=packed.insurers[b],
        scheme=packed.schemes[b],
        income_class=packed.classes[b],
        tenths=_tenths(packed, work, b),
        cost=packed.costs[b],
        payers=payers(packed, work, b),
        borne=work.borne[b],
        charged=work.charged[b],
        collected=work.collected[b],
        rounding=work.collected[b] - work.charged[b],
        refunds=_refunds(bill.id, packed, work, b),
        cap=cap_of(packed, work, b),
        extras=extras,
        counter_total=counter_total(work.collected[b], extras),
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
            number = str(packed.book.programs[packed.uses.program[u]].number)
            key = (number, packed.use_names[u])
            by_program[key] = by_program.get(key, 0) + work.use_paid[u]
    found.append(Payer("supplement", work.supplement[b]))
    found += [Payer(number, yen, name) for (number, name), yen in by_program.items()]
    if packed.aid_names[b]:
        found.append(Payer("local", work.local[b], packed.aid_names[b]))
    found.append(Payer("patient", work.borne[b]))
    if sum(p.yen for p in found) != packed.costs[b]:
        raise AssertionError(f"the payers of bill {b} do not add up to its cost")
    return [p for p in found if p.yen or p.key in ("patient",) or p.by]


def _tenths(packed: Packed, work: Work, b: int) -> int:
    terms = terms_at(packed.book.terms, packed.bills.terms[b])
    return law_bills.tenths_of(packed.book, packed.bills, work, b, terms)


def _turns(packed: Packed, b: int) -> bool:
    bills = packed.bills
    return turns_old(bills.turning_month[b], bills.turning_day[b], bills.month[b], packed.book.ages)


def cap_of(packed: Packed, work: Work, b: int) -> int | None:
    """限度額: the ordinary cap that holds for the whole cost of a bill, yen; None where none does."""
    terms = terms_at(packed.book.terms, packed.bills.terms[b])
    half = packed.bills.moved[b] + int(_turns(packed, b))
    repeat = is_repeat(packed.bills.benefit_months[b], packed.book.needed_months)
    found = law_bills.ordinary_caps(
        packed.book.bands, work.undecided, b, terms, NO_CAP_YEN, packed.costs[b], repeat, half
    )
    return None if found == NO_CAP_YEN else found


CLAIMS = {
    "insurer": "high_cost",
    "supplement": "supplement",
    "local_aid": "local_aid",
    "institution": "overpaid",
}


def _refunds(name: str, packed: Packed, work: Work, b: int) -> list[Refund]:
    """払い戻し: what the counter took beyond what the law leaves, by payee.

    The insurer gives back what was not capped in kind, and the household's refunds: first to local
    aid, as far as that had paid it at the counter, then to the patient. A society's supplement follows
    without being applied for. Local aid that is not in kind gives back the rest. Of treatment paid in
    full first the insurer gives back its share, too.
    """
    found = []
    in_kind = int(bool(packed.aid_names[b]) and bool(packed.bills.aid_in_kind[b]))
    to_aid, from_insurer, supplement_to_aid, supplement, overpaid, owed_by_aid = refund_parts(
        work.due[b],
        work.charged[b],
        work.borne[b],
        work.local[b],
        work.ordinary[b] + work.refund[b],
        work.supplement[b],
        in_kind,
        packed.bills.cash[b],
    )
    for payee, payer, yen in (
        ("local_aid", "insurer", to_aid),
        ("patient", "insurer", from_insurer),
        ("local_aid", "supplement", supplement_to_aid),
        ("patient", "supplement", supplement),
        ("patient", "institution", overpaid),
        ("patient", "local_aid", owed_by_aid),
    ):
        if yen:
            claim = "treatment" if payer == "insurer" and packed.bills.cash[b] else CLAIMS[payer]
            first, until = claim_days(packed.shelf.tables, claim, packed.bills.month[b])
            kind = "automatic" if payer == "supplement" else "on_application"
            office = {"insurer": packed.schemes[b], "supplement": "society"}.get(payer, payer)
            found.append(Refund(name, payee, payer, yen, kind, claim, office, first, until))
    return found


def refund_parts(
    due: int, paid: int, borne: int, local: int, by_law: int, supplement: int, in_kind: int, cash: int
) -> tuple[int, int, int, int, int, int]:
    """払い戻しの内訳: what comes back of a bill, yen: from the insurer to local aid and to the patient, the
    society's supplement to both, from the institution, from local aid.

    due, paid: at the counter, before local aid and stated or computed; by_law: high-cost benefits;
    in_kind: 1 where local aid paid at the counter; cash: 1 where all was paid first, as it had to be.
    """
    by_aid = 0
    if in_kind:
        by_aid = max(0, due - paid)
    back = max(0, min(due - borne - local, by_law + supplement))
    from_society = min(back, supplement)
    from_insurer = back - from_society
    to_aid = min(by_aid, from_insurer)
    society_to_aid = min(by_aid - to_aid, from_society)
    owed_by_aid = max(0, local - (by_aid - to_aid - society_to_aid))
    overpaid = max(0, paid + by_aid - due)  # a stated payment beyond what the counter may take
    first = 0
    if cash:
        first = overpaid
    return (
        to_aid,
        from_insurer - to_aid + first,
        society_to_aid,
        from_society - society_to_aid,
        overpaid - first,
        owed_by_aid,
    )


def step_of(outpatient: int, turns: bool, senior: int) -> int:
    """世帯の段階: the step of article 41 to which a bill's own refund in cash belongs (an index of `STEPS`).

    outpatient: row of the outpatient cap, NONE without; turns: month of the 75th birthday; senior: from 70.
    """
    if outpatient != NONE:
        return 0
    if turns:
        return 1
    if senior:
        return 2
    return 3


def household_answer(case: form.Case, packed: Packed, work: Work, h: int) -> HouseholdAnswer:
    """世帯の1か月: the household's steps, with what each bill alone was owed in cash put to its step."""
    insurer, month = packed.household_names[h]
    members = range(packed.households.first_member[h], packed.households.first_member[h + 1])
    outpatient: dict[str, int] = {}
    birthday: dict[str, int] = {}
    elders, household = work.elders_refund[h], work.household_refund[h]
    bills: list[int] = []
    for m in members:
        person = packed.member_names[m][1]
        outpatient[person] = work.outpatient_refund[m]
        birthday[person] = work.birthday_refund[m]
        first = packed.units.first_bill[packed.members.first_unit[m]]
        for b in packed.units.bill[first : packed.units.first_bill[packed.members.first_unit[m + 1]]]:
            bills.append(b)
            kept = work.borne[b] + work.local[b] + work.supplement[b]
            alone = max(0, work.due[b] - kept - work.refund[b])
            terms = terms_at(packed.book.terms, packed.bills.terms[b])
            step = STEPS[step_of(terms.outpatient, _turns(packed, b), terms.senior)]
            if step == "outpatient":
                outpatient[person] += alone
            elif step == "birthday":
                birthday[person] += alone
            elif step == "elders":
                elders += alone
            else:
                household += alone
    outpatient = {k: v for k, v in outpatient.items() if v}
    birthday = {k: v for k, v in birthday.items() if v}
    joint = len(bills) > 1
    return HouseholdAnswer(
        insurer=insurer,
        month=dates.text(month),
        people=[packed.member_names[m][1] for m in members],
        eligible=sum(work.eligible[m] for m in members) if joint else 0,
        cap=_household_cap(packed, work, h) if joint else cap_of(packed, work, bills[0]),
        outpatient=outpatient,
        birthday=birthday,
        elders=elders,
        household=household,
        refund=sum(outpatient.values()) + sum(birthday.values()) + elders + household,
        benefit=sum(work.special[b] + work.ordinary[b] + work.refund[b] for b in bills),
        benefit_month=bool(work.benefit_month[h]),
    )


def _household_cap(packed: Packed, work: Work, h: int) -> int | None:
    """The cap of the household's last step: everyone's where somebody below 70 counts, else the elders'."""
    members = range(packed.households.first_member[h], packed.households.first_member[h + 1])
    young = [m for m in members if not work.member_senior[m]]
    counted = any(work.member_cost[m] for m in young)
    last = (young if counted else [m for m in members if work.member_senior[m]]) or list(members)
    b = packed.units.bill[packed.units.first_bill[packed.members.first_unit[last[0]]]]
    band = band_at(packed.book.bands, terms_at(packed.book.terms, packed.bills.terms[b]).household)
    if band.kind != CAP:
        return None
    repeat = is_repeat(packed.bills.benefit_months[b], packed.book.needed_months)
    costs = sum(work.member_cost[m] for m in members if counted or work.member_senior[m])
    return monthly_cap(band, costs, repeat, packed.bills.moved[b])


def states(case: form.Case, packed: Packed, work: Work) -> dict[str, form.State]:
    """引き継ぐ状態: the months that count from now on, earlier ones included, and the year so far."""
    found: dict[str, form.State] = {}
    borne = borne_in(case, packed, work)
    for h, (insurer, month) in enumerate(packed.household_names):
        before = case.state.get(insurer) or form.State()
        months = set(before.benefit_months) - {dates.text(month)}  # it is settled here
        if work.benefit_month[h]:
            months.add(dates.text(month))
        hospitals = {p: {i: set(ms) for i, ms in by.items()} for p, by in before.hospital_months.items()}
        for b, bill in enumerate(case.bills):
            if packed.insurers[b] == insurer and work.intractable[b] and packed.bills.inpatient[b]:
                hospitals.setdefault(bill.person, {}).setdefault(bill.institution, set()).add(bill.month)
        found[insurer] = form.State(
            sorted(months),
            {p: {i: sorted(ms) for i, ms in by.items()} for p, by in hospitals.items()},
            so_far(before.year, month, borne.get(insurer, {}), capped(packed, work, insurer)),
        )
    return found
