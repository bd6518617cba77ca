"""How long fresh processes take: the import, the command, the compiled law without and with its cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from report import Row, best, progress

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = ROOT / "examples" / "elevidys.yaml"
AIM_IMPORT = 60.0  # ms
AIM_COMMAND = 200.0  # ms
STARTS = 10
CACHED_STARTS = 3


class Failed(Exception):
    """A command ended with an error."""


def measure() -> tuple[list[Row], list[str]]:
    """Rows, and sentences about what was skipped."""
    progress(f"start-up of fresh processes, best of {STARTS}")
    _run([sys.executable, "-m", "compileall", "-q", "src"])
    rows, notes = _imports(), []
    try:
        rows.append(_command())
    except Failed as error:
        notes.append(f"`kaihoken settle {EXAMPLE.name}` was skipped: {error}")
    progress("compiling the law with an empty cache, then starting with a full one")
    try:
        rows += _compilation()
    except Failed as error:
        notes.append(f"The compilation of the law was skipped: {error}")
    return rows, notes


def _imports() -> list[Row]:
    """The package loads its parts when they are first used, so the import that loads them is shown too."""
    empty, package, settle = [], [], []
    for _ in range(STARTS):
        empty.append(_timed(["-c", "pass"]))
        package.append(_timed(["-c", "import kaihoken"]))
        settle.append(_timed(["-c", "from kaihoken import settle"]))
    bare = min(empty)
    light, whole = min(package) - bare, min(settle) - bare
    return [
        Row("empty interpreter", bare, "ms"),
        Row("import kaihoken, above that", light, "ms", AIM_IMPORT, ratio=light / bare, against="empty"),
        Row("from kaihoken import settle, above that", whole, "ms", ratio=whole / bare, against="empty"),
    ]


def _command() -> Row:
    command = ["-m", "kaihoken.cli", "settle", str(EXAMPLE)]
    took = min(_timed(command) for _ in range(STARTS))
    return Row(f"kaihoken settle {EXAMPLE.name}, whole command", took, "ms", AIM_COMMAND)


def _compilation() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="kaihoken-bench-") as folder:
        first = _law(folder)["law"]
        wholes, laws = [], []
        for _ in range(CACHED_STARTS):
            found = _law(folder)
            laws.append(found["law"])
            wholes.append(found["law"] + found["imports"])
    again = min(laws)
    return [
        Row("compiled law ready, empty cache", first, "s"),
        Row("compiled law ready, full cache", again, "s", ratio=again / first, against="empty cache"),
        Row("the same with imports of NumPy and Numba", min(wholes), "s"),
    ]


def _law(cache: str) -> dict[str, float]:
    printed = _run([sys.executable, str(HERE / "first_run.py")], KAIHOKEN_CACHE=cache)
    found: dict[str, float] = json.loads(printed)
    return found


def _timed(arguments: list[str]) -> float:
    return best(partial(_run, [sys.executable, *arguments]), 1, "ms")


def _run(command: list[str], **extra: str) -> str:
    """Runs a command with bytecode allowed, as at a user's. Raises Failed with its last line."""
    environment = {**os.environ, **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or ["no message"])[-1])
    return done.stdout
