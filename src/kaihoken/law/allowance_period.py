"""手当金の期間: from which day, for how long, and what stays after leaving.

Days are counted from year 1 (``date.toordinal``).
"""

from __future__ import annotations

from .allowance_shapes import Days, Window
from .marks import rule
from .shapes import NONE


@rule(
    "waiting completed",
    ja="待期の完成",
    says="After {run} days in a row unable to work the waiting of {waiting.days} days is {result:waited}.",
    says_ja="連続した労務不能の{run}日で、{waiting.days}日間の待期は{result:waited}。",
)
def waiting_done(run: int, waiting: Days) -> bool:
    """待期の完成 (健保法99条1項): whether days in a row complete the waiting; wages and days off do not matter."""
    return run >= waiting.days


@rule("beyond the waiting", ja="待期を過ぎた日")
def after_waiting(nth: int, done: bool, waiting: Days) -> bool:
    """待期を過ぎた日 (健保法99条1項): whether a day can be paid.

    nth: the day's place in its row of days, from 1; done: the waiting was completed by an earlier row.
    """
    return done or nth > waiting.days


@rule(
    "period counted by days paid",
    ja="支給期間の通算",
    says="The first payment is for {start:day}, {result:counted}.",
    says_ja="支給開始日は{start:day}なので、{result:counted}。",
)
def by_days_paid(start: int, first: int) -> bool:
    """支給期間の通算 (健保法99条4項, 令和3年法律第66号附則): whether the period runs only on days paid.

    first: the first day of first payment to which the new text applies.
    """
    return start >= first


@rule(
    "last day of a period of months",
    ja="期間の満了日",
    says="Counted by the calendar the period ends on {result:day}.",
    says_ja="暦に従って数えると、期間は{result:day}に満了します。",
)
def period_end(same_day: int, month_end: int) -> int:
    """期間の満了日 (民法143条2項): the day before the one of the same number, or the last of a month without it.

    same_day: NONE where the last month has no such day; month_end: its last day.
    """
    if same_day == NONE:
        return month_end
    return same_day - 1


@rule(
    "days of the period",
    ja="支給期間の日数",
    says="From {start:day} to {end:day} are {result} days.",
    says_ja="{start:day}から{end:day}までは{result}日です。",
)
def period_days(start: int, end: int) -> int:
    """支給期間の日数 (健保法99条4項): days from the first to the last, both counted."""
    return end - start + 1


@rule(
    "days left",
    ja="残りの支給日数",
    says="After {paid} days paid, {result} of {days} days are left.",
    says_ja="{paid}日の支給後、{days}日のうち残りは{result}日です。",
)
def days_left(days: int, paid: int) -> int:
    """残りの支給日数 (健保法99条4項): days on which nothing was paid do not count, days paid in part do."""
    return days - paid


@rule(
    "day from which the weeks before a birth are counted",
    ja="産前期間の基準日",
    says="The weeks before the birth are counted from {result:day} (due {due:day}, born {birth:day}).",
    says_ja="産前の期間は{result:day}を基準に数えます（出産予定日{due:day}、出産日{birth:day}）。",
)
def birth_reference(due: int, birth: int) -> int:
    """産前期間の基準日 (健保法102条1項): the birth, or the due date where the birth comes after it."""
    return min(due, birth)


@rule("first day before the birth", ja="産前期間の初日")
def before_birth(reference: int, children: int, window: Window) -> int:
    """産前期間の初日 (健保法102条1項): the reference day is the last of the days counted before; several children have more."""
    if children > 1:
        return reference - window.multiple + 1
    return reference - window.before + 1


@rule(
    "last day after the birth",
    ja="産後期間の末日",
    says="After the birth on {birth:day} the allowance can be paid until {result:day}.",
    says_ja="{birth:day}の出産後、{result:day}まで支給の対象です。",
)
def after_birth(birth: int, window: Window) -> int:
    """産後期間の末日 (健保法102条1項)."""
    return birth + window.after


@rule(
    "insured long enough",
    ja="被保険者期間1年以上",
    says="Insured without a break until the day before {loss:day}; {needed:day} is the first day of loss that is long enough: {result:long}.",
    says_ja="{loss:day}の前日まで引き続き被保険者でした（1年以上となる喪失日は{needed:day}以後）：{result:long}。",
)
def insured_long(loss: int, needed: int) -> bool:
    """引き続き1年以上 (健保法104条, 106条): whether the insurance lasted long enough until the day before its loss.

    needed: the day of loss from which it has; time under voluntary continuation and mutual aid does not count.
    """
    return loss >= needed


@rule(
    "allowance continues after leaving",
    ja="継続給付",
    says="After leaving, the allowance {result:continued} (entitled on the last day: {entitled:yes}; worked on it: {worked:yes}).",
    says_ja="退職後の継続給付：{result:continued}（最終日に受給中または受給できる状態：{entitled:yes}、最終日に出勤：{worked:yes}）。",
)
def continues(long: bool, entitled: bool, worked: bool) -> bool:
    """継続給付 (健保法104条): of one who drew it, or could, on the last day insured and did not work on it."""
    return long and entitled and not worked


@rule(
    "in time after the loss",
    ja="資格喪失後の期間内",
    says="The last day that counts after the loss is {last:day}; {day:day} is {result:within_time}.",
    says_ja="資格喪失後に対象となる最後の日は{last:day}で、{day:day}は{result:within_time}。",
)
def in_time(day: int, last: int) -> bool:
    """資格喪失後の期間内 (健保法105条, 106条): whether a birth or death comes by the last day."""
    return day <= last


@rule("claim not lapsed", ja="時効にかかっていない")
def claim_alive(claimed: int, last: int) -> bool:
    """時効 (健保法193条): whether a claim is made by its last day."""
    return claimed <= last
