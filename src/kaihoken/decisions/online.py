"""離れた診療・服薬指導・販売の判断: is it allowed on the day, is it paid for, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..engine.tables import Tables
from ..errors import Choice
from ..law.addons import points_at_counter
from ..law.decisions import MET, both, either
from ..law.shapes import NONE
from ..law.telemedicine import (
    PHONE,
    OnlineDays,
    VisitAfar,
    guidance_open,
    guidance_special,
    guided_sale,
    hand_over_begun,
    modest_prescription,
    no_narcotics,
    online_allowed,
    online_payable,
    remote_sale,
    seller_hands_over,
    shop_hands_over,
    special_handling,
)
from .facts import Fact, Values, of_words
from .form import Decide
from .judge import Judge, Question, figure

MEANS = of_words(
    "means", "どの手段ですか。", "By which means?", 1,
    ("video", "映像と音声", "picture and sound"), ("phone", "電話", "telephone"), ("text", "文字のみ", "text alone"),
    opens=True,
)  # fmt: skip
VISIT_FACTS: Final = (
    Fact("kind", "初診ですか。", "Is it a first visit?", (Choice(1, "初診", "first"), Choice(0, "再診", "return")), ("return", "first"), True),
    MEANS,
    Fact("family_doctor", "かかりつけの医師による診療ですか。", "Is it the patient's family doctor?"),
    Fact("records", "過去の診療録などで医学的情報が十分にわかりますか。", "Do records tell enough about the patient?"),
    Fact("consulted", "診療前相談をしましたか。", "Was there a consultation before the visit?"),
    Fact("consent", "診療計画を定め、患者の同意を得ましたか。", "Are there a plan and the patient's consent?"),
    Fact("identified", "医師と患者の本人確認をしましたか。", "Were the identities checked?"),
    Fact("trained", "医師はオンライン診療の研修を受けましたか。", "Is the doctor trained for online care?"),
    Fact("notified", "医療法によるオンライン診療の届出をしましたか。", "Is online care notified under the Medical Care Act?"),
    Fact("provider_before", "2026年3月31日までにオンライン診療を行っていましたか。", "Did it give online care before 2026-04-01?"),
    Fact("filed", "情報通信機器を用いた診療の施設基準を届け出ていますか。", "Did the facility file the standards for the online fee?"),
)  # fmt: skip
PRESCRIPTION_FACTS: Final = (
    Fact("narcotics", "麻薬・向精神薬を処方しますか。", "Are narcotics or psychotropics prescribed?"),
    Fact("disease_known", "基礎疾患の情報がありますか。", "Is the underlying disease known?"),
    Fact(
        "high_risk",
        "特に安全管理が必要な薬剤を処方しますか。",
        "Are drugs under special safety management prescribed?",
    ),
)
PRESCRIPTION = ("narcotics", "disease_known", "high_risk", "days")


def _prescribes(form: Decide) -> bool:
    """Whether the form says anything of a prescription."""
    return form.visit is not None and any(getattr(form.visit, n) is not None for n in PRESCRIPTION)


def visit_facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: of the visit; of a prescription where there is one."""
    if not _prescribes(form):
        return VISIT_FACTS
    most = next(iter(law.series["prescription_days"].periods[-1][1].values())).values["days"]
    length = Fact(
        "days",
        "何日分を処方しますか。",
        "For how many days?",
        tuple(Choice(n, f"{n}日分", f"{n} days") for n in (int(most), int(most) + 1)),
    )
    return (*VISIT_FACTS, *PRESCRIPTION_FACTS, length)


def judge_visit(judge: Judge, form: Decide, values: Values) -> None:
    """オンライン診療を判断する: allowed, paid for, what may be prescribed, and the points of the day."""
    v, on = values, judge.on.toordinal()
    days = OnlineDays(
        *(
            judge.first_day("online_day", n)
            for n in ("first_visits", "special", "special_end", "act", "notify_by")
        )
    )
    visit = VisitAfar(
        on, v["kind"], v["means"], v["family_doctor"], v["records"], v["consulted"], v["consent"],
        v["identified"], v["trained"], v["notified"], v["provider_before"],
    )  # fmt: skip
    allowed = judge.concludes("allowed", "診療の可否", "allowed", judge.run(online_allowed, visit, days))
    special = special_handling(on, days.special, days.special_end)
    fees = judge.teller.law.rows("online_points", judge.month)
    seen = MET if figure(fees["first"], "points") != NONE else NONE
    payable = judge.run(online_payable, allowed, v["means"], special, v["filed"], seen)
    judge.concludes("payable", "保険での算定", "paid by insurance", payable)
    if judge.aloud and payable == NONE == seen:
        judge.row("online_points", "return")
    if _prescribes(form):
        most = judge.number("prescription_days", "first_visit", "days")
        lawful = both(
            judge.run(no_narcotics, v["kind"], v["narcotics"]),
            judge.run(modest_prescription, v["kind"], v["disease_known"], v["high_risk"], v["days"], most),
        )
        judge.concludes("prescription", "処方の可否", "prescription", both(allowed, lawful))
    if judge.aloud:
        _visit_points(judge, form, payable, v, special)


