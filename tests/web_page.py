"""A form of *What will I pay?* as a person fills it, and what a reader reads of a page."""

from __future__ import annotations

import html
import re
from typing import Any

STAY = {
    "people.0.id": "A",
    "people.0.age": "40",
    "people.0.insurance": "employee",
    "people.0.class": "ウ",
    "bills.0.id": "b1",
    "bills.0.month": "2026-08",
    "bills.0.what": "inpatient",
    "bills.0.place": "市立病院",
    "bills.0.amount": "1,000,000",
}


def words_of(markup: str) -> str:
    """What a reader reads of a piece of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def text(response: Any) -> str:
    """What a reader reads of an answer."""
    return words_of(response.text)
