"""Many households at once give each household what it gets as a case, bill by bill and yen by yen."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import cases, households, households_with_more
from strategies import years as years_of_a_family
from table_cases import Rows, frames_of, rows_of, years

from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.households.read import parse
from kaihoken.households.settle import answers_plain, settle
from kaihoken.households.year_sums import ending_of
from kaihoken.settlement.chunk import settle_chunk
from kaihoken.settlement.explain import case_of
from kaihoken.settlement.members import Doubles
from kaihoken.settlement.pick import Picker
from kaihoken.settlement.tables import read

PICKER = Picker(tables())
MANY = settings().max_examples // 8  # each example is many households
LAST = dates.month("2030-01")


def bulk(*many: Rows) -> dict[str, pl.DataFrame]:
    """The output tables of some families."""
    return settle_chunk(frames_of(*many), Doubles(), PICKER, LAST).tables


def held_against_the_case(case: Any, out: dict[str, pl.DataFrame], prefix: str = "") -> None:
    """Every bill and every step of the household's month is the case's."""
    bills, households, of_years = answers_plain(case, tables())
    rows = {r["bill"]: r for r in out["payments"].iter_rows(named=True)}
    subsidies: dict[str, dict[str, int]] = {}
    for r in out["subsidies"].iter_rows(named=True):
        subsidies.setdefault(r["bill"], {})[r["certificate"]] = r["yen"]
    for bill in bills:
        row = rows[prefix + bill.id]
        yen = {p.key: p.yen for p in bill.payers}
        back = {(r.payee, r.payer): r.yen for r in bill.refunds}
        assert (row["person"], row["month"]) == (prefix + bill.person, bill.month)
        assert (row["class"], row["scheme"], row["tenths"]) == (bill.income_class, bill.scheme, bill.tenths)
        assert (row["cost"], row["borne"]) == (bill.cost, bill.borne)
        assert (row["charged"], row["collected"]) == (bill.charged, bill.collected)
        assert row["insurer_yen"] == yen.get("insurer", 0)
        assert row["high_cost"] == yen.get("high_cost", 0)
        assert row["local"] == yen.get("local", 0)
        assert subsidies.get(row["bill"], {}) == {prefix + p.by: p.yen for p in bill.payers if p.by}
        for column, key in (
            ("refund_from_insurer", ("patient", "insurer")),
            ("refund_from_supplement", ("patient", "supplement")),
            ("refund_from_institution", ("patient", "institution")),
            ("refund_from_local_aid", ("patient", "local_aid")),
        ):
            assert row[column] == back.get(key, 0)
        to_aid = back.get(("local_aid", "insurer"), 0) + back.get(("local_aid", "supplement"), 0)
        assert row["refund_local_aid"] == to_aid
        assert row["supplement"] == yen.get("supplement", 0)
    steps = {
        (r["insurer"], r["month"], r["step"], r["person"]): r["yen"]
        for r in out["refunds"].iter_rows(named=True)
    }
    for h in households:
        at = (prefix + h.insurer, h.month)
        want = {(*at, "outpatient", prefix + p): y for p, y in h.outpatient.items()}
        want |= {(*at, "birthday", prefix + p): y for p, y in h.birthday.items()}
        want |= {(*at, "elders", None): h.elders} if h.elders else {}
        want |= {(*at, "household", None): h.household} if h.household else {}
        assert {k: v for k, v in steps.items() if k[:2] == at} == want
    people = {prefix + name for name in case.people}
    got = {
        (r["insurer"], r["ending"], r["person"], r["payer"], r["step"], r["certain"], r["from"]): r["yen"]
        for r in out["years"].iter_rows(named=True)
        if r["person"] in people
    }
    assert got == {
        (
            prefix + y.insurer, y.ending, prefix + r.person,
            r.payer if r.payer == "介護保険" else prefix + r.payer, r.step, r.certain, r.from_,
        ): r.yen
        for y in of_years
        for r in y.refunds
    }  # fmt: skip
    kept = {
        (r["insurer"], r["month"]) for r in out["state"].iter_rows(named=True) if r["what"] == "benefit_month"
    }
    for h in households:
        if LAST - dates.month(h.month) < 11:
            assert ((prefix + h.insurer, dates.month(h.month)) in kept) == h.benefit_month


def settled_as_cases(many: list[dict[str, Any]]) -> None:
    raw = [rows_of(case, f"f{n}", f"{n}/") for n, case in enumerate(many)]
    out = bulk(*raw)
    assert out["undecided"].filter(pl.col("table") != "years").is_empty(), out["undecided"]
    frames = {name: read(frame, name) for name, frame in frames_of(*raw).items()}
    for n, case in enumerate(many):
        held_against_the_case(parse(case), out, f"{n}/")
        held_against_the_case(case_of(frames, f"f{n}"), out)


@settings(max_examples=MANY)
@given(st.lists(cases(), min_size=1, max_size=20))
def test_people_of_every_age_and_scheme_get_what_their_case_gives(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


@settings(max_examples=MANY)
@given(st.lists(households(), min_size=1, max_size=20))
def test_households_get_what_their_case_gives(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


@settings(max_examples=MANY)
@given(st.lists(years(), min_size=1, max_size=8))
def test_years_get_what_their_case_gives(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


@st.composite
def with_supplement(draw: st.DrawFn) -> dict[str, Any]:
    """A household whose society gives a supplement by its own rule, and local aid after it."""
    case = draw(households())
    case["insurers"]["K"]["kind"] = "employee" if case["insurers"]["K"]["kind"] != "elderly" else "elderly"
    if case["insurers"]["K"]["kind"] == "employee":
        case["insurers"]["K"]["supplement"] = {
            "floor": draw(st.sampled_from([0, 20_000, 25_000])),
            "unit": draw(st.sampled_from([1, 100, 1000])),
            "per": draw(st.sampled_from(["bill", "household"])),
            "not_for_low_income": draw(st.booleans()),
        }
    for n, bill in enumerate(case["bills"]):
        if draw(st.integers(0, 3)) == 0:
            aid = {"id": f"l{n}", "person": bill["person"], "program": "local", "per": "month", "limit": 5000}
            case["certificates"].append({**aid, "in_kind": draw(st.booleans())})
            bill["certificates"] = [f"l{n}"]
    return case


@settings(max_examples=MANY)
@given(st.lists(with_supplement(), min_size=1, max_size=12))
def test_societies_supplements_are_those_of_the_case(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


@st.composite
def with_waivers(draw: st.DrawFn) -> dict[str, Any]:
    """A household or a year of it; waivers of people and of single bills, some outside the month."""
    case = draw(st.one_of(households(), years()))
    months = sorted({b["month"] for b in case["bills"]})
    certified = {c["person"] for c in case["certificates"] if c["program"] != "local"}

    def waiver() -> dict[str, Any]:
        one = {
            "kind": draw(st.sampled_from(["disaster", "hardship"])),
            "tenths_left": draw(st.integers(0, 9)),
        }
        if draw(st.booleans()):
            one["from"] = f"{draw(st.sampled_from(months))}-15"
        if draw(st.booleans()):
            one["to"] = f"{draw(st.sampled_from([m for m in months if m >= one.get('from', '')[:7]]))}-20"
        return one

    for name, person in case["people"].items():
        if name not in certified and draw(st.integers(0, 2)):
            person["waiver"] = waiver()
    for bill in case["bills"]:
        if bill["person"] not in certified and draw(st.integers(0, 3)) == 0:
            bill["waiver"] = waiver()
    return case


@settings(max_examples=MANY)
@given(st.lists(with_waivers(), min_size=1, max_size=10))
def test_waived_shares_are_those_of_the_case(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


@settings(max_examples=MANY)
@given(st.lists(households_with_more(), min_size=1, max_size=10))
def test_treatment_paid_first_gives_what_the_case_gives(many: list[dict[str, Any]]) -> None:
    """Beside waivers, a society's supplement and local aid."""
    settled_as_cases(many)


