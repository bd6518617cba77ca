"""傷病手当金: walks the days unable to work, and tells what each gives."""

from __future__ import annotations

from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.allowance import (
    allowance_total,
    difference_daily,
    disability_daily,
    old_age_daily,
    other_payments,
    society_daily,
)
from ..law.allowance_period import days_left
from ..law.shapes import NONE
from . import days, gates
from .form import Sickness
from .lines import cited, claim, continued, count, day, word, yen
from .pay import Facts, Pay, pay_on
from .walk import Walk

JA, EN = "傷病手当金", "sickness allowance"


def sickness(
    teller: Teller, facts: Facts, form: Sickness, key: str, where: str, maternity: dict[int, int]
) -> list[Group]:
    """傷病手当金: the answer for one illness. maternity: the maternity allowance by day, before wages."""
    if stopped := gates.allowance(facts, key, JA, EN, "99条1項"):
        return [stopped]
    if form.work_accident:
        return [gates.work_accident(key, JA, EN)]
    facts = facts._replace(daily=NONE if form.daily is None else form.daily)
    walk = Walk(teller, facts, form, where, maternity)
    walk.run()
    if form.old_age_pension and facts.left == NONE:
        teller.note(
            "old_age",
            "老齢の年金は在職中の傷病手当金とは調整されません（資格喪失後のみ）。",
            "Old-age pensions take nothing off while employed; they do after leaving only.",
        )
    if walk.start is None:
        return [_unpaid(walk, key), *walk.record.groups(key, JA, EN)]
    summary = _summary(walk, key)
    if summary.lines[1].value is None:
        return [summary]
    return [summary, *walk.record.groups(key, JA, EN)]


def _unpaid(walk: Walk, key: str) -> Group:
    """支給される日がない場合: what a day would be worth is told all the same."""
    lines = [yen("total", "支給総額", "paid in all", 0), count("days_paid", "支給日数", "days paid", 0)]
    if why := {part.why for part in walk.record.parts} & {"nothing", "lump_sum"}:
        part = next(p for p in walk.record.parts if p.why in why)
        pay = pay_on(walk.teller, walk.facts, part.first, tell=True)
        worth = None if pay.open else pay.daily
        lines.insert(0, yen("daily", "1日当たりの支給額（調整前）", "a day, before what is taken off", worth))
        _tell_part(walk, part.first, part.daily)
    walk.teller.note(
        "nothing_paid",
        f"支給される日がありません（待期は連続{walk.waiting.days}日）。",
        f"No day is paid (the waiting is {walk.waiting.days} days in a row).",
    )
    return Group(key, JA, EN, lines)


def _tell_part(walk: Walk, at: int, daily: int) -> None:
    """調整の文: what is taken off a day."""
    month = days.month(at)
    spell = next(n for n, (first, last) in enumerate(walk.rows) if first <= at <= last)
    if walk.disability(at):
        walk.teller.tell(disability_daily, month, walk.form.disability_pension, walk.year)
    if walk.old_age(at):
        walk.teller.tell(old_age_daily, month, walk.form.old_age_pension, walk.year)
    wages = walk.form.spells[spell].wages
    other = walk.teller.tell(
        other_payments, month, wages, walk.maternity.get(at, 0), walk.disability(at), walk.old_age(at)
    )
    walk.teller.tell(difference_daily, month, daily, other)


