"""The forms that every room shares: telling an answer, and what is possible while a fact is missing."""

from __future__ import annotations

import pytest

from kaihoken.commands.kinds import form_of
from kaihoken.commands.reply import letter
from kaihoken.engine import dates
from kaihoken.engine.explain import singular
from kaihoken.engine.tables import tables
from kaihoken.errors import Choice, InputError, ProvisionalFigure, UnknownFigure
from kaihoken.forms.fields import Request
from kaihoken.forms.outcomes import MOST_OUTCOMES, replied
from kaihoken.forms.read import read_text
from kaihoken.forms.reply import Group, Line, Reply
from kaihoken.forms.teller import Teller
from kaihoken.law.classes import above_level
from kaihoken.law.shapes import IncomeTest, Yen

MONTH = dates.month("2026-08")
HEADS = [Choice(0, "1人", "one alone"), Choice(1, "2人以上", "several")]
QUESTIONS = {"heads": ("{0}の世帯は何人ですか。", "How many live with {0}?")}


def level(teller: Teller, income: int = 3_000_000) -> Reply:
    """Two tenths or one in the elderly scheme; how many count is a fact."""
    heads = teller.need("heads", "A", HEADS)
    test = teller.figures(IncomeTest, "two_tenths", MONTH, "elderly")
    above = teller.tell(above_level, MONTH, income, heads, test)
    line = Line("tenths", "負担割合", "tenths", 2 if above else 1, unit="")
    return teller.reply(
        [Group("A", "Aさん", "A", [line])], Request(title="Level", expect={"A": {"tenths": 2}})
    )


def test_a_missing_fact_gives_one_outcome_for_each_possible_answer() -> None:
    reply = replied(level, tables(), QUESTIONS)
    assert not reply.decided and [m.en for m in reply.missing] == ["How many live with A?"]
    assert [(o.answers[0].en, o.groups[0].lines[0].value) for o in reply.outcomes] == [
        ("one alone", 2),
        ("several", 1),
    ]
    text = letter(reply, "ja")
    assert "Aの世帯は何人ですか。" in text and "2人以上" in text


def test_a_decided_answer_tells_why_with_the_article_and_differs_from_what_was_expected() -> None:
    reply = level(Teller(tables(), {"heads:A": 1}))
    assert reply.expected == ["A.tenths: expected 2, got 1"]
    assert [t.rule for t in reply.told] == ["above_level"] and "5,200,000" not in reply.told[0].article
    assert reply.told[0].article and reply.told[0].en in letter(reply, "en")
    assert not reply.doubts and not reply.provisional


def test_an_answer_on_an_unconfirmed_figure_says_so_and_strict_refuses_it() -> None:
    def answer(teller: Teller) -> Reply:
        teller.figures(Yen, "senior_assessable", dates.month("2016-01"), "national")
        return teller.reply([], Request())

    reply = replied(answer, tables(), {})
    assert reply.provisional and "general knowledge" in letter(reply, "en")
    with pytest.raises(ProvisionalFigure):
        replied(answer, tables(), {}, strict=True)


def test_a_declared_hole_a_wrong_key_and_a_month_before_the_tables_are_told_apart() -> None:
    teller = Teller(tables())
    with pytest.raises(UnknownFigure, match="ask"):
        teller.figures(Yen, "meal", MONTH, "exempt")
    with pytest.raises(InputError, match="It has general"):
        teller.figures(Yen, "meal", MONTH, "nobody")
    with pytest.raises(InputError, match="begins in"):
        teller.figures(Yen, "meal", dates.month("1980-01"), "general")


def test_too_many_open_facts_are_named_instead_of_tried() -> None:
    def answer(teller: Teller) -> Reply:
        for n in range(20):
            teller.need("heads", f"P{n}", HEADS)
        return teller.reply([], Request())

    with pytest.raises(InputError, match="too much is missing: How many live with P0"):
        replied(answer, tables(), QUESTIONS)
    assert MOST_OUTCOMES < 2**20


def test_an_answer_that_contradicts_is_left_out_and_no_answer_at_all_is_refused() -> None:
    def answer(teller: Teller, worst: int) -> Reply:
        heads = teller.need("heads", "A", HEADS)
        if heads >= worst:
            raise InputError("that cannot be.")
        return teller.reply([], Request())

    assert len(replied(lambda t: answer(t, 1), tables(), QUESTIONS).outcomes) == 1
    with pytest.raises(InputError, match="that cannot be"):
        replied(lambda t: answer(t, 0), tables(), QUESTIONS)


def test_what_the_case_expects_of_a_line_that_is_not_there_is_refused() -> None:
    teller = Teller(tables())
    with pytest.raises(InputError, match=r"the answer has no 'b'. It has A\.x"):
        teller.reply([Group("A", "あ", "A", [Line("x", "額", "x", 1)])], Request(expect={"A": {"b": 1}}))


@pytest.mark.parametrize(
    ("command", "text", "what"),
    [
        ("premium", "benefits: [{kind: funeral, death: 2026-05-01}]", "answered by `kaihoken benefits`"),
        ("enrol", "enrol: {on: 2026-06-01, people: {A: {birth: 1990-01-01, work: {kind: part_time, hours: 19.5}}}}", "minutes: 30"),
        ("enrol", "enrol: {on: 2026-06-01, people: {A: {birth: 1990-01-01, work: {kind: part-time}}}}", "Did you mean 'part_time'"),
        ("benefits", "benefits: {kind: funeral, death: 2026-05-01}", "each entry after a `-`"),
        ("benefits", "benefits: []", "At least 1 are needed"),
        ("benefits", "benefits: [{kind: funeral, death: 2026-05-01, supported: maybe}]", "Write true or false"),
        ("decide", "{decide: digital_addon, on: 2026-01-01, facility: {card_use: 120}}", "At most 100 is possible"),
        ("premium", "premium: {bonus: {month: 2026-12, amount: 1, standard: 300000}}", "belongs to another part of the form"),
    ],
)  # fmt: skip
def test_a_mistake_in_any_form_is_told_in_a_clerks_words(command: str, text: str, what: str) -> None:
    error = read_text(text, form_of(command))[0].error
    assert error is not None and what in str(error) and "Expected" not in str(error)


def test_one_day_is_told_in_the_singular_and_a_year_and_a_thousand_are_left_alone() -> None:
    assert singular("1 days, 21 days, 1,001 days, 0.1 points, 1 points; for 1 months") == (
        "1 day, 21 days, 1,001 days, 0.1 points, 1 point; for 1 month"
    )
