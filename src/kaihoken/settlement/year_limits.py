"""1年間の限度額をまとめる: the limits of the years of a chunk's households, by their classes of 31 July."""

from __future__ import annotations

import polars as pl

from ..law.shapes import NONE
from .check import Checked
from .derived import derived
from .pick import Picker, YearFacts, YearLimits


def year_limits(households: pl.DataFrame, checked: Checked, picker: Picker) -> pl.DataFrame:
    """1年間の限度額: households with the columns of `pick.YearLimits`."""
    lines = checked.classes.select("insurer_ix", "from", "class", "elder_class").sort("from")
    births = checked.people.select("person_ix", insured_birth="birth")
    known = (
        households.with_row_index("n")
        .sort("ending")
        .join_asof(
            lines,
            left_on="ending",
            right_on="from",
            by_left="base",
            by_right="insurer_ix",
            strategy="backward",
            check_sortedness=False,
        )
        .join(
            checked.insurers.select("insurer_ix", "scheme", "insured_ix", "has_elder"),
            left_on="base",
            right_on="insurer_ix",
            how="left",
        )
        .join(births, left_on="insured_ix", right_on="person_ix", how="left")
        .sort("n")
    )
    if checked.stated is not None:
        known = _followed(known, checked, picker)
    found = []
    for row in known.iter_rows(named=True):
        decides = row["scheme"] == "employee" and row["elders"] and not row["has_elder"]
        born = row["insured_birth"].isoformat() if decides and row["insured_birth"] else None
        known_facts = (row["scheme"], row["class"], row["elder_class"], bool(row["has_elder"]))
        facts = YearFacts(row["ending"], *known_facts, born, row["elders"], row["young"], row["cared"] > 1)
        limits = picker.year(facts)
        found.append(limits if checked.stated is None else _lower(limits, row))
    schema = {name: pl.Boolean() if name == "class_open" else pl.Int64() for name in YearLimits._fields}
    return households.with_columns(pl.DataFrame(found, schema=schema, orient="row"))


def _followed(known: pl.DataFrame, checked: Checked, picker: Picker) -> pl.DataFrame:
    """Households with the classes that follow from facts, and what the facts say of the lower annual cap."""
    assert checked.stated is not None
    known = known.drop("insured_ix")
    wanted = pl.concat(
        known.filter(who).select(insurer_ix="base", month="ending", senior=pl.lit(senior))
        for senior, who in ((True, "elders"), (False, "young"))
    )
    found = derived(wanted, checked.stated, checked, picker)
    for senior, column, low in ((True, "elder_class", "low_of_elders"), (False, "class", "low_of_young")):
        one = found.filter(pl.col("senior") == senior).select(
            base="insurer_ix", ending="month", name="name", open=pl.col("why").is_not_null(), followed=pl.lit(True),
            **{low: pl.col("low")},
        )  # fmt: skip
        known = known.join(one, on=["base", "ending"], how="left", maintain_order="left")
        known = known.with_columns(
            pl.when("followed").then("name").otherwise(column).alias(column),
            has_elder=pl.col("has_elder") | (pl.col("followed").fill_null(False) & senior),
            **{f"open_{column}": pl.col("open").fill_null(False)},
        ).drop("name", "open", "followed")
    if "low_confirmed" not in checked.classes.columns:
        return known.with_columns(low_confirmed=pl.lit(False))
    confirmed = checked.classes.select(base="insurer_ix", low_confirmed="low_confirmed").unique("base")
    return known.join(confirmed, on="base", how="left", maintain_order="left").with_columns(
        pl.col("low_confirmed").fill_null(False)
    )


def _lower(limits: YearLimits, row: dict[str, object]) -> YearLimits:
    """The limits after what is known of the lower annual cap: it holds where confirmed, not where the facts exclude it."""
    if row["open_class"] or row["open_elder_class"]:
        return limits._replace(class_open=True)
    if row["low_confirmed"]:
        elders, cap = limits.low_elders, limits.low
        return limits._replace(
            elders_cap=limits.elders_cap if elders == NONE else elders,
            cap=limits.cap if cap == NONE else cap,
            low_elders=NONE,
            low=NONE,
        )
    if row["low_of_elders"] is False:
        limits = limits._replace(low_elders=NONE)
    if row["low_of_young"] is False:
        limits = limits._replace(low=NONE)
    return limits
