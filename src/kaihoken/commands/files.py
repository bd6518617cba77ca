"""命令の入出力: what the commands share: case files in, the language, JSON out."""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path
from typing import Any

import msgspec

from ..errors import InputError
from ..forms.read import Form, Kind, Read, read_text


def read(path: str, kind: Kind[Form]) -> list[Read[Form]]:
    """Every case of a file; ``-`` or ``<stdin>`` reads standard input. Mistakes are carried, not raised."""
    if not path:
        ja = "ファイルの名前が空です。ファイルか-を指定してください。"
        error = InputError("the file's name is empty.", mend="Name a file, or -.", ja=ja)
        return [Read("", None, {}, error)]
    try:
        raw = sys.stdin.buffer.read() if path in ("-", "<stdin>") else Path(path).read_bytes()
        text = raw.decode("utf-8-sig")
    except IsADirectoryError:
        ja = "これはフォルダです。ファイルを指定するか、`kaihoken cases`を使ってください。"
        error = InputError("this is a folder.", path, "Name a file, or use `kaihoken cases`.", ja)
        return [Read(path, None, {}, error)]
    except (UnicodeDecodeError, OSError, ValueError) as wrong:
        return [Read(path, None, {}, _unread(wrong, path, "Name a readable file of UTF-8 text."))]
    return read_text(text, kind, path)


def no_file() -> InputError:
    """ファイルの指定がない: the mistake of a command that is given no file."""
    return InputError(
        "name a file, or - for standard input.",
        ja="ファイルを指定してください。標準入力なら-と書いてください。",
    )


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises InputError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as wrong:
        raise _unread(wrong, path, "Name a readable file.") from None


def _unread(wrong: Exception, path: str, mend: str) -> InputError:
    if isinstance(wrong, FileNotFoundError):
        ja = "ファイルがありません。名前を確かめてください。"
        return InputError("there is no such file.", path, "Check the name.", ja)
    what = wrong.__class__.__name__
    ja = f"読めません（{what}）。読めるファイル（UTF-8）を指定してください。"
    return InputError(f"cannot be read ({what}).", path, mend, ja)


def language(asked: str | None) -> str:
    """The language of the answer: as asked, or that of the terminal."""
    if asked:
        return asked
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if (named or str(locale.getlocale()[0])).lower().startswith("ja") else "en"


def print_json(value: Any) -> None:
    """Prints an answer as indented JSON."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
