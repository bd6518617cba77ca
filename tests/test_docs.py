"""Every command, example and link of the documents works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kaihoken.commands.kinds import answer_of, any_form, kind_of_form
from kaihoken.commands.letter import letter
from kaihoken.engine.bind import marks
from kaihoken.engine.tables import tables
from kaihoken.forms.read import read_text as read_any
from kaihoken.households.form import Case
from kaihoken.households.read import read_text
from kaihoken.households.settle import settle

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = {"settle", "cases", "law", "schema", "make-households", "web", "test", "check", "mutate", "bench"}


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for n, body in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
        ):
            found.append((f"{page.name}#{n}", body))
    return found


def test_the_readme_shows_what_the_first_command_prints() -> None:
    """Piece by piece: a line of … stands for what is left out."""
    one = read_text((ROOT / "examples" / "family-year.yaml").read_text(encoding="utf-8"))[0]
    assert one.case is not None
    printed = letter(settle(one.case), "en")
    shown = next(
        b for b in re.findall(r"^```\n(.*?)^```", README, re.M | re.S) if b.startswith("A family's year")
    )
    pieces = shown.split("…\n")
    assert len(pieces) == 3 and len(shown) > 3000
    for piece in pieces:
        assert piece.strip("\n") in printed
    assert shown.endswith("\n".join(printed.splitlines()[-20:]) + "\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_links_exist_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for command in re.findall(r"python3 run\.py(?: ([a-z-]+))?", text):
        assert command == "" or command in COMMANDS, command
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / link).exists(), link


@pytest.mark.parametrize(("name", "body"), blocks("yaml"), ids=lambda v: v[:30])
def test_the_yaml_example_settles(name: str, body: str) -> None:
    for one in read_any(body, any_form, name):
        assert one.error is None, one.error
        assert one.case is not None
        if isinstance(one.case, Case):
            assert not settle(one.case).expected
        else:
            assert not answer_of(kind_of_form(one.case) or "")(one.case).expected


@pytest.mark.parametrize(("name", "body"), blocks("python"), ids=lambda v: v[:30])
def test_the_python_example_runs(name: str, body: str) -> None:
    subprocess.run([sys.executable, "-c", body], check=True)


def test_the_glossary_names_every_rule_and_every_table() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for name, mark in marks().items():
        if mark.says:
            assert mark.ja in glossary, f"{name}: {mark.ja}"
    for name in tables().series:
        assert name in glossary, name


def test_run_py_needs_only_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "run.py"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "settle" in done.stdout and "mutate" in done.stdout
