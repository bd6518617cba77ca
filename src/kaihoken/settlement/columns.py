"""法令の列を作る: from checked tables to the columns that the compiled law reads.

The same meaning as `households.pack`, which lays out one household: what decides a bill's row is read by
the functions of that room once per distinct combination; here it is only joined, sorted and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from ..engine.compiled import arrays
from ..households.certificates import DESIGNATED
from ..law.shapes import NONE, Bills, Book, Households, Members, Parts, Sheets, Units, Uses
from .aid import aid_columns
from .cards import Cards, cards, uses
from .check import Checked
from .derived import with_derived
from .facts import Array, grouped, numbers, picked, whole_months
from .pick import Picker, Row, moved
from .refunded import cash_columns, paid_first
from .supplements import households_with
from .waivers import waived


@dataclass(slots=True)
class Columns:
    """法令の列: a chunk's bills in the law's order, months one after the other.

    frame: the bills' names beside their columns. Row numbers in ``households``, ``members`` and ``units``
    run through the whole chunk.
    """

    frame: pl.DataFrame
    book: Book
    bills: Bills
    parts: Parts
    uses: Uses
    sheets: Sheets
    households: Households
    members: Members
    units: Units
    used: Array  # per sheet
    use_bill: Array  # per use: its bill
    use_cert: Array  # per use: its certificate
    household_insurer: Array  # per household
    member_person: Array  # per member
    wrong: pl.DataFrame  # bills that were found undecided: row, reason, detail
    cards: Cards
    differs: pl.DataFrame | None = None  # classes given that are not those of the facts


def lay_out(
    checked: Checked, certificates: pl.DataFrame, supplements: pl.DataFrame, picker: Picker
) -> Columns:
    """列にする: the bills that stand as columns; the others with their reasons in ``wrong``.

    certificates: as read; supplements: the rules that stand.
    """
    bills = checked.bills
    wrong = [bills.filter(pl.col("reason").is_not_null()).select("row", "reason", "detail")]
    bills = bills.filter(pl.col("reason").is_null())
    found = cards(certificates, checked.people, bills, checked.lists, picker)
    wrong.append(found.wrong)
    bills, bad = grouped(bills.join(found.wrong, on="row", how="anti", maintain_order="left"), picker)
    wrong.append(bad)
    differs = None
    if checked.stated is not None:
        bills, bad, differs = with_derived(bills, checked, picker)
        wrong.append(bad)
    bills, rows, bad = picked(bills, found, checked.people, picker)
    wrong.append(bad)
    bills, bad = waived(bills, found, picker)
    wrong.append(bad)
    wrong.append(paid_first(bills, found, picker))
    bills = bills.join(wrong[-1], on="row", how="anti", maintain_order="left")
    on, bad = uses(found, bills.select("row", pl.col("cls").alias("class"), "group"), picker)
    wrong.append(bad)
    bills = bills.join(bad, on="row", how="anti", maintain_order="left")
    bills, bad = whole_months(bills, pl.concat(wrong), checked)
    wrong.append(bad)
    columns = _assemble(bills, rows, found, on, checked, picker, supplements, pl.concat(wrong))
    columns.differs = differs
    return columns


def _assemble(
    bills: pl.DataFrame,
    rows: list[Row],
    found: Cards,
    on: pl.DataFrame,
    checked: Checked,
    picker: Picker,
    supplements: pl.DataFrame,
    wrong: pl.DataFrame,
) -> Columns:
    dental = (
        bills.filter(pl.col("kind") == "dental")
        .select("person_ix", "month", "institution", dental=pl.lit(True))
        .unique()
    )
    pharmacy = pl.col("kind") == "pharmacy"
    prescriber = pl.when(pl.col("prescriber") != "").then("prescriber")
    own = pl.when(pl.col("institution") != "").then("institution").otherwise(pl.lit("\0") + pl.col("id"))
    frame = (
        bills.with_columns(prescriber=prescriber)
        .join(
            dental,
            left_on=["person_ix", "month", "prescriber"],
            right_on=["person_ix", "month", "institution"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            place=pl.when(pharmacy).then(pl.coalesce("prescriber", own)).otherwise(own),
            unit_setting=pl.when(pharmacy).then(pl.lit("outpatient")).otherwise("setting"),
            unit_kind=pl.when(pharmacy)
            .then(pl.when(pl.col("dental")).then(pl.lit("dental")).otherwise(pl.lit("medical")))
            .otherwise("kind"),
        )
        .sort("month", "insurer_ix", "person_ix", "id")
        .drop("dental")
        .with_row_index("b")
    )
    first_member, members, units, household_insurer, member_person = _places(frame)
    n = frame.height
    parts, used, sheets, use_bill, use_cert, first_part, uses_ = _parts(frame, found, on)
    pick = frame["pick"].to_numpy()
    values: dict[str, Array] = {}
    for name in Bills._fields:
        if all(name in row.values or row.reason for row in rows):
            table = np.array([row.values.get(name, NONE) for row in rows], dtype=np.int64)
            values[name] = table[pick] if len(table) else np.zeros(n, np.int64)
    values |= _turning(frame, checked, picker)
    values |= aid_columns(frame, found)
    values |= cash_columns(frame, values)
    if "waived" in frame.columns:
        values["waived"] = numbers(frame, "waived")
    values["birth_month"], values["birth_day"] = numbers(frame, "birth_month"), numbers(frame, "birth_day")
    values["month"] = numbers(frame, "month")
    values["paid"] = numbers(frame, "paid")
    values["benefit_months"] = np.zeros(n, np.int64)
    values["hospital_months"] = np.zeros(n, np.int64)
    values["first_part"] = first_part
    values["first_visit"] = np.zeros(n + 1, np.int64)
    first_bill, first_unit = np.asarray(units.first_bill), np.asarray(members.first_unit)
    ends = first_bill[first_unit[first_member]]
    together = np.diff(ends)
    months = numbers(frame, "month")[np.asarray(units.bill)[ends[:-1]]]
    households = households_with(first_member, household_insurer, months, frame, supplements, picker)
    more = (together > 1) | (np.asarray(households.supplement_floor) != NONE)
    joint = np.zeros(n, np.int64)
    joint[units.bill] = np.repeat(more, together)
    values["joint"] = joint
    return Columns(
        frame,
        arrays(picker.shelf.book()),
        arrays(Bills(**values)),
        arrays(parts),
        arrays(uses_),
        arrays(sheets),
        households,
        members,
        units,
        used,
        use_bill,
        use_cert,
        household_insurer,
        member_person,
        wrong,
        found,
    )


def _starts(*columns: Array) -> Array:
    """Rows at which any of the columns differs from the row before."""
    n = len(columns[0])
    if not n:
        return np.zeros(0, np.int64)
    new = np.zeros(n, bool)
    new[0] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def _places(frame: pl.DataFrame) -> tuple[Array, Members, Units, Array, Array]:
    """Insurer-households, members and units, in the order of `households.units.sort_places`."""
    order = frame.select(
        "b", "month", "insurer_ix", "person_ix", "place", "unit_setting", "unit_kind", "id"
    ).sort("month", "insurer_ix", "person_ix", "place", "unit_setting", "unit_kind", "id")
    n = order.height
    month, insurer, person = (order[c].to_numpy() for c in ("month", "insurer_ix", "person_ix"))
    unit = order.select(u=pl.struct("place", "unit_setting", "unit_kind").rle_id())["u"].to_numpy()
    units = _starts(month, insurer, person, unit)
    member_at = _starts(month, insurer, person)
    household_at = _starts(month, insurer)
    first_unit: Array = np.append(np.searchsorted(units, member_at), len(units))
    first_member: Array = np.append(np.searchsorted(member_at, household_at), len(member_at))
    first_bill: Array = np.append(units, n)
    bill: Array = order["b"].to_numpy().astype(np.int64)
    return (
        first_member,
        Members(first_unit),
        Units(first_bill, bill),
        insurer[household_at].astype(np.int64),
        person[member_at].astype(np.int64),
    )


def _parts(
    frame: pl.DataFrame, found: Cards, on: pl.DataFrame
) -> tuple[Parts, Array, Sheets, Array, Array, Array, Uses]:
    """Parts, the certificates on them, and one running sheet per certificate and month."""
    at = frame.select("row", "b")
    parts = found.parts.join(at, on="row").sort("b", "p")
    n = frame.height
    b = parts["b"].to_numpy().astype(np.int64)
    counts = np.ones(n, np.int64)
    held = np.bincount(b, minlength=n)
    counts = np.where(held > 0, held, 1)
    first_part: Array = np.concatenate([[0], np.cumsum(counts)])
    cost: Array = np.zeros(first_part[-1], np.int64)
    plain = held == 0
    cost[first_part[:-1][plain]] = numbers(frame, "total")[plain]
    rank = np.arange(len(b)) - np.searchsorted(b, b)
    position = first_part[b] + rank
    cost[position] = parts["cost"].to_numpy()
    parts = parts.select("row", "p", "b", position=pl.Series(position, dtype=pl.Int64))
    on = on.join(parts, on=["row", "p"])
    diseases = (
        on.filter(pl.col("program") == DESIGNATED)
        .sort("position", "cert_ix")
        .unique("position", keep="first", maintain_order=True)
    )
    designated: Array = np.full(first_part[-1], NONE, np.int64)
    designated[diseases["position"].to_numpy()] = diseases["limit"].to_numpy()
    national = on.filter(pl.col("program") != DESIGNATED).sort("position", "order", "cert_ix")
    first_use: Array = np.concatenate(
        [[0], np.cumsum(np.bincount(national["position"].to_numpy(), minlength=first_part[-1]))]
    )
    first_month = (
        found.names.join(at, on="row", how="semi").group_by("cert_ix").agg(first_month=pl.col("month").min())
    )
    sheets = (
        national.select("cert_ix", "month", "limit")
        .unique(["cert_ix", "month"])
        .sort("month", "cert_ix")
        .join(found.table.select("cert_ix", "used"), on="cert_ix", maintain_order="left")
        .join(first_month, on="cert_ix", maintain_order="left")
        .with_columns(used=pl.when(pl.col("month") == pl.col("first_month")).then("used").otherwise(0))
        .with_row_index("sheet")
    )
    national = national.join(
        sheets.select("cert_ix", "month", "sheet"), on=["cert_ix", "month"], how="left", maintain_order="left"
    )
    limit: Array = sheets["limit"].to_numpy()
    sheet: Array = national["sheet"].to_numpy()
    program: Array = national["program_row"].to_numpy()
    return (
        Parts(cost, first_use, designated),
        sheets["used"].cast(pl.Int64).to_numpy(writable=True),
        Sheets(limit),
        national["b"].to_numpy().astype(np.int64),
        national["cert_ix"].to_numpy().astype(np.int64),
        first_part,
        Uses(sheet, program),
    )


def _turning(frame: pl.DataFrame, checked: Checked, picker: Picker) -> dict[str, Array]:
    """Whose 75th birthday moves the patient, and moves within a prefecture, by the covers' reasons."""
    covers = checked.covers.select("cover_ix", "why", "from", "to")
    some = frame.select("b", "month", "scheme", "cover_ix").join(
        covers, on="cover_ix", how="left", maintain_order="left"
    )
    by_day = pl.col("why").is_in(["insured_turned_75", "moved_within_prefecture"])
    keys = some.with_columns(pl.when(by_day).then(c).alias(c) for c in ("from", "to", "month")).select(
        "scheme", "why", "from", "to", "month"
    )
    code = keys.select(k=pl.struct(pl.all()).rank("dense"))["k"].to_numpy().astype(np.int64)
    distinct, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    turn = np.full((len(distinct), 2), NONE, np.int64)
    own = np.zeros(len(distinct), bool)
    moving = np.zeros(len(distinct), np.int64)
    for n, at in enumerate(first.tolist()):
        scheme, why, start, end, month = keys.row(at)
        first_day, last_day = (None if d is None else d.isoformat() for d in (start, end))
        birth = picker.turning(scheme, why, first_day, last_day)
        own[n] = birth is None
        turn[n] = (NONE, NONE) if birth is None else birth
        if why == "moved_within_prefecture":
            moving[n] = moved(first_day, last_day, month)
    is_own = own[inverse]
    return {
        "turning_month": np.where(is_own, numbers(frame, "birth_month"), turn[inverse, 0]),
        "turning_day": np.where(is_own, numbers(frame, "birth_day"), turn[inverse, 1]),
        "moved": moving[inverse],
    }
