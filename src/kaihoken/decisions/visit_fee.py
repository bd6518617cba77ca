"""診察料の判断: what a visit or a day of stay costs in a month, and how much more than before."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine import dates
from ..engine.tables import Tables
from ..errors import InputError
from ..forms.reply import Line
from ..law.addons import difference_yen, visit_points
from ..law.shapes import NONE
from .facts import Fact, Values, of_words
from .form import Decide, Fee
from .judge import Judge, Question, figure

BASE_UP = ("no", "filed", "continuing")
FACTS = (
    of_words(
        "base_up", "ベースアップ評価料を届け出ていますか。", "Are base-up points filed?", 0,
        ("no", "届け出ていない", "no"), ("filed", "届け出ている", "yes"),
        ("continuing", "前から続けて賃上げをしている", "yes, and wages have been raised since before"),
    ),
)  # fmt: skip


def facts(form: Decide, law: Tables) -> Sequence[Fact]:
    """聞く事実: of a visit, whether base-up points are filed."""
    return FACTS if form.fee is not None and form.fee.visit is not None else ()


def decide(judge: Judge, form: Decide, values: Values) -> None:
    """判断する: the points of the month, of the month it is held against, and the difference in yen."""
    fee = form.fee or Fee()
    if (fee.visit is None) == (fee.ward is None):
        raise InputError(
            "a visit or a ward is wanted.",
            "fee",
            "Give `visit: first` or `return`, or `ward:` of a stay.",
            "初診・再診か、入院の病棟のどちらか一方が要ります（`visit: first`か`return`、または`ward:`）。1つを書いてください。",
        )
    months = {"": judge.month}
    if fee.against is not None:
        months["before_"] = dates.month(fee.against)
    if fee.visit is not None:
        found = {k: _visit(judge, fee.visit, values["base_up"], m, k) for k, m in months.items()}
    else:
        found = {k: _ward(judge, str(fee.ward), m, k) for k, m in months.items()}
        _rise(judge)
    if "before_" in found and judge.aloud:
        _difference(judge, found[""] - found["before_"], NONE not in found.values(), fee.share)


def _visit(judge: Judge, visit: str, base_up: int, month: int, key: str) -> int:
    """診察の点数: of a month; a declared hole makes the sum unknown."""
    base = judge.number("visit_fee", visit, "points", month)
    raised = 0
    if base_up == NONE:
        raised = NONE
    elif base_up > 0 and judge.begun("base_up", month):
        raised = judge.number("base_up", f"{BASE_UP[base_up]}_{visit}", "points", month)
    prices = 0
    if judge.begun("price_response", month):
        kind = "home" if visit == "home_same" else visit
        prices = judge.number("price_response", kind, "points", month)
    parts = (base, raised, prices)
    total = visit_points(*parts) if NONE in parts else judge.run(visit_points, *parts)
    if base_up == NONE:
        judge.concludes(f"{key}points", "点数", "points", NONE)
    elif judge.aloud:
        when_ja, when_en = dates.words(month, "ja"), dates.words(month, "en")
        judge.line(f"{key}base", f"{when_ja} 基本の点数", f"{when_en}: basic points", base, "points")
        judge.line(f"{key}base_up", f"{when_ja} ベースアップ評価料", f"{when_en}: base-up", raised, "points")
        judge.line(
            f"{key}price_response", f"{when_ja} 物価対応料", f"{when_en}: price response", prices, "points"
        )
        judge.line(f"{key}points", f"{when_ja} 合計", f"{when_en}: together", total, "points")
    return total


def _ward(judge: Judge, ward: str, month: int, key: str) -> int:
    """入院物価対応料: of a day of stay in a month."""
    when_ja, when_en = dates.words(month, "ja"), dates.words(month, "en")
    names = (f"{key}price_response", f"{when_ja} 入院物価対応料（1日）", f"{when_en}: price response, a day")
    if judge.begun("inpatient_price", month):
        return judge.points(*names, "inpatient_price", ward, month)
    judge.line(*names, 0, "points")
    return 0


def _rise(judge: Judge) -> None:
    """入院料の引上げ幅: the published ranges, once they are law."""
    if not judge.begun("inpatient_rise", judge.month):
        return
    for key, ja, en in (
        ("whole", "入院料の引上げ（1日）", "rise of a day of stay"),
        ("prices", "うち物価への対応（1日）", "of it for prices"),
    ):
        row = judge.row("inpatient_rise", key)
        judge.line(f"{key}_least", f"{ja} 最小", f"{en}, least", figure(row, "least"), "yen", row.basis)
        judge.line(f"{key}_most", f"{ja} 最大", f"{en}, most", figure(row, "most"), "yen", row.basis)


def _difference(judge: Judge, more: int, known: bool, share: int) -> None:
    """差: in points, and what of it the patient pays before the bill is rounded."""
    article = judge.teller.law.article("points_at_counter", "employee", judge.month)
    yen = judge.run(difference_yen, more, share) if known else None
    points = more if known else None
    judge.lines.append(Line("difference_points", "点数の差", "difference", points, "points"))
    judge.lines.append(
        Line(
            "difference_yen",
            f"{share}割負担の人の差額",
            f"difference for a share of {share}0%",
            yen,
            "yen",
            article,
        )
    )


QUESTION = Question("fee", "診察料・入院物価対応料", "Points of a visit or a day of stay", facts, decide)
