"""どの保険に入っているか: the page `/{lang}/enrol`: which scheme on a day, what to show, what to do by when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import msgspec
from fastapi import APIRouter

from ..enrolment.form import Relation, Status, WorkKind
from ..forms.reply import Group, Line, Reply
from . import replies
from .ask_fields import Draft, Field, Part, Writer
from .asking import Asking, add_routes
from .rooms import ROOMS
from .words import say

router = APIRouter(include_in_schema=False)

MOST = 6
LETTERS = "ABCDEF"
ABOUT = Part("about", (Field("on", "day", word="enrol_on", hint=True),))
OWN = (
    Field("name", word="called", hint=True),
    Field("birth", "day", word="birth_date"),
)
WORK = (
    Field("work", "choice", get_args(WorkKind), fold="fold_work"),
    Field(
        "place",
        "choice",
        ("company", "public", "listed_trade", "profession", "other_trade"),
        fold="fold_work",
    ),
    Field("work_from", "day", fold="fold_work"),
    Field("hours", "number", fold="fold_work", hint=True),
    Field("regular_hours", "number", fold="fold_work", hint=True),
    Field("wage", "number", unit="yen", fold="fold_work", hint=True),
    Field("firm_size", "number", fold="fold_work", hint=True),
    Field("student", "choice", ("yes", "no"), fold="fold_work"),
    Field("income", "number", unit="yen", word="own_income", fold="fold_work", hint=True),
)
LEFT = (
    Field("left_on", "day", fold="fold_left"),
    Field("left_months", "number", fold="fold_left", hint=True),
    Field("voluntary", "pick", ("no", "yes"), fold="fold_left"),
)
FAMILY = (
    Field("relation", "choice", get_args(Relation), fold="fold_family"),
    Field("together", "choice", ("yes", "no"), fold="fold_family"),
    Field("family_income", "number", unit="yen", fold="fold_family", hint=True),
    Field("remittance", "number", unit="yen", fold="fold_family", hint=True),
)
FOREIGN = (
    Field("status", "choice", get_args(Status), fold="fold_foreign", hint=True),
    Field("months", "number", word="stay_months", fold="fold_foreign", hint=True),
    Field("since", "day", fold="fold_foreign"),
    Field("agreement", "pick", ("no", "yes"), fold="fold_foreign", hint=True),
)
GAP = (
    Field("notified", "day", fold="fold_gap", hint=True),
    Field("treated_on", "day", fold="fold_gap"),
    Field("treated_cost", "number", unit="yen", fold="fold_gap", hint=True),
    Field("treated_paid", "number", unit="yen", fold="fold_gap", hint=True),
    Field("old_card", "pick", ("no", "yes"), fold="fold_gap"),
    Field("excused", "choice", ("yes", "no"), fold="fold_gap", hint=True),
    Field("levy_monthly", "number", unit="yen", fold="fold_gap", hint=True),
)
HOME = (
    Field("moved", "day", fold="fold_home"),
    Field("disabled", "pick", ("no", "yes"), fold="fold_home"),
    Field("assistance_from", "day", fold="fold_home"),
    Field("my_number", "choice", ("yes", "no"), fold="fold_home"),
)


def parts(draft: Draft) -> list[Part]:
    """様式の部分: the day, and each person; a relative names one of the others."""
    person = Part("person", (*OWN, *WORK, *LEFT, *FAMILY, *FOREIGN, *GAP, *HOME), most=MOST)
    count = draft.count(person)
    if count > 1:
        others = tuple((LETTERS[n], f"{n + 1} {draft.get(f'person.{n}.name')}".strip()) for n in range(count))
        family = Field("of", "choice", named=others, fold="fold_family")
        person = person._replace(fields=(*OWN, *WORK, *LEFT, family, *FAMILY, *FOREIGN, *GAP, *HOME))
    return [ABOUT, person]


def write(writer: Writer) -> None:
    """様式を書く: the people by their names, with work, family, leaving and stay as far as they are told."""
    person = parts(writer.draft)[1]
    names = _names(writer, person)
    if writer.put("enrol.on", "about.on") is None:
        writer.set("enrol.on", date.today().isoformat())
    for start, name in zip(writer.draft.starts(person), names, strict=True):
        at = f"enrol.people.{name}"
        writer.need(f"{at}.birth", f"{start}.birth")
        for path, field in (("income", "income"), ("moved", "moved"), ("since", "since"), ("disabled", "disabled"), ("my_number", "my_number"), ("assistance.from", "assistance_from")):  # fmt: skip
            writer.put(f"{at}.{path}", f"{start}.{field}")
        _work(writer, at, start)
        if writer.put(f"{at}.left.on", f"{start}.left_on") is not None:
            writer.put(f"{at}.left.months", f"{start}.left_months")
            writer.put(f"{at}.left.voluntary", f"{start}.voluntary")
        _family(writer, at, start, names)
        if writer.put(f"{at}.foreign.status", f"{start}.status") is not None:
            writer.put(f"{at}.foreign.months", f"{start}.months")
            writer.put(f"{at}.foreign.agreement", f"{start}.agreement")
        if writer.draft.holds([start], GAP):
            _gap(writer, f"{at}.gap", start)


def _names(writer: Writer, person: Part) -> list[str]:
    """How each person is called in the form of the room: a name without the marks of a path, or a letter."""
    found: list[str] = []
    for n, start in enumerate(writer.draft.starts(person)):
        name = re.sub(r"[.\[\]:/$`]", " ", writer.draft.get(f"{start}.name")).strip()
        if name.isdigit():
            name = say("person", writer.lang, name)
        found.append(name if name and name not in found else LETTERS[n])
    return found if len(set(found)) == len(found) else list(LETTERS[: len(found)])


def _work(writer: Writer, at: str, start: str) -> None:
    if writer.put(f"{at}.work.kind", f"{start}.work") is None:
        return
    writer.put(f"{at}.work.establishment.kind", f"{start}.place")
    writer.put(f"{at}.work.from", f"{start}.work_from")
    for name in ("hours", "regular_hours", "wage", "firm_size", "student"):
        writer.put(f"{at}.work.{name}", f"{start}.{name}")
    writer.paths.setdefault(f"{at}.work", f"{start}.work")


def _family(writer: Writer, at: str, start: str, names: list[str]) -> None:
    relation = writer.value(f"{start}.relation")
    if relation is None:
        return
    of = writer.value(f"{start}.of")
    if of is None:
        writer.wrong(f"{start}.of" if len(names) > 1 else f"{start}.relation", "ask_of_whom")
        return
    writer.paths[f"{at}.family.of"] = f"{start}.of"
    writer.set(f"{at}.family.of", names[LETTERS.index(of)])
    writer.put(f"{at}.family.relation", f"{start}.relation")
    for path, field in (("together", "together"), ("income", "family_income"), ("remittance", "remittance")):
        writer.put(f"{at}.family.{path}", f"{start}.{field}")


def _gap(writer: Writer, at: str, start: str) -> None:
    """The notice, one bill before it, and the levy of a month."""
    writer.set(at, {})
    writer.paths[at] = f"{start}.notified"
    for path, field in (("notified", "notified"), ("monthly", "levy_monthly"), ("excused", "excused")):
        writer.put(f"{at}.{path}", f"{start}.{field}")
    if writer.draft.holds([start], GAP[1:5]):
        writer.need(f"{at}.bills.0.on", f"{start}.treated_on")
        writer.need(f"{at}.bills.0.cost", f"{start}.treated_cost")
        writer.put(f"{at}.bills.0.paid", f"{start}.treated_paid")
        writer.put(f"{at}.bills.0.old_card", f"{start}.old_card")


def _open(group: Group, line: Line) -> bool:
    """Whether a line is something to do; a claim only where something comes back, and while it can be made."""
    if not line.key.startswith("claim_by"):
        return line.key in TO_DO
    values = {one.key: one.value for one in group.lines}
    return bool(values.get("comes_back")) and str(line.value) >= str(values.get("notified", ""))


TO_DO = ("employer", "dependant", "municipality", "moved", "leave_national", "voluntary")


def beside(writer: Writer, reply: Reply) -> Mapping[str, Any]:
    """並べるもの: each person's scheme, and what is to be done, in the order of its last days."""
    schemes = [(g.ja, line) for g in reply.groups for line in g.lines if line.key == "scheme"]
    to_do = []
    name = ""
    for group in reply.groups:  # a person's own group stands before that of the gap
        name = group.ja if group.lines[0].key == "scheme" else name
        to_do += [(str(line.value), name, line) for line in group.lines if _open(group, line)]
    return {
        "schemes": schemes,
        "to_do": sorted(to_do, key=lambda one: one[:2]),
        "own": replies.own,
        "task": _task,
    }


def _task(line: Line) -> Line:
    """すること: a line whose day stands before it, so that its words need not end with "by"."""
    return msgspec.structs.replace(line, en=line.en.removesuffix(" by").removesuffix(","))


ASKING = Asking(
    "enrol", ROOMS["enrol"], parts, write, beside, "enrol.html", "enrol_sheet.html", lead="enrol_lead"
)
add_routes(router, ASKING)
