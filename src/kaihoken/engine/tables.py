"""法令の表を読む: reads and checks the dated tables of ``law/tables``.

Each series is a list of periods in order; a period holds until the next begins. The loader refuses
unknown keys, wrong order, doubled dates, missing sources and rows of another shape, and names file
and line.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import KaihokenError, TableError
from . import dates

FOLDER = Path(__file__).parent.parent / "law" / "tables"
NOT_SERIES = ("articles.toml", "sources.toml")

STATUS = ("in_force", "promulgated", "enacted_date_open", "proposed", "withdrawn")
EVIDENCE = ("law", "official", "summary", "press", "inferred", "unknown")
PROVISIONAL = frozenset({"summary", "press", "inferred"})

# What the date of an entry is held against; the years end on 31 July.
DATE_KEYS = (
    "treatment month", "birth date", "year ending 31 July", "start date", "premium month", "fiscal year", "day"
)  # fmt: skip

SERIES_KEYS = {"ja", "en", "date_key", "fields", "until", "period"}
PERIOD_KEYS = {"from", "status", "evidence", "basis", "source", "note", "note_ja", "rows"}
ROW_MARKS = {"evidence", "status", "basis"}

Value = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """表の一行: one dated entry: its values and where they come from."""

    series: str
    key: str
    since: int  # first month it applies to, counted year * 12 + month - 1
    values: dict[str, Value]
    status: str
    evidence: str
    basis: str
    source: tuple[str, ...]
    note: str
    note_ja: str
    file: Path
    nth: int

    @property
    def line(self) -> int:
        """行: the line of the file where the entry stands."""
        return _place(self.file).line(self.series, self.nth, self.key)

    @property
    def provisional(self) -> bool:
        """暫定: the figure is not confirmed by an official text."""
        return self.evidence in PROVISIONAL

    def note_in(self, lang: str) -> str:
        """注: the doubt in words, or the plain statement that the figure is not confirmed."""
        ja = lang == "ja"
        if written := self.note_ja if ja else self.note:
            return written
        name = f"「{self.key}」（{self.basis}）" if ja else f"The figure '{self.key}' ({self.basis})"
        if self.provisional or self.evidence == "unknown":
            return (
                f"{name}の額は公式の本文では未確認です。"
                if ja
                else f"{name} is not confirmed by an official text."
            )
        return (
            f"{name}は公布済みで、まだ施行されていません。"
            if ja
            else f"{name} is promulgated and not yet in force."
        )


@dataclass(slots=True)
class Series:
    """一つの表: one subject's figures through time."""

    name: str
    ja: str
    en: str
    date_key: str
    fields: tuple[str, ...]
    until: int | None
    periods: list[tuple[int, dict[str, Row]]] = field(default_factory=list)

    def on(self, month: int) -> dict[str, Row] | None:
        """The rows in force in a month, or None before the first and after the last."""
        if self.until is not None and month > self.until:
            return None
        found = None
        for since, rows in self.periods:
            if since > month:
                break
            found = rows
        return found


@dataclass(slots=True)
class Tables:
    """法令の表: every series by its name, with articles and sources."""

    series: dict[str, Series]
    articles: dict[str, dict[str, list[tuple[int, str]]]]
    sources: dict[str, dict[str, str]]
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def era(self, month: int) -> int:
        """時期: months of one era see the same figures everywhere."""
        self._starts = self._starts or self.starts(self.series)
        return bisect_right(self._starts, month)

    def starts(self, names: Iterable[str]) -> list[int]:
        """時期の始まり: the months from which figures of these series differ from those of the month before."""
        series = [self.series[name] for name in names]
        found = {since for one in series for since, _ in one.periods}
        return sorted(found | {one.until + 1 for one in series if one.until is not None})

    def rows(self, name: str, month: int) -> dict[str, Row]:
        """The rows of a series in force in a month; empty where there are none."""
        return self.series[name].on(month) or {}

    def all_rows(self) -> Iterator[Row]:
        """Every row of every period."""
        for series in self.series.values():
            for _, rows in series.periods:
                yield from rows.values()

    def article(self, rule: str, scheme: str, month: int) -> str:
        """根拠条文: the article of a rule for a scheme and month, or an empty text."""
        lines = self.articles.get(rule, {})
        found = ""
        for since, article in lines.get(scheme) or lines.get("employee") or []:
            if since <= month:
                found = article
        return found


