"""年月: months as whole numbers, ``year * 12 + month - 1``, and back."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from ..errors import InputError

NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@lru_cache(4096)  # a case names the same few months again and again
def month(text: str) -> int:
    """The month of ``YYYY-MM``. Raises InputError when it is not one."""
    found = MONTH.fullmatch(text)
    if not found:
        raise InputError(
            f"'{text}' is not a month.",
            mend="Write it as 2026-08.",
            ja=f"「{text}」は月ではありません。2026-08のように書いてください。",
        )
    return int(found[1]) * 12 + int(found[2]) - 1


def text(number: int) -> str:
    """``YYYY-MM`` of a month."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def words(number: int, lang: str) -> str:
    """A month as people write it."""
    if lang == "ja":
        return f"{number // 12}年{number % 12 + 1}月"
    return f"{NAMES[number % 12]} {number // 12}"


def last_day(number: int) -> str:
    """The last day of a month, ``YYYY-MM-DD``."""
    return f"{text(number)}-{monthrange(number // 12, number % 12 + 1)[1]:02d}"
