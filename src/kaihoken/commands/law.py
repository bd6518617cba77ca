"""法令の命令: kaihoken law."""

from __future__ import annotations

from typing import Any

from ..engine import dates
from ..engine.changes import differing as differing
from ..engine.changes import entry
from ..engine.tables import tables
from ..errors import InputError
from .files import print_json


def law(
    subject: str = "",
    /,
    *,
    on: str | None = None,
    changes: tuple[str, str] | None = None,
    json: bool = False,
) -> int:
    """Print the figures of the law in a month, or what changes between two months.

    Parameters
    ----------
    subject
        A word in the name of the tables to print, in English or Japanese: ``cap``, 食事.
    on
        A treatment month or day, as 2026-08 or 2026-08-15; by default every period is printed.
    changes
        Two months or days: what differs between them.
    json
        Print JSON instead of text.
    """
    book = tables()
    if changes is not None:
        found = differing(book, _month(changes[0]), _month(changes[1]))
    elif on is not None:
        found = [entry(row, book) for s in book.series.values() for row in (s.on(_month(on)) or {}).values()]
    else:
        found = [entry(row, book) for row in book.all_rows()]
    if subject:
        named = {
            s.name
            for s in book.series.values()
            if any(subject.lower() in w.lower() for w in (s.name, s.en, s.ja))
        }
        if not named:
            raise InputError(
                f"no table is about '{subject}'.",
                mend="Leave it out to print every table.",
                ja=f"「{subject}」の表はありません。指定しなければ、すべての表を表示します。",
            )
        found = [one for one in found if one["series"] in named]
    if on is not None and not found:
        raise InputError(
            f"there are no figures for {on}.",
            mend="The tables begin in 2006-04.",
            ja=f"{on}の数字はありません。表は2006年4月からです。",
        )
    if json:
        print_json(found)
        return 0
    series = ""
    for one in found:
        if one["series"] != series:
            series = one["series"]
            print(f"\n{book.series[series].ja} / {book.series[series].en} [{series}]")
        print("  " + _line(one))
    return 0


def _month(text: str) -> int:
    """A month, or the month of a day."""
    return dates.month(text[:7] if len(text) == 10 else text)


def _values(values: dict[str, Any] | None) -> str:
    if values is None:
        return "—"
    return ", ".join(f"{k} {v:,}" if isinstance(v, int) else f"{k} {v}" for k, v in values.items())


def _line(one: dict[str, Any]) -> str:
    marks = [m for m in (one["status"], one["evidence"]) if m not in ("in_force", "law", "official")]
    mark = f" [{', '.join(marks)}]" if marks else ""
    if "before" in one and one["before"] == one["after"]:
        return f"{one['key']}: {_values(one['after'])}, evidence now {one['evidence']}  {one['basis']}"
    if "before" in one:
        return f"{one['key']}: {_values(one['before'])}  →  {_values(one['after'])}{mark}  {one['basis']}"
    return f"{one['key']} ({one['from']}–): {_values(one['values'])}{mark}  {one['basis']}"
