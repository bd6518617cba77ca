"""料率を決める: the rates of a person's month, from the tables or as given, as millionths."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ..errors import InputError, UnknownFigure
from ..forms.teller import Teller
from .form import GivenRates, Insured
from .prefectures import prefecture

MILLION = 1_000_000
HUNDREDTH = 100  # millionths in a hundredth of a per cent
HEALTH, CARED, CHILD, PENSION, EMPLOYMENT = range(5)  # parts, as sentences name them


class Rate(NamedTuple):
    """一つの料率: the whole rate and the employee's part, millionths; evidence of its entry; why it is missing."""

    whole: int
    own: int
    evidence: str = ""
    missing: tuple[str, str] | None = None  # Japanese, English

    @property
    def known(self) -> bool:
        """Whether the rate is known."""
        return self.missing is None


class _Figure(NamedTuple):
    rate: int


class _Pension(NamedTuple):
    rate_1000: int


class _Shared(NamedTuple):
    rate: int
    own: int


def millionths(value: float | str, where: str, places: int = 4) -> int:
    """料率の百万分率: a rate written in per cent, exactly. Raises InputError for more decimals than ``places``."""
    try:
        exact = Decimal(str(value).strip().removesuffix("%")) * 10_000
    except InvalidOperation:
        raise InputError(
            f"'{value}' is not a rate.",
            where,
            "Write per cent, as 9.85.",
            f"「{value}」は率ではありません。9.85のように%で書いてください。",
        ) from None
    if exact != exact.to_integral_value() or (places < 4 and int(exact) % 10 ** (4 - places)):
        raise InputError(
            f"{value} has too many decimals.",
            where,
            f"Write at most {places} decimals, as 9.85.",
            f"{value}は小数の桁が多すぎます。9.85のように、小数{places}桁までで書いてください。",
        )
    if not 0 <= exact <= 100 * 10_000:
        raise InputError(
            f"{value} is no rate in per cent.",
            where,
            "Write per cent, as 9.85.",
            f"{value}は0%から100%までの率ではありません。9.85のように%で書いてください。",
        )
    return int(exact)


def _given(rates: GivenRates | None, part: str, where: str) -> Rate | None:
    whole, own = (getattr(rates, part), getattr(rates, f"{part}_own")) if rates else (None, None)
    if whole is None:
        if own is not None:
            raise InputError(
                f"the employee's part stands alone: '{part}_own' without '{part}'.",
                f"{where}.rates.{part}_own",
                f"Write the whole rate as `{part}` too.",
                f"本人負担の率（`{part}_own`）だけがあります。全体の率（`{part}`）も書いてください。",
            )
        return None
    if own is None:
        number = millionths(whole, f"{where}.rates.{part}", 3)
        return Rate(number, number // 2)
    number, part_own = (
        millionths(whole, f"{where}.rates.{part}"),
        millionths(own, f"{where}.rates.{part}_own"),
    )
    if part_own > number:
        raise InputError(
            f"the employee's part {own} is more than the whole {whole}.",
            f"{where}.rates.{part}_own",
            "Write both in per cent of the pay.",
            f"本人負担の率{own}が、全体の率{whole}を超えています。どちらも報酬に対する%で書いてください。",
        )
    return Rate(number, part_own)


def _table(teller: Teller, series: str, month: int, key: str) -> Rate:
    try:
        figure = teller.figures(_Figure, series, month, key)
    except UnknownFigure as hole:
        return Rate(0, 0, "unknown", (hole.ja, str(hole)))
    number = figure.rate * HUNDREDTH
    return Rate(number, number // 2, teller.row(series, month, key).evidence)


def health_rate(teller: Teller, person: Insured, month: int, where: str) -> Rate:
    """健康保険料率: as given, or of the prefecture's branch. Raises InputError without either."""
    given = _given(person.rates, "health", where)
    if given is not None:
        return given
    if person.prefecture is None:
        raise InputError(
            "the health insurance rate is not told.",
            where,
            "Write `prefecture: 東京都` for Kyokai Kenpo, or `rates: {health: 9.85}` for a society.",
            "健康保険料率が分かりません。協会けんぽなら都道府県（`prefecture: 東京都`）、健保組合なら組合の料率（`rates: {health: 9.85}`）を書いてください。",
        )
    return _table(teller, "kyokai_rate", month, prefecture(person.prefecture, f"{where}.prefecture"))


def care_rate(teller: Teller, person: Insured, month: int, where: str) -> Rate:
    """介護保険料率: as given; of Kyokai Kenpo where the health rate is from the table.

    Raises InputError for a society whose care rate is not told.
    """
    given = _given(person.rates, "care", where)
    if given is not None:
        return given
    if person.rates is not None and person.rates.health is not None and person.prefecture is None:
        raise InputError(
            "care insurance is due at 40 to 64, and the society's care rate is not told.",
            f"{where}.rates.care",
            "Write `rates: {health: …, care: 1.62}`; or the prefecture, if it is Kyokai Kenpo.",
            "40歳から64歳までは介護保険料がかかりますが、健保組合の介護保険料率がありません。料率（`rates: {health: …, care: 1.62}`）を、協会けんぽなら都道府県を書いてください。",
        )
    return _table(teller, "care_rate", month, "care")


def child_rate(teller: Teller, person: Insured, month: int, where: str) -> Rate | None:
    """子ども・子育て支援金率: as given or of the table; None before it began."""
    given = _given(person.rates, "child", where)
    if given is not None:
        return given
    if not teller.law.rows("child_rate", month):
        return None
    return _table(teller, "child_rate", month, "child")


def pension_rate(teller: Teller, month: int) -> Rate:
    """厚生年金保険料率: the same for everyone."""
    number = teller.figures(_Pension, "pension_rate", month, "pension").rate_1000 * 10
    return Rate(number, number // 2, teller.row("pension_rate", month, "pension").evidence)


def employment_rate(teller: Teller, month: int, business: str) -> Rate:
    """雇用保険料率: of a kind of business."""
    try:
        found = teller.figures(_Shared, "employment_rate", month, business)
    except UnknownFigure as hole:
        return Rate(0, 0, "unknown", (hole.ja, str(hole)))
    evidence = teller.row("employment_rate", month, business).evidence
    return Rate(found.rate * HUNDREDTH, found.own * HUNDREDTH, evidence)


def both(health: Rate, care: Rate) -> Rate:
    """健康保険と介護保険の合算率: one combined rate; missing where either is."""
    return Rate(
        health.whole + care.whole,
        health.own + care.own,
        next(
            (r.evidence for r in (health, care) if r.evidence not in ("", "law", "official")), health.evidence
        ),
        health.missing or care.missing,
    )


def exact(base: int, rate: int) -> int | str:
    """端数を含む額: base × rate to the last decimal: a whole number, or a decimal as text."""
    whole, rest = divmod(base * rate, MILLION)
    return whole if rest == 0 else f"{whole}.{rest:06d}".rstrip("0")
