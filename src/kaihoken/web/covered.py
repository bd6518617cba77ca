"""保険は使えるか: the pages `/{lang}/covered` (search) and `/{lang}/covered/{item}`.

The item and the day are in the address; what is said of the patient travels in the form only.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ..catalogue.criteria import NUMBERS
from ..catalogue.entry import Criterion, Entry
from ..catalogue.find import search
from ..catalogue.load import catalogue
from ..catalogue.standing import criteria_on
from ..catalogue.summary import amount, amounts, row_of, status_of, whole
from ..catalogue.words import APPROVAL, CLAUSE, KINDS, OUTCOME
from ..engine.tables import tables
from ..errors import InputError
from ..forms.reply import Reply
from . import replies
from .api_law import one_of
from .api_rooms import asked_day
from .ask_fields import Draft, Field, Part, Writer
from .asking import Asking, answered, on_paper, posted
from .posted import known
from .problems import Refusal
from .reading import clean
from .render import render
from .rooms import ROOMS

router = APIRouter(include_in_schema=False)
CLASSES = ("month", "year", "aided", "aided_year", "may_be_due")


@router.get("/{lang}/covered")
async def find(lang: str, request: Request) -> Response:
    """The search: ?q=words&kind=drug&on=2026-08-10; everything without words."""
    known(lang)
    query = one_of(request, "q", "kind", "on")
    wrong, on = "", query.get("on") or date.today().isoformat()
    try:
        day = asked_day(on)
    except InputError:
        wrong, day = on, date.today()
    words, kind = clean(query.get("q", "")), query.get("kind", "")
    found = search(catalogue(), words, kind if kind in KINDS else None)
    values = {
        "query": words,
        "kind": kind,
        "kinds": KINDS,
        "on": on,
        "wrong": wrong,
        "rows": [_row(entry, day, lang) for entry in found],
        "switch": "covered",
    }
    return HTMLResponse(render("covered.html", lang, **values), 422 if wrong else 200)


def _row(entry: Entry, day: date, lang: str) -> dict[str, str]:
    at = 0 if lang == "ja" else 1
    return {
        "id": entry.id,
        "name": (entry.ja, entry.en)[at],
        "what": (entry.what_ja, entry.what_en)[at],
        "kind": KINDS[entry.kind][at],
        "status": status_of(entry, row_of(entry, day)["status"], lang),
        "price": amounts(entry, day, lang),
    }


@router.get("/{lang}/covered/{item}")
async def one(lang: str, item: str, request: Request) -> Response:
    """One product or service on a day, for nobody in particular."""
    known(lang)
    entry = _entry(item)
    draft = Draft([("about.on", one_of(request, "on").get("on") or date.today().isoformat())])
    return await _answered(lang, entry, draft, request)


@router.post("/{lang}/covered/{item}")
async def for_patient(lang: str, item: str, request: Request) -> Response:
    """The same for a patient whose facts stand in the form."""
    known(lang)
    entry, draft = await _told(item, request)
    return await _answered(lang, entry, draft, request)


@router.post("/{lang}/covered/{item}/sheet")
async def sheet(lang: str, item: str, request: Request) -> Response:
    """The sheet to print and take to the doctor."""
    known(lang)
    entry, draft = await _told(item, request)
    more = _more(entry, draft, lang)
    return await on_paper(lambda lang: _asking(entry, lang), lang, draft, request, **more)


async def _told(item: str, request: Request) -> tuple[Entry, Draft]:
    """The entry, and what its form says; today where it names no day."""
    entry, draft = _entry(item), await posted(request)
    draft.values.setdefault("about.on", date.today().isoformat())
    return entry, draft


def _entry(item: str) -> Entry:
    found = catalogue().get(item)
    if found is None:
        raise Refusal(404, "not_found")
    return found


async def _answered(lang: str, entry: Entry, draft: Draft, request: Request) -> Response:
    draft.button = "settle"  # the answer is always shown; the other language too
    return await answered(_asking(entry, lang), lang, draft, request, **_more(entry, draft, lang))


def _asking(entry: Entry, lang: str) -> Asking:
    return Asking(
        f"covered/{entry.id}",
        ROOMS["covered"],
        lambda draft: parts(entry, draft, lang),
        lambda writer: write(entry, writer),
        lambda writer, reply: _beside(entry, reply, lang),
        "covered_item.html",
        "covered_sheet.html",
    )


def _more(entry: Entry, draft: Draft, lang: str) -> dict[str, Any]:
    ja = lang == "ja"
    return {
        "entry": entry,
        "heading": entry.ja if ja else entry.en,
        "lead": entry.what_ja if ja else entry.what_en,
        "switch": f"covered/{entry.id}",
        "story": story(entry, lang),
        "prices": sorted(((one.from_, one) for one in entry.price), key=lambda pair: pair[0]),
        "amount": amount,
        "on": draft.get("about.on"),
        "hidden": {"about.on": draft.get("about.on")},
        "sources": list(whole(entry, date.today())["sources"].values()),
    }


def _day(draft: Draft) -> date:
    try:
        return date.fromisoformat(draft.get("about.on"))
    except ValueError:
        return date.today()


def parts(entry: Entry, draft: Draft, lang: str) -> list[Part]:
    """様式の部分: the criteria of the day to tick off, and the patient's age, class and certificate."""
    ja = lang == "ja"
    day = _day(draft)
    fields = []
    for name, one in _asked(entry, day).items():
        kind = "number" if one.op in NUMBERS else "radios"
        label = (one.ask_ja if ja else one.ask_en) if kind == "number" else ""
        clause = CLAUSE[one.of][0 if ja else 1] if one.of != "contraindication" else ""
        words = label or (one.ja if ja else one.en)
        fields.append(
            Field(
                name,
                kind,
                () if kind == "number" else ("yes", "no"),
                label=f"{clause}: {words}".removeprefix(": "),
            )
        )
    found = [Part("criteria", tuple(fields))] if fields else []
    if entry.kind in ("figures", "rule"):
        return found
    month = day.year * 12 + day.month - 1
    law = tables()
    every = dict.fromkeys([*law.rows("class_under_70", month), *law.rows("class_70", month)])
    held = [(str(one.program), f"{one.program} {one.ja if ja else one.en}") for one in entry.aid]
    patient = [
        Field("age", "number", unit="years", word="patient_age", hint=True),
        Field("class", "choice", named=tuple((name, name) for name in every), word="class", hint=True),
    ]
    if held:
        patient += [
            Field("program", "choice", named=tuple(held), word="certificate_held"),
            Field("limit", "number", unit="yen", word="certificate_limit"),
        ]
    return [*found, Part("patient", tuple(patient))]


