"""A payroll of many employees: three equal runs, the answers of one, and rows that cannot be settled."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaihoken.cli import main
from kaihoken.engine.compiled import compiled
from kaihoken.engine.sound import Unsound
from kaihoken.engine.trace import recorder
from kaihoken.errors import InputError
from kaihoken.forms.read import parse
from kaihoken.law.payroll import pay_year
from kaihoken.payroll.run import settle_payroll
from kaihoken.payroll.sample import laid_out
from kaihoken.premiums.answer import answer
from kaihoken.premiums.form import Premium

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from payroll import employees

MONTHS = [f"2026-{m:02d}" for m in range(3, 13)] + ["2027-01", "2027-02"]


def outputs(arguments: tuple[Any, ...]) -> list[list[int]]:
    return [np.asarray(column).tolist() for table in arguments[4:7] for column in table]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31))
def test_three_runs_agree_to_the_yen_on_random_employees(seed: int) -> None:
    frame = employees(60, seed)
    plain, traced, fast = laid_out(frame), laid_out(frame), laid_out(frame, as_arrays=True)
    pay_year(*plain)
    space, _ = recorder()
    space["pay_year"](*traced)
    compiled("pay_year")(*fast)
    assert outputs(plain) == outputs(traced) == outputs(fast)
    assert sum(map(sum, outputs(plain))) > 0


def test_a_column_that_points_beyond_its_rows_is_refused() -> None:
    for field, table in (("rates", 1), ("office", 1), ("bonus_month", 2)):
        arguments = list(laid_out(employees(10), as_arrays=True))
        getattr(arguments[table], field)[3] = 999_999
        with pytest.raises(Unsound):
            compiled("pay_year")(*arguments)


def folder(tmp_path: Path, frame: pl.DataFrame, rates: pl.DataFrame | None = None) -> Path:
    source = tmp_path / "in"
    source.mkdir(exist_ok=True)
    frame.write_parquet(source / "employees.parquet")
    if rates is not None:
        rates.write_parquet(source / "rates.parquet")
    return source


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table as the form of one employee writes it."""
    told = {"birth": str(row["birth"]), "prefecture": row["prefecture"], "joined": str(row["joined"])}
    if row["left"] is not None:
        told["left"] = str(row["left"])
    if row["leave_kind"] is not None:
        told["leaves"] = [
            {"kind": row["leave_kind"], "from": str(row["leave_from"]), "to": str(row["leave_to"])}
        ]
    return told


def lines(group: Any) -> dict[str, Any]:
    return {line.key: line.value for line in group.lines}


def test_every_employee_gets_what_the_form_of_one_gets(tmp_path: Path) -> None:
    frame = employees(150, 7)
    settle_payroll(folder(tmp_path, frame), tmp_path / "out", chunk=40)
    done = {r["employee"]: r for r in pl.read_parquet(tmp_path / "out/premiums/*.parquet").to_dicts()}
    for row in frame.to_dicts():
        got, total = done[row["employee"]], 0
        used = 0
        for month in MONTHS:
            asked = {**facts(row), "month": month, "standard": row[f"standard_{month}"]}
            one = lines(answer(parse({"premium": {"employee": asked}}, Premium)).groups[0])
            for key in (
                "health",
                "child",
                "pension",
                "employer_health",
                "employer_child",
                "employer_pension",
            ):
                assert got[f"{key}_{month}"] == one.get(key, 0), (row, month, key)
            total += one["deducted"]
        for k in (1, 2):
            asked = {
                **facts(row),
                "month": row[f"bonus{k}_month"],
                "amount": row[f"bonus{k}_yen"],
                "earlier": used,
            }
            one = lines(answer(parse({"premium": {"bonus": asked}}, Premium)).groups[0])
            used += one["standard_bonus"]
            for key in (
                "health",
                "child",
                "pension",
                "employer_health",
                "employer_child",
                "employer_pension",
            ):
                assert got[f"bonus{k}_{key}"] == one.get(key, 0), (row, k, key)
            total += one["deducted"]
        assert got["deducted"] == total


def test_an_office_pays_in_the_sum_cut_once_and_bears_what_its_employees_do_not(tmp_path: Path) -> None:
    frame = employees(300, 3).with_columns(office=pl.lit("head"))
    settle_payroll(folder(tmp_path, frame), tmp_path / "out")
    premiums = pl.read_parquet(tmp_path / "out/premiums/*.parquet")
    rows = pl.read_parquet(tmp_path / "out/offices.parquet").to_dicts()
    assert [r["month"] for r in rows] == MONTHS
    for row in rows:
        for part in ("health", "child", "pension"):
            assert row[f"{part}_employees"] + row[f"{part}_employer"] == row[part]
            if row["month"] not in ("2026-07", "2026-12"):
                own = int(premiums[f"{part}_{row['month']}"].sum())
                apart = own + int(premiums[f"employer_{part}_{row['month']}"].sum())
                assert own == row[f"{part}_employees"] and 0 <= row[part] - apart <= 300


