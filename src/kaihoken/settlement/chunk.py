"""一つの組を精算する: settles the families of one chunk: read tables in, output tables out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from .beside import beside
from .check import Checked, Frames, check
from .class_lines import contradicted, unknown
from .columns import lay_out
from .facts import open_months
from .incomes import stated
from .layout import TABLES
from .members import Doubles, first_reason, named
from .months import settle_months
from .payments import next_state, payments
from .pick import Picker
from .supplements import rules
from .tables import read
from .waivers import with_waivers
from .year_sums import SUMS
from .years import settle_years

UNDECIDED = {
    "table": pl.String, "row": pl.UInt32, "id": pl.String, "reason": pl.String, "detail": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settlement:
    """一つの組の答え: the tables of a chunk: payments, subsidies, refunds, undecided, state."""

    tables: dict[str, pl.DataFrame]
    checked: Checked


def settle_chunk(raw: Frames, doubles: Doubles, picker: Picker, last: int) -> Settlement:
    """一つの組を精算する: the tables of some whole families. ``last``: the last month of the whole input."""
    frames = {name: read(raw[name], name) for name in TABLES}
    checked = check(frames, doubles)
    state, wrong_state, checked = _state(frames["state"], checked)
    checked.stated, wrong_facts = stated(frames["incomes"], frames["roles"], checked)
    wrong_waivers = with_waivers(frames["waivers"], checked)
    supplements, wrong_supplements = rules(frames["supplements"], checked)
    columns = lay_out(checked, frames["certificates"], supplements, picker)
    broken = open_months(checked, columns.wrong)
    settled, places = settle_months(columns, checked, state, broken, picker.law)
    out, lost = payments(columns, settled, checked, picker)
    care, wrong_care = _care(frames["care"], checked)
    broken_by_law = columns.frame.join(lost, on="row", how="semi").select("insurer_ix", "month").unique()
    every = pl.concat([broken, broken_by_law.cast(broken.schema)])
    of_years = settle_years(columns, settled, checked, state, care, every, lost, picker, last)
    window = int(picker.law.series["repeat"].periods[0][1]["months"].values["window"])
    bills = pl.concat([columns.wrong, lost]).join(checked.bills.select("row", "id"), on="row")
    differs = [unknown(columns.wrong, frames["classes"], checked)]
    if columns.differs is not None:
        differs.append(contradicted(columns.differs, frames["classes"], checked))
    out["extras"], wrong_beside = beside(frames, columns, checked, lost, picker)
    undecided = pl.concat(
        [
            named(bills, "bills", "id"),
            *checked.undecided,
            columns.cards.undecided,
            wrong_state,
            wrong_care,
            wrong_supplements,
            wrong_waivers,
            *wrong_facts,
            *differs,
            *wrong_beside,
        ]
    )
    rows = undecided.cast(UNDECIDED).unique(["table", "row"], keep="first")  # type: ignore[arg-type]
    out["undecided"] = pl.concat([rows, of_years.undecided.cast(UNDECIDED)]).sort("table", "row", "id")  # type: ignore[arg-type]
    out["years"] = of_years.refunds
    kept = state.filter(pl.col("keep"))
    months = next_state(settled, places, checked, kept, last, window)
    out["state"] = pl.concat([months, of_years.state]).sort(
        "insurer", "what", "person", "institution", "month"
    )
    return Settlement(out, checked)


def _care(care: pl.DataFrame, checked: Checked) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What was borne for long-term care, with numbers for names, and the rows that cannot be taken."""
    joined = care.join(checked.people.select("person", "person_ix"), on="person", how="left").with_columns(
        reason=first_reason(
            (pl.col("person").is_null(), "name_missing"),
            (pl.col("person_ix").is_null(), "no_member"),
            (pl.col("bad").is_not_null() | pl.col("ending").is_null(), "unreadable"),
            (pl.col("ending") % 12 != 6, "year_end"),
            (pl.col("yen").is_null(), "cost_missing"),
            (pl.col("yen") < 0, "cost_negative"),
        ),
        detail=pl.coalesce("bad", pl.lit("")),
    )
    good = joined.filter(pl.col("reason").is_null())
    return good.select("person_ix", "ending", "yen", payer="insurer"), named(joined, "care", "person")


def _state(state: pl.DataFrame, checked: Checked) -> tuple[pl.DataFrame, pl.DataFrame, Checked]:
    """The state with numbers for names; households whose state is not before their bills lose these bills."""
    first = checked.bills.group_by("insurer_ix").agg(first=pl.col("month").min())
    names = checked.insurers.unique("insurer", keep="first").select("insurer", "insurer_ix")
    joined = (
        state.join(names, on="insurer", how="left")
        .join(checked.people.select("person", "person_ix"), on="person", how="left")
        .join(first, on="insurer_ix", how="left")
    )
    hospital = pl.col("what").str.contains("hospital")
    joined = joined.with_columns(
        reason=first_reason(
            (pl.col("insurer").is_null(), "name_missing"),
            (
                pl.col("bad").is_not_null() | pl.col("what").is_null() | pl.col("month").is_null(),
                "state_wrong",
            ),
            (hospital & pl.col("person").is_null(), "state_wrong"),
            (
                (pl.col("month") >= pl.col("first")) & ~pl.col("what").str.starts_with("year"),
                "state_future",
            ),
            (
                pl.col("what").is_in(SUMS) & (pl.col("person").is_null() | pl.col("yen").is_null()),
                "state_wrong",
            ),
        ),
        detail=pl.coalesce("bad", pl.lit("")),
    )
    wrong = named(joined, "state", "insurer")
    late = (
        joined.filter(pl.col("reason").is_not_null() & pl.col("insurer_ix").is_not_null())
        .sort("row")
        .group_by("insurer_ix")
        .agg(state_reason=pl.col("reason").first())
    )
    if late.height:
        checked.bills = (
            checked.bills.join(late, on="insurer_ix", how="left", maintain_order="left")
            .with_columns(reason=pl.coalesce("reason", "state_reason"))
            .drop("state_reason")
        )
    good = joined.filter(pl.col("reason").is_null()).with_columns(
        pl.when(hospital).then(pl.col("institution").fill_null("")).alias("institution"),
        keep=pl.lit(True),
    )
    return good, wrong, checked
