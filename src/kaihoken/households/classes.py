"""所得区分を読む: the class that holds for a bill: given, derived from facts, or asked for."""

from __future__ import annotations

from ..engine.tables import Row
from ..errors import Choice, InputError, MissingFact
from ..law.classes import class_of
from ..law.people import SENIOR
from ..law.shapes import NONE
from . import form
from .context import Context, at_month
from .persons import born_of

# From 2022-10 the general class from 75 is one of these; 一般 alone does not tell which.
SPLIT = ("一般Ⅱ", "一般Ⅰ")


def class_for(at: Context, key: str, insurer: form.Insurer, month: int, senior: bool, tenths: int) -> str:
    """所得区分: the class of a household member. Raises MissingFact with the classes of the date."""
    rows = at.shelf.classes(month, senior)
    subject = f"{key}/{'70' if senior else ''}"
    answer = at.answer("class", subject)
    if isinstance(answer, str):
        name: str | None = answer
    elif senior and insurer.elder_class is not None:
        name = at_month(insurer.elder_class, month)
    else:
        name = at_month(insurer.class_, month)
        if name is not None and senior and insurer.kind != "elderly":
            name = _elder_class(at, key, insurer, month, name, subject)
    if name is None:
        name = derived(rows, insurer, senior, month)
    split = insurer.kind == "elderly" and all(n in rows for n in SPLIT)
    if name is None:
        names = [n for n in rows if not (split and n == "一般")]
        raise MissingFact("class", subject, [Choice(n, n, n) for n in names])
    if name == "一般" and split and tenths in (1, 2):
        return SPLIT[0] if tenths == 2 else SPLIT[1]
    try:
        at.shelf.class_row(month, senior, name)
    except InputError as error:
        raise error.at(f"insurers.{key}.class") from None
    return name


def _elder_class(
    at: Context, key: str, insurer: form.Insurer, month: int, name: str, subject: str
) -> str | None:
    """An elder's class where only the household's class is given."""
    seniors, young = at.shelf.classes(month, True), at.shelf.classes(month, False)
    if name in seniors and (name not in young or insurer.kind == "national"):
        return name
    exempt = at.shelf.class_row(month, False, name).values["remuneration"] == "none"
    insured = at.case.people.get(insurer.insured or "")
    if insurer.kind == "employee" and insured is not None and not exempt:
        _, group = born_of(at, insurer.insured or "", insured, month, "employee")
        if group < SENIOR:  # dependants of an insured person below 70 are never 現役並み
            if "一般" in seniors:
                return "一般"
            return f"一般{name[-1]}" if name.startswith("エ") else "一般1"
    names = [
        n for n, row in seniors.items() if (row.values["remuneration"] == "none") == exempt and n not in SPLIT
    ]
    raise MissingFact("class", subject, [Choice(n, n, n) for n in names])


def derived(rows: dict[str, Row], insurer: form.Insurer, senior: bool, month: int) -> str | None:
    """所得区分の判定: the class that follows from an insurer's stated facts, where they suffice."""
    return derive(
        rows,
        insurer.kind,
        senior,
        at_month(insurer.standard_remuneration, month),
        at_month(insurer.assessable_income, month),
        at_month(insurer.taxable_income, month),
        at_month(insurer.resident_tax, month),
    )


def derive(
    rows: dict[str, Row],
    scheme: str,
    senior: bool,
    remuneration: int | None,
    income: int | None,
    taxable: int | None,
    tax: str | None,
) -> str | None:
    """所得区分の判定: the class of a household from its facts, or None where they do not suffice.

    Facts in yen; tax: taxed, exempt or None. The rule is `law.classes.class_of`.
    """
    if scheme == "employee":
        fact, name = remuneration, "remuneration"
    elif senior:
        fact, name = taxable, "taxable"
    else:
        fact, name = income, "income"
    if fact is None and tax != "exempt":
        return None
    names = [n for n in rows if not (n in SPLIT and "一般" in rows)]
    bounds = [rows[n].values[name] for n in names]
    upper = [rows[n].values["active" if senior else "high"] for n in names]
    found = class_of(
        NONE if fact is None else fact,
        tax == "exempt",
        name == "income",
        [b if isinstance(b, int) else NONE for b in bounds],
        [u if isinstance(u, int) else 0 for u in upper],
    )
    return None if found == NONE else names[found]
