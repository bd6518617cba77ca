"""書いたものを読む: reads forms from YAML or JSON, strictly, with the line of every mistake.

Decimal integers only: octal-looking numbers, doubled keys, decimals and dates that do not exist are
refused; full-width digits are folded. A file may hold one case, a list of cases, or several
documents; a bad one does not stop the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec
import yaml

from ..errors import InputError
from .messages import mistake

Form = TypeVar("Form", bound=msgspec.Struct)

Lines = dict[str, int]

_INTEGER = re.compile(r"[-+]?\d+")
_GROUPED = re.compile(r"[-+]?\d{1,3}([,_]\d{3})+")
_DECIMAL = re.compile(r"[-+]?\d*\.\d+([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")
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
                    "YAMLとして読めません。この行の字下げ・コロン・引用符を確かめてください。",
                )
            )
        except yaml.reader.ReaderError as error:
            what = f"this is not readable text: {error.reason}."
            ja = "文字として読めません。UTF-8で保存してください。"
            found.append(_failed(name, above + 1, what, "Save it as UTF-8.", ja))
        except InputError as error:
            found.append(_failed(name, above + 1, error.what, error.mend, error.ja))
    if not found:
        found.append(
            _failed(
                name,
                1,
                "there is no case in this file.",
                "See `kaihoken schema` and docs/cases.md for the form.",
                "このファイルに事例がありません。書き方は`kaihoken schema`とdocs/cases.mdにあります。",
            )
        )
    return found


def _failed(name: str, line: int, what: str, mend: str, ja: str) -> Read[Any]:
    return Read(name, None, {"": line}, InputError(what, f"{name}:{line}", mend, ja))


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
            raise InputError(
                "anchors and aliases (& and *) are not read.",
                mend="Write the fields out.",
                ja="アンカーとエイリアス（&と*）は読みません。欄をすべて書いてください。",
            )
        if isinstance(event, yaml.ScalarEvent) and event.tag is not None:
            raise InputError(
                f"tags ({event.tag}) are not read.",
                mend="Leave the tag out.",
                ja=f"タグ（{event.tag}）は読みません。タグを消してください。",
            )
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                raise InputError(
                    f"this is nested more than {DEEPEST} deep.",
                    mend="See docs/cases.md for the form.",
                    ja=f"入れ子が{DEEPEST}段を超えています。書き方はdocs/cases.mdにあります。",
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
                "事例が欄の集まりになっていません。欄は「名前: 値」の形で書いてください。",
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
        found = mistake(str(error), data, kind)
        raise InputError(found.what, place(name, lines, found.where), found.mend, found.ja) from None


def _plain(node: yaml.Node, path: str, name: str, lines: Lines, above: int) -> Any:
    """A YAML node as plain data; notes the line of every path."""
    lines[path] = above + node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise InputError(
                    "a field's name must be a word.",
                    place(name, lines, path),
                    "Write `name: value`.",
                    "欄の名前が言葉になっていません。「名前: 値」の形で書いてください。",
                )
            below = f"{path}.{key}" if path else key
            if key in found:
                lines[below] = above + key_node.start_mark.line + 1
                raise InputError(
                    f"'{key}' is written twice.",
                    place(name, lines, below),
                    "Keep one of the two.",
                    f"「{key}」が2回書かれています。一方を消してください。",
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
            plain = folded.replace(digits, digits.lstrip("0") or "0")
            raise InputError(
                f"'{text}' begins with a zero, which some programs read as octal.",
                where,
                f"Write {plain}.",
                f"「{text}」は0で始まり、8進数と読まれることがあります。{plain}と書いてください。",
            )
        if len(digits) > LONGEST:
            raise too_long(digits, where)
        return int(folded)
    if _GROUPED.fullmatch(folded):
        plain = folded.replace(",", "").replace("_", "")
        raise InputError(
            f"'{text}' has separators between its digits.",
            where,
            f"Write {plain}.",
            f"「{text}」に桁の区切りがあります。{plain}と書いてください。",
        )
    if _DECIMAL.fullmatch(folded):
        try:
            return float(folded)
        except ValueError:
            return text
    if re.fullmatch(r"0[xo][0-9a-fA-F]+", folded):
        raise InputError(
            f"'{text}' is not a decimal number.",
            where,
            "Write decimal digits.",
            f"「{text}」は10進数ではありません。ふつうの数字で書いてください。",
        )
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if not text.isascii() and re.fullmatch(r"[\d-]+", folded):
        return folded
    return text


def too_long(digits: str, where: str = "") -> InputError:
    """桁数の誤り: of a number that no amount of yen has."""
    return InputError(
        f"a number of {len(digits)} digits is not an amount.",
        where,
        "Write yen.",
        f"{len(digits)}桁の数は金額ではありません。円で書いてください。",
    )


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
