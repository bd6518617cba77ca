"""Page, sheet and letter tell the same sums: what the counters take, what the year gives back, what is borne in the end."""

from __future__ import annotations

import html
import re
from typing import Any

from starlette.testclient import TestClient
from web_page import text

from kaihoken.commands.letter import letter
from kaihoken.households.settle import settle
from kaihoken.web.app import create_app

CLIENT = TestClient(create_app(), follow_redirects=False)

GRANDMOTHER = {
    "people.0.id": "A",
    "people.0.age": "76",
    "people.0.insurance": "elderly",
    "people.0.class": "一般Ⅱ",
    "bills.0.id": "b1",
    "bills.0.month": "2026-09",
    "bills.0.what": "inpatient",
    "bills.0.place": "市立病院",
    "bills.0.amount": "900,000",
}


def pay(lang: str = "en", path: str = "pay", **fields: str) -> Any:
    more = {k.replace("__", "."): v for k, v in fields.items()}
    return CLIENT.post(f"/{lang}/{path}", data={**GRANDMOTHER, **more})


def test_long_term_care_and_earlier_months_belong_to_what_is_borne_in_the_end() -> None:
    # 61,500 + 520,000 against 560,000: 21,500 come back; with 12,000 of earlier months 33,500
    care = {"people__0__care": "520,000"}
    assert "after what comes back for the year 560,000 yen" in text(pay(**care))
    assert "560,000円" in text(pay("ja", "pay/sheet", **care))
    earlier = text(pay(**care, people__0__elder="12,000"))
    assert "after what comes back for the year 560,000 yen" in earlier
    assert "Borne in the months before 12,000 yen" in earlier and "The family bears 560,000 yen" in earlier


def test_no_outcome_of_a_range_bears_less_than_nothing() -> None:
    # 低所得Ⅰ: the limit of treatment and care is 190,000; 現役並みⅢ: three tenths of 900,000 and the care
    found = pay(people__0__class="", people__0__care="520,000")
    assert "In the end it is between 190,000 yen and 790,000 yen." in text(found)
    assert "long-term care insurance" in text(found) and "from 介護保険" not in text(found)
    sheet = text(pay(path="pay/sheet", people__0__class="", people__0__care="520,000"))
    assert "190,000円" in sheet and "790,000円" in sheet and "-" not in re.findall(r"(-?)[\d,]+円", sheet)


def test_the_letter_of_a_range_counts_care_in_every_outcome() -> None:
    case = {
        "insurers": {"E": {"kind": "elderly"}},
        "people": {"A": {"age": 76, "insurer": "E"}},
        "state": {"E": {}},
        "care": [{"person": "A", "ending": "2027-07", "yen": 520000}],
        "bills": [{"id": "b", "month": "2026-09", "person": "A", "institution": "H", "setting": "inpatient", "cost": 900000}],
    }  # fmt: skip
    assert "between 190,000 and 790,000 yen" in letter(settle(case), lang="en")


def test_care_that_brings_nothing_back_is_told_too() -> None:
    found = text(pay(people__0__care="420,000"))
    assert "Paid for long-term care 420,000 yen" in found and "The family bears 481,500 yen" in found


def test_the_sheet_tells_what_comes_back_after_the_year() -> None:
    big = {"people__0__age": "45", "people__0__insurance": "employee", "people__0__class": "ウ", "bills__0__amount": "200,000,000"}  # fmt: skip
    sheet = text(pay(path="pay/sheet", **big))
    assert "1年間の分で戻る額 Comes back after the year -1,552,940円" in sheet
    assert "家族の負担 The family bears 530,000円" in sheet and "until 31 July 2029" in sheet


def test_the_sheet_takes_at_the_counter_what_the_page_takes() -> None:
    room = {"bills__0__meals": "45", "bills__0__charges__0__kind": "room", "bills__0__charges__0__yen": "8,800",
            "bills__0__charges__0__days": "15"}  # fmt: skip
    assert "218,250 yen" in text(pay(**room))  # 61,500 + 45 × 550 + 15 × 8,800
    sheet = text(pay(path="pay/sheet", **room))
    assert "156,750 of it for meals and other charges 218,250円" in sheet


def test_a_charge_whose_amount_is_not_known_is_told_on_the_sheet() -> None:
    poor = {"people__0__class": "低所得Ⅱ", "bills__0__meals": "45"}
    assert "a charge whose amount is not known" in text(pay(path="pay/sheet", **poor))


def test_a_transport_comes_back_with_its_form_and_its_days() -> None:
    carried = {"bills__0__carried": "80,000", "bills__0__carried_least": "60,000"}
    carried |= {f"bills__0__carried_{name}": "yes" for name in ("needed", "difficult", "urgent")}
    found = text(pay(**carried))
    assert "Nothing comes back later." not in found
    assert (
        "60,000 yen September 2026, to the patient, from the insurer apply: application for the transport benefit"
        in found
    )
    assert "from 2 September 2026 until 1 September 2028" in found
    assert re.search(r"80,000 yen Comes back from the insurer on application 60,000 yen", found)
    assert "移送費支給申請書" in text(pay("ja", "pay/sheet", **carried))


