"""年間の限度額: the limits of a year for a class of 31 July."""

from __future__ import annotations

from typing import NamedTuple

from ..engine.tables import Row, Tables
from ..law.shapes import NONE

LOW = {"エ": "エ低", "一般": "一般低", "一般Ⅰ": "一般低", "一般Ⅱ": "一般低"}


class YearFigures(NamedTuple):
    """年間の限度額: yen; NONE: no such limit. ``rows``: the entries of the tables behind, by field."""

    annual: int
    low: int  # the annual cap where the insurer confirms a low remuneration
    care: int
    side: int  # from 70: `care` for the care insurer's part where several use care
    outpatient: int  # from 70
    rows: dict[str, Row]
    unknown: bool  # the limit with long-term care is a declared hole


def year_figures(law: Tables, ending: int, senior: bool, name: str) -> YearFigures:
    """年間の限度額: of the year that ends in a July, for a class below 70 or from 70."""
    annual, care = (
        ("annual_cap_70", "care_sum_70") if senior else ("annual_cap_under_70", "care_sum_under_70")
    )
    entries = {
        "annual": law.rows(annual, ending).get(name),
        "low": law.rows(annual, ending).get(LOW.get(name, "")),
        "care": law.rows(care, ending).get(name),
        "side": law.rows("care_sum_side", ending).get(name) if senior else None,
        "outpatient": law.rows("annual_outpatient", ending).get(name) if senior else None,
    }
    rows = {field: row for field, row in entries.items() if row is not None}
    yen = {field: value for field, row in rows.items() if isinstance(value := row.values["yen"], int)}
    limit = yen.get("care", NONE)
    return YearFigures(
        yen.get("annual", NONE),
        yen.get("low", NONE),
        limit,
        yen.get("side", limit),
        yen.get("outpatient", NONE),
        rows,
        "care" in rows and rows["care"].values["yen"] == "unknown",
    )
