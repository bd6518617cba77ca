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
        return [Read("", None, {}, InputError("the file's name is empty.", mend="Name a file, or -."))]
    try:
        raw = sys.stdin.buffer.read() if path in ("-", "<stdin>") else Path(path).read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        return [Read(path, None, {}, InputError("there is no such file.", path, "Check the name."))]
    except IsADirectoryError:
        return [
            Read(
                path, None, {}, InputError("this is a folder.", path, "Name a file, or use `kaihoken cases`.")
            )
        ]
    except (UnicodeDecodeError, OSError, ValueError) as error:
        what = f"cannot be read ({error.__class__.__name__})."
        return [Read(path, None, {}, InputError(what, path, "Name a readable file of UTF-8 text."))]
    return read_text(text, kind, path)


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises InputError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file.", path, "Check the name.") from None
    except (OSError, ValueError) as error:
        what = f"cannot be read ({error.__class__.__name__})."
        raise InputError(what, path, "Name a readable file.") from None


def language(asked: str | None) -> str:
    """The language of the answer: as asked, or that of the terminal."""
    if asked:
        return asked
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if (named or str(locale.getlocale()[0])).lower().startswith("ja") else "en"


def print_json(value: Any) -> None:
    """Prints an answer as indented JSON."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
