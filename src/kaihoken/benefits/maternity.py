"""出産手当金: the days around a birth that are not worked, and what each gives."""

from __future__ import annotations

from ..errors import InputError
from ..forms.reply import Group
from ..forms.teller import Teller
from ..law.allowance import allowance_total, difference_daily, society_daily
from ..law.allowance_period import (
    after_birth,
    before_birth,
    birth_reference,
    claim_alive,
    continues,
    insured_long,
)
from ..law.allowance_shapes import Pregnancy, Window
from ..law.childbirth import birth_counts
from ..law.shapes import NONE
from . import days, gates
from .form import Maternity
from .lines import cited, claim, claim_years, count, day, nothing, yen
from .lines import continued as lines_continued
from .parts import Record
from .pay import Facts, Pay, insured_year, pay_of, pay_on
from .sickness import basis

JA, EN = "出産手当金", "maternity allowance"


def maternity(
    teller: Teller, facts: Facts, form: Maternity, key: str, where: str
) -> tuple[list[Group], dict[int, int]]:
    """出産手当金: the answer for a birth, and the allowance of each day before wages, for the sickness allowance."""
    if stopped := gates.allowance(facts, key, JA, EN, "102条1項"):
        return [stopped], {}
    facts = facts._replace(daily=NONE if form.daily is None else form.daily)
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
    record, pay, gross, goes_on = _walk(
        teller, facts, form, where, (first, last), before_birth(due, form.children, window)
    )
    lines = [
        day("window_from", "対象期間の初日", "first day of the window", first),
        day("window_to", "対象期間の末日", "last day of the window", last),
        count("window_days", "対象期間の日数", "days of the window", last - first + 1),
    ]
    if pay is None:
        lines += [count("days_paid", "支給日数", "days paid", 0), yen("total", "支給総額", "paid in all", 0)]
        paid = [p for p in record.parts if p.daily]
        if paid:
            told = pay_on(teller, facts, paid[0].first, tell=True)
            wages = _wages(form, record, 0)
            teller.tell(difference_daily, month, told.daily, wages)
            lines.insert(3, yen("daily", "1日当たりの支給額（調整前）", "a day, before wages", told.daily))
        return [Group(key, JA, EN, lines), *record.groups(key, JA, EN)], gross
    told = pay_on(teller, facts, pay.start, tell=True)
    if told.open:
        lines += [
            yen("daily", "1日当たりの支給額", "a day", None, evidence="unknown"),
            yen("daily_most", "1日当たりの支給額（最大）", "a day at most", told.daily),
            yen("total", "支給総額", "paid in all", None, evidence="unknown"),
        ]
        return [Group(key, JA, EN, lines)], gross
    for n, part in enumerate(record.parts):
        if part.daily and part.yen != part.daily:
            teller.tell(difference_daily, month, part.daily, _wages(form, record, n))
        if part.yen:
            teller.tell(allowance_total, days.month(pay.start), part.yen, part.days)
    lines += [
        day("start", "支給開始日", "first paid day", pay.start),
        *basis(told),
        cited(teller, yen("daily", "1日当たりの支給額", "a day", told.daily), "daily_allowance", month),
    ]
    percent = facts.insured.society_percent
    if percent is not None and facts.insured.insurer == "society" and told.basis != NONE:
        whole = teller.tell(society_daily, month, told.basis, percent)
        lines.append(
            yen("with_society", "付加給付を含む1日当たりの額", "a day with the society's own part", whole)
        )
    lines += [
        count("days_paid", "支給日数", "days paid", record.paid_days),
        cited(teller, yen("total", "支給総額", "paid in all", record.total), "allowance_total", month),
    ]
    lines += lines_continued(goes_on)
    until = days.last_after(pay.start + 1, claim_years(teller, "maternity", month))
    lines += claim(teller, "maternity", month, until, facts.insured)
    return [Group(key, JA, EN, lines), *record.groups(key, JA, EN)], gross


def _wages(form: Maternity, record: Record, n: int) -> int:
    part = record.parts[n]
    return form.off[part.spell].wages if form.off else 0


def _walk(
    teller: Teller, facts: Facts, form: Maternity, where: str, window: tuple[int, int], planned: int
) -> tuple[Record, Pay | None, dict[int, int], bool | None]:
    """日々の判定: each day not worked. planned: where the time off begins when it is not given."""
    if form.off:
        rows = days.rows(form.off, f"{where}.off")
    else:
        rows = [(max(planned, window[0]), window[1])]
        teller.note(
            "all_days_off",
            f"{days.iso(rows[0][0])}から{days.iso(rows[0][1])}まで、すべて休んで報酬がないものとしています（`off`で指定できます）。",
            f"Every day from {days.iso(rows[0][0])} to {days.iso(rows[0][1])} is taken as not worked and without wages; `off` says otherwise.",
        )
    claimed = days.given(form.claimed, f"{where}.claimed")
    months = claim_years(teller, "maternity", days.month(window[1]))
    record, gross = Record(), {}
    start: Pay | None = None
    continued: bool | None = None
    off_days = {at for first, last in rows for at in range(first, last + 1)}
    for spell, (first, last) in enumerate(rows):
        for at in range(first, last + 1):
            wages = form.off[spell].wages if form.off else 0
            if not window[0] <= at <= window[1]:
                record.add(at, spell, "outside", 0, 0)
                continue
            if facts.joined != NONE and at < facts.joined:
                record.add(at, spell, "not_insured", 0, 0)
                continue
            if facts.left != NONE and at > facts.left:
                if continued is None:
                    entitled = facts.left in off_days and facts.left >= window[0]
                    loss, needed = insured_year(teller, facts, "allowance")
                    month = days.month(loss)
                    long = teller.tell(insured_long, month, loss, needed)
                    continued = teller.tell(continues, month, long, entitled, form.worked_last_day)
                if not continued:
                    record.add(at, spell, "after_leaving", 0, 0)
                    continue
            if at == facts.left and form.worked_last_day:
                record.add(at, spell, "worked", 0, 0)
                continue
            if claimed != NONE and not claim_alive(claimed, days.last_after(at + 1, months)):
                record.add(at, spell, "lapsed", 0, 0)
                continue
            pay = pay_of(teller, facts, start, at)
            amount = difference_daily(pay.daily, wages)
            why = "paid" if amount == pay.daily else "reduced" if amount else "nothing"
            record.add(at, spell, why, pay.daily, amount)
            gross[at] = pay.daily
            if amount and start is None:
                start = pay._replace(start=at)
    return record, start, gross, continued
