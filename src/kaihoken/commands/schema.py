"""形の命令: kaihoken schema."""

from __future__ import annotations

import sys
from typing import Literal

import msgspec


def schema(of: Literal["case", "answer"] = "case") -> int:
    """Print the JSON Schema of a case, or of an answer.

    Parameters
    ----------
    of
        case (what goes in) or answer (what `settle --json` prints).
    """
    from ..households.answer import Settlement
    from ..households.form import Case

    found = msgspec.json.schema(Case if of == "case" else Settlement)
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    return 0
