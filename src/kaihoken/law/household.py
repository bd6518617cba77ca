"""世帯の1か月: what an insurer-household bears together, in the order of article 41.

Each elder's outpatient treatment (5項), the month of the 75th birthday (2項・4項), the elders (3項), then
everyone (1項). What was already given in kind is gone from the bills before this begins, so nobody
ends up worse than with each bill alone.
"""

from __future__ import annotations

from .bills import settle_bill, settle_purse
from .caps import is_repeat, joins_sum, terms_at, what_counts, within_cap, within_relief
from .charges import EACH_BILL, supplement
from .marks import paragraph, rule
from .parts import known_band
from .people import turns_old
from .rounding import down
from .shapes import (
    NONE,
    Bands,
    Bills,
    Book,
    Households,
    Members,
    Parts,
    Sheets,
    Terms,
    Units,
    Uses,
    Visits,
    Work,
)


@rule("part of a refund", ja="按分")
def portion(refund: int, before: int, after: int, total: int) -> int:
    """按分: what of a refund falls to one bill: its place in the running sum decides the last yen.

    before, after: the running sum of what is left without and with the bill; total: of all.
    """
    return down(refund * after, total) - down(refund * before, total)


@paragraph("refund to the bills of a member", ja="個人の請求への按分")
def spread_member(
    members: Members, units: Units, bills: Bills, work: Work, m: int, refund: int, outpatient: bool
) -> None:
    """個人の請求への按分: spreads a refund over what is left of a member's bills, or the outpatient ones."""
    if refund:
        first = units.first_bill[members.first_unit[m]]
        last = units.first_bill[members.first_unit[m + 1]]
        total = 0
        for i in range(first, last):
            b = units.bill[i]
            if not outpatient or not bills.inpatient[b]:
                total += work.counted[b]
        before = 0
        for i in range(first, last):
            b = units.bill[i]
            if not outpatient or not bills.inpatient[b]:
                after = before + work.counted[b]
                part = portion(refund, before, after, total)
                before = after
                work.counted[b] -= part
                work.refund[b] += part


@paragraph("refund to the bills of a household", ja="世帯の請求への按分")
def spread_household(
    households: Households, members: Members, units: Units, work: Work, h: int, refund: int, seniors: bool
) -> None:
    """世帯の請求への按分: spreads a refund over what is left of a household's bills, or its elders'."""
    if refund:
        total = 0
        for m in range(households.first_member[h], households.first_member[h + 1]):
            if work.member_senior[m] or not seniors:
                total += work.member_left[m]
        before = 0
        for m in range(households.first_member[h], households.first_member[h + 1]):
            if work.member_senior[m] or not seniors:
                first = units.first_bill[members.first_unit[m]]
                for i in range(first, units.first_bill[members.first_unit[m + 1]]):
                    b = units.bill[i]
                    after = before + work.counted[b]
                    part = portion(refund, before, after, total)
                    before = after
                    work.counted[b] -= part
                    work.refund[b] += part
                    work.member_left[m] -= part


@paragraph("unit", ja="一の病院等から受けた療養")
def settle_unit(units: Units, work: Work, m: int, u: int, senior: int, joining: int, half: int) -> None:
    """一の病院等から受けた療養: what of a unit may be added up: below 70 only shares of 21,000 yen and more.

    The part outside subsidies and the subsidised part are tested apart, each before any subsidy; a
    pharmacy's bill belongs to its prescriber's unit. Writes what is counted of each bill.
    """
    outside = 0
    special = 0
    for i in range(units.first_bill[u], units.first_bill[u + 1]):
        outside += work.outside[units.bill[i]]
        special += work.special_share[units.bill[i]]
    outside_joins = joins_sum(outside, senior, joining, half)
    special_joins = joins_sum(special, senior, joining, half)
    for i in range(units.first_bill[u], units.first_bill[u + 1]):
        b = units.bill[i]
        counted = what_counts(outside_joins, special_joins, work.left[b], work.alone[b])
        if outside_joins:
            work.eligible[m] += work.outside[b]
            work.member_cost[m] += work.outside_cost[b]
        if special_joins:
            work.eligible[m] += work.residue[b]
            work.member_cost[m] += work.special_cost[b]
        work.counted[b] = counted
        work.member_left[m] += counted


