"""標準報酬の決定と改定: on joining, each year, after a change of fixed pay, at the end of a leave."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from ..engine import dates
from ..errors import Choice, InputError
from ..forms.read import day
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law import remuneration as law
from ..law.premium_shapes import Bound
from .form import Joining, LeaveEnd, Regular, Revision
from .months import month_of
from .standards import Standard, grades_of, lines_of, of_pay, of_standard, span_of

JULY, JUNE, SEPTEMBER = 6, 5, 8  # of the months counted from January as 0


class _Days(NamedTuple):
    days: int


def joining(teller: Teller, one: Joining, where: str, name: str) -> list[Group]:
    """資格取得時決定: the standard on joining (健保法42条)."""
    month = month_of(day(one.joined, "the day of joining"))
    found = of_pay(teller, month, one.pay)
    lines = [*lines_of(teller, month, found), *_held(teller, month, JUNE, "健康保険法42条2項")]
    return [Group(name, "資格取得時決定", "Standard on joining", lines)]


def regular(teller: Teller, one: Regular, where: str, name: str) -> list[Group]:
    """定時決定: the standard from September, from the pay of April to June (健保法41条)."""
    september = one.year * 12 + SEPTEMBER
    title = (f"定時決定（{one.year}年）", f"Regular determination of {one.year}")
    outside = _outside(one)
    if outside is not None:
        return [
            Group(
                name,
                *title,
                [
                    _word(
                        "determined", "定時決定", "regular determination", "no", *outside, "健康保険法41条3項"
                    )
                ],
            )
        ]
    pays, days = [p.pay for p in one.months], [p.days for p in one.months]
    mean = teller.tell(law.determined_pay, september, pays, days, *_needed(teller, september, one.worker))
    lines = []
    if mean:
        lines.append(Line("mean", "報酬月額（平均）", "mean monthly pay", mean, "yen", "健康保険法41条1項"))
        found = of_pay(teller, september, mean)
    else:
        teller.note(
            "no_month",
            "どの月も支払基礎日数が足りないため、従前の標準報酬月額が続きます（保険者が決定します）。",
            "No month has enough base days: the standard before goes on, as the insurer decides.",
        )
        if one.before is None:
            raise InputError(
                "no month has enough base days, and the standard before is not told.",
                f"{where}.before",
                "Write the standard monthly remuneration until August.",
                "支払基礎日数の足りる月がなく、従前の標準報酬月額もありません。8月までの標準報酬月額を書いてください。",
            )
        found = of_standard(teller, september, one.before, f"{where}.before")
    lines += [*lines_of(teller, september, found), *_held(teller, september, JULY, "健康保険法41条2項")]
    return [Group(name, *title, lines)]


def _outside(one: Regular) -> tuple[str, str] | None:
    """Why a person is not determined in the year, in Japanese and English; None where he is."""
    if one.joined is not None and f"{one.year}-06-01" <= one.joined <= f"{one.year}-12-31":
        return "対象外：6月1日以後に加入", "not determined: joined from 1 June on"
    if one.revised is not None and f"{one.year}-07" <= one.revised <= f"{one.year}-09":
        return "対象外：7月から9月までに改定", "not determined: revised from July to September"
    return None


def revision(teller: Teller, one: Revision, where: str, name: str) -> list[Group]:
    """随時改定: from the fourth month, where fixed pay and the mean moved two grades the same way (健保法43条)."""
    first = dates.month(one.month)
    month = first + 3
    pays, days = [p.pay for p in one.months], [p.days for p in one.months]
    needed, _ = _needed(teller, month, "regular" if one.worker == "part_time" else one.worker)
    mean = teller.tell(law.changed_pay, month, pays, days, needed)
    before = of_standard(teller, month, one.before, f"{where}.before")
    rise = int(one.change == "up")
    health = pension = 0
    if mean:
        pay = _pay_before(teller, one, month, mean, where, name)
        health = _revised(teller, month, "health", pay, mean, rise)
        pension = _revised(teller, month, "pension", pay, mean, rise)
    else:
        teller.note(
            "short_month",
            f"3か月のうち支払基礎日数が{needed}日に満たない月があるため、随時改定の対象になりません。",
            f"One of the three months has fewer than {needed} base days: there is no occasional revision.",
        )
    after = of_pay(teller, month, mean) if mean else before
    found = Standard(after.health if health else before.health, after.pension if pension else before.pension)
    lines = [
        Line(
            "mean", "変動後3か月の平均", "mean of the three months", mean or None, "yen", "健康保険法43条1項"
        ),
        _answer("revised", "健康保険の改定", "health revised", health, "健康保険法43条"),
        _answer("pension_revised", "厚生年金の改定", "pension revised", pension, "厚生年金保険法23条"),
        *lines_of(teller, month, found),
    ]
    if health or pension:
        lines += _held(teller, month, JULY, "健康保険法43条2項")
    return [Group(name, "随時改定", "Occasional revision", lines)]


def _revised(teller: Teller, month: int, scheme: str, pay: int, mean: int, rise: int) -> int:
    """Whether one scheme's standard is revised. pay: the monthly pay before, or its standard."""
    grades, span = grades_of(teller, month), span_of(teller, month, scheme)
    bound = teller.figures(Bound, "revision_bound", month, scheme)
    before = teller.tell(law.grade_place, month, pay, grades, span, bound)
    after = teller.tell(law.grade_place, month, mean, grades, span, bound)
    return teller.tell(law.occasional_revision, month, before, after, rise)


