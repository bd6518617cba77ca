"""The household's sum below 70 for many people: the whole law, paragraph 1 of the same text alone, OpenFisca."""

from __future__ import annotations

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import rival
from report import Row, best, progress

from kaihoken.engine import dates
from kaihoken.engine.book import Shelf
from kaihoken.engine.compiled import WIDTH, arrays, compiled, over_columns
from kaihoken.engine.tables import tables
from kaihoken.law.shapes import (
    NONE,
    Bills,
    Households,
    Members,
    Parts,
    Sheets,
    Units,
    Uses,
    Visits,
    Work,
)

PEOPLE = 1_000_000
MONTH = dates.month("2026-08")
CLASSES = ("ア", "イ", "ウ", "エ", "オ")
AIM_WHOLE, AIM_ALONE = 4.0, 30.0
BLOCK = 20_000  # people settled at once, so that the columns stay in the processor's cache
NO_USES, NO_SHEETS, NO_VISITS = arrays(Uses([], [])), arrays(Sheets([])), arrays(Visits([]))


def paragraph_1(
    cost: Any, of: Any, income_class: Any, row: Any, bands: Any, joining: Any, refund: Any
) -> None:
    """Article 41, paragraph 1, by the law's own rules: what comes back to each household, yen.

    of: each person's household, in order; row: per class its cap.
    """
    p = 0
    for h in range(len(refund)):
        shares = 0
        costs = 0
        while p < len(of) and of[p] == h:
            own = own_share(cost[p], 3)  # type: ignore[name-defined] # noqa: F821
            if joins_sum(own, 0, joining, 0):  # type: ignore[name-defined] # noqa: F821
                shares += own
                costs += cost[p]
            p += 1
        band = band_at(bands, row[income_class[h]])  # type: ignore[name-defined] # noqa: F821
        refund[h] = shares - within_cap(shares, band, costs, False, 0)  # type: ignore[name-defined] # noqa: F821