def _asked(entry: Entry, day: date) -> dict[str, Criterion]:
    """The criteria of a day by the name of their field, each fact once; the age stands apart."""
    found: dict[str, Criterion] = {}
    for one in criteria_on(entry, day):
        if one.fact != "age":
            found.setdefault(f"{_side(one)}-{one.fact}", one)
    return found


def _side(one: Criterion) -> str:
    return "facility" if one.of in ("facility", "physician") else "patient"


def write(entry: Entry, writer: Writer) -> None:
    """様式を書く: the item, the day, and what was said of the patient and the hospital."""
    writer.set("covered", entry.id)
    on = writer.draft.get("about.on")
    writer.set("on", on)
    writer.paths |= {"on": "", "covered": "", "patient": "patient.age"}
    for name, one in _asked(entry, _day(writer.draft)).items():
        said = writer.value(f"criteria.{name}")
        if said is None:
            continue
        path = f"{_side(one)}.facts.{one.fact}"
        writer.paths[path] = f"criteria.{name}"
        writer.set(path, said if one.op in NUMBERS else fact_of(one, said))
    writer.put("patient.age", "patient.age")
    writer.put("patient.class", "patient.class")
    program = writer.value("patient.program")
    limit = writer.value("patient.limit")
    if program is not None:
        writer.set("patient.certificates.0.program", int(program))
        writer.paths["patient.certificates"] = "patient.limit"
        if limit is None:
            writer.wrong("patient.limit", "ask_needed")
        else:
            writer.set("patient.certificates.0.limit", limit)


def fact_of(one: Criterion, holds: bool) -> bool | str:
    """事実: a value under which the words of a criterion hold, or do not."""
    first = one.value[0] if isinstance(one.value, list) else one.value
    if holds == (one.op != "not"):
        return first if isinstance(first, bool) else str(first)
    return not first if isinstance(first, bool) else "other"


class Event(NamedTuple):
    """出来事: a day of an entry's history, what happened, and how good the evidence is."""

    on: str
    words: str
    evidence: str
    article: str


def story(entry: Entry, lang: str) -> list[Event]:
    """経過: approvals with their terms, what became of them, and listings, in order."""
    at = 0 if lang == "ja" else 1
    found = []
    for one in entry.approval:
        words = " ".join(w for w in (APPROVAL[one.type][at], (one.ja, one.en)[at]) if w)
        found.append(Event(one.date, words, one.evidence, one.article))
    found += [
        Event(one.date, f"{OUTCOME[one.what][at]}: {(one.ja, one.en)[at]}", one.evidence, "")
        for one in entry.outcome
    ]
    found += [
        Event(one.date, f"listing_{one.what}", one.evidence, (one.ja, one.en)[at]) for one in entry.listing
    ]
    return sorted(found, key=lambda one: (one.on == "unknown", one.on))


def _beside(entry: Entry, reply: Reply, lang: str) -> dict[str, Any]:
    return {
        "classes": replies.columns(reply.groups, CLASSES),
        "rest": [g for g in replies.shown(replies.without(reply.groups, CLASSES)) if g.key != "status"],
        "status": next((g for g in reply.groups if g.key == "status"), None),
        "ask": [n for n in reply.notes if n.code in ("ask", "ask_clinic")],
        "unverified": [n for n in reply.notes if n.code == "unverified"],
    }
