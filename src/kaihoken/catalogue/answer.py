"""適用の答え: whether an item is covered on a day, why, and what the patient pays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ..engine.tables import PROVISIONAL, Tables, tables
from ..errors import InputError
from ..forms.doubts import Doubt
from ..forms.messages import did_you_mean
from ..forms.outcomes import replied
from ..forms.read import day as day_of
from ..forms.reply import Group, Missing, Reply
from ..forms.teller import Teller
from ..law.products import standing as standing_rule
from . import find, groups, money, words
from .criteria import Held, check, check_word, overall
from .entry import Checked, Entry
from .form import Covered, Facility, Patient
from .load import catalogue
from .payment import age_of
from .standing import ROUTE, STATUS, approval_on, criteria_on, days_of, in_force, listing_on, outcomes_by

DOUBTFUL = PROVISIONAL | {"unknown"}


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
    figures = [one for one in entry.figure if one.on <= day.isoformat()]
    if entry.kind in ("figures", "rule"):
        doubts = _doubts(entry, [*figures, *in_force(entry.rule, day)])
        found = [groups.figures(entry, day), groups.rules(entry, day)]
        _ask(entry, teller, "")
        return _reply(form, teller, entry, found, doubts, [])
    status, used = _standing(form, teller, entry, day)
    patient, facility = form.patient, form.facility
    _check_facts(patient, facility)
    held = [
        check(one, _facts(one.of, patient, facility, day), _where(one.of)) for one in criteria_on(entry, day)
    ]
    found = [groups.status(form, teller, entry, day, status, held)]
    used += [one.criterion for one in held]
    if held:
        found.append(groups.criteria(held))
    found.append(groups.conditions(entry, day))
    used += [*in_force(entry.condition, day), *in_force(entry.duty, day), *in_force(entry.rule, day)]
    result = overall(held)
    priced, prices = money.price(form, entry, day)
    found += [priced, groups.figures(entry, day)]
    used += [*prices, *figures]
    settled: list[Doubt] = []
    if status == "insured" and result != "failed" and form.use == "on_label":
        paid, settled = money.paid(form, entry, day, teller)
        found += paid
    decides = patient is not None and status == "insured" and result == "unknown"
    missing = [_asked(one) for one in held if decides and one.result == "unknown"]
    if status == "insured" and result == "failed":
        teller.note("outside", *words.OUTSIDE)
    reply = _reply(form, teller, entry, found, _doubts(entry, used) + settled, missing)
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
    if status == "combined" and entry.kind in ROUTE:
        teller.row("combined_window", month, ROUTE[entry.kind])
        teller.note(
            "window",
            "評価療養とできるのは届け出た病院等に限り、日数の起算日（保険適用の希望日）はこの目録では確認できていません。病院に確認してください。",
            "Only hospitals that meet the standards may combine it, and the day from which the window counts (the maker's request) is not known here: ask the hospital.",
        )
    used: list[Checked] = [
        one for one in (approval_on(entry, day), listing_on(entry, day)) if one is not None
    ]
    if status == "unknown":
        used += [one for one in entry.listing if one.date == "unknown"]
    return status, used + list(outcomes_by(entry, day))


def _facts(
    of: str, patient: Patient | None, facility: Facility | None, day: date
) -> dict[str, bool | int | str]:
    if of in ("facility", "physician"):
        return dict(facility.facts) if facility is not None else {}
    if patient is None:
        return {}
    age = age_of(patient, day)
    return dict(patient.facts) | ({} if age is None else {"age": age})


def _check_facts(patient: Patient | None, facility: Facility | None) -> None:
    """Refuses a fact that no entry asks for: misspelt, it would leave its criterion unknown without a word."""
    for whose, given, at_hospital in (("patient", patient, False), ("facility", facility, True)):
        asked = [
            criterion
            for entry in catalogue().values()
            for criterion in entry.criterion
            if (criterion.of in ("facility", "physician")) == at_hospital
        ]
        known = {criterion.fact for criterion in asked}
        for name, value in given.facts.items() if given is not None else ():
            if name not in known - {"age"}:
                en, ja = did_you_mean(name, known)
                mend, mend_ja = (
                    f"{en}See `kaihoken covered ITEM`.",
                    f"{ja}`kaihoken covered 項目`で確かめられます。",
                )
                if name == "age":
                    mend = "Write `age` or `birth` of the patient."
                    mend_ja = "患者の年齢（`age`）か生年月日（`birth`）を書いてください。"
                raise InputError(
                    f"no criterion asks for '{name}'.",
                    f"{whose}.facts.{name}",
                    mend,
                    f"「{name}」を問う要件はありません。{mend_ja}",
                )
            check_word(name, value, asked, f"{whose}.facts.{name}")


def _where(of: str) -> str:
    return "facility.facts" if of in ("facility", "physician") else "patient.facts"


def _asked(one: Held) -> Missing:
    criterion = one.criterion
    of = "facility" if criterion.of in ("facility", "physician") else "patient"
    ja = criterion.ask_ja or f"{criterion.ja}: 満たしますか。"
    en = criterion.ask_en or f"{criterion.en}: does this hold?"
    if criterion.fact == "age":
        return Missing("age", of, f"{criterion.ja}か（patient.birth）", f"{criterion.en}? (patient.birth)")
    return Missing(
        criterion.fact, of, f"{ja}（{of}.facts.{criterion.fact}）", f"{en} ({of}.facts.{criterion.fact})"
    )


def _doubts(entry: Entry, used: Sequence[Checked]) -> list[Doubt]:
    """疑い: what is not confirmed of an entry: each note, and one line for the rest."""
    series = f"catalogue.{entry.id}"
    doubtful = [one for one in used if one.evidence in DOUBTFUL]
    found = [
        Doubt(one.note_ja, one.note, one.evidence, "in_force", "", series) for one in doubtful if one.note
    ]
    for evidence in dict.fromkeys(one.evidence for one in doubtful if not one.note):
        plain = [one for one in doubtful if not one.note and one.evidence == evidence]
        titles = dict.fromkeys(title for one in plain for title in groups.titles(one))
        said_ja, said_en = words.RESTS[evidence]
        ja = f"{entry.ja}の記載の一部は{said_ja}: {'、'.join(titles)}。"
        en = f"Part of what is said of {entry.en} {said_en}: {'; '.join(titles)}."
        found.append(Doubt(ja, en, evidence, "in_force", "", series))
    return found


def _ask(entry: Entry, teller: Teller, status: str) -> None:
    for ja, en in zip(entry.unverified_ja, entry.unverified_en, strict=True):
        teller.note("unverified", ja, en)
    for ja, en in zip(entry.ask_ja, entry.ask_en, strict=True):
        teller.note("ask", f"尋ねること: {ja}", f"Ask: {en}")
    if status == "self_pay" and entry.material is not None:
        for ja, en in words.CLINIC:
            teller.note("ask_clinic", f"医療機関に尋ねること: {ja}", f"Ask the clinic: {en}")


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
    every = {(one.series, one.en, one.evidence): one for one in [*reply.doubts, *doubts]}
    return msgspec.structs.replace(
        reply,
        doubts=list(every.values()),
        provisional=reply.provisional or any(one.evidence in PROVISIONAL for one in every.values()),
        missing=missing,
    )
