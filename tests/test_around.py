"""Around the bill: meals, charges of the patient's choice, transport, treatment paid first, supplements, waivers, causes."""

from __future__ import annotations

from typing import Any

import pytest

from kaihoken import settle
from kaihoken.commands.letter import letter
from kaihoken.commands.settle import settle as command
from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.errors import InputError, ProvisionalFigure
from kaihoken.households import form
from kaihoken.households.answer import BillAnswer, Settlement
from kaihoken.households.check_extras import REASONS
from kaihoken.households.payer_names import KINDS

STAY = {"scheme": "employee", "class": "ウ", "month": "2025-08", "age": 40, "setting": "inpatient"}


def stay(**more: Any) -> BillAnswer:
    return settle({**STAY, "cost": 1_000_000, **more}).bills[0]


def family(*bills: dict[str, Any], insurer: dict[str, Any] | None = None, **more: Any) -> Settlement:
    """A household of A and B in class ウ with these bills."""
    person = {"age": 40, "insurer": "K", "shown": "my_number"}
    return settle(
        {
            "insurers": {"K": {"kind": "employee", "class": "ウ", **(insurer or {})}},
            "people": {"A": dict(person), "B": dict(person)},
            "state": {"K": {}},
            "bills": [{"id": f"b{n}", "month": "2025-08", "person": "A", **b} for n, b in enumerate(bills)],
            **more,
        }
    )


def test_meals_never_count_toward_a_cap_and_change_no_payer_of_the_bill() -> None:
    with_meals, without = stay(meals={"count": 30}), stay()
    assert with_meals.payers == without.payers and with_meals.collected == without.collected
    assert with_meals.counter_total == without.collected + 30 * 510
    assert without.counter_total is None and without.extras == []


@pytest.mark.parametrize("month", range(dates.month("2015-01"), dates.month("2028-12") + 1), ids=dates.text)
def test_every_class_has_meals_and_residence_or_a_declared_hole_in(month: int) -> None:
    for name, row in tables().rows("class_70", month).items():
        share = {"share": 1} if row.values["above"] == "none" else {}
        case = {"scheme": "elderly", "class": name, "month": dates.text(month), "setting": "inpatient",
                "cost": 10_000, "meals": {"count": 3, "long_ward": True, "days": 1}, **share}  # fmt: skip
        for extra in settle(case).bills[0].extras:
            if extra.family is None:
                assert extra.note_ja and "ask" in extra.note_en.lower()
            elif extra.yen is not None and extra.insurer is not None:
                assert extra.yen <= extra.insurer + extra.family + (extra.programme or 0)
            assert extra.article


def test_a_declared_hole_of_meals_leaves_the_bill_decided_and_the_total_open() -> None:
    answer = settle({**STAY, "class": "オ", "month": "2026-08", "cost": 1_000_000, "meals": {"count": 3}})
    bill = answer.bills[0]
    assert bill.borne == 36_900 and bill.extras[0].family is None and bill.counter_total is None
    assert any(d.evidence == "unknown" and "ask the hospital" in d.en for d in answer.doubts)
    assert "amount not known" in letter(answer, "en") and "額は分かりません" in letter(answer, "ja")


def test_meals_by_press_are_provisional_and_refused_by_strict() -> None:
    case = {**STAY, "month": "2026-08", "cost": 1_000_000, "meals": {"count": 3}}
    assert settle(case).provisional
    with pytest.raises(ProvisionalFigure, match="press reports"):
        settle(case, strict=True)


def test_a_programme_whose_rule_for_meals_is_not_known_is_told_with_the_most_it_can_be() -> None:
    extra = stay(program=38, limit=10_000, meals={"count": 10}).extras[0]
    assert (
        extra.family is None and "5,100 yen at most" in extra.note_en and "多くとも5,100円" in extra.note_ja
    )


def test_programme_52_with_a_limit_of_zero_does_not_guess_half_of_the_meals() -> None:
    assert stay(age=10, program=52, limit=0, meals={"count": 10}).extras[0].family is None


