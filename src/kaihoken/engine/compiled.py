"""コンパイルした実行: the compiled run, for millions of bills.

Reference counting is off (``_nrt``, a private option of the pinned Numba): with it the same law runs
many times slower, and without it a rule that allocates is refused when it is compiled. Bounds are not
checked at each access: `sound` looks the columns through before each run.
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
from .bind import Namespace, copies, marks
from .sound import CHECKS
from .tables import FOLDER

OPTIONS: dict[str, Any] = {"_nrt": False, "boundscheck": False, "nogil": True}


# Reading and writing columns is most of the time a bill takes, so they are as narrow as they may be: one
# byte for marks, four for rows, months and the yen of one bill. Sums over bills keep eight. Row numbers that
# are never NONE have no sign: the compiled run then need not look whether one counts from the end. (Visits are
# counted, too: a difference of numbers without sign, met with one that has a sign, would be a float.)
_BYTE = """
    birth_day elderly turning_day moved tenths inpatient benefit_months hospital_months aid aid_in_kind joint
    undecided benefit member_senior benefit_month waived cash supplement_per insured_pension leave_long
"""
_ROWS = """
    terms first_part first_use first_member first_unit first_bill bill sheet program
"""
_FOUR = """
    month birth_month turning_month counter_terms designated first_visit aid_amount aid_times aid_most aid_month paid cost limit
    share special ordinary local borne due charged collected intractable ceiling
    outside outside_cost special_share special_cost residue alone left counted refund use_paid
    supplement supplement_floor supplement_unit
    joined lost rates office leave_first leave_after leave_length bonus_before standard bonus_month bonus_yen
    health child pension employer_health employer_child employer_pension
"""
WIDTH: dict[str, Any] = {
    **dict.fromkeys(_BYTE.split(), np.int8),
    **dict.fromkeys(_FOUR.split(), np.int32),
    **dict.fromkeys(_ROWS.split(), np.uint32),
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
def _space() -> Namespace:
    """The law's functions as compiled copies."""

    def wrap(mark: Mark, function: FunctionType) -> Any:
        if mark.function.__name__ == "need":
            function = FunctionType(_ask.__code__, function.__globals__, "need")
        return numba.njit(forceinline=True, **OPTIONS)(function)

    return copies(wrap)


def over_columns(function: Callable[..., None]) -> Callable[..., None]:
    """A function over columns, bound to the compiled law and kept in its folder."""
    config: Any = numba.config  # its settings are made at import and unknown to type checkers
    before = config.CACHE_DIR
    config.CACHE_DIR = str(cache_folder())
    try:
        code: FunctionType = function  # type: ignore[assignment]
        bound = FunctionType(code.__code__, _space(), code.__name__)
        return numba.njit(cache=True, **OPTIONS)(bound)  # type: ignore[no-any-return]
    finally:
        config.CACHE_DIR = before


@cache
def compiled(name: str) -> Callable[..., None]:
    """コンパイルした規定: a paragraph of the law by its name, over columns made by `arrays`.

    settle_month, add_month, settle_year, settle_allowances or pay_year. Raises sound.Unsound where a column points
    beyond its rows.
    """
    check = CHECKS[name]
    run = over_columns(marks()[name].function)

    def checked(*columns: Any) -> None:
        check(*columns)
        run(*columns)

    return checked


def settle_all() -> Callable[..., None]:
    """全件の精算: the compiled `law.household.settle_month`."""
    return compiled("settle_month")


@cache
def ages_all() -> Callable[..., None]:
    """全件の年齢: age group and fit to the scheme of many people; see `_ages`."""
    return over_columns(_ages)


@cache
def facts_all() -> Callable[..., None]:
    """全件の割合: tenths and month of the 75th birthday of many settled bills; see `_facts`."""
    return over_columns(_facts)


@cache
def workers_all() -> Callable[..., None]:
    """全件の被用者の区分: how many people stand as employees; see `_workers`."""
    return over_columns(_workers)


@cache
def relatives_all() -> Callable[..., None]:
    """全件の被扶養者の区分: how many people stand as dependants; see `_relatives`."""
    return over_columns(_relatives)


@cache
def gaps_all() -> Callable[..., None]:
    """全件の保険の空白: what late notices cost; see `_gaps`."""
    return over_columns(_gaps)


