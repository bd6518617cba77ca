"""患者の選択による料金: charges outside insurance that a bill carries: brand and OTC-like drugs, referrals, rooms."""

from __future__ import annotations

from typing import NamedTuple

from ..engine.tables import Row, Tables
from ..errors import InputError
from ..law.charges import brand_charge, brand_insured, otc_charge, with_tax
from ..law.people import school_month
from . import form
from .answer import Extra
from .asked import row_of, whole
from .certificates import names_on, number_of
from .check_extras import DRUGS, REASONS
from .pack import Packed

ADULT_AFTER_SCHOOL = 12 * 12  # months from the April of school to the April after the 18th birthday
ASSISTANCE = 12
DISEASES = (52, 54)
YEN_A_POINT = 10


class _Found(NamedTuple):
    """料金: what one charge comes to, why, and the entries behind."""

    yen: int | None
    note: tuple[str, str] = ("", "")
    rows: tuple[Row, ...] = ()
    least: int | None = None
    deducted: int | None = None


def extras(case: form.Case, packed: Packed, b: int) -> tuple[list[Extra], list[Row]]:
    """患者の選択による料金の額: each charge of a bill, all of it the patient's, with the rows behind."""
    law, month = packed.shelf.tables, packed.bills.month[b]
    found: list[Extra] = []
    rows: list[Row] = []
    for i, charge in enumerate(case.bills[b].charges):
        try:
            one = _one(case, packed, b, charge)
        except InputError as error:
            raise error.at(f"bills[{b}].charges[{i}]") from None
        weakest = next((r for r in one.rows if r.provisional), one.rows[0] if one.rows else None)
        found.append(
            Extra(
                kind=charge.kind,
                yen=one.yen,
                insurer=0,
                programme=0,
                family=one.yen,
                article=_article(law, packed.schemes[b], month, charge.kind, one.rows),
                evidence=weakest.evidence if weakest is not None else "",
                name=charge.name,
                least=one.least,
                deducted=one.deducted,
                note_ja=one.note[0],
                note_en=one.note[1],
            )
        )
        rows += one.rows
    return found, rows


def _one(case: form.Case, packed: Packed, b: int, charge: form.Charge) -> _Found:
    law, month = packed.shelf.tables, packed.bills.month[b]
    if charge.kind in DRUGS:
        row = row_of(law.rows(charge.kind, month), DRUGS[charge.kind], "charge")
        reason = charge.exempt or _exempt(case, packed, b, charge.kind)
        if reason == "":
            ja, en = (
                "18歳に達した年度末までは対象外です。生年月日（`birth`）で決まります。",
                ("It is not charged until the 31 March after the 18th birthday: the birth date settles it."),
            )
            return _Found(None, (ja, en), (row,))
        if reason:
            return _without(reason)
        return (
            _brand(law, month, charge, row) if charge.kind == "brand_drug" else _otc(law, month, charge, row)
        )
    if charge.exempt:
        return _without(charge.exempt)
    if charge.kind in ("referral_first", "referral_return"):
        return _referral(law, month, case.bills[b].kind, charge)
    yen = (charge.yen or 0) * (charge.days or 1)
    return _Found(*_taxed(law, month, charge, yen))


def _article(law: Tables, scheme: str, month: int, kind: str, rows: tuple[Row, ...]) -> str:
    """The article behind a charge; what is no treatment at all has none."""
    if kind == "other":
        return ""
    if kind == "brand_drug" and rows:
        return rows[0].basis
    return law.article("otc_like" if kind == "otc_like" else "chosen", scheme, month)


def _without(reason: str) -> _Found:
    ja, en = REASONS[reason]
    return _Found(0, (f"特別の料金はかかりません: {ja}。", f"No special charge: {en}."))


def _taxed(law: Tables, month: int, charge: form.Charge, yen: int) -> tuple[int, tuple[str, str]]:
    """The charge as asked for, or with the tax that is still to be added."""
    if not charge.tax:
        return yen, ("", "")
    percent = whole(row_of(law.rows("consumption_tax", month), "standard", "tax").values["percent"])
    return with_tax(yen, percent), (f"消費税{percent}%を含みます。", f"With {percent}% consumption tax.")


