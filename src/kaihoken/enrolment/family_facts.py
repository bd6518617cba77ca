"""被扶養者の事実: a relative as the law reads them, and what is asked of them."""

from __future__ import annotations

from datetime import date

from ..errors import Choice
from ..law import dependants as kin
from ..law.enrolment_shapes import (
    IncomeLimit,
    KinRule,
    Relative,
)
from ..law.shapes import NONE
from .facts import At, aged, born, flag, month_of, old, yes_no


def relative(at: At, name: str, on: date, lives_here: bool) -> int:
    """被扶養者としての区分: of a relative on a day. Raises MissingFact."""
    person = at.question.people[name]
    family = person.family
    assert family is not None
    limits: list[IncomeLimit] = [
        at.figures(IncomeLimit, "dependant_income", on, key)
        for key in ("general", "senior_or_disabled", "young")
    ]
    required = at.number("dependant_residence", on, "required").number == 1
    near = NONE
    if family.relation != "other":
        near = 1 - at.figures(KinRule, "kinship", on, family.relation).together
    given = (family.income, family.monthly_income, family.daily_benefit)
    income = at.tried("income", name)
    if any(one is not None for one in given):
        scale = (at.number("dependant_year", on, "months"), at.number("dependant_year", on, "days"))
        income = kin.year_of_income(
            family.income or 0, family.monthly_income or 0, family.daily_benefit or 0, *scale
        )
    stays = person.foreign.activity if person.foreign is not None else "ordinary"
    youth = (at.number("dependant_age", on, "young"), at.number("dependant_age", on, "young_below"))
    insured = at.told(at.question.people[family.of].income, "insured_income", name)
    if insured == NONE and income == 0:
        insured = 1  # somebody insured through work has some income, and any is more than twice nothing
    facts = Relative(
        near=near,
        together=at.told(flag(family.together), "together", name),
        resident=int(lives_here or not required),
        based=int(person.abroad is not None),
        excluded=int(required and stays != "ordinary"),
        old=int(lives_here and old(at, name, on)),
        senior=int(aged(person, name, at.number("dependant_age", on, "senior").number, on)),
        disabled=int(person.disabled),
        young=int(kin.aged_at_year_end(*born(person, name), month_of(on), *youth)),
        spouse=int(family.relation in ("spouse", "de_facto_spouse")),
        income=income,
        contract=NONE if family.contract_income is None else family.contract_income,
        wages_only=int(family.wages_only),
        overshoot=family.overshoots,
        certified=int(family.certificate),
        insured_income=insured,
        remittance=at.told(family.remittance, "remittance", name),
    )
    by_contract = at.number("dependant_judging", on, "contract")
    most = at.number("dependant_judging", on, "overshoots")
    limit = kin.dependant_limit(facts, *limits)
    if family.daily_benefit and limit == limits[2].yen:
        at.teller.note(
            "young_benefit",
            "19歳以上23歳未満の人の失業給付の日額の基準は公表されていません。ここでは年額を360日で割って判定しています。保険者に確認してください。",
            "No daily limit of unemployment benefit is published for those of 19 to 22; here the yearly limit is divided by 360 days: ask the insurer.",
        )
    earned = max(facts.contract if facts.income == NONE else facts.income, 0)

    def choices(fact: int) -> list[Choice]:
        return {
            kin.TOGETHER_FACT: yes_no("同居", "別居", "living together", "living apart"),
            kin.INCOME_FACT: [
                Choice(0, "収入なし", "no income"),
                Choice(limit - 1, f"年{limit:,}円未満", f"less than {limit:,} yen a year"),
                Choice(limit, f"年{limit:,}円以上", f"{limit:,} yen a year or more"),
            ],
            kin.INSURED_INCOME_FACT: [
                Choice(earned * 2 + 1, "被保険者の収入がその2倍を超える", "the insured person has more than twice as much"),
                Choice(earned, "被保険者の収入がそれ以上、2倍まで", "the insured person has as much, up to twice as much"),
                Choice(earned - 1, "被保険者の収入がそれより少ない", "the insured person has less"),
            ],
            kin.REMITTANCE_FACT: [
                Choice(earned + 1, "仕送りが収入より多い", "more than the income is sent"),
                Choice(earned, "仕送りが収入以下", "no more than the income is sent"),
            ],
        }[fact]  # fmt: skip

    return at.run(kin.dependant_standing, on, name, choices, facts, *limits, by_contract, most, [0], 0)
