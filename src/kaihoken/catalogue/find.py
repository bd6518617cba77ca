"""目録を引く: finds entries by any of their names, in both languages."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping

from ..errors import InputError
from .entry import Entry


def folded(text: str) -> str:
    """表記を揃える: width, case, and katakana and hiragana made alike; spaces and dots dropped."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kana = "".join(chr(ord(c) - 96) if "ァ" <= c <= "ヶ" else c for c in plain)
    return "".join(c for c in kana if c.isalnum() or c == "ー")


def names(entry: Entry) -> list[str]:
    """名称: everything an entry is called."""
    return [entry.id, entry.ja, entry.en, *entry.aliases]


def search(entries: Mapping[str, Entry], query: str, kind: str | None = None) -> list[Entry]:
    """目録を引く: the entries with every word of a query in a name, the maker or what it is; exact names first."""
    words = [word for part in query.split() if (word := folded(part))]
    whole = folded(query)
    found = []
    for entry in entries.values():
        if kind is not None and entry.kind != kind:
            continue
        text = [
            folded(t) for t in (*names(entry), entry.maker_ja, entry.maker_en, entry.what_ja, entry.what_en)
        ]
        if all(any(word in t for t in text) for word in words):
            exact = any(folded(name) == whole for name in names(entry))
            begins = any(folded(name).startswith(whole) for name in names(entry))
            found.append((not exact, not begins, entry))
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


def one(entries: Mapping[str, Entry], name: str) -> Entry:
    """項目を名前で引く: the one entry of a name. Raises InputError where none or several fit."""
    whole = folded(name)
    exact = [entry for entry in entries.values() if whole in map(folded, names(entry))]
    if len(exact) == 1:
        return exact[0]
    near = exact or search(entries, name)
    if len(near) == 1:
        return near[0]
    if near:
        told = ", ".join(f"{entry.id} ({entry.ja})" for entry in near[:8])
        told_ja = "、".join(f"{entry.ja}（{entry.id}）" for entry in near[:8])
        raise InputError(
            f"'{name}' may be several things.",
            "covered",
            f"Name one: {told}.",
            f"「{name}」に当たるものがいくつかあります。1つを書いてください: {told_ja}。",
        )
    known = {folded(n): entry for entry in entries.values() for n in names(entry)}
    close = difflib.get_close_matches(whole, known, 1, 0.6)
    hint = f"Did you mean {known[close[0]].id} ({known[close[0]].ja})? " if close else ""
    hint_ja = f"{known[close[0]].ja}（{known[close[0]].id}）のことですか。" if close else ""
    raise InputError(
        f"'{name}' is not in the catalogue, so nothing can be said of it.",
        "covered",
        hint + "See `kaihoken catalogue`; for a treatment that is not listed ask the hospital in writing "
        "whether insurance pays for it.",
        f"「{name}」は目録にないので、お答えできません。{hint_ja}"
        "目録にない治療は、保険が使えるかどうかを病院に書面で尋ねてください。",
    )
