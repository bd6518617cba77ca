"""請求の周りの行: the lines of a letter for what a bill charges beside the insured cost."""

from __future__ import annotations

from collections.abc import Callable

from ..households.answer import BillAnswer, Extra

KINDS = {
    "meals": ("入院時の食事", "Hospital meals"),
    "residence": ("療養病床の居住費", "Residence in a long-term ward"),
    "brand_drug": ("先発医薬品（長期収載品）の特別の料金", "Charge for a brand drug"),
    "otc_like": (
        "OTC類似薬の特別の料金（予定）",
        "Charge for a drug like one sold over the counter (planned)",
    ),
    "referral_first": ("紹介状なしの初診の特別の料金", "Charge for a first visit without a referral"),
    "referral_return": ("紹介状なしの再診の特別の料金", "Charge for a return visit without a referral"),
    "above_standard": ("保険の基準を超えた分", "Paid above the insured standard"),
    "room": ("差額ベッド代", "Room charge"),
    "other": ("その他の保険外の料金", "Other charge outside insurance"),
    "transport": ("移送（病院の窓口とは別の支払い）", "Transport, paid elsewhere"),
}
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


def kind_name(extra: Extra, lang: str) -> str:
    """What a charge is called, by its kind and by the case."""
    return KINDS[extra.kind][0 if lang == "ja" else 1] + (f" · {extra.name}" if extra.name else "")


def around(bill: BillAnswer, lang: str, mark: Callable[[str, str], str]) -> list[str]:
    """請求の周りの行: each charge with its payers, article and note, and the counter's total. mark: names evidence."""
    if not bill.extras:
        return []
    ja = lang == "ja"
    at = 0 if ja else 1
    out = ["", f"  {HEAD[at]}"]
    for extra in bill.extras:
        evidence = "" if extra.evidence in ("", "law", "official") else f" [{mark(extra.evidence, lang)}]"
        out.append(f"    {kind_name(extra, lang)}: {_yen(extra.family, lang)}{_parts(extra, lang)}{evidence}")
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
