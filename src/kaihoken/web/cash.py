"""働けないとき、産むとき、亡くなったとき: the page `/{lang}/cash`: benefits in cash on a line of time, the premium beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
from fastapi import APIRouter

from ..engine import dates
from ..errors import KaihokenError
from ..forms.read import parse
from ..forms.reply import Group, Line, Reply
from ..premiums.prefectures import ENGLISH
from . import replies
from .ask_fields import Draft, Field, Part, Writer
from .asking import Asking, add_routes
from .mistakes import mistake_in
from .rooms import ROOMS
from .timeline import Mark, Span, timeline
from .words import LANGS, Two, say

router = APIRouter(include_in_schema=False)

KINDS = ("sickness", "birth", "death")
EMPLOYEES = ("employee", "voluntary")
PREFECTURES = tuple((ja, f"{ja} {en}") for ja, en in ENGLISH.items())
WHAT = Part("what", (Field("kind", "radios", ("sickness", "birth", "death", ""), word="cash_kind"),))
INSURED = Part(
    "insured",
    (
        Field("scheme", "pick", ("employee", "voluntary", "national", "elderly", "day_labourer")),
        Field("insurer", "pick", ("kyokai", "society"), hint=True),
        Field("joined", "day", hint=True),
        Field("left", "day", hint=True),
        Field("remuneration", "number", unit="yen", hint=True),
    ),
)
PREMIUM = Part(
    "premium",
    (
        Field("prefecture", "choice", named=PREFECTURES, hint=True),
        Field("birth", "day", word="own_birth"),
        Field("childcare_to", "day", hint=True),
    ),
    folded=True,
)
SICKNESS = (
    Part("spell", (Field("from", "day", word="off_from"), Field("to", "day", word="off_to"), Field("wages", "number", unit="yen", hint=True)), most=12),
    Part(
        "sickness",
        (
            Field("disability_pension", "number", unit="yen"),
            Field("disability_from", "day"),
            Field("old_age_pension", "number", unit="yen", hint=True),
            Field("work_accident", "pick", ("no", "yes")),
            Field("worked_last_day", "pick", ("no", "yes")),
        ),
        folded=True,
    ),
)  # fmt: skip
BIRTH = (
    Part(
        "birth",
        (
            Field("mother", "pick", ("insured", "dependant")),
            Field("due", "day"),
            Field("day", "day", word="birth_day", hint=True),
            Field("children", "number", hint=True),
            Field("weeks", "number", hint=True),
            Field("cost", "number", unit="yen", hint=True),
            Field("payment", "pick", ("direct", "proxy", "after"), hint=True),
        ),
    ),
)
DEATH = (
    Part(
        "death",
        (
            Field("day", "day", word="death_day"),
            Field("who", "pick", ("insured", "dependant")),
            Field("cost", "number", unit="yen", word="burial_cost", hint=True),
            Field("buried", "day", hint=True),
            Field("continued_until", "day", hint=True),
        ),
    ),
)


def parts(draft: Draft) -> list[Part]:
    """様式の部分: by what happened; only the question while that is not told."""
    own = {"sickness": SICKNESS, "birth": BIRTH, "death": DEATH}.get(draft.get("what.kind"))
    if own is None:
        return [WHAT]
    premium = {"sickness": [PREMIUM._replace(fields=PREMIUM.fields[:2])], "birth": [PREMIUM]}
    return [WHAT, *own, INSURED, *premium.get(draft.get("what.kind"), [])]


def write(writer: Writer) -> None:
    """様式を書く: what happened, and how the person is insured."""
    {"sickness": _sickness, "birth": _birth, "death": _death}[writer.draft.get("what.kind")](writer)
    for name in ("scheme", "insurer", "joined", "left", "remuneration"):
        writer.put(f"insured.{name}", f"insured.{name}")
    writer.paths.setdefault("insured", "insured.scheme")


def _sickness(writer: Writer) -> None:
    writer.set("benefits.0.kind", "sickness")
    for n, start in enumerate(writer.draft.starts(SICKNESS[0])):
        at = f"benefits.0.spells.{n}"
        writer.need(f"{at}.from", f"{start}.from")
        writer.need(f"{at}.to", f"{start}.to")
        writer.put(f"{at}.wages", f"{start}.wages")
    for field in SICKNESS[1].fields:
        writer.put(f"benefits.0.{field.name}", f"sickness.{field.name}")


def _birth(writer: Writer) -> None:
    due, day = writer.value("birth.due"), writer.value("birth.day")
    if due is None and day is None:
        writer.wrong("birth.due", "ask_due_or_birth")
    mother = writer.value("birth.mother") or "insured"
    own = mother == "insured" and (writer.value("insured.scheme") or "employee") in EMPLOYEES
    if own:  # the allowance needs wages of one's own
        writer.set("benefits.0.kind", "maternity")
        writer.set("benefits.0.due", due or day)
        writer.paths["benefits.0.due"] = "birth.due"
        writer.put("benefits.0.birth", "birth.day")
        writer.put("benefits.0.children", "birth.children")
    at = f"benefits.{int(own)}"
    writer.set(f"{at}.kind", "childbirth")
    writer.set(f"{at}.birth", day or due)
    writer.paths[f"{at}.birth"] = "birth.day"
    writer.set(f"{at}.whose", mother)
    for name in ("children", "weeks", "cost", "payment"):
        writer.put(f"{at}.{name}", f"birth.{name}")


def _death(writer: Writer) -> None:
    writer.set("benefits.0.kind", "funeral")
    writer.need("benefits.0.death", "death.day")
    writer.set("benefits.0.whose", writer.value("death.who") or "insured")
    for name in ("cost", "buried", "continued_until"):
        writer.put(f"benefits.0.{name}", f"death.{name}")


def beside(writer: Writer, reply: Reply) -> Mapping[str, Any]:
    """並べるもの: the line of time, what of it is a table, and the premium of the same months."""
    every = [one.groups for one in reply.outcomes]  # what is drawn holds in each of them
    groups = (
        reply.groups or [g for g in every[0] if all(g in groups for groups in every)]
        if every
        else reply.groups
    )
    parts = _parts(groups)
    spans, marks = _spans(parts), _marks(groups)
    return {
        "picture": timeline(spans, marks, writer.lang) if spans or len(marks) > 1 else "",
        "spans": spans,
        "marks": marks,
        "claims": _claims(replies.outcomes(reply)[0] or groups),
        "sums": [(g, total) for g in reply.groups if (total := _line(g, "total")) is not None],
        "parts": parts,
        "premium": _premium(writer, groups),
    }


def _line(group: Group, key: str) -> Line | None:
    return next((line for line in group.lines if line.key == key), None)


def _claims(groups: list[Group]) -> list[tuple[Line, Line, Line]]:
    """Until when, what to hand in, and where, in the order of the last days."""
    found = []
    for group in groups:
        by, form, where = (_line(group, key) for key in ("claim_by", "form", "where"))
        if by and where:  # a municipality has forms of its own: what it is for is its name
            named = msgspec.structs.replace(where, key="form", value_ja=group.ja, value_en=group.en)
            found.append((by, form or named, where))
    return sorted(found, key=lambda claim: str(claim[0].value))


def _parts(groups: list[Group]) -> list[dict[str, Line]]:
    """Days in a row that are alike, their lines by their keys."""
    found = [{line.key: line for line in group.lines} for group in groups if "_part_" in group.key]
    return [lines for lines in found if {"from", "to", "why", "daily"} <= set(lines)]


def _spans(parts: list[dict[str, Line]]) -> list[Span]:
    found = []
    for lines in parts:
        why, daily = lines["why"], lines["daily"]
        words = [replies.value(why, lang) for lang in LANGS]
        if daily.value:
            words = [
                f"{one} {say('time_daily', lang, replies.value(daily, lang))}"
                for one, lang in zip(words, LANGS, strict=True)
            ]
        kind = "paid" if daily.value else "unpaid"
        found.append(Span(str(lines["from"].value), str(lines["to"].value), Two(*words), kind))
    return found


MARKS = ("start", "period_end", "if_it_goes_on", "loss", "childbirth_until", "funeral_until")


def _marks(groups: list[Group]) -> list[Mark]:
    found: dict[tuple[str, str], Mark] = {}
    for group in groups:
        for line in group.lines:
            if line.key in MARKS and isinstance(line.value, str) and replies.DAY.fullmatch(line.value):
                words = Two(replies.own(line, "ja"), replies.own(line, "en"))
                found.setdefault((line.key, line.value), Mark(line.value, words))
    return sorted(found.values(), key=lambda one: one.on)


SHOWN = ("health_charged", "pension_charged", "health", "child", "pension", "deducted")
MOST_MONTHS = 24


def _premium(writer: Writer, groups: list[Group]) -> dict[str, Any] | None:
    """The premium of each month of the benefit; None where it was not asked for."""
    prefecture, standard = writer.value("premium.prefecture"), writer.value("insured.remuneration")
    birth, childcare = writer.value("premium.birth"), writer.value("premium.childcare_to")
    days = [
        str(line.value) for g in groups if "_part_" in g.key for line in g.lines if line.key in ("from", "to")
    ]
    if not prefecture:
        return None
    if not days or standard is None or birth is None:
        return {"wrong": say("premium_needs", writer.lang)}
    if writer.value("insured.insurer") == "society":  # each has a rate of its own
        return {"wrong": say("premium_society", writer.lang)}
    first, last = min(days), max(days)
    asked: dict[str, Any] = {"standard": standard, "prefecture": prefecture, "birth": birth}
    for name in ("joined", "left"):
        if (day := writer.value(f"insured.{name}")) is not None:
            asked[name] = day
    if writer.draft.get("what.kind") == "birth":
        asked["leaves"] = [{"kind": "maternity", "from": first, "to": last}]
        if childcare is not None and childcare > last:
            asked["leaves"].append({"kind": "childcare", "from": _next(last), "to": childcare})
            last = childcare
    low = dates.month(first[:7]) - 1  # the month before the leave shows the usual premium
    asked |= {
        "month": dates.text(low),
        "through": dates.text(min(dates.month(last[:7]) + 1, low + MOST_MONTHS)),
    }
    room = ROOMS["premium"]
    try:
        reply = room.reply(parse({"premium": {"employee": asked}}, room.form))
    except KaihokenError as error:
        return {"wrong": mistake_in(error, writer.lang).text}
    months = [g for g in reply.groups if not g.key.endswith("sum")]
    lines = [{line.key: line for line in g.lines} for g in months]
    names = [
        next(one[key] for one in lines if key in one) for key in SHOWN if any(key in one for one in lines)
    ]
    rows = [
        (g.key.split(" ")[-1], [one.get(name.key) for name in names])
        for g, one in zip(months, lines, strict=True)
    ]
    return {"wrong": "", "rows": rows, "reply": reply, "names": names}


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


ASKING = Asking(
    "cash",
    ROOMS["benefits"],
    parts,
    write,
    beside,
    "cash.html",
    "cash_sheet.html",
    ready=lambda draft: draft.get("what.kind") in KINDS,
    lead="cash_lead",
)
add_routes(router, ASKING)
