"""誤り: what is wrong with a field of a form."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """誤り: what is wrong with a field, in the language of the page."""

    field: str  # its name in the form; empty for the whole
    text: str
    lang: str = ""  # of the text, where it is not that of the page
