"""レセプトの記載: the fields of a claim that follow from a settled bill (記録条件仕様, `tables/codes.toml`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine import dates
from ..engine.tables import Row, Tables
from ..law import bills as law_bills
from ..law.caps import band_at, is_repeat, terms_at
from ..law.parts import settle_part
from ..law.people import SENIOR, turns_old
from ..law.shapes import NONE, Work
from ..law.subsidies import INTRACTABLE, PUBLIC_FIRST
from . import form
from .claim_notes import Notes
from .desk import ClaimFields, SubsidyFields
from .pack import Packed
from .refunded import REFUNDED
from .waivers import waiver_of


@dataclass(slots=True)
class _Part:
    """One subsidised part: what each of its uses found owed and left, yen."""

    cost: int
    first: bool  # public money comes before insurance
    intractable: bool
    designated: int  # yen that the cap of a designated disease took off
    row: int  # of that cap
    intractable_paid: int
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)


def claim_fields(case: form.Case, law: Tables, packed: Packed, work: Work, b: int) -> ClaimFields | None:
    """レセプトの記載: of one bill, from a run of its month. Amounts as on the claim, in single yen.

    None for treatment paid in full first, for which no claim is sent.

    What no source settles is told in ``open_ja`` and ``open_en``; a code that nobody has published is
    `unknown`.
    """
    bill, month = case.bills[b], packed.bills.month[b]
    if bill.kind == REFUNDED:
        return None
    notes = Notes()
    parts = [
        _part(packed, work, b, p) for p in range(packed.bills.first_part[b], packed.bills.first_part[b + 1])
    ]
    insured = packed.classes[b] is not None
    first_cost = sum(part.cost for part in parts if part.first)
    in_kind, left = _in_kind(packed, work, b, first_cost)
    unit = "yen" if bill.kind == "home_nursing" else "points"
    charged = left if insured and in_kind else None
    total = _total(packed.costs[b] - first_cost, unit, notes) if insured else None
    repeat = insured and _repeat(packed, work, b, in_kind, parts)
    marks, level = _codes(case, law, packed, b, parts, repeat, bool(in_kind), notes) if insured else ([], [])
    place = law.rows("claim_place", month).get(bill.kind)
    places = {k: str(v) for k, v in place.values.items() if v not in ("none", "unknown")} if place else {}
    if not places:
        notes.word("unread")
    if waiver_of(case, bill) is not None:
        notes.word("waiver")
    if place is not None:
        notes.row(place)
    rows = law.rows("claim_counter", month)
    counter = (
        str(rows["repeat" if repeat else "in_kind" if in_kind else "none"].values["code"]) if rows else None
    )
    return ClaimFields(
        unit=unit,
        total=total,
        charged=charged,
        subsidies=_subsidies(packed, work, b, parts, unit, charged, bill.id in case.given.paid, notes),
        marks=marks,
        level=level,
        counter=counter if insured else None,
        places=places,
        open_ja=notes.ja,
        open_en=notes.en,
    )


def _half(packed: Packed, b: int) -> bool:
    bills = packed.bills
    return turns_old(bills.turning_month[b], bills.turning_day[b], bills.month[b], packed.book.ages)


def _part(packed: Packed, work: Work, b: int, p: int) -> _Part:
    """One part: the insurer's cap on it from a run of its own, what each subsidy left from the whole run."""
    book, bills, parts, uses = packed.book, packed.bills, packed.parts, packed.uses
    programs = [uses.program[u] for u in range(parts.first_use[p], parts.first_use[p + 1])]
    paragraphs = [book.programs[row].paragraph for row in programs]
    cost = parts.cost[p]
    one = _Part(cost, PUBLIC_FIRST in paragraphs, INTRACTABLE in paragraphs, 0, parts.designated[p], 0)
    if not programs and one.row == NONE:
        return one
    alone = packed.work()
    terms = terms_at(book.terms, bills.terms[b])
    tenths = law_bills.tenths_of(book, bills, alone, b, terms)
    half = bills.moved[b] + int(_half(packed, b))
    settle_part(book, bills, parts, uses, packed.sheets, alone, b, p, terms, tenths, half)
    one.designated = alone.special[b] if one.row != NONE else 0
    one.intractable_paid = alone.intractable[b]
    owed = cost - alone.share[b] - alone.special[b]
    for u in range(parts.first_use[p], parts.first_use[p + 1]):
        name = packed.use_names[u]
        one.before[name] = owed
        owed -= work.use_paid[u]
        one.after[name] = owed
    return one


def _in_kind(packed: Packed, work: Work, b: int, first_cost: int) -> tuple[int, int]:
    """What the insurer gave in kind as high-cost benefit, and the share it left (負担金額), yen.

    first_cost: of parts that public money pays before insurance.
    """
    share = packed.costs[b] - first_cost - work.share[b]
    subsidies = sum(work.use_paid[u] for u, bill in enumerate(packed.use_bills) if bill == b) - first_cost
    charged = work.due[b] + subsidies
    return share - charged, charged


