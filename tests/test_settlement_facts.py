"""Classes that follow from facts, for many households at once, are those of the case of one household."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import FIRST, LAST, _classes
from table_cases import frames_of, rows_of
from test_settlement import bulk, held_against_the_case

from kaihoken.engine import dates
from kaihoken.engine.tables import Row, Tables, tables
from kaihoken.errors import InputError, MissingFact
from kaihoken.households.read import parse
from kaihoken.households.settle import answers_plain, settle
from kaihoken.settlement.check import check
from kaihoken.settlement.derived import SERIES, derived
from kaihoken.settlement.explain import case_of
from kaihoken.settlement.incomes import AMOUNTS, stated
from kaihoken.settlement.members import Doubles
from kaihoken.settlement.pick import Picker
from kaihoken.settlement.tables import read

MANY = settings().max_examples // 8
YEN = st.sampled_from(
    [0, 1, 279_999, 280_000, 550_000, 800_000, 806_700, 860_000, 1_449_999, 1_450_000, 2_000_000, 2_100_000, 2_100_001,
     3_200_000, 3_829_999, 5_200_000, 6_000_001, 7_000_000, 9_010_001]
)  # fmt: skip
YEAR = dates.month("2026-08")  # in which the annual cap begins
PAY = st.sampled_from([88_000, 150_000, 160_000, 260_000, 280_000, 500_000, 530_000, 790_000, 830_000])


def _income(draw: st.DrawFn, sure: bool) -> dict[str, Any]:
    """A person's income of a year; now and then an amount is not stated."""
    fields = [f for f in AMOUNTS if not f.startswith("children")]
    one: dict[str, Any] = {f: draw(YEN) for f in fields if sure or draw(st.integers(0, 9))}
    if draw(st.integers(0, 4)):
        one["resident_tax"] = draw(st.sampled_from(["taxed", "taxed", "exempt"]))
    if draw(st.integers(0, 9)) == 0:
        one |= {"filed": False} if draw(st.booleans()) else {"welfare_pension": True}
    if draw(st.integers(0, 9)) == 0:
        one |= {"children_under_16": draw(st.integers(0, 2)), "children_to_18": draw(st.integers(0, 2))}
    return one


