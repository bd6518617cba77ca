"""実行する: runs the law over a packed case, plain or traced, and names what is missing."""

from __future__ import annotations

from typing import Any

import msgspec

from ..engine import trace
from ..engine.tables import Tables
from ..engine.trace import Step
from ..errors import Choice, MissingFact
from ..forms.time_limit import in_time
from ..law.aid import AID_MONTH, AID_VISIT, visit_ceiling
from ..law.facts import CAP_FIGURE, SHARE, Missing
from ..law.household import settle_month
from ..law.shapes import NONE, Work
from . import form
from .certificates import LOCAL, names_on, without
from .context import Facts
from .pack import Packed, pack
from .sheets import Turns, alone, one_kind, sheets_of, turns


def run_plain(packed: Packed) -> Work:
    """平文の実行: the plain run over a packed case."""
    work = packed.work()
    settle_month(*packed.columns, work)
    return work


def run_traced(packed: Packed) -> tuple[Work, list[Step]]:
    """記録しながらの実行: the traced run over a packed case, with a recorder that nobody else has."""
    work = packed.work()
    _, steps = trace.traced("settle_month", *packed.columns, work)
    return work, steps


def run(case: form.Case, law: Tables, facts: Facts, traced: bool) -> tuple[Packed, Work, list[Step]]:
    """実行: packs a case and runs it; the steps are empty for the plain run. Raises MissingFact."""
    in_time()
    packed = pack(case, law, facts)
    if own := in_turn(case, law, facts).own:
        packed = pack(case, law, facts, own)
    try:
        if any(map(_aid_by_visit, case.bills, packed.bills.aid)):
            _put_aid_by_visit(case, law, facts, packed, run_plain(packed))
        if traced:
            return packed, *run_traced(packed)
        return packed, run_plain(packed), []
    except Missing as error:
        raise _as_missing(error, case, packed) from None


def _aid_by_visit(bill: form.Bill, aid: int) -> bool:
    """Whether local aid takes an amount at each of several visits that are listed."""
    return aid == AID_VISIT and bill.times is None and len(bill.visits) > 1 and one_kind(bill)


def _put_aid_by_visit(case: form.Case, law: Tables, facts: Facts, packed: Packed, work: Work) -> None:
    """受診ごとの助成: where a sheet is full or a cap is reached, nothing is left to pay at a visit, and no aid.

    What each visit leaves to pay is found by the law over the bill cut to its first visits, without the
    aid; the sum of what the aid asks of these is then its ceiling of the month.
    """
    local = {c.id for c in case.certificates if c.program == LOCAL}
    turn = in_turn(case, law, facts).before
    bills: Any = packed.bills
    for b, bill in enumerate(case.bills):
        if not _aid_by_visit(bill, packed.bills.aid[b]) or not (
            work.special[b] + work.ordinary[b] + _paid(packed, work, b)
        ):
            continue
        bare = without(bill, local)
        before = used_before(case, law, facts, b)
        found = so_far = 0
        most = packed.bills.aid_most[b]
        for k in range(1, len(bill.visits) + 1):
            held = turn[bill.id][k - 1] if bill.id in turn else before
            _, one, _ = run(alone(case, bare, k, held), law, facts, traced=False)
            if most == NONE or k <= most:
                found += visit_ceiling(packed.bills.aid_amount[b], max(0, one.left[0] - so_far))
            so_far = one.left[0]
        bills.aid[b], bills.aid_amount[b] = AID_MONTH, found


def _paid(packed: Packed, work: Work, b: int) -> int:
    """What national programmes pay of a bill, yen."""
    return sum(work.use_paid[u] for u, bill in enumerate(packed.use_bills) if bill == b)


def used_before(case: form.Case, law: Tables, facts: Facts, b: int) -> dict[str, int]:
    """前の請求までの使用額: what the sheets of a bill's certificates held before it, yen, by certificate."""
    wanted = names_on(case.bills[b])
    earlier = case.bills[:b]
    if not any(wanted & names_on(bill) for bill in earlier):
        return {}
    ids = {bill.id for bill in earlier}
    paid = {name: yen for name, yen in case.given.paid.items() if name in ids}
    one = msgspec.structs.replace(case, bills=earlier, given=form.Given(paid))
    packed, work, _ = run(one, law, facts, traced=False)
    return {s.certificate: s.used for s in sheets_of(packed, work) if s.certificate in wanted}


def in_turn(case: form.Case, law: Tables, facts: Facts) -> Turns:
    """受診の順: what each bill takes from a running sheet whose visits alternate. Raises MissingFact."""

    def plain(one: form.Case) -> tuple[Packed, Work]:
        packed, work, _ = run(one, law, facts, traced=False)
        return packed, work

    return turns(case, plain)


def _as_missing(error: Missing, case: form.Case, packed: Packed) -> MissingFact:
    bill = case.bills[error.bill]
    if error.fact == SHARE:
        return MissingFact(
            "share", bill.person, [Choice(1, "1割", "one tenth"), Choice(2, "2割", "two tenths")]
        )
    if error.fact == CAP_FIGURE:
        return MissingFact(
            "cap",
            str(error.row),
            [
                Choice("zero", "限度額が0円の場合", "if the cap were 0 yen"),
                Choice("none", "限度額がない場合", "if there were no cap"),
            ],
        )
    raise error
