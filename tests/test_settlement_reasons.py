"""What cannot be settled is named row by row, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from table_cases import Rows, frames_of, rows_of

from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.settlement.chunk import settle_chunk
from kaihoken.settlement.layout import STATE, TABLES
from kaihoken.settlement.members import Doubles
from kaihoken.settlement.pick import Picker
from kaihoken.settlement.reasons import REASONS

PICKER = Picker(tables())

CASE: dict[str, Any] = {
    "insurers": {
        "K": {"kind": "employee", "insured": "A", "class": "ウ", "elder_class": "一般"},
        "E": {"kind": "elderly", "class": "一般Ⅱ"},
        "N": {"kind": "none"},
    },
    "people": {
        "A": {"birth": "1980-04-02", "insurer": "K", "shown": "my_number"},
        "C": {"birth": "2019-05-10", "insurer": "K", "shown": "my_number"},
        "G": {"birth": "1940-01-20", "insurer": "E", "shown": "my_number"},
        "P": {"birth": "1970-01-20", "insurer": "N"},
    },
    "certificates": [
        {"id": "s54", "person": "A", "program": 54, "limit": 10000},
        {"id": "l1", "person": "C", "program": "local", "per": "visit", "limit": 500},
        {"id": "p12", "person": "P", "program": 12},
    ],
    "state": {"K": {"benefit_months": ["2026-05", "2026-06"]}},
    "bills": [
        {"id": "a8", "month": "2026-08", "person": "A", "institution": "市立病院", "setting": "inpatient", "cost": 900000},
        {"id": "c8", "month": "2026-08", "person": "C", "institution": "小児科", "cost": 4000, "certificates": ["l1"], "times": 2},
        {"id": "g8", "month": "2026-08", "person": "G", "institution": "内科", "cost": 90000},
        {"id": "p8", "month": "2026-08", "person": "P", "institution": "内科", "cost": 5000, "certificates": ["p12"]},
        {"id": "a9", "month": "2026-09", "person": "A", "institution": "市立病院", "setting": "inpatient",
         "parts": [{"cost": 300000}, {"cost": 100000, "certificates": ["s54"]}]},
        {"id": "g9", "month": "2026-09", "person": "G", "institution": "内科", "cost": 30000},
    ],
}  # fmt: skip

OTHER: dict[str, Any] = {
    "insurers": {"K": {"kind": "national", "class": "エ"}},
    "people": {"B": {"birth": "1990-01-01", "insurer": "K"}},
    "certificates": [],
    "bills": [{"id": "b", "month": "2026-08", "person": "B", "institution": "外科", "cost": 400000}],
}


def settle(rows: Rows, doubles: Doubles = Doubles()) -> dict[str, pl.DataFrame]:  # noqa: B008
    other = rows_of(OTHER, "other", "o/")
    return settle_chunk(frames_of(rows, other), doubles, PICKER, dates.month("2026-09")).tables


def undecided(out: dict[str, pl.DataFrame], table: str = "bills") -> dict[str, str]:
    rows = out["undecided"].filter(pl.col("table") == table)
    return dict(zip(rows["id"], rows["reason"], strict=True))


def one(rows: Rows, table: str, name: str) -> dict[str, Any]:
    key = {"members": "person", "covers": "person", "classes": "insurer", "state": "insurer"}.get(table, "id")
    return next(r for r in rows[table] if r[key] == name)


def put(table: str, name: str, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: one(rows, table, name).update(values)


def drop(table: str, name: str) -> Callable[[Rows], None]:
    return lambda rows: rows[table].remove(one(rows, table, name))


def add(table: str, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[table].append(values)


def copy(table: str, name: str, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[table].append({**one(rows, table, name), **values})


K8, K9 = ("a8", "c8"), ("a9",)
LARGE = 1 << 31
DISEASE = {"person": "A", "program": "designated_disease"}
# reason; what is changed; the bills that are undecided for it (others of their month are so for company)
CASES: list[tuple[str, list[Callable[[Rows], None]], tuple[str, ...]]] = [
    ("unreadable", [put("bills", "a8", setting="walking")], ("a8",)),
    ("unreadable", [put("members", "A", shown="パスポート")], ("a8", "a9")),
    ("unreadable", [put("covers", "A", scheme="company")], ("a8", "a9")),
    ("unreadable", [put("classes", "K", **{"from": "August"})], ("a8", "c8", "a9")),
    ("unreadable", [put("certificates", "s54", disease="influenza")], ("a9",)),
    ("not_taken", [put("bills", "a8", untaken="visits")], ("a8",)),
    ("not_taken", [put("members", "C", untaken="age")], ("c8",)),
    ("not_taken", [put("certificates", "s54", untaken="tier")], ("a9",)),
    ("name_missing", [put("bills", "a8", id=None)], (None,)),  # type: ignore[arg-type]
    ("name_missing", [put("bills", "a8", person=None)], ("a8",)),
    ("no_member", [put("bills", "a8", person="Z")], ("a8",)),
    ("no_member", [drop("members", "A")], ("a8", "a9")),
    ("birth_missing", [put("members", "A", birth=None)], ("a8", "a9")),
    ("born_after", [put("members", "C", birth=date(2026, 9, 1))], ("c8",)),
    ("month_unreadable", [put("bills", "a8", month="2026-13")], ("a8",)),
    ("month_unreadable", [put("bills", "a8", month=None)], ("a8",)),
    ("cost_missing", [put("bills", "a8", cost=None)], ("a8",)),
    ("cost_missing", [put("bills", "a9", parts=[{"cost": None, "certificates": []}])], ("a9",)),
    ("cost_negative", [put("bills", "a8", cost=-1)], ("a8",)),
    ("cost_negative", [put("bills", "a8", paid=-1)], ("a8",)),
    ("cost_too_large", [put("bills", "a8", cost=LARGE)], ("a8",)),
    ("parts_sum", [put("bills", "a9", cost=1)], ("a9",)),
    ("cover_none", [put("covers", "A", to=date(2026, 8, 31))], ("a9",)),
    ("cover_two", [put("covers", "A", to=date(2026, 8, 10)),
                   add("covers", person="A", insurer="M", scheme="national", **{"from": date(2026, 8, 11)}),
                   add("classes", insurer="M", **{"from": "2026-08", "class": "ウ"})], ("a8",)),
    ("cover_overlap", [copy("covers", "A", insurer="M")], ("a8", "a9")),
    ("cover_order", [put("covers", "A", **{"from": date(2026, 8, 2)}, to=date(2026, 8, 1))], ("a8", "a9")),
    ("cover_day", [put("covers", "C", reason="insured_turned_75")], ("c8",)),
    ("insurer_schemes", [put("covers", "C", scheme="national")], ("a8", "c8", "a9")),
    ("insured_two", [put("covers", "C", insured=True)], ("a8", "c8", "a9")),
    ("age_scheme", [put("members", "A", birth=date(1940, 1, 1))], ("a8", "a9")),
    ("age_scheme", [put("members", "G", birth=date(1960, 1, 1))], ("g8", "g9")),
    ("class_missing", [drop("classes", "K")], ("a8", "c8", "a9")),
    ("class_missing", [put("classes", "K", **{"from": "2026-09"})], ("a8", "c8")),
    ("class_two", [add("classes", insurer="K", **{"from": "2026-08", "class": "エ"})], ("a8", "c8", "a9")),
    ("class_two", [add("classes", insurer="K", **{"from": "2026-09", "class": "エ"}),
                   add("classes", insurer="K", **{"from": "2026-09", "class": "ア"})], ("a9",)),
    ("class_unknown", [put("classes", "K", **{"class": "ウ2"})], ("a8", "c8", "a9")),
    ("share_missing", [put("classes", "E", **{"class": "一般"})], ("g8", "g9")),
    ("share_wrong", [put("members", "A", share=1)], ("a8", "a9")),
    ("no_figures", [put("bills", "g8", month="2001-01"), put("classes", "E", **{"from": "2001-01"}),
                    put("members", "G", birth=date(1920, 1, 1))], ("g8",)),
    ("certificate_unknown", [put("bills", "a8", certificates=["s99"])], ("a8",)),
    ("certificate_other_person", [put("bills", "c8", certificates=["s54"])], ("c8",)),
    ("certificate_not_valid", [put("certificates", "s54", to=date(2026, 8, 31))], ("a9",)),
    ("certificate_twice", [copy("certificates", "s54")], ("a9",)),
    ("certificate_wrong", [put("certificates", "s54", program="99")], ("a9",)),
    ("certificate_wrong", [put("certificates", "s54", program="fifty")], ("a9",)),
    ("certificate_wrong", [put("certificates", "s54", most_times=2)], ("a9",)),
    ("certificate_wrong", [put("certificates", "s54", no_limit=True)], ("a9",)),
    ("certificate_wrong", [put("certificates", "s54", **{"from": date(2026, 9, 2)}, to=date(2026, 9, 1))], ("a9",)),
    ("certificate_wrong", [add("certificates", id="d", limit=20000, disease="dialysis", **DISEASE),
                           put("bills", "a8", certificates=["d"])], ("a8",)),
    ("limit_missing", [put("certificates", "s54", limit=None)], ("a9",)),
    ("disease_missing", [add("certificates", id="d", **DISEASE), put("classes", "K", **{"class": "ア"}),
                         put("bills", "a8", certificates=["d"])], ("a8",)),
    ("aid_two", [copy("certificates", "l1", id="l2"), put("bills", "c8", certificates=["l1", "l2"])], ("c8",)),
    ("aid_parts", [put("bills", "c8", cost=None, certificates=[], parts=[
        {"cost": 1000, "certificates": ["l1"]}, {"cost": 3000, "certificates": []}])], ("c8",)),
    ("aid_times", [put("bills", "c8", times=None)], ("c8",)),
    ("assistance", [copy("certificates", "p12", id="g12", person="G"),
                    put("bills", "g8", certificates=["g12"])], ("g8",)),
    ("resent", [copy("bills", "g8", cost=80000)], ("g8",)),
    ("resent", [copy("bills", "g8", id="again", cost=80000)], ("again",)),
    ("cap_unpublished", [copy("certificates", "p12", id="a12", person="A"),
                         put("bills", "a8", certificates=["a12"])], ("a8",)),
    ("waiver_wrong", [add("waivers", person="A", kind="disaster", tenths_left=10)], ("a8", "a9")),
    ("waiver_wrong", [add("waivers", person="A", bill="a8", kind="disaster",
                          **{"from": date(2026, 9, 2)}, to=date(2026, 9, 1))], ("a8",)),
    ("waiver_wrong", [add("waivers", person="A", kind="hardship", **{"from": date(2026, 9, 1)})], ("a9",)),
    ("waiver_wrong", [add("waivers", person="P", kind="hardship")], ("p8",)),
    ("waiver_two", [add("waivers", person="A", kind="disaster", to=date(2026, 8, 10)),
                    add("waivers", person="A", kind="disaster", **{"from": date(2026, 8, 11)},
                        to=date(2026, 8, 31))], ("a8",)),
    ("unreadable", [add("waivers", person="G", bill="g8", kind="flood")], ("g8",)),
    ("refunded_wrong", [put("bills", "a8", kind="refunded", cost=None, paid=5000, standard=4000, reason=None)], ("a8",)),
    ("refunded_wrong", [put("bills", "a8", kind="refunded", cost=None, paid=5000, standard=None, reason="brace")], ("a8",)),
    ("refunded_wrong", [put("bills", "a8", kind="refunded", cost=900000, paid=5000, standard=4000, reason="brace")], ("a8",)),
    ("refunded_wrong", [put("bills", "a8", kind="refunded", cost=None, paid=5000, standard=4000, reason="arrears")], ("a8",)),
    ("refunded_wrong", [put("bills", "a8", kind="refunded", cost=None, paid=5000, standard=4000, reason="brace", certificates=["s54"])], ("a8",)),
    ("refunded_wrong", [put("bills", "a8", standard=4000)], ("a8",)),
    ("unreadable", [put("bills", "a8", kind="refunded", cost=None, paid=5000, standard=4000, reason="spa")], ("a8",)),
    ("cost_negative", [put("bills", "a8", kind="refunded", cost=None, paid=-1, standard=4000, reason="brace")], ("a8",)),
    ("unreadable", [put("classes", "K", resident_tax="perhaps")], ("a8", "c8", "a9")),
    ("unreadable", [add("incomes", person="G", year=26)], ("g8", "g9")),
    ("cost_negative", [put("classes", "K", standard_remuneration=-1)], ("a8", "c8", "a9")),
    ("cost_negative", [add("incomes", person="G", year=2025, receipts=-1)], ("g8", "g9")),
    ("income_two", [add("incomes", person="G", year=2025), add("incomes", person="G", year=2025)], ("g8", "g9")),
    ("role_wrong", [add("roles", insurer="K", person="A", role="head")], ("a8", "c8", "a9")),
    ("role_wrong", [add("roles", insurer="E", person="A", role="head"),
                    add("roles", insurer="E", person="G", role="head")], ("g8", "g9")),
    ("no_member", [add("roles", insurer="E", person="Z", role="household")], ("g8", "g9")),
    ("class_two", [put("classes", "K", senior_income="above"),
                   add("classes", insurer="K", **{"from": "2026-09"}, senior_income="below")], ("a8", "c8", "a9")),
    ("class_missing", [put("classes", "K", **{"class": None}, resident_tax="taxed")], ("a8", "c8", "a9")),
    ("facts_differ", [put("classes", "K", **{"class": None}, standard_remuneration=280000, resident_tax="taxed"),
                      add("incomes", person="A", year=2025, resident_tax="exempt")], ("a8", "c8", "a9")),
    ("facts_differ", [put("classes", "K", borderline="ウ")], ("a8", "c8", "a9")),
    ("work_accident", [put("bills", "c8", cause="work")], ("c8",)),
    ("work_accident", [copy("bills", "g8", id="at", cause="commuting")], ("at",)),
    ("unreadable", [put("bills", "a8", cause="war")], ("a8",)),
    ("state_future", [add("state", insurer="E", what="benefit_month", month="2026-08")], ("g8", "g9")),
    ("state_wrong", [add("state", insurer="E", what="benefit_month", month="July")], ("g8", "g9")),
]  # fmt: skip

MONTHS = {"a8": ("K", 8), "c8": ("K", 8), "a9": ("K", 9), "g8": ("E", 8), "g9": ("E", 9), "p8": ("N", 8)}
# A bill of which person or month cannot be told touches no month; a re-sent one leaves the first standing.
ALONE = {"no_member", "month_unreadable", "resent", "cover_none", "work_accident"}


@pytest.mark.parametrize(
    ("reason", "changes", "hit"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)]
)
def test_every_reason_names_its_rows_and_takes_their_month_with_it(
    reason: str, changes: list[Callable[[Rows], None]], hit: tuple[str, ...]
) -> None:
    before = settle(rows_of(CASE, "f"))
    assert before["undecided"].is_empty()
    rows = rows_of(CASE, "f")
    for change in changes:
        change(rows)
    out = settle(rows)
    found = undecided(out)
    assert {k for k, v in found.items() if v == reason} == set(hit), out["undecided"]
    alone = reason in ALONE or hit == (None,) or found.get("a8") == "name_missing"
    lost = set() if alone else {MONTHS[b] for b in hit if b in MONTHS}
    if hit == (None,):
        lost = {MONTHS["a8"]}
    company = {b for b, at in MONTHS.items() if at in lost} - set(hit) - ({"a8"} if hit == (None,) else set())
    assert {k for k, v in found.items() if v != reason} == company
    assert all(v in (reason, "other_undecided") for v in found.values())
    # the other family, and months without an undecided bill, stay as they were to the yen
    gone = [*found, *hit, "a8" if hit == (None,) else ""]
    if reason == "month_unreadable":  # those of its family are marked: one of their months may lack a bill
        assert out["payments"].filter(pl.col("household") == "f")["undecided_bill"].all()
    same = ["bill", "cost", "insurer_yen", "high_cost", "subsidies", "local", "borne", "collected"]
    early = out["payments"].filter(~pl.col("bill").is_in(gone) & pl.col("bill").is_in(["o/b", "p8", "g8"]))
    was = before["payments"].filter(pl.col("bill").is_in(early["bill"].implode()))
    if reason != "resent":
        assert early.select(same).equals(was.select(same))
    assert "o/b" in out["payments"]["bill"]


def test_people_and_insurers_found_in_two_households_are_undecided_everywhere() -> None:
    rows = rows_of(CASE, "f")
    out = settle(rows, Doubles(frozenset({"A"}), frozenset()))
    assert undecided(out) == {"a8": "member_twice", "a9": "member_twice", "c8": "other_undecided"}
    out = settle(rows, Doubles(frozenset(), frozenset({"K"})))
    assert undecided(out) == dict.fromkeys(("a8", "a9", "c8"), "insurer_shared")


def test_every_reason_has_a_test_and_both_languages() -> None:
    tested = {c[0] for c in CASES} | {
        "member_twice",
        "insurer_shared",
        "other_undecided",
        "year_open",
        "year_end",
        "supplement_insurer",
        "supplement_twice",
        "waiver_bill",
        "class_differs",
        "beside_bill",
        "beside_twice",
        "beside_wrong",
    }
    assert tested | {"refused"} == set(REASONS)  # `refused`: whatever the case form refuses besides
    assert all(ja and en and ja != en for ja, en in REASONS.values())


def test_the_page_of_the_tables_names_every_column_and_every_reason() -> None:
    page = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    for name in [*REASONS, *STATE, *(c for columns in TABLES.values() for c in columns)]:
        assert f"`{name}`" in page, name
    out = settle(rows_of(CASE, "f"))
    for column in [*out["payments"].columns, *out["extras"].columns]:
        assert f"`{column}`" in page, column


def test_a_month_after_an_undecided_one_is_marked_only_where_it_could_change() -> None:
    """Two earlier benefit months are known; a third, undecided, could make September a repeat month."""
    rows = rows_of(CASE, "f")
    put("bills", "a8", cost=None)(rows)
    marked = settle(rows)["payments"].filter("undecided_bill")
    assert marked["bill"].to_list() == ["a9"] and marked["provisional"].all()
    rows["state"] = rows["state"][:1]
    assert not settle(rows)["payments"]["undecided_bill"].any()


def test_rows_of_other_tables_are_named_too() -> None:
    rows = rows_of(CASE, "f")
    add("members", household=None, person="X", birth=date(2000, 1, 1))(rows)
    add("covers", person="nobody", insurer="K", scheme="employee")(rows)
    add("classes", insurer=None, **{"from": "2026-08"})(rows)
    add("certificates", id="n", person="nobody", program="54")(rows)
    add("state", insurer=None, what="benefit_month", month="2026-01")(rows)
    add("care", person="A", ending="2027-06", yen=1000)(rows)
    add("supplements", insurer="E", floor=20000)(rows)
    add("waivers", person="A", bill="z", kind="disaster")(rows)
    put("classes", "K", standard_remuneration=98_000)(rows)
    add("incomes", person="nobody", year=2025)(rows)
    add("meals", person="A", bill="z", count=3)(rows)
    add("transports", person="A", bill="a8", actual=3000)(rows)
    add("transports", person="A", bill="a8", actual=3000)(rows)
    add("charges", person="A", bill="a8", kind="room")(rows)
    add("roles", insurer="nobody", person="A", role="head")(rows)
    out = settle(rows)
    assert undecided(out) == {}
    for table, reason in (
        ("members", "name_missing"),
        ("covers", "no_member"),
        ("certificates", "no_member"),
        ("state", "name_missing"),
        ("care", "year_end"),
        ("supplements", "supplement_insurer"),
        ("waivers", "waiver_bill"),
        ("incomes", "no_member"),
        ("meals", "beside_bill"),
        ("transports", "beside_twice"),
        ("charges", "beside_wrong"),
        ("roles", "role_wrong"),
    ):
        assert list(undecided(out, table).values()) == [reason], table
    assert undecided(out, "classes") == {None: "name_missing", "K": "class_differs"}
    told = out["undecided"].filter(pl.col("reason") == "class_differs")
    assert told["detail"].to_list() == ["2026-08: ウ / エ"]


def test_a_line_with_a_class_that_does_not_exist_is_named_with_its_row() -> None:
    """The newest that had begun, in the column at fault; lines that no bill needs stay."""
    rows = rows_of(CASE, "f")
    put("classes", "K", **{"class": "ウ2"})(rows)
    add("classes", insurer="K", **{"from": "2026-09", "class": "ウ"})(rows)
    add("classes", insurer="K", **{"from": "2026-10", "class": "ウ3"})(rows)
    add("classes", insurer="E", **{"from": "2026-08"}, elder_class="一般2")(rows)
    out = settle(rows)
    assert undecided(out) == {
        "a8": "class_unknown", "c8": "class_unknown", "g8": "class_unknown", "g9": "class_unknown",
    }  # fmt: skip
    found = out["undecided"].filter(pl.col("table") == "classes")
    assert set(found["reason"]) == {"class_unknown"}
    lines = [(r["insurer"], r["from"]) for r in (rows["classes"][n] for n in found["row"])]
    assert lines == [("K", "2026-08"), ("E", "2026-08")]
    assert "ウ2" in found["detail"][0] and "一般2" in found["detail"][1]


def test_the_column_insurer_tells_two_covers_apart() -> None:
    """In the month of the 75th birthday each insurer takes half its cap."""
    case: dict[str, Any] = {
        "insurers": {
            "K": {"kind": "employee", "insured": "G", "class": "ウ", "elder_class": "一般"},
            "E": {"kind": "elderly", "class": "一般Ⅱ"},
        },
        "people": {
            "G": {
                "birth": "1951-08-20", "shown": "my_number",
                "cover": [{"insurer": "K", "to": "2026-08-19"},
                          {"insurer": "E", "from": "2026-08-20", "reason": "turned_75"}],
            }
        },
        "certificates": [],
        "bills": [
            {"id": "before", "month": "2026-08", "person": "G", "institution": "駅前内科", "cost": 90000, "insurer": "K"},
            {"id": "after", "month": "2026-08", "person": "G", "institution": "駅前内科", "cost": 90000, "insurer": "E"},
        ],
    }  # fmt: skip
    out = settle(rows_of(case, "f"))["payments"]
    assert dict(zip(out["bill"], out["borne"], strict=True)) == {"before": 11000, "after": 11000} | {
        "o/b": out.filter(pl.col("bill") == "o/b")["borne"][0]
    }
