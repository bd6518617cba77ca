"""行を確かめる: joins a chunk's tables to its bills and names, row by row, what cannot be settled.

Every bill gets the numbers of its person, insurer-household and cover, the classes of its month, and a
``reason`` where something is missing or contradicts. Names are replaced by numbers in the order of the
names, because the law's order within a household is that of the names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

SEED = 7  # of the hash that orders families
LARGEST = (1 << 31) - 1  # yen of one bill, in the compiled run
DAY_ONE, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Doubles:
    """全体の重複: names found twice over the whole input, which a chunk alone cannot see."""

    people: frozenset[str] = frozenset()
    insurers: frozenset[str] = frozenset()


@dataclass(slots=True)
class Checked:
    """確かめた表: a chunk's people, insurers, covers, class lines and bills with their reasons."""

    people: pl.DataFrame
    insurers: pl.DataFrame
    covers: pl.DataFrame
    classes: pl.DataFrame
    bills: pl.DataFrame
    touched: pl.DataFrame  # bill row, insurer-household: every one that the bill may belong to
    undecided: list[pl.DataFrame] = field(default_factory=list)  # rows of tables other than bills


def first_reason(*tests: tuple[pl.Expr, str]) -> pl.Expr:
    """最初の理由: the code of the first test that is true, null where none is."""
    return pl.coalesce(pl.when(test).then(pl.lit(code)) for test, code in tests)


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


def check(frames: Frames, doubles: Doubles) -> Checked:
    """確かめる: the read tables of a chunk, joined; see the module."""
    people, wrong_people = _people(frames["members"], doubles)
    insurers, covers, wrong_covers, people = _covers(frames["covers"], people, doubles)
    classes, wrong_classes, insurers = _classes(frames["classes"], insurers)
    bills, touched = _bills(frames["bills"], people, insurers, covers)
    bills = _with_classes(bills, classes)
    return Checked(
        people, insurers, covers, classes, bills, touched, [wrong_people, wrong_covers, wrong_classes]
    )


def _people(members: pl.DataFrame, doubles: Doubles) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People by family and name, with their birth as month and day."""
    birth = pl.col("birth")
    members = members.with_columns(
        family_hash=pl.col("household").hash(SEED),
        reason=first_reason(
            (pl.col("household").is_null() | pl.col("person").is_null(), "name_missing"),
            (pl.col("bad").is_not_null(), "unreadable"),
            (birth.is_null(), "birth_missing"),
            (pl.col("person").is_in(list(doubles.people)), "member_twice"),
        ),
        detail=pl.coalesce(
            pl.when(pl.col("household").is_null()).then(pl.lit("household")),
            pl.when(pl.col("person").is_null()).then(pl.lit("person")),
            "bad",
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


def _covers(
    covers: pl.DataFrame, people: pl.DataFrame, doubles: Doubles
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Insurer-households by family and name, covers, the covers' reasons, and people with those of theirs."""
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
        )
        .sort("family_hash", "household", "insurer")
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
    months = {
        f"{side}_month": (pl.col(side).dt.year() * 12 + pl.col(side).dt.month() - 1).fill_null(open_)
        for side, open_ in (("from", 0), ("to", 1 << 30))
    }
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
            **{k: v.cast(pl.Int32) for k, v in months.items()},
        )
    )
    return insurers, good, named(joined, "covers", "person"), people


def _classes(
    classes: pl.DataFrame, insurers: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Class lines by insurer-household and month, each with what earlier lines still say."""
    lines = classes.with_columns(
        reason=first_reason(
            (pl.col("insurer").is_null(), "name_missing"),
            (pl.col("from").is_null(), "unreadable"),
        ),
        detail=pl.when(pl.col("insurer").is_null()).then(pl.lit("insurer")).otherwise(pl.lit("from")),
    )
    wrong = [named(lines, "classes", "insurer")]
    lines = lines.join(insurers.select("insurer", "insurer_ix"), on="insurer", how="inner")
    unreadable = lines.filter(pl.col("from").is_null()).select("insurer_ix").unique()
    lines = lines.filter(pl.col("from").is_not_null())
    same = lines.group_by("insurer_ix", "from").agg(
        two=(pl.col("class").drop_nulls().n_unique() > 1)
        | (pl.col("elder_class").drop_nulls().n_unique() > 1)
    )
    twice = lines.join(same.filter("two"), on=["insurer_ix", "from"], how="semi")
    wrong.append(
        named(twice.with_columns(reason=pl.lit("class_two"), detail=pl.lit("")), "classes", "insurer")
    )
    lines = (
        lines.group_by("insurer_ix", "from")
        .agg(pl.col("class").drop_nulls().first(), pl.col("elder_class").drop_nulls().first())
        .join(same, on=["insurer_ix", "from"])
        .sort("insurer_ix", "from")
        .with_columns(
            pl.col("class").forward_fill().over("insurer_ix"),
            pl.col("elder_class").forward_fill().over("insurer_ix"),
            has_elder=pl.col("elder_class").is_not_null().any().over("insurer_ix"),
        )
    )
    given = lines.group_by("insurer_ix").agg(has_elder=pl.col("has_elder").first())
    insurers = insurers.join(given, on="insurer_ix", how="left", maintain_order="left").with_columns(
        pl.col("has_elder").fill_null(False),
        insurer_reason=pl.coalesce(
            "insurer_reason",
            pl.when(pl.col("insurer_ix").is_in(unreadable["insurer_ix"].implode())).then(
                pl.lit("unreadable")
            ),
        ),
    )
    return lines.drop("has_elder"), pl.concat(wrong), insurers


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
    amounts = [pl.col(c) for c in ("cost", "times", "paid")]
    by_part = pl.col("parts").list.eval(pl.element().struct.field("cost"))
    has_parts = pl.col("parts").list.len() > 0
    total = by_part.list.sum()
    bills = bills.with_columns(
        has_parts=has_parts.fill_null(False),
        total=pl.when(has_parts).then(total).otherwise(pl.col("cost")),
    ).with_columns(
        reason=first_reason(
            (pl.col("id").is_null() | pl.col("person").is_null(), "name_missing"),
            (pl.col("month").is_null(), "month_unreadable"),
            (pl.col("person_ix").is_null(), "no_member"),
        )
    )
    bills = bills.with_columns(
        reason=pl.coalesce(
            "reason",
            "person_reason",
            first_reason(
                (pl.col("bad").is_not_null(), "unreadable"),
                (pl.col("total").is_null(), "cost_missing"),
                (pl.col("has_parts") & by_part.list.eval(pl.element().is_null()).list.any(), "cost_missing"),
                (pl.any_horizontal(a < 0 for a in amounts), "cost_negative"),
                (pl.col("has_parts") & (by_part.list.min() < 0), "cost_negative"),
                (pl.any_horizontal(a > LARGEST for a in (*amounts, pl.col("total"))), "cost_too_large"),
                (pl.col("has_parts") & (pl.col("cost") != pl.col("total")), "parts_sum"),
            ),
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
            "cover_detail",
        ),
    )
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
    some = bills.filter(known & named_place & pl.col("insurer_ix").is_not_null()).filter(sign.is_duplicated())
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
