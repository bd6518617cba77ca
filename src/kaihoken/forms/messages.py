"""誤りの言葉: what is wrong with plain data as a form, in a clerk's words, in English and Japanese."""

from __future__ import annotations

import copy
import difflib
import re
import sys
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from ..errors import InputError

_PATH = re.compile(r" - at `(key` in `)?\$(.*)`$")


class Words(NamedTuple):
    """言い換え: of a message of the checker. {0} is what its pattern caught, {value} the value that stands there."""

    told: str  # pattern of the checker's message
    of: type | None  # kind of the value; None: any
    at: str  # pattern of the field's path
    what: str
    mend: str
    ja: str


# The first that fits is told.
WORDS = (
    Words(r"missing required field `(.+)`", None, "",
          "'{0}' is missing.", "Add `{0}:` here.",
          "「{0}」がありません。ここに`{0}:`を書き加えてください。"),
    Words(r"`int` >= 0", None, "",
          "{value} is negative.", "Amounts, points, ages and counts are 0 or more.",
          "{value}は負の数です。金額・点数・年齢・回数は0以上です。"),
    Words(r"Expected `int", float, r"hours$",
          "{value} is not a whole number.", "Write the rest as minutes: 19.5 as 19 and minutes: 30.",
          "{value}は整数ではありません。端数は分で書いてください。19.5時間は、時間を19、minutesを30とします。"),
    Words(r"Expected `int", float, "",
          "{value} is not a whole number.", "Write a whole number, without a decimal point.",
          "{value}は整数ではありません。小数点を付けずに書いてください。"),
    Words(r"Expected `int", str, "",
          "{value} is not a whole number.", "Write digits only, without quotes, commas or units.",
          "「{plain}」は整数ではありません。引用符・コンマ・単位を付けず、数字だけを書いてください。"),
    Words("", int, r"(^|[._])(month|on|from|to|birth)$",
          "'{value}' is not a date of the calendar.", "Write a month as 2026-08, a day as 2026-08-03.",
          "「{value}」は日付ではありません。月は2026-08、日は2026-08-03のように書いてください。"),
    Words(r"matching regex .*\\d\{2\}-", None, "",
          "'{plain}' is not a date of the calendar.", "Write a day as 2026-08-03.",
          "「{plain}」は日付ではありません。2026-08-03のように書いてください。"),
    Words(r"matching regex", None, "",
          "'{plain}' is not a date of the calendar.", "Write a month as 2026-08.",
          "「{plain}」は月ではありません。2026-08のように書いてください。"),
    Words(r"got `null`", None, "",
          "no value stands here.", "Write a value, or leave the field out.",
          "値がありません。値を書くか、この欄を消してください。"),
    Words(r"`int` <= (\d+)", None, "",
          "{value} is too much.", "At most {0} is possible.",
          "{value}は大きすぎます。{0}までです。"),
    Words(r"`(?:array|\w+ \| array)[^`]*` of length >= (\d+)", None, "",
          "{value} has too few entries.", "At least {0} are needed, each after a `-` or within [ ].",
          "ここには{0}件以上が必要です。1件ずつ「-」の後か[ ]の中に書いてください。"),
    Words(r"`array[^`]*` of length <= (\d+)", None, "",
          "{value} has too many entries.", "At most {0} are read.",
          "件数が多すぎます。{0}件までです。"),
    Words(r"Expected `[^`]*array", None, "",
          "{value} is no list.", "Write a list: each entry after a `-`, or within [ ].",
          "{value}は一覧になっていません。1件ずつ「-」の後か[ ]の中に書いてください。"),
    Words(r"Expected `[^`]*object", None, "",
          "{value} is no mapping of fields.", "Write the fields as `name: value`, below it or within {{ }}.",
          "{value}は欄の集まりになっていません。「名前: 値」の形で、下の行か{{ }}の中に書いてください。"),
    Words(r"Expected `bool", None, "",
          "{value} is neither yes nor no.", "Write true or false.",
          "{value}は「はい」でも「いいえ」でもありません。true（はい）かfalse（いいえ）を書いてください。"),
    Words(r"`int` >= (\d+)", None, "",
          "{value} is too little.", "At least {0} is wanted.",
          "{value}は小さすぎます。{0}以上です。"),
    Words(r"Expected `str", None, "",
          "{value} is no text.", "Write a word, or put it between quotes.",
          "{value}は文字ではありません。言葉で書くか、引用符で囲んでください。"),
    Words(r"Expected `(?:int|float) \| str", None, "",
          "{value} is neither a number nor a word.", "Write one of the two.",
          "{value}は数でも言葉でもありません。どちらかを書いてください。"),
    Words(r"Expected `(?:int|float)", None, "",
          "{value} is not a number.", "Write digits only.",
          "{value}は数ではありません。数字だけを書いてください。"),
    Words(r"(.*)", None, "",
          "{0}.", "Found: {value}. See `kaihoken schema` for the form.",
          "{value}はここに書けません。書き方は`kaihoken schema`で確かめられます。"),
)  # fmt: skip

