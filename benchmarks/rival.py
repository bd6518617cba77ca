"""One explained bill: the whole of kaihoken against one small rule in OpenFisca-Core."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from report import Row, best, progress

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
    _prepare()
    progress(f"one explained bill, kaihoken and OpenFisca-Core {WANTED} in turn, best of {rounds} x {CALLS}")
    from kaihoken import settle

    settle(_case(COST))
    ours, theirs, texts = [], [], []
    for _ in range(rounds):
        ours.append(best(lambda: settle(_case(COST)), CALLS))
        found = _openfisca()
        theirs.append(found["traced_us"])
        texts.append(found["text_us"])
    name = f"OpenFisca-Core {found['version']}"
    rows = [
        Row("kaihoken, one explained bill", min(ours), "us", ratio=min(ours) / min(theirs), against="OpenFisca, traced"),
        Row(f"{name}, one small rule, traced", min(theirs), "us"),
        Row(f"{name}, the same with its text", min(texts), "us", ratio=min(ours) / min(texts), against="is kaihoken"),
    ]
    answers = {yen: (_answer(yen), found["answers"][str(yen)]) for yen in (COST, DEAR)}
    return rows, _sentences(answers), {
        str(yen): {"kaihoken": own, "openfisca": other} for yen, (own, other) in answers.items()
    }  # fmt: skip


def _case(cost: int) -> dict[str, Any]:
    return {
        "scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40,
        "setting": "inpatient", "shown": "my_number", "cost": cost,
    }  # fmt: skip


def _answer(cost: int) -> dict[str, int]:
    from kaihoken import settle

    bill = settle(_case(cost)).bills[0]
    insurer = next(payer.yen for payer in bill.payers if payer.key == "insurer")
    return {"cost": bill.cost, "share": bill.cost - insurer, "copay": bill.borne}


def _sentences(answers: dict[int, tuple[dict[str, int], dict[str, float]]]) -> list[str]:
    own, other = answers[COST]
    found = [f"For {COST:,} yen the patient pays {own['copay']:,} (kaihoken) and {other['copay']:,.0f} (OpenFisca)."]
    own, other = answers[DEAR]
    off = [
        f"{what} {other[key]:,.0f} instead of {own[key]:,}"
        for key, what in (("cost", "a cost of"), ("share", "a share of 30% of"), ("copay", "a payment of"))
        if other[key] != own[key]
    ]
    if off:
        found.append(f"For {DEAR:,} yen OpenFisca's float32 differs: {', '.join(off)} yen.")
    else:
        found.append(f"For {DEAR:,} yen OpenFisca's float32 gives the same yen.")
    if other["copay"] == own["copay"]:
        found.append(f"After the cap both leave the patient {own['copay']:,} yen of {DEAR:,}.")
    return found


def _prepare() -> None:
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