def _gaps(
    noticed: Any, due: Any, joined: Any, last: Any, cost: Any, paid: Any, tenths: Any,
    late: Any, clock: Any, levy: Any, premium: Any, share: Any, counted: Any, asked: Any,
) -> None:  # fmt: skip
    """Per notice: days late, the day a levy's time runs from, whether levy and premium may be charged, the bill's parts."""
    for i in range(len(late)):
        late[i] = days_late(noticed[i], due[i])  # type: ignore[name-defined] # noqa: F821
        clock[i] = levy_clock(due[i], joined[i])  # type: ignore[name-defined] # noqa: F821
        levy[i] = levy_settable(noticed[i], last[i], 0, 1)  # type: ignore[name-defined] # noqa: F821
        premium[i] = premium_collectable(noticed[i], last[i], 0)  # type: ignore[name-defined] # noqa: F821
        share[i] = share_with_cover(cost[i], tenths[i])  # type: ignore[name-defined] # noqa: F821
        counted[i] = counted_cost(cost[i], paid[i])  # type: ignore[name-defined] # noqa: F821
        asked[i] = asked_back(cost[i], tenths[i])  # type: ignore[name-defined] # noqa: F821


def _workers(
    jobs: Any, firm: Any, term: Any, share: Any, short: Any, public: Any, undecided: Any, standing: Any
) -> None:
    """Per row of `Job` columns: the standing as an employee; undecided: the fact that is missing."""
    for i in range(len(standing)):
        job = Job(  # type: ignore[name-defined] # noqa: F821
            jobs.kind[i], jobs.staff[i], jobs.chosen[i], jobs.existing[i], jobs.contract[i], jobs.beyond[i],
            jobs.full[i], jobs.minutes[i], jobs.regular_minutes[i], jobs.days[i], jobs.regular_days[i],
            jobs.wage[i], jobs.expected[i], jobs.student[i], jobs.size[i], jobs.public[i], jobs.agreement[i],
        )  # fmt: skip
        standing[i] = employee_standing(job, firm, term, share, short, public, undecided, i)  # type: ignore[name-defined] # noqa: F821


def _relatives(
    kin: Any,
    general: Any,
    senior: Any,
    young: Any,
    by_contract: Any,
    most: Any,
    undecided: Any,
    standing: Any,
) -> None:
    """Per row of `Relative` columns: the standing as a dependant; undecided: the fact that is missing."""
    for i in range(len(standing)):
        one = Relative(  # type: ignore[name-defined] # noqa: F821
            kin.near[i], kin.together[i], kin.resident[i], kin.based[i], kin.excluded[i], kin.old[i], kin.senior[i],
            kin.disabled[i], kin.young[i], kin.spouse[i], kin.income[i], kin.contract[i], kin.wages_only[i],
            kin.overshoot[i], kin.certified[i], kin.insured_income[i], kin.remittance[i],
        )  # fmt: skip
        standing[i] = dependant_standing(one, general, senior, young, by_contract, most, undecided, i)  # type: ignore[name-defined] # noqa: F821


def _ages(
    birth_month: Any, birth_day: Any, month: Any, elderly: Any, young: Any, earlier: Any, ages: Any,
    group: Any, past: Any, before: Any,
) -> None:  # fmt: skip
    """Per row: the age group; past: too old for a scheme that ends at 75; before: too young for the elderly one.

    young: 1 where the scheme ends at 75; earlier: years before 75 from which the elderly scheme is open.
    """
    for i in range(len(group)):
        group[i] = age_group(birth_month[i], birth_day[i], month[i], elderly[i], ages)  # type: ignore[name-defined] # noqa: F821
        past[i] = young[i] and past_old(birth_month[i], birth_day[i], month[i], ages)  # type: ignore[name-defined] # noqa: F821
        before[i] = elderly[i] and before_old(birth_month[i], month[i], earlier[i], ages)  # type: ignore[name-defined] # noqa: F821


def _facts(book: Any, bills: Any, work: Any, tenths: Any, turns: Any) -> None:
    """Per bill: the tenths of the share, and 1 in the month of the 75th birthday."""
    for b in range(len(tenths)):
        terms = terms_at(book.terms, bills.terms[b])  # type: ignore[name-defined] # noqa: F821
        tenths[b] = tenths_of(book, bills, work, b, terms)  # type: ignore[name-defined] # noqa: F821
        turns[b] = turns_old(bills.turning_month[b], bills.turning_day[b], bills.month[b], book.ages)  # type: ignore[name-defined] # noqa: F821


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
