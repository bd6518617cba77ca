"""Folders of tables: chunks, workers, months handed on, wrong types, exit codes, the letter of one household."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from table_cases import Rows, frames_of, rows_of

from kaihoken.cli import main
from kaihoken.errors import InputError
from kaihoken.settlement import deal
from kaihoken.settlement.layout import TABLES
from kaihoken.settlement.run import OUTPUTS, settle_folder

MONTHS = [f"2026-{m:02d}" for m in range(8, 13)] + [f"2027-{m:02d}" for m in range(1, 8)]


def family(n: int) -> dict[str, Any]:
    """A family with a year of bills, drawn from its number: repeat months, an inpatient under programme 54."""
    rng = random.Random(n)
    case: dict[str, Any] = {
        "insurers": {
            "K": {"kind": "employee", "insured": "A", "class": rng.choice("アイウエオ"), "elder_class": "一般"},
            "E": {"kind": "elderly", "class": rng.choice(["一般Ⅱ", "一般Ⅰ", "低所得Ⅱ"])},
        },
        "people": {
            "A": {"birth": "1985-04-02", "insurer": "K", "shown": rng.choice(["my_number", "nothing"])},
            "C": {"birth": "2016-04-02", "insurer": "K", "shown": "my_number"},
            "G": {"birth": "1945-04-02", "insurer": "E", "shown": "my_number"},
        },
        "certificates": [
            {"id": "s", "person": "A", "program": 54, "limit": 10000},
            {"id": "l", "person": "C", "program": "local", "per": "visit", "limit": 300, "most_times": 2},
        ],
        "state": {"K": {"benefit_months": ["2026-05"]}},
        "bills": [],
    }  # fmt: skip
    for month in MONTHS:
        for person, names in (("A", ["s"]), ("C", ["l"]), ("G", [])):
            if rng.random() < 0.3:
                continue
            case["bills"].append(
                {
                    "id": f"{month}/{person}", "month": month, "person": person,
                    "institution": "大学病院" if person == "A" else f"医院{rng.randint(1, 3)}",
                    "setting": rng.choice(["inpatient", "outpatient"]), "times": 2,
                    "cost": rng.randint(1, 90_000) * 10, "certificates": names if rng.random() < 0.6 else [],
                }
            )  # fmt: skip
    if n % 3 == 2:
        _with_facts(case, rng)
    return case


def _with_facts(case: dict[str, Any], rng: random.Random) -> None:
    """Facts in the place of classes, a waiver, and treatment paid first."""
    case["insurers"]["K"] = {
        "kind": "employee", "insured": "A", "standard_remuneration": {"2026-08": 260_000, "2027-01": 280_000},
    }  # fmt: skip
    case["insurers"]["E"] = {"kind": "elderly", "head": "A", "household": ["A"]}
    for year in ("2024", "2025", "2026"):
        tax = {"resident_tax": rng.choice(["taxed", "exempt"])}
        case["people"]["A"].setdefault("income", {})[year] = tax
        amounts = {f: rng.randint(0, 40) * 100_000 for f in ("taxable_income", "receipts", "other_income")}
        own = {"assessable_income": 2_200_000, "pension_receipts": 900_000}
        case["people"]["G"].setdefault("income", {})[year] = {**tax, **amounts, **own}
    case["people"]["C"]["waiver"] = {"kind": "disaster", "tenths_left": rng.randint(0, 5), "to": "2027-02-10"}
    for bill in case["bills"]:
        if bill["person"] == "G" and rng.random() < 0.3:
            bill |= {"kind": "refunded", "paid": bill.pop("cost"), "standard": 30_000, "reason": "judo"}
            bill["setting"] = "outpatient"


def folder_of(path: Path, *many: Rows, shuffled: bool = False) -> Path:
    """A folder of tables; every table but the state has rows."""
    path.mkdir(parents=True, exist_ok=True)
    for name, frame in frames_of(*many).items():
        frame = frame.drop("row", "untaken")
        if shuffled:
            frame = frame.sample(fraction=1, shuffle=True, seed=3)
        frame.write_parquet(path / f"{name}.parquet")
    return path


def families(count: int) -> list[Rows]:
    return [rows_of(family(n), f"h{n}", f"{n}/") for n in range(count)]


def answers(out: Path) -> dict[str, pl.DataFrame]:
    found = {name: pl.read_parquet(sorted((out / name).glob("*.parquet"))) for name in OUTPUTS}
    return found | {n: pl.read_parquet(out / f"{n}.parquet") for n in ("undecided", "state")}


def equal(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name, table in one.items():
        assert table.equals(other[name]), name


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """Sixty families settled in one chunk."""
    room = tmp_path_factory.mktemp("settled")
    folder = folder_of(room / "in", *families(60))
    return folder, room / "out", settle_folder(folder, room / "out")


def test_the_number_of_chunks_and_of_workers_and_the_order_of_rows_change_nothing(
    settled: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, out, manifest = settled
    want = answers(out)
    assert want["undecided"].is_empty() and want["payments"].height == manifest["bills"] > 1000
    many = settle_folder(folder, tmp_path / "many", chunk=100)
    assert many["options"]["chunks"] > 10
    equal(want, answers(tmp_path / "many"))
    settle_folder(folder, tmp_path / "two", workers=2, chunk=700)
    equal(want, answers(tmp_path / "two"))
    other = folder_of(tmp_path / "shuffled", *families(60), shuffled=True)
    settle_folder(other, tmp_path / "out")
    equal(want, answers(tmp_path / "out"))


def test_rows_dealt_out_in_batches_keep_their_numbers(
    settled: tuple[Path, Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out, _ = settled
    monkeypatch.setattr(deal, "BATCH", 400)
    settle_folder(folder, tmp_path / "out", chunk=500)
    equal(answers(out), answers(tmp_path / "out"))
    bad = families(60)
    last = bad[-1]["bills"][-1]
    last["cost"] = None
    settle_folder(folder_of(tmp_path / "bad", *bad), tmp_path / "out", chunk=500)
    rows = answers(tmp_path / "out")["undecided"].filter(pl.col("reason") == "cost_missing")
    assert rows["row"].to_list() == [sum(len(one["bills"]) for one in bad) - 1]
    assert rows["id"].to_list() == [last["id"]]


def test_twelve_months_one_by_one_are_the_year(
    settled: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    """The state that a month leaves, handed to the next as it is, gives what one run over the year gives."""
    folder, out, _ = settled
    want = answers(out)
    assert set(want["state"]["what"]) == {"benefit_month", "hospital_month"}
    for month in MONTHS:
        room = tmp_path / month
        room.mkdir()
        for name in TABLES:
            (room / f"{name}.parquet").write_bytes((folder / f"{name}.parquet").read_bytes())
        bills = pl.read_parquet(folder / "bills.parquet").filter(pl.col("month") == month)
        bills.write_parquet(room / "bills.parquet")
        if month != MONTHS[0]:
            (room / "state.parquet").write_bytes((before / "state.parquet").read_bytes())  # noqa: F821
        before = room / "out"
        settle_folder(room, before)
        paid = answers(before)["payments"]
        assert paid.equals(want["payments"].filter(pl.col("month") == month)), month
    assert answers(before)["state"].equals(want["state"])


def test_the_manifest_counts_and_the_payers_add_up(settled: tuple[Path, Path, dict[str, Any]]) -> None:
    _, out, manifest = settled
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8")) == manifest
    yen = dict(manifest["yen"])
    assert yen.pop("cost") == sum(yen.values()) == answers(out)["payments"]["cost"].sum()
    assert manifest["settled"] == manifest["bills"] and manifest["undecided"] == {}
    assert set(manifest["inputs"]) == {f"{name}.parquet" for name in TABLES}
    assert sorted(p.name for p in out.iterdir()) == [
        "extras", "manifest.json", "payments", "refunds", "state.parquet", "subsidies", "undecided.parquet", "years",
    ]  # fmt: skip


def test_only_members_covers_classes_and_bills_are_needed(tmp_path: Path) -> None:
    """Columns left out are as if empty; columns nobody knows are passed over and named."""
    pl.DataFrame({"household": ["h"], "person": ["A"], "birth": ["1980-04-02"]}).write_parquet(
        tmp_path / "members.parquet"
    )
    pl.DataFrame({"person": ["A"], "insurer": ["K"], "scheme": ["employee"]}).write_parquet(
        tmp_path / "covers.parquet"
    )
    pl.DataFrame({"insurer": ["K"], "from": ["2026-08"], "class": ["ウ"]}).write_parquet(
        tmp_path / "classes.parquet"
    )
    bills = pl.DataFrame(
        {"id": ["b"], "month": ["2026-08"], "person": ["A"], "cost": [1_000_000], "ward": ["3"]}
    )
    (tmp_path / "bills").mkdir()
    bills.write_parquet(tmp_path / "bills" / "one.parquet")
    done = settle_folder(tmp_path, tmp_path / "out")
    assert answers(tmp_path / "out")["payments"]["borne"].to_list() == [92_940]
    assert done["ignored_columns"] == {"bills": ["ward"]}


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("bills", "visits", [[{"on": "2026-08-03", "cost": 100}]]),
        ("bills", "points", [100]),
        ("members", "age", [40]),
        ("certificates", "tier", ["一般所得Ⅰ"]),
        ("certificates", "category", ["long_term"]),
        ("certificates", "household_limits", [[5000]]),
    ],
)
def test_a_field_that_only_cases_take_makes_its_row_undecided(
    table: str, column: str, values: list[Any], tmp_path: Path
) -> None:
    """It is never passed over: the amount would be another."""
    folder = folder_of(tmp_path / "in", *families(1))
    frame = pl.read_parquet(folder / f"{table}.parquet")
    empty: list[Any] = ["general" if column == "category" else None] * (frame.height - 1)
    frame.with_columns(pl.Series(column, [*values, *empty], strict=False)).write_parquet(
        folder / f"{table}.parquet"
    )
    done = settle_folder(folder, tmp_path / "out")
    found = answers(tmp_path / "out")["undecided"].filter(pl.col("reason") == "not_taken")
    of_table = found.filter(pl.col("table") == table)
    assert of_table["row"].to_list() == [0] and of_table["detail"].to_list() == [column]
    assert done["undecided"]["not_taken"] >= 1 and not done["ignored_columns"]


@pytest.mark.parametrize(
    ("table", "column", "values", "message"),
    [
        ("bills", "cost", [1000.0, None], "Float64.*astype"),
        ("bills", "month", [202608, 202609], "column 'month' is Int64"),
        ("bills", "certificates", ["s", None], "lists of text"),
        ("bills", "parts", [[1], None], "lists of {cost"),
        ("members", "birth", [19800402, None], "column 'birth' is Int64"),
        ("covers", "insured", ["yes", "no"], "true or false"),
        ("bills", "id", [1, 2], "wanted are text"),
    ],
)
def test_a_column_of_the_wrong_type_refuses_its_table(
    table: str, column: str, values: list[Any], message: str, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path / "in", *families(1))
    frame = pl.read_parquet(folder / f"{table}.parquet").head(2)
    frame.with_columns(pl.Series(column, values)).write_parquet(folder / f"{table}.parquet")
    with pytest.raises(InputError, match=message) as refused:
        settle_folder(folder, tmp_path / "out")
    assert f"{table}.parquet" in str(refused.value) and column in str(refused.value)
    assert f"列「{column}」の型が" in refused.value.ja
    assert not (tmp_path / "out").exists()


def test_a_missing_table_or_column_and_a_foreign_folder_are_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", *families(1))
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds other things"):
        settle_folder(folder, tmp_path / "foreign")
    with pytest.raises(InputError, match="among the tables"):
        settle_folder(folder, folder)
    settle_folder(folder, tmp_path / "out")
    settle_folder(folder, tmp_path / "out")  # an earlier answer is replaced
    pl.read_parquet(folder / "bills.parquet").drop("month").write_parquet(folder / "bills.parquet")
    with pytest.raises(InputError, match="no column 'month'"):
        settle_folder(folder, tmp_path / "out")
    (folder / "members.parquet").write_bytes(b"not a table")
    with pytest.raises(InputError, match="cannot be read"):
        settle_folder(folder, tmp_path / "out")
    (folder / "members.parquet").unlink()
    with pytest.raises(InputError, match="'members' is missing"):
        settle_folder(folder, tmp_path / "out")


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["kaihoken", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def test_exit_codes_and_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0: all settled; 1: something undecided; 2: nothing could be done."""
    rows = families(2)
    folder, out = folder_of(tmp_path / "in", *rows), str(tmp_path / "out")
    assert run(monkeypatch, "settle", str(folder)) == 2  # --out is missing
    assert run(monkeypatch, "settle", "no-such.yaml", "--out", out) == 2
    assert run(monkeypatch, "settle", str(folder), "--out", out, "--workers", "1", "--lang", "en") == 0
    assert "Settled: " in capsys.readouterr().out
    name = rows[0]["bills"][0]["id"]
    assert run(monkeypatch, "settle", str(folder), "--explain", name, "--lang", "en") == 0
    letter = capsys.readouterr().out
    assert name in letter and "健康保険法施行令" in letter
    assert run(monkeypatch, "settle", str(folder), "--explain", "nobody") == 2
    rows[0]["bills"][0]["cost"] = -1
    folder_of(folder, *rows)
    assert run(monkeypatch, "settle", str(folder), "--out", out, "--workers", "1", "--json") == 1
    assert json.loads(capsys.readouterr().out)["undecided"]["cost_negative"] == 1
    assert run(monkeypatch, "settle", str(folder), "--explain", "h0", "--lang", "en") == 1
    said = capsys.readouterr()
    assert "Why" in said.out and "Left out, because undecided" in said.out
    assert "negative" in said.err and f"\n{rows[0]['bills'][0]['id']} " not in said.out
    for bill in (b for one in rows for b in one["bills"]):
        bill["cost"] = None
    folder_of(folder, *rows)
    assert run(monkeypatch, "settle", str(folder), "--out", out, "--workers", "1") == 2


