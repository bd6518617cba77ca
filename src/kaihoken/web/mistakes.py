"""誤り: what is wrong with a field of a form."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import InputError, KaihokenError
from .replies import plain_words


class Mistake(NamedTuple):
    """誤り: what is wrong with a field, in the language of the page."""

    field: str  # its name in the form; empty for the whole
    text: str


def mistake_in(error: KaihokenError, lang: str, field: str = "") -> Mistake:
    """誤り: what is wrong and how to mend it, in the language of the page."""
    if lang == "ja" and error.ja:
        return Mistake(field, plain_words(error.ja))
    text = f"{error.what} {error.mend}".strip() if isinstance(error, InputError) else str(error)
    return Mistake(field, plain_words(text))
