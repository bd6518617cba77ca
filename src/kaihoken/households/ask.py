"""数字を問う: single figures of the law, for `ask`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ..engine import dates
from ..engine.book import Shelf
from ..engine.tables import Row, Tables
from ..errors import InputError, UnknownFigure
from ..forms.read import day
from ..law.caps import halved, monthly_cap
from ..law.classes import reaches
from ..law.people import SENIOR, age_group, born_early, share_tenths, shares_at
from ..law.shapes import CAP, NONE, Band
from ..law.subsidies import apportioned_limit
from . import around, form
from .asked import AMOUNTS, Answer, amount_asked, class_asked, of_person, row_of, senior_asked, whole
from .certificates import monthly_limit
from .derive import below_annual_bound
from .field_names import named


def figure(ask: form.Ask, law: Tables, case: form.Case | None = None) -> Answer:
    """数字: the figure asked for and the entries of the tables behind it.

    case: where the people stand, for a question about a person. Yen unless the figure's name says otherwise. Raises InputError for a question the law does not
    know and UnknownFigure for a declared hole.
    """
    if ask.figure not in FIGURES:
        raise InputError(
            f"there is no figure '{ask.figure}'.",
            "ask.figure",
            f"Figures are {', '.join(FIGURES)}.",
            ja=f"「{ask.figure}」という数字はありません。{'、'.join(FIGURES)}のいずれかを書いてください。",
        )
    month, behind = dates.month(ask.on), list[Row]()
    try:
        if ask.person is not None:
            ask, behind = of_person(ask, case or form.Case(), law, month)
        value, rows = FIGURES[ask.figure](ask, law, month)
    except InputError as error:
        raise error.at("ask") from None
    if value == "unknown":
        raise UnknownFigure(rows[0].note_in("en"), ja=rows[0].note_in("ja"))
    return value, [*rows, *behind]


def income_class(ask: form.Ask, law: Tables, month: int) -> Answer:
    """所得区分: the class that follows from remuneration or income."""
    name, senior = class_asked(ask, law, month)
    return name, [Shelf(law).class_row(month, senior, name)]


def _band(row: Row) -> Band:
    v = row.values
    repeat = v.get("repeat", "none")
    return Band(
        NONE,
        CAP,
        whole(v["base"]),
        whole(v.get("threshold", 0)),
        whole(v.get("percent", 0)),
        repeat if isinstance(repeat, int) else NONE,
    )


def _capped(row: Row, ask: form.Ask) -> Answer:
    if row.values["base"] in ("none", "unknown"):
        return row.values["base"], [row]
    return monthly_cap(_band(row), ask.cost or 0, ask.repeat, ask.half), [row]


def monthly(ask: form.Ask, law: Tables, month: int) -> Answer:
    """高額療養費算定基準額: the monthly cap of a class for a cost."""
    name, senior = class_asked(ask, law, month)
    row = Shelf(law).class_row(month, senior, name)
    return _capped(law.rows("cap_70" if senior else "cap_under_70", month)[row.key], ask)


def outpatient(ask: form.Ask, law: Tables, month: int) -> Answer:
    """外来の限度額: the monthly outpatient cap from 70."""
    name, _ = class_asked(_from_70(ask), law, month)
    return _capped(row_of(law.rows("cap_70_outpatient", month), name, "outpatient cap"), ask)


def _from_70(ask: form.Ask) -> form.Ask:
    """The same question of a person from 70."""
    return msgspec.structs.replace(ask, senior=True)


def _yearly(series: str, series_70: str) -> Callable[[form.Ask, Tables, int], Answer]:
    def find(ask: form.Ask, law: Tables, month: int) -> Answer:
        name, senior = class_asked(ask, law, month)
        key = name
        if ask.low_confirmed and name in ("エ", "一般", "一般Ⅰ", "一般Ⅱ") and series.startswith("annual_cap"):
            key = "エ低" if not senior else "一般低"
        row = row_of(law.rows(series_70 if senior else series, month), key, "annual figure")
        return row.values["yen"], [row]

    return find


def lower_annual(ask: form.Ask, law: Tables, month: int) -> Answer:
    """低い年間上限の判定: whether the facts put a household of エ or 一般 under the lower annual cap."""
    amount, field = amount_asked(ask, senior_asked(ask))
    row = row_of(law.rows("annual_low", month), field, "lower annual cap")
    if amount is None:
        raise InputError(
            "the amount that decides is missing.",
            mend=f"Add `{AMOUNTS[field]}:`.",
            ja=f"判定の基になる額がありません。{named(AMOUNTS[field])}を書き足してください。",
        )
    return "lower" if below_annual_bound(row, field, amount) else "ordinary", [row]


def _special(series: str) -> Callable[[form.Ask, Tables, int], Answer]:
    def find(ask: form.Ask, law: Tables, month: int) -> Answer:
        key = "under_70"
        if senior_asked(ask):
            key = "inpatient_70" if ask.setting == "inpatient" else "outpatient_70"
        return _capped(row_of(law.rows(series, month), key, "cap"), ask)

    return find


def designated(ask: form.Ask, law: Tables, month: int) -> Answer:
    """特定疾病の限度額: 10,000 yen, or 20,000 for dialysis below 70 in the upper classes."""
    high = False
    if not senior_asked(ask) and ask.disease not in ("haemophilia", "hiv"):
        name, _ = class_asked(ask, law, month)
        high = bool(Shelf(law).class_row(month, False, name).values["high"])
        if high and ask.disease is None:
            raise InputError(
                "the disease decides in this class.",
                "disease",
                "Write dialysis, haemophilia or hiv.",
                ja="この区分では疾病で上限額が決まります。人工透析（`dialysis`）、血友病（`haemophilia`）、HIV（`hiv`）のいずれかを書いてください。",
            )
    row = row_of(law.rows("cap_designated", month), "dialysis_high" if high else "general", "cap")
    return halved(whole(row.values["base"]), ask.half), [row]


def limit(ask: form.Ask, law: Tables, month: int) -> Answer:
    """自己負担上限月額: the monthly limit of a programme for an income tier."""
    if ask.program is None or ask.tier is None:
        raise InputError(
            "a programme and a tier are needed.",
            mend="Add `program:` and `tier:`.",
            ja="公費の制度（`program`）と所得の階層（`tier`）を書き足してください。",
        )
    value = monthly_limit(law, month, ask.program, ask.tier, ask.category)
    return value, [law.rows(f"limit_{ask.program}", month)[ask.tier]]


def tier(ask: form.Ask, law: Tables, month: int) -> Answer:
    """階層区分: the income tier of a programme for the household's resident tax, or its income."""
    series = TIERS.get(ask.program or 0)
    if series is None or (ask.tax is None and ask.income is None):
        raise InputError(
            "a programme with tiers and the household's tax are needed.",
            mend=f"Programmes with tiers are {', '.join(map(str, TIERS))}; add `tax:`, or `income:` of the untaxed.",
            ja=f"階層のある公費の制度と、世帯の住民税が要ります。階層があるのは{'、'.join(map(str, TIERS))}です。税額（`tax`）か、非課税なら収入（`income`）を書き足してください。",
        )
    rows = law.rows(series, month)
    field, amount = ("tax", ask.tax) if ask.tax is not None else ("income", ask.income)
    found: Row | None = None
    for row in rows.values():
        bound = row.values[field]
        if bound == "unknown":
            return "unknown", [row]
        if bound == "none" or not reaches(amount or 0, whole(bound), field == "income"):
            continue
        if found is None or whole(bound) >= whole(found.values[field]):
            found = row
    if found is None:
        raise InputError(
            "no tier begins at this amount.",
            f"ask.{field}",
            ja="この額に当たる階層はありません。額を確かめてください。",
        )
    return found.key, [found]


