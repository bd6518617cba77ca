"""欄: the fields that every form shares.

Amounts are whole yen, months ``YYYY-MM``, days ``YYYY-MM-DD``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Yen = Annotated[int, Meta(ge=0, description="whole yen")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="YYYY-MM-DD")]
Month = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="YYYY-MM")]
Name = Annotated[str, Meta(min_length=1)]


class Form(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """様式: base of all forms; unknown fields are refused."""


class Source(Form):
    """出典: who published the example, and how good the evidence is."""

    publisher: str = ""
    url: str = ""
    grade: Literal["A", "B", "C", "D", "X"] | None = None
    id: str = ""
    figures: str = ""


class Example(Form):
    """事例: what every form may carry: title, source, note."""

    title: str = ""
    title_ja: str = ""
    source: Source | None = None
    note: str = ""


Expected = dict[str, dict[str, int | str]]  # the published answer: values by group and line


class Request(Example):
    """請求の様式: base of the forms that are answered by a reply. facts: answers to its questions by their keys."""

    expect: Expected = {}
    facts: dict[str, int | str] = {}
