"""1年間の精算: what follows after 31 July: the outpatient year, the annual cap, the sum with long-term care.

The order is inferred (docs/law.md): the outpatient year of each elder (健保令41条の2), the annual cap, those
from 70 first, then everyone (41条の3), the sum with long-term care in the same order (43条の2). Whatever
a person bore with several insurers counts together, and each insurer pays its part.
"""

from __future__ import annotations

from .caps import terms_at
from .household import portion
from .marks import paragraph, rule
from .shapes import NONE, Accounts, Bills, Book, Marks, Places, Sums, Work, YearPersons, Years, YearWork


@rule(
    "above the year's cap",
    ja="年間の上限を超える額",
    says="Of {borne} yen borne in the year, {result} yen are above the year's cap of {cap} yen.",
    says_ja="1年間の負担{borne}円のうち、年間の上限{cap}円を超える{result}円が戻ります。",
    quiet="-",
)
def year_refund(borne: int, cap: int) -> int:
    """年間の上限を超える額: what the year gives back, yen; cap: NONE without one."""
    if cap == NONE:
        return 0
    return max(0, borne - cap)


@rule(
    "above the limit with long-term care",
    ja="介護合算算定基準額を超える額",
    says="Of {borne} yen borne in the year for treatment and care, {result} yen are above the limit of {limit} yen.",
    says_ja="医療と介護の1年間の負担{borne}円のうち、限度額{limit}円を超える{result}円が戻ります。",
    quiet="-",
)
def care_refund(borne: int, limit: int, least: int) -> int:
    """介護合算算定基準額を超える額: the excess, yen, where it is more than ``least`` (支給基準額)."""
    if limit == NONE or borne <= limit + least:
        return 0
    return borne - limit


@paragraph("year so far", ja="年間の負担")
def add_bill(book: Book, bills: Bills, places: Places, work: Work, sums: Sums, b: int) -> None:
    """年間の負担: adds what the month left of a bill to the sums of its person and insurer.

    Months in an active class do not enter the outpatient year (41条の2第1項).
    """
    a = places.account[b]
    terms = terms_at(book.terms, bills.terms[b])
    owed = work.left[b] - work.refund[b] - work.supplement[b]
    counted = min(work.counted[b], owed)  # a society's supplement is taken off first
    if terms.senior:
        sums.elder[a] += counted
        if not bills.inpatient[b] and not terms.active:
            sums.outpatient[a] += counted
    else:
        sums.young[a] += counted
        sums.below[a] += owed - counted


@paragraph("month of the year", ja="年間の負担への加算")
def add_month(book: Book, bills: Bills, places: Places, work: Work, sums: Sums) -> None:
    """年間の負担への加算: adds a settled month to the sums of the year."""
    for b in range(len(bills.terms)):
        if places.account[b] != NONE:
            add_bill(book, bills, places, work, sums, b)


@paragraph("outpatient year", ja="外来年間合算")
def outpatient_year(persons: YearPersons, work: YearWork, p: int) -> None:
    """外来年間合算 (41条の2): one elder's outpatient treatment of the year against its cap."""
    total = 0
    for a in range(persons.first_account[p], persons.first_account[p + 1]):
        total += work.outpatient[a]
    refund = year_refund(total, persons.outpatient_cap[p])
    before = 0
    for a in range(persons.first_account[p], persons.first_account[p + 1]):
        after = before + work.outpatient[a]
        if refund:
            part = portion(refund, before, after, total)
            work.outpatient[a] -= part
            work.elder[a] -= part
            work.outpatient_refund[a] += part
        before = after


@paragraph("refund to the accounts of a household", ja="口座への按分")
def give_back(
    accounts: Accounts,
    work: YearWork,
    back: Marks,
    first: int,
    last: int,
    refund: int,
    side: int,
    total: int,
    everyone: bool,
    care: bool,
) -> None:
    """口座への按分: each insurer's part of a refund, by what was borne with it; written to ``back``, yen.

    first, last: the household's accounts; side: the refund by which a care insurer's part goes; total:
    of what was borne, with those below 70 where ``everyone`` and with care where ``care``.
    """
    before = 0
    for a in range(first, last):
        if care or not accounts.care[a]:
            paid = refund
            if accounts.care[a]:
                paid = side
            after = before + work.elder[a]
            part = portion(paid, before, after, total)
            before = after
            work.elder[a] -= part
            back[a] += part
            if everyone:
                after = before + work.young[a]
                part = portion(paid, before, after, total)
                before = after
                work.young[a] -= part
                back[a] += part


@paragraph("annual cap", ja="年間の高額療養費")
def annual_cap(
    years: Years, persons: YearPersons, accounts: Accounts, work: YearWork, y: int, cap: int, everyone: bool
) -> None:
    """年間の高額療養費 (41条の3): what a household's treatment of the year cost it, against the cap.

    everyone: those below 70 too; otherwise those from 70 alone.
    """
    total = 0
    young = 0
    first = persons.first_account[years.first_person[y]]
    last = persons.first_account[years.first_person[y + 1]]
    for a in range(first, last):
        if not accounts.care[a]:
            total += work.elder[a]
            young += work.young[a]
    refund = 0
    if not everyone:
        refund = year_refund(total, cap)
    elif young:
        total += young
        refund = year_refund(total, cap)
    if refund:
        give_back(accounts, work, work.annual_refund, first, last, refund, 0, total, everyone, False)


@paragraph("sum with long-term care", ja="高額介護合算療養費")
def care_sum(
    years: Years,
    persons: YearPersons,
    accounts: Accounts,
    work: YearWork,
    y: int,
    limit: int,
    side: int,
    least: int,
    everyone: bool,
) -> None:
    """高額介護合算療養費 (43条の2): treatment and care of the year together, where both cost something.

    side: the limit by which the care insurer's part is worked out; least: the excess that must be
    passed, yen. Each insurer pays its part of the excess.
    """
    total = 0
    treatment = 0
    first = persons.first_account[years.first_person[y]]
    last = persons.first_account[years.first_person[y + 1]]
    for a in range(first, last):
        borne = work.elder[a]
        if everyone:
            borne += work.young[a]
        total += borne
        if not accounts.care[a]:
            treatment += borne
    refund = 0
    side_refund = 0
    if treatment and total > treatment:
        refund = care_refund(total, limit, least)
        side_refund = refund
        if side != limit:
            side_refund = care_refund(total, side, least)
    if refund + side_refund:
        give_back(accounts, work, work.care_refund, first, last, refund, side_refund, total, everyone, True)


@paragraph("household's year", ja="世帯の1年間")
def household_year(
    years: Years, persons: YearPersons, accounts: Accounts, work: YearWork, least: int, y: int
) -> None:
    """世帯の1年間: the steps of one household's year, in their order."""
    for p in range(years.first_person[y], years.first_person[y + 1]):
        outpatient_year(persons, work, p)
    annual_cap(years, persons, accounts, work, y, years.elders_cap[y], False)
    annual_cap(years, persons, accounts, work, y, years.cap[y], True)
    elders, side = years.elders_care[y], years.elders_care_side[y]
    care_sum(years, persons, accounts, work, y, elders, side, least, False)
    care_sum(years, persons, accounts, work, y, years.care[y], years.care[y], least, True)


@paragraph("year", ja="1年間の精算")
def settle_year(years: Years, persons: YearPersons, accounts: Accounts, work: YearWork, least: int) -> None:
    """1年間の精算: every household's year. least: the excess that the sum with care must pass, yen."""
    for y in range(len(years.first_person) - 1):
        household_year(years, persons, accounts, work, least, y)
