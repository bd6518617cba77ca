"""法令の数字の頁: /{lang}/law: every figure and rule by date, and what changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ..engine import dates
from ..engine.tables import Series, tables
from . import law_book
from .api_law import KEEP, one_of
from .posted import known
from .problems import Refusal
from .render import render

router = APIRouter(include_in_schema=False)


def _page(request: Request, lang: str, name: str, switch: str, **values: Any) -> Response:
    """A page of the law, with its mark; 304 where the browser has it."""
    tag = f'"{law_book.mark()}-{lang}-{date.today().isoformat()}"'
    headers = {"ETag": tag, **KEEP}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    query = f"?{request.url.query}" if request.url.query else ""
    page = render(name, lang, switch=switch + query, sources=tables().sources, **values)
    return HTMLResponse(page, headers=headers)


@router.get("/{lang}/law")
async def index(request: Request, lang: str) -> Response:
    """The series by subject, as they hold in a month."""
    known(lang)
    on = one_of(request, "on").get("on") or date.today().isoformat()[:7]
    month = law_book.month(on)
    shown = [
        (subject, [(one, _since(one, month)) for one in subject.series]) for subject in law_book.subjects()
    ]
    return _page(request, lang, "law.html", "law", on=dates.text(month), shown=shown)


def _since(one: Series, month: int) -> str:
    """The first month of the period in force, or an empty text."""
    if one.on(month) is None:
        return ""
    return dates.text(max(since for since, _ in one.periods if since <= month))


@router.get("/{lang}/law/changes")
async def changes(request: Request, lang: str) -> Response:
    """What differs between two months."""
    known(lang)
    query = one_of(request, "from", "to")
    first, second = query.get("from") or "2026-07", query.get("to") or "2026-08"
    found: dict[str, list[dict[str, Any]]] = {}
    for one in law_book.differing(first, second):
        found.setdefault(one["series"], []).append(one)
    book = tables().series
    groups = [(book[name], rows) for name, rows in found.items()]
    return _page(request, lang, "law_changes.html", "law/changes", first=first, second=second, groups=groups)


@router.get("/{lang}/law/rules")
async def rules(request: Request, lang: str) -> Response:
    """Every rule with its articles and words."""
    known(lang)
    one_of(request)
    return _page(request, lang, "law_rules.html", "law/rules", rules=law_book.rules())


@router.get("/{lang}/law/{name}")
async def series(request: Request, lang: str, name: str) -> Response:
    """One series through time."""
    known(lang)
    one_of(request)
    one = law_book.series(name)
    periods = [(dates.text(since), rows) for since, rows in reversed(one.periods)]
    return _page(request, lang, "law_series.html", f"law/{name}", one=one, periods=periods, whole=True)


@router.get("/{lang}/law/{name}/{since}")
async def period(request: Request, lang: str, name: str, since: str) -> Response:
    """One period of a series: the permanent address of its figures."""
    known(lang)
    one_of(request)
    one = law_book.series(name)
    month = law_book.month(since)
    periods = [(dates.text(start), rows) for start, rows in one.periods if start == month]
    if not periods:
        raise Refusal(404, "not_found")
    return _page(
        request, lang, "law_series.html", f"law/{name}/{since}", one=one, periods=periods, whole=False
    )
