"""The fields of a claim: amounts as real sample claims state them, codes by class, date and month."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import cases

from kaihoken import settle
from kaihoken.commands.letter import letter
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.households.desk import ClaimFields

BILL = {
    "scheme": "employee",
    "class": "ウ",
    "month": "2026-08",
    "age": 40,
    "setting": "inpatient",
    "cost": 1_000_000,
    "shown": "my_number",
}


def claim(**more: Any) -> ClaimFields:
    """The fields of one bill: that of `BILL`, changed."""
    case = {**BILL, **{k.replace("class_", "class"): v for k, v in more.items()}}
    if case.get("points") is not None:
        del case["cost"]
    if case.get("birth") is not None:
        del case["age"]
    found = settle({k: v for k, v in case.items() if v is not None}).bills[0].claim
    assert found is not None
    return found


# From a sample of outpatient claims of 2021-10: birth, programme, its limit, class, points, KO[6].
SAMPLE = [
    ("1956-05-05", 54, 5_000, "ウ", 364, 728),  # a fifth of 3,640 yen
    ("2016-08-08", 52, 2_500, "ア", 1_272, 2_500),  # two tenths are 2,544: the limit
]


@pytest.mark.parametrize(("birth", "program", "limit", "name", "points", "charged"), SAMPLE)
def test_the_share_under_a_subsidy_is_that_of_the_sample_claim(
    birth: str, program: int, limit: int, name: str, points: int, charged: int
) -> None:
    found = claim(
        month="2021-10", birth=birth, program=program, limit=limit, class_=name, points=points,
        setting="outpatient",
    )  # fmt: skip
    assert (found.total, found.charged) == (points, None)
    one = found.subsidies[0]
    assert (one.program, one.total, one.charged, one.part) == (str(program), points, charged, None)
    assert found.marks == [{"ア": "26", "ウ": "28"}[name]]
    assert found.counter is None  # no layout of that month was read


@pytest.mark.parametrize(("program", "points"), [(12, 431), (28, 343)])
def test_a_claim_without_insurance_states_nothing_but_the_subsidy(program: int, points: int) -> None:
    """Sample claims of 2021-10 with 12 and 28 alone: no HO record, KO[6] 0."""
    case = {
        "insurers": {"N": {"kind": "none"}},
        "people": {"A": {"age": 30, "insurer": "N"}},
        "certificates": [{"id": "s", "person": "A", "program": program}],
        "bills": [{"month": "2021-10", "person": "A", "points": points, "certificates": ["s"]}],
    }
    found = settle(case).bills[0].claim
    assert found is not None
    assert (found.total, found.charged, found.marks, found.level) == (None, None, [], [])
    assert [(s.total, s.charged) for s in found.subsidies] == [(points, 0)]


def test_local_aid_per_visit_is_that_of_the_sample_claim() -> None:
    """83 of 2021-10: 1,176 points on two days, 200 yen each, 400 in KO[6]."""
    case = {
        "insurers": {"K": {"kind": "national", "class": "ウ"}},
        "people": {"A": {"birth": "2015-01-01", "insurer": "K", "shown": "nothing"}},
        "certificates": [{"id": "l", "person": "A", "program": "local", "per": "visit", "limit": 200}],
        "state": {"K": {}},
        "bills": [{"month": "2021-10", "person": "A", "points": 1_176, "times": 2, "certificates": ["l"]}],
    }
    found = settle(case).bills[0].claim
    assert found is not None
    assert [(s.program, s.total, s.charged) for s in found.subsidies] == [("local", 1_176, 400)]
    assert any("review organisation" in text for text in found.open_en)
    assert found.marks == []


def test_the_amount_charged_is_stated_only_where_a_benefit_was_given_in_kind() -> None:
    assert (claim().charged, claim().counter) == (92_940, "01")
    assert (claim(cost=100_000).charged, claim(cost=100_000).counter) == (None, "00")
    assert (claim(shown="nothing").charged, claim(shown="nothing").marks) == (None, [])


def test_the_amount_charged_is_what_the_insurer_leaves_to_patient_and_subsidies() -> None:
    found = claim(program=54, limit=10_000)
    assert (found.charged, found.subsidies[0].charged, found.subsidies[0].part) == (92_940, 10_000, None)


def test_a_subsidised_part_states_the_share_that_is_its_object() -> None:
    """41⑦ leaves 92,940 of the part's 300,000 yen."""
    parts = [{"cost": 1_000_000, "certificates": ["s"]}, {"cost": 500_000}]
    case = {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"age": 40, "insurer": "K", "shown": "my_number"}},
        "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10_000}],
        "state": {"K": {}},
        "bills": [{"month": "2026-08", "person": "A", "setting": "inpatient", "parts": parts}],
    }
    found = settle(case).bills[0].claim
    assert found is not None
    one = found.subsidies[0]
    assert (found.total, one.total, one.charged, one.part) == (150_000, 100_000, 10_000, 92_940)
    assert any("inferred" in text for text in found.open_en)


