"""緩和ケアの加算の判断: is a palliative add-on due for a disease on a day, and how many points."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.tables import Tables
from ..law.addons import palliative_due
from ..law.decisions import MET
from ..law.shapes import NONE
from .facts import Fact, Values, of_words
from .form import Decide, Palliative
from .judge import Judge, Question, figure

ADDONS = ("team", "clinic", "outpatient", "cancer_pain", "home", "ward")
DISEASES = ("cancer", "aids", "heart", "respiratory", "renal", "other")
FACTS = (
    of_words(
        "addon", "どの加算ですか。", "Which add-on?", 0,
        ("team", "緩和ケア診療加算", "palliative care team for inpatients (A226-2)"),
        ("clinic", "有床診療所緩和ケア診療加算", "palliative care in a clinic with beds (A226-3)"),
        ("outpatient", "外来緩和ケア管理料", "palliative care for outpatients (B001-24)"),
        ("cancer_pain", "がん性疼痛緩和指導管理料", "relief of cancer pain (B001-22)"),
        ("home", "在宅麻薬等注射指導管理料", "injected narcotics at home (C108)"),
        ("ward", "緩和ケア病棟入院料", "palliative care ward (A310)"), opens=True,
    ),
    of_words(
        "disease", "どの疾患ですか。", "Which disease?", 0,
        ("cancer", "悪性腫瘍", "cancer"), ("aids", "後天性免疫不全症候群", "AIDS"),
        ("heart", "心不全", "heart failure"), ("respiratory", "呼吸器疾患", "respiratory disease"),
        ("renal", "腎不全", "renal failure"), ("other", "その他", "another"), opens=True,
    ),
    Fact("end_stage", "通知の基準で末期の状態ですか。", "Is it at its end stage by the criteria of the notice?"),
    Fact("filed", "施設基準を満たし届け出ていますか。", "Does the facility meet and file the standards?"),
)  # fmt: skip


def facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: add-on, disease, stage and facility."""
    return FACTS


def decide(judge: Judge, form: Decide, values: Values) -> None:
    """判断する: whether the disease is named on the day, and the points."""
    if NONE in (values["addon"], values["disease"]):
        judge.concludes("due", "算定の可否", "due", NONE)
        return
    addon, disease = ADDONS[values["addon"]], DISEASES[values["disease"]]
    row = judge.row("palliative_disease", f"{addon}_{disease}")
    cancer = int(disease in ("cancer", "aids"))
    due = judge.run(palliative_due, figure(row, "named"), values["end_stage"], cancer, values["filed"])
    judge.concludes("due", "算定の可否", "due", due)
    if judge.aloud and due == MET:
        _points(judge, addon, form.palliative or Palliative())


def _points(judge: Judge, addon: str, given: Palliative) -> None:
    """緩和ケアの点数: of the add-on with what is added to it."""
    lines: list[tuple[str, str, str, str]] = []
    if addon == "team":
        lines.append(("points", "1日の点数", "points a day", "team_region" if given.region else "team"))
    if addon == "outpatient":
        place = "outpatient_region" if given.region else "outpatient"
        lines.append(("points", "点数", "points", f"{place}_online" if given.online else place))
    if addon == "ward":
        stage = "first" if given.day <= 30 else "second" if given.day <= 60 else "later"
        lines.append(("points", "1日の点数", "points a day", f"ward_{given.ward}_{stage}"))
        if given.emergency and given.day <= 15:
            lines.append(
                (
                    "emergency_points",
                    "緊急入院初期の加算",
                    "points added after urgent admission",
                    "ward_emergency",
                )
            )
        if given.pain:
            lines.append(("pain_points", "疼痛評価の加算", "points added for assessing pain", "ward_pain"))
    if addon in ("clinic", "cancer_pain"):
        lines.append(("points", "点数", "points", addon))
    if addon == "home":
        judge.teller.note(
            "home_points",
            "在宅麻薬等注射指導管理料の点数はこの表にありません。",
            "The points of injected narcotics at home are not in these tables.",
        )
    if given.child and addon in ("team", "outpatient"):
        lines.append(("child_points", "小児の加算", "points added for a child", f"{addon}_child"))
    if given.nutrition and addon == "team":
        lines.append(("nutrition_points", "栄養の加算", "points added for nutrition", "team_nutrition"))
    for key, ja, en, row in lines:
        judge.points(key, ja, en, "palliative_points", row)


QUESTION = Question(
    "palliative", "緩和ケアの加算", "Palliative add-on", facts, decide, ("palliative_disease",)
)
