"""呼出しの結び替え: one text, three runs.

The engine never translates a rule. It makes copies of the same code objects whose global names are
bound to something else: to one another (plain), to recorders (traced), to compiled copies.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any

from .. import law
from ..law.marks import MARKS, Mark

Namespace = dict[str, Any]


@cache
def marks() -> dict[str, Mark]:
    """規定の一覧: every marked function of the law by its name."""
    for module in pkgutil.iter_modules(law.__path__):
        import_module(f"{law.__name__}.{module.name}")
    return dict(MARKS)


@cache
def constants() -> Namespace:
    """定数: the names of the law that are not marked functions: shapes, codes, builtins.

    Raises ValueError where two modules of the law give one name two meanings.
    """
    found: Namespace = {"__builtins__": __builtins__}
    functions = marks()
    for mark in functions.values():
        for name, value in mark.function.__globals__.items():
            if name.startswith("__") or name in functions:
                continue
            if name in found and found[name] is not value:
                raise ValueError(f"the law means two things by {name}")
            found[name] = value
    return found


def copies(wrap: Callable[[Mark, FunctionType], Any]) -> Namespace:
    """写し: copies of every function of the law, bound to one another through ``wrap``."""
    space = {**constants(), "__name__": __name__}
    for name, mark in marks().items():
        code: FunctionType = mark.function  # type: ignore[assignment]
        space[name] = wrap(mark, FunctionType(code.__code__, space, name, code.__defaults__))
    return space
