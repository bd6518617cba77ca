"""所得区分の読み取り: what one set of facts means for a class, read by the functions that read a case."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..engine import dates, explain
from ..errors import InputError, MissingFact
from ..households import form
from ..households.classes import class_for, share_for
from ..households.derive import low_annual
from ..households.incomes import Incomes
from ..law.shapes import NONE
from .pick import Picker, why


class Member(NamedTuple):
    """所得を見る人: one who could count: as whom, since when, and the income of the year that counts.

    later: receipts of the year of the employee scheme's test, yen, where stated.
    """

    roles: tuple[str, ...]
    birth: str | None
    disabled: bool
    income: dict[str, Any] | None
    later: int | None


class Household(NamedTuple):
    """事実の組: what could decide the class of those below 70, or from 70, of an insurer-household."""

    month: str
    senior: bool
    scheme: str
    cls: str | None
    elder_class: str | None
    has_elder: bool
    facts: dict[str, Any]
    members: list[Member]


class Found(NamedTuple):
    """判定: the class, or why there is none.

    tenths: where the incomes and not the class tell them; weak: an unconfirmed figure is behind; differs: the
    class that the facts give where another is given; low: whether the lower annual cap could hold in a July with such facts, None: not told.
    """

    why: str | None
    what: str
    name: str | None
    tenths: int | None
    weak: bool
    differs: str | None
    low: bool | None


def class_found(picker: Picker, one: Household) -> Found:
    """所得区分の判定: the class of a set of facts."""
    names = [f"{m.roles[0]} {n + 1}" for n, m in enumerate(one.members)]  # for the sentences of a refusal
    of = {role: [n for n, m in zip(names, one.members, strict=True) if role in m.roles] for role in ROLES}
    later = {"9999-12": one.elder_class or ""} if one.has_elder else None
    insurer = form.Insurer(
        one.scheme,  # type: ignore[arg-type]
        insured=of["insured"][0] if of["insured"] else None,
        class_=one.cls,
        elder_class=one.elder_class or later,
        head=of["head"][0] if of["head"] else None,
        household=of["household"],
        former=of["former"],
        **one.facts,
    )
    month = dates.month(one.month)
    reader = Incomes(picker.reader, "", insurer, month)
    years = reader.year(), reader.year("employee_receipts")
    people = {name: _person(m, *years) for name, m in zip(names, one.members, strict=True)}
    at = picker.context(form.Case(insurers={"K": insurer}, people=people))
    try:
        name = class_for(at, "K", insurer, month, one.senior, NONE)
        tenths = share_for(at, "K", insurer, month, name) if one.senior else None
    except (InputError, MissingFact) as error:
        return Found(*_why(error), None, None, False, None, None)
    entries = {n for n in explain.entries(explain.walk(at.steps)) if n >= 0}
    weak = any(at.shelf.entries[n].provisional for n in entries)
    differs = next((told["found"] for code, _, told in at.class_notes if code == "class_differs"), None)
    try:
        low = low_annual(Incomes(at, "K", insurer, month), one.senior)
    except (InputError, MissingFact):  # pragma: no cover - the class above hangs on the same facts
        low = None
    return Found(None, "", name, tenths, weak, differs, low)


ROLES = ("insured", "head", "household", "former")


def _person(m: Member, year: str, receipts_year: str) -> form.Person:
    cover = [form.Cover("K", reason="disability" if m.disabled else "other")] if "covered" in m.roles else []
    income: dict[str, form.Income | list[form.Income]] = {}
    if m.income is not None:
        income[year] = form.Income(**m.income)
    if m.later is not None and receipts_year != year:
        income[receipts_year] = form.Income(receipts=m.later)
    return form.Person(birth=m.birth, cover=cover, income=income)


# Fields of a case that hold facts: a contradiction there is one of facts, not of a class.
FACTS = ("resident_tax", "assessable_income", "taxable_income", "senior_income", "borderline", "income")


def _why(error: InputError | MissingFact) -> tuple[str, str]:
    if isinstance(error, InputError) and error.where.endswith(FACTS):
        return "facts_differ", str(error)
    reason, detail = why(error)
    return ("birth_missing" if "age of" in detail else reason), detail
