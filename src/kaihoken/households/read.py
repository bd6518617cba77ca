"""事例を読む: the reader of `forms.read`, for cases of households."""

from __future__ import annotations

from typing import Any

from ..forms import read
from . import form


def read_text(text: str, name: str = "-") -> list[read.Read[form.Case]]:
    """読む: every case of a text, in order; mistakes are carried, not raised."""
    return read.read_text(text, form.Case, name)


def parse(data: Any, name: str = "case", lines: read.Lines | None = None) -> form.Case:
    """形を確かめる: plain data to a case. Raises InputError with the field in its place."""
    return read.parse(data, form.Case, name, lines)
