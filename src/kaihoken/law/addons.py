"""加算: which add-on a facility or a patient reaches, and what a visit costs more."""

from __future__ import annotations

from typing import NamedTuple

from .decisions import MET, both, either, reaching
from .marks import rule
from .rounding import to_ten
from .shapes import NONE


class Tier(NamedTuple):
    """加算の段階: one tier of a digital add-on."""

    entry: int
    points: int
    percent: int  # least use of My Number cards as insurance cards; 0: none is asked
    systems: int  # NO_SYSTEM to BOTH_SYSTEMS


# Electronic systems that a tier asks for.
NO_SYSTEM = 0
E_PRESCRIPTION = 1
ONE_SYSTEM = 2
BOTH_SYSTEMS = 3


@rule(
    "card use reaches the tier",
    ja="マイナ保険証利用率の要件",
    says="Card use of {rate}% against {tier.percent}%: {result:verdict}.",
    says_ja="マイナ保険証利用率{rate}%（要件{tier.percent}%以上）: {result:verdict}",
)
def card_use_reached(rate: int, children: int, least: int, tier: Tier) -> int:
    """マイナ保険証利用率の要件: percent; a tier that asks for none is open to all.

    children: whether it is a clinic of mostly small children; least: what is asked of these, NONE: as of all.
    """
    if tier.percent == 0:
        return MET
    reached = reaching(rate, tier.percent)
    if least == NONE:
        return reached
    return either(reached, both(children, reaching(rate, least)))


@rule(
    "electronic systems of the tier",
    ja="電子処方箋・電子カルテ情報共有の要件",
    says="Electronic prescriptions and shared records as the tier asks: {result:verdict}.",
    says_ja="電子処方箋・電子カルテ情報共有サービスの要件: {result:verdict}",
)
def systems_reached(e_prescription: int, sharing: int, tier: Tier) -> int:
    """電子処方箋・電子カルテ情報共有の要件: none, electronic prescriptions, one of the two systems, or both."""
    if tier.systems == NO_SYSTEM:
        return MET
    if tier.systems == ONE_SYSTEM:
        return either(e_prescription, sharing)
    if tier.systems == BOTH_SYSTEMS:
        return both(e_prescription, sharing)
    return e_prescription


@rule("tier is reached", ja="加算の段階への該当")
def tier_reached(
    filed: int, rate: int, children: int, least: int, e_prescription: int, sharing: int, tier: Tier
) -> int:
    """加算の段階への該当: the facility filed its standards, and card use and systems reach the tier."""
    reached = both(
        card_use_reached(rate, children, least, tier), systems_reached(e_prescription, sharing, tier)
    )
    return both(filed, reached)


@rule(
    "disease of the add-on",
    ja="緩和ケアの対象疾患",
    says="The disease is one that the add-on names on that day: {result:verdict}.",
    says_ja="その日にその加算の対象とされている疾患である: {result:verdict}",
)
def disease_named(named: int) -> int:
    """緩和ケアの対象疾患: 1 where the notice names the disease, 0 where it does not, NONE where it was not seen."""
    return named


@rule(
    "team and place of palliative care",
    ja="緩和ケアの体制",
    says="The facility has the team or ward and filed it: {result:verdict}.",
    says_ja="緩和ケアチーム・病棟などの体制があり届け出ている: {result:verdict}",
)
def palliative_place(filed: int) -> int:
    """緩和ケアの体制: whether the facility meets and filed the standards."""
    return filed


@rule("palliative add-on is due", ja="緩和ケアの加算の可否")
def palliative_due(named: int, end_stage: int, cancer: int, filed: int) -> int:
    """緩和ケアの加算の可否: the disease is named, at its end stage unless it is cancer or AIDS, and the place fits.

    cancer: 1 for cancer and AIDS, which need no end stage.
    """
    stage = either(cancer, late_stage(end_stage))
    return both(disease_named(named), both(stage, palliative_place(filed)))


@rule(
    "end stage of the disease",
    ja="末期の状態",
    says="Heart, lung or kidney disease is at its end stage: {result:verdict}.",
    says_ja="心不全・呼吸器疾患・腎不全は末期である: {result:verdict}",
)
def late_stage(end_stage: int) -> int:
    """末期の状態: whether a disease other than cancer or AIDS is at its end stage, by the criteria of the notice."""
    return end_stage


@rule(
    "points of a visit",
    ja="診察の点数",
    says="Basic fee {base} + base-up {raised} + price response {prices} = {result} points.",
    says_ja="基本の点数{base}＋ベースアップ評価料{raised}＋物価対応料{prices}＝{result}点",
)
def visit_points(base: int, raised: int, prices: int) -> int:
    """診察の点数: first or return visit with the wage and price add-ons, points of 10 yen; NONE where one is not known."""
    if base == NONE or raised == NONE or prices == NONE:
        return NONE
    return base + raised + prices


@rule("yen of a difference in points", ja="点数の差の自己負担")
def difference_yen(points: int, tenths: int) -> int:
    """点数の差の自己負担: what so many points cost the patient, yen, before the bill is rounded; tenths of the share."""
    return points * tenths


@rule("bill in ten yen", ja="窓口で支払う額")
def points_at_counter(points: int, tenths: int) -> int:
    """窓口で支払う額 (健保法75条): the share of a bill of so many points, in tens of yen."""
    return to_ten(points * tenths)