GOOD = {
    "employee": "a", "birth": "1990-05-02", "prefecture": "東京", "society": None, "joined": None, "left": None,
    "leave_kind": None, "leave_from": None, "leave_to": None, "bonus_before": None, "bonus1_month": None,
    "bonus1_yen": None, "bonus2_month": None, "bonus2_yen": None, "standard_2026-04": 300_000, "standard_2026-05": 300_000,
}  # fmt: skip
SHAPE = {
    **{k: pl.Int64 if "yen" in k or "before" in k or "standard" in k else pl.String for k in GOOD},
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"employee": None}, "name_missing"), ({"employee": "twin"}, "twice"), ({"birth": None}, "birth_wrong"),
        ({"birth": "1990-02-30"}, "birth_wrong"), ({"birth": "2027-02-03"}, "birth_wrong"), ({"joined": "2026-13-01"}, "day_wrong"),
        ({"joined": "2026-04-02", "left": "2026-04-01"}, "left_before_joined"), ({"leave_kind": "holiday"}, "leave_wrong"),
        ({"leave_kind": "childcare", "leave_from": "2026-04-02"}, "leave_wrong"),
        ({"leave_kind": "childcare", "leave_from": "2026-04-02", "leave_to": "2026-04-01"}, "leave_wrong"),
        ({"prefecture": "Tokio"}, "prefecture_unknown"), ({"prefecture": None}, "prefecture_unknown"),
        ({"society": "unknown"}, None), ({"society": "unknown", "prefecture": None}, "society_unknown"),
        ({"standard_2026-05": 305_000}, "standard_wrong"), ({"bonus1_month": "2026-04"}, "bonus_wrong"),
        ({"bonus1_month": "2026-06", "bonus1_yen": 1}, "bonus_wrong"), ({"bonus1_month": "April", "bonus1_yen": 1}, "bonus_wrong"),
        ({"bonus1_month": "2026-04", "bonus1_yen": -1}, "bonus_wrong"), ({"bonus2_month": "2026-04", "bonus2_yen": 1}, "bonus_wrong"),
        ({"bonus1_month": "2026-05", "bonus1_yen": 1, "bonus2_month": "2026-04", "bonus2_yen": 1}, "bonus_wrong"),
        ({"society": "care"}, None), ({"society": "care", "birth": "1980-01-01"}, "rate_unknown"), ({}, None),
        ({"standard_2026-05": None}, None),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_settled_is_listed_and_stops_no_other(
    tmp_path: Path, change: dict[str, Any], reason: str | None
) -> None:
    rows = [
        {**GOOD, **change},
        {**GOOD, "employee": "b"},
        *([{**GOOD, "employee": "twin"}] if "employee" in change else []),
    ]
    rates = pl.DataFrame({"society": ["care"], "health": [9.5], "child": [0.23]})
    source = folder(tmp_path, pl.DataFrame(rows, schema=SHAPE), rates)
    done = settle_payroll(source, tmp_path / "out")
    wrong = pl.read_parquet(tmp_path / "out/undecided.parquet").to_dicts()
    assert [w["reason"] for w in wrong[:1]] == ([] if reason is None else [reason])
    assert all(w["reason_ja"] and w["reason_en"] for w in wrong)
    settled = pl.read_parquet(tmp_path / "out/premiums/*.parquet")["employee"].to_list()
    assert "b" in settled and done["settled"] == len(settled)


def test_a_society_is_charged_by_its_own_rates_and_split(tmp_path: Path) -> None:
    rates = pl.DataFrame({"society": ["s", "s"], "from": [None, "2026-05"], "health": [9.5, 9.0], "health_own": [4.0, 3.5],
                          "care": [1.8, 1.8], "child": [0.23, 0.23]})  # fmt: skip
    row = {**GOOD, "society": "s", "prefecture": None, "birth": "1980-01-01"}
    settle_payroll(folder(tmp_path, pl.DataFrame([row], schema=SHAPE), rates), tmp_path / "out")
    got = pl.read_parquet(tmp_path / "out/premiums/*.parquet").to_dicts()[0]
    assert (got["health_2026-04"], got["employer_health_2026-04"]) == (14_700, 19_200)
    assert (got["health_2026-05"], got["employer_health_2026-05"]) == (13_200, 19_200)


