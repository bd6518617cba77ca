"""入院時の食事と居住費: hospital meals and residence: the row of a class, and who pays for a stay."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import msgspec

from ..engine.tables import Row, Tables
from ..errors import InputError
from ..law.charges import insured_meals, meals_share, programme_meals
from . import form
from .answer import Extra
from .asked import row_of
from .certificates import DESIGNATED, LOCAL, names_on
from .pack import Packed

LONG_WARD_AGE = 65
INTRACTABLE = ("52", "54")  # who pays resident tax and has one of these pays less for a meal

ASK_JA = "病院または保険者に確認してください。"
ASK_EN = "Ask the hospital or the insurer."


class Facts(Protocol):
    """食事の事実: what a bill's `meals` and a question for a figure both tell."""

    @property
    def over_90_days(self) -> bool: ...
    @property
    def intractable(self) -> bool: ...
    @property
    def high_need(self) -> bool: ...
    @property
    def welfare_pension(self) -> bool: ...
    @property
    def hospital(self) -> int: ...


def _by_tax(name: str) -> str:
    """The group of a class: by resident tax, not by the cap."""
    if name == "低所得Ⅰ":
        return "low_1"
    return "exempt" if name in ("オ", "低所得", "低所得Ⅱ") else "general"


def meal_row(law: Tables, month: int, name: str, facts: Facts) -> Row:
    """食事療養標準負担額の行: the entry for a meal of a class (健保法85条2項)."""
    key = _by_tax(name)
    if key == "general" and facts.intractable:
        key = "intractable"
    if key == "exempt" and facts.over_90_days:
        key = "exempt_long"
    return row_of(law.rows("meal", month), key, "meal share")


def long_ward_row(law: Tables, month: int, name: str, facts: Facts) -> Row:
    """生活療養の食費の行: the entry for a meal in a long-term ward from 65 (健保法85条の2第2項).

    Patients in high medical need and those with an intractable disease pay what others pay for
    meals, except that the second class of hospital has its own general amount.
    """
    key = {"low_1": "low_1", "exempt": "low_2"}.get(_by_tax(name), "general")
    if facts.welfare_pension:
        key = "welfare_pension"
    elif key == "general" and facts.hospital == 2 and not facts.intractable:
        key = "general_2"
    elif facts.high_need or facts.intractable:
        return meal_row(law, month, name, facts)
    return row_of(law.rows("meal_long_ward", month), key, "meal share")


def residence_row(law: Tables, month: int, facts: Facts) -> Row:
    """生活療養の居住費の行: the entry for a day in a long-term ward."""
    key = "high_need" if facts.high_need else "general"
    if facts.intractable or facts.welfare_pension:
        key = "intractable"
    return row_of(law.rows("residence", month), key, "residence share")


def extras(case: form.Case, packed: Packed, b: int) -> tuple[list[Extra], list[Row]]:
    """食事と居住費の額: who pays for the meals of a bill and the days in a long-term ward, with the rows behind."""
    bill, law, month = case.bills[b], packed.shelf.tables, packed.bills.month[b]
    facts, scheme, name = bill.meals, packed.schemes[b], packed.classes[b]
    if facts is None:
        return [], []
    if facts.long_ward and month < packed.bills.birth_month[b] + LONG_WARD_AGE * 12:
        raise InputError(
            f"'{bill.person}' is below {LONG_WARD_AGE}, and long-term wards charge residence from that age.",
            f"bills[{b}].meals.long_ward",
            "Take it out, or write the birth date or the age.",
            ja=f"「{bill.person}」さんは{LONG_WARD_AGE}歳未満です。療養病床の居住費は{LONG_WARD_AGE}歳からです。療養病床（`long_ward`）の印を消すか、生年月日か年齢を書いてください。",
        )
    certificates = [
        c for c in case.certificates if c.id in names_on(bill) and c.program not in (LOCAL, DESIGNATED)
    ]
    if not facts.intractable and any(str(c.program) in INTRACTABLE for c in certificates):
        facts = msgspec.structs.replace(facts, intractable=True)
    found: list[Extra] = []
    rows: list[Row] = []
    kinds = [("meals", facts.count)] if facts.count else []
    if facts.long_ward:
        kinds.append(("residence", facts.days or 0))
    for kind, count in kinds:
        share: Row | None = None
        standard: Row | None = None
        if name is not None and kind == "residence":
            share = residence_row(law, month, facts)
        elif name is not None:
            share = (long_ward_row if facts.long_ward else meal_row)(law, month, name, facts)
        if kind == "residence":
            standard = law.rows("residence_standard", month).get("day")
        elif not facts.long_ward:
            key = f"{'liquid' if facts.liquid else 'meal'}_{facts.hospital}"
            standard = law.rows("meal_standard", month).get(key)
        each = _yen(standard)
        if kind == "meals" and facts.standard is not None:
            each, standard = facts.standard, None
        one = _one(law, kind, count, share, each, certificates, scheme, month)
        found.append(one)
        if one.family != 0 and share is not None:
            rows.append(share)
        if standard is not None and each is not None and one.insurer is not None:
            rows.append(standard)
        programs = [str(c.program) for c in certificates if c.id == one.by]
        rows += [law.rows("meal_subsidy", month)[n] for n in programs if n in law.rows("meal_subsidy", month)]
    return found, rows


