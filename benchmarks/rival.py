"""One explained bill: the whole of kaihoken against one small rule in OpenFisca-Core."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from report import Row, best, progress

from kaihoken import settle

HERE = Path(__file__).parent
HOME = HERE.parent / ".bench-venv"
PYTHON = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
WANTED = "46.0.1"
COST, DEAR = 1_000_000, 304_972_040
CALLS = 200


class Unavailable(Exception):
    """OpenFisca cannot be installed or run here."""


def measure(rounds: int) -> tuple[list[Row], list[str], dict[str, Any]]:
    """Rows, sentences about the yen, and the yen as data. Raises Unavailable."""
    prepare()
    progress(f"one explained bill, kaihoken and OpenFisca-Core {WANTED} in turn, best of {rounds} x {CALLS}")
    settle(_case(COST))
    ours, theirs, texts = [], [], []
    for _ in range(rounds):
        ours.append(best(lambda: settle(_case(COST)), CALLS))
        found = _openfisca()
        theirs.append(found["traced_us"])
        texts.append(found["text_us"])
    name = f"OpenFisca-Core {found['version']}"
    own, traced, text = min(ours), min(theirs), min(texts)
    rows = [
        Row(f"{name}, one small rule, traced", traced, "us"),
        Row(f"{name}, the same with its text", text, "us", ratio=text / traced, against="traced"),
        Row("kaihoken, one explained bill", own, "us", ratio=own / traced, against="OpenFisca traced"),
    ]
    notes = [
        "An explained bill (form read, law of the date picked, settled, explained in two languages) takes",
        f"{own / traced:.2f} times as long as OpenFisca's small rule, {own / text:.2f} times with its text.",
    ]
    yen = {
        str(cost): {"kaihoken": _answer(cost), "openfisca": found["answers"][str(cost)]}
        for cost in (COST, DEAR)
    }
    return rows, notes + _sentences(yen), yen


def _case(cost: int) -> dict[str, Any]:
    return {
        "scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40,
        "setting": "inpatient", "shown": "my_number", "cost": cost,
    }  # fmt: skip


def _answer(cost: int) -> dict[str, int]:
    bill = settle(_case(cost)).bills[0]
    insurer = next(payer.yen for payer in bill.payers if payer.key == "insurer")
    return {"cost": bill.cost, "share": bill.cost - insurer, "copay": bill.borne}


def _sentences(yen: dict[str, Any]) -> list[str]:
    own, other = yen[str(COST)].values()
    found = [
        f"Of {COST:,} yen the patient pays {own['copay']:,} in kaihoken, {other['copay']:,.0f} in OpenFisca."
    ]
    own, other = yen[str(DEAR)].values()
    names = {"cost": "cost", "share": "30% share", "copay": "payment after the cap"}
    for key, name in names.items():
        verdict = "the same" if other[key] == own[key] else f"{other[key]:,.0f}, which differs"
        found.append(
            f"Of {DEAR:,} yen, {name}: {own[key]:,} in kaihoken; OpenFisca's float32 holds {verdict}."
        )
    return found


def prepare() -> None:
    """An environment with OpenFisca, made at the first run. Raises Unavailable."""
    probe = [str(PYTHON), "-c", "from importlib.metadata import version; print(version('OpenFisca-Core'))"]
    if PYTHON.exists():
        known = subprocess.run(probe, capture_output=True, text=True, check=False)
        if known.stdout.strip() == WANTED:
            return
    progress(f"installing OpenFisca-Core {WANTED} into {HOME.name} (once)")
    for command in (
        [sys.executable, "-m", "venv", str(HOME)],
        [str(PYTHON), "-m", "pip", "install", "--quiet", f"OpenFisca-Core=={WANTED}"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(_last_line(done.stderr or done.stdout))


def _openfisca() -> dict[str, Any]:
    command = [str(PYTHON), str(HERE / "openfisca_copay.py"), str(CALLS), str(COST), str(DEAR)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(_last_line(done.stderr))
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]