# Words that people try, and the field that is meant.
MEANT = {
    "date": ("`month`, and for single days `visits: [{on: …}]`", "`month`（1日ごとなら`visits: [{on: …}]`）"),
    "amount": ("`cost` (the whole cost, 10割)", "`cost`（医療費の全額、10割）"),
    "price": ("`cost` (the whole cost, 10割)", "`cost`（医療費の全額、10割）"),
    "hospital": ("`institution`", "`institution`"),
    "birthday": ("`birth`", "`birth`"),
}

# The fields that open the forms of other commands than settle.
OPENINGS = ("benefits", "premium", "enrol", "covered", "decide")


def mistake(message: str, data: Any, kind: type[msgspec.Struct]) -> InputError:
    """誤り: a message of the checker of forms, in a clerk's words; where is the path of the field."""
    found = _PATH.search(message)
    path = found[2].lstrip(".") if found else ""
    if "[...]" in path:
        path = _named(path, data, kind, message)
    told = message[: found.start()] if found else message
    value = value_at(data, path)
    if r"'^\\d{4}$'" in told:
        return InputError(
            "a name here is not a year.",
            path,
            "Incomes stand under their year, as 2025.",
            "ここの名前が年になっていません。所得は2025のように年を付けて書いてください。",
        )
    if (found and found[1]) or (isinstance(value, dict) and "regex" in told and "[...]" in message):
        return InputError(
            "a name here is not a month.",
            path,
            "Months are written 2026-08.",
            "ここの名前が月になっていません。月は2026-08のように書いてください。",
        )
    if field := re.search(r"unknown field `(.+)`", told):
        return _unknown(field[1], f"{path}.{field[1]}".lstrip("."), kind)
    if "Invalid enum value" in told or told.startswith("Invalid value"):
        mend, ja = _choices(path, kind, value)
        return InputError(
            f"'{value}' is not one of the possible values.", path, mend, f"「{value}」は選べません。{ja}"
        )
    for one in WORDS:
        caught = re.search(one.told, told)
        if caught and (one.of is None or isinstance(value, one.of)) and re.search(one.at, path):
            values = {"value": _short(value), "plain": value}
            what, mend, ja = (
                text.format(*caught.groups(), **values) for text in (one.what, one.mend, one.ja)
            )
            return InputError(what, path, mend, ja)
    raise AssertionError(told)  # the last fits everything


