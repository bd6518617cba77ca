"""法令の書架: the tables and rules as the pages and the API show them, and a mark that tells when they change."""

from __future__ import annotations

import hashlib
import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..engine import changes, dates
from ..engine.bind import marks
from ..engine.tables import FOLDER, Series, tables
from ..errors import InputError
from .problems import Refusal


class Subject(NamedTuple):
    """主題: the series of one file of tables, under the words at its head."""

    name: str
    ja: str
    en: str
    series: list[Series]


class Rule(NamedTuple):
    """規定: one function of the law: its names, what it says, and its articles by scheme and date."""

    name: str
    ja: str
    en: str
    kind: str
    says: str
    says_ja: str
    words: str  # the docstring
    articles: list[tuple[str, str, str]]  # scheme, first month, article
    module: str


@cache
def mark() -> str:
    """印: changes with every change of the tables, the rules and the program."""
    found = hashlib.sha256(__version__.encode())
    for path in sorted([*FOLDER.glob("*.toml"), *FOLDER.parent.glob("*.py")]):
        found.update(path.read_bytes())
    return found.hexdigest()[:20]


@cache
def subjects() -> list[Subject]:
    """主題ごとの表: in the order of the files."""
    book = tables()
    found: dict[Path, list[Series]] = {}
    for series in book.series.values():
        row = next(iter(series.periods[0][1].values()))
        found.setdefault(row.file, []).append(series)
    return [Subject(path.stem, *_head(path), every) for path, every in sorted(found.items())]


def _head(path: Path) -> tuple[str, str]:
    """What a file calls its subject in its first line: Japanese, then a colon and English."""
    first = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#").strip()
    ja, _, en = first.partition(": ")
    en = re.split(r"[.:,;]", en)[0].strip() or path.stem.replace("_", " ")
    return ja or path.stem, en


def month(text: str) -> int:
    """月: of a month or a day in an address. Raises InputError."""
    return dates.month(text[:7] if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text)


def series(name: str) -> Series:
    """表: by name. Raises Refusal where there is none."""
    found = tables().series.get(name)
    if found is None:
        raise Refusal(404, "not_found")
    return found


def in_force(on: str) -> list[dict[str, Any]]:
    """その月の数字: of every series, as plain data. Raises InputError where there are none."""
    book, at = tables(), month(on)
    found = [changes.entry(row, book) for s in book.series.values() for row in (s.on(at) or {}).values()]
    if not found:
        raise InputError(
            f"there are no figures for {on}.",
            mend="The tables begin in 2006-04.",
            ja=f"{on}の数字はありません。表は2006年4月からです。",
        )
    return found


def differing(first: str, second: str) -> list[dict[str, Any]]:
    """変わるもの: between two months, with both values."""
    return changes.differing(tables(), month(first), month(second))


@cache
def rules() -> list[Rule]:
    """規定の一覧: every marked function of the law, by module, in the order in which it is written."""
    articles = tables().articles
    found = []
    for name, one in marks().items():
        lines = [
            (scheme, dates.text(since), article)
            for scheme, dated in articles.get(name, {}).items()
            for since, article in dated
        ]
        words = inspect.getdoc(one.function) or ""
        module = one.function.__module__.rpartition(".")[2]
        found.append(Rule(name, one.ja, one.en, one.kind, one.says, one.says_ja, words, lines, module))
    order = {r.name: n for n, r in enumerate(found)}
    return sorted(found, key=lambda r: (r.module, order[r.name]))


def plain(one: Series, since: int | None = None) -> dict[str, Any]:
    """表の中身: a series with its periods, or with the one that begins in a month, as plain data."""
    book = tables()
    periods = [
        {"from": dates.text(start), "rows": [changes.entry(row, book) for row in rows.values()]}
        for start, rows in one.periods
        if since in (None, start)
    ]
    if not periods:
        raise Refusal(404, "not_found")
    return {
        "name": one.name,
        "ja": one.ja,
        "en": one.en,
        "date_key": one.date_key,
        "fields": list(one.fields),
        "until": None if one.until is None else dates.text(one.until),
        "periods": periods,
    }


def index() -> list[dict[str, Any]]:
    """表の一覧: as plain data."""
    return [
        {
            "name": one.name,
            "ja": one.ja,
            "en": one.en,
            "subject": subject.name,
            "date_key": one.date_key,
            "fields": list(one.fields),
            "from": [dates.text(start) for start, _ in one.periods],
        }
        for subject in subjects()
        for one in subject.series
    ]
