"""日々の判定: walks the days unable to work because of one illness."""

from __future__ import annotations

from datetime import date

from ..forms.teller import Teller
from ..law.allowance import after_lump, difference_daily, disability_daily, old_age_daily, other_payments
from ..law.allowance_period import (
    after_waiting,
    by_days_paid,
    claim_alive,
    continues,
    days_left,
    insured_long,
    period_days,
    waiting_done,
)
from ..law.allowance_shapes import Days, FirstDay, Months
from ..law.shapes import NONE
from . import days
from .form import Sickness
from .lines import claim_years
from .parts import Record
from .pay import Facts, Pay, insured_year, pay_of


class Walk:
    """日々の判定: the state while the days of one illness are walked in order."""

    def __init__(
        self, teller: Teller, facts: Facts, form: Sickness, where: str, maternity: dict[int, int]
    ) -> None:
        self.teller, self.facts, self.form, self.where = teller, facts, form, where
        self.maternity = maternity  # the maternity allowance of a day, before wages
        self.rows = days.rows(form.spells, f"{where}.spells")
        self.first = self.rows[0][0]
        since = days.month(self.first)
        self.waiting = teller.figures(Days, "sickness_waiting", since, "waiting")
        self.months = teller.figures(Months, "sickness_period", since, "illness").months
        self.year = teller.figures(Days, "pension_days", since, "year")
        self.claimed = days.given(form.claimed, f"{where}.claimed")
        self.claim_months = claim_years(teller, "sickness", since)
        self.record = Record()
        self.start: Pay | None = None
        self.end = self.period = NONE
        self.by_days = False
        self.paid = self.counted = 0
        self.continued: bool | None = None

    def disability(self, at: int) -> int:
        """障害年金の日額: on a day."""
        since = days.given(self.form.disability_from, f"{self.where}.disability_from")
        if not self.form.disability_pension or at < since:
            return 0
        return disability_daily(self.form.disability_pension, self.year)

    def old_age(self, at: int) -> int:
        """老齢退職年金の日額: on a day; only after leaving."""
        if not self.form.old_age_pension or self.facts.left == NONE or at <= self.facts.left:
            return 0
        return old_age_daily(self.form.old_age_pension, self.year)

    def amount(self, at: int, daily: int, wages: int) -> tuple[int, str]:
        """その日の支給額: and why."""
        other = other_payments(wages, self.maternity.get(at, 0), self.disability(at), self.old_age(at))
        lump = self.form.disability_lump_sum
        if lump is not None and at >= days.number(lump.from_, f"{self.where}.disability_lump_sum.from"):
            other = other_payments(wages, self.maternity.get(at, 0), 0, self.old_age(at))
            left = after_lump(daily, self.counted, lump.yen, other)
            set_off = self.counted < lump.yen
            self.counted += daily
            if set_off:
                return left, "reduced" if left else "lump_sum"
        left = difference_daily(daily, other)
        return left, "paid" if left == daily else "reduced" if left else "nothing"

    def run(self) -> None:
        """すべての日を順に判定する."""
        nth, previous, waited = 0, NONE, False
        broken = False  # after leaving: able to work again for a day
        for spell, ((first, last), off) in enumerate(zip(self.rows, self.form.spells, strict=True)):
            for at in range(first, last + 1):
                if at < self.facts.joined:  # days before the insurance are no waiting
                    self.record.add(at, spell, "not_insured", 0, 0)
                    continue
                if at - 1 != previous:
                    waited = waited or waiting_done(nth, self.waiting)
                    nth = 0
                    broken = broken or (NONE != self.facts.left < at and previous >= 0)
                nth, previous = nth + 1, at
                self.one(at, spell, nth, waited, broken, off.wages)
            if self.start is not None:
                self.record.left[spell] = self.left_after(last)

    def one(self, at: int, spell: int, nth: int, waited: bool, broken: bool, wages: int) -> None:
        """一日の判定."""
        ready = after_waiting(nth, waited, self.waiting)
        left = self.facts.left
        if at == left:
            self.continued = self._continues(ready)
        if left != NONE and at > left:
            if self.continued is None:
                self.continued = self._continues(False)
            if not self.continued or broken:
                self.record.add(at, spell, "after_leaving", 0, 0)
                return
        if at == left and self.form.worked_last_day:
            self.record.add(at, spell, "worked", 0, 0)
            return
        if not ready:
            self.record.add(at, spell, "waiting", 0, 0)
            return
        if self.start is not None and self.left_after(at - 1) == 0:
            self.record.add(at, spell, "exhausted", 0, 0)
            return
        last_claim = days.last_after(at + 1, self.claim_months)
        if self.claimed != NONE and not claim_alive(self.claimed, last_claim):
            self.record.add(at, spell, "lapsed", 0, 0)
            return
        pay = pay_of(self.teller, self.facts, self.start, at)
        amount, why = self.amount(at, pay.daily, wages)
        self.record.add(at, spell, why, pay.daily, amount)
        if amount:
            if self.start is None:
                self._begin(pay._replace(start=at))
            self.paid += 1

    def _begin(self, pay: Pay) -> None:
        self.start = pay
        first = self.teller.figures(FirstDay, "sickness_by_days", days.month(pay.start), "first")
        month = days.month(pay.start)
        self.by_days = self.teller.tell(
            by_days_paid, month, pay.start, date(first.year, first.month, first.day).toordinal()
        )
        self.end = days.last_after(pay.start, self.months)
        self.period = period_days(pay.start, self.end)

    def left_after(self, at: int) -> int:
        """残りの支給日数: after a day; under the old text days of the calendar."""
        if self.start is None:
            return NONE
        if self.by_days:
            return days_left(self.period, self.paid)
        return max(0, self.end - at)

    def _continues(self, entitled: bool) -> bool:
        month = days.month(self.facts.loss)
        loss, needed = insured_year(self.teller, self.facts, "allowance")
        long = self.teller.tell(insured_long, month, loss, needed)
        return self.teller.tell(continues, month, long, entitled, self.form.worked_last_day)
