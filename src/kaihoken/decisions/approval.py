"""承認の経路の判断: which approval fits a product, what evidence it needs, and since when it exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..engine.tables import Tables
from ..law.approval import (
    CONDITIONAL,
    DEVICE,
    DRUG,
    EMERGENCY,
    NO_PATH,
    ORDINARY_PATH,
    REGENERATIVE,
    SPECIAL_PATH,
    TIME_LIMITED,
    approval_path,
    fits_conditional,
    fits_emergency,
    fits_ordinary,
    fits_special,
    fits_time_limited,
)
from .facts import Fact, Values, of_words
from .form import Decide
from .judge import Judge, Question, Word, dated, figure

PATHS: Final[dict[int, Word]] = {
    NO_PATH: ("none", "該当する経路はありません", "no path fits"),
    ORDINARY_PATH: ("ordinary", "通常の承認", "ordinary approval"),
    SPECIAL_PATH: ("special", "特例承認", "special approval in an emergency"),
    EMERGENCY: ("emergency", "緊急承認", "emergency approval"),
    CONDITIONAL: ("conditional", "条件付き承認", "conditional approval"),
    TIME_LIMITED: ("time_limited", "条件及び期限付承認", "conditional and time-limited approval"),
}
EVIDENCE: Final[dict[int, Word]] = {
    ORDINARY_PATH: ("confirmed", "有効性の確認と安全性", "efficacy confirmed, safety shown"),
    SPECIAL_PATH: (
        "foreign",
        "同等の水準の外国での承認・流通",
        "approval and sale in a country of like standards",
    ),
    EMERGENCY: ("presumed", "有効性の推定と安全性の確認", "efficacy presumed, safety confirmed"),
    CONDITIONAL: (
        "surrogate_and_after",
        "探索的試験・代替指標等による有効性と、市販後の検証",
        "exploratory trials or surrogate endpoints, and confirmation after the market",
    ),
    TIME_LIMITED: (
        "presumed_and_after",
        "安全性と有効性の推定、期限内の検証と改めての申請",
        "safety and presumed efficacy, then confirmation and a new application within the term",
    ),
}
KINDS = {DRUG: "drug", DEVICE: "device", REGENERATIVE: "regenerative"}
NAMES = {
    ORDINARY_PATH: "ordinary",
    SPECIAL_PATH: "special",
    EMERGENCY: "emergency",
    CONDITIONAL: "conditional",
    TIME_LIMITED: "time_limited",
}
DESIGNATIONS = {
    "sakigake": ("先駆的医薬品等の指定", "SAKIGAKE designation"),
    "orphan": ("希少疾病用の指定", "orphan designation"),
}
PRIORITY: Final[Word] = ("priority_review", "優先審査の対象です", "priority review")
NOT_YET: Final[Word] = ("not_yet", "法律上の指定はまだありません", "not yet in the act")
FACTS = (
    of_words(
        "kind", "何の承認ですか。", "What is to be approved?", 0,
        ("drug", "医薬品", "a drug"), ("device", "医療機器", "a device"),
        ("regenerative", "再生医療等製品", "a regenerative product"), opens=True,
    ),
    of_words(
        "efficacy", "有効性はどこまで示されていますか。", "How far is efficacy shown?", 0,
        ("none", "示されていない", "not shown"), ("presumed", "推定される", "presumed"), ("confirmed", "確認された", "confirmed"),
    ),
    Fact("safety", "安全性は示されていますか。", "Is safety shown?"),
    Fact("emergency", "健康被害の拡大を防ぐ緊急の必要がありますか。", "Is there an emergency that harms life and health?"),
    Fact("alternative", "ほかに適当な方法がありますか。", "Is there another appropriate way?"),
    Fact("sold_abroad", "日本と同等の水準の外国で流通していますか。", "Is it on sale in a country of like standards?"),
    Fact("serious", "重篤で有効な治療法が乏しい疾病ですか。", "Is the disease serious, with few treatments?"),
    Fact("hard_to_try", "検証的な試験の実施が困難ですか。", "Can a confirmatory trial hardly be done?"),
    Fact("heterogeneous", "製品の品質が均質ではありませんか。", "Is the product not homogeneous?"),
)  # fmt: skip


def facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: what the five paths ask of a product."""
    return FACTS


def decide(judge: Judge, form: Decide, values: Values) -> None:
    """判断する: each path with its conditions, the first that fits, its evidence, term and first day."""
    on = judge.on.toordinal()
    v = values
    judge.kind = KINDS.get(v["kind"], "drug")
    fits = (
        judge.run(fits_ordinary, v["efficacy"], v["safety"]),
        judge.run(fits_special, v["emergency"], v["alternative"], v["sold_abroad"]),
        judge.run(
            fits_emergency, on, judge.first_day("path_day", "emergency"), v["emergency"], v["alternative"],
            v["efficacy"], v["safety"],
        ),
        judge.run(
            fits_conditional, on, judge.first_day("path_day", "conditional"), v["kind"], v["serious"],
            v["hard_to_try"], v["efficacy"], v["safety"],
        ),
        judge.run(fits_time_limited, v["kind"], v["heterogeneous"], v["efficacy"], v["safety"]),
    )  # fmt: skip
    path = judge.concludes("path", "承認の経路", "path", judge.run(approval_path, *fits), PATHS)
    if not judge.aloud:
        return
    if path in NAMES:
        row = judge.row("path_day", NAMES[path])
        judge.word("evidence", "必要な証拠", "evidence it needs", EVIDENCE[path])
        judge.word("since", "この経路の開始日", "the path exists since", dated(row), row.basis)
    if path in (TIME_LIMITED, EMERGENCY):
        row = judge.row("path_term", NAMES[path])
        judge.line(
            "longest_term", "期限の上限（年）", "longest term, years", figure(row, "years"), "", row.basis
        )
    for name in form.product.designations if form.product is not None else ():
        row = judge.row("path_day", name)
        begun = on >= judge.first_day("path_day", name)
        judge.word(name, *DESIGNATIONS[name], PRIORITY if begun else NOT_YET, row.basis)
        judge.word(
            f"{name}_since", "指定の制度の開始日", "the designation exists since", dated(row), row.basis
        )


QUESTION = Question("product", "承認の経路", "Which approval fits?", facts, decide, ("path_day",))
