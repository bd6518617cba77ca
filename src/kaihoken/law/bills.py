"""一件の精算: one bill, from the cost to who pays each yen, in the order of article 41."""

from __future__ import annotations

from .aid import AID_MONTH, AID_TENTHS, after_aid, aid_tenths, charged_visits, visit_ceiling, within_month
from .caps import (
    is_repeat,
    joins_sum,
    own_share,
    terms_at,
    what_counts,
    within_cap,
    within_relief,
)
from .charges import cash_benefit, waived_share
from .facts import SHARE, need
from .marks import paragraph, rule
from .parts import known_band, settle_part
from .people import SENIOR, age_group, born_early, share_tenths, shares_at, stated_share, turns_old
from .rounding import to_ten
from .shapes import NONE, Bands, Bills, Book, Marks, Parts, Sheets, Terms, Uses, Visits, Work


@paragraph("patient's share", ja="一部負担金の割合")
def tenths_of(book: Book, bills: Bills, work: Work, b: int, terms: Terms) -> int:
    """一部負担金の割合: the tenths stated on the certificate, or those of age, class and date."""
    if bills.tenths[b] != NONE:
        return stated_share(bills.tenths[b])
    group = age_group(bills.birth_month[b], bills.birth_day[b], bills.month[b], bills.elderly[b], book.ages)
    shares = shares_at(book.shares, terms.shares)
    active = 0
    if group >= SENIOR:
        active = terms.active
    above = 0
    if bills.elderly[b] and not active:
        above = need(terms.above, SHARE, terms.entry, work.undecided, b)
    early = False
    if group == SENIOR:
        early = born_early(bills.birth_month[b], bills.birth_day[b], book.ages)
    return share_tenths(group, active, above, early, shares)


@paragraph("share of the part without subsidy", ja="公費対象外の一部負担金")
def outside_share(bills: Bills, b: int, cost: int, tenths: int) -> int:
    """公費対象外の一部負担金: the tenths of a cost, after a waiver of the insurer, yen.

    Of treatment that was paid in full first, what the insurer does not give back.
    """
    share = cost - cash_benefit(cost, tenths) if bills.cash[b] else own_share(cost, tenths)
    if bills.waived[b] != NONE:
        share = waived_share(share, bills.waived[b])
    return share


@paragraph("ordinary caps", ja="通常の高額療養費")
def ordinary_caps(
    bands: Bands, undecided: Marks, b: int, terms: Terms, owed: int, cost: int, repeat: bool, half: int
) -> int:
    """通常の高額療養費: the outpatient cap from 70 (41条5項), then the cap of the class (1項・3項)."""
    if terms.outpatient != NONE:
        owed = within_cap(owed, known_band(bands, terms.outpatient, undecided, b), cost, False, half)
    return within_cap(owed, known_band(bands, terms.household, undecided, b), cost, repeat, half)


@paragraph("part without subsidy", ja="公費対象外の部分")
def own_cap(
    bands: Bands,
    undecided: Marks,
    b: int,
    terms: Terms,
    outside: int,
    outside_cost: int,
    repeat: bool,
    half: int,
) -> int:
    """公費対象外の部分: the share of the part without subsidy after the relief and its own caps, yen."""
    if not outside:
        return outside
    alone = outside
    if terms.relief != NONE:
        alone = within_relief(alone, known_band(bands, terms.relief, undecided, b), outside_cost)
    return ordinary_caps(bands, undecided, b, terms, alone, outside_cost, repeat, half)