def value_at(data: Any, path: str) -> Any:
    """その欄の値: of plain data; of the nearest field above it that is there."""
    for step in re.findall(r"[^.\[\]]+", path):
        try:
            data = data[int(step)] if isinstance(data, list) else data[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return data
    return data


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _named(path: str, data: Any, kind: type[msgspec.Struct], message: str) -> str:
    """Puts the keys in the places of ``[...]``, by trying each entry of that mapping alone."""
    data = copy.deepcopy(data)
    while "[...]" in path:
        above, _, below = path.partition("[...]")
        entries = value_at(data, above)
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


def _unknown(word: str, path: str, kind: type[msgspec.Struct]) -> InputError:
    """A field that the form does not have, with the one that may be meant."""
    if re.fullmatch(r"\d{3}", word):
        return InputError(
            f"'{word}' stands where a field's name is wanted: a number with commas in it was cut at them.",
            path,
            "Write its digits only, as 1000000.",
            f"欄の名前の所に「{word}」があります。数がコンマで切れています。1000000のように数字だけを書いてください。",
        )
    mend, ja = _nearest(word, kind)
    return InputError(
        f"there is no field '{word}'.",
        path,
        f"{mend}See `kaihoken schema` for all fields.",
        f"「{word}」という欄はありません。{ja}すべての欄は`kaihoken schema`で見られます。",
    )


def _nearest(word: str, kind: type[msgspec.Struct]) -> tuple[str, str]:
    if word in MEANT:
        en, ja = MEANT[word]
        return f"Write {en}. ", f"{ja}と書いてください。"
    known = {
        f.encode_name
        for t in vars(sys.modules[kind.__module__]).values()
        if isinstance(t, type) and issubclass(t, msgspec.Struct)
        for f in msgspec.structs.fields(t)
    }
    if word in OPENINGS:
        command = f"`kaihoken {word}`"
        return (
            f"A form that opens with it is answered by {command}. ",
            f"これで始まる様式は{command}で読みます。",
        )
    if word in known:
        return f"'{word}' belongs to another part of the form. ", "様式の別の所に書く欄です。"
    return did_you_mean(word, known)


def did_you_mean(word: str, known: Any) -> tuple[str, str]:
    """近い言葉: the nearest of the known words as a question, in English and Japanese; nothing where none is near."""
    near = difflib.get_close_matches(word, known, 1)
    return (f"Did you mean '{near[0]}'? ", f"「{near[0]}」のことですか。") if near else ("", "")


def _choices(path: str, kind: type[msgspec.Struct], wrong: Any) -> tuple[str, str]:
    """The possible values of the field at a path, the nearest first, in English and Japanese."""
    found: list[inspect.Type] = [inspect.type_info(kind)]
    for step in re.findall(r"[^.\[\]]+", path):
        found = [below for one in found for below in _below(one, step)]
    values = [str(v) for one in found for v in _values(one)]
    if not values:
        return "See `kaihoken schema` for the possible values.", "選べる値は`kaihoken schema`で見られます。"
    en, ja = did_you_mean(str(wrong), values)
    number = any(isinstance(one, inspect.IntType) for kinds in found for one in _kinds(kinds))
    choices, choices_ja = ([*values, more] if number else values for more in ("a whole number", "整数"))
    words = " or ".join([", ".join(choices[:-1]), choices[-1]] if choices[1:] else choices)
    one_of = "のどれかを書いて" if choices[1:] else "と書いて"
    return f"{en}Write {words}.", f"{ja}{'、'.join(choices_ja)}{one_of}ください。"


def _kinds(one: inspect.Type) -> list[inspect.Type]:
    return list(one.types) if isinstance(one, inspect.UnionType) else [one]


def _values(one: inspect.Type) -> list[Any]:
    return [v for kind in _kinds(one) if isinstance(kind, inspect.LiteralType) for v in kind.values]


def _below(one: inspect.Type, step: str) -> list[inspect.Type]:
    """The types that a step of a path can lead to: a field, a name of a mapping, a place in a list."""
    if isinstance(one, inspect.UnionType):
        return [below for kind in one.types for below in _below(kind, step)]
    if isinstance(one, inspect.StructType):
        if step == one.tag_field:
            return [inspect.LiteralType((str(one.tag),))]
        return [f.type for f in one.fields if f.encode_name == step]
    if isinstance(one, inspect.DictType):
        return [one.value_type]
    return [one.item_type] if isinstance(one, inspect.ListType) else []