@st.composite
def with_facts(draw: st.DrawFn, months: int = 3, sure: bool = False) -> dict[str, Any]:
    """An insurer-household that states incomes, with bills of some months, and perhaps a class beside them."""
    start = YEAR if sure else draw(st.integers(FIRST, LAST - months))
    kind = draw(st.sampled_from(["employee", "national", "elderly"]))
    insurer: dict[str, Any] = {"kind": kind}
    case: dict[str, Any] = {
        "insurers": {"K": insurer},
        "people": {},
        "certificates": [],
        "bills": [],
        "state": {"K": {}},
    }
    tax = draw(st.sampled_from(["taxed", "exempt", None, None]))
    names = [f"p{n}" for n in range(draw(st.integers(1, 3)))]
    for name in names:
        old = kind == "elderly" or draw(st.booleans())
        years = draw(
            st.integers(76, 90) if kind == "elderly" else st.integers(70, 73) if old else st.integers(20, 69)
        )
        person: dict[str, Any] = {
            "birth": f"{start // 12 - years}-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}",
            "insurer": "K",
        }
        case["people"][name] = person
        for year in range(start // 12 - 2, (start + months) // 12 + 1):
            if sure or draw(st.integers(0, 9)):
                income = _income(draw, sure)
                if tax:
                    income["resident_tax"] = tax
                person.setdefault("income", {})[str(year)] = (
                    [_income(draw, sure), income] if draw(st.integers(0, 9)) == 0 else income
                )
    if kind == "employee":
        if draw(st.integers(0, 3)):
            insurer["insured"] = draw(st.sampled_from(names))
        insurer["standard_remuneration"] = {dates.text(start): draw(PAY), dates.text(start + 1): draw(PAY)}
    elif draw(st.booleans()):
        insurer["head"] = draw(st.sampled_from(names))
    others = {"elderly": "household"}.get(kind, "former")
    if draw(st.integers(0, 2)) == 0:
        case["insurers"]["O"] = {"kind": "none"}
        case["people"]["o"] = {
            "birth": f"{start // 12 - draw(st.integers(60, 78))}-05-05",
            "insurer": "O",
            "income": {},
        }
        for year in range(start // 12 - 2, (start + months) // 12 + 1):
            case["people"]["o"]["income"][str(year)] = _income(draw, sure)
        insurer[others] = ["o"]
    for column, senior in (("class", kind == "elderly"), ("elder_class", True)):
        if draw(st.integers(0, 5)) == 0:
            insurer[column] = draw(st.sampled_from(_classes(start, senior, kind)))
    if draw(st.integers(0, 5)) == 0:
        insurer["senior_income"] = draw(st.sampled_from(["above", "below"]))
    if draw(st.integers(0, 9)) == 0:
        insurer["resident_tax"] = draw(st.sampled_from(["taxed", "exempt"]))
    if draw(st.integers(0, 9)) == 0:
        insurer["borderline"] = draw(st.sampled_from(["オ", "低所得Ⅱ", "低所得Ⅰ"]))
    if draw(st.integers(0, 5)) == 0:
        insurer["low_confirmed"] = True
    for n in range(draw(st.integers(1, 15 if sure else 5))):
        case["bills"].append(
            {
                "id": f"b{n}", "month": dates.text(start + draw(st.integers(0, months - 1))),
                "person": draw(st.sampled_from(names)), "institution": f"病院{n}",
                "setting": draw(st.sampled_from(["inpatient", "outpatient"])),
                "cost": draw(st.sampled_from([30_000, 500_000, 9_000_000])),
            }
        )  # fmt: skip
    for person in case["people"].values():
        person["shown"] = "my_number"
    return case


def decided(case: dict[str, Any], bill: dict[str, Any]) -> bool:
    """Whether a bill can be settled as a case of its own."""
    try:
        answers_plain(parse({**case, "bills": [bill]}), tables())
    except (InputError, MissingFact):
        return False
    return True


@settings(max_examples=MANY)
@given(st.lists(with_facts(), min_size=1, max_size=10))
def test_the_class_that_follows_is_that_of_the_case(many: list[dict[str, Any]]) -> None:
    """Bill by bill; what a case alone cannot decide, or refuses, is undecided, and nothing else."""
    raw = [rows_of(case, f"f{n}", f"{n}/") for n, case in enumerate(many)]
    out = bulk(*raw)
    frames = {name: read(frame, name) for name, frame in frames_of(*raw).items()}
    lost = out["undecided"].filter((pl.col("table") == "bills") & (pl.col("reason") != "other_undecided"))
    for n, case in enumerate(many):
        bad = {b["id"] for b in case["bills"] if not decided(case, b)}
        assert {i for i in lost["id"] if i.startswith(f"{n}/")} == {f"{n}/{b}" for b in bad}, (bad, lost)
        if not bad:
            held_against_the_case(parse(case), out, f"{n}/")
            held_against_the_case(case_of(frames, f"f{n}"), out)


@settings(max_examples=MANY // 2)
@given(with_facts())
def test_a_class_that_differs_from_the_facts_is_named_and_used(case: dict[str, Any]) -> None:
    """Exactly where the case remarks upon it."""
    if not all(decided(case, b) for b in case["bills"]):
        return
    told = [n for n in settle(case).notes if n["code"] == "class_differs"]
    out = bulk(rows_of(case, "f"))["undecided"]
    assert bool(told) == bool(out.filter(pl.col("reason") == "class_differs").height), (told, out)


@settings(max_examples=MANY // 2)
@given(with_facts(months=1))
def test_a_class_on_an_unconfirmed_figure_is_marked(case: dict[str, Any]) -> None:
    if all(decided(case, b) for b in case["bills"]):
        paid = bulk(rows_of(case, "f"))["payments"]
        assert bool(paid["unconfirmed_figure"].any()) >= settle(case).provisional


@settings(max_examples=MANY)
@given(with_facts(months=12, sure=True))
def test_the_year_of_those_who_state_facts_is_that_of_the_case(case: dict[str, Any]) -> None:
    """With the lower annual cap, as far as the facts tell it."""
    if all(decided(case, b) for b in case["bills"]):
        held_against_the_case(parse(case), bulk(rows_of(case, "f")))


def alone(kind: str, birth: str, month: str, income: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """One person who states an income of every year, with a stay in a month."""
    years = {str(year): income for year in range(2014, 2028)}
    return {
        "insurers": {"K": {"kind": kind, "insured": "A" if kind == "employee" else None, **facts}},
        "people": {"A": {"birth": birth, "insurer": "K", "shown": "my_number", "income": years}},
        "certificates": [],
        "state": {"K": {}},
        "bills": [{"id": "b", "month": month, "person": "A", "institution": "病院", "setting": "inpatient", "cost": 9_000_000}],
    }  # fmt: skip


PENSION = {"pension_receipts": 900_000, "other_income": 0}
ACTIVE = {**PENSION, "taxable_income": 1_500_000, "receipts": 9_000_000, "assessable_income": 2_000_000}
SPLIT = {"taxable_income": 280_000, "pension_receipts": 2_000_000, "other_income": 0}
POOR = {"resident_tax": "exempt", "pension_receipts": 806_700, "other_income": 0}
# Among them every table that a class can hang on.
TABLES_READ = [
    alone("employee", "1980-04-02", "2026-08", {}, standard_remuneration=150_000),
    alone("national", "1980-04-02", "2026-08", {"filed": False}),
    alone("national", "1952-05-01", "2024-08", ACTIVE | {"children_under_16": 1}, head="A"),
    alone("elderly", "1946-05-01", "2026-08", ACTIVE),
    alone("elderly", "1940-05-01", "2026-08", SPLIT),
    alone("elderly", "1940-05-01", "2026-08", POOR),
]


def test_a_class_hangs_on_no_table_that_could_change_within_an_era() -> None:
    """The series that are read while classes are found are those by which eras are told apart."""
    read_: set[str] = set()

    class Watched(Tables):
        def rows(self, name: str, month: int) -> dict[str, Row]:
            read_.add(name)
            return super().rows(name, month)

    law = tables()
    picker = Picker(Watched(law.series, law.articles, law.sources))
    raw = [rows_of(case, f"f{n}", f"{n}/") for n, case in enumerate(TABLES_READ)]
    frames = {name: read(frame, name) for name, frame in frames_of(*raw).items()}
    checked = check(frames, Doubles())
    checked.stated, _ = stated(frames["incomes"], frames["roles"], checked)
    assert checked.stated is not None
    wanted = checked.bills.select("insurer_ix", "month").with_columns(senior=pl.lit(True))
    wanted = pl.concat([wanted, wanted.with_columns(senior=pl.lit(False))])
    read_.clear()
    derived(wanted, checked.stated, checked, picker)
    assert read_ == set(SERIES)


def test_every_table_of_classes_gives_what_the_case_gives() -> None:
    for case in TABLES_READ:
        held_against_the_case(parse(case), bulk(rows_of(case, "f")))


def test_an_unconfirmed_figure_behind_a_class_marks_its_bill() -> None:
    """The pension deduction of 2026-07 decides; in 2025 it was another figure, and the class another."""
    income = dict.fromkeys(("2023", "2024"), POOR)
    for month, name, weak in (("2026-07", "低所得Ⅰ", True), ("2025-07", "低所得Ⅱ", False)):
        case = alone("elderly", "1940-05-01", month, {})
        case["people"]["A"]["income"] = income
        [row] = bulk(rows_of(case, "f"))["payments"].select("class", "unconfirmed_figure").rows()
        assert row == (name, weak) and settle(case).provisional == weak


def test_the_lower_annual_cap_holds_where_confirmed_and_not_where_the_facts_exclude_it() -> None:
    found = []
    for pay, confirmed in ((150_000, True), (150_000, False), (200_000, False)):
        case = alone(
            "employee", "1980-04-02", "2026-08", {}, standard_remuneration=pay, low_confirmed=confirmed
        )
        [bill] = case["bills"]
        months = [dates.text(dates.month("2026-08") + n) for n in range(12)]
        case["bills"] = [{**bill, "id": m, "month": m} for m in months]
        out = bulk(rows_of(case, "f"))
        held_against_the_case(parse(case), out)
        years = out["years"]
        found.append(tuple(years.filter(pl.col("certain") == sure)["yen"].sum() for sure in (True, False)))
    confirmed_, told, excluded = found
    assert confirmed_[0] == sum(told) > told[0] == excluded[0] > 0 and not excluded[1] and told[1] > 0