def test_public_assistance_pays_meals_even_where_their_amount_is_a_hole() -> None:
    extra = stay(month="2026-07", program=12, **{"class": "オ"}, meals={"count": 10}).extras[0]
    assert extra.family == 0 and extra.programme is None and extra.evidence == "inferred"


def test_without_insurance_and_without_a_programme_the_meals_are_paid_in_full() -> None:
    extra = settle({"scheme": "none", "month": "2025-08", "age": 40, "setting": "inpatient", "cost": 1000,
                    "meals": {"count": 2}}).bills[0].extras[0]  # fmt: skip
    assert (extra.yen, extra.insurer, extra.family) == (1380, 0, 1380)


@pytest.mark.parametrize(
    ("more", "where", "what"),
    [
        ({"setting": "outpatient", "meals": {"count": 3}}, "bills[0]: meals", "outpatient bill"),
        ({"meals": {"count": 94}}, "bills[0]: meals.count", "three a day"),
        ({"age": 70, "class": "一般", "meals": {"count": 3, "long_ward": True}}, "bills[0]: meals.days", "days"),
        ({"meals": {"count": 3, "long_ward": True, "days": 32}}, "bills[0]: meals.days", "than the month has"),
        ({"meals": {"count": 3, "days": 3}}, "bills[0]: meals", "long-term wards"),
        ({"meals": {"count": 3, "high_need": True}}, "bills[0]: meals", "long-term wards"),
        ({"meals": {"count": 3, "long_ward": True, "days": 3}}, "bills[0].meals.long_ward", "below 65"),
        ({"charges": [{"kind": "room"}]}, "bills[0]: charges[0]: yen", "needs `yen`"),
        ({"charges": [{"kind": "otc_like", "yen": 5}]}, "bills[0]: charges[0]: drug_yen", "needs `drug_yen`"),
        ({"charges": [{"kind": "room", "yen": 5, "doses": 2}]}, "bills[0]: charges[0]: doses", "has no `doses`"),
        ({"charges": [{"kind": "referral_first", "exempt": "child"}]}, "bills[0]: charges[0]: exempt", "free"),
        ({"charges": [{"kind": "room", "yen": 5, "exempt": "child"}]}, "bills[0]: charges[0]: exempt", "exempt"),
        ({"charges": [{"kind": "otc_like", "drug_yen": 5}]}, "bills[0].charges[0]", "no charge on that date"),
    ],
)  # fmt: skip
def test_what_contradicts_the_bill_is_refused_with_its_field(more: Any, where: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as error:
        stay(**more)
    assert error.value.where.startswith(where)


def test_every_kind_of_charge_and_every_exemption_has_its_words() -> None:
    kinds = set(form.Charge.__annotations__["kind"].split('"')[1::2])
    assert kinds <= set(KINDS)
    assert set(form.Exempt.__args__) == set(REASONS)  # type: ignore[attr-defined]


def test_charges_of_the_patients_choice_are_paid_by_nobody_else() -> None:
    bill = stay(program=54, limit=5000, charges=[{"kind": "room", "yen": 8000, "days": 3, "tax": True}])
    extra = bill.extras[0]
    assert (extra.yen, extra.insurer, extra.programme, extra.family) == (26_400, 0, 0, 26_400)
    assert bill.counter_total == 31_400


def test_an_otc_like_drug_of_one_aged_18_in_years_asks_for_the_birth_date() -> None:
    bill = settle({"scheme": "employee", "class": "ウ", "month": "2027-03", "age": 18, "cost": 900,
                   "charges": [{"kind": "otc_like", "drug_yen": 1200}]}).bills[0]  # fmt: skip
    assert bill.extras[0].family is None and "birth date" in bill.extras[0].note_en


def test_the_otc_like_charge_is_told_as_a_plan_whose_day_is_open() -> None:
    answer = settle({"scheme": "employee", "class": "ウ", "month": "2027-03", "age": 40, "cost": 900,
                     "charges": [{"kind": "otc_like", "drug_yen": 1200}]})  # fmt: skip
    assert any(d.status == "enacted_date_open" for d in answer.doubts) and answer.provisional


@pytest.mark.parametrize(("yen", "below"), [(6999, True), (7000, False)])
def test_a_referral_charge_below_the_least_of_the_date_is_told(yen: int, below: bool) -> None:
    bill = stay(setting="outpatient", charges=[{"kind": "referral_first", "yen": yen}])
    assert ("below the 7,000 yen" in bill.extras[0].note_en) is below
    assert "take 2,000 yen off" in bill.extras[0].note_en and bill.extras[0].family == yen


def test_a_dentists_referral_charge_is_held_against_the_dentists_least() -> None:
    for kind, yen in (("referral_first", 4999), ("referral_return", 1899)):
        bill = stay(setting="outpatient", kind="dental", charges=[{"kind": kind, "yen": yen}])
        assert f"below the {yen + 1:,} yen" in bill.extras[0].note_en


def test_transport_is_paid_elsewhere_and_asks_for_what_is_not_known() -> None:
    bill = family(
        {"cost": 1000, "transport": {"actual": 9000, "economical": 8000, "needed": True, "urgent": True}}
    ).bills[0]
    assert bill.extras[0].family is None and "`difficult`" in bill.extras[0].note_en
    assert bill.counter_total == bill.collected


def test_treatment_paid_first_comes_back_on_application() -> None:
    answer = family(
        {"institution": "装具", "kind": "refunded", "paid": 40_000, "standard": 30_000, "reason": "brace"}
    )
    bill = answer.bills[0]
    assert (bill.cost, bill.collected, bill.borne, bill.counter_total) == (30_000, 30_000, 9000, 40_000)
    assert [(r.payee, r.payer, r.yen, r.kind) for r in bill.refunds] == [
        ("patient", "insurer", 21_000, "on_application")
    ]
    assert any(n["code"] == "refunded_cash" and "健康保険法87条" in n["en"] for n in answer.notes)


@pytest.mark.parametrize(
    ("bill", "where", "what"),
    [
        ({"kind": "refunded", "paid": 1, "standard": 1}, "bills[0]: reason", "needs `reason`"),
        ({"kind": "refunded", "paid": 1, "reason": "brace"}, "bills[0]: standard", "needs `standard`"),
        ({"kind": "refunded", "paid": 1, "standard": 1, "reason": "brace", "cost": 5}, "bills[0]: cost", "no `cost`"),
        ({"cost": 5, "paid": 5}, "bills[0]: paid", "paid in full first"),
        ({"kind": "refunded", "paid": 1, "standard": 1, "reason": "arrears"}, "bills[0]: reason", "national and"),
    ],
)  # fmt: skip
def test_treatment_paid_first_that_is_not_whole_is_refused(bill: Any, where: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as error:
        family(bill)
    assert error.value.where.startswith(where)


@pytest.mark.parametrize(
    ("bill", "mend"),
    [
        ({"cost": 5, "charges": [{"kind": "bed"}]}, "brand_drug, otc_like"),
        ({"cost": 5, "waiver": {"kind": "flood"}}, "disaster or hardship"),
        ({"kind": "refunded", "paid": 1, "standard": 1, "reason": "spectacles"}, "acupuncture, arrears"),
        ({"cost": 5, "cause": "accident"}, "commuting, illness"),
    ],
)
def test_a_word_that_is_not_among_the_choices_is_answered_with_them(bill: Any, mend: str) -> None:
    with pytest.raises(InputError) as error:
        family(bill)
    assert mend in error.value.mend


def test_what_is_not_covered_of_treatment_paid_first_is_said() -> None:
    bill = {"kind": "refunded", "paid": 9, "standard": 9, "reason": "brace", "certificates": ["s"]}
    with pytest.raises(InputError, match="not covered yet"):
        family(bill, certificates=[{"id": "s", "person": "A", "program": 54, "limit": 5000}])
    del bill["certificates"]
    with pytest.raises(InputError, match="under `given`"):
        family(bill, given={"paid": {"b0": 5}})


def test_a_waiver_beside_a_national_subsidy_is_said_not_to_be_covered() -> None:
    bill = {"cost": 9000, "certificates": ["s"], "waiver": {"kind": "disaster"}}
    with pytest.raises(InputError, match="not covered yet"):
        family(bill, certificates=[{"id": "s", "person": "A", "program": 54, "limit": 5000}])


def test_a_waiver_with_days_holds_for_the_visits_within_them() -> None:
    waiver = {"kind": "disaster", "from": "2025-08-10"}
    early, late = {"on": "2025-08-03", "cost": 5000}, {"on": "2025-08-12", "cost": 5000}
    assert family({"visits": [early], "waiver": waiver}).borne == 1500
    assert family({"visits": [late], "waiver": waiver}).borne == 0
    with pytest.raises(InputError, match="some visits"):
        family({"visits": [early, late], "waiver": waiver})


def test_a_supplement_is_a_society_rule_and_comes_without_applying() -> None:
    supplement = {"supplement": {"floor": 25_000}}
    bill = family(
        {"institution": "病院", "setting": "inpatient", "cost": 1_000_000}, insurer=supplement
    ).bills[0]
    assert [(r.payer, r.yen, r.kind) for r in bill.refunds] == [("supplement", 62_400, "automatic")]
    with pytest.raises(InputError, match="no health insurance society"):
        family({"cost": 1000}, insurer={"kind": "national", **supplement})


def test_a_supplement_changes_no_benefit_of_the_law_and_no_repeat_month() -> None:
    bills = [
        {"institution": f"病院{n}", "person": p, "setting": "inpatient", "cost": c}
        for n, (p, c) in enumerate([("A", 1_000_000), ("B", 300_000), ("B", 50_000)])
    ]
    with_rule = family(*bills, insurer={"supplement": {"floor": 20_000, "per": "household"}})
    without = family(*bills)
    assert with_rule.households == without.households
    assert with_rule.state["K"].benefit_months == without.state["K"].benefit_months
    of_year = [
        sum(b.young + b.below for b in a.state["K"].year.people.values()) for a in (with_rule, without)
    ]  # type: ignore[union-attr]
    given = sum(p.yen for b in with_rule.bills for p in b.payers if p.key == "supplement")
    assert without.borne is not None and with_rule.borne == without.borne - given > 20_000
    assert of_year == [with_rule.borne, without.borne]  # the year counts what is left after the supplement


def test_an_accident_at_work_is_not_covered_and_the_other_bills_are_settled() -> None:
    answer = family(
        {"institution": "い", "cost": 50_000, "cause": "work"},
        {"institution": "ろ", "cost": 10_000},
        given={"paid": {"b0": 15_000}},
    )
    assert [b.id for b in answer.bills] == ["b1"] and answer.borne == 3000
    refused = answer.refused[0]
    assert refused.bill == "b0" and "労災保険" in refused.ja and "55条" in refused.article
    assert "Not covered here" in letter(answer, "en") and "労災保険" in letter(answer, "ja")


def test_a_case_of_nothing_but_an_accident_on_the_way_to_work_settles_nothing() -> None:
    answer = family({"cost": 50_000, "cause": "commuting"})
    assert not answer.bills and answer.borne is None and answer.refused


def test_a_refused_bill_ends_the_command_with_exit_code_two(tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "work.yaml"
    path.write_text("insurers: {K: {kind: employee, class: ウ}}\npeople: {A: {age: 40, insurer: K}}\n"
                    "bills: [{month: 2025-08, person: A, cost: 1000, cause: work}]\n", encoding="utf-8")  # fmt: skip
    assert command(str(path), lang="en") == 2
    assert "workers' accident insurance" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cause", "article"), [("third_party", "健康保険法57条"), ("self", "健康保険法116条")]
)
def test_a_cause_that_the_insurer_must_hear_of_is_told(cause: str, article: str) -> None:
    answer = family({"cost": 1000, "cause": cause})
    note = next(n for n in answer.notes if n["code"] == cause)
    assert answer.borne == 300 and article in note["ja"] and article in note["en"]
