"""保険給付の周りの負担: meals, brand drugs, treatment paid first and refunded later, a society's own supplement."""

from __future__ import annotations

from .marks import rule
from .rounding import down, half_up

SEN = 100  # drug prices stand in hundredths of a yen


@rule("meals of a stay", ja="食事療養標準負担額の計")
def meals_share(count: int, each: int) -> int:
    """食事療養標準負担額の計: what the patient pays for the meals of a stay, yen; at most three a day."""
    return count * each


@rule("insurer's part of meals", ja="入院時食事療養費の額")
def insured_meals(total: int, share: int) -> int:
    """入院時食事療養費・入院時生活療養費の額: the standard cost less the patient's share, yen (健保法85条2項)."""
    return max(0, total - share)


@rule("programme's part of meals", ja="食事の公費負担額")
def programme_meals(share: int, percent: int) -> int:
    """食事の公費負担額: what a subsidy programme pays of the patient's share of meals, yen; below one yen dropped."""
    return down(share * percent, 100)


@rule("points of a drug", ja="薬剤料の点数")
def drug_points(sen: int) -> int:
    """薬剤料の点数: points of 10 yen for an amount in hundredths of a yen (五捨五超入; up to 15 yen: 1 point).

    Five tenths of a point are dropped, more is rounded up.
    """
    if sen <= 15 * SEN:
        return 1
    return half_up(sen - 1, 10 * SEN)


@rule("with consumption tax", ja="消費税込みの額")
def with_tax(yen: int, tax: int) -> int:
    """消費税込みの額: an amount with consumption tax, yen; below one yen of tax dropped. tax: percent."""
    return yen + down(yen * tax, 100)


@rule("charge for an OTC-like drug", ja="一部保険外療養の特別の料金")
def otc_charge(drug: int, numerator: int, denominator: int, tax: int) -> int:
    """一部保険外療養の特別の料金 (OTC類似薬): a part of the drug's cost, with tax, yen.

    drug: cost of the drug in all, yen. That below one yen is dropped is not settled yet.
    """
    return with_tax(down(drug * numerator, denominator), tax)


@rule("transport benefit", ja="移送費")
def transport_benefit(actual: int, economical: int) -> int:
    """移送費 (健保法97条, 規則80条・81条): the most economical normal way, at most what was paid, yen; no share."""
    return min(actual, economical)


@rule("charge for a brand drug", ja="長期収載品の特別の料金")
def brand_charge(
    brand: int, generic: int, amount: int, doses: int, numerator: int, denominator: int, tax: int
) -> int:
    """長期収載品の特別の料金: part of the price gap to the dearest generic, in points, with tax, yen.

    brand, generic: prices of a unit in hundredths of a yen; amount: units of a dose (a day's amount
    of an internal drug); doses: how many; tax: percent (選定療養, 消費税).
    """
    if brand <= generic:
        return 0
    points = drug_points(down((brand - generic) * amount * numerator, denominator))
    return with_tax(points * 10 * doses, tax)


@rule("insured part of a brand drug", ja="長期収載品の保険給付の対象となる額")
def brand_insured(brand: int, generic: int, numerator: int, denominator: int) -> int:
    """長期収載品の保険給付の対象となる額: the price less the part charged outside, hundredths of a yen."""
    if brand <= generic:
        return brand
    return brand - down((brand - generic) * numerator, denominator)


@rule(
    "insurer's part of treatment paid first",
    ja="療養費の額",
    says="Of {counted} yen paid in full first the insurer gives {result} yen back.",
    says_ja="いったん全額を支払った{counted}円のうち、{result}円が保険者から戻ります。",
)
def cash_benefit(counted: int, tenths: int) -> int:
    """療養費の額 (健保法87条2項): what the insurer gives back of an amount paid in full, yen; below one yen dropped.

    counted: what was paid, or the insured standard where less, yen; tenths: the patient's share.
    """
    return down(counted * (10 - tenths), 10)


@rule(
    "what a waiver leaves",
    ja="減免後の一部負担金",
    says="The insurer's waiver leaves {result} of {share} yen.",
    says_ja="一部負担金の減免により、{share}円のうち{result}円が残ります。",
    quiet="share",
)
def waived_share(share: int, left: int) -> int:
    """減免後の一部負担金 (健保法75条の2): what a waiver leaves of the patient's share, yen; left: tenths of the share."""
    return down(share * left, 10)


@rule("treatment paid first", ja="療養費")
def refunded_treatment(paid: int, standard: int, tenths: int) -> int:
    """療養費・海外療養費 (健保法87条): the insurer's part of what was paid, or of the domestic standard where less.

    paid, standard: yen; below one yen dropped.
    """
    return cash_benefit(min(paid, standard), tenths)


EACH_BILL = 0
WHOLE_HOUSEHOLD = 1


@rule(
    "society's supplement",
    ja="付加給付",
    says="Of {borne} yen the society gives back what is above {floor}: {result} yen.",
    says_ja="{borne}円のうち{floor}円を超える分として、健保組合から{result}円の付加給付があります。",
    quiet="-",
)
def supplement(borne: int, floor: int, unit: int) -> int:
    """付加給付 (健保法53条): what a health insurance society gives above its floor, in whole units, yen."""
    return down(max(0, borne - floor), unit) * unit