def _pay_before(teller: Teller, one: Revision, month: int, mean: int, where: str, name: str) -> int:
    """The monthly pay before, or its standard; asked for at the lowest and highest grade where it decides."""
    grades, span = grades_of(teller, month), span_of(teller, month, "health")
    if one.before_pay is not None:
        if law.standard_remuneration(one.before_pay, grades, span) != one.before:
            raise InputError(
                f"a monthly pay of {one.before_pay:,} yen does not belong to the standard {one.before:,}.",
                f"{where}.before_pay",
                "Write the pay by which the standard was determined.",
                f"報酬月額{one.before_pay:,}円は、標準報酬月額{one.before:,}円に当たりません。決定の元になった報酬月額を書いてください。",
            )
        return one.before_pay
    if one.before not in (span.lowest, span.highest):
        return one.before
    bound = teller.figures(Bound, "revision_bound", month, "health")
    highest = one.before == span.highest
    beyond = bound.above if highest else bound.below - 1
    grade = law.grade_number(one.before, grades)
    if abs(law.grade_place(mean, grades, span, bound) - grade) != 1 or (mean > one.before) == highest:
        return one.before
    return beyond if int(teller.need("before_pay", name, BEYOND)) else one.before


BEYOND = (
    Choice(0, "等級の範囲内", "within the grade"),
    Choice(1, "最高等級を超える、または最低等級を下回る", "far beyond the highest or lowest grade"),
)


def leave_end(teller: Teller, one: LeaveEnd, where: str, name: str) -> list[Group]:
    """休業終了時改定: on request, from the fourth month after a leave (健保法43条の2・43条の3)."""
    first = month_of(day(one.ended, "the last day of the leave") + timedelta(1))
    month = first + 3
    article = "健康保険法43条の3" if one.kind == "maternity" else "健康保険法43条の2"
    title = ("産前産後休業終了時改定", "Revision at the end of a maternity leave")
    if one.kind == "childcare":
        title = ("育児休業等終了時改定", "Revision at the end of a childcare leave")
    before = of_standard(teller, month, one.before, f"{where}.before")
    pays, days = [p.pay for p in one.months], [p.days for p in one.months]
    mean = teller.tell(law.determined_pay, month, pays, days, *_needed(teller, month, one.worker))
    after = of_pay(teller, month, mean) if mean and not one.next_leave else Standard(0, 0)
    health = teller.tell(law.leave_end_revision, month, before.health, after.health)
    pension = teller.tell(law.leave_end_revision, month, before.pension, after.pension)
    found = Standard(after.health if health else before.health, after.pension if pension else before.pension)
    lines = [
        Line("mean", "報酬月額（平均）", "mean monthly pay", mean or None, "yen", article),
        _answer("revised", "健康保険の改定", "health revised", health, article),
        _answer(
            "pension_revised", "厚生年金の改定", "pension revised", pension, "厚生年金保険法23条の2・23条の3"
        ),
        *lines_of(teller, month, found),
    ]
    if health or pension:
        lines += _held(teller, month, JULY, article)
    if one.next_leave:
        teller.note(
            "next_leave",
            "休業終了日の翌日に次の休業を始めた場合は、終了時改定の対象になりません。",
            "Where another leave begins the day after, there is no revision at its end.",
        )
    teller.note(
        "on_request",
        "休業終了時改定は、本人が事業主を通じて申し出た場合に行われます。",
        "The revision at the end of a leave is made when the employee asks for it through the employer.",
    )
    return [Group(name, *title, lines)]


def _needed(teller: Teller, month: int, worker: str) -> tuple[int, int]:
    """The base days a month needs, and those that serve where no month has them."""
    key = "short_time" if worker == "short_time" else "regular"
    needed = teller.figures(_Days, "base_days", month, key).days
    if worker != "part_time":
        return needed, needed
    return needed, teller.figures(_Days, "base_days", month, "part_time").days


def _held(teller: Teller, month: int, turn: int, article: str) -> list[Line]:
    until = teller.tell(law.held_until, month, month, turn)
    return [
        Line("from", "適用開始（月分）", "from the premium month", dates.text(month), "", article),
        Line("until", "適用終了（月分）", "until the premium month", dates.text(until), "", article),
    ]


def _answer(key: str, ja: str, en: str, yes: int, article: str) -> Line:
    if yes:
        return _word(key, ja, en, "yes", "改定する", "yes", article)
    return _word(key, ja, en, "no", "改定しない", "no", article)


def _word(key: str, ja: str, en: str, value: str, value_ja: str, value_en: str, article: str) -> Line:
    return Line(key, ja, en, value, "", article, value_ja=value_ja, value_en=value_en)
