"""窓口の額から医療費を逆算する: the whole cost behind what was asked for at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..engine.tables import Tables
from ..errors import Choice, HiddenCost, InputError, MissingFact
from . import form
from .context import Facts, fact_key
from .run import run
from .schemes import with_schemes

MOST = 10**9  # yen, above which no cost is sought
STEP = 10  # costs are in points of 10 yen
ALIKE = 12  # costs that are looked at: at a tenth, ten of them round to the same ten yen


def with_costs(
    case: form.Case, paid: Mapping[str, int], facts: Mapping[str, int | str], law: Tables
) -> form.Case:
    """窓口の額から: the case with the cost of each bill of which only what the counter took is known.

    paid: yen by bill. Of the costs that give just that amount, which differ by what rounding to 10 yen
    hides, the one whose share is nearest to it is taken. Each bill is looked at by itself. Raises InputError where no cost
    gives the amount, or HiddenCost where a cap hides it, and MissingFact where a fact decides.
    """
    bills = []
    for n, bill in enumerate(case.bills):
        if bill.id in paid:
            cost = cost_behind(case, bill, paid[bill.id], facts, law, f"bills[{n}].cost")
            bill = msgspec.structs.replace(bill, cost=cost)
        bills.append(bill)
    return msgspec.structs.replace(case, bills=bills)


def cost_behind(
    case: form.Case, bill: form.Bill, paid: int, given: Mapping[str, int | str], law: Tables, where: str
) -> int:
    """逆算: the cost of which the counter takes an amount, and whose share is nearest to it, yen."""
    facts: Facts = {}
    case = msgspec.structs.replace(case, given=form.Given())  # what was really paid tells no cost

    def counted(cost: int) -> tuple[int, int]:
        one = msgspec.structs.replace(case, bills=[msgspec.structs.replace(bill, cost=cost)])
        while True:
            try:
                _, work, _ = run(with_schemes(one, facts), law, facts, traced=False)
                return work.collected[0], work.borne[0]
            except MissingFact as missing:
                key = fact_key(missing.fact, missing.subject)
                if key not in given or key in facts:
                    raise
                facts[key] = _value(missing.choices, given[key])

    def collected(cost: int) -> int:
        return counted(cost)[0]

    lowest = _lowest(collected, paid, where)
    if collected(lowest) != paid:
        raise InputError(
            f"no cost gives {paid:,} yen at this counter.",
            where,
            "Give the whole cost (10割) or the points of the receipt.",
            f"窓口の額が{paid:,}円になる医療費はありません。領収書の医療費の全体（10割）か点数を書いてください。",
        )
    if collected(lowest + max(MOST // 1000, lowest)) == paid:
        raise HiddenCost(
            f"{paid:,} yen is a limit that many costs reach at this counter.",
            where,
            "Give the whole cost (10割) or the points of the receipt.",
            f"{paid:,}円は限度額なので、もとの医療費が分かりません。領収書の医療費の全体（10割）か点数を書いてください。",
        )
    alike = [(abs(counted(cost)[1] - paid), cost) for cost in _alike(collected, paid, lowest)]
    return min(alike)[1]


def _alike(collected: Callable[[int], int], paid: int, lowest: int) -> list[int]:
    """Costs of which the counter takes just that amount, from the lowest on: few, unless only a hundredth counts."""
    found = [lowest]
    while len(found) < ALIKE and collected(found[-1] + STEP) == paid:
        found.append(found[-1] + STEP)
    return found


def _lowest(collected: Callable[[int], int], paid: int, where: str) -> int:
    """The lowest cost of which the counter takes at least an amount: by halving."""
    low, high = 0, STEP
    while collected(high) < paid:
        low, high = high, high * 2
        if high > MOST:
            raise InputError(
                f"{paid:,} yen is more than this counter can ask for.",
                where,
                "Check the amount, or give the whole cost (10割) or the points of the receipt.",
                f"窓口の額が{paid:,}円になることはありません。額を確かめるか、医療費の全体（10割）か点数を書いてください。",
            )
    while high - low > STEP:
        middle = (low + high) // 2 // STEP * STEP
        if collected(middle) < paid:
            low = middle
        else:
            high = middle
    return high


def _value(choices: tuple[Choice, ...], given: int | str) -> int | str:
    return next((c.value for c in choices if str(c.value) == str(given)), given)