def test_two_subsidies_stand_in_their_legal_order() -> None:
    case = {
        "insurers": {"K": {"kind": "employee", "class": "オ"}},
        "people": {"A": {"age": 40, "insurer": "K", "shown": "my_number"}},
        "certificates": [
            {"id": "a", "person": "A", "program": 12},
            {"id": "b", "person": "A", "program": 54, "limit": 2_500},
        ],
        "state": {"K": {}},
        "bills": [{"month": "2024-04", "person": "A", "cost": 50_000, "certificates": ["a", "b"]}],
    }
    found = settle(case).bills[0].claim
    assert found is not None
    assert [(s.program, s.charged) for s in found.subsidies] == [("54", 2_500), ("12", 0)]


@pytest.mark.parametrize(
    ("more", "marks"),
    [
        ({"class_": "ア"}, ["26"]),
        ({"class_": "オ", "repeat": True}, ["35"]),
        ({"repeat": True}, ["33"]),
        ({"repeat": True, "cost": 100_000}, ["28"]),  # the repeat cap is not reached
        ({"class_": "上位", "month": "2014-10"}, ["17"]),
        ({"class_": "上位", "month": "2014-10", "repeat": True}, ["22"]),
        ({"class_": "一般", "month": "2014-10", "repeat": True}, ["unknown"]),
        ({"class_": "ウ1", "month": "2027-08"}, ["unknown"]),
        ({"class_": "現役並み", "month": "2018-07", "age": 72}, ["17"]),
        ({"class_": "現役並みⅡ", "month": "2018-08", "age": 72}, ["27"]),
        ({"class_": "現役並みⅡ", "month": "2018-08", "age": 72, "shown": "nothing"}, ["26"]),
        ({"class_": "低所得Ⅱ", "age": 72, "shown": "nothing"}, ["29"]),
        ({"class_": "低所得Ⅱ", "age": 72, "repeat": True}, ["35"]),
        ({"class_": "一般Ⅱ", "scheme": "elderly", "age": 80}, ["41"]),
        ({"class_": "一般Ⅰ", "scheme": "elderly", "age": 80, "repeat": True}, ["44"]),
        ({"class_": "一般", "scheme": "elderly", "age": 80, "month": "2022-09"}, ["29"]),
        ({"program": 54, "limit": 5_000, "shown": "nothing"}, ["28"]),
        ({"program": "designated_disease"}, ["02", "28"]),
        ({"program": "designated_disease", "cost": 20_000}, ["28"]),  # below 10,000 yen
        ({"program": "designated_disease", "disease": "dialysis", "class_": "ア"}, ["16", "26"]),
        ({"program": "designated_disease", "disease": "hiv", "class_": "ア"}, ["02", "26"]),
        ({"class_": "一般", "scheme": "employee", "birth": "1951-08-20"}, ["21", "29"]),
    ],
)
def test_special_marks_follow_class_date_scheme_repeat_month_and_disease(
    more: dict[str, Any], marks: list[str]
) -> None:
    if more.get("birth"):
        more = {**more, "turns_75": None}
    found = claim(**more)
    assert found.marks == marks
    assert found.open_en or "unknown" not in marks


