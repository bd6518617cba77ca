"""現金給付の命令: kaihoken benefits."""

from __future__ import annotations

from .reply import ask_files


def benefits(
    *files: str, explain: bool = False, json: bool = False, lang: str | None = None, strict: bool = False
) -> int:
    """Tell benefits in cash: sickness and maternity allowances, childbirth lump sum, funeral payment.

    Parameters
    ----------
    files
        Files of forms, or - for standard input.
    explain
        Print every sentence of the explanation and the articles.
    json
        Print JSON instead of text.
    lang
        ja or en; without it the language of the terminal.
    strict
        Refuse answers that rest on unconfirmed figures.
    """
    return ask_files("benefits", files, explain, json, lang, strict)
