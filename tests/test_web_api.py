"""The API: settlements, batches, the law, its document; and bodies that are large, slow, deep or garbage."""

from __future__ import annotations

import json
import logging
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import hypothesis
import msgspec
import pytest
import schemathesis
from schemathesis import checks
from starlette.testclient import TestClient
from web_server import serving

import kaihoken
from kaihoken.errors import InputError
from kaihoken.households.answer import Settlement
from kaihoken.web import openapi
from kaihoken.web.app import create_app
from kaihoken.web.headers import FIXED
from kaihoken.web.limits import depth
from kaihoken.web.problems import TYPE
from kaihoken.web.rooms import ROOMS
from kaihoken.web.settings import Settings, from_environment

APP = create_app()
CLIENT = TestClient(APP, follow_redirects=False)
STAY: dict[str, Any] = {
    "scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "setting": "inpatient", "cost": 1_000_000,
}  # fmt: skip
OPEN = openapi.EXAMPLES["open"]["value"]


def post(body: Any, path: str = "settle", kind: str = "application/json", client: TestClient = CLIENT) -> Any:
    raw = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return client.post(f"/api/v1/{path}", content=raw, headers={"Content-Type": kind})


def test_a_case_is_settled_as_from_the_command_line() -> None:
    answer = post(STAY)
    assert answer.status_code == 200
    assert msgspec.json.decode(answer.content, type=Settlement) == kaihoken.settle(STAY)


def test_explain_tells_every_call_too() -> None:
    assert post(STAY).json()["steps"] == []
    steps = post(STAY, "explain").json()["steps"]
    assert {"monthly_cap", "own_share"} <= {one["rule"] for one in steps}


def test_a_question_comes_with_its_answers_and_takes_one() -> None:
    asked = post(OPEN).json()
    (question,) = asked["questions"]
    assert asked["range"]["low"] < asked["range"]["high"]
    settled = post({**OPEN, "facts": {question["key"]: "ウ"}}).json()
    assert settled["range"] is None and settled["borne"] == 92_940


@pytest.mark.parametrize(
    ("body", "says", "where"),
    [
        ({**STAY, "cost": "1000000"}, "not a whole number", "cost"),
        ({**STAY, "cots": 5}, "no field 'cots'", "cots"),
        ({**STAY, "class": "ウ9"}, "does not exist", "insurers.K.class"),
        ({**STAY, "cost": -1}, "negative", "cost"),
        ({**STAY, "cost": 1.5}, "not a whole number", "cost"),
        ({**OPEN, "facts": {"class:K/": "Z"}}, "none of the possible answers", "facts.class:K/"),
        ('{"cost": 1, "cost": 2}', "written twice", ""),
        ('{"cost": NaN}', "not a number", ""),
        ('{"cost": 1e999}', "", "cost"),
        ('{"cost": 1234567890123456}', "16 digits", ""),
        ('{"title": "caf\\u00e9"}', "nothing to settle", ""),
        ('{"cost": ' + "9" * 5000 + "}", "5000 digits", ""),
        ('{"title": "\\ud800"}', "half a character", ""),
        ("[]", "mapping", ""),
        ("", "no JSON", ""),
        (b"\xff\xfe", "no JSON", ""),
        ("null", "mapping", ""),
    ],
    ids=lambda v: str(v)[:40],
)
def test_a_mistake_is_a_problem_document_that_says_what_where_and_how_to_mend_it(
    body: Any, says: str, where: str
) -> None:
    found = post(body)
    assert found.status_code == 422
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert says in problem["detail"] and problem["title_ja"] and problem["status"] == 422
    assert problem["where"] == where and problem["mend"]
    assert re.search("[ぁ-ん]", problem["detail_ja"])


