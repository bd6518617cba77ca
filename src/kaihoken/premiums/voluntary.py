"""任意継続: the premium of who goes on alone after leaving, and until when it can be asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..engine import dates
from ..errors import UnknownFigure
from ..forms.read import day
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law import premiums as law
from .employees import NAMES
from .form import Voluntary
from .months import ages_of, birth_of
from .rates import CARED, CHILD, HEALTH, both, care_rate, child_rate, exact, health_rate
from .standards import of_standard

ARTICLE = "健康保険法47条・161条1項ただし書"
DAYS, YEARS, MONTHS = 20, 2, 2  # of 健康保険法37条1項, 38条1号, 3条4項


class _Yen(NamedTuple):
    yen: int


def voluntary(teller: Teller, one: Voluntary, where: str, name: str) -> list[Group]:
    """任意継続の保険料: a month's premium, all of it paid by the person; no pension belongs to it."""
    month = dates.month(one.month)
    own = of_standard(teller, month, one.standard, f"{where}.standard").health
    lines: list[Line] = []
    standard: int | None = None
    cap = one.cap
    if cap is None:
        try:
            cap = teller.figures(_Yen, "voluntary_cap", month, "kyokai").yen
        except UnknownFigure as hole:
            lines.append(
                Line(
                    "standard",
                    "標準報酬月額",
                    "standard",
                    None,
                    "yen",
                    ARTICLE,
                    "unknown",
                    note_ja=hole.ja,
                    note_en=str(hole),
                )
            )
    evidence = "" if one.cap is not None else teller.row("voluntary_cap", month, "kyokai").evidence
    if cap is not None:
        standard = teller.tell(law.voluntary_standard, month, own, cap)
        lines.append(Line("standard", "標準報酬月額", "standard", standard, "yen", ARTICLE, evidence))
    birth = birth_of(teller, one, month, where, name)
    cared = teller.tell(law.care_charged, month, month, *birth, ages_of(teller, month))
    part, rate = HEALTH, health_rate(teller, one, month, where)
    if cared:
        part, rate = CARED, both(rate, care_rate(teller, one, month, where))
    rates = [("health", part, rate)]
    child = child_rate(teller, one, month, where)
    if child is not None:
        rates.append(("child", CHILD, child))
    amounts: list[int | None] = []
    for key, number, found in rates:
        value = None
        if standard is not None and found.known:
            value = teller.tell(law.voluntary_part, month, number, standard, found.whole)
        amounts.append(value)
        notes = found.missing or ("", "")
        lines.append(
            Line(
                key, *NAMES[number], value, "yen", ARTICLE, found.evidence, note_ja=notes[0], note_en=notes[1]
            )
        )
    known = [a for a in amounts if a is not None]
    complete = len(known) == len(amounts)
    lines.append(
        Line(
            "premium",
            "任意継続の保険料（月額）",
            "premium a month",
            sum(known) if complete else None,
            "yen",
            ARTICLE,
            evidence,
        )
    )
    if all(found.known for *_, found in rates):
        if complete:
            total = exact(standard or 0, sum(f.whole for *_, f in rates))
            lines.append(Line("exact", "  端数処理前", "  before rounding", total, "yen", ARTICLE))
        before = [teller.tell(law.employee_part, month, n, own, found.own) for _, n, found in rates]
        lines.append(
            Line(
                "while_employed",
                "在職中の本人負担（健康保険のみ）",
                "while employed (health only)",
                sum(before),
                "yen",
                "健康保険法161条",
            )
        )
    lines.append(
        Line("due", "納付期限", "to be paid by", f"{dates.text(month)}-10", "", "健康保険法164条1項")
    )
    lines += _conditions(one)
    teller.note(
        "no_pension",
        "任意継続に厚生年金は含まれません。60歳未満の方は国民年金の手続きが別に必要です。",
        "Pensions do not go on with it: below 60 the national pension is to be applied for.",
    )
    teller.note(
        "may_quit",
        "任意継続は2022年1月から、申し出ればいつでもやめられます（申出が受理された月の翌月1日に喪失）。",
        "Since January 2022 it can be ended at any time on request, from the first of the month after.",
    )
    return [Group(name, "任意継続の保険料", "Voluntary continuation", lines)]


def _conditions(one: Voluntary) -> list[Line]:
    """The days that follow from leaving, and whether it can be had."""
    lines: list[Line] = []
    reasons: list[tuple[str, str, str]] = []
    if one.insured_months is not None and one.insured_months < MONTHS:
        reasons.append(
            ("too_short", "できない：被保険者期間が2か月未満", "no: insured for less than two months")
        )
    if one.left is not None:
        begins = day(one.left, "the last day of employment") + timedelta(1)
        last = begins + timedelta(DAYS - 1)
        lines += [
            Line("begins", "資格取得日", "begins on", begins.isoformat(), "", "健康保険法37条2項"),
            Line("apply_until", "申出の期限", "apply by", last.isoformat(), "", "健康保険法37条1項"),
            Line(
                "ends",
                "資格喪失日（2年経過）",
                "ends on, after two years",
                _years_on(begins).isoformat(),
                "",
                "健康保険法38条1号",
            ),
        ]
        if one.applied is not None and day(one.applied, "the day of applying") > last:
            reasons.append(("too_late", "できない：申出が期限後", "no: applied after the last day"))
    if one.left is not None or one.insured_months is not None:
        word = reasons[0] if reasons else ("yes", "できる", "yes")
        lines.append(
            Line(
                "possible",
                "任意継続",
                "can be had",
                word[0],
                "",
                "健康保険法3条4項・37条",
                value_ja=word[1],
                value_en=word[2],
            )
        )
    return lines


def _years_on(begins: date) -> date:
    """The same day two years on; the day after the last of February where there is none."""
    try:
        return begins.replace(year=begins.year + YEARS)
    except ValueError:
        return date(begins.year + YEARS, 3, 1)
