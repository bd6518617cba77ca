"""Messages: whatever a user may read of a mistake is there in Japanese, too: in the code and as it comes out."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from contradictions import TOLD
from starlette.testclient import TestClient
from test_bad_input import BAD, GOOD, ODD

import kaihoken
from kaihoken import cli, errors, settle
from kaihoken.commands.settle import settle as command
from kaihoken.errors import InputError, KaihokenError, ProvisionalFigure
from kaihoken.households import check_certificates, field_names, form, form_around
from kaihoken.households.check_extras import EXEMPTIONS, MAY_HAVE, NEEDS, REASONS
from kaihoken.households.expect import EXTRA_PARTS
from kaihoken.households.payer_names import KINDS
from kaihoken.web.app import create_app
from kaihoken.web.mistakes import mistake_in

ROOMS = Path(kaihoken.__file__).parent
# Rooms whose messages are not all there in Japanese yet.
OPEN_ROOMS: frozenset[str] = frozenset()
# The law's own tables are the program's, and a question carries its Japanese in its choices.
NOT_TOLD = {"TableError", "MissingFact"}
ERRORS = {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, KaihokenError) and name not in NOT_TOLD
}
JAPANESE = re.compile(r"[ぁ-ん]")
CLIENT = TestClient(create_app(), follow_redirects=False)


def _constructors(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [one for one in calls if isinstance(one.func, ast.Name) and one.func.id in ERRORS]


def _japanese(call: ast.Call) -> ast.expr | None:
    """What a constructor gives as the message in Japanese."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "ja"]
    return named[0] if named else call.args[3] if len(call.args) > 3 else None


def _wrong(call: ast.Call) -> bool:
    ja = _japanese(call)
    if ja is None:
        return True
    written = [
        one.value for one in ast.walk(ja) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return isinstance(ja, (ast.Constant, ast.JoinedStr)) and not re.search(
        "[ぁ-んァ-ヶ一-龥]", "".join(written)
    )


def test_every_error_that_is_raised_tells_it_in_japanese_too() -> None:
    paths = [
        path
        for path in sorted(ROOMS.rglob("*.py"))
        if path.relative_to(ROOMS).parts[0] not in OPEN_ROOMS and path.name != "errors.py"
    ]
    calls = [(path, call) for path in paths for call in _constructors(path)]
    assert len(calls) > 200
    assert [f"{path.relative_to(ROOMS)}:{call.lineno}" for path, call in calls if _wrong(call)] == []


def test_an_error_tells_itself_in_the_language_that_is_asked_for() -> None:
    plain = KaihokenError("nobody has published it.", ja="公表されていません。")
    assert (plain.told("en"), plain.told("ja"), str(plain)) == (
        str(plain),
        "公表されていません。",
        plain.args[0],
    )
    placed = InputError("it is wrong.", "cost", "Mend it.", "誤りです。直してください。").at("bills[0]")
    assert placed.told("ja") == "bills[0]: cost: 誤りです。直してください。"
    assert placed.told("en") == "bills[0]: cost: it is wrong. Mend it."
    assert KaihokenError("only English.").told("ja") == "only English."


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), BAD, ids=[b[1].strip()[:40] for b in BAD])
def test_a_mistake_is_told_in_japanese_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int, what: str, mend: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert command(str(path), lang="ja") == 2
    out = capsys.readouterr().err
    assert f"case.yaml:{line}" in out
    assert JAPANESE.search(out) and what not in out


@pytest.mark.parametrize(("text", "what"), ODD, ids=lambda v: v[:30])
def test_odd_input_is_told_in_japanese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, what: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    assert command(str(path), lang="ja") == 2
    assert JAPANESE.search(capsys.readouterr().err)


def test_answers_in_json_carry_a_mistake_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace("month: 2026-08", "month: 1999-05"), encoding="utf-8")
    assert command(str(path), json=True, lang="en") == 2
    out = capsys.readouterr()
    assert "there are no figures for 1999-05" in out.err and "there are no figures for 1999-05" in out.out
    assert '"error_ja"' in out.out and "1999-05の数字はありません" in out.out


def test_the_command_line_takes_the_language_of_a_message_from_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--lang", "ja"], ["--lang=ja"]):
        monkeypatch.setattr("sys.argv", ["kaihoken", "settle", "case.yaml", "--workers", "2", *words])
        with pytest.raises(SystemExit, match="2"):
            cli.main()
        assert "はじめにフォルダを指定してください" in capsys.readouterr().err
    for language, words in (("ja_JP.UTF-8", []), ("en_US.UTF-8", ["--lang", "ja"])):
        monkeypatch.setenv("LC_ALL", language)
        monkeypatch.setattr("sys.argv", ["kaihoken", "settle", "case.yaml", "--workers", "2", *words])
        with pytest.raises(SystemExit, match="2"):
            cli.main()
        assert JAPANESE.search(capsys.readouterr().err)


def test_a_figure_that_nobody_knows_and_a_refusal_of_a_doubtful_one_are_told_in_japanese() -> None:
    hole = {"figure": "care_sum_limit", "on": "2027-09", "class": "ウ1"}
    problem = CLIENT.post("/api/v1/settle", json={"ask": hole}).json()
    assert "ask the insurer" in problem["detail"] and not JAPANESE.search(problem["detail"])
    assert "保険者に" in problem["detail_ja"] and "where" not in problem
    doubtful = {"scheme": "employee", "class": "ウ", "setting": "inpatient", "month": "2026-08", "age": 40}
    with pytest.raises(ProvisionalFigure, match="the answer rests on unconfirmed figures") as error:
        settle({**doubtful, "cost": 1_000_000, "meals": {"count": 3}}, strict=True)
    assert error.value.ja.startswith("--strict: 確かめられていない数字に基づくため、答えません。")


def test_fields_and_choices_of_a_case_have_japanese_names() -> None:
    fields: set[str] = set(EXTRA_PARTS)
    for room in (form, form_around):
        for one in vars(room).values():
            fields |= set(getattr(one, "__struct_fields__", ()))
    assert set(field_names.FIELDS) <= fields
    named = {*check_certificates.LOCAL_ONLY, *check_certificates.NATIONAL_ONLY, *EXTRA_PARTS}
    named |= {name for names in (*NEEDS.values(), *MAY_HAVE.values()) for name in names}
    assert named <= set(field_names.FIELDS)
    assert set(MAY_HAVE) <= set(KINDS) and {e for of in EXEMPTIONS.values() for e in of} <= set(REASONS)


@pytest.mark.parametrize(("case", "told"), TOLD, ids=[told[:24] for _, told in TOLD])
def test_a_contradiction_in_a_case_is_told_in_plain_japanese(case: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as error:
        settle(case)
    assert error.value.ja.startswith(told)
    plain = mistake_in(error.value, "ja").text
    assert "`" not in plain and not re.search("Add|Write|Keep", plain)


def test_a_message_names_a_field_so_that_a_page_can_leave_it_out() -> None:
    case: dict[str, Any] = {"scheme": "employee", "class": "ウ", "age": 40, "cost": 1000}
    with pytest.raises(InputError) as error:
        settle(case)
    assert error.value.ja == "診療月がありません。2026-08のように書き足してください（`month`）。"
    assert mistake_in(error.value, "ja").text == "診療月がありません。2026-08のように書き足してください。"
    assert mistake_in(error.value, "en").text.startswith("the month of treatment is missing.")
