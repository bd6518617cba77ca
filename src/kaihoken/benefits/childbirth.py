"""出産育児一時金: what a birth gives, who gets it, and what the family pays of the hospital's bill."""

from __future__ import annotations

from ..errors import Choice, InputError, UnknownFigure
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law.allowance_period import claim_alive, in_time, insured_long
from ..law.allowance_shapes import Lump, Pregnancy
from ..law.childbirth import birth_addition, birth_counts, birth_left_over, birth_to_pay, childbirth_sum
from ..law.shapes import NONE
from . import days
from .form import Childbirth
from .lines import cited, claim, claim_years, nothing, unknown, yen
from .pay import YES_NO, Facts, insured_year

NAMES = {
    "insured": ("出産育児一時金", "childbirth lump sum"),
    "dependant": ("家族出産育児一時金", "childbirth lump sum for a dependant"),
}


def childbirth(teller: Teller, facts: Facts, form: Childbirth, key: str, where: str) -> list[Group]:
    """出産育児一時金: the answer for a birth."""
    scheme = facts.insured.scheme
    whose = form.whose or ("dependant" if scheme == "dependant" else "insured")
    ja, en = NAMES[whose]
    birth = days.number(form.birth, f"{where}.birth")
    month = days.month(birth)
    if scheme == "day_labourer":
        return [
            unknown(
                key, ja, en, "day_labourer",
                f"日雇特例被保険者の{ja}（健康保険法137条・144条）は、この計算では扱っていません。",
                f"The {en} of day labourers (健康保険法137条・144条) is not covered here.",
            )
        ]  # fmt: skip
    if scheme == "elderly":
        return [
            nothing(
                key, ja, en, "elderly",
                "後期高齢者医療に出産育児一時金はありません。",
                "The elderly scheme has no childbirth lump sum.",
            )
        ]  # fmt: skip
    if stopped := _after_leaving(teller, facts, whose, birth, key):
        return [stopped]
    pregnancy = teller.figures(Pregnancy, "pregnancy", month, "birth")
    weeks, day = _length(teller, form, pregnancy, key, where)
    if not teller.tell(birth_counts, month, day, pregnancy):
        return [
            nothing(
                key, ja, en, "too_early",
                f"妊娠{pregnancy.days}日未満のため、支給の対象になりません。",
                f"Before day {pregnancy.days} of a pregnancy nothing is paid.",
            )
        ]  # fmt: skip
    if form.claimed is not None:
        last = days.last_after(birth + 1, claim_years(teller, "childbirth", month))
        if not claim_alive(days.number(form.claimed, f"{where}.claimed"), last):
            return [
                nothing(
                    key, ja, en, "lapsed",
                    f"請求の期限（{days.iso(last)}）を過ぎています（健康保険法193条）。",
                    f"The claim lapsed on {days.iso(last)} (健康保険法193条).",
                )
            ]  # fmt: skip
    try:
        lump = teller.figures(Lump, "childbirth", month, "child")
    except UnknownFigure:
        row = teller.row("childbirth", month, "child")
        return [unknown(key, ja, en, "childbirth_in_kind", row.note_in("ja"), row.note_in("en"))]
    return [_amounts(teller, facts, form, lump, pregnancy, weeks, key, birth, whose)]


def _length(teller: Teller, form: Childbirth, pregnancy: Pregnancy, key: str, where: str) -> tuple[int, int]:
    """妊娠の週と日: completed weeks, and which day of the pregnancy it is; asked where neither is given.

    Raises InputError where both are given and do not fit.
    """
    if form.pregnancy_days is not None:
        completed = (form.pregnancy_days - 1) // 7
        if form.weeks not in (None, completed):
            raise InputError(
                f"day {form.pregnancy_days} of a pregnancy is after {completed} completed weeks, not {form.weeks}.",
                f"{where}.pregnancy_days",
                "Keep one of `weeks` and `pregnancy_days`.",
                f"妊娠{form.pregnancy_days}日目は満{completed}週で、{form.weeks}週ではありません。週数（`weeks`）と日数（`pregnancy_days`）の一方を消してください。",
            )
        return completed, form.pregnancy_days
    weeks = form.weeks
    if weeks is None:
        least = (pregnancy.days - 1) // 7
        weeks = int(
            teller.need(
                "weeks",
                key,
                (
                    Choice(
                        pregnancy.weeks, f"妊娠{pregnancy.weeks}週以上", f"{pregnancy.weeks} weeks or more"
                    ),
                    Choice(
                        least,
                        f"妊娠{pregnancy.days}日以上{pregnancy.weeks}週未満",
                        f"from day {pregnancy.days}, below {pregnancy.weeks} weeks",
                    ),
                    Choice(0, f"妊娠{pregnancy.days}日未満", f"before day {pregnancy.days}"),
                ),
            )
        )
    return weeks, weeks * 7 + 1


