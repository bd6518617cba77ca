"""精算する: settles a case: who pays each yen, with the reasons, the doubts and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ..engine import explain
from ..engine.tables import Row, Tables, tables
from ..engine.trace import Raw, Step, recorder
from ..engine.trace import steps as named_steps
from ..errors import InputError, MissingFact, ProvisionalFigure
from ..law import bills as law_bills
from ..law.caps import is_repeat, terms_at
from ..law.facts import CAP_FIGURE, SHARE, Missing
from ..law.people import turns_old
from ..law.shapes import CAP, NO_CAP, Bands, Work
from . import form, words
from .answer import BillAnswer, Doubt, Line, Outcome, Payer, Range, Refund, Settlement, StepLine, Without
from .ask import figure
from .expand import expand
from .pack import Facts, Packed, Packer, fact_key
from .read import parse

MOST_OUTCOMES = 200
NO_CAP_YEN = 1 << 60


def settle(case: form.Case | Mapping[str, Any], *, strict: bool = False, law: Tables | None = None) -> Settlement:
    """精算: who pays each yen of a case's bills, by which article.

    case: a `Case`, or the same as plain data (the form of ``kaihoken schema``); amounts in whole yen.
    strict: refuse an answer that rests on an unconfirmed figure. law: other tables, for a reform.
    A missing fact gives ``range`` instead of ``bills``. Raises InputError for a case that
    contradicts itself and ProvisionalFigure under ``strict``. Source: 健康保険法施行令41条–43条.

    >>> from kaihoken import settle
    >>> answer = settle({"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40,
    ...                  "setting": "inpatient", "cost": 1000000})
    >>> answer.borne
    92940
    >>> {p.key: p.yen for p in answer.bills[0].payers}
    {'insurer': 700000, 'high_cost': 207060, 'patient': 92940}
    """
    whole = case if isinstance(case, form.Case) else parse(dict(case))
    whole = expand(whole)
    law = law or tables()
    if whole.ask is not None:
        return _asked(whole, law, strict)
    if not whole.bills:
        raise InputError("there is nothing to settle.", mend="Add `bills:`, or `ask:` for a figure of the law.")
    try:
        answer = _decided(whole, law, {})
    except MissingFact as missing:
        answer = _ranged(whole, law, missing)
    if strict and answer.provisional:
        raise ProvisionalFigure(
            "--strict: the answer rests on unconfirmed figures: " + " ".join(d.en for d in answer.doubts)
        )
    return answer


def run_plain(packed: Packed) -> Work:
    """平文の実行: the plain run over a packed case."""
    work = packed.work()
    for b in range(len(packed.costs)):
        law_bills.settle_bill(
            packed.book, packed.bills, packed.parts, packed.uses, packed.sheets, packed.visits, work, b
        )
    return work


def run_traced(packed: Packed) -> tuple[Work, list[Raw]]:
    """記録しながらの実行: the traced run over a packed case, with a recorder of its own."""
    work = packed.work()
    space, log = recorder()
    bill = space["settle_bill"]
    for b in range(len(packed.costs)):
        bill(packed.book, packed.bills, packed.parts, packed.uses, packed.sheets, packed.visits, work, b)
    return work, log


def pack(case: form.Case, law: Tables, facts: Facts) -> Packed:
    """列にする: a case with the answers tried for its missing facts."""
    packed = Packer(case, law, facts).pack()
    bands = packed.book.bands
    for key, value in facts.items():
        name, _, row = key.partition(":")
        if name == "cap":
            columns = [list(c) for c in bands]
            columns[Bands._fields.index("kind")][int(row)] = NO_CAP if value == "none" else CAP
            bands = Bands(*columns)
    packed.book = packed.book._replace(bands=bands)
    return packed


def _as_missing(error: Missing, case: form.Case, packed: Packed) -> MissingFact:
    bill = case.bills[error.bill]
    if error.fact == SHARE:
        return MissingFact("share", bill.person, [("1 tenth", 1), ("2 tenths", 2)])
    if error.fact == CAP_FIGURE:
        row = packed.shelf.entries[packed.book.bands.entry[error.row]]
        return MissingFact("cap", str(error.row), [(f"{row.basis}: 0", 0), (f"{row.basis}: none", "none")])
    raise error


def _run(case: form.Case, law: Tables, facts: Facts, traced: bool) -> tuple[Packed, Work, list[Step]]:
    packed = pack(case, law, facts)
    try:
        if traced:
            work, log = run_traced(packed)
            return packed, work, named_steps(log)
        return packed, run_plain(packed), []
    except Missing as error:
        raise _as_missing(error, case, packed) from None


def _decided(case: form.Case, law: Tables, facts: Facts) -> Settlement:
    packed, work, steps = _run(case, law, facts, traced=True)
    answers = [_bill(case, packed, work, b) for b in range(len(packed.costs))]
    doubts = _doubts(packed, steps)
    return Settlement(
        title=case.title,
        title_ja=case.title_ja,
        bills=answers,
        without=_without(case, law, facts, work),
        provisional=any(d.evidence in ("summary", "press", "inferred") for d in doubts),
        doubts=doubts,
        notes=words.notes(case, packed, law),
        lines=_lines(packed, steps, law, case),
        steps=_steps(packed, steps, law, case),
        borne=sum(work.borne),
        collected=sum(work.collected),
        expected=differences(case.expect, answers),
    )


def answers_plain(case: form.Case, law: Tables) -> list[BillAnswer]:
    """平文の答え: the answers of an expanded case by the plain run, without reasons. For tests."""
    packed, work, _ = _run(case, law, {}, traced=False)
    return [_bill(case, packed, work, b) for b in range(len(packed.costs))]


def payers(packed: Packed, work: Work, b: int) -> list[Payer]:
    """支払う者: each payer of a bill; together they pay its cost, always."""
    found = [Payer("insurer", work.share[b]), Payer("high_cost", work.special[b] + work.ordinary[b])]
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


def _bill(case: form.Case, packed: Packed, work: Work, b: int) -> BillAnswer:
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
        packed.book, packed.work(), b, terms, NO_CAP_YEN, packed.costs[b], repeat, half
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


def _without(case: form.Case, law: Tables, facts: Facts, work: Work) -> list[Without]:
    """証がない場合: the same case settled again without each certificate."""
    used = {n for bill in case.bills for n in [*bill.certificates, *(n for p in bill.parts for n in p.certificates)]}
    found = []
    for certificate in case.certificates:
        if certificate.id not in used:
            continue
        bare = msgspec.structs.replace(
            case,
            bills=[
                msgspec.structs.replace(
                    bill,
                    certificates=[n for n in bill.certificates if n != certificate.id],
                    parts=[
                        msgspec.structs.replace(p, certificates=[n for n in p.certificates if n != certificate.id])
                        for p in bill.parts
                    ],
                )
                for bill in case.bills
            ],
        )
        try:
            packed, other, _ = _run(bare, law, facts, traced=False)
        except (MissingFact, InputError):
            continue
        borne = sum(other.borne)
        totals: dict[str, int] = {}
        for b in range(len(packed.costs)):
            for payer in payers(packed, other, b):
                totals[payer.key] = totals.get(payer.key, 0) + payer.yen
        found.append(Without(certificate.id, str(certificate.program), borne, borne - sum(work.borne), totals))
    return found


# -- the reasons ------------------------------------------------------------


def _doubts(packed: Packed, steps: list[Step]) -> list[Doubt]:
    found: dict[tuple[str, str], Doubt] = {}
    for number in sorted(explain.entries(steps)):
        if number < 0:
            continue
        row: Row = packed.shelf.entries[number]
        if row.provisional or row.status != "in_force" or (row.note and row.series.startswith("program") is False and row.evidence == "unknown"):
            found[(row.series, row.note or row.key)] = Doubt(
                row.note_in("ja"), row.note_in("en"), row.evidence, row.status, row.basis, row.series
            )
    return list(found.values())


def _article(law: Tables, names: list[str], scheme: str, month: int) -> str:
    """根拠条文: the rule's own article, or that of the nearest paragraph above it."""
    for name in names:
        if article := law.article(name, scheme, month):
            return article
    return ""


