"""DX関連の加算の判断: which tier of the digital add-ons a facility reaches on a day, and what is missing for more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..engine.tables import Row, Tables
from ..errors import Choice
from ..law.addons import Tier, tier_reached
from ..law.decisions import FAILED, MET
from ..law.shapes import NONE
from .facts import Fact, Values, of_words
from .form import Decide
from .judge import Judge, Question, Word, figure

KIND = of_words(
    "kind", "医科・歯科・薬局のどれですか。", "Is it medical, dental or a pharmacy?", 0,
    ("medical", "医科", "medical"), ("dental", "歯科", "dental"), ("pharmacy", "薬局", "pharmacy"), opens=True,
)  # fmt: skip
FACTS = (
    Fact("filed", "施設基準を届け出ていますか。", "Are the standards filed?"),
    Fact("e_prescription", "電子処方箋に対応していますか。", "Are electronic prescriptions in use?"),
    Fact("record_sharing", "電子カルテ情報共有サービスに対応していますか。", "Is the sharing of electronic records in use?"),
)  # fmt: skip
SMALL = Fact(
    "small_children",
    "小児科外来診療料を算定し、6歳未満の延患者が3割以上ですか。",
    "Is it a paediatric clinic with three tenths or more of its patients below six?",
)
KINDS = ("medical", "dental", "pharmacy")


def facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: the kind, the systems, and the card use with the thresholds of the day as choices."""
    on = date.fromisoformat(form.on)
    month = on.year * 12 + on.month - 1
    small = law.rows("dx_children", month).values()
    bounds = {figure(r, "percent") for r in (*law.rows("dx_tier", month).values(), *small)}
    choices = tuple(Choice(b, f"{b}%", f"{b}%") for b in sorted({0, *bounds} - {NONE}))
    rate = Fact(
        "card_use",
        "マイナ保険証の利用率は何%ですか。",
        "What is the use of My Number cards, in percent?",
        choices,
    )
    return (KIND, FACTS[0], rate, *((SMALL,) if small else ()), *FACTS[1:])


def tiers(judge: Judge, kind: str) -> list[tuple[int, Row]]:
    """段階: of a kind of facility on the day, the highest points first."""
    rows = judge.teller.law.rows("dx_tier", judge.month)
    found = [(int(key.rsplit("_", 1)[1]), row) for key, row in rows.items() if key.startswith(f"{kind}_")]
    return sorted(found, key=lambda one: (-figure(one[1], "points"), one[0]))


def decide(judge: Judge, form: Decide, values: Values) -> None:
    """判断する: the best tier that is reached, its points, and the other digital add-ons of the day."""
    words: dict[int, Word] = {0: ("none", "該当する段階はありません", "no tier is reached")}
    words |= {n: (str(n), f"加算{n}", f"tier {n}") for n in range(1, 7)}
    if values["kind"] == NONE:
        judge.concludes("tier", "段階", "tier", NONE, words)
        return
    kind = KINDS[values["kind"]]
    best, holding = 0, ""
    for number, row in tiers(judge, kind):
        if "unknown" in row.values.values():
            judge.row("dx_tier", row.key)
            best, holding = NONE, row.key
            break
        tier = Tier(NONE, *(figure(row, n) for n in Tier._fields[1:]))
        small, least = values.get("small_children", 0), NONE
        if lower := judge.teller.law.rows("dx_children", judge.month).get(row.key):
            least = figure(lower, "percent")
            if small == MET:
                judge.row("dx_children", row.key)
        reached = judge.run(
            tier_reached, values["filed"], values["card_use"], small, least, values["e_prescription"],
            values["record_sharing"], tier, of=(row.key, f"加算{number}", f"tier {number}"),
        )  # fmt: skip
        if reached != FAILED:
            best, holding = (number if reached == MET else NONE), row.key
            break
    judge.concludes("tier", "段階", "tier", best, words)
    if not judge.aloud:
        return
    if best > 0:
        ja, en = (
            ("調剤の点数", "points of a prescription")
            if kind == "pharmacy"
            else ("初診の点数", "points of a first visit")
        )
        judge.points("points", ja, en, "dx_tier", holding)
    elif best == 0:
        judge.line("points", "点数", "points", 0, "points")
    if kind == "medical":
        _others(judge, form, best)


def _others(judge: Judge, form: Decide, best: int) -> None:
    """ほかの加算: of a return visit, a stay, and for obtaining medical information."""
    if judge.begun("dx_other", judge.month):
        if best > 0:
            judge.points(
                "return_points",
                "再診の点数（月1回）",
                "points of a return visit, once a month",
                "dx_other",
                "return",
            )
        judge.points(
            "inpatient_points_1",
            "入院初日の点数（加算1）",
            "points of the first day of a stay, tier 1",
            "dx_other",
            "inpatient_1",
        )
        judge.points(
            "inpatient_points_2",
            "入院初日の点数（加算2）",
            "points of the first day of a stay, tier 2",
            "dx_other",
            "inpatient_2",
        )
    shown = form.facility.card_shown if form.facility is not None else None
    if not judge.begun("info_addon", judge.month):
        return
    for key, ja, en in (
        ("first", "初診", "first visit"),
        ("return", "再診（3か月に1回）", "return visit, once in three months"),
    ):
        for card, suffix, ja_card, en_card in (
            (False, "", "マイナ保険証なし", "without a card"),
            (True, "_card", "マイナ保険証あり", "with a card"),
        ):
            if shown is None or shown == card:
                judge.points(
                    f"info_{key}" + ("" if shown is not None else suffix),
                    f"医療情報取得加算 {ja} {ja_card}",
                    f"medical information, {en}, {en_card}",
                    "info_addon",
                    key + suffix,
                )


QUESTION = Question("facility", "DX関連の加算", "Digital add-ons", facts, decide, ("dx_tier",))
