"""空白の間の医療費: what is paid at the counter before the notice, against what it would be with cover, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from ..engine.book import ages
from ..errors import Choice, InputError
from ..forms.reply import Line
from ..law import gaps
from ..law.allowance_period import claim_alive
from ..law.charges import cash_benefit
from ..law.people import SENIOR, age_group, born_early, share_tenths, stated_share
from ..law.shapes import Shares
from . import form
from .facts import At, born, day_of, month_of, nothing
from .lines import day_line, word
from .standing import changes, until
from .words import GAP_LINES, GAP_NOTES, Pair

SHARES = ("preschool", "general", "senior", "senior_early", "active", "old", "old_above")
INCOMES = (
    Choice(0, "一般・低所得", "not like that of the working"), Choice(1, "現役並み所得", "like that of the working (現役並み)"),
)  # fmt: skip
SHARE_ALONE: Pair = (
    "負担割合による額です。月の上限額を超えるときは、これより少なくなります。",
    "The share alone: where it exceeds the month's cap, it is less.",
)
JUDGED: Pair = (
    "資格を示さずに受診したことにやむを得ない理由があると、保険者が認めるときに戻ります。",
    "It comes back if the insurer finds an unavoidable reason for cover not having been shown.",
)
ACCEPTED: Pair = ("保険者が認めた場合の額です。", "As the insurer accepts the reason.")
REFUSED: Pair = ("保険者が認めないため戻りません。", "Nothing, as the insurer does not accept the reason.")
LOST: Pair = (
    "認められないときに、本来の自己負担を超えて失う額です。",
    "What is lost beyond one's share if it is refused.",
)
BY: Pair = ("支払った日の翌日から数えます。", "Counted from the day after the payment.")


def outside_lines(at: At, gap: form.Gap) -> list[Line]:
    """公的医療保険の対象外の行: all of the bill is one's own; what it is only where told."""
    says: Pair = ("公的医療保険の対象外です", "not covered by public insurance")
    lines = [word("gap_cover", "none", says)]
    if gap.bills:
        told = [one.paid for one in gap.bills]
        known = [yen for yen in told if yen is not None]
        total = sum(known) if len(known) == len(told) else None
        note: Pair = (
            "医療費は全額自己負担です。公的保険のない人の料金は医療機関が決めるため、請求された額（`paid`）を書いてください。",
            "The whole bill is one's own. The hospital sets the price for those without insurance: write what it charges (`paid`).",
        )
        lines.append(_line("paid_in_gap", total, "yen", "", note))
    return lines


def bill_lines(at: At, name: str, on: date, first: date, noticed: date) -> list[Line]:
    """医療費の行: sums over the bills of the gap, and until when each can be claimed. Raises InputError, MissingFact."""
    gap = at.question.people[name].gap
    assert gap is not None
    if not gap.bills:
        return []
    paid = shared = back = asked = 0
    by: list[date] = []
    for n, bill in enumerate(gap.bills):
        day = _day(at, name, on, first, noticed, bill, f"enrol.people.{name}.gap.bills[{n}]")
        tenths = _tenths(at, name, gap, day)
        collected = at.run(gaps.share_with_cover, day, name, nothing, bill.cost, tenths)
        charged = bill.cost if bill.paid is None else bill.paid
        if bill.old_card:
            charged = collected if bill.paid is None else bill.paid
            asked += at.run(gaps.asked_back, day, name, nothing, bill.cost, tenths)
            counted = bill.cost
        else:
            _whole(bill, collected, f"enrol.people.{name}.gap.bills[{n}]")
            counted = at.run(gaps.counted_cost, day, name, nothing, bill.cost, charged)
        last = until(day + timedelta(days=1), _years(at, day) * 12)
        by.append(last)
        alive = at.run(claim_alive, day, name, nothing, noticed.toordinal(), last.toordinal())
        if alive and gap.excused:
            back += at.run(cash_benefit, day, name, nothing, counted, tenths)
        elif alive:  # it is not certain that the insurer gives it, so no sentence says so
            back += cash_benefit(counted, tenths)
        paid, shared = paid + charged, shared + collected
    article = at.teller.law.article("claim_of_treatment", at.teller.scheme, month_of(noticed))
    refused = gap.excused is False
    note = REFUSED if refused else JUDGED if gap.excused is None else ACCEPTED
    lines = [_line("paid_in_gap", paid, "yen"), _line("with_cover", shared, "yen", "", SHARE_ALONE)]
    if asked:
        civil = at.teller.law.article("asked_back", "employee", month_of(noticed))
        lines.append(_line("asked_back", asked, "yen", civil))
        at.teller.note("gap_old_card", *GAP_NOTES["old_card"])
    lines.append(_line("comes_back", 0 if refused else back, "yen", article, note))
    if gap.excused is not True:
        lines.append(_line("lost_if_refused", back, "yen", "", LOST))
    for n, (bill, last) in enumerate(zip(gap.bills, by, strict=True)):
        line = day_line("claim_by", last, article, _lapsed(last, noticed))
        if len(by) > 1:  # each bill has a day of its own
            key = f"claim_by_{n + 1}" if n else line.key
            ja, en = f"{line.ja}（{bill.on}の受診）", f"{line.en} (treated on {bill.on})"
            line = msgspec.structs.replace(line, key=key, ja=ja, en=en)
        lines.append(line)
    at.teller.note(f"gap_judged_{at.teller.scheme}", *GAP_NOTES[f"judged_{at.teller.scheme}"])
    at.teller.note("gap_high_cost", *GAP_NOTES["high_cost"])
    if any(one.paid is None and not one.old_card for one in gap.bills):
        at.teller.note("gap_price", *GAP_NOTES["price"])
    return lines