def _lines(packed: Packed, steps: list[Step], law: Tables, case: form.Case) -> list[Line]:
    """説明: a sentence for every step that has one, in the order in which people reason.

    A step comes after the steps it called, so that a limit is named before what it leaves.
    """
    found: list[Line] = []
    tree = list(explain.walk(steps))
    ends = sorted(range(len(tree)), key=lambda at: (at + tree[at][1].size, -tree[at][0]))
    for at in ends:
        _, step, above = tree[at]
        if not step.mark.says:
            continue
        b = next((n for s in reversed(above) if (n := explain.bill_of(s)) is not None), 0)
        chain = [s.mark.function.__name__ for s in (step, *reversed(above))]
        quiet = explain.without_effect(step) or any(
            s.mark.quiet and explain.without_effect(s) for s in above
        )
        evidence = ""
        article = _article(law, chain, packed.schemes[b], packed.bills.month[b])
        for value in step.inputs:
            if isinstance(value, tuple) and hasattr(value, "entry") and value.entry >= 0:
                row = packed.shelf.entries[value.entry]
                evidence = row.evidence
                if row.series == "program":  # every programme has a law of its own
                    article = row.basis
        line = Line(
            case.bills[b].id,
            chain[0],
            explain.sentence(step, "ja"),
            explain.sentence(step, "en"),
            article,
            evidence,
            quiet,
        )
        if line not in found:
            found.append(line)
    return found


