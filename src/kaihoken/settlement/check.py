"""行を確かめる: joins a chunk's tables to its bills and names, row by row, what cannot be settled.

Every bill gets the numbers of its person, insurer-household and cover, the classes of its month, and a
``reason`` where something is missing or contradicts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from ..households.causes import AT_WORK
from ..households.refunded import REFUNDED
from .classes import Stated, classes_of
from .layout import LARGEST
from .members import Doubles, covers_of, first_reason, people_of

Frames = dict[str, pl.DataFrame]


@dataclass(slots=True)
class Checked:
    """確かめた表: a chunk's people, insurers, covers, class lines and bills with their reasons."""

    people: pl.DataFrame
    insurers: pl.DataFrame
    covers: pl.DataFrame
    classes: pl.DataFrame
    bills: pl.DataFrame
    lists: pl.DataFrame  # row, certificates, parts of the bills that have any
    touched: pl.DataFrame  # bill row, insurer-household: every one that the bill may belong to
    stated: Stated | None = None  # facts from which classes follow
    undecided: list[pl.DataFrame] = field(default_factory=list)  # rows of tables other than bills


def check(frames: Frames, doubles: Doubles) -> Checked:
    """確かめる: the read tables of a chunk, joined; see the module."""
    people, wrong_people = people_of(frames["members"], doubles)
    insurers, covers, wrong_covers, people = covers_of(frames["covers"], people, doubles)
    classes, wrong_classes, insurers = classes_of(frames["classes"], insurers)
    bills, lists = _amounts(frames["bills"])
    bills, touched = _bills(bills, people, insurers, covers)
    bills = _with_classes(bills, classes)
    wrong = [wrong_people, wrong_covers, wrong_classes]
    return Checked(people, insurers, covers, classes, bills, lists, touched, undecided=wrong)


def _counted(bills: pl.DataFrame) -> pl.DataFrame:
    """療養費の算定の基となる額: of treatment paid first ``cost`` and ``paid`` become what the insurer counts.

    ``paid_for`` is the reason of such a bill; ``amount_detail`` names the column that it lacks, or that is not of
    its kind.
    """
    bills, cash = bills.rename({"reason": "paid_for"}), pl.col("kind") == REFUNDED
    own = ("paid", "standard", "paid_for")
    if not bills.select((cash | pl.any_horizontal(pl.col(c).is_not_null() for c in own[1:])).any()).item():
        return bills.drop("standard").with_columns(amount_detail=pl.lit(None, pl.String))
    named = {"paid_for": "reason"}
    wrong = [
        *(pl.when(cash & pl.col(c).is_null()).then(pl.lit(named.get(c, c))) for c in own),
        pl.when(cash & (pl.col("cost") != 0)).then(pl.lit("cost")),
        pl.when(cash & (pl.col("parts").list.len() > 0)).then(pl.lit("parts")),
        *(pl.when(~cash & pl.col(c).is_not_null()).then(pl.lit(named.get(c, c))) for c in own[1:]),
    ]
    less = pl.min_horizontal("paid", "standard")
    return (
        bills.with_columns(amount_detail=pl.coalesce(wrong), less=less)
        .with_columns(pl.when(cash).then("less").otherwise(c).alias(c) for c in ("cost", "paid"))
        .drop("standard", "less")
    )


