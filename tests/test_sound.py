"""The compiled run reaches rows without a check at each access: what is looked through before it, and its numbers."""

from __future__ import annotations

import re
from types import FunctionType
from typing import Any

import numba
import numpy as np
import pytest

from kaihoken.engine.bind import marks
from kaihoken.engine.compiled import OPTIONS, WIDTH, _space, arrays, settle_all
from kaihoken.engine.sound import Unsound
from kaihoken.engine.tables import tables
from kaihoken.households.pack import pack
from kaihoken.households.read import parse

CASE: dict[str, Any] = {
    "insurers": {"K": {"kind": "employee", "class": "ウ"}},
    "people": {name: {"birth": "1980-01-01", "insurer": "K", "shown": "my_number"} for name in "AB"},
    "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10000}],
    "bills": [
        {"id": name, "month": "2026-08", "person": name, "institution": "病院", "setting": "inpatient",
         "parts": [{"cost": 500_000}] + [{"cost": 400_000, "certificates": ["s"]}] * (name == "A")}
        for name in "AB"
    ],
}  # fmt: skip
TABLES = ("book", "bills", "parts", "uses", "sheets", "visits", "households", "members", "units", "work")


def columns() -> dict[str, Any]:
    """The columns of two bills, one of them with a certificate on its second part, as arrays."""
    packed = pack(parse(CASE), tables(), {})
    return dict(zip(TABLES, [*map(arrays, packed.columns), arrays(packed.work())], strict=True))


def test_sound_columns_are_settled() -> None:
    given = columns()
    settle_all()(*given.values())
    assert sum(given["work"].borne) > 0


@pytest.mark.parametrize(
    ("table", "column", "row", "value"),
    [
        ("bills", "terms", 1, 1000),
        ("bills", "terms", 1, -1),
        ("bills", "counter_terms", 0, 1000),
        ("bills", "counter_terms", 0, -2),
        ("bills", "first_part", 1, 1000),
        ("bills", "first_part", 1, -1),
        ("bills", "first_part", 2, 1000),
        ("bills", "first_visit", 0, -1),
        ("parts", "first_use", 1, 2),
        ("parts", "first_use", 3, 1000),
        ("parts", "designated", 0, 1000),
        ("uses", "sheet", 0, 1),
        ("uses", "program", 0, -1),
        ("households", "first_member", 1, 0),
        ("members", "first_unit", 1, 0),
        ("units", "first_bill", 1, 2),
        ("units", "first_bill", 1, -1),
        ("units", "bill", 0, 2),
        ("units", "bill", 0, -1),
    ],
)
def test_a_column_that_points_beyond_its_rows_is_refused(
    table: str, column: str, row: int, value: int
) -> None:
    """A number below 0 too, even where its column cannot hold one: it stands there as a very large one."""
    given = columns()
    array = getattr(given[table], column)
    array[row] = np.array([value]).astype(array.dtype)[0]
    with pytest.raises(Unsound, match=column):
        settle_all()(*given.values())


@pytest.mark.parametrize(("table", "column"), [("bills", "paid"), ("parts", "cost"), ("work", "member_left")])
def test_a_column_that_is_too_short_is_refused(table: str, column: str) -> None:
    given = columns()
    given[table] = given[table]._replace(**{column: getattr(given[table], column)[:-1]})
    with pytest.raises(Unsound, match="rows"):
        settle_all()(*given.values())


def test_row_numbers_have_no_sign_unless_they_may_be_none() -> None:
    unsigned = {name for name, width in WIDTH.items() if width == np.uint32}
    assert {"terms", "bill", "first_bill"} <= unsigned
    assert not unsigned & {"counter_terms", "designated"}  # NONE: nothing was shown, no such disease


def test_the_compiled_law_reckons_in_whole_numbers() -> None:
    """Where a number without sign meets one with a sign, a compiler may turn to floats: it must not here."""
    code: FunctionType = marks()["settle_month"].function  # type: ignore[assignment]
    law = numba.njit(**OPTIONS)(FunctionType(code.__code__, _space.__wrapped__(), "settle_month"))
    law(*columns().values())
    (text,) = law.inspect_llvm().values()
    assert "i64" in text and not re.search(r"\b(float|double)\b", text)