@st.composite
def with_care(draw: st.DrawFn) -> dict[str, Any]:
    """A family's year with what earlier months left behind of it, and long-term care."""
    case = draw(years_of_a_family())
    months = sorted({b["month"] for b in case["bills"]})
    ending = dates.text(ending_of(dates.month(months[0])))
    spent = {
        "K": {"A": {"young": draw(st.integers(0, 900_000)), "below": draw(st.integers(0, 90_000))}},
        "E": {"G": {"outpatient": 150_000, "elder": draw(st.integers(150_000, 700_000))}},
    }
    for name, people in spent.items():
        if draw(st.booleans()):
            capped = [dates.text(dates.month(ending) - 11)] if draw(st.booleans()) else []
            case["state"][name]["year"] = {"ending": ending, "people": people, "capped": capped}
    for person in draw(st.sets(st.sampled_from("ABG"))):
        care = {"person": person, "ending": ending, "yen": draw(st.integers(0, 600_000))}
        case.setdefault("care", []).append(care)
    return case


@settings(max_examples=MANY)
@given(st.lists(with_care(), min_size=1, max_size=8))
def test_what_comes_back_after_the_year_is_what_the_case_gives(many: list[dict[str, Any]]) -> None:
    settled_as_cases(many)


def test_covers_that_change_and_classes_that_follow_from_the_insured() -> None:
    """Birthdays, moves, disability, dependants from 70: the covers' reasons and the insured person count."""
    k = {"kind": "employee", "insured": "A", "class": "ウ"}
    a = {"birth": "1970-05-10", "insurer": "K", "shown": "my_number"}

    def bill(name: str, month: str, person: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "month": month, "person": person, "institution": name, "cost": 400_000, **more}

    families: list[dict[str, Any]] = [
        {
            "insurers": {"K": k},
            "people": {"A": a, "G": {"birth": "1953-05-10", "insurer": "K", "shown": "nothing"}},
            "bills": [bill("a", "2026-08", "A"), bill("g", "2026-08", "G"), bill("h", "2026-10", "G")],
        },
        {
            "insurers": {"E": {"kind": "elderly", "class": "低所得Ⅱ"}},
            "people": {
                "G": {
                    "birth": "1958-05-10",
                    "cover": [{"insurer": "E", "from": "2026-06-01", "reason": "disability"}],
                }
            },
            "bills": [bill("g", "2026-08", "G", setting="inpatient"), bill("h", "2033-05", "G")],
        },
        {
            "insurers": {"N": {"kind": "national", "class": "ウ", "elder_class": "一般"}},
            "people": {
                "B": {
                    "birth": "1980-01-01",
                    "cover": [{"insurer": "N", "from": "2026-08-12", "reason": "moved_within_prefecture"}],
                },
                "W": {
                    "birth": "1953-01-01",
                    "cover": [{"insurer": "N", "from": "2026-09-12", "reason": "insured_turned_75"}],
                },
            },
            "bills": [
                bill("b", "2026-08", "B"),
                bill("c", "2026-09", "B"),
                bill("w", "2026-09", "W", setting="inpatient"),
                bill("x", "2026-10", "W", setting="inpatient"),
            ],
        },
        {
            "insurers": {
                "K": {"kind": "employee", "insured": "G", "class": "ウ", "elder_class": "一般"},
                "E": {"kind": "elderly", "class": "一般Ⅱ"},
            },
            "people": {
                "G": {
                    "birth": "1951-08-20",
                    "shown": "my_number",
                    "cover": [
                        {"insurer": "K", "to": "2026-08-19"},
                        {"insurer": "E", "from": "2026-08-20", "reason": "turned_75"},
                    ],
                }
            },
            "certificates": [{"id": "s", "person": "G", "program": 54, "limit": 5000}],
            "bills": [
                bill("before", "2026-08", "G", insurer="K", certificates=["s"]),
                bill("after", "2026-08", "G", insurer="E", certificates=["s"], setting="inpatient"),
                bill("dentist", "2026-08", "G", insurer="E", kind="dental"),
                bill("drugs", "2026-08", "G", insurer="E", kind="pharmacy", prescriber="dentist"),
                bill("later", "2026-09", "G"),
            ],
        },
    ]
    raw = [rows_of({"certificates": [], **f}, f"f{n}", f"{n}/") for n, f in enumerate(families)]
    out = bulk(*raw)
    assert out["undecided"].filter(pl.col("table") != "years").is_empty(), out["undecided"]
    frames = {name: read(frame, name) for name, frame in frames_of(*raw).items()}
    for n in range(len(families)):
        held_against_the_case(case_of(frames, f"f{n}"), out)


@settings(max_examples=MANY)
@given(years())
def test_what_rests_on_an_unconfirmed_figure_is_marked(case: dict[str, Any]) -> None:
    """Whenever the case's answer is provisional, one of the household's bills is marked."""
    out = bulk(rows_of(case, "f"))["payments"]
    assert bool(out["unconfirmed_figure"].any()) >= settle(case).provisional


def test_a_month_of_confirmed_figures_is_not_marked() -> None:
    case = {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"birth": "1980-04-02", "insurer": "K"}},
        "certificates": [],
        "bills": [{"id": "b", "month": "2024-08", "person": "A", "setting": "inpatient", "cost": 1_000_000}],
    }
    out = bulk(rows_of(case, "f"))["payments"]
    assert not out["provisional"][0] and not settle(case).provisional