class _Place:
    """Finds the line of a key, because TOML readers do not keep it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.lines = path.read_text(encoding="utf-8").splitlines()

    def line(self, series: str, nth: int = -1, key: str = "") -> int:
        """Line of a series, of its nth period, or of a row of that period."""
        header = f"[{series}]" if nth < 0 else f"[[{series}.period]]"
        seen = -1
        for number, text in enumerate(self.lines, 1):
            if text.strip() == header:
                seen += 1
                if nth < 0 or seen == nth:
                    if not key:
                        return number
                    for below, row in enumerate(self.lines[number:], number + 1):
                        if row.startswith((f'"{key}"', f"{key} ")):
                            return below
                    return number
        return 1

    def fail(self, series: str, what: str, nth: int = -1, key: str = "") -> TableError:
        return TableError(f"{self.name}:{self.line(series, nth, key)}: [{series}] {what}")


@cache
def _place(path: Path) -> _Place:
    return _Place(path)


def read_file(path: Path, sources: dict[str, dict[str, str]] | None) -> dict[str, Series]:
    """Reads one file of series. Raises TableError with file and line."""
    place = _Place(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{path.name}: {error}") from error
    return {name: _series(name, body, place, sources) for name, body in data.items()}


def _series(
    name: str, body: dict[str, Any], place: _Place, sources: dict[str, dict[str, str]] | None
) -> Series:
    if unknown := set(body) - SERIES_KEYS:
        raise place.fail(name, f"unknown key {sorted(unknown)}; known are {sorted(SERIES_KEYS)}")
    if missing := {"ja", "en", "date_key", "fields"} - set(body):
        raise place.fail(name, f"needs {sorted(missing)}")
    if body["date_key"] not in DATE_KEYS:
        raise place.fail(name, f"date_key '{body['date_key']}' is none of {', '.join(DATE_KEYS)}")
    try:
        until = dates.month(body["until"]) if "until" in body else None
        series = Series(name, body["ja"], body["en"], body["date_key"], tuple(body["fields"]), until)
        for nth, period in enumerate(body.get("period", [])):
            if unknown := set(period) - PERIOD_KEYS:
                raise place.fail(name, f"unknown key {sorted(unknown)}", nth)
            if missing := {"from", "status", "evidence", "basis", "source", "rows"} - set(period):
                raise place.fail(name, f"a period needs {sorted(missing)}", nth)
            since = dates.month(period["from"])
            if series.periods and since <= series.periods[-1][0]:
                raise place.fail(name, f"period {period['from']} does not follow the one before", nth)
            if not period["source"]:
                raise place.fail(name, "has no source", nth)
            for source in period["source"]:
                if sources is not None and source not in sources:
                    raise place.fail(name, f"source '{source}' is not in sources.toml", nth)
            rows = {
                key: _row(series, key, values, since, period, place, nth)
                for key, values in period["rows"].items()
            }
            series.periods.append((since, rows))
    except KaihokenError as error:
        if isinstance(error, TableError):
            raise
        raise place.fail(name, str(error)) from error
    if not series.periods:
        raise place.fail(name, "has no period")
    return series


def _row(
    series: Series,
    key: str,
    values: dict[str, Any],
    since: int,
    period: dict[str, Any],
    place: _Place,
    nth: int,
) -> Row:
    marks = {k: values[k] for k in ROW_MARKS & set(values)}
    figures = {k: v for k, v in values.items() if k not in ROW_MARKS}
    if set(figures) != set(series.fields):
        raise place.fail(
            series.name, f"'{key}' has {sorted(figures)}, needs {sorted(series.fields)}", nth, key
        )
    for name, value in figures.items():
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            raise place.fail(series.name, f"'{key}' {name} must be a whole number, not {value!r}", nth, key)
        if isinstance(value, int) and value < 0:
            raise place.fail(series.name, f"'{key}' {name} is negative", nth, key)
    status = marks.get("status", period["status"])
    evidence = marks.get("evidence", period["evidence"])
    if status not in STATUS:
        raise place.fail(series.name, f"status '{status}' is none of {', '.join(STATUS)}", nth, key)
    if evidence not in EVIDENCE:
        raise place.fail(series.name, f"evidence '{evidence}' is none of {', '.join(EVIDENCE)}", nth, key)
    return Row(
        series.name,
        key,
        since,
        figures,
        status,
        "unknown" if "unknown" in figures.values() else evidence,
        marks.get("basis", period["basis"]),
        tuple(period["source"]),
        period.get("note", ""),
        period.get("note_ja", ""),
        place.path,
        nth,
    )


def read_folder(folder: Path = FOLDER) -> Tables:
    """Reads every table of a folder. Raises TableError for a series that stands in two files."""
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    raw = tomllib.loads((folder / "articles.toml").read_text(encoding="utf-8"))
    articles = {
        rule: {
            scheme: [(dates.month(line["from"]), line["article"]) for line in lines]
            for scheme, lines in schemes.items()
        }
        for rule, schemes in raw.items()
    }
    series: dict[str, Series] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in NOT_SERIES:
            continue
        for name, one in read_file(path, sources).items():
            if name in series:
                raise TableError(f"{path.name}: series [{name}] stands in two files")
            series[name] = one
    return Tables(series, articles, sources)


@cache
def tables() -> Tables:
    """法令の表: the tables in force, read once."""
    return read_folder()
