"""The other questions of the page and their API: what they say, what they keep, what they refuse."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from kaihoken.forms.reply import Reply
from kaihoken.web import openapi
from kaihoken.web.app import create_app
from kaihoken.web.rooms import ROOMS
from kaihoken.web.settings import Settings

APP = create_app()
CLIENT = TestClient(APP, follow_redirects=False)


def text(response: Any) -> str:
    """What a reader reads."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))


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
