"""所得区分を導く: the class that follows from facts: bounds, tests of income, priorities."""

from __future__ import annotations

from ..engine.tables import Row
from ..errors import Choice, InputError, MissingFact
from ..law.classes import (
    above_level,
    class_of,
    class_of_unfiled,
    is_low_annual,
    reaches,
    within_assessable,
    within_receipts,
)
from ..law.people import SENIOR
from ..law.shapes import NONE, FirstBirth, IncomeTest, Yen
from .field_names import value_named
from .incomes import Incomes
from .persons import born_of

# From 2022-10 the general class from 75 is one of these; 一般 alone does not tell which.
SPLIT = ("一般Ⅱ", "一般Ⅰ")

Rows = dict[str, Row]


def by_facts(known: Incomes, senior: bool) -> str | None:
    """所得区分の判定: the class that a household's facts give, None where they do not suffice.

    Raises MissingFact where only the income test from 70 is open.
    """
    at, month = known.at, known.month
    rows = at.shelf.classes(month, senior)
    if senior:
        return _elders(known, rows)
    if known.unfiled():
        row = at.tables.rows("unfiled", month)["national"]
        return list(rows)[at.tell(class_of_unfiled, int(row.values["counts_as"]))]
    return _by_amount(known, rows, False)


def _by_amount(known: Incomes, rows: Rows, senior: bool) -> str | None:
    """The class by the one amount of the scheme, and by resident tax."""
    amount, field = amount_of(known, senior)
    name = derive(rows, known.insurer.kind, senior, amount, known.tax())
    if name is not None and amount is not None:
        bound = rows[name].values[field]
        if isinstance(bound, int) and bound:
            known.at.tell(reaches, amount, bound, field == "income")
    return name


def deciding(scheme: str, senior: bool) -> str:
    """区分を決める額: by which amount a scheme divides its classes: its column of the tables."""
    return "remuneration" if scheme == "employee" else "taxable" if senior else "income"


def amount_of(known: Incomes, senior: bool) -> tuple[int | None, str]:
    """区分を決める額: what is known of the amount by which the scheme divides its classes, and its column."""
    field = deciding(known.insurer.kind, senior)
    amounts = {"remuneration": known.remuneration, "income": known.assessable, "taxable": known.taxable}
    return amounts[field](), field


def _elders(known: Incomes, rows: Rows) -> str | None:
    name = _by_amount(known, rows, True)
    if name is not None and rows[name].values["active"] and not_like_working(known):
        name = _by_amount(known, {n: r for n, r in rows.items() if not r.values["active"]}, True)
    if name is None:
        return low_class(known) if known.tax() == "exempt" else None
    if name == "一般" and known.insurer.kind == "elderly" and SPLIT[0] in rows:
        taxable = known.taxable()
        bound = rows[SPLIT[0]].values["taxable"]
        if taxable is not None and isinstance(bound, int):
            if not reaches(taxable, bound, False):
                return SPLIT[1]
            above = is_above(known)
            return name if above is None else SPLIT[0] if above else SPLIT[1]
    return name


def not_like_working(known: Incomes) -> bool:
    """現役並みの例外: whether an exception takes the household out of 現役並み.

    Raises MissingFact where neither the case nor its facts tell.
    """
    answer = known.at.answer("senior_income", known.key)
    if answer is not None:
        return answer == "below"
    stated = known.insurer.senior_income
    try:
        found = _excepted(known)
    except MissingFact:
        if stated is None:
            raise
        found = None
    if stated is not None and found is not None and found != (stated == "below"):
        raise InputError(
            f"the incomes of '{known.key}' say '{'below' if found else 'above'}', `senior_income` says '{stated}'.",
            f"insurers.{known.key}.senior_income",
            "Keep one of the two.",
            ja=f"「{known.key}」の人の収入では{'基準額未満' if found else '基準額以上'}ですが、70歳以上の収入の判定（`senior_income`）は{value_named(stated)}です。片方を残してください。",
        )
    if stated is not None:
        return stated == "below"
    if found is None:
        raise MissingFact(
            "senior_income",
            known.key,
            [
                Choice("above", "収入が基準額以上", "income at or above the amount"),
                Choice(
                    "below",
                    "収入が基準額未満（申請または職権で一般）",
                    "income below the amount: the general class",
                ),
            ],
        )
    return found


def _excepted(known: Incomes) -> bool | None:
    """The exceptions by the incomes alone; None where they are not known."""
    by_receipts = _receipts(known)
    if by_receipts:
        return True
    by_income = _assessable(known)
    if by_income:
        return True
    return None if by_receipts is None or by_income is None else False


