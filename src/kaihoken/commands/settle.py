"""精算の命令: kaihoken settle."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Literal

from ..errors import InputError, KaihokenError
from ..households.again import read_settled, settled_again
from ..households.answer import Settlement
from ..households.form import Case
from ..households.settle import settle as settle_case
from .files import language, no_file, print_json, read, read_bytes
from .letter import letter, steps_tree


def settle(
    *files: str,
    explain: bool = False,
    steps: bool = False,
    json: bool = False,
    lang: Literal["ja", "en"] | None = None,
    strict: bool = False,
    settled: str | None = None,
    out: Path | None = None,
    workers: int | None = None,
    chunk: int | None = None,
) -> int:
    """Settle cases: each payer of each bill, what to pay at the counter, the reasons and the doubts.

    Exit code 0: all settled; 1: a fact is missing somewhere, so that the answer is a range; 2: a case
    could not be settled. The others are settled all the same.

    A folder of tables (docs/tables.md) is settled at once: ``settle FOLDER --out DIR``; ``settle FOLDER
    --explain NAME`` prints the letter of one of its households.

    Parameters
    ----------
    files
        YAML or JSON files; ``-`` reads standard input. Or a folder of tables; then, with --explain, names
        of its households or bills.
    explain
        Print every sentence with its article, also those of caps that did not bind, and what the
        claim of each bill must carry.
    steps
        Print the tree of all steps.
    json
        Print JSON instead of text: one object for one case, a list for several.
    lang
        ja or en; by default the terminal's language.
    strict
        Refuse answers that rest on unconfirmed figures.
    settled
        What ``--json`` printed for the same cases before, or the folder of answers of the same tables:
        also tell what changes against it.
    out
        Of a folder: where the answers go.
    workers
        Of a folder: processes; as many as there are cores when left out.
    chunk
        Of a folder: about how many bills are settled at once; bounds the memory.
    """
    if files and Path(files[0]).is_dir():
        from .settle_tables import explain_tables, settle_tables

        if explain and len(files) > 1:
            return explain_tables(Path(files[0]), list(files[1:]), json, lang)
        if len(files) > 1 or explain or steps or strict:
            raise InputError(
                "a folder of tables stands alone, with --out, --workers, --chunk, --settled, --json, --lang.",
                files[0],
                "To explain a household write `--explain NAME` after the folder.",
                "表のフォルダには--out、--workers、--chunk、--settled、--json、--langだけを付けられます。世帯を説明するには、フォルダの後に`--explain 名前`と書いてください。",
            )
        before_folder = None if settled is None else Path(settled)
        return settle_tables(Path(files[0]), out, workers, chunk, before_folder, json, lang)
    if out is not None or workers is not None or chunk is not None:
        raise InputError(
            "--out, --workers and --chunk are for a folder of tables.",
            mend="Name the folder first.",
            ja="--out、--workers、--chunkは表のフォルダのためのものです。はじめにフォルダを指定してください。",
        )
    if not files:
        raise no_file()
    spoken = language(lang)
    before = None if settled is None else read_settled(read_bytes(settled), settled)
    answers: list[Any] = []
    code = 0
    for path in files:
        for one in read(path, Case):
            answer: Settlement | None = None
            try:
                if one.error is not None:
                    raise one.error
                assert one.case is not None
                answer = settle_case(one.case, strict=strict, steps=steps)
                if before is not None:
                    answer = settled_again(nth(before, len(answers)), answer)
            except KaihokenError as error:
                code = 2
                print(f"kaihoken: {message(error, one, spoken)}", file=sys.stderr)
                answers.append(in_json(error, one, path))
                continue
            if answer.refused:
                code = 2
            if not answer.decided and code == 0:
                code = 1
            answers.append(answer)
            if not json:
                if len(answers) > 1:
                    print()
                print(letter(answer, spoken, full=explain))
                if steps:
                    print(steps_tree(answer))
    if before is not None and len(before) > len(answers):
        fewer = InputError(
            f"it holds {len(before)} answers, and there are {len(answers)} cases.",
            str(settled),
            "Give the same files as before.",
            f"前の答えは{len(before)}件で、事例は{len(answers)}件です。前と同じファイルを指定してください。",
        )
        print(f"kaihoken: {fewer.told(spoken)}", file=sys.stderr)
        code = 2
    if json:
        print_json(answers[0] if len(answers) == 1 else answers)
    return code


def nth(before: list[Settlement | None], n: int) -> Settlement | None:
    """The answer before to the case of the same place. Raises InputError where there was none."""
    if n >= len(before):
        raise InputError(
            f"what was settled before holds {len(before)} answers, and this is case {n + 1}.",
            mend="Give the same files as before.",
            ja=f"前の答えは{len(before)}件で、これは{n + 1}件目です。前と同じファイルを指定してください。",
        )
    return before[n]


def message(error: KaihokenError, one: Any, lang: str) -> str:
    """知らせ: a message in a language, with the file and line of its field."""
    if one.error is not None:
        return error.told(lang)
    if isinstance(error, InputError):
        path = error.where.replace(": ", ".")
        if path not in one.lines:  # the short form writes these fields without what stands before them
            short = re.sub(r"^(insurers\.K|people\.A|certificates\[0\]|bills\[0\])\.?", "", path)
            path = short if short in one.lines else path
        return InputError(error.what, one.where(path), error.mend, error.ja).told(lang)
    return f"{one.where()}: {error.told(lang)}"


def in_json(error: KaihokenError, one: Any, file: str) -> dict[str, str]:
    """誤りの記録: a message as it stands among the answers of ``--json``."""
    return {"error": message(error, one, "en"), "error_ja": message(error, one, "ja"), "file": file}