def _exempt(case: form.Case, packed: Packed, b: int, kind: str) -> str | None:
    """Why a drug's charge is not asked for, as far as the bill itself tells; an empty text where the birth must."""
    bill, month = case.bills[b], packed.bills.month[b]
    if bill.setting == "inpatient":
        return "discharge"
    if kind != "otc_like":
        return None  # those with a subsidy pay for a brand drug like everyone
    programs = {
        number_of(c) for c in case.certificates if c.id in names_on(bill) and isinstance(c.program, int)
    }
    if ASSISTANCE in programs:
        return "public_assistance"
    if programs:
        return "intractable" if programs & set(DISEASES) else "public_subsidy"
    person = case.people[bill.person]
    if person.birth is None and person.age == 18:
        return ""
    school = school_month(packed.bills.birth_month[b], packed.bills.birth_day[b], packed.book.ages)
    return "child" if month < school + ADULT_AFTER_SCHOOL else None


def _brand(law: Tables, month: int, charge: form.Charge, row: Row) -> _Found:
    """長期収載品: the part of the gap to the dearest generic, in points, with tax."""
    brand, generic = charge.brand_price_sen or 0, charge.generic_price_sen or 0
    part = (whole(row.values["numerator"]), whole(row.values["denominator"]))
    yen = brand_charge(brand, generic, charge.amount, charge.doses, *part, whole(row.values["tax_percent"]))
    yen_in, sen = divmod(brand_insured(brand, generic, *part), 100)
    insured = f"{yen_in}.{sen:02d}"
    return _Found(
        yen,
        (
            f"消費税を含みます。1単位のうち{insured}円は保険の対象で、請求の医療費に含まれます。",
            f"With tax. Of each unit {insured} yen stay insured and belong to the bill's cost.",
        ),
        (row,),
    )


def _otc(law: Tables, month: int, charge: form.Charge, row: Row) -> _Found:
    """OTC類似薬: a part of the drug's cost, with tax; the rest stays insured."""
    drug = charge.drug_yen or 0
    tax = row_of(law.rows("consumption_tax", month), "standard", "tax")
    part = (whole(row.values["numerator"]), whole(row.values["denominator"]))
    insured = drug - otc_charge(drug, *part, 0)
    return _Found(
        otc_charge(drug, *part, whole(tax.values["percent"])),
        (
            f"消費税を含みます。薬剤費{drug:,}円のうち{insured:,}円は保険の対象で、請求の医療費に含まれます。",
            f"With tax. Of the drug's {drug:,} yen {insured:,} stay insured and belong to the bill's cost.",
        ),
        (row, tax),
    )


def _referral(law: Tables, month: int, kind: str, charge: form.Charge) -> _Found:
    """紹介状なし: the hospital's own charge, held against the least that large hospitals must ask for."""
    visit = charge.kind.removeprefix("referral_")
    least_row = law.rows("referral", month).get(f"{'dental' if kind == 'dental' else 'medical'}_{visit}")
    points = law.rows("referral_deducted", month).get(visit)
    least = None if least_row is None else whole(least_row.values["yen"])
    deducted = None if points is None else whole(points.values["points"]) * YEN_A_POINT
    rows: list[Row] = []
    yen, ja, en = None, "", ""
    if charge.yen is None:
        ja = f"病院が定める額です。{f'少なくとも{least:,}円です。' if least else ''}病院に確認してください。"
        en = f"The hospital sets it{f', at least {least:,} yen' if least else ''}: ask the hospital. "
    else:
        yen, (ja, en) = _taxed(law, month, charge, charge.yen)
    if least_row is not None and least is not None and (yen is None or yen < least):
        rows.append(least_row)
        if yen is not None:
            ja += f"定額負担の義務がある病院の下限{least:,}円を下回ります。額を確認してください。"
            en += f" It is below the {least:,} yen that hospitals bound to charge must ask for: check the amount. "
    if points is not None and deducted is not None:
        rows.append(points)
        ja += f"定額負担の義務がある病院では、保険の対象から{deducted:,}円が控除されます。請求の医療費は控除後の額です。"
        en += f" Hospitals bound to charge take {deducted:,} yen off the insured cost: the bill's cost is what is left."
    return _Found(yen, (ja, " ".join(en.split())), tuple(rows), least, deducted)
