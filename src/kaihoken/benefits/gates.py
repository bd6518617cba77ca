"""対象でない場合: who has no sickness or maternity allowance, in plain words."""

from __future__ import annotations

from ..forms.reply import Group
from ..law.shapes import NONE
from .lines import nothing, unknown
from .pay import Facts


def allowance(facts: Facts, key: str, ja: str, en: str, article: str) -> Group | None:
    """手当金の対象: a group that says why not, or None for an employee or one who was."""
    scheme = facts.insured.scheme
    if scheme in ("national", "elderly"):
        act = "国民健康保険法58条2項" if scheme == "national" else "高齢者の医療の確保に関する法律86条2項"
        return unknown(
            key, ja, en, "by_ordinance",
            f"{ja}は条例や規約で定めた場合だけの任意給付です（{act}）。市区町村・組合・広域連合にお尋ねください。",
            f"Here the {en} exists only where an ordinance or by-law makes it ({act}): ask the municipality, society or union.",
        )  # fmt: skip
    if scheme == "dependant":
        return nothing(
            key, ja, en, "dependant",
            f"{ja}は被保険者本人だけの給付で、被扶養者にはありません（健康保険法{article}）。",
            f"The {en} is for the insured person only; dependants have none (健康保険法{article}).",
        )  # fmt: skip
    if scheme == "day_labourer":
        return unknown(
            key, ja, en, "day_labourer",
            f"日雇特例被保険者の{ja}（健康保険法135条・138条、標準賃金日額の月ごとの合計の最大の45分の1）は、この計算では扱っていません。",
            f"The {en} of day labourers (健康保険法135条・138条: 1/45 of the highest month's standard daily wages) is not covered here.",
        )  # fmt: skip
    if scheme == "voluntary" and facts.left == NONE:
        return nothing(
            key, ja, en, "voluntary",
            f"任意継続被保険者に{ja}はありません（健康保険法99条1項）。退職時に受給していた人は、`left`に在職の最終日を書いてください（104条）。",
            f"Under voluntary continuation there is no {en} (健康保険法99条1項). For one who drew it on leaving, give `left`, the last day of work (104条).",
        )  # fmt: skip
    return None


def work_accident(key: str, ja: str, en: str) -> Group:
    """業務災害: workers' accident insurance pays instead (健保法55条1項)."""
    return nothing(
        key, ja, en, "work_accident",
        f"労災保険などから同じ給付を受けられるときは、健康保険の{ja}はありません（健康保険法55条1項）。労働基準監督署にご相談ください。",
        f"Where workers' accident insurance pays for the same, there is no {en} (健康保険法55条1項): ask the labour standards office.",
    )  # fmt: skip
