"""Decisions: three runs of the rules agree; every month has an answer; what is not known is asked for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from itertools import product
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as made

from kaihoken.commands.reply import letter
from kaihoken.decisions.answer import QUESTIONS, answer
from kaihoken.decisions.facts import Fact
from kaihoken.decisions.form import Decide
from kaihoken.engine import dates
from kaihoken.engine.bind import marks
from kaihoken.engine.compiled import over_columns
from kaihoken.engine.tables import tables
from kaihoken.engine.trace import recorder, steps
from kaihoken.errors import InputError, ProvisionalFigure
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply
from kaihoken.law.addons import (
    Tier,
    difference_yen,
    palliative_due,
    points_at_counter,
    tier_reached,
    visit_points,
)
from kaihoken.law.approval import (
    approval_path,
    fits_conditional,
    fits_emergency,
    fits_ordinary,
    fits_special,
    fits_time_limited,
)
from kaihoken.law.decisions import both, contrary, either
from kaihoken.law.samd import market_gate, program_result
from kaihoken.law.telemedicine import (
    OnlineDays,
    VisitAfar,
    guidance_open,
    guidance_special,
    guided_sale,
    hand_over_begun,
    modest_prescription,
    no_narcotics,
    online_allowed,
    online_payable,
    remote_sale,
    seller_hands_over,
    shop_hands_over,
)

ROOT = Path(__file__).parent.parent
FACTS, DAYS, RESULTS = 16, 6, 21


def decide_all(x: Any, d: Any, out: Any) -> None:
    """Every decision of a row: x: facts from -1 to 4; d: days; out: what each rule gives."""
    for i in range(len(out)):
        a, b, c, e, f, g, h, j = x[i, 0], x[i, 1], x[i, 2], x[i, 3], x[i, 4], x[i, 5], x[i, 6], x[i, 7]
        k, m, n, o, p, q, r, s = x[i, 8], x[i, 9], x[i, 10], x[i, 11], x[i, 12], x[i, 13], x[i, 14], x[i, 15]
        out[i, 0] = program_result(a, n, b, c, o)
        out[i, 1] = market_gate(o, a)
        out[i, 2] = fits_ordinary(p, a)
        out[i, 3] = fits_special(a, b, c)
        out[i, 4] = fits_emergency(d[i, 0], d[i, 1], a, b, p, c)
        out[i, 5] = fits_conditional(d[i, 0], d[i, 2], p, a, b, q, c)
        out[i, 6] = fits_time_limited(p, a, q, c)
        out[i, 7] = approval_path(a, b, c, e, f)
        days = OnlineDays(d[i, 1], d[i, 2], d[i, 3], d[i, 4], d[i, 5])
        out[i, 8] = online_allowed(VisitAfar(d[i, 0], a, n, b, c, e, f, g, h, j, k), days)
        out[i, 9] = online_payable(out[i, 8], n, a, m, b)
        out[i, 10] = no_narcotics(a, b)
        out[i, 11] = modest_prescription(a, b, c, r, s)
        out[i, 12] = guidance_open(d[i, 0], d[i, 1], d[i, 2], n, a, b)
        out[i, 13] = guidance_special(a, n, b)
        out[i, 14] = guided_sale(d[i, 0], d[i, 1], o, n)
        out[i, 15] = hand_over_begun(d[i, 0], d[i, 1], d[i, 2])
        shop = shop_hands_over(o, n, a)
        out[i, 16] = remote_sale(q, out[i, 14], out[i, 15], shop, seller_hands_over(o))
        out[i, 17] = tier_reached(a, r, b, s, c, e, Tier(-1, 8, o, p))
        out[i, 18] = palliative_due(a, b, c, e)
        out[i, 19] = visit_points(r, s, o)
        out[i, 20] = difference_yen(r, 3) + points_at_counter(s, 2)


@cache
def compiled_all() -> Any:
    return over_columns(decide_all)


@given(
    made(np.int64, st.just((8, FACTS)), elements=st.integers(-1, 4)),
    made(np.int64, st.just((8, DAYS)), elements=st.integers(0, 9)),
)
def test_plain_traced_and_compiled_decisions_agree(x: Any, d: Any) -> None:
    plain, traced, compiled = (np.zeros((8, RESULTS), np.int64) for _ in range(3))
    whole, days = x.tolist(), d.tolist()  # the plain run sees Python's own numbers
    decide_all(Rows(whole), Rows(days), plain)
    space, log = recorder()
    bound = FunctionType(decide_all.__code__, {**space, "range": range, "len": len}, "decide_all")
    bound(Rows(whole), Rows(days), traced)
    compiled_all()(x, d, compiled)
    assert (plain == traced).all() and (plain == compiled).all()
    assert {"online_allowed", "tier_reached"} <= {s.mark.function.__name__ for s in steps(log)}


class Rows(list[Any]):
    """Rows and columns of lists, read as x[i, j]."""

    def __getitem__(self, at: Any) -> Any:
        return list.__getitem__(self, at[0])[at[1]] if isinstance(at, tuple) else list.__getitem__(self, at)


KNOWN = (0, 1)


@pytest.mark.parametrize("rule", [both, either])
def test_what_is_not_known_is_decided_only_where_every_possible_fact_gives_the_same(rule: Any) -> None:
    for a, b in product((-1, 0, 1), repeat=2):
        possible = {rule(x, y) for x in (KNOWN if a < 0 else (a,)) for y in (KNOWN if b < 0 else (b,))}
        assert rule(a, b) == (possible.pop() if len(possible) == 1 else -1)
    assert [contrary(x) for x in (-1, 0, 1)] == [-1, 1, 0]


def ask(**form: Any) -> Reply:
    return answer(parse(form, Decide))


SOME: dict[str, dict[str, Any]] = {
    "medical_device": {"program": {"medical_purpose": False}},
    "approval_path": {"product": {"kind": "drug", "efficacy": "confirmed", "safety": True, "emergency": False}},
    "online_visit": {
        "visit": {
            "kind": "first", "means": "video", "records": True, "consent": True, "identified": True,
            "trained": True, "notified": True, "filed": True,
        }
    },
    "online_guidance": {"guidance": {"means": "video", "judged_fit": True, "seen_before": True}},
    "remote_sale": {"sale": {"kind": "general", "means": "video", "handed_over_by": "registered_shop", "same_prefecture": True}},
    "digital_addon": {
        "facility": {
            "kind": "medical", "filed": True, "card_use": 35, "e_prescription": True, "record_sharing": False,
            "small_children": False,
        }
    },
    "palliative_addon": {"palliative": {"addon": "team", "disease": "heart", "end_stage": True, "filed": True}},
    "visit_fee": {"fee": {"visit": "first", "base_up": "filed"}},
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_month_has_an_answer_or_a_declared_hole(question: str) -> None:
    for month in range(dates.month("2015-01"), dates.month("2028-12") + 1):
        for day in ("01", dates.last_day(month)[-2:]):
            reply = ask(decide=question, on=f"{dates.text(month)}-{day}", **SOME[question])
            assert reply.decided
            for group in reply.groups:
                for line in group.lines:
                    if line.value is None:
                        assert (line.note_ja and line.note_en) or reply.doubts, (question, month, line.key)
            if any(line.value == "unknown" for line in reply.groups[0].lines):
                assert reply.doubts or reply.notes, (question, month)


def test_a_fact_that_matters_is_asked_for_and_one_that_does_not_is_not() -> None:
    program = {"medical_purpose": True, "only": "none", "controls_device": True}
    reply = ask(decide="medical_device", on="2026-04-01", program=program)
    assert [m.fact for m in reply.missing] == ["risk_class", "standard"]
    assert not reply.decided and len(reply.outcomes) == 6
    program["medical_purpose"] = False
    assert ask(decide="medical_device", on="2026-04-01", program=program).decided


def test_facts_that_matter_only_together_are_asked_for() -> None:
    reply = ask(decide="approval_path", on="2026-04-01", product={"kind": "drug", "emergency": False})
    assert "efficacy" in [m.fact for m in reply.missing]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_without_facts_is_answered_for_each_possible_fact(question: str) -> None:
    part = QUESTIONS[question].part
    given_facts = {"visit": "first"} if question == "visit_fee" else {}
    reply = ask(decide=question, on="2026-04-01", **{part: given_facts})
    assert reply.outcomes and all(o.groups[0].lines for o in reply.outcomes)
    for outcome in reply.outcomes:
        assert "changes" not in {g.key for g in outcome.groups}
    for lang in ("ja", "en"):
        assert letter(reply, lang)


def test_what_would_change_the_answer_changes_it() -> None:
    """Each fact that is told to change the conclusion does, and each that is not told does not."""
    form: dict[str, Any] = {"decide": "online_visit", "on": "2026-04-01", **SOME["online_visit"]}
    reply = ask(**form)
    told = {line.key for group in reply.groups if group.key == "changes" for line in group.lines}
    now = [(line.key, line.value) for line in reply.groups[0].lines if not line.unit]
    for name in ("records", "consent", "identified", "trained", "notified", "filed"):
        other = ask(**{**form, "visit": {**form["visit"], name: False}})
        if other.decided:
            then = [(line.key, line.value) for line in other.groups[0].lines if not line.unit]
            assert (then != now) == (f"{name}_0" in told), name
        else:
            assert f"{name}_0" in told


def test_the_next_day_that_changes_the_answer_is_told() -> None:
    reply = ask(decide="palliative_addon", on="2026-05-31", palliative={
        "addon": "team", "disease": "renal", "end_stage": True, "filed": True,
    })  # fmt: skip
    assert reply.value("changes", "from_2026-06-01") == "due yes"


def test_a_doubt_about_a_day_is_told_near_it_and_not_years_later() -> None:
    visit = {"kind": "first", "means": "phone"}
    near = ask(decide="online_visit", on="2020-04-20", visit=visit)
    assert any("2020-04-13" in d.en for d in near.doubts)
    later = ask(decide="online_visit", on="2026-07-01", visit=visit)
    assert not later.doubts


def test_strict_refuses_what_is_not_confirmed() -> None:
    form = parse({"decide": "palliative_addon", "on": "2026-06-01", **SOME["palliative_addon"]}, Decide)
    with pytest.raises(ProvisionalFigure):
        answer(form, strict=True)
    before = parse({"decide": "palliative_addon", "on": "2022-06-01", **SOME["palliative_addon"]}, Decide)
    assert answer(before, strict=True).value("conclusion", "points") == 390


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({"decide": "online_visit", "on": "2026-04-01", "sale": {}}, "'sale' does not belong"),
        ({"decide": "online_visit", "on": "2026-02-30", "visit": {}}, "not a day of the calendar"),
        ({"decide": "approval_path", "on": "2014-10-31", "product": {"kind": "drug"}}, "there are no figures"),
        ({"decide": "visit_fee", "on": "2026-06-01", "fee": {"visit": "first", "ward": "special"}}, "a visit or a ward"),
        ({"decide": "visit_fee", "on": "2026-06-01"}, "a visit or a ward"),
        ({"decide": "medical_device", "on": "2026-06-01", "program": {"risk_class": 5}}, "risk_class"),
        ({"decide": "weather", "on": "2026-06-01"}, "not one of the possible values"),
        ({"decide": "digital_addon", "on": "2026-06-01", "facility": {"card_use": 101}}, "card_use"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(form: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError) as error:
        answer(parse(form, Decide))
    assert what in str(error.value)
    assert re.search("[ぁ-ん]", error.value.ja)


def test_every_fact_of_a_question_is_a_field_of_its_form_and_asks_in_both_languages() -> None:
    for name, question in QUESTIONS.items():
        form = parse({"decide": name, "on": "2025-06-01", **SOME[name]}, Decide)
        found: list[Fact] = list(question.facts(form, tables()))
        for fact in found:
            assert hasattr(getattr(form, question.part), fact.name), fact.name
            assert fact.ja.endswith("。") and fact.en.endswith("?")
            assert len({c.value for c in fact.choices}) == len(fact.choices) >= 2


def test_every_rule_that_is_told_has_its_article() -> None:
    for name, mark in marks().items():
        if mark.function.__module__.rsplit(".", 1)[1] in ("samd", "approval", "telemedicine", "addons"):
            assert not mark.says or tables().articles.get(name), name


def test_the_command_prints_the_examples_and_ends_with_code_one_for_a_missing_fact() -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kaihoken.cli", "decide", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    path = str(ROOT / "examples" / "decisions.yaml")
    done = run(path, "--lang", "ja", "--explain")
    assert done.returncode == 1 and "オンライン診療の可否" not in done.stderr
    assert "結論が変わる場合" in done.stdout and "医薬品医療機器等法23条の26" in done.stdout
    told = json.loads(run(path, "--json").stdout)
    assert len(told) == 8 and told[0]["groups"][0]["key"] == "conclusion"
    assert run("/nowhere.yaml").returncode == 2
