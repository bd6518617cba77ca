"""価格と支払い: the price of a day, and what the patient pays, as groups of an answer."""

from __future__ import annotations

from datetime import date

from ..errors import InputError, UnknownFigure
from ..forms.doubts import Doubt
from ..forms.reply import Group, Line, Told
from ..forms.teller import Teller
from .entry import Checked, Entry
from .form import Covered, Patient
from .payment import POINT, Pays, age_of, classes_of, pays, points_of
from .standing import prices_on

MONTH = "健康保険法115条, 同施行令41条・42条"
YEAR = "健康保険法施行令41条の3"
AFTER_CAP = ("1か月の負担（高額療養費の後）", "Borne in the month, after the high-cost benefit")
DUE = ("さらに戻る可能性のある額", "May be due besides")


def price(form: Covered, entry: Entry, day: date) -> tuple[Group, list[Checked]]:
    """価格: of each thing of an entry, and of a course; with the statements behind it.

    Raises InputError where a later month is asked for and no part is of the first month only.
    """
    prices = prices_on(entry, day, form.later)
    if form.later and prices == prices_on(entry, day):
        raise InputError(
            f"no part of {entry.en} is charged in the first month only.",
            "later",
            "Leave `later` out.",
            f"{entry.ja}に、はじめの月だけの費用はありません。2か月目以降の指定（`later`）を消してください。",
        )
    lines = []
    for one in prices:
        hole = one.amount is None
        lines.append(
            Line(
                one.name or one.money,
                f"{one.name_ja} {one.unit_ja}".strip(), f"{one.name} {one.unit}".strip(),
                one.amount, one.money, one.from_, "unknown" if hole else one.evidence,
                note_ja=one.note_ja or ("価格は公表されたものが確認できません。" if hole else ""),
                note_en=one.note or ("No published price is known." if hole else ""),
            )
        )  # fmt: skip
    points = points_of(entry, prices)
    if points is not None and entry.claim is not None:
        evidence = prices[0].evidence
        lines.append(Line("points", "レセプトの点数（1コース）", "points on the claim, one course", points, "points", "", evidence))  # fmt: skip
        if len(prices) > 1 or prices[0].count != 1 or entry.claim == "points":
            lines.append(
                Line("course", "1コースの額", "cost of one course", points * POINT, "yen", "", evidence)
            )
    lines = [one for nth, one in enumerate(lines) if one.key not in [before.key for before in lines[:nth]]]
    return Group("price", "価格", "Price", lines), list(prices)


def paid(form: Covered, entry: Entry, day: date, teller: Teller) -> tuple[list[Group], list[Doubt]]:
    """患者の支払い: for the patient's class, or for every class where it is not known or all are asked for."""
    prices = prices_on(entry, day, form.later)
    points = points_of(entry, prices)
    if points is None:
        if prices:
            teller.note(
                "no_amount",
                "1コースの価格が決まらないため、支払額は計算していません。",
                "One course has no single price here, so what is paid is not reckoned.",
            )
        return [], []
    patient = form.patient or Patient()
    if age_of(patient, day) is None:
        teller.note(
            "age",
            "年齢が与えられていないので、70歳未満としました。",
            "No age is given, so below 70 is taken.",
        )
    try:
        own = None if form.patient is None else pays(entry, day, points, patient, "", teller.law)
    except InputError as error:
        raise InputError(error.what, "patient", error.mend, error.ja) from None
    if own is None and form.patient is not None:
        teller.note(
            "no_class",
            "所得区分が分からないので、すべての区分の額を示します（`patient.class`）。",
            "The income class is not known, so every class is shown (`patient.class`).",
        )
    groups: list[Group] = []
    doubts: list[Doubt] = []
    if own is not None:
        groups.append(_own(own, patient))
        doubts += own.settled.doubts
        teller.told += [
            Told(one.rule, one.ja, one.en, one.article, one.evidence, one.quiet) for one in own.settled.lines
        ]
        for note in own.settled.notes:
            teller.note(note["code"], note["ja"], note["en"])
    if own is None or form.all_classes:
        every = _every(form, entry, day, points, patient, teller)
        groups += _table(every, patient)
        doubts += [doubt for one in every for doubt in one.settled.doubts]
    _aid(entry, day, patient, teller)
    teller.note(
        "only_item",
        "この製品・項目の費用だけの額です。入院、検査、手術の費用が加わると1%の部分などが変わり、食事代は別です。",
        "This is for the item alone: admission, tests and surgery add to the cost and move the 1% part; meals are extra.",
    )
    return groups, doubts


