"""How a payment grows with the bill, and which class of another date a class may become."""

from __future__ import annotations

import pytest

from kaihoken import settle
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.households.counter_cost import with_costs
from kaihoken.households.form import Case
from kaihoken.households.growth import LINEAR_TO, classes_within, growth
from kaihoken.households.read import parse

REFORM, LATER = dates.month("2026-08"), dates.month("2027-08")


def case(kind: str = "employee", name: str | None = "ウ", age: int = 40, **bill: object) -> Case:
    return parse(
        {
            "insurers": {"K": {"kind": kind, **({"class": name} if name else {})}},
            "people": {"A": {"age": age, "insurer": "K"}},
            "bills": [{"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 1_000_000, **bill}],
        }
    )


@pytest.mark.parametrize(
    ("name", "scheme", "senior", "later"),
    [
        ("ア", "employee", False, {"ア1", "ア2", "ア3"}),
        ("ウ", "national", False, {"ウ1", "ウ2", "ウ3"}),
        ("エ", "employee", False, {"エ1", "エ2", "エ3"}),
        ("オ", "employee", False, {"オ"}),
        ("現役並みⅡ", "elderly", True, {"現役並みⅡ1", "現役並みⅡ2", "現役並みⅡ3"}),
        ("一般Ⅱ", "elderly", True, {"一般1", "一般2"}),
        ("一般Ⅰ", "elderly", True, {"一般1", "一般2", "一般3"}),
        ("一般", "employee", True, {"一般1", "一般2", "一般3"}),
        ("低所得Ⅰ", "national", True, {"低所得Ⅰ"}),
        ("no such", "national", True, set()),
    ],
)
def test_a_class_becomes_those_that_share_an_income_with_it(
    name: str, scheme: str, senior: bool, later: set[str]
) -> None:
    assert set(classes_within(tables(), name, scheme, senior, REFORM, LATER)) == later
    for one in later:  # and each of those comes from it
        assert name in classes_within(tables(), one, scheme, senior, LATER, REFORM)


def test_each_point_of_a_line_is_what_settling_that_bill_gives() -> None:
    one = case()
    for curve in growth(one, one.bills[0], {}, tables(), 2_000_000):
        for cost, low, high in curve.points[:: len(curve.points) // 5]:
            borne = [settle(case(name=name, month=curve.month, cost=cost)).borne for name in curve.classes]
            assert (low, high) == (min(b or 0 for b in borne), max(b or 0 for b in borne))


def test_a_cap_bites_where_ten_yen_more_no_longer_cost_three() -> None:
    one = case()
    for curve in growth(one, one.bills[0], {}, tables(), 2_000_000):
        for bite in curve.bites:
            below, above = (
                settle(case(name=bite.name, month=curve.month, cost=bite.cost + more)).borne
                for more in (0, 1_000)
            )
            assert below == bite.borne == bite.cost * 3 // 10
            assert above is not None and above < (bite.cost + 1_000) * 3 // 10


def test_an_unknown_class_gives_a_band_from_the_lowest_to_the_highest() -> None:
    one = case(name=None)
    first = growth(one, one.bills[0], {}, tables(), 2_000_000)[1]
    found = settle(case(name=None, cost=2_000_000)).range
    assert found is not None and first.points[-1] == (2_000_000, found.low, found.high)
    known = growth(one, one.bills[0], {"class:K/": "ウ"}, tables(), 2_000_000)
    assert [c.classes for c in known] == [["ウ"], ["ウ"], ["ウ1", "ウ2", "ウ3"]]


def test_a_bill_of_300_million_has_points_at_every_size() -> None:
    one = case(cost=300_000_000)
    costs = [p[0] for p in growth(one, one.bills[0], {}, tables(), 500_000_000)[0].points]
    assert costs[-1] == 500_000_000 > LINEAR_TO and sum(c < 1_000_000 for c in costs) > 10


@pytest.mark.parametrize("cost", [10, 3_330, 99_990, 285_990, 1_000_000, 30_000_000])
def test_a_cost_is_found_from_what_its_counter_takes(cost: int) -> None:
    one = case(cost=cost)
    paid = settle(one).bills[0].collected
    found = with_costs(case(cost=0), {"b1": paid}, {}, tables())
    assert settle(found).bills[0].collected == paid
    least = with_costs(case(cost=0), {"b1": paid - 10}, {}, tables()).bills[0].cost if paid > 10 else 0
    assert found.bills[0].cost is not None and least is not None and least < found.bills[0].cost


@pytest.mark.parametrize(("paid", "cost"), [(3_000, 10_000), (2_990, 9_970), (2_000, 6_670)])
def test_the_cost_behind_a_counter_is_the_one_whose_share_is_nearest_to_it(paid: int, cost: int) -> None:
    found = with_costs(case(cost=0), {"b1": paid}, {}, tables())
    assert found.bills[0].cost == cost
