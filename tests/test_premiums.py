"""Premiums, standard remuneration, continuation and the levy, at their boundaries."""

from __future__ import annotations

from typing import Any

import pytest

from kaihoken.engine import dates
from kaihoken.engine.tables import tables
from kaihoken.errors import InputError, ProvisionalFigure
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply
from kaihoken.premiums.answer import answer
from kaihoken.premiums.form import Premium
from kaihoken.premiums.prefectures import PREFECTURES

TOKYO = {"month": "2026-04", "standard": 300_000, "age": 30, "prefecture": "東京都"}


def ask(**questions: Any) -> Reply:
    return answer(parse({"premium": questions}, Premium))


def employee(**facts: Any) -> dict[str, Any]:
    """The lines of an employee's month, by key."""
    return {line.key: line.value for line in ask(employee={**TOKYO, **facts}).groups[0].lines}


@pytest.mark.parametrize("month", range(dates.month("2015-01"), dates.month("2028-12") + 1), ids=dates.text)
def test_every_month_has_a_premium_or_a_declared_hole(month: int) -> None:
    """With given rates everything is known; without, what is missing says what to write."""
    given = {"health": 10, "care": 1.6, "child": 0.2}
    lines = employee(month=dates.text(month), rates=given, prefecture=None)
    assert all(value is not None for value in lines.values())
    reply = ask(employee={**TOKYO, "month": dates.text(month)})
    for line in reply.groups[0].lines:
        assert line.value is not None or line.evidence == "unknown" or line.key in ("deducted", "employer") or line.key.endswith("_exact")  # fmt: skip
        if line.key == "health" and line.value is None:
            assert "rates.health" in line.note_en and "rates.health" in line.note_ja


def test_every_prefecture_has_its_rates_of_two_years_and_its_names() -> None:
    for name in PREFECTURES:
        assert isinstance(employee(month="2025-03", prefecture=name)["health"], int)
        assert isinstance(employee(month="2027-02", prefecture=name)["health"], int)
    assert employee(prefecture="osaka") == employee(prefecture="大阪府") == employee(prefecture="大阪")


def test_a_rate_that_is_given_is_taken_in_place_of_the_table() -> None:
    assert employee(rates={"health": 12})["health"] == 18_000


def test_no_prefecture_and_no_rate_is_asked_for() -> None:
    with pytest.raises(InputError, match="prefecture: 東京都"):
        employee(prefecture=None)
    with pytest.raises(InputError, match="Did you mean 'tokyo'") as error:
        employee(prefecture="Tokio")
    assert error.value.ja.startswith("「Tokio」という都道府県はありません。「tokyo」のことですか。")


def test_a_society_without_its_care_rate_is_refused_at_40_and_not_at_39() -> None:
    given: dict[str, Any] = {"prefecture": None, "rates": {"health": 9}}
    assert employee(**given, age=39)["health"] == 13_500
    with pytest.raises(InputError, match="care rate is not told") as error:
        employee(**given, age=40)
    assert "健保組合の介護保険料率がありません" in error.value.ja


@pytest.mark.parametrize("bad", [9.85001, "x", -1, 101])
def test_a_rate_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(InputError) as error:
        employee(rates={"health": bad})
    assert "9.85のように" in error.value.ja


def test_earlier_bonuses_that_were_not_cut_to_thousands_are_refused() -> None:
    """4,000,500 yen would leave 1,729,500 under the ceiling, which is no sum of standard bonuses."""
    with pytest.raises(InputError, match="no sum of standard bonuses"):
        ask(
            bonus={
                "month": "2026-12",
                "age": 30,
                "prefecture": "東京",
                "amount": 3_000_000,
                "earlier": 4_000_500,
            }
        )


def test_an_employees_part_above_the_whole_or_alone_is_refused() -> None:
    with pytest.raises(InputError, match="more than the whole"):
        employee(rates={"health": 9, "health_own": 9.5})
    with pytest.raises(InputError, match="stands alone"):
        employee(rates={"health_own": 4})