def test_a_batch_answers_every_line_whatever_stands_in_the_others() -> None:
    lines = [
        json.dumps(STAY),
        "{",
        json.dumps({**STAY, "cost": -1}),
        "",
        json.dumps({**STAY, "cost": 100_000}),
        "[" * 5_000,
    ]
    answer = post("\n".join(lines), kind="application/x-ndjson")
    assert answer.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in answer.content.splitlines()]
    assert [one.get("borne") for one in found] == [92_940, None, None, 30_000, None]
    assert [one.get("line") for one in found] == [None, 2, 3, None, 6]
    assert [one.get("status") for one in found] == [None, 422, 422, None, 400]


def test_a_batch_ends_with_a_problem_where_it_is_too_long() -> None:
    small = TestClient(create_app(Settings(batch_lines=2, batch_line_bytes=500, batch_bytes=5_000)))
    three = post("\n".join([json.dumps(STAY)] * 3), kind="application/x-ndjson", client=small)
    assert [json.loads(line).get("status") for line in three.content.splitlines()] == [None, None, 413]
    long = post(
        json.dumps({**STAY, "title": "x" * 600}) + "\n" + json.dumps(STAY),
        kind="application/x-ndjson",
        client=small,
    )
    assert [json.loads(line).get("status") for line in long.content.splitlines()] == [413, None]
    assert post("x" * 6_000, kind="application/x-ndjson", client=small).status_code == 413


def test_the_law_has_a_mark_and_is_sent_once() -> None:
    for path in (
        "",
        "?on=2026-08",
        "/changes?from=2026-07&to=2026-08",
        "/rules",
        "/cap_70_outpatient",
        "/cap_70_outpatient/2026-08",
    ):
        first = CLIENT.get(f"/api/v1/law{path}")
        assert first.status_code == 200 and first.json()
        again = CLIENT.get(f"/api/v1/law{path}", headers={"If-None-Match": first.headers["etag"]})
        assert (
            again.status_code == 304 and not again.content and again.headers["etag"] == first.headers["etag"]
        )
    rows = CLIENT.get("/api/v1/law/cap_70_outpatient/2026-08").json()["periods"][0]["rows"]
    assert {r["key"]: r["values"]["base"] for r in rows}["一般Ⅱ"] == 22_000


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/law/nothing", 404), ("/law/cap_70_outpatient/2026-09", 404), ("/law/cap_70_outpatient/x", 422),
        ("/law?on=1999-01", 422), ("/law?month=2026-08", 400), ("/law/changes", 400), ("/nothing", 404), ("/settle", 405),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(path: str, status: int) -> None:
    found = CLIENT.get(f"/api/v1{path}")
    assert found.status_code == found.json()["status"] == status
    assert found.headers["content-type"] == "application/problem+json"


def test_a_page_without_a_query_says_so_and_not_nothing() -> None:
    found = CLIENT.get("/api/v1/law/rules?x=1").json()
    assert found["status"] == 400 and found["detail"].endswith("out.") and found["detail_ja"].endswith("。")


def test_every_response_carries_the_same_strict_headers() -> None:
    seen = [
        CLIENT.get("/"), CLIENT.get("/ja/"), CLIENT.get("/ja/pay"), CLIENT.get("/static/page.css"), CLIENT.get("/no"),
        CLIENT.get("/en/law"), post(STAY), post("{"), post("[" * 5_000), CLIENT.post("/ja/pay", data={"do": "settle"}),
    ]  # fmt: skip
    for found in seen:
        assert all(found.headers[name.lower()] == value for name, value in FIXED.items())
        assert "unsafe" not in found.headers["content-security-policy"]
        assert "set-cookie" not in found.headers and "server" not in found.headers
    assert post(STAY).headers["cache-control"] == "no-store"
    assert "max-age" in CLIENT.get("/static/page.css").headers["cache-control"]


