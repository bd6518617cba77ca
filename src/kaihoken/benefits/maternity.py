"""出産手当金: what the days around a birth that are not worked give."""

from __future__ import annotations

from ..errors import InputError
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.allowance import allowance_total, difference_daily
from ..law.allowance_period import after_birth, before_birth, birth_reference
from ..law.allowance_shapes import Pregnancy, Window
from ..law.childbirth import birth_counts
from ..law.shapes import NONE
from . import days, gates
from .form import Maternity
from .lines import cited, claim, claim_years, continued, count, day, nothing, yen
from .maternity_walk import Leave
from .pay import Facts, pay_on
from .sickness import basis, with_society

JA, EN = "出産手当金", "maternity allowance"


def maternity(
    teller: Teller, facts: Facts, form: Maternity, key: str, where: str
) -> tuple[list[Group], dict[int, int]]:
    """出産手当金: the answer for a birth, and the allowance of each day before wages, for the sickness allowance."""
    if stopped := gates.allowance(facts, key, JA, EN, "102条1項"):
        return [stopped], {}
    due = days.number(form.due, f"{where}.due")
    birth = days.given(form.birth, f"{where}.birth")
    if birth == NONE:
        teller.note(
            "expected_birth",
            "出産日が書かれていないため、予定日に生まれるものとして計算しています。",
            "The birth is not given; it is taken to come on the due date.",
        )
        birth = due
    if abs(birth - due) > 200:
        raise InputError(
            f"the birth on {days.iso(birth)} and the due date {days.iso(due)} lie too far apart.",
            f"{where}.due",
            "Check the two dates.",
            f"出産日{days.iso(birth)}と出産予定日{days.iso(due)}が離れすぎています。2つの日を確かめてください。",
        )
    month = days.month(birth)
    if form.pregnancy_days is not None:
        pregnancy = teller.figures(Pregnancy, "pregnancy", month, "birth")
        if not teller.tell(birth_counts, month, form.pregnancy_days, pregnancy):
            return [
                nothing(
                    key, JA, EN, "too_early",
                    f"妊娠{pregnancy.days}日未満のため、出産に当たりません。",
                    f"Before day {pregnancy.days} of a pregnancy it is no birth for these benefits.",
                )
            ], {}  # fmt: skip
    window = teller.figures(Window, "maternity_window", month, "birth")
    reference = teller.tell(birth_reference, month, due, birth)
    first = before_birth(reference, form.children, window)
    last = teller.tell(after_birth, month, birth, window)
    stated = facts._replace(daily=NONE if form.daily is None else form.daily)
    leave = Leave(teller, stated, form, where, (first, last), before_birth(due, form.children, window))
    leave.run()
    lines = [
        day("window_from", "対象期間の初日", "first day of the window", first),
        day("window_to", "対象期間の末日", "last day of the window", last),
        count("window_days", "対象期間の日数", "days of the window", last - first + 1),
    ]
    if leave.start is None:
        lines += _unpaid(leave)
    else:
        lines += _paid(leave)
    groups = [Group(key, JA, EN, lines)]
    if not any(line.evidence == "unknown" for line in lines):
        groups += leave.record.groups(key, JA, EN)
    return groups, leave.gross


def _unpaid(leave: Leave) -> list[Line]:
    """支給される日がない場合: what a day would be worth is told all the same."""
    lines = [count("days_paid", "支給日数", "days paid", 0), yen("total", "支給総額", "paid in all", 0)]
    part = next((p for p in leave.record.parts if p.daily), None)
    if part is not None:
        told = pay_on(leave.teller, leave.facts, part.first, tell=True)
        leave.teller.tell(difference_daily, days.month(part.first), told.daily, leave.wages(part))
        worth = None if told.open else told.daily
        lines.insert(0, yen("daily", "1日当たりの支給額（調整前）", "a day, before wages", worth))
    return lines + continued(leave.continued)


def _paid(leave: Leave) -> list[Line]:
    """まとめ: the amounts of the birth, and how to claim them."""
    assert leave.start is not None
    teller, record, start = leave.teller, leave.record, leave.start.start
    month = days.month(start)
    told = pay_on(teller, leave.facts, start, tell=True)
    if told.open:
        return [
            day("start", "支給開始日", "first paid day", start),
            yen("daily", "1日当たりの支給額", "a day", None, evidence="unknown"),
            yen("daily_most", "1日当たりの支給額（最大）", "a day at most", told.daily),
            yen("total", "支給総額", "paid in all", None, evidence="unknown"),
        ]
    for part in record.parts:
        if part.daily and part.yen != part.daily:
            teller.tell(difference_daily, month, part.daily, leave.wages(part))
        if part.yen:
            teller.tell(allowance_total, month, part.yen, part.days)
    until = days.last_after(start + 1, claim_years(teller, "maternity", month))
    return [
        day("start", "支給開始日", "first paid day", start),
        *basis(told),
        cited(teller, yen("daily", "1日当たりの支給額", "a day", told.daily), "daily_allowance", month),
        *with_society(teller, leave.facts, told),
        count("days_paid", "支給日数", "days paid", record.paid_days),
        cited(teller, yen("total", "支給総額", "paid in all", record.total), "allowance_total", month),
        *continued(leave.continued),
        *claim(teller, "maternity", month, until, leave.facts.insured),
    ]
