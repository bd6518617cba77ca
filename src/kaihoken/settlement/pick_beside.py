"""請求の周りの読み取り: what one combination of facts charges beside a bill, read by the functions that read a case."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from ..engine import dates
from ..errors import InputError
from ..households import form
from ..households.check_extras import check_extras
from ..households.extras import extras_of
from ..households.pack import Packed
from ..law.shapes import NONE, Bills, Households, Members, Parts, Sheets, Units, Uses, Visits
from .layout import TABLES
from .pick import Picker

OWN = ("person", "bill", "name")
# By table: the columns that are fields of the case; those of treatment paid first stand in the bills.
EXTRA = {
    **{t: tuple(c for c in TABLES[t] if c not in OWN) for t in ("meals", "charges", "transports")},
    "refunded": ("paid", "standard", "reason"),
}


class Facts(NamedTuple):
    """料金の事実: what decides a charge beside a bill. programs: those on the bill; ``=0``: of the limit 0."""

    month: str
    scheme: str
    cls: str | None
    setting: str
    kind: str
    programs: tuple[str, ...]
    birth: str
    fields: dict[str, Any]


def beside_found(picker: Picker, table: str, one: Facts) -> list[tuple[Any, ...]]:
    """請求の周りの額: the charges as rows of `beside.SCHEMA` after the first column, or one row with what is wrong."""
    try:
        bill = _bill(table, one)
        check_extras(bill)
        certificates = [_certificate(n, p) for n, p in enumerate(one.programs)]
        bill = msgspec.structs.replace(bill, certificates=[c.id for c in certificates])
        people = {"A": form.Person(birth=one.birth)}
        case = form.Case(people=people, certificates=certificates, bills=[bill])
        extras, rows = extras_of(case, _packed(picker, one), 0)
    except (InputError, msgspec.ValidationError) as error:
        return [(*(None for _ in range(14)), str(error))]
    weak = any(row.provisional for row in rows)
    return [
        (
            e.kind, e.yen, e.insurer, e.programme, e.family, int(e.by) if e.by else NONE, e.least, e.deducted,
            e.elsewhere, e.article, e.evidence, weak, e.note_ja, e.note_en, None,
        )
        for e in extras
    ]  # fmt: skip


def _bill(table: str, one: Facts) -> form.Bill:
    """The bill with the one charge. Raises ValidationError for a value that the form refuses."""
    bill: dict[str, Any] = {"month": one.month, "person": "A", "setting": one.setting, "kind": one.kind}
    if table == "refunded":
        bill |= one.fields
    elif table == "charges":
        bill["charges"] = [one.fields]
    else:
        bill[{"meals": "meals", "transports": "transport"}[table]] = one.fields
    if one.kind == "refunded" and table != "refunded":  # the charge beside it is another row
        bill |= {"paid": 0, "standard": 0, "reason": "no_card"}
    return msgspec.convert(bill, form.Bill)


def _certificate(n: int, program: str) -> form.Certificate:
    """A certificate of a programme by its number, called by its place on the bill."""
    number, _, free = program.partition("=")
    return form.Certificate(str(n), "A", int(number), limit=0 if free else None)


def _packed(picker: Picker, one: Facts) -> Packed:
    """The little that the charges read of a case that is laid out."""
    year, month, day = (int(part) for part in one.birth.split("-"))
    row = {"month": dates.month(one.month), "birth_month": year * 12 + month - 1, "birth_day": day}
    return Packed(
        shelf=picker.shelf,
        book=picker.book,
        bills=Bills(**{name: [row.get(name, NONE)] for name in Bills._fields}),
        parts=Parts([], [0], []),
        uses=Uses([], []),
        sheets=Sheets([]),
        visits=Visits([]),
        households=Households([0], [], [], []),
        members=Members([0]),
        units=Units([0], []),
        household_names=[],
        member_names=[],
        insurers=["K"],
        costs=[0],
        schemes=[one.scheme],
        classes=[one.cls],
        groups=[NONE],
        aid_names=[""],
        use_names=[],
        use_bills=[],
        used=[],
        notes=[],
        class_steps=[],
        class_notes=[],
    )
