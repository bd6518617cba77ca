"""Plain, traced and compiled runs of the one text agree to the yen, and every yen has a payer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from strategies import cases

from kaihoken import settle
from kaihoken.engine.compiled import arrays, settle_all
from kaihoken.engine.tables import tables
from kaihoken.households.ledgers import bill_answer
from kaihoken.households.pack import Packed, pack
from kaihoken.households.read import parse
from kaihoken.households.run import run_plain, run_traced
from kaihoken.law.shapes import Work


def run_compiled(packed: Packed) -> Work:
    work = arrays(packed.work())
    settle_all()(*map(arrays, packed.columns), work)
    return Work(*(column.tolist() for column in work))


@given(cases())
def test_three_runs_agree_to_the_yen(case: dict[str, Any]) -> None:
    packed = pack(parse(case), tables(), {})
    plain = run_plain(packed)
    traced, _ = run_traced(packed)
    assert plain == traced
    assert plain == run_compiled(packed)


@given(cases())
def test_the_payers_of_a_bill_pay_its_cost_and_nothing_is_negative(case: dict[str, Any]) -> None:
    read = parse(case)
    packed = pack(read, tables(), {})
    work = run_plain(packed)
    for b, cost in enumerate(packed.costs):
        answer = bill_answer(read, packed, work, b)
        assert sum(p.yen for p in answer.payers) == cost
        assert all(p.yen >= 0 for p in answer.payers)
        assert all(r.yen > 0 for r in answer.refunds)
        if packed.bills.paid[b] < 0:
            back = sum(r.yen for r in answer.refunds if r.payee == "patient")
            assert answer.charged - back == answer.borne
            assert abs(answer.rounding) <= 5


@given(cases(bills=1))
def test_settling_again_gives_the_same_answer(case: dict[str, Any]) -> None:
    assert settle(case) == settle(case)


def test_recorders_are_not_shared_between_threads() -> None:
    """A step of one patient never stands in another's explanation."""

    def one(cost: int) -> tuple[int, list[str]]:
        answer = settle({"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "cost": cost})
        return cost, [line.en for line in answer.lines]

    with ThreadPoolExecutor(8) as pool:
        for cost, lines in pool.map(one, [1000 * n for n in range(1, 200)] * 3):
            assert any(f"{cost:,}" in line for line in lines)
            told = settle({"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "cost": cost})
            assert lines == [line.en for line in told.lines]


def test_the_compiled_run_marks_a_bill_undecided_instead_of_guessing() -> None:
    case = {"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "cost": 300000, "program": 12}
    from kaihoken.households.expand import expand

    packed = pack(expand(parse(case)), tables(), {})
    assert run_compiled(packed).undecided == [2]


@pytest.mark.parametrize("hash_of", ["law/caps.py", "law/tables/caps_monthly.toml"])
def test_the_cache_of_compiled_law_is_keyed_by_every_text_and_table(hash_of: str, tmp_path: Any) -> None:
    """Changing one byte of a rule or a table gives another folder."""
    import shutil
    from pathlib import Path

    from kaihoken import law
    from kaihoken.engine.compiled import folder_hash

    source = Path(law.__path__[0])
    copy = tmp_path / "law"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = folder_hash(copy)
    assert before == folder_hash(source)
    changed = copy / hash_of.removeprefix("law/")
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert folder_hash(copy) != before
