"""受給者証: which certificates stand on which part of which bill, and what each allows in its month."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ..engine import dates
from ..households.bill_row import ASSISTANCE_PROGRAM
from ..households.certificates import DESIGNATED, LOCAL
from .layout import LARGEST
from .members import first_reason, months_of, named
from .pick import Card, Picker, Use

AMOUNTS = ("limit", "used", "most_times", "month_limit")


@dataclass(slots=True)
class Cards:
    """証と部分: parts of the bills with certificates, the certificates on them, and the bills' reasons.

    parts: row, p, cost, key (which certificates); names: row, p, cert_ix, card, program; wrong: row, reason,
    detail; all bills with certificates or parts stand in ``parts``.
    """

    table: pl.DataFrame
    kinds: list[Card]
    parts: pl.DataFrame
    names: pl.DataFrame
    wrong: pl.DataFrame
    undecided: pl.DataFrame


def cards(
    certificates: pl.DataFrame,
    people: pl.DataFrame,
    bills: pl.DataFrame,
    lists: pl.DataFrame,
    picker: Picker,
) -> Cards:
    """証を読む: the certificates of a chunk and the parts of the bills that name them."""
    table, kinds, undecided = _table(certificates, people, picker)
    whole = pl.col("certificates").fill_null([])
    some = (
        bills.filter("lists")
        .select("row", "person_ix", "family_hash", "month", "total", "times")
        .join(lists, on="row", maintain_order="left")
    )
    one = some.filter(~pl.col("has_parts")).select(
        "row", "person_ix", "family_hash", "month", p=pl.lit(0, pl.UInt32), cost="total", names=whole
    )
    many = (
        some.filter("has_parts")
        .select(
            "row", "person_ix", "family_hash", "month", "parts", whole=whole,
            p=pl.int_ranges(0, pl.col("parts").list.len(), dtype=pl.UInt32),
        )
        .explode("parts", "p")
        .select(
            "row", "person_ix", "family_hash", "month", "p",
            cost=pl.col("parts").struct.field("cost"),
            names=pl.concat_list(pl.col("parts").struct.field("certificates").fill_null([]), "whole"),
        )
    )  # fmt: skip
    parts = pl.concat([one, many])
    names = (
        parts.explode("names", keep_nulls=False, empty_as_null=False)
        .rename({"names": "id"})
        .join(table, on=["person_ix", "id"], how="left", maintain_order="left")
        .unique(["row", "p", "id"], maintain_order=True)
    )
    anyone = table.select("family_hash", "id", other=pl.lit(True)).unique()
    names = names.join(anyone, on=["family_hash", "id"], how="left", maintain_order="left")
    in_month = (pl.col("from_month") <= pl.col("month")) & (pl.col("month") <= pl.col("to_month"))
    names = names.with_columns(
        reason=first_reason(
            (pl.col("cert_ix").is_null() & pl.col("other").is_not_null(), "certificate_other_person"),
            (pl.col("cert_ix").is_null(), "certificate_unknown"),
        )
    ).with_columns(
        reason=pl.coalesce("reason", "card_reason", first_reason((~in_month, "certificate_not_valid")))
    )
    local = names.filter((pl.col("program") == LOCAL) & pl.col("reason").is_null())
    aid = local.group_by("row").agg(
        aids=pl.col("cert_ix").n_unique(), on=pl.col("p").n_unique(), card=pl.col("card").first()
    )
    raw = parts.group_by("row").agg(raw=pl.len())
    per_visit = [n for n, card in enumerate(kinds) if card.per == "visit"]
    aid = (
        aid.join(raw, on="row")
        .join(some.select("row", "times"), on="row")
        .with_columns(
            reason=first_reason(
                (pl.col("aids") > 1, "aid_two"),
                (pl.col("on") < pl.col("raw"), "aid_parts"),
                (pl.col("card").is_in(per_visit) & pl.col("times").is_null(), "aid_times"),
            ),
            card_detail=pl.lit(""),
        )
    )
    wrong = pl.concat(
        [
            names.filter(pl.col("reason").is_not_null()).select("row", "reason", detail="card_detail"),
            aid.filter(pl.col("reason").is_not_null()).select("row", "reason", detail="card_detail"),
        ]
    ).unique("row", keep="first", maintain_order=True)
    keys = (
        names.filter(pl.col("program") != LOCAL)
        .group_by("row", "p")
        .agg(key=pl.col("cert_ix").sort().cast(pl.String).str.join(","))
    )
    parts = (
        parts.select("row", "p", "cost")
        .join(keys, on=["row", "p"], how="left")
        .with_columns(pl.col("key").fill_null(""))
        .group_by("row", "key")
        .agg(pl.col("cost").sum(), pl.col("p").min())
        .sort("row", "p")
    )
    names = names.select("row", "p", "cert_ix", "card", "program", "month").filter(
        pl.col("cert_ix").is_not_null()
    )
    return Cards(table, kinds, parts, names, wrong, undecided)


def _table(
    certificates: pl.DataFrame, people: pl.DataFrame, picker: Picker
) -> tuple[pl.DataFrame, list[Card], pl.DataFrame]:
    """The certificates with their number in the order of names, and what they state as distinct cards."""
    joined = (
        certificates.join(people.select("person", "person_ix", "family_hash"), on="person", how="left")
        .with_columns(pl.col("used").fill_null(0))
        .sort("person_ix", "id", "row", nulls_last=True)
    )
    fields = [c for c in Card._fields if c != "used"]
    kinds_frame = (
        joined.select(*fields, used=pl.col("used") != 0)
        .unique(maintain_order=True)
        .select(*Card._fields)
        .with_row_index("card")
    )
    kinds = [Card(*row[1:]) for row in kinds_frame.iter_rows()]
    kinds_frame = kinds_frame.with_columns(
        said=pl.Series([_wrong(card, picker) for card in kinds], dtype=pl.String)
    )
    joined = (
        joined.with_columns(is_used=pl.col("used") != 0)
        .join(
            kinds_frame.rename({"used": "is_used"}),
            on=[*fields, "is_used"],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(
            reason=first_reason(
                (pl.col("id").is_null() | pl.col("person").is_null(), "name_missing"),
                (pl.col("person_ix").is_null(), "no_member"),
                (pl.col("bad").is_not_null(), "unreadable"),
                (pl.col("untaken").is_not_null(), "not_taken"),
                (pl.struct("person_ix", "id").is_duplicated(), "certificate_twice"),
                (pl.col("from") > pl.col("to"), "certificate_wrong"),
                (pl.any_horizontal(pl.col(a) < 0 for a in AMOUNTS), "cost_negative"),
                (pl.any_horizontal(pl.col(a) > LARGEST for a in AMOUNTS), "cost_too_large"),
                (pl.col("said") != "", "certificate_wrong"),
            ),
            detail=pl.coalesce("bad", "untaken", "said"),
        )
    )
    table = (
        joined.filter(pl.col("person_ix").is_not_null() & pl.col("id").is_not_null())
        .unique(["person_ix", "id"], keep="first", maintain_order=True)
        .with_row_index("cert_ix")
        .select(
            "cert_ix", "person_ix", "id", "family_hash", "program", "used", "card",
            card_reason="reason", card_detail="detail", **months_of(),
        )
    )  # fmt: skip
    return table, kinds, named(joined, "certificates", "id")


def _wrong(card: Card, picker: Picker) -> str:
    if not card.program or (
        card.program not in (LOCAL, DESIGNATED) and not (card.program.isascii() and card.program.isdigit())
    ):
        return f"program: '{card.program}' is neither a number nor {LOCAL} nor {DESIGNATED}."
    if card.no_limit and card.limit is not None:
        return "limit: there are both a limit and no_limit."
    return picker.wrong(card)


def assisted(found: Cards) -> pl.DataFrame:
    """生活保護: the bills on which a certificate of public assistance stands."""
    return found.names.filter(pl.col("program") == str(ASSISTANCE_PROGRAM)).select("row").unique()


def national_on(bills: pl.DataFrame, found: Cards) -> pl.DataFrame:
    """公費のある請求: bills with ``national``: whether a certificate other than of local aid stands on them."""
    on = found.names.filter(pl.col("program") != LOCAL).select("row", national=pl.lit(True)).unique()
    return bills.join(on, on="row", how="left", maintain_order="left").with_columns(
        pl.col("national").fill_null(False)
    )


def uses(found: Cards, facts: pl.DataFrame, picker: Picker) -> tuple[pl.DataFrame, pl.DataFrame]:
    """公費の適用と特定疾病: the national certificates on the merged parts in their legal order, and the reasons.

    facts: row, class (null without insurance) and group of the bills that stand. Gives row, p, cert_ix,
    limit, program_row, order, designated (a row of `Bands`, null where it is none).
    """
    names = found.names.filter(pl.col("program") != LOCAL).join(facts, on="row")
    first = found.parts.select("row", "p")
    names = names.join(first, on=["row", "p"], how="semi")
    keys = names.select("card", "month", "class", "group", "program").unique(maintain_order=True)
    rows: list[Use] = []
    for card, month, cls, group, program in keys.iter_rows():
        text = dates.text(month)
        kind = found.kinds[card]
        if program == DESIGNATED:
            rows.append(picker.designated(kind, cls, group, text))
        else:
            rows.append(picker.use(kind, text))
    schema = {
        "reason": pl.String, "detail": pl.String, "limit": pl.Int64, "program_row": pl.Int64, "order": pl.Int64,
    }  # fmt: skip
    read = pl.DataFrame(rows, schema=schema, orient="row")
    names = names.join(
        keys.hstack(read),
        on=["card", "month", "class", "group", "program"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    wrong = (
        names.filter(pl.col("reason").is_not_null())
        .select("row", "reason", "detail")
        .unique("row", keep="first", maintain_order=True)
    )
    return names.drop("reason", "detail"), wrong
