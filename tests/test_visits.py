"""The counter visit by visit: the rows add up to the bill, and the running sheets go on from each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import cases

from kaihoken import settle
from kaihoken.commands.letter import letter
from kaihoken.households.answer import BillAnswer


def one(visits: list[int], certificates: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A case of class ウ in 2026-08 with one outpatient bill of these visits."""
    found = certificates or []
    bill = {
        "id": "b",
        "month": "2026-08",
        "person": "A",
        "institution": "駅前内科",
        "certificates": [] if "parts" in more else [c["id"] for c in found],
        "visits": [{"on": f"2026-08-{n + 1:02d}", "cost": cost} for n, cost in enumerate(visits)],
    }
    return {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"birth": "1980-01-20", "insurer": "K", "shown": "my_number"}},
        "certificates": [{"person": "A", **c} for c in found],
        "state": {"K": {}},
        "bills": [{**bill, **more}],
    }


def counters(bill: BillAnswer) -> list[int | None]:
    return [v.collected for v in bill.visits]


@st.composite
def visited(draw: st.DrawFn) -> dict[str, Any]:
    """A random case whose bills list visits; every part of a bill has the same certificates."""
    case = draw(cases())
    case["given"] = {"paid": {}}
    for bill in case["bills"]:
        names = bill["parts"][-1]["certificates"]
        costs = [part["cost"] for part in bill.pop("parts")]
        bill.pop("times", None)
        bill["certificates"] = [*bill["certificates"], *names]
        bill["visits"] = [
            {"cost": piece}
            for cost in costs
            for piece in (cost // 3, cost - cost // 3)
            if draw(st.booleans())
        ] or [{"cost": costs[0]}]
    return case


@given(visited())
def test_the_visits_of_a_bill_add_up_to_what_the_counter_collects(case: dict[str, Any]) -> None:
    answer = settle(case)
    assert answer.bills
    for bill in answer.bills:
        assert (
            sum(v.collected or 0 for v in bill.visits) == bill.collected == bill.visits[-1].collected_so_far
        )
        assert sum(v.cost for v in bill.visits) == bill.cost == bill.visits[-1].cost_so_far
        for n in range(len(bill.visits[0].sheets)):
            used = [v.sheets[n].used for v in bill.visits]
            assert used == sorted(used)


def test_each_visit_is_rounded_for_itself_until_the_cap_is_reached() -> None:
    bill = settle(one([8_880, 300_000, 100_000])).bills[0]
    assert counters(bill) == [2_660, 83_369, 1_000]
    assert bill.collected == 87_029


def test_after_the_cap_a_visit_costs_one_percent_or_nothing() -> None:
    case = one([300_000, 50_000])
    case["insurers"]["K"]["class"] = "エ"
    assert counters(settle(case).bills[0]) == [61_500, 0]


def test_the_running_sheet_is_filled_up_to_its_limit() -> None:
    bill = settle(one([3_640, 8_000, 60_000], [{"id": "s", "program": 54, "limit": 5_000}])).bills[0]
    assert [v.sheets[0].used for v in bill.visits] == [728, 2_328, 5_000]
    assert all(v.sheets[0].limit == 5_000 for v in bill.visits)
    assert bill.collected == sum(c or 0 for c in counters(bill)) == 5_000


def test_what_others_filled_in_before_stands_on_the_sheet() -> None:
    """The sheet's own `used`, and an earlier bill of the list with the same certificate."""
    case = one([10_000, 10_000], [{"id": "s", "program": 54, "limit": 5_000, "used": 1_000}])
    earlier = {"id": "a", "month": "2026-08", "person": "A", "institution": "薬局", "kind": "pharmacy",
               "cost": 5_000, "certificates": ["s"]}  # fmt: skip
    case["bills"].insert(0, earlier)
    bill = settle(case).bills[1]
    assert [v.sheets[0].used for v in bill.visits] == [4_000, 5_000]
    assert counters(bill) == [2_000, 1_000]


def test_local_aid_is_charged_for_its_first_visits_only() -> None:
    aid = {"id": "l", "program": "local", "per": "visit", "limit": 500, "most_times": 2}
    assert counters(settle(one([4_200, 1_000, 3_800], [aid])).bills[0]) == [500, 300, 0]
    counted = settle(one([4_200, 1_000, 3_800], [aid], times=3)).bills[0]
    assert counters(counted) == [500, 500, 0]


def test_parts_of_different_certificates_leave_the_visits_without_a_counter() -> None:
    parts = [{"cost": 8_000, "certificates": ["s"]}, {"cost": 2_000}]
    case = one([6_000, 4_000], [{"id": "s", "program": 54, "limit": 5_000}], parts=parts)
    answer = settle(case)
    assert counters(answer.bills[0]) == [None, None]
    assert [v.cost_so_far for v in answer.bills[0].visits] == [6_000, 10_000]
    assert "it is not known which visit had which certificate" in letter(answer, "en")
    assert "受診ごとの窓口の額は出せません" in letter(answer, "ja")


def test_parts_of_equal_certificates_are_no_hindrance() -> None:
    parts = [{"cost": 8_000, "certificates": ["s"]}, {"cost": 2_000, "certificates": ["s"]}]
    case = one([6_000, 4_000], [{"id": "s", "program": 54, "limit": 5_000}], parts=parts)
    assert counters(settle(case).bills[0]) == [1_200, 800]


def test_a_stated_amount_of_the_month_is_not_split_into_visits() -> None:
    answer = settle({**one([6_000, 4_000]), "given": {"paid": {"b": 3_000}}})
    assert counters(answer.bills[0]) == [None, None]


def test_the_letter_shows_two_or_more_visits() -> None:
    answer = settle(one([3_640, 8_000], [{"id": "s", "program": 54, "limit": 5_000}]))
    assert "2 2026-08-02  8,000    1,600   2,330  2,328/5,000" in letter(answer, "en")
    assert "管理票 s" in letter(answer, "ja")
    assert "Sheet" not in letter(settle(one([3_640], [{"id": "s", "program": 54, "limit": 5_000}])), "en")


def two_places(clinic: list[tuple[int, int]], hospital: list[tuple[int, int]], **more: Any) -> dict[str, Any]:
    """Two institutions whose visits, each a day of November and its cost, fill one sheet of 10,000 yen."""
    return {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"birth": "1980-01-20", "insurer": "K", "shown": "my_number"}},
        "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10_000, **more}],
        "state": {"K": {}},
        "bills": [
            {
                "id": name, "month": "2026-11", "person": "A", "institution": name, "certificates": ["s"],
                "visits": [{"on": f"2026-11-{day:02d}", "cost": cost} for day, cost in visits],
            }
            for name, visits in (("clinic", clinic), ("hospital", hospital))
        ],
    }  # fmt: skip


