"""Income classes from facts: given and derived agree, what differs is told, what is missing is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaihoken import settle
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.errors import InputError, ProvisionalFigure
from kaihoken.households.context import Context
from kaihoken.households.derive import low_annual
from kaihoken.households.incomes import Incomes
from kaihoken.households.read import parse

BIRTHS = {
    "employee": ["1980-04-02", "1952-05-01"],
    "national": ["1980-04-02", "1952-05-01"],
    "elderly": ["1945-06-01"],
}
YEN = st.sampled_from(
    [0, 279_999, 280_000, 800_000, 1_449_999, 1_450_000, 2_100_000, 2_100_001, 3_829_999, 7_000_000]
)


def household(kind: str, people: dict[str, Any], month: str = "2024-04", **insurer: Any) -> dict[str, Any]:
    """A case of one insurer with a bill for each of its people."""
    first = next(iter(people))
    return {
        "insurers": {"X": {"kind": kind, **({"insured": first} if kind == "employee" else {}), **insurer}},
        "people": {name: {"insurer": "X", "shown": "my_number", **one} for name, one in people.items()},
        "state": {"X": {}},
        "bills": [
            {"id": name, "month": month, "person": name, "setting": "inpatient", "cost": 1_000_000}
            for name in people
        ],
    }  # fmt: skip


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    """A household of one or two whose incomes decide its class."""
    kind = draw(st.sampled_from(["employee", "national", "elderly"]))
    tax = draw(st.sampled_from(["taxed", "exempt"]))
    people = {}
    for name in ("A", "B")[: draw(st.integers(1, 2))]:
        fields = ("taxable_income", "assessable_income", "receipts", "pension_receipts", "other_income")
        income = {field: draw(YEN) for field in fields}
        people[name] = {
            "birth": draw(st.sampled_from(BIRTHS[kind])),
            "income": {"2022": {**income, "resident_tax": tax}},
        }
    pay = {"standard_remuneration": draw(st.sampled_from([98_000, 280_000, 530_000, 830_000]))}
    return household(kind, people, **(pay if kind == "employee" else {}))


@given(stated())
def test_the_given_class_and_the_derived_one_agree(case: dict[str, Any]) -> None:
    """The class that follows, given beside the same facts, changes nothing and is not remarked upon."""
    derived = settle(case)
    assert derived.decided
    seniors = {
        b.id: dates.month("2024-04") - dates.month(case["people"][b.id]["birth"][:7]) > 70 * 12
        for b in derived.bills
    }
    given_class = dict(case["insurers"]["X"])
    for bill in derived.bills:
        given_class["elder_class" if seniors[bill.id] else "class"] = bill.income_class
    both = settle({**case, "insurers": {"X": given_class}})
    assert [b.income_class for b in both.bills] == [b.income_class for b in derived.bills]
    assert both.borne == derived.borne
    assert not [n for n in both.notes if n["code"] == "class_differs"]


@given(stated())
def test_people_of_one_household_and_age_have_one_class(case: dict[str, Any]) -> None:
    found = {(case["people"][b.id]["birth"], b.income_class) for b in settle(case).bills}
    assert len(found) == len({birth for birth, _ in found})


def test_a_given_class_that_the_facts_contradict_is_used_and_remarked_upon() -> None:
    case = household("employee", {"A": {"age": 40}}, standard_remuneration=300_000, **{"class": "エ"})
    answer = settle(case)
    assert answer.bills[0].income_class == "エ"
    [note] = [n for n in answer.notes if n["code"] == "class_differs"]
    for lang in ("ja", "en"):
        assert "エ" in note[lang] and "ウ" in note[lang]
    agreeing = household("employee", {"A": {"age": 40}}, standard_remuneration=300_000, **{"class": "ウ"})
    assert not [n for n in settle(agreeing).notes if n["code"] == "class_differs"]


def test_a_corrected_income_changes_the_class_and_the_old_one_is_told() -> None:
    income = [{"assessable_income": 2_100_000}, {"assessable_income": 2_100_001}]
    answer = settle(household("national", {"A": {"age": 40, "income": {"2022": income}}}))
    assert answer.bills[0].income_class == "ウ"
    [note] = [n for n in answer.notes if n["code"] == "class_corrected"]
    for lang in ("ja", "en"):
        assert "エ" in note[lang] and "ウ" in note[lang] and "2022" in note[lang]
    same = household("national", {"A": {"age": 40, "income": {"2022": [income[0], income[0]]}}})
    assert not [n for n in settle(same).notes if n["code"] == "class_corrected"]


@pytest.mark.parametrize("missing", ["receipts", "assessable_income"])
def test_an_exception_that_cannot_be_tested_leaves_a_range(missing: str) -> None:
    income = {"taxable_income": 1_450_000, "receipts": 3_830_000, "assessable_income": 2_100_001}
    people = {"A": {"birth": "1952-05-01", "income": {"2022": income}}}
    assert settle(household("national", people)).bills[0].income_class == "現役並みⅠ"
    del income[missing]
    answer = settle(household("national", people))
    assert answer.range is not None and answer.range.missing == ["senior_income:X"]
    assert [o.answers[0].value for o in answer.range.outcomes] == ["above", "below"]


def test_one_exception_that_holds_needs_no_other() -> None:
    income = {"taxable_income": 1_450_000, "receipts": 3_829_999}
    people = {"A": {"birth": "1952-05-01", "income": {"2022": income}}}
    assert settle(household("national", people)).bills[0].income_class == "一般"
    income = {"taxable_income": 1_450_000, "assessable_income": 2_100_000}
    people["A"]["income"]["2022"] = income
    assert settle(household("national", people)).bills[0].income_class == "一般"


@pytest.mark.parametrize(
    ("pay", "tax", "told"), [(260_000, None, 1), (260_000, "taxed", 0), (530_000, None, 0)]
)
def test_a_resident_tax_that_is_not_given_is_told_where_it_could_matter(
    pay: int, tax: str | None, told: int
) -> None:
    case = household(
        "employee", {"A": {"age": 40}}, standard_remuneration=pay, **({"resident_tax": tax} if tax else {})
    )
    assert [n["code"] for n in settle(case).notes].count("taxed") == told


def test_an_income_of_another_year_decides_nothing() -> None:
    people = {"A": {"age": 40, "income": {"2023": {"assessable_income": 0}}}}
    assert settle(household("national", people)).range is not None


def test_an_unknown_income_of_one_member_is_not_taken_as_zero() -> None:
    people = {"A": {"age": 40, "income": {"2022": {"assessable_income": 0}}}, "B": {"age": 41}}
    answer = settle(household("national", people))
    assert answer.range is not None and answer.range.missing == ["class:X/"]


def test_the_explanation_names_the_test_and_its_article() -> None:
    income = {"receipts": 3_829_999}
    people = {"A": {"birth": "1952-05-01", "income": {"2022": income}}}
    lines = settle(household("employee", people, standard_remuneration=280_000)).lines
    [line] = [x for x in lines if x.rule == "within_receipts"]
    assert "3,829,999" in line.en and "3,829,999" in line.ja and line.article == "健康保険法施行令34条2項"


def test_an_unconfirmed_figure_behind_a_class_is_a_doubt() -> None:
    income = {"resident_tax": "exempt", "pension_receipts": 806_700, "other_income": 0}
    case = household(
        "elderly", {"A": {"birth": "1945-06-01", "income": {"2023": income, "2024": income}}}, "2026-07"
    )
    answer = settle(case)
    assert answer.bills[0].income_class == "低所得Ⅰ" and answer.provisional
    assert any(d.series == "pension_deduction" for d in answer.doubts)
    with pytest.raises(ProvisionalFigure):
        settle(case, strict=True)
    case["bills"][0]["month"] = "2025-07"
    assert settle(case).bills[0].income_class == "低所得Ⅱ" and not settle(case).provisional


@pytest.mark.parametrize(
    ("birth", "name", "doubted"), [("1940-06-01", "現役並みⅠ", True), ("1945-06-01", "一般Ⅰ", False)]
)
def test_the_birth_date_of_the_exception_is_a_doubt_where_it_decides(
    birth: str, name: str, doubted: bool
) -> None:
    income = {"taxable_income": 1_450_000, "receipts": 9_000_000, "assessable_income": 2_100_000}
    people = {"A": {"birth": birth, "income": {"2024": {**income, "pension_receipts": 0, "other_income": 0}}}}
    answer = settle(household("elderly", people, "2026-07"))
    assert answer.bills[0].income_class == name
    assert ("senior_assessable_born" in [d.series for d in answer.doubts]) == doubted


def test_tenths_follow_from_incomes_where_the_class_does_not_tell() -> None:
    for pension, tenths in ((1_999_999, 1), (2_000_000, 2)):
        income = {"taxable_income": 280_000, "pension_receipts": pension, "other_income": 0}
        people = {"A": {"birth": "1945-06-01", "income": {"2026": income}}}
        [bill] = settle(household("elderly", people, "2027-09")).bills
        assert bill.income_class == "一般2" and bill.tenths == tenths


def test_an_elder_dependant_of_a_taxed_young_insured_person_is_general() -> None:
    people = {"A": {"age": 60}, "G": {"age": 72}}
    case = household("employee", people, resident_tax="taxed")
    case["bills"] = case["bills"][1:]
    assert settle(case).bills[0].income_class == "一般"
    case["bills"][0]["month"] = "2027-09"
    answer = settle(case)
    assert answer.range is not None
    assert [o.answers[0].value for o in answer.range.outcomes] == ["一般1", "一般2", "一般3"]


def known(month: str, kind: str = "employee", **facts: Any) -> Incomes:
    read = parse(household(kind, {"A": {"age": 40}}, month, **facts))
    return Incomes(Context(read, tables(), {}), "X", read.insurers["X"], dates.month(month))


def test_the_lower_annual_cap_is_known_only_from_facts_and_only_for_its_year() -> None:
    assert low_annual(known("2026-08", standard_remuneration=150_000), False) is True
    assert low_annual(known("2026-08", standard_remuneration=160_000), False) is False
    assert low_annual(known("2026-08", "national", assessable_income=860_000), False) is True
    assert low_annual(known("2026-08", "national", assessable_income=860_001), False) is False
    assert low_annual(known("2026-08"), False) is None
    assert low_annual(known("2026-07", standard_remuneration=150_000), False) is None
    assert low_annual(known("2027-08", standard_remuneration=150_000), False) is None


ELDER = {"A": {"birth": "1952-05-01", "income": {"2022": {"receipts": 9_000_000}}}}
PARENT = {"A": {"birth": "1952-05-01", "income": {"2022": {"taxable_income": 9, "children_under_16": 1}}}}
YOUNG = {"A": {"age": 40, "income": {"2022": {"assessable_income": 5, "resident_tax": "taxed"}}}}


@pytest.mark.parametrize(
    ("case", "where", "what"),
    [
        (household("employee", ELDER, standard_remuneration=280_000, senior_income="below"),
         "insurers.X.senior_income", "say 'above', `senior_income` says 'below'"),
        (household("national", YOUNG, resident_tax="exempt"), "insurers.X.resident_tax", "has exempt"),
        (household("national", YOUNG, assessable_income=6), "insurers.X.assessable_income", "has 6"),
        (household("national", YOUNG, head="Z"), "insurers.X.head", "'Z', which is not among the people"),
        (household("national", YOUNG, former=["Z"]), "insurers.X.former[0]", "'Z', which is not among the people"),
        (household("national", YOUNG, household=["A"]), "insurers.X.household", "has no `household`"),
        (household("employee", ELDER, head="A"), "insurers.X.head", "has no `head`"),
        (household("national", {**PARENT, "H": {"age": 45}}, head="H"), "people.A.income", "no deduction for children"),
        (household("employee", {"A": {"age": 40}}, borderline="ウ"), "insurers.X.borderline", "no class of a borderline"),
        (household("employee", {"A": {"age": 40}}, borderline="オ", **{"class": "ア"}),
         "insurers.X.borderline", "class ア is not lowered"),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other_are_refused(case: dict[str, Any], where: str, what: str) -> None:
    with pytest.raises(InputError) as error:
        settle(case)
    assert error.value.where == where and what in str(error.value) and error.value.mend


def test_a_borderline_household_is_told_as_such_and_pays_the_low_cap() -> None:
    people = {"A": {"age": 40}}
    answer = settle(household("employee", people, standard_remuneration=280_000, borderline="オ"))
    assert answer.borne == 35_400
    assert [n["code"] for n in answer.notes].count("borderline") == 1


def test_a_question_about_a_person_says_what_is_missing() -> None:
    case = household("national", {"A": {"age": 40}})
    ask = {"figure": "monthly_cap", "on": "2024-04", "person": "A"}
    with pytest.raises(InputError, match="income class"):
        settle({**case, "bills": [], "ask": ask})
    with pytest.raises(InputError, match="not among the people"):
        settle({**case, "bills": [], "ask": {**ask, "person": "Z"}})
    with pytest.raises(InputError, match="both a class and a person"):
        settle({**case, "bills": [], "ask": {**ask, "class": "ウ"}})
    case = household("national", {"A": {"age": 40}}, assessable_income=2_100_001)
    assert settle({**case, "bills": [], "ask": {**ask, "cost": 1_000_000}}).figure == 87_430
