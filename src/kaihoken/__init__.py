"""皆保険: Japan's public health insurance as a program.

>>> import kaihoken
>>> kaihoken.settle({"scheme": "elderly", "class": "一般Ⅱ", "month": "2026-08", "cost": 200000}).borne
22000
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .households.answer import Settlement
    from .households.form import Case
    from .households.settle import settle

__version__ = "0.1.0"
__all__ = ["Case", "Settlement", "settle"]

_PLACES = {"settle": "settle", "Settlement": "answer", "Case": "form"}


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that ``import kaihoken`` stays light."""
    if name not in _PLACES:
        raise AttributeError(f"module 'kaihoken' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f".households.{_PLACES[name]}", __name__), name)
