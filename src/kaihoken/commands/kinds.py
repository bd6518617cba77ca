"""様式の種類: which form a file holds, and what answers it.

A form is known by the field that opens it: ``benefits``, ``premium``, …; without any of these it is a
case of a household.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ..forms.fields import Example, Request
from ..forms.reply import Reply
from ..households.form import Case

# field that opens the form: (room, name of the form in its ``form`` module)
KINDS: dict[str, tuple[str, str]] = {
    "benefits": ("benefits", "Benefits"),
    "premium": ("premiums", "Premium"),
    "enrol": ("enrolment", "Enrol"),
    "covered": ("catalogue", "Covered"),
    "decide": ("decisions", "Decide"),
}


def form_of(kind: str) -> type[Request]:
    """様式: the form that a field opens."""
    room, name = KINDS[kind]
    found: type[Request] = getattr(import_module(f"kaihoken.{room}.form"), name)
    return found


def answer_of(kind: str) -> Callable[..., Reply]:
    """答える関数: of a form: ``answer(form, *, strict=False, law=None)``."""
    found: Callable[..., Reply] = import_module(f"kaihoken.{KINDS[kind][0]}.answer").answer
    return found


def kind_of(data: Mapping[str, Any]) -> str | None:
    """様式の種類: by the field that opens it; None for a case of a household."""
    return next((kind for kind in KINDS if kind in data), None)


def any_form(data: Mapping[str, Any]) -> type[Example]:
    """様式: the form of plain data."""
    kind = kind_of(data)
    return Case if kind is None else form_of(kind)


def kind_of_form(form: Example) -> str | None:
    """様式の種類: of a form that was read."""
    return next((kind for kind in KINDS if type(form) is form_of(kind)), None)