def _every(
    form: Covered, entry: Entry, day: date, points: int, patient: Patient, teller: Teller
) -> list[Pays]:
    found = []
    for name in classes_of(teller.law, day, patient):
        try:
            one = pays(entry, day, points, patient, name, teller.law)
        except (InputError, UnknownFigure) as error:
            teller.note("class", f"{name}: {error.told('ja')}", f"{name}: {error}")
            continue
        if one is not None:
            found.append(one)
    return found


def _own(one: Pays, patient: Patient) -> Group:
    bill = one.settled.bills[0]
    lines = [
        Line("class", "所得区分", "income class", bill.income_class or "", ""),
        Line("cost", "医療費（10割）", "cost", bill.cost, "yen"),
        Line("month", "1か月の負担（高額療養費の後）", "borne in the month, after the high-cost benefit", one.month, "yen", MONTH),
    ]  # fmt: skip
    bare_ja, bare_en = ("（公費なし）", " (no certificates)") if patient.certificates else ("", "")
    year = [
        (
            "year",
            one.month,
            one.year,
            f"年間の払い戻しの後{bare_ja}",
            f"after what comes back for the year{bare_en}",
        )
    ]
    if patient.certificates:
        year.append(
            (
                "aided_year",
                one.aided,
                one.aided_year,
                "公費・助成と年間の払い戻しの後",
                "after certificates and year",
            )
        )
    lines += [
        Line(key, ja, en, left, "yen", YEAR, "inferred") for key, borne, left, ja, en in year if left != borne
    ]
    if patient.certificates:
        lines.insert(3, Line("aided", "公費・助成を使った後", "after the certificates", one.aided, "yen"))
    lines.append(Line("counter", "窓口で支払う額", "at the counter", bill.collected, "yen", "健康保険法75条"))
    if one.may_be_due:
        lines.append(Line("may_be_due", *DUE, one.may_be_due, "yen", YEAR, "inferred"))
    return Group("pays", "患者の支払い", "What the patient pays", lines)


def _table(every: list[Pays], patient: Patient) -> list[Group]:
    """One group for each column: before and after certificates, before and after what comes back for the year."""

    def column(key: str, ja: str, en: str, amounts: list[int], evidence: str = "") -> Group:
        article = YEAR if evidence else MONTH
        lines = [
            Line(one.name, f"区分{one.name}", f"class {one.name}", yen, "yen", article, evidence)
            for one, yen in zip(every, amounts, strict=True)
        ]
        return Group(key, ja, en, lines)

    aided = bool(patient.certificates)
    groups = [column("month", *AFTER_CAP, [one.month for one in every])]
    if any(one.year != one.month for one in every):
        groups.append(
            column(
                "year",
                "年間の払い戻しの後",
                "After what comes back for the year",
                [one.year for one in every],
                "inferred",
            )
        )
    if aided:
        groups.append(
            column("aided", "公費・助成を使った後", "After the certificates", [one.aided for one in every])
        )
    if aided and any(one.aided_year != one.aided for one in every):
        groups.append(
            column(
                "aided_year",
                "公費・助成と年間の払い戻しの後",
                "After the certificates and the year",
                [one.aided_year for one in every],
                "inferred",
            )
        )
    if any(one.may_be_due for one in every):
        groups.append(column("may_be_due", *DUE, [one.may_be_due for one in every], "inferred"))
    return groups


def _aid(entry: Entry, day: date, patient: Patient, teller: Teller) -> None:
    """What a certificate that the patient does not show yet could leave."""
    held = {one.program for one in patient.certificates}
    for one in entry.aid:
        rows = teller.law.series.get(f"limit_{one.program}")
        found = None if rows is None else rows.on(day.year * 12 + day.month - 1)
        if one.program in held or not found:
            continue
        limits = [value for row in found.values() for value in row.values.values() if isinstance(value, int)]
        low, high = f"{min(limits):,}", f"{max(limits):,}"
        teller.note(
            f"aid_{one.program}",
            f"公費{one.program}（{one.ja}）の受給者証があると、月の自己負担は{low}円から{high}円の上限までになります。",
            f"With a certificate of programme {one.program} ({one.en}) the month's limit is from {low} to {high} yen.",
        )
