"""What the page says of a case: words of the scheme at hand, and none of the fields of a file."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from kaihoken.web.app import create_app

CLIENT = TestClient(create_app(), follow_redirects=False)


def pay(lang: str = "en", path: str = "pay", **fields: str) -> str:
    base = {
        "people.0.id": "A", "people.0.age": "40", "people.0.insurance": "employee", "people.0.class": "ウ",
        "bills.0.id": "b1", "bills.0.month": "2026-09", "bills.0.what": "inpatient", "bills.0.amount": "900,000",
    }  # fmt: skip
    more = {k.replace("__", "."): v for k, v in fields.items()}
    found = CLIENT.post(f"/{lang}/{path}", data={**base, **more}).text
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)))


@pytest.mark.parametrize(
    ("insurance", "age", "class_", "says"),
    [
        ("employee", "40", "エ", "remuneration below 160,000 yen it is 410,000 yen"),
        ("national", "40", "エ", "income as low as a remuneration below 160,000 yen it is 410,000 yen"),
        ("elderly", "76", "一般Ⅱ", "income as low as a remuneration below 160,000 yen it is 410,000 yen"),
    ],
)
def test_the_lower_annual_cap_is_told_by_what_the_scheme_knows(
    insurance: str, age: str, class_: str, says: str
) -> None:
    found = pay(people__0__insurance=insurance, people__0__age=age, people__0__class=class_)
    assert f"Where the insurer confirms a{'n' if says.startswith('i') else ''} {says}" in found


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", ["pay", "pay/sheet"])
def test_a_certificate_of_mid_month_is_told_in_words_of_the_page(lang: str, path: str) -> None:
    found = pay(
        lang, path, people__0__age="4", people__0__insurance="dependant", certificates__0__id="s1",
        certificates__0__person="A", certificates__0__program="52", certificates__0__limit="10000",
        certificates__0__from="2026-09-15",
    )  # fmt: skip
    assert {
        "ja": "受診日ごとに書くと、有効期間の内と外に分かれます",
        "en": "by visits with their days to have it divided",
    }[lang] in found
    assert "visitsの" not in found and "visits with on" not in found


def test_a_supplement_is_asked_for_at_the_society_alone() -> None:
    found = pay(people__0__supp_floor="25,000")
    assert (
        "most societies need no application, at the health insurance society or mutual aid association"
        in found
    )


def cash(kind: str, lang: str = "en", **fields: str) -> str:
    more = {k.replace("__", "."): v for k, v in fields.items()}
    found = CLIENT.post(f"/{lang}/cash", data={"what.kind": kind, "do": "settle", **more})
    assert found.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.text)))


BIRTH = {
    "birth__due": "2026-09-20", "birth__day": "2026-09-25", "birth__cost": "612345", "birth__weeks": "40",
    "insured__joined": "2020-04-01", "insured__remuneration": "300000", "premium__prefecture": "大阪府",
    "premium__birth": "1995-02-03", "premium__childcare_to": "2027-09-24",
}  # fmt: skip


def test_what_to_hand_in_is_told_while_something_is_not_known() -> None:
    found = cash("birth", **BIRTH).partition("What to do")[2]
    assert "by 10 August 2028" in found and "by 25 September 2028" in found
    death = cash("death", death__day="2026-11-03", death__cost="800000", insured__joined="2020-04-01")
    assert "by 3 November 2028 to the branch of Kyokai Kenpo" in death.partition("What to do")[2]


def test_a_municipality_without_a_form_of_its_own_name_is_still_gone_to() -> None:
    found = cash("death", "ja", death__day="2026-11-03", insured__scheme="elderly")
    assert "2028年11月3日まで 市区町村の後期高齢者医療の窓口へ：葬祭費" in found


def test_months_without_a_premium_hang_on_no_rate_and_doubts_name_no_field_of_a_file() -> None:
    found = cash("birth", **BIRTH)
    assert re.search(r"August 2027 \D+ 0 yen 0 yen 0 yen 0 yen ", found)
    assert "rates." not in found
    assert "rates." not in cash("birth", "ja", **BIRTH)


def test_the_premium_of_a_society_is_not_worked_out_with_the_rates_of_kyokai_kenpo() -> None:
    found = cash("birth", **BIRTH, insured__insurer="society")
    assert "Each health insurance society has a rate of its own" in found and "15,195" not in found
    assert "15,195 yen" in cash("birth", **BIRTH)
