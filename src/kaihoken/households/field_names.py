"""欄の名: what the fields of a case are called in a Japanese message, before their names in the file."""

from __future__ import annotations

from collections.abc import Iterable

FIELDS = {
    # insurers and people
    "insured": "被保険者", "head": "世帯主", "household": "世帯員", "former": "元被扶養者など",
    "standard_remuneration": "標準報酬月額", "assessable_income": "旧ただし書き所得",
    "taxable_income": "課税所得", "resident_tax": "住民税", "senior_income": "70歳以上の収入の判定",
    # bills
    "cost": "医療費", "points": "点数", "parts": "請求の部分", "visits": "受診",
    "paid": "支払った額", "standard": "保険者の算定した額", "reason": "療養費の理由",
    # charges
    "yen": "料金", "tax": "消費税", "days": "日数", "amount": "1回の数量", "doses": "回数",
    "drug_yen": "薬剤の費用", "brand_price_sen": "先発医薬品の薬価",
    "generic_price_sen": "最も高い後発医薬品の薬価", "exempt": "料金がかからない理由",
    # certificates
    "per": "上限の単位", "most_times": "回数の上限", "month_limit": "月の上限", "in_kind": "現物給付",
    "tier": "所得の階層", "category": "対象者の区分", "household_limits": "世帯のほかの人の上限額",
    "used": "この月にすでに支払った額", "disease": "疾病",
    # expected answers
    "insurer": "保険者の支払い", "programme": "公費の支払い", "family": "家族の支払い",
    "least": "最低額", "deducted": "保険から差し引く額",
}  # fmt: skip

VALUES = {
    "employee": "会社などの健康保険", "national": "国民健康保険", "elderly": "後期高齢者医療", "none": "保険なし",
    "general": "一般", "long_term": "高額かつ長期", "ventilator": "人工呼吸器等", "severe": "重度かつ継続",
    "taxed": "課税", "exempt": "非課税", "above": "基準額以上", "below": "基準額未満",
}  # fmt: skip


def named(field: str) -> str:
    """欄: its Japanese name, and its name in the file, which a page leaves out."""
    return f"{FIELDS[field]}（`{field}`）"


def value_named(value: int | str) -> str:
    """値: a choice in Japanese, and as the file writes it, which a page leaves out; a number as it is."""
    if not isinstance(value, str):
        return str(value)
    return f"{VALUES[value]}（`{value}`）" if value in VALUES else value


def all_named(fields: Iterable[str]) -> str:
    """欄の並び: fields, one after another."""
    return "、".join(named(one) for one in fields)
