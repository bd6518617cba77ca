"""請求の大きさと負担: how a payment grows with the bill, month by month of the law, and where the caps bite.

Found by settling one bill on a grid of costs. Where a later month divides the classes anew, and what is
known does not tell which holds, every class that could is settled: the answer is from low to high.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from ..engine import dates
from ..engine.tables import Row, Tables
from ..errors import InputError, MissingFact
from ..law.people import SENIOR
from . import form
from .certificates import names_on
from .context import Facts, fact_key
from .derive import SPLIT, deciding
from .ledgers import bill_answer
from .run import run
from .schemes import with_schemes

MONTHS = ("2026-07", "2026-08", "2027-08")  # before the reform, after it, after the classes are divided anew
STEPS, FEW_STEPS = 40, 16
MANY = 3  # classes, from which fewer steps do
ENDLESS = 1 << 60
LINEAR_TO = 5_000_000  # yen of a bill, above which the grid is logarithmic, from LEAST
LEAST = 10_000
SAMPLE, SMALL_SAMPLE = 10_000, 100  # yen, costs below every cap, and below every limit of a certificate


class Bite(NamedTuple):
    """限度額が効くところ: the lowest cost at which the payment no longer grows by the share, yen."""

    name: str
    cost: int
    borne: int


class Curve(NamedTuple):
    """負担の線: of one month of the law: cost, and what is borne at least and at most, yen."""

    month: str
    classes: list[str]
    points: list[tuple[int, int, int]]
    bites: list[Bite]


class Aided(NamedTuple):
    """受給者証がある線: the lines under the bill's certificates; why tells where there are none.

    why: none (no certificate acts on the bill), missing (a fact of one is not known), refused (it does not
    fit such a bill), or empty.
    """

    curves: list[Curve]
    why: str


def growth(
    case: form.Case, bill: form.Bill, given: Mapping[str, int | str], law: Tables, most: int
) -> list[Curve]:
    """負担の線: of a bill by itself, up to a cost, in each of MONTHS; a month that cannot be settled is left out.

    case: in its long form; given: answers to its questions. Certificates, visits and what is charged
    besides are left out, and a My Number card is taken as shown.
    """
    return _curves(_bare(case, bill, given, law, []), given, law, most, SAMPLE)[0]


def aided(case: form.Case, bill: form.Bill, given: Mapping[str, int | str], law: Tables, most: int) -> Aided:
    """受給者証がある負担の線: as `growth`, with all of the bill under its certificates.

    Their limits count in every month, whatever their days, and nothing of them is used up before.
    """
    names = names_on(bill)
    found = [
        msgspec.structs.replace(c, from_=None, to=None, used=0) for c in case.certificates if c.id in names
    ]
    if not found:
        return Aided([], "none")
    return Aided(*_curves(_bare(case, bill, given, law, found), given, law, most, SMALL_SAMPLE))


def _bare(
    case: form.Case,
    bill: form.Bill,
    given: Mapping[str, int | str],
    law: Tables,
    certificates: list[form.Certificate],
) -> form.Case:
    """The case with that bill alone, without its cost, in the insurance that holds at it."""
    bare = form.Bill(
        month=bill.month,
        person=bill.person,
        id=bill.id,
        setting=bill.setting,
        kind=bill.kind,
        times=(bill.times or len(bill.visits) or None) if certificates else None,
        certificates=[c.id for c in certificates],
    )
    person = _insured_at(case, bill, given, law)
    return msgspec.structs.replace(
        case,
        bills=[bare],
        certificates=certificates,
        state={},
        care=[],
        people={**case.people, bill.person: msgspec.structs.replace(person, shown="my_number")},
    )


def _curves(
    one: form.Case, given: Mapping[str, int | str], law: Tables, most: int, sample: int
) -> tuple[list[Curve], str]:
    """The lines of a case of one bill; where there are none: whether a fact is missing, or it is refused."""
    curves: list[Curve] = []
    why = ""
    origin = one.bills[0].month
    for month in sorted({*MONTHS, origin}):
        try:
            found = _curve(_Bill(one, dict(given), law, month, sample), origin, most)
        except (InputError, MissingFact) as error:
            if month == origin or not why:
                why = "missing" if isinstance(error, MissingFact) else "refused"
            continue
        if found is not None and (month in MONTHS or all(found.points != c.points for c in curves)):
            curves.append(found)
    return curves, "" if curves else why or "refused"


def _insured_at(case: form.Case, bill: form.Bill, given: Mapping[str, int | str], law: Tables) -> form.Person:
    """The patient with the insurance that holds at the bill, and its tenths in the elderly scheme.

    Elsewhere the age tells them.
    """
    person = case.people[bill.person]
    try:
        one = with_schemes(msgspec.structs.replace(case, bills=[bill], given=form.Given()), dict(given))
        packed, work, _ = run(one, law, dict(given), traced=False)
    except (InputError, MissingFact):
        return person
    share = bill_answer(one, packed, work, 0).tenths if packed.schemes[0] == "elderly" else None
    key = packed.insurers[0]
    held = next((c for c in person.cover if c.insurer == key and c.reason == "disability"), None)
    if person.cover:
        cover = [] if held is None else [form.Cover(key, reason=held.reason)]
        person = msgspec.structs.replace(person, insurer=None if cover else key, cover=cover)
    return msgspec.structs.replace(person, share=share)


class _Bill(NamedTuple):
    """A bill in a month of the law, of any cost."""

    case: form.Case
    facts: Facts
    law: Tables
    month: str
    sample: int

    def run(self, cost: int, name: str | None = None) -> tuple[int, str | None, int, str]:
        """What is borne, the class, the age group and the scheme; name: the class to settle in."""
        bill = msgspec.structs.replace(self.case.bills[0], month=self.month, cost=cost)
        case = with_schemes(msgspec.structs.replace(self.case, bills=[bill]), self.facts)
        facts = self.facts
        if name is not None:
            person = case.people[bill.person]
            key = person.insurer or (person.cover[0].insurer if len(person.cover) == 1 else "")
            if key not in case.insurers:
                raise InputError(
                    "the insurance changes within the case.", ja="事例の途中で保険が変わります。"
                )
            stated = msgspec.structs.replace(case.insurers[key], class_=name, elder_class=name)
            case = msgspec.structs.replace(case, insurers={**case.insurers, key: stated})
            facts = {k: v for k, v in facts.items() if not k.startswith(fact_key("class", key))}
        packed, work, _ = run(case, self.law, facts, traced=False)
        return work.borne[0], packed.classes[0], packed.groups[0], packed.schemes[0]


def _curve(bill: _Bill, origin: str, most: int) -> Curve | None:
    names = _classes(bill, origin)
    if not names:
        return None
    steps = STEPS if len(names) <= MANY else FEW_STEPS
    costs = _grid(most, steps)
    bites = [_bite(bill, name, most) for name in names] if len(names) <= MANY else []
    costs = sorted({*costs, *(b.cost for b in bites if b is not None)})
    points = []
    for cost in costs:
        borne = [bill.run(cost, name)[0] for name in names]
        points.append((cost, min(borne), max(borne)))
    return Curve(bill.month, names, points, [b for b in bites if b is not None])


def _grid(most: int, steps: int) -> list[int]:
    """Costs in whole tens: evenly apart, or each the same times the one before where the axis is logarithmic."""
    if most <= LINEAR_TO:
        return [most * n // steps // 10 * 10 for n in range(steps + 1)]
    times = (most / LEAST) ** (1 / steps)
    return [int(LEAST * times**n) // 10 * 10 for n in range(steps)] + [most]


def _classes(bill: _Bill, origin: str) -> list[str]:
    """The classes that a bill of the month could be settled in."""
    try:
        name = bill.run(10)[1]
        return [] if name is None else [name]
    except MissingFact as missing:
        if missing.fact != "class":
            raise
        return [str(choice.value) for choice in missing.choices]
    except InputError:
        _, name, group, scheme = bill._replace(month=origin).run(10)
        if name is None:
            raise
        return classes_within(
            bill.law, name, scheme, group >= SENIOR, dates.month(origin), dates.month(bill.month)
        )


def classes_within(law: Tables, name: str, scheme: str, senior: bool, month: int, later: int) -> list[str]:
    """その日付の区分: the classes of another date that a class of a month may become while the income stays.

    By the bounds of the tables: those that share an income with it. From 70 the exceptions of the
    income test keep a higher income in the general classes, so these have no upper bound.
    """
    series = "class_70" if senior else "class_under_70"
    field = deciding(scheme, senior)
    before, after = (_spans(law.rows(series, on), field, scheme, senior) for on in (month, later))
    if name not in before:
        return []
    kind, low, high = before[name]
    return [n for n, (k, lo, hi) in after.items() if k == kind and lo < high and low < hi]


def _spans(rows: dict[str, Row], field: str, scheme: str, senior: bool) -> dict[str, tuple[str, int, int]]:
    """Each class with its kind (of the working, general, or its own name if it has no bound) and bounds, yen."""
    split = scheme == "elderly" and all(name in rows for name in SPLIT)
    own = {n: r for n, r in rows.items() if not ((n == "一般" and split) or (n in SPLIT and not split))}
    found: dict[str, tuple[str, int, int]] = {}
    for name, row in own.items():
        low = row.values[field]
        if not isinstance(low, int):
            found[name] = (name, 0, 1)
            continue
        kind = "active" if not senior or row.values["active"] else "general"
        same = [r for r in own.values() if not senior or r.values["active"] == row.values["active"]]
        bounds = (b for r in same if isinstance(b := r.values[field], int) and b > low)
        # by the second test of the two tenths 一般Ⅰ may have any taxable income
        found[name] = (kind, low, ENDLESS if name in SPLIT else min(bounds, default=ENDLESS))
    return found


def _bite(bill: _Bill, name: str, most: int) -> Bite | None:
    """限度額が効くところ: by halving: up to it the payment is the share of the cost."""

    share = bill.run(bill.sample, name)[0]
    low, high = 0, most // 10 * 10
    if bill.run(high, name)[0] >= share * high // bill.sample:
        return None
    while high - low > 10:
        middle = (low + high) // 20 * 10
        capped = bill.run(middle, name)[0] < share * middle // bill.sample
        low, high = (low, middle) if capped else (middle, high)
    return Bite(name, low, bill.run(low, name)[0])
