"""現金給付に答える: each benefit that is asked for, with what stays after leaving."""

from __future__ import annotations

from ..engine.tables import Tables, tables
from ..errors import InputError
from ..forms.outcomes import Questions, replied
from ..forms.reply import Group, Reply
from ..forms.teller import Teller
from ..law.allowance_period import insured_long
from ..law.shapes import NONE
from . import days
from .childbirth import childbirth
from .form import Benefits, Childbirth, Funeral, Maternity, Sickness
from .funeral import funeral
from .lines import day, word
from .maternity import maternity
from .pay import Facts, facts_of, insured_year
from .sickness import sickness

QUESTIONS: Questions = {
    "twelve_months": (
        "支給開始月までに、今の保険者での加入が12か月以上ありますか（`insured.joined`）。",
        "Is the person insured with this insurer for 12 months or more up to the month of the first payment (`insured.joined`)?",
    ),
    "insured_year": (
        "資格喪失日の前日まで、引き続き1年以上被保険者でしたか（任意継続の期間を除く。`insured.joined`）。",
        "Was the person insured for a year or more without a break until the day before the loss (without voluntary continuation; `insured.joined`)?",
    ),
    "weeks": (
        "出産は妊娠何週でしたか（{0}の`weeks`）。",
        "How many completed weeks had the pregnancy lasted (`weeks` of {0})?",
    ),
    "covered": (
        "産科医療補償制度に加入している医療機関での出産ですか（{0}の`covered`）。",
        "Does the institution pay into the obstetric compensation system (`covered` of {0})?",
    ),
    "supported": (
        "亡くなった人に生計を維持されていた人が埋葬を行いますか（{0}の`supported`）。",
        "Does somebody whom the dead person supported bury them (`supported` of {0})?",
    ),
}


def answer(form: Benefits, *, strict: bool = False, law: Tables | None = None) -> Reply:
    """現金給付に答える: the reply to a form; while a fact is missing its possible outcomes.

    Raises InputError where the form contradicts itself, ProvisionalFigure under strict.
    """
    return replied(lambda teller: _reply(teller, form), law or tables(), QUESTIONS, strict, form.facts)


def _reply(teller: Teller, form: Benefits) -> Reply:
    facts = facts_of(form.insured)
    if form.insured.scheme in ("national", "elderly"):
        teller.scheme = form.insured.scheme
    kinds = [type(one).__name__.lower() for one in form.benefits]
    keys = []
    for n, kind in enumerate(kinds):
        nth = kinds[: n + 1].count(kind)
        keys.append(kind if nth == 1 else f"{kind}_{nth}")
    found: dict[int, list[Group]] = {}
    gross: dict[int, int] = {}
    # The maternity allowance comes first: what it gives is taken off the sickness allowance (健保法103条).
    for n, one in enumerate(form.benefits):
        where = f"benefits[{n}]"
        if isinstance(one, Maternity):
            found[n], days_of = maternity(teller, facts, one, keys[n], where)
            if gross.keys() & days_of.keys():
                raise InputError(
                    "two births give a maternity allowance for the same day.",
                    where,
                    "Check the dates.",
                    "2つの出産の出産手当金が同じ日に重なります。日付を確かめてください。",
                )
            gross |= days_of
        elif isinstance(one, Childbirth):
            found[n] = childbirth(teller, facts, one, keys[n], where)
        elif isinstance(one, Funeral):
            found[n] = funeral(teller, facts, one, keys[n], where)
    for n, one in enumerate(form.benefits):
        if isinstance(one, Sickness):
            found[n] = sickness(teller, facts, one, keys[n], f"benefits[{n}]", gross)
    groups = [group for n in sorted(found) for group in found[n]]
    if facts.left != NONE and form.insured.scheme in ("employee", "voluntary"):
        groups.append(_after(teller, facts))
    if kinds.count("sickness") > 1:
        teller.note(
            "two_illnesses",
            "傷病が2つ以上あるときは、それぞれの待期と支給期間を別に数えます。同じ日には、多い方の傷病手当金だけが支給されますが（施行規則84条の2第7項）、ここではそれぞれ単独で計算しています。",
            "Each illness has its own waiting and period. For one day only the higher of two sickness allowances is paid (施行規則84条の2第7項); here each is reckoned alone.",
        )
    teller.note(
        "tax_free",
        "現金給付には税金がかかりません（健康保険法62条、国民健康保険法68条）。",
        "Benefits in cash are free of tax (健康保険法62条, 国民健康保険法68条).",
    )
    return teller.reply(groups, form)


def _after(teller: Teller, facts: Facts) -> Group:
    """資格喪失後に残るもの: until when each benefit can still arise."""
    month = days.month(facts.loss)
    lines = [day("loss", "資格喪失日", "day of loss", facts.loss)]
    rows = {kind: teller.row("after_loss", month, kind) for kind in ("childbirth", "funeral")}
    until = {}
    for kind, row in rows.items():
        same, end = days.same_day(facts.loss, int(row.values["months"]))
        until[kind] = end if same == NONE else same
    long = facts.joined != NONE and insured_long(*insured_year(teller, facts, "allowance"))
    if facts.joined != NONE:
        yes = ("yes", "あり", "yes") if long else ("no", "なし", "no")
        lines.append(
            word("insured_year", "引き続き1年以上の被保険者期間", "insured for a year or more", *yes)
        )
    if facts.insured.scheme == "voluntary":
        teller.note(
            "voluntary_covers",
            "任意継続の間は、出産育児一時金・埋葬料を被保険者として受けられます。傷病手当金・出産手当金は、退職前からの継続給付だけです。",
            "Under voluntary continuation the childbirth lump sum and the funeral payment are those of an insured person; of the sickness and maternity allowances only what continues from before leaving is paid.",
        )
        return Group("after_leaving", "資格喪失後に残る給付", "what stays after leaving", lines)
    if long:
        lines.append(
            day(
                "childbirth_until",
                "出産育児一時金：この日までの出産",
                "childbirth lump sum: births until",
                until["childbirth"],
            )
        )
    lines.append(
        day("funeral_until", "埋葬料：この日までの死亡", "funeral payment: deaths until", until["funeral"])
    )
    teller.note(
        "stops_on_leaving",
        f"家族の給付と健保組合の付加給付は、原則として{days.iso(facts.loss)}の資格喪失で終わります。傷病手当金・出産手当金は、1年以上被保険者で、最終日に受給中（受給できる状態）の人だけ続きます（健康保険法104条）。",
        f"Benefits for dependants, and as a rule a society's supplements, end with the loss on {days.iso(facts.loss)}. The sickness and maternity allowances continue only for one insured a year or more who drew them, or could, on the last day (健康保険法104条).",
    )
    return Group("after_leaving", "資格喪失後に残る給付", "what stays after leaving", lines)