def people(seed: int = 1) -> dict[str, Any]:
    """A cost for each of a million people, their household and its class; households in order."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 5, PEOPLE)
    household = np.repeat(np.arange(PEOPLE), sizes)[:PEOPLE]
    cost = (np.exp(rng.uniform(np.log(100), np.log(300_000), PEOPLE))).astype(np.int64) * 10
    return {
        "household": household,
        "cost": cost,
        "income_class": rng.integers(0, 5, household[-1] + 1),
    }


def whole_law(given: dict[str, Any]) -> Any:
    """Arrays in, yen per household out, through `settle_month` and everything in it, block after block."""
    cost, of = given["cost"], given["household"]
    shelf = Shelf(tables())
    rows = np.array([shelf.terms(MONTH, name, False, False) for name in CLASSES], WIDTH["terms"])
    book, settle = arrays(shelf.book()), compiled("settle_month")
    size = np.bincount(of, minlength=len(given["income_class"]))
    first = np.zeros(len(size) + 1, np.int64)
    np.cumsum(size, out=first[1:])
    row, several = rows[given["income_class"]], size > 1
    ends = np.searchsorted(first, np.arange(BLOCK, len(cost) + BLOCK, BLOCK), "right") - 1
    columns, work = _block(int(np.max(np.diff(first[ends], prepend=0))))
    found, sums = np.zeros(len(size), np.int64), np.zeros(len(work.share) + 1, np.int64)
    begin = 0
    for end in ends.tolist():
        a, z = int(first[begin]), int(first[end])
        n, count = z - a, end - begin
        for column in work:
            column[:n] = 0
        household = of[a:z]
        columns["terms"] = columns["counter_terms"] = row[household]
        columns["joint"] = several[household].view(np.int8)
        none, zero, mark, one = (columns[name] for name in ("paid", "first_use", "aid", "first_part"))
        settle(
            book,
            Bills(*(columns[name][: n + name.startswith("first_")] for name in Bills._fields)),
            Parts(cost[a:z].astype(WIDTH["cost"]), zero[: n + 1], none[:n]),
            NO_USES, NO_SHEETS, NO_VISITS,
            Households((first[begin : end + 1] - a).astype(WIDTH["first_member"]), none[:count], none[:count], mark[:count]),
            Members(one[: n + 1]),
            Units(one[: n + 1], one[:n]),
            work,
        )  # fmt: skip
        np.cumsum(work.ordinary[:n] + work.refund[:n], out=sums[1 : n + 1])
        found[begin:end] = np.diff(sums[first[begin : end + 1] - a])
        begin = end
    return found


def _block(most: int) -> tuple[dict[str, Any], Any]:
    """Columns of a block that are the same for every bill, and its work columns."""
    values = dict.fromkeys(Bills._fields, NONE) | {
        "month": MONTH, "birth_month": dates.month("1980-01"), "birth_day": 1, "elderly": 0, "moved": 0, "terms": 0,
        "inpatient": 0, "benefit_months": 0, "hospital_months": 0, "aid_in_kind": 1, "cash": 0, "first_visit": 0,
        "first_use": 0, "first_part": 0,
    }  # fmt: skip
    fixed = {name: np.full(most + 1, value, WIDTH[name]) for name, value in values.items()}
    fixed["first_part"][:] = np.arange(most + 1)
    sizes = {"use_paid": 0, "used": 0}
    work = (np.zeros(sizes.get(name, most), WIDTH.get(name, np.int64)) for name in Work._fields)
    return fixed, Work(*work)  # type: ignore[arg-type]


def alone(given: dict[str, Any]) -> Any:
    """The same through paragraph 1 of the same text, compiled by itself."""
    shelf = Shelf(tables())
    terms = [shelf.terms(MONTH, name, False, False) for name in CLASSES]
    book: Any = arrays(shelf.book())
    refund = np.zeros(len(given["income_class"]), np.int64)
    row, joining = book.terms["household"][terms], int(book.terms["joining"][terms[0]])
    _alone()(given["cost"], given["household"], given["income_class"], row, book.bands, joining, refund)
    return refund


@cache
def _alone() -> Any:
    return over_columns(paragraph_1)


def measure(rounds: int) -> tuple[list[Row], list[str]]:
    """Rows and sentences. Raises rival.Unavailable."""
    rival.prepare()
    given = people()
    progress(f"the household's sum of {PEOPLE:,} people: whole law, paragraph 1 alone, OpenFisca, in turn")
    ours, by_rule = whole_law(given), alone(given)
    if not (ours == by_rule).all():
        raise SystemExit("bench: the whole law and paragraph 1 alone give different yen")
    whole, lone, theirs = [], [], []
    with tempfile.TemporaryDirectory(prefix="kaihoken-bench-") as folder:
        source, target = Path(folder) / "people.npz", Path(folder) / "refund.npz"
        np.savez(source, **given)
        for _ in range(rounds):
            whole.append(best(lambda: whole_law(given), 1, "s"))
            lone.append(best(lambda: alone(given), 1, "s"))
            command = [
                str(rival.PYTHON),
                str(Path(__file__).parent / "openfisca_household.py"),
                str(source),
                str(target),
                "1",
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise rival.Unavailable((done.stderr.strip().splitlines() or ["no message"])[-1])
            found = json.loads(done.stdout)
            theirs.append(found["seconds"])
        other = np.load(target)["refund"]
    differ = int((np.abs(other - ours) >= 0.5).sum())
    name = f"OpenFisca-Core {found['version']}"
    slow = min(theirs)
    rows = [
        Row(f"{name}, the household's sum of {PEOPLE:,} people", slow, "s"),
        Row("kaihoken, the same through the whole law", slow / min(whole), "x as fast", AIM_WHOLE, at_least=True),
        Row("kaihoken, paragraph 1 of the same text alone", slow / min(lone), "x as fast", AIM_ALONE, at_least=True),
    ]  # fmt: skip
    notes = [
        f"Whole law and paragraph 1 alone agree to the yen on {len(ours):,} households ({ours.sum():,} yen); in "
        f"OpenFisca's float32 {differ:,} of them differ by a yen or more, the sum by {other.sum(dtype=np.float64) - ours.sum():,.0f} yen.",
    ]
    return rows, notes