def _repeat(packed: Packed, work: Work, b: int, in_kind: int, parts: list[_Part]) -> bool:
    """Whether what was given in kind was that of a repeat month: of the ordinary cap, or of 41⑦."""
    book, bills = packed.book, packed.bills
    terms = terms_at(book.terms, bills.terms[b])
    of_parts = sum(part.intractable_paid for part in parts)
    row = book.specials.intractable[terms.special]
    if (
        of_parts
        and bills.inpatient[b]
        and band_at(book.bands, row).repeat != NONE
        and is_repeat(bills.hospital_months[b], book.needed_months)
    ):
        return True
    if bills.counter_terms[b] == NONE or in_kind <= work.special[b]:
        return False
    shown = terms_at(book.terms, bills.counter_terms[b])
    return (
        shown.outpatient == NONE
        and band_at(book.bands, shown.household).repeat != NONE
        and is_repeat(bills.benefit_months[b], book.needed_months)
    )


def _codes(
    case: form.Case,
    law: Tables,
    packed: Packed,
    b: int,
    parts: list[_Part],
    repeat: bool,
    in_kind: bool,
    notes: Notes,
) -> tuple[list[str], list[str]]:
    """特記事項と区分: the codes of the class, of a designated disease and of the month of the 75th birthday."""
    bill, month = case.bills[b], packed.bills.month[b]
    marks: list[str] = []
    for part in parts:
        if part.designated:
            entry = packed.shelf.entries[packed.book.bands[part.row].entry]
            marks += _code(law.rows("claim_mark", month).get(entry.key), "code", notes)
    if bill.cause == "third_party":
        marks += _code(law.rows("claim_cause", month).get(bill.cause), "code", notes)
    if _half(packed, b):
        marks += _code(law.rows("claim_half", month).get("birthday"), "code", notes)
    shown = _shown_class(case, packed, b)
    # a certificate of 41⑦ bears the class, whatever else was shown
    name = packed.classes[b] if any(part.intractable for part in parts) else shown
    rows = law.rows("claim_class_70" if packed.groups[b] >= SENIOR else "claim_class_under_70", month)
    if name is not None:
        marks += _code(rows.get(name), "repeat" if repeat else "code", notes)
    inpatient = bill.setting == "inpatient"
    if shown is None or not (inpatient or in_kind):
        return _sorted(marks), []
    level = _code(rows.get(shown), "level", notes)
    if inpatient and level == ["1"]:
        if bill.meals is not None:
            return _sorted(marks), ["2" if bill.meals.over_90_days else "1"]
        notes.word("long_stay")
        level = ["1", "2"]
    if inpatient and level == ["3"]:
        if bill.meals is not None:
            return _sorted(marks), ["4" if bill.meals.long_ward and bill.meals.welfare_pension else "3"]
        notes.word("welfare")
        level = ["3", "4"]
    return _sorted(marks), level


def _sorted(codes: list[str]) -> list[str]:
    return sorted(set(codes))


def _code(row: Row | None, name: str, notes: Notes) -> list[str]:
    """A code with its doubt, nothing where it is blank; `unknown` where nobody has published it."""
    if row is None or row.values[name] == "none":
        return []
    if row.values[name] == "unknown":
        notes.add(row.note_in("ja"), row.note_in("en"))
    elif row.evidence != "unknown":  # another code of the row is a hole, not this one
        notes.row(row)
    return [str(row.values[name])]


def _shown_class(case: form.Case, packed: Packed, b: int) -> str | None:
    """The class that was shown at the counter; from 70 that of the share, where nothing was."""
    name = packed.classes[b]
    senior = packed.groups[b] >= SENIOR
    if name is None or packed.bills.counter_terms[b] == NONE:
        return None
    if case.people[case.bills[b].person].shown != "nothing":
        return name
    month = dates.month(case.bills[b].month)
    return str(packed.shelf.class_row(month, True, name).values["counter"]) if senior else None


def _total(cost: int, unit: str, notes: Notes) -> int | None:
    if unit == "yen":
        return cost
    if cost % 10:
        notes.word("points")
        return None
    return cost // 10


def _subsidies(
    packed: Packed,
    work: Work,
    b: int,
    parts: list[_Part],
    unit: str,
    charged: int | None,
    paid: bool,
    notes: Notes,
) -> list[SubsidyFields]:
    """公費の記載: of each certificate in its legal order, local aid last."""
    found = []
    names = [(u, packed.use_names[u]) for u, bill in enumerate(packed.use_bills) if bill == b]
    order = {name: int(_program(packed, u).values["order"]) for u, name in names}
    numbers = {name: _program(packed, u).key for u, name in names}
    for name in sorted(order, key=lambda n: (order[n], n)):
        mine = [part for part in parts if name in part.after]
        part = None
        if charged is not None and len(mine) < len(parts):
            part = sum(p.before[name] for p in mine)
            notes.word("part")
        total = _total(sum(p.cost for p in mine), unit, notes)
        found.append(SubsidyFields(name, numbers[name], total, sum(p.after[name] for p in mine), part))
    if packed.aid_names[b] and packed.bills.aid_in_kind[b]:
        notes.word("local")
        if paid:
            notes.word("paid")
        total = _total(packed.costs[b], unit, notes)
        found.append(
            SubsidyFields(packed.aid_names[b], "local", total, None if paid else work.charged[b], None)
        )
    return found


def _program(packed: Packed, u: int) -> Row:
    return packed.shelf.entries[packed.book.programs[packed.uses.program[u]].entry]
