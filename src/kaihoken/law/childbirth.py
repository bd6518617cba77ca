"""出産育児一時金: the lump sum for a birth, and what is left of the hospital's bill."""

from __future__ import annotations

from .allowance_shapes import Lump, Pregnancy
from .marks import rule


@rule(
    "birth that counts",
    ja="対象となる出産",
    says="Day {day} of the pregnancy; births from day {pregnancy.days} count, whether live or not.",
    says_ja="妊娠{day}日目の出産です（{pregnancy.days}日以上であれば、死産・流産・人工妊娠中絶も対象です）。",
)
def birth_counts(day: int, pregnancy: Pregnancy) -> bool:
    """対象となる出産: whether the pregnancy lasted long enough (健保法101条, 通達)."""
    return day >= pregnancy.days


@rule("addition for the compensation system", ja="産科医療補償制度の加算")
def birth_addition(weeks: int, covered: bool, lump: Lump, pregnancy: Pregnancy) -> int:
    """産科医療補償制度の加算 (令36条ただし書): yen for a child of enough completed weeks born under an institution that pays into it."""
    if covered and weeks >= pregnancy.weeks:
        return lump.addition
    return 0


@rule(
    "childbirth lump sum",
    ja="出産育児一時金",
    says="{lump.base} yen and an addition of {addition} yen for a child; for {children} born: {result} yen.",
    says_ja="1児につき{lump.base}円に加算{addition}円、{children}人分で{result}円です。",
)
def childbirth_sum(lump: Lump, addition: int, children: int) -> int:
    """出産育児一時金・家族出産育児一時金 (健保法101条・114条, 令36条): for each child, yen."""
    return (lump.base + addition) * children


@rule(
    "what the family pays of the hospital's bill",
    ja="窓口で支払う差額",
    says="Paid to the hospital directly, it leaves {result} yen of {cost} yen to pay.",
    says_ja="病院に直接支払われるので、費用{cost}円のうち窓口で支払うのは{result}円です。",
)
def birth_to_pay(cost: int, yen: int) -> int:
    """窓口で支払う差額 (直接支払制度・受取代理): the cost above the lump sum, yen."""
    return max(0, cost - yen)


@rule(
    "what the family gets of the lump sum",
    ja="請求できる差額",
    says="Of {yen} yen {result} yen are left over the cost and can be claimed.",
    says_ja="{yen}円のうち、費用を超える{result}円を差額として請求できます。",
    quiet="-",
)
def birth_left_over(cost: int, yen: int) -> int:
    """請求できる差額 (直接支払制度・受取代理): the lump sum above the cost, yen."""
    return max(0, yen - cost)