def order(ask: form.Ask, law: Tables, month: int) -> Answer:
    """公費の優先順位: the programmes' numbers in their legal order, first to last."""
    rows = sorted(law.rows("program", month).values(), key=lambda r: whole(r.values["order"]))
    return ", ".join(r.key for r in rows), rows


def apportioned(ask: form.Ask, law: Tables, month: int) -> Answer:
    """按分後の自己負担上限月額: one certificate's limit where the household holds several."""
    if ask.limit is None or not ask.household_limits:
        raise InputError(
            "the limit and the other certificates' limits are needed.",
            mend="Add `limit:` and `household_limits:`, the limits of the other certificates.",
            ja="この受給者証の上限額（`limit`）と、世帯のほかの受給者証の上限額（`household_limits`）を書き足してください。",
        )
    every = [ask.limit, *ask.household_limits]
    row = row_of(law.rows("limit_52", month), "上位所得", "limit")
    return apportioned_limit(ask.limit, max(every), sum(every)), [row]


def share(ask: form.Ask, law: Tables, month: int) -> Answer:
    """一部負担金の割合: tenths of the cost, by birth date, scheme and class."""
    if ask.birth is None:
        raise InputError(
            "the birth date is needed.", mend="Add `birth:`.", ja="生年月日（`birth`）を書き足してください。"
        )
    born = day(ask.birth, "the birth date")
    shelf = Shelf(law)
    ages = shelf.book().ages
    at = (born.year * 12 + born.month - 1, born.day)
    group = age_group(*at, month, int(ask.scheme == "elderly"), ages)
    active = above = 0
    rows: list[Row] = []
    if group >= SENIOR:
        name, _ = class_asked(_from_70(ask), law, month)
        row = shelf.class_row(month, True, name)
        rows.append(row)
        active = whole(row.values["active"])
        if ask.scheme == "elderly" and row.values["above"] == "none":
            raise InputError(
                f"class {name} does not tell whether the share is one or two tenths.",
                "class",
                "From 2022-10 write 一般Ⅱ (two tenths) or 一般Ⅰ (one).",
                ja=f"区分「{name}」では1割か2割か決まりません。2022年10月からは「一般Ⅱ」（2割）か「一般Ⅰ」（1割）を書いてください。",
            )
        above = 0 if row.values["above"] == "none" else whole(row.values["above"])
    terms = shelf.terms(month, None, group >= SENIOR, False)
    shares = shares_at(shelf.book().shares, shelf.book().terms[terms].shares)
    rows.append(shelf.entries[shares.entry])
    return share_tenths(group, active, above, born_early(*at, ages), shares), rows


