"""問いを読む: the class, age group and table entry that a question for a figure speaks of."""

from __future__ import annotations

from ..engine.book import Shelf
from ..engine.tables import Row, Tables
from ..errors import InputError
from . import form
from .classes import derive

Answer = tuple[int | str, list[Row]]


def senior_asked(ask: form.Ask) -> bool:
    if ask.senior is not None:
        return ask.senior
    return ask.scheme == "elderly" or (ask.class_ or "").startswith(
        ("現役並み", "低所得Ⅰ", "低所得Ⅱ", "一般Ⅱ", "一般Ⅰ", "一般1", "一般2", "一般3")
    )


def class_asked(ask: form.Ask, law: Tables, month: int) -> tuple[str, bool]:
    senior = senior_asked(ask)
    if ask.class_ is not None:
        return ask.class_, senior
    rows = Shelf(law).classes(month, senior)
    name = derive(
        rows,
        ask.scheme,
        senior,
        ask.standard_remuneration,
        ask.assessable_income,
        ask.taxable_income,
        ask.resident_tax,
    )
    if name is None:
        raise InputError(
            "the income class does not follow from what is given.",
            "class",
            f"Write one of {', '.join(rows)}, or the remuneration or income.",
        )
    return name, senior


def row_of(rows: dict[str, Row], key: str, what: str) -> Row:
    if not rows:
        raise InputError(f"there is no {what} on that date.", "on", "It begins later, or has ended.")
    if key not in rows:
        raise InputError(
            f"there is no {what} for '{key}' on that date.",
            "class",
            f"There is one for {', '.join(rows) or 'none'}.",
        )
    return rows[key]


def whole(value: int | str) -> int:
    if not isinstance(value, int):
        raise InputError(f"the figure is '{value}'.")
    return value
