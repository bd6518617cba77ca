"""請求の周りの形: the parts of a case around the bill: meals, charges, transport, a supplement, a waiver."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Form, Yen


class Meals(Form):
    """食事と居住: meals of an inpatient bill, and the days in a long-term ward.

    standard: what one meal costs in all (基準額), yen, where the hospital states it. hospital: 1 where
    the meals are those of 食事療養(Ⅰ)・生活療養(Ⅰ), else 2. liquid: liquid food only.
    """

    count: Annotated[int, Meta(ge=0)]
    standard: Yen | None = None
    hospital: Literal[1, 2] = 1
    liquid: bool = False
    over_90_days: bool = False
    intractable: bool = False
    long_ward: bool = False
    days: Annotated[int, Meta(ge=0)] | None = None
    high_need: bool = False
    welfare_pension: bool = False


Exempt = Literal[
    "medical_need", "out_of_stock", "justified", "no_otc_use", "child", "cancer", "intractable",
    "public_subsidy", "public_assistance", "discharge", "procedure", "long_term", "pregnancy",
]  # fmt: skip


class Charge(Form):
    """患者の選択による料金: a charge outside insurance: which fields it needs depends on the kind.

    yen: as asked for; a day, for a room. tax: consumption tax is still to be added to it.
    """

    kind: Literal["brand_drug", "otc_like", "referral_first", "referral_return", "room", "other"]
    name: str = ""
    yen: Yen | None = None
    tax: bool = False
    days: Annotated[int, Meta(ge=1)] | None = None
    drug_yen: Yen | None = None
    brand_price_sen: Yen | None = None  # prices in hundredths of a yen, as 15.20 yen = 1520
    generic_price_sen: Yen | None = None
    amount: Annotated[int, Meta(ge=1)] = 1
    doses: Annotated[int, Meta(ge=1)] = 1
    exempt: Exempt | None = None


class Transport(Form):
    """移送: being taken to or between hospitals: what it cost, and the three conditions (規則81条)."""

    actual: Yen
    economical: Yen | None = None  # the most economical normal way, as the insurer reckons it
    needed: bool | None = None  # for proper insured treatment
    difficult: bool | None = None  # moving by oneself was very difficult
    urgent: bool | None = None  # urgent, or otherwise unavoidable


class Supplement(Form):
    """付加給付: what a health insurance society gives above its floor, by its own rule.

    per: reckoned for each bill, or for the household's month. unit: yen; parts of it are dropped.
    """

    floor: Yen
    unit: Annotated[int, Meta(ge=1)] = 100
    per: Literal["bill", "household"] = "bill"
    not_for_low_income: bool = False


class Waiver(Form):
    """一部負担金の減免: the insurer waives the patient's share after a disaster or for hardship.

    tenths_left: tenths of the share that are still paid; 0: all is waived. from, to: first and last day.
    """

    kind: Literal["disaster", "hardship"]
    tenths_left: Annotated[int, Meta(ge=0, le=9)] = 0
    from_: Day | None = field(name="from", default=None)
    to: Day | None = None
