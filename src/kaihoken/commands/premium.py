"""保険料の命令: kaihoken premium."""

from __future__ import annotations

from typing import Literal

from .reply import ask_files


def premium(
    *files: str,
    explain: bool = False,
    json: bool = False,
    lang: Literal["ja", "en"] | None = None,
    strict: bool = False,
) -> int:
    """Premiums of an employee's month or bonus, the standard remuneration, continuation, the municipal levy.

    Exit code 0: all answered; 1: a fact is missing somewhere, so that possible outcomes are told; 2: a
    question could not be answered. The others are answered all the same.

    Parameters
    ----------
    files
        YAML or JSON files; ``-`` reads standard input.
    explain
        Print every sentence with its article.
    json
        Print JSON instead of text.
    lang
        ja or en; by default the terminal's language.
    strict
        Refuse answers that rest on unconfirmed figures.
    """
    return ask_files("premium", files, explain, json, lang, strict)
