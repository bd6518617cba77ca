"""所得区分を導く: the class that follows from facts, for all insurer-households of a chunk that state any.

Nothing is decided here: each distinct set of facts in an era of equal figures is written as a small case and
read by the functions that read one household (`pick_class`). What cannot matter for a class is left out of
the set, so that many households share one: an employee household below 70 its remuneration and one resident tax.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np
import polars as pl

from ..engine import dates
from ..engine.compiled import ages_all
from ..households import form
from ..households.incomes import Incomes
from ..households.persons import DISABLED_EARLIER
from ..law.people import SENIOR
from .check import Checked
from .classes import FACTS, Stated
from .facts import Array, numbers
from .incomes import FIELDS
from .pick import Picker
from .pick_class import Household, Member, class_found

# The tables that a class can hang on: months between whose periods nothing changes are one era.
SERIES = (
    "class_under_70", "class_70", "income_year", "unfiled", "senior_receipts", "senior_assessable",
    "senior_assessable_born", "two_tenths", "pension_deduction", "children_deduction", "annual_low",
)  # fmt: skip
KEY = ["insurer_ix", "month", "senior"]
FLAGS = ("covered", "insured", "head", "household", "former")
SCHEMA = {
    "why": pl.String, "what": pl.String, "name": pl.String, "tenths": pl.Int64, "weak": pl.Boolean,
    "differs": pl.String, "low": pl.Boolean,
}  # fmt: skip


def derived(wanted: pl.DataFrame, known: Stated, checked: Checked, picker: Picker) -> pl.DataFrame:
    """所得区分の判定: insurer_ix, month, senior and the columns of `pick_class.Found`, of those that state facts."""
    wanted = (
        wanted.select(KEY)
        .unique()
        .join(known.insurers, on="insurer_ix", how="semi")
        .join(checked.insurers.select("insurer_ix", "scheme", "insured_ix", "has_elder"), on="insurer_ix")
        .filter(pl.col("scheme") != "none")
        .sort(KEY)
    )
    facts = [c for c in FACTS if c in checked.classes.columns]
    lines = checked.classes.select("insurer_ix", "from", "class", "elder_class", *facts).sort("from")
    begun = picker.law.starts(SERIES)
    eras = {m: bisect_right(begun, m) for m in wanted["month"].unique().to_list()}
    wanted = (
        wanted.sort("month")
        .join_asof(
            lines, left_on="month", right_on="from", by="insurer_ix", strategy="backward",
            check_sortedness=False,
        )
        .sort(KEY)
        .with_row_index("w")
        .with_columns(era=pl.col("month").replace_strict(eras, return_dtype=pl.Int64))
    )  # fmt: skip
    people = _people(wanted, known, checked, picker)
    codes = people.sort("w", "code").group_by("w").agg(pl.col("code").cast(pl.String).str.join(","))
    wanted = wanted.join(codes, on="w", how="left", maintain_order="left")
    same = ["era", "senior", "scheme", "class", "elder_class", "has_elder", *facts, "code"]
    if wanted.is_empty():
        return wanted.select(*KEY, *(pl.lit(None, t).alias(c) for c, t in SCHEMA.items()))
    key = wanted.select(k=pl.struct(same).rank("dense"))["k"].to_numpy()
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    rows = [class_found(picker, one) for one in _households(wanted[first], people, facts)]
    found = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return pl.concat([wanted.select(KEY), found[inverse]], how="horizontal")


def with_derived(
    bills: pl.DataFrame, checked: Checked, picker: Picker
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """所得区分の付いた請求: bills with the class that follows, those that have none, and where the given one differs.

    ``class_weak``: an unconfirmed figure is behind the class.
    """
    assert checked.stated is not None
    bills = bills.with_columns(senior=pl.col("group") >= SENIOR)
    found = derived(bills, checked.stated, checked, picker)
    bills = bills.join(found.with_columns(followed=pl.lit(True)), on=KEY, how="left", maintain_order="left")
    bad = bills.filter(pl.col("why").is_not_null()).select("row", reason="why", detail="what")
    old, young = pl.col("followed") & pl.col("senior"), pl.col("followed") & ~pl.col("senior")
    differs = found.filter(pl.col("differs").is_not_null()).select(*KEY, "name", "differs")
    bills = bills.filter(pl.col("why").is_null()).with_columns(
        **{"class": pl.when(young).then("name").otherwise("class")},
        elder_class=pl.when(old).then("name").otherwise("elder_class"),
        has_elder=pl.col("has_elder") | old.fill_null(False),
        share=pl.coalesce("share", "tenths"),
        class_weak=pl.col("weak").fill_null(False),
    )
    return bills.drop("senior", "followed", *SCHEMA), bad, differs


def _people(wanted: pl.DataFrame, known: Stated, checked: Checked, picker: Picker) -> pl.DataFrame:
    """Who could count for each wanted class, with what of them could decide it, and a ``code`` of it all."""
    at = wanted.select("w", "insurer_ix", "insured_ix", "month", "senior", "scheme")
    here = (pl.col("from_month") <= pl.col("month")) & (pl.col("month") <= pl.col("to_month"))
    covers = checked.covers.select("insurer_ix", "person_ix", "from_month", "to_month")
    who = pl.concat(
        [
            at.join(covers, on="insurer_ix").filter(here).select("w", "person_ix", flag=pl.lit("covered")),
            at.filter(pl.col("insured_ix").is_not_null()).select(
                "w", person_ix="insured_ix", flag=pl.lit("insured")
            ),
            at.join(known.roles, on="insurer_ix").select("w", "person_ix", flag="role"),
        ]
    )
    who = who.group_by("w", "person_ix").agg(**{flag: (pl.col("flag") == flag).any() for flag in FLAGS})
    young, alone = ~pl.col("senior"), pl.col("insured_ix").is_not_null()
    tax_only = young & (pl.col("scheme") == "employee")
    who = (
        who.join(at, on="w")
        # below 70 an employee household's class hangs on nobody but the insured person
        .filter(~(tax_only & alone & ~pl.col("insured")) & ~(young & ~pl.any_horizontal(FLAGS[:3])))
        .with_columns(covered=pl.col("covered") & ~(tax_only & alone))
        .join(
            checked.people.select("person_ix", "birth", "birth_month", "birth_day", "disabled"),
            on="person_ix",
        )
    )
    who = _with_incomes(who, known, picker)
    for name in (c for c in FIELDS if c != "resident_tax"):
        needed = pl.col("senior")
        if name in ("assessable_income", "filed"):
            needed = needed | ~tax_only
        who = who.with_columns(pl.when(needed).then(name).alias(name))
    ages = _ages(who, picker)
    who = who.with_columns(
        pl.when("senior").then("birth").alias("birth"),
        disabled=pl.col("disabled").fill_null(False) & pl.col("senior"),
        **{f"age_{n}": pl.when("senior").then(pl.Series(column)) for n, column in enumerate(ages)},
    )
    facts = [*FLAGS, "birth", "disabled", *(f"age_{n}" for n in range(len(ages))), "has", *FIELDS, "later"]
    return who.select("w", *facts, code=pl.struct(facts).rank("dense"))


def _with_incomes(who: pl.DataFrame, known: Stated, picker: Picker) -> pl.DataFrame:
    """People with the income of the year that counts; ``later``: the receipts of the employee scheme's year."""
    months = who["month"].unique().to_list()
    reader = [Incomes(picker.reader, "", form.Insurer("national"), m) for m in months]
    years = pl.DataFrame(
        {
            "month": months,
            "year": [int(one.year()) for one in reader],
            "receipts_year": [int(one.year("employee_receipts")) for one in reader],
        },
        schema={"month": pl.Int32, "year": pl.Int64, "receipts_year": pl.Int64},
    )
    receipts = known.incomes.select("person_ix", receipts_year="year", later="receipts")
    return (
        who.join(years, on="month", how="left")
        .join(known.incomes.with_columns(has=pl.lit(True)), on=["person_ix", "year"], how="left")
        .join(receipts, on=["person_ix", "receipts_year"], how="left")
        .with_columns(later=pl.when(pl.col("senior") & (pl.col("scheme") == "employee")).then("later"))
    )


