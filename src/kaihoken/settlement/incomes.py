"""所得の表を確かめる: the incomes of a chunk's people, and who besides the insured counts for a class."""

from __future__ import annotations

import polars as pl

from .check import Checked
from .classes import FACTS, Stated
from .layout import TABLES
from .members import first_reason, named

AMOUNTS = (
    "assessable_income", "taxable_income", "receipts", "pension_receipts", "other_income",
    "children_under_16", "children_to_18",
)  # fmt: skip
FIELDS = tuple(c for c in TABLES["incomes"] if c not in ("person", "year", "correction"))
# Roles that a scheme does not have: as `households.checks` refuses them.
FOREIGN = {"employee": ("head", "household"), "national": ("household",), "elderly": ("former",)}


def stated(
    incomes: pl.DataFrame, roles: pl.DataFrame, checked: Checked
) -> tuple[Stated | None, list[pl.DataFrame]]:
    """述べられた事実: the facts of a chunk, None where there are none; and the rows that cannot be taken.

    An income that cannot be taken touches all bills of the insurer-households of which it could decide the
    class, a role those of its own.
    """
    of_classes = [c for c in FACTS if c in checked.classes.columns]
    if incomes.is_empty() and roles.is_empty() and not of_classes:
        return None, []
    roles = _roles(roles, checked)
    good_roles = roles.filter(pl.col("fault").is_null()).select("insurer_ix", "person_ix", "role").unique()
    counts = pl.concat(
        [
            checked.covers.select("insurer_ix", "person_ix"),
            checked.insurers.select("insurer_ix", person_ix="insured_ix").drop_nulls(),
            good_roles.select("insurer_ix", "person_ix"),
        ]
    ).unique()
    incomes = _incomes(incomes, checked)
    good = incomes.filter(pl.col("fault").is_null())
    broken = pl.concat(
        [
            incomes.filter(pl.col("fault").is_not_null())
            .select("person_ix", "fault", "detail")
            .join(counts, on="person_ix")
            .select("insurer_ix", "fault", "detail"),
            roles.filter(pl.col("fault").is_not_null() & pl.col("insurer_ix").is_not_null()).select(
                "insurer_ix", "fault", "detail"
            ),
        ]
    ).unique("insurer_ix", keep="first", maintain_order=True)
    if broken.height:
        broken = broken.rename({"detail": "fault_detail"})
        checked.bills = (
            checked.bills.join(broken, on="insurer_ix", how="left", maintain_order="left")
            .with_columns(
                detail=pl.when(pl.col("reason").is_null()).then("fault_detail").otherwise("detail"),
                reason=pl.coalesce("reason", "fault"),
            )
            .drop("fault", "fault_detail")
        )
    some = pl.any_horizontal(pl.col(c).is_not_null() for c in of_classes) if of_classes else pl.lit(False)
    insurers = pl.concat(
        [
            checked.classes.filter(some).select("insurer_ix"),
            counts.join(good.select("person_ix"), on="person_ix", how="semi").select("insurer_ix"),
        ]
    ).unique()
    wrong = [
        named(rows.with_columns(reason="fault"), table, name)
        for rows, table, name in ((incomes, "incomes", "person"), (roles, "roles", "insurer"))
    ]
    return Stated(good.select("person_ix", "year", *FIELDS), good_roles, insurers), wrong


def _incomes(incomes: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """Incomes with what is wrong with them (``fault``); of corrections the last."""
    negative = [pl.col(c) < 0 for c in (*AMOUNTS, "correction")]
    key = ["person_ix", "year"]
    joined = (
        incomes.with_columns(pl.col("correction").fill_null(0))
        .join(checked.people.select("person", "person_ix"), on="person", how="left")
        .with_columns(
            fault=first_reason(
                (pl.col("person").is_null(), "name_missing"),
                (pl.col("person_ix").is_null(), "no_member"),
                (pl.col("bad").is_not_null() | ~pl.col("year").is_between(1900, 9999), "unreadable"),
                (pl.col("year").is_null(), "unreadable"),
                (pl.any_horizontal(negative), "cost_negative"),
                (pl.struct(*key, "correction").is_duplicated(), "income_two"),
            ),
            detail=pl.coalesce(
                "bad",
                pl.when(pl.col("person").is_null()).then(pl.lit("person")),
                pl.when(~pl.col("year").is_between(1900, 9999).fill_null(False)).then(pl.lit("year")),
                *(pl.when(pl.col(c) < 0).then(pl.lit(c)) for c in (*AMOUNTS, "correction")),
            ),
        )
    )
    last = pl.col("correction") == pl.col("correction").max().over(key)
    return joined.filter(pl.col("fault").is_not_null() | pl.col("person_ix").is_null() | last)


def _roles(roles: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """Roles with what is wrong with them (``fault``)."""
    foreign = pl.any_horizontal(
        (pl.col("scheme") == scheme) & pl.col("role").is_in(names) for scheme, names in FOREIGN.items()
    )
    heads = (pl.col("role") == "head") & (
        pl.col("person").filter(pl.col("role") == "head").n_unique().over("insurer") > 1
    )
    return (
        roles.join(
            checked.insurers.select("insurer", "insurer_ix", "scheme", of="household"),
            on="insurer",
            how="left",
        )
        .join(checked.people.select("person", "person_ix", "household"), on="person", how="left")
        .with_columns(
            fault=first_reason(
                (pl.col("insurer").is_null() | pl.col("person").is_null(), "name_missing"),
                (pl.col("bad").is_not_null() | pl.col("role").is_null(), "unreadable"),
                (pl.col("insurer_ix").is_null(), "role_wrong"),
                (pl.col("person_ix").is_null() | (pl.col("household") != pl.col("of")), "no_member"),
                (foreign | heads, "role_wrong"),
            ),
            detail=pl.coalesce(
                "bad",
                pl.when(pl.col("insurer").is_null() | pl.col("insurer_ix").is_null()).then(pl.lit("insurer")),
                pl.when(pl.col("person").is_null() | pl.col("person_ix").is_null()).then(pl.lit("person")),
                "role",
            ),
        )
    )
