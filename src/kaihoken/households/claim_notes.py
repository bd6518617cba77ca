"""レセプトの記載の注: what no source settles about the fields of a claim, in words."""

from __future__ import annotations

from ..engine.tables import Row

CONFIRMED = ("law", "official")

NOTES = {
    "part": (
        "公費給付対象一部負担金は、負担金額を記載し公費の対象が請求の一部であるときに、対象部分の公費適用前の自己負担としました（推定）。",
        "The share that is object of the subsidy (公費給付対象一部負担金) is given where the amount charged is stated and the subsidy covers a part of the bill only, as the share of that part before the subsidy (inferred).",
    ),
    "local": (
        "自治体の助成は、審査支払機関を通じて請求する場合だけレセプトに記載します（都道府県によります）。",
        "Local aid stands on the claim only where it is settled through the review organisation (this differs by prefecture).",
    ),
    "long_stay": (
        "区分は、入院90日以下が1、90日超が2です（入院日数は与えられていません）。",
        "The level is 1 up to 90 days in hospital and 2 beyond (the days are not given).",
    ),
    "welfare": (
        "区分は、生活療養を受ける老齢福祉年金受給者が4、ほかは3です。",
        "The level is 4 for recipients of the old-age welfare pension in long-term wards, and 3 for others.",
    ),
    "points": (
        "医療費が10円の倍数でないため、点数で書けません。",
        "The cost is no multiple of 10 yen, so it cannot be written in points.",
    ),
    "paid": (
        "窓口で支払われた額が与えられているため、助成の患者負担額は出していません。",
        "The amount paid at the counter is stated, so the patient's share under local aid is not told.",
    ),
    "waiver": (
        "減免区分・減額の欄（HO[12]–[14]）は出していません。",
        "The columns of a waiver (減免区分, HO[12] to [14]) are not told.",
    ),
    "unread": (
        "この種類のレセプトの記録位置は確認できていません。",
        "Where these fields stand on a claim of this kind is not confirmed.",
    ),
}


class Notes:
    """注の束: what is not settled, each once, in both languages."""

    def __init__(self) -> None:
        self.ja: list[str] = []
        self.en: list[str] = []

    def add(self, ja: str, en: str) -> None:
        """Adds a text in both languages."""
        if en not in self.en:
            self.ja.append(ja)
            self.en.append(en)

    def word(self, code: str) -> None:
        """Adds one of `NOTES`."""
        self.add(*NOTES[code])

    def row(self, row: Row) -> None:
        """The doubt of an entry of the tables, where it has one."""
        if row.evidence not in CONFIRMED:
            self.add(row.note_in("ja"), row.note_in("en"))
