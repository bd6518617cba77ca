"""Settling again: what changes against what was settled before, and who owes whom the difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from strategies import cases, households

from kaihoken import settle
from kaihoken.cli import main
from kaihoken.commands.letter import letter
from kaihoken.errors import InputError
from kaihoken.households.again import again, read_settled, settled_again
from kaihoken.households.answer import Settlement
from kaihoken.households.desk import Again

FIRST = {"id": "x", "month": "2026-08", "person": "A", "institution": "市立病院", "setting": "inpatient"}
SECOND = {"id": "y", "month": "2026-09", "person": "A", "institution": "市立病院", "setting": "inpatient"}


def chain(first: int | None = 200_000, second: int = 600_000, **more: Any) -> dict[str, Any]:
    """Two benefit months before, then August and September; August makes the third where its cap binds."""
    bills: list[dict[str, Any]] = [] if first is None else [{**FIRST, "cost": first}]
    return {
        "title": "A chain",
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"birth": "1980-01-20", "insurer": "K", "shown": "my_number"}},
        "state": {"K": {"benefit_months": ["2026-05", "2026-06"]}},
        "bills": [*bills, {**SECOND, "cost": second}],
        **more,
    }


def compared(before: dict[str, Any], now: dict[str, Any]) -> Again:
    found = settled_again(settle(before), settle(now)).again
    assert found is not None
    return found


def owed(found: Again) -> dict[tuple[str, str, str], int]:
    return {(o.insurer, o.kind, o.name): o.yen for o in found.owed}


@given(cases())
def test_settling_twice_with_the_same_case_changes_nothing(case: dict[str, Any]) -> None:
    answer = settle(case)
    assert again(answer, settle(case)) == Again(False, [], [], [], [], [])
    printed = msgspec.json.encode(answer)
    assert read_settled(printed, "before.json") == [answer]


@given(households(), households())
def test_what_the_insurer_owes_is_the_difference_of_what_it_pays(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    """Over all payees, whatever the two cases are."""
    before, now = settle(one), settle(other)
    if before.range is not None or now.range is not None:
        return
    found = again(before, now)
    paid = [
        sum(p.yen for b in a.bills for p in b.payers if p.key in ("insurer", "high_cost", "supplement"))
        for a in (before, now)
    ]
    years = sum(r.yen for y in now.years for r in y.refunds if r.certain)
    years -= sum(r.yen for y in before.years for r in y.refunds if r.certain)
    assert sum(o.yen for o in found.owed) == paid[1] - paid[0] + years


def test_a_corrected_cost_changes_a_later_repeat_month() -> None:
    """August now reaches its cap of 89,940, so that September's cap is the repeat amount of 44,400."""
    found = compared(chain(), chain(700_000))
    assert [(b.id, b.what, b.follows) for b in found.bills] == [
        ("x", "changed", False),
        ("y", "changed", True),
    ]
    assert found.months == ["2026-09"]
    x, y = found.bills
    assert x.before is not None and x.after is not None and y.before is not None and y.after is not None
    assert (x.before.cost, x.after.cost, x.after.payers["patient"]) == (200_000, 700_000, 89_940)
    assert (y.before.borne, y.after.borne) == (88_940, 44_400)
    assert [(h.month, h.before["benefit_month"], h.after["benefit_month"]) for h in found.households] == [
        ("2026-08", 0, 1),
        ("2026-09", 1, 1),
    ]
    assert owed(found) == {("K", "institution", "市立病院"): 350_000 + 120_060 + 44_540}


def test_what_the_counter_had_taken_comes_back_to_the_patient() -> None:
    now = chain(700_000, given={"paid": {"y": 88_940}})
    found = compared(chain(), now)
    assert found.bills[1].after is not None
    assert found.bills[1].after.refunds == {"patient_from_insurer": 44_540}
    assert owed(found) == {("K", "institution", "市立病院"): 350_000 + 120_060, ("K", "patient", "A"): 44_540}


