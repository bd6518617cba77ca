"""事例を列にする: lays a case out as the columns that the law reads.

Whatever contradicts itself is refused with the field's name; whatever is missing becomes
`MissingFact` with its possible answers, and only when it is really needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from ..engine import dates
from ..engine.book import Shelf
from ..engine.tables import Tables
from ..engine.trace import Step
from ..errors import InputError
from ..law.shapes import (
    CAP,
    NO_CAP,
    NONE,
    PER_HOUSEHOLD,
    PER_MEMBER,
    Bills,
    Book,
    Households,
    Members,
    Parts,
    Sheets,
    Units,
    Uses,
    Visits,
    Work,
)  # fmt: skip
from . import form
from .bill_row import bill_row
from .certificates import (
    aid_name,
    designated,
    in_order,
    limit_of,
    number_of,
)
from .checks import check
from .context import Context, Facts
from .costs import parts_of, stated_cost
from .supplements import supplements
from .units import Place, sort_places, unit_of


class Packed(msgspec.Struct, frozen=True, eq=False):
    """列にした事例: the columns, and what their rows are called."""

    shelf: Shelf
    book: Book
    bills: Bills
    parts: Parts
    uses: Uses
    sheets: Sheets
    visits: Visits
    households: Households
    members: Members
    units: Units
    household_names: list[tuple[str, int]]  # insurer and month
    member_names: list[tuple[int, str]]  # household and person
    insurers: list[str]  # per bill
    costs: list[int]  # per bill, yen
    schemes: list[str]
    classes: list[str | None]
    groups: list[int]
    aid_names: list[str]
    use_names: list[str]  # per use: the certificate's id
    use_bills: list[int]  # per use: its bill
    used: list[int]  # per sheet: filled by others before
    notes: list[tuple[str, str]]  # what was assumed: (code, bill)
    class_steps: list[
        tuple[int, Step]
    ]  # rules from which a class followed, with the first bill of that class
    class_notes: list[tuple[str, str, dict[str, str]]]  # what is to be said of a class: code, insurer, names

    @property
    def columns(
        self,
    ) -> tuple[Book, Bills, Parts, Uses, Sheets, Visits, Households, Members, Units]:
        """法令に渡す列: the arguments of `law.household.settle_month` before ``work``."""
        return (
            self.book, self.bills, self.parts, self.uses, self.sheets, self.visits,
            self.households, self.members, self.units,
        )  # fmt: skip

    @property
    def first_bills(self) -> list[int]:
        """世帯の最初の請求: one bill of each household, whose scheme and month are the household's."""
        first = self.households.first_member[:-1]
        return [self.units.bill[self.units.first_bill[self.members.first_unit[m]]] for m in first]

    def work(self) -> Work:
        """空の結果: work columns for one run."""
        bills, members, households = len(self.costs), len(self.member_names), len(self.household_names)
        columns = {name: [0] * bills for name in Work._fields}
        columns["use_paid"] = [0] * len(self.uses.sheet)
        columns["used"] = list(self.used)
        for name in PER_MEMBER:
            columns[name] = [0] * members
        for name in PER_HOUSEHOLD:
            columns[name] = [0] * households
        return Work(**columns)


class _Columns:
    """Columns while they are being filled."""

    def __init__(self, own: Mapping[tuple[str, str], int]) -> None:
        self.bills: dict[str, list[int]] = {name: [] for name in Bills._fields}
        self.bills["first_part"].append(0)
        self.bills["first_visit"].append(0)
        self.part_cost: list[int] = []
        self.part_designated: list[int] = []
        self.first_use: list[int] = [0]
        self.use_sheet: list[int] = []
        self.use_program: list[int] = []
        self.use_names: list[str] = []
        self.use_bills: list[int] = []
        self.visit_cost: list[int] = []
        self.own = own  # what a bill takes from a certificate's sheet
        self.sheets: dict[tuple[str, int, str], int] = {}
        self.limits: list[int] = []
        self.used: list[int] = []


