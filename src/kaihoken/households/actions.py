"""すること: what to apply for, show or ask for, by when, and what it is worth: settling with and without it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from ..engine import dates
from ..engine.tables import Tables
from ..errors import InputError, MissingFact
from ..law.people import SENIOR, school_month
from . import form
from .answer import Action, BillAnswer, YearAnswer
from .certificates import LOCAL, names_on
from .context import Context, Facts
from .persons import born_of

Settled = tuple[list[BillAnswer], list[YearAnswer]]
Settle = Callable[[form.Case], Settled]

SHOW = (
    "{person}さん: マイナ保険証を示すか、限度額適用認定証を保険者に申請して窓口に出す（申請した月の1日から有効で、さかのぼりません）。",
    "{person}: show a My Number card, or ask the insurer for a certificate of the limit and show it (it holds from the first of the month of the application, not backwards).",
)
REACH = (
    "{person}さん: 公費{program}の受給者証（{id}）を申請する。申請日から原則{months}か月さかのぼるので、{bill}の治療に間に合います。",
    "{person}: apply for the certificate {id} (programme {program}): it reaches {months} month back from the application, to the treatment of bill {bill}.",
)
EXCUSED = (
    "{person}さん: 公費{program}の受給者証（{id}）の申請が遅れたことにやむを得ない理由があれば、{excused}か月さかのぼれます。申請のときに理由を申し出る（{bill}）。",
    "{person}: where the delay of the certificate {id} (programme {program}) can be excused it reaches {excused} months back: give the reason when you apply (bill {bill}).",
)
AID = (
    "{person}さん: お住まいの市区町村に子どもの医療費助成を申請する（内容は自治体によります）。",
    "{person}: ask the municipality for its medical aid for children (what it gives depends on the municipality).",
)
LISTED = (
    "{person}さん: 病気が小児慢性特定疾病（公費52）に当たるかを主治医に尋ね、当たれば受給者証をすぐに申請する（申請日から原則{months}か月さかのぼります）。",
    "{person}: ask the doctor whether the illness is a listed chronic childhood disease (小児慢性特定疾病, programme 52), and if so apply for the certificate at once (it reaches {months} month back from the application).",
)
CHILDHOOD = 52
CHILDHOOD_YEARS = 18  # until the 18th birthday, where it is asked for the first time
CHILD_YEARS = 18  # most municipalities help until the school year in which 18 is reached


def actions(case: form.Case, law: Tables, facts: Facts, now: Settled, settle: Settle) -> list[Action]:
    """すること: the most urgent first, then the most valuable.

    facts: answers tried for missing facts; now: the answer as the case stands; settle: settles a case
    (its bills and years) under the same.
    """
    at = Context(case, law, facts)
    found = [
        *_show(case, law, now, settle),
        *_certificates(case, law, now, settle),
        *_listed(at, now),
        *_aid(at, now),
    ]
    useful = [a for a in found if a.worth > 0 or a.advance > 0]
    return sorted(useful, key=lambda a: (a.until or "9999", -a.worth))


def in_every_case(every: list[list[Action]]) -> list[Action]:
    """どの場合でもすること: of each possible answer's, those that all have; what differs is the most it can be."""
    first, *others = every
    found = []
    for one in first:
        same = [one, *(o for other in others for o in other if (o.en, o.until) == (one.en, one.until))]
        if len(same) < len(every):
            continue
        differ = len({(o.worth, o.advance) for o in same}) > 1
        found.append(
            msgspec.structs.replace(
                one,
                worth=max(o.worth for o in same),
                advance=max(o.advance for o in same),
                at_most=one.at_most or differ,
            )
        )
    return found


def _tried(case: form.Case, settle: Settle) -> Settled | None:
    try:
        return settle(case)
    except (InputError, MissingFact):
        return None


def _cost(answer: Settled) -> int:
    """What the family bears over the whole case, after the certain refunds of the year, yen."""
    bills, years = answer
    back = sum(r.yen for y in years for r in y.refunds if r.certain)
    return sum(b.borne for b in bills) - back


def _show(case: form.Case, law: Tables, now: Settled, settle: Settle) -> Iterator[Action]:
    for name, person in case.people.items():
        if person.shown != "nothing":
            continue
        shown = msgspec.structs.replace(person, shown="my_number")
        other = _tried(msgspec.structs.replace(case, people={**case.people, name: shown}), settle)
        if other is None:
            continue
        less = _less(now, other)
        if less:
            first = min(dates.month(b.month) for b in now[0] if b.id in less)
            yield Action(
                "show", name, list(less), _cost(now) - _cost(other), sum(less.values()), False, dates.last_day(first),
                SHOW[0].format(person=name), SHOW[1].format(person=name), law.article("certificate", "employee", first),
            )  # fmt: skip