def _visit_points(judge: Judge, form: Decide, payable: int, v: Values, special: int) -> None:
    """点数と窓口の額: where the visit is paid for, and of whole bills whose points are given."""
    if payable == MET:
        row = "first" if v["kind"] == 1 else "phone_return" if v["means"] == PHONE else "return"
        if row == "first" and special == MET and (v["means"] == PHONE or v["filed"] != 1):
            row = "special_first"
        ja, en = (
            ("初診の点数", "points of the first visit")
            if v["kind"] == 1
            else ("再診の点数", "points of the return visit")
        )
        judge.points("points", ja, en, "online_points", row)
    if form.visit is None:
        return
    for key, ja, en, points in (
        ("counter", "窓口で支払う額", "paid at the counter", form.visit.points),
        (
            "counter_in_person",
            "対面の場合に窓口で支払う額",
            "paid at the counter in person",
            form.visit.points_in_person,
        ),
    ):
        if points is not None:
            yen = judge.run(points_at_counter, points, form.visit.share)
            article = judge.teller.law.article("points_at_counter", "employee", judge.month)
            judge.line(key, ja, en, yen, "yen", article)


GUIDANCE_FACTS: Final = (
    MEANS,
    Fact(
        "judged_fit",
        "薬剤師がオンラインで適切に行えると判断しましたか。",
        "Does the pharmacist judge it fit?",
    ),
    Fact("seen_before", "以前に対面で服薬指導をしましたか。", "Was there guidance in person before?"),
)


def guidance_facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: of guidance on medicines."""
    return GUIDANCE_FACTS


def judge_guidance(judge: Judge, form: Decide, values: Values) -> None:
    """オンライン服薬指導を判断する: allowed, and its points."""
    v, on = values, judge.on.toordinal()
    law, judgement = (
        judge.first_day("online_day", "guidance_law"),
        judge.first_day("online_day", "guidance_judgement"),
    )
    begun, ended = judge.first_day("online_day", "special"), judge.first_day("online_day", "special_end")
    special = judge.run(special_handling, on, begun, ended)
    ordinary = judge.run(guidance_open, on, law, judgement, v["means"], v["seen_before"], v["judged_fit"])
    allowed = either(ordinary, judge.run(guidance_special, special, v["means"], v["judged_fit"]))
    judge.concludes("allowed", "服薬指導の可否", "allowed", allowed)
    if judge.aloud and allowed == MET:
        again = form.guidance.record_book if form.guidance is not None else None
        for key, ja, en, wanted in (
            (
                "with_record",
                "3か月以内の再来（手帳あり）の点数",
                "points, again within three months with the notebook",
                True,
            ),
            ("other", "それ以外の点数", "points otherwise", False),
        ):
            if again is None or again == wanted:
                judge.points(f"points_{key}" if again is None else "points", ja, en, "guidance_points", key)


SALE_FACTS: Final = (
    of_words(
        "kind", "どの区分の医薬品ですか。", "Which kind of drug?", 1,
        ("general", "一般用医薬品", "general over-the-counter drug"),
        ("guidance_required", "要指導医薬品", "drug that needs guidance"),
        ("special_guidance", "特定要指導医薬品", "drug that needs guidance in person"),
        opens=True,
    ),
    MEANS,
    of_words(
        "handed_over_by", "どこが引き渡しますか。", "Who hands it over?", 1,
        ("seller", "販売する薬局・店舗（配送を含む）", "the pharmacy or shop that sells it, by post too"),
        ("registered_shop", "薬剤師等のいない登録受渡店舗", "a registered shop without a pharmacist"),
        ("other_shop", "その他の店舗", "another shop"),
    ),
    Fact("same_prefecture", "販売する薬局・店舗と受渡店舗は同じ都道府県ですか。", "Are seller and shop in one prefecture?"),
)  # fmt: skip


def sale_facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: of a sale after advice from afar."""
    return SALE_FACTS


def judge_sale(judge: Judge, form: Decide, values: Values) -> None:
    """市販薬の遠隔での販売を判断する: allowed, or still open because the law has not begun."""
    v, on = values, judge.on.toordinal()
    guided = judge.run(guided_sale, on, judge.first_day("online_day", "guided_sale"), v["kind"], v["means"])
    promulgated = judge.first_day("online_day", "hand_over_promulgated")
    begun = judge.run(hand_over_begun, on, promulgated, judge.first_day("hand_over_last", "registered_shop"))
    shop = judge.run(shop_hands_over, v["handed_over_by"], v["means"], v["same_prefecture"])
    posted = judge.run(seller_hands_over, v["handed_over_by"])
    allowed = judge.run(remote_sale, v["kind"], guided, begun, shop, posted)
    judge.concludes("allowed", "販売の可否", "allowed", allowed)


VISIT = Question("visit", "オンライン診療", "Online visit", visit_facts, judge_visit, ("online_day",))
GUIDANCE = Question(
    "guidance",
    "オンライン服薬指導",
    "Online guidance on medicines",
    guidance_facts,
    judge_guidance,
    ("online_day",),
)
SALE = Question(
    "sale",
    "市販薬の遠隔での販売",
    "Remote sale of medicines",
    sale_facts,
    judge_sale,
    ("online_day", "hand_over_last"),
)