def _amounts(bills: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bills with their whole cost and what is wrong with it; and apart, the lists of those that have lists."""
    bills = _counted(bills)
    by_part = pl.col("parts").list.eval(pl.element().struct.field("cost"))
    has_parts = (pl.col("parts").list.len() > 0).fill_null(False)
    amounts = [pl.col(c) for c in ("cost", "times", "paid")]
    lists = (
        bills.filter(has_parts | (pl.col("certificates").list.len() > 0))
        .select("row", "certificates", "parts", "cost", has_parts=has_parts)
        .with_columns(
            sum=pl.when("has_parts").then(by_part.list.sum()),
            amount_reason=first_reason(
                (by_part.list.eval(pl.element().is_null()).list.any(), "cost_missing"),
                (by_part.list.min() < 0, "cost_negative"),
                (pl.col("has_parts") & (pl.col("cost") != by_part.list.sum()), "parts_sum"),
            ),
        )
    )
    bills = (
        bills.drop("certificates", "parts")
        .join(
            lists.select("row", "has_parts", "sum", "amount_reason"),
            on="row",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            total=pl.coalesce("sum", "cost"),
            lists=pl.col("has_parts").is_not_null(),
        )
        .with_columns(
            amount_reason=pl.coalesce(
                first_reason(
                    (pl.col("amount_detail").is_not_null(), "refunded_wrong"),
                    (pl.col("total").is_null(), "cost_missing"),
                    (pl.any_horizontal(a < 0 for a in amounts), "cost_negative"),
                    (pl.any_horizontal(a > LARGEST for a in (*amounts, pl.col("total"))), "cost_too_large"),
                ),
                "amount_reason",
            )
        )
        .drop("sum", "has_parts", "cost")
    )
    return bills, lists.select("row", "certificates", "parts", "has_parts")


def _bills(
    bills: pl.DataFrame, people: pl.DataFrame, insurers: pl.DataFrame, covers: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bills with person, cover and insurer-household, and every insurer-household they may belong to."""
    bills = bills.sort("row").join(
        people.select(
            "person", "person_ix", "family_hash", "birth", "birth_month", "birth_day", "shown", "share",
            "disabled", "cover_reason", "cover_detail", person_reason="reason",
        ),
        on="person",
        how="left",
        maintain_order="left",
    )  # fmt: skip
    fits = (pl.col("from_month") <= pl.col("month")) & (pl.col("month") <= pl.col("to_month"))
    asked = pl.col("asked").is_null() | (pl.col("asked") == pl.col("insurer"))
    candidates = (
        bills.select("row", "person_ix", "month", asked="insurer")
        .join(covers, on="person_ix", how="inner", maintain_order="left")
        .filter(fits & asked)
        .select("row", "cover_ix", "insurer_ix")
    )
    counted = candidates.group_by("row").agg(
        covers=pl.len(), cover_ix=pl.col("cover_ix").first(), insurer_ix=pl.col("insurer_ix").first()
    )
    bills = bills.rename({"insurer": "asked"}).join(counted, on="row", how="left", maintain_order="left")
    bills = bills.join(
        insurers.select("insurer_ix", "scheme", "insured_ix", "has_elder", "insurer_reason"),
        on="insurer_ix",
        how="left",
        maintain_order="left",
    )
    bills = bills.with_columns(
        reason=first_reason(
            (pl.col("id").is_null() | pl.col("person").is_null(), "name_missing"),
            (pl.col("month").is_null(), "month_unreadable"),
            (pl.col("person_ix").is_null(), "no_member"),
            (pl.col("cause").is_in(AT_WORK), "work_accident"),
        )
    )
    bills = bills.with_columns(
        reason=pl.coalesce(
            "reason",
            "person_reason",
            first_reason(
                (pl.col("bad").is_not_null(), "unreadable"), (pl.col("untaken").is_not_null(), "not_taken")
            ),
            "amount_reason",
            "cover_reason",
            first_reason(
                (pl.col("covers").is_null(), "cover_none"),
                (pl.col("covers") > 1, "cover_two"),
            ),
            "insurer_reason",
        ),
        detail=pl.coalesce(
            pl.when(pl.col("id").is_null()).then(pl.lit("id")),
            pl.when(pl.col("person").is_null()).then(pl.lit("person")),
            "bad",
            "untaken",
            "amount_detail",
            "cover_detail",
        ),
    ).drop(
        "person", "bad", "untaken", "asked", "covers", "cover_reason", "cover_detail", "person_reason", "insurer_reason",
        "amount_reason", "amount_detail",
    )  # fmt: skip
    touched = candidates.select("row", "insurer_ix")
    return _resent(bills), touched


def _resent(bills: pl.DataFrame) -> pl.DataFrame:
    """Bills of which an earlier row is the same: by id within the family, or by place, setting and kind."""
    ids = pl.struct("family_hash", "id")
    claim = pl.struct("insurer_ix", "month", "person_ix", "institution", "setting", "kind", "prescriber")
    known = pl.col("person_ix").is_not_null() & pl.col("month").is_not_null()
    named_place = pl.col("institution") != ""
    # rare: look closely only where the cheap sign is doubled
    sign = pl.struct("person_ix", "month", "institution").hash()
    some = bills.filter(
        pl.col("reason").ne_missing("work_accident")
        & known
        & named_place
        & pl.col("insurer_ix").is_not_null()
    ).filter(sign.is_duplicated())
    again = some.filter(~claim.is_first_distinct()).select("row")
    same_id = bills.filter(known & pl.col("id").is_not_null())
    if same_id["id"].n_unique() < same_id.height:
        again = pl.concat([again, same_id.filter(~ids.is_first_distinct()).select("row")]).unique()
    if again.is_empty():
        return bills
    hit = pl.col("row").is_in(again["row"].implode())
    return bills.with_columns(
        reason=pl.when(hit).then(pl.lit("resent")).otherwise("reason"),
        detail=pl.when(hit).then(pl.lit("")).otherwise("detail"),
    )


def _with_classes(bills: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """Bills with the class line that is newest in their month."""
    wanted = bills.select("insurer_ix", "month").drop_nulls().unique().sort("insurer_ix", "month")
    found = wanted.sort("month").join_asof(
        classes.sort("from"),
        left_on="month",
        right_on="from",
        by="insurer_ix",
        strategy="backward",
        check_sortedness=False,
    )
    bills = bills.join(
        found.select("insurer_ix", "month", "class", "elder_class", "two"),
        on=["insurer_ix", "month"],
        how="left",
        maintain_order="left",
    )
    return bills.with_columns(reason=pl.coalesce("reason", pl.when(pl.col("two")).then(pl.lit("class_two"))))