def _steps(packed: Packed, steps: list[Step], law: Tables, case: form.Case) -> list[StepLine]:
    found = []
    for depth, step, above in explain.walk(steps):
        b = next((n for s in (step, *reversed(above)) if (n := explain.bill_of(s)) is not None), 0)
        chain = [step.mark.function.__name__, *(s.mark.function.__name__ for s in reversed(above))]
        inputs = {
            name: explain.plain_value(value)
            for name, value in zip(explain.parameters(step.mark), step.inputs, strict=True)
            if name not in explain.PLUMBING
        }
        found.append(
            StepLine(
                depth, chain[0], step.mark.kind, inputs, explain.plain_value(step.result),
                _article(law, chain, packed.schemes[b], packed.bills.month[b]),
            )  # fmt: skip
        )
    return found


# -- what is missing --------------------------------------------------------


def _ranged(case: form.Case, law: Tables, first: MissingFact) -> Settlement:
    """結果の幅: settles once per possible answer."""
    leaves: list[tuple[dict[str, str], Settlement]] = []
    asked: dict[str, MissingFact] = {}
    pending: list[tuple[Facts, dict[str, str], MissingFact]] = [({}, {}, first)]
    while pending:
        facts, labels, missing = pending.pop(0)
        key = fact_key(missing.fact, missing.subject)
        asked.setdefault(key, missing)
        for label, value in missing.choices:
            if len(leaves) >= MOST_OUTCOMES:
                raise InputError(
                    f"too much is missing: {', '.join(asked)}.", mend="Give at least one of these facts."
                )
            tried = {**facts, key: value}
            told = {**labels, words.fact(missing, "en"): label}
            try:
                leaves.append((told, _decided(case, law, tried)))
            except MissingFact as more:
                pending.append((tried, told, more))
    settled = [answer for _, answer in leaves]
    outcomes = [
        Outcome(told, a.borne, a.collected, _totals(a)) for told, a in leaves
    ]
    bornes = [a.borne or 0 for a in settled]
    keys = {k for o in outcomes for k in o.payers}
    certain = {
        k: outcomes[0].payers.get(k, 0)
        for k in sorted(keys)
        if len({o.payers.get(k, 0) for o in outcomes}) == 1
    }
    doubts = {(d.series, d.en): d for a in settled for d in a.doubts}
    notes = {(n["code"], n["en"]): n for a in settled for n in a.notes}
    return Settlement(
        title=case.title,
        title_ja=case.title_ja,
        range=Range(
            missing=list(asked),
            ask_ja=[words.question(m, "ja", case) for m in asked.values()],
            ask_en=[words.question(m, "en", case) for m in asked.values()],
            low=min(bornes),
            high=max(bornes),
            outcomes=outcomes,
            certain=certain,
        ),
        provisional=any(a.provisional for a in settled),
        doubts=list(doubts.values()),
        notes=list(notes.values()),
    )


