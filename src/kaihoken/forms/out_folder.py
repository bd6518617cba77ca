"""答えの置き場所: the folder into which the answers to a folder of tables go."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError


def ready(out: Path, folder: Path) -> None:
    """置き場所を用意する: makes the folder; an earlier answer in it may be replaced, anything else is refused.

    folder: where the tables stand. Raises InputError.
    """
    if out.exists() and not out.is_dir():
        raise InputError(
            "this is a file.",
            str(out),
            "Name a folder for the answers.",
            "これはファイルです。答えを書き出すフォルダを指定してください。",
        )
    if out.resolve() == folder.resolve():
        raise InputError(
            "the answers would stand among the tables.",
            str(out),
            "Name another folder.",
            "答えが表と同じフォルダに入ります。別のフォルダを指定してください。",
        )
    if out.exists() and any(out.iterdir()) and not (out / "manifest.json").is_file():
        raise InputError(
            "this folder holds other things.",
            str(out),
            "Name a new folder, or one with an earlier answer.",
            "このフォルダには別のものがあります。新しいフォルダか、前の答えのフォルダを指定してください。",
        )
    out.mkdir(parents=True, exist_ok=True)
