"""1年間の払い戻し: accounts joined to the households of 31 July, and what each reading of the law gives back."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ..engine.compiled import arrays, compiled
from ..law.people import SENIOR
from ..law.shapes import NONE, Accounts, YearPersons, Years, YearWork
from .check import Checked
from .facts import Array, grouped
from .members import first_reason
from .pick import Picker
from .year_limits import year_limits
from .year_sums import STEPS, SUMS, ending

CAPS = ("elders_cap", "cap")


def with_household(borne: pl.DataFrame, care: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """7月31日の世帯: accounts with the insurer-household of 31 July: by whom a person is insured then, or was last before."""
    payer = checked.insurers.select("insurer_ix", payer="insurer")
    accounts = pl.concat(
        [
            borne.join(payer, on="insurer_ix").with_columns(care=pl.lit(False)),
            care.group_by("ending", "person_ix", "payer")
            .agg(year_elder=pl.col("yen").sum())
            .with_columns(care=pl.lit(True)),
        ],
        how="diagonal_relaxed",
    ).with_columns(pl.col(name).fill_null(0) for name in SUMS)
    insured = checked.insurers.filter(pl.col("scheme") != "none").select("insurer_ix")
    ends = accounts.select("ending", "person_ix").unique()
    covers = (
        ends.join(checked.covers.select("person_ix", base="insurer_ix", since="from"), on="person_ix")
        .join(insured, left_on="base", right_on="insurer_ix", how="semi")
        .filter(
            (pl.col("since").dt.year() * 12 + pl.col("since").dt.month() - 1 <= pl.col("ending"))
            | pl.col("since").is_null()
        )
        .sort("since", nulls_last=False)
        .group_by("ending", "person_ix")
        .agg(pl.col("base").last())
    )
    return (
        accounts.join(covers, on=["ending", "person_ix"], how="left")
        .with_columns(base=pl.coalesce("base", "insurer_ix"))
        .filter(pl.col("base").is_not_null())
        .sort("ending", "base", "person_ix", "payer", "care")
    )


def year_refunds(
    accounts: pl.DataFrame, capped: pl.DataFrame, open_: pl.DataFrame, checked: Checked, picker: Picker
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """1年間の払い戻し: the refunds of all households' years, and those that cannot be settled."""
    accounts = accounts.filter(_worth_a_look(accounts, picker))
    people = _people(accounts, checked, picker)
    households, accounts, people, undecided = _households(accounts, people, capped, open_, checked, picker)
    results = _readings(households, people, accounts, picker)
    stacked = np.stack(results)  # reading, step, account
    certain, most = stacked.min(axis=0), stacked.max(axis=0)
    names = accounts.select("base", "ending", "person_ix", "payer").with_row_index("a")
    rows = [
        names.with_columns(step=pl.lit(step), yen=pl.Series(yen[s]), certain=pl.lit(sure))
        for s, step in enumerate(STEPS)
        for yen, sure in ((certain, True), (most - certain, False))
    ]
    return pl.concat(rows).filter(pl.col("yen") > 0), undecided


def _worth_a_look(accounts: pl.DataFrame, picker: Picker) -> pl.Expr:
    """Households that bore more than the lowest limit of the date, or paid for care."""
    lowest = {}
    for when in accounts["ending"].unique().to_list():
        caps = [
            row.values["yen"]
            for series in ("annual_cap_under_70", "annual_cap_70", "annual_outpatient")
            for row in picker.law.rows(series, when).values()
        ]
        lowest[when] = min((c for c in caps if isinstance(c, int)), default=1 << 60)
    least = pl.col("ending").replace_strict(lowest, return_dtype=pl.Int64, default=1 << 60)
    borne = pl.sum_horizontal("year_elder", "year_young", "year_below").sum().over("ending", "base")
    return (borne > least) | pl.col("care").any().over("ending", "base")


def _people(accounts: pl.DataFrame, checked: Checked, picker: Picker) -> pl.DataFrame:
    """People of the years with their age group of July; ``unfit`` where their age does not fit the insurer."""
    people = accounts.select("ending", "base", "person_ix").unique(maintain_order=True)
    known = people.join(
        checked.people.select("person_ix", "birth_month", "birth_day", "disabled"),
        on="person_ix",
        maintain_order="left",
    ).join(checked.insurers.select(base="insurer_ix", scheme="scheme"), on="base", maintain_order="left")
    rows = known.with_row_index("row").with_columns(month="ending", detail=pl.lit(""))
    good, bad = grouped(rows, picker)
    unfit = rows.select("row").join(
        bad.select("row", unfit=pl.lit(True)), on="row", how="left", maintain_order="left"
    )
    group = rows.select("row").join(good.select("row", "group"), on="row", how="left", maintain_order="left")
    return people.with_columns(
        group=group["group"].fill_null(0), unfit=unfit["unfit"].fill_null(False), scheme=known["scheme"]
    )


