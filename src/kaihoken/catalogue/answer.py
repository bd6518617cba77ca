"""適用の答え: whether an item is covered on a day, why, and what the patient pays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ..engine.tables import PROVISIONAL, Tables, tables
from ..errors import InputError
from ..forms.doubts import Doubt
from ..forms.outcomes import replied
from ..forms.read import day as day_of
from ..forms.reply import Group, Line, Missing, Reply
from ..forms.teller import Teller
from ..law.products import GENES, NO_CELLS, OTHER_CELLS, PLURIPOTENT_CELLS, STEM_CELLS, regenerative_class
from ..law.products import standing as standing_rule
from . import find, money, words
from .criteria import Held, check, overall
from .entry import Checked, Entry
from .form import Covered, Facility, Patient
from .load import catalogue, sources
from .payment import age_of
from .standing import (
    STATUS,
    approval_on,
    criteria_on,
    days_of,
    ended,
    in_force,
    listing_on,
    outcomes_by,
)

MATERIAL = {
    "other_cells": OTHER_CELLS,
    "stem": STEM_CELLS,
    "pluripotent": PLURIPOTENT_CELLS,
    "no_cells": NO_CELLS,
    "genes": GENES,
}


def answer(form: Covered, *, strict: bool = False, law: Tables | None = None) -> Reply:
    """適用の答え: insured, combined, self-pay or not on the market on a day; criteria; what the patient pays.

    Yen. Raises InputError for an item that the catalogue does not have, and for facts that fit no
    criterion; ProvisionalFigure under ``strict``. Source: 健康保険法63条・86条, 薬機法, 再生医療等安全性確保法.
    """
    return replied(lambda teller: _answer(form, teller), law or tables(), {}, strict)


def _answer(form: Covered, teller: Teller) -> Reply:
    try:
        day = day_of(form.on, "The day")
    except InputError as error:
        raise error.at("on") from None
    entry = find.one(catalogue(), form.covered)
    if entry.kind in ("figures", "rule"):
        return _reply(form, teller, entry, [_figures(entry, day), _rules(entry, day)], [], [])
    status, used = _standing(form, teller, entry, day)
    patient, facility = form.patient, form.facility
    held = [
        check(one, _facts(one.of, patient, facility, day), _where(one.of)) for one in criteria_on(entry, day)
    ]
    groups = [_status(form, teller, entry, day, status, held)]
    used += [one.criterion for one in held]
    if held:
        groups.append(_criteria(held))
    groups.append(_conditions(entry, day))
    result = overall(held)
    priced, prices = money.price(entry, day)
    groups.append(priced)
    used += prices
    settled: list[Doubt] = []
    if status == "insured" and result != "failed" and form.use == "on_label":
        paid, settled = money.paid(form, entry, day, teller)
        groups += paid
    missing = [_asked(one) for one in held if one.result == "unknown"] if patient is not None else []
    doubts = [_doubt(entry, one) for one in used if one.evidence in PROVISIONAL]
    reply = _reply(form, teller, entry, groups, doubts + settled, missing)
    _ask(entry, teller, status)
    return msgspec.structs.replace(reply, notes=teller.notes)


def _standing(form: Covered, teller: Teller, entry: Entry, day: date) -> tuple[str, list[Checked]]:
    """The status of a day, told; and the statements behind it."""
    law, month = teller.law, day.year * 12 + day.month - 1
    at = days_of(entry, law, day)
    code = teller.tell(
        standing_rule, month,
        day.toordinal(), at.approved, at.ended, at.listed, at.unlisted, at.unsettled, at.combined, at.until,
    )  # fmt: skip
    status = STATUS[code]
    if form.use == "other" and status in ("insured", "combined", "unknown"):
        teller.note(
            "off_label",
            "承認された使い方以外の使用なので、保険の対象外としました（公知申請などの例外は病院に確認してください）。",
            "It is used otherwise than approved, so insurance is taken not to pay (ask the hospital about exceptions).",
        )
        status = "self_pay"
    if status == "combined" and entry.kind != "service":
        route = "drug" if entry.kind in ("drug", "vaccine") else "device"
        teller.row("combined_window", month, "regenerative" if entry.kind == "regenerative" else route)
        teller.note(
            "window",
            "評価療養とできるのは届け出た病院等に限り、日数の起算日（保険適用の希望日）はこの目録では確認できていません。病院に確認してください。",
            "Only hospitals that meet the standards may combine it, and the day from which the window counts (the maker's request) is not known here: ask the hospital.",
        )
    used: list[Checked] = [
        one for one in (approval_on(entry, day), listing_on(entry, day)) if one is not None
    ]
    return status, used + list(outcomes_by(entry, day))


def _status(
    form: Covered, teller: Teller, entry: Entry, day: date, status: str, held: Sequence[Held]
) -> Group:
    system_ja, system_en, article, judged_ja, judged_en = words.SYSTEM[status]
    lines = [_word("status", "提供の枠組み", "status", status, words.STATUS[status])]
    if form.patient is not None and status == "insured":
        code = {"met": "insured", "failed": "not_for_this_patient", "unknown": "open"}[overall(held)]
        lines.append(_word("answer", "この患者の場合", "for this patient", code, words.ANSWER[code]))
    lines.append(_word("kind", "種類", "kind", entry.kind, words.KINDS[entry.kind]))
    lines.append(Line("system", "制度", "system", status, "", article, "", system_ja, system_en))
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
                Line("valid_until", "承認の期限", "approval valid until", approval.valid_until, "", approval.article, approval.evidence)
            )  # fmt: skip
    listing = listing_on(entry, day)
    if listing is not None:
        ja, en = ("保険適用の終了", "delisted") if listing.what == "delisted" else ("保険適用", "listed")
        lines.append(Line("listed", ja, en, listing.date, "", "", listing.evidence))
    for nth, one in enumerate(outcomes_by(entry, day), 1):
        ja, en = words.OUTCOME[one.what]
        lines.append(
            Line(f"outcome.{nth}", ja, en, one.date, "", "", one.evidence, note_ja=one.ja, note_en=one.en)
        )
    gone = ended(entry, day)
    if gone > 0:
        since = date.fromordinal(gone).isoformat()
        ja, en = ("使えなくなる日", "not on the market from")
        lines.append(Line("ends", ja, en, since, "", "薬機法23条の26"))
    if entry.material is not None:
        lines.append(_class(form, teller, entry, day))
    return Group("status", f"{entry.ja}（{day.isoformat()}）", f"{entry.en}, {day.isoformat()}", lines)


def _class(form: Covered, teller: Teller, entry: Entry, day: date) -> Line:
    """The class under the act on the safety of regenerative medicine, told where there is one."""
    month = day.year * 12 + day.month - 1
    approved = approval_on(entry, day) is not None and form.use == "on_label"
    acts = [-1, -1]
    if teller.law.rows("regenerative_act", month):
        for nth, key in enumerate(("cells", "genes")):
            if key == "cells" or entry.material == "genes":
                row = teller.row("regenerative_act", month, key)
                acts[nth] = date(*(int(row.values[name]) for name in ("year", "month", "day"))).toordinal()
    assert entry.material is not None
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


def _facts(
    of: str, patient: Patient | None, facility: Facility | None, day: date
) -> dict[str, bool | int | str]:
    if of in ("facility", "physician"):
        return dict(facility.facts) if facility is not None else {}
    if patient is None:
        return {}
    age = age_of(patient, day)
    return dict(patient.facts) | ({} if age is None else {"age": age})


def _where(of: str) -> str:
    return "facility.facts" if of in ("facility", "physician") else "patient.facts"


def _criteria(held: Sequence[Held]) -> Group:
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
                one.result, "", _read_in(criterion), criterion.evidence, *words.RESULT[one.result],
            )
        )  # fmt: skip
    return Group("criteria", "要件", "Criteria", lines)


def _conditions(entry: Entry, day: date) -> Group:
    said = [("condition", one) for one in in_force(entry.condition, day)]
    said += [("duty", one) for one in in_force(entry.duty, day)]
    said += [("rule", one) for one in in_force(entry.rule, day)]
    lines = [
        Line(f"{key}.{nth}", one.ja, one.en, "", "", _read_in(one), one.evidence)
        for nth, (key, one) in enumerate(said, 1)
    ]
    return Group(
        "conditions", "使用の条件・市販後の義務", "Conditions of use and duties after marketing", lines
    )


def _figures(entry: Entry, day: date) -> Group:
    lines = [
        Line(
            one.key, one.ja, one.en, None if one.value == "unknown" else one.value, one.unit,
            _read_in(one), "unknown" if one.value == "unknown" else one.evidence,
            note_ja=one.note_ja, note_en=one.note,
        )
        for one in entry.figure
        if one.on <= day.isoformat()
    ]  # fmt: skip
    return Group("figures", entry.ja, entry.en, lines)


def _rules(entry: Entry, day: date) -> Group:
    group = _conditions(entry, day)
    return Group("rules", f"{day.isoformat()}の定め", f"Rules on {day.isoformat()}", group.lines)


def _asked(one: Held) -> Missing:
    criterion = one.criterion
    of = "facility" if criterion.of in ("facility", "physician") else "patient"
    ja = criterion.ask_ja or f"{criterion.ja}: 満たしますか。"
    en = criterion.ask_en or f"{criterion.en}: does this hold?"
    return Missing(
        criterion.fact, of, f"{ja}（{of}.facts.{criterion.fact}）", f"{en} ({of}.facts.{criterion.fact})"
    )


def _doubt(entry: Entry, one: Checked) -> Doubt:
    ja = one.note_ja or f"「{entry.ja}」の記載（{_read_in(one)}）は公式の本文では未確認です。"
    en = one.note or f"What is said of {entry.en} ({_read_in(one)}) is not confirmed by an official text."
    return Doubt(ja, en, one.evidence, "in_force", "", f"catalogue.{entry.id}")


def _read_in(one: Checked) -> str:
    """Where a statement was read."""
    return ", ".join(sources()[name]["title"] for name in one.source)


def _ask(entry: Entry, teller: Teller, status: str) -> None:
    for ja, en in zip(entry.unverified_ja, entry.unverified_en, strict=True):
        teller.note("unverified", ja, en)
    for ja, en in zip(entry.ask_ja, entry.ask_en, strict=True):
        teller.note("ask", f"尋ねること: {ja}", f"Ask: {en}")
    if status == "self_pay" and entry.material is not None:
        for ja, en in words.CLINIC:
            teller.note("ask_clinic", f"医療機関に尋ねること: {ja}", f"Ask the clinic: {en}")


def _word(key: str, ja: str, en: str, code: str, said: tuple[str, str]) -> Line:
    return Line(key, ja, en, code, "", value_ja=said[0], value_en=said[1])


def _reply(
    form: Covered,
    teller: Teller,
    entry: Entry,
    groups: list[Group],
    doubts: list[Doubt],
    missing: list[Missing],
) -> Reply:
    titled = msgspec.structs.replace(form, title=form.title or entry.en, title_ja=form.title_ja or entry.ja)
    reply = teller.reply([group for group in groups if group.lines], titled)
    every = {(one.series, one.en): one for one in [*reply.doubts, *doubts]}
    return msgspec.structs.replace(
        reply,
        doubts=list(every.values()),
        provisional=reply.provisional or any(one.evidence in PROVISIONAL for one in every.values()),
        missing=missing,
    )