@paragraph("parts together", ja="公費対象部分と対象外部分の合算")
def together(
    bands: Bands,
    undecided: Marks,
    b: int,
    terms: Terms,
    residue: int,
    joined: int,
    joined_cost: int,
    outside: int,
    outside_cost: int,
    alone: int,
    repeat: bool,
    half: int,
) -> int:
    """公費対象部分と対象外部分の合算: first the part outside on its own cost, then the sum.

    terms: those that hold, or those of what was shown; residue: what the subsidies left of all
    parts, joined: of those that may be added up, with their cost; outside: share and cost of the
    part without subsidy, alone: that share after its own caps. Yen out. The reading is that of the published examples; its evidence is
    `inferred` (docs/law.md).
    """
    if not joined_cost:
        return residue + alone
    total = joined
    cost = joined_cost
    rest = residue - joined
    if joins_sum(outside, terms.senior, terms.joining, half):
        total += alone
        cost += outside_cost
    else:
        rest += alone
    total = ordinary_caps(bands, undecided, b, terms, total, cost, repeat, half)
    return rest + total


@rule(
    "collected at the counter",
    ja="窓口で受け取る額",
    says="At the counter: {result} yen.",
    says_ja="窓口で支払う額は{result}円です。",
)
def at_counter(charged: int, uncapped: int) -> int:
    """窓口で受け取る額: a share in tens of yen (健保法75条), a cap to the yen (令43条1項).

    charged: due for the month, yen; uncapped: the same before the ordinary cap.
    """
    if charged < uncapped:
        return charged
    return to_ten(charged)


@paragraph("collected visit by visit", ja="受診ごとに受け取る額")
def at_counter_by_visit(bills: Bills, visits: Visits, b: int, tenths: int, collected: int) -> int:
    """受診ごとに受け取る額: a share is rounded at each visit (健保法75条), where the visits are listed, yen."""
    first = bills.first_visit[b]
    last = bills.first_visit[b + 1]
    if first == last:
        return collected
    total = 0
    for v in range(first, last):
        total += to_ten(outside_share(bills, b, visits.cost[v], tenths))
    return total


@rule("stated payment in single yen", ja="支払ったと示された額")
def stated(paid: int, share: int, most: int) -> int:
    """支払ったと示された額: without what rounding to tens of yen (健保法75条) adds to the whole share, yen.

    share: without any cap, single yen; most: the same as the counter takes it.
    """
    return max(min(paid, share), paid - max(0, most - share))


@paragraph("local aid's ceiling", ja="地方助成の自己負担額")
def aid_ceiling(bills: Bills, visits: Visits, b: int, tenths: int, cost: int) -> int:
    """地方助成の自己負担額: what the family pays at most under the aid's rule, yen.

    An amount for the month, tenths of the cost, or an amount for each visit or day, of which only
    the first few of a month may be charged; in every case a limit for the month may stand above.
    """
    amount = bills.aid_amount[b]
    ceiling = 0
    if bills.aid[b] == AID_MONTH:
        ceiling = amount
    elif bills.aid[b] == AID_TENTHS:
        ceiling = aid_tenths(cost, amount)
    elif bills.aid_times[b] != NONE:
        ceiling = amount * charged_visits(bills.aid_times[b], bills.aid_most[b])
    else:
        first = bills.first_visit[b]
        for v in range(first, first + charged_visits(bills.first_visit[b + 1] - first, bills.aid_most[b])):
            ceiling += visit_ceiling(amount, outside_share(bills, b, visits.cost[v], tenths))
    return within_month(ceiling, bills.aid_month[b])


@paragraph("patient's purse", ja="最終的な自己負担")
def settle_purse(work: Work, b: int, owed: int, ceiling: int) -> None:
    """最終的な自己負担: what local aid, which comes last, leaves of a bill.

    owed: after the caps and the household's refunds, yen; ceiling: what the aid asks of the family
    at most, NONE without aid.
    """
    borne = owed
    if ceiling != NONE:
        borne = after_aid(owed, ceiling)
    work.local[b] = owed - borne
    work.borne[b] = borne