def test_a_late_bill_is_new_and_a_withdrawn_one_is_gone() -> None:
    late = compared(chain(None), chain(700_000))
    assert [(b.id, b.what, b.follows) for b in late.bills] == [("x", "new", False), ("y", "changed", True)]
    gone = compared(chain(700_000), chain(None))
    assert [(b.id, b.what) for b in gone.bills] == [("y", "changed"), ("x", "gone")]
    assert owed(gone) == {key: -yen for key, yen in owed(late).items()}
    assert gone.months == ["2026-09"]


def test_a_corrected_class_takes_back_from_the_institution() -> None:
    upper = chain(700_000)
    upper["insurers"] = {"K": {"kind": "employee", "class": "イ"}}
    found = compared(chain(700_000), upper)
    assert all(not b.follows for b in found.bills) and not found.months
    assert all(yen < 0 for yen in owed(found).values())


def test_a_bill_that_was_sent_again_under_another_name_is_the_same_bill() -> None:
    now = chain()
    now["bills"][0] = {**FIRST, "id": "x2", "cost": 210_000}
    found = compared(chain(), now)
    assert [(b.id, b.what) for b in found.bills] == [("x2", "changed")]
    assert found.bills[0].before is not None and found.bills[0].before.cost == 200_000


def test_a_bill_that_moved_to_another_month_or_insurer_is_the_same_bill() -> None:
    now = chain()
    now["bills"][0] = {**FIRST, "month": "2026-07", "cost": 200_000}
    (moved,) = compared(chain(), now).bills
    assert moved.before is not None and moved.after is not None
    assert (moved.id, moved.before.month, moved.after.month) == ("x", "2026-08", "2026-07")
    now = chain()
    now["insurers"]["N"] = {"kind": "national", "class": "ウ"}
    now["people"]["A"] = {"birth": "1980-01-20", "shown": "my_number", "cover": [
        {"insurer": "N", "to": "2026-08-31"}, {"insurer": "K", "from": "2026-09-01"}]}  # fmt: skip
    found = compared(chain(), now)
    assert found.bills[0].before is not None and found.bills[0].after is not None
    assert (found.bills[0].before.insurer, found.bills[0].after.insurer) == ("K", "N")
    assert (
        owed(found)["N", "institution", "市立病院"] == -owed(found)["K", "institution", "市立病院"] == 140_000
    )


def test_a_societys_supplement_and_meals_are_the_insurers_too() -> None:
    """Of 92,940 yen the society leaves 25,000 and gives whole hundreds; meals cost the family 550 yen each."""
    now = chain()
    now["insurers"]["K"]["supplement"] = {"floor": 25_000}
    now["bills"][0]["meals"] = {"count": 10, "standard": 730}
    found = compared(chain(), now)
    given = {b.id: b.after.refunds["patient_from_supplement"] for b in found.bills if b.after}
    assert given == {"x": 35_000, "y": 63_900}
    assert found.bills[0].after is not None and found.bills[0].after.extras == {"meals": 5_500}
    assert owed(found) == {("K", "patient", "A"): 98_900, ("K", "institution", "市立病院"): 1_800}
    assert "Hospital meals" in letter(settled_again(settle(chain()), settle(now)), "en")


def test_refunds_of_the_year_are_compared() -> None:
    def year(cost: int) -> dict[str, Any]:
        months = [f"2026-{m:02d}" for m in range(8, 13)] + [f"2027-{m:02d}" for m in range(1, 8)]
        costs = {**dict.fromkeys(months, 2_000_000), "2027-07": cost}
        return {**chain(), "bills": [{**FIRST, "id": m, "month": m, "cost": c} for m, c in costs.items()]}

    before, now = settle(year(100_000)), settle(year(20_000_000))
    found = again(before, now)
    refunds = [sum(y.refund for y in one.years) for one in (before, now)]
    assert refunds[0] != refunds[1]
    assert sum(y.after - y.before for y in found.years if y.certain) == refunds[1] - refunds[0]
    assert owed(found)["K", "patient", "A"] == refunds[1] - refunds[0]
    assert "Year to July 2027" in letter(msgspec.structs.replace(now, again=found), "en")


