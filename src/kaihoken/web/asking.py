"""尋ねる: pages whose answer is a reply: a form of fields as data, and the routes.

A page names its parts and fields, and how they become the form of a room; nothing else of a page stands
in Python. What is wrong is told at the field that a path of the room's form was written from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ..errors import InputError, KaihokenError, TooLong
from ..forms.read import parse
from ..forms.reply import Reply
from .ask_fields import Draft, Part, Writer
from .entered import entered
from .mistakes import Mistake, mistake_in
from .posted import fields_of, known
from .render import render
from .rooms import Room
from .settled import in_thread
from .words import say

PRESSED = re.compile(r"(add|remove)_([a-z_]{1,40})(?:\.(\d{1,2}))?")


class Found(NamedTuple):
    """答え: a reply, and what else a page shows beside it."""

    reply: Reply
    more: dict[str, Any]


class Asking(NamedTuple):
    """問い: a page: its name, the room that answers, its parts, how the form is written, what stands beside."""

    name: str
    room: Room
    parts: Callable[[Draft], Sequence[Part]]
    write: Callable[[Writer], None]
    beside: Callable[[Writer, Reply], Mapping[str, Any]] = lambda writer, reply: {}
    template: str = "ask.html"
    sheet: str = "reply_sheet.html"
    ready: Callable[[Draft], bool] = lambda draft: True  # whether there is enough to settle
    lead: str = "covered_lead"  # a word


def settled(asking: Asking, draft: Draft, lang: str) -> tuple[Found | None, list[Mistake]]:
    """答え: what comes out of what the form says, or what is wrong with it."""
    writer = Writer(draft, asking.parts(draft), lang)
    asking.write(writer)
    if writer.mistakes:
        return None, writer.mistakes
    if draft.facts:
        writer.data["facts"] = dict(draft.facts)
    try:
        reply = asking.room.reply(parse(writer.data, asking.room.form))
        more = dict(asking.beside(writer, reply))
    except InputError as error:
        asked = error.where.removeprefix("facts.")
        if asked != error.where and asked in draft.facts:  # the form has changed since: it is asked anew
            del draft.facts[asked]
            return settled(asking, draft, lang)
        return None, [writer.mistake_of(error)]
    except TooLong:
        raise
    except KaihokenError as error:
        return None, [mistake_in(error, lang)]
    return Found(reply, more), writer.mistakes


async def posted(request: Request) -> Draft:
    """The form of a request. Raises Refusal for what is no form."""
    return Draft(await fields_of(request))


def add_routes(router: APIRouter, asking: Asking) -> None:
    """道: GET shows the empty form; POST adds and removes parts, shows the form again, or answers; the sheet."""

    async def empty(lang: str) -> Response:
        known(lang)
        return HTMLResponse(page(asking, lang, Draft(), None, []))

    async def filled(lang: str, request: Request) -> Response:
        known(lang)
        draft = await posted(request)
        return await answered(asking, lang, draft, request)

    async def printed(lang: str, request: Request) -> Response:
        known(lang)
        draft = await posted(request)
        return await on_paper(lambda lang: asking, lang, draft, request)

    router.add_api_route(f"/{{lang}}/{asking.name}", empty, methods=["GET"])
    router.add_api_route(f"/{{lang}}/{asking.name}", filled, methods=["POST"])
    router.add_api_route(f"/{{lang}}/{asking.name}/sheet", printed, methods=["POST"])


async def answered(asking: Asking, lang: str, draft: Draft, request: Request, **more: Any) -> Response:
    """答えの頁: of a draft and the button that was pressed."""
    focus = ""
    if pressed := PRESSED.fullmatch(draft.button):
        part = next((one for one in asking.parts(draft) if one.name == pressed[2] and one.most > 1), None)
        if part is not None and pressed[1] == "add":
            draft.add(part)
            focus = f"{draft.starts(part)[-1]}.{part.fields[0].name}"
        elif part is not None:
            draft.remove(part, int(pressed[3] or 0))
            focus = f"add_{part.name}"
        return HTMLResponse(page(asking, lang, draft, None, [], focus=focus, **more))
    opened = draft.button == "next" and len(asking.parts(draft)) > len(asking.parts(Draft()))
    if draft.button == "show" or opened or not asking.ready(draft):
        if opened:
            after = asking.parts(draft)[:2][-1]
            focus = f"{draft.starts(after)[0]}.{after.fields[0].name}"
        return HTMLResponse(page(asking, lang, draft, None, [], focus=focus, **more))
    found, mistakes = await in_thread(request.app, lambda: settled(asking, draft, lang))
    return HTMLResponse(page(asking, lang, draft, found, mistakes, **more), 422 if mistakes else 200)


async def on_paper(
    asking_in: Callable[[str], Asking], lang: str, draft: Draft, request: Request, **more: Any
) -> Response:
    """紙: the sheet to print, in Japanese and beneath it in the reader's language; the form again where something is wrong.

    asking_in: the page in a language; more: what its form shows besides.
    """
    asking = asking_in(lang)
    if asking.ready(draft):
        found, mistakes = await in_thread(request.app, lambda: settled(asking, draft, lang))
    else:
        first = asking.parts(draft)[0]
        name = f"{draft.starts(first)[0]}.{first.fields[0].name}"
        found, mistakes = None, [Mistake(name, say("ask_needed", lang))]
    if found is None or mistakes:
        return HTMLResponse(page(asking, lang, draft, None, mistakes, **more), 422)
    values = {
        "kind": asking.name.split("/")[0],
        "reply": found.reply,
        "beside": found.more,
        "entered": entered(asking_in("ja").parts(draft), asking_in("en").parts(draft), draft),
        "today": date.today().isoformat(),
    }
    return HTMLResponse(render(asking.sheet, lang, **values))


def page(
    asking: Asking,
    lang: str,
    draft: Draft,
    found: Found | None,
    mistakes: list[Mistake],
    focus: str = "",
    **more: Any,
) -> str:
    """頁: the form with what stands in it, its mistakes, and the answer."""
    parts = asking.parts(draft)
    asked = [f"facts.{one.key}" for one in found.reply.questions] if found else []
    values: dict[str, Any] = {
        "asking": asking,
        "action": asking.name,
        "heading": say(f"question_{asking.name.split('/')[0]}", lang),
        "lead": say(asking.lead, lang),
        "parts": parts,
        "draft": draft,
        "ready": asking.ready(draft),
        "reply": found and found.reply,
        "hidden": {},
        "carried": {k: v for k, v in draft.facts.items() if f"facts.{k}" not in asked},
        "mistakes": mistakes,
        "wrong": {one.field: one for one in reversed(mistakes)},
        "focus": focus,
        "switch": asking.name,
        "form_id": "ask",
        "beside": (found and found.more) or {},
        **more,
    }
    return render(asking.template, lang, **values)
