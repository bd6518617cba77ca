"""Plain, traced and compiled runs of the one text agree to the yen, and every yen has a payer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import cases, households, households_with_more

from kaihoken import settle
from kaihoken.engine import trace
from kaihoken.engine.compiled import arrays, settle_all
from kaihoken.engine.tables import tables
from kaihoken.households.expand import expand
from kaihoken.households.ledgers import bill_answer
from kaihoken.households.pack import Packed, pack
from kaihoken.households.read import parse
from kaihoken.households.run import run_plain, run_traced
from kaihoken.law import bills as law_bills
from kaihoken.law.household import settle_household
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


@given(households())
def test_three_runs_agree_on_households(case: dict[str, Any]) -> None:
    packed = pack(parse(case), tables(), {})
    plain = run_plain(packed)
    traced, _ = run_traced(packed)
    assert plain == traced
    assert plain == run_compiled(packed)


@given(households_with_more())
def test_three_runs_agree_on_supplements_waivers_and_treatment_paid_first(case: dict[str, Any]) -> None:
    read = parse(case)
    packed = pack(read, tables(), {})
    plain = run_plain(packed)
    traced, _ = run_traced(packed)
    assert plain == traced
    assert plain == run_compiled(packed)
    for b, cost in enumerate(packed.costs):
        answer = bill_answer(read, packed, plain, b)
        assert sum(p.yen for p in answer.payers) == cost
        assert all(p.yen >= 0 for p in answer.payers) and all(r.yen > 0 for r in answer.refunds)
        back = sum(r.yen for r in answer.refunds if r.payee == "patient")
        assert answer.charged - back == answer.borne


@given(households())
def test_a_household_is_never_worse_off_than_its_bills_alone(case: dict[str, Any]) -> None:
    read = parse(case)
    packed = pack(read, tables(), {})
    work = run_plain(packed)
    for b, cost in enumerate(packed.costs):
        assert work.refund[b] >= 0 and work.counted[b] >= 0
        assert sum(p.yen for p in bill_answer(read, packed, work, b).payers) == cost
        alone = settle({**case, "bills": [case["bills"][b]]})
        assert alone.borne is not None and work.borne[b] <= alone.borne
    steps = sum(work.outpatient_refund) + sum(work.birthday_refund)
    steps += sum(work.elders_refund) + sum(work.household_refund)
    assert steps == sum(work.refund)


@given(households(), st.randoms())
def test_the_order_of_bills_changes_nothing(case: dict[str, Any], random: Any) -> None:
    shuffled = {**case, "bills": list(case["bills"])}
    random.shuffle(shuffled["bills"])
    first = {b.id: b for b in settle(case).bills}
    assert {b.id: b for b in settle(shuffled).bills} == first


@given(households())
def test_a_single_bill_needs_no_household(case: dict[str, Any]) -> None:
    """The short way for a household with one bill gives what the whole way gives."""
    packed = pack(parse({**case, "bills": case["bills"][:1]}), tables(), {})
    short = run_plain(packed)
    packed.bills.joint[0] = 1  # type: ignore[index]
    whole = packed.work()
    law_bills.settle_bill(*packed.columns[:6], whole, 0)
    settle_household(packed.book, packed.bills, packed.households, packed.members, packed.units, whole, 0)
    assert whole.refund == [0] and whole.benefit_month == short.benefit_month
    assert whole.left[0] == short.borne[0]


def test_months_one_by_one_are_the_months_together() -> None:
    """What a month leaves behind, handed on, gives what one run over all months gives."""
    months = [f"2026-{m:02d}" for m in (8, 9, 10, 11, 12)]
    case: dict[str, Any] = {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"birth": "1980-01-01", "insurer": "K", "shown": "my_number"}},
        "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10000}],
        "state": {"K": {"benefit_months": ["2026-02"]}},
        "bills": [
            {"id": m, "month": m, "person": "A", "institution": "病院", "setting": "inpatient",
             "parts": [{"cost": 500_000}, {"cost": 400_000, "certificates": ["s"]}]}
            for m in months
        ],
    }  # fmt: skip
    together = settle(case)
    assert [b.cap for b in together.bills] == [91_940, 91_940, 44_400, 44_400, 44_400]
    state: dict[str, Any] = case["state"]
    one_by_one = []
    for bill in case["bills"]:
        answer = settle({**case, "state": state, "bills": [bill]})
        one_by_one += answer.bills
        state = msgspec.to_builtins(answer.state)
    assert one_by_one == together.bills
    assert state == msgspec.to_builtins(together.state)


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


def test_a_recorder_that_serves_again_holds_nothing_of_the_call_before() -> None:
    case = {"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "cost": 300000}
    packed = pack(expand(parse(case)), tables(), {})
    _, first = run_traced(packed)
    kept = list(first)
    with pytest.raises(TypeError):
        trace.traced("settle_month")  # a call that fails leaves no recorder behind
    _, second = run_traced(packed)
    assert first == kept == second
    assert not any(log for free in trace._free.values() for _, log in free)


def test_the_compiled_run_marks_a_bill_undecided_instead_of_guessing() -> None:
    case = {"scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "cost": 300000, "program": 12}
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