def test_the_letter_tells_it_in_both_languages() -> None:
    answer = settled_again(settle(chain()), settle(chain(700_000)))
    en, ja = letter(answer, "en"), letter(answer, "ja")
    assert "K pays 514,600 yen more to 市立病院 (institution)." in en
    assert "Later months that change with it: September 2026" in en
    assert "the month now counts for repeat months" in en
    assert "Kは市立病院（医療機関）に514,600円を追加で支払います。" in ja
    same = settled_again(settle(chain()), settle(chain()))
    assert "Nothing changes" in letter(same, "en") and "変わるものはありません" in letter(same, "ja")


def test_what_was_settled_before_must_be_of_this_case_and_version() -> None:
    answer = settle(chain())
    with pytest.raises(InputError, match="is of the case 'A chain', this is 'Another'"):
        settled_again(answer, settle({**chain(), "title": "Another"}))
    stranger = chain()
    stranger["people"] = {"B": stranger["people"].pop("A")}
    stranger["bills"] = [{**b, "person": "B"} for b in stranger["bills"]]
    with pytest.raises(InputError, match="none of this case's people"):
        settled_again(answer, settle(stranger))
    with pytest.raises(InputError, match=r"settled with version '0\.0\.1'"):
        read_settled(msgspec.json.encode(msgspec.structs.replace(answer, version="0.0.1")), "b.json")
    for text in (b"[1]", b"{}", b'{"version": 3}', b'"text"'):
        with pytest.raises(InputError, match="no answer of `settle --json`"):
            read_settled(text, "b.json")
    with pytest.raises(InputError, match="this is no JSON"):
        read_settled(b"title: x", "b.json")
    with pytest.raises(InputError, match="could not be settled before"):
        settled_again(None, answer)


def test_a_range_is_not_compared() -> None:
    open_case = chain()
    open_case["insurers"] = {"K": {"kind": "employee"}}
    with pytest.raises(InputError, match="a fact was missing"):
        settled_again(settle(open_case), settle(chain()))
    answer = settled_again(settle(chain()), settle(open_case))
    assert answer.again is None and "nothing is compared" in letter(answer, "en")


def test_a_bill_that_stands_twice_is_refused_with_the_way_out() -> None:
    case = chain()
    case["bills"].append({**FIRST, "id": "x2", "cost": 210_000})
    with pytest.raises(InputError, match="keep the newer, and give what was settled before with `--settled`"):
        settle(case)


def run(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["kaihoken", *argv])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_command_takes_what_it_printed_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = tmp_path / "case.json", tmp_path / "before.json"
    file.write_text(json.dumps(chain()), encoding="utf-8")
    assert run(["settle", str(file), "--json"], monkeypatch) == 0
    before.write_text(capsys.readouterr().out, encoding="utf-8")
    file.write_text(json.dumps(chain(700_000)), encoding="utf-8")
    assert run(["settle", str(file), "--json", "--settled", str(before)], monkeypatch) == 0
    printed = msgspec.json.decode(capsys.readouterr().out, type=Settlement)
    assert printed.again is not None and printed.again.months == ["2026-09"]
    assert run(["settle", str(file), "--settled", str(tmp_path / "none.json")], monkeypatch) == 2
    assert "there is no such file" in capsys.readouterr().err
    before.write_text(json.dumps([json.loads(before.read_text())] * 2), encoding="utf-8")
    assert run(["settle", str(file), "--settled", str(before)], monkeypatch) == 2
    assert "it holds 2 answers, and there are 1 cases" in capsys.readouterr().err
    before.write_text("[]", encoding="utf-8")
    assert run(["settle", str(file), "--settled", str(before)], monkeypatch) == 2
    assert "holds 0 answers, and this is case 1" in capsys.readouterr().err
