"""目録を読む: reads and checks the entries of ``data``: file and line stand in every error."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ..engine.tables import FOLDER as LAW
from ..engine.tables import tables
from ..errors import TableError
from .entry import Entry, first_day, last_day
from .fees import priced

FOLDER = Path(__file__).parent / "data"
SOURCES = "sources.toml"
Sources = dict[str, dict[str, str]]
_PATH = re.compile(r" - at `\$\.?(.*)`$")


@cache
def catalogue() -> dict[str, Entry]:
    """目録: every entry by its id, read once."""
    return read_folder()


@cache
def sources() -> Sources:
    """出典: those of the catalogue and of the law's tables."""
    return read_sources()


def read_sources(folder: Path = FOLDER) -> Sources:
    """出典: by name, with grade, title and url. Raises TableError for one without a title or a grade."""
    found: Sources = tomllib.loads((LAW / SOURCES).read_text(encoding="utf-8"))
    for name, one in tomllib.loads((folder / SOURCES).read_text(encoding="utf-8")).items():
        if not one.get("title") or one.get("grade") not in ("A", "B", "M", "C"):
            raise TableError(f"{SOURCES}: [{name}] needs a title and a grade (A, B, M or C)")
        found[name] = one
    return found


def read_folder(folder: Path = FOLDER) -> dict[str, Entry]:
    """Every entry of a folder. Raises TableError with file and line."""
    known = read_sources(folder)
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == SOURCES:
            continue
        for name, entry in read_file(path, known).items():
            if name in entries:
                raise TableError(f"{path.name}: entry [{name}] stands in two files")
            entries[name] = entry
    return entries


def read_file(path: Path, known: Sources) -> dict[str, Entry]:
    """The entries of one file. Raises TableError with file and line."""
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{path.name}: {error}") from error
    return {name: _entry(name, body, path.name, text.splitlines(), known) for name, body in data.items()}


def _entry(name: str, body: dict[str, Any], file: str, lines: list[str], known: Sources) -> Entry:
    def fail(what: str, at: str = "") -> TableError:
        return TableError(f"{file}:{_line(lines, name, at)}: [{name}] {at + ': ' if at else ''}{what}")

    try:
        entry = msgspec.convert({**body, "id": name}, Entry, strict=True)
    except msgspec.ValidationError as error:
        found = _PATH.search(str(error))
        what = str(error)[: found.start()] if found else str(error)
        unknown = re.search(r"unknown field `(.+)`", what)
        at = found[1] if found else ""
        raise fail(what, f"{at}.{unknown[1]}".lstrip(".") if unknown else at) from None
    if "id" in body:
        raise fail("the id is the name in brackets", "id")
    for nth, fee in enumerate(entry.fee):
        if fee.series not in tables().series:
            raise fail(f"the law has no table '{fee.series}'", f"fee[{nth}].series")
    entry = priced(entry, tables())
    for at, one in statements(entry):
        for source in one.source:
            if source not in known:
                raise fail(f"source '{source}' is not in {SOURCES}", f"{at}.source")
        if bool(one.note) != bool(one.note_ja):
            raise fail("a note stands in both languages", f"{at}.note" if one.note else f"{at}.note_ja")
        for field in ("date", "from_", "until", "valid_until", "applied", "on"):
            value = getattr(one, field, None)
            if value not in (None, "unknown"):
                try:
                    first_day(value)
                except ValueError:
                    raise fail(f"{value} is not a day of the calendar", f"{at}.{field.rstrip('_')}") from None
    _in_order(entry, fail)
    _whole(entry, fail)
    return entry


def statements(entry: Entry) -> Iterator[tuple[str, Any]]:
    """記載: every statement of an entry that has a source, with its place."""
    for field in LISTS:
        for nth, one in enumerate(getattr(entry, field)):
            yield f"{field}[{nth}]", one


LISTS = (
    "approval", "outcome", "listing", "price", "criterion", "condition", "duty", "rule", "figure", "aid"
)  # fmt: skip


