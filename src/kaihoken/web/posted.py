"""届いたもの: what the requests of every page have in common: a language, and the fields of a form."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from .problems import Refusal
from .words import LANGS


def known(lang: str) -> None:
    """言語: raises Refusal for a language that there is not."""
    if lang not in LANGS:
        raise Refusal(404, "not_found")


async def fields_of(request: Request) -> list[tuple[str, str]]:
    """様式の欄: names and values of a form, in order. Raises Refusal for what is no form."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415, "no_form")
    body = await request.body()
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
