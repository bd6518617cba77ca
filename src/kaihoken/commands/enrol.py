"""資格の命令: kaihoken enrol."""

from __future__ import annotations

from .reply import ask_files


def enrol(
    *files: str, explain: bool = False, json: bool = False, lang: str | None = None, strict: bool = False
) -> int:
    """Say which scheme each person belongs to on a day, from when, what to show and what to do.

    Exit code 0: all answered; 1: a fact is missing somewhere; 2: one could not be answered.

    Parameters
    ----------
    files
        YAML or JSON files; - reads standard input.
    explain
        Show every sentence and the articles of the lines.
    json
        Print JSON instead of text.
    lang
        ja or en; that of the terminal without it.
    strict
        Refuse answers that rest on unconfirmed figures.
    """
    return ask_files("enrol", files, explain, json, lang, strict)
