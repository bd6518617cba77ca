"""Bad input: one clear message each: what, where with its line, how to mend it; the others are settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kaihoken import settle
from kaihoken.commands.settle import settle as command
from kaihoken.errors import InputError

GOOD = """\
insurers:
  K: {kind: employee, insured: A, class: ウ}
people:
  A: {birth: 1985-04-02, insurer: K, shown: my_number}
certificates:
  - {id: s1, person: A, program: 54, limit: 10000}
state:
  K: {benefit_months: []}
bills:
  - id: b1
    month: 2026-08
    person: A
    setting: inpatient
    cost: 300000
    certificates: [s1]
"""

BAD = [
    ("birth: 1985-04-02", "birth: 1985-02-30", 4, "1985-02-30 is not a day of the calendar", "Write a day that exists"),
    ("birth: 1985-04-02", "birth: 2030-01-01", 4, "born after 2026-08", "Check the birth date"),
    ("month: 2026-08", "month: 2026-13", 11, "'2026-13' is not a date", "Write a month as 2026-08"),
    ("month: 2026-08", "month: 2026-8", 11, "'2026-8' is not a date", "2026-08"),
    ("class: ウ", "class: 一般", 2, "class '一般' does not exist below 70 in 2026-08", "ア, イ, ウ, エ, オ"),
    ("month: 2026-08", "month: 2027-09", 2, "class 'ウ' does not exist below 70 in 2027-09", "ウ1, ウ2, ウ3"),
    ("month: 2026-08", "month: 1999-05", 10, "there are no figures for 1999-05", "begin in 2006-10"),
    ("program: 54, limit: 10000", "program: 10, limit: 10000", 6, "programme 10 has no monthly limit", "Leave the limit out"),
    ("program: 54", "program: 55", 6, "no national subsidy programme 55", "local aid is 'local'"),
    ("limit: 10000}", "limit: 10000, tier: general}", 6, "both an income tier and a limit", "Keep the limit"),
    ("limit: 10000}", "limit: 10000, month_limit: 500}", 6, "only a certificate of local aid has", "Take it out"),
    ("limit: 10000}", "limit: 10000, disease: hiv}", 6, "only a certificate of a designated disease has", "Take it out"),
    ("54, limit: 10000}", "local, limit: 500, used: 1}", 6, "only a certificate of a national programme has", "Take it out"),
    ("54, limit: 10000}", "local, limit: 500, per: tenths}", 6, "pay 500 tenths", "0 to 10"),
    ("birth: 1985-04-02", "birth: 1985-04-02, income: {2025-01: {filed: true}}", 4, "a name here is not a year", "as 2025"),
    ("birth: 1985-04-02", "birth: 1985-04-02, income: {2025: {receipts: -1}}", 4, "-1 is negative", "0 or more"),
    ("class: ウ", "class: ウ1, standard_remuneration: 280000", 2, "class 'ウ1' does not exist below 70 in 2026-08", "ア, イ, ウ, エ, オ"),
    ("insured: A, class: ウ", "insured: A, class: ウ, borderline: ウ", 2, "no class of a borderline household", "オ"),
    ("class: ウ", "class: {2026-8: ウ}", 2, "a name here is not a month", "2026-08"),
    ("cost: 300000", "cost: -300000", 14, "-300000 is negative", "0 or more"),
    ("cost: 300000", "cost: 300000.5", 14, "300000.5 is not a whole number", "without a decimal point"),
    ("cost: 300000", "cost: '300000'", 14, "'300000' is not a whole number", "without quotes"),
    ("cost: 300000", "cost: 300,000", 14, "'300,000' has separators", "Write 300000"),
    ("cost: 300000", "cost: 0300000", 14, "begins with a zero", "Write 300000"),
    ("cost: 300000", "cost: ０３０００００", 14, "begins with a zero", "Write 300000"),
    ("cost: 300000", "cost: 0x493e0", 14, "not a decimal number", "decimal digits"),
    ("cost: 300000", "cost: 300000\n    cost: 300000", 15, "'cost' is written twice", "Keep one"),
    ("cost: 300000", "cost: 300000\n    points: 30000", 10, "both cost and points", "Keep one"),
    ("cost: 300000", "price: 300000", 14, "there is no field 'price'", "Write `cost`"),
    ("month: 2026-08", "date: 2026-08-03", 11, "there is no field 'date'", "Write `month`"),
    ("insured: A, class: ウ", "insured: A, class: ウ, standard_remuneration: 300,000", 2, "was cut at them", "digits only"),
    ("bills:\n", "bills:\n  - {id: b1, month: 2026-07, person: A, cost: 10}\n", 11, "bill 'b1' stands twice", "own id"),
    ("limit: 10000}", "limit: 10000, from: 2026-09-01}", 15, "not valid in 2026-08", "Take it off this bill"),
    ("cost: 300000", "costs: 300000", 14, "there is no field 'costs'", "Did you mean 'cost'?"),
    ("    cost: 300000\n", "", 10, "bill 'b1' has no cost", "Add cost"),
    ("    person: A\n", "", 10, "'person' is missing", "Add `person:`"),
    ("    person: A\n", "    person: Z\n", 12, "'Z', which is not among the people", "A"),
    ("insurer: K,", "insurer: Z,", 4, "'Z', which is not among the insurers", "K"),
    ("insured: A", "insured: Z", 2, "'Z', which is not among the people", "A"),
    ("id: s1, person: A", "id: s1, person: Z", 6, "'Z', which is not among the people", "A"),
    ("certificates: [s1]", "certificates: [s9]", 15, "no certificate is called 's9'", "s1"),
    ("limit: 10000}", "limit: 10000, to: 2026-07-31}", 15, "certificate 's1' is not valid in 2026-08", "to 2026-07-31"),
    ("kind: employee", "kind: kenpo", 2, "'kenpo' is not one of the possible values", "employee, national"),
    ("setting: inpatient", "setting: ward", 13, "'ward' is not one of the possible values", "inpatient or outpatient"),
    ("cost: 300000", "cost: 300000\n    parts: [{cost: 100000}, {cost: 100000}]", 15, "the parts add up to 200,000 yen, the bill to 300,000", "Correct one"),
    ("cost: 300000", "cost: 300000\n    visits: [{cost: 100000}]", 15, "the visits add up to 100,000 yen", "Correct one"),
    ("cost: 300000", "cost: 300000\n    visits: [{cost: 300000, on: 2026-07-31}]", 15, "not in 2026-08", "one month"),
    ("insurer: K, shown", "share: 2, insurer: K, shown", 4, "a share of 2 tenths is not the law's", "It is 3"),
    ("birth: 1985-04-02", "birth: 1940-04-02", 4, "past 75 in 2026-08", "kind elderly"),
    ("kind: employee", "kind: elderly", 4, "not yet 75 in 2026-08", "another insurer"),
    ("birth: 1985-04-02,", "birth: 1985-04-02, age: 41,", 4, "both a birth date and an age", "Keep the birth date"),
    ("K: {benefit_months: []}", "Z: {benefit_months: []}", 8, "'Z', which is not among the insurers", "K"),
    ("K: {benefit_months: []}", "K: {benefit_months: {}}", 8, "{} is no list", "each entry after a `-`"),
    ("K: {benefit_months: []}", "K: {benefit_months: [2026]}", 8, "2026 is no text", "between quotes"),
    ("bills:\n", "bills:\n  - {id: b1, month: 2026-08, person: A, cost: 10}\n", 11, "bill 'b1' stands twice", "own id"),
    ("state:\n", "given: {paid: {b7: 100}}\nstate:\n", 7, "'b7', which is not among the bills", "b1"),
    ("insurer: K, shown", "cover: [{insurer: K, from: 2026-08-10, to: 2026-08-01}], shown", 4, "ends before it begins", "Exchange"),
    ("insurer: K, shown", "cover: [{insurer: K, to: 2026-07-31}], shown", 12, "insured by nobody in 2026-08", "Add the cover"),
    ("people:\n", "people:\n\tB: x\n", 4, "not readable as YAML", "indentation"),
    ("program: 54, limit: 10000", "program: local", 6, "local aid 's1' has no amount", "0 where it is free"),
    ("program: 54, limit: 10000", "program: local, limit: 200, per: visit", 15, "per visit, and the bill lists no visits", "times"),
]  # fmt: skip


ODD = [
    ("a: &x [1]\nb: *x\n", "anchors and aliases"),
    ("a: &a [*a]\n", "anchors and aliases"),
    ("a: " + "[" * 200_000, "nested more than 20 deep"),
    ("a: " + "[" * 3000 + "]" * 3000, "nested more than 20 deep"),
    ("scheme: employee\ncost: " + "9" * 5000, "5000 digits"),
    ("scheme: employee\nmonth: 2026-08\ncost: 1e400", "not a whole number"),
    ("cost: !!python/object:os.system 1", "tags"),
    ("insurers: {K: {kind: employee, standard_remuneration: {2026-01: 30万}}}", "not a whole number"),
    ("insurers: {K: {kind: employee, class: {2026-01: null}}}", "no value stands here"),
    ("insurers: {K: {kind: employee, class: {2026-13: ウ}}}", "not a month"),
    ("state: {K: {hospital_months: {A: {X: [2026-13]}}}}", "not a date"),
    ("ask: {figure: repeat_months, on: 1990-01}", "no figure on that date"),
    ("ask: {figure: monthly_limit, on: 2014-01, program: 54, tier: 低所得Ⅰ}", "no limits on that date"),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), BAD, ids=[b[1].strip()[:40] for b in BAD])
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert old in GOOD
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert command(str(path), lang="en") == 2
    out = capsys.readouterr()
    assert what in out.err and mend in out.err
    assert f"case.yaml:{line}" in out.err, out.err
    assert "Traceback" not in out.err and out.err.count("kaihoken:") == 1


def test_full_width_digits_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace("cost: 300000", "cost: ３０００００"), encoding="utf-8")
    assert command(str(path), lang="en") == 0
    assert "300,000" in capsys.readouterr().out


def test_one_bad_case_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        GOOD + "---\n" + GOOD.replace("cost: 300000", "cost: -1") + "---\n" + GOOD, encoding="utf-8"
    )
    assert command(str(path), str(tmp_path / "nowhere.yaml"), lang="en") == 2
    out = capsys.readouterr()
    assert out.out.count("  Cost  ") == 2
    assert "cases.yaml:30" in out.err and "there is no such file" in out.err


def test_an_empty_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("# nothing\n", encoding="utf-8")
    assert command(str(path), lang="en") == 2
    assert "there is no case in this file" in capsys.readouterr().err
    assert command(str(path), lang="ja") == 2
    assert "このファイルに事例がありません。" in capsys.readouterr().err


def test_the_two_forms_are_not_mixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mixed.yaml"
    path.write_text("scheme: employee\n" + GOOD, encoding="utf-8")
    assert command(str(path)) == 2
    assert "the short form and the long form are mixed" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "what"), ODD, ids=lambda v: v[:30])
def test_odd_input_is_refused_and_never_breaks_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, what: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    assert command(str(path), lang="en") == 2
    assert what in capsys.readouterr().err


def test_unreadable_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"\xff\xfe\x00cost")
    assert command(str(path), str(path / "x"), "n" * 300, str(tmp_path), "") == 2
    assert capsys.readouterr().err.count("kaihoken:") == 5


def test_a_syntax_error_in_one_document_does_not_stop_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "three.yaml"
    path.write_text(GOOD + "---\na: [\n---\n" + GOOD, encoding="utf-8")
    assert command(str(path), lang="en") == 2
    out = capsys.readouterr()
    assert out.out.count("  Cost  ") == 2 and "three.yaml:1" in out.err


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"benefit_months": ["2026-07", "2026-09"]}, "the state has 2026-09, though the bills begin"),
        ({"hospital_months": {"A": {"病院": ["2026-09"]}}}, "the state has 2026-09"),
        ({"year": {"ending": "2027-07", "capped": ["2026-10"]}}, "the state has 2026-10"),
        ({"year": {"ending": "2028-07"}}, "begins after the bills"),
    ],
)
def test_a_state_that_contradicts_the_bills_is_refused(state: dict[str, Any], message: str) -> None:
    case = {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"A": {"age": 40, "insurer": "K"}},
        "state": {"K": state},
        "bills": [{"month": "2026-08", "person": "A", "cost": 1000}],
    }
    with pytest.raises(InputError, match=message):
        settle(case)


def test_a_cover_from_the_75th_birthday_begins_on_it() -> None:
    def case(birth: str, first: str) -> dict[str, Any]:
        cover = [{"insurer": "E", "from": first, "reason": "turned_75"}]
        return {
            "insurers": {"E": {"kind": "elderly", "class": "一般Ⅰ"}},
            "people": {"G": {"birth": birth, "cover": cover}},
            "bills": [{"month": "2026-12", "person": "G", "cost": 1000}],
        }

    assert settle(case("1951-08-20", "2026-08-20")).decided
    with pytest.raises(InputError, match="the 75th birthday is 2026-08-20"):
        settle(case("1951-08-20", "2026-08-21"))
    with pytest.raises(InputError, match="the 75th birthday is 2023-03-01"):
        settle(case("1948-02-29", "2023-02-28"))
