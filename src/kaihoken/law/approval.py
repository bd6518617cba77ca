"""承認の経路: which approval of the act on drugs and devices fits a product."""

from __future__ import annotations

from .decisions import FAILED, MET, both, contrary, is_value, reaching
from .marks import rule
from .shapes import NONE

# Kinds of products.
DRUG = 0
DEVICE = 1
REGENERATIVE = 2

# How far efficacy is shown.
NOT_SHOWN = 0
PRESUMED = 1
CONFIRMED = 2

# Paths.
NO_PATH = 0
ORDINARY_PATH = 1
SPECIAL_PATH = 2
EMERGENCY = 3
CONDITIONAL = 4
TIME_LIMITED = 5


@rule(
    "ordinary approval",
    ja="通常の承認",
    says="Ordinary approval (efficacy confirmed, safety shown): {result:verdict}.",
    says_ja="通常の承認（有効性の確認と安全性）: {result:verdict}",
)
def fits_ordinary(efficacy: int, safety: int) -> int:
    """通常の承認: efficacy is confirmed and safety shown."""
    return both(is_value(efficacy, CONFIRMED), safety)


@rule("urgent need", ja="緊急の必要")
def urgent_need(emergency: int, alternative: int) -> int:
    """緊急の必要: an emergency that has no other appropriate remedy (特例承認・緊急承認に共通)."""
    return both(emergency, contrary(alternative))


@rule(
    "special approval in an emergency",
    ja="特例承認",
    says="Special approval (urgent need; on sale in a country of like standards): {result:verdict}.",
    says_ja="特例承認（緊急の必要、同等の水準の外国で流通）: {result:verdict}",
)
def fits_special(emergency: int, alternative: int, abroad: int) -> int:
    """特例承認: urgent need, and the product is on sale in a country whose approval equals Japan's."""
    return both(urgent_need(emergency, alternative), abroad)


@rule(
    "emergency approval",
    ja="緊急承認",
    says="Emergency approval (urgent need; efficacy at least presumed; safety shown; from {first:day}): "
    "{result:verdict}.",
    says_ja="緊急承認（緊急の必要、有効性の推定以上、安全性、{first:day}から）: {result:verdict}",
)
def fits_emergency(on: int, first: int, emergency: int, alternative: int, efficacy: int, safety: int) -> int:
    """緊急承認: urgent need, efficacy presumed at least and safety shown; for a limited time. on, first: days."""
    shown = both(reaching(efficacy, PRESUMED), safety)
    return both(reaching(on, first), both(urgent_need(emergency, alternative), shown))


@rule(
    "conditional approval",
    ja="条件付き承認",
    says="Conditional approval (serious disease; confirmatory trials hard; efficacy at least presumed; safety shown; "
    "from {first:day}): {result:verdict}.",
    says_ja="条件付き承認（重篤な疾病、検証的試験が困難、有効性の推定以上、安全性、{first:day}から）: {result:verdict}",
)
def fits_conditional(
    on: int, first: int, kind: int, serious: int, hard: int, efficacy: int, safety: int
) -> int:
    """条件付き承認: drugs and devices for serious disease whose confirmatory trial is hard to do. on, first: days."""
    shown = both(reaching(efficacy, PRESUMED), safety)
    needed = both(both(serious, hard), shown)
    return both(reaching(on, first), both(contrary(is_value(kind, REGENERATIVE)), needed))


@rule(
    "conditional and time-limited approval",
    ja="条件及び期限付承認",
    says="Conditional and time-limited approval (regenerative, heterogeneous, efficacy at least presumed, safety "
    "shown): {result:verdict}.",
    says_ja="条件及び期限付承認（再生医療等製品、均質でない、有効性の推定以上、安全性）: {result:verdict}",
)
def fits_time_limited(kind: int, heterogeneous: int, efficacy: int, safety: int) -> int:
    """条件及び期限付承認: regenerative products that are not homogeneous, efficacy presumed and safety shown."""
    shown = both(reaching(efficacy, PRESUMED), safety)
    return both(is_value(kind, REGENERATIVE), both(heterogeneous, shown))


@rule("path that fits", ja="該当する承認の経路")
def approval_path(ordinary: int, special: int, emergency: int, conditional: int, time_limited: int) -> int:
    """該当する承認の経路: the first path whose conditions are met; NONE while one that comes before is not known.

    An emergency met by a product on sale abroad comes first: it need not wait for the ordinary dossier.
    """
    if special != FAILED:
        return passed(special, SPECIAL_PATH)
    if ordinary != FAILED:
        return passed(ordinary, ORDINARY_PATH)
    if emergency != FAILED:
        return passed(emergency, EMERGENCY)
    if conditional != FAILED:
        return passed(conditional, CONDITIONAL)
    if time_limited != FAILED:
        return passed(time_limited, TIME_LIMITED)
    return NO_PATH


@rule("number of a path", ja="経路の番号")
def passed(verdict: int, path: int) -> int:
    """経路の番号: the path where its conditions are met, NONE where that is not known."""
    if verdict == MET:
        return path
    return NONE