def _amounts(
    teller: Teller, facts: Facts, form: Childbirth, lump: Lump, pregnancy: Pregnancy, weeks: int, key: str,
    birth: int, whose: str,
) -> Group:  # fmt: skip
    ja, en = NAMES[whose]
    month = days.month(birth)
    national = facts.insured.scheme == "national"
    covered = form.covered
    if covered is None and form.given is None:
        if weeks >= pregnancy.weeks and lump.addition:
            covered = teller.need("covered", key, YES_NO) == "yes"
        else:
            covered = False
    addition = birth_addition(weeks, bool(covered), lump, pregnancy)
    if national and form.given is not None:
        lump, addition = lump._replace(base=form.given), 0
    total = teller.tell(childbirth_sum, month, lump, addition, form.children)
    lines: list[Line] = []
    if not (national and form.given is not None):
        evidence = "inferred" if national else ""
        lines += [
            yen("base", "1児の基本額", "base for a child", lump.base, evidence=evidence),
            yen("addition", "1児の加算", "addition for a child", addition, evidence=evidence),
            yen("each", "1児の額", "for a child", lump.base + addition, evidence=evidence),
        ]
    evidence = "inferred" if national and form.given is None else ""
    paid = yen("total", "支給額", "paid in all", total, evidence=evidence)
    lines.append(cited(teller, paid, "childbirth_sum", month))
    if national:
        teller.note(
            "by_ordinance",
            "国民健康保険の出産育児一時金は条例で定める額です（国民健康保険法58条1項）。多くの市区町村は健康保険と同じ額です。",
            "The lump sum of national insurance is set by ordinance (国民健康保険法58条1項); most municipalities pay the same amount.",
        )
    if form.society_addition:
        lines.append(yen("society", "健保組合の付加金", "the society's own part", form.society_addition))
    if form.cost is not None and form.payment != "after":
        pays = teller.tell(birth_to_pay, month, form.cost, total)
        back = teller.tell(birth_left_over, month, form.cost, total)
        lines += [
            yen("to_pay", "窓口で支払う差額", "to pay the hospital", pays),
            yen("to_claim", "請求できる差額", "left over, to claim", back),
        ]
    elif form.cost is not None:
        lines += [
            yen("to_pay", "窓口で支払う額", "to pay the hospital", form.cost),
            yen("to_claim", "請求できる額", "to claim", total),
        ]
    teller.note(
        "loan",
        "出産費用の支払いのため、一時金の8割を限度に無利子で貸す制度があります（保険者にお尋ねください）。",
        "Up to 80% of the lump sum can be borrowed without interest for the cost of a birth: ask the insurer.",
    )
    last = days.last_after(birth + 1, claim_years(teller, "childbirth", month))
    lines += claim(teller, "childbirth", month, last, facts.insured)
    return Group(key, ja, en, lines)


def _after_leaving(teller: Teller, facts: Facts, whose: str, birth: int, key: str) -> Group | None:
    """資格喪失後: why nothing is paid by this insurer for a birth after leaving, or None."""
    ja, en = NAMES[whose]
    if facts.joined != NONE and birth < facts.joined:
        return nothing(
            key, ja, en, "not_insured",
            "出産日は加入の前です。出産日に加入していた保険者に請求します。",
            "The birth came before this insurance began: claim from the insurer of that day.",
        )  # fmt: skip
    if facts.left == NONE or birth <= facts.left or facts.insured.scheme != "employee":
        return None
    if whose == "dependant":
        return nothing(
            key, ja, en, "dependant_after_loss",
            f"家族の給付は{days.iso(facts.loss)}の資格喪失で終わります。新しい保険者に請求します。",
            f"Benefits for dependants end with the loss on {days.iso(facts.loss)}: claim from the new insurer.",
        )  # fmt: skip
    month = days.month(facts.loss)
    months = int(teller.row("after_loss", month, "childbirth").values["months"])
    same, end = days.same_day(facts.loss, months)
    last = end if same == NONE else same
    loss, needed = insured_year(teller, facts, "childbirth")
    long = teller.tell(insured_long, month, loss, needed)
    if not long or not teller.tell(in_time, month, birth, last):
        return nothing(
            key, ja, en, "after_leaving",
            f"資格喪失（{days.iso(facts.loss)}）後の出産として、この保険者からは支給されません（健康保険法106条）。出産日に加入している保険者に請求します。",
            f"For a birth after the loss on {days.iso(facts.loss)} this insurer pays nothing (健康保険法106条): claim from the insurer of the day of birth.",
        )  # fmt: skip
    if birth == last:
        teller.note(
            "last_day",
            "「資格を喪失した日後6月以内」の最後の日の出産です。初日を算入しない数え方（民法140条）によります。保険者にご確認ください。",
            "The birth is on the last day of the six months after the loss, counted without the first day (民法140条): ask the insurer to confirm.",
        )
    teller.note(
        "one_of_two",
        "資格喪失後の出産育児一時金と、今の保険（家族出産育児一時金を含む）のどちらか一方だけを受けられます。",
        "Only one is paid: this one after leaving, or that of the present insurance, also as a dependant.",
    )
    return None
