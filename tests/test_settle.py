"""Settling one bill: missing facts, declared holes, both ledgers, what a certificate is worth, the reasons."""

from __future__ import annotations

from typing import Any

import pytest

from kaihoken import settle
from kaihoken.commands.letter import letter
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.errors import InputError, ProvisionalFigure, UnknownFigure

BILL = {
    "scheme": "employee",
    "class": "ウ",
    "month": "2026-08",
    "age": 40,
    "setting": "inpatient",
    "cost": 1_000_000,
}


def without(*names: str, **more: Any) -> dict[str, Any]:
    return {**{k: v for k, v in BILL.items() if k not in names}, **more}


def test_a_missing_class_gives_the_range_over_the_classes_of_the_date() -> None:
    answer = settle(without("class"))
    assert answer.range is not None and not answer.bills
    assert [o.answers[0].value for o in answer.range.outcomes] == list(
        tables().rows("class_under_70", dates.month("2026-08"))
    )
    assert (answer.range.low, answer.range.high) == (36_900, 271_290)
    assert answer.range.certain == {"insurer": 700_000}
    assert (
        "standard monthly remuneration" in answer.range.ask_en[0] and "標準報酬月額" in answer.range.ask_ja[0]
    )


def test_each_possible_answer_is_what_that_answer_alone_would_give() -> None:
    answer = settle(without("class"))
    assert answer.range is not None
    for outcome in answer.range.outcomes:
        assert settle({**BILL, "class": outcome.answers[0].value}).borne == outcome.borne


def test_two_missing_facts_are_tried_together() -> None:
    answer = settle(without("class", "age"))
    assert answer.range is not None and len(answer.range.missing) >= 2
    assert all(len(o.answers) == 2 for o in answer.range.outcomes)


def test_an_answer_that_contradicts_the_case_is_left_out_of_the_range() -> None:
    """Class ウ exists below 70 only, so the range over ages has no senior."""
    answer = settle(without("age"))
    assert answer.range is not None
    assert {o.answers[0].en for o in answer.range.outcomes} == {"preschool", "school age to 69"}


def test_a_fact_that_changes_nothing_is_not_asked_for() -> None:
    """The kind of designated disease matters in the upper classes only."""
    assert settle(without(program="designated_disease", cost=400_000)).borne == 10_000
    assert settle(without("class", **{"class": "ア"}, program="designated_disease")).range is not None


def test_a_missing_limit_gives_the_limits_of_its_programme() -> None:
    answer = settle(without("age", age=10, program=52, cost=400_000))
    assert answer.range is not None
    assert [o.borne for o in answer.range.outcomes] == [0, 500, 1250, 2500, 5000, 10_000, 15_000]


def test_a_declared_hole_gives_what_is_certain_and_says_whom_to_ask() -> None:
    answer = settle(without(program=12))
    assert answer.range is not None
    assert answer.range.low == answer.range.high == 0
    assert answer.range.certain == {"insurer": 700_000, "patient": 0}
    assert any(d.evidence == "unknown" and "ask the insurer" in d.en for d in answer.doubts)


def test_a_figure_that_nobody_published_is_an_error_of_its_own() -> None:
    with pytest.raises(UnknownFigure, match="ask the insurer"):
        settle({"ask": {"figure": "care_sum_limit", "on": "2027-08", "class": "ア1"}})


def test_strict_refuses_an_unconfirmed_figure_and_names_it() -> None:
    case = without(program=54, limit=10_000)
    assert settle(case).provisional
    with pytest.raises(ProvisionalFigure, match="42⑦"):
        settle(case, strict=True)
    assert not settle(BILL, strict=True).provisional


def test_an_enacted_future_is_told_as_such() -> None:
    answer = settle(without("class", **{"class": "ウ2"}, month="2027-08"))
    assert any(d.status == "promulgated" for d in answer.doubts) and not answer.provisional


def test_a_doubt_is_carried_only_where_the_figure_took_part() -> None:
    """A cap that did not bind leaves no doubt in the answer."""
    assert not settle(without("cost", cost=10_000, program=54, limit="none")).provisional


def test_the_two_ledgers_differ_by_a_row_of_their_own() -> None:
    bill = settle(without("cost", "setting", cost=8880)).bills[0]
    assert (bill.charged, bill.collected, bill.rounding) == (2664, 2660, -4)


def test_points_are_of_ten_yen() -> None:
    assert settle(without("cost", points=100_000)).bills[0].cost == 1_000_000


def test_what_a_certificate_is_worth_is_found_by_settling_without_it() -> None:
    answer = settle(without(program=54, limit=5000))
    assert len(answer.without) == 1
    other = answer.without[0]
    assert other.borne == settle(BILL).borne and other.worth == other.borne - 5000
    assert sum(other.payers.values()) == 1_000_000


def test_the_assumption_that_a_card_was_shown_is_told_where_it_matters() -> None:
    assert {n["code"] for n in settle(BILL).notes} == {"shown", "annual"}
    assert not settle(without("cost", cost=5000)).notes
    assert {n["code"] for n in settle({**BILL, "shown": "my_number"}).notes} == {"annual"}


