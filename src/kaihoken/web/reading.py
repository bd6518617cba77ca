"""書かれたものを読む: numbers and days as people write them: full-width, with commas, units or slashes."""

from __future__ import annotations

import re
import unicodedata

MOST = 200  # characters of a field


class Wrong(Exception):
    """読めない欄: the name of the words that say so."""


def clean(raw: str) -> str:
    """A value without control characters, not longer than a field."""
    return "".join(c for c in raw[:MOST] if c.isprintable()).strip()


def number(text: str) -> int | None:
    """数: 30万, １００,０００円; None for nothing. Raises Wrong."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[,、 _¥\\]|円|yen|点|points?|歳|才|years?|週|weeks?|人|時間|hours?", "", plain)
    if not plain:
        return None
    if found := re.fullmatch(r"([0-9]{1,6})万([0-9]{1,4})?", plain):
        return int(found[1]) * 10_000 + int(found[2] or 0)
    if not re.fullmatch(r"[0-9]{1,12}", plain):
        raise Wrong("wrong_number")
    return int(plain)


def day(text: str) -> str | None:
    """日: 2026/8/3, 2026年8月3日; None for nothing. Raises Wrong."""
    plain = re.sub(r"[/.年月]", "-", unicodedata.normalize("NFKC", text)).removesuffix("日")
    if not plain:
        return None
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", plain):
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    raise Wrong("wrong_day")
