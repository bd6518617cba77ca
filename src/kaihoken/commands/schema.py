"""形の命令: kaihoken schema."""

from __future__ import annotations

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
    from .files import print_json

    found = msgspec.json.schema(Case if of == "case" else Settlement)
    print_json(found)
    return 0
