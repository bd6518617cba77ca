"""家計の見通し: what to pay when and where, what comes back, and what the year costs: the rows that letters and pages print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ..engine import dates
from ..engine.tables import tables
from ..forms.said import said
from .answer import Action, BillAnswer, Outcome, Refund, Settlement, YearAnswer, YearRefund
from .claims import claim_days, claim_row, office_row
from .form import Insurer
from .year_sums import ending_of

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
    "earlier": ("その前の月までの負担", "Borne in the months before"),
    "care": ("介護保険の自己負担", "Paid for long-term care"),
    "back_months": ("毎月の分で戻る額", "Comes back for single months"),
    "back_year": ("1年間の分で戻る額", "Comes back after the year"),
    "bears": ("家族の負担", "The family bears"),
    "maybe": ("ほかに支給の可能性がある額", "May be due besides"),
    "certain": ("{0}（{1}）へ {2}円、{3}から", "{2} yen for {0} ({1}), from {3}"),
    "介護保険": ("介護保険", "long-term care insurance"),
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
    "refunded": ("療養費（全額払い）", "paid in full first"),
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


class Counter(NamedTuple):
    """窓口での支払い: one visit to a counter, or a bill whose visits have no days. Yen."""

    on: str  # YYYY-MM-DD, or empty
    yen: int
    beside: int  # of it, charges outside the insured cost
    unknown: bool  # besides, a charge whose amount is not known
    bill: BillAnswer


class Back(NamedTuple):
    """あとで戻る額: what one application of a month brings, and where, how and when it is asked for."""

    month: str
    insurer: str
    payer: str
    payee: str
    refunds: list[Refund]
    yen: int
    form: tuple[str, str]  # in Japanese and English
    office: tuple[str, str]
    from_: str
    until: str


class Year(NamedTuple):
    """1年間: the rows of a year to 31 July, yen by a word of WORDS, and what comes back after it."""

    ending: int
    complete: bool
    rows: list[tuple[str, int]]
    refunds: list[YearRefund]
    open_ja: list[str]
    open_en: list[str]


def beside(bill: BillAnswer) -> tuple[int, bool]:
    """窓口の保険外の支払い: as far as it is known, yen, and whether some of it is not."""
    here = [extra for extra in bill.extras if not extra.elsewhere]
    return sum(extra.family or 0 for extra in here), any(extra.family is None for extra in here)


def all_beside(bills: Iterable[BillAnswer]) -> int:
    """窓口の保険外の支払いの計: of several bills, as far as it is known, yen."""
    return sum(beside(bill)[0] for bill in bills)


def counters(bill: BillAnswer) -> list[Counter]:
    """窓口での支払い: each visit of a bill; the bill, where its visits have no days."""
    known, unknown = beside(bill)
    visits = [(v.on, v.collected) for v in bill.visits if v.on and v.collected is not None]
    if not visits or len(visits) < len(bill.visits):
        return [Counter("", bill.collected + known, known, unknown, bill)]
    (last, paid), before = visits[-1], visits[:-1]
    found = [Counter(on, yen, 0, False, bill) for on, yen in before]
    return [*found, Counter(last, paid + known, known, unknown, bill)]


def backs(bills: list[BillAnswer]) -> list[Back]:
    """あとで戻る額: of single months, one row for each application."""
    found: dict[tuple[str, str, str, str, str], list[Refund]] = {}
    for bill in bills:
        for refund in (*bill.refunds, *_carried(bill)):
            key = (bill.month, bill.insurer, refund.payer, refund.payee, refund.claim)
            found.setdefault(key, []).append(refund)
    rows = []
    for (month, insurer, payer, payee, _), every in sorted(found.items()):
        row = claim_row(tables(), every[0].claim, dates.month(month)).values
        office = office_row(tables(), every[0].office, dates.month(month)).values
        rows.append(
            Back(
                month, insurer, payer, payee, every, sum(r.yen for r in every),
                (str(row["ja"]), str(row["en"])), (str(office["ja"]), str(office["en"])),
                every[0].from_, every[0].until,
            )
        )  # fmt: skip
    return rows


def _carried(bill: BillAnswer) -> list[Refund]:
    """移送費: what the insurer gives back of a transport that was paid elsewhere."""
    days = claim_days(tables(), "transport", dates.month(bill.month))
    return [
        Refund(
            bill.id, "patient", "insurer", extra.insurer, "on_application", "transport", bill.scheme, *days
        )
        for extra in bill.extras
        if extra.elsewhere and extra.insurer
    ]


def years(answer: Settlement) -> list[Year]:
    """1年間: each year to 31 July with several months, or with anything to tell."""
    endings = sorted({ending_of(dates.month(b.month)) for b in answer.bills})
    endings += sorted({dates.month(y.ending) for y in answer.years} - set(endings))
    found = []
    for ending in endings:
        bills = [b for b in answer.bills if ending_of(dates.month(b.month)) == ending]
        of_year = [y for y in answer.years if y.ending == dates.text(ending)]
        text = dates.text(ending)
        told = answer.earlier.get(text, 0), answer.care.get(text, 0)
        if of_year or any(told) or len({b.month for b in bills}) > 1:
            found.append(_year(ending, bills, of_year, *told))
    return found


def told_besides(answer: Settlement) -> int:
    """請求のほかに書かれた負担: earlier months and long-term care of the years of which something comes back, yen."""
    outcomes = answer.range.outcomes if answer.range else []
    every = [*answer.years, *(year for one in outcomes for year in one.years)]
    endings = {year.ending for year in every if year.refund}
    return sum(answer.earlier.get(e, 0) + answer.care.get(e, 0) for e in endings)


def in_the_end(answer: Settlement, one: Settlement | Outcome) -> int:
    """最終的な負担: of an answer or of one of its outcomes, after what surely comes back for the year, with what was
    told besides the bills, yen."""
    return (one.borne or 0) + told_besides(answer) - sum(year.refund for year in one.years)


def _year(ending: int, bills: list[BillAnswer], found: list[YearAnswer], earlier: int, care: int) -> Year:
    every = [refund for one in found for refund in one.refunds]
    paid = sum(b.collected for b in bills)
    monthly = sum(r.yen for b in bills for r in b.refunds if r.payee == "patient")
    certain = sum(r.yen for r in every if r.certain)
    maybe = sum(r.yen for r in every if not r.certain)
    extra = all_beside(bills)
    rows = [("paid", paid), ("paid_beside", extra), ("earlier", earlier), ("care", care)]
    rows += [("back_months", -monthly), ("back_year", -certain)]
    rows = [(word, yen) for word, yen in rows if yen]
    if bills:
        rows.append(("bears", paid + extra + earlier + care - monthly - certain))
    if maybe:
        rows.append(("maybe", maybe))
    return Year(
        ending,
        any(dates.month(b.month) == ending for b in bills) or not bills,
        rows,
        every,
        [text for one in found for text in one.open_ja],
        [text for one in found for text in one.open_en],
    )


def heading(year: Year, lang: str) -> str:
    """1年間の見出し: from which month to which, and whether it is complete."""
    head = say("year", lang, dates.words(year.ending - 11, lang), dates.words(year.ending, lang))
    return head if year.complete else f"{head} {say('so_far', lang)}"


def worth(one: Action, lang: str) -> str:
    """すること の価値: what the family pays less at the counters, and bears less in the end."""
    told = []
    if one.advance:
        told.append(say("advance_most" if one.at_most else "advance", lang, f"{one.advance:,}"))
    if one.worth:
        told.append(say("borne_most" if one.at_most else "borne", lang, f"{one.worth:,}"))
    return " ".join(told)


def span(first: str, until: str, lang: str) -> str:
    """期間: the first and the last day on which to ask."""
    if not until:
        return say("open_span", lang, day(first, lang))
    return say("span", lang, day(first, lang), day(until, lang))


def year_refund(one: YearRefund, ending: int, lang: str, payer: str = "") -> str:
    """1年間の払い戻し: how much, to whom, from whom, by which form, when. payer: what people call the insurer."""
    words = "certain" if one.certain else "may_be_due"
    row = claim_row(tables(), one.step, ending)
    office = office_row(tables(), one.office, ending).values[lang]
    named = payer or (say(one.payer, lang) if one.payer in WORDS else one.payer)
    text = say(words, lang, one.person, say(one.step, lang), f"{one.yen:,}", named)
    return f"{text}; {say('form', lang, row.values[lang], office)}; {span(one.from_, one.until, lang)}"


def year_backs(years: Iterable[YearAnswer], insurers: Mapping[str, Insurer], lang: str) -> list[str]:
    """1年間の払い戻しの文: what comes back of years, one sentence for each refund."""
    named = {key: one.name for key, one in insurers.items()}
    return [
        year_refund(one, dates.month(year.ending), lang, named.get(one.payer, ""))
        for year in years
        for one in year.refunds
    ]
