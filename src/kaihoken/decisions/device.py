"""プログラムの医療機器該当性の判断: is a program a medical device, and who lets it be sold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..engine.tables import Tables
from ..errors import Choice
from ..law.samd import (
    CERTIFIER,
    CLASS_FOUR,
    CLASS_THREE,
    CLASS_TWO,
    EXCLUDED,
    MINISTER,
    NO_DEVICE,
    NOBODY,
    market_gate,
    program_result,
)
from .facts import Fact, Values, of_words
from .form import Decide
from .judge import Judge, Question, Word, dated

RESULTS: Final[dict[int, Word]] = {
    NO_DEVICE: ("not_a_device", "医療機器に該当しません", "not a medical device"),
    EXCLUDED: ("excluded", "一般医療機器相当のため対象外です", "left out as equivalent to class I"),
    CLASS_TWO: ("class_2", "管理医療機器（クラスⅡ）です", "controlled device, class II"),
    CLASS_THREE: ("class_3", "高度管理医療機器（クラスⅢ）です", "specially controlled device, class III"),
    CLASS_FOUR: ("class_4", "高度管理医療機器（クラスⅣ）です", "specially controlled device, class IV"),
}
GATES: Final[dict[int, Word]] = {
    NOBODY: ("none", "承認・認証は要りません", "no approval is needed"),
    CERTIFIER: ("certification", "登録認証機関の認証", "certification by a registered body"),
    MINISTER: ("approval", "厚生労働大臣の承認", "approval by the minister"),
}
FACTS = (
    Fact(
        "medical_purpose",
        "疾病の診断・治療・予防、または身体の構造・機能に影響を及ぼすことが目的ですか。",
        "Is it meant to diagnose, treat or prevent disease, or to affect the body's structure or functions?",
    ),
    of_words(
        "only",
        "次のいずれかだけに使うものですか。",
        "Is it used for one of these alone?",
        0,
        ("none", "いずれでもない", "none of them"),
        ("education", "教育", "education"),
        ("patient_explanation", "患者への説明", "explaining to patients"),
        ("maintenance", "医療機器の保守", "maintenance of devices"),
        ("office_work", "院内業務の支援", "office work of a hospital"),
        ("health_management", "健康管理", "managing the health of healthy people"),
        ("data_handling", "データの保管・転送・表示", "storing, sending or showing data"),
        ("public_knowledge", "公知の情報の再現", "repeating public knowledge"),
    ),
    Fact(
        "own_algorithm",
        "独自のアルゴリズムで、個人の疾病の危険度・診断・治療の案を示しますか。",
        "Does an algorithm of its own give one person's risk, diagnosis or treatment?",
    ),
    Fact("controls_device", "機器を制御しますか。", "Does it control a device?"),
    Fact(
        "risk_class",
        "不具合の影響はどのクラスに相当しますか。",
        "To which class is the effect of a fault equivalent?",
        (
            Choice(1, "クラスⅠ", "class I"),
            Choice(2, "クラスⅡ", "class II"),
            Choice(3, "クラスⅢ", "class III"),
            Choice(4, "クラスⅣ", "class IV"),
        ),
    ),
    Fact("standard", "適合する認証基準がありますか。", "Is there a certification standard for it?"),
)
MEASURES = {
    "program": ("プログラム単体が医療機器となった日", "programs alone became devices"),
    "ai_notice": ("AIを用いた支援と医師法17条の通知", "notice: AI supports, the physician diagnoses"),
    "guideline": ("該当性に関するガイドライン", "guideline on what is a device"),
    "revision": ("ガイドラインの一部改正", "revision of the guideline"),
    "dash": ("DASH for SaMD", "DASH for SaMD"),
    "dash_2": ("DASH for SaMD 2", "DASH for SaMD 2"),
    "idaten": ("変更計画確認手続 (IDATEN)", "plans for later changes confirmed in advance (IDATEN)"),
    "priority": ("優先審査の試行", "trial of priority review"),
    "two_stage": ("二段階承認の考え方", "two-stage approval: first guidance"),
    "two_stage_notice": ("二段階承認の通知", "two-stage approval: notice"),
}


def facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: those of the four steps, in their order."""
    return FACTS


def decide(judge: Judge, form: Decide, values: Values) -> None:
    """判断する: the four steps, then approval or certification, and what measures existed on the day."""
    known = [
        values[name] for name in ("medical_purpose", "only", "own_algorithm", "controls_device", "risk_class")
    ]
    result = judge.run(program_result, *known)
    judge.concludes("result", "該当性", "result", result, RESULTS)
    gate = judge.run(market_gate, result, values["standard"])
    judge.concludes("gate", "承認・認証", "approval", gate, GATES)
    if not judge.aloud:
        return
    judge.row("samd_day", "program")
    if judge.on.toordinal() < judge.first_day("samd_day", "guideline"):
        judge.teller.note(
            "guideline_later",
            "4段階の考え方は2021年3月31日のガイドラインによるもので、その前の日は個別の通知によります。",
            "The four steps are those of the guideline of 2021-03-31; before it single notices held.",
        )
    if form.program is not None and form.program.ai:
        row = judge.row("samd_day", "ai_notice")
        judge.teller.note(
            "ai_diagnosis",
            f"AIを用いた支援でも、診断・治療の主体は医師で、最終的な判断の責任は医師が負います（{row.basis}）。",
            f"With AI support too the physician diagnoses and is responsible for the final decision ({row.basis}).",
        )
    for key, (ja, en) in MEASURES.items():
        if judge.first_day("samd_day", key) <= judge.on.toordinal():
            row = judge.row("samd_day", key)
            judge.word(f"measure_{key}", ja, en, dated(row), row.basis)


QUESTION = Question(
    "program", "プログラムの医療機器該当性", "Is the program a medical device?", facts, decide
)