def test_settling_cases_stays_light() -> None:
    """Neither `import kaihoken` nor a case on one household needs the libraries of tables."""
    code = (
        "import sys; from kaihoken import settle; from kaihoken.commands import settle as command\n"
        "settle({'scheme': 'elderly', 'class': '一般Ⅱ', 'month': '2026-08', 'cost': 200000})\n"
        "assert not {'polars', 'numpy', 'numba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_settling_again_tells_what_changes_and_twice_the_same_changes_nothing(tmp_path: Path) -> None:
    """A corrected bill changes itself, and the household's others only where they hang on it."""
    rows = families(3)
    folder, first, again = folder_of(tmp_path / "in", *rows), tmp_path / "first", tmp_path / "again"
    settle_folder(folder, first)
    same = settle_folder(folder, again, settled=first)["again"]
    assert same["bills"] == {} and same["by_another_bill"] == same["years"] == 0
    assert set(same["yen"].values()) == {0}
    bill = rows[0]["bills"][0]
    late = {**rows[1]["bills"][0], "id": "late", "institution": "別の病院", "cost": 5000, "parts": None}
    bill["cost"], bill["parts"] = 7_000_000, None
    rows[1]["bills"].append(late)
    folder_of(folder, *rows)
    told = settle_folder(folder, again, settled=first)["again"]
    found = pl.read_parquet(again / "changes.parquet")
    by_bill = {r["bill"]: r for r in found.iter_rows(named=True)}
    assert by_bill[bill["id"]]["change"] == "changed" and by_bill["late"]["change"] == "new"
    assert told["bills"]["new"] == 1 and told["yen"]["cost"] == found["cost"].sum() > 0
    assert set(found["household"]) <= {rows[0]["members"][0]["household"], rows[1]["members"][0]["household"]}
    payers = ["insurer_yen", "high_cost", "subsidies", "local", "borne"]
    assert (found.select(pl.sum_horizontal(payers)).to_series() == found["cost"]).all()
    with pytest.raises(InputError, match="would be replaced"):
        settle_folder(folder, again, settled=again)
    with pytest.raises(InputError, match="no folder of answers"):
        settle_folder(folder, again, settled=folder)