def test_the_pages_have_no_scripts_or_styles_of_their_own_that_the_policy_refuses() -> None:
    stay = {"people.0.age": "40", "bills.0.month": "2026-08", "bills.0.amount": "1000000"}
    for found in (
        CLIENT.get("/ja/law"),
        CLIENT.post("/en/pay", data=stay),
        CLIENT.post("/en/pay/sheet", data=stay),
    ):
        assert found.status_code == 200
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=)", found.text)
        assert not re.search(
            r"(?:src|href|action)=\"(?:https?:)?//(?!www\.w3\.org)", found.text.split("<footer")[0]
        ) or "law" in str(found.url)


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"title": "' + b"x" * 600_000 + b'"}', 413),
        ("application/json", b"[" * 21 + b"]" * 21, 400),
        ("application/json", b'{"a":' * 100_000, 400),
        ("application/json", b'{"title": "' + b"[" * 200 + b'"}', 422),
        ("text/plain", b"{}", 415),
        ("", b"{}", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
    ],
    ids=["large", "deep", "deep and open", "brackets in a text", "text", "nothing", "multipart"],
)  # fmt: skip
def test_bodies_that_no_case_needs_are_refused(kind: str, body: bytes, status: int) -> None:
    assert post(body, kind=kind).status_code == status


def test_forms_that_no_page_sends_are_refused_with_a_page() -> None:
    many = CLIENT.post(
        "/ja/pay", content="a=1&" * 4_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert (
        many.status_code == 413
        and "欄が多すぎます" in many.text
        and many.headers["content-type"].startswith("text/html")
    )
    large = CLIENT.post(
        "/en/pay", content="a=" + "x" * 600_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert large.status_code == 413 and "too large" in large.text
    for kind, body in (
        ("application/json", "{}"),
        ("multipart/form-data; boundary=a", "--a\r\n"),
        ("", "x=1"),
    ):
        assert CLIENT.post("/ja/pay", content=body, headers={"Content-Type": kind}).status_code == 415
    for odd in ("%", "&&&===", "do", "=&=", "a=%ff%fe%00", "people.0.age=%E3%81"):
        found = CLIENT.post(
            "/ja/pay", content=odd, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert found.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5_000}, {"Accept-Language": ",,;q=,;q=9e999,ja;q=nan"}, {"If-None-Match": "\"" * 300},
        {"X-Forwarded-Host": "evil.example", "Host": "evil.example"}, {"Content-Length": "-5"},
        {"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)"}, {"Cookie": "a=b; " * 200}, {"Range": "bytes=5-1"},
    ],
    ids=str,
)  # fmt: skip
def test_odd_headers_change_nothing(headers: dict[str, str]) -> None:
    for path in ("/", "/ja", "/ja/law", "/en/pay", "/ja/pay/", "/static", "/static/page.css"):
        found = CLIENT.get(path, headers=headers)
        assert found.status_code < 500 and "evil" not in found.text + found.headers.get("location", "")


def test_depth_is_counted_outside_of_texts() -> None:
    for body, deep in (
        ("[]", 1),
        ('{"a": [{}]}', 3),
        ('"[[["', 0),
        ('["\\"[", "]"]', 1),
        ('{"a\\\\": [1]}', 2),
        ('"[', 0),
        ("]]][", 0),
    ):
        assert depth(body.encode()) == deep, body


