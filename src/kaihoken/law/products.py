"""製品の提供の枠組み: under which system a product or a service is provided on a day.

Days are counted from year 1; a day that is not known or never comes is NONE.
"""

from __future__ import annotations

from .marks import rule
from .shapes import NONE

# How it is provided.
ABSENT = 0  # not approved, or not any more: not on the market
INSURED = 1  # benefit in kind
COMBINED = 2  # beside insured treatment: 保険外併用療養費
OUTSIDE = 3  # all at one's own cost
UNSETTLED = 4  # approved, but not known whether it is listed

# What a regenerative treatment is made of.
OTHER_CELLS = 0
STEM_CELLS = 1  # somatic stem cells
PLURIPOTENT_CELLS = 2  # iPS, ES and the like
NO_CELLS = 3  # no living cells, as exosomes
GENES = 4  # a gene brought into the body itself


@rule("has come", ja="到来")
def has_come(day: int, since: int) -> bool:
    """到来: whether a day that is known has come."""
    return since != NONE and day >= since


@rule("last day beside insurance", ja="評価療養の最終日")
def last_combined(since: int, days: int) -> int:
    """評価療養の最終日: the last of the days counted from the first one on."""
    return since + days - 1


@rule(
    "how a product is provided",
    ja="提供の枠組み",
    says="On {day:day}: {result:standing}.",
    says_ja="{day:day}の時点: {result:standing}。",
)
def standing(
    day: int, approved: int, ended: int, listed: int, unlisted: int, unsettled: int, combined: int, until: int
) -> int:
    """提供の枠組み: absent, insured, combined, outside or not settled; one and only one on a day.

    approved, ended: its approval; listed, unlisted: what insurance pays; unsettled: from when it is not
    known whether it is listed; combined, until: first and last day on which it may stand beside insured
    treatment.
    """
    if not has_come(day, approved) or has_come(day, ended):
        return ABSENT
    if has_come(day, listed) and not has_come(day, unlisted):
        return INSURED
    if has_come(day, unsettled):
        return UNSETTLED
    if has_come(day, combined) and day <= until:
        return COMBINED
    return OUTSIDE


@rule(
    "class of regenerative medicine",
    ja="再生医療等の区分",
    says="It is regenerative medicine of class {result} under the act on its safety.",
    says_ja="再生医療等安全性確保法の第{result}種再生医療等です。",
    quiet="-",
)
def regenerative_class(
    day: int, act: int, genes: int, material: int, changed: bool, foreign: bool, on_label: bool
) -> int:
    """再生医療等の区分: class 1, 2 or 3; 0 outside the act.

    act, genes: the days from which the act holds, and holds for genes brought into the body; changed:
    a gene of the cells was changed; foreign: cells of another person or of an animal; on_label: an
    approved product used as approved.
    """
    if on_label or not has_come(day, act) or material == NO_CELLS:
        return 0
    if material == GENES:
        return 1 if has_come(day, genes) else 0
    if material == PLURIPOTENT_CELLS or changed or foreign:
        return 1
    return 2 if material == STEM_CELLS else 3
