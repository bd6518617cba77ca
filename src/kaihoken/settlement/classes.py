"""所得区分の行: a chunk's lines of classes, and of facts from which a class follows, by insurer-household and month."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from .members import first_reason, named

AMOUNTS = ("standard_remuneration", "assessable_income", "taxable_income")
BY_MONTH = ("borderline", *AMOUNTS, "resident_tax")  # facts that may change from line to line
ALWAYS = ("senior_income", "low_confirmed")  # facts of which an insurer-household has one
FACTS = (*BY_MONTH, *ALWAYS)


@dataclass(frozen=True, slots=True)
class Stated:
    """述べられた事実: what a class could follow from: incomes by person and year, roles, and of which insurers."""

    incomes: pl.DataFrame  # person_ix, year and the fields of an income: the last correction
    roles: pl.DataFrame  # insurer_ix, person_ix, role
    insurers: pl.DataFrame  # insurer_ix: those of whom there is any fact


def classes_of(
    classes: pl.DataFrame, insurers: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """所得区分の行: the lines, each with what earlier ones still say, the rows that cannot be taken, and insurers.

    Facts have columns in the lines only where somebody states one. ``two``: there are two for one month.
    """
    lines = classes.with_columns(
        reason=first_reason(
            (pl.col("insurer").is_null(), "name_missing"),
            (pl.col("from").is_null() | pl.col("bad").is_not_null(), "unreadable"),
            (pl.any_horizontal(pl.col(c) < 0 for c in AMOUNTS), "cost_negative"),
        ),
        detail=pl.coalesce(
            pl.when(pl.col("insurer").is_null()).then(pl.lit("insurer")),
            "bad",
            pl.when(pl.col("from").is_null()).then(pl.lit("from")),
            *(pl.when(pl.col(c) < 0).then(pl.lit(c)) for c in AMOUNTS),
        ),
    )
    wrong = [named(lines, "classes", "insurer")]
    lines = lines.join(insurers.select("insurer", "insurer_ix"), on="insurer", how="inner")
    broken = (
        lines.filter(pl.col("reason").is_not_null())
        .group_by("insurer_ix")
        .agg(class_reason=pl.col("reason").sort_by("row").first())
    )
    lines = lines.filter(pl.col("from").is_not_null())
    stated = [c for c in FACTS if lines[c].null_count() < lines.height]
    by_month = ["class", "elder_class", *(c for c in stated if c in BY_MONTH)]
    always = [c for c in stated if c in ALWAYS]
    if always:
        lines = lines.with_columns(
            differ=pl.any_horizontal(pl.col(c).drop_nulls().n_unique().over("insurer_ix") > 1 for c in always)
        )
    else:
        lines = lines.with_columns(differ=pl.lit(False))
    same = lines.group_by("insurer_ix", "from").agg(
        two=pl.any_horizontal(pl.col(c).drop_nulls().n_unique() > 1 for c in by_month)
        | pl.col("differ").any()
    )
    twice = lines.join(same.filter("two"), on=["insurer_ix", "from"], how="semi")
    wrong.append(
        named(twice.with_columns(reason=pl.lit("class_two"), detail=pl.lit("")), "classes", "insurer")
    )
    lines = (
        lines.group_by("insurer_ix", "from")
        .agg(pl.col(c).drop_nulls().first() for c in (*by_month, *always))
        .join(same, on=["insurer_ix", "from"])
        .sort("insurer_ix", "from")
        .with_columns(
            *(pl.col(c).forward_fill().over("insurer_ix") for c in by_month),
            *(pl.col(c).drop_nulls().first().over("insurer_ix") for c in always),
            has_elder=pl.col("elder_class").is_not_null().any().over("insurer_ix"),
        )
    )
    given = lines.group_by("insurer_ix").agg(has_elder=pl.col("has_elder").first())
    insurers = (
        insurers.join(given, on="insurer_ix", how="left", maintain_order="left")
        .join(broken, on="insurer_ix", how="left", maintain_order="left")
        .with_columns(
            pl.col("has_elder").fill_null(False),
            insurer_reason=pl.coalesce("insurer_reason", "class_reason"),
        )
    )
    return lines.drop("has_elder"), pl.concat(wrong), insurers
