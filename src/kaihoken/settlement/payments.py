"""支払いの表: from settled columns to the tables that come out: payments, subsidies, refunds, state."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import polars as pl

from ..engine.compiled import facts_all
from ..errors import KaihokenError
from ..households.certificates import LOCAL
from ..households.ledgers import STEPS, refund_parts, step_of
from ..law.facts import CAP_FIGURE, SHARE
from ..law.shapes import NONE
from ..law.subsidies import ASSISTANCE, GENERAL_SUBSIDY, INTRACTABLE
from .check import Checked
from .columns import Columns
from .facts import Array
from .months import STATE_SCHEMA, Hospitals, Settled
from .pick import Picker
from .tables import month_text

BREACH = "the payers of a bill do not add up to its cost; this is an error of the program, please report it"
BREACH_JA = "支払う者ごとの額の合計が医療費と合いません。プログラムの誤りですので、報告してください。"
FACT = {SHARE: "share_missing", CAP_FIGURE: "cap_unpublished"}

_refund_parts: Any = numba.njit(refund_parts)
_step_of: Any = numba.njit(step_of)


@numba.njit
def _refunds(
    due: Any, paid: Any, borne: Any, local: Any, high: Any, supplement: Any, in_kind: Any, cash: Any, out: Any
) -> None:
    for b in range(len(due)):
        to_aid, insurer, society_to_aid, society, institution, aid = _refund_parts(
            due[b], paid[b], borne[b], local[b], high[b], supplement[b], in_kind[b], cash[b]
        )
        out[0, b] = to_aid + society_to_aid
        out[1, b] = insurer
        out[2, b] = institution
        out[3, b] = aid
        out[4, b] = society


@numba.njit
def _steps(outpatient: Any, turns: Any, senior: Any, out: Any) -> None:
    for b in range(len(turns)):
        out[b] = _step_of(outpatient[b], turns[b] > 0, senior[b])


def _wide(column: Any) -> Array:
    return np.asarray(column).astype(np.int64)


def payments(
    columns: Columns, settled: Settled, checked: Checked, picker: Picker
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """支払いの表: payments, subsidies and refunds of a chunk, and the bills that the law left undecided.

    Raises KaihokenError where the payers of a bill do not add up to its cost.
    """
    work, frame, bills = settled.work, columns.frame, columns.bills
    n = frame.height
    tenths, turns = np.zeros(n, np.int64), np.zeros(n, np.int64)
    keep = settled.undecided.copy()
    facts_all()(columns.book, bills, work, tenths, turns)
    high = _wide(work.special) + _wide(work.ordinary) + _wide(work.refund)
    after = np.zeros((5, n), np.int64)
    aid_in_kind = (np.asarray(bills.aid) != NONE) & (np.asarray(bills.aid_in_kind) == 1)
    _refunds(
        _wide(work.due), _wide(work.charged), _wide(work.borne), _wide(work.local),
        _wide(work.ordinary) + _wide(work.refund), _wide(work.supplement), aid_in_kind.astype(np.int64),
        _wide(bills.cash), after,
    )  # fmt: skip
    subsidies = np.zeros(n, np.int64)
    np.add.at(subsidies, columns.use_bill, _wide(work.use_paid))
    strays = checked.bills.filter(pl.col("reason") == "month_unreadable")["family_hash"].drop_nulls()
    unsure = (settled.doubt > 0) | frame["family_hash"].is_in(strays.unique().implode()).to_numpy()
    figures = _unconfirmed(columns, settled, picker)
    if "class_weak" in frame.columns:
        figures = figures | frame["class_weak"].to_numpy()
    month = frame["month"]
    text = month_text(month.unique().to_list())
    people, insurers = checked.people, checked.insurers
    wide = (
        frame.select(
            "b", "row", "family_hash", "person_ix", "insurer_ix", "scheme", "month", "setting", "kind",
            bill="id", income_class="cls", cost="total",
        )
        .join(people.select("person_ix", "person", "household"), on="person_ix", maintain_order="left")
        .join(insurers.select("insurer_ix", "insurer"), on="insurer_ix", maintain_order="left")
        .with_columns(
            pl.col("month").replace_strict(text, return_dtype=pl.String),
            tenths=pl.Series(tenths, dtype=pl.Int8),
            insurer_yen=pl.Series(_wide(work.share)),
            high_cost=pl.Series(high),
            supplement=pl.Series(_wide(work.supplement)),
            subsidies=pl.Series(subsidies),
            local=pl.Series(_wide(work.local)),
            borne=pl.Series(_wide(work.borne)),
            charged=pl.Series(_wide(work.charged)),
            collected=pl.Series(_wide(work.collected)),
            refund_patient=pl.Series(after[1] + after[2] + after[3] + after[4]),
            refund_from_insurer=pl.Series(after[1]),
            refund_from_supplement=pl.Series(after[4]),
            refund_from_institution=pl.Series(after[2]),
            refund_from_local_aid=pl.Series(after[3]),
            refund_local_aid=pl.Series(after[0]),
            unconfirmed_figure=pl.Series(figures),
            undecided_bill=pl.Series(unsure),
            provisional=pl.Series(figures | unsure),
        )
    )  # fmt: skip
    fallen = pl.Series("fact", keep, dtype=pl.Int8)
    marked = wide.select("row", "insurer_ix", "month").with_columns(fallen)
    gone = marked.filter(pl.col("fact") > 0).select("insurer_ix", "month").unique()
    lost = marked.join(gone, on=["insurer_ix", "month"], how="semi").select(
        "row",
        reason=pl.col("fact").replace_strict(FACT, default="other_undecided", return_dtype=pl.String),
        detail=pl.lit(""),
    )
    good = wide.join(gone, on=["insurer_ix", "month"], how="anti", maintain_order="left")
    paid = pl.sum_horizontal("insurer_yen", "high_cost", "supplement", "subsidies", "local", "borne")
    breach = good.filter(paid != pl.col("cost"))
    if breach.height:
        bill = breach["bill"][0]
        raise KaihokenError(f"bill '{bill}': {BREACH}.", ja=f"請求{bill}: {BREACH_JA}")
    long = _subsidies(columns, settled, checked, good)
    back = _refund_steps(columns, settled, checked, good, turns, text)
    good = good.sort("family_hash", "household", "month", "insurer", "person", "bill").select(PAYMENTS)
    return {"payments": good, "subsidies": long, "refunds": back}, lost


PAYMENTS = [
    "household", "insurer", "scheme", "month", "person", "bill", "setting", "kind",
    pl.col("income_class").alias("class"), "tenths", "cost", "insurer_yen", "high_cost", "supplement", "subsidies",
    "local", "borne", "charged", "collected", "refund_patient", "refund_from_insurer", "refund_from_supplement",
    "refund_from_institution", "refund_from_local_aid", "refund_local_aid", "provisional",
    "unconfirmed_figure", "undecided_bill",
]  # fmt: skip


def _subsidies(columns: Columns, settled: Settled, checked: Checked, good: pl.DataFrame) -> pl.DataFrame:
    """What each programme, and local aid, pays of each bill."""
    found = columns.cards
    names = found.table.select("cert_ix", certificate="id", program="program")
    national = pl.DataFrame(
        {
            "b": columns.use_bill,
            "cert_ix": columns.use_cert,
            "yen": _wide(settled.work.use_paid),
        }
    ).with_columns(pl.col("b").cast(pl.UInt32), pl.col("cert_ix").cast(pl.UInt32))
    local = (
        found.names.filter(pl.col("program") == LOCAL)
        .join(columns.frame.select("row", "b"), on="row")
        .unique("b", keep="first")
        .select("b", "cert_ix")
    )
    local = local.with_columns(yen=pl.Series(_wide(settled.work.local)[local["b"].to_numpy()]))
    return (
        pl.concat([national, local])
        .group_by("b", "cert_ix")
        .agg(pl.col("yen").sum())
        .join(names, on="cert_ix")
        .join(good.select("b", "family_hash", "household", "month", "insurer", "person", "bill"), on="b")
        .sort("family_hash", "household", "month", "insurer", "person", "bill", "program", "certificate")
        .select("household", "insurer", "month", "person", "bill", "certificate", "program", "yen")
    )


def _refund_steps(
    columns: Columns,
    settled: Settled,
    checked: Checked,
    good: pl.DataFrame,
    turns: Array,
    text: dict[int, str],
) -> pl.DataFrame:
    """What the insurer pays back in the steps of article 41, by household's month, as `household_answer`."""
    work = settled.work
    terms = np.asarray(columns.bills.terms)
    table: Any = columns.book.terms  # records
    outpatient, senior = table["outpatient"][terms], table["senior"][terms]
    step = np.zeros(len(turns), np.int64)
    _steps(outpatient, turns, senior, step)
    kept = _wide(work.borne) + _wide(work.local) + _wide(work.supplement)
    alone = np.maximum(0, _wide(work.due) - kept - _wide(work.refund))
    keys = columns.frame.select("insurer_ix", "month", "person_ix")
    own = keys.with_columns(step=pl.Series(step), yen=pl.Series(alone))
    member_at = np.asarray(columns.members.first_unit)[:-1]
    first = np.asarray(columns.units.bill)[np.asarray(columns.units.first_bill)[member_at]]
    by_member = keys[first] if len(first) else keys.clear()
    household_at = first[np.asarray(columns.households.first_member)[:-1]] if len(first) else first
    by_household = keys[household_at] if len(first) else keys.clear()
    parts = [own] + [
        rows.with_columns(step=pl.lit(n, pl.Int64), yen=pl.Series(_wide(column)))
        for rows, n, column in (
            (by_member, 0, work.outpatient_refund),
            (by_member, 1, work.birthday_refund),
            (by_household, 2, work.elders_refund),
            (by_household, 3, work.household_refund),
        )
    ]
    names = good.select("insurer_ix", "month", "family_hash", "household", "insurer").unique()
    per_person = pl.col("step") < 2
    found: pl.DataFrame = (
        pl.concat(parts)
        .filter(pl.col("yen") > 0)
        .with_columns(
            pl.col("month").replace_strict(text, return_dtype=pl.String),
            person_ix=pl.when(per_person).then("person_ix"),
        )
        .group_by("insurer_ix", "month", "step", "person_ix")
        .agg(pl.col("yen").sum())
        .join(names, on=["insurer_ix", "month"])
        .join(checked.people.select("person_ix", "person"), on="person_ix", how="left")
        .sort("family_hash", "household", "month", "insurer", "step", "person")
        .select(
            "household", "insurer", "month", "person", "yen",
            step=pl.col("step").replace_strict(dict(enumerate(STEPS)), return_dtype=pl.String),
        )
    )  # fmt: skip
    return found


