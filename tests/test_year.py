"""The year to 31 July: three equal runs, what the law states, and months handed on one by one."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import years

from kaihoken import settle
from kaihoken.commands.letter import letter
from kaihoken.engine.compiled import arrays, compiled
from kaihoken.engine.trace import recorder
from kaihoken.errors import InputError
from kaihoken.law.shapes import NONE, Accounts, YearPersons, Years, YearWork
from kaihoken.law.year import settle_year

LEAST = 500
yen = st.integers(0, 2_000_000)
limit = st.one_of(st.just(NONE), st.integers(0, 2_500_000))


@st.composite
def columns(draw: st.DrawFn) -> tuple[Years, YearPersons, Accounts, YearWork]:
    """Households of one to three persons with one to three accounts each, care among them."""
    first_person, first_account, care = [0], [0], []
    for _ in range(draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(1, 3))):
            accounts = draw(st.lists(st.integers(0, 1), min_size=1, max_size=3))
            care += accounts
            first_account.append(len(care))
        first_person.append(len(first_account) - 1)
    households, persons = len(first_person) - 1, len(first_account) - 1
    limits = [draw(st.lists(limit, min_size=households, max_size=households)) for _ in range(5)]
    elder = [draw(yen) for _ in care]
    outpatient = [0 if care[n] else draw(st.integers(0, elder[n])) for n in range(len(care))]
    zeros = [[0] * len(care) for _ in range(3)]
    return (
        Years(first_person, *limits),
        YearPersons(first_account, draw(st.lists(limit, min_size=persons, max_size=persons))),
        Accounts(care),
        YearWork(outpatient, elder, [draw(yen) for _ in care], *zeros),
    )


@given(columns())
def test_three_runs_of_a_year_agree_to_the_yen(given_columns: Any) -> None:
    *tables, work = given_columns
    plain, traced, fast = copy.deepcopy(work), copy.deepcopy(work), arrays(work)
    settle_year(*tables, plain, LEAST)
    space, _ = recorder()
    space["settle_year"](*tables, traced, LEAST)
    compiled("settle_year")(*map(arrays, tables), fast, LEAST)
    assert plain == traced
    assert plain == YearWork(*(column.tolist() for column in fast))


@given(columns())
def test_a_year_gives_back_what_is_above_and_nothing_else(given_columns: Any) -> None:
    years_, persons, accounts, before = given_columns
    after = copy.deepcopy(before)
    settle_year(years_, persons, accounts, after, LEAST)
    for a in range(len(accounts.care)):
        back = after.outpatient_refund[a] + after.annual_refund[a] + after.care_refund[a]
        assert min(after.outpatient_refund[a], after.annual_refund[a], after.care_refund[a]) >= 0
        assert before.elder[a] + before.young[a] - back == after.elder[a] + after.young[a] >= 0
        assert not (accounts.care[a] and after.outpatient_refund[a] + after.annual_refund[a])
    for y in range(len(years_.cap)):
        rows = range(
            persons.first_account[years_.first_person[y]], persons.first_account[years_.first_person[y + 1]]
        )
        treatment = [a for a in rows if not accounts.care[a]]
        young = sum(before.young[a] for a in treatment)
        if years_.cap[y] != NONE and young:
            assert sum(after.elder[a] + after.young[a] for a in treatment) <= years_.cap[y]
        if years_.elders_cap[y] != NONE:
            assert sum(after.elder[a] for a in treatment) <= years_.elders_cap[y]


@given(years())
def test_twelve_single_months_are_one_run_of_twelve(case: dict[str, Any]) -> None:
    """What a month leaves behind, handed on, gives the bills, the state and the year of one run."""
    together = settle(case)
    state: dict[str, Any] = case["state"]
    bills, last = {}, together
    for month in sorted({b["month"] for b in case["bills"]}):
        last = settle({**case, "state": state, "bills": [b for b in case["bills"] if b["month"] == month]})
        bills |= {b.id: b for b in last.bills}
        state |= msgspec.to_builtins(last.state)
    assert bills == {b.id: b for b in together.bills}
    assert state == case["state"] | msgspec.to_builtins(together.state)
    ending = max(y.ending for y in together.years) if together.years else ""
    of_last = {(y.insurer, y.ending): y.refunds for y in last.years}
    for one in together.years:
        if one.ending == ending and (one.insurer, ending) in of_last:
            assert of_last[one.insurer, ending] == one.refunds


@given(years(), st.randoms())
def test_the_order_of_a_years_bills_changes_nothing(case: dict[str, Any], random: Any) -> None:
    shuffled = {**case, "bills": list(case["bills"])}
    random.shuffle(shuffled["bills"])
    one, other = settle(case), settle(shuffled)
    assert one.years == other.years and one.state == other.state
    assert {b.id: b for b in one.bills} == {b.id: b for b in other.bills}
    assert settle(case) == one


@given(years())
def test_what_is_certain_of_a_year_leaves_no_more_than_the_cap_and_never_less_than_nothing(
    case: dict[str, Any],
) -> None:
    for one in settle(case).years:
        assert all(r.yen > 0 for r in one.refunds)
        assert one.refund <= one.borne


CASE: dict[str, Any] = {
    "insurers": {"K": {"kind": "employee", "class": "ウ"}},
    "people": {"A": {"birth": "1985-04-02", "insurer": "K", "shown": "my_number"}},
    "state": {"K": {"benefit_months": []}},
}


def test_a_dear_month_alone_already_tells_what_the_year_gives_back() -> None:
    bill = {"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 100_000_000}
    answer = settle({**CASE, "bills": [bill]})
    (year,) = answer.years
    assert answer.borne is not None and year.refund == answer.borne - 530_000
    assert not year.complete and year.refunds[0].from_ == "2027-08-01"


def test_the_lower_cap_may_be_due_until_the_insurer_confirms_it() -> None:
    bill = {"month": "2026-10", "person": "A", "setting": "inpatient", "cost": 200_000}
    spent = {"year": {"ending": "2027-07", "people": {"A": {"young": 400_000}}, "capped": ["2026-09"]}}
    case = {
        **CASE,
        "insurers": {"K": {"kind": "employee", "class": "エ"}},
        "state": {"K": spent},
        "bills": [bill],
    }
    (year,) = settle(case).years
    assert [(r.yen, r.certain) for r in year.refunds] == [(50_000, False)] and "160,000" in year.open_en[0]
    case["insurers"] = {"K": {"kind": "employee", "class": "エ", "low_confirmed": True}}
    (year,) = settle(case).years
    assert [(r.yen, r.certain) for r in year.refunds] == [(50_000, True)]


def test_a_year_whose_class_is_not_known_says_so_and_the_months_stand() -> None:
    """Who turns 70 in the year has another class on 31 July; the months before are settled all the same."""
    people = {"A": {"birth": "1957-01-10", "insurer": "K", "shown": "my_number"}}
    bill = {"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 100_000_000}
    answer = settle({**CASE, "people": people, "bills": [bill]})
    assert answer.decided and answer.bills
    (year,) = answer.years
    assert not year.refunds and "class" in year.open_en[0]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"care": [{"person": "B", "ending": "2027-07", "yen": 1}]}, "not among the people"),
        ({"care": [{"person": "A", "ending": "2027-08", "yen": 1}]}, "ends in July"),
        ({"state": {"K": {"year": {"ending": "2027-06"}}}}, "ends in July"),
        ({"state": {"K": {"year": {"ending": "2027-07", "people": {"X": {}}}}}}, "not among the people"),
    ],
)
def test_a_year_that_contradicts_the_case_is_refused(more: dict[str, Any], message: str) -> None:
    bill = {"month": "2026-08", "person": "A", "cost": 1000}
    with pytest.raises(InputError, match=message):
        settle({**CASE, "bills": [bill], **more})


def test_what_was_paid_for_care_stands_beside_what_comes_back_of_it() -> None:
    """By hand: 12 × 22,000, less 48,000 above 216,000; 216,000 and 400,000 are 56,000 above 560,000."""
    months = [f"2026-{n:02d}" for n in range(8, 13)] + [f"2027-{n:02d}" for n in range(1, 8)]
    answer = settle(
        {
            "insurers": {"E": {"kind": "elderly", "class": "一般Ⅱ"}},
            "people": {"G": {"birth": "1945-04-02", "insurer": "E", "shown": "my_number"}},
            "state": {"E": {}},
            "bills": [{"id": m, "month": m, "person": "G", "cost": 150_000} for m in months],
            "care": [{"person": "G", "ending": "2027-07", "yen": 400_000}],
        }
    )
    assert [r.yen for r in answer.years[0].refunds] == [48_000, 19_636, 36_364]
    for lang, bears in (("en", "The family bears"), ("ja", "家族の負担")):
        year = letter(answer, lang)
        assert "400,000" in year and [line for line in year.splitlines() if bears in line][-1].endswith(
            "560,000"
        )
