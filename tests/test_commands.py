"""The commands: what they print, in which language, as JSON, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kaihoken.commands.cases import cases
from kaihoken.commands.law import law
from kaihoken.commands.schema import schema
from kaihoken.commands.settle import settle
from kaihoken.errors import InputError

ROOT = Path(__file__).parent.parent
EXAMPLE = str(ROOT / "examples" / "elevidys.yaml")


def shell(*words: str, text: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kaihoken.cli", *words], input=text, capture_output=True, text=True,
        env={**os.environ, **env}, cwd=ROOT, check=False,
    )  # fmt: skip


def test_the_first_example_prints_each_payer_with_and_without_the_certificate(capsys: Any) -> None:
    assert settle(EXAMPLE, lang="en") == 0
    out = capsys.readouterr().out
    for figure in ("243,977,632", "57,861,748", "3,122,660", "3,132,660", "10,000", "304,972,040"):
        assert figure in out
    assert "健康保険法施行令41条7項" in out and "児童福祉法19条の2" in out and "[inferred]" in out


def test_the_same_in_japanese(capsys: Any) -> None:
    assert settle(EXAMPLE, lang="ja") == 0
    out = capsys.readouterr().out
    assert "小児慢性特定疾病" in out and "窓口で支払う額: 10,000 円" in out and "就学前なので" in out


def test_standard_input_and_the_terminals_language() -> None:
    text = "scheme: employee\nclass: ウ\nmonth: 2026-08\nage: 40\ncost: 10000\n"
    assert "At the counter: 3,000 yen" in shell("settle", "-", text=text, LC_ALL="en_US.UTF-8").stdout
    assert "窓口で支払う額: 3,000 円" in shell("settle", "-", text=text, LC_ALL="ja_JP.UTF-8").stdout


def test_json_holds_the_whole_answer(capsys: Any) -> None:
    assert settle(EXAMPLE, json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["borne"] == 10_000 and answer["provisional"] is True
    assert sum(p["yen"] for p in answer["bills"][0]["payers"]) == 304_972_040
    assert answer["without"][0]["worth"] == 3_122_660


def test_json_of_several_cases_keeps_the_errors_in_their_places(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "three.yaml"
    path.write_text("scheme: employee\nclass: ウ\nmonth: 2026-08\nage: 40\ncost: 10000\n---\nmonth: 1\n---\n"
                    "scheme: employee\nmonth: 2026-08\nage: 40\ncost: 1000000\n", encoding="utf-8")  # fmt: skip
    assert settle(str(path), json=True) == 2
    first, second, third = json.loads(capsys.readouterr().out)
    assert first["borne"] == 3000 and "error" in second and third["range"]["low"] == 36_900


def test_exit_code_one_where_the_answer_is_a_range(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "range.yaml"
    path.write_text("scheme: employee\nmonth: 2026-08\nage: 40\ncost: 1000000\n", encoding="utf-8")
    assert settle(str(path), lang="en") == 1
    assert "between 36,900 and 271,290 yen" in capsys.readouterr().out


def test_explain_tells_also_the_caps_that_did_not_bind(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("scheme: employee\nclass: ウ\nmonth: 2026-08\nage: 40\ncost: 10000\n", encoding="utf-8")
    settle(str(path), lang="en")
    short = capsys.readouterr().out
    settle(str(path), lang="en", explain=True)
    full = capsys.readouterr().out
    assert "85,800" not in short and "85,800" in full


def test_steps_print_the_tree(capsys: Any) -> None:
    settle(EXAMPLE, lang="en", steps=True)
    out = capsys.readouterr().out
    assert "settle_bill(" in out and "    monthly_cap(" in out and "= 3,132,660" in out


def test_strict_ends_with_code_two_and_the_reason(capsys: Any) -> None:
    assert settle(EXAMPLE, strict=True) == 2
    assert "--strict" in capsys.readouterr().err


def test_cases_counts_and_names_what_differs(tmp_path: Path, capsys: Any) -> None:
    assert cases(ROOT / "cases" / "relief") == 0
    assert "0 differ" in capsys.readouterr().out
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "scheme: employee\nclass: ウ\nmonth: 2026-08\nage: 40\ncost: 10000\nexpect: {borne: 1}\n",
        encoding="utf-8",
    )
    assert cases(path) == 1
    assert "expected 1, got 3,000" in capsys.readouterr().out
    assert cases(path, json=True) == 1
    assert json.loads(capsys.readouterr().out)["differ"]


def test_law_prints_the_figures_of_a_month_with_their_sources(capsys: Any) -> None:
    assert law(on="2026-08", json=True) == 0
    rows = json.loads(capsys.readouterr().out)
    cap = next(r for r in rows if r["series"] == "cap_under_70" and r["key"] == "ウ")
    assert (
        cap["values"]["base"] == 85_800
        and cap["sources"]
        and cap["place"].startswith("law/tables/caps_monthly.toml:")
    )


def test_law_takes_a_day_and_says_where_it_has_nothing(capsys: Any) -> None:
    assert law(on="2026-08-15") == 0
    assert "base 85,800" in capsys.readouterr().out
    with pytest.raises(InputError, match="no figures for 1900-01"):
        law(on="1900-01")


def test_law_prints_one_subject_by_its_name_in_either_language(capsys: Any) -> None:
    for word in ("食事", "meals"):
        assert law(word, on="2026-08") == 0
        out = capsys.readouterr().out
        assert "[meal]" in out and "[cap_under_70]" not in out
    with pytest.raises(InputError, match="no table is about 'xyz'"):
        law("xyz")


def test_law_tells_what_changes_between_two_months(capsys: Any) -> None:
    assert law(changes=("2026-07", "2026-08")) == 0
    out = capsys.readouterr().out
    assert "base 80,100" in out and "base 85,800" in out and "公費" not in out.split("[cap_70_outpatient]")[0]
    assert law(changes=("2026-08", "2026-09")) == 0
    assert capsys.readouterr().out.strip() == ""


def test_the_schema_accepts_every_case_and_refuses_what_the_reader_refuses(capsys: Any) -> None:
    assert schema() == 0
    form = json.loads(capsys.readouterr().out)
    assert form["$defs"]["Bill"]["additionalProperties"] is False
    assert "class" in form["$defs"]["Insurer"]["properties"]
    assert schema(of="answer") == 0
    assert "Settlement" in json.loads(capsys.readouterr().out)["$defs"]


@pytest.mark.parametrize(
    "words", [["settle", "--lang", "fr", EXAMPLE], ["settle", "--jsn", EXAMPLE], ["nonsense"]]
)
def test_a_wrong_command_line_ends_with_code_two(words: list[str]) -> None:
    done = shell(*words)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_settle_without_a_file_says_how() -> None:
    done = shell("settle", "--lang", "en")
    assert done.returncode == 2 and "name a file, or -" in done.stderr


def test_every_command_has_its_help() -> None:
    out = shell("--help").stdout
    for name in ("settle", "cases", "law", "schema"):
        assert name in out
        assert shell(name, "--help").returncode == 0


def test_import_stays_light() -> None:
    """Importing the package brings in no third-party library."""
    code = "import sys, kaihoken; print([m for m in ('msgspec', 'yaml', 'numba', 'numpy', 'cyclopts') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_sees_no_error() -> None:
    """As `kaihoken … | head -1` does, also where all of it still waits to be written."""
    command = [sys.executable, "-m", "kaihoken.cli", "cases", "cases/figures"]
    held = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=held
    ) as done:
        assert done.stdout and done.stderr
        done.stdout.close()
        assert done.stderr.read() == b""