def _receipts(known: Incomes) -> bool | None:
    """520万円・383万円: whether the receipts stay below the amount; None where they are not known."""
    if not known.people_stated():
        return None
    elders, others = known.elders(), known.others()
    own = known.receipts(elders)
    former = known.receipts(others) if others and len(elders) == 1 else NONE
    if own is None or former is None:
        return None
    row = known.at.tables.rows("senior_receipts", known.month)[known.insurer.kind]
    return known.at.tell(within_receipts, own, len(elders) - 1, former, income_test(known, row))


def _assessable(known: Incomes) -> bool | None:
    """旧ただし書き所得210万円: False where the scheme and date have no such exception."""
    row = known.at.tables.rows("senior_assessable", known.month).get(known.insurer.kind)
    if row is None:
        return False
    if not known.people_stated():
        return None
    total = known.sum(known.elders(), lambda one: one.assessable_income)
    if total is None:
        return None
    most = Yen(known.at.shelf.entry(row), int(row.values["yen"]))
    late: bool | None = True
    if within_assessable(total, True, most):  # only then the birth dates matter
        born = known.at.tables.rows("senior_assessable_born", known.month)["from_birth"]
        year, month, on = (int(born.values[f]) for f in ("year", "month", "day"))
        late = known.born_late(FirstBirth(known.at.shelf.entry(born), year * 12 + month - 1, on))
    return None if late is None else known.at.tell(within_assessable, total, late, most)


def income_test(known: Incomes, row: Row) -> IncomeTest:
    """所得の判定の基準額: a row of the tables as the law reads it."""
    return IncomeTest(known.at.shelf.entry(row), int(row.values["single"]), int(row.values["joint"]))


def is_above(known: Incomes) -> bool | None:
    """一定以上所得: whether the second test of the two tenths is met; None where it is not known."""
    income = known.pension_and_other()
    if income is None:
        return None
    row = known.at.tables.rows("two_tenths", known.month)["elderly"]
    return known.at.tell(above_level, income, len(known.insured()) - 1, income_test(known, row))


def low_class(known: Incomes) -> str | None:
    """低所得ⅡとⅠ: which low class from 70 an exempt household is in; None where incomes are not known."""
    row = known.at.tables.rows("pension_deduction", known.month)["low_1"]
    figure = Yen(known.at.shelf.entry(row), int(row.values["yen"]))
    found = known.without_income(figure)
    return None if found is None else "低所得Ⅰ" if found else "低所得Ⅱ"


def insured_is_young(known: Incomes) -> bool:
    """Whether the insured person of an employee household is below 70: dependants are then never 現役並み."""
    name = known.insurer.insured
    person = known.at.case.people.get(name or "")
    if name is None or person is None:
        return False
    return born_of(known.at, name, person, known.month, "employee")[1] < SENIOR


def low_annual(known: Incomes, senior: bool) -> bool | None:
    """低い年間上限の判定: whether the facts put a household of エ or 一般 under the lower annual cap.

    None where the facts do not tell, or where the date has no such cap (before 2026-08; from
    2027-08 the classes エ3 and 一般3 say it). The insurer must still confirm it.
    """
    amount, field = amount_of(known, senior)
    row = known.at.tables.rows("annual_low", known.month).get(field)
    return None if row is None or amount is None else below_annual_bound(row, field, amount)


def below_annual_bound(row: Row, field: str, amount: int) -> bool:
    """低い年間上限の境: whether an amount is below the bound of its row of the tables, yen."""
    return is_low_annual(amount, Yen(NONE, int(row.values["yen"])), field == "income")


def derive(rows: Rows, scheme: str, senior: bool, amount: int | None, tax: str | None) -> str | None:
    """所得区分の判定: the class of a household from its amount and tax, or None where they do not suffice.

    amount: standard remuneration, assessable or taxable income, yen; tax: taxed, exempt or None.
    The rule is `law.classes.class_of`.
    """
    if amount is None and tax != "exempt":
        return None
    name = deciding(scheme, senior)
    names = [n for n in rows if not (n in SPLIT and "一般" in rows)]
    bounds = [rows[n].values[name] for n in names]
    upper = [rows[n].values["active" if senior else "high"] for n in names]
    found = class_of(
        NONE if amount is None else amount,
        tax == "exempt",
        name == "income",
        [b if isinstance(b, int) else NONE for b in bounds],
        [u if isinstance(u, int) else 0 for u in upper],
    )
    return None if found == NONE else names[found]