def talk(address: str, *pieces: bytes, wait: float = 0.0) -> bytes:
    """Sends pieces, one after the other, and reads until the server closes."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=15) as line:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(wait)
        found = b""
        while chunk := line.recv(65_536):
            found += chunk
        return found


def test_a_client_that_sends_slowly_is_let_go_while_others_are_served() -> None:
    with serving(Settings(body_seconds=1, idle_seconds=1)) as address:
        head = b"POST /api/v1/settle HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"
        begun = time.monotonic()
        slow = talk(address, head)
        assert slow.startswith(b"HTTP/1.1 408 ") and b"application/problem+json" in slow
        assert time.monotonic() - begun < 5
        batch = b"POST /api/v1/settle HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        line = json.dumps(STAY).encode() + b"\n"
        found = talk(address, batch, b"%x\r\n%s\r\n" % (len(line), line))
        assert b'"borne":92940' in found and b'"status":408' in found  # what had come was answered
        good = b"POST /api/v1/settle HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        assert b'"borne":92940' in talk(address, good % (len(line), line))


def test_headers_are_small_and_come_in_time() -> None:
    with serving(Settings(head_bytes=4_000, body_seconds=1)) as address:
        begin = b"GET /ja/ HTTP/1.1\r\nHost: x\r\n"
        for pieces in (
            [begin, b"X: " + b"a" * 5_000],
            [begin, b"X: a\r\n" * 1_000],
            [b"GET /" + b"a" * 3_000, b"b" * 3_000],
        ):
            found = talk(address, *pieces, wait=0.05)
            assert found.startswith(b"HTTP/1.1 431 ") and TYPE.encode() in found and b"detail_ja" in found
        slow = talk(address, begin)
        assert slow.startswith(b"HTTP/1.1 408 ") and TYPE.encode() in slow
        assert talk(address) == b""  # nobody who says nothing stays
        again = begin + b"\r\n"
        assert b"HTTP/1.1 408 " in talk(address, again, begin, wait=0.1)
        garbage = talk(address, b"\x16\x03\x01\x00\xa5" * 10)
        assert garbage.startswith(b"HTTP/1.1 400 ") and b"content-security-policy" in garbage.lower()
        kept = talk(address, again, again, b"GET /ja/ HTTP/1.1\r\nConnection: close\r\n\r\n", wait=0.1)
        assert kept.count(b"HTTP/1.1 200 ") == 3
    assert CLIENT.get("/ja/", headers={"X": "a" * 33_000}).status_code == 431


def test_more_connections_than_are_taken_are_told_so() -> None:
    with serving(Settings(connections=2)) as address:
        host, port = address.removeprefix("http://").split(":")
        last = b"GET /%s HTTP/1.1\r\nConnection: close\r\n\r\n"
        with socket.create_connection((host, int(port))), socket.create_connection((host, int(port))):
            time.sleep(0.1)
            found = talk(address, last % b"api/v1/law")
            assert found.startswith(b"HTTP/1.1 503 ") and b'"detail_ja":"' in found
            assert "混み合っています".encode() in talk(address, last % b"ja/")
        time.sleep(0.1)
        assert talk(address, last % b"ja/").startswith(b"HTTP/1.1 200 ")


def test_two_kinds_of_content_let_no_body_past_its_limit() -> None:
    large = b'{"title": "' + b"x" * 600_000 + b'"}'
    for kinds in (("application/json", "application/x-ndjson"), ("application/x-ndjson", "application/json")):
        headers = [("Content-Type", kind) for kind in kinds]
        assert CLIENT.post("/api/v1/settle", content=large, headers=headers).status_code == 400


def test_head_is_answered_as_get_without_a_body() -> None:
    with serving() as address:
        head = talk(address, b"HEAD /api/v1/law/rules HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ") and head.endswith(b"\r\n\r\n") and b"etag" in head.lower()
    assert CLIENT.request("PUT", "/api/v1/law").headers["allow"] == "GET, HEAD"
    assert CLIENT.head("/api/v1/settle").status_code == 405


def test_a_batch_is_answered_while_it_still_comes() -> None:
    with serving() as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(
                b"POST /api/v1/settle HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            one = json.dumps(STAY).encode() + b"\n"
            found = b""
            for n in range(1, 4):
                line.sendall(b"%x\r\n%s\r\n" % (len(one), one))
                while found.count(b'"borne":92940,"collected"') < n:
                    found += line.recv(65_536)
            line.sendall(b"0\r\n\r\n")


def test_the_log_holds_neither_query_nor_body(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="kaihoken.web")
    CLIENT.get("/ja/law?on=2026-08")
    post({**STAY, "title": "secret"})
    CLIENT.get("/ja/%0d%0aforged")
    lines = [r.getMessage() for r in caplog.records if r.name == "kaihoken.web"]
    assert [line.split(" ")[:3] for line in lines[:2]] == [
        ["GET", "/ja/law", "200"],
        ["POST", "/api/v1/settle", "200"],
    ]
    assert (
        "secret" not in caplog.text and "on=" not in caplog.text and not any("\n" in line for line in lines)
    )


def test_a_failure_of_ours_tells_nothing_of_the_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("kaihoken.web.api.settle", broken)
    found = post(STAY)
    assert found.status_code == 500 and found.json()["title_ja"]
    assert "secret" not in found.text + caplog.text and "RuntimeError at" in caplog.text
    assert found.headers["content-security-policy"] == FIXED["Content-Security-Policy"]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIHOKEN_BODY_BYTES", "1000")
    assert from_environment() == Settings(body_bytes=1_000)
    monkeypatch.setenv("KAIHOKEN_BODY_BYTES", "lots")
    with pytest.raises(InputError, match="KAIHOKEN_BODY_BYTES"):
        from_environment()


def test_a_case_of_many_bills_and_one_that_takes_long_are_refused() -> None:
    small = TestClient(create_app(Settings(bills=2)))
    bills = [
        {"id": f"b{n}", "month": "2026-08", "person": "A", "institution": f"i{n}", "cost": 10}
        for n in range(3)
    ]
    found = post({**OPEN, "bills": bills}, client=small)
    assert found.status_code == 422 and "too large" in found.json()["detail"]
    quick = TestClient(create_app(Settings(settle_seconds=1)))
    months = [f"{2026 + n // 12}-{n % 12 + 1:02d}" for n in range(7, 19)]
    many = {
        "insurers": {"K": {"kind": "unknown"}},
        "people": {"A": {"insurer": "K", "shown": "nothing"}},
        "bills": [
            {"id": f"b{n}", "month": months[n % 12], "person": "A", "institution": f"i{n}", "cost": 90_000}
            for n in range(300)
        ],
    }
    found = post(many, client=quick)
    assert found.status_code == 503 and found.json()["title_ja"] == "計算に時間がかかりすぎました"
    assert post(STAY, client=quick).status_code == 200
    page = {
        f"bills.{n}.{k}": v
        for n in range(80)
        for k, v in (("month", months[n % 12]), ("amount", "90000"), ("place", f"i{n}"))
    }
    slow = TestClient(create_app(Settings(settle_seconds=0))).post("/ja/pay", data=page)
    assert slow.status_code == 503 and "計算に時間がかかりすぎました" in slow.text


@pytest.mark.parametrize(
    ("path", "case"),
    [
        ("settle", {**OPEN, "insurers": {f"K{n}": {"kind": "unknown"} for n in range(400)}, "people": {"A": {"insurer": "K0"}}}),
        ("settle", {**OPEN, "care": [{"person": "A", "ending": f"{1990 + n}-07", "yen": 10} for n in range(3_000)]}),
        ("enrol", {"enrol": {"on": "2026-11-01", "people": {f"p{n}": {"birth": "1990-01-01"} for n in range(3_000)}}}),
        ("benefits", {"benefits": [{"kind": "childbirth", "birth": "2026-05-20"}] * 3_000}),
    ],
    ids=["insurers", "care", "people", "births"],
)  # fmt: skip
def test_no_case_takes_much_longer_than_its_time(path: str, case: Any) -> None:
    quick = TestClient(create_app(Settings(settle_seconds=1)))
    begun = time.monotonic()
    found = post(case, path, client=quick)
    assert found.status_code in (422, 503) and found.json()["detail_ja"]
    assert time.monotonic() - begun < 4


def test_threads_may_read_every_form_as_soon_as_the_application_stands() -> None:
    program = """