def test_an_elders_outpatient_cap_is_no_repeat_month() -> None:
    found = claim(class_="一般", age=72, setting="outpatient", repeat=True)
    assert (found.marks, found.counter, found.charged) == (["29"], "01", 22_000)
    active = claim(class_="現役並みⅠ", age=72, setting="outpatient", repeat=True)
    assert (active.marks, active.counter, active.charged) == (["33"], "02", 44_400)


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ({"class_": "オ"}, ["1", "2"]),
        ({"class_": "オ", "setting": "outpatient"}, ["1"]),
        ({"class_": "オ", "setting": "outpatient", "cost": 10_000}, []),
        ({"class_": "オ", "shown": "nothing"}, []),
        ({"class_": "低所得Ⅰ", "age": 72}, ["3", "4"]),
        ({"class_": "低所得Ⅰ", "age": 72, "setting": "outpatient"}, ["3"]),
        ({"class_": "オ", "meals": {"count": 9, "over_90_days": True}}, ["2"]),
        ({"class_": "オ", "meals": {"count": 9}}, ["1"]),
        ({"class_": "低所得Ⅰ", "age": 72, "meals": {"count": 9}}, ["3"]),
        ({"class_": "ウ"}, []),
    ],
)
def test_the_level_of_low_income_is_left_open_where_a_fact_decides(
    more: dict[str, Any], level: list[str]
) -> None:
    assert claim(**more).level == level


def test_home_nursing_is_in_yen_and_other_totals_in_points() -> None:
    assert (claim(kind="home_nursing").unit, claim(kind="home_nursing").total) == ("yen", 1_000_000)
    assert (claim().unit, claim().total) == ("points", 100_000)
    odd = claim(cost=1_000_001)
    assert odd.total is None and any("no multiple of 10 yen" in text for text in odd.open_en)


def test_an_accident_by_others_bears_its_mark_and_treatment_paid_first_has_no_claim() -> None:
    bill: dict[str, Any] = {"month": "2026-08", "person": "A"}
    case = {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"age": 40, "insurer": "K", "shown": "my_number"}},
        "state": {"K": {}},
        "bills": [
            {**bill, "id": "a", "cost": 50_000, "cause": "third_party"},
            {**bill, "id": "b", "kind": "refunded", "paid": 9_000, "standard": 8_000, "reason": "brace"},
        ],
    }
    hit, brace = settle(case).bills
    assert hit.claim is not None and hit.claim.marks == ["10", "28"]
    assert brace.claim is None


def test_places_are_those_of_the_kind_and_a_gap_is_told() -> None:
    assert claim().places["charged"] == "HO[11]"
    assert claim(kind="dental", setting="outpatient").places["charged"] == "HO[10]"
    found = claim(kind="pharmacy", setting="outpatient")
    assert not found.places and any("pharmacy layout" in text for text in found.open_en)


def test_every_class_of_a_date_has_its_code_or_a_declared_hole() -> None:
    for month in range(dates.month("2008-04"), dates.month("2028-12") + 1):
        for age in ("under_70", "70"):
            classes = tables().rows(f"class_{age}", month)
            codes = tables().rows(f"claim_class_{age}", month)
            assert list(codes) == list(classes)
            known = [r.values["code"] for r in codes.values() if r.values["code"] != "unknown"]
            assert len(known) == len(codes) or not known
            assert all(
                r.values["code"] != r.values["repeat"] or r.evidence == "unknown" for r in codes.values()
            )


@given(cases())
def test_the_amount_charged_goes_to_patient_and_subsidies_and_is_never_above_the_share(
    case: dict[str, Any],
) -> None:
    answer = settle(case)
    for bill in answer.bills:
        found = bill.claim
        assert found is not None
        insurer = sum(p.yen for p in bill.payers if p.key == "insurer")
        if found.charged is not None:
            assert 0 <= found.charged < bill.cost - insurer
        for one in found.subsidies:
            assert one.charged is None or 0 <= one.charged <= bill.cost
            assert one.part is None or one.charged is None or one.charged <= one.part
        assert len({s.certificate for s in found.subsidies}) == len(found.subsidies)


def test_the_block_stands_in_the_letter_only_with_explain() -> None:
    answer = settle(BILL)
    assert "On the claim" not in letter(answer, "en")
    assert "HO[11]" in letter(answer, "en", full=True) and "92,940 yen" in letter(answer, "en", full=True)
    assert "レセプトの記載" in letter(answer, "ja", full=True)
    hole = settle({**BILL, "class": "ウ1", "month": "2027-08"})
    assert "not published: ask the review organisation" in letter(hole, "en", full=True)
    assert "未公表" in letter(hole, "ja", full=True)
