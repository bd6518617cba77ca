"""書いたものを読む: reads forms from YAML or JSON, strictly, with the line of every mistake.

Decimal integers only: octal-looking numbers, doubled keys, decimals and dates that do not exist are
refused; full-width digits are folded. A file may hold one case, a list of cases, or several
documents; a bad one does not stop the others.
"""

from __future__ import annotations

import copy
import difflib
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec
import yaml
from msgspec import inspect

from ..errors import InputError

Form = TypeVar("Form", bound=msgspec.Struct)

Lines = dict[str, int]

_INTEGER = re.compile(r"[-+]?\d+")
_GROUPED = re.compile(r"[-+]?\d{1,3}([,_]\d{3})+")
_DECIMAL = re.compile(r"[-+]?\d*\.\d+([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")
_PATH = re.compile(r" - at `(key` in `)?\$(.*)`$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Read(Generic[Form]):
    """読んだ事例: a case with where it stood, or the error in its place."""

    name: str
    case: Form | None
    lines: Lines
    error: InputError | None = None

    def where(self, path: str = "") -> str:
        """File and line of a field, as ``bills[0].cost``; of the nearest field above it if unknown."""
        return place(self.name, self.lines, path)


def place(name: str, lines: Lines, path: str) -> str:
    """File, line and field of a path."""
    steps = re.findall(r"\.?[^.\[\]]+|\[[^\]]*\]", path)
    probe = path
    while steps and probe not in lines:
        steps.pop()
        probe = "".join(steps)
    line = lines.get(probe, lines.get("", 1))
    return f"{name}:{line}: {path}" if path else f"{name}:{line}"


Kind = type[Form] | Callable[[dict[str, Any]], type[Form]]  # a form, or what finds it from the data


def read_text(text: str, kind: Kind[Form], name: str = "-") -> list[Read[Form]]:
    """読む: every case of a text, in order; mistakes are carried, not raised."""
    found: list[Read[Form]] = []
    for body, above in _documents(text):
        try:
            _refuse_odd(body)
            for node in yaml.compose_all(body, Loader=_LOADER):
                if node is not None:
                    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
                    found += [_case(one, kind, name, above) for one in nodes]
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = above + (mark.line + 1 if mark else 1)
            found.append(
                _failed(
                    name,
                    line,
                    f"this is not readable as YAML: {error.problem}.",
                    "Look at the indentation, colons and quotes of this line.",
                )
            )
        except yaml.reader.ReaderError as error:
            found.append(
                _failed(name, above + 1, f"this is not readable text: {error.reason}.", "Save it as UTF-8.")
            )
        except InputError as error:
            found.append(_failed(name, above + 1, error.what, error.mend))
    if not found:
        found.append(
            _failed(
                name,
                1,
                "there is no case in this file.",
                "See `kaihoken schema` and docs/cases.md for the form.",
            )
        )
    return found


def _failed(name: str, line: int, what: str, mend: str) -> Read[Any]:
    return Read(name, None, {"": line}, InputError(what, f"{name}:{line}", mend))


def _documents(text: str) -> list[tuple[str, int]]:
    """The documents of a file with the number of lines above each, so that a bad one stops no other."""
    found: list[tuple[str, int]] = []
    lines = text.splitlines(keepends=True)
    start = 0
    for at, line in enumerate(lines):
        if line.rstrip() == "---":
            found.append(("".join(lines[start:at]), start))
            start = at + 1
    found.append(("".join(lines[start:]), start))
    return found


DEEPEST = 20
LONGEST = 15  # digits of a number


def _refuse_odd(text: str) -> None:
    """Refuses what no case needs and a reader could choke on: anchors, tags, deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError("anchors and aliases (& and *) are not read.", mend="Write the fields out.")
        if isinstance(event, yaml.ScalarEvent) and event.tag is not None:
            raise InputError(f"tags ({event.tag}) are not read.", mend="Leave the tag out.")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                raise InputError(
                    f"this is nested more than {DEEPEST} deep.", mend="See docs/cases.md for the form."
                )
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _case(node: yaml.Node, kind: Kind[Form], name: str, above: int) -> Read[Form]:
    lines: Lines = {"": above + node.start_mark.line + 1}
    try:
        data = _plain(node, "", name, lines, above)
        if not isinstance(data, dict):
            raise InputError(
                "a case is a mapping of fields.",
                place(name, lines, ""),
                "Write each field as `name: value`.",
            )
        of: type[Form] = kind if isinstance(kind, type) else kind(data)
        return Read(name, parse(data, of, name, lines), lines)
    except InputError as error:
        return Read(name, None, lines, error)


def parse(data: Any, kind: type[Form], name: str = "case", lines: Lines | None = None) -> Form:
    """形を確かめる: plain data to a case. Raises InputError with the field in its place."""
    lines = lines or {}
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        raise _friendly(str(error), data, kind, name, lines) from None


def _friendly(message: str, data: Any, kind: type[Form], name: str, lines: Lines) -> InputError:
    found = _PATH.search(message)
    path = found[2].lstrip(".") if found else ""
    if "[...]" in path:
        path = _named(path, data, kind, message)
    what = message[: found.start()] if found else message
    value = _at(data, path)
    where = place(name, lines, path)
    if r"'^\\d{4}$'" in what:
        return InputError("a name here is not a year.", where, "Incomes stand under their year, as 2025.")
    if (found and found[1]) or (isinstance(value, dict) and "regex" in what and "[...]" in message):
        return InputError("a name here is not a month.", where, "Months are written 2026-08.")
    field = re.search(r"unknown field `(.+)`", what)
    if field and re.fullmatch(r"\d{3}", field[1]):
        return InputError(
            f"'{field[1]}' stands where a field's name is wanted: a number with commas in it was cut at them.",
            place(name, lines, f"{path}.{field[1]}".lstrip(".")),
            "Write its digits only, as 1000000.",
        )
    if field:
        return InputError(
            f"there is no field '{field[1]}'.",
            place(name, lines, f"{path}.{field[1]}".lstrip(".")),
            _nearest(field[1], kind) + "See `kaihoken schema` for all fields.",
        )
    if field := re.search(r"missing required field `(.+)`", what):
        return InputError(f"'{field[1]}' is missing.", where, f"Add `{field[1]}:` here.")
    if "`int` >= 0" in what:
        return InputError(
            f"{_short(value)} is negative.", where, "Amounts, points, ages and counts are 0 or more."
        )
    if "Expected `int" in what and isinstance(value, float) and path.endswith("hours"):
        return InputError(
            f"{value} is not a whole number.", where, "Write the rest as minutes: 19.5 as 19 and minutes: 30."
        )
    if "Expected `int" in what and isinstance(value, float):
        return InputError(
            f"{value} is not a whole number.", where, "Write a whole number, without a decimal point."
        )
    if "Expected `int" in what and isinstance(value, str):
        return InputError(
            f"'{value}' is not a whole number.", where, "Write digits only, without quotes, commas or units."
        )
    if re.search(r"(month|on|from|to|birth)$", path) and isinstance(value, int):
        return InputError(
            f"'{value}' is not a date of the calendar.",
            where,
            "Write a month as 2026-08, a day as 2026-08-03.",
        )
    if "matching regex" in what:
        wanted = "a month as 2026-08" if "\\d{2}-" not in what else "a day as 2026-08-03"
        return InputError(f"'{value}' is not a date of the calendar.", where, f"Write {wanted}.")
    if "Invalid enum value" in what or what.startswith("Invalid value"):
        return InputError(f"'{value}' is not one of the possible values.", where, _choices(path, kind, value))
    if "got `null`" in what:
        return InputError("no value stands here.", where, "Write a value, or leave the field out.")
    if most := re.search(r"`int` <= (\d+)", what):
        return InputError(
            f"{_short(value)} is too much.",
            where,
            f"At most {most[1]} is possible.",
            f"{_short(value)}は大きすぎます。{most[1]}までです。",
        )
    for words, wrong, mend in EXPECTED:
        if match := re.search(words, what):
            return InputError(
                f"{_short(value)} {wrong.format(*match.groups())}.", where, mend.format(*match.groups())
            )
    return InputError(f"{what}.", where, f"Found: {_short(value)}. See `kaihoken schema` for the form.")


# What the reader of the form expects, in a clerk's words: what is wrong with the value, how to mend it.
EXPECTED = (
    (r"`(?:array|\w+ \| array)[^`]*` of length >= (\d+)", "has too few entries", "At least {0} are needed, each after a `-` or within [ ]."),
    (r"`array[^`]*` of length <= (\d+)", "has too many entries", "At most {0} are read."),
    (r"Expected `[^`]*array", "is no list", "Write a list: each entry after a `-`, or within [ ]."),
    (r"Expected `[^`]*object", "is no mapping of fields", "Write the fields as `name: value`, below it or within {{ }}."),
    (r"Expected `bool", "is neither yes nor no", "Write true or false."),
    (r"`int` >= (\d+)", "is too little", "At least {0} is wanted."),
    (r"Expected `str", "is no text", "Write a word, or put it between quotes."),
)  # fmt: skip


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _named(path: str, data: Any, kind: type[Form], message: str) -> str:
    """Puts the keys in the places of ``[...]``, by trying each entry of that mapping alone."""
    data = copy.deepcopy(data)
    while "[...]" in path:
        above, _, below = path.partition("[...]")
        entries = _at(data, above)
        if not isinstance(entries, dict):
            return above
        for key, value in list(entries.items()):
            everything = dict(entries)
            entries.clear()
            entries[key] = value
            try:
                msgspec.convert(data, kind, strict=True)
            except msgspec.ValidationError as error:
                if str(error) == message:
                    path = f"{above}.{key}{below}"
                    break
            entries.clear()
            entries.update(everything)
        else:
            return above
    return path


def _choices(path: str, kind: type[Form], wrong: Any) -> str:
    """The possible values of the field at a path, in words, the nearest first."""
    found: list[inspect.Type] = [inspect.type_info(kind)]
    for step in re.findall(r"[^.\[\]]+", path):
        found = [below for one in found for below in _below(one, step)]
    values = [str(v) for one in found for v in _values(one)]
    if not values:
        return "See `kaihoken schema` for the possible values."
    near = difflib.get_close_matches(str(wrong), values, 1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return f"{hint}Write {' or '.join([', '.join(values[:-1]), values[-1]] if values[1:] else values)}."


def _values(one: inspect.Type) -> list[Any]:
    if isinstance(one, inspect.UnionType):
        return [v for inner in one.types for v in _values(inner)]
    return list(one.values) if isinstance(one, inspect.LiteralType) else []


def _below(one: inspect.Type, step: str) -> list[inspect.Type]:
    """The types that a step of a path can lead to: a field, a name of a mapping, a place in a list."""
    if isinstance(one, inspect.UnionType):
        return [t for inner in one.types for t in _below(inner, step)]
    if isinstance(one, inspect.StructType):
        if step == one.tag_field:
            return [inspect.LiteralType((str(one.tag),))]
        return [f.type for f in one.fields if f.encode_name == step]
    if isinstance(one, inspect.DictType):
        return [one.value_type]
    return [one.item_type] if isinstance(one, inspect.ListType) else []


# Words that people try, and the field that is meant.
MEANT = {
    "date": "`month`, and for single days `visits: [{on: …}]`",
    "amount": "`cost` (the whole cost, 10割)",
    "price": "`cost` (the whole cost, 10割)",
    "hospital": "`institution`",
    "birthday": "`birth`",
}


# The fields that open the forms of other commands than settle.
OPENINGS = ("benefits", "premium", "enrol", "covered", "decide")


def _nearest(word: str, kind: type[Form]) -> str:
    if word in MEANT:
        return f"Write {MEANT[word]}. "
    known = {
        f.encode_name
        for t in vars(sys.modules[kind.__module__]).values()
        if isinstance(t, type) and issubclass(t, msgspec.Struct)
        for f in msgspec.structs.fields(t)
    }
    if word in OPENINGS:
        return f"A form that opens with it is answered by `kaihoken {word}`. "
    if word in known:
        return f"'{word}' belongs to another part of the form. "
    near = difflib.get_close_matches(word, known, 1)
    return f"Did you mean '{near[0]}'? " if near else ""


def _at(data: Any, path: str) -> Any:
    for step in re.findall(r"[^.\[\]]+", path):
        try:
            data = data[int(step)] if isinstance(data, list) else data[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return data
    return data


def _plain(node: yaml.Node, path: str, name: str, lines: Lines, above: int) -> Any:
    """A YAML node as plain data; notes the line of every path."""
    lines[path] = above + node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise InputError(
                    "a field's name must be a word.", place(name, lines, path), "Write `name: value`."
                )
            below = f"{path}.{key}" if path else key
            if key in found:
                lines[below] = above + key_node.start_mark.line + 1
                raise InputError(
                    f"'{key}' is written twice.", place(name, lines, below), "Keep one of the two."
                )
            found[key] = _plain(value_node, below, name, lines, above)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, f"{path}[{i}]", name, lines, above) for i, one in enumerate(node.value)]
    return _scalar(node, path, name, lines)


def _scalar(node: Any, path: str, name: str, lines: Lines) -> Any:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    folded = unicodedata.normalize("NFKC", text).strip() if not text.isascii() else text
    where = place(name, lines, path)
    if _INTEGER.fullmatch(folded):
        digits = folded.lstrip("+-")
        if len(digits) > 1 and digits.startswith("0"):
            raise InputError(
                f"'{text}' begins with a zero, which some programs read as octal.",
                where,
                f"Write {folded.replace(digits, digits.lstrip('0') or '0')}.",
            )
        if len(digits) > LONGEST:
            raise InputError(f"a number of {len(digits)} digits is not an amount.", where, "Write yen.")
        return int(folded)
    if _GROUPED.fullmatch(folded):
        raise InputError(
            f"'{text}' has separators between its digits.",
            where,
            f"Write {folded.replace(',', '').replace('_', '')}.",
        )
    if _DECIMAL.fullmatch(folded):
        try:
            return float(folded)
        except ValueError:
            return text
    if re.fullmatch(r"0[xo][0-9a-fA-F]+", folded):
        raise InputError(f"'{text}' is not a decimal number.", where, "Write decimal digits.")
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if not text.isascii() and re.fullmatch(r"[\d-]+", folded):
        return folded
    return text


def day(text: str, what: str) -> date:
    """日付: a day that exists. Raises InputError for one that does not."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{what} {text} is not a day of the calendar.",
            mend="Write a day that exists, as 2026-08-03.",
            ja=f"{text}という日はありません。2026-08-03のように、ある日を書いてください。",
        ) from None
