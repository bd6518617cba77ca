"""公費の対象となる部分: a subsidised part: the insurer's cap by the kind of subsidy, then each subsidy (令41条6項–9項)."""

from __future__ import annotations

from .caps import (
    band_at,
    is_repeat,
    own_share,
    within_cap,
)
from .facts import CAP_FIGURE, need
from .marks import helper, paragraph
from .shapes import NONE, Band, Bands, Bills, Book, Marks, Parts, Sheets, Terms, Uses, Work
from .subsidies import (
    ASSISTANCE,
    GENERAL_SUBSIDY,
    INTRACTABLE,
    PUBLIC_FIRST,
    after_subsidy,
    limit_left,
    program_at,
    stronger_paragraph,
)


@helper("cap whose figure is known", ja="額の定まった限度額")
def known_band(bands: Bands, row: int, undecided: Marks, b: int) -> Band:
    """額の定まった限度額: the cap, or a question where its figure is a declared hole."""
    band = band_at(bands, row)
    need(band.kind, CAP_FIGURE, row, undecided, b)
    return band


@paragraph("designated disease", ja="特定疾病")
def designated_cap(bands: Bands, undecided: Marks, b: int, row: int, cost: int, own: int, half: int) -> int:
    """特定疾病 (令41条9項): what the insurer leaves of the share for a certified designated disease."""
    return within_cap(own, known_band(bands, row, undecided, b), cost, False, half)


@paragraph("part with a general subsidy", ja="特定給付対象療養")
def general_cap(bands: Bands, undecided: Marks, b: int, row: int, cost: int, own: int, half: int) -> int:
    """特定給付対象療養 (令41条6項): one cap for every class, without a repeat amount."""
    return within_cap(own, known_band(bands, row, undecided, b), cost, False, half)


@paragraph("part with a subsidy for intractable disease", ja="特定疾病給付対象療養")
def intractable_cap(
    bands: Bands,
    undecided: Marks,
    b: int,
    outpatient: int,
    row: int,
    cost: int,
    own: int,
    repeat: bool,
    half: int,
) -> int:
    """特定疾病給付対象療養 (令41条7項): the caps of the patient's own class.

    From 70 the outpatient cap first. repeat: enough inpatient months of the same person at the same
    hospital, and this one inpatient too (令42条7項).
    """
    left = own
    if outpatient != NONE:
        left = within_cap(left, known_band(bands, outpatient, undecided, b), cost, False, half)
    return within_cap(left, known_band(bands, row, undecided, b), cost, repeat, half)


@paragraph("insured person on public assistance", ja="被保護者である被保険者")
def assistance_cap(bands: Bands, undecided: Marks, b: int, row: int, cost: int, own: int, half: int) -> int:
    """被保護者である被保険者 (令41条8項): the cap before public assistance pays the rest."""
    return within_cap(own, known_band(bands, row, undecided, b), cost, False, half)


@paragraph("subsidised part", ja="公費の対象となる部分")
def settle_part(
    book: Book,
    bills: Bills,
    parts: Parts,
    uses: Uses,
    sheets: Sheets,
    work: Work,
    b: int,
    p: int,
    terms: Terms,
    tenths: int,
    half: int,
) -> int:
    """公費の対象となる部分: the insurer's cap, then each subsidy in its legal order; the residue."""
    cost = parts.cost[p]
    kind = NONE
    for u in range(parts.first_use[p], parts.first_use[p + 1]):
        kind = stronger_paragraph(kind, program_at(book.programs, uses.program[u]).paragraph)
    own = cost
    if kind != PUBLIC_FIRST:
        own = own_share(cost, tenths)
        work.special_share[b] += own
        work.special_cost[b] += cost
    owed = own
    if kind == PUBLIC_FIRST:
        owed = own
    elif parts.designated[p] != NONE:
        owed = designated_cap(book.bands, work.undecided, b, parts.designated[p], cost, own, half)
    elif kind == INTRACTABLE:
        repeat = False
        if bills.inpatient[b]:
            repeat = is_repeat(bills.hospital_months[b], book.needed_months)
        outpatient = book.specials.intractable_outpatient[terms.special]
        row = book.specials.intractable[terms.special]
        owed = intractable_cap(book.bands, work.undecided, b, outpatient, row, cost, own, repeat, half)
        work.intractable[b] += own - owed
    elif kind == GENERAL_SUBSIDY:
        row = book.specials.subsidised[terms.special]
        owed = general_cap(book.bands, work.undecided, b, row, cost, own, half)
    elif kind == ASSISTANCE:
        row = book.specials.assistance[terms.special]
        owed = assistance_cap(book.bands, work.undecided, b, row, cost, own, half)
    work.share[b] += cost - own
    work.special[b] += own - owed
    for u in range(parts.first_use[p], parts.first_use[p + 1]):
        program = program_at(book.programs, uses.program[u])
        sheet = uses.sheet[u]
        left = limit_left(sheets.limit[sheet], work.used[sheet])
        after = after_subsidy(owed, program, cost, left)
        work.use_paid[u] = owed - after
        work.used[sheet] += after
        owed = after
    return owed