@paragraph("bill", ja="一件の請求")
def settle_bill(
    book: Book,
    bills: Bills,
    parts: Parts,
    uses: Uses,
    sheets: Sheets,
    visits: Visits,
    work: Work,
    b: int,
) -> None:
    """一件の請求: share, subsidised parts, the part outside, and what the counter takes.

    Writes a row of `Work`: share, special, ordinary, refund, supplement, local and borne of a bill and `use_paid` of
    its uses add up to its cost. A bill that is alone in its household's month is done with this;
    of others the household takes up what is left.
    """
    terms = terms_at(book.terms, bills.terms[b])
    tenths = tenths_of(book, bills, work, b, terms)
    half = bills.moved[b]
    if turns_old(bills.turning_month[b], bills.turning_day[b], bills.month[b], book.ages):
        half += 1
    repeat = is_repeat(bills.benefit_months[b], book.needed_months)
    total_cost = 0
    outside_cost = 0
    residue = 0
    joined = 0
    joined_cost = 0
    for p in range(bills.first_part[b], bills.first_part[b + 1]):
        cost = parts.cost[p]
        total_cost += cost
        if parts.first_use[p] == parts.first_use[p + 1] and parts.designated[p] == NONE:
            outside_cost += cost
        else:
            before = work.special_share[b]
            left = settle_part(book, bills, parts, uses, sheets, work, b, p, terms, tenths, half)
            residue += left
            own = work.special_share[b] - before
            if own and joins_sum(own, terms.senior, terms.joining, half):
                joined += left
                joined_cost += cost
    outside = 0
    if outside_cost:
        outside = outside_share(bills, b, outside_cost, tenths)
    work.share[b] += outside_cost - outside
    alone = own_cap(book.bands, work.undecided, b, terms, outside, outside_cost, repeat, half)
    after_caps = together(
        book.bands,
        work.undecided,
        b,
        terms,
        residue,
        joined,
        joined_cost,
        outside,
        outside_cost,
        alone,
        repeat,
        half,
    )
    charged = after_caps
    shown = bills.counter_terms[b]
    if shown == NONE:
        charged = residue + outside
    elif shown != bills.terms[b]:
        at_hand = terms_at(book.terms, shown)
        capped = own_cap(book.bands, work.undecided, b, at_hand, outside, outside_cost, repeat, half)
        charged = together(
            book.bands,
            work.undecided,
            b,
            at_hand,
            residue,
            joined,
            joined_cost,
            outside,
            outside_cost,
            capped,
            repeat,
            half,
        )
    work.ordinary[b] = residue + outside - after_caps
    if terms.outpatient == NONE and residue + outside > after_caps:
        work.benefit[b] = 1
    work.due[b] = charged
    ceiling = NONE
    if bills.aid[b] != NONE:
        ceiling = aid_ceiling(bills, visits, b, tenths, total_cost)
        if bills.aid_in_kind[b]:
            charged = min(charged, ceiling)
    collected = bills.paid[b]
    if bills.paid[b] == NONE:
        collected = at_counter(charged, residue + outside)
        if bills.aid[b] == AID_TENTHS:
            collected = to_ten(charged)
        elif charged == outside and total_cost == outside_cost:
            collected = at_counter_by_visit(bills, visits, b, tenths, collected)
    else:  # more than was due may have been taken, up to the share without any cap
        most = to_ten(residue + outside)
        if bills.cash[b]:  # paid in full first: no share was rounded
            most = residue + outside
        elif total_cost == outside_cost:
            most = at_counter_by_visit(bills, visits, b, tenths, most)
        charged = stated(bills.paid[b], residue + outside, most)
        work.due[b] = max(work.due[b], min(charged, residue + outside))
    work.charged[b] = charged
    work.collected[b] = collected
    work.left[b] = after_caps
    if bills.joint[b]:
        work.outside[b] = outside
        work.outside_cost[b] = outside_cost
        work.residue[b] = residue
        work.alone[b] = alone
        work.ceiling[b] = ceiling
    else:
        outside_joins = joins_sum(outside, terms.senior, terms.joining, half)
        special_joins = joins_sum(work.special_share[b], terms.senior, terms.joining, half)
        work.counted[b] = what_counts(outside_joins, special_joins, after_caps, alone)
        settle_purse(work, b, after_caps, ceiling)
