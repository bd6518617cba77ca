"""A mixed population of random bills, made through the project's own case form, and its copies."""

from __future__ import annotations

import math
import random
from typing import Any, NamedTuple

import numpy as np

from kaihoken.engine.compiled import arrays
from kaihoken.engine.tables import tables
from kaihoken.households.pack import Packed, pack
from kaihoken.households.read import parse
from kaihoken.law.shapes import Work

MONTHS = ("2024-03", "2026-08")
UNDER_70 = ("ア", "イ", "ウ", "エ", "オ")
FROM_70 = ("現役並みⅢ", "現役並みⅡ", "現役並みⅠ", "一般", "低所得Ⅱ", "低所得Ⅰ")
ELDERLY = ("現役並みⅢ", "現役並みⅡ", "現役並みⅠ", "一般Ⅱ", "一般Ⅰ", "低所得Ⅱ", "低所得Ⅰ")
# Years of birth that stay in one age group in both months, with their weight.
AGES = {
    "preschool": ((2021, 2022), 5),
    "child": ((2010, 2016), 8),
    "adult": ((1957, 2004), 47),
    "senior": ((1952, 1953), 12),
    "elderly": ((1930, 1947), 1),
}
YOUNG = ("preschool", "child", "adult", "senior")
ELDERLY_HOUSEHOLDS = 0.3
MEMBERS = (1, 1, 2, 3)
BILLS_EACH = (1, 1, 2)
CHEAPEST, DEAREST = 1_000, 3_000_000
SUBSIDISED = 0.1
LIMITS = {54: (2500, 5000, 10000, 20000), 52: (2500, 5000, 10000), 15: (5000, 10000), 38: (10000, 20000)}


class Columns(NamedTuple):
    """What the compiled run takes, in its order, and how `Work` stood before the run."""

    tables: tuple[Any, ...]
    work: Work
    used: Any

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The arguments of ``kaihoken.engine.compiled.settle_all()``."""
        return (*self.tables, self.work)

    def reset(self) -> None:
        """Empties the work columns in place; touches every page of them."""
        columns: tuple[Any, ...] = self.work
        for column in columns:
            column.fill(0)
        self.work.used[:] = self.used


def random_case(bills: int, alone: bool, seed: int = 1) -> dict[str, Any]:
    """A case in the long form: each bill alone, or households of one to three people with one or two bills each.

    A tenth of the bills have a subsidy and a part outside it.
    """
    rng = random.Random(seed)
    case: dict[str, Any] = {"insurers": {}, "people": {}, "certificates": [], "bills": []}
    while len(case["bills"]) < bills:
        elderly = rng.random() < ELDERLY_HOUSEHOLDS
        household = f"h{len(case['insurers'])}"
        case["insurers"][household] = (
            {"kind": "elderly", "class": rng.choice(ELDERLY)}
            if elderly
            else {"kind": "employee", "class": rng.choice(UNDER_70), "elder_class": rng.choice(FROM_70)}
        )
        month = rng.choice(MONTHS)
        for _ in range(1 if alone else rng.choice(MEMBERS)):
            age = "elderly" if elderly else rng.choices(YOUNG, [AGES[a][1] for a in YOUNG])[0]
            _member(rng, case, household, age, month, 1 if alone else rng.choice(BILLS_EACH))
    return {**case, "bills": case["bills"][:bills]}


def _member(
    rng: random.Random, case: dict[str, Any], household: str, age: str, month: str, bills: int
) -> None:
    first, last = AGES[age][0]
    person = f"p{len(case['people'])}"
    case["people"][person] = {
        "birth": f"{rng.randint(first, last)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "insurer": household,
        "shown": "my_number",
    }
    for _ in range(bills):
        number = len(case["bills"])
        bill: dict[str, Any] = {
            "id": f"b{number}",
            "month": month,
            "person": person,
            "institution": f"病院{number}",
            "setting": rng.choice(("inpatient", "outpatient")),
        }
        if rng.random() < SUBSIDISED:
            program = 52 if age in ("preschool", "child") else rng.choice((54, 15, 38))
            case["certificates"].append(
                {
                    "id": f"s{number}",
                    "person": person,
                    "program": program,
                    "limit": rng.choice(LIMITS[program]),
                }
            )
            bill["parts"] = [{"cost": _cost(rng), "certificates": [f"s{number}"]}, {"cost": _cost(rng)}]
        else:
            bill["cost"] = _cost(rng)
        case["bills"].append(bill)


def _cost(rng: random.Random) -> int:
    """Yen in whole points: as many bills between 1,000 and 10,000 as between 100,000 and 1,000,000."""
    return round(math.exp(rng.uniform(math.log(CHEAPEST), math.log(DEAREST))) / 10) * 10


def packed(bills: int, alone: bool) -> Packed:
    """The random bills as columns."""
    return pack(parse(random_case(bills, alone)), tables(), {})


def tiled(small: Packed, copies: int) -> Columns:
    """The columns of a packed case, many times over, as arrays.

    What points into other columns (parts, visits, uses, sheets) is shifted from copy to copy.
    """
    shifts = {
        "first_part": len(small.parts.cost),
        "first_visit": len(small.visits.cost),
        "first_use": len(small.uses.sheet),
        "sheet": len(small.sheets.limit),
        "first_member": len(small.member_names),
        "first_unit": len(small.units.first_bill) - 1,
        "first_bill": len(small.units.bill),
        "bill": len(small.costs),
    }

    def repeat(table: Any) -> Any:
        return type(table)(
            *(
                _shifted(column, copies, shifts[name], ends=name.startswith("first_"))
                if name in shifts
                else np.tile(column, copies)
                for name, column in zip(table._fields, arrays(table), strict=True)
            )
        )

    work = repeat(small.work())
    book, *rest = small.columns
    return Columns((arrays(book), *(repeat(table) for table in rest)), work, work.used.copy())


def _shifted(column: Any, copies: int, step: int, ends: bool) -> Any:
    """Copies of a column of row numbers, each ``step`` further; with ``ends``, the last row only once."""
    body = column[:-1] if ends else column
    rows = (body[None, :] + (np.arange(copies) * step)[:, None]).ravel()
    if ends:
        rows = np.append(rows, column[-1] + (copies - 1) * step)
    return rows.astype(column.dtype)
