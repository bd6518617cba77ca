"""部屋のAPI: /api/v1/covered, /benefits, /premium, /enrol, /decide and /catalogue: as the command line answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from ..catalogue.entry import Kind
from ..catalogue.find import search
from ..catalogue.load import FOLDER, catalogue
from ..catalogue.summary import whole
from ..errors import InputError
from ..forms.read import day as day_of
from ..forms.read import parse
from . import law_book
from .api import encode, plain
from .api_law import KEEP, one_of
from .problems import Refusal
from .rooms import ROOMS, Room
from .settled import at_once

router = APIRouter(prefix="/api/v1", include_in_schema=False)
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]


def _route(room: Room) -> Callable[..., Any]:
    async def post(request: Request) -> Response:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise Refusal(415, "no_json_here")
        body = await request.body()
        reply = await at_once(request.app, lambda: room.reply(parse(plain(body), room.form)), len(body))
        return Response(encode(reply), media_type="application/json")

    return post


for _name, _room in ROOMS.items():
    router.add_api_route(f"/{_name}", _route(_room), methods=["POST"], name=_name)


@cache
def mark() -> str:
    """印: changes with every change of the catalogue, the law and the program."""
    found = hashlib.sha256(law_book.mark().encode())
    for path in sorted([*FOLDER.glob("*.toml"), *FOLDER.parent.glob("*.py")]):
        found.update(path.read_bytes())
    return found.hexdigest()[:20]


@router.get("/catalogue")
async def catalogue_(request: Request) -> Response:
    """Every entry with its sources and its status on a day: ?on=2026-08-10&q=words&kind=drug; today by default."""
    query = one_of(request, "on", "q", "kind")
    day = asked_day(query["on"]) if "on" in query else date.today()
    if query.get("kind", KINDS[0]) not in KINDS:
        raise InputError(
            f"there is no kind '{query['kind'][:40]}'.",
            "kind",
            f"Write one of {', '.join(KINDS)}.",
            f"「{query['kind'][:40]}」という種類はありません。{'、'.join(KINDS)}のどれかを書いてください。",
        )
    tag = f'"{mark()}-{day.isoformat()}"'
    headers = {"ETag": tag, **KEEP}
    wanted = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in wanted or "*" in wanted:
        return Response(status_code=304, headers=headers)
    found = search(catalogue(), query.get("q", ""), query.get("kind"))
    every = [whole(entry, day) for entry in found]
    return Response(msgspec.json.encode(every), headers=headers, media_type="application/json")


def asked_day(text: str) -> date:
    """日: of a query or a form. Raises InputError for what is no day of the calendar."""
    try:
        return day_of(text, "The day")
    except InputError as error:
        raise error.at("on") from None
