"""月を順に精算する: runs the compiled law month after month; what a month leaves behind goes to the next.

Earlier benefit months stand as bits of one number per insurer-household: bit k is the month k + 1 months
before. A month that is undecided may or may not have had a benefit: it stands in a number of its own, and
where it could turn the count of repeat months, the bill is marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from ..engine.compiled import WIDTH, arrays, settle_all
from ..engine.tables import Tables
from ..law.shapes import PER_HOUSEHOLD, PER_MEMBER, Bills, Households, Members, Units, Visits, Work
from .check import Checked
from .columns import Columns
from .facts import Array

STATE_SCHEMA = {
    "insurer": pl.String, "what": pl.String, "person": pl.String, "institution": pl.String,
    "month": pl.Int32, "yen": pl.Int64,
}  # fmt: skip


NO_VISITS = arrays(Visits([]))  # tables have no single visits


class Memory:
    """記憶: bits of earlier months for each of many keys, moved on from month to month."""

    def __init__(self, keys: int, window: int) -> None:
        self.window = window
        self.bits = np.zeros(keys, np.int64)
        self.full = (1 << (window - 1)) - 1  # the months before this one that are in the window

    def put(self, keys: Array, months: Array, now: int) -> None:
        """Puts months that came before ``now``; older ones than the window reaches are left out."""
        back = now - 1 - months
        near = (back >= 0) & (back < self.window - 1)
        np.bitwise_or.at(self.bits, keys[near], np.int64(1) << back[near].astype(np.int64))

    def pass_on(self, months: int) -> None:
        """Moves on by some months."""
        self.bits = (self.bits << min(months, self.window)) & self.full


@dataclass(slots=True)
class Settled:
    """精算した列: the work of a chunk's months, bill by bill in the order of its columns.

    What the refunds of the year need stands here for all months of the chunk: `counted`, `left`, `refund`, ….

    doubt: 1 where an undecided earlier month could change the bill. benefit, hospital: months that count from
    now on, as keys and months. Work columns per member and household are those of ``columns``.
    """

    work: Work
    doubt: Array
    undecided: Array  # the fact that is missing, per bill; its household's month falls with it
    benefit: list[tuple[int, int]] = field(default_factory=list)  # insurer_ix, month
    undecided_months: list[tuple[int, int]] = field(default_factory=list)
    hospital: list[tuple[int, int]] = field(default_factory=list)  # hospital key, month
    undecided_hospital: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Hospitals:
    """病院ごとの月: keys of insurer-household, person and institution with inpatient bills under a certificate."""

    keys: pl.DataFrame  # key, insurer_ix, person_ix, institution
    of_bill: Array  # per bill: its key, -1 without


def hospitals(columns: Columns, state: pl.DataFrame) -> Hospitals:
    """病院ごとの月: the keys of the bills and of the state that comes in."""
    frame = columns.frame
    bills = (
        frame.with_columns(on=pl.Series(np.isin(np.arange(frame.height), columns.use_bill)))
        .filter(pl.col("on") & pl.col("inpatient"))
        .select("b", "insurer_ix", "person_ix", "institution")
    )
    before = state.filter(
        pl.col("what").is_in(["hospital_month", "undecided_hospital_month"])
        & pl.col("insurer_ix").is_not_null()
        & pl.col("person_ix").is_not_null()
    )
    names = ["insurer_ix", "person_ix", "institution"]
    keys = pl.concat([bills.select(names), before.select(names)]).unique().sort(names).with_row_index("key")
    of_bill = np.full(frame.height, -1, np.int64)
    found = bills.join(keys, on=names)
    of_bill[found["b"].to_numpy()] = found["key"].to_numpy()
    return Hospitals(keys, of_bill)


def settle_months(
    columns: Columns, checked: Checked, state: pl.DataFrame, broken: pl.DataFrame, law: Tables
) -> tuple[Settled, Hospitals]:
    """月を順に精算する: every month of a chunk.

    state: insurer_ix, what, person_ix, institution, month: what came before, all of it earlier than the
    household's bills. broken: insurer_ix and month of undecided months.
    """
    places = hospitals(columns, state)
    window = int(law.series["repeat"].periods[0][1]["months"].values["window"])
    month_of = columns.frame["month"].to_numpy()
    work = _work(columns)
    settled = Settled(work, np.zeros(len(month_of), np.int8), work.undecided)
    months = sorted({*np.unique(month_of).tolist(), *broken["month"].to_list()})
    if not months:
        return settled, places
    count = checked.insurers.height
    memory = {
        "benefit_month": Memory(count, window),
        "undecided_month": Memory(count, window),
        "hospital_month": Memory(places.keys.height, window),
        "undecided_hospital_month": Memory(places.keys.height, window),
    }
    keyed = state.join(
        places.keys, on=["insurer_ix", "person_ix", "institution"], how="left", nulls_equal=True
    )
    before = {what: _before(keyed, what) for what in memory}
    now = 0
    open_by_month = {m: ix.to_numpy() for (m,), ix in _by_month(broken)}
    for month in months:
        for what, one in memory.items():
            one.pass_on(month - now)
            keys, came = before[what]
            new = (came >= now - 1) & (came < month)  # those before the month settled last are in
            one.put(keys[new], came[new], month)
        now = month + 1
        _month(columns, settled, places, memory, month, open_by_month.get(month))
    return settled, places


def _before(state: pl.DataFrame, what: str) -> tuple[Array, Array]:
    """Keys and months of one sort of the state that comes in."""
    column = "key" if "hospital" in what else "insurer_ix"
    rows = state.filter((pl.col("what") == what) & pl.col(column).is_not_null())
    key = rows[column].to_numpy().astype(np.int64)
    return key, rows["month"].to_numpy().astype(np.int64)


def _by_month(broken: pl.DataFrame) -> Any:
    return ((key, rows["insurer_ix"]) for key, rows in broken.group_by("month"))


def _work(columns: Columns) -> Work:
    """Work columns for a whole chunk, as narrow as the compiled law wants them."""
    sizes = {"use_paid": len(columns.use_bill), "used": len(columns.used)}
    sizes |= dict.fromkeys(PER_MEMBER, len(columns.members.first_unit) - 1)
    sizes |= dict.fromkeys(PER_HOUSEHOLD, len(columns.households.first_member) - 1)
    bills = columns.frame.height
    found: dict[str, Any] = {
        name: np.zeros(sizes.get(name, bills), WIDTH.get(name, np.int64)) for name in Work._fields
    }
    found["used"][:] = columns.used
    return Work(**found)


def _month(
    columns: Columns,
    settled: Settled,
    places: Hospitals,
    memory: dict[str, Memory],
    month: int,
    broken: Array | None,
) -> None:
    """One month: counts earlier months, runs the law over the month's rows, keeps what it leaves behind."""
    month_of = columns.frame["month"].to_numpy()
    a, z = (int(np.searchsorted(month_of, month, side)) for side in ("left", "right"))
    needed = columns.book.needed_months
    insurer = columns.frame["insurer_ix"].to_numpy()[a:z].astype(np.int64)
    hospital = places.of_bill[a:z]
    benefit, unsure = memory["benefit_month"], memory["undecided_month"]
    at_hospital, unsure_hospital = memory["hospital_month"], memory["undecided_hospital_month"]
    bills: Any = columns.bills
    bills.benefit_months[a:z] = np.bitwise_count(benefit.bits)[insurer]
    stays = hospital >= 0
    bills.hospital_months[a:z][stays] = np.bitwise_count(at_hospital.bits)[hospital[stays]]
    could = _could(benefit, unsure, needed)[insurer]
    could_stay = np.zeros(z - a, bool)
    could_stay[stays] = _could(at_hospital, unsure_hospital, needed)[hospital[stays]]
    settled.doubt[a:z] = could | could_stay
    h0, h1, work = _run(columns, settled, a, z)

    fallen = settled.undecided[a:z] > 0
    gone = np.unique(insurer[fallen])
    if broken is not None:
        gone = np.union1d(gone, broken.astype(np.int64))
    holders = columns.household_insurer[h0:h1]
    paid = holders[(work.benefit_month[h0:h1] > 0) & ~np.isin(holders, gone)]
    doubtful = np.unique(insurer[could | could_stay])
    maybe = np.setdiff1d(np.union1d(gone, doubtful), paid)
    lost = np.isin(insurer, gone)
    stayed = np.unique(hospital[stays & (work.intractable[a:z] > 0) & ~lost])
    maybe_stayed = np.setdiff1d(np.unique(hospital[stays & (lost | could_stay)]), stayed)
    for one, keys, kept in (
        (benefit, paid, settled.benefit),
        (unsure, maybe, settled.undecided_months),
        (at_hospital, stayed, settled.hospital),
        (unsure_hospital, maybe_stayed, settled.undecided_hospital),
    ):
        kept += [(int(key), month) for key in keys]
        one.pass_on(1)
        one.put(keys.astype(np.int64), np.full(len(keys), month), month + 1)


