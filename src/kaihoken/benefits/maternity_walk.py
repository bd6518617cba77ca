"""産前産後の日々の判定: walks the days not worked around a birth."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..forms.teller import Teller
from ..law.allowance import difference_daily
from ..law.allowance_period import claim_alive, continues, insured_long
from ..law.shapes import NONE
from . import days
from .form import Maternity
from .lines import claim_years
from .parts import Part, Record
from .pay import Facts, Pay, insured_year, pay_of


@dataclass(slots=True)
class Leave:
    """産前産後休業: the days not worked for a birth, within the window in which they are paid."""

    teller: Teller
    facts: Facts
    form: Maternity
    where: str
    window: tuple[int, int]
    planned: int  # where the time off begins when it is not given
    record: Record = field(default_factory=Record)
    start: Pay | None = None
    gross: dict[int, int] = field(default_factory=dict)  # by day: the allowance, or wages where more
    continued: bool | None = None

    def run(self) -> None:
        """すべての日を順に判定する."""
        rows = self.rows()
        off = {at for first, last in rows for at in range(first, last + 1)}
        claimed = days.given(self.form.claimed, f"{self.where}.claimed")
        months = claim_years(self.teller, "maternity", days.month(self.window[1]))
        for spell, (first, last) in enumerate(rows):
            for at in range(first, last + 1):
                if why := self.barred(at, off):
                    self.record.add(at, spell, why, 0, 0)
                elif claimed != NONE and not claim_alive(claimed, days.last_after(at + 1, months)):
                    self.record.add(at, spell, "lapsed", 0, 0)
                else:
                    self.one(at, spell)

    def rows(self) -> list[tuple[int, int]]:
        """休んだ期間: as given, or all that is usual."""
        if self.form.off:
            return days.rows(self.form.off, f"{self.where}.off")
        first, last = max(self.planned, self.window[0]), self.window[1]
        self.teller.note(
            "all_days_off",
            f"{days.iso(first)}から{days.iso(last)}まで、すべて休んで報酬がないものとしています（`off`で指定できます）。",
            f"Every day from {days.iso(first)} to {days.iso(last)} is taken as not worked and without wages; `off` says otherwise.",
        )
        return [(first, last)]

    def barred(self, at: int, off: set[int]) -> str:
        """支給されない理由: why a day cannot be paid, or empty."""
        facts = self.facts
        if not self.window[0] <= at <= self.window[1]:
            return "outside"
        if at < facts.joined:
            return "not_insured"
        if at == facts.left and self.form.worked_last_day:
            return "worked"
        if facts.left != NONE and at > facts.left:
            if self.continued is None:
                self.continued = self.continues(facts.left in off and facts.left >= self.window[0])
            if not self.continued:
                return "after_leaving"
        return ""

    def continues(self, entitled: bool) -> bool:
        """継続給付: whether the allowance goes on after leaving."""
        loss, needed = insured_year(self.teller, self.facts, "allowance")
        month = days.month(self.facts.loss)
        long = self.teller.tell(insured_long, month, loss, needed)
        return self.teller.tell(continues, month, long, entitled, self.form.worked_last_day)

    def one(self, at: int, spell: int) -> None:
        """支給の対象となる一日."""
        wages = self.form.off[spell].wages if self.form.off else 0
        pay = pay_of(self.teller, self.facts, self.start, at)
        amount = difference_daily(pay.daily, wages)
        why = "paid" if amount == pay.daily else "reduced" if amount else "nothing"
        self.record.add(at, spell, why, pay.daily, amount)
        self.gross[at] = max(pay.daily, wages)
        if amount and self.start is None:
            self.start = pay._replace(start=at)

    def wages(self, part: Part) -> int:
        """報酬の日額: of a row of days."""
        return self.form.off[part.spell].wages if self.form.off else 0
