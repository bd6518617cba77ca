"""レセプトの欄: what a bill's claim must carry, as people at a billing desk read it (`--explain`)."""

from __future__ import annotations

from ..households.answer import BillAnswer
from ..households.desk import ClaimFields
from .text import said, table

WORDS = {
    "head": ("レセプトの記載", "On the claim"),
    "points": ("{0:,}点", "{0:,} points"),
    "yen": ("{0:,}円", "{0:,} yen"),
    "total": ("合計", "total"),
    "charged": ("負担金額", "amount charged (負担金額)"),
    "marks": ("特記事項", "special marks (特記事項)"),
    "level": ("一部負担金・標準負担額区分", "level of share and meals (負担額区分)"),
    "counter": ("窓口負担額区分", "category of the counter (窓口負担額区分)"),
    "subsidy_total": ("公費 {0} 合計", "subsidy {0}: total"),
    "subsidy_charged": ("公費 {0} 患者負担額", "subsidy {0}: patient's share (患者負担額)"),
    "part": ("公費 {0} 給付対象一部負担金", "subsidy {0}: share that is its object (給付対象一部負担金)"),
    "or": ("{0}または{1}", "{0} or {1}"),
    "blank": ("空欄", "blank"),
    "unknown": ("未公表", "not published"),
}


def claim_lines(bill: BillAnswer, lang: str) -> list[str]:
    """レセプトの欄: a line for each field of the claim, and what is not settled about them."""
    claim = bill.claim
    if claim is None:
        return []
    rows = _rows(claim, bill.setting, lang)
    opened = claim.open_ja if lang == "ja" else claim.open_en
    return [
        f"  {_say('head', lang)}",
        *(f"    {line}" for line in table(rows)),
        *(f"    - {text}" for text in opened),
        "",
    ]


def _say(word: str, lang: str, *values: object) -> str:
    return said(WORDS, word, lang, *values)


def _rows(claim: ClaimFields, setting: str, lang: str) -> list[list[str]]:
    """Each field: its name, where it stands, what it holds."""

    def row(word: str, place: str, value: str, *names: str) -> list[str]:
        return [_say(word, lang, *names), claim.places.get(place, ""), value or _say("blank", lang)]

    def yen(amount: int | None) -> str:
        return "" if amount is None else _say("yen", lang, amount)

    def total(amount: int | None) -> str:
        return "" if amount is None else _say(claim.unit, lang, amount)

    rows = []
    if claim.total is not None:
        marks, level = (
            [_say(c, lang) if c in WORDS else c for c in codes] for codes in (claim.marks, claim.level)
        )
        rows += [row("level", "level", _say("or", lang, *level) if len(level) > 1 else "".join(level))]
        rows += [row("marks", "marks", " ".join(marks))]
        rows += [row("total", "total", total(claim.total)), row("charged", "charged", yen(claim.charged))]
    part = "part_inpatient" if setting == "inpatient" else "part_outpatient"
    for one in claim.subsidies:
        name = one.program if one.program != "local" else one.certificate
        rows += [row("subsidy_total", "subsidy_total", total(one.total), name)]
        rows += [row("subsidy_charged", "subsidy_charged", yen(one.charged), name)]
        rows += [row("part", part, yen(one.part), name)] if one.part is not None else []
    if claim.counter is not None:
        rows += [row("counter", "counter", claim.counter)]
    return rows