def test_fifty_sen_are_dropped_from_pay_and_go_up_in_cash() -> None:
    assert employee(standard=410_000)["health_exact"] == "20192.5"
    assert employee(standard=410_000)["health"] == 20_192
    assert employee(standard=410_000, rounding="cash")["health"] == 20_193
    assert employee(standard=410_000)["employer_health"] == 20_193


def test_both_parts_are_the_whole_premium_without_parts_of_a_yen() -> None:
    for standard in (58_000, 98_000, 134_000, 410_000, 1_390_000):
        lines = employee(standard=standard, age=45, prefecture="北海道")
        assert lines["health"] + lines["employer_health"] == standard * 1190 // 10_000


@pytest.mark.parametrize(
    ("birth", "month", "care"),
    [
        ("1986-05-01", "2026-03", False), ("1986-05-01", "2026-04", True), ("1986-05-02", "2026-04", False),
        ("1986-05-02", "2026-05", True), ("1961-05-01", "2026-03", True), ("1961-05-01", "2026-04", False),
        ("1961-05-02", "2026-04", True), ("1961-05-02", "2026-05", False),
    ],
)  # fmt: skip
def test_care_is_due_from_the_day_before_the_40th_birthday(birth: str, month: str, care: bool) -> None:
    lines = employee(birth=birth, age=None, month=month)
    assert lines["health"] == (17_205 if care else 14_775)


@pytest.mark.parametrize(
    ("birth", "month", "health", "pension"),
    [
        ("1956-05-02", "2026-04", "charged", "charged"), ("1956-05-02", "2026-05", "charged", "age"),
        ("1956-05-01", "2026-04", "charged", "age"), ("1951-05-31", "2026-04", "charged", "age"),
        ("1951-05-31", "2026-05", "age", "age"), ("1951-05-01", "2026-04", "charged", "age"),
    ],
)  # fmt: skip
def test_the_pension_ends_at_70_and_health_on_the_75th_birthday(
    birth: str, month: str, health: str, pension: str
) -> None:
    lines = employee(birth=birth, age=None, month=month)
    assert (lines["health_charged"], lines["pension_charged"]) == (health, pension)
    assert bool(lines["health"]) == (health == "charged") and bool(lines["pension"]) == (pension == "charged")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"joined": "2026-05-01"}, "before_joining"), ({"joined": "2026-04-30"}, "charged"),
        ({"left": "2026-04-29"}, "after_leaving"), ({"left": "2026-04-30"}, "charged"),
        ({"left": "2026-03-31"}, "after_leaving"), ({"joined": "2026-04-02", "left": "2026-04-20"}, "charged"),
        ({"joined": "2026-04-02", "left": "2026-05-20"}, "charged"),
    ],
)  # fmt: skip
def test_the_month_of_the_day_after_leaving_is_not_charged(facts: dict[str, str], told: str) -> None:
    lines = employee(**facts)
    assert lines["health_charged"] == told and bool(lines["deducted"]) == (told == "charged")


def test_leaving_before_joining_is_refused() -> None:
    with pytest.raises(InputError, match="before joining"):
        employee(joined="2026-04-02", left="2026-04-01")


@pytest.mark.parametrize(
    ("month", "leave", "free"),
    [
        ("2026-04", ("maternity", "2026-04-30", "2026-05-31"), True),
        ("2026-05", ("maternity", "2026-04-30", "2026-05-31"), True),
        ("2026-05", ("maternity", "2026-04-30", "2026-05-30"), False),
        ("2026-06", ("maternity", "2026-04-30", "2026-05-31"), False),
        ("2026-04", ("maternity", "2026-04-02", "2026-04-28"), False),
        ("2026-04", ("childcare", "2026-04-02", "2026-04-15"), True),
        ("2026-04", ("childcare", "2026-04-02", "2026-04-14"), False),
        ("2026-04", ("childcare", "2026-04-30", "2026-04-30"), True),
        ("2022-09", ("childcare", "2022-09-02", "2022-09-20"), False),
        ("2022-10", ("childcare", "2022-10-02", "2022-10-20"), True),
    ],
)  # fmt: skip
def test_the_months_that_a_leave_frees(month: str, leave: tuple[str, str, str], free: bool) -> None:
    kind, first, last = leave
    lines = employee(month=month, leaves=[{"kind": kind, "from": first, "to": last}], rates={"health": 10})
    assert (lines["health_charged"] == "leave") == free == (lines["deducted"] == 0)


