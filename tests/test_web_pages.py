"""The pages without a browser: what they say, what they keep, and that nothing is taken as markup."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient
from web_page import STAY, text

from kaihoken.engine.tables import DATE_KEYS, tables
from kaihoken.web.app import create_app, preferred
from kaihoken.web.draft import GROUPS, read
from kaihoken.web.household_form import case_of
from kaihoken.web.render import HERE
from kaihoken.web.words import field_words, words

CLIENT = TestClient(create_app(), follow_redirects=False)


def pay(lang: str = "en", button: str = "settle", client: TestClient = CLIENT, **fields: str) -> Any:
    named = {name.replace("__", "."): value for name, value in fields.items()}
    return client.post(f"/{lang}/pay", data={**STAY, **named, "do": button})


@pytest.mark.parametrize(("lang", "yen"), [("ja", "92,940円"), ("en", "92,940 yen")])
def test_a_stay_in_hospital_is_settled_and_stays_in_the_form(lang: str, yen: str) -> None:
    found = pay(lang)
    assert found.status_code == 200
    assert yen in text(found) and f'<html lang="{lang}">' in found.text
    assert 'value="1,000,000"' in found.text and 'value="市立病院"' in found.text


def test_what_is_not_known_is_asked_and_an_answer_settles_it() -> None:
    open_ = pay(people__0__class="")
    assert "between 36,900 yen and 271,290 yen" in text(open_)
    assert 'name="facts.class:K1/"' in open_.text
    settled = CLIENT.post("/en/pay", data={**STAY, "people.0.class": "", "facts.class:K1/": "ウ"})
    assert "92,940 yen" in text(settled) and "between" not in text(settled)
    assert re.search(r'value="ウ" checked', settled.text)


def test_an_answer_that_no_longer_fits_is_asked_for_again() -> None:
    later = {**STAY, "people.0.class": "", "bills.0.month": "2027-08", "facts.class:K1/": "ウ"}
    found = CLIENT.post("/en/pay", data=later)
    assert found.status_code == 200 and 'value="ウ2"' in found.text and "between" in text(found)


def test_the_other_language_keeps_the_form_and_the_answers() -> None:
    found = CLIENT.post("/ja/pay", data={**STAY, "people.0.class": "", "facts.class:K1/": "エ"})
    assert 'formaction="/en/pay"' in found.text
    assert "61,500円" in text(found)


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("add_people", "people.1.name"),
        ("add_bills", "bills.1.amount"),
        ("add_visits.0", "bills.0.visits.0.on"),
        ("add_certificates", "certificates.0.program"),
    ],
)
def test_a_part_is_added_and_removed_by_plain_buttons(button: str, name: str) -> None:
    added = pay(button=button)
    assert f'name="{name}"' in added.text and "autofocus" in added.text
    gone = {"add_visits.0": "remove_visits.0.0"}.get(button, button.replace("add_", "remove_") + ".1")
    gone = "remove_certificates.0" if button == "add_certificates" else gone
    filled = {name: "2026-08-03" if name.endswith("on") else "1"}
    removed = CLIENT.post("/en/pay", data={**STAY, **filled, "do": gone})
    assert f'name="{name}"' not in removed.text


def test_what_the_counter_asked_for_tells_the_cost() -> None:
    found = pay(bills__0__unit="counter", bills__0__amount="30,000", bills__0__what="outpatient")
    assert "30,000 yen" in text(found) and "100,000 yen" in text(found)
    hidden = pay(bills__0__unit="counter", bills__0__amount="36,900", people__0__class="オ")
    assert hidden.status_code == 422 and "limit that many costs reach" in text(hidden)
    open_ = pay(bills__0__unit="counter", bills__0__amount="92,940", people__0__class="")
    assert "it is 92,940 yen in every case" in text(
        open_
    )  # the cost differs by class, what was paid does not


def test_what_a_counter_asked_for_is_a_range_while_the_class_is_not_known() -> None:
    visits = {"bills__0__unit": "counter", "bills__0__what": "outpatient", "people__0__class": ""}
    found = text(pay(bills__0__amount="3,000", **visits))
    assert "it is 3,000 yen in every case" in found and found.count("3,000 yen 3,000 yen") == 5
    hidden = pay(
        bills__0__amount="61,500", **visits
    )  # the cap of エ: what it hides is not left out as impossible
    assert hidden.status_code == 422 and "61,500 yen is a limit" in text(hidden)


def test_what_comes_back_after_the_year_is_taken_off_what_is_borne_in_the_end() -> None:
    child = {"people__0__age": "4", "people__0__insurance": "dependant", "bills__0__month": "2027-02"}
    found = text(pay(bills__0__amount="304,972,040", **child))
    assert "In the end, after what comes back for the year 530,000 yen" in found
    assert "Nothing comes back later." not in found
    assert "In the end it is between 36,900 yen and 1,680,000 yen" in text(
        pay(bills__0__amount="304,972,040", people__0__class="", **child)
    )


def test_an_answer_to_a_question_stays_while_a_part_is_added() -> None:
    answered = {**STAY, "people.0.class": "", "facts.class:K1/": "ウ"}
    added = CLIENT.post("/en/pay", data={**answered, "do": "add_certificates"})
    assert '<input type="hidden" name="facts.class:K1/" value="ウ">' in added.text
    assert added.text.count('name="facts.class:K1/"') == 1
    settled = CLIENT.post("/en/pay", data={**answered, "do": "settle"})
    assert 'type="hidden" name="facts' not in settled.text


def test_a_rough_yearly_income_leaves_the_classes_that_it_may_mean() -> None:
    rough = {"people__0__class": "", "people__0__amount_of": "rough_income", "people__0__amount": "400万"}
    found = pay(**rough)
    assert "between 36,900 yen and 92,940 yen" in text(found)
    for name, there in {"ア": False, "イ": False, "ウ": True, "エ": True, "オ": True}.items():
        assert (f'name="facts.class:K1/" value="{name}"' in found.text) == there
    assert "By the rough yearly income it is one of these classes" in text(found)
    assert "between 61,500 yen and 92,940 yen" in text(pay(people__0__tax="taxed", **rough))
    assert "By the rough" not in text(pay(people__0__class=""))


def test_a_certificate_pays_and_a_part_may_stand_outside_it() -> None:
    fields = {
        "people.0.age": "5",
        "people.0.insurance": "dependant",
        "bills.0.amount": "304,972,040",
        "certificates.0.id": "s1",
        "certificates.0.program": "52",
        "certificates.0.limit": "10000",
    }
    under = CLIENT.post("/en/pay", data={**STAY, **fields})
    assert "10,000 yen" in text(under) and "Programme 52" in text(under)
    beside = CLIENT.post("/en/pay", data={**STAY, **fields, "bills.0.outside": "1,200,000"})
    assert "105,940" not in text(beside) and "104,940 yen" in text(beside)


def test_several_months_are_told_as_a_year() -> None:
    more = {
        "bills.1.id": "b2",
        "bills.1.month": "2026-09",
        "bills.1.amount": "1000000",
        "bills.1.what": "inpatient",
    }
    found = CLIENT.post("/en/pay", data={**STAY, **more})
    assert "The year from August 2026 to July 2027" in text(found)
    assert "The family bears" in text(found)


def test_doubts_stand_in_plain_sight_with_their_marks() -> None:
    found = pay(bills__0__meals="10")
    assert "Not confirmed" in text(found) and "<mark>press</mark>" in found.text


def test_how_the_payment_grows_is_drawn_with_a_table_beside() -> None:
    found = pay()
    assert found.text.count('<svg class="picture"') == 2
    assert all(month in text(found) for month in ("July 2026", "August 2026", "August 2027"))
    assert "ウ1・ウ2・ウ3" in text(found) and "<polygon" in found.text
    assert "286,000 yen" in text(found)  # where the cap of August 2026 begins


def test_the_sheet_for_the_counter_is_in_japanese_beside_the_language_of_its_bearer() -> None:
    found = CLIENT.post("/en/pay/sheet", data=STAY)
    assert found.status_code == 200
    assert "窓口で払う額" in text(found) and "At the counters" in text(found) and "92,940円" in text(found)
    assert "健康保険法施行令" in text(found)
    wrong = CLIENT.post("/en/pay/sheet", data={**STAY, "bills.0.amount": "many"})
    assert wrong.status_code == 422 and 'id="mistakes"' in wrong.text


def test_the_sheet_of_a_range_is_in_both_languages_and_does_not_speak_of_the_page() -> None:
    found = text(CLIENT.post("/en/pay/sheet", data={**STAY, "people.0.class": ""}))
    assert "ウ（標準報酬月額280,000円以上）" in found and "ウ (standard monthly remuneration" in found
    assert "市立病院 · 2026年8月" in found and "1,000,000円" in found
    assert "changes it" not in found and "上の「" not in found


def test_the_sheet_has_each_visit_and_what_was_assumed() -> None:
    visits = {"bills.0.what": "outpatient", "bills.0.amount": ""}
    for n, (on, cost) in enumerate([("2026-08-03", "312340"), ("2026-08-17", "9870")]):
        visits |= {f"bills.0.visits.{n}.on": on, f"bills.0.visits.{n}.amount": cost}
    found = text(CLIENT.post("/en/pay/sheet", data={**STAY, **visits}))
    first, second = (found.index(day) for day in ("2026年8月3日", "2026年8月17日"))
    assert first < second < found.index("この計算について") and "About this answer" in found


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("bills.0.amount", "lots", "no number"),
        ("bills.0.amount", "", "Write an amount"),
        ("bills.0.month", "2026-13", "no month"),
        ("bills.0.month", "", "month of treatment"),
        ("people.0.birth", "long ago", "no day"),
        ("people.0.amount", "300000", "Choose what the amount is"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_above(field: str, value: str, says: str) -> None:
    found = CLIENT.post("/en/pay", data={**STAY, field: value})
    assert found.status_code == 422 and says in text(found)
    at = field.replace(".", "-")
    wanted = "people-0-amount_of" if field == "people.0.amount" else at
    assert f'href="#{wanted}"' in found.text and f'id="{wanted}"' in found.text
    assert f'id="{wanted}-wrong"' in found.text and 'aria-invalid="true"' in found.text


def test_a_contradiction_that_the_settlement_finds_is_told_at_its_field() -> None:
    found = CLIENT.post("/ja/pay", data={**STAY, "people.0.insurance": "elderly"})
    assert found.status_code == 422 and 'href="#people-0-age"' in found.text
    assert "後期高齢者医療、それまでは健康保険か国民健康保険です" in text(found)
    wrong = CLIENT.post("/en/pay", data={**STAY, "people.0.class": "ウ1"})
    assert wrong.status_code == 422 and 'href="#people-0-class"' in wrong.text


def test_numbers_and_days_are_read_as_people_write_them() -> None:
    ways = {"bills.0.amount": "１００万円", "people.0.age": "４０歳", "bills.0.month": "2026/8"}
    found = CLIENT.post("/ja/pay", data={**STAY, **ways})
    assert "92,940円" in text(found)


MARKUP = "<b>\"'&x</b>"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_markup_in_any_field_is_only_text(lang: str) -> None:
    fields = {f"{g}.0.{name}": MARKUP for g, (_, names) in GROUPS.items() for name in names if name != "id"}
    fields |= {"bills.0.visits.0.on": MARKUP, "bills.0.visits.0.amount": MARKUP, "facts.class:K1/": MARKUP}
    odd = {f"facts.{MARKUP}": MARKUP, f"{MARKUP}": MARKUP}
    for button in ("settle", "show", "add_people", MARKUP):
        for path in ("pay", "pay/sheet"):
            found = CLIENT.post(f"/{lang}/{path}", data={**fields, **odd, "do": button})
            assert found.status_code in (200, 422)
            assert '<b>"' not in found.text and "<b>&" not in found.text
    one = {**STAY, "people.0.name": MARKUP, "bills.0.place": MARKUP}
    for path in ("pay", "pay/sheet"):
        found = CLIENT.post(f"/{lang}/{path}", data=one)
        assert found.status_code == 200 and MARKUP in text(found)
        assert re.sub(r"</?b>", "", found.text).count("<b>") == 0 and '<b>"' not in found.text


@pytest.mark.parametrize(
    "odd",
    [
        {"people.999.name": "x", "bills.500.amount": "1"},
        {"people.0.id": "../..", "bills.0.id": "b1' or 1"},
        {"people.0.age": "9" * 12},
        {"people.0.age": "-1"},
        {"people.0.birth": "0000-00-00"},
        {"people.0.birth": "9999-12-31"},
        {"bills.0.month": "0001-01"},
        {"bills.0.month": "9999-12"},
        {"bills.0.amount": "9" * 12},
        {"bills.0.amount": "9" * 12, "bills.0.unit": "points"},
        {"bills.0.amount": "0"},
        {"bills.0.amount": "999999999", "bills.0.unit": "counter"},
        {"bills.0.person": "Z", "bills.0.prescriber": "b99", "bills.0.what": "pharmacy"},
        {"people.0.insurance": "same"},
        {"people.0.name": "K1/70"},
        {"people.0.name": "\x00\x1b[31m\u202e"},
        {"certificates.0.program": "999", "certificates.0.limit": "5"},
        {"certificates.0.program": "local", "certificates.0.per": "visit", "certificates.0.limit": "500"},
        {"certificates.0.program": "designated_disease", "people.0.class": "ア"},
        {"people.0.benefit": "months", "people.0.months": "2026-03 2026-03 x"},
        {"facts.class:K1/": "ウ1", "people.0.class": ""},
        {"facts.": "x", "facts.class:K1/": "\ud800"},
        {"do": "remove_bills.0", "people.1.id": "A"},
        {"do": "add_visits.99"},
        {"do": "remove_visits.0.99"},
    ],
    ids=str,
)  # fmt: skip
def test_odd_forms_are_answered_and_never_fail(odd: dict[str, str]) -> None:
    body = {
        k: v.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for k, v in {**STAY, **odd}.items()
    }
    for path in ("/ja/pay", "/en/pay/sheet"):
        assert CLIENT.post(path, data=body).status_code in (200, 422)


def test_many_parts_are_cut_to_what_the_form_holds() -> None:
    fields = {f"{group}.{n}.id": f"x{n}" for group in GROUPS for n in range(150)}
    draft = read(fields.items())
    assert [len(getattr(draft, g)) for g in GROUPS] == [most for most, _ in GROUPS.values()]
    assert len({one["id"] for one in draft.people}) == len(draft.people)
    assert case_of(draft, "en").mistakes


def test_the_first_page_goes_by_the_language_of_the_browser() -> None:
    for accepted, lang in (
        ("en-GB,ja;q=0.5", "en"),
        ("ja", "ja"),
        ("", "ja"),
        ("fr", "en"),
        ("*", "ja"),
        ("en;q=x", "ja"),
    ):
        assert preferred(accepted) == lang
        assert CLIENT.get("/", headers={"Accept-Language": accepted}).headers["location"] == f"/{lang}/"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_series_has_a_page_and_every_period_a_permanent_one(lang: str) -> None:
    index = CLIENT.get(f"/{lang}/law?on=2026-08").text
    for name in tables().series:
        assert f"/{lang}/law/{name}" in index
        assert CLIENT.get(f"/{lang}/law/{name}").status_code == 200
    first = CLIENT.get(f"/{lang}/law/cap_70_outpatient/2026-08")
    assert 'id="一般Ⅱ"' in first.text and "22,000" in first.text and "健康保険法施行令42条5項" in first.text
    assert CLIENT.get(f"/{lang}/law/cap_70_outpatient/2026-09").status_code == 404


def test_the_law_tells_changes_and_rules() -> None:
    changes = CLIENT.get("/en/law/changes?from=2026-07&to=2026-08")
    assert "1,680,000" in text(changes)
    rules = CLIENT.get("/ja/law/rules")
    assert 'id="monthly_cap"' in rules.text or 'id="own_share"' in rules.text
    assert "健康保険法74条1項・110条2項" in rules.text
    for wrong in ("?on=2026-13", "?on=2026-08&on=2026-09", "?x=1", "?on=<b>"):
        assert CLIENT.get(f"/ja/law{wrong}").status_code in (400, 422)


def test_every_word_is_there_in_both_languages_and_used() -> None:
    every = words()
    assert all(set(one) == {"ja", "en"} and one["ja"] and one["en"] for one in every.values())
    source = "".join(
        p.read_text(encoding="utf-8") for p in [*HERE.glob("*.py"), *(HERE / "pages").glob("*.html")]
    )
    prefixes = (
        "problem_",
        "what_",
        "unit_",
        "insurance_",
        "note_",
        "scheme_",
        "date_",
        "question_",
        "ask_",
        "pay_",
        "fold_",
        "listing_",
        "bound_",
        "law_",
        "growth_why_",
        "picture_growth",
        "sheet_note_",
        "sheet_of_",
    )
    unused = [
        n for n in every if f'"{n}"' not in source and f"'{n}'" not in source and not n.startswith(prefixes)
    ]
    assert not unused
    assert all(f"date_{key.replace(' ', '_')}" in every for key in DATE_KEYS)


def test_the_columns_of_the_law_are_told_in_words() -> None:
    there = {name for one in tables().series.values() for name in one.fields}
    assert set(field_words()) <= there  # no word for a column that does not exist
    assert all(set(one) == {"ja", "en"} and one["ja"] and one["en"] for one in field_words().values())
    series = text(CLIENT.get("/ja/law/cap_under_70"))
    assert "多数回該当の額（円）" in series and "1％がかかり始める医療費（円）" in series
    changes = text(CLIENT.get("/en/law/changes?from=2026-07&to=2026-08"))
    assert "in a repeat month, yen" in changes and "base, yen" in changes


@pytest.mark.parametrize(
    "fields",
    [
        {"people.0.age": "140"},
        {"people.0.birth": "1985-02-31"},
        {"people.0.birth": "2027-05-01"},
        {"people.0.class": "一般Ⅱ", "people.0.age": "72", "people.0.insurance": "national"},
        {"people.0.benefit": "months", "people.0.months": "2026-12"},
        {"bills.0.month": "2004-01"},
        {"bills.0.month": "2004-01", "people.0.insurance": "none", "people.0.class": ""},
        {"bills.0.meals": "200"},
        {"bills.0.visits.0.on": "2026-09-01", "bills.0.visits.0.amount": "1000"},
        {"bills.1.id": "b2", "bills.1.month": "2026-08", "bills.1.what": "inpatient", "bills.1.place": "市立病院",
         "bills.1.amount": "10"},
        {"certificates.0.id": "s1", "certificates.0.program": "99"},
        {"certificates.0.id": "s1", "certificates.0.program": "18", "certificates.0.limit": "5000"},
        {"certificates.0.id": "s1", "certificates.0.program": "local"},
        {"certificates.0.id": "s1", "certificates.0.program": "local", "certificates.0.limit": "500",
         "certificates.0.used": "100"},
        {"certificates.0.id": "s1", "certificates.0.program": "local", "certificates.0.limit": "500",
         "certificates.0.per": "visit"},
        {"certificates.0.id": "s1", "certificates.0.program": "designated_disease", "certificates.0.limit": "1"},
        {"certificates.0.id": "s1", "certificates.0.program": "54", "certificates.0.from": "2026-08-09",
         "certificates.0.to": "2026-08-01"},
    ],
)  # fmt: skip
def test_what_the_settlement_refuses_is_told_in_japanese(fields: dict[str, str]) -> None:
    found = pay("ja", **fields)
    assert found.status_code == 422
    section = re.search(r'<section class="mistakes".*?</section>', found.text, re.S)
    assert section and 'lang="en"' not in section[0] and "説明は英語です" not in section[0]


def test_the_pages_hold_no_figure_of_the_law() -> None:
    years = range(1900, 2100)  # a date in a page is no figure
    figures = {
        str(v)
        for r in tables().all_rows()
        for v in r.values.values()
        if isinstance(v, int) and v > 999 and v not in years
    }
    grouped = {f"{int(v):,}" for v in figures}
    for path in [
        *(HERE / "pages").glob("*.html"),
        HERE / "words.toml",
        HERE / "words_ask.toml",
        HERE / "words_pay.toml",
        HERE / "static" / "page.js",
    ]:
        found = set(re.findall(r"\d[\d,]{3,}", path.read_text(encoding="utf-8")))
        assert not found & (figures | grouped), path.name


def test_people_at_the_same_time_get_their_own_answers() -> None:
    def one(n: int) -> bool:
        found = pay(
            client=client,
            people__0__name=f"P{n}",
            bills__0__amount=str(10_000 + n * 1_000),
            bills__0__what="outpatient",
        )
        told = text(found)
        others = [m for m in range(40) if m != n and re.search(rf"\bP{m}\b", told)]
        return f"P{n}" in told and f"{(10_000 + n * 1_000) * 3 // 10:,} yen" in told and not others

    with TestClient(create_app()) as client, ThreadPoolExecutor(8) as pool:  # one loop, as in a server
        assert all(pool.map(one, range(40)))


def test_the_rough_yearly_incomes_fall_from_class_to_class_and_the_reform_divides_them() -> None:
    (_, before), (_, after) = tables().series["rough_income"].periods
    for rows in (before, after):
        yen = [int(r.values["yen"]) for r in rows.values()]
        assert yen == sorted(set(yen), reverse=True) and yen[-1] == 0
        assert all(one % 100_000 == 0 for one in yen)
    for name, row in before.items():
        assert after[f"{name}3"].values == row.values
    assert "7,700,000円" in CLIENT.get("/ja/pay").text