def _could(memory: Memory, unsure: Memory, needed: int) -> Array:
    """Whether undecided months could make a month a repeat month that is not one without them."""
    known = np.bitwise_count(memory.bits)
    found: Array = (known < needed) & (np.bitwise_count(memory.bits | unsure.bits) >= needed)
    return found


def _run(columns: Columns, settled: Settled, a: int, z: int) -> tuple[int, int, Any]:
    """Runs the law over bills a to z, all of one month, with rows counted from the month's first."""
    households: Any = columns.households.first_member
    members: Any = columns.members.first_unit
    units: Any = columns.units.first_bill
    u0, u1 = np.searchsorted(units, [a, z])
    m0, m1 = np.searchsorted(members, [u0, u1])
    h0, h1 = (int(h) for h in np.searchsorted(households, [m0, m1]))
    bills: Any = Bills(
        *(
            column[a : z + 1] if name.startswith("first_") else column[a:z]
            for name, column in zip(Bills._fields, columns.bills, strict=True)
        )
    )
    spans = {
        **dict.fromkeys(PER_MEMBER, (m0, m1)),
        **dict.fromkeys(PER_HOUSEHOLD, (h0, h1)),
        "use_paid": (0, None),
        "used": (0, None),
    }
    work: Any = settled.work
    view = Work(
        *(column[slice(*spans.get(name, (a, z)))] for name, column in zip(Work._fields, work, strict=True))
    )
    bill: Any = np.asarray(columns.units.bill)[a:z] - a
    settle_all()(
        columns.book,
        bills,
        columns.parts,
        columns.uses,
        columns.sheets,
        NO_VISITS,
        arrays(
            Households(
                households[h0 : h1 + 1] - m0,
                *(column[h0:h1] for column in columns.households[1:]),
            )
        ),
        arrays(Members(members[m0 : m1 + 1] - u0)),
        arrays(Units(units[u0 : u1 + 1] - a, bill)),
        view,
    )
    return h0, h1, work
