"""目標値との比較: how made-up households compare with the published figures, from the tables themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ...engine import dates
from .coverage import KINDS, NATIONAL
from .figures import classes_under_70, figures
from .incomes import YOUNG, young_name

SUFFIX = rf"-({'|'.join(KINDS)})(?:-2)?$"
OLDEST = 200


class Comparison(NamedTuple):
    """比較の一行: a figure, what the sample gives, and whether the figure is published, derived or assumed."""

    what: str
    what_ja: str
    unit: str
    target: float
    sample: float
    ratio: float | None
    evidence: str
    source: str


def compare(folder: Path, start: str, months: int) -> list[Comparison]:
    """比較: people, schemes, classes, bills and costs of the tables in a folder against their targets."""
    first = dates.month(start)
    day = date(first // 12, first % 12 + 1, 1)
    born = pl.col("birth").dt
    later = (born.month() > day.month) | ((born.month() == day.month) & (born.day() > 1))
    age = day.year - born.year() - later.cast(pl.Int32)
    members = pl.scan_parquet(folder / "members.parquet").select("person", age.alias("age"))
    covers = (
        pl.scan_parquet(folder / "covers.parquet")
        .filter(pl.col("from").is_null() | (pl.col("from") <= day))
        .select("person", "insurer", pl.col("insurer").str.extract(SUFFIX).alias("sort"))
        .join(members, on="person")
    )
    people = covers.collect(engine="streaming")
    found = [*_ages(people), *_schemes(people), *_classes(folder, people, first)]
    return found + _bills(folder, people, months)


def _row(what: str, ja: str, unit: str, target: float, sample: float, table: str) -> Comparison:
    source = figures()[table]
    ratio = round(sample / target, 3) if target else None
    return Comparison(
        what, ja, unit, round(target, 2), round(sample, 2), ratio, source["evidence"], source["source"]
    )


def _ages(people: pl.DataFrame) -> list[Comparison]:
    t = figures()["ages"]
    bounds = [0, *t["groups"], OLDEST]
    rows = []
    for low, high, target in zip(bounds, bounds[1:], t["group_people"], strict=False):
        inside = people.filter(pl.col("age").is_between(low, high, closed="left")).height
        years = (
            (f"from {low}", f"{low}歳以上")
            if high == OLDEST
            else (f"aged {low}-{high - 1}", f"{low}〜{high - 1}歳")
        )
        rows.append(
            _row(
                f"people {years[0]}",
                f"{years[1]}の人",
                "%",
                100 * target / sum(t["group_people"]),
                100 * inside / people.height,
                "ages",
            )
        )
    return rows


SORTS_JA = ("協会けんぽ", "健保組合", "共済等", "国民健康保険", "後期高齢者医療", "生活保護")


def _schemes(people: pl.DataFrame) -> list[Comparison]:
    t = figures()["enrolment"]
    insured = people.filter(pl.col("sort") != "none")
    rows = []
    for sort, ja in zip(KINDS[:5], SORTS_JA, strict=False):
        inside = insured.filter(pl.col("sort") == sort).height
        target = 100 * t[sort] / sum(t[k] for k in KINDS[:5])
        rows.append(
            _row(
                f"insured by {sort}", f"{ja}の加入者", "%", target, 100 * inside / insured.height, "enrolment"
            )
        )
    outside = 1 - insured.height / people.height
    share = figures()["assistance"]["share"]
    rows.append(_row("on public assistance", SORTS_JA[-1], "%", 100 * share, 100 * outside, "assistance"))
    return rows


def _classes(folder: Path, people: pl.DataFrame, first: int) -> list[Comparison]:
    """Classes below 70; the thirds of a class are put together."""
    lines = (
        pl.scan_parquet(folder / "classes.parquet")
        .filter(pl.col("from") == dates.text(first))
        .select("insurer", pl.col("class").str.slice(0, 1))
        .collect(engine="streaming")
    )
    young = people.filter(pl.col("age") < 70).join(lines, on="insurer")
    rows = []
    for sort, ja in zip(KINDS[: NATIONAL + 1], SORTS_JA, strict=False):
        target, table = classes_under_70(sort)
        members = young.filter(pl.col("sort") == sort)
        for place in range(len(YOUNG)):
            name = young_name(place, 0, False)
            inside = members.filter(pl.col("class") == name).height
            rows.append(
                _row(
                    f"class {name} below 70, {sort}",
                    f"70歳未満の区分{name}・{ja}",
                    "%",
                    100 * target[place] / sum(target),
                    100 * inside / max(members.height, 1),
                    table,
                )
            )
    return rows


def _bills(folder: Path, people: pl.DataFrame, months: int) -> list[Comparison]:
    t, high = figures()["cost"], figures()["receipts_10M"]
    sort = pl.when(pl.col("kind") != "medical").then("kind").otherwise("setting")
    sums: list[dict[str, Any]] = (
        pl.scan_parquet(folder / "bills.parquet")
        .select("person", "cost", sort.alias("sort"))
        .group_by("person", "sort")
        .agg(
            pl.col("cost").sum(),
            pl.len().alias("bills"),
            (pl.col("cost") >= high["least"]).sum().alias("high"),
        )
        .join(people.lazy().select("person", "age", pl.col("sort").alias("insured")), on="person")
        .group_by(
            "sort", pl.col("insured") == "none", pl.col("age") >= 75, (pl.col("age") >= 65).alias("from_65")
        )
        .agg(pl.col("cost", "bills", "high").sum())
        .collect(engine="streaming")
        .to_dicts()
    )
    n = people.height
    total = sum(figures()["ages"]["group_people"])

    def yearly(rows: list[dict[str, Any]], heads: int) -> float:
        return sum(int(r["cost"]) for r in rows) * 12 / months / max(heads, 1)

    def heads(which: pl.Expr) -> int:
        return people.filter(which).height

    insured = pl.col("sort") != "none"
    bills = sum(int(r["bills"]) for r in sums)
    tail = sum(int(r["high"]) for r in sums)
    rows = [
        _row(
            "bills a month and 1,000 people",
            "1,000人・1か月当たりの請求",
            "bills",
            1000 * t["receipts"] / 12 / total,
            1000 * bills / months / n,
            "cost",
        ),
        _row("cost a head and year", "1人1年の医療費", "yen", t["all"], yearly(sums, n), "cost"),
        _row(
            "cost a head and year, insured below 75",
            "1人1年の医療費・75歳未満の加入者",
            "yen",
            t["under_75"],
            yearly(
                [r for r in sums if not r["insured"] and not r["age"]], heads(insured & (pl.col("age") < 75))
            ),
            "cost",
        ),
        _row(
            "cost a head and year, insured from 75",
            "1人1年の医療費・75歳以上の加入者",
            "yen",
            t["from_75"],
            yearly(
                [r for r in sums if not r["insured"] and r["age"]], heads(insured & (pl.col("age") >= 75))
            ),
            "cost",
        ),
    ]
    for old, ja, field in ((False, "65歳未満", "below_65"), (True, "65歳以上", "from_65")):
        rows.append(
            _row(
                f"cost a head and year, {'from' if old else 'below'} 65",
                f"1人1年の医療費・{ja}",
                "yen",
                figures()["cost_by_age"][field],
                yearly([r for r in sums if r["from_65"] == old], heads((pl.col("age") >= 65) == old)),
                "cost_by_age",
            )
        )
    for name, ja in (
        ("inpatient", "入院"),
        ("outpatient", "入院外"),
        ("dental", "歯科"),
        ("pharmacy", "調剤"),
        ("home_nursing", "訪問看護"),
    ):
        rows.append(
            _row(
                f"cost a head and year, {name.replace('_', ' ')}",
                f"1人1年の医療費・{ja}",
                "yen",
                t[name] * 100_000_000 / total,
                yearly([r for r in sums if r["sort"] == name], n),
                "cost",
            )
        )
    rows.append(
        _row(
            "bills of 10 million yen and more, a month and million people",
            "1,000万円以上の請求・100万人1か月当たり",
            "bills",
            high["per_million"],
            tail * 1_000_000 / months / n,
            "receipts_10M",
        )
    )
    return rows
