"""The forms that every room shares: telling an answer, and what is possible while a fact is missing."""

from __future__ import annotations

import re
from typing import Any

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
from kaihoken.households.form import Case
from kaihoken.law.classes import above_level
from kaihoken.law.shapes import IncomeTest, Yen

MONTH = dates.month("2026-08")
KANA = re.compile("[ぁ-ん]")
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
    with pytest.raises(UnknownFigure, match="ask") as hole:
        teller.figures(Yen, "meal", MONTH, "exempt")
    assert KANA.search(hole.value.told("ja")) and not KANA.search(hole.value.told("en"))
    with pytest.raises(InputError, match="It has general") as key:
        teller.figures(Yen, "meal", MONTH, "nobody")
    assert "「nobody」はありません" in key.value.ja
    with pytest.raises(InputError, match="begins in") as early:
        teller.figures(Yen, "meal", dates.month("1980-01"), "general")
    assert "1980-01の「" in early.value.ja


def test_too_many_open_facts_are_named_instead_of_tried() -> None:
    def answer(teller: Teller) -> Reply:
        for n in range(20):
            teller.need("heads", f"P{n}", HEADS)
        return teller.reply([], Request())

    with pytest.raises(InputError, match="too much is missing: How many live with P0") as error:
        replied(answer, tables(), QUESTIONS)
    assert MOST_OUTCOMES < 2**20 and "P0の世帯は何人ですか。" in error.value.ja


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
    assert KANA.search(error.ja) and "Expected" not in error.ja


WORK = "enrol: {on: 2026-06-01, people: {A: {birth: 1990-01-01, work: "


@pytest.mark.parametrize(
    ("command", "text", "en", "ja"),
    [
        ("premium", "premium: {employe: {}}", "there is no field 'employe'. Did you mean 'employee'? See `kaihoken schema` for all fields.",
         "「employe」という欄はありません。「employee」のことですか。すべての欄は`kaihoken schema`で見られます。"),
        ("premium", "premium: {zzz: {}}", "there is no field 'zzz'. See `kaihoken schema` for all fields.",
         "「zzz」という欄はありません。すべての欄は`kaihoken schema`で見られます。"),
        ("decide", "{decide: visit_fee}", "'on' is missing. Add `on:` here.",
         "「on」がありません。ここに`on:`を書き加えてください。"),
        ("enrol", WORK + "{kind: part-time}}}}", "'part-time' is not one of the possible values. Did you mean 'part_time'? Write "
         "civil_servant, day_labourer, none, part_time, private_school, regular, seafarer or self_employed.",
         "「part-time」は選べません。「part_time」のことですか。civil_servant、day_labourer、none、part_time、private_school、regular、"
         "seafarer、self_employedのどれかを書いてください。"),
        ("enrol", WORK + "{kind: part_time, term_months: long}}}}", "'long' is not one of the possible values. Write open or a whole number.",
         "「long」は選べません。open、整数のどれかを書いてください。"),
        ("benefits", "benefits: [{kind: funeral, death: 2026-05-01, supported: 3}]", "3 is neither yes nor no. Write true or false.",
         "3は「はい」でも「いいえ」でもありません。true（はい）かfalse（いいえ）を書いてください。"),
        ("benefits", "benefits: {kind: funeral}", "{'kind': 'funeral'} is no list. Write a list: each entry after a `-`, or within [ ].",
         "{'kind': 'funeral'}は一覧になっていません。1件ずつ「-」の後か[ ]の中に書いてください。"),
        ("benefits", "{insured: 5, benefits: [{kind: funeral, death: 2026-05-01}]}",
         "5 is no mapping of fields. Write the fields as `name: value`, below it or within { }.",
         "5は欄の集まりになっていません。「名前: 値」の形で、下の行か{ }の中に書いてください。"),
        ("benefits", "{insured: {remuneration: 30万}, benefits: [{kind: funeral, death: 2026-05-01}]}",
         "'30万' is not a whole number. Write digits only, without quotes, commas or units.",
         "「30万」は整数ではありません。引用符・コンマ・単位を付けず、数字だけを書いてください。"),
        ("premium", "premium: {employee: {month: 2026-05, pay: {}}}", "{} is not a number. Write digits only.",
         "{}は数ではありません。数字だけを書いてください。"),
        ("premium", "{premium: {employee: {month: 2026-05, pay: 1}}, expect: {a: {b: []}}}",
         "[] is neither a number nor a word. Write one of the two.", "[]は数でも言葉でもありません。どちらかを書いてください。"),
        ("premium", "premium: {employee: {month: 202605}}", "'202605' is not a date of the calendar. Write a month as 2026-08, a day as 2026-08-03.",
         "「202605」は日付ではありません。月は2026-08、日は2026-08-03のように書いてください。"),
        ("benefits", "benefits: [{kind: funeral, death: 1.5.2026}]", "'1.5.2026' is not a date of the calendar. Write a day as 2026-08-03.",
         "「1.5.2026」は日付ではありません。2026-08-03のように書いてください。"),
        ("settle", "bills: [{month: 2026-08, person: 5}]", "5 is no text. Write a word, or put it between quotes.",
         "5は文字ではありません。言葉で書くか、引用符で囲んでください。"),
        ("settle", "cost: -1", "-1 is negative. Amounts, points, ages and counts are 0 or more.",
         "-1は負の数です。金額・点数・年齢・回数は0以上です。"),
        ("settle", "cost: 1,000", "'1,000' has separators between its digits. Write 1000.",
         "「1,000」に桁の区切りがあります。1000と書いてください。"),
        ("settle", "{cost: 1, cost: 2}", "'cost' is written twice. Keep one of the two.", "「cost」が2回書かれています。一方を消してください。"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_in_both_languages(command: str, text: str, en: str, ja: str) -> None:
    kind: Any = Case if command == "settle" else form_of(command)
    error = read_text(text, kind)[0].error
    assert error is not None
    assert (f"{error.what} {error.mend}", error.ja) == (en, ja)


def test_one_day_is_told_in_the_singular_and_a_year_and_a_thousand_are_left_alone() -> None:
    assert singular("1 days, 21 days, 1,001 days, 0.1 points, 1 points; for 1 months") == (
        "1 day, 21 days, 1,001 days, 0.1 points, 1 point; for 1 month"
    )
