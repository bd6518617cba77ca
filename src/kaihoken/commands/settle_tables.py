"""多数の世帯を精算する命令: kaihoken settle FOLDER."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ..errors import InputError
from ..households.payer_names import KINDS
from .files import language, print_json
from .letter import letter

LANGUAGE = Literal["ja", "en"] | None


def settle_tables(
    folder: Path,
    out: Path | None,
    workers: int | None,
    chunk: int | None,
    settled: Path | None,
    json: bool,
    lang: LANGUAGE,
) -> int:
    """Settles a folder of tables. Exit code 0: every bill; 1: something is undecided; 2: no bill could be settled."""
    if out is None:
        raise InputError(
            "this is a folder: of tables of many households?",
            str(folder),
            "Add `--out DIR` for the answers; for cases name a file, or use `kaihoken cases`.",
            "これはフォルダです。多くの世帯の表なら、答えの出力先を`--out フォルダ`と書いてください。事例ならファイルを指定するか、`kaihoken cases`を使ってください。",
        )
    count = workers or os.cpu_count() or 1
    _ready(count)
    from ..settlement.run import CHUNK, progress_bar, settle_folder

    done = settle_folder(
        folder, out, workers=count, chunk=chunk or CHUNK, progress=progress_bar, settled=settled
    )
    if json:
        print_json(done)
    else:
        print(summary(done, out, language(lang)))
    if done["bills"] and not done["settled"]:
        return 2
    return 1 if done["undecided"] or done["rows_of_other_tables"] else 0


LEFT_OUT = {
    "en": "Left out, because undecided: the sums above are without",
    "ja": "未決のため上の額に含まれていないもの",
}


def explain_tables(folder: Path, names: list[str], json: bool, lang: LANGUAGE) -> int:
    """Prints the letter of households of a folder of tables, named by household or by a bill."""
    _ready(1)
    from ..households.settle import settle
    from ..settlement.explain import standing

    answers: list[Any] = []
    code = 0
    for name in names:
        one = standing(folder, name)
        for row in one.undecided:
            code = 1
            print(f"kaihoken: {row[f'reason_{language(lang)}']}: {row['table']} {row['id']}", file=sys.stderr)
        if not one.case.bills:
            continue
        answer = settle(one.case)
        answers.append(answer)
        if not json:
            print(letter(answer, language(lang), full=True))
            if one.undecided:
                print(LEFT_OUT[language(lang)])
                print("".join(f"  - {r['id']}: {r[f'reason_{language(lang)}']}\n" for r in one.undecided))
    if json:
        print_json(answers[0] if len(answers) == 1 else answers)
    return code if answers else 2


def _ready(count: int) -> None:
    """One worker uses one core: Polars reads this when it is imported. Raises InputError where it is missing."""
    os.environ.setdefault("POLARS_MAX_THREADS", str(count))
    missing = [name for name in ("numba", "numpy", "polars") if find_spec(name) is None]
    if missing:
        raise InputError(
            f"tables need {', '.join(missing)}, not installed here.",
            mend="Run `python3 run.py settle FOLDER …`, or install kaihoken[tables].",
            ja=f"表を読むには{'、'.join(missing)}が要ります。`python3 run.py settle フォルダ …`と実行するか、kaihoken[tables]を入れてください。",
        )


WORDS = {
    "en": {
        "bills": "Bills", "settled": "Settled", "provisional": "of these provisional", "undecided": "Undecided",
        "rows": "Rows of other tables", "cost": "Cost", "insurer": "Insurer (share of the cost)",
        "high_cost": "Insurer (high-cost benefit)", "supplement": "Societies' supplements", "subsidies": "National programmes", "local": "Local aid",
        "borne": "The families pay", "ignored": "Columns passed over", "out": "Written to",
        "certain": "Comes back after the year", "may_be_due": "May be due besides: ask the insurer",
        "again": "Against the earlier answer", "new": "new bills", "gone": "bills gone", "changed": "bills changed",
        "by_another_bill": "of these by another bill", "years": "years' refunds changed",
        "extras": "charges beside a bill changed", "beside": "Beside the insured cost the families pay", "unknown": "rows with an amount that is not known",
    },
    "ja": {
        "bills": "請求", "settled": "精算済み", "provisional": "うち暫定", "undecided": "未決",
        "rows": "ほかの表の行", "cost": "医療費", "insurer": "保険者（給付の割合分）",
        "high_cost": "保険者（高額療養費）", "supplement": "健保組合の付加給付", "subsidies": "公費", "local": "地方助成",
        "borne": "家族の負担", "ignored": "読まなかった列", "out": "出力先",
        "certain": "1年間の分で戻る額", "may_be_due": "ほかに支給の可能性がある額（保険者に確認）",
        "again": "前回の答えとの差", "new": "新しい請求", "gone": "なくなった請求", "changed": "変わった請求",
        "by_another_bill": "うち他の請求による変更", "years": "変わった1年間の払い戻し",
        "extras": "変わった請求の周りの料金", "beside": "医療費のほかに家族が支払う額", "unknown": "行の額が分かりません",
    },
}  # fmt: skip


def summary(done: dict[str, Any], out: Path, lang: str) -> str:
    """精算のまとめ: what a run counted, as text."""
    from ..settlement.reasons import REASONS

    words = WORDS[lang]
    yen = "円" if lang == "ja" else " yen"
    lines = [f"{words[key]}: {done[key]:,}" for key in ("bills", "settled", "provisional")]
    for key, title in (("undecided", "undecided"), ("rows_of_other_tables", "rows")):
        if done[key]:
            lines.append(f"{words[title]}: {sum(done[key].values()):,}")
            lines += [f"  {n:,} {REASONS[code][lang == 'en']}" for code, n in done[key].items()]
    lines += [f"{words[key]}: {value:,}{yen}" for key, value in done["yen"].items()]
    lines += [f"{words[key]}: {value:,}{yen}" for key, value in done["years"].items() if value]
    if done["extras"]:
        lines.append(f"{words['beside']}: {sum(done['extras'].values()):,}{yen}")
    for key, n in done["extras_unknown"].items():
        lines.append(f"  {n:,} {words['unknown']}: {KINDS[key][lang == 'en']}")
    if "again" in done:
        again = done["again"]
        counts = {
            **again["bills"],
            "by_another_bill": again["by_another_bill"],
            "years": again["years"],
            "extras": again["extras"],
        }
        lines.append(f"{words['again']}:")
        lines += [f"  {words[key]}: {value:,}" for key, value in counts.items()]
        lines += [
            f"  {words[key]}: {again['yen'][key]:+,}{yen}" for key in done["yen"] if again["yen"].get(key)
        ]
    for table, columns in done["ignored_columns"].items():
        lines.append(f"{words['ignored']}: {table}: {', '.join(columns)}")
    return "\n".join([*lines, f"{words['out']}: {out}"])
