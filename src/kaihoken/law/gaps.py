"""保険の空白: what a late notice costs: how late it is, which levy may still be set, what comes back of a bill.

国民健康保険法54条・110条の2, 地方税法17条の5, 健康保険法87条・193条, 民法703条. Days are counted from year 1.
"""

from __future__ import annotations

from .caps import own_share
from .marks import rule
from .rounding import to_ten


@rule(
    "days of delay",
    ja="届出の遅れ",
    says="The notice was due by {due:day} and is given on {noticed:day}: {result} days late.",
    says_ja="届出の期限は{due:day}、届出の日は{noticed:day}で、{result}日の遅れです。",
)
def days_late(noticed: int, due: int) -> int:
    """届出の遅れ: days from the last day of the notice to the day it is given (国保規則2条・3条, 健保規則24条)."""
    return max(noticed - due, 0)


@rule("day from which a levy can be set", ja="賦課することができることとなった日")
def levy_clock(due: int, joined: int) -> int:
    """賦課の期間制限の基準の日: the first due day of the fiscal year, or the joining after it (国保法110条の2第1項)."""
    return max(due, joined)


@rule(
    "levy that may still be set",
    ja="賦課の期間制限",
    says="The levy of {months} months from {first:month} can be set until {last:day}: {result:within_time}.",
    says_ja="{first:month}からの{months}か月分は{last:day}まで賦課できます：{result:within_time}。",
)
def levy_settable(noticed: int, last: int, first: int, months: int) -> bool:
    """賦課の期間制限: whether the levy of some months may still be set on the day of the notice (国保法110条の2, 地方税法17条の5第3項).

    last: the last day on which it may; first, months: of whose levy, for the explanation.
    """
    return noticed <= last


@rule(
    "premium that may still be collected",
    ja="保険料徴収権の時効",
    says="The premium of {month:month} can be collected until {last:day}: {result:within_time}.",
    says_ja="{month:month}分の保険料は{last:day}まで徴収できます：{result:within_time}。",
)
def premium_collectable(noticed: int, last: int, month: int) -> bool:
    """保険料徴収権の時効: whether a month's premium may still be collected on the day of the notice (健保法193条1項).

    last: the last day on which it may; month: of which premium, for the explanation.
    """
    return noticed <= last


@rule(
    "share with cover shown",
    ja="資格を示したときの窓口の額",
    says="With cover shown the counter takes {result} yen of {cost} yen.",
    says_ja="資格を示せば、窓口で支払う額は{cost}円のうち{result}円です。",
)
def share_with_cover(cost: int, tenths: int) -> int:
    """資格を示したときの窓口の額: the share in tens of yen (健保法75条, 国保法42条の2)."""
    return to_ten(own_share(cost, tenths))


@rule(
    "what the insurer counts of a bill paid in full",
    ja="療養費の算定の基となる額",
    says="Of {paid} yen paid the insurer counts {result} yen: no more than the insured price of {cost} yen.",
    says_ja="支払った{paid}円のうち、保険の基準による{cost}円を上限に{result}円が療養費の基になります。",
    quiet="paid",
)
def counted_cost(cost: int, paid: int) -> int:
    """療養費の算定の基となる額: the insured price, no more than what was paid, yen (国保法54条4項, 健保法87条3項)."""
    return min(cost, paid)


@rule(
    "what the former insurer asks back",
    ja="不当利得の返還額",
    says="With the former insurer's card {result} of {cost} yen was its part, and it asks that back.",
    says_ja="以前の保険で受診したため、{cost}円のうち以前の保険者が支払った{result}円の返還を求められます。",
)
def asked_back(cost: int, tenths: int) -> int:
    """不当利得の返還額: the former insurer's part of treatment after its cover ended, yen (民法703条)."""
    return cost - own_share(cost, tenths)