def _line(key: str, value: int | None, unit: str, article: str = "", note: Pair = ("", "")) -> Line:
    return Line(key, *GAP_LINES[key], value, unit, article, note_ja=note[0], note_en=note[1])


def _years(at: At, day: date) -> int:
    return int(at.teller.row("refund_claim", month_of(day), "treatment").values["years"])


def _lapsed(last: date, noticed: date) -> Pair:
    if noticed <= last:
        return BY
    return (
        "届出の日には過ぎているため、請求できません。",
        "It is over on the day of the notice: nothing can be claimed.",
    )


def _day(at: At, name: str, on: date, first: date, noticed: date, bill: form.Treated, where: str) -> date:
    """The day of a bill, inside the gap. Raises InputError."""
    day = day_of(bill.on, f"{where}.on")
    if not first <= day <= noticed:
        raise InputError(
            f"this lies outside the gap, {first} to {noticed}.",
            f"{where}.on",
            "Take it out: before the gap the former insurance pays, after the notice the counter takes the share.",
            ja=f"空白の間（{first}から{noticed}まで）の受診ではありません。",
        )
    if any(change.on <= day for change in changes(at, name, on)):
        raise InputError(
            "another scheme has begun by this day.",
            f"{where}.on",
            "Ask about a day of that scheme.",
            ja="この日にはもう別の制度に入っています。",
        )
    return day


def _whole(bill: form.Treated, share: int, where: str) -> None:
    """Raises InputError where no more than the share was paid: then some insurance was shown, or a rest is owed."""
    if bill.paid is not None and bill.paid <= share < bill.cost:
        raise InputError(
            f"this is no more than the share with cover, {share:,} yen, and the former insurance was not used.",
            f"{where}.paid",
            "If its card was shown, say so (`old_card: true`); else write all that the hospital charges for the treatment.",
            ja=f"届け出ていれば支払う自己負担（{share:,}円）以下です。以前の保険で受診したのなら「以前の保険で受診した」を「はい」に（`old_card: true`）、そうでなければ請求された全額を書いてください。",
        )


def _tenths(at: At, name: str, gap: form.Gap, day: date) -> int:
    """The tenths of the patient's share: as told, or by the age. Raises MissingFact from 70 on."""
    if gap.share is not None:
        return at.run(stated_share, day, name, nothing, gap.share)
    month = month_of(day)
    rows = at.teller.law.rows("share", month)
    if not rows:
        raise InputError(
            f"there are no shares on {day}.",
            f"enrol.people.{name}.gap.share",
            "Write the tenths as `share`.",
            ja=f"{day}の負担割合の表はありません。割合を`share`に書いてください。",
        )
    at.teller.row("share", month, "general")
    shares = Shares(
        at.teller.entries.index(rows["general"]), *(int(rows[key].values["tenths"]) for key in SHARES)
    )
    birth = born(at.question.people[name], name)
    group = at.run(age_group, day, name, nothing, *birth, month, 0, ages(at.teller.law))
    active = int(at.teller.need("senior_income", name, INCOMES)) if group == SENIOR else 0
    early = group == SENIOR and born_early(*birth, ages(at.teller.law))
    return at.run(share_tenths, day, name, nothing, group, active, 0, early, shares)
