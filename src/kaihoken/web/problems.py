"""問題の知らせ: what went wrong, as a problem document (RFC 9457) for programs and a plain page for people."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ..errors import InputError, KaihokenError
from .words import say

log = logging.getLogger("kaihoken.web")

TYPE = "application/problem+json"


class Refusal(Exception):
    """断り: a request that is not answered: status, and the name of its words."""

    def __init__(self, status: int, code: str, *values: object) -> None:
        self.status = status
        self.code = code
        self.values = values
        super().__init__(status, code)


def document(status: int, code: str, *values: object, **more: Any) -> dict[str, Any]:
    """問題の文書: title and detail in both languages."""
    return {
        "type": f"about:blank#{code}",
        "title": say(f"problem_{code}", "en"),
        "title_ja": say(f"problem_{code}", "ja"),
        "status": status,
        "detail": say(f"problem_{code}_mend", "en", *values),
        "detail_ja": say(f"problem_{code}_mend", "ja", *values),
        **more,
    }


def of_input(error: KaihokenError, status: int = 422) -> dict[str, Any]:
    """入力の誤り: a mistake in a case: what, where and how to mend it."""
    found = {
        "type": "about:blank#input",
        "title": say("problem_input", "en"),
        "title_ja": say("problem_input", "ja"),
        "status": status,
        "detail": str(error),
        "detail_ja": error.ja or say("problem_input", "ja"),
    }
    if isinstance(error, InputError):
        found |= {"detail": error.what, "where": error.where.removeprefix("case:1: "), "mend": error.mend}
    return found


def answer(path: str, found: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """問題の答え: as a page under /ja and /en, as a document elsewhere."""
    lang = path[1:3]
    if lang in ("ja", "en") and path[3:4] in ("", "/"):
        from .render import render

        body = render("problem.html", lang, problem=found).encode()
        return Response(body, found["status"], headers, "text/html")
    return Response(msgspec.json.encode(found), found["status"], headers, TYPE)


def refused(request: Request, refusal: Refusal) -> Response:
    """断りの答え: for the exception handler."""
    found = document(refusal.status, refusal.code, *refusal.values)
    return answer(request.url.path, found)


def failed(error: Exception) -> None:
    """失敗を記録する: its kind and where it happened; its text could hold what somebody entered."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    log.error("%s at %s", type(error).__name__, places)
