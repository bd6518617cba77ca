"""How a payment grows with the bill, and which class of another date a class may become."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import convert

from kaihoken import settle
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.households.counter_cost import with_costs
from kaihoken.households.form import Case, Certificate, Cover, Person
from kaihoken.households.growth import LINEAR_TO, MONTHS, aided, classes_within, growth
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


def sick(**certificate: object) -> Case:
    return msgspec.structs.replace(
        case(kind="national", certificates=["s1"]),
        certificates=[convert({"id": "s1", "person": "A", **certificate}, Certificate)],
    )


def test_each_point_under_a_certificate_is_what_settling_that_bill_with_it_gives() -> None:
    for certificate in (
        {"program": 54, "limit": 30_000, "from": "2026-08-01", "used": 5_000},
        {"program": 52, "limit": 2_500},
        {"program": 10},
        {"program": "local", "limit": 800},
    ):
        one = sick(**certificate)
        found, why = aided(one, one.bills[0], {}, tables(), 2_000_000)
        assert [c.month for c in found] == list(MONTHS) and not why
        free = sick(**{k: v for k, v in certificate.items() if k not in ("from", "used")})
        for curve in found:
            for cost, low, high in [curve.points[0], *curve.points[1 :: len(curve.points) // 4]]:
                borne = []
                for name in curve.classes:
                    bill = msgspec.structs.replace(one.bills[0], month=curve.month, cost=cost)
                    insurer = msgspec.structs.replace(one.insurers["K"], class_=name)
                    that = msgspec.structs.replace(free, bills=[bill], insurers={"K": insurer})
                    borne.append(settle(that).borne or 0)
                assert (low, high) == (min(borne), max(borne))
            for bite in curve.bites:
                limit = certificate.get("limit", bite.borne)
                assert isinstance(limit, int) and limit - 3 < bite.borne <= limit  # of costs in whole tens


def test_the_limit_of_a_certificate_bites_where_its_share_reaches_it() -> None:
    one = sick(program=54, limit=2_500)
    for curve in aided(one, one.bills[0], {}, tables(), 1_000_000).curves:
        assert {(b.cost, b.borne) for b in curve.bites} == {(12_500, 2_500)}  # two tenths of it


def test_why_no_line_is_drawn_under_certificates() -> None:
    one = case()
    assert aided(one, one.bills[0], {}, tables(), 1_000_000) == ([], "none")
    one = sick(program=54)
    assert aided(one, one.bills[0], {}, tables(), 1_000_000) == ([], "missing")
    assert aided(one, one.bills[0], {"limit:s1": 5_000}, tables(), 1_000_000).curves
    one = sick(program="local", per="visit", limit=500)
    assert aided(one, one.bills[0], {}, tables(), 1_000_000) == ([], "refused")
    twice = msgspec.structs.replace(one.bills[0], times=2)
    bites = aided(one, twice, {}, tables(), 1_000_000).curves[0].bites
    assert [b.borne for b in bites] == [999]  # twice 500, of costs in whole tens


def test_the_insurance_that_holds_at_the_bill_is_drawn_where_it_changes() -> None:
    one = case(visits=[{"on": "2026-08-20", "cost": 1_000_000}], cost=None)
    other = msgspec.structs.replace(one.insurers["K"], class_="エ")
    covers = [Cover("K", to="2026-08-15"), Cover("L", from_="2026-08-16", reason="job")]
    changed = msgspec.structs.replace(
        one, insurers=one.insurers | {"L": other}, people={"A": Person(age=40, cover=covers)}
    )
    alone = case(name="エ")
    assert growth(changed, changed.bills[0], {}, tables(), 2_000_000) == growth(
        alone, alone.bills[0], {}, tables(), 2_000_000
    )
