"""Enrolment: three runs of the rules, the calendar, and what the answer says and asks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaihoken.commands.enrol import enrol
from kaihoken.engine import dates
from kaihoken.engine.compiled import arrays, relatives_all, workers_all
from kaihoken.engine.tables import tables
from kaihoken.engine.trace import forget, recorder
from kaihoken.enrolment.answer import answer
from kaihoken.enrolment.form import Enrol, Status
from kaihoken.enrolment.statuses import JAPANESE, EnglishStatus
from kaihoken.enrolment.work_facts import NO_SHORT_TIME
from kaihoken.errors import InputError
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply
from kaihoken.forms.teller import Teller
from kaihoken.households.persons import DISABLED_EARLIER
from kaihoken.law.dependants import dependant_standing
from kaihoken.law.enrolment import employee_standing
from kaihoken.law.enrolment_shapes import (
    Count,
    FirmRule,
    IncomeLimit,
    Job,
    KinRule,
    Portion,
    Relative,
    ShortTime,
    TermRule,
)
from kaihoken.law.facts import Missing
from kaihoken.law.residents import shown_on
from kaihoken.law.shapes import NONE

FIRST, LAST = dates.month("2015-01"), dates.month("2035-12")
YES_NO = st.sampled_from([NONE, 0, 1])

jobs = st.builds(
    Job,
    kind=st.integers(-1, 3), staff=st.sampled_from([NONE, 1, 4, 5, 9]), chosen=st.integers(0, 1), existing=YES_NO,
    contract=st.sampled_from([NONE, 0, 1, 2, 3, 6]), beyond=st.integers(0, 1), full=YES_NO,
    minutes=st.sampled_from([NONE, 1199, 1200, 1799, 1800]), regular_minutes=st.sampled_from([NONE, 2400]),
    days=st.sampled_from([NONE, 14, 15]), regular_days=st.sampled_from([NONE, 20]),
    wage=st.sampled_from([NONE, 87_999, 88_000]), expected=st.sampled_from([NONE, 0, 11, 12]), student=YES_NO,
    size=st.sampled_from([NONE, 10, 11, 20, 21, 35, 36, 50, 51, 100, 101, 500, 501]),
    public=st.integers(0, 1), agreement=st.integers(0, 1),
)  # fmt: skip
YEN = st.sampled_from(
    [NONE, 0, 650_000, 1_299_999, 1_300_000, 1_499_999, 1_500_000, 1_799_999, 1_800_000, 2_600_001]
)
relatives = st.builds(
    Relative,
    near=YES_NO, together=YES_NO, resident=st.integers(0, 1), based=st.integers(0, 1), excluded=st.integers(0, 1),
    old=st.integers(0, 1), senior=st.integers(0, 1), disabled=st.integers(0, 1), young=st.integers(0, 1),
    spouse=st.integers(0, 1), income=YEN, contract=YEN, wages_only=st.integers(0, 1), overshoot=st.integers(0, 3),
    certified=st.integers(0, 1), insured_income=YEN, remittance=YEN,
)  # fmt: skip


def figures(kind: type[Any], series: str, month: int, key: str) -> Any:
    return Teller(tables()).figures(kind, series, month, key)


def work_rules(month: int) -> tuple[Any, ...]:
    return (
        figures(FirmRule, "applicable_establishment", month, "private"),
        figures(TermRule, "employment_term", month, "fixed"),
        figures(Portion, "three_quarters", month, "hours_and_days"),
        figures(ShortTime, "short_time", month, "worker")
        if tables().rows("short_time", month)
        else NO_SHORT_TIME,
        figures(Count, "public_employer", month, "any_size"),
    )


def family_rules(month: int) -> tuple[Any, ...]:
    limits = [
        figures(IncomeLimit, "dependant_income", month, k) for k in ("general", "senior_or_disabled", "young")
    ]
    counts = [figures(Count, "dependant_judging", month, k) for k in ("contract", "overshoots")]
    return (*limits, *counts)


def judged(rule: Any, *inputs: Any) -> tuple[int, int]:
    """The result and the fact that is missing; the result is nothing where one is."""
    try:
        return int(rule(*inputs, [0], 0)), 0
    except Missing as missing:
        return 0, missing.fact


def columns(kind: Any, rows: list[Any]) -> Any:
    return arrays(kind(*(list(column) for column in zip(*rows, strict=True))))


@pytest.mark.parametrize("name", ["work", "family"])
@settings(max_examples=60)
@given(data=st.data())
def test_three_runs_of_enrolment_agree(name: str, data: st.DataObject) -> None:
    """Plain, traced and compiled give one standing, or miss a fact together."""
    month = data.draw(st.integers(FIRST, LAST))
    kind, rows, rules, rule, run = {
        "work": (Job, jobs, work_rules, employee_standing, workers_all),
        "family": (Relative, relatives, family_rules, dependant_standing, relatives_all),
    }[name]
    people = data.draw(st.lists(rows, min_size=1, max_size=30))
    facts = rules(month)
    plain = [judged(rule, one, *facts) for one in people]
    traced = [judged(recorder()[0][rule.__name__], one, *facts) for one in people]
    undecided = np.zeros(len(people), dtype=np.int8)
    standing = np.zeros(len(people), dtype=np.int64)
    run()(columns(kind, people), *facts, undecided, standing)
    compiled = [(0, 1) if u else (int(s), 0) for s, u in zip(standing, undecided, strict=True)]
    assert plain == traced
    assert [(result, int(fact > 0)) for result, fact in plain] == compiled


@pytest.mark.parametrize("month", range(FIRST, dates.month("2028-12") + 1), ids=dates.text)
def test_every_rule_of_enrolment_has_its_figures_in(month: int) -> None:
    rules = (*work_rules(month), *family_rules(month))
    assert all(isinstance(v, int) for row in rules for v in row)
    for key in tables().rows("kinship", month):
        assert figures(KinRule, "kinship", month, key).together in (0, 1)
    for series in ("dependant_year", "dependant_age", "dependant_residence", "elderly_entry", "voluntary_continuation", "notice",
                   "foreign_stay", "former_dependant_relief"):  # fmt: skip
        for row in tables().rows(series, month).values():
            assert isinstance(row.values["number"], int)
        assert tables().rows(series, month)
    limits = tables().rows(
        "levy_limit", month
    )  # begins with fiscal 2015; earlier years are told as not covered
    assert set(limits) == ({"fee", "tax"} if month >= dates.month("2015-04") else set())
    for row in (*limits.values(), tables().rows("premium_limit", month)["employee"]):
        assert isinstance(row.values["years"], int)


def test_a_firm_that_counts_goes_on_counting() -> None:
    """Each reform of the short-time rule only widens it."""
    periods = [
        rows["worker"].values
        for _, rows in tables().series["short_time"].periods
        if rows["worker"].values["holds"]
    ]
    sizes = [v["size"] if isinstance(v["size"], int) else 0 for v in periods]
    assert sizes == sorted(sizes, reverse=True)


def test_the_ages_are_those_of_the_households() -> None:
    old = tables().series["age"].periods[0][1]["old"].values["years"]
    least = tables().series["elderly_entry"].periods[0][1]["disabled"].values["number"]
    assert int(old) - DISABLED_EARLIER == least


def ask(on: str, **people: Any) -> Reply:
    return answer(parse({"enrol": {"on": on, "people": people}}, Enrol))


REGULAR = {"kind": "regular", "from": "2015-04-01", "establishment": {"kind": "company"}}
PART = {"kind": "part_time", "from": "2015-04-01", "establishment": {"kind": "company"}, "term_months": "open",
        "three_quarters": False}  # fmt: skip


def test_one_who_turns_75_moves_on_the_birthday_itself() -> None:
    for born in ("1951-11-21", "1952-02-29", "1951-12-01"):
        day = date.fromisoformat(born)
        try:
            turns = day.replace(year=day.year + 75)
        except ValueError:
            turns = date(day.year + 75, 3, 1)
        person = {"birth": born, "work": REGULAR}
        before = ask((turns - timedelta(days=1)).isoformat(), A=person)
        assert before.value("A", "scheme") == "employee"
        assert before.value("A", "next") == f"{turns.isoformat()} elderly"
        on = ask(turns.isoformat(), A=person)
        assert (on.value("A", "scheme"), on.value("A", "from")) == ("elderly", turns.isoformat())


def test_missing_facts_of_a_part_time_worker_are_asked_and_each_outcome_told() -> None:
    reply = ask("2026-09-30", A={"birth": "1990-01-01", "work": PART})
    assert [m.fact for m in reply.missing] == ["hours", "wage", "student", "firm_size"]
    found = {tuple(t.value for t in o.answers): o.groups[0].lines[0].value for o in reply.outcomes}
    assert found[1200, 88_000, 0, 51] == "employee"
    assert {v for k, v in found.items() if k != (1200, 88_000, 0, 51)} == {"national"}
    after = ask("2026-10-01", A={"birth": "1990-01-01", "work": PART})
    assert "wage" not in [m.fact for m in after.missing]


def test_a_known_fact_that_decides_spares_the_questions() -> None:
    reply = ask("2026-09-30", A={"birth": "1990-01-01", "work": {**PART, "student": True}})
    assert reply.decided and reply.value("A", "work") == "student"


def test_a_dependants_scheme_follows_the_insured_person() -> None:
    """When the insured person turns 75 the dependant joins National Health Insurance on that day."""
    people = {
        "A": {"birth": "1951-11-21", "income": 3_000_000, "work": REGULAR},
        "B": {
            "birth": "1955-03-03",
            "family": {"of": "A", "relation": "spouse", "together": True, "income": 800_000},
        },
    }
    before = ask("2026-11-20", **people)
    assert before.value("B", "scheme") == "dependant" and before.value("B", "next") == "2026-11-21 national"
    on = ask("2026-11-21", **people)
    assert (on.value("B", "scheme"), on.value("B", "from")) == ("national", "2026-11-21")
    assert on.value("B", "municipality") == "2026-12-04"
    assert "former_dependant" in [n.code for n in on.notes]


def test_the_traced_run_follows_a_changed_rule() -> None:
    """The mutation run changes the code of a rule and must see it in the answers."""
    card = {"birth": "1990-01-01", "work": REGULAR}
    assert ask("2024-12-01", A=card).value("A", "show") == "card"
    code = shown_on.__code__
    try:
        shown_on.__code__ = (lambda day, ended, invalid, grace: 3).__code__
        forget()
        assert ask("2024-12-01", A=card).value("A", "show") == "certificate"
    finally:
        shown_on.__code__ = code
        forget()


def test_every_member_of_the_family_speaks_under_its_own_name() -> None:
    reply = ask("2026-11-21", A={"birth": "1990-01-01", "work": REGULAR}, B={"birth": "1945-01-01"})
    assert all(t.en.startswith(("A: ", "B: ")) and t.ja.startswith(("A：", "B：")) for t in reply.told)


def codes(reply: Reply) -> set[str]:
    return {note.code for note in reply.notes}


def test_notes_tell_what_the_scheme_calls_for() -> None:
    left = ask("2026-04-10", A={"birth": "1990-01-01", "left": {"on": "2026-03-31", "months": 12}})
    assert {"late_notice", "after_leaving", "dependant_possible"} <= codes(left)
    student = {"birth": "2004-01-01", "work": {"kind": "none"}, "foreign": {"status": "留学", "months": 24}}
    assert {"foreign_measure", "foreign_renewal"} <= codes(ask("2026-11-21", A=student))
    assert "foreign_measure" not in codes(ask("2026-03-31", A=student))
    disabled = {"birth": "1960-01-01", "work": REGULAR, "disabled": True}
    assert "disability_option" in codes(ask("2026-11-21", A=disabled))
    assert "disability_option" not in codes(ask("2020-11-21", A=disabled))
    both = {"birth": "1990-01-01", "work": REGULAR, "assistance": {"from": "2026-01-01"}}
    assert "assisted_and_insured" in codes(ask("2026-11-21", A=both))


def test_unemployment_benefit_of_the_young_is_judged_by_the_year_and_told_as_unpublished() -> None:
    people = {
        "A": {"birth": "1970-01-01", "income": 5_000_000, "work": REGULAR},
        "B": {
            "birth": "2005-05-05",
            "family": {"of": "A", "relation": "child", "together": True, "daily_benefit": 4_166},
        },
    }
    reply = ask("2026-11-21", **people)
    assert reply.value("B", "family") == "dependant" and "young_benefit" in codes(reply)
    people["B"]["family"]["daily_benefit"] = 4_167  # type: ignore[index]
    assert ask("2026-11-21", **people).value("B", "family") == "income_too_high"


def test_a_figure_that_is_only_inferred_marks_the_answer() -> None:
    """The letter of 1980 behind three quarters before October 2016 was not at hand."""
    work = {"kind": "part_time", "from": "2014-04-01", "establishment": {"kind": "company"}, "term_months": "open",
            "hours": 30, "regular_hours": 40, "days": 16, "regular_days": 20}  # fmt: skip
    assert ask("2015-06-01", A={"birth": "1980-01-01", "work": work}).provisional
    assert not ask("2026-06-01", A={"birth": "1980-01-01", "work": work}).provisional


def test_a_new_establishment_of_any_trade_is_asked_about_from_october_2029() -> None:
    work = {"kind": "regular", "from": "2024-04-01", "establishment": {"kind": "other_trade", "staff": 5}}
    assert ask("2029-09-30", A={"birth": "1990-01-01", "work": work}).value("A", "scheme") == "national"
    assert [m.fact for m in ask("2029-10-01", A={"birth": "1990-01-01", "work": work}).missing] == [
        "existing"
    ]


@pytest.mark.parametrize(
    ("people", "where"),
    [
        ({"A": {"birth": "2027-01-01"}}, "enrol.people.A.birth"),
        ({"A": {"birth": "1990-02-30"}}, "enrol.people.A.birth"),
        (
            {"A": {"birth": "1990-01-01", "family": {"of": "X", "relation": "child"}}},
            "enrol.people.A.family.of",
        ),
        (
            {"A": {"birth": "1990-01-01", "family": {"of": "A", "relation": "child"}}},
            "enrol.people.A.family.of",
        ),
        ({"A": {"birth": "1990-01-01", "work": {**REGULAR, "to": "2015-01-01"}}}, "enrol.people.A.work.to"),
        ({"A": {"birth": "1990-01-01", "abroad": "student"}}, "enrol.people.A.abroad"),
        (
            {"A": {"birth": "1990-01-01", "left": {"on": "2020-01-01", "quit": "2019-01-01"}}},
            "enrol.people.A.left.quit",
        ),
        ({"A": {"birth": "1990-01-01", "moved": "2020-13-01"}}, "enrol.people.A.moved"),
    ],
)
def test_a_contradiction_is_refused_with_its_field(people: Any, where: str) -> None:
    with pytest.raises(InputError) as error:
        ask("2026-11-21", **people)
    assert error.value.where == where and error.value.mend
    assert re.search("[ぁ-ん]", error.value.ja)


@pytest.mark.parametrize("english", get_args(EnglishStatus))
def test_a_status_of_residence_in_english_counts_as_the_japanese_one(english: str) -> None:
    def stays(status: str) -> object:
        people = {
            "A": {
                "birth": "1990-01-01",
                "work": {"kind": "none"},
                "foreign": {"status": status, "months": 3, "expected_months": 4},
            }
        }
        form = parse({"enrol": {"on": "2026-11-21", "people": people}}, Enrol)
        return [line.value for line in answer(form).groups[0].lines]

    assert JAPANESE[english] in get_args(Status) and len(JAPANESE) == len(get_args(Status))
    assert stays(english) == stays(JAPANESE[english])


def test_a_day_before_the_tables_is_told_as_such() -> None:
    with pytest.raises(InputError, match="begins in 2008-04"):
        ask("2008-03-31", A={"birth": "1960-01-01", "work": REGULAR})


def test_the_command_answers_in_both_languages_and_goes_on_after_a_bad_form(
    tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(
        "enrol: {on: 2026-11-21, people: {A: {birth: 1945-01-01}}}\n---\n"
        "enrol: {on: 2026-11-21, people: {A: {birth: 1945-01-32}}}\n---\n"
        "enrol: {on: 2026-11-21, people: {A: {birth: 1990-01-01}}}\n",
        encoding="utf-8",
    )
    assert enrol(str(path), lang="ja") == 2
    out = capsys.readouterr()
    assert (
        "後期高齢者医療制度" in out.out
        and "どのように働いて" in out.out
        and "enrol.people.A.birth" in out.err
    )
    assert enrol(str(path), lang="en", json=True) == 2


def test_work_from_before_the_tables_begin_leaves_the_first_day_untold() -> None:
    people = {
        "A": {"birth": "1951-12-10", "work": {"kind": "regular", "establishment": {"kind": "company"}}},
        "B": {"birth": "1958-06-01", "family": {"of": "A", "relation": "spouse", "together": True}},
    }
    form = parse({"enrol": {"on": "2026-11-21", "people": people}}, Enrol)
    reply = answer(form)
    groups = reply.groups or reply.outcomes[0].groups
    assert {line.key: line.value for line in groups[0].lines}["scheme"] == "employee"