def test_treatment_paid_in_full_is_claimed_before_the_two_years_from_its_payment_are_over() -> None:
    """The right lapses two years after the payment (健保法193条), and only the month of it is known."""
    brace = {"people__0__class": "一般Ⅰ", "bills__0__what": "outpatient", "bills__0__first": "brace",
             "bills__0__amount": "50,000", "bills__0__standard": "50,000"}  # fmt: skip
    found = text(pay(**brace))
    assert "45,000 yen September 2026" in found and "until 1 September 2028" in found
    assert "taken as paid on the first of the month" in found
    two = {**brace, "bills__1__id": "b2", "bills__1__month": "2026-09", "bills__1__what": "outpatient", "bills__1__amount": "400,000",
           "bills__1__place": "H", "bills__2__id": "b3", "bills__2__month": "2026-09", "bills__2__what": "outpatient",
           "bills__2__amount": "400,000", "bills__2__place": "I"}  # fmt: skip
    found = text(pay(**two))  # each by its own form
    assert "until 1 September 2028" in found and "until 30 September 2028" in found


def test_what_the_insurer_counts_of_treatment_paid_in_full_is_asked_for_in_words() -> None:
    found = pay(bills__0__first="brace")
    assert found.status_code == 422 and "Write what the insurer's prices come to" in text(found)


def test_an_accident_at_work_names_no_field_of_a_file() -> None:
    for lang in ("ja", "en"):
        found = text(pay(lang, bills__0__cause="work"))
        assert (
            "cause:" not in found
            and {"ja": "原因を病気として", "en": "the cause as an illness"}[lang] in found
        )


def test_who_has_paid_less_than_is_borne_is_told_what_is_still_owed() -> None:
    paid = {"people__0__age": "40", "people__0__insurance": "employee", "people__0__class": "ウ", "bills__0__amount": "300,000"}  # fmt: skip
    found = text(pay(**paid, bills__0__paid="50,000"))  # the cap is 85,940
    assert "35,940 yen less than what is borne: that much is still owed to the institution" in found
    for enough in ("85,940", "90,000", "300,000"):
        assert "still owed" not in text(pay(**paid, bills__0__paid=enough))


def test_amounts_that_contradict_each_other_are_told_at_their_fields() -> None:
    for fields, at in (
        ({"bills__0__standard": "100"}, "bills-0-standard"),
        ({"people__0__elder": "100", "people__0__outpatient": "500"}, "people-0-elder"),
        ({"people__0__elder": "100", "people__0__aided": "500"}, "people-0-aided"),
    ):
        found = pay(**fields)
        assert found.status_code == 422 and f'href="#{at}"' in found.text
    assert pay(people__0__outpatient="500").status_code == 200  # the sum is left open


def test_mistakes_name_insurers_as_people_do_and_no_field_of_a_file() -> None:
    national = {"people__0__age": "40", "people__0__insurance": "national", "people__0__class": "ウ"}
    assert "「Aさんの保険」は健康保険組合ではない" in text(
        pay("ja", **national, people__0__supp_floor="25000")
    )
    assert "'A's insurance' is no health insurance society" in text(
        pay(**national, people__0__supp_floor="25000")
    )
    for wrong in (
        {"bills__0__what": "outpatient", "bills__0__meals": "5"},
        {"bills__0__charges__0__kind": "room"},
        {"bills__0__month": "2031-01", **national},
    ):
        found = pay(**wrong)
        told = "".join(re.findall(r'class="wrong"[^>]*>([^<]*)<', found.text))
        assert found.status_code == 422 and told
        assert not re.search(r"yen:|setting|\{|kind room", told), told


def test_the_japanese_of_an_english_sheet_names_insurances_in_japanese() -> None:
    for more in ({}, {"people__0__class": ""}):
        found = pay(path="pay/sheet", people__0__care="520,000", **more).text
        ja = " ".join(re.findall(r'<span lang="ja">([^<]*)</span>', found))
        assert "Aさんの保険から" in ja and "insurance" not in html.unescape(ja)
        assert "from A's insurance" in text(pay(path="pay/sheet", people__0__care="520,000", **more))


def test_a_room_is_not_paid_for_more_days_than_the_month_has() -> None:
    room = {"bills__0__charges__0__kind": "room", "bills__0__charges__0__yen": "5000"}
    assert pay(**room, bills__0__charges__0__days="30").status_code == 200
    found = pay("ja", **room, bills__0__charges__0__days="31")
    assert found.status_code == 422 and "30日までにし" in text(found)
    assert 'href="#bills-0-charges-0-days"' in found.text
