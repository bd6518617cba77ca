"""列の検査: whether every row number in a call's columns points to a row.

The law reaches rows only by the numbers that columns hold, so columns that are looked through once, as a whole,
need no check at each access: that takes a third off the compiled run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..law.payroll import BONUSES
from ..law.shapes import NONE, PER_HOUSEHOLD, PER_MEMBER

PER_USE, PER_SHEET = ("use_paid",), ("used",)


class Unsound(ValueError):
    """列の誤り: a column that points beyond its rows; an error of the program that made it, not of a user."""


def month(
    book: Any, bills: Any, parts: Any, uses: Any, sheets: Any, visits: Any, households: Any, members: Any,
    units: Any, work: Any,
) -> None:  # fmt: skip
    """1か月の列: those of `law.household.settle_month`. Raises Unsound."""
    n, bands = len(bills.terms), len(book.bands)
    _book(book)
    _lengths(bills, n)
    _lengths(parts, len(parts.cost))
    _lengths(uses, len(uses.sheet))
    _starts("bills.first_part", bills.first_part, len(parts.cost), 0)
    _starts("bills.first_visit", bills.first_visit, len(visits.cost), 0)
    _starts("parts.first_use", parts.first_use, len(uses.sheet), 0)
    _starts("households.first_member", households.first_member, len(members.first_unit) - 1, 1)
    _starts("members.first_unit", members.first_unit, len(units.first_bill) - 1, 1)
    _starts("units.first_bill", units.first_bill, len(units.bill), 1)
    _lengths(households, len(households.first_member) - 1)
    _rows("bills.terms", bills.terms, len(book.terms), 0)
    _rows("bills.counter_terms", bills.counter_terms, len(book.terms), NONE)
    _rows("parts.designated", parts.designated, bands, NONE)
    _rows("uses.sheet", uses.sheet, len(sheets.limit), 0)
    _rows("uses.program", uses.program, len(book.programs), 0)
    _rows("units.bill", units.bill, n, 0)
    sizes = dict.fromkeys(PER_USE, len(uses.sheet)) | dict.fromkeys(PER_SHEET, len(sheets.limit))
    sizes |= dict.fromkeys(PER_MEMBER, len(members.first_unit) - 1)
    sizes |= dict.fromkeys(PER_HOUSEHOLD, len(households.first_member) - 1)
    _lengths(work, n, sizes)


def add_month(book: Any, bills: Any, places: Any, work: Any, sums: Any) -> None:
    """年間の負担の列: those of `law.year.add_month`. Raises Unsound."""
    n = len(bills.terms)
    _book(book)
    _lengths(bills, n)
    _lengths(places, n)
    _rows("bills.terms", bills.terms, len(book.terms), 0)
    _rows("places.account", places.account, len(sums.elder), NONE)
    _lengths(sums, len(sums.elder))
    for name in ("counted", "left", "refund", "supplement"):
        _long(f"work.{name}", getattr(work, name), n)


def year(years: Any, persons: Any, accounts: Any, work: Any, least: int) -> None:
    """1年間の列: those of `law.year.settle_year`. Raises Unsound."""
    _starts("years.first_person", years.first_person, len(persons.outpatient_cap), 0)
    _starts("persons.first_account", persons.first_account, len(accounts.care), 0)
    _lengths(years, len(years.cap))
    _long("years.first_person", years.first_person, len(years.cap) + 1)
    _lengths(persons, len(persons.outpatient_cap))
    _lengths(work, len(accounts.care))


def payroll(
    ages: Any,
    employees: Any,
    bonuses: Any,
    rates: Any,
    pay: Any,
    paid: Any,
    owed: Any,
    first: int,
    months: int,
) -> None:
    """給与計算の列: those of `law.payroll.pay_year`. Raises Unsound."""
    n = len(employees.birth_month)
    _lengths(employees, n, {"standard": n * months})
    _lengths(bonuses, n * BONUSES)
    _lengths(rates, len(rates.health))
    _lengths(pay, n * months)
    _lengths(paid, n * BONUSES)
    _lengths(owed, len(owed.owed_health))
    if n:
        _rows("employees.rates", employees.rates, len(rates.health) - months + 1, 0)
        _rows("employees.office", employees.office, len(owed.owed_health) - months + 1, 0)
        given = bonuses.bonus_month[bonuses.bonus_month != NONE]
        _rows("bonuses.bonus_month", given - first, months, 0)


def allowances(formula: Any, people: Any, work: Any) -> None:
    """手当金の列: those of `law.allowance.settle_allowances`. Raises Unsound."""
    _lengths(people, len(people.days))
    _lengths(work, len(people.days))
    if len(people.months) and int(people.months.min()) < 1:
        raise Unsound("column people.months counts no month")


CHECKS: dict[str, Callable[..., None]] = {
    "settle_month": month,
    "add_month": add_month,
    "settle_year": year,
    "settle_allowances": allowances,
    "pay_year": payroll,
}


def _book(book: Any) -> None:
    terms, specials, bands = book.terms, book.specials, len(book.bands)
    _rows("terms.shares", terms["shares"], len(book.shares), 0)
    _rows("terms.household", terms["household"], bands, 0)
    _rows("terms.outpatient", terms["outpatient"], bands, NONE)
    _rows("terms.relief", terms["relief"], bands, NONE)
    _rows("terms.special", terms["special"], len(specials.subsidised), 0)
    _lengths(specials, len(specials.subsidised))
    _rows("specials.intractable_outpatient", specials.intractable_outpatient, bands, NONE)
    for name in ("subsidised", "intractable", "assistance"):
        _rows(f"specials.{name}", getattr(specials, name), bands, 0)


def _long(name: str, column: Any, length: int) -> None:
    if len(column) < length:
        raise Unsound(f"column {name} has {len(column)} rows, needs {length}")


def _lengths(table: Any, length: int, others: dict[str, int] | None = None) -> None:
    """Every column of a table is long enough; where rows begin, one longer."""
    for name, column in zip(table._fields, table, strict=True):
        wanted = (others or {}).get(name, length + name.startswith("first_"))
        _long(f"{type(table).__name__}.{name}", column, wanted)


def _rows(name: str, column: Any, rows: int, least: int) -> None:
    """Every number is a row, or NONE where that is allowed."""
    signed = column.dtype.kind != "u"  # a number without sign is never below 0
    if len(column) and ((signed and int(column.min()) < least) or int(column.max()) >= rows):
        raise Unsound(f"column {name} points beyond its {rows} rows")


def _starts(name: str, column: Any, rows: int, least: int) -> None:
    """Beginnings go up from a row to the last; with ``least`` each lies beyond the one before."""
    if len(column) == 0 or int(column[0]) < 0 or int(column[-1]) > rows:
        raise Unsound(f"column {name} does not begin and end within its {rows} rows")
    before, after = column[:-1], column[1:]
    if (after <= before if least else after < before).any():
        raise Unsound(f"column {name} does not go up")
