"""事実を並べる: lays what is told about a person out as the law reads it, and asks for what is missing.

A fact that is not told is the answer being tried, or NONE.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec

from ..engine.book import ages
from ..errors import Choice, InputError
from ..forms.read import day as read_day
from ..forms.teller import Teller
from ..law import dependants as kin
from ..law import enrolment as job
from ..law import residents as home
from ..law.enrolment_shapes import (
    Count,
)
from ..law.facts import Missing
from ..law.people import past_birthday
from ..law.shapes import NONE
from . import form

T = TypeVar("T")


# The law's number of a missing fact: its name. How it is asked stands in `questions`.
FACTS = {
    job.ESTABLISHMENT_FACT: "establishment",
    job.STAFF_FACT: "staff",
    job.TERM_FACT: "term",
    job.FULL_FACT: "three_quarters",
    job.HOURS_FACT: "hours",
    job.WAGE_FACT: "wage",
    job.EXPECTED_FACT: "expected",
    job.STUDENT_FACT: "student",
    job.SIZE_FACT: "firm_size",
    job.EXISTING_FACT: "existing",
    kin.TOGETHER_FACT: "together",
    kin.INCOME_FACT: "income",
    kin.INSURED_INCOME_FACT: "insured_income",
    kin.REMITTANCE_FACT: "remittance",
    home.STATUS_FACT: "status",
    home.PERIOD_FACT: "months",
    home.STAY_FACT: "expected_stay",
    home.MONTHS_FACT: "months_insured",
}


@dataclass(slots=True)
class At:
    """問いの場: the people, the law, and what was found so far about each on a day.

    aside: for days that are not asked about; nothing of them is told. other: that for this one.
    """

    question: form.Question
    teller: Teller
    aside: bool = False
    other: At | None = None
    found: dict[tuple[str, date], Any] = field(default_factory=dict)

    def tried(self, fact: str, name: str) -> int:
        """試している答え: of a missing fact; NONE where none is."""
        return int(self.teller.facts.get(f"{fact}:{name}", NONE))

    def told(self, value: int | None, fact: str, name: str) -> int:
        """事実: as told, or as tried."""
        return self.tried(fact, name) if value is None else value

    def figures(self, kind: type[Any], series: str, on: date, key: str) -> Any:
        """数字の行: of a day."""
        return self.teller.figures(kind, series, month_of(on), key)

    def number(self, series: str, on: date, key: str) -> Count:
        """一つの数の行: of a day."""
        row: Count = self.figures(Count, series, on, key)
        return row

    def run(
        self,
        rule: Callable[..., T],
        on: date,
        name: str,
        choices: Callable[[int], Sequence[Choice]],
        *inputs: Any,
    ) -> T:
        """規定を述べる: a rule with its sentences under the person's name; asks for what it misses.

        choices: the answers to try, by the number of the fact. Raises MissingFact.
        """
        before = len(self.teller.told)
        try:
            return rule(*inputs) if self.aside else self.teller.tell(rule, month_of(on), *inputs)
        except Missing as missing:
            fact = FACTS[missing.fact]
            self.teller.need(fact, name, choices(missing.fact))
            raise AssertionError(f"{fact} was tried and not used") from missing
        finally:
            if len(self.question.people) > 1:
                for n in range(before, len(self.teller.told)):
                    one = self.teller.told[n]
                    self.teller.told[n] = msgspec.structs.replace(
                        one, ja=f"{name}：{one.ja}", en=f"{name}: {one.en}"
                    )


def month_of(on: date) -> int:
    """月: of a day, counted as the law counts."""
    return on.year * 12 + on.month - 1


def day_of(text: str, where: str) -> date:
    """日: of the form. Raises InputError with the field."""
    try:
        return read_day(text, "the day")
    except InputError as error:
        raise error.at(where) from None


def within(period: Any, on: date, where: str) -> bool:
    """期間の中: whether a day lies between the first and the last, where they are told."""
    if period is None:
        return False
    if period.from_ is not None and on < day_of(period.from_, f"{where}.from"):
        return False
    return period.to is None or on <= day_of(period.to, f"{where}.to")


def born(person: form.Person, name: str) -> tuple[int, int]:
    """生年月: month and day of the birth."""
    birth = day_of(person.birth, f"enrol.people.{name}.birth")
    return month_of(birth), birth.day


def aged(person: form.Person, name: str, years: int, on: date) -> bool:
    """年齢に達した: an age is reached on the day before the birthday."""
    after = on + timedelta(days=1)
    return past_birthday(*born(person, name), years, month_of(after), after.day)


def old(at: At, name: str, on: date) -> bool:
    """後期高齢者: by age, or by a recognised disability."""
    person = at.question.people[name]
    month, day = born(person, name)
    if at.run(home.of_old_age, on, name, nothing, month, day, month_of(on), on.day, ages(at.teller.law)):
        return True
    if not within(person.recognised, on, f"enrol.people.{name}.recognised"):
        return False
    after = on + timedelta(days=1)
    least = at.number("elderly_entry", on, "disabled")
    return at.run(home.of_recognised, on, name, nothing, 1, month, day, month_of(after), after.day, least)


def nothing(fact: int) -> Sequence[Choice]:
    """選択肢なし: for rules that ask for nothing."""
    raise AssertionError(f"fact {fact} has no choices")


def open_ended(months: int | str | None) -> int | None:
    """期間の定めなし: 0; a number as told; None as not told."""
    return 0 if months == "open" else months if isinstance(months, int) else None


def flag(told: bool | None) -> int | None:
    """はい・いいえ: as 1 and 0; None as not told."""
    return None if told is None else int(told)


def bound(bound: int, ja: str, ja_below: str, en: str, en_below: str) -> list[Choice]:
    """境の選択肢: at a bound, and just below it."""
    return [
        Choice(bound, ja.format(bound), en.format(bound)),
        Choice(bound - 1, ja_below.format(bound), en_below.format(bound)),
    ]


def yes_no(ja: str, ja_no: str, en: str, en_no: str) -> list[Choice]:
    """はい・いいえの選択肢: 1 and 0."""
    return [Choice(1, ja, en), Choice(0, ja_no, en_no)]