import sys, threading, msgspec
from kaihoken.web import api, app, rooms
app.create_app()
sys.setswitchinterval(1e-6)
go = threading.Barrier(8)
def read():
    go.wait()
    for form in (api.Asked, *(room.form for room in rooms.ROOMS.values())):
        try:
            msgspec.convert({"enrol": {"on": "2026-11-01", "people": {"A": {"birth": "1990-01-01"}}}, "bills": [{}]}, form)
        except msgspec.ValidationError:
            pass
threads = [threading.Thread(target=read) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
"""
    started = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(5)]
    assert [one.wait(60) for one in started] == [0] * 5


def test_a_small_question_does_not_wait_for_slow_ones() -> None:
    slow = {
        "insurers": {"K": {"kind": "unknown"}},
        "people": {f"p{n}": {"insurer": "K", "shown": "nothing"} for n in range(300)},
        "bills": [{"id": f"b{n}", "month": "2026-08", "person": f"p{n}", "cost": 90_000} for n in range(300)],
    }
    with serving(Settings(settle_seconds=4, workers=1)) as address:

        def ask(case: Any, path: str) -> tuple[int, float]:
            body, begun = json.dumps(case).encode(), time.monotonic()
            head = f"POST /api/v1/{path} HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
            found = talk(address, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            return int(found[9:12]), time.monotonic() - begun

        with ThreadPoolExecutor() as threads:
            waiting = threads.submit(ask, slow, "settle")
            time.sleep(2)
            many = {
                "enrol": {"on": "2026-11-01", "people": {f"p{n}": {"birth": "1930-01-01"} for n in range(99)}}
            }
            quick = [
                ask(STAY, "settle"),
                ask(ROOMS["enrol"].examples["open"][1], "enrol"),
                ask(many, "enrol"),
            ]
            assert [status for status, _ in quick] == [200] * 3 and max(took for _, took in quick) < 3
            assert waiting.result()[0] == 503


def test_a_name_that_is_written_twice_is_found_at_once() -> None:
    names = [f"{n:x}" for n in range(45_000)]
    begun = time.monotonic()
    found = post("{" + ",".join(f'"{name}":1' for name in [*names, names[-1]]) + "}")
    assert found.status_code == 422 and f"'{names[-1]}' is written twice" in found.json()["detail"]
    assert time.monotonic() - begun < 3


def test_the_examples_of_the_document_are_answered_with_something() -> None:
    for path, methods in openapi.document()["paths"].items():
        if "post" in methods:
            for one in methods["post"]["requestBody"]["content"]["application/json"]["examples"].values():
                assert post(one["value"], path.removeprefix("/api/v1/")).status_code == 200
        else:
            asked = {
                one["in"] + one["name"]: one["example"]
                for one in methods["get"]["parameters"]
                if "example" in one
            }
            query = {key[5:]: value for key, value in asked.items() if key.startswith("query")}
            named = {key[4:]: value for key, value in asked.items() if key.startswith("path")}
            found = CLIENT.get(path.format(**named), params=query)
            assert found.status_code == 200 and found.json(), path


def test_the_document_is_the_one_that_is_served() -> None:
    served = CLIENT.get("/api/v1/openapi.json").json()
    assert served == json.loads(json.dumps(openapi.document()))
    assert set(served["paths"]) >= {"/api/v1/settle", "/api/v1/explain", "/api/v1/law/{name}/{since}"}


def test_all_published_cases_are_settled_the_same_through_the_api() -> None:
    from kaihoken.forms.read import read_text
    from kaihoken.households.form import Case

    folder = Path(__file__).parent.parent / "cases" / "reform"
    for path in sorted(folder.rglob("*.yaml"))[:40]:
        for one in read_text(path.read_text(encoding="utf-8"), Case, path.name):
            assert one.case is not None
            answer = post(msgspec.json.encode(one.case))
            assert answer.status_code == 200 and answer.json()["expected"] == [], path


@schemathesis.serializer("application/x-ndjson")
def as_lines(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.deserializer("application/x-ndjson")
def from_lines(_: Any, response: Any) -> str:
    """The lines as the text that the document calls them; each of them must be JSON of its own."""
    assert all(isinstance(json.loads(line), dict) for line in response.content.splitlines())
    return str(response.content, "utf-8")


schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


@schema.parametrize()
@hypothesis.settings(max_examples=8, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_whatever_the_document_allows_is_answered_as_it_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