def _unconfirmed(columns: Columns, settled: Settled, picker: Picker) -> Array:
    """Whether an amount of a bill rests on a figure that no official text confirms.

    A cap that did not bind leaves no mark; of the caps of one bill, all are taken to bind where one does.
    """
    book: Any = columns.book  # its tables are arrays of records
    bills, work = columns.bills, settled.work
    entry = np.array([row.provisional for row in picker.shelf.entries] + [False])
    bands = entry[book.bands["entry"]]

    def band(rows: Any) -> Array:
        at = np.asarray(rows)
        return np.where(at >= 0, bands[np.maximum(at, 0)], False)

    table = book.terms
    ordinary = band(table["outpatient"]) | band(table["household"]) | band(table["relief"])
    of_class = entry[table["entry"]]
    shares = entry[book.shares["entry"]][table["shares"]]
    terms, counter = np.asarray(bills.terms), np.asarray(bills.counter_terms)
    shown = np.where(counter >= 0, counter, terms)
    bound = _wide(work.ordinary) + _wide(work.refund) > 0
    found: Array = of_class[terms] | (shares[terms] & (np.asarray(bills.tenths) == NONE))
    found = found | of_class[shown] | (bound & (ordinary[terms] | ordinary[shown]))
    if len(columns.use_bill) == 0:
        return found | _designated(columns, settled, bands)
    program = np.asarray(columns.uses.program)
    paragraph = book.programs["paragraph"][program]
    special = table["special"][terms][columns.use_bill]
    by_paragraph = {
        GENERAL_SUBSIDY: band(book.specials.subsidised),
        INTRACTABLE: band(book.specials.intractable) | band(book.specials.intractable_outpatient),
        ASSISTANCE: band(book.specials.assistance),
    }
    marked = entry[book.programs["entry"][program]]
    given = (_wide(work.special) > 0)[columns.use_bill]
    for number, weak in by_paragraph.items():
        marked = marked | (given & (paragraph == number) & weak[special])
    found = found.copy()
    np.logical_or.at(found, columns.use_bill, marked)
    return found | _designated(columns, settled, bands)


