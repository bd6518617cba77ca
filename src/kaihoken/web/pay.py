"""いくら払うか: the page `/{lang}/pay`: the form, its buttons, the answer and the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ..catalogue.load import catalogue
from ..engine import dates
from ..engine.tables import Row, Tables, tables
from ..errors import InputError, KaihokenError, TooLong
from ..households import form
from ..households.answer import Settlement
from ..households.costs import cost_of
from ..households.growth import Aided, Curve, aided, growth
from ..households.read import parse
from ..households.settle import settle
from . import draft as fields
from .draft import Draft
from .household_form import case_of, years
from .mistake_places import mistake_of
from .mistakes import Mistake, mistake_in
from .pay_fields import (
    CAUSE,
    CHARGES,
    COVER,
    HOSPITAL,
    SUPPLEMENT,
    TRANSPORT,
    YEAR,
    charge_fields,
    charge_name,
    told_in,
)
from .pictures import axis
from .posted import fields_of, known
from .render import render
from .settled import in_thread
from .words import say

router = APIRouter(include_in_schema=False)

GROUP = "|".join((*fields.GROUPS, *fields.OF))
BUTTON = re.compile(rf"(add|remove)_({GROUP})(?:\.(\d{{1,3}}))?(?:\.(\w{{1,20}}))?")


FOLDS = {
    "supplement": SUPPLEMENT, "cover": COVER, "hospital": HOSPITAL, "year": YEAR, "transport": TRANSPORT, "cause": CAUSE,
}  # fmt: skip


@router.get("/{lang}/pay")
async def empty(lang: str) -> Response:
    """The form with one person and one bill."""
    known(lang)
    return HTMLResponse(_page(lang, fields.new(this_month()), None, []))


@router.post("/{lang}/pay")
async def filled(lang: str, request: Request) -> Response:
    """A button of the form: adds or removes a part, shows the form as it is, or settles."""
    known(lang)
    draft, button = await read(request)
    if pressed := BUTTON.fullmatch(button):
        focus = _press(draft, pressed)
        return HTMLResponse(_page(lang, draft, None, [], focus=focus))
    if button == "show":
        return HTMLResponse(_page(lang, draft, None, []))
    most = request.app.state.settings.bills
    found, mistakes = await in_thread(request.app, lambda: settled(draft, lang, most))
    return HTMLResponse(_page(lang, draft, found, mistakes), 422 if mistakes else 200)


@router.post("/{lang}/pay/sheet")
async def sheet(lang: str, request: Request) -> Response:
    """The sheet to print and take to the counter; the form again where something is wrong."""
    known(lang)
    draft, _ = await read(request)
    most = request.app.state.settings.bills
    found, mistakes = await in_thread(request.app, lambda: settled(draft, lang, most, pictures=False))
    if found is None:
        return HTMLResponse(_page(lang, draft, None, mistakes), 422)
    values = {"case": found.case, "answer": found.answer, "today": date.today().isoformat()}
    return HTMLResponse(render("sheet.html", lang, **values, ja_named=_ja_named(found.case, draft)))


def _ja_named(case: form.Case, draft: Draft) -> Callable[[str], str]:
    """日本語の保険の名: what a Japanese sentence of the sheet says, with insurances as the clerk calls them."""
    named = case_of(draft, "ja").data["insurers"]
    pairs = sorted(
        ((one.name, named[key]["name"]) for key, one in case.insurers.items() if key in named),
        key=lambda pair: -len(pair[0]),
    )

    def said(text: str) -> str:
        for own, ja in pairs:
            text = text.replace(own, ja)
        return text

    return said


def this_month() -> str:
    """今月: the month of today, YYYY-MM."""
    return date.today().isoformat()[:7]


async def read(request: Request) -> tuple[Draft, str]:
    """The form of a request and the button that was pressed. Raises Refusal for what is no form."""
    pairs = await fields_of(request)
    button = next((value for name, value in pairs if name == "do"), "settle")
    if button == "switch":  # the other language shows what this one showed
        button = "settle" if any(name == "settled" for name, _ in pairs) else "show"
    return fields.read(pairs), button


def _press(draft: Draft, found: re.Match[str]) -> str:
    """Adds or removes what a button names; the field that takes the focus."""
    what, group, nth, last = found[1], found[2], int(found[3] or 0), found[4] or ""
    owner = fields.OF.get(group)
    if what == "add":
        fields.add(draft, group, nth, last)
        if owner is None:
            return f"{group}.{len(getattr(draft, group)) - 1}.{fields.FOCUS[group]}"
        owners = getattr(draft, owner)
        there = owners[min(nth, len(owners) - 1)][group]
        first = CHARGES[there[-1]["kind"]][0] if group == "charges" and there else fields.FOCUS.get(group, "")
        return f"{owner}.{nth}.{group}.{max(0, len(there) - 1)}.{first}"
    if owner is None:
        fields.remove(draft, group, nth)
        return f"add_{group}"
    if last.isdecimal():
        fields.remove(draft, group, nth, int(last))
    return f"add_{group}.{nth}.room" if group == "charges" else f"add_{group}.{nth}"


class Found(NamedTuple):
    """答え: the settlement with the case behind it, and how the payment of its largest bill grows,
    without certificates and with them."""

    case: form.Case
    answer: Settlement
    largest: form.Bill
    cost: int
    curves: list[Curve]
    aided: Aided


def settled(draft: Draft, lang: str, most: int, pictures: bool = True) -> tuple[Found | None, list[Mistake]]:
    """答え: what comes out of what the form says, or what is wrong with it."""
    written = case_of(draft, lang)
    if written.mistakes:
        return None, written.mistakes
    if len(draft.bills) > most:
        return None, [Mistake("", say("wrong_too_many", lang, most))]
    law = tables()
    try:
        case = parse(written.data)
        answer = settle(case, facts=draft.facts, paid=written.paid)
    except InputError as error:
        asked = error.where.removeprefix("facts.")
        if (
            asked != error.where and asked in draft.facts
        ):  # the form has changed since: the question is put anew
            del draft.facts[asked]
            return settled(draft, lang, most, pictures)
        return None, [mistake_of(error, written.paper)]
    except TooLong:
        raise
    except KaihokenError as error:
        return None, [mistake_in(error, lang)]
    costs = {bill.id: bill.cost for bill in answer.bills if bill.id in written.paid}
    case = msgspec.structs.replace(
        case, bills=[msgspec.structs.replace(b, cost=costs.get(b.id, b.cost)) for b in case.bills]
    )
    refused = {one.bill for one in answer.refused}
    largest = max(case.bills, key=lambda bill: (bill.id not in refused, cost_of(bill)))
    cost = cost_of(largest)
    known = (
        pictures and largest.id not in refused and (costs or not written.paid)
    )  # behind a counter's amount a range has no one cost
    curves = growth(case, largest, draft.facts, law, axis(cost)) if known else []
    under = aided(case, largest, draft.facts, law, axis(cost)) if curves else Aided([], "none")
    return Found(case, answer, largest, cost, curves, under), []


def span_words(ending: int, lang: str) -> str:
    """1年間の呼び名: a year by the July in which it ends."""
    return say("year_span", lang, dates.words(ending - 11, lang), dates.words(ending, lang))


def _class_help(law: Tables, on: int) -> list[tuple[list[tuple[str, list[int | None]]], list[str]]]:
    """区分の目安: below 70 and from 70, each class with the amounts from which it begins; None: no resident tax."""
    rough = law.rows("rough_income", on)
    young, senior = law.rows("class_under_70", on), law.rows("class_70", on)

    def bound(row: Row | None, field: str) -> int | None:
        value = None if row is None else row.values[field]
        return value if isinstance(value, int) else None

    columns = ["rough"] if rough else []
    below = [
        (n, [*([bound(rough.get(n), "yen")] if rough else []), bound(r, "remuneration"), bound(r, "income")])
        for n, r in young.items()
    ]
    above = [(n, [bound(r, "remuneration"), bound(r, "taxable")]) for n, r in senior.items()]
    return [(below, [*columns, "remuneration", "income"]), (above, ["remuneration", "taxable"])]


def _page(lang: str, draft: Draft, found: Found | None, mistakes: list[Mistake], focus: str = "") -> str:
    month = max((b["month"] for b in draft.bills if dates.MONTH.fullmatch(b["month"])), default=this_month())
    law, on = tables(), dates.month(month)
    values: dict[str, Any] = {
        "draft": draft,
        "names": fields.names(draft),
        "answer": found and found.answer,
        "found": found,
        "case": found and found.case,
        "mistakes": mistakes,
        "wrong": {m.field: m for m in reversed(mistakes)},
        "focus": focus,
        "classes": (list(law.rows("class_under_70", on)), list(law.rows("class_70", on))),
        "class_help": _class_help(law, on),
        "programs": list(law.rows("program", on).items()),
        "what": tuple(fields.WHAT),
        "units": fields.UNITS,
        "folds": FOLDS,
        "years": years(draft),
        "beside_names": [e for e in catalogue().values() if any(x.what == "combined" for x in e.listing)],
        "charge_kinds": list(CHARGES),
        "charge_fields": charge_fields,
        "charge_name": charge_name,
        "told_in": told_in,
        "span_words": span_words,
        "room": {group: len(getattr(draft, group)) < most for group, (most, _) in fields.GROUPS.items()},
        "switch": "pay",
    }
    return render("pay.html", lang, **values)
