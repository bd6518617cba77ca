"""精算する: settles a case: who pays each yen, with the reasons, the doubts and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from .. import __version__
from ..engine import dates
from ..engine.tables import Tables, tables
from ..errors import InputError, MissingFact, ProvisionalFigure
from ..forms.doubts import Doubt, provisional
from ..forms.doubts import doubts as doubts_of
from ..forms.time_limit import in_time
from ..law.shapes import Work
from . import form, reasons, words, year
from .actions import actions
from .answer import BillAnswer, HouseholdAnswer, Line, Settlement, Without, YearAnswer, by_payer
from .ask import figure
from .causes import apart
from .certificates import names_on, without
from .checks import check, check_ids
from .claim_fields import claim_fields
from .context import Facts
from .counter_cost import with_costs
from .expand import expand
from .expect import differences
from .extras import extras_of
from .ledgers import bill_answer, household_answer, payers, states
from .pack import Packed
from .ranges import decided
from .read import parse
from .run import run
from .schemes import with_schemes
from .visits import visit_answers
from .year_sums import care, earlier, ending_of

FEW_VISITS = 40  # of a month, up to which each outcome of a range tells them: each is a settlement of its own


def settle(
    case: form.Case | Mapping[str, Any],
    *,
    facts: Mapping[str, int | str] | None = None,
    strict: bool = False,
    steps: bool = False,
    law: Tables | None = None,
    paid: Mapping[str, int] | None = None,
) -> Settlement:
    """精算: who pays each yen of a case's bills, by which article.

    case: a `Case`, or the same as plain data (the form of ``kaihoken schema``); amounts in whole yen.
    strict: refuse an answer that rests on an unconfirmed figure. steps: also tell every call of the
    law. law: other tables, for a reform. facts: answers for what the case leaves open, by the key of
    its `Question`; one that nothing asks for is not used. A missing fact gives ``range`` instead of
    ``bills``. Raises InputError for a case that contradicts itself, or an answer that is none of the
    question's, HiddenCost where a limit hides a cost, and ProvisionalFigure under ``strict``.
    paid: what the counter took for bills whose cost is not known, yen by bill; the cost is sought.
    Source: 健康保険法施行令41条–43条.

    >>> from kaihoken import settle
    >>> answer = settle({"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40,
    ...                  "setting": "inpatient", "cost": 1000000})
    >>> answer.borne
    92940
    >>> {p.key: p.yen for p in answer.bills[0].payers}
    {'insurer': 700000, 'high_cost': 207060, 'patient': 92940}
    """
    whole = expand(case if isinstance(case, form.Case) else parse(dict(case)))
    law = law or tables()
    check_ids(whole.bills)
    if whole.ask is not None and whole.bills:
        raise InputError(
            "a case has both bills and `ask`.",
            "ask",
            "Ask for the figure in a case of its own.",
            ja="請求（`bills`）と問い（`ask`）の両方があります。問いは別の事例に分けてください。",
        )
    whole, refused = apart(whole, law)

    def costed(known: Facts) -> form.Case:
        return with_costs(whole, paid, known, law) if paid else whole

    if whole.ask is not None:
        answer = _asked(whole, law)
    elif not whole.bills and refused:
        answer = Settlement(title=whole.title, title_ja=whole.title_ja)
    elif not whole.bills and not whole.care:
        raise InputError(
            "there is nothing to settle.",
            mend="Add `bills:`, or `ask:` for a figure of the law.",
            ja="精算するものがありません。請求（`bills`）か、法令の数字への問い（`ask`）を書き足してください。",
        )
    else:
        answer = decided(
            whole, facts or {}, lambda known, tried: _whole(costed(known), law, known, steps, tried)
        )
    if refused:
        answer = msgspec.structs.replace(answer, refused=refused)
    answer = msgspec.structs.replace(answer, earlier=earlier(whole), care=care(whole))
    if strict and answer.provisional:
        raise ProvisionalFigure(
            "--strict: the answer rests on unconfirmed figures: " + " ".join(d.en for d in answer.doubts),
            ja="--strict: 確かめられていない数字に基づくため、答えません。"
            + " ".join(d.ja for d in answer.doubts),
        )
    return msgspec.structs.replace(answer, version=__version__)


def _whole(case: form.Case, law: Tables, facts: Facts, steps: bool, tried: bool) -> Settlement:
    """The case settled with these facts, and what to do first; tried: one possible outcome of several."""
    case = with_schemes(case, facts)
    answer = _decided(case, law, facts, steps, tried)
    if not tried and len({b.month for b in case.bills}) == 1 and not case.care:
        borne = sum(b.borne for b in answer.bills)
        answer = msgspec.structs.replace(answer, without=_without(case, law, facts, borne))
    return _advised(case, law, facts, answer)


def _decided(case: form.Case, law: Tables, facts: Facts, steps: bool, tried: bool) -> Settlement:
    """Settles month after month: what a month leaves behind is the state of the next."""
    bills: dict[str, BillAnswer] = {}
    months: list[Settlement] = []
    years: list[YearAnswer] = []
    lines: list[Line] = []
    doubts: dict[tuple[str, str], Doubt] = {}
    for bills_of_month, ending in _in_order(case):
        in_time()
        one = _alone(case, bills_of_month)
        if not bills_of_month:
            check(one, law)
        else:
            answer = _month(one, law, facts, steps, tried)
            months.append(answer)
            lines += answer.lines
            bills |= {b.id: b for b in answer.bills}
            doubts |= {(d.series, d.en): d for d in answer.doubts}
            case = _next(case, one, answer.state)
        if ending is not None:
            of_year, told, rows = year.answers(case, law, facts, ending)
            years += of_year
            lines += told
            doubts |= {(d.series, d.en): d for d in doubts_of(rows)}
    every = [bills[b.id] for b in case.bills]
    households = [h for m in months for h in m.households]
    return Settlement(
        title=case.title,
        title_ja=case.title_ja,
        bills=every,
        households=households,
        years=years,
        state={k: v for m in months for k, v in m.state.items()},
        provisional=provisional(list(doubts.values())),
        doubts=list(doubts.values()),
        notes=_notes(months, told_years=bool(years)),
        lines=lines,
        steps=[step for m in months for step in m.steps],
        borne=sum(b.borne for b in every),
        collected=sum(b.collected for b in every),
        expected=differences(case.expect, every, households, years),
    )


def _notes(months: list[Settlement], told_years: bool) -> list[dict[str, str]]:
    """Each note once; the annual cap only where a single month leaves the year open."""
    every = {(n["code"], n["en"]): n for m in months for n in m.notes}
    return [n for n in every.values() if n["code"] != "annual" or (len(months) == 1 and not told_years)]


def _by_month(case: form.Case) -> list[list[form.Bill]]:
    """The bills of each month, the earliest month first."""
    ordered = sorted(case.bills, key=_came)
    return [[b for b in ordered if b.month == month] for month in sorted({b.month for b in case.bills})]


def _came(bill: form.Bill) -> tuple[str, str]:
    """The order in which bills of a month came, by their first visit and then by id: a running sheet needs one."""
    return min((v.on for v in bill.visits if v.on), default=""), bill.id


def _in_order(case: form.Case) -> list[tuple[list[form.Bill], int | None]]:
    """The bills of each month, and the July of the year that is settled after it, if any is."""
    by_month = _by_month(case)
    endings = [ending_of(dates.month(bills[0].month)) for bills in by_month]
    found: list[tuple[list[form.Bill], int | None]] = [
        (bills, None if endings[n] in endings[n + 1 :] else endings[n]) for n, bills in enumerate(by_month)
    ]
    with_care = {dates.month(care.ending) for care in case.care}
    return [*([([], e) for e in sorted(with_care - set(endings))]), *found]


def _alone(case: form.Case, bills: list[form.Bill]) -> form.Case:
    """The case with the bills of one month, and without the amounts given for those of others."""
    others = {b.id for b in case.bills} - {b.id for b in bills}
    paid = {name: yen for name, yen in case.given.paid.items() if name not in others}
    return msgspec.structs.replace(case, bills=bills, given=form.Given(paid))


def _next(case: form.Case, month: form.Case, state: dict[str, form.State]) -> form.Case:
    """The case as it stands after a month: its state, and sheets that begin anew."""
    used = {name for bill in month.bills for name in names_on(bill)}
    certificates = [msgspec.structs.replace(c, used=0) if c.id in used else c for c in case.certificates]
    return msgspec.structs.replace(case, state=case.state | state, certificates=certificates)


def _month(case: form.Case, law: Tables, facts: Facts, steps: bool, tried: bool) -> Settlement:
    packed, work, log = run(case, law, facts, traced=True)
    around = [row for b in range(len(packed.costs)) for row in extras_of(case, packed, b)[1]]
    nodes = reasons.tree(packed, log)
    articles = [] if tried else reasons.articles_of(packed, nodes, law)
    doubts = doubts_of([*reasons.rows_behind(packed, nodes), *around])
    return Settlement(
        title="",
        bills=[_bill(case, law, facts, packed, work, b, tried) for b in range(len(packed.costs))],
        households=[household_answer(case, packed, work, h) for h in range(len(packed.household_names))],
        state=states(case, packed, work),
        doubts=doubts,
        notes=words.notes(case, packed, work, law),
        lines=[] if tried else reasons.lines(packed, nodes, articles, law, case),
        steps=reasons.step_lines(nodes, articles) if steps and not tried else [],
    )


def _bill(
    case: form.Case, law: Tables, facts: Facts, packed: Packed, work: Work, b: int, tried: bool
) -> BillAnswer:
    """One bill with its visits, and the fields of its claim unless answers are only being tried."""
    answer = bill_answer(case, packed, work, b)
    if not tried or sum(len(bill.visits) for bill in case.bills) <= FEW_VISITS:
        answer = msgspec.structs.replace(answer, visits=visit_answers(case, law, facts, packed, b))
    return (
        answer if tried else msgspec.structs.replace(answer, claim=claim_fields(case, law, packed, work, b))
    )


def _advised(case: form.Case, law: Tables, facts: Facts, answer: Settlement) -> Settlement:
    """The answer with what to do first."""
    found = actions(case, law, facts, (answer.bills, answer.years), lambda c: _bare(c, law, facts))
    return msgspec.structs.replace(answer, actions=found)


def _bare(case: form.Case, law: Tables, facts: Facts) -> tuple[list[BillAnswer], list[YearAnswer]]:
    bills, _, years = answers_plain(case, law, facts)
    return bills, years


def answers_plain(
    case: form.Case, law: Tables, facts: Facts | None = None
) -> tuple[list[BillAnswer], list[HouseholdAnswer], list[YearAnswer]]:
    """平文の答え: the answers of a case in its long form by the plain run, without reasons."""
    bills: list[BillAnswer] = []
    households: list[HouseholdAnswer] = []
    years: list[YearAnswer] = []
    for bills_of_month, ending in _in_order(case):
        in_time()
        one = _alone(case, bills_of_month)
        if bills_of_month:
            packed, work, _ = run(one, law, facts or {}, traced=False)
            bills += [bill_answer(one, packed, work, b) for b in range(len(packed.costs))]
            households += [household_answer(one, packed, work, h) for h in range(len(packed.household_names))]
            case = _next(case, one, states(one, packed, work))
        if ending is not None:
            years += year.answers(case, law, facts or {}, ending, traced=False)[0]
    return bills, households, years


def _without(case: form.Case, law: Tables, facts: Facts, with_all: int) -> list[Without]:
    """証がない場合: one month settled again without each certificate. ``with_all``: borne with all, yen."""
    used = {name for bill in case.bills for name in names_on(bill)}
    found = []
    for certificate in case.certificates:
        if certificate.id not in used:
            continue
        bare = msgspec.structs.replace(case, bills=[without(bill, {certificate.id}) for bill in case.bills])
        try:
            packed, other, _ = run(bare, law, facts, traced=False)
        except (MissingFact, InputError):
            continue
        borne = sum(other.borne)
        totals = by_payer(p for b in range(len(packed.costs)) for p in payers(packed, other, b))
        found.append(Without(certificate.id, str(certificate.program), borne, borne - with_all, totals))
    return found


def _asked(case: form.Case, law: Tables) -> Settlement:
    assert case.ask is not None
    value, rows = figure(case.ask, law, case)
    doubts = doubts_of(rows)
    want = case.expect.figure
    return Settlement(
        title=case.title,
        title_ja=case.title_ja,
        figure=value,
        figure_name=case.ask.figure,
        provisional=provisional(doubts),
        doubts=doubts,
        expected=[f"figure: expected {want}, got {value}"] if want not in (None, value) else [],
        lines=[Line("", case.ask.figure, r.basis, r.basis, r.basis, r.evidence) for r in rows],
    )
