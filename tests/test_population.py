"""Made-up households: lawful, reproducible, and like the published figures."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from made import cases

from kaihoken import settle
from kaihoken.engine import dates
from kaihoken.engine.book import ages
from kaihoken.engine.tables import tables
from kaihoken.errors import InputError
from kaihoken.law.people import senior_month
from kaihoken.settlement.population import FIRST_MONTH, TABLES, block_tables, make_households
from kaihoken.settlement.population.calibration import Comparison, compare
from kaihoken.settlement.population.families import families
from kaihoken.settlement.population.figures import Draws, figures, high_costs, lognormal
from kaihoken.settlement.population.incomes import seniors

START, MONTHS = "2026-08", 12
SPECIAL = ("turned_75", "insured_turned_75", "disability", "moved_within_prefecture", "job")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("people")
    make_households(20_000, MONTHS, 7, START, made)
    return made


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Comparison]:
    return {row.what: row for row in compare(folder, START, MONTHS)}


def covers_of_bills(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Bills with the covers to which they may go: those that reach into the month, of the insurer if named."""
    first = pl.concat_str("month", pl.lit("-01")).str.to_date()
    bills = made["bills"].select("id", "person", "month", first.alias("first"), asked="insurer")
    return bills.join(made["covers"], on="person").filter(
        (pl.col("from").is_null() | (pl.col("from") <= pl.col("first").dt.month_end()))
        & (pl.col("to").is_null() | (pl.col("to") >= pl.col("first")))
        & (pl.col("asked").is_null() | (pl.col("asked") == pl.col("insurer")))
    )


