"""1年間の精算: what comes back after 31 July, and what may be due, from the sums of the year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..engine import dates, explain, trace
from ..engine.tables import Row, Tables
from ..engine.trace import Step
from ..errors import InputError, MissingFact
from ..law.people import SENIOR
from ..law.shapes import NONE, Accounts, YearPersons, Years, YearWork
from ..law.year import settle_year
from . import form, words
from .answer import Line, YearAnswer, YearRefund
from .claims import claim_days
from .classes import class_for
from .context import Context, Facts
from .derive import low_annual
from .incomes import Incomes
from .persons import born_of
from .reasons import article_of
from .year_figures import year_figures

STEPS = ("outpatient_year", "annual", "care_sum")


@dataclass(slots=True)
class _Household:
    """One household of 31 July: what was borne, and the limits of its class."""

    insurer: str
    accounts: list[tuple[str, str, bool]]  # person, payer, care
    sums: list[form.Borne]
    limits: dict[str, int]  # the columns of `Years` after the first
    outpatient: dict[str, int]  # per person
    rows: list[Row] = field(default_factory=list)
    lower: dict[str, int] = field(default_factory=dict)  # limits that the insurer must confirm
    unknown: bool = False  # a limit of the year is a declared hole


def answers(
    case: form.Case, law: Tables, facts: Facts, ending: int, traced: bool = True
) -> tuple[list[YearAnswer], list[Line], list[Row]]:
    """1年間の答え: of every household of a year, with its sentences and the entries of the tables behind.

    ending: the July in which the year ends; traced: with sentences. The sums are those of ``case.state``.
    """
    found, lines, rows = [], [], []
    for insurer, accounts in _by_household(case, ending).items():
        if not _reach(law, ending, accounts):
            continue
        try:
            household = _limits(Context(case, law, facts), insurer, accounts, ending)
        except (InputError, MissingFact) as error:
            found.append(_open(case, insurer, accounts, ending, error))
            continue
        answer, steps = _answer(case, law, household, ending, traced)
        if answer.refunds or answer.open_en:
            found.append(answer)
            rows += household.rows
            if any(r.step == "annual" for r in answer.refunds):
                rows += law.rows("annual_reading", ending).values()
            lines += _lines(law, case, household, steps, ending)
    return found, lines, rows


def _by_household(case: form.Case, ending: int) -> dict[str, dict[tuple[str, str, bool], form.Borne]]:
    """What was borne in the year by person and payer, under the household of 31 July."""
    text = dates.text(ending)
    found: dict[str, dict[tuple[str, str, bool], form.Borne]] = {}
    for insurer in sorted(case.state):
        year = case.state[insurer].year
        for person, borne in (year.people if year is not None and year.ending == text else {}).items():
            base = _insured_by(case, person, ending) or insurer
            found.setdefault(base, {})[person, insurer, False] = borne
    for care in case.care:
        household = _insured_by(case, care.person, ending)
        if care.ending == text and household is not None:
            key = (care.person, care.insurer, True)
            had = found.setdefault(household, {}).get(key, form.Borne())
            found[household][key] = form.Borne(elder=had.elder + care.yen)
    return found


def _insured_by(case: form.Case, name: str, ending: int) -> str | None:
    """By whom a person is insured on 31 July, or was last before."""
    person = case.people[name]
    if person.insurer is not None:
        return person.insurer
    day = f"{dates.text(ending)}-31"
    begun = [c for c in person.cover if (c.from_ or "") <= day and case.insurers[c.insurer].kind != "none"]
    return max(begun, key=lambda c: c.from_ or "").insurer if begun else None


def _limits(
    at: Context, insurer: str, accounts: dict[tuple[str, str, bool], form.Borne], ending: int
) -> _Household:
    """The limits of a household by its classes of 31 July. Raises MissingFact and InputError."""
    law, who = at.tables, at.case.insurers[insurer]
    senior = {
        name: born_of(at, name, at.case.people[name], ending, who.kind)[1] >= SENIOR
        for name in sorted({person for person, _, _ in accounts})
    }
    keys = sorted(accounts)
    sums = [form.Borne(young=accounts[k].elder) if k[2] and not senior[k[0]] else accounts[k] for k in keys]
    limits = dict.fromkeys(Years._fields[1:], NONE)
    one = _Household(insurer, keys, sums, limits, dict.fromkeys(senior, NONE))
    cared = [care for _, _, care in keys]
    known = Incomes(at, insurer, who, ending)
    for from_70, cap, care in ((True, "elders_cap", "elders_care"), (False, "cap", "care")):
        if not (any(senior.values()) if from_70 else any(b.young + b.below for b in sums)):
            continue
        found = year_figures(law, ending, from_70, class_for(at, insurer, who, ending, from_70, NONE))
        limits[cap], limits[care] = found.annual, found.care
        fields = ("annual", "care") if any(cared) else ("annual",)
        one.rows += [found.rows[field] for field in fields if field in found.rows]
        one.unknown = one.unknown or (found.unknown and any(cared))
        if found.low != NONE and (who.low_confirmed or low_annual(known, from_70) is not False):
            one.lower[cap] = found.low
        if from_70:
            limits["elders_care_side"] = found.side if sum(cared) > 1 else found.care
            one.outpatient |= {person: found.outpatient for person, old in senior.items() if old}
            if any(b.outpatient > found.outpatient != NONE for b in sums):
                one.rows.append(found.rows["outpatient"])
    if who.low_confirmed:
        limits |= one.lower
        one.lower.clear()
    return one


def _settled(
    one: _Household, limits: dict[str, int], sums: list[form.Borne], least: int, traced: bool
) -> tuple[YearWork, list[Step]]:
    """The law's year of one household under one reading."""
    persons = list(dict.fromkeys(person for person, _, _ in one.accounts))
    first = [0]
    for person in persons:
        first.append(first[-1] + sum(p == person for p, _, _ in one.accounts))
    years = Years([0, len(persons)], *([limits[name]] for name in Years._fields[1:]))
    work = YearWork(
        [b.outpatient for b in sums], [b.elder for b in sums], [b.young for b in sums],
        *([0] * len(sums) for _ in range(3)),
    )  # fmt: skip
    tables = (
        years,
        YearPersons(first, [one.outpatient[p] for p in persons]),
        Accounts([int(care) for _, _, care in one.accounts]),
    )
    if not traced:
        settle_year(*tables, work, least)
        return work, []
    return work, trace.traced("settle_year", *tables, work, least)[1]