CLINIC, HOSPITAL = [(2, 12_340), (16, 9_870)], [(9, 35_550), (23, 40_000)]


def test_two_institutions_in_turn_fill_the_sheet_visit_by_visit() -> None:
    """By hand, two tenths: 2,468, then 7,110, of 1,974 the 422 that are left, then nothing."""
    clinic, hospital = settle(two_places(CLINIC, HOSPITAL)).bills
    assert (counters(clinic), counters(hospital)) == ([2_470, 420], [7_110, 0])
    assert [v.sheets[0].used for v in clinic.visits] == [2_468, 10_000]
    assert [v.sheets[0].used for v in hospital.visits] == [9_578, 10_000]
    assert (clinic.borne, hospital.borne) == (2_890, 7_110)
    assert clinic.claim is not None and clinic.claim.subsidies[0].charged == 2_890
    case = two_places(CLINIC, HOSPITAL)
    case["bills"].reverse()
    assert [b.borne for b in settle(case).bills] == [7_110, 2_890]


def test_what_others_have_filled_in_comes_before_all_visits() -> None:
    clinic, hospital = settle(two_places(CLINIC, HOSPITAL, used=6_000)).bills
    assert (clinic.borne, hospital.borne) == (2_468, 1_532)
    assert [v.sheets[0].used for v in hospital.visits] == [10_000, 10_000]


days = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 60_000)), min_size=1, max_size=4).map(sorted)


@given(days, days, st.sampled_from(["none", 0, 1_000, 10_000, 30_000]))
def test_in_turn_or_not_the_sheet_takes_the_same_sum(
    clinic: list[tuple[int, int]], hospital: list[tuple[int, int]], limit: int | str
) -> None:
    dated = settle(two_places(clinic, hospital, limit=limit))
    case = two_places(clinic, hospital, limit=limit)
    for bill in case["bills"]:
        for visit in bill["visits"]:
            del visit["on"]
    plain = settle(case)
    assert dated.borne == plain.borne
    for bill in dated.bills:
        assert sum(v.collected or 0 for v in bill.visits) == bill.collected
        assert sum(p.yen for p in bill.payers) == bill.cost


def test_local_aid_asks_nothing_at_visits_after_a_full_sheet() -> None:
    """Where the visits are listed each is reckoned; where they are only counted, a note says so."""
    aid = {"id": "l", "person": "A", "program": "local", "per": "visit", "limit": 200}
    for limit, asked in ((5_000, 200), (50_000, 400)):
        case = two_places([(2, 30_000), (16, 15_000)], [(20, 1)], limit=limit)
        case["certificates"].append(aid)
        case["bills"][0]["certificates"].append("l")
        answer = settle(case)
        assert answer.bills[0].borne == asked and "aid_visits" not in {n["code"] for n in answer.notes}
        assert sum(v.collected or 0 for v in answer.bills[0].visits) == asked
        del case["bills"][0]["visits"]
        case["bills"][0] |= {"times": 2, "cost": 45_000}
        told = "aid_visits" in {n["code"] for n in settle(case).notes}
        assert told == (limit == 5_000)
