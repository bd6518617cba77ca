"""コンパイルした実行: the compiled run, for millions of bills.

Reference counting is off (``_nrt``, a private option of the pinned Numba): with it the same law runs
many times slower, and without it a rule that allocates is refused when it is compiled.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
import numpy as np

from ..law.marks import Mark
from ..law.shapes import Band, Book, Marks, Program, Shares, Terms
from .bind import copies, marks
from .tables import FOLDER

OPTIONS: dict[str, Any] = {"_nrt": False, "boundscheck": True, "nogil": True}


# Reading and writing columns is most of the time a bill takes, so they are as narrow as they may be: one
# byte for marks, four for rows, months and the yen of one bill. Sums over bills keep eight.
_BYTE = """
    birth_day elderly turning_day moved tenths inpatient benefit_months hospital_months aid aid_in_kind joint
    undecided benefit member_senior benefit_month waived cash supplement_per
"""
_FOUR = """
    month birth_month turning_month terms counter_terms first_part first_visit first_use first_member first_unit
    first_bill bill designated sheet program aid_amount aid_times aid_most aid_month paid cost limit
    share special ordinary local borne due charged collected intractable ceiling
    outside outside_cost special_share special_cost residue alone left counted refund use_paid
    supplement supplement_floor supplement_unit
"""
WIDTH: dict[str, Any] = {
    **dict.fromkeys(_BYTE.split(), np.int8),
    **dict.fromkeys(_FOUR.split(), np.int32),
}


def folder_hash(folder: Path) -> str:
    """法令の版: a hash of every text and table of a law folder, and of what compiles it."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__} {OPTIONS} {WIDTH}".encode())
    for path in [*sorted(folder.glob("*.py")), *sorted((folder / "tables").glob("*.toml")), Path(__file__)]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def law_hash() -> str:
    """法令の版: the hash of the law at hand."""
    return folder_hash(FOLDER.parent)


def cache_folder() -> Path:
    """Where compiled law is kept: one folder per version of the law."""
    root = os.environ.get("KAIHOKEN_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "kaihoken" / law_hash()


def _ask(value: int, fact: int, row: int, undecided: Marks, b: int) -> int:
    """必要な事実 (compiled): marks the bill undecided instead of stopping."""
    if value < 0:
        undecided[b] = fact
        return 0
    return value


@cache
def compiled(name: str) -> Callable[..., None]:
    """コンパイルした規定: a paragraph of the law by its name, compiled, over columns made by `arrays`."""
    config: Any = numba.config  # its settings are made at import and unknown to type checkers
    before = config.CACHE_DIR
    config.CACHE_DIR = str(cache_folder())
    try:

        def wrap(mark: Mark, function: FunctionType) -> Any:
            if mark.function.__name__ == "need":
                function = FunctionType(_ask.__code__, function.__globals__, "need")
            return numba.njit(forceinline=True, **OPTIONS)(function)

        code: Any = marks()[name].function
        return numba.njit(cache=True, **OPTIONS)(FunctionType(code.__code__, copies(wrap), name))  # type: ignore[no-any-return]
    finally:
        config.CACHE_DIR = before


def settle_all() -> Callable[..., None]:
    """全件の精算: the compiled `law.household.settle_month`."""
    return compiled("settle_month")


ROWS: dict[str, Any] = {"shares": Shares, "bands": Band, "terms": Terms, "programs": Program}


def _records(kind: Any, rows: Any) -> Any:
    """Rows of figures as records: one bounds check finds a row, and its fields need none."""
    return np.array([tuple(row) for row in rows], dtype=[(name, np.int64) for name in kind._fields])


def arrays(table: Any) -> Any:
    """列を配列に: the same columns as arrays; a book keeps its single figures.

    Raises OverflowError for a bill of more than 2,147,483,647 yen, which the other runs take.
    """
    if isinstance(table, Book):
        rows = {name: _records(kind, getattr(table, name)) for name, kind in ROWS.items()}
        return table._replace(specials=arrays(table.specials), **rows)
    return type(table)(
        *(
            np.asarray(column, dtype=WIDTH.get(name, np.int64))
            for name, column in zip(table._fields, table, strict=True)
        )
    )
