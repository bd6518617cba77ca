"""請求の周りの数字: figures around a bill: meals, brand drugs, treatment paid first, supplements."""

from __future__ import annotations

from ..engine.tables import Row, Tables
from ..errors import InputError
from ..law.charges import brand_charge, brand_insured, meals_share, refunded_treatment, supplement
from . import form, meals
from .asked import Answer, class_asked, row_of, whole


def meal(ask: form.Ask, law: Tables, month: int) -> Answer:
    """食事療養標準負担額: what the patient pays for meals (`meals`, at most three a day), yen."""
    return _times(meals.meal_row(law, month, class_asked(ask, law, month)[0], ask), ask.meals)


def meal_long_ward(ask: form.Ask, law: Tables, month: int) -> Answer:
    """生活療養の食費: meals of those of 65 and more in long-term wards, yen."""
    return _times(meals.long_ward_row(law, month, class_asked(ask, law, month)[0], ask), ask.meals)


def residence(ask: form.Ask, law: Tables, month: int) -> Answer:
    """生活療養の居住費: residence in long-term wards for `days`, yen."""
    return _times(meals.residence_row(law, month, ask), ask.days)


def _times(row: Row, count: int) -> Answer:
    each = row.values["yen"]
    return (meals_share(count, each) if isinstance(each, int) else each), [row]


def brand_drug(ask: form.Ask, law: Tables, month: int) -> Answer:
    """長期収載品の特別の料金: what a brand drug costs outside insurance, with tax, yen."""
    row = row_of(law.rows("brand_drug", month), "outpatient", "charge")
    brand, generic, part = _brand(ask, row)
    return brand_charge(brand, generic, ask.amount, ask.doses, *part, whole(row.values["tax_percent"])), [row]


def brand_drug_insured(ask: form.Ask, law: Tables, month: int) -> Answer:
    """長期収載品の保険給付の対象となる額: the part of a unit's price that stays insured, hundredths of a yen."""
    row = row_of(law.rows("brand_drug", month), "outpatient", "charge")
    brand, generic, part = _brand(ask, row)
    return brand_insured(brand, generic, *part), [row]


def _brand(ask: form.Ask, row: Row) -> tuple[int, int, tuple[int, int]]:
    if ask.brand_price_sen is None or ask.generic_price_sen is None:
        raise InputError(
            "the prices of the brand drug and of the dearest generic are needed.",
            mend="Add `brand_price_sen:` and `generic_price_sen:`, in hundredths of a yen.",
            ja="先発医薬品と最も高い後発医薬品の薬価が要ります。銭の単位で書き足してください（`brand_price_sen`、`generic_price_sen`）。",
        )
    part = (whole(row.values["numerator"]), whole(row.values["denominator"]))
    return ask.brand_price_sen, ask.generic_price_sen, part


def treatment_abroad(ask: form.Ask, law: Tables, month: int) -> Answer:
    """海外療養費・療養費: what the insurer pays back of treatment that was paid in full, yen."""
    if ask.paid is None or ask.standard is None or ask.share is None:
        raise InputError(
            "what was paid, the domestic standard and the share are needed.",
            mend="Add `paid:`, `standard:` (yen) and `share:` (tenths).",
            ja="支払った額、国内の基準額、負担割合が要ります。書き足してください（`paid`・`standard`は円、`share`は割）。",
        )
    return refunded_treatment(ask.paid, ask.standard, ask.share), []


def society_supplement(ask: form.Ask, law: Tables, month: int) -> Answer:
    """付加給付: what a health insurance society's own rule gives, yen."""
    if ask.paid is None or ask.floor is None:
        raise InputError(
            "what was borne and the society's floor are needed.",
            mend="Add `paid:` and `floor:` (yen).",
            ja="負担した額と、付加給付の基準額が要ります。円で書き足してください（`paid`、`floor`）。",
        )
    return supplement(ask.paid, ask.floor, ask.unit), []
