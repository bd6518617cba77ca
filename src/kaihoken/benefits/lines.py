"""行: the lines of an answer about benefits in cash."""

from __future__ import annotations

import msgspec

from ..engine.tables import Row
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.shapes import NONE
from . import days
from .form import Insured


def yen(
    key: str, ja: str, en: str, value: int | None, note_ja: str = "", note_en: str = "", evidence: str = ""
) -> Line:
    """金額の行: whole yen."""
    return Line(key, ja, en, value, note_ja=note_ja, note_en=note_en, evidence=evidence)


def count(key: str, ja: str, en: str, value: int, unit: str = "days") -> Line:
    """日数の行."""
    return Line(key, ja, en, value, unit=unit)


def day(key: str, ja: str, en: str, value: int) -> Line:
    """日の行: a day as text."""
    return Line(key, ja, en, days.iso(value), unit="")


def word(key: str, ja: str, en: str, value: str, value_ja: str, value_en: str) -> Line:
    """言葉の行: one word of a list."""
    return Line(key, ja, en, value, unit="", value_ja=value_ja, value_en=value_en)


def nothing(key: str, ja: str, en: str, code: str, why_ja: str, why_en: str) -> Group:
    """支給なし: a group that says that nothing is paid, and why."""
    why = word("why", "理由", "why", code, why_ja, why_en)
    return Group(key, ja, en, [yen("total", "支給額", "paid in all", 0), why])


def unknown(key: str, ja: str, en: str, code: str, why_ja: str, why_en: str) -> Group:
    """不明: a group whose amount this program does not know, and whom to ask."""
    why = word("why", "理由", "why", code, why_ja, why_en)
    total = yen("total", "支給額", "paid in all", None, evidence="unknown")
    return Group(key, ja, en, [total, why])


def cited(teller: Teller, line: Line, rule: str, month: int) -> Line:
    """根拠付きの行: the line with the article of a rule."""
    article = teller.law.article(rule, teller.scheme, month)
    return msgspec.structs.replace(line, article=article)


def continued(continues: bool | None) -> list[Line]:
    """継続給付の行: whether the allowance goes on after leaving; None where that was not asked."""
    if continues is None:
        return []
    words = ("退職後も続く", "goes on after leaving") if continues else ("退職で終わる", "ends with leaving")
    return [word("after_leaving", "退職後", "after leaving", "yes" if continues else "no", *words)]


def claim(teller: Teller, kind: str, month: int, last: int, insured: Insured) -> list[Line]:
    """請求の行: the last day of the claim, the form, and where it goes. last: NONE where no day is paid."""
    row: Row = teller.row("benefit_claim", month, kind)
    form = word("form", "申請書", "form", kind, str(row.values["ja"]), str(row.values["en"]))
    places = {
        "kyokai": ("協会けんぽの支部", "the branch of Kyokai Kenpo"),
        "society": ("健康保険組合", "the health insurance society"),
        "national": ("市区町村の国民健康保険の窓口", "the municipality's desk for national insurance"),
        "elderly": ("市区町村の後期高齢者医療の窓口", "the municipality's desk for the elderly scheme"),
    }
    where = insured.scheme if insured.scheme in places else insured.insurer
    if where in ("national", "elderly"):
        found = [word("where", "申請先", "apply at", where, *places[where])]
    else:
        found = [form, word("where", "申請先", "apply at", where, *places[where])]
    if last != NONE:
        found.append(day("claim_by", "請求の期限", "claim by", last))
    return found


def claim_years(teller: Teller, kind: str, month: int) -> int:
    """時効の月数 (健保法193条): months until a claim lapses."""
    return int(teller.row("benefit_claim", month, kind).values["years"]) * 12
