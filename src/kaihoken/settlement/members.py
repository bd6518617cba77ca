"""人と保険者と所得区分: a chunk's people, insurer-households, covers and class lines, with numbers for names.

Names become numbers in the order of the names, because the law's order within a household is theirs. What a
row lacks or contradicts stands in its ``reason``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

SEED = 7  # of the hash that orders families
DAY_ONE, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Doubles:
    """全体の重複: names found twice over the whole input, which a chunk alone cannot see."""

    people: frozenset[str] = frozenset()
    insurers: frozenset[str] = frozenset()


def first_reason(*tests: tuple[pl.Expr, str]) -> pl.Expr:
    """最初の理由: the code of the first test that is true, null where none is."""
    return pl.coalesce(pl.when(test).then(pl.lit(code)) for test, code in tests)


def months_of() -> dict[str, pl.Expr]:
    """月の範囲: first and last month of a span of days, as ``from_month`` and ``to_month``; open ends reach on."""
    return {
        f"{side}_month": (pl.col(side).dt.year() * 12 + pl.col(side).dt.month() - 1)
        .fill_null(open_)
        .cast(pl.Int32)
        for side, open_ in (("from", 0), ("to", 1 << 30))
    }


def named(frame: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
    """未決の行: rows with a reason as rows of the table ``undecided``."""
    detail = pl.col("detail") if "detail" in frame.columns else pl.lit("")
    return frame.filter(pl.col("reason").is_not_null()).select(
        table=pl.lit(table),
        row=pl.col("row"),
        id=pl.col(name),
        reason=pl.col("reason"),
        detail=detail.fill_null(""),
    )


def people_of(members: pl.DataFrame, doubles: Doubles) -> tuple[pl.DataFrame, pl.DataFrame]:
    """世帯員: people by family and name, with their birth as month and day."""
    birth = pl.col("birth")
    members = members.with_columns(
        family_hash=pl.col("household").hash(SEED),
        reason=first_reason(
            (pl.col("household").is_null() | pl.col("person").is_null(), "name_missing"),
            (pl.col("bad").is_not_null(), "unreadable"),
            (pl.col("untaken").is_not_null(), "not_taken"),
            (birth.is_null(), "birth_missing"),
            (pl.col("person").is_in(list(doubles.people)), "member_twice"),
        ),
        detail=pl.coalesce(
            pl.when(pl.col("household").is_null()).then(pl.lit("household")),
            pl.when(pl.col("person").is_null()).then(pl.lit("person")),
            "bad",
            "untaken",
        ),
        birth_month=(birth.dt.year() * 12 + birth.dt.month() - 1).cast(pl.Int32),
        birth_day=birth.dt.day().cast(pl.Int32),
    )
    people = (
        members.filter(pl.col("person").is_not_null())
        .sort("family_hash", "household", "person", "row")
        .unique("person", keep="first", maintain_order=True)
        .with_row_index("person_ix")
    )
    return people, named(members, "members", "person")


def covers_of(
    covers: pl.DataFrame, people: pl.DataFrame, doubles: Doubles
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """保険者と資格: insurer-households by family and name, covers, the covers' reasons, and people with those of theirs."""
    first, last = pl.col("from").fill_null(DAY_ONE), pl.col("to").fill_null(LAST_DAY)
    joined = covers.join(
        people.select("person", "person_ix", "family_hash", "household"), on="person", how="left"
    )
    joined = joined.sort("person_ix", "from", "row", nulls_last=False)
    before = last.cum_max().shift().over("person_ix")
    joined = joined.rename({"reason": "why"}).with_columns(
        reason=first_reason(
            (pl.col("person").is_null() | pl.col("insurer").is_null(), "name_missing"),
            (pl.col("person_ix").is_null(), "no_member"),
            (pl.col("bad").is_not_null() | pl.col("scheme").is_null(), "unreadable"),
            (first > last, "cover_order"),
            (before >= first, "cover_overlap"),
            (
                (pl.col("why") == "insured_turned_75") & pl.col("from").is_null() & pl.col("to").is_null(),
                "cover_day",
            ),
            (pl.col("insurer").is_in(list(doubles.insurers)), "insurer_shared"),
        ),
        detail=pl.coalesce("bad", pl.when(pl.col("scheme").is_null()).then(pl.lit("scheme"))),
    )
    known = joined.filter(pl.col("person_ix").is_not_null() & pl.col("insurer").is_not_null())
    insured = pl.col("person_ix").filter(pl.col("insured"))
    insurers = (
        known.group_by("family_hash", "household", "insurer")
        .agg(
            scheme=pl.col("scheme").drop_nulls().first(),
            schemes=pl.col("scheme").drop_nulls().n_unique(),
            insured_ix=insured.min(),
            insured_last=insured.max(),
            begun=pl.col("from").fill_null(DAY_ONE).min(),
        )
        # who insures first comes first, so that a running sheet is filled in that order
        .sort("family_hash", "household", "begun", "insurer")
        .drop("begun")
        .with_row_index("insurer_ix")
        .with_columns(
            insurer_reason=first_reason(
                (pl.col("insurer").is_in(list(doubles.insurers)), "insurer_shared"),
                (pl.col("schemes") > 1, "insurer_schemes"),
                (pl.col("insured_ix") != pl.col("insured_last"), "insured_two"),
            )
        )
    )
    # a cover that cannot be read may lie in any month: it touches all bills of its person
    of_person = (
        joined.filter(pl.col("person_ix").is_not_null() & (pl.col("reason") != "insurer_shared"))
        .group_by("person_ix")
        .agg(cover_reason=pl.col("reason").first(), cover_detail=pl.col("detail").first())
    )
    disabled = known.group_by("person_ix").agg(disabled=(pl.col("why") == "disability").any())
    people = people.join(of_person, on="person_ix", how="left", maintain_order="left").join(
        disabled, on="person_ix", how="left", maintain_order="left"
    )
    good = (
        known.join(
            insurers.select("household", "insurer", "insurer_ix"),
            on=["household", "insurer"],
            maintain_order="left",
        )
        .with_row_index("cover_ix")
        .select(
            "cover_ix",
            "person_ix",
            "insurer_ix",
            "insurer",
            "why",
            "from",
            "to",
            **months_of(),
        )
    )
    return insurers, good, named(joined, "covers", "person"), people
