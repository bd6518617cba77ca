"""Every command, example and link of the documents works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import docs_site
import pytest
import yaml
from web_server import serving

from kaihoken.cli import COMMANDS, main
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
    *sorted((ROOT / "docs").rglob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = {*COMMANDS, "test", "check", "mutate", "bench", "docs"}  # of kaihoken, and of run.py alone


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for n, body in enumerate(
            re.findall(
                rf"^```{language}(?: title=[^\n]*)?\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S
            )
        ):
            found.append((f"{page.relative_to(ROOT)}#{n}", body))
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


def test_the_readme_lists_every_command_once() -> None:
    listed = re.findall(r"^\| `python3 run\.py ([a-z-]+)([^`]*)`", README, re.M)
    assert sorted({name for name, _ in listed}) == sorted(RUN)
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_links_exist_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for command in re.findall(r"python3 run\.py(?: ([a-z-]+))?", text):
        assert command == "" or command in RUN, command
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


FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```', re.M | re.S)
WALKS = [p for p in PAGES if "```console\n" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("walk", WALKS, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_console_shows_what_is_printed(
    walk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    server: str,
) -> None:
    """From the top of a page: blocks with a title are files, `$` runs a command, and each line below it
    stands so, whole and in this order, in what is printed; `…` stands for lines left out."""
    for name in ("examples", "cases"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for language, title, body in FENCE.findall(walk.read_text(encoding="utf-8")):
        if title:
            (tmp_path / title).write_text(body, encoding="utf-8")
        if language != "console":
            continue
        assert body.startswith("$ "), body
        for step in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, *shown = step.splitlines()
            printed = (
                fetched(command, server) if command.startswith("curl ") else ran(command, monkeypatch, capsys)
            )
            rest = iter(printed)
            for line in shown:
                assert line in ("…", "") or line.rstrip() in rest, (
                    f"{command}\nnot printed: {line}\n" + "\n".join(printed)
                )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


def fetched(command: str, server: str) -> list[str]:
    """The lines that curl prints, from a server of the test's own."""
    asked = command.replace("http://127.0.0.1:8000", server).replace("python3", sys.executable)
    done = subprocess.run(asked, shell=True, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout.splitlines()


def ran(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that a command prints, those for people's eyes too; `> FILE` puts them into a file."""
    words, _, target = command.partition(" > ")
    program, *rest = shlex.split(words)
    if program == "python3":
        assert rest.pop(0) == "run.py"
    else:
        assert program == "kaihoken", command
    monkeypatch.setattr(sys, "argv", ["kaihoken", *rest])
    capsys.readouterr()
    with suppress(SystemExit):
        main()
    said = capsys.readouterr()
    if target:
        Path(target).write_text(said.out, encoding="utf-8")
        return []
    return [line.rstrip() for line in (said.out + said.err).splitlines()]


def asked(page: Path) -> list[str]:
    """The forms of a page, and its commands, whatever language they answer in."""
    found = []
    for language, _, body in FENCE.findall(page.read_text(encoding="utf-8")):
        lines = body.splitlines() if language == "yaml" else re.findall(r"^\$ .*", body, re.M)
        found += [re.sub(r" --lang (ja|en)", "", line) for line in lines]
    return found


@pytest.mark.parametrize("tour", sorted((ROOT / "docs" / "tours").glob("*.md")), ids=lambda p: p.stem)
def test_a_tour_asks_the_same_in_both_languages(tour: Path) -> None:
    """A tour in Japanese may be shorter; it has no form and no command of its own."""
    japanese, english = asked(ROOT / "docs" / "ja" / tour.name), asked(tour)
    assert japanese and [line for line in japanese if line not in english] == []


def test_every_page_stands_in_the_navigation_once() -> None:
    def pages(entries: list[Any]) -> list[str]:
        found = []
        for entry in entries:
            for value in [entry] if isinstance(entry, str) else entry.values():
                found += [value] if isinstance(value, str) else pages(value)
        return found

    named = pages(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    there = [str(p.relative_to(ROOT / "docs")) for p in (ROOT / "docs").rglob("*.md")]
    assert sorted(named) == sorted(there)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_markdown_reads_alike_everywhere(page: Path) -> None:
    """A heading after a table without an empty line becomes a row of it on the site; a page has one title."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert not re.findall(r"^[^\n#].*\n#+ .*", text, re.M)
    assert len(re.findall(r"^# ", text, re.M)) == 1 and text.startswith("# ")


def test_what_leads_nowhere_or_loads_from_elsewhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<script src="https://elsewhere/x.js"></script><h2 id="here">Here</h2><a href="#here">here</a>'
        '<a href="a.html#there">there</a><a href="b.html">b</a><a href="https://elsewhere/">out</a>\n<p>- one</p>',
        encoding="utf-8",
    )
    assert [line.partition(": ")[2] for line in docs_site.wrong(tmp_path)] == [
        "not read as Markdown (an empty line before it?): - one",
        "loads https://elsewhere/x.js",
        "a.html#there has no such place",
        "b.html is not there",
    ]


@pytest.mark.skipif(find_spec("zensical") is None, reason="needs the extra docs: python3 run.py docs")
def test_the_site_is_built_and_every_link_leads_somewhere() -> None:
    assert docs_site.build() == ""
    assert docs_site.wrong() == []
    for page in docs_site.SITE.rglob("*.html"):
        language = "ja" if page.parent.name == "ja" else "en"
        assert f'<html lang="{language}"' in page.read_text(encoding="utf-8"), page


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