def _yen(row: Row | None) -> int | None:
    value = row.values["yen"] if row is not None else None
    return value if isinstance(value, int) else None


def _one(
    law: Tables,
    kind: str,
    count: int,
    share: Row | None,
    standard: int | None,
    certificates: list[form.Certificate],
    scheme: str,
    month: int,
) -> Extra:
    """One kind of a stay: the standard cost less the share is the insurer's; a programme may pay of the share.

    share: the entry of the patient's share; None without insurance. standard: yen for one; None where it
    is not known.
    """
    each = _yen(share) if share is not None else standard
    total = None if standard is None else meals_share(count, standard)
    owed = None if each is None else meals_share(count, each)
    insurer = None if total is None or owed is None else insured_meals(total, owed)
    part = _of_programme(law, month, certificates, owed)
    if owed is None and part.family is None and not part.by:
        ja = share.note_in("ja") if share is not None else f"額が分かりません。{ASK_JA}"
        en = share.note_in("en") if share is not None else f"The amount is not known. {ASK_EN}"
        part = part._replace(note_ja=ja, note_en=en)
    return Extra(
        kind=kind,
        yen=total,
        insurer=insurer if share is not None else 0,
        programme=part.programme,
        family=part.family,
        article=law.article(kind, scheme, month),
        evidence=part.evidence or (share.evidence if share is not None and part.family != 0 else ""),
        by=part.by,
        note_ja=part.note_ja,
        note_en=part.note_en,
    )


class _Part(NamedTuple):
    """公費の分: what a programme pays of the share, what it leaves, and why."""

    programme: int | None
    family: int | None
    by: str = ""
    note_ja: str = ""
    note_en: str = ""
    evidence: str = ""  # where the programme alone decides


def _of_programme(law: Tables, month: int, certificates: list[form.Certificate], owed: int | None) -> _Part:
    """公費の分: public assistance pays all, programme 52 half; of others it is known or asked for."""
    rows = law.rows("meal_subsidy", month)
    parts = {
        c.id: rows[str(c.program)].values["percent"] if str(c.program) in rows else None for c in certificates
    }
    for c in certificates:
        if parts[c.id] == 100:
            ja, en = f"公費{c.program}が全額を支払います。", f"Programme {c.program} pays all of it."
            return _Part(owed, 0, c.id, ja, en, rows[str(c.program)].evidence)
    for c in certificates:
        # a limit of 0 may free the meals too (public assistance, haemophilia)
        if parts[c.id] is None or (parts[c.id] and c.limit == 0):
            most_ja = "" if owed is None else f"多くとも{owed:,}円です。"
            most_en = "" if owed is None else f" It is {owed:,} yen at most."
            ja = f"公費{c.program}がこれを支払うかは分かりません。受給者証か病院で確認してください。{most_ja}"
            en = f"Whether programme {c.program} pays of this is not known here: see the certificate, or ask the hospital.{most_en}"
            return _Part(None, None, c.id, ja, en)
    if owed is None:
        return _Part(None, None)
    for c in certificates:
        percent = parts[c.id]
        if isinstance(percent, int) and percent:
            paid = programme_meals(owed, percent)
            ja = f"公費{c.program}が患者の負担分の{percent}%を支払います。"
            en = f"Programme {c.program} pays {percent}% of the patient's share."
            return _Part(paid, owed - paid, c.id, ja, en)
    return _Part(0, owed)
