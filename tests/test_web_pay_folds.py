"""What few need on the page *What will I pay?*: its folds, what they become in a case, and where a mistake is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
import web_page
from starlette.testclient import TestClient
from web_page import text, words_of

from kaihoken.households.settle import FEW_VISITS, settle
from kaihoken.web import pay_fields
from kaihoken.web.app import create_app
from kaihoken.web.draft import WITHIN, read
from kaihoken.web.household_form import case_of
from kaihoken.web.render import HERE
from kaihoken.web.words import words

CLIENT = TestClient(create_app(), follow_redirects=False)

STAY = {**web_page.STAY, "people.0.benefit": "none"}


def pay(lang: str = "en", path: str = "pay", **fields: str) -> Any:
    return CLIENT.post(
        f"/{lang}/{path}", data={**STAY, **{k.replace("__", "."): v for k, v in fields.items()}}
    )


def case(**fields: str) -> dict[str, Any]:
    written = case_of(read({**STAY, **{k.replace("__", "."): v for k, v in fields.items()}}.items()), "en")
    assert not written.mistakes
    return written.data


def told(field: str, found: Any) -> bool:
    """Whether a mistake is told at a field, and above with a link to it."""
    at = field.replace(".", "-")
    return found.status_code == 422 and f'href="#{at}"' in found.text and f'id="{at}-wrong"' in found.text


def test_the_page_begins_with_five_questions_and_every_fold_closed() -> None:
    page = CLIENT.get("/en/pay").text
    assert len(re.findall(r"<h2>\d ", page)) == 3 and len(re.findall(r"<legend>\d ", page)) == 2
    assert "<details" in page and not re.search(r"<details[^>]* open", page)


def test_a_society_gives_what_is_above_its_floor() -> None:
    found = text(pay(people__0__supp_floor="25,000"))
    assert "Society's supplement 67,900 yen" in found and "Borne in the end 25,040 yen" in found
    assert case(people__0__supp_floor="25000", people__0__supp_unit="1000", people__0__supp_per="household",
                people__0__supp_low="not")["insurers"]["K1"]["supplement"] == {
        "floor": 25000, "unit": 1000, "per": "household", "not_for_low_income": True
    }  # fmt: skip


def test_a_supplement_of_another_insurance_and_one_without_a_floor_are_told_at_the_field() -> None:
    assert told("people.0.supp_floor", pay(people__0__insurance="national", people__0__supp_floor="25000"))
    assert told("people.0.supp_floor", pay("ja", people__0__supp_unit="1000"))


def test_charges_beside_the_bill_and_a_transport_are_paid_at_the_counter_or_come_back() -> None:
    room = {"bills__0__charges__0__kind": "room", "bills__0__charges__0__label": "個室",
            "bills__0__charges__0__yen": "8,000", "bills__0__charges__0__days": "8", "bills__0__charges__0__plus_tax": "yes"}  # fmt: skip
    carried = {"bills__0__carried": "80000", "bills__0__carried_least": "60000", "bills__0__carried_needed": "yes",
               "bills__0__carried_difficult": "yes", "bills__0__carried_urgent": "yes"}  # fmt: skip
    found = text(pay(**room, **carried))
    assert re.search("Room charge · 個室 .*70,400 yen", found) and "163,340 yen" in found
    assert re.search(
        "Transport, paid elsewhere .*80,000 yen Comes back from the insurer on application 60,000 yen", found
    )
    assert "Meals and other charges 70,400 yen" in found
    several = text(pay(**room, people__0__class=""))
    assert "92,940 yen 70,400 yen 92,940 yen" in several  # of the outcome ウ: counter, beside, borne
    assert "not known" in text(pay(**{**carried, "bills__0__carried_urgent": ""}))
    drug = {"bills__0__what": "pharmacy", "bills__0__amount": "20000", "bills__0__charges__0__kind": "brand_drug",
            "bills__0__charges__0__brand_price": "15.2", "bills__0__charges__0__generic_price": "10.10",
            "bills__0__charges__0__doses": "30"}  # fmt: skip
    assert re.search("Who pays.*Charge for a brand drug .*330 yen", text(pay(**drug)))
    freed = text(pay(**drug, bills__0__charges__0__exempt="out_of_stock"))
    assert "No special charge: the generic is out of stock. 0 yen" in freed
    first = {"bills__0__what": "outpatient", "bills__0__charges__0__kind": "referral_first"}
    assert "紹介状なしの初診の特別の料金" in text(pay("ja", **first, bills__0__charges__0__yen="7700"))


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"bills.0.charges.0.kind": "room", "bills.0.charges.0.yen": "dear"}, "bills.0.charges.0.yen"),
        ({"bills.0.charges.0.kind": "room"}, "bills.0.charges.0.yen"),
        ({"bills.0.charges.0.kind": "brand_drug", "bills.0.charges.0.brand_price": "15.234"}, "bills.0.charges.0.brand_price"),
        ({"bills.0.charges.0.kind": "brand_drug", "bills.0.charges.0.brand_price": "15"}, "bills.0.charges.0.generic_price"),
        ({"bills.0.carried_needed": "yes"}, "bills.0.carried"),
        ({"bills.0.meals": "200"}, "bills.0.meals"),
        ({"people.0.benefit": "months", "people.0.months": "2026-12"}, "people.0.months"),
        ({"people.0.benefit": "none", "people.0.months": "2026-05"}, "people.0.months"),
        ({"people.0.hospitals.0.hospital_months": "2026-05"}, "people.0.hospitals.0.hospital"),
        ({"people.0.hospitals.0.hospital": "市立病院", "people.0.hospitals.0.hospital_months": "2026-12"},
         "people.0.hospitals.0.hospital_months"),
        ({"people.0.young": "a lot"}, "people.0.young"),
        ({"people.0.covers.0.then": "national"}, "people.0.covers.0.since"),
        ({"people.0.covers.0.since": "2026-02-31", "people.0.covers.0.then": "national"}, "people.0.covers.0.since"),
        ({"people.0.covers.0.since": "2026-08-16", "people.0.covers.0.then": "national"}, "bills.0.person"),
        ({"people.0.covers.0.since": "2026-07-16", "people.0.covers.0.then": "national",
          "people.0.covers.0.then_class": "ウ1"}, "people.0.covers.0.then_class"),
        ({"bills.0.first": "abroad"}, "bills.0.standard"),
        ({"bills.0.first": "brace", "bills.0.standard": "5000", "bills.0.unit": "points"}, "bills.0.unit"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_fold_is_told_at_its_field_and_the_fold_is_open(
    fields: dict[str, str], at: str
) -> None:
    for lang in ("ja", "en"):
        found = pay(lang, **fields)
        assert told(at, found)
        before = found.text[: found.text.index(f'id="{at.replace(".", "-")}-wrong"')]
        if at != "bills.0.person" and at != "bills.0.unit":
            opened = [one for one in re.findall(r"<details[^>]*>|</details>", before) if one != "<details>"]
            assert opened and "open" in opened[-1]


def test_rows_are_added_and_removed_by_plain_buttons_and_take_the_focus() -> None:
    for button, name in (
        ("add_covers.0", "people.0.covers.0.since"),
        ("add_hospitals.0", "people.0.hospitals.0.hospital"),
        ("add_charges.0.room", "bills.0.charges.0.label"),
        ("add_charges.0.referral_first", "bills.0.charges.0.yen"),
    ):
        added = pay(do=button)
        assert re.search(rf'name="{re.escape(name)}"[^>]*autofocus', added.text), button
        filled = {name: "1", name.rsplit(".", 1)[0] + ".kind": button.rsplit(".", 1)[-1]}
        gone = pay(do=re.sub(r"^add_(\w+)\.0.*", r"remove_\1.0.0", button), **filled)
        assert f'name="{name}"' not in gone.text and "autofocus" in gone.text
    assert 'name="bills.0.charges' not in pay(do="add_charges.0.gold").text


def test_earlier_stays_under_a_certificate_lower_the_cap() -> None:
    sick = {"certificates__0__id": "s1", "certificates__0__program": "54", "certificates__0__limit": "30000",
            "people__0__insurance": "national", "bills__0__place": "大学病院"}  # fmt: skip
    stays = {"people__0__hospitals__0__hospital": "大学病院",
             "people__0__hospitals__0__hospital_months": "2026-03 2026-04、2026/5"}  # fmt: skip
    assert case(**sick, **stays)["state"]["K1"]["hospital_months"] == {
        "A": {"大学病院": ["2026-03", "2026-04", "2026-05"]}
    }
    assert "255,600 yen" in text(pay(**sick, **stays)) and "255,600 yen" not in text(pay(**sick))


def test_what_the_year_took_and_long_term_care_are_counted() -> None:
    old = {"people__0__age": "72", "people__0__insurance": "national", "people__0__class": "一般",
           "bills__0__month": "2026-07", "bills__0__amount": "10000", "bills__0__what": "outpatient"}  # fmt: skip
    year = {"people__0__elder": "400,000", "people__0__care": "300,000"}
    data = case(**old, **year)
    assert data["state"]["K1"]["year"] == {
        "ending": "2026-07",
        "people": {"A": {"elder": 400000}},
        "capped": [],
    }
    assert data["care"] == [{"person": "A", "ending": "2026-07", "yen": 300000}]
    assert sum(y.refund for y in settle(data).years) > 0
    assert "treatment and care together" in text(pay(**old, **year))
    assert "treatment and care together" not in text(pay(**old))
    for month, chosen, ending in (
        ("2026-08", "", "2026-07"),  # bills that begin with a year: nothing of it came before
        ("2026-08", "this", "2027-07"),
        ("2026-09", "", "2027-07"),
        ("2026-09", "before", "2026-07"),
    ):
        other = case(**{**old, "bills__0__month": month}, **year, people__0__year=chosen)
        assert other["care"][0]["ending"] == other["state"]["K1"]["year"]["ending"] == ending
        page = pay(**{**old, "bills__0__month": month}, people__0__year=chosen, do="show").text
        select = re.search(r'<select id="people-0-year".*?</select>', page, re.S)
        assert select and (not chosen or f'value="{chosen}" selected' in select[0])
        first = re.search(r'<option value="(\w+)"', select[0])
        assert first and first[1] == ("before" if month == "2026-08" else "this")


def test_months_at_the_cap_in_the_year_are_handed_on_with_its_amounts() -> None:
    at_cap = {"people__0__benefit": "months", "people__0__months": "2026-03 2026-07 2026-08"}
    data = case(**at_cap, people__0__young="200000", bills__0__month="2026-09")
    assert data["state"]["K1"]["year"]["capped"] == ["2026-08"]


def test_two_years_for_one_insurance_are_told_at_the_field() -> None:
    two = {"people__0__young": "1", "people__1__id": "B", "people__1__age": "30", "people__1__insurance": "same",
           "people__1__young": "1", "people__1__year": "this"}  # fmt: skip
    assert told("people.1.year", pay(**two))


LEFT = {
    "people__0__covers__0__since": "2026-08-16",
    "people__0__covers__0__then": "national",
    "people__0__covers__0__then_class": "エ",
    "bills__0__amount": "",
    "bills__0__visits__0__on": "2026-08-05",
    "bills__0__visits__0__amount": "400000",
    "bills__1__id": "b2",
    "bills__1__month": "2026-08",
    "bills__1__what": "inpatient",
    "bills__1__place": "市立病院",
    "bills__1__visits__0__on": "2026-08-20",
    "bills__1__visits__0__amount": "300000",
}


def test_who_leaves_the_company_in_a_month_has_the_limits_of_both_insurers() -> None:
    data = case(**LEFT)
    assert data["people"]["A"]["cover"] == [
        {"insurer": "K1", "to": "2026-08-15"},
        {"insurer": "K2", "from": "2026-08-16", "reason": "job"},
    ]
    bills = {bill.id: bill for bill in settle(data).bills}
    assert (bills["b1"].insurer, bills["b2"].insurer) == ("K1", "K2")
    assert bills["b1"].income_class == "ウ" and bills["b2"].borne == 61_500
    assert "A's insurance from 2026-08-16" in case(**LEFT)["insurers"]["K2"]["name"]
    assert pay(**LEFT).status_code == 200


def test_the_family_changes_with_the_first_person_unless_it_says_otherwise() -> None:
    more = {"people__1__id": "B", "people__1__age": "38", "people__1__insurance": "same"}
    data = case(**LEFT, **more)
    assert (
        data["people"]["B"]["cover"] == data["people"]["A"]["cover"] and "insurer" not in data["people"]["B"]
    )
    other = case(**LEFT, **{**more, "people__1__insurance": "employee"})
    assert other["people"]["B"]["insurer"] == "K3" and "cover" not in other["people"]["B"]


def test_one_may_become_the_dependant_of_another() -> None:
    more = {"people__1__id": "B", "people__1__age": "38", "people__1__insurance": "employee"}
    data = case(**{**LEFT, **more, "people__0__covers__0__then": "with:B"})
    assert data["people"]["A"]["cover"][1]["insurer"] == data["people"]["B"]["insurer"] == "K2"


def test_the_cause_of_a_bill_decides_who_pays() -> None:
    at_work = pay(bills__0__cause="work")
    assert at_work.status_code == 200 and "workers' accident insurance" in text(at_work)
    assert '<svg class="picture"' not in at_work.text
    assert pay("ja", "pay/sheet", bills__0__cause="commuting").status_code == 200
    told_third = {n["code"] for n in settle(case(bills__0__cause="third_party")).notes}
    assert told_third > {n["code"] for n in settle(case()).notes}


def test_what_was_already_paid_comes_back_where_it_was_too_much() -> None:
    found = text(pay(bills__0__paid="300,000"))
    assert "At the counters 300,000 yen" in found and "207,060 yen" in found
    asked = {"bills__0__unit": "counter", "bills__0__amount": "30,000", "bills__0__what": "outpatient"}
    assert "40,000 yen" in text(pay(**asked, bills__0__paid="40000"))


def test_treatment_paid_in_full_is_given_back_but_for_the_share() -> None:
    abroad = {"bills__0__first": "abroad", "bills__0__amount": "500,000", "bills__0__standard": "300000"}
    found = text(pay(**abroad))
    assert "214,060 yen" in found and re.search("Paid above the insured standard .*200,000 yen", found)


def test_what_stands_in_the_folds_stays_in_both_languages() -> None:
    page = pay("ja", do="show", **LEFT, people__0__supp_floor="25000", bills__0__cause="work").text
    for name, value in (("people.0.supp_floor", "25000"), ("people.0.covers.0.since", "2026-08-16")):
        assert re.search(rf'name="{re.escape(name)}"[^>]*value="{value}"', page)
    assert re.search(r'<option value="work" selected>', page) and re.search(
        r'<option value="エ" selected>', page
    )


def test_every_word_of_the_folds_is_that_of_a_field() -> None:
    fields = [
        *pay_fields.SUPPLEMENT, *pay_fields.COVER, *pay_fields.HOSPITAL, *pay_fields.YEAR, *pay_fields.TRANSPORT,
        *pay_fields.CAUSE, *pay_fields.CHARGE.values(),
    ]  # fmt: skip
    known = {"pay_lead"} | {
        f"pay_{what}_{group}" for what in ("part", "add") for group in ("covers", "hospitals")
    }
    for field in fields:
        name = f"pay_{field.word or field.name}"
        known |= {name, f"{name}_hint", f"{name}_none", *(f"{name}_{option}" for option in field.options)}
    folds = (HERE / "pages" / "pay_folds.html").read_text(encoding="utf-8")
    known |= set(re.findall(r't\("(pay_fold_\w+)"', folds))
    assert {name for name in words() if name.startswith("pay_")} <= known


def test_a_range_tells_what_each_counter_takes_and_what_comes_back_in_each_outcome() -> None:
    visits = {
        "bills__0__what": "outpatient",
        "bills__0__amount": "",
        "people__0__class": "",
        "people__0__shown": "nothing",
    }
    for n, (on, cost) in enumerate([("2026-08-03", "300000"), ("2026-08-17", "10000")]):
        visits |= {f"bills__0__visits__{n}__on": on, f"bills__0__visits__{n}__amount": cost}
    page = pay(**visits)
    fold = re.search(r"<details>\s*<summary>Each counter.*?</details>", page.text, re.S)
    assert fold
    found = words_of(fold[0])
    assert found.count("3 August 2026") == found.count("17 August 2026") == 5
    assert found.count("90,000 yen") == 5 and found.count("3,000 yen") >= 5
    lowest = found[found.index("オ") :]
    assert "56,100 yen August 2026, to the patient, from the insurer" in lowest  # 93,000 less the cap of オ
    paper = text(pay(path="pay/sheet", **visits))
    assert paper.count("2026年8月17日") == 5 and "from the insurer" in paper and "56,100円" in paper
    assert "Nothing comes back later." in text(pay(**{**visits, "people__0__shown": "my_number"}))


def test_outcomes_of_a_range_carry_their_bills_as_a_settlement_does() -> None:
    data = case(people__0__class="", people__0__shown="nothing")
    answer = settle(data)
    assert answer.range is not None
    for outcome in answer.range.outcomes:
        one = settle(data, facts={f"{a.fact}:{a.subject}": a.value for a in outcome.answers})
        assert [b.collected for b in outcome.bills] == [b.collected for b in one.bills]
        assert [b.refunds for b in outcome.bills] == [b.refunds for b in one.bills]
        assert [b.visits for b in outcome.bills] == [b.visits for b in one.bills]
        assert all(b.claim is None for b in outcome.bills)


def test_the_payment_grows_with_and_without_the_certificate() -> None:
    sick = {"certificates__0__id": "s1", "certificates__0__program": "54", "certificates__0__limit": "20000"}
    page = pay(**sick)
    assert (
        'id="growth_with-title"' in page.text
        and 'id="growth-title"' in page.text
        and "line other" in page.text
    )
    told_with = text(page)
    told_with = told_with[told_with.index("With the certificate") :]
    for month in ("July 2026", "August 2026", "August 2027"):
        assert re.search(rf"{month} · ウ\d? 100,000 yen 20,000 yen", told_with)
    assert "286,000 yen" in text(page)  # and without it the cap of August 2026
    assert "With the certificate" not in text(pay())
    open_ = text(pay(**{**sick, "certificates__0__limit": ""}))
    assert "The limit of the certificate, or another fact, is not known" in open_
    later = text(pay(**sick, certificates__0__from="2026-09-01"))
    assert "No certificate acts on this bill" in later


def test_both_insurers_of_the_month_of_the_75th_birthday_apply_half_limits() -> None:
    turned = {
        "people__0__age": "", "people__0__birth": "1951-08-20", "people__0__class": "一般",
        "people__0__covers__0__since": "2026-08-20", "people__0__covers__0__then": "elderly",
        "people__0__covers__0__then_class": "一般Ⅱ", "people__0__covers__0__why": "turned_75",
        "bills__0__what": "outpatient", "bills__0__amount": "",
        "bills__0__visits__0__on": "2026-08-05", "bills__0__visits__0__amount": "90000",
        "bills__1__id": "b2", "bills__1__month": "2026-08", "bills__1__place": "駅前内科",
        "bills__1__visits__0__on": "2026-08-25", "bills__1__visits__0__amount": "90000",
    }  # fmt: skip
    assert [bill.borne for bill in settle(case(**turned)).bills] == [11_000, 11_000]
    assert "Borne in the end 22,000 yen" in text(pay(**turned))
    wrong = pay(**{**turned, "people__0__covers__0__since": "2026-08-21"})
    assert told("people.0.covers.0.since", wrong)


def test_why_a_charge_is_not_asked_for_or_not_known_is_told() -> None:
    carried = {"bills__0__carried": "80000", "bills__0__carried_least": "60000", "bills__0__carried_needed": "yes",
               "bills__0__carried_difficult": "yes"}  # fmt: skip
    found = text(pay(**carried))
    assert "Not known: Was it urgent or otherwise unavoidable?" in found and "`" not in found
    sure = pay(**carried, bills__0__carried_urgent="yes")
    assert "Comes back from the insurer on application 60,000 yen" in text(sure)
    paper = text(pay("ja", "pay/sheet", **carried, bills__0__carried_urgent="yes"))
    assert "そのうち申請により保険者から戻る額 60,000円" in paper
    assert "労災保険" in text(pay("ja", "pay/sheet", bills__0__cause="work"))


def test_outcomes_tell_what_comes_back_for_the_year_too() -> None:
    child = {"people__0__age": "4", "people__0__insurance": "dependant", "people__0__class": "",
             "bills__0__month": "2027-02", "bills__0__amount": "304,972,040"}  # fmt: skip
    page = pay(**child)
    fold = re.search(r"<summary>Each counter.*?</details>", page.text, re.S)
    assert fold and "the annual cap" in fold[0] and "A&#39;s insurance" in fold[0]
    assert "年間の上限" in text(pay(path="pay/sheet", **child))


@pytest.mark.parametrize(
    "odd",
    [
        {"people.0.covers.0.since": "0001-01-01", "people.0.covers.0.then": "national"},
        {"people.0.covers.0.since": "9999-12-31", "people.0.covers.0.then": "with:Z"},
        {"people.0.covers.0.since": "2026-08-10", "people.0.covers.0.then": "with:A"},
        {"people.0.covers.0.since": "2026-08-10", "people.0.covers.1.since": "2026-08-10"},
        {"people.1.id": "B", "people.1.insurance": "same", "people.0.covers.0.since": "2026-08-10",
         "people.0.covers.0.then": "with:B"},
        {"people.0.covers.0.since": "2026-08-10", "people.0.covers.0.then": "gold", "people.0.covers.0.why": "gold"},
        {"people.0.covers.99.since": "x", "people.0.hospitals.50.hospital": "x", "bills.0.covers.0.since": "x"},
        {"bills.0.charges.0.kind": "gold", "bills.0.charges.0.yen": "5"},
        {"bills.0.charges.0.kind": "otc_like", "bills.0.charges.0.exempt": "gold"},
        {"bills.0.charges.0.kind": "room", "bills.0.charges.0.yen": "9" * 12, "bills.0.charges.0.days": "0"},
        {"bills.0.charges.0.kind": "brand_drug", "bills.0.charges.0.brand_price": "1", "bills.0.charges.0.generic_price": "2"},
        {"bills.0.charges.0.kind": "referral_first", "bills.0.what": "pharmacy", "bills.0.charges.0.exempt": "justified"},
        {"people.0.supp_floor": "0", "people.0.supp_unit": "0"},
        {"people.0.year": "before", "people.0.elder": "9" * 12, "people.0.care": "9" * 12},
        {"people.0.hospitals.0.hospital": "x", "people.0.hospitals.0.hospital_months": "2026-03 x 2026"},
        {"bills.0.first": "abroad", "bills.0.standard": "0", "bills.0.amount": "0"},
        {"bills.0.first": "acupuncture", "bills.0.standard": "5", "bills.0.visits.0.on": "2026-08-01"},
        {"bills.0.cause": "work", "bills.1.id": "b2", "bills.1.amount": "10", "bills.1.month": "2026-08"},
        {"bills.0.paid": "9" * 12, "bills.0.cause": "work"},
        {"people.0.name": "K1.cover[0]", "people.0.covers.0.since": "2026-08-10"},
        {"do": "add_covers.99"}, {"do": "add_charges.0"}, {"do": "add_charges.9.room"}, {"do": "remove_charges.0.99"},
        {"do": "remove_hospitals.99.0"}, {"do": "remove_covers.0"}, {"do": "remove_visits.0.x"},
    ],
    ids=str,
)  # fmt: skip
def test_odd_folds_are_answered_and_never_fail(odd: dict[str, str]) -> None:
    for path in ("/ja/pay", "/en/pay/sheet"):
        assert CLIENT.post(path, data={**STAY, **odd}).status_code in (200, 422)


def test_markup_in_any_field_of_a_fold_is_only_text() -> None:
    evil = "<b>\"'&x</b>"
    rows = {
        f"{g}.0.{inner}.0.{n}": evil
        for g, found in WITHIN.items()
        for inner, (_, names) in found.items()
        for n in names
    }
    fields = {**rows, "bills.0.charges.0.kind": "other", "people.0.covers.0.since": "2026-08-10"}
    for path in ("pay", "pay/sheet"):
        found = CLIENT.post(f"/en/{path}", data={**STAY, **fields})
        assert found.status_code in (200, 422) and '<b>"' not in found.text and "<b>&" not in found.text
    room = {"bills.0.charges.0.kind": "other", "bills.0.charges.0.label": evil, "bills.0.charges.0.yen": "5"}
    found = CLIENT.post("/en/pay", data={**STAY, **room})
    assert found.status_code == 200 and evil in text(found) and '<b>"' not in found.text


@pytest.mark.parametrize(("count", "there"), [(FEW_VISITS, True), (FEW_VISITS + 1, False)])
def test_outcomes_tell_visits_up_to_a_number_in_a_month(count: int, there: bool) -> None:
    visits = [{"on": f"2026-08-{n % 31 + 1:02d}", "cost": 1_000} for n in range(count)]
    data = {
        "insurers": {"K": {"kind": "employee"}},
        "people": {"A": {"age": 40, "insurer": "K"}},
        "bills": [{"month": "2026-08", "person": "A", "visits": visits}],
    }
    answer = settle(data)
    assert answer.range is not None
    assert all(len(o.bills[0].visits) == (count if there else 0) for o in answer.range.outcomes)
