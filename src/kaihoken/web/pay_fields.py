"""折り畳みの欄: the fields of *What will I pay?* that few need, by the fold in which they stand, as data."""

from __future__ import annotations

from typing import Any

from ..households.check_extras import EXEMPTIONS, REASONS
from ..households.payer_names import KINDS
from .ask_fields import Field

YES_NO = ("yes", "no")

# Of the insurance of a person: what its society gives on top.
SUPPLEMENT = (
    Field("supp_floor", "number", unit="yen", hint=True),
    Field("supp_unit", "number", unit="yen", hint=True),
    Field("supp_per", "pick", ("bill", "household")),
    Field("supp_low", "pick", ("same", "not")),
)
# The insurance that follows: one row for each change.
COVER = (
    Field("since", "day", hint=True),
    Field("then", "pick"),
    Field("then_class", "pick"),
    Field("why", "pick", ("job", "moved", "moved_within_prefecture", "turned_75", "insured_turned_75", "disability", "other")),
)  # fmt: skip
# Months in which a stay under a certificate had a benefit: one row for each hospital.
HOSPITAL = (Field("hospital", hint=True), Field("hospital_months", hint=True))
# What the year to July already took.
YEAR = (
    Field("year", "pick"),
    Field("young", "number", unit="yen", hint=True),
    Field("below", "number", unit="yen"),
    Field("outpatient", "number", unit="yen", hint=True),
    Field("elder", "number", unit="yen", hint=True),
    Field("aided", "number", unit="yen"),
    Field("care", "number", unit="yen", hint=True),
)
BORNE = ("young", "below", "outpatient", "elder", "aided")

# Of a bill: being taken to hospital, and what else there is to say of it.
TRANSPORT = (
    Field("carried", "number", unit="yen"),
    Field("carried_least", "number", unit="yen", hint=True),
    Field("carried_needed", "choice", YES_NO),
    Field("carried_difficult", "choice", YES_NO),
    Field("carried_urgent", "choice", YES_NO),
)
CAUSE = (
    Field("cause", "pick", ("illness", "third_party", "work", "commuting", "self")),
    Field("paid", "number", unit="yen", hint=True),
    Field("first", "pick", ("", "brace", "acupuncture", "massage", "judo", "blood", "abroad", "arrears", "no_card"), hint=True),
    Field("standard", "number", unit="yen", hint=True),
)  # fmt: skip

# Of a charge beside the bill: the fields of each kind, in the names of the form of a case.
CHARGE = {
    "label": Field("label", word="charge_label"),
    "yen": Field("yen", "number", unit="yen", word="charge_yen"),
    "days": Field("days", "number", word="charge_days"),
    "plus_tax": Field("plus_tax", "pick", ("", "yes"), word="charge_tax"),
    "brand_price": Field("brand_price", "number", unit="yen", hint=True),
    "generic_price": Field("generic_price", "number", unit="yen"),
    "a_dose": Field("a_dose", "number", hint=True),
    "doses": Field("doses", "number"),
    "drug_yen": Field("drug_yen", "number", unit="yen"),
    "exempt": Field("exempt", "pick", word="charge_exempt"),
}
CHARGES = {
    "room": ("label", "yen", "days", "plus_tax"),
    "other": ("label", "yen", "days", "plus_tax"),
    "referral_first": ("yen", "plus_tax", "exempt"),
    "referral_return": ("yen", "plus_tax", "exempt"),
    "brand_drug": ("label", "brand_price", "generic_price", "a_dose", "doses", "exempt"),
    "otc_like": ("label", "drug_yen", "exempt"),
}
CASE_NAMES = {
    "label": "name", "plus_tax": "tax", "brand_price": "brand_price_sen", "generic_price": "generic_price_sen",
    "a_dose": "amount",
}  # fmt: skip


def names_of(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The names of fields, in order."""
    return tuple(field.name for field in fields)


def charge_fields(kind: str, lang: str) -> list[Field]:
    """料金の欄: of one kind of charge, with the reasons for which it is not asked for."""
    freed = [(one, REASONS[one][0 if lang == "ja" else 1]) for one in EXEMPTIONS.get(kind, ())]
    return [
        CHARGE[name]._replace(named=tuple(freed), options=("",)) if name == "exempt" else CHARGE[name]
        for name in CHARGES.get(kind, ())
    ]


def charge_name(kind: str, lang: str) -> str:
    """料金の呼び名: a kind of charge as people call it."""
    return KINDS[kind][0 if lang == "ja" else 1]


def told_in(one: dict[str, Any], fields: tuple[Field, ...], at: str, wrong: dict[str, Any]) -> bool:
    """開いておくか: whether anything stands in a fold, or is wrong in it. What holds untold is nothing."""
    told = (
        one[f.name] not in ("", *f.options[:1]) if f.kind == "pick" else one[f.name]
        for f in fields
        if f.name != "year"
    )
    return any(told) or any(f"{at}.{f.name}" in wrong for f in fields)
