"""What stands beside the bills of many households is what the case of one household says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import households_with_more
from table_cases import frames_of, rows_of
from table_cases import years as months_of_a_household
from test_settlement import bulk
from test_settlement_folder import families, folder_of

from kaihoken.engine.tables import tables
from kaihoken.errors import InputError
from kaihoken.households.answer import BillAnswer
from kaihoken.households.read import parse
from kaihoken.households.settle import answers_plain
from kaihoken.settlement.explain import case_of, standing
from kaihoken.settlement.run import settle_folder
from kaihoken.settlement.tables import read

MANY = settings().max_examples // 8
FLAG = st.sampled_from([None, True, False])


def _meals(draw: st.DrawFn) -> dict[str, Any]:
    one: dict[str, Any] = {"count": draw(st.integers(0, 84)), "hospital": draw(st.sampled_from([1, 2]))}
    one |= {name: True for name in ("liquid", "over_90_days", "intractable") if draw(st.integers(0, 3)) == 0}
    if draw(st.integers(0, 4)) == 0:
        one["standard"] = draw(st.integers(500, 800))
    if draw(st.integers(0, 2)) == 0:
        one |= {"long_ward": True, "days": draw(st.integers(0, 28))}
        one |= {name: True for name in ("high_need", "welfare_pension") if draw(st.integers(0, 3)) == 0}
    return one


def _charge(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["brand_drug", "otc_like", "referral_first", "referral_return", "room", "other"])
    )
    one: dict[str, Any] = {"kind": kind, "name": draw(st.sampled_from(["", "個室", "検査"]))}
    yen = draw(st.sampled_from([0, 3_000, 7_000, 8_123]))
    if kind == "brand_drug":
        prices = {
            "brand_price_sen": draw(st.integers(0, 9_000)),
            "generic_price_sen": draw(st.integers(0, 5_000)),
        }
        one |= {**prices, "amount": draw(st.integers(1, 3)), "doses": draw(st.integers(1, 60))}
    elif kind == "otc_like":
        one["drug_yen"] = draw(st.integers(0, 9_000))
        if draw(st.integers(0, 3)) == 0:
            one["exempt"] = "cancer"
    elif kind.startswith("referral"):
        if draw(st.booleans()):
            one |= {"yen": yen, "tax": draw(st.booleans())}
        elif draw(st.booleans()):
            one["exempt"] = "justified"
    else:
        one |= {"yen": yen, "days": draw(st.integers(1, 9)), "tax": draw(st.booleans())}
    return one


@st.composite
def with_beside(draw: st.DrawFn) -> dict[str, Any]:
    """Households with meals, charges and transport on their bills; among them what the law does not take."""
    case = draw(st.one_of(households_with_more(), months_of_a_household()))
    for bill in case["bills"]:
        if bill["setting"] == "inpatient" and draw(st.booleans()):
            bill["meals"] = _meals(draw)
        bill["charges"] = [_charge(draw) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]
        if draw(st.integers(0, 4)) == 0:
            told = {
                "actual": draw(st.integers(0, 90_000)),
                "economical": draw(st.sampled_from([None, 20_000])),
            }
            told |= {name: draw(FLAG) for name in ("needed", "difficult", "urgent")}
            bill["transport"] = {k: v for k, v in told.items() if v is not None}
    return case


def without_what_is_refused(case: dict[str, Any]) -> dict[str, Any]:
    """The case without the charges that it refuses, one by one."""
    bills = []
    for bill in case["bills"]:
        bare = {k: v for k, v in bill.items() if k not in ("meals", "charges", "transport")}
        tried = [("meals", bill["meals"])] if "meals" in bill else []
        tried += [("transport", bill["transport"])] if "transport" in bill else []
        tried += [("charges", charge) for charge in bill["charges"]]
        kept = dict(bare)
        for name, what in tried:
            value = [what] if name == "charges" else what
            try:
                answers_plain(parse({**case, "bills": [{**bare, name: value}]}), tables())
            except InputError:
                continue
            kept[name] = [*kept.get("charges", []), what] if name == "charges" else what
        bills.append(kept)
    return {**case, "bills": bills}


def told(bills: list[BillAnswer], prefix: str) -> list[tuple[Any, ...]]:
    """What cases say, as rows of the table."""
    return [
        (
            prefix + b.id, b.month, prefix + b.person, e.kind, e.name, e.yen, e.insurer, e.programme, e.family, e.least,
            e.deducted, e.elsewhere, e.article, e.evidence, e.note_ja, e.note_en, prefix + e.by if e.by else None,
        )
        for b in bills
        for e in b.extras
    ]  # fmt: skip


COLUMNS = (
    "bill", "month", "person", "kind", "name", "yen", "insurer_yen", "programme_yen", "family", "least", "deducted",
    "elsewhere", "article", "evidence", "note_ja", "note_en", "certificate",
)  # fmt: skip


def _ordered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(
        rows,
        key=lambda row: [
            (value is None, value or 0) if not isinstance(value, str) else (False, value) for value in row
        ],
    )


@settings(max_examples=MANY)
@given(st.lists(with_beside(), min_size=1, max_size=6))
def test_what_stands_beside_a_bill_is_what_the_case_says(many: list[dict[str, Any]]) -> None:
    """With its payers, notes and articles; what the case refuses is named, and its bill stays."""
    raw = [rows_of(case, f"f{n}", f"{n}/") for n, case in enumerate(many)]
    out = bulk(*raw)
    kept = [without_what_is_refused(case) for case in many]
    want: list[tuple[Any, ...]] = []
    for n, case in enumerate(kept):
        want += told(answers_plain(parse(case), tables())[0], f"{n}/")
    assert _ordered(list(out["extras"].select(COLUMNS).iter_rows())) == _ordered(want)
    refused = out["undecided"].filter(pl.col("reason") == "beside_wrong")
    assert refused.height == _count(many) - _count(kept)
    assert out["payments"].height == sum(len(case["bills"]) for case in many)
    for n, case in enumerate(kept):
        rows = rows_of(case, "f", f"{n}/")
        frames = {name: read(frame, name) for name, frame in frames_of(rows).items()}
        alone = told(answers_plain(case_of(frames, "f"), tables())[0], "")
        assert _ordered(alone) == _ordered([row for row in want if row[0].startswith(f"{n}/")])


def _count(many: list[dict[str, Any]]) -> int:
    bills = [bill for case in many for bill in case["bills"]]
    return sum(("meals" in b) + ("transport" in b) + len(b.get("charges", [])) for b in bills)


STAY: dict[str, Any] = {
    "insurers": {"K": {"kind": "employee", "class": "オ"}},
    "people": {"A": {"birth": "1980-04-02", "insurer": "K", "shown": "my_number"}},
    "certificates": [],
    "bills": [
        {"id": "b", "month": "2026-08", "person": "A", "institution": "病院", "setting": "inpatient", "cost": 1_000_000,
         "meals": {"count": 3}, "charges": [{"kind": "room", "yen": 8_000, "days": 2}]}
    ],
}  # fmt: skip


def test_a_declared_hole_is_told_as_one_and_counted(tmp_path: Path) -> None:
    """Meals of the lowest class from 2026-06 are published nowhere: the bill is settled, the row has no amount."""
    done = settle_folder(folder_of(tmp_path / "in", rows_of(STAY, "f")), tmp_path / "out")
    assert done["settled"] == 1 and done["undecided"] == {}
    assert done["extras"] == {"meals": 0, "room": 16_000} and done["extras_unknown"] == {"meals": 1}
    rows = pl.read_parquet(tmp_path / "out" / "extras" / "*.parquet")
    meals = rows.filter(pl.col("kind") == "meals").row(0, named=True)
    assert (
        meals["family"] is None and meals["evidence"] == "unknown" and meals["note_ja"] and meals["note_en"]
    )


def test_a_figure_by_press_marks_the_row() -> None:
    case = {**STAY, "insurers": {"K": {"kind": "employee", "class": "ウ"}}}
    rows = bulk(rows_of(case, "f"))["extras"]
    assert dict(rows.select("kind", "provisional").iter_rows()) == {"meals": True, "room": False}


@pytest.mark.parametrize("workers", [1, 2])
def test_chunks_workers_and_the_letter_keep_what_stands_beside(workers: int, tmp_path: Path) -> None:
    many = families(30)
    for rows in many:
        for bill in rows["bills"]:
            key = {"person": bill["person"], "bill": bill["id"]}
            if bill["setting"] == "inpatient":
                rows["meals"].append({**key, "count": 12})
            rows["charges"].append({**key, "kind": "other", "name": "診断書", "yen": 3_300})
    folder = folder_of(tmp_path / "in", *many, shuffled=True)
    settle_folder(folder, tmp_path / "one")
    settle_folder(folder, tmp_path / "many", workers=workers, chunk=100)
    one, other = (pl.read_parquet(sorted((tmp_path / n / "extras").glob("*"))) for n in ("one", "many"))
    assert one.equals(other) and one.height > 500
    case = standing(folder, "h0").case
    charges = [c.name for b in case.bills for c in b.charges]
    assert charges == ["診断書"] * len(case.bills) and any(b.meals for b in case.bills)


def test_settling_again_tells_which_charges_changed(tmp_path: Path) -> None:
    rows = rows_of(STAY, "f")
    folder = folder_of(tmp_path / "in", rows)
    settle_folder(folder, tmp_path / "before")
    assert settle_folder(folder, tmp_path / "again", settled=tmp_path / "before")["again"]["extras"] == 0
    rows["charges"][0]["days"] = 3
    folder_of(folder, rows)
    told_ = settle_folder(folder, tmp_path / "again", settled=tmp_path / "before")["again"]
    assert told_["extras"] == 1 and told_["bills"] == {}
    change = pl.read_parquet(tmp_path / "again" / "extra_changes.parquet").row(0, named=True)
    assert (change["kind"], change["family"], change["change"]) == ("room", 8_000, "changed")
    for part in (tmp_path / "before" / "extras").glob("*"):
        part.unlink()  # as an earlier version of the program left it
    (tmp_path / "before" / "extras").rmdir()
    told_ = settle_folder(folder, tmp_path / "again", settled=tmp_path / "before")["again"]
    assert told_["extras"] == 2 and told_["bills"] == {}