def _totals(answer: Settlement) -> dict[str, int]:
    totals: dict[str, int] = {}
    for bill in answer.bills:
        for payer in bill.payers:
            totals[payer.key] = totals.get(payer.key, 0) + payer.yen
    return totals


# -- figures and expectations -----------------------------------------------


def _asked(case: form.Case, law: Tables, strict: bool) -> Settlement:
    assert case.ask is not None
    value, rows = figure(case.ask, law)
    doubts = [
        Doubt(r.note_in("ja"), r.note_in("en"), r.evidence, r.status, r.basis, r.series)
        for r in rows
        if r.provisional or r.status != "in_force"
    ]
    provisional = any(r.provisional for r in rows)
    if strict and provisional:
        raise ProvisionalFigure("--strict: " + " ".join(d.en for d in doubts))
    expected = []
    if case.expect.figure is not None and case.expect.figure != value:
        expected.append(f"figure: expected {case.expect.figure}, got {value}")
    return Settlement(
        title=case.title, title_ja=case.title_ja, figure=value, figure_name=case.ask.figure,
        provisional=provisional, doubts=doubts, expected=expected,
        lines=[Line("", case.ask.figure, r.basis, r.basis, r.basis, r.evidence) for r in rows],
    )  # fmt: skip


def differences(expect: form.Expect, bills: list[BillAnswer]) -> list[str]:
    """期待との差: where the case's own published answer differs from the one computed."""
    found: list[str] = []
    by_id = {bill.id: bill for bill in bills}

    def check(name: str, want: int | dict[str, int] | None, got: dict[str, int | None]) -> None:
        if want is None:
            return
        if isinstance(want, int):
            total = sum(v or 0 for v in got.values())
            if total != want:
                found.append(f"{name}: expected {want:,}, got {total:,}")
            return
        for key, value in want.items():
            if key not in got:
                raise InputError(f"no bill is called '{key}'.", f"expect.{name}", f"Bills are {', '.join(got)}.")
            if got[key] != value:
                found.append(f"{name} of {key}: expected {value:,}, got {got[key]}")

    check("counter", expect.counter, {k: b.collected for k, b in by_id.items()})
    check("collected", expect.collected, {k: b.collected for k, b in by_id.items()})
    check("borne", expect.borne, {k: b.borne for k, b in by_id.items()})
    check("cap", expect.cap, {k: b.cap for k, b in by_id.items()})
    if isinstance(expect.refund, int):
        check("refund", expect.refund, {k: sum(r.yen for r in b.refunds) for k, b in by_id.items()})
    elif expect.refund is not None:
        if set(expect.refund) & {"outpatient", "elders", "household", "year"}:
            raise InputError("refunds of the household and the year are not covered yet.", "expect.refund",
                             "Expect refunds per bill, as {b1: 207060}, or by payee, as {b1: {patient: 207060}}.")  # fmt: skip
        for key, value in expect.refund.items():
            if key not in by_id:
                raise InputError(f"no bill is called '{key}'.", "expect.refund", f"Bills are {', '.join(by_id)}.")
            by_payee: dict[str, int] = {}
            for refund in by_id[key].refunds:
                by_payee[refund.payee] = by_payee.get(refund.payee, 0) + refund.yen
            if (sum(by_payee.values()) if isinstance(value, int) else by_payee) != value:
                found.append(f"refund of {key}: expected {value}, got {by_payee}")
    for key, want in expect.payers.items():
        if key not in by_id:
            raise InputError(f"no bill is called '{key}'.", "expect.payers", f"Bills are {', '.join(by_id)}.")
        got: dict[str, int] = {}
        for payer in by_id[key].payers:
            got[payer.key] = got.get(payer.key, 0) + payer.yen
        for name, yen in want.items():
            if got.get(name, 0) != yen:
                found.append(f"{name} pays for {key}: expected {yen:,}, got {got.get(name, 0):,}")
    return found