def test_the_bonus_ceiling_is_a_fiscal_years_and_begins_anew_in_april(tmp_path: Path) -> None:
    row = {**{k: v for k, v in GOOD.items() if not k.startswith("standard")}, "standard_2026-03": 300_000,
           "standard_2026-04": 300_000, "bonus_before": 5_000_000, "bonus1_month": "2026-03", "bonus1_yen": 1_000_000,
           "bonus2_month": "2026-04", "bonus2_yen": 2_000_000}  # fmt: skip
    shape = {k: SHAPE.get(k, pl.Int64) for k in row}
    settle_payroll(folder(tmp_path, pl.DataFrame([row], schema=shape)), tmp_path / "out")
    got = pl.read_parquet(tmp_path / "out/premiums/*.parquet").to_dicts()[0]
    assert got["bonus1_health"] == 730_000 * 985 // 20_000 and got["bonus2_health"] == 98_500
    assert got["bonus2_pension"] == 137_250


def test_a_table_that_lacks_a_column_or_skips_a_month_is_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame([GOOD], schema=SHAPE)
    for broken, what in (
        (frame.drop("birth"), "no column 'birth'"),
        (frame.drop("prefecture", "society"), "neither prefecture nor society"),
        (frame.drop("standard_2026-04", "standard_2026-05"), "no column of standards"),
        (frame.rename({"standard_2026-05": "standard_2026-06"}), "in a row"),
        (frame.with_columns(pl.lit("x").alias("standard_2026-05")), "of type String"),
        (frame.with_columns(pl.lit(1).alias("pension")), "Store true or false"),
    ):
        with pytest.raises(InputError, match=what) as error:
            settle_payroll(folder(tmp_path, broken), tmp_path / "out")
        assert "列" in error.value.ja
    with pytest.raises(InputError, match="no table of employees"):
        settle_payroll(tmp_path, tmp_path / "out")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").touch()
    with pytest.raises(InputError, match="holds other things"):
        settle_payroll(folder(tmp_path, frame), tmp_path / "other")


def test_the_command_writes_the_tables_and_tells_the_sums(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = folder(tmp_path, pl.DataFrame([GOOD, {**GOOD, "employee": "b", "birth": None}], schema=SHAPE))
    for words, expected in (
        (["--lang", "ja"], "生年月日"),
        (["--lang", "en"], "Employees' part: 85,140 yen"),
    ):
        monkeypatch.setattr(
            sys, "argv", ["kaihoken", "premium", str(source), "--out", str(tmp_path / "out"), *words]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1 and expected in capsys.readouterr().out
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["undecided"] == {"birth_wrong": 1} and manifest["yen"]["deducted"] == 85_140


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"allowance_total": 3_600_000, "allowance_months": 12, "allowance_days": 30}, (6_667, 200_010)),
        ({"allowance_total": 900_000, "allowance_months": 2, "allowance_days": 10}, (7_113, 71_130)),
        ({"allowance_total": 3_600_000, "allowance_months": 12, "allowance_days": 5, "allowance_wages": 2_000}, (6_667, 23_335)),
        ({"allowance_total": 900_000, "allowance_months": 2, "allowance_days": 10, "allowance_average": 380_000,
          "society": "care"}, (8_447, 84_470)),
        ({"allowance_total": 900_000, "allowance_months": 2, "allowance_days": 10, "society": "care"}, "average_missing"),
        ({"allowance_total": 900_000, "allowance_months": 13, "allowance_days": 10}, "allowance_wrong"),
        ({"allowance_total": 900_000, "allowance_days": 10}, "allowance_wrong"),
        ({}, (0, 0)),
    ],
)  # fmt: skip
def test_an_allowance_is_paid_by_the_law_of_benefits_in_cash(
    tmp_path: Path, facts: dict[str, Any], expected: tuple[int, int] | str
) -> None:
    row = {**GOOD, **dict.fromkeys(("allowance_total", "allowance_months", "allowance_days", "allowance_average", "allowance_wages")), **facts}  # fmt: skip
    shape = {k: SHAPE.get(k, pl.Int64) for k in row}
    rates = pl.DataFrame({"society": ["care"], "health": [9.5], "child": [0.23]})
    settle_payroll(folder(tmp_path, pl.DataFrame([row], schema=shape), rates), tmp_path / "out")
    if isinstance(expected, str):
        assert pl.read_parquet(tmp_path / "out/undecided.parquet")["reason"].to_list() == [expected]
    else:
        got = pl.read_parquet(tmp_path / "out/premiums/*.parquet").to_dicts()[0]
        assert (got["allowance_daily"], got["allowance"]) == expected
