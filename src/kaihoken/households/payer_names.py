"""支払う者と印の呼び名: what payers and the marks of evidence are called in letters and pages."""

from __future__ import annotations

from ..engine.tables import tables
from ..forms.said import said
from .answer import Extra

WORDS = {
    "insurer": ("保険者（保険給付）", "Insurer (share of the cost)"),
    "high_cost": ("保険者（高額療養費）", "Insurer (high-cost benefit)"),
    "supplement": ("健保組合の付加給付", "Society's supplement"),
    "local": ("自治体の医療費助成", "Local aid"),
    "patient": ("家族・患者の負担", "The family pays"),
    "designated_disease": ("特定疾病（マル長）", "designated disease"),
    "supplement_payer": ("健保組合から（自動払いが普通）", "from the society, mostly without applying"),
    "refunded": ("療養費（全額払い）", "paid in full first"),
}


def payer_name(key: str, lang: str) -> str:
    """A payer as people call it."""
    if key in WORDS:
        return said(WORDS, key, lang)
    row = tables().series["program"].periods[-1][1].get(key)
    if row is None:
        return key
    return f"公費{key} {row.values['ja']}" if lang == "ja" else f"Programme {key} ({row.values['en']})"


# Marks of evidence and status as a reader of Japanese knows them (docs/glossary.md).
MARKS = {
    "law": "法令", "official": "公的資料", "summary": "機械要約", "press": "報道・二次資料",
    "inferred": "推定", "unknown": "未公表", "in_force": "施行済み", "promulgated": "公布済み・未施行",
    "enacted_date_open": "成立・期日未定", "proposed": "提案中", "withdrawn": "撤回",
}  # fmt: skip


def mark_of(mark: str, lang: str) -> str:
    """A mark of evidence or status in one of the two languages."""
    return MARKS.get(mark, mark) if lang == "ja" else mark.replace("_", " ")


# Charges beside the insured cost.
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


def extra_name(extra: Extra, lang: str) -> str:
    """What a charge is called, by its kind and by the case."""
    return KINDS[extra.kind][0 if lang == "ja" else 1] + (f" · {extra.name}" if extra.name else "")
