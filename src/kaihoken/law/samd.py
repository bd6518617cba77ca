"""プログラムの医療機器該当性: whether a program is a medical device, in the four steps of the guideline."""

from __future__ import annotations

from .decisions import FAILED, MET, both, contrary, either, is_value, reaching
from .marks import rule
from .shapes import NONE

# What a program only does; a program that does none of these goes on to the next step.
NOTHING_LISTED = 0

# Results, in the order of the steps.
NO_DEVICE = 0
EXCLUDED = 1
CLASS_TWO = 2
CLASS_THREE = 3
CLASS_FOUR = 4

# Who lets it be sold.
NOBODY = 0
CERTIFIER = 1
MINISTER = 2


@rule(
    "medical purpose",
    ja="医療機器の目的性",
    says="Step 1: it is meant to diagnose, treat or prevent disease, or to affect the body's structure or functions: "
    "{result:verdict}.",
    says_ja="第1段階 疾病の診断・治療・予防に使うこと、または身体の構造・機能に影響を及ぼすことを目的とする: {result:verdict}",
)
def medical_purpose(purpose: int) -> int:
    """医療機器の目的性 (薬機法2条4項): whether the purpose is that of a medical device; met, failed or not known."""
    return purpose


@rule(
    "not merely a listed use",
    ja="除外される使用のみでないこと",
    says="Step 2: it does more than teach, explain, maintain, run the office, support healthy people, store or show "
    "data, or repeat public knowledge: {result:verdict}.",
    says_ja="第2段階 教育・説明・保守・院内業務・健康管理・データの保管や表示・公知の情報の再現だけのものではない: {result:verdict}",
)
def beyond_listed_use(only: int) -> int:
    """除外される使用のみでないこと: whether the program does more than the uses that make no device.

    only: NOTHING_LISTED, or the number of the one use it has.
    """
    return is_value(only, NOTHING_LISTED)


@rule(
    "own processing for one person, or control of a device",
    ja="独自の処理または機器の制御",
    says="Step 3: by an algorithm of its own it gives one person's risk, diagnosis or treatment, or it controls a "
    "device: {result:verdict}.",
    says_ja="第3段階 独自のアルゴリズムで個人の疾病の危険度・診断・治療の案を示すか、機器を制御する: {result:verdict}",
)
def own_processing(algorithm: int, controls: int) -> int:
    """独自の処理または機器の制御: whether the program works on data in its own way for a person, or drives a device."""
    return either(algorithm, controls)


@rule(
    "risk of class II or above",
    ja="クラスⅡ以上のリスク",
    says="Step 4: a fault could affect life or health as in class II or above: {result:verdict}.",
    says_ja="第4段階 不具合があれば人の生命・健康に影響を与えるおそれがある（クラスⅡ以上相当）: {result:verdict}",
)
def risk_above_first_class(risk: int) -> int:
    """クラスⅡ以上のリスク (薬機法施行令1条・別表第1): class I equivalents are left out of the law. risk: class 1 to 4."""
    return reaching(risk, CLASS_TWO)


@rule("result for a program", ja="プログラムの医療機器該当性")
def program_result(purpose: int, only: int, algorithm: int, controls: int, risk: int) -> int:
    """プログラムの医療機器該当性: NO_DEVICE, EXCLUDED, the class of the device, or NONE while a fact is missing."""
    candidate = both(
        medical_purpose(purpose), both(beyond_listed_use(only), own_processing(algorithm, controls))
    )
    if candidate == FAILED:
        return NO_DEVICE
    risky = risk_above_first_class(risk)
    if candidate != MET or risky == NONE:
        return NONE
    if risky == FAILED:
        return EXCLUDED
    return risk


@rule(
    "who lets it be sold",
    ja="承認・認証の別",
)
def market_gate(result: int, standard: int) -> int:
    """承認・認証の別: a registered body certifies class II and III that a standard covers; the minister approves the rest.

    result: of `program_result`; standard: whether a certification standard covers it (薬機法23条の2の23, 23条の2の5).
    """
    if result == NONE:
        return NONE
    if result < CLASS_TWO:
        return NOBODY
    if result == CLASS_FOUR or contrary(standard) == MET:
        return MINISTER
    if standard == NONE:
        return NONE
    return CERTIFIER
