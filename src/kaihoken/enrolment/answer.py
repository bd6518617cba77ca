"""資格の答え: for each person the scheme, from when, what to show, what to do by when, and what changes next."""

from __future__ import annotations

from datetime import date

import msgspec

from ..engine.book import ages
from ..engine.tables import Tables, tables
from ..errors import Choice
from ..forms.outcomes import replied
from ..forms.reply import Group, Reply
from ..forms.teller import Teller
from ..premiums.answer import QUESTIONS as LEVY_QUESTIONS
from .check import check
from .duties import duties, options
from .facts import At, aged, day_of, month_of
from .form import Enrol, Establishment, Person, Question, Work
from .gap import gap_groups
from .lines import change_lines, scheme_lines, show_lines
from .notes import notes
from .standing import WORKING_AGE, standing
from .words import QUESTIONS


def answer(form: Enrol, *, strict: bool = False, law: Tables | None = None) -> Reply:
    """資格を答える: of every person of the form on its day.

    Raises InputError for a form that contradicts itself, ProvisionalFigure under strict.
    """
    check(form.enrol)
    asked = {**LEVY_QUESTIONS, **QUESTIONS}
    return replied(lambda teller: _reply(form, teller), law or tables(), asked, strict, form.facts)


def _reply(form: Enrol, teller: Teller) -> Reply:
    on = day_of(form.enrol.on, "enrol.on")
    teller.row("elderly_entry", month_of(on), "disabled")  # nothing is known before the elderly scheme
    people = {name: _working(form.enrol, name, on, teller) for name in form.enrol.people}
    at = At(msgspec.structs.replace(form.enrol, people=people), teller)
    groups = []
    for name in people:
        found = standing(at, name, on)
        lines = scheme_lines(at, name, on, found)
        lines += show_lines(at, name, on, found.scheme)
        lines += duties(at, name, on, found)
        lines += options(at, name, on, found)
        lines += change_lines(at, name, on)
        notes(at, name, on, found)
        groups.append(Group(name, name, name, lines))
        groups += gap_groups(at, name, on, found)
    return teller.reply(groups, form)


def _working(question: Question, name: str, on: date, teller: Teller) -> Person:
    """働き方: the person, with the work being tried where none is told and it may decide the scheme."""
    person = question.people[name]
    told = (person.work, person.family, person.left, person.assistance, person.society or None)
    if any(one is not None for one in told) or not aged(person, name, WORKING_AGE, on):
        return person
    if aged(person, name, ages(teller.law).old, on):
        return person
    choices = [
        Choice("regular", "会社などの正社員", "regular staff of a company or public body"),
        Choice("none", "働いていない、または自営業", "not working, or self-employed"),
    ]
    kind = teller.need("work", name, choices)
    work = Work("regular" if kind == "regular" else "none", establishment=Establishment("company"))
    return msgspec.structs.replace(person, work=work)
