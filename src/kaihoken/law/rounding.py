"""端数処理: every rounding of the law by its name. Nothing else in the law divides."""

from __future__ import annotations

from .marks import helper


@helper("below one yen dropped", ja="1円未満切捨て")
def down(numerator: int, denominator: int) -> int:
    """切捨て: whole yen, what is below one yen dropped (国等の債権債務等の金額の端数計算に関する法律2条).

    numerator, denominator: whole numbers, the denominator positive; yen out.
    """
    return numerator // denominator


@helper("50 sen and more up", ja="50銭以上切上げ")
def half_up(numerator: int, denominator: int) -> int:
    """50銭未満切捨て・50銭以上切上げ: to whole yen as each item of article 42 says (令42条各号).

    numerator: not negative; denominator: positive; yen out.
    """
    return (numerator * 2 + denominator) // (denominator * 2)


@helper("to ten yen", ja="10円未満四捨五入")
def to_ten(amount: int) -> int:
    """5円未満切捨て・5円以上切上げ: a share collected at the counter, in tens of yen (健保法75条)."""
    return (amount + 5) // 10 * 10


@helper("below ten yen dropped", ja="10円未満切捨て")
def down_to_ten(numerator: int, denominator: int) -> int:
    """10円未満切捨て: a quotient in whole tens of yen (児童福祉法施行令22条2項)."""
    return numerator // (denominator * 10) * 10


@helper("50 sen and less dropped", ja="50銭以下切捨て")
def half_down(numerator: int, denominator: int) -> int:
    """50銭以下切捨て・50銭超切上げ: what is deducted from pay (通貨の単位及び貨幣の発行等に関する法律3条).

    numerator: not negative; denominator: positive; yen out.
    """
    return (numerator * 2 + denominator - 1) // (denominator * 2)


@helper("whole units", ja="単位未満切捨て")
def down_to(amount: int, unit: int) -> int:
    """単位未満切捨て: an amount in whole units of so many yen, the rest dropped."""
    return amount // unit * unit


@helper("5 yen and more up to ten", ja="5円以上切上げ（10円単位）")
def half_up_to_ten(numerator: int, denominator: int) -> int:
    """5円未満切捨て・5円以上10円に切上げ: a quotient in whole tens of yen (健保法99条2項の標準報酬日額)."""
    return (numerator * 2 + denominator * 10) // (denominator * 20) * 10
