"""請求の周りの行: the lines of a letter for what a bill charges beside the insured cost."""

from __future__ import annotations

from collections.abc import Callable

from ..households.answer import BillAnswer, Extra
from ..households.payer_names import extra_name

HEAD = ("保険の対象となる医療費のほかに（限度額の対象外）", "Beside the insured cost, outside every cap")
PARTS = (
    ("全額", "in all", "yen"),
    ("保険者", "insurer", "insurer"),
    ("公費", "programme", "programme"),
)
UNKNOWN = ("額は分かりません", "amount not known")
TOTAL = ("窓口で支払う額の計", "At the counter in all")
NO_TOTAL = (
    "窓口で支払う額の計は、上の額が分かるまで出せません。",
    "What the counter takes in all is open until the amount above is known.",
)


def around(bill: BillAnswer, lang: str, mark: Callable[[str, str], str]) -> list[str]:
    """請求の周りの行: each charge with its payers, article and note, and the counter's total. mark: names evidence."""
    if not bill.extras:
        return []
    ja = lang == "ja"
    at = 0 if ja else 1
    out = ["", f"  {HEAD[at]}"]
    for extra in bill.extras:
        evidence = "" if extra.evidence in ("", "law", "official") else f" [{mark(extra.evidence, lang)}]"
        out.append(
            f"    {extra_name(extra, lang)}: {_yen(extra.family, lang)}{_parts(extra, lang)}{evidence}"
        )
        note = extra.note_ja if ja else extra.note_en
        out += [f"      {line}" for line in (note, extra.article) if line]
    if bill.counter_total is None:
        out.append(f"  {NO_TOTAL[at]}")
    else:
        out.append(f"  {TOTAL[at]}: {_yen(bill.counter_total, lang)}")
    return out


def _yen(value: int | None, lang: str) -> str:
    if value is None:
        return UNKNOWN[0 if lang == "ja" else 1]
    return f"{value:,} {'円' if lang == 'ja' else 'yen'}"


def _parts(extra: Extra, lang: str) -> str:
    """Who pays the rest, where somebody does."""
    at = 0 if lang == "ja" else 1
    if not extra.insurer and not extra.programme and extra.family is not None:
        return ""
    told = []
    for *names, field in PARTS:
        value = getattr(extra, field)
        if value:
            told.append(f"{names[at]} {value:,}")
    if not told:
        return ""
    return f"（{'、'.join(told)}）" if lang == "ja" else f" ({', '.join(told)})"