def _summary(walk: Walk, key: str) -> Group:
    """まとめ: the amounts of the illness, its period and what is left of it."""
    assert walk.start is not None
    teller, record, start = walk.teller, walk.record, walk.start
    month = days.month(start.start)
    told = pay_on(teller, walk.facts, start.start, tell=True)
    if told.open:
        teller.note(
            "average_unknown",
            "全被保険者の平均が未公表のため、日額はここに示す額を超えないことだけが分かります。",
            "The insurer's average is not published, so only the most that a day can be is known.",
        )
        return Group(
            key,
            JA,
            EN,
            [
                day("start", "支給開始日", "first paid day", start.start),
                yen("daily", "1日当たりの支給額", "a day", None, evidence="unknown"),
                yen("daily_most", "1日当たりの支給額（最大）", "a day at most", told.daily),
                yen("total", "支給総額", "paid in all", None, evidence="unknown"),
            ],
        )
    for part in record.parts:
        if part.why in ("paid", "reduced", "nothing") and part.daily:
            _tell_part(walk, part.first, part.daily)
        if part.yen:
            teller.tell(allowance_total, month, part.yen, part.days)
    lines = [
        day("start", "支給開始日", "first paid day", start.start),
        *basis(told),
        cited(teller, yen("daily", "1日当たりの支給額", "a day", told.daily), "daily_allowance", month),
    ]
    lines += with_society(teller, walk.facts, told)
    lines += [
        count("days_paid", "支給日数", "days paid", record.paid_days),
        cited(teller, yen("total", "支給総額", "paid in all", record.total), "allowance_total", month),
        word(
            "counted",
            "支給期間の数え方",
            "the period counts",
            "days_paid" if walk.by_days else "calendar",
            *(
                ("支給した日を通算", "days paid")
                if walk.by_days
                else ("支給開始日から暦で", "the calendar from the first day paid")
            ),
        ),
        count("period_days", "支給期間の日数", "days of the period", walk.period),
        day("period_end", "支給開始日から18か月の末日", "end of 18 months from the first day paid", walk.end),
    ]
    lines += _left(walk)
    lines += continued(walk.continued)
    teller.note(
        "claim_each_day",
        "請求の期限は、最初に支給される日の分です。以後の日は、それぞれの翌日から2年です（健康保険法193条）。",
        "The day to claim by is that of the first day paid; each later day lapses two years after itself (健康保険法193条).",
    )
    last = days.last_after(start.start + 1, walk.claim_months)
    lines += claim(teller, "sickness", month, last, walk.facts.insured)
    return Group(key, JA, EN, lines)


def basis(told: Pay) -> list[Line]:
    """算定の基礎: the standard daily remuneration, unless the day's amount was given."""
    if told.basis == NONE:
        return []
    return [yen("basis", "標準報酬日額（平均）", "standard daily remuneration", told.basis)]


def with_society(teller: Teller, facts: Facts, told: Pay) -> list[Line]:
    """付加給付の行: a day with what a society pays by its own rules, and that part alone."""
    percent = facts.insured.society_percent
    if percent is None or told.basis == NONE:
        return []
    if facts.insured.insurer != "society":
        teller.note("no_society", "協会けんぽに付加給付はありません。", "Kyokai Kenpo pays no supplement.")
        return []
    whole = teller.tell(society_daily, days.month(told.start), told.basis, percent)
    teller.note(
        "society_rounding",
        "付加給付の端数処理と、調整がある日・退職後の扱いは組合の規約によります。総額には含めていません。",
        "How a society rounds its own part, and pays it on days with something taken off or after leaving, is its own rule; it is not in the sum.",
    )
    return [
        yen("with_society", "付加給付を含む1日当たりの額", "a day with the society's own part", whole),
        yen("society", "うち付加給付", "of it the society's own part", max(0, whole - told.daily)),
    ]


def _left(walk: Walk) -> list[Line]:
    """残り: days left, and the day on which they end if the time off goes on or where they ended."""
    end = walk.rows[-1][1]
    left = walk.left_after(end)
    teller = walk.teller
    if walk.by_days:
        teller.tell(days_left, days.month(end), walk.period, walk.paid)
    lines = [count("days_left", "残りの支給日数", "days left", left)]
    if left == 0:
        last = next(p for p in reversed(walk.record.parts) if p.yen)
        lines.append(day("last_paid", "最後の支給日", "last day paid", last.last))
    elif walk.continued is not False:
        lines.append(
            day(
                "if_it_goes_on",
                "休みが続く場合の満了日",
                "last day if the time off goes on",
                _goes_on(walk, end, left),
            )
        )
    else:
        teller.note(
            "ended_by_leaving",
            f"残りの日数があっても、{days.iso(walk.facts.loss)}の資格喪失で支給は終わります。",
            f"The allowance ends with the loss on {days.iso(walk.facts.loss)}, whatever days are left.",
        )
    return lines


def _goes_on(walk: Walk, end: int, left: int) -> int:
    """休みが続く場合の満了日: days on which the maternity allowance takes its place use up nothing."""
    assert walk.start is not None
    while left:
        end += 1
        if not walk.by_days or walk.maternity.get(end, 0) < walk.start.daily:
            left -= 1
    return end
