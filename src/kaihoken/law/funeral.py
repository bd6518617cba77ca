"""埋葬料: what is paid when an insured person or a dependant dies."""

from __future__ import annotations

from .marks import rule
from .shapes import Yen


@rule(
    "funeral payment",
    ja="埋葬料・家族埋葬料",
    says="The payment at a death is {result} yen.",
    says_ja="死亡に対する給付は{result}円です。",
)
def funeral_payment(most: Yen) -> int:
    """埋葬料・家族埋葬料 (健保法100条1項・113条, 令35条): to whom the dead person supported, or for a dependant, yen."""
    return most.yen


@rule(
    "funeral cost paid",
    ja="埋葬費",
    says="Nobody was supported by the dead person: of the cost of {cost} yen up to {most.yen} yen is paid to who buried them: {result} yen.",
    says_ja="生計を維持されていた人がいないため、埋葬に要した費用{cost}円のうち{most.yen}円までが埋葬を行った人に支給されます：{result}円。",
)
def funeral_cost(cost: int, most: Yen) -> int:
    """埋葬費 (健保法100条2項): what the burial cost, up to the amount, yen."""
    return min(cost, most.yen)
