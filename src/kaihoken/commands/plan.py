"""家計の見通し: what to do first, what to pay when, what comes back, and what the year costs, as text."""

from __future__ import annotations

from ..engine import dates
from ..households import plan
from ..households.answer import Action, BillAnswer, Settlement
from ..households.plan import Counter, say
from .text import padded, width


def actions(found: list[Action], lang: str) -> list[str]:
    """まずすること: each with its day and its worth."""
    if not found:
        return []
    out = [say("actions", lang)]
    for number, one in enumerate(found, 1):
        when = f"{say('until', lang, plan.day(one.until, lang))}: " if one.until else ""
        out.append(f"  {number}. {when}{one.ja if lang == 'ja' else one.en}")
        out.append(f"     {plan.worth(one, lang)}")
        if one.article:
            out.append(f"     {one.article}")
    return [*out, ""]


def refunds(bills: list[BillAnswer], lang: str) -> list[str]:
    """あとで戻る額: of single months, one line for each application, with the form and the days."""
    found = plan.backs(bills)
    if not found:
        return []
    at = 0 if lang == "ja" else 1
    out = [say("back", lang)]
    for one in found:
        parts = ", ".join(f"{r.bill} {r.yen:,}" for r in one.refunds)
        out.append(
            f"  {dates.words(dates.month(one.month), lang)}: {one.yen:,} {say('yen', lang)} {say(one.payee, lang)}, "
            f"{say(f'from_{one.payer}', lang)}{f' {one.insurer}' if one.payer == 'insurer' else ''} ({parts})"
        )
        asked = say("form", lang, one.form[at], one.office[at])
        out.append(f"     {asked}; {plan.span(one.from_, one.until, lang)}")
    return [*out, ""]


def cash(bills: list[BillAnswer], lang: str) -> list[str]:
    """いつ、どこで支払うか: the counters, day after day where the visits have days."""
    out = [say("cash", lang)]
    for month in sorted({b.month for b in bills}):
        out.append(f"  {dates.words(dates.month(month), lang)}")
        rows = [row for bill in bills if bill.month == month for row in plan.counters(bill)]
        days = any(row.on for row in rows)
        for row in sorted(rows, key=lambda row: row.on or "~"):
            day_ = f"{int(row.on[-2:]) if row.on else '':>5}" if days else "  "
            out.append(f"{day_}  {row.yen:>11,}  {_where(row, lang)}")
    total = sum(b.collected + plan.beside(b)[0] for b in bills)
    return [*out, f"    {total:>11,}  {say('total', lang)}", ""]


def _where(row: Counter, lang: str) -> str:
    """Whose bill, where and of what kind; and what of the amount is no insured cost."""
    bill = row.bill
    kind = say(bill.setting if bill.kind == "medical" else bill.kind, lang)
    parts = [p for p in (bill.person, bill.institution, kind, bill.id) if p]
    parts += [say("beside", lang, f"{row.beside:,}")] if row.beside else []
    parts += [say("beside_unknown", lang)] if row.unknown else []
    return " · ".join(parts)


def years(answer: Settlement, lang: str) -> list[str]:
    """1年間: what was paid, what comes back and when, and what the family bears at last."""
    out: list[str] = []
    for year in plan.years(answer):
        out.append(plan.heading(year, lang))
        widest = max((width(say(word, lang)) for word, _ in year.rows), default=0)
        out += [f"  {padded(say(word, lang), widest)}  {yen:>13,}" for word, yen in year.rows]
        out += [f"  - {plan.year_refund(one, year.ending, lang)}" for one in year.refunds]
        out += [f"  ! {text}" for text in (year.open_ja if lang == "ja" else year.open_en)]
        out.append("")
    return out