def _less(now: Settled, other: Settled) -> dict[str, int]:
    """What the counters take less, by bill."""
    there = {b.id: b.collected for b in other[0]}
    return {b.id: b.collected - there[b.id] for b in now[0] if b.collected > there[b.id]}


def _certificates(case: form.Case, law: Tables, now: Settled, settle: Settle) -> Iterator[Action]:
    """Certificates that begin after a bill: what it is worth if they reach back to it."""
    for c in case.certificates:
        for bill in case.bills:
            rows = law.rows("certificate_reach", dates.month(bill.month))
            row = rows.get(str(c.program))
            if c.from_ is None or row is None or bill.person != c.person or c.id in names_on(bill):
                continue
            begun = _begun(bill)
            months, excused = row.values["months"], row.values["excused"]
            assert isinstance(months, int) and isinstance(excused, int)
            if begun >= c.from_ or _later(begun, excused) < c.from_:
                continue
            other = _tried(_reaching(case, c, bill), settle)
            if other is None:
                continue
            in_time = _later(begun, months) >= c.from_
            words = REACH if in_time else EXCUSED
            day = _later(begun, months if in_time else excused)
            ja, en = (
                w.format(
                    person=c.person,
                    program=c.program,
                    id=c.id,
                    day=day,
                    months=months,
                    excused=excused,
                    bill=bill.id,
                )
                for w in words
            )
            worth, advance = _cost(now) - _cost(other), sum(_less(now, other).values())
            yield Action("certificate", c.person, [bill.id], worth, advance, False, day, ja, en, row.basis)


def _reaching(case: form.Case, c: form.Certificate, bill: form.Bill) -> form.Case:
    """The case as if the certificate had held for the bill, too."""
    back = msgspec.structs.replace(c, from_=_begun(bill))
    with_it = msgspec.structs.replace(bill, certificates=[*bill.certificates, c.id])
    return msgspec.structs.replace(
        case,
        certificates=[back if one.id == c.id else one for one in case.certificates],
        bills=[with_it if one.id == bill.id else one for one in case.bills],
    )


def _listed(at: Context, now: Settled) -> Iterator[Action]:
    """A child without programme 52 whose bills reached a cap: worth at most what the family bears."""
    held = {c.person for c in at.case.certificates if c.program == CHILDHOOD}
    for name, person in at.case.people.items():
        capped = {
            b.id for b in now[0] if b.person == name and any(p.key == "high_cost" and p.yen for p in b.payers)
        }
        bills = [b for b in at.case.bills if b.id in capped]
        if not bills or name in held or (person.birth is None and not isinstance(person.age, int)):
            continue
        begun = min(_begun(bill) for bill in bills)
        month = dates.month(begun[:7])
        born, _ = born_of(at, name, person, month, "none")  # only the age counts here
        row = at.tables.rows("certificate_reach", month).get(str(CHILDHOOD))
        if row is None or month >= born[0] + CHILDHOOD_YEARS * 12:
            continue
        months = row.values["months"]
        assert isinstance(months, int)
        ja, en = (w.format(person=name, months=months) for w in LISTED)
        borne = sum(b.borne for b in now[0] if b.id in capped) - _year_back(now, name)
        yield Action("listed", name, sorted(capped), borne, 0, True, _later(begun, months), ja, en, row.basis)


def _year_back(now: Settled, name: str) -> int:
    return sum(r.yen for y in now[1] for r in y.refunds if r.certain and r.person == name)


def _aid(at: Context, now: Settled) -> Iterator[Action]:
    """Local aid for a child without any: worth at most what the family bears."""
    case, law = at.case, at.tables
    local = {c.person for c in case.certificates if c.program == LOCAL}
    for name, person in case.people.items():
        bills = [b for b in now[0] if b.person == name and b.borne]
        if not bills or name in local or (person.birth is None and not isinstance(person.age, int)):
            continue
        month = max(dates.month(b.month) for b in bills)
        born, group = born_of(at, name, person, month, "none")  # only the age counts here
        school = school_month(*born, at.ages)  # the April after six; eighteen is reached twelve years on
        if group < SENIOR and month < school + (CHILD_YEARS - at.ages.school) * 12:
            back = _year_back(now, name)
            yield Action(
                "local_aid", name, [b.id for b in bills], sum(b.borne for b in bills) - back, 0, True, "",
                AID[0].format(person=name), AID[1].format(person=name), law.article("after_aid", "employee", month),
            )  # fmt: skip


def _begun(bill: form.Bill) -> str:
    """The first day of a bill's treatment: its first visit, or the first of the month."""
    days = [v.on for v in bill.visits if v.on]
    return min(days) if days else f"{bill.month}-01"


def _later(day: str, months: int) -> str:
    """The same day so many months later, or the last of that month."""
    on = date.fromisoformat(day)
    month = on.year * 12 + on.month - 1 + months
    last = monthrange(month // 12, month % 12 + 1)[1]
    return date(month // 12, month % 12 + 1, min(on.day, last)).isoformat()