def test_the_explanation_is_in_the_order_of_the_reasoning_and_in_two_languages() -> None:
    lines = [line for line in settle(without(program=54, limit=5000)).lines if not line.quiet]
    assert [line.rule for line in lines] == [
        "share_tenths", "own_share", "monthly_cap", "within_cap", "after_subsidy", "at_counter",
    ]  # fmt: skip
    assert all(line.article for line in lines)
    assert lines[3].article == "健康保険法施行令41条7項, 42条7項"
    assert "92,940" in lines[3].en and "92,940円" in lines[3].ja


def test_articles_are_those_of_the_scheme() -> None:
    national = settle({**BILL, "scheme": "national"})
    assert any("国民健康保険" in line.article for line in national.lines)
    elderly = settle({"scheme": "elderly", "class": "一般Ⅰ", "month": "2026-08", "cost": 900_000})
    assert all("健康保険法施行令" not in line.article for line in elderly.lines)


def test_steps_are_a_tree_over_every_call() -> None:
    steps = settle(BILL, steps=True).steps
    assert steps[0].rule == "settle_month" and steps[0].depth == 0
    assert max(s.depth for s in steps) >= 3
    assert any(s.rule == "monthly_cap" and s.result == 92_940 for s in steps)
    assert not settle(BILL).steps


def test_the_class_follows_from_remuneration() -> None:
    assert settle(without("class", standard_remuneration=300_000)).bills[0].income_class == "ウ"
    assert settle(without("class", standard_remuneration=530_000)).bills[0].income_class == "イ"


def test_a_bill_in_a_month_of_two_covers_goes_by_its_visits() -> None:
    people = {"A": {"birth": "1951-08-20", "shown": "my_number", "cover": [
        {"insurer": "K", "to": "2026-08-19"}, {"insurer": "E", "from": "2026-08-20", "reason": "turned_75"}]}}  # fmt: skip
    insurers = {
        "K": {"kind": "employee", "class": "ウ", "elder_class": "一般"},
        "E": {"kind": "elderly", "class": "一般Ⅱ"},
    }
    bill = {"month": "2026-08", "person": "A", "setting": "inpatient"}
    case = {"insurers": insurers, "people": people, "bills": [
        {**bill, "id": "b1", "visits": [{"on": "2026-08-05", "cost": 900_000}]},
        {**bill, "id": "b2", "visits": [{"on": "2026-08-25", "cost": 900_000}]}]}  # fmt: skip
    answer = settle(case)
    assert [b.scheme for b in answer.bills] == ["employee", "elderly"]
    assert [b.borne for b in answer.bills] == [30_750, 30_750]
    case["bills"] = [{**bill, "id": "b1", "cost": 900_000}]
    with pytest.raises(InputError, match="changes insurer"):
        settle(case)


def test_an_elder_dependant_of_a_young_insured_person_is_of_the_general_class() -> None:
    case = {
        "insurers": {"K": {"kind": "employee", "insured": "A", "class": "ア"}},
        "people": {
            "A": {"birth": "1980-01-01", "insurer": "K"},
            "G": {"birth": "1953-01-01", "insurer": "K"},
        },
        "bills": [{"month": "2026-08", "person": "G", "setting": "inpatient", "cost": 900_000}],
    }
    assert settle(case).bills[0].income_class == "一般"


@pytest.mark.parametrize("outside", [0, 10_000, 60_000, 70_000])
def test_what_the_bills_own_cap_gave_is_not_given_again_by_the_household(outside: int) -> None:
    """The repeat cap binds on the subsidised part, which alone may be added up (the part outside is small)."""
    parts = [{"cost": outside}, {"cost": 304_972_040, "certificates": ["s"]}]
    bill = {"month": "2024-01", "person": "A"}
    case = {
        "insurers": {"K": {"kind": "employee", "class": "ア"}},
        "people": {"A": {"birth": "1975-01-02", "insurer": "K", "shown": "my_number"}},
        "certificates": [{"id": "s", "person": "A", "program": 10}],
        "state": {"K": {"benefit_months": ["2023-10", "2023-11", "2023-12"]}},
        "bills": [
            {**bill, "id": "a", "institution": "甲", "setting": "inpatient", "parts": parts},
            {**bill, "id": "b", "institution": "乙", "cost": 100_000},
        ],
    }
    answer = settle(case)
    joined = 140_100 + (0 if outside == 70_000 else outside * 3 // 10)
    assert all(p.yen >= 0 for b in answer.bills for p in b.payers)
    assert answer.borne == joined
    assert answer.state["K"].year is not None
    assert answer.state["K"].year.people["A"].young == 140_100


def test_the_answer_holds_the_published_one_against_itself() -> None:
    assert settle({**BILL, "expect": {"borne": 92_940}}).expected == []
    assert settle({**BILL, "expect": {"borne": 92_941}}).expected == ["borne: expected 92,941, got 92,940"]
    year = {**BILL, "expect": {"refund": {"year": 1}}}
    assert settle(year).expected == ["refund of step year: expected 1, got 0"]


def test_a_reform_is_a_set_of_other_tables(tmp_path: Any) -> None:
    import shutil

    from kaihoken.engine.tables import FOLDER, read_folder

    copy = tmp_path / "tables"
    shutil.copytree(FOLDER, copy)
    path = copy / "caps_monthly.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("base = 85800", "base = 95800"), encoding="utf-8"
    )
    assert settle(BILL, law=read_folder(copy)).borne == 102_940


