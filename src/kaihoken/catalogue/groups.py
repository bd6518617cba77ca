"""答えのまとまり: status, criteria, conditions and figures of an entry, as groups of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.products import GENES, NO_CELLS, OTHER_CELLS, PLURIPOTENT_CELLS, STEM_CELLS, regenerative_class
from . import words
from .criteria import Held, overall
from .entry import Checked, Entry
from .form import Covered
from .load import sources
from .standing import approval_on, ended, in_force, listing_on, outcomes_by

MATERIAL = {
    "other_cells": OTHER_CELLS,
    "stem": STEM_CELLS,
    "pluripotent": PLURIPOTENT_CELLS,
    "no_cells": NO_CELLS,
    "genes": GENES,
}


def status(form: Covered, teller: Teller, entry: Entry, day: date, code: str, held: Sequence[Held]) -> Group:
    """提供の枠組みのまとまり: how an item is provided, under which system, by whose judgement, since and until when."""
    line = _class(form, teller, entry, day, code)
    under_act = code == "self_pay" and line is not None and line.value != 0
    system_ja, system_en, article, judged_ja, judged_en = words.UNDER_ACT if under_act else words.SYSTEM[code]
    said = words.STATUS[code]
    if code == "not_on_market" and entry.kind in ("service", "fee"):
        said, (system_ja, system_en, article, judged_ja, judged_en) = words.NO_ITEM
    lines = [_word("status", "提供の枠組み", "status", code, said)]
    if form.patient is not None and code == "insured" and held:
        result = {"met": "insured", "failed": "not_for_this_patient", "unknown": "open"}[overall(held)]
        lines.append(_word("answer", "この患者の場合", "for this patient", result, words.ANSWER[result]))
    lines.append(_word("kind", "種類", "kind", entry.kind, words.KINDS[entry.kind]))
    lines.append(Line("system", "制度", "system", code, "", article, "", system_ja, system_en))
    lines.append(Line("judged", "判断する人", "by whose judgement", "", "", "", "", judged_ja, judged_en))
    approval = approval_on(entry, day)
    if approval is not None:
        kind_ja, kind_en = words.APPROVAL[approval.type]
        kind_ja, kind_en = (f"{kind_ja} {approval.ja}".strip(), f"{kind_en} {approval.en}".strip())
        lines.append(
            Line(
                "approved", "承認", "approved", approval.date, "", approval.article, approval.evidence,
                f"{approval.date} {kind_ja}", f"{approval.date} {kind_en}",
            )
        )  # fmt: skip
        if approval.review is not None:
            lines.append(
                Line("review", "審査日数", "days of review", approval.review, "days", "", approval.evidence)
            )
        if approval.valid_until is not None:
            lines.append(
                Line(
                    "valid_until", "承認の期限", "approval valid until", approval.valid_until, "",
                    approval.article, approval.evidence, "", "", *words.TERM,
                )
            )  # fmt: skip
    listing = listing_on(entry, day)
    if listing is not None:
        ja, en = {
            "delisted": ("保険適用の終了", "delisted"),
            "combined": ("保険外併用の開始", "beside insurance since"),
        }.get(listing.what, ("保険適用", "listed"))
        lines.append(Line("listed", ja, en, listing.date, "", "", listing.evidence))
    for nth, one in enumerate(outcomes_by(entry, day), 1):
        ja, en = words.OUTCOME[one.what]
        lines.append(
            Line(f"outcome.{nth}", ja, en, one.date, "", "", one.evidence, note_ja=one.ja, note_en=one.en)
        )
    gone = ended(entry, day)
    if gone > 0:
        since = date.fromordinal(gone).isoformat()
        ja, en = ("使えなくなった日", "not on the market since")
        if gone > day.toordinal():
            ja, en = ("改めて承認されなければ使えなくなる日", "not on the market from, unless approved anew")
        lines.append(Line("ends", ja, en, since, "", "薬機法23条の26"))
    if line is not None:
        lines.append(line)
    return Group("status", f"{entry.ja}（{day.isoformat()}）", f"{entry.en}, {day.isoformat()}", lines)


def _class(form: Covered, teller: Teller, entry: Entry, day: date, code: str) -> Line | None:
    """The class under the act on the safety of regenerative medicine; None for what is not provided at all."""
    if entry.material is None or code == "not_on_market":
        return None
    month = day.year * 12 + day.month - 1
    approved = entry.kind != "treatment" and form.use == "on_label"
    acts = [-1, -1]
    if not approved and teller.law.rows("regenerative_act", month):
        for nth, key in enumerate(("cells", "genes")):
            if key == "cells" or entry.material == "genes":
                row = teller.row("regenerative_act", month, key)
                acts[nth] = date(*(int(row.values[name]) for name in ("year", "month", "day"))).toordinal()
    found = teller.tell(
        regenerative_class, month,
        day.toordinal(), *acts, MATERIAL[entry.material], entry.changed, entry.foreign_cells, approved,
    )  # fmt: skip
    note = ("", "")
    if found == 0 and approved:
        note = (
            "承認された製品を承認のとおり使うため、薬機法によります。",
            "An approved product used as approved: 薬機法 holds.",
        )
    elif found == 0:
        note = (
            "細胞を用いない、又は法の適用前のため対象外です。対象外は安全と認められたという意味ではありません。",
            "No living cells, or before the act: outside it. Outside does not mean found safe.",
        )
    elif found == 3:
        note = (
            "培養し、又は本来と異なる働きのために用いる細胞は第2種となることがあります。計画番号で確かめてください。",
            "Cells that are cultured, or used for another function than their own, may be class 2: check the plan's number.",
        )
    return Line(
        "class", "再生医療等安全性確保法の区分", "class under the act on regenerative medicine", found, "",
        "再生医療等の安全性の確保等に関する法律2条", "", *words.ACT[found], *note,
    )  # fmt: skip


def criteria(held: Sequence[Held]) -> Group:
    """要件のまとまり: each criterion with how it came out and where it was read."""
    lines: list[Line] = []
    for one in held:
        criterion = one.criterion
        clause_ja, clause_en = words.CLAUSE[criterion.of]
        key = f"{criterion.of}.{criterion.fact}"
        same = len([line for line in lines if line.key.split("#")[0] == key])
        lines.append(
            Line(
                f"{key}#{same + 1}" if same else key,
                f"{clause_ja}: {criterion.ja}", f"{clause_en}: {criterion.en}",
                one.result, "", read_in(criterion), criterion.evidence, *words.RESULT[one.result],
            )
        )  # fmt: skip
    return Group("criteria", "要件", "Criteria", lines)


def conditions(entry: Entry, day: date) -> Group:
    """使用の条件のまとまり: conditions of use and duties after marketing that hold on a day."""
    said = [("condition", one) for one in in_force(entry.condition, day)]
    said += [("duty", one) for one in in_force(entry.duty, day)]
    said += [("rule", one) for one in in_force(entry.rule, day)]
    lines = [
        Line(f"{key}.{nth}", one.ja, one.en, "", "", read_in(one), one.evidence)
        for nth, (key, one) in enumerate(said, 1)
    ]
    return Group(
        "conditions", "使用の条件・市販後の義務", "Conditions of use and duties after marketing", lines
    )


def figures(entry: Entry, day: date) -> Group:
    """数値のまとまり: the published figures of an entry up to a day."""
    lines = [
        Line(
            one.key, one.ja, one.en, None if one.value == "unknown" else one.value, one.unit,
            read_in(one), "unknown" if one.value == "unknown" else one.evidence,
            note_ja=one.note_ja, note_en=one.note,
        )
        for one in entry.figure
        if one.on <= day.isoformat()
    ]  # fmt: skip
    own = entry.kind in ("figures", "rule")
    return Group("figures", entry.ja if own else "数値", entry.en if own else "Figures", lines)


def rules(entry: Entry, day: date) -> Group:
    """定めのまとまり: the rules that hold on a day."""
    group = conditions(entry, day)
    return Group("rules", f"{day.isoformat()}の定め", f"Rules on {day.isoformat()}", group.lines)


def titles(one: Checked) -> list[str]:
    """出典: the titles of the sources of a statement."""
    return [sources()[name]["title"] for name in one.source]


def read_in(one: Checked) -> str:
    """出典: where a statement was read."""
    return ", ".join(titles(one))


def _word(key: str, ja: str, en: str, code: str, said: tuple[str, str]) -> Line:
    return Line(key, ja, en, code, "", value_ja=said[0], value_en=said[1])
