"""API: /api/v1/settle and /explain: a case in, its settlement out; many cases as lines, in and out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec
from fastapi import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..errors import InputError, KaihokenError
from ..forms.read import LONGEST, parse, too_long
from ..households.answer import Settlement
from ..households.form import Case
from ..households.settle import settle
from . import problems
from .limits import NDJSON, depth
from .problems import Refusal
from .settings import Settings
from .settled import at_once

encode = msgspec.json.Encoder(order=None).encode


class Lines(Response):
    """行の応答: sends each piece as it comes; where the client does not read, the next is not worked out."""

    media_type = NDJSON

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self.pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Asked(Case):
    """事例と答え: a case, and answers to its questions by their keys."""

    facts: dict[str, int | str] = {}


async def settle_(request: Request) -> Response:
    """Who pays each yen of a case, as `kaihoken settle --json` prints it; of many cases where lines come."""
    return await _answered(request, steps=False)


async def explain(request: Request) -> Response:
    """The same with every call of the law under `steps`."""
    return await _answered(request, steps=True)


# Plain routes of the application itself: the way through an included router is as long as half a settlement.
ROUTES = {"/api/v1/settle": settle_, "/api/v1/explain": explain}


async def _answered(request: Request, steps: bool) -> Response:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    settings: Settings = request.app.state.settings
    if kind == NDJSON:
        return Lines(_lines(request, settings, steps))
    if kind != "application/json":
        raise Refusal(415, "no_json")
    body = await request.body()
    answer = await at_once(request.app, lambda: settled(body, settings, steps), len(body))
    return Response(encode(answer), media_type="application/json")


def settled(body: bytes, settings: Settings, steps: bool = False) -> Settlement:
    """精算: of the JSON of a case. Raises InputError for what is none."""
    case = parse(plain(body), Asked)
    if len(case.bills) > settings.bills:
        raise InputError(
            f"a case of {len(case.bills)} bills is too large here.",
            "bills",
            f"Send at most {settings.bills}.",
            f"請求が{len(case.bills)}件あり、多すぎます。{settings.bills}件までにしてください。",
        )
    return settle(case, facts=case.facts, steps=steps)


def plain(body: bytes) -> dict[str, Any]:
    """JSONを読む: strictly: a doubled name and what is no finite number are refused."""
    try:
        found = _JSON.decode(body.decode())
        if b"\\u" in body:  # an escape may hold half a character, which nothing could print
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        what = "half a character stands alone" if isinstance(error, UnicodeEncodeError) else str(error)
        raise InputError(
            f"this is no JSON: {what[:200]}.",
            mend="Send UTF-8 JSON of one case.",
            ja="JSONとして読めません。1つの事例をUTF-8のJSONで送ってください。",
        ) from None
    if not isinstance(found, dict):
        raise InputError(
            "a case is a mapping of fields.",
            mend='Send {"name": value, …}.',
            ja='事例が欄の集まりになっていません。{"名前": 値, …}の形で送ってください。',
        )
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = iter(found)
        twice = next(name for name, _ in pairs if name != next(names, None))
        raise InputError(
            f"'{twice[:60]}' is written twice.",
            mend="Keep one of the two.",
            ja=f"「{twice[:60]}」が2回書かれています。一方を消してください。",
        )
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST:
        raise too_long(text)
    return int(text)


def _no_number(text: str) -> Any:
    raise InputError(
        f"{text} is not a number.",
        mend="Write a whole number.",
        ja=f"{text}は数ではありません。整数を書いてください。",
    )


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)


async def _lines(request: Request, settings: Settings, steps: bool) -> AsyncIterator[bytes]:
    """行ごとの答え: an answer or a problem for each line; the next is read when the last was taken."""
    number = 0
    try:
        async for line in _split(request, settings):
            number += 1
            if number > settings.batch_lines:
                raise Refusal(413, "too_many_lines", f"{settings.batch_lines:,}")
            if line.strip():
                yield encode(await _line(request, settings, line, number, steps)) + b"\n"
    except Refusal as refusal:
        yield _numbered(problems.document(refusal.status, refusal.code, *refusal.values), number)


async def _split(request: Request, settings: Settings) -> AsyncIterator[bytes]:
    rest = b""
    async for piece in request.stream():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line
        if len(rest) > settings.batch_line_bytes:
            raise Refusal(413, "too_large", f"{settings.batch_line_bytes:,}")
    yield rest


async def _line(request: Request, settings: Settings, line: bytes, number: int, steps: bool) -> Any:
    try:
        if len(line) > settings.batch_line_bytes:
            raise Refusal(413, "too_large", f"{settings.batch_line_bytes:,}")
        if depth(line) > settings.depth:
            raise Refusal(400, "too_deep", settings.depth)
        await asyncio.sleep(0)  # others have their turn
        return await at_once(request.app, lambda: settled(line, settings, steps), len(line))
    except Refusal as refusal:
        return problems.document(refusal.status, refusal.code, *refusal.values, line=number)
    except KaihokenError as error:
        return {**problems.of_input(error), "line": number}
    except Exception as error:
        problems.failed(error)
        return problems.document(500, "failed", line=number)


def _numbered(found: Mapping[str, Any], number: int) -> bytes:
    return encode({**found, "line": number}) + b"\n"