BIG = {
    "insurers": {"K": {"kind": "employee"}},
    "people": {"C": {"birth": "2022-09-10", "insurer": "K", "shown": "nothing"}},
    "state": {"K": {}},
    "bills": [
        {"id": "b1", "month": "2027-02", "person": "C", "setting": "inpatient", "cost": 304_972_040},
    ],
}


def test_a_range_tells_what_to_do_first_and_what_comes_back_after_the_year() -> None:
    answer = settle(BIG)
    assert answer.range is not None
    back = {o.answers[0].value: sum(r.yen for y in o.years for r in y.refunds) for o in answer.range.outcomes}
    assert back == {"ア": 1_631_010, "イ": 2_112_850, "ウ": 2_602_660, "エ": 0, "オ": 0}
    assert [(a.kind, a.worth, a.advance, a.at_most) for a in answer.actions] == [
        ("show", 0, 60_957_510, True),
        ("listed", 1_680_000, 0, True),
        ("local_aid", 1_680_000, 0, True),
    ]
    for said in (letter(answer, "en"), letter(answer, "ja")):
        assert "1,680,000" in said and "60,957,510" in said and "-2,602,660" in said


def test_what_to_do_first_is_asked_under_the_answers_being_tried() -> None:
    """At six the birth date decides; the advice for a child needs it as much as the share does."""
    people = {"C": {"age": 6, "insurer": "K", "shown": "nothing"}}
    answer = settle({**BIG, "insurers": {"K": {"kind": "employee", "class": "ウ"}}, "people": people})
    assert answer.range is not None and {a.kind for a in answer.actions} == {"show", "listed", "local_aid"}


def test_a_grown_up_and_a_child_with_the_certificate_are_not_asked_about_programme_52() -> None:
    for birth, more in (("2009-02-10", {}), ("2022-09-10", {"certificates": ["s"]})):
        case = {
            **BIG,
            "insurers": {"K": {"kind": "employee", "class": "ウ"}},
            "people": {"C": {"birth": birth, "insurer": "K"}},
            "certificates": [{"id": "s", "person": "C", "program": 52, "limit": 10_000}] if more else [],
            "bills": [{**BIG["bills"][0], **more}],  # type: ignore[dict-item]
        }
        assert "listed" not in {a.kind for a in settle(case).actions}, birth
    case["people"] = {"C": {"birth": "2009-02-11", "insurer": "K"}}
    case["bills"], case["certificates"] = BIG["bills"], []
    case["bills"] = [{**BIG["bills"][0], "month": "2027-01"}]  # type: ignore[dict-item]
    assert "listed" in {a.kind for a in settle(case).actions}


def sheet(*bills: list[str]) -> list[str]:
    """The notes of bills at one place each, with a visit of 30,000 yen on each day, on one sheet of 10,000 yen."""
    answer = settle(
        {
            "insurers": {"K": {"kind": "employee", "class": "ウ"}},
            "people": {"A": {"birth": "1980-01-20", "insurer": "K", "shown": "my_number"}},
            "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10_000, "from": "2026-11-02"}],
            "state": {"K": {}},
            "bills": [
                {
                    "id": f"b{n}", "month": "2026-11", "person": "A", "institution": f"I{n}", "certificates": ["s"],
                    **({"visits": [{"on": d, "cost": 30_000} for d in days]} if days else {"cost": 30_000}),
                }
                for n, days in enumerate(bills)
            ],
        }
    )  # fmt: skip
    return [note["code"] for note in answer.notes]


def test_bills_whose_order_on_a_full_sheet_is_not_known_are_told() -> None:
    first, second, third = "2026-11-02", "2026-11-09", "2026-11-16"
    assert sheet([first, third], [second]) == []  # filled visit by visit
    assert sheet([third, first], [second]) == ["alternate"]  # the days are not in order
    assert sheet([first, second], [third]) == []
    assert sheet([first], [first]) == []


def test_a_full_sheet_with_a_bill_without_days_tells_that_its_counters_may_take_other_amounts() -> None:
    assert sheet([], ["2026-11-09"]) == ["part_month", "undated"]
    assert sheet([], []) == ["part_month", "part_month", "undated"]


def test_a_certificate_of_a_part_of_the_month_on_a_bill_without_days_is_told() -> None:
    assert sheet([]) == ["part_month"]
    assert sheet(["2026-11-02"]) == []


def test_doctests_of_the_public_names() -> None:
    import doctest

    import kaihoken
    from kaihoken.households import settle as module

    for one in (kaihoken, module):
        found = doctest.testmod(one)
        assert found.attempted > 0 and found.failed == 0
