"""承認、オンライン診療、加算の判断: the page `/{lang}/decide`: every fact is asked by the rules themselves."""

from __future__ import annotations

from datetime import date
from typing import get_args

from fastapi import APIRouter

from ..decisions.form import Asked
from .ask_fields import Draft, Field, Part, Writer
from .asking import Asking, add_routes
from .rooms import ROOMS

router = APIRouter(include_in_schema=False)

WHAT = Part(
    "decision",
    (
        Field("question", "radios", (*get_args(Asked), ""), word="decide"),
        Field("on", "day", word="enrol_on", hint=True),
    ),
)
FEE = Part(
    "fee",
    (
        Field("visit", "pick", ("first", "return"), word="fee_visit"),
        Field("against", word="fee_against", hint=True),
    ),
)


def parts(draft: Draft) -> list[Part]:
    """様式の部分: the question and the day; for the points of a visit, which visit."""
    return [WHAT, FEE] if draft.get("decision.question") == "visit_fee" else [WHAT]


def write(writer: Writer) -> None:
    """様式を書く: the question and the day; the facts are answers to what the rules ask."""
    writer.put("decide", "decision.question")
    if writer.put("on", "decision.on") is None:
        writer.set("on", date.today().isoformat())
    if writer.draft.get("decision.question") == "visit_fee":
        writer.set("fee.visit", writer.value("fee.visit") or "first")
        writer.put("fee.against", "fee.against")


ASKING = Asking(
    "decide", ROOMS["decide"], parts, write,
    ready=lambda draft: draft.get("decision.question") in get_args(Asked), lead="decide_lead",
)  # fmt: skip
add_routes(router, ASKING)
