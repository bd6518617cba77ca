"""埋葬料・葬祭費: what a death gives, and to whom."""

from __future__ import annotations

from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.allowance_period import claim_alive, in_time
from ..law.funeral import funeral_cost, funeral_payment
from ..law.shapes import NONE, Yen
from . import days, gates
from .form import Funeral
from .lines import cited, claim, claim_years, nothing, unknown, yen
from .pay import YES_NO, Facts

NAMES = {
    "insured": ("埋葬料", "funeral payment"),
    "buried": ("埋葬費", "funeral cost"),
    "dependant": ("家族埋葬料", "funeral payment for a dependant"),
}


def funeral(teller: Teller, facts: Facts, form: Funeral, key: str, where: str) -> list[Group]:
    """埋葬料・埋葬費・家族埋葬料・葬祭費: the answer for a death."""
    scheme = facts.insured.scheme
    death = days.number(form.death, f"{where}.death")
    month = days.month(death)
    if scheme in ("national", "elderly"):
        return [_by_ordinance(teller, facts, form, key, death)]
    whose = form.whose or ("dependant" if scheme == "dependant" else "insured")
    ja, en = NAMES[whose]
    if scheme == "day_labourer":
        return [
            unknown(
                key, ja, en, "day_labourer",
                f"日雇特例被保険者の{ja}（健康保険法136条・143条）は、この計算では扱っていません。",
                f"The {en} of day labourers (健康保険法136条・143条) is not covered here.",
            )
        ]  # fmt: skip
    if form.work_accident:
        return [gates.work_accident(key, ja, en)]
    if stopped := _after_loss(teller, facts, form, whose, key, where, death):
        return [stopped]
    most = teller.figures(Yen, "funeral", month, "death")
    buried = days.given(form.buried, f"{where}.buried")
    lines: list[Line] = []
    counted = death
    if whose == "dependant":
        paid = yen("total", "支給額", "paid in all", teller.tell(funeral_payment, month, most))
        lines.append(cited(teller, paid, "funeral_payment", month))
    else:
        supported = form.supported
        if supported is None:
            supported = teller.need("supported", key, YES_NO) == "yes"
        if supported:
            paid = yen("total", "支給額", "paid in all", teller.tell(funeral_payment, month, most))
            lines.append(cited(teller, paid, "funeral_payment", month))
        else:
            ja, en = NAMES["buried"]
            counted = max(death, buried)
            if form.cost is None:
                lines.append(
                    yen(
                        "total", "支給額", "paid in all", None,
                        "埋葬に要した費用（`cost`）によります。", "It depends on what the burial cost (`cost`).",
                    )
                )  # fmt: skip
            else:
                paid = yen(
                    "total", "支給額", "paid in all", teller.tell(funeral_cost, month, form.cost, most)
                )
                lines.append(cited(teller, paid, "funeral_cost", month))
            lines.append(yen("most", "上限", "at most", most.yen))
    last = days.last_after(counted + 1, claim_years(teller, "funeral", month))
    if form.claimed is not None and not claim_alive(days.number(form.claimed, f"{where}.claimed"), last):
        return [
            nothing(
                key, ja, en, "lapsed",
                f"請求の期限（{days.iso(last)}）を過ぎています（健康保険法193条）。",
                f"The claim lapsed on {days.iso(last)} (健康保険法193条).",
            )
        ]  # fmt: skip
    lines += claim(teller, "funeral", month, last, facts.insured)
    return [Group(key, ja, en, lines)]


def _after_loss(
    teller: Teller, facts: Facts, form: Funeral, whose: str, key: str, where: str, death: int
) -> Group | None:
    """資格喪失後の死亡: why nothing is paid for a death after leaving, or None (健保法105条)."""
    ja, en = NAMES[whose]
    if facts.joined != NONE and death < facts.joined:
        return nothing(
            key, ja, en, "not_insured",
            "亡くなった日は加入の前です。その日に加入していた保険者に請求します。",
            "The death came before this insurance began: claim from the insurer of that day.",
        )  # fmt: skip
    if facts.left == NONE or death <= facts.left or facts.insured.scheme == "voluntary":
        return None
    if whose == "dependant":
        return nothing(
            key, ja, en, "dependant_after_loss",
            f"家族の給付は{days.iso(facts.loss)}の資格喪失で終わります。",
            f"Benefits for dependants end with the loss on {days.iso(facts.loss)}.",
        )  # fmt: skip
    month = days.month(facts.loss)
    months = int(teller.row("after_loss", month, "funeral").values["months"])
    until = days.given(form.continued_until, f"{where}.continued_until")
    same, end = days.same_day(max(facts.loss, until + 1), months)
    last = end if same == NONE else same
    if not teller.tell(in_time, month, death, last):
        return nothing(
            key, ja, en, "after_leaving",
            f"資格喪失（{days.iso(facts.loss)}）または継続給付の終わりから3か月を過ぎた死亡なので、支給されません（健康保険法105条）。",
            f"The death came more than three months after the loss on {days.iso(facts.loss)}, or the end of a continued allowance: nothing is paid (健康保険法105条).",
        )  # fmt: skip
    if death == last:
        teller.note(
            "last_day",
            "期間の最後の日の死亡です。初日を算入しない数え方（民法140条）によります。保険者にご確認ください。",
            "The death is on the last day of the time, counted without its first day (民法140条): ask the insurer to confirm.",
        )
    return None


def _by_ordinance(teller: Teller, facts: Facts, form: Funeral, key: str, death: int) -> Group:
    """葬祭費: by ordinance; the usual range, or the amount given."""
    national = facts.insured.scheme == "national"
    act = "国民健康保険法58条1項" if national else "高齢者の医療の確保に関する法律86条1項"
    teller.note(
        "by_ordinance",
        f"葬祭費は条例で定められます（{act}）。額は市区町村・広域連合にお尋ねください。",
        f"The funeral payment (葬祭費) is set by ordinance ({act}): ask the municipality or the union for the amount.",
    )
    month = days.month(death)
    if form.given is not None:
        lines = [yen("total", "支給額（条例）", "paid, by ordinance", form.given)]
    else:
        row = teller.row("funeral_ordinance", month, "death")
        lines = [
            yen("total", "支給額", "paid in all", None, evidence="unknown"),
            yen("least", "目安の下限", "usually at least", int(row.values["least"]), evidence=row.evidence),
            yen("most", "目安の上限", "usually at most", int(row.values["most"]), evidence=row.evidence),
        ]
    last = days.last_after(death + 1, claim_years(teller, "funeral", month))
    teller.note(
        "claim_start",
        "葬祭費の2年は葬祭を行った日の翌日から数えるのが一般的です。",
        "The two years of a funeral payment by ordinance usually run from the day after the funeral.",
    )
    lines += claim(teller, "funeral", month, last, facts.insured)
    return Group(key, "葬祭費", "funeral payment by ordinance", lines)