def test_childcare_leaves_within_one_month_are_added_up() -> None:
    leaves = [
        {"kind": "childcare", "from": f"2026-04-{a}", "to": f"2026-04-{b}"}
        for a, b in (("01", "07"), ("20", "26"))
    ]
    assert employee(leaves=leaves)["deducted"] == 0
    assert employee(leaves=leaves[:1])["deducted"] == 42_570


@pytest.mark.parametrize(("last", "free"), [("2026-05-09", False), ("2026-05-10", True)])
def test_a_leave_frees_a_bonus_when_it_is_longer_than_a_month(last: str, free: bool) -> None:
    leave = {"kind": "childcare", "from": "2026-04-10", "to": last}
    facts = {"month": "2026-04", "amount": 600_000, "age": 45, "prefecture": "東京都", "leaves": [leave]}
    lines = {line.key: line.value for line in ask(bonus=facts).groups[0].lines}
    assert lines["deducted"] == (0 if free else 90_000)
    assert lines["health_charged"] == ("leave" if free else "charged")


def revised(**facts: Any) -> dict[str, Any]:
    asked = {"month": "2026-04", "change": "up", "before": 300_000, **facts}
    days = asked.pop("days", [30, 30, 30])
    asked["months"] = [{"pay": p, "days": d} for p, d in zip(asked.pop("pays"), days, strict=True)]
    return {line.key: line.value for line in ask(revision=asked).groups[0].lines}


def test_an_occasional_revision_needs_two_grades_the_same_way_and_every_month() -> None:
    assert revised(pays=[330_000] * 3)["standard"] == 340_000
    assert revised(pays=[330_000, 330_000, 329_999])["revised"] == "no"
    assert revised(pays=[330_000] * 3, days=[30, 17, 30])["revised"] == "yes"
    assert revised(pays=[330_000] * 3, days=[30, 16, 30])["revised"] == "no"
    assert revised(pays=[330_000] * 3, days=[11, 16, 30], worker="short_time")["revised"] == "yes"
    assert revised(pays=[330_000] * 3, days=[10, 16, 30], worker="short_time")["revised"] == "no"
    assert revised(pays=[330_000] * 3, days=[15, 15, 15], worker="part_time")["revised"] == "no"
    assert revised(pays=[269_999] * 3, change="down")["standard"] == 260_000
    assert revised(pays=[270_000] * 3, change="down")["revised"] == "no"
    assert revised(pays=[330_000] * 3, change="down")["revised"] == "no"
    assert revised(pays=[269_999] * 3, change="up")["standard"] == 300_000


@pytest.mark.parametrize(
    ("before", "before_pay", "pay", "change", "health", "pension"),
    [
        (1_330_000, None, 1_415_000, "up", "yes", "no"), (1_330_000, None, 1_414_999, "up", "no", "no"),
        (1_390_000, 1_415_000, 1_354_999, "down", "yes", "no"), (1_390_000, 1_414_999, 1_354_999, "down", "no", "no"),
        (1_390_000, 1_390_000, 1_294_999, "down", "yes", "no"),
        (58_000, 52_999, 63_000, "up", "yes", "no"), (58_000, 53_000, 63_000, "up", "no", "no"),
        (68_000, None, 52_999, "down", "yes", "no"), (68_000, None, 53_000, "down", "no", "no"),
        (620_000, None, 665_000, "up", "yes", "yes"), (620_000, None, 664_999, "up", "no", "no"),
        (680_000, 665_000, 634_999, "down", "yes", "yes"), (650_000, 664_999, 634_999, "down", "no", "no"),
        (98_000, None, 82_999, "down", "yes", "yes"), (98_000, None, 83_000, "down", "no", "no"),
        (78_000, 82_999, 93_000, "up", "yes", "yes"), (88_000, 83_000, 93_000, "up", "no", "no"),
    ],
)  # fmt: skip
def test_pay_far_beyond_the_lowest_or_highest_grade_counts_as_one_more(
    before: int, before_pay: int | None, pay: int, change: str, health: str, pension: str
) -> None:
    facts = {} if before_pay is None else {"before_pay": before_pay}
    lines = revised(before=before, pays=[pay] * 3, change=change, **facts)
    assert (lines["revised"], lines["pension_revised"]) == (health, pension)