def birthday_75(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return made["members"].with_columns(pl.col("birth").dt.offset_by("75y").alias("old"))


def test_the_same_numbers_give_the_same_tables_and_another_seed_others() -> None:
    one, again, other = (block_tables(2_000, 4, seed, dates.month(START), 0) for seed in (3, 3, 4))
    for name in TABLES:
        assert one[name].equals(again[name]), name
        assert not one[name].equals(other[name]), name


def test_a_later_block_goes_by_its_own_number_only(tmp_path: Path) -> None:
    make_households(50_300, 1, 5, START, tmp_path)
    alone = block_tables(300, 1, 5, dates.month(START), 1)
    for name in TABLES:
        whole = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert whole.tail(alone[name].height).equals(alone[name]), name
    members = pl.read_parquet(tmp_path / "members.parquet")
    assert members.height == 50_300
    assert members["person"].is_unique().all()
    assert pl.read_parquet(tmp_path / "bills.parquet")["id"].is_unique().all()


@pytest.mark.parametrize(
    ("what", "tolerance"),
    [
        ("people aged 0-14", 0.06),
        ("people aged 15-64", 0.03),
        ("people aged 65-74", 0.06),
        ("people from 75", 0.06),
        ("insured by kyokai", 0.06),
        ("insured by society", 0.06),
        ("insured by mutual", 0.10),
        ("insured by national", 0.08),
        ("insured by elderly", 0.10),
        ("on public assistance", 0.35),
        ("class ウ below 70, kyokai", 0.05),
        ("class エ below 70, kyokai", 0.06),
        ("class イ below 70, society", 0.12),
        ("class ウ below 70, society", 0.06),
        ("class エ below 70, national", 0.10),
        ("class オ below 70, national", 0.10),
        ("bills a month and 1,000 people", 0.03),
        ("cost a head and year", 0.05),
        ("cost a head and year, insured below 75", 0.08),
        ("cost a head and year, insured from 75", 0.08),
        ("cost a head and year, inpatient", 0.10),
        ("cost a head and year, outpatient", 0.07),
        ("cost a head and year, dental", 0.06),
        ("cost a head and year, pharmacy", 0.06),
        ("cost a head and year, home nursing", 0.15),
    ],
)
def test_the_sample_is_like_the_published_figure_of(
    report: dict[str, Comparison], what: str, tolerance: float
) -> None:
    ratio = report[what].ratio
    assert ratio is not None
    assert abs(ratio - 1) <= tolerance, report[what]


def test_very_high_bills_are_as_rare_and_as_high_as_those_of_the_societies(
    made: dict[str, pl.DataFrame],
) -> None:
    target = figures()["receipts_10M"]["per_million"]
    assert abs(target / (2_328 / 28.03 / 12) - 1) < 0.01
    high = high_costs() * 10
    assert high.min() >= 10_000_000 and high.max() <= 305_000_000
    assert 0.0005 < (high >= 100_000_000).mean() < 0.005
    found = made["bills"].filter(pl.col("cost") >= 10_000_000).height
    assert found <= 10  # 1.7 are expected in 240,000 months


def test_every_figure_names_its_source_or_says_that_it_is_assumed() -> None:
    for name, table in figures().items():
        assert table["evidence"] in ("published", "derived", "assumption"), name
        assert table["evidence"] == "assumption" or table["source"], name
        assert table["note"], name


def test_the_tables_of_factors_keep_the_mean() -> None:
    for spread in (0.15, 0.75, 1.15):
        assert abs(lognormal(spread).mean() / 10_000 - 1) < 0.001


def test_nobody_is_covered_twice_on_a_day(made: dict[str, pl.DataFrame]) -> None:
    covers = made["covers"].with_columns(
        pl.col("from").fill_null(date(1, 1, 1)), pl.col("to").fill_null(date(9999, 12, 31))
    )
    assert (covers["from"] <= covers["to"]).all()
    after = covers.sort("person", "from").with_columns(pl.col("from").shift(-1).over("person").alias("next"))
    gaps = after.filter(pl.col("next").is_not_null())
    assert gaps.height > 300
    assert (gaps["next"] == gaps["to"].dt.offset_by("1d")).all()
    assert covers["person"].n_unique() == made["members"].height


def test_every_bill_goes_to_one_cover_and_some_fall_before_and_after_a_change(
    made: dict[str, pl.DataFrame],
) -> None:
    found = covers_of_bills(made)
    assert found.height == made["bills"].height
    assert found["id"].is_unique().all()
    turned = found.filter(pl.col("asked").is_not_null() & (pl.col("reason") == "turned_75"))
    assert turned.filter(pl.col("scheme") == "elderly").height > 20
    assert turned.filter(pl.col("scheme") != "elderly").height > 20


def test_the_elderly_scheme_begins_on_the_75th_birthday_itself(made: dict[str, pl.DataFrame]) -> None:
    covers = made["covers"].join(birthday_75(made), on="person")
    elderly = covers.filter((pl.col("scheme") == "elderly") & (pl.col("reason") != "disability"))
    begins = elderly.filter(pl.col("from").is_not_null())
    assert begins.height > 100
    assert (begins["from"] == begins["old"]).all()
    assert (elderly.filter(pl.col("from").is_null())["old"] <= date(2026, 8, 1)).all()
    others = covers.filter(pl.col("scheme").is_in(["employee", "national"]))
    end = others["to"].fill_null(date(2027, 7, 31))
    assert (end < others["old"]).all()
    early = covers.filter(pl.col("reason") == "disability")
    assert early.height > 10
    assert (early["birth"].dt.offset_by("65y") <= date(2026, 8, 1)).all()


def test_dependants_left_behind_go_to_the_national_insurance_on_that_day(
    made: dict[str, pl.DataFrame],
) -> None:
    left = made["covers"].filter(pl.col("reason") == "insured_turned_75")
    before, after = (left.filter(pl.col("scheme") == s) for s in ("employee", "national"))
    assert before.height == after.height > 5
    insured = made["covers"].filter(pl.col("insured")).join(birthday_75(made), on="person")
    both = before.join(after, on="person").join(insured, on="insurer", suffix="_insured")
    assert both.height == before.height
    assert (both["from_right"] == both["old"]).all()


def test_an_employers_household_has_one_insured_person_and_others_none(
    made: dict[str, pl.DataFrame],
) -> None:
    counted = made["covers"].group_by("insurer", "scheme").agg(pl.col("insured").sum())
    expected = (counted["scheme"] == "employee").cast(pl.UInt32)
    assert (counted["insured"] == expected).all()


def test_bills_are_whole_points_of_people_who_are_born_and_none_is_written_twice(
    made: dict[str, pl.DataFrame],
) -> None:
    bills = made["bills"].join(made["members"], on="person")
    assert (bills["cost"] > 0).all() and (bills["cost"] % 10 == 0).all()
    assert (bills["birth"].dt.strftime("%Y-%m") <= bills["month"]).all()
    key = ("month", "person", "institution", "setting", "kind", "prescriber")
    assert bills.select(key).is_unique().all()
    parts = bills.filter(pl.col("parts").is_not_null())
    assert parts.height > 20
    assert (parts["parts"].list.eval(pl.element().struct.field("cost")).list.sum() == parts["cost"]).all()


def test_a_pharmacy_has_its_prescribers_bill_in_the_month(made: dict[str, pl.DataFrame]) -> None:
    bills = made["bills"]
    drugs = bills.filter(pl.col("kind") == "pharmacy")
    doctors = bills.filter((pl.col("kind") == "medical") & (pl.col("setting") == "outpatient"))
    keys = ["person", "month", "institution"]
    assert drugs.join(
        doctors, left_on=["person", "month", "prescriber"], right_on=keys, how="anti"
    ).is_empty()
    assert drugs.height > 1_000


def test_the_long_term_ill_go_to_the_same_place_month_after_month(made: dict[str, pl.DataFrame]) -> None:
    ill = made["certificates"].filter(pl.col("program") == "designated_disease")
    visits = made["bills"].filter(
        (pl.col("kind") == "medical")
        & (pl.col("setting") == "outpatient")
        & pl.col("institution").str.starts_with("hospital")
    )
    months = (
        visits.join(ill, on="person")
        .group_by("person")
        .agg(pl.col("month").n_unique(), pl.col("institution").n_unique())
    )
    assert months.height > 20
    assert (months["institution"] == 1).all()
    assert months["month"].mean() > 9


def test_the_classes_are_those_of_the_law_on_their_dates(tmp_path: Path) -> None:
    make_households(3_000, 30, 2, "2025-06", tmp_path)
    lines = pl.read_parquet(tmp_path / "classes.parquet")
    schemes = pl.read_parquet(tmp_path / "covers.parquet").select("insurer", "scheme").unique()
    found = lines.join(schemes, on="insurer")
    for month, scheme, name, elder in found.select("from", "scheme", "class", "elder_class").unique().rows():
        young = tables().rows("class_under_70", dates.month(month))
        old = tables().rows("class_70", dates.month(month))
        assert name in (old if scheme == "elderly" else young), (month, name)
        assert elder is None or elder in old, (month, elder)
    assert {"2025-06", "2025-08", "2026-08", "2027-08"} <= set(lines["from"])
    assert not lines.select("insurer", "from").is_duplicated().any()


def test_a_member_becomes_a_senior_in_the_month_of_the_law() -> None:
    f = families(Draws(1, 0, 0), 2_000, np.datetime64(START))
    law = ages(tables())
    for birth, month in zip(f.birth.tolist(), seniors(f).tolist(), strict=True):
        assert month == senior_month(birth.year * 12 + birth.month - 1, birth.day, law)


@pytest.mark.parametrize(
    ("start", "months", "seed"),
    [("2026-08", 12, 7), ("2022-10", 3, 1), ("2025-06", 30, 2), ("2027-06", 6, 3)],
)
def test_households_are_accepted_as_cases_and_leave_nothing_open(
    tmp_path: Path, start: str, months: int, seed: int
) -> None:
    make_households(4_000, months, seed, start, tmp_path)
    covers = pl.read_parquet(tmp_path / "covers.parquet")
    members = pl.read_parquet(tmp_path / "members.parquet").select("household", "person")
    chosen = members["household"].unique(maintain_order=True).gather_every(60).to_list()
    for reason in SPECIAL:
        some = covers.filter(pl.col("reason") == reason).join(members, on="person")
        chosen += some["household"].unique(maintain_order=True).head(6).to_list()
    settled = 0
    for case in cases(tmp_path, list(dict.fromkeys(chosen))):
        answer = settle(case)
        assert answer.range is None, answer.range
        assert sum(p.yen for b in answer.bills for p in b.payers) == sum(
            b.cost or sum(p.cost or 0 for p in b.parts) for b in case.bills
        )
        settled += len(answer.bills)
    assert settled > 100


@pytest.mark.parametrize("people", [1, 2, 17])
def test_a_handful_of_people_can_be_made(tmp_path: Path, people: int) -> None:
    make_households(people, 2, 1, START, tmp_path)
    assert pl.read_parquet(tmp_path / "members.parquet").height == people


@pytest.mark.parametrize(
    ("people", "months", "seed", "start", "where"),
    [
        (0, 1, 1, START, "--people"),
        (10, 0, 1, START, "--months"),
        (10, 61, 1, START, "--months"),
        (10, 1, -1, START, "--seed"),
        (10, 1, 1, "2026-13", "--from"),
        (10, 1, 1, "2022-09", "--from"),
    ],
)
def test_what_cannot_be_made_is_refused(
    tmp_path: Path, people: int, months: int, seed: int, start: str, where: str
) -> None:
    with pytest.raises(InputError) as refused:
        make_households(people, months, seed, start, tmp_path)
    assert refused.value.where.startswith(where)
    assert refused.value.mend
    if start != "2026-13":  # that of a month stands with the months
        assert (
            "作れません" in refused.value.ja or "から始めて" in refused.value.ja or "以上" in refused.value.ja
        )
    assert dates.month(FIRST_MONTH)


def test_tables_that_are_there_already_are_not_overwritten(folder: Path) -> None:
    with pytest.raises(InputError, match="already holds"):
        make_households(10, 1, 1, START, folder)


def test_the_command_prints_the_comparison_and_refuses_in_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kaihoken.cli", "make-households", "--people", "300", "--months", "2"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path), "--from", "2026-09", "--lang", "ja"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "65〜74歳の人" in done.stdout and "300 / 300" in done.stderr
    assert set(pl.read_parquet(tmp_path / "bills.parquet")["month"]) == {"2026-09", "2026-10"}
    again = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True)
    assert again.returncode == 2
    assert "already holds" in again.stderr and "Traceback" not in again.stderr


def test_the_commands_start_without_the_packages_for_tables() -> None:
    code = "import sys, kaihoken.cli; assert not {'polars', 'numpy', 'numba'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
