"""地方単独医療費助成: local aid comes last, for the patient's purse; article 41 does not deduct it."""

from __future__ import annotations

from .marks import rule
from .rounding import down
from .shapes import NONE

AID_VISIT = 0  # an amount for each visit or day
AID_MONTH = 1  # an amount for the month
AID_TENTHS = 2  # tenths of the cost, in place of the patient's own


@rule("what a visit leaves under local aid", ja="1回の受診の自己負担")
def visit_ceiling(amount: int, share: int) -> int:
    """1回の受診の自己負担: the set amount, or the visit's own share where that is less, yen."""
    return min(amount, share)


@rule("tenths under local aid", ja="助成による割合の自己負担")
def aid_tenths(cost: int, tenths: int) -> int:
    """助成による割合の自己負担: what the municipality leaves of a cost, in place of the patient's share, yen."""
    return down(cost * tenths, 10)


@rule("visits that are charged", ja="自己負担のある回数")
def charged_visits(times: int, most: int) -> int:
    """自己負担のある回数: the visits of a month for which something is paid; most: NONE for all."""
    if most == NONE:
        return times
    return min(times, most)


@rule("month's limit of local aid", ja="1か月の上限額")
def within_month(ceiling: int, limit: int) -> int:
    """1か月の上限額: the ceiling, down to the aid's limit of the month, yen; limit: NONE without."""
    if limit == NONE:
        return ceiling
    return min(ceiling, limit)


@rule(
    "what local aid leaves",
    ja="地方助成後の自己負担",
    says="Local aid leaves {result} of {owed} yen to the family.",
    says_ja="自治体の医療費助成により、{owed}円のうち家族の負担は{result}円です。",
    quiet="owed",
)
def after_aid(owed: int, ceiling: int) -> int:
    """地方助成後の自己負担: what is owed, down to the aid's ceiling, yen."""
    return min(owed, ceiling)