def joining(ask: form.Ask, law: Tables, month: int) -> Answer:
    """合算の対象となる額: the share below 70 from which bills are added up, yen."""
    row = row_of(law.rows("joining", month), "under_70", "figure")
    return halved(whole(row.values["yen"]), ask.half), [row]


def repeat_needed(ask: form.Ask, law: Tables, month: int) -> Answer:
    """多数回該当の月数: earlier benefit months that make a repeat month."""
    row = row_of(law.rows("repeat", month), "months", "figure")
    return row.values["needed"], [row]


TIERS = {
    54: "tax_tier_intractable",
    52: "tax_tier_intractable",
    15: "tax_tier_self_reliance",
    16: "tax_tier_self_reliance",
    21: "tax_tier_self_reliance",
    38: "tax_tier_hepatitis",
}

FIGURES: dict[str, Callable[[form.Ask, Tables, int], Answer]] = {
    "monthly_cap": monthly,
    "outpatient_cap": outpatient,
    "subsidised_cap": _special("cap_subsidised"),
    "assistance_cap": _special("cap_assistance"),
    "designated_cap": designated,
    "annual_cap": _yearly("annual_cap_under_70", "annual_cap_70"),
    "lower_annual_cap": lower_annual,
    "outpatient_annual_cap": _yearly("annual_outpatient", "annual_outpatient"),
    "care_sum_limit": _yearly("care_sum_under_70", "care_sum_70"),
    "income_class": income_class,
    "share": share,
    "monthly_limit": limit,
    "income_tier": tier,
    "apportioned_limit": apportioned,
    "subsidy_order": order,
    "joining_amount": joining,
    "repeat_months": repeat_needed,
    "meal": around.meal,
    "meal_long_ward": around.meal_long_ward,
    "residence": around.residence,
    "brand_drug_charge": around.brand_drug,
    "brand_drug_insured": around.brand_drug_insured,
    "treatment_refund": around.treatment_abroad,
    "society_supplement": around.society_supplement,
}