def _ages(who: pl.DataFrame, picker: Picker) -> list[Array]:
    """What the law knows of a person's age in the month: all that could tell two months apart."""
    n = who.height
    found: list[Array] = []
    for elderly in (0, 1):
        group, past, before = (np.zeros(n, np.int64) for _ in range(3))
        ages_all()(
            numbers(who, "birth_month", 0), numbers(who, "birth_day", 1), numbers(who, "month"),
            np.full(n, elderly, np.int64), np.full(n, 1 - elderly, np.int64),
            np.where(who["disabled"].fill_null(False).to_numpy(), DISABLED_EARLIER, 0).astype(np.int64),
            picker.ages, group, past, before,
        )  # fmt: skip
        found += [group, before if elderly else past]
    unborn = (who["birth_month"] > who["month"]).fill_null(False).cast(pl.Int64).to_numpy()
    return [*found, unborn]


def _households(wanted: pl.DataFrame, people: pl.DataFrame, facts: list[str]) -> list[Household]:
    """The distinct sets of facts, each as of the first insurer-household that states it."""
    rows = people.join(wanted.select("w"), on="w", how="semi").sort("w", "code")
    members: dict[int, list[Member]] = {}
    for row in rows.drop("code").iter_rows(named=True):
        roles = tuple(flag for flag in FLAGS if row[flag])
        income: dict[str, Any] | None = None
        if row["has"]:
            income = {c: row[c] for c in FIELDS if row[c] is not None}
        birth = None if row["birth"] is None else row["birth"].isoformat()
        members.setdefault(row["w"], []).append(Member(roles, birth, row["disabled"], income, row["later"]))
    return [
        Household(
            dates.text(row["month"]),
            row["senior"],
            row["scheme"],
            row["class"],
            row["elder_class"],
            bool(row["has_elder"]),
            {c: row[c] for c in facts if row[c] is not None},
            members.get(row["w"], []),
        )
        for row in wanted.iter_rows(named=True)
    ]
