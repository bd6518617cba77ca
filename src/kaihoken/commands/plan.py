"""家計の見通し: what to do first, what to pay when, what comes back, and what the year costs, as people read it."""

from __future__ import annotations

from datetime import date

from ..engine import dates
from ..engine.tables import tables
from ..households.answer import Action, BillAnswer, Refund, Settlement, YearAnswer, YearRefund
from ..households.claims import claim_row, office_row
from ..households.year_sums import ending_of
from .text import padded, said, width

WORDS = {
    "actions": ("まずすること", "What to do first"),
    "until": ("{0}まで", "by {0}"),
    "advance": ("窓口で支払う額が{0}円減ります。", "You pay {0} yen less at the counters."),
    "advance_most": ("窓口で支払う額が最大{0}円減ります。", "You pay up to {0} yen less at the counters."),
    "borne": ("最終的な負担が{0}円減ります。", "In the end you bear {0} yen less."),
    "borne_most": ("最終的な負担が最大{0}円減ります。", "In the end you bear up to {0} yen less."),
    "cash": ("いつ、どこで支払うか", "Cash, when and where"),
    "total": ("計", "Total"),
    "back": ("あとで戻る額", "What comes back later"),
    "patient": ("患者へ", "to the patient"),
    "local_aid": ("自治体へ", "to local aid"),
    "from_insurer": ("保険者から", "from the insurer"),
    "from_local_aid": ("自治体から", "from the municipality"),
    "from_supplement": ("付加給付として保険者から", "from the society, its supplement"),
    "from_institution": ("医療機関から（払い過ぎ）", "from the institution, which took too much"),
    "form": ("申請: {0}（{1}）", "apply: {0}, at {1}"),
    "span": ("{0}から{1}まで", "from {0} until {1}"),
    "open_span": ("{0}から", "from {0}"),
    "year": ("{0}から{1}までの1年間", "The year from {0} to {1}"),
    "so_far": ("（ここまでの請求による）", "(from the bills so far)"),
    "paid": ("窓口で支払う額", "Paid at the counters"),
    "paid_beside": ("食事など保険外の支払い", "Meals and other charges"),
    "beside": ("うち食事など{0}円", "{0} of it for meals and other charges"),
    "beside_unknown": ("ほかに額の分からない料金", "and a charge whose amount is not known"),
    "care": ("介護保険の自己負担", "Paid for long-term care"),
    "back_months": ("毎月の分で戻る額", "Comes back for single months"),
    "back_year": ("1年間の分で戻る額", "Comes back after the year"),
    "bears": ("家族の負担", "The family bears"),
    "maybe": ("ほかに支給の可能性がある額", "May be due besides"),
    "certain": ("{0}（{1}）へ {2}円、{3}から", "{2} yen for {0} ({1}), from {3}"),
    "may_be_due": (
        "{0}（{1}）へ {2}円の可能性、{3}から。保険者に確認してください",
        "may be due: {2} yen for {0} ({1}), from {3}; ask the insurer",
    ),
    "outpatient_year": ("外来の1年間", "the outpatient year"),
    "annual": ("年間の上限", "the annual cap"),
    "care_sum": ("医療と介護の合計", "treatment and care together"),
    "inpatient": ("入院", "inpatient"),
    "outpatient": ("外来", "outpatient"),
    "dental": ("歯科", "dental"),
    "pharmacy": ("薬局", "pharmacy"),
    "home_nursing": ("訪問看護", "home nursing"),
    "yen": ("円", "yen"),
}


def say(word: str, lang: str, *values: object) -> str:
    """A word in one of the two languages."""
    return said(WORDS, word, lang, *values)


def day(text: str, lang: str) -> str:
    """A day as people write it."""
    on = date.fromisoformat(text)
    month = dates.words(on.year * 12 + on.month - 1, lang)
    return f"{month}{on.day}日" if lang == "ja" else f"{on.day} {month}"


def actions(found: list[Action], lang: str) -> list[str]:
    """まずすること: each with its day and its worth."""
    if not found:
        return []
    out = [say("actions", lang)]
    for number, one in enumerate(found, 1):
        when = f"{say('until', lang, day(one.until, lang))}: " if one.until else ""
        out.append(f"  {number}. {when}{one.ja if lang == 'ja' else one.en}")
        worth = []
        if one.advance:
            worth.append(say("advance_most" if one.at_most else "advance", lang, f"{one.advance:,}"))
        if one.worth:
            worth.append(say("borne_most" if one.at_most else "borne", lang, f"{one.worth:,}"))
        out.append(f"     {' '.join(worth)}")
        if one.article:
            out.append(f"     {one.article}")
    return [*out, ""]


def refunds(bills: list[BillAnswer], lang: str) -> list[str]:
    """あとで戻る額: of single months, one line for each application, with the form and the days."""
    found: dict[tuple[str, str, str, str], list[Refund]] = {}
    for bill in bills:
        for refund in bill.refunds:
            found.setdefault((bill.month, bill.insurer, refund.payer, refund.payee), []).append(refund)
    if not found:
        return []
    out = [say("back", lang)]
    for (month, insurer, payer, payee), every in sorted(found.items()):
        row = claim_row(tables(), every[0].claim, dates.month(month))
        office = office_row(tables(), every[0].office, dates.month(month)).values[lang]
        parts = ", ".join(f"{r.bill} {r.yen:,}" for r in every)
        out.append(
            f"  {dates.words(dates.month(month), lang)}: {sum(r.yen for r in every):,} {say('yen', lang)} "
            f"{say(payee, lang)}, {say(f'from_{payer}', lang)}{f' {insurer}' if payer == 'insurer' else ''} ({parts})"
        )
        out.append(
            f"     {say('form', lang, row.values[lang], office)}; {_span(every[0].from_, every[0].until, lang)}"
        )
    return [*out, ""]


