"""保険料の命令: kaihoken premium."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ..errors import InputError
from .files import language, print_json
from .reply import ask_files


def premium(
    *files: str,
    explain: bool = False,
    json: bool = False,
    lang: Literal["ja", "en"] | None = None,
    strict: bool = False,
    out: Path | None = None,
    chunk: int | None = None,
) -> int:
    """Premiums of an employee's month or bonus, the standard remuneration, continuation, the municipal levy.

    A folder of tables (docs/premiums.md) is a payroll: ``premium FOLDER --out DIR``.

    Exit code 0: all answered; 1: a fact is missing somewhere, so that possible outcomes are told; of a
    folder, some rows could not be settled; 2: a question could not be answered. The others are answered
    all the same.

    Parameters
    ----------
    files
        YAML or JSON files; ``-`` reads standard input. Or a folder of tables.
    explain
        Print every sentence with its article.
    json
        Print JSON instead of text.
    lang
        ja or en; by default the terminal's language.
    strict
        Refuse answers that rest on unconfirmed figures.
    out
        Of a folder: where the answers go.
    chunk
        Of a folder: employees settled at once; bounds the memory.
    """
    if files and Path(files[0]).is_dir():
        if len(files) > 1 or explain or strict:
            raise InputError(
                "a folder stands alone, with --out, --chunk, --json, --lang.",
                files[0],
                ja="フォルダは1つだけで、--out、--chunk、--json、--langだけを付けられます。",
            )
        return _folder(Path(files[0]), out, chunk, json, language(lang))
    if out is not None or chunk is not None:
        raise InputError(
            "--out and --chunk are for a folder of tables.",
            mend="Name the folder first.",
            ja="--outと--chunkは表のフォルダのためのものです。はじめにフォルダを指定してください。",
        )
    return ask_files("premium", files, explain, json, lang, strict)


WORDS = {
    "en": {"employees": "Employees", "settled": "Settled", "undecided": "Undecided", "deducted": "Employees' part",
           "employer": "Employers' part", "out": "Written to", "ignored": "Columns passed over"},
    "ja": {"employees": "従業員", "settled": "計算済み", "undecided": "未決", "deducted": "本人負担",
           "employer": "事業主負担", "out": "出力先", "ignored": "読まなかった列"},
}  # fmt: skip


def _folder(folder: Path, out: Path | None, chunk: int | None, json: bool, lang: str) -> int:
    """A payroll of tables. Exit code 0: every row; 1: some could not be settled; 2: none could."""
    if out is None:
        raise InputError(
            "this is a folder: of a payroll?",
            str(folder),
            "Add `--out DIR` for the answers.",
            "これはフォルダです。給与の表なら、答えの出力先を`--out フォルダ`と書いてください。",
        )
    missing = [name for name in ("numba", "numpy", "polars") if find_spec(name) is None]
    if missing:
        raise InputError(
            f"tables need {', '.join(missing)}, not installed here.",
            mend="Run `python3 run.py premium FOLDER …`, or install kaihoken[tables].",
            ja=f"表を読むには{'、'.join(missing)}が要ります。`python3 run.py premium フォルダ …`と実行するか、kaihoken[tables]を入れてください。",
        )
    from ..payroll.reasons import REASONS
    from ..payroll.run import CHUNK, settle_payroll

    done: dict[str, Any] = settle_payroll(folder, out, chunk=chunk or CHUNK)
    if json:
        print_json(done)
    else:
        words, yen = WORDS[lang], "円" if lang == "ja" else " yen"
        print(f"{words['employees']}: {done['employees']:,} ({' – '.join(done['months'])})")
        print(f"{words['settled']}: {done['settled']:,}")
        if done["undecided"]:
            print(f"{words['undecided']}: {sum(done['undecided'].values()):,}")
        for code, number in done["undecided"].items():
            print(f"  {number:,} {REASONS[code][lang == 'en']}")
        for key, value in done["yen"].items():
            print(f"{words[key]}: {value:,}{yen}")
        for doubt in done["provisional"]:
            print(f"  ! {doubt[lang]}")
        if done["ignored_columns"]:
            print(f"{words['ignored']}: {', '.join(done['ignored_columns'])}")
        print(f"{words['out']}: {out}")
    if done["employees"] and not done["settled"]:
        return 2
    return 1 if done["undecided"] else 0