def _in_order(entry: Entry, fail: Any) -> None:
    """Dates go up: of approvals, outcomes, listings, and of the prices of one name."""
    for field in ("approval", "outcome", "listing"):
        before = None
        for nth, one in enumerate(getattr(entry, field)):
            if one.date == "unknown":
                continue
            if before is not None and first_day(one.date) < before:
                raise fail(f"{one.date} comes before the one above it", f"{field}[{nth}].date")
            before = first_day(one.date)
    latest: dict[str, Any] = {}
    for nth, price in enumerate(entry.price):
        since = first_day(price.from_)
        if price.name in latest and since <= latest[price.name]:
            raise fail(f"{price.from_} does not follow the price before it", f"price[{nth}].from")
        latest[price.name] = since
        if price.until is not None and last_day(price.until) < since:
            raise fail("ends before it begins", f"price[{nth}].until")
    for nth, one in enumerate(entry.approval):
        if one.valid_until is not None and last_day(one.valid_until) < first_day(one.date):
            raise fail("ends before it begins", f"approval[{nth}].valid_until")
        if one.applied is not None and first_day(one.applied) > last_day(one.date):
            raise fail("is after the approval", f"approval[{nth}].applied")
    keys = [one.key for one in entry.figure]
    for nth, key in enumerate(keys):
        if key in keys[:nth]:
            raise fail(f"two figures are called {key}", f"figure[{nth}].key")


def _whole(entry: Entry, fail: Any) -> None:
    """What a statement needs beside its fields."""
    for nth, price in enumerate(entry.price):
        if [price.yen, price.points, price.sen].count(None) != 2:
            raise fail("has one of yen, points and sen", f"price[{nth}]")
        if (price.amount is None) != (price.evidence == "unknown"):
            raise fail("a hole, and only a hole, has the evidence 'unknown'", f"price[{nth}].evidence")
        if bool(price.name) != bool(price.name_ja):
            raise fail("a name stands in both languages", f"price[{nth}].name")
    for nth, one in enumerate(entry.criterion):
        if one.op in ("at_least", "at_most", "above", "below") and type(one.value) is not int:
            raise fail(f"'{one.op}' needs a whole number", f"criterion[{nth}].value")
        if (one.op == "one_of") != isinstance(one.value, list):
            raise fail("a list of values goes with 'one_of'", f"criterion[{nth}].value")
        if bool(one.ask_ja) != bool(one.ask_en):
            raise fail("a question stands in both languages", f"criterion[{nth}].ask_en")
    for ja, en in (("unverified_ja", "unverified_en"), ("ask_ja", "ask_en")):
        if len(getattr(entry, ja)) != len(getattr(entry, en)):
            raise fail("both languages say the same things", en)
    for nth, approval in enumerate(entry.approval):
        if approval.type == "conditional_time_limited" and approval.years is None:
            raise fail("a time-limited approval needs its years", f"approval[{nth}]")
    if not any(True for _ in statements(entry)):
        raise fail("has no statement with a source")


def _line(lines: list[str], name: str, at: str) -> int:
    """The line of ``approval[1].date`` in an entry, of the nearest thing above it where it has none."""
    found = re.match(r"(\w+)\[(\d+)\](?:\.(\w+))?", at)
    header, nth, key = (
        (f"[[{name}.{found[1]}]]", int(found[2]), found[3] or "") if found else (f"[{name}]", 0, at)
    )
    seen = -1
    for number, text in enumerate(lines, 1):
        if text.strip() != header:
            continue
        seen += 1
        if seen < nth:
            continue
        for below, row in enumerate(lines[number:], number + 1):
            if row.startswith("["):
                break
            if key and re.match(rf"{re.escape(key)}\s*=", row):
                return below
        return number
    return next((n for n, text in enumerate(lines, 1) if text.strip() == f"[{name}]"), 1)
