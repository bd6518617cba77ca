"""適用の命令: kaihoken covered."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from ..catalogue.answer import answer
from ..catalogue.form import Covered, Facility, Patient
from ..errors import InputError
from .files import language, print_json, read
from .reply import ask_files, letter

Whose = TypeVar("Whose", bound=msgspec.Struct)


def covered(
    item: str,
    /,
    *,
    on: str | None = None,
    patient: Path | None = None,
    facility: Path | None = None,
    all_classes: bool = False,
    explain: bool = False,
    json: bool = False,
    lang: Literal["ja", "en"] | None = None,
    strict: bool = False,
) -> int:
    """Ask whether a product or service is covered on a day: its approval, its criteria, what is paid.

    Exit code 0: answered; 1: a fact is missing; 2: it could not be answered.

    Parameters
    ----------
    item
        A name of the catalogue in Japanese or English, or a file of questions (`covered:`, docs/catalogue.md).
    on
        The day, as 2026-08-10.
    patient
        A YAML file: birth or age, facts, insurer and class, certificates.
    facility
        A YAML file: facts of the hospital and the physician.
    all_classes
        What is paid in every income class.
    explain
        Print every sentence with its article.
    json
        Print JSON instead of text.
    lang
        ja or en; by default the terminal's language.
    strict
        Refuse answers that rest on unconfirmed statements.
    """
    if item.endswith((".yaml", ".json")) or item in ("-", "<stdin>"):
        return ask_files("covered", (item,), explain, json, lang, strict)
    if on is None:
        raise InputError(
            "the day is missing.",
            "--on",
            "Write --on 2026-08-10.",
            "日がありません。--on 2026-08-10のように書いてください。",
        )
    form = Covered(
        covered=item,
        on=on,
        patient=_read(patient, Patient),
        facility=_read(facility, Facility),
        all_classes=all_classes,
    )
    reply = answer(form, strict=strict)
    if json:
        print_json(reply)
    else:
        print(letter(reply, language(lang), full=explain), end="")
    return 0 if reply.decided else 1


def _read(path: Path | None, kind: type[Whose]) -> Whose | None:
    """The one form of a file."""
    if path is None:
        return None
    found: list[Any] = read(str(path), kind)
    if found[0].error is not None:
        raise found[0].error
    if len(found) > 1:
        raise InputError(
            "there are several in this file.",
            str(path),
            "Keep one.",
            "このファイルには2つ以上あります。1つだけにしてください。",
        )
    one: Whose = found[0].case
    return one
