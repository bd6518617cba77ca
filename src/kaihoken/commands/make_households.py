"""模擬世帯の命令: kaihoken make-households."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from ..errors import InputError
from .files import language, print_json

HEAD = {
    "en": ("target", "sample", "ratio", "what (unit; evidence of the target)"),
    "ja": ("目標", "標本", "比", "項目（単位・目標値の確かさ）"),
}
WORDS_JA = {
    "bills": "件",
    "yen": "円",
    "%": "%",
    "published": "公表値",
    "derived": "公表値から算出",
    "assumption": "仮定",
}


def make_households(
    *,
    people: int,
    months: int,
    out: Path,
    seed: int = 1,
    from_: str = "2026-08",
    lang: Literal["ja", "en"] | None = None,
    json: bool = False,
) -> int:
    """Make up households with bills as tables for `kaihoken settle`, tuned to published figures.

    Nobody in them exists, and nothing about real people follows from them.

    Parameters
    ----------
    people
        How many people, 1 or more.
    months
        How many months of treatment, 1 to 60.
    out
        The folder for the tables; it must not hold any yet.
    seed
        The same seed, people, months and first month give the same tables.
    from_
        The first month of treatment, 2022-10 or later.
    lang
        Language of the report, ja or en; by default that of the terminal.
    json
        Print the report as JSON.
    """
    try:
        from ..settlement.population import make_households as make
        from ..settlement.population.calibration import compare
    except ModuleNotFoundError as error:
        raise InputError(
            f"{error.name} is not installed.",
            mend="Install the packages for tables: pip install 'kaihoken[batch]'.",
            ja=f"{error.name}がありません。表のためのパッケージを入れてください: pip install 'kaihoken[batch]'",
        ) from None
    make(people, months, seed, from_, out, _progress)
    rows = compare(out, from_, months)
    if json:
        print_json([row._asdict() for row in rows])
        return 0
    tongue = language(lang)
    target, sample, ratio, what = HEAD[tongue]
    print(f"{target:>14} {sample:>14} {ratio:>7}  {what}")
    for row in rows:
        label, unit, evidence = row.what, row.unit, row.evidence
        if tongue == "ja":
            label, unit, evidence = row.what_ja, WORDS_JA[unit], WORDS_JA[evidence]
        shown = "—" if row.ratio is None else f"{row.ratio:.3f}"
        print(f"{_number(row.target):>14} {_number(row.sample):>14} {shown:>7}  {label} ({unit}; {evidence})")
    return 0


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}"


def _progress(done: int, total: int) -> None:
    """Progress on standard error: one line, rewritten on a terminal."""
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    print(f"{done:,} / {total:,}", end=end, file=sys.stderr, flush=True)