def _span(first: str, until: str, lang: str) -> str:
    if not until:
        return say("open_span", lang, day(first, lang))
    return say("span", lang, day(first, lang), day(until, lang))


def cash(bills: list[BillAnswer], lang: str) -> list[str]:
    """いつ、どこで支払うか: the counters, day after day where the visits have days."""
    out = [say("cash", lang)]
    for month in sorted({b.month for b in bills}):
        out.append(f"  {dates.words(dates.month(month), lang)}")
        rows = [row for bill in bills if bill.month == month for row in _counters(bill, lang)]
        days = any(on for on, *_ in rows)
        for on, yen, where in sorted(rows, key=lambda row: row[0] or "~"):
            day_ = f"{int(on[-2:]) if on else '':>5}" if days else "  "
            out.append(f"{day_}  {yen:>11,}  {where}")
    total = sum(b.collected + _beside(b, lang)[0] for b in bills)
    return [*out, f"    {total:>11,}  {say('total', lang)}", ""]


def _counters(bill: BillAnswer, lang: str) -> list[tuple[str, int, str]]:
    """Day, yen and place of each visit of a bill; of the bill, where its visits have no days."""
    kind = say(bill.setting if bill.kind == "medical" else bill.kind, lang)
    where = " · ".join(p for p in (bill.person, bill.institution, kind, bill.id) if p)
    known, told = _beside(bill, lang)
    visits = [(v.on, v.collected) for v in bill.visits if v.on and v.collected is not None]
    if not visits or len(visits) < len(bill.visits):
        return [("", bill.collected + known, where + told)]
    (last, paid), before = visits[-1], visits[:-1]
    return [*((on, yen, where) for on, yen in before), (last, paid + known, where + told)]


def _beside(bill: BillAnswer, lang: str) -> tuple[int, str]:
    """What the counter takes beside the insured cost, as far as it is known, yen, and how to tell it."""
    here = [extra for extra in bill.extras if not extra.elsewhere]
    known = sum(extra.family or 0 for extra in here)
    told = f" · {say('beside', lang, f'{known:,}')}" if known else ""
    if any(extra.family is None for extra in here):
        told += f" · {say('beside_unknown', lang)}"
    return known, told


def years(answer: Settlement, lang: str) -> list[str]:
    """1年間: what was paid, what comes back and when, and what the family bears at last."""
    out: list[str] = []
    endings = sorted({ending_of(dates.month(b.month)) for b in answer.bills})
    endings += sorted({dates.month(y.ending) for y in answer.years} - set(endings))
    for ending in endings:
        bills = [b for b in answer.bills if ending_of(dates.month(b.month)) == ending]
        found = [y for y in answer.years if y.ending == dates.text(ending)]
        if found or len({b.month for b in bills}) > 1:
            out += _year(ending, bills, found, lang)
    return out


def _year(ending: int, bills: list[BillAnswer], found: list[YearAnswer], lang: str) -> list[str]:
    every = [refund for one in found for refund in one.refunds]
    paid = sum(b.collected for b in bills)
    monthly = sum(r.yen for b in bills for r in b.refunds if r.payee == "patient")
    certain = sum(r.yen for r in every if r.certain)
    maybe = sum(r.yen for r in every if not r.certain)
    beside = sum(_beside(b, lang)[0] for b in bills)
    head = say("year", lang, dates.words(ending - 11, lang), dates.words(ending, lang))
    july = any(dates.month(b.month) == ending for b in bills) or not bills
    out = [head if july else f"{head} {say('so_far', lang)}"]
    care = sum(one.care for one in found)
    rows = [("paid", paid), ("paid_beside", beside), ("care", care)]
    rows += [("back_months", -monthly), ("back_year", -certain)]
    rows = [(word, yen) for word, yen in rows if yen]
    if bills:
        rows.append(("bears", paid + beside + care - monthly - certain))
    if maybe:
        rows.append(("maybe", maybe))
    widest = max((width(say(word, lang)) for word, _ in rows), default=0)
    out += [f"  {padded(say(word, lang), widest)}  {yen:>13,}" for word, yen in rows]
    for one in every:
        out.append(f"  - {_year_refund(one, ending, lang)}")
    for one_year in found:
        out += [f"  ! {text}" for text in (one_year.open_ja if lang == "ja" else one_year.open_en)]
    return [*out, ""]


def _year_refund(one: YearRefund, ending: int, lang: str) -> str:
    words = "certain" if one.certain else "may_be_due"
    row = claim_row(tables(), one.step, ending)
    office = office_row(tables(), one.office, ending).values[lang]
    text = say(words, lang, one.person, say(one.step, lang), f"{one.yen:,}", one.payer)
    return f"{text}; {say('form', lang, row.values[lang], office)}; {_span(one.from_, one.until, lang)}"