@paragraph("elder's outpatient treatment", ja="70歳以上の外来療養")
def settle_outpatient(
    bands: Bands,
    bills: Bills,
    members: Members,
    units: Units,
    work: Work,
    m: int,
    b: int,
    terms: Terms,
    half: int,
) -> None:
    """70歳以上の外来療養 (令41条5項): one elder's outpatient units against the outpatient cap.

    The relief for elders who newly pay two tenths is counted over all institutions, too.
    b: an outpatient bill of the elder; terms: those of that bill.
    """
    outside = 0
    cost = 0
    residue = 0
    left = 0
    for i in range(units.first_bill[members.first_unit[m]], units.first_bill[members.first_unit[m + 1]]):
        each = units.bill[i]
        if not bills.inpatient[each]:
            outside += work.outside[each]
            cost += work.outside_cost[each]
            residue += work.residue[each]
            left += work.counted[each]
    if terms.relief != NONE:
        outside = within_relief(outside, known_band(bands, terms.relief, work.undecided, b), cost)
    band = known_band(bands, terms.outpatient, work.undecided, b)
    limit = within_cap(outside + residue, band, cost, False, half)
    refund = left - min(left, limit)
    work.outpatient_refund[m] = refund
    work.member_left[m] -= refund
    spread_member(members, units, bills, work, m, refund, True)


@paragraph("member", ja="世帯員")
def settle_member(book: Book, bills: Bills, members: Members, units: Units, work: Work, m: int) -> None:
    """世帯員: one member's units, the outpatient cap from 70, the month of the 75th birthday (2項・4項)."""
    first = units.bill[units.first_bill[members.first_unit[m]]]
    terms = terms_at(book.terms, bills.terms[first])
    half = bills.moved[first]
    turns = turns_old(bills.turning_month[first], bills.turning_day[first], bills.month[first], book.ages)
    if turns:
        half += 1
    outpatient = NONE
    for u in range(members.first_unit[m], members.first_unit[m + 1]):
        settle_unit(units, work, m, u, terms.senior, terms.joining, half)
        if not bills.inpatient[units.bill[units.first_bill[u]]]:
            outpatient = units.bill[units.first_bill[u]]
    work.member_senior[m] = terms.senior
    if terms.senior and outpatient != NONE:
        outside = terms_at(book.terms, bills.terms[outpatient])
        if outside.outpatient != NONE:
            settle_outpatient(book.bands, bills, members, units, work, m, outpatient, outside, half)
    if turns:
        repeat = is_repeat(bills.benefit_months[first], book.needed_months)
        band = known_band(book.bands, terms.household, work.undecided, first)
        left = within_cap(work.member_left[m], band, work.member_cost[m], repeat, half)
        refund = work.member_left[m] - left
        work.birthday_refund[m] = refund
        work.member_left[m] = left
        spread_member(members, units, bills, work, m, refund, False)