def _households(
    accounts: pl.DataFrame,
    people: pl.DataFrame,
    capped: pl.DataFrame,
    open_: pl.DataFrame,
    checked: Checked,
    picker: Picker,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Households of 31 July with their limits, and those whose year cannot be settled."""
    key = ["ending", "base"]
    old = people.with_columns(senior=pl.col("group") >= SENIOR)
    accounts = accounts.join(
        old.select(*key, "person_ix", "senior"), on=[*key, "person_ix"], maintain_order="left"
    ).with_columns(
        year_young=pl.when(pl.col("care") & ~pl.col("senior")).then("year_elder").otherwise("year_young"),
        year_elder=pl.when(pl.col("care") & ~pl.col("senior")).then(0).otherwise("year_elder"),
    )
    at_cap = capped.select(ending(), "insurer_ix", reached=pl.lit(True)).unique()
    fallen = open_.with_columns(fallen=pl.lit(True))
    with_marks = accounts.join(at_cap, on=["ending", "insurer_ix"], how="left", maintain_order="left").join(
        fallen, on=["ending", "insurer_ix"], how="left", maintain_order="left"
    )
    households = (
        with_marks.group_by(key, maintain_order=True)
        .agg(
            reached=pl.col("reached").any(),
            fallen=pl.col("fallen").any(),
            young=(pl.col("year_young") + pl.col("year_below")).sum() > 0,
            below=pl.col("year_below").sum() > 0,
            cared=pl.col("care").sum(),
        )
        .join(
            old.group_by(key).agg(elders=pl.col("senior").any(), unfit=pl.col("unfit").any()),
            on=key,
            maintain_order="left",
        )
    )
    households = year_limits(households, checked, picker)
    households = households.with_columns(
        reason=first_reason(
            (pl.col("fallen"), "year_open"),
            (pl.col("unfit"), "age_scheme"),
            (pl.col("class_open"), "class_missing"),
        )
    )
    bad = households.filter(pl.col("reason").is_not_null())
    undecided = bad.join(
        checked.insurers.select(base="insurer_ix", id="insurer"), on="base", maintain_order="left"
    ).select(
        table=pl.lit("years"),
        row=pl.lit(None, pl.UInt32),
        id="id",
        reason="reason",
        detail=(pl.col("ending") // 12).cast(pl.String) + "-07",
    )
    good = households.filter(pl.col("reason").is_null())
    accounts = accounts.join(good.select(key), on=key, how="semi", maintain_order="left")
    return good, accounts, old.join(good.select(key), on=key, how="semi", maintain_order="left"), undecided


def _readings(
    households: pl.DataFrame, people: pl.DataFrame, accounts: pl.DataFrame, picker: Picker
) -> list[Array]:
    """What each reading gives back: outpatient year, annual, care sum, per account."""
    key = ["ending", "base"]
    number = households.select(key).with_row_index("y")
    of_people = people.join(number, on=key, maintain_order="left")
    first_person = np.searchsorted(of_people["y"].to_numpy(), np.arange(households.height + 1))
    person = of_people.select(*key, "person_ix").with_row_index("p")
    p = accounts.join(person, on=[*key, "person_ix"], maintain_order="left")["p"].to_numpy()
    first_account = np.searchsorted(p, np.arange(people.height + 1))
    outpatient = households["outpatient"].to_numpy()[of_people["y"].to_numpy()]
    outpatient = np.where(people["senior"].to_numpy(), outpatient, NONE) if people.height else outpatient
    base = {name: households[name].to_numpy().astype(np.int64) for name in Years._fields[1:]}
    amount = {name: accounts[name].to_numpy().astype(np.int64) for name in SUMS}
    reached = households["reached"].fill_null(False).to_numpy()
    lower = dict(zip(CAPS, ("low_elders", "low"), strict=True))
    low = {
        c: np.where(households[f].to_numpy() != NONE, households[f].to_numpy(), base[c])
        for c, f in lower.items()
    }
    uncapped = {c: np.where(reached, base[c], NONE) for c in CAPS}
    least_row = picker.law.series["care_sum_least"].periods[0][1]["excess"]
    least = int(least_row.values["yen"])
    persons = arrays(YearPersons(first_account, outpatient))  # type: ignore[arg-type]
    care = arrays(Accounts(accounts["care"].cast(pl.Int64).to_numpy()))  # type: ignore[arg-type]
    results = []
    for limits, below in ((base, 0), (base | uncapped, 0), (base, 1), (base | low, 0), (base | low, 1)):
        filled: list[Array] = [
            amount["year_outpatient"].copy(),
            amount["year_elder"].copy(),
            amount["year_young"] + below * amount["year_below"],
            *(np.zeros(accounts.height, np.int64) for _ in STEPS),
        ]
        work: Any = YearWork(*filled)
        years = arrays(Years(first_person, *(limits[name] for name in Years._fields[1:])))  # type: ignore[arg-type]
        compiled("settle_year")(years, persons, care, work, least)
        results.append(np.stack([work.outpatient_refund, work.annual_refund, work.care_refund]))
    return results
