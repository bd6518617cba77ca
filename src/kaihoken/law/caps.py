"""高額療養費算定基準額: the caps of article 42 and what they leave (健保令42条, 国保令29条の3, 高確令15条)."""

from __future__ import annotations

from .marks import helper, rule
from .rounding import down, half_up
from .shapes import NO_CAP, NONE, Band, Bands, Terms, TermsTable


@helper("cap of the class", ja="限度額の表")
def band_at(table: Bands, row: int) -> Band:
    """限度額の表の行: one cap."""
    return table[row]


@helper("terms of the class", ja="適用条件の表")
def terms_at(table: TermsTable, row: int) -> Terms:
    """適用条件の表の行: what a class means for a bill of one setting."""
    return table[row]


@helper("half in the month of the 75th birthday or of a move", ja="2分の1の額")
def halved(amount: int, half: int) -> int:
    """2分の1の額: the amount, half of it in the month of the 75th birthday (令42条2項・4項), or of a move
    within a prefecture (国保令29条の3), a quarter where both fall together.

    half: how many of the two fall in the month.
    """
    if half > 1:
        return down(amount, 4)
    if half:
        return down(amount, 2)
    return amount


@rule(
    "patient's share of the cost",
    ja="一部負担金",
    says="{tenths}/10 of {cost} yen is {result} yen.",
    says_ja="医療費{cost}円の{tenths}割は{result}円です。",
)
def own_share(cost: int, tenths: int) -> int:
    """一部負担金: the patient's tenths of a cost, yen."""
    return down(cost * tenths, 10)


@rule(
    "repeat month",
    ja="多数回該当",
    says="There were {earlier} benefit months in the eleven months before: a repeat month, in which a lower amount holds where the class has one.",
    says_ja="過去11か月に{earlier}回の支給月があるので多数回該当です（区分に多数回該当の額があればその額になります）。",
    quiet="-",
)
def is_repeat(earlier: int, needed: int) -> bool:
    """多数回該当: whether enough months before this one had a benefit (令42条1項ただし書)."""
    return earlier >= needed


@rule(
    "monthly cap",
    ja="高額療養費算定基準額",
    says="The cap for a cost of {cost} yen is {result} yen.",
    says_ja="医療費{cost}円に対する限度額は{result}円です。",
)
def monthly_cap(band: Band, cost: int, repeat: bool, half: int) -> int:
    """高額療養費算定基準額: the cap of a month, yen.

    A base, and a percentage of the cost above the threshold, rounded at 50 sen; the repeat amount
    instead in a repeat month; half of everything in the month of the 75th birthday.
    cost: total cost (10割) of what is counted, yen.
    """
    if repeat and band.repeat != NONE:
        return halved(band.repeat, half)
    above = max(0, cost - halved(band.threshold, half))
    return halved(band.base, half) + half_up(above * band.percent, 100)


@rule(
    "what the cap leaves",
    ja="限度額を超えない額",
    says="Of {owed} yen, {result} yen are left; the insurer pays the rest as high-cost benefit.",
    says_ja="{owed}円のうち{result}円が残り、超えた額は高額療養費として保険者が支払います。",
    quiet="owed",
)
def within_cap(owed: int, band: Band, cost: int, repeat: bool, half: int) -> int:
    """限度額を超えない額: what is owed, down to the cap of its class (令41条).

    owed, cost: yen. A class without this cap leaves what is owed as it is.
    """
    if band.kind == NO_CAP:
        return owed
    return min(owed, monthly_cap(band, cost, repeat, half))


@rule(
    "relief for 20% elders",
    ja="配慮措置",
    says="The relief for elders who newly pay two tenths leaves {result} of {owed} yen.",
    says_ja="2割負担の配慮措置により、{owed}円のうち{result}円になります。",
    quiet="owed",
)
def within_relief(owed: int, band: Band, cost: int) -> int:
    """配慮措置: outpatient share of the 20% group: a base and a percentage above the threshold.

    Not halved in the month of the 75th birthday: the official examples 6 and 7 show it
    (高確令附則, 2022-10 – 2025-09). owed, cost: yen of the part without subsidy.
    """
    return min(owed, band.base + half_up(max(0, cost - band.threshold) * band.percent, 100))


@rule("may be added up", ja="合算の対象")
def joins_sum(share: int, senior: int, joining: int, half: int) -> bool:
    """合算の対象: whether a share enters the sum: from 70 always, below 70 from 21,000 yen.

    share: the share before any subsidy, yen; joining: the amount it must reach (令41条1項).
    """
    if senior:
        return True
    return share >= halved(joining, half)


@rule("what counts of a bill", ja="合算される額")
def what_counts(outside_joins: bool, special_joins: bool, left: int, alone: int) -> int:
    """合算される額: what of a bill is added up, yen, by which of its parts may be.

    left: of the whole bill after its caps; alone: of the part without subsidy. What the subsidies left
    is the rest of the two: the bill's own cap may already have lowered it.
    """
    counted = 0
    if outside_joins:
        counted += alone
    if special_joins:
        counted += left - alone
    return counted
