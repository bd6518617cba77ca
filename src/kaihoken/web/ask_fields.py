"""様式の欄: fields and parts as data, what was written in them, and how it becomes the form of a room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..errors import InputError
from .mistakes import Mistake, mistake_in
from .reading import Wrong, clean, day, number
from .words import say

NAME = re.compile(r"[a-z_]{1,40}(?:\.\d{1,2})?\.[A-Za-z][A-Za-z_0-9-]{0,60}")


class Field(NamedTuple):
    """欄: its label is the word ``ask_{word or name}``, its options ``ask_{word or name}_{option}``."""

    name: str
    kind: str = (
        "text"  # text, number, day; choice, radios; pick: a choice whose first option holds when untold
    )
    options: tuple[str, ...] = ()
    unit: str = ""  # a word
    hint: bool = False  # the word ``ask_…_hint``
    named: tuple[tuple[str, str], ...] = ()  # options with words of their own
    word: str = ""
    label: str = ""  # words of its own
    fold: str = ""  # the word of the fold that it stands in

    def named_in(self, lang: str) -> str:
        """名: its label in a language."""
        return self.label or say(f"ask_{self.word or self.name}", lang)

    def pairs(self, lang: str) -> list[tuple[str, str]]:
        """選択肢: the options with their words in a language."""
        own = f"ask_{self.word or self.name}_"
        said = [
            (one, say(one if one in ("yes", "no") else own + (one or "none"), lang)) for one in self.options
        ]
        return [*said, *self.named]


class Part(NamedTuple):
    """部分: fields under the legend ``ask_{name}``; up to ``most`` times, then with buttons to add and remove."""

    name: str
    fields: tuple[Field, ...]
    most: int = 1
    folded: bool = False
    legend: str = ""  # words of its own

    def named_in(self, lang: str) -> str:
        """名: its legend in a language."""
        return self.legend or say(f"ask_{self.name}", lang)

    def folds(self) -> list[tuple[str, list[Field]]]:
        """折り畳み: the fields by the fold they stand in, in order."""
        found: dict[str, list[Field]] = {}
        for field in self.fields:
            found.setdefault(field.fold, []).append(field)
        return list(found.items())


class Draft:
    """下書き: what stands in the form, as it was written, and how many of each part there are."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.values: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self.button = "settle"
        for name, raw in pairs:
            value = clean(raw)
            if name == "do":
                self.button = value
            elif name.startswith("facts.") and value:
                self.facts[clean(name.removeprefix("facts."))] = value
            elif NAME.fullmatch(name):
                self.values[name] = value

    def get(self, name: str) -> str:
        """What stands in a field; empty for nothing."""
        return self.values.get(name, "")

    def count(self, part: Part) -> int:
        """How many of a part there are: one at least."""
        found = [
            int(n)
            for name in self.values
            if (n := name.split(".")[1]).isdigit() and name.startswith(part.name + ".")
        ]
        return min(part.most, max(found, default=0) + 1)

    def starts(self, part: Part) -> list[str]:
        """The beginnings of the names of a part's fields: ``spell.0``, or ``birth``."""
        if part.most == 1:
            return [part.name]
        return [f"{part.name}.{n}" for n in range(self.count(part))]

    def holds(self, starts: Sequence[str], fields: Sequence[Field]) -> bool:
        """Whether anything stands in one of some fields, besides what holds anyway."""
        return any(
            self.get(f"{start}.{one.name}") not in ("", one.options[0] if one.kind == "pick" else "")
            for start in starts
            for one in fields
        )

    def add(self, part: Part) -> None:
        """加える: one more of a part, as far as there is room."""
        if self.count(part) < part.most:
            self.values[f"{part.name}.{self.count(part)}.{part.fields[0].name}"] = ""

    def remove(self, part: Part, nth: int) -> None:
        """取り除く: the nth of a part."""
        count = self.count(part)
        for n in range(nth, count):
            for field in part.fields:
                after = self.values.pop(f"{part.name}.{n + 1}.{field.name}", None)
                self.values.pop(f"{part.name}.{n}.{field.name}", None)
                if after is not None:
                    self.values[f"{part.name}.{n}.{field.name}"] = after


class Writer:
    """書き手: builds the plain data of a room's form from a draft, and remembers which field each path came from."""

    def __init__(self, draft: Draft, parts: Sequence[Part], lang: str) -> None:
        self.draft = draft
        self.lang = lang
        self.data: dict[str, Any] = {}
        self.mistakes: list[Mistake] = []
        self.paths: dict[str, str] = {}
        self.fields = {
            f"{start}.{field.name}": field
            for part in parts
            for start in draft.starts(part)
            for field in part.fields
        }

    def value(self, name: str) -> Any:
        """値: of a field, by its kind; None for nothing. What cannot be read becomes a mistake."""
        field, text = self.fields.get(name), self.draft.get(name)
        if field is None or not text:
            return None
        if field.kind in ("choice", "radios", "pick"):
            known = [*field.options, *(key for key, _ in field.named)]
            return {"yes": True, "no": False}.get(text, text) if text in known else None
        try:
            return (
                {"number": number, "day": day}[field.kind](text) if field.kind in ("number", "day") else text
            )
        except Wrong as wrong:
            self.wrong(name, str(wrong), text)
            return None

    def put(self, path: str, name: str) -> Any:
        """書く: a field's value at a path of the form, as ``benefits.0.due``; nothing where it is empty."""
        self.paths[path] = name
        found = self.value(name)
        if found is not None:
            self.set(path, found)
        return found

    def need(self, path: str, name: str) -> Any:
        """書く: a value without which nothing can be answered; empty, it is a mistake."""
        found = self.put(path, name)
        if found is None and not any(one.field == name for one in self.mistakes):
            self.wrong(name, "ask_needed")
        return found

    def set(self, path: str, value: Any) -> None:
        """書く: a value at a path. Numbers in it count the entries of a list."""
        at: Any = self.data
        steps = path.split(".")
        for step, after in zip(steps, [*steps[1:], ""], strict=True):
            key: Any = int(step) if step.isdigit() else step
            empty: Any = [] if after.isdigit() else {}
            if after == "":
                empty = value
            if isinstance(key, int):
                at += [{} for _ in range(len(at), key)]  # entries of which nothing could be read
                at += [empty] if key == len(at) else []
            elif after == "" or key not in at:
                at[key] = empty
            at = at[key]

    def wrong(self, name: str, word: str, *values: object) -> None:
        """誤り: at a field."""
        self.mistakes.append(Mistake(name, say(word, self.lang, *values)))

    def mistake_of(self, error: InputError) -> Mistake:
        """誤りの欄: a mistake that the room found, at the field of the page."""
        path = re.sub(r"^\w+:\d+: ", "", error.where).replace(": ", ".").replace("[", ".").replace("]", "")
        if path.startswith("facts."):
            return mistake_in(error, self.lang, path)
        steps = path.split(".")
        for end in range(len(steps), 0, -1):
            start = ".".join(steps[:end])
            for known, name in self.paths.items():
                if known == start or known.startswith(f"{start}."):
                    return mistake_in(error, self.lang, name)
        return mistake_in(error, self.lang)