def test_at_the_highest_grade_the_pay_before_is_asked_for_where_it_decides() -> None:
    facts = {
        "month": "2026-04",
        "change": "down",
        "before": 1_390_000,
        "months": [{"pay": 1_300_000, "days": 30}] * 3,
    }
    reply = ask(revision=facts)
    assert [m.fact for m in reply.missing] == ["before_pay"] and len(reply.outcomes) == 2
    told = [
        next(line.value for line in one.groups[0].lines if line.key == "revised") for one in reply.outcomes
    ]
    assert told == ["no", "yes"]


def regular(pays: list[int], days: list[int], **facts: Any) -> dict[str, Any]:
    months = [{"pay": p, "days": d} for p, d in zip(pays, days, strict=True)]
    return {
        line.key: line.value
        for line in ask(regular={"year": 2026, "months": months, **facts}).groups[0].lines
    }


def test_a_regular_determination_leaves_out_short_months() -> None:
    pays = [250_000, 100_000, 260_001]
    assert regular(pays, [17, 16, 30])["mean"] == 255_000
    assert regular(pays, [17, 17, 30])["mean"] == 203_333
    assert regular(pays, [15, 14, 16], worker="part_time")["mean"] == 255_000
    assert regular(pays, [17, 15, 16], worker="part_time")["mean"] == 250_000
    assert regular(pays, [11, 10, 30], worker="short_time")["mean"] == 255_000
    assert regular(pays, [1, 2, 3], before=280_000)["standard"] == 280_000
    with pytest.raises(InputError, match="standard before is not told"):
        regular(pays, [1, 2, 3])


def test_who_joins_from_june_or_is_revised_from_july_is_not_determined() -> None:
    pays, days = [250_000] * 3, [30] * 3
    assert regular(pays, days, joined="2026-05-31")["standard"] == 260_000
    assert regular(pays, days, joined="2026-06-01") == {"determined": "no"}
    assert regular(pays, days, revised="2026-09") == {"determined": "no"}
    assert regular(pays, days, revised="2026-10")["standard"] == 260_000


@pytest.mark.parametrize(("joined", "until"), [("2026-05-31", "2026-08"), ("2026-06-01", "2027-08"), ("2026-12-01", "2027-08"), ("2026-01-05", "2026-08")])  # fmt: skip
def test_the_standard_on_joining_holds_until_the_august_after_it(joined: str, until: str) -> None:
    assert ask(joining={"joined": joined, "pay": 255_000}).value("joining", "until") == until


def test_the_pension_range_follows_its_dates() -> None:
    def standard(month: str, pay: int) -> int:
        return employee(month=month, standard=None, pay=pay, rates={"health": 10})["pension_standard"]

    assert [standard(m, 10_000) for m in ("2016-09", "2016-10")] == [98_000, 88_000]
    assert [standard(m, 2_000_000) for m in ("2020-08", "2020-09", "2027-08", "2027-09", "2028-09")] == [
        620_000, 650_000, 650_000, 680_000, 710_000,
    ]  # fmt: skip


def test_bounds_of_the_grades_are_the_middle_of_two_standards_or_5000_below() -> None:
    rows = list(tables().rows("remuneration_grade", dates.month("2026-04")).values())
    for n in range(1, len(rows)):
        middle = (rows[n - 1].values["standard"] + rows[n].values["standard"]) // 2  # type: ignore[operator]
        assert rows[n].values["least"] == (middle if n < 44 else middle - 5_000)


def test_a_stated_standard_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="nearest is 300,000"):
        employee(standard=305_000)


def test_strict_refuses_a_rate_from_memory() -> None:
    form = parse({"premium": {"employee": {**TOKYO, "month": "2016-01", "rates": {"health": 10}}}}, Premium)
    with pytest.raises(ProvisionalFigure):
        answer(form, strict=True)