@paragraph("household", ja="世帯合算")
def settle_household(
    book: Book, bills: Bills, households: Households, members: Members, units: Units, work: Work, h: int
) -> None:
    """世帯合算 (令41条1項・3項): the elders against their cap, then everyone against the cap below 70.

    Writes the refunds of the household, and whether the month counts for repeat months (the benefits
    of 1項–4項 do, those of 5項 do not: 令42条1項ただし書).
    """
    seniors = 0
    seniors_cost = 0
    young = 0
    young_cost = 0
    senior_bill = NONE
    young_bill = NONE
    benefit = 0
    for m in range(households.first_member[h], households.first_member[h + 1]):
        settle_member(book, bills, members, units, work, m)
        first = units.bill[units.first_bill[members.first_unit[m]]]
        if work.member_senior[m]:
            seniors += work.member_left[m]
            seniors_cost += work.member_cost[m]
            senior_bill = first
        else:
            young += work.member_left[m]
            young_cost += work.member_cost[m]
            young_bill = first
        benefit += work.birthday_refund[m]
        for i in range(units.first_bill[members.first_unit[m]], units.first_bill[members.first_unit[m + 1]]):
            benefit += work.benefit[units.bill[i]]
    if senior_bill != NONE:
        terms = terms_at(book.terms, bills.terms[senior_bill])
        repeat = is_repeat(bills.benefit_months[senior_bill], book.needed_months)
        band = known_band(book.bands, terms.household, work.undecided, senior_bill)
        left = within_cap(seniors, band, seniors_cost, repeat, bills.moved[senior_bill])
        work.elders_refund[h] = seniors - left
        spread_household(households, members, units, work, h, seniors - left, True)
        seniors = left
    if young_cost:
        terms = terms_at(book.terms, bills.terms[young_bill])
        repeat = is_repeat(bills.benefit_months[young_bill], book.needed_months)
        band = known_band(book.bands, terms.household, work.undecided, young_bill)
        left = within_cap(seniors + young, band, seniors_cost + young_cost, repeat, bills.moved[young_bill])
        work.household_refund[h] = seniors + young - left
        spread_household(households, members, units, work, h, seniors + young - left, False)
    if benefit + work.elders_refund[h] + work.household_refund[h]:
        work.benefit_month[h] = 1


@paragraph("society's supplement of a month", ja="1か月の付加給付")
def settle_supplement(
    households: Households, units: Units, work: Work, h: int, first: int, last: int
) -> None:
    """1か月の付加給付 (健保法53条): what the society's own rule gives after every benefit of the law, before local aid.

    By its rule for each bill, or for all bills of the household together; then spread over them.
    first, last: the household's places in ``units.bill``.
    """
    floor = households.supplement_floor[h]
    unit = households.supplement_unit[h]
    if floor != NONE and households.supplement_per[h] == EACH_BILL:
        for i in range(first, last):
            b = units.bill[i]
            work.supplement[b] = supplement(work.left[b] - work.refund[b], floor, unit)
    elif floor != NONE:
        total = 0
        for i in range(first, last):
            total += work.left[units.bill[i]] - work.refund[units.bill[i]]
        given = supplement(total, floor, unit)
        if given:
            before = 0
            for i in range(first, last):
                b = units.bill[i]
                after = before + work.left[b] - work.refund[b]
                work.supplement[b] = portion(given, before, after, total)
                before = after


@paragraph("month", ja="1か月の精算")
def settle_month(
    book: Book,
    bills: Bills,
    parts: Parts,
    uses: Uses,
    sheets: Sheets,
    visits: Visits,
    households: Households,
    members: Members,
    units: Units,
    work: Work,
) -> None:
    """1か月の精算: every bill, then what households bear together, then each patient's purse.

    A household with one bill has nothing to add up: what its caps leave, the household's leave too. A
    society's supplement is reckoned from what the household's steps leave, so its bills count as joint.
    """
    for b in range(len(bills.terms)):
        settle_bill(book, bills, parts, uses, sheets, visits, work, b)
    for h in range(len(households.first_member) - 1):
        first = units.first_bill[members.first_unit[households.first_member[h]]]
        last = units.first_bill[members.first_unit[households.first_member[h + 1]]]
        if bills.joint[units.bill[first]]:
            settle_household(book, bills, households, members, units, work, h)
            settle_supplement(households, units, work, h, first, last)
            for i in range(first, last):
                b = units.bill[i]
                owed = work.left[b] - work.refund[b] - work.supplement[b]
                settle_purse(work, b, owed, work.ceiling[b])
        elif work.benefit[units.bill[first]]:
            work.benefit_month[h] = 1
