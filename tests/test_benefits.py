"""Benefits in cash: the three runs, the calendar, what the statute states, and a clerk's mistakes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaihoken.benefits import days
from kaihoken.benefits.answer import answer
from kaihoken.benefits.form import Benefits
from kaihoken.commands.benefits import benefits
from kaihoken.engine import dates
from kaihoken.engine.bind import copies
from kaihoken.engine.compiled import arrays, compiled
from kaihoken.engine.sound import Unsound
from kaihoken.engine.tables import tables
from kaihoken.engine.trace import recorder
from kaihoken.errors import InputError, ProvisionalFigure
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply
from kaihoken.law.allowance import (
    after_lump,
    difference_daily,
    other_payments,
    settle_allowances,
    standard_daily,
)
from kaihoken.law.allowance_shapes import AllowanceFormula, Allowances, Claimants
from kaihoken.law.shapes import NONE

FIRST, LAST = dates.month("2015-01"), dates.month("2028-12")
FORMULA = AllowanceFormula(NONE, 12, 30, 2, 3)


def ask(insured: dict[str, Any], *benefits: dict[str, Any]) -> Reply:
    return answer(parse({"benefits": list(benefits), "insured": insured}, Benefits))


PEOPLE = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(58, 1390),
        st.sampled_from([280000, 300000, 320000]),
        st.integers(0, 600),
        st.integers(0, 40000),
    ),
    max_size=20,
)


@given(PEOPLE)
def test_three_runs_agree_on_allowances(rows: list[tuple[int, int, int, int, int]]) -> None:
    people = Claimants(
        [1000 * mean * months for months, mean, *_ in rows],
        [months for months, *_ in rows],
        [average for _, _, average, *_ in rows],
        [off for *_, off, _ in rows],
        [wages for *_, wages in rows],
    )
    plain, traced = (Allowances([0] * len(rows), [0] * len(rows)) for _ in range(2))
    settle_allowances(FORMULA, people, plain)
    recorder()[0]["settle_allowances"](FORMULA, people, traced)
    work = arrays(Allowances([0] * len(rows), [0] * len(rows)))
    compiled("settle_allowances")(FORMULA, arrays(people), work)
    assert plain == traced == Allowances(work.daily.tolist(), work.paid.tolist())
    bound = copies(lambda mark, function: function)
    again = Allowances([0] * len(rows), [0] * len(rows))
    bound["settle_allowances"](FORMULA, people, again)
    assert again == plain


def test_columns_that_count_no_month_are_refused() -> None:
    people = Claimants([300000], [0], [300000], [10], [0])
    with pytest.raises(Unsound):
        compiled("settle_allowances")(FORMULA, arrays(people), arrays(Allowances([0], [0])))


@pytest.mark.parametrize("month", range(FIRST, LAST + 1), ids=dates.text)
def test_every_benefit_has_a_value_or_a_declared_hole_in(month: int) -> None:
    first = dates.text(month) + "-01"
    reply = ask(
        {"joined": dates.text(month - 3) + "-01", "remuneration": 650000},
        {"kind": "sickness", "spells": [{"from": first, "to": dates.last_day(month)}]},
        {"kind": "maternity", "due": first, "off": [{"from": first, "to": dates.last_day(month)}]},
        {"kind": "childbirth", "birth": first, "weeks": 39, "covered": True},
        {"kind": "funeral", "death": first, "supported": True},
    )
    assert reply.decided
    for group, line in (
        ("sickness", "daily"), ("maternity", "daily"), ("childbirth", "total"), ("funeral", "total"),
    ):  # fmt: skip
        value = reply.value(group, line)
        if value is None:
            assert any(d.evidence == "unknown" and d.ja and d.en for d in reply.doubts), group
        else:
            assert isinstance(value, int) and value > 0


@given(st.integers(1, 12), st.integers(58, 1390), st.integers(0, 40000))
def test_a_higher_remuneration_never_gives_a_lower_basis(months: int, mean: int, more: int) -> None:
    low = standard_daily(months * mean * 1000, months, FORMULA)
    assert low % 10 == 0 and abs(low * 30 - mean * 1000) <= 150
    assert standard_daily(months * mean * 1000 + more, months, FORMULA) >= low


@given(st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9000))
def test_with_what_else_is_paid_nobody_has_less_than_the_allowance(w: int, m: int, d: int, o: int) -> None:
    """Article 108: the difference fills up to the allowance, and never goes beyond it."""
    other = other_payments(w, m, d, o)
    paid = difference_daily(6667, other)
    assert paid + other == max(6667, other)


@given(st.integers(1, 20000), st.integers(0, 200000), st.integers(1, 60))
def test_a_lump_sum_takes_off_its_own_amount_and_no_more(daily: int, lump: int, count: int) -> None:
    paid = sum(after_lump(daily, daily * n, lump, 0) for n in range(count))
    assert paid == max(0, daily * count - lump)


@given(st.dates(min_value=days.date(2008, 4, 1), max_value=days.date(2028, 12, 31)), st.integers(1, 24))
def test_a_period_of_months_and_the_one_after_it_leave_no_day_between(first: Any, months: int) -> None:
    """民法143条: the period ends on the day before the one of the same number, or with the month."""
    end = days.date.fromordinal(days.last_after(first.toordinal(), months))
    after = days.date.fromordinal(end.toordinal() + 1)
    total = first.year * 12 + first.month - 1 + months
    if after.day == first.day:
        assert after.year * 12 + after.month - 1 == total
    else:
        assert after.day == 1 and end.year * 12 + end.month - 1 == total and first.day > end.day


SPELLS = st.lists(
    st.tuples(st.integers(1, 90), st.integers(0, 40), st.integers(0, 9000)), min_size=1, max_size=8
)


@given(SPELLS, st.integers(0, 3000))
def test_the_days_paid_and_left_make_the_period(spells: list[tuple[int, int, int]], begin: int) -> None:
    at = days.date(2016, 5, 1).toordinal() + begin
    rows = []
    for length, gap, wages in spells:
        rows.append({"from": days.iso(at), "to": days.iso(at + length - 1), "wages": wages})
        at += length + gap
    reply = ask({"joined": "2010-04-01", "remuneration": 300000}, {"kind": "sickness", "spells": rows})
    parts = [g for g in reply.groups if g.key.startswith("sickness_part_")]
    values = [{line.key: line.value for line in g.lines} for g in parts]
    off = sum(int(str(v["days"])) for v in values)
    assert off == sum(length for length, _, _ in spells)
    paid = sum(int(str(v["days"])) for v in values if v["daily"])
    assert reply.value("sickness", "days_paid") == paid
    assert reply.value("sickness", "total") == sum(int(str(v["yen"])) for v in values)
    months = [g for g in reply.groups if g.key == "sickness_months"]
    if paid:
        assert sum(int(str(line.value)) for g in months for line in g.lines) == reply.value(
            "sickness", "total"
        )
        if reply.value("sickness", "counted") == "days_paid":
            left = reply.value("sickness", "days_left")
            assert int(str(left)) + paid == reply.value("sickness", "period_days")


def test_a_missing_fact_gives_every_possible_outcome() -> None:
    birth = {"kind": "childbirth", "birth": "2026-05-10"}
    reply = ask({}, birth)
    assert {m.fact for m in reply.missing} == {"weeks", "covered"}
    totals = {line.value for o in reply.outcomes for g in o.groups for line in g.lines if line.key == "total"}
    assert totals == {0, 488000, 500000}
    leaving = {"kind": "sickness", "spells": [{"from": "2026-03-01", "to": "2026-04-10"}]}
    reply = ask({"left": "2026-03-31", "remuneration": 300000}, leaving)
    assert {m.fact for m in reply.missing} == {"twelve_months", "insured_year"}
    reply = ask({}, {"kind": "funeral", "death": "2026-05-10"})
    assert [m.fact for m in reply.missing] == ["supported"]


def test_strict_refuses_what_is_not_confirmed() -> None:
    form = parse(
        {
            "benefits": [{"kind": "sickness", "spells": [{"from": "2018-03-01", "to": "2018-03-10"}]}],
            "insured": {"joined": "2018-01-01", "remuneration": 500000},
        },
        Benefits,
    )
    assert answer(form).provisional
    with pytest.raises(ProvisionalFigure):
        answer(form, strict=True)


SPELL = {"from": "2026-05-01", "to": "2026-05-10"}


@pytest.mark.parametrize(
    ("insured", "benefit", "where", "what"),
    [
        ({}, {"kind": "sickness", "spells": [SPELL]}, "insured.remuneration", "remuneration is missing"),
        ({"remuneration": 1}, {"kind": "sickness", "spells": [{"from": "2026-05-10", "to": "2026-05-01"}]}, "benefits[0].spells[0]", "before it begins"),
        ({"remuneration": 1}, {"kind": "sickness", "spells": [SPELL, SPELL]}, "benefits[0].spells[1]", "on or before the last day"),
        ({"remuneration": 1}, {"kind": "sickness", "spells": [{"from": "2026-02-30", "to": "2026-05-01"}]}, "benefits[0].spells[0].from", "not a day of the calendar"),
        ({"joined": "2026-05-01", "left": "2026-04-01"}, {"kind": "funeral", "death": "2026-05-01"}, "insured.left", "before it begins"),
        ({"joined": "2026-05-01", "society_since": "2026-04-01"}, {"kind": "funeral", "death": "2026-05-01"}, "insured.society_since", "begins before"),
        ({"joined": "2010-04-01", "society_since": "2026-06-01", "remuneration": 1}, {"kind": "sickness", "spells": [SPELL]}, "insured.society_since", "after 2026-05, in which"),
        ({"joined": "2026-01-01", "remuneration": {"2026-03": 1}}, {"kind": "sickness", "spells": [SPELL]}, "insured.remuneration", "of 2026-01 is missing"),
        ({"joined": "2026-01-01", "remuneration": 1, "insurer": "society"}, {"kind": "sickness", "spells": [SPELL]}, "insured.average", "average remuneration is needed"),
        ({"joined": "2026-01-01", "remuneration": 1, "insurer": "society", "average": 383417}, {"kind": "sickness", "spells": [SPELL]}, "insured.average", "not a grade"),
        ({"remuneration": 1}, {"kind": "funeral", "death": "9999-12-31"}, "benefits[0].death", "outside what can be reckoned"),
        ({"remuneration": 1}, {"kind": "maternity", "due": "2026-05-01", "birth": "2025-05-01"}, "benefits[0].due", "too far apart"),
        ({}, {"kind": "childbirth", "birth": "2026-05-01", "weeks": 39, "pregnancy_days": 273}, "benefits[0].pregnancy_days", "after 38 completed weeks"),
        ({"scheme": "voluntary", "joined": "2020-04-01"}, {"kind": "sickness", "spells": [SPELL]}, "insured.left", "last day of work"),
        ({"remuneration": 1}, {"kind": "sickness", "spells": [{"from": "1990-05-01", "to": "2026-05-01"}]}, "benefits[0].spells[0]", "more than ten years"),
    ],
)  # fmt: skip
def test_a_clerks_mistake_is_told_with_its_place(
    insured: dict[str, Any], benefit: dict[str, Any], where: str, what: str
) -> None:
    with pytest.raises(InputError) as error:
        ask(insured, benefit)
    assert error.value.where == where and what in str(error.value) and error.value.mend
    assert re.search("[ぁ-ん]", error.value.ja)


def test_an_amount_that_is_no_grade_is_reckoned_as_a_mean_and_told() -> None:
    """A clerk who writes the pay, 305,000 yen, would get 6,780 yen a day instead of 6,667."""
    for paid, told in ((300000, False), (305000, True), ({"2020-04": 300000, "2026-01": 301000}, True)):
        reply = ask({"joined": "2020-04-01", "remuneration": paid}, {"kind": "sickness", "spells": [SPELL]})
        assert any(note.code == "no_grade" for note in reply.notes) == told


def test_the_kind_of_a_benefit_is_one_of_four() -> None:
    with pytest.raises(InputError, match="sickness, maternity, childbirth or funeral"):
        parse({"benefits": [{"kind": "sicknes", "spells": [SPELL]}]}, Benefits)


def test_every_line_and_reason_exists_in_both_languages() -> None:
    reply = ask(
        {"joined": "2020-04-01", "left": "2026-05-31", "remuneration": 300000},
        {"kind": "sickness", "spells": [{**SPELL, "wages": 100}], "disability_pension": 900000},
        {"kind": "maternity", "due": "2026-06-10"},
        {"kind": "childbirth", "birth": "2026-06-10", "weeks": 39, "covered": True, "cost": 1},
        {"kind": "funeral", "death": "2026-06-10", "supported": False},
    )
    for group in reply.groups:
        assert group.ja and group.en
        for line in group.lines:
            assert line.ja and line.en and bool(line.value_ja) == bool(line.value_en)
    assert all(t.ja and t.en and t.article for t in reply.told)
    assert all(n.ja and n.en for n in reply.notes)


def test_tables_of_the_law_reach_from_the_first_year_to_the_last() -> None:
    for name in ("allowance_formula", "allowance_average", "childbirth", "funeral", "benefit_claim"):
        assert all(tables().rows(name, month) for month in range(FIRST, LAST + 1)), name


def test_the_command_prints_in_both_languages_and_answers_the_good_forms_of_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    example = str(Path(__file__).parent.parent / "examples" / "sickness-leave.yaml")
    assert benefits(example, lang="en") == 0
    short = capsys.readouterr().out
    assert "7,740 yen × 83 days" in short and "sickness allowance: 2026-01-05" not in short
    assert benefits(example, lang="ja", explain=True) == 0
    assert "傷病手当金：2026-01-05から2026-01-07まで" in capsys.readouterr().out
    two = tmp_path / "two.yaml"
    two.write_text(
        "benefits: [{kind: funeral, death: 2026-02-30}]\n---\nbenefits: [{kind: funeral, death: 2026-02-20}]\n"
    )
    assert benefits(str(two), json=True) == 2
    out = capsys.readouterr()
    assert "benefits[0].death" in out.err and '"supported"' in out.out


def test_the_parts_of_a_time_off_are_told_as_data_even_where_they_are_not_printed() -> None:
    reply = ask({"joined": "2020-04-01", "remuneration": 300000}, {"kind": "sickness", "spells": [SPELL]})
    assert [g.key for g in reply.groups] == [
        "sickness", "sickness_spell_1", "sickness_part_1", "sickness_part_2", "sickness_months",
    ]  # fmt: skip
    assert [g.quiet for g in reply.groups] == [False, False, True, True, False]