def _designated(columns: Columns, settled: Settled, bands: Array) -> Array:
    """The same for caps of designated diseases."""
    rows = np.asarray(columns.parts.designated)
    weak = np.where(rows >= 0, bands[np.maximum(rows, 0)], False)
    first = np.asarray(columns.bills.first_part)
    sums = np.concatenate([[0], np.cumsum(weak)])
    return (sums[first[1:]] > sums[first[:-1]]) & (_wide(settled.work.special) > 0)


def next_state(
    settled: Settled, places: Hospitals, checked: Checked, before: pl.DataFrame, last: int, window: int
) -> pl.DataFrame:
    """次の月への状態: what came in and what the months left behind, as far as a later month could count it."""
    insurer_of = checked.insurers["insurer"].to_list()
    rows: list[tuple[Any, ...]] = []
    for what, keys in (("benefit_month", settled.benefit), ("undecided_month", settled.undecided_months)):
        rows += [(insurer_of[ix], what, None, None, month, None) for ix, month in keys]
    person_of = checked.people["person"]
    for what, keys in (
        ("hospital_month", settled.hospital),
        ("undecided_hospital_month", settled.undecided_hospital),
    ):
        for key, month in keys:
            _, insurer, person, institution = places.keys.row(key)
            rows.append((insurer_of[insurer], what, person_of[person], institution, month, None))
    new = pl.DataFrame(rows, schema=STATE_SCHEMA, orient="row")
    return (
        pl.concat([before.select(list(STATE_SCHEMA)), new])
        .filter((pl.col("month") > last - window + 1) & ~pl.col("what").str.starts_with("year"))
        .unique()
    )
