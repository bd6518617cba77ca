"""受診ごとの窓口台帳: what the counter takes at each visit, and what the running sheets hold after it.

The law is run over the bill cut to its first visits, one more each time; a visit is the difference.
So caps, limits, local aid and rounding of each visit all come from the law.
"""

from __future__ import annotations

import msgspec

from ..engine.tables import Tables
from . import form
from .context import Facts
from .desk import VisitAnswer
from .pack import Packed
from .run import in_turn, run, used_before
from .sheets import alone, one_kind, sheets_of


def visit_answers(case: form.Case, law: Tables, facts: Facts, packed: Packed, b: int) -> list[VisitAnswer]:
    """受診ごとの答え: one row for each visit of a bill, in the order in which the case lists them, yen.

    case: one month; facts: answers for what it leaves open; packed: the same as columns. Where it cannot be known which visit
    had which certificate, or the amount of the month is stated (`given.paid`), a row has its cost only.
    """
    bill = case.bills[b]
    first = packed.bills.first_visit[b]
    costs = packed.visits.cost[first : packed.bills.first_visit[b + 1]]
    known = one_kind(bill) and bill.id not in case.given.paid
    before = used_before(case, law, facts, b) if known and costs else {}
    turn = in_turn(case, law, facts).before.get(bill.id)
    rows: list[VisitAnswer] = []
    cost_so_far = so_far = 0
    for k, (visit, cost) in enumerate(zip(bill.visits, costs, strict=True), 1):
        cost_so_far += cost
        row = VisitAnswer(number=k, on=visit.on or "", cost=cost, cost_so_far=cost_so_far)
        if known:
            cut = alone(case, bill, k, turn[k - 1] if turn else before)
            at, work, _ = run(cut, law, facts, traced=False)
            row = msgspec.structs.replace(
                row,
                collected=work.collected[0] - so_far,
                collected_so_far=work.collected[0],
                sheets=sheets_of(at, work),
            )
            so_far = work.collected[0]
        rows.append(row)
    return rows
