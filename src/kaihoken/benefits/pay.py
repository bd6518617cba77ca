"""手当金の日額: which months count, and what a day of sickness or maternity allowance is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from ..engine import dates
from ..errors import Choice, InputError, UnknownFigure
from ..forms.teller import Teller
from ..law.allowance import basis_daily, daily_allowance, standard_daily
from ..law.allowance_shapes import AllowanceFormula
from ..law.shapes import NONE, Yen
from . import days
from .form import Insured

YES_NO = (Choice("yes", "はい", "yes"), Choice("no", "いいえ", "no"))
PERSON = "insured"
NEW_FORMULA = date(2016, 4, 1).toordinal()


class Pay(NamedTuple):
    """日額: of one day of first payment. basis: NONE where the day's amount was given; open: the insurer's average is not published, so it is the most."""

    start: int
    basis: int
    daily: int
    open: bool


class Facts(NamedTuple):
    """資格の事実: days of the insured person, NONE where not given; checked."""

    insured: Insured
    joined: int
    since: int  # first day with the present insurer
    left: int  # last day insured
    daily: int = NONE  # a day's allowance as the insurer decided it

    @property
    def loss(self) -> int:
        """資格喪失日: the day after the last day insured."""
        return self.left + 1


def facts_of(insured: Insured) -> Facts:
    """資格の事実: read and checked. Raises InputError."""
    joined = days.given(insured.joined, "insured.joined")
    since = days.given(insured.society_since, "insured.society_since")
    left = days.given(insured.left, "insured.left")
    if left != NONE and max(joined, since) > left:
        raise InputError(
            f"the insurance ends on {insured.left}, before it begins.",
            "insured.left",
            "Write the last day insured.",
            f"資格の最後の日{insured.left}が、始まりより前です。加入していた最後の日を書いてください。",
        )
    if since != NONE and since < joined:
        raise InputError(
            "the time with the present insurer begins before the insurance.",
            "insured.society_since",
            "`joined` is the first day insured without a break, under whichever insurer.",
            "今の保険者に入った日が、資格の始まりより前です。始まりの日には、保険者が変わっても途切れずに加入している最初の日を書いてください。",
        )
    if insured.scheme == "voluntary" and left == NONE and insured.joined is not None:
        raise InputError(
            "the last day of work is missing.",
            "insured.left",
            "Under voluntary continuation `left` is the last day insured as an employee.",
            "退職の日がありません。任意継続では、被保険者として勤めた最後の日を書いてください。",
        )
    return Facts(insured, joined, since if since != NONE else joined, left)


def insured_year(teller: Teller, facts: Facts, kind: str) -> tuple[int, int]:
    """1年以上の判定に使う日: the day of loss, and the first that would be long enough; asked where joined is missing."""
    months = int(teller.row("insured_before", days.month(facts.loss), kind).values["months"])
    if facts.joined == NONE:
        long = teller.need("insured_year", PERSON, YES_NO) == "yes"
        return facts.loss, facts.loss if long else facts.loss + 1
    return facts.loss, days.last_after(facts.joined, months) + 1


def months_of(teller: Teller, facts: Facts, day: int, most: int) -> tuple[int, int]:
    """対象となる月: the sum of the standard monthly remuneration of the latest months, and how many they are.

    most: how many count. Raises InputError where a month's amount is missing.
    """
    paid = facts.insured.remuneration
    if paid is None:
        raise InputError(
            "the standard monthly remuneration is missing.",
            "insured.remuneration",
            "Write one amount, or `{2025-09: 300000, 2026-03: 320000}` by the month from which it holds.",
            "標準報酬月額がありません。1つの額か、変わった月ごとの額（`{2025-09: 300000, 2026-03: 320000}`）を書いてください。",
        )
    last = days.month(min(day, facts.left) if facts.left != NONE else day)
    first = last - most + 1
    if facts.since != NONE:
        first = max(first, days.month(facts.since))
    if first > last:
        raise InputError(
            f"the time with the present insurer begins after {dates.text(last)}, in which the allowance begins.",
            "insured.society_since",
            "Write the insurer of that time.",
            f"今の保険者に入ったのが、手当金が始まる{dates.text(last)}より後です。そのときの保険者について書いてください。",
        )
    _grades(teller, last, [paid] if isinstance(paid, int) else paid.values())
    if isinstance(paid, int):
        if facts.since == NONE and most > 1 and teller.need("twelve_months", PERSON, YES_NO) == "no":
            return paid, 1
        return paid * (last - first + 1), last - first + 1
    steps = sorted((dates.month(m), yen) for m, yen in paid.items())
    if (
        not steps
        or (facts.since == NONE and steps[0][0] > last)
        or (facts.since != NONE and steps[0][0] > first)
    ):
        raise InputError(
            f"the standard monthly remuneration of {dates.text(first)} is missing.",
            "insured.remuneration",
            f"Give every month from {dates.text(first)} to {dates.text(last)}; an amount holds until the next.",
            f"{dates.text(first)}の標準報酬月額がありません。{dates.text(first)}から{dates.text(last)}までの額を書いてください。1つの額は次の額まで続きます。",
        )
    if steps[0][0] > first:
        teller.note(
            "first_month",
            f"標準報酬月額が{dates.words(steps[0][0], 'ja')}から書かれているので、その月に加入したものとしています（`joined`で指定できます）。",
            f"The remuneration is given from {dates.words(steps[0][0], 'en')}, which is taken as the first month insured; `joined` says otherwise.",
        )
        first = steps[0][0]
    total = 0
    for month in range(first, last + 1):
        total += next(yen for since, yen in reversed(steps) if since <= month)
    return total, last - first + 1


def _grades(teller: Teller, month: int, amounts: Iterable[int]) -> None:
    """等級にない額: notes an amount that is no grade: the pay itself, perhaps, or the mean of two grades."""
    known = [int(row.values["standard"]) for row in teller.law.rows("remuneration_grade", month).values()]
    for yen in amounts:
        if known and yen not in known:
            near = min(known, key=lambda one: abs(one - yen))
            teller.note(
                "no_grade",
                f"{yen:,}円は標準報酬月額の等級にありません（最も近いのは{near:,}円）。平均額として計算しました。給与の額であれば、標準報酬月額を書いてください。",
                f"{yen:,} yen is no standard monthly remuneration (the nearest is {near:,}); it is reckoned as a mean of months. If it is the pay, write the standard instead.",
            )


def pay_of(teller: Teller, facts: Facts, start: Pay | None, at: int) -> Pay:
    """日額: of a day; start: the first day paid, None as long as there is none.

    Before April 2016 a day followed the remuneration of its own month; from then on all days of an
    allowance follow that of the first day paid, also where it lies before.
    """
    if start is None or at < NEW_FORMULA:
        return pay_on(teller, facts, at)
    if start.start >= NEW_FORMULA:
        return start
    return pay_on(teller, facts, start.start, under=at)


def pay_on(teller: Teller, facts: Facts, day: int, tell: bool = False, under: int = NONE) -> Pay:
    """日額: if the allowance is first paid for a day. tell: keep the sentences; under: the day whose formula holds."""
    if facts.daily != NONE:
        return Pay(day, NONE, facts.daily, False)
    formula = teller.figures(
        AllowanceFormula, "allowance_formula", days.month(day if under == NONE else under), "day"
    )
    total, months = months_of(teller, facts, day, formula.months)
    average, unknown = Yen(NONE, NONE), False
    if months < formula.months:
        if facts.insured.insurer == "society":
            if facts.insured.average is None:
                raise InputError(
                    f"only {months} months are counted, so the society's average remuneration is needed.",
                    "insured.average",
                    "Ask the society for the average of all insured on 30 September before the fiscal year, as a grade.",
                    f"数える月が{months}か月だけなので、健保組合の平均の標準報酬月額が要ります。前年度の9月30日の全被保険者の平均（等級の額）を組合に尋ねてください。",
                )
            if facts.insured.average % 1000:
                raise InputError(
                    f"{facts.insured.average:,} is not a grade of the standard remuneration.",
                    "insured.average",
                    "The average counts as the grade in which it falls (383,417 as 380000): write that grade.",
                    f"{facts.insured.average:,}円は標準報酬月額の等級の額ではありません。平均が当たる等級の額を書いてください（383,417円なら380000）。",
                )
            average = Yen(NONE, facts.insured.average)
        else:
            try:
                average = teller.figures(Yen, "allowance_average", days.month(day), "kyokai")
            except UnknownFigure:
                unknown = True
    run: Callable[..., int] = teller.tell if tell else _plain
    if unknown:
        basis = run(standard_daily, days.month(day), total, months, formula)
    else:
        basis = run(basis_daily, days.month(day), total, months, average, formula)
    return Pay(day, basis, run(daily_allowance, days.month(day), basis, formula), unknown)


def _plain(rule: Callable[..., int], month: int, *inputs: Any) -> int:
    return rule(*inputs)
