"""The other questions of the page and their API: what they say, what they keep, what they refuse."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any, get_args

import msgspec
import pytest
from starlette.testclient import TestClient
from web_page import text

from kaihoken import __version__
from kaihoken.catalogue.criteria import NUMBERS, check
from kaihoken.catalogue.load import catalogue
from kaihoken.decisions.form import Asked
from kaihoken.forms.reply import Reply
from kaihoken.households import plan
from kaihoken.web import cash, covered, decide, enrol, openapi
from kaihoken.web.app import create_app
from kaihoken.web.ask_fields import Draft
from kaihoken.web.rooms import ROOMS
from kaihoken.web.settings import Settings
from kaihoken.web.words import words

APP = create_app()
CLIENT = TestClient(APP, follow_redirects=False)


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_answers_through_the_api_as_on_the_command_line(name: str) -> None:
    room = ROOMS[name]
    for _, value in room.examples.values():
        found = CLIENT.post(f"/api/v1/{name}", json=value)
        assert found.status_code == 200
        assert msgspec.json.decode(found.content, type=Reply) == room.reply(
            msgspec.convert(value, room.form, strict=True)
        )
    shown = openapi.document()["paths"][f"/api/v1/{name}"]["post"]
    assert {
        e["value"] is not None
        for e in shown["requestBody"]["content"]["application/json"]["examples"].values()
    } == {True}


@pytest.mark.parametrize("name", ROOMS)
def test_a_wrong_form_is_a_problem_that_names_its_field(name: str) -> None:
    (_, value), *_ = ROOMS[name].examples.values()
    found = CLIENT.post(f"/api/v1/{name}", json={**value, "nonsense": 1})
    assert found.status_code == 422 and found.json()["where"] == "nonsense"
    assert found.json()["detail_ja"].startswith("「nonsense」という欄はありません。")
    assert (
        CLIENT.post(f"/api/v1/{name}", content="x", headers={"Content-Type": "text/plain"}).status_code == 415
    )
    assert CLIENT.get(f"/api/v1/{name}").status_code == 405


def test_a_question_of_a_room_takes_its_answer_and_no_other() -> None:
    open_ = {"enrol": {"on": "2026-11-01", "people": {"A": {"birth": "1990-01-01"}}}}
    (question,) = CLIENT.post("/api/v1/enrol", json=open_).json()["questions"]
    assert question["value"] is None and len(question["options"]) == 2
    settled = CLIENT.post("/api/v1/enrol", json={**open_, "facts": {question["key"]: "none"}}).json()
    assert (
        settled["missing"] == [] and settled["outcomes"] == [] and settled["questions"][0]["value"] == "none"
    )
    assert settled["groups"][0]["lines"][0]["value"] == "national"
    wrong = CLIENT.post("/api/v1/enrol", json={**open_, "facts": {question["key"]: "Z"}})
    assert wrong.status_code == 422 and wrong.json()["where"] == f"facts.{question['key']}"
    unused = CLIENT.post("/api/v1/enrol", json={**open_, "facts": {"other:A": 1}})
    assert unused.json()["missing"]


def test_the_catalogue_has_a_mark_and_is_sent_once() -> None:
    first = CLIENT.get("/api/v1/catalogue?on=2026-08-10&q=エレビジス&kind=regenerative")
    (entry,) = first.json()
    assert entry["id"] == "elevidys" and entry["status"] == "insured" and entry["sources"]
    again = CLIENT.get("/api/v1/catalogue?on=2026-08-10", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    for wrong, status in (
        ("on=2026-02-30", 422),
        ("kind=x", 422),
        ("x=1", 400),
        ("on=2026-08-10&on=2026-08-11", 400),
    ):
        assert CLIENT.get(f"/api/v1/catalogue?{wrong}").status_code == status


def test_a_form_that_takes_long_is_refused_by_its_time() -> None:
    quick = TestClient(create_app(Settings(settle_seconds=1)))
    many = [
        {
            "employee": {
                "id": str(n),
                "month": "2026-04",
                "through": "2026-12",
                "standard": 300_000,
                "birth": "1970-01-01",
                "rates": {"health": 9, "care": 1, "child": 0.2},
            }
        }
        for n in range(3000)
    ]
    found = quick.post("/api/v1/premium", json={"premium": many})
    assert found.status_code == 503
    assert CLIENT.post("/api/v1/enrol", json={"enrol": {"on": "2026-11-01", "people": {}}}).status_code == 422


PAGES = ("covered", "covered/elevidys", "cash", "enrol", "decide")
SICK = {
    "what.kind": "sickness",
    "spell.0.from": "2026-02-12",
    "spell.0.to": "2026/3/31",
    "spell.1.from": "2026-04-13",
    "spell.1.to": "2026年4月30日",
    "spell.1.wages": "２,０００円",
    "insured.joined": "2020-04-01",
    "insured.remuneration": "18万",
}
BIRTH = {
    "what.kind": "birth",
    "birth.due": "2026-05-10",
    "birth.day": "2026-05-20",
    "birth.cost": "480000",
    "birth.weeks": "39",
    "insured.joined": "2020-04-01",
    "insured.remuneration": "300000",
}


def post(path: str, lang: str = "en", **fields: str) -> Any:
    return CLIENT.post(
        f"/{lang}/{path}", data={name.replace("__", "."): value for name, value in fields.items()}
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_question_has_a_page_in_both_languages(lang: str, path: str) -> None:
    found = CLIENT.get(f"/{lang}/{path}")
    assert found.status_code == 200 and f'<html lang="{lang}">' in found.text
    assert "`" not in text(found)
    assert CLIENT.get(f"/xx/{path}").status_code == 404
    if path != "covered":
        assert CLIENT.post(f"/xx/{path}", data={}).status_code == 404
        assert CLIENT.post(f"/{lang}/{path}", json={}).status_code == 415


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_entry_of_the_catalogue_has_a_page(lang: str) -> None:
    for name in catalogue():
        for on in ("2024-01-01", "2026-08-10"):
            assert CLIENT.get(f"/{lang}/covered/{name}?on={on}").status_code == 200, name
    assert CLIENT.get(f"/{lang}/covered/nothing").status_code == 404


@pytest.mark.parametrize("words", ["Elevidys", "エレビジス", "delandistrogene", "ｴﾚﾋﾞｼﾞｽ"])
def test_the_search_finds_a_product_by_any_of_its_names(words: str) -> None:
    for lang in ("ja", "en"):
        found = CLIENT.get(f"/{lang}/covered", params={"q": words, "on": "2026-08-10"})
        assert "/covered/elevidys?on=2026-08-10" in found.text and "304,972,042" in text(found)
    kind = CLIENT.get("/en/covered", params={"q": words, "kind": "app"})
    assert "is not in the catalogue" in text(kind)


def test_the_search_says_what_is_wrong_with_its_day_and_takes_no_other_query() -> None:
    wrong = CLIENT.get("/en/covered?on=2026-02-30")
    assert wrong.status_code == 422 and 'id="on-wrong"' in wrong.text
    assert CLIENT.get("/en/covered/elevidys?on=x").status_code == 422
    assert CLIENT.get("/en/covered?x=1").status_code == 400


def test_an_item_tells_its_price_its_classes_its_story_and_its_sources() -> None:
    told = text(CLIENT.get("/en/covered/elevidys?on=2026-08-10"))
    for said in (
        "insured (benefit in kind)",
        "3,132,660 yen",
        "530,000 yen",
        "conditional approval for a limited term",
        "12 May 2028",
    ):
        assert said in told
    for title in ("First questions to ask", "What is not verified", "Prices over time", "Sources"):
        assert title in told
    before = text(CLIENT.get("/en/covered/elevidys?on=2026-02-19"))
    assert "3,132,660 yen" not in before and "insured (benefit in kind)" not in before


def test_a_day_so_far_away_that_no_claim_could_follow_is_a_mistake() -> None:
    far = {"about.on": "9999-12-31", "patient.class": "一般Ⅱ", "patient.age": "80"}
    for path in ("/ja/covered/stemirac", "/en/covered/stemirac/sheet"):
        assert CLIENT.post(path, data=far).status_code == 422
    care = {"people": {"A": {"age": 40, "insurer": "K"}}, "insurers": {"K": {"kind": "national"}}}
    case = {**care, "care": [{"person": "A", "ending": "9999-07", "yen": 9_000_000}]}
    found = CLIENT.post("/api/v1/settle", json=case)
    assert found.status_code == 422 and found.json()["where"] == "care[0].ending"


def test_criteria_are_ticked_off_for_a_patient_and_travel_only_in_the_form() -> None:
    entry = catalogue()["elevidys"]
    asked = covered._asked(entry, date(2026, 8, 10))
    good = {
        f"criteria.{name}": "no" if one.of == "contraindication" else "yes" for name, one in asked.items()
    }
    patient = {
        "about.on": "2026-08-10",
        "patient.age": "5",
        "patient.class": "ウ",
        "patient.program": "52",
        "patient.limit": "10,000",
    }
    met = CLIENT.post("/en/covered/elevidys", data={**patient, **good})
    assert "every criterion listed here is met" in text(met) and "10,000 yen" in text(met)
    assert 'value="2026-08-10"' in met.text and met.text.count(" checked>") == len(asked)
    failed = CLIENT.post(
        "/en/covered/elevidys", data={**patient, **good, "criteria.patient-ambulatory": "no"}
    )
    assert "not insured for this patient" in text(failed)
    open_ = CLIENT.post("/en/covered/elevidys", data={**patient, **good, "criteria.patient-ambulatory": ""})
    assert "These facts would decide" in text(open_)
    limit = CLIENT.post("/en/covered/elevidys", data={**patient, "patient.limit": ""})
    assert limit.status_code == 422 and 'href="#patient-limit"' in limit.text


@pytest.mark.parametrize("item", sorted(catalogue()))
def test_every_criterion_is_met_by_yes_and_failed_by_no(item: str) -> None:
    for one in catalogue()[item].criterion:
        if one.op in NUMBERS:
            continue
        for said in (True, False):
            held = check(one, {one.fact: covered.fact_of(one, said)}, "")
            assert held.result == ("met" if said != (one.of == "contraindication") else "failed"), one


@pytest.mark.parametrize(
    ("lang", "total", "spell"), [("ja", "216,000円", "36,000円"), ("en", "216,000 yen", "36,000 yen")]
)
def test_time_off_work_is_paid_by_spells_and_drawn_with_a_table_beside(
    lang: str, total: str, spell: str
) -> None:
    found = CLIENT.post(f"/{lang}/cash", data=SICK)
    assert found.status_code == 200
    assert total in text(found) and spell in text(found)
    assert ("to the branch of Kyokai Kenpo" if lang == "en" else "協会けんぽの支部へ") in text(found)
    assert found.text.count('<svg class="picture timeline"') == 1 and "<desc" in found.text
    spans = re.findall(r'<rect class="(?:paid|unpaid)"', found.text)
    table = found.text[found.text.index("<caption>") :].split("</table>")[0]
    assert len(spans) >= 3 and table.count("<tr>") >= len(spans) + 1


def test_what_happened_opens_its_own_fields_without_losing_the_others() -> None:
    first = CLIENT.get("/en/cash")
    assert 'name="what.kind"' in first.text and "spell.0.from" not in first.text
    for kind, field in (("sickness", "spell.0.from"), ("birth", "birth.due"), ("death", "death.day")):
        opened = CLIENT.post(
            "/en/cash", data={"what.kind": kind, "insured.joined": "2020-04-01", "do": "next"}
        )
        assert opened.status_code == 200 and f'name="{field}"' in opened.text and "autofocus" in opened.text
        assert 'value="2020-04-01"' in opened.text and 'id="mistakes"' not in opened.text
    assert (
        CLIENT.post("/en/cash", data={"do": "settle"}).status_code == 200
    )  # nothing is chosen: the same question


def test_a_time_off_is_added_and_removed_by_plain_buttons() -> None:
    added = CLIENT.post("/ja/cash", data={**SICK, "do": "add_spell"})
    assert 'name="spell.2.from"' in added.text and 'value="2026/3/31"' in added.text
    removed = CLIENT.post("/ja/cash", data={**SICK, "do": "remove_spell.0"})
    assert 'name="spell.1.from"' not in removed.text and 'value="2026-04-13"' in removed.text
    many = CLIENT.post("/ja/cash", data={**SICK, "spell.99.from": "2026-05-01", "do": "add_spell"})
    assert many.text.count('name="spell.') == 3 * 12


def test_a_time_off_below_one_of_which_nothing_can_be_read_is_a_mistake_of_the_first() -> None:
    for first in ({}, {"spell.0.from": "soon", "spell.0.wages": "little"}):
        pairs = {**first, "what.kind": "sickness", "spell.1.from": "2026-02-12", "spell.1.to": "2026-03-31"}
        for path in ("/ja/cash", "/en/cash/sheet"):
            found = CLIENT.post(path, data=pairs)
            assert found.status_code == 422 and 'id="spell-0-from-wrong"' in found.text


def test_a_birth_gives_both_benefits_and_the_premium_of_the_leave_beside() -> None:
    premium = {
        "premium.prefecture": "東京都",
        "premium.birth": "1990-05-05",
        "premium.childcare_to": "2026-12-31",
    }
    found = CLIENT.post("/en/cash", data={**BIRTH, **premium, "facts.covered:childbirth": "yes"})
    told = text(found)
    assert "720,036 yen" in told and "500,000 yen" in told and "20,000 yen" in told
    assert "free: on leave" in told and "Premium month March 2026" not in told
    rows = re.findall(r'<tr><th scope="row">(\w+ 202[67])</th>(.*?)</tr>', found.text)
    leave = [month for month, row in rows if "free: on leave" in row]
    assert leave == [
        f"{m} 2026"
        for m in (
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        )
    ]
    assert re.search(r'name="facts.covered:childbirth" value="yes" checked', found.text)
    bare = CLIENT.post("/en/cash", data={**BIRTH, "premium.prefecture": "東京都"})
    assert "The premium needs" in text(bare)
    of_dependant = text(CLIENT.post("/en/cash", data={**BIRTH, "birth.mother": "dependant"}))
    assert "maternity allowance" not in of_dependant and "488,000 yen" in of_dependant


def test_a_death_is_answered_for_each_answer_that_is_possible() -> None:
    death = {"what.kind": "death", "death.day": "2026-07-01", "death.cost": "42,000"}
    open_ = CLIENT.post("/en/cash", data=death)
    assert "50,000 yen" in text(open_) and "42,000 yen" in text(open_) and "In every case" in text(open_)
    settled = CLIENT.post("/en/cash", data={**death, "facts.supported:funeral": "no"})
    assert "42,000 yen" in text(settled) and "In every case" not in text(settled)


@pytest.mark.parametrize(
    ("path", "fields", "field", "says"),
    [
        ("cash", {**SICK, "spell.0.to": "soon"}, "spell.0.to", "no day"),
        ("cash", {**SICK, "spell.0.to": ""}, "spell.0.to", "This is needed"),
        ("cash", {**SICK, "spell.1.to": "2026-04-01"}, "spell.1.from", "ends on 2026-04-01"),
        ("cash", {**SICK, "insured.remuneration": ""}, "insured.remuneration", "missing"),
        ("cash", {**SICK, "spell.1.wages": "-5"}, "spell.1.wages", "no number"),
        ("cash", {**BIRTH, "birth.due": "", "birth.day": ""}, "birth.due", "due date or the day of birth"),
        ("cash", {**BIRTH, "birth.day": "2024-05-20"}, "birth.due", "too far apart"),
        ("enrol", {"person.0.birth": ""}, "person.0.birth", "This is needed"),
        ("enrol", {"about.on": "2026-11-01", "person.0.birth": "2027-01-01"}, "person.0.birth", "born after"),
        ("enrol", {"person.0.birth": "1990-01-01", "person.0.relation": "spouse"}, "person.0.relation", "Add the person"),
        ("covered/elevidys", {"patient.age": "five"}, "patient.age", "no number"),
        ("covered/elevidys", {"patient.age": "500"}, "patient.age", ""),
    ],
)  # fmt: skip
def test_a_mistake_of_a_room_is_told_at_its_field_and_above(
    path: str, fields: dict[str, str], field: str, says: str
) -> None:
    for lang in ("ja", "en"):
        found = CLIENT.post(f"/{lang}/{path}", data=fields)
        at = field.replace(".", "-")
        assert found.status_code == 422
        assert (
            f'href="#{at}"' in found.text and f'id="{at}"' in found.text and f'id="{at}-wrong"' in found.text
        )
        assert lang == "ja" or says in text(found)
        told = found.text.split(f'id="{at}-wrong">')[1].split("</p>")[0]
        assert bool(re.search("[ぁ-ん]", told)) == (lang == "ja"), told


def test_who_is_in_which_scheme_is_asked_further_and_answered() -> None:
    open_ = CLIENT.post("/en/enrol", data={"about.on": "2026-11-01", "person.0.birth": "1990-01-01"})
    assert "How does A work?" in text(open_) and "employees&#39; health insurance" in open_.text.replace(
        "'", "&#39;"
    )
    settled = CLIENT.post(
        "/en/enrol", data={"about.on": "2026-11-01", "person.0.birth": "1990-01-01", "facts.work:A": "none"}
    )
    assert "A National Health Insurance of the municipality" in text(settled) and "In every case" not in text(
        settled
    )
    assert re.search(r'name="facts.work:A" value="none" checked', settled.text)


def test_a_newcomer_is_told_what_to_do_by_when() -> None:
    student = {
        "about.on": "2026-11-01", "person.0.name": "リン", "person.0.birth": "2004-05-05", "person.0.status": "留学", "person.0.months": "24",
        "person.0.since": "2026-10-25", "person.0.work": "none",
    }  # fmt: skip
    found = text(CLIENT.post("/en/enrol", data=student))
    assert "リン National Health Insurance" in found and "What to do by 7 November 2026" in found
    visitor = text(
        CLIENT.post("/ja/enrol", data={**student, "person.0.status": "短期滞在", "person.0.months": "3"})
    )
    assert "国民健康保険" not in visitor.split("この計算について")[0].split("答え")[1] or "なし" in visitor


def test_a_family_stands_in_one_form_and_names_who_supports_whom() -> None:
    family = {
        "about.on": "2026-11-21", "person.0.name": "父.1", "person.0.birth": "1971-12-10", "person.0.income": "6000000", "person.0.work": "regular",
        "person.0.place": "company", "person.0.work_from": "2010-04-01", "person.1.name": "123", "person.1.birth": "1972-06-01", "person.1.relation": "spouse",
        "person.1.of": "A", "person.1.together": "yes", "person.1.family_income": "900000",
    }  # fmt: skip
    found = CLIENT.post("/en/enrol", data=family)
    assert "as dependant" in text(found) and "父 1" in text(found) and "Person 123" in text(found)
    asked = CLIENT.post("/en/enrol", data={**family, "person.1.family_income": "", "person.1.together": ""})
    assert asked.status_code == 200 and "facts.together:Person 123" in asked.text
    same = CLIENT.post("/ja/enrol", data={**family, "person.1.name": "父.1"})
    assert same.status_code == 200
    old = {**family, "person.0.work_from": ""}
    assert CLIENT.post("/ja/enrol", data=old).status_code == 200


@pytest.mark.parametrize("path", ["cash", "enrol", "decide", "covered/elevidys", "covered/jacc"])
def test_markup_and_odd_values_are_only_text(path: str) -> None:
    mark = "<b>\"'&x</b>"
    asking = {"cash": cash.ASKING, "enrol": enrol.ASKING, "decide": decide.ASKING}.get(path)
    kinds = ("sickness", "birth", "death") if path == "cash" else ("",)
    for kind in kinds:
        draft = Draft([("what.kind", kind), ("person.1.name", "x")])
        entry = catalogue().get(path.removeprefix("covered/"))
        parts = asking.parts(draft) if asking else covered.parts(entry, draft, "en") if entry else []
        names = [
            f"{start}.{field.name}" for part in parts for start in draft.starts(part) for field in part.fields
        ]
        base = {"what.kind": kind} if kind else {}
        for value in (
            mark,
            "-1",
            "9" * 30,
            "0000-00-00",
            "9999-12-31",
            "\x00\u202e",
            "yes",
            "1",
            "2026-11-01",
        ):
            fields = (
                dict.fromkeys(names, value)
                | base
                | {f"facts.{mark}": value, "facts.work:A": value, mark: value}
            )
            for button in ("settle", "show", "next", "add_spell", "add_person", "remove_person.0", mark):
                found = CLIENT.post(f"/en/{path}", data={**fields, "do": button})
                assert found.status_code in (200, 422), (value, button)
                assert '<b>"' not in found.text and "<b>&" not in found.text


def test_the_other_language_keeps_the_form() -> None:
    for path, fields in (("cash", SICK), ("enrol", {"person.0.birth": "1990-01-01"})):
        found = CLIENT.post(f"/en/{path}", data=fields)
        assert f'form="ask" name="do" value="settle" formaction="/ja/{path}"' in found.text


def test_every_choice_of_a_room_has_words_in_both_languages() -> None:
    every = words()
    parts = [
        *enrol.parts(Draft([("person.1.name", "x")])),
        cash.WHAT,
        cash.INSURED,
        cash.PREMIUM,
        *cash.SICKNESS,
        *cash.BIRTH,
        *cash.DEATH,
        decide.WHAT,
        decide.FEE,
    ]
    used = {"ask_needed", "ask_due_or_birth", "ask_of_whom", "ask_criteria", "ask_patient"}
    fields = [field for part in parts for field in part.fields]
    fields += [
        field
        for entry in catalogue().values()
        for part in covered.parts(entry, Draft(), "en")
        for field in part.fields
    ]
    for part in parts:
        used |= {f"ask_{part.name}"} | ({f"ask_add_{part.name}"} if part.most > 1 else set())
    for field in fields:
        word = f"ask_{field.word or field.name}"
        used |= {f"{word}_{one or 'none'}" for one in field.options if one not in ("yes", "no")}
        used |= {word} if not field.label else set()
        used |= {f"{word}_hint"} if field.hint else set()
        used |= {field.fold} if field.fold else set()
    assert used - set(every) == set()
    assert {name for name in every if name.startswith(("ask_", "fold_"))} - used == set()


def test_nothing_of_a_patient_stands_in_an_address_or_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="kaihoken.web")
    found = CLIENT.post("/en/cash", data=SICK)
    assert 'method="get"' not in found.text
    item = CLIENT.get("/en/covered/elevidys?on=2026-08-10")
    assert set(
        re.findall(r'<form[^>]*method="get".*?</form>', item.text, re.S)[0]
        .split('name="')[1:][0]
        .split('"')[:1]
    ) == {"on"}
    assert "2026-02-12" not in caplog.text and "180000" not in caplog.text and "on=" not in caplog.text


def test_a_decision_asks_its_facts_one_by_one_until_it_is_settled() -> None:
    for question in get_args(Asked):
        fields = {"decision.question": question, "decision.on": "2026-06-01"}
        for _ in range(15):
            found = CLIENT.post("/en/decide", data=fields)
            assert found.status_code == 200, question
            open_ = re.findall(r'name="(facts\.[^"]*)" value="" checked', found.text)
            if not open_:
                break
            first = re.search(rf'name="{re.escape(open_[0])}" value="([^"]+)"', found.text)
            assert first is not None
            fields[open_[0]] = first[1]
        assert not open_ and "The steps with their articles" in text(found), question
    first = CLIENT.post("/en/decide", data={"decision.question": "remote_sale", "do": "next"})
    assert "What the rules still need" in text(first)
    visit = text(
        CLIENT.post(
            "/en/decide",
            data={
                "decision.question": "visit_fee",
                "decision.on": "2026-06-01",
                "fee.against": "2026-05",
                "facts.base_up:": "2",
            },
        )
    )
    assert "points" in visit


STUDENT = {
    "about.on": "2026-11-01", "person.0.name": "リン", "person.0.birth": "2004-05-05", "person.0.status": "留学", "person.0.months": "24",
    "person.0.since": "2026-10-25", "person.0.work": "none",
}  # fmt: skip
PATIENT = {
    "about.on": "2026-08-10", "patient.age": "5", "patient.class": "ウ", "criteria.patient-disease": "yes",
    "criteria.patient-ambulatory": "no", "patient.program": "52", "patient.limit": "10,000",
}  # fmt: skip
PREMIUM = {"premium.prefecture": "東京都", "premium.birth": "1980-05-05"}
VISIT = {"decision.question": "visit_fee", "decision.on": "2026-06-01", "fee.against": "2026-05"}
SHEETS = {
    "sickness": ("cash", {**SICK, **PREMIUM}),
    "birth": ("cash", {**BIRTH, "facts.covered:childbirth": "yes"}),
    "birth, open": ("cash", {**BIRTH, "birth.weeks": ""}),
    "death": ("cash", {"what.kind": "death", "death.day": "2026-07-01", "death.cost": "42,000"}),
    "newcomer": ("enrol", STUDENT),
    "work not told": ("enrol", {"about.on": "2026-11-01", "person.0.birth": "1990-01-01"}),
    "patient": ("covered/elevidys", PATIENT),
    "every class": ("covered/akuugo", {"about.on": "2026-08-10"}),
    "visit": ("decide", {**VISIT, "facts.base_up:": "2"}),
    "visit, open": ("decide", VISIT),
}
FIGURES = {"ja": r"[\d,.]+(?:円|点)", "en": r"[\d,.]+ (?:yen|points)"}
DAYS = {"ja": r"\d{4}年\d+月\d+日", "en": r"\d{1,2} [A-Z][a-z]+ \d{4}"}


def answer_of(found: Any) -> str:
    """The answer on a page, as a reader reads it."""
    part = found.text[found.text.index('<section class="answer"') :].split("</section>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " | ", part)))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_of_a_page_holds_the_same_figures_and_days(name: str, lang: str) -> None:
    path, fields = SHEETS[name]
    shown = answer_of(CLIENT.post(f"/{lang}/{path}", data=fields))
    found = CLIENT.post(f"/{lang}/{path}/sheet", data=fields)
    assert found.status_code == 200 and "<form" not in found.text
    sheet = text(found)
    for one in re.findall(DAYS[lang], shown):
        assert one in sheet, one
    for one in re.findall(FIGURES[lang], shown):
        assert one in sheet or one.replace(" yen", "円") in sheet, one
    assert re.findall(FIGURES[lang], shown) or path == "enrol"
    assert __version__ in sheet and "`" not in sheet
    assert plan.day(date.today().isoformat(), "ja") in sheet


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_in_japanese_and_beneath_in_the_language_of_its_reader(name: str) -> None:
    path, fields = SHEETS[name]
    ja, en = (CLIENT.post(f"/{lang}/{path}/sheet", data=fields).text for lang in ("ja", "en"))
    assert 'class="second"' not in ja and 'class="second"' in en
    main = ja[ja.index("<main") : ja.index("</main>")]
    for one in re.findall(r'<span lang="ja">(.*?)</span>', main):
        assert one in en, one


def test_the_sheet_of_cash_tells_what_to_hand_in_where_and_by_when() -> None:
    path, fields = SHEETS["sickness"]
    sheet = text(CLIENT.post(f"/en/{path}/sheet", data=fields))
    head = sheet[sheet.index("What to do") : sheet.index("When, and how much")]
    for said in (
        "application for the sickness allowance",
        "協会けんぽの支部",
        "2028年2月15日 15 February 2028",
    ):
        assert said in head
    when = sheet[sheet.index("When, and how much") :].split("first paid day")[0]
    for said in ("2026年2月12日", "待期 waiting", "180,000円", "36,000円"):
        assert said in when
    entered = sheet[sheet.index("What was entered") :]
    for said in ("Time off work 2", "13 April 2026", "2,000 yen", "協会けんぽ", "180,000円", "東京都"):
        assert said in entered
    assert "Worked on the last day" not in entered  # what holds anyway is not repeated


def test_the_sheet_of_enrolment_tells_what_to_show_and_what_to_do_by_when() -> None:
    sheet = text(CLIENT.post("/en/enrol/sheet", data=STUDENT))
    assert sheet.index("by 7 November 2026") < sheet.index("What to show, and where to go")
    shown = sheet[sheet.index("What to show, and where to go") :]
    assert "マイナ保険証または資格確認書" in shown and "the municipality of residence" in shown
    assert "Student (留学)" in sheet and "questions on dependants above" not in sheet


def test_the_sheet_of_an_item_has_its_status_the_criteria_the_price_and_what_to_ask() -> None:
    sheet = text(CLIENT.post("/ja/covered/elevidys/sheet", data=PATIENT))
    for said in (
        "エレビジス点滴静注（2026-08-10）",
        "保険適用（療養の給付）",
        "はじめに尋ねること",
        "304,972,042円",
    ):
        assert said in sheet
    entered = sheet[sheet.index("入力したこと") :]
    assert "歩行可能 いいえ" in entered and "ウ" in entered and "10,000円" in entered
    assert re.search("歩行可能 満たさない", sheet)


def test_the_sheet_of_a_decision_has_its_steps_and_the_answers_it_rests_on() -> None:
    sheet = text(CLIENT.post("/en/decide/sheet", data=SHEETS["visit"][1]))
    assert "The steps with their articles" in sheet and "Basic fee 291 + base-up 23" in sheet
    assert "Answers to the questions" in sheet.split("What was entered")[1]


@pytest.mark.parametrize(
    ("path", "fields", "at"),
    [
        ("cash", {"do": "settle"}, "what-kind"),
        ("cash", {**SICK, "spell.0.to": "soon"}, "spell-0-to"),
        ("cash", {**SICK, "spell.1.to": "2026-04-01"}, "spell-1-from"),
        ("cash", {**SICK, **PREMIUM, "premium.birth": "?"}, "premium-birth"),
        ("enrol", {"person.0.birth": ""}, "person-0-birth"),
        ("covered/elevidys", {"patient.age": "five"}, "patient-age"),
        ("decide", {"do": "settle"}, "decision-question"),
    ],
)
def test_a_sheet_of_what_is_wrong_is_the_form_with_the_mistake(
    path: str, fields: dict[str, str], at: str
) -> None:
    for lang in ("ja", "en"):
        found = CLIENT.post(f"/{lang}/{path}/sheet", data=fields)
        assert found.status_code == 422 and f'<html lang="{lang}">' in found.text
        assert f'href="#{at}"' in found.text and f'id="{at}"' in found.text and "data-print" not in found.text


def test_a_sheet_is_only_asked_for_by_a_form_and_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="kaihoken.web")
    for path in ("cash", "enrol", "decide", "covered/elevidys"):
        assert CLIENT.get(f"/en/{path}/sheet").status_code == 405
        assert CLIENT.post(f"/xx/{path}/sheet", data={}).status_code == 404
        assert CLIENT.post(f"/en/{path}/sheet", json={}).status_code == 415
    assert CLIENT.post("/en/covered/nothing/sheet", data={}).status_code == 404
    found = CLIENT.post("/en/cash/sheet", data=SICK)
    assert found.headers["cache-control"] == "no-store"
    assert "2026-02-12" not in caplog.text and "sickness" not in caplog.text


def test_an_entry_that_is_no_day_and_decides_nothing_is_printed_as_it_was_written() -> None:
    fields = {**SICK, **PREMIUM, "premium.birth": "2026-02-30", "premium.prefecture": ""}
    found = CLIENT.post("/en/cash/sheet", data=fields)
    assert found.status_code == 200 and "2026-02-30" in text(found)


@pytest.mark.parametrize("path", ["cash", "enrol", "decide", "covered/elevidys", "pay"])
def test_an_answer_can_be_taken_away_as_a_sheet_and_as_a_link(path: str) -> None:
    fields = {"cash": SICK, "enrol": STUDENT, "decide": VISIT, "covered/elevidys": PATIENT}.get(path)
    empty = CLIENT.get(f"/en/{path}").text
    assert empty.count(" data-shared-form ") == 1
    assert ("data-share " in empty) == path.startswith("covered/")  # where the answer is there at once
    if fields:
        shown = CLIENT.post(f"/en/{path}", data=fields).text
        assert f'formaction="/en/{path}/sheet" formtarget="_blank"' in shown and "data-share hidden" in shown


def test_an_answer_that_fits_no_more_is_asked_anew() -> None:
    fields = {"about.on": "2026-11-01", "person.0.birth": "1990-01-01", "facts.work:A": "a word of before"}
    found = CLIENT.post("/en/enrol", data=fields)
    assert found.status_code == 200 and "How does A work?" in text(found)
    assert "a word of before" not in found.text