def pack(
    case: form.Case, tables: Tables, facts: Facts, own: Mapping[tuple[str, str], int] | None = None
) -> Packed:
    """列にする: a case in its long form. ``facts``: answers tried for missing facts.

    own: what a bill takes from a certificate's running sheet, yen, by certificate and bill, where it is known.

    Raises InputError for a case that contradicts itself, MissingFact for one that lacks a fact.
    """
    check(case, tables)
    at = Context(case, tables, facts)
    columns = _Columns(own or {})
    costs: list[int] = []
    schemes: list[str] = []
    classes: list[str | None] = []
    groups: list[int] = []
    aid_names: list[str] = []
    claims: dict[tuple[str | None, ...], str] = {}
    places: list[Place] = []
    class_steps: list[tuple[int, Step]] = []
    for b, bill in enumerate(case.bills):
        try:
            insurer, scheme, cls, group, row = bill_row(at, bill)
            visits = [stated_cost(v, f"visits[{i}]") for i, v in enumerate(bill.visits)]
            parts = parts_of(at, bill, visits)
            for cost, names in parts:
                _part(at, columns, b, dates.month(bill.month), cost, names, cls, group)
            aid_names.append(aid_name(at, bill))
        except InputError as error:
            if error.where.startswith(("insurers.", "people.")):
                raise
            raise error.at(f"bills[{b}]") from None
        class_steps += [(b, step) for step in at.steps[len(class_steps) :]]
        columns.visit_cost += [v or 0 for v in visits]
        for name, value in row.items():
            columns.bills[name].append(value)
        columns.bills["first_part"].append(len(columns.part_cost))
        columns.bills["first_visit"].append(len(columns.visit_cost))
        claim = (insurer, bill.month, bill.person, bill.institution, bill.setting, bill.kind, bill.prescriber)
        if bill.institution and claim in claims:
            raise InputError(
                f"bills '{claims[claim]}' and '{bill.id}' are one bill: same month, institution and setting.",
                f"bills[{b}]",
                "Write one bill with `visits:`, or with `parts:`. If one was sent again in place of the "
                "other, keep the newer, and give what was settled before with `--settled`.",
                f"請求{claims[claim]}と{bill.id}は、月・医療機関・入院か外来かが同じなので1つの請求です。"
                "1つにまとめ、受診日ごとに書いてください。",
            )
        claims[claim] = bill.id
        places.append((insurer, dates.month(bill.month), bill.person, unit_of(case, bill), bill.id))
        costs.append(sum(c for c, _ in parts))
        schemes.append(scheme)
        classes.append(cls)
        groups.append(group)
    book = _with_answers(at.shelf.book(), facts)
    households, members, units, household_names, member_names = sort_places(places)
    of_bills = [(insurer, month) for insurer, month, *_ in places]
    households = supplements(at, households, household_names, of_bills, classes, groups)
    given = dict(zip(household_names, households.supplement_floor, strict=True))
    together = Counter(of_bills)
    columns.bills["joint"] = [int(together[one] > 1 or given[one] != NONE) for one in of_bills]
    return Packed(
        shelf=at.shelf,
        book=book,
        bills=Bills(**columns.bills),
        parts=Parts(columns.part_cost, columns.first_use, columns.part_designated),
        uses=Uses(columns.use_sheet, columns.use_program),
        sheets=Sheets(columns.limits),
        visits=Visits(columns.visit_cost),
        households=households,
        members=members,
        units=units,
        household_names=household_names,
        member_names=member_names,
        insurers=[insurer for insurer, *_ in places],
        costs=costs,
        schemes=schemes,
        classes=classes,
        groups=groups,
        aid_names=aid_names,
        use_names=columns.use_names,
        use_bills=columns.use_bills,
        used=columns.used,
        notes=at.notes,
        class_steps=class_steps,
        class_notes=at.class_notes,
    )


def _with_answers(book: Book, facts: Facts) -> Book:
    """Puts the answers tried for declared holes in the place of unknown caps."""
    bands = list(book.bands)
    for key, value in facts.items():
        name, _, row = key.partition(":")
        if name == "cap":
            bands[int(row)] = bands[int(row)]._replace(kind=NO_CAP if value == "none" else CAP)
    return book._replace(bands=bands)


def _part(
    at: Context, to: _Columns, b: int, month: int, cost: int, names: list[str], cls: str | None, group: int
) -> None:
    to.part_cost.append(cost)
    to.part_designated.append(designated(at, names, cls, group, month))
    for name in in_order(at, names, month):
        bill = at.case.bills[b].id
        own = to.own.get((name, bill))
        key = (name, month, "" if own is None else bill)
        sheet = to.sheets.get(key)
        if sheet is None:  # one running sheet per certificate and month, or per bill where its part is known
            sheet = to.sheets[key] = len(to.limits)
            to.limits.append(limit_of(at, name, month))
            to.used.append(at.certificates[name].used if own is None else to.limits[sheet] - own)
        to.use_sheet.append(sheet)
        to.use_program.append(at.shelf.program(month, number_of(at.certificates[name])))
        to.use_names.append(name)
        to.use_bills.append(b)
    to.first_use.append(len(to.use_sheet))
