"""The cost of a late notice: three runs of the rules, what is asked, what is refused, and what the page tells."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kaihoken.engine.compiled import gaps_all
from kaihoken.engine.trace import recorder
from kaihoken.enrolment.answer import answer
from kaihoken.enrolment.form import Enrol
from kaihoken.errors import InputError
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply
from kaihoken.law import gaps
from kaihoken.web.app import create_app

CLIENT = TestClient(create_app())
QUIT: dict[str, Any] = {
    "birth": "1990-01-01",
    "work": {"kind": "none"},
    "left": {"on": "2026-03-10", "months": 60},
}
days = st.integers(date(2015, 1, 1).toordinal(), date(2028, 12, 31).toordinal())
yen = st.integers(0, 3_000_000)
notices = st.tuples(days, days, days, days, yen, yen, st.integers(1, 3))
RULES = ("days_late", "levy_clock", "levy_settable", "premium_collectable", "share_with_cover", "counted_cost", "asked_back")  # fmt: skip


def told(person: dict[str, Any], on: str = "2026-11-22", **more: Any) -> Reply:
    return answer(parse({"enrol": {"on": on, "people": {"A": person}}, **more}, Enrol))


def judged(rules: dict[str, Any], one: tuple[int, ...]) -> list[int]:
    noticed, due, joined, last, cost, paid, tenths = one
    inputs = ((noticed, due), (due, joined), (noticed, last, 0, 1), (noticed, last, 0), (cost, tenths), (cost, paid), (cost, tenths))  # fmt: skip
    return [int(rules[name](*given)) for name, given in zip(RULES, inputs, strict=True)]


@settings(max_examples=60)
@given(rows=st.lists(notices, min_size=1, max_size=30))
def test_three_runs_of_a_gap_agree(rows: list[tuple[int, ...]]) -> None:
    """Plain, traced and compiled give one delay, one clock, one share and one part to give back."""
    plain = [judged({name: getattr(gaps, name) for name in RULES}, one) for one in rows]
    traced = [judged(recorder()[0], one) for one in rows]
    found = [np.zeros(len(rows), dtype=np.int64) for _ in RULES]
    gaps_all()(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)), *found)
    assert plain == traced
    assert plain == [[int(column[i]) for column in found] for i in range(len(rows))]


@given(
    cost=yen,
    paid=yen,
    late=st.integers(0, 2000),
    share=st.integers(1, 3),
    old=st.booleans(),
    accepts=st.sampled_from([None, True, False]),
)
@settings(max_examples=40, deadline=None)
def test_what_comes_back_is_never_more_than_what_was_paid(
    cost: int, paid: int, late: int, share: int, old: bool, accepts: bool | None
) -> None:
    """Refused, nothing comes back; accepted, the most is the insurer's part, whatever the delay."""
    noticed = date(2026, 3, 11) + timedelta(late)
    assume(old or paid >= cost or paid > -(-cost * share // 100) * 10)
    bill = {"on": "2026-03-11", "cost": cost, "old_card": old} | ({} if old else {"paid": paid})
    gap = {
        "notified": noticed.isoformat(),
        "kind": "fee",
        "first_due": "06-30",
        "share": share,
        "excused": accepts,
    }
    reply = told({**QUIT, "gap": {**gap, "bills": [bill]}}, on="2026-03-11")
    [group] = [one for one in reply.groups if one.key == "A gap"]
    lines = {line.key: line.value for line in group.lines}
    asked = lines.get("asked_back", 0)
    assert isinstance(asked, int)
    assert 0 <= int(lines["comes_back"] or 0) <= int(lines["paid_in_gap"] or 0) + asked
    assert int(lines["comes_back"] or 0) * 10 <= cost * (10 - share)
    if accepts is False or noticed > date(2028, 3, 11):
        assert lines["comes_back"] == 0
    assert ("lost_if_refused" in lines) == (accepts is not True)


def test_fee_or_tax_is_asked_only_where_it_decides() -> None:
    assert not told({**QUIT, "gap": {}}).questions
    long = {**QUIT, "left": {"on": "2024-03-10", "months": 60}}
    reply = told({**long, "gap": {}})
    assert [one.key for one in reply.questions] == ["levy_kind:A"]
    assert told({**long, "gap": {}}, facts={"levy_kind:A": "tax"}).value("A gap", "levy_months") == 33


def test_the_first_due_day_is_asked_only_where_it_decides() -> None:
    """On 1 July the year whose levy was first due at the end of June is closed, that of July is not."""
    long = {**QUIT, "left": {"on": "2024-03-31", "months": 60}, "gap": {"kind": "fee"}}
    reply = told(long, on="2026-07-01")
    assert [one.key for one in reply.questions] == ["first_due:A"]
    months = {
        tuple(a.value for a in one.answers): next(
            line.value for group in one.groups for line in group.lines if line.key == "levy_months"
        )
        for one in reply.outcomes
    }
    assert months == {("04-30",): 16, ("05-31",): 16, ("06-30",): 16, ("07-31",): 28, ("08-31",): 28}


def test_no_last_day_is_told_where_the_first_due_day_is_not() -> None:
    told_days = [one for one in told({**QUIT, "gap": {}}).told if one.rule == "levy_settable"]
    assert not told_days
    sure = told({**QUIT, "gap": {"kind": "fee", "first_due": "06-30"}}).told
    assert any("2028-06-30" in one.en for one in sure if one.rule == "levy_settable")


def test_a_gap_from_before_fiscal_2015_is_told_as_not_covered() -> None:
    reply = told({**QUIT, "left": {"on": "2014-12-10", "months": 60}, "gap": {"monthly": 10000}})
    assert reply.value("A gap", "levy_months") is None
    with pytest.raises(KeyError):
        reply.value("A gap", "levy")


def test_a_year_without_rates_leaves_the_levy_untold() -> None:
    rates = {"medical": {"income": 7.0}, "support": {"income": 2.0}}
    year = {"year": 2025, "members": [{"birth": "1990-01-01"}], "rates": rates, "reduction": 0}
    reply = told({**QUIT, "gap": {"levy": [year]}})
    assert reply.value("A gap", "levy") is None


def test_no_sentence_says_that_money_comes_back_before_the_insurer_accepts() -> None:
    bill = {"on": "2026-05-06", "cost": 10000}
    for accepts, said in ((None, False), (False, False), (True, True)):
        reply = told({**QUIT, "gap": {"excused": accepts, "bills": [bill]}})
        assert any(one.rule == "cash_benefit" for one in reply.told) == said


@pytest.mark.parametrize(
    "person",
    [
        {"birth": "1940-01-01"},
        {"birth": "1990-01-01", "work": {"kind": "civil_servant", "from": "2026-01-01"}},
        {"birth": "1990-01-01", "work": {"kind": "self_employed"}, "society": "建設国保"},
        {"birth": "1990-01-01", "work": {"kind": "none"}, "assistance": {"from": "2026-01-01"}},
    ],
)
def test_other_schemes_are_told_as_not_covered(person: dict[str, Any]) -> None:
    reply = told({**person, "gap": {"bills": [{"on": "2026-05-06", "cost": 10000}]}})
    assert [one.key for one in reply.groups] == ["A"]
    assert "gap_not_reckoned" in [one.code for one in reply.notes]


LEVY = {"year": 2026, "members": [{"birth": "1990-01-01"}], "rates": {"medical": {}, "support": {}}}


@pytest.mark.parametrize(
    ("person", "where"),
    [
        ({**QUIT, "gap": {"notified": "2026-03-10"}}, "enrol.people.A.gap.notified"),
        ({**QUIT, "gap": {"bills": [{"on": "2026-03-10", "cost": 1}]}}, "enrol.people.A.gap.bills[0].on"),
        ({**QUIT, "gap": {"bills": [{"on": "2026-11-23", "cost": 1}]}}, "enrol.people.A.gap.bills[0].on"),
        ({**QUIT, "gap": {"first_due": "04-31"}}, "enrol.people.A.gap.first_due"),
        ({**QUIT, "gap": {"levy": [LEVY], "monthly": 1}}, "enrol.people.A.gap.levy"),
        (
            {
                "birth": "1990-01-01",
                "work": {"kind": "regular", "from": "2026-01-01", "establishment": {"kind": "company"}},
                "gap": {"levy": [LEVY]},
            },
            "enrol.people.A.gap.levy",
        ),
    ],
)
def test_a_gap_that_contradicts_itself_is_refused_with_its_field(person: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError) as refused:
        told(person)
    assert refused.value.where == where


def test_a_gap_whose_first_day_is_not_told_is_told_as_such_in_every_outcome() -> None:
    reply = told({"birth": "1990-01-01", "since": "2026-04-01", "gap": {}})
    assert len(reply.outcomes) == 2
    first = {
        one.answers[0].value: next(
            line.value for g in one.groups for line in g.lines if line.key == "covered_from"
        )
        for one in reply.outcomes
    }
    assert first == {"regular": None, "none": "2026-04-01"}
    assert "gap_untold" in [one.code for one in reply.notes]


def test_a_move_begins_a_gap_with_the_new_municipality() -> None:
    """Notice of the move counts from the move, also where the first day of the scheme is not told."""
    for since in ({}, {"since": "2020-04-01"}):
        person = {"birth": "1990-01-01", "work": {"kind": "self_employed"}, "moved": "2026-06-10", **since}
        reply = told({**person, "gap": {"monthly": 10000}})
        assert reply.value("A gap", "covered_from") == "2026-06-10"
        assert reply.value("A gap", "notice_due") == "2026-06-23"
        assert reply.value("A gap", "levy") == 60000
    late = told({**person, "moved": "2026-12-01", "gap": {"kind": "fee", "first_due": "06-30"}})
    assert late.value("A gap", "covered_from") == "2020-04-01"


def test_a_bill_after_another_scheme_has_begun_is_refused() -> None:
    work = {"kind": "regular", "from": "2026-12-01", "establishment": {"kind": "company"}}
    gap = {"notified": "2027-01-10", "bills": [{"on": "2026-12-01", "cost": 1}]}
    with pytest.raises(InputError, match="another scheme has begun"):
        told({**QUIT, "work": work, "gap": gap})


FIELDS = {
    "do": "settle",
    "about.on": "2026-11-22",
    "person.0.name": "花子",
    "person.0.birth": "1990-01-01",
    "person.0.work": "none",
    "person.0.left_on": "2026-03-10",
    "person.0.notified": "2026-11-25",
    "person.0.treated_on": "2026-05-06",
    "person.0.treated_cost": "123450",
    "person.0.levy_monthly": "15000",
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ja", ("花子：保険の空白", "246日", "9か月", "135,000円", "123,450円", "37,040円", "86,415円", "2028年5月6日")),
        ("en", ("花子: the gap", "246 days", "9 months", "135,000 yen", "123,450 yen", "37,040 yen", "86,415 yen", "6 May 2028")),
    ],
)  # fmt: skip
def test_the_page_tells_what_a_gap_costs(lang: str, words: tuple[str, ...]) -> None:
    page = CLIENT.post(f"/{lang}/enrol", data=FIELDS)
    assert page.status_code == 200
    assert [word for word in words if word not in page.text] == []


def test_the_page_names_the_field_of_a_bill_outside_the_gap() -> None:
    page = CLIENT.post("/en/enrol", data={**FIELDS, "person.0.treated_on": "2026-03-10"})
    assert page.status_code == 422
    assert 'href="#person-0-treated_on"' in page.text


def test_half_a_bill_is_asked_for_on_the_page() -> None:
    page = CLIENT.post("/ja/enrol", data={**FIELDS, "person.0.treated_cost": ""})
    assert page.status_code == 422
    assert 'href="#person-0-treated_cost"' in page.text


def test_the_page_without_a_gap_tells_none() -> None:
    person = {key: value for key, value in FIELDS.items() if key.split(".")[-1] in ("on", "name", "birth", "work", "left_on", "do")}  # fmt: skip
    page = CLIENT.post("/en/enrol", data=person)
    assert page.status_code == 200
    assert "the gap" not in page.text


def test_the_api_tells_what_a_gap_costs() -> None:
    person = {**QUIT, "gap": {"monthly": 15000, "bills": [{"on": "2026-05-06", "cost": 123450}]}}
    found = CLIENT.post("/api/v1/enrol", json={"enrol": {"on": "2026-11-22", "people": {"A": person}}})
    assert found.status_code == 200
    lines = {one["key"]: one["value"] for one in found.json()["groups"][1]["lines"]}
    assert (lines["levy"], lines["comes_back"], lines["claim_by"]) == (135000, 86415, "2028-05-06")


@pytest.mark.parametrize(
    ("paid", "fine"), [("37,040", False), ("30000", False), ("37050", True), ("123450", True)]
)
def test_who_paid_only_the_share_is_asked_whether_the_former_insurance_was_used(
    paid: str, fine: bool
) -> None:
    """Three tenths of 123,450, and "86,415 yen come back" or even a part of 37,040 would be wrong."""
    page = CLIENT.post("/ja/enrol", data={**FIELDS, "person.0.treated_paid": paid})
    assert (page.status_code == 200) is fine
    if not fine:
        assert 'href="#person-0-treated_paid"' in page.text and "以前の保険で受診した" in page.text
        used = {**FIELDS, "person.0.treated_paid": paid, "person.0.old_card": "yes"}
        assert CLIENT.post("/ja/enrol", data=used).status_code == 200


def test_nothing_is_to_be_claimed_where_nothing_comes_back_or_the_day_is_over() -> None:
    def to_do(**more: str) -> str:
        given = {**FIELDS, **{f"person.0.{key}": value for key, value in more.items()}}
        page = CLIENT.post("/en/enrol", data=given).text
        return "".join(page.partition('<ol class="actions">')[2].partition("</ol>")[0])

    assert "Claim what comes back" in to_do()
    assert "Claim what comes back" not in to_do(excused="no")
    assert "Claim what comes back" not in to_do(notified="2028-05-07")


@pytest.mark.parametrize("path", ["enrol", "enrol/sheet"])
def test_what_to_do_says_by_once(path: str) -> None:
    page = CLIENT.post(f"/en/{path}", data=FIELDS).text
    tasks = page.partition('<ol class="actions">')[2].partition("</ol>")[0]
    assert "Claim what comes back" in tasks and "comes back by" not in tasks
