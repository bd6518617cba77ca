"""月の事実: which parts of a person's month are charged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..engine import dates
from ..errors import Choice, InputError
from ..forms.read import day
from ..forms.teller import Teller
from ..law import premiums as law
from ..law.premium_shapes import PremiumAges
from ..law.shapes import NONE
from .form import Employed, Insured, Leave

REASONS = {
    "charged": ("かかる", "charged"),
    "before_joining": ("加入前でかからない", "not charged: before joining"),
    "after_leaving": ("資格喪失後でかからない", "not charged: the membership has ended"),
    "leave": ("休業で免除", "free: on leave"),
    "age": ("年齢でかからない", "not charged at this age"),
    "not_insured": ("加入していない", "not insured"),
}


class _Years(NamedTuple):
    years: int


class _Days(NamedTuple):
    days: int


class Charged(NamedTuple):
    """かかる部分: why health and pension are charged or not; whether the age is one of care."""

    health: str
    pension: str
    care: bool
    free_bonus: bool  # a leave frees the bonus too


def ages_of(teller: Teller, month: int) -> PremiumAges:
    """保険料の年齢: of a month."""
    return PremiumAges(*(teller.figures(_Years, "premium_age", month, k).years for k in PremiumAges._fields))


def month_of(one: date) -> int:
    """月: of a day."""
    return one.year * 12 + one.month - 1


def birth_of(teller: Teller, person: Insured, month: int, where: str, subject: str) -> tuple[int, int]:
    """誕生月と日: of a person; by the age in the month where no birth is given. Asks where neither is."""
    if person.birth is not None:
        if person.age is not None:
            raise InputError(
                "both birth and age are given.",
                f"{where}.age",
                "Keep `birth`.",
                "生年月日と年齢の両方があります。生年月日だけを残してください。",
            )
        born = day(person.birth, "the birth date")
        if month_of(born) > month:
            raise InputError(
                f"{person.birth} is after the month asked.",
                f"{where}.birth",
                "Look at the year.",
                f"生年月日の{person.birth}が、計算する月より後です。年を確かめてください。",
            )
        return month_of(born), born.day
    age = person.age
    if age is None:
        age = int(teller.need("age", subject, AGES))
    return month - age * 12 - 1, 2


AGES = (
    Choice(30, "40歳未満", "below 40"),
    Choice(50, "40歳以上65歳未満", "40 to 64"),
    Choice(67, "65歳以上70歳未満", "65 to 69"),
    Choice(72, "70歳以上75歳未満", "70 to 74"),
)


def span(person: Employed, where: str) -> tuple[int, int]:
    """加入と喪失の月: the month of joining, and that of the day after leaving. Raises InputError for wrong order."""
    joined, lost = 0, NONE
    if person.joined is not None:
        joined = month_of(day(person.joined, "the day of joining"))
    if person.left is not None:
        last = day(person.left, "the last day")
        if person.joined is not None and person.left < person.joined:
            raise InputError(
                f"the last day {person.left} is before joining {person.joined}.",
                f"{where}.left",
                "Mend one.",
                f"退職の日{person.left}が、入社の日{person.joined}より前です。どちらかを直してください。",
            )
        lost = month_of(last + timedelta(1))
    return joined, lost


def charged(teller: Teller, person: Employed, month: int, where: str, subject: str) -> Charged:
    """かかる部分: of a month. Raises InputError where the facts contradict."""
    ages = ages_of(teller, month)
    birth = birth_of(teller, person, month, where, subject)
    joined, lost = span(person, where)
    free, bonus = _leaves(teller, person, month, where)

    def reason(ending: int, insured: bool) -> str:
        if not insured:
            return "not_insured"
        loss = teller.tell(law.earlier_loss, month, lost, ending)
        if not teller.tell(law.month_charged, month, month, joined, loss):
            if month < joined:
                return "before_joining"
            return "after_leaving" if lost == loss else "age"
        return "leave" if free else "charged"

    health = reason(teller.tell(law.health_ending, month, birth[0], ages), True)
    pension = reason(teller.tell(law.pension_ending, month, *birth, ages), person.pension)
    care = teller.tell(law.care_charged, month, month, *birth, ages)
    if joined == lost == month:
        teller.note(
            "same_month",
            "同じ月に加入して退職した月も保険料がかかります。厚生年金は、その月に再び厚生年金か国民年金に加入すれば後で戻ります。",
            "A month of joining and leaving is charged; the pension's part comes back if the person joins "
            "employees' or the national pension again in that month.",
        )
    return Charged(health, pension, care, bonus)


def _leaves(teller: Teller, person: Employed, month: int, where: str) -> tuple[bool, bool]:
    """Whether a leave frees the month, and its bonus."""
    needed = teller.figures(_Days, "leave_days", month, "childcare").days
    within: dict[int, int] = {}  # days of childcare leaves that lie within one month
    found = []
    for n, leave in enumerate(person.leaves):
        first, last = _days(leave, f"{where}.leaves[{n}]")
        begin, after = month_of(first), month_of(last + timedelta(1))
        if leave.kind == "childcare" and begin == after:
            within[begin] = within.get(begin, 0) + (last - first).days + 1
        found.append((leave, begin, after, _long(first, last)))
    free = bonus = False
    for leave, begin, after, long in found:
        childcare = leave.kind == "childcare"
        days = within.get(begin, 0) if childcare else NONE
        if teller.tell(law.leave_free, month, month, begin, after, days, needed):
            free = True
            bonus |= not childcare or long or needed == NONE
    return free, bonus


def _days(leave: Leave, where: str) -> tuple[date, date]:
    first, last = day(leave.first, "the leave's first day"), day(leave.last, "the leave's last day")
    if last < first:
        raise InputError(
            f"the leave ends on {leave.last}, before it begins.",
            f"{where}.to",
            "Mend one of the days.",
            f"休業の終わりの{leave.last}が、始まりより前です。どちらかの日を直してください。",
        )
    return first, last


def _long(first: date, last: date) -> bool:
    """Whether a leave is longer than a month by the calendar: its last day is in the second month."""
    number = month_of(first) + 1
    length = int(dates.last_day(number)[-2:])
    return last >= date(number // 12, number % 12 + 1, min(first.day, length))
