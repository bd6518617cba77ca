"""法令のAPI: /api/v1/law: figures and rules as data; a mark (ETag) tells whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from . import law_book
from .problems import Refusal

router = APIRouter(prefix="/api/v1/law", include_in_schema=False)
KEEP = {"Cache-Control": "public, no-cache"}


def answered(request: Request, found: Callable[[], Any]) -> Response:
    """答え: as JSON with its mark; 304 without a body where the client has it already."""
    tag = f'"{law_book.mark()}"'
    wanted = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    value = found()  # what is not there stays not there
    if tag in wanted or "*" in wanted:
        return Response(status_code=304, headers={"ETag": tag, **KEEP})
    return Response(msgspec.json.encode(value), headers={"ETag": tag, **KEEP}, media_type="application/json")


def one_of(request: Request, *names: str) -> dict[str, str]:
    """問い: the values of a query; other names, and names given twice, are refused."""
    found = dict(request.query_params)
    if set(found) - set(names) or len(found) != len(request.query_params.multi_items()):
        raise Refusal(400, "no_such_query", ", ".join(names)) if names else Refusal(400, "no_query")
    return found


@router.get("")
async def index(request: Request) -> Response:
    """Every series; with ?on=2026-08 every figure in force in that month."""
    query = one_of(request, "on")
    return answered(request, lambda: law_book.in_force(query["on"]) if "on" in query else law_book.index())


@router.get("/changes")
async def changes(request: Request) -> Response:
    """What differs between two months: ?from=2026-07&to=2026-08."""
    query = one_of(request, "from", "to")
    if set(query) != {"from", "to"}:
        raise Refusal(400, "no_such_query", "from, to")
    return answered(request, lambda: law_book.differing(query["from"], query["to"]))


@router.get("/rules")
async def rules(request: Request) -> Response:
    """Every rule with its words and articles."""
    one_of(request)
    return answered(request, lambda: [one._asdict() for one in law_book.rules()])


@router.get("/{name}")
async def series(request: Request, name: str) -> Response:
    """One series with all its periods."""
    one_of(request)
    return answered(request, lambda: law_book.plain(law_book.series(name)))


@router.get("/{name}/{since}")
async def period(request: Request, name: str, since: str) -> Response:
    """One period of a series, by its first month."""
    one_of(request)
    return answered(request, lambda: law_book.plain(law_book.series(name), law_book.month(since)))
