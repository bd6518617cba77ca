"""事例の命令: kaihoken cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, KaihokenError
from ..forms.fields import Example, Request
from ..households.form import Case
from ..households.settle import settle
from .files import language, print_json, read
from .kinds import answer_of, any_form, kind_of_form


@dataclass(frozen=True, slots=True)
class Checked:
    """確かめた事例: one case and what was wrong with it; empty when it passes."""

    name: str
    title: str
    wrong: list[str]
    unreadable: bool = False


def files_of(path: Path) -> list[Path]:
    """Case files of a folder, or the one file named."""
    if path.is_dir():
        return sorted(path.rglob("*.yaml")) + sorted(path.rglob("*.json"))
    if path.is_file():
        return [path]
    raise InputError(
        "there is no such file or folder.",
        str(path),
        "Run it in the project's folder, or name one.",
        "ファイルもフォルダもありません。プロジェクトのフォルダで実行するか、名前を指定してください。",
    )


def check(path: Path) -> list[Checked]:
    """Settles every case of a file and holds it against its published answer."""
    found = []
    for one in read(str(path), any_form):
        try:
            if one.error is not None:
                raise one.error
            assert one.case is not None
            wrong = against(one.case)
            found.append(Checked(one.where(), one.case.title or one.case.title_ja, wrong))
        except KaihokenError as error:
            found.append(Checked(one.where(), "", [str(error)], unreadable=True))
    return found


def against(case: Example) -> list[str]:
    """公表された答えとの差: what is wrong with one case; empty when it comes out as published."""
    kind = kind_of_form(case)
    if isinstance(case, Case):
        answer = settle(case)
        asked = answer.range.ask_en if answer.range is not None else []
        wrong, expects = list(answer.expected), case.expect != type(case.expect)()
    else:
        assert kind is not None and isinstance(case, Request)
        reply = answer_of(kind)(case)
        asked, wrong, expects = [m.en for m in reply.missing], list(reply.expected), bool(case.expect)
    if asked:
        wrong.append("undecided: " + " ".join(asked))
    if not expects:
        wrong.append("the case expects nothing; add `expect:`")
    return wrong


def cases(path: Path = Path("cases"), /, *, json: bool = False, lang: str | None = None) -> int:
    """Settle published worked examples and hold them against their answers.

    Exit code 0: all as published; 1: at least one differs; 2: one could not be read or settled.

    Parameters
    ----------
    path
        A case file or a folder of them.
    json
        Print JSON instead of text.
    lang
        ``ja`` or ``en``: the language of the sum; by default that of the terminal.
    """
    files = files_of(path)
    if not files:
        raise InputError(
            "there is no case in this folder.",
            str(path),
            "Case files end in .yaml or .json.",
            "このフォルダに事例がありません。事例のファイルの名前は.yamlか.jsonで終わります。",
        )
    checked = [one for file in files for one in check(file)]
    wrong = [one for one in checked if one.wrong]
    code = 2 if any(one.unreadable for one in wrong) else 1 if wrong else 0
    if json:
        print_json(
            {
                "cases": len(checked),
                "as_published": len(checked) - len(wrong),
                "differ": [{"case": w.name, "title": w.title, "why": w.wrong} for w in wrong],
            }
        )
        return code
    for one in wrong:
        print(f"✗ {one.name} {one.title}")
        for line in one.wrong:
            print(f"    {line}")
    right = len(checked) - len(wrong)
    if language(lang) == "ja":
        print(f"{len(files)}ファイルの{len(checked)}事例: 公表のとおり {right}、異なる {len(wrong)}。")
    else:
        many, held = "s" * (len(checked) != 1), "s" * (len(files) != 1)
        print(
            f"{len(checked)} case{many} in {len(files)} file{held}: {right} as published, {len(wrong)} differ."
        )
    return code
