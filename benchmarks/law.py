"""Benchmarks of the law: ratios measured in one run, for a shared and noisy machine.

    python3 run.py bench            all of it, some minutes
    python benchmarks/law.py --json

The law's three runs on the same random bills; one explained bill, and the household's sum of a million
people, against OpenFisca-Core; start-up and compilation; a year of many people from Parquet to Parquet
(`--people`), and of a payroll (`--employees`). Every value but these is the best of several, taken in turn with what it is compared
with. The first run makes `.bench-venv` for OpenFisca and `.bench-data` for the people.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

import household_rule
import payroll
import rival
import runs
import startup
import year
from report import progress, table


def main() -> int:
    """Measures, prints, and returns 1 where two runs of the law give different yen."""
    parser = argparse.ArgumentParser(description="Measures the law's runs, one explained bill, and start-up.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison (default: 5)")
    parser.add_argument(
        "--people", type=int, default=100_000, help="people of the year (default: 100,000; 0: none)"
    )
    parser.add_argument(
        "--employees",
        type=int,
        default=1_000_000,
        help="employees of the payroll (default: 1,000,000; 0: none)",
    )
    options = parser.parse_args()
    start = time.perf_counter()
    try:
        rows = runs.measure(options.rounds)
    except runs.Disagreement as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    notes = ["Plain, traced and compiled run agree to the yen on every bill."]
    yen: dict[str, Any] = {}
    try:
        found, sentences, yen = rival.measure(options.rounds)
        rows += found
        notes += sentences
        found, sentences = household_rule.measure(options.rounds)
        rows += found
        notes += sentences
    except rival.Unavailable as error:
        notes.append(f"OpenFisca was skipped: {error}")
    found, skipped = startup.measure()
    rows += found
    notes += skipped
    if options.people:
        found, sentences = year.measure(options.people)
        rows += found
        notes += sentences
    if options.employees:
        found, sentences = payroll.measure(options.employees)
        rows += found
        notes += sentences
    progress(f"done in {time.perf_counter() - start:.0f} s")
    if options.json:
        data = {"rows": [row.data() for row in rows], "yen": yen, "notes": notes}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print(table(rows), *notes, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
