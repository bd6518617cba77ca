"""形の命令: kaihoken schema."""

from __future__ import annotations

import msgspec


def schema(of: str = "case") -> int:
    """Print the JSON Schema of a case, of another form, or of an answer.

    Parameters
    ----------
    of
        case (what `settle` takes) or answer (what `settle --json` prints); benefits, premium, enrol or
        covered (what these commands take) or reply (what they print with `--json`).
    """
    from ..errors import InputError
    from ..forms.reply import Reply
    from ..households.answer import Settlement
    from ..households.form import Case
    from .files import print_json
    from .kinds import KINDS, form_of

    known: dict[str, type[msgspec.Struct]] = {"case": Case, "answer": Settlement, "reply": Reply}
    if of not in known and of not in KINDS:
        raise InputError(
            f"there is no form '{of}'.",
            mend=f"Write {', '.join([*known, *KINDS])}.",
            ja=f"「{of}」という様式はありません。{'、'.join([*known, *KINDS])}のどれかを書いてください。",
        )
    print_json(msgspec.json.schema(known[of] if of in known else form_of(of)))
    return 0
