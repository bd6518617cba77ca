"""患者の支払い: what a patient pays for an insured item: a household case, settled by the law room.

The price becomes points as on the claim, and these the cost; nothing else of the treatment is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine.tables import Tables
from ..errors import InputError
from ..households.answer import Settlement
from ..households.form import Case
from ..households.read import parse
from ..households.settle import settle
from ..law.charges import drug_points
from ..law.rounding import half_up
from .criteria import age_on
from .entry import Entry, Price
from .form import Patient

POINT = 10  # yen
SEN = 100  # hundredths of a yen
OLD = 75
SENIOR = 70


@dataclass(frozen=True, slots=True)
class Pays:
    """支払い: of one class, in yen: borne in the month and left after the year, without and with certificates.

    year, aided_year: left when everything certain has come back; may_be_due: what may come back besides.
    """

    name: str  # of the class; empty as the facts give it
    month: int
    year: int
    aided: int
    aided_year: int
    may_be_due: int
    settled: Settlement


def points_of(entry: Entry, prices: Sequence[Price]) -> int | None:
    """点数: points on the claim for one course; None where a price or a count is not known."""
    total = 0
    for price in prices:
        if price.amount is None or isinstance(price.count, str):
            return None
        if isinstance(price.points, int):
            total += price.points * price.count
            continue
        sen = price.sen if isinstance(price.sen, int) else int(price.amount) * SEN
        # what is used together is one item of the claim
        sen *= price.count
        total += drug_points(sen) if entry.claim == "drug" else half_up(sen, POINT * SEN)
    return total if prices else None


def age_of(patient: Patient, day: date) -> int | None:
    """年齢: completed years on the day of treatment; None where nothing tells."""
    if patient.birth is not None:
        try:
            age = age_on(date.fromisoformat(patient.birth), day)
        except ValueError:
            raise InputError(
                f"{patient.birth} is not a day of the calendar.",
                "patient.birth",
                "Write it as 2020-11-03.",
                f"{patient.birth}という日はありません。生年月日は2020-11-03のように書いてください。",
            ) from None
        if patient.age not in (None, age):
            raise InputError(
                f"born on {patient.birth} the patient is {age} on {day}, not {patient.age}.",
                "patient.age",
                "Keep `birth`, or mend one of the two.",
                f"{patient.birth}生まれの患者は{day}に{age}歳で、{patient.age}歳ではありません。生年月日だけを残すか、どちらかを直してください。",
            )
        return age
    return patient.age


def scheme_of(patient: Patient, age: int | None) -> str:
    """保険: as given, or that of the age."""
    return patient.insurer or ("elderly" if age is not None and age >= OLD else "employee")


def classes_of(law: Tables, day: date, patient: Patient) -> list[str]:
    """所得区分: the classes that exist for this patient in the month."""
    age = age_of(patient, day)
    senior = age is not None and age >= SENIOR
    names = list(law.rows("class_70" if senior else "class_under_70", day.year * 12 + day.month - 1))
    if scheme_of(patient, age) != "elderly":
        return [name for name in names if name not in ("一般Ⅱ", "一般Ⅰ")]
    return [name for name in names if name != "一般" or "一般Ⅱ" not in names]


def pays(entry: Entry, day: date, points: int, patient: Patient, name: str, law: Tables) -> Pays | None:
    """支払い: of a class, or as the patient's own facts give it; None while the class is not known.

    Raises InputError as settling does.
    """
    with_all = _settled(entry, day, points, patient, name, law, bare=False)
    if with_all.range is not None:
        return None
    plain = _settled(entry, day, points, patient, name, law, bare=True) if patient.certificates else with_all
    if plain.range is not None:
        return None
    month, year, _ = _left(plain)
    return Pays(name, month, year, *_left(with_all), with_all)


def _left(settled: Settlement) -> tuple[int, int, int]:
    """Borne in the month, left after what surely comes back for the year, and what may come back besides."""
    borne = sum(bill.borne for bill in settled.bills)
    refunds = [refund for year in settled.years for refund in year.refunds]
    certain = sum(refund.yen for refund in refunds if refund.certain)
    return borne, borne - certain, sum(refund.yen for refund in refunds if not refund.certain)


def case_of(entry: Entry, day: date, points: int, patient: Patient, name: str, bare: bool) -> Case:
    """世帯の事例: the household case that is settled."""
    age = age_of(patient, day)
    kind = scheme_of(patient, age)
    insurer: dict[str, Any] = {"kind": kind}
    senior = age is not None and age >= SENIOR and kind == "employee"
    if name:
        insurer |= {"class": name} | ({"elder_class": name} if senior else {})
    else:
        given = {"class": patient.class_} | ({"elder_class": patient.class_} if senior else {})
        for field in ("standard_remuneration", "assessable_income", "taxable_income", "resident_tax"):
            given[field] = getattr(patient, field)
        insurer |= {key: value for key, value in given.items() if value is not None}
    if patient.low_confirmed:
        insurer["low_confirmed"] = True
    person: dict[str, Any] = {"insurer": "K", "shown": patient.shown}
    person |= {"birth": patient.birth} if patient.birth is not None else {}
    if patient.birth is None:
        person["age"] = "<70" if age is None else age
    if patient.share is not None and not name:
        person["share"] = patient.share
    held = [] if bare else patient.certificates
    certificates = [
        {"id": f"c{nth}", "person": "P", "program": one.program}
        | {key: value for key in ("limit", "disease") if (value := getattr(one, key)) is not None}
        for nth, one in enumerate(held, 1)
    ]
    bill = {
        "id": "b1",
        "month": day.isoformat()[:7],
        "person": "P",
        "institution": "病院",
        "setting": entry.setting,
        "points": points,
        "certificates": [one["id"] for one in certificates],
    }
    return parse(
        {
            "insurers": {"K": insurer},
            "people": {"P": person},
            "certificates": certificates,
            "state": {"K": {"benefit_months": patient.benefit_months}},
            "bills": [bill],
        }
    )


def _settled(
    entry: Entry, day: date, points: int, patient: Patient, name: str, law: Tables, bare: bool
) -> Settlement:
    return settle(case_of(entry, day, points, patient, name, bare), law=law)
