"""判断の命令: kaihoken decide."""

from __future__ import annotations

from typing import Literal

from .reply import ask_files


def decide(
    *files: str,
    explain: bool = False,
    json: bool = False,
    lang: Literal["ja", "en"] | None = None,
    strict: bool = False,
) -> int:
    """Decide questions of approval, online care and add-ons, step by step with articles.

    Exit code 0: all decided; 1: a fact is missing somewhere; 2: one could not be answered.

    Parameters
    ----------
    files
        YAML or JSON files; ``-`` reads standard input.
    explain
        Print every sentence and article.
    json
        Print JSON instead of text.
    lang
        ja or en; by default the terminal's language.
    strict
        Refuse answers that rest on unconfirmed figures.
    """
    return ask_files("decide", files, explain, json, lang, strict)
