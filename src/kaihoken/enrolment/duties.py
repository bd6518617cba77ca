"""すべきこと: notices and applications with their last days."""

from __future__ import annotations

from datetime import date

from ..engine.tables import Row
from ..forms.reply import Line
from ..law import residents as home
from ..law.enrolment_shapes import Count
from ..law.shapes import NONE
from .facts import At, month_of
from .lines import day_line
from .standing import (
    OF_EMPLOYEES,
    ONE_DAY,
    Standing,
    began,
    may_continue,
    scratch,
    standing,
    voluntary_span,
    working,
)
from .words import Pair

MUNICIPAL: Pair = (
    "世帯主が市区町村に届け出ます。初日を含めて数えます。",
    "The head of the household gives notice; the first day is counted.",
)
EMPLOYERS: Pair = (
    "事業主が年金事務所または健康保険組合に届け出ます。初日を含めて数えた早い方の日です。",
    "The employer gives notice to the pension office or the society; counted with the first day, the earlier reading.",
)
VOLUNTARY: Pair = (
    "資格を失った日から数え、その日を含みます。保険料は全額自己負担です。",
    "Counted from the day of the loss, that day included; the whole premium is one's own.",
)


def duties(at: At, name: str, on: date, found: Standing) -> list[Line]:
    """届出の行: those whose last day is not over."""
    person = at.question.people[name]
    lines = []
    first = began(at, name, on)
    if first is not None:
        work = working(person, name, on)
        if found.scheme == home.EMPLOYEE and work is not None and work.kind in ("regular", "part_time"):
            lines += _due(at, "employer", "employer", "employer_notice", first, on, EMPLOYERS)
        if found.scheme == home.FAMILY:
            lines += _due(at, "dependant", "dependant", "dependant_notice", first, on, EMPLOYERS)
        if found.scheme == home.NATIONAL:
            lines += _due(at, "municipality", "municipality", "municipal_notice", first, on, MUNICIPAL)
        if found.scheme in (*OF_EMPLOYEES, home.FAMILY) and _national_before(at, name, first):
            lines += _due(at, "leave_national", "municipality", "municipal_notice", first, on, MUNICIPAL)
    if found.scheme == home.NATIONAL and person.moved is not None:
        moved = date.fromisoformat(person.moved)
        if moved <= on:
            lines += _due(at, "moved", "municipality", "moving_notice", moved, on, MUNICIPAL)
    return lines


def _national_before(at: At, name: str, first: date) -> bool:
    """Whether the person was in National Health Insurance on the day before."""
    if first <= day_of_birth(at, name):
        return False
    return standing(scratch(at), name, first - ONE_DAY).scheme == home.NATIONAL


def day_of_birth(at: At, name: str) -> date:
    """生年月日."""
    return date.fromisoformat(at.question.people[name].birth)


def _due(at: At, key: str, row: str, article: str, first: date, on: date, note: Pair) -> list[Line]:
    table: Row = at.teller.law.rows("notice", month_of(first))[row]
    days = Count(NONE, int(table.values["number"]))
    last = date.fromordinal(home.last_of(first.toordinal(), days))
    if last < on:
        return []
    basis = at.teller.law.article(article, "employee", month_of(on))
    return [day_line(key, last, basis, note, table.evidence)]


def options(at: At, name: str, on: date, found: Standing) -> list[Line]:
    """任意継続の行: until when it can be asked for after leaving work, and how long it may last."""
    left = at.question.people[name].left
    span = voluntary_span(at, name)
    if left is None or span is None or left.voluntary:
        return []
    if found.scheme in (*OF_EMPLOYEES, home.ELDERLY) or on < span[0]:
        return []
    days = at.number("voluntary_continuation", span[0], "days_to_apply")
    last = date.fromordinal(home.last_of(span[0].toordinal(), days))
    if on > last or not may_continue(at, name, on):
        return []
    article = at.teller.law.article("join_voluntary", "employee", month_of(on))
    return [day_line("voluntary", last, article, VOLUNTARY), day_line("voluntary_until", span[1], article)]
