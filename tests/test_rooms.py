"""The arrows between the rooms run one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kaihoken

HOME = Path(kaihoken.__file__).parent
# room: the rooms it may import from; `errors` is open to all but the law
SHARED = {"law", "engine", "forms", "errors"}
ANSWER = {"households", "benefits", "premiums", "enrolment", "decisions"}
MAY = {
    "law": set(),
    "engine": {"law", "errors"},
    "forms": {"law", "engine", "errors"},
    "households": SHARED,
    "benefits": SHARED,
    "premiums": SHARED,
    "enrolment": SHARED | {"premiums"},
    "decisions": SHARED,
    "settlement": SHARED | {"households"},
    "payroll": SHARED | {"premiums"},
    "catalogue": SHARED | {"households"},
    "web": SHARED | ANSWER | {"catalogue"},
    "commands": SHARED | ANSWER | {"settlement", "payroll", "catalogue", "web"},
}
HEAVY = {"numba", "numpy", "polars", "fastapi", "starlette", "jinja2", "uvicorn"}


def imports(path: Path) -> set[str]:
    """The rooms, and the packages, that a file imports from; those inside functions too."""
    found = set()
    parts = path.relative_to(HOME).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*parts[: len(parts) - node.level], *(node.module or "").split("."))
            names = [a.name for a in node.names] if base in ((), ("",)) else [base[0]]
            found |= {name for name in names if name}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
    return found


def test_every_room_is_named_here() -> None:
    rooms = {p.name for p in HOME.iterdir() if p.is_dir() and not p.name.startswith("_")}
    assert rooms == set(MAY)


@pytest.mark.parametrize("room", MAY)
def test_a_room_imports_only_from_the_rooms_below_it(room: str) -> None:
    others = set(MAY) | {"errors", "cli"}
    for path in sorted((HOME / room).rglob("*.py")):
        reached = imports(path) & others - {room}
        assert reached <= MAY[room], f"{path.relative_to(HOME)} imports from {reached - MAY[room]}"
        if room not in ("engine", "settlement", "payroll", "web", "commands"):
            assert not imports(path) & HEAVY, path
