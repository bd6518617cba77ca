"""目録の命令: kaihoken catalogue."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import Literal

from ..catalogue.entry import Entry, Kind
from ..catalogue.find import search
from ..catalogue.load import catalogue as entries
from ..catalogue.standing import in_force
from ..catalogue.summary import amount, amounts, row_of, status_of, whole
from ..forms.read import day as day_of
from .files import language, print_json
from .text import padded, width

COLUMNS = ("id", "kind", "ja", "en", "maker_ja", "maker_en", "status", "approved", "valid_until", "listed", "price", "unit", "evidence")  # fmt: skip


def catalogue(
    *query: str,
    on: str | None = None,
    kind: Kind | None = None,
    json: bool = False,
    csv: bool = False,
    lang: Literal["ja", "en"] | None = None,
) -> int:
    """Look up products, services and published figures: status, price and terms on a day.

    Exit code 0: something fits; 1: nothing does.

    Parameters
    ----------
    query
        Words of a name, the maker or what it is, in Japanese or English; without any, everything.
    on
        The day; today when left out.
    kind
        Only of one kind.
    json
        Print JSON: the whole entries with their sources, and their status on the day.
    csv
        Print CSV: a line each, and a line for each published figure.
    lang
        ja or en; by default the terminal's language.
    """
    day = date.today() if on is None else day_of(on, "The day")
    found = search(entries(), " ".join(query), kind)
    if json:
        print_json([whole(entry, day) for entry in found])
    elif csv:
        _csv(found, day)
    elif not found:
        none, none_ja = (
            f"nothing is called '{' '.join(query)}'.",
            f"「{' '.join(query)}」は目録にありません。",
        )
        print(f"kaihoken catalogue: {none_ja if language(lang) == 'ja' else none}", file=sys.stderr)
    else:
        _text(found, day, language(lang), full=len(found) <= 3)
    return 0 if found else 1


def _csv(found: list[Entry], day: date) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in found:
        writer.writerow(row_of(entry, day))
        for one in entry.figure:
            if one.on <= day.isoformat():
                writer.writerow(
                    {
                        "id": f"{entry.id}.{one.key}",
                        "kind": "figure",
                        "ja": one.ja,
                        "en": one.en,
                        "listed": one.on,
                        "price": one.value,
                        "unit": one.unit,
                        "evidence": one.evidence,
                    }
                )


def _text(found: list[Entry], day: date, lang: str, full: bool) -> None:
    ja = lang == "ja"
    first = max(width(entry.ja if ja else entry.en) for entry in found) + 2
    for entry in found:
        row = row_of(entry, day)
        said = status_of(entry, row["status"], lang)
        price = "" if not row["price"] else f"  {amounts(entry, day, lang)}"
        print(f"{padded(entry.ja if ja else entry.en, first)}{said}{price}")
        if not full:
            continue
        print(f"  {entry.what_ja if ja else entry.what_en}")
        for label, value in (("承認" if ja else "approved", row["approved"]), ("期限" if ja else "valid until", row["valid_until"]), ("保険適用" if ja else "listed", row["listed"])):  # fmt: skip
            if value:
                print(f"  {label}: {value}")
        for one in entry.outcome:
            print(f"  {one.date}: {one.ja if ja else one.en} [{one.evidence}]")
        for price_ in entry.price:
            told = amount(price_, lang)
            name = f"{price_.name_ja if ja else price_.name} " if price_.name else ""
            print(
                f"  {price_.from_}: {name}{told} ({price_.unit_ja if ja else price_.unit}) [{price_.evidence}]"
            )
        for figure in entry.figure:
            if figure.on <= day.isoformat():
                value = figure.value if figure.value == "unknown" else f"{figure.value:,}"
                print(
                    f"  {figure.on}: {figure.ja if ja else figure.en}: {value} {figure.unit} [{figure.evidence}]"
                )
        for said_ in (
            *in_force(entry.rule, day),
            *in_force(entry.condition, day),
            *in_force(entry.duty, day),
        ):
            print(f"  - {said_.ja if ja else said_.en} [{said_.evidence}]")
        for doubt in entry.unverified_ja if ja else entry.unverified_en:
            print(f"  ! {doubt}")