def _readings(one: _Household, at_cap: bool) -> dict[str, tuple[dict[str, int], list[form.Borne]]]:
    """読み方: the readings of article 41の3 between which nothing published decides: limits and sums of each.

    The first is the one taken: months below the cap count, shares below 21,000 yen do not, and the
    lower cap holds only where the insurer confirms it.
    """
    found = {"taken": (one.limits, one.sums)}
    more = [form.Borne(outpatient=b.outpatient, elder=b.elder, young=b.young + b.below) for b in one.sums]
    if not at_cap:
        found["month_at_cap"] = (one.limits | {"elders_cap": NONE, "cap": NONE}, one.sums)
    if any(b.below for b in one.sums):
        found["below"] = (one.limits, more)
    if one.lower:
        found["low"] = (one.limits | one.lower, one.sums)
        if "below" in found:
            found["both"] = (one.limits | one.lower, more)
    return found


def _answer(
    case: form.Case, law: Tables, one: _Household, ending: int, traced: bool
) -> tuple[YearAnswer, list[Step]]:
    """What all readings give is certain; what only some give may be due."""
    least_row = law.rows("care_sum_least", ending).get("excess")
    least = least_row.values["yen"] if least_row is not None else 0
    assert isinstance(least, int)
    text = dates.text(ending)
    years = [s.year for s in case.state.values() if s.year is not None and s.year.ending == text]
    at_cap = any(y.capped for y in years if any(p in y.people for p, _, _ in one.accounts))
    results: dict[str, list[tuple[int, ...]]] = {}
    steps: list[Step] = []
    for reading, (limits, sums) in _readings(one, at_cap).items():
        work, log = _settled(one, limits, sums, least, traced and not steps)
        results[reading] = list(
            zip(work.outpatient_refund, work.annual_refund, work.care_refund, strict=True)
        )
        steps = steps or log
    refunds = []
    for n, (person, payer, cared) in enumerate(one.accounts):
        office = "care" if cared else case.insurers[payer].kind
        for s, step in enumerate(STEPS):
            amounts = [found[n][s] for found in results.values()]
            first, until = claim_days(law, step, ending)
            for yen, certain in ((min(amounts), True), (max(amounts) - min(amounts), False)):
                if yen:
                    refunds.append(YearRefund(step, person, payer, office, yen, certain, first, until))
    told = [name for name, found in results.items() if found != results["taken"] and name != "both"]
    told += ["care_unknown"] if one.unknown else []
    told += ["aided"] if refunds and any(b.aided for b in one.sums) else []
    return (
        YearAnswer(
            insurer=one.insurer,
            ending=text,
            complete=ending in {dates.month(b.month) for b in case.bills},
            people=list(one.outpatient),
            borne=sum(b.elder + b.young for b in one.sums),
            refunds=refunds,
            open_ja=[words.YEAR[name][0] for name in told],
            open_en=[words.YEAR[name][1] for name in told],
            care=sum(c.yen for c in case.care if c.ending == text and c.person in one.outpatient),
        ),
        steps,
    )


def _open(
    case: form.Case,
    insurer: str,
    accounts: Iterable[tuple[str, str, bool]],
    ending: int,
    error: InputError | MissingFact,
) -> YearAnswer:
    """A year that cannot be settled: whom it concerns and why."""
    if isinstance(error, InputError):
        what, what_ja = error.what, error.ja or error.what
    else:
        what, what_ja = words.question(error, "en", case), words.question(error, "ja", case)
    return YearAnswer(
        insurer=insurer,
        ending=dates.text(ending),
        complete=False,
        people=sorted({person for person, _, _ in accounts}),
        borne=0,
        refunds=[],
        open_ja=[words.YEAR["undecided"][0].format(what_ja)],
        open_en=[words.YEAR["undecided"][1].format(what)],
    )


def _reach(law: Tables, ending: int, accounts: dict[tuple[str, str, bool], form.Borne]) -> bool:
    """Whether anything could come back: care was paid, or so much was borne as the lowest cap of the date."""
    if any(care for _, _, care in accounts):
        return True
    borne = sum(b.elder + b.young + b.below for b in accounts.values())
    for series in ("annual_cap_under_70", "annual_cap_70", "annual_outpatient"):
        for row in law.rows(series, ending).values():
            yen = row.values["yen"]
            if isinstance(yen, int) and borne > yen:
                return True
    return False


def _lines(law: Tables, case: form.Case, one: _Household, steps: list[Step], ending: int) -> list[Line]:
    """The sentences of a household's year."""
    found = []
    scheme = case.insurers[one.insurer].kind
    for node in explain.walk(steps):
        step = node.step
        if step.mark.says and not explain.without_effect(step):
            line = Line(
                one.insurer,
                node.names[0],
                *explain.sentences(step),
                article_of(law, node.names, scheme, ending),
                "inferred",
            )
            found.append(line)
    return found
