"""事実: what a question asks about, coded as the law reads it, with the answers that may be given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import Choice
from ..law.shapes import NONE

YES_NO = (Choice(1, "はい", "yes"), Choice(0, "いいえ", "no"))

Values = Mapping[str, int]


class Fact(NamedTuple):
    """事実: its name in the form, how it is asked, and the possible answers as the law's codes."""

    name: str
    ja: str
    en: str
    choices: tuple[Choice, ...] = YES_NO
    words: tuple[str, ...] = ()  # the form's words for the codes, from the first choice's code upward
    opens: bool = False  # it decides which other facts are used, and so is asked first


def coded(fact: Fact, value: Any) -> int:
    """事実の値: what the form gives, as the law's code; NONE where it gives nothing."""
    if value is None:
        return NONE
    if isinstance(value, str):
        return fact.words.index(value) + min(int(c.value) for c in fact.choices)
    return int(value)


def of_words(
    name: str, ja: str, en: str, first: int, *answers: tuple[str, str, str], opens: bool = False
) -> Fact:
    """選択肢のある事実: a fact with words; each answer is its word in the form, in Japanese and in English."""
    choices = tuple(Choice(first + n, a[1], a[2]) for n, a in enumerate(answers))
    return Fact(name, ja, en, choices, tuple(a[0] for a in answers), opens)


def answers(fact: Fact) -> tuple[Choice, ...]:
    """答えの言葉: the answers as they stand alone: yes and no with what they answer."""
    if fact.choices is not YES_NO:
        return fact.choices
    ja, en = SHORT[fact.name]
    return tuple(Choice(c.value, f"{ja}: {c.ja}", f"{en}: {c.en}") for c in fact.choices)


# What a yes or a no answers, in few words.
SHORT = {
    "medical_purpose": ("医療の目的", "medical purpose"),
    "own_algorithm": ("独自のアルゴリズム", "own algorithm"),
    "controls_device": ("機器の制御", "controls a device"),
    "standard": ("認証基準", "certification standard"),
    "safety": ("安全性", "safety"),
    "emergency": ("緊急の必要", "emergency"),
    "alternative": ("ほかの方法", "another way"),
    "sold_abroad": ("外国での流通", "on sale abroad"),
    "serious": ("重篤な疾病", "serious disease"),
    "hard_to_try": ("試験が困難", "trial hard to do"),
    "heterogeneous": ("均質でない", "not homogeneous"),
    "family_doctor": ("かかりつけの医師", "family doctor"),
    "records": ("十分な医学的情報", "records"),
    "consulted": ("診療前相談", "consultation before"),
    "consent": ("計画と同意", "plan and consent"),
    "identified": ("本人確認", "identities checked"),
    "trained": ("医師の研修", "doctor trained"),
    "notified": ("医療法の届出", "notified"),
    "provider_before": ("以前から実施", "provider of before"),
    "filed": ("施設基準の届出", "filed"),
    "narcotics": ("麻薬・向精神薬", "narcotics"),
    "disease_known": ("基礎疾患の情報", "disease known"),
    "high_risk": ("安全管理が必要な薬剤", "high-risk drug"),
    "judged_fit": ("薬剤師の判断", "judged fit"),
    "seen_before": ("対面での指導の後", "seen before"),
    "same_prefecture": ("同じ都道府県", "same prefecture"),
    "small_children": ("小児科特例", "small children"),
    "e_prescription": ("電子処方箋", "electronic prescriptions"),
    "record_sharing": ("電子カルテ情報共有", "shared records"),
    "end_stage": ("末期", "end stage"),
}
