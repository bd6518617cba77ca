"""管理票を受診の順に埋める: one running sheet and the visits of several bills that alternate.

The law settles bill after bill. Where the visits of the bills alternate, what each takes from the sheet
is found visit by visit, by the law itself over each bill cut to its first visits; then each bill has a
sheet of its own that holds just that much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from ..law.shapes import NONE, Work
from . import form
from .certificates import DESIGNATED, LOCAL, names_on
from .desk import SheetAnswer
from .pack import Packed

RunPlain = Callable[[form.Case], tuple[Packed, Work]]


class Turns(NamedTuple):
    """受診の順: what the sheets held before each visit, yen by certificate, by bill; and what each bill takes.

    own: by certificate and bill. Both are empty where no visits alternate, or their order is not known.
    """

    before: dict[str, list[dict[str, int]]]
    own: dict[tuple[str, str], int]


def turns(case: form.Case, run_plain: RunPlain) -> Turns:
    """受診の順に埋める: of one month; run_plain runs the law over a case."""
    national = {c.id: c.used for c in case.certificates if c.program not in (LOCAL, DESIGNATED)}
    if not national:
        return Turns({}, {})
    bills = _alternating(case, set(national))
    found = Turns({bill.id: [] for bill in bills}, {})
    visits = sorted((v.on or "", n, k) for n, bill in enumerate(bills) for k, v in enumerate(bill.visits, 1))
    for _, n, k in visits:
        bill = bills[n]
        before = {
            name: national[name] + sum(found.own.get((name, o.id), 0) for o in bills if o is not bill)
            for name in names_on(bill) & set(national)
        }
        for sheet in sheets_of(*run_plain(alone(case, bill, k, before))):
            found.own[sheet.certificate, bill.id] = sheet.used - before[sheet.certificate]
        found.before[bill.id].append(before)
    return found


def _alternating(case: form.Case, national: set[str]) -> list[form.Bill]:
    """The bills whose visits alternate on a sheet, with all that share a sheet with them; none where one has no order."""
    shared = {name: [b for b in case.bills if name in names_on(b)] for name in national}
    names = {name for name, bills in shared.items() if all(map(_dated, bills)) and _alternate(bills)}
    group = [b for b in case.bills if names & names_on(b)]
    ids = {b.id for b in group}
    on_group = {name for b in group for name in names_on(b) & national}
    return group if all(b.id in ids for name in on_group for b in shared[name]) else []


def _dated(bill: form.Bill) -> bool:
    """Whether the order of the visits is known, and that every one has the same certificates."""
    days = [v.on or "" for v in bill.visits]
    return bool(days) and all(days) and days == sorted(days) and one_kind(bill)


def _alternate(bills: list[form.Bill]) -> bool:
    return bool(list(alternating_pairs(bills)))


def alternating_pairs(bills: list[form.Bill]) -> Iterator[tuple[str, str]]:
    """交互の受診: bills of which one has a visit before the last day of the other, by id."""
    days = ((sorted(v.on for v in b.visits if v.on), b.id) for b in bills)
    spans = sorted((on[0], on[-1], bill) for on, bill in days if on)
    for n, (_, last, one) in enumerate(spans):
        yield from ((one, other) for first, _, other in spans[n + 1 :] if first < last)


def one_kind(bill: form.Bill) -> bool:
    """Whether every part has the same certificates, so that every visit has them."""
    return len({frozenset(part.certificates) for part in bill.parts}) <= 1


def alone(case: form.Case, bill: form.Bill, visits: int, before: dict[str, int]) -> form.Case:
    """一件だけの事例: the case with nothing but one bill, cut to its first visits; before: filled on the sheets."""
    cut = msgspec.structs.replace(
        bill,
        cost=None,
        points=None,
        parts=[],
        certificates=[*bill.certificates, *(bill.parts[0].certificates if bill.parts else [])],
        visits=bill.visits[:visits],
        times=None if bill.times is None else visits,
    )
    certificates = [
        msgspec.structs.replace(c, used=before[c.id]) if c.id in before else c for c in case.certificates
    ]
    return msgspec.structs.replace(case, bills=[cut], certificates=certificates, given=form.Given())


def sheets_of(packed: Packed, work: Work) -> list[SheetAnswer]:
    """管理票: of certificates with a limit, as they stand after a run."""
    names = {sheet: packed.use_names[u] for u, sheet in enumerate(packed.uses.sheet)}
    return [
        SheetAnswer(name, work.used[sheet], packed.sheets.limit[sheet])
        for sheet, name in sorted(names.items())
        if packed.sheets.limit[sheet] not in (NONE, 0)
    ]
