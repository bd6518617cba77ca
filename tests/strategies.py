"""Random cases that the reader accepts: people of every age, schemes, classes, subsidies, local aid."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kaihoken.engine import dates
from kaihoken.engine.book import Shelf, ages
from kaihoken.engine.tables import tables
from kaihoken.law.people import SENIOR, age_group

SHELF = Shelf(tables())
AGES = ages(tables())
FIRST, LAST = dates.month("2015-01"), dates.month("2028-12")
# 12 and 25 meet a declared hole from 2026-08 where the patient is insured; they are drawn before it.
PROGRAMS = sorted(int(n) for n in tables().rows("program", FIRST))
HOLE = dates.month("2026-08")


@st.composite
def cases(draw: st.DrawFn, bills: int = 4) -> dict[str, Any]:
    """A case in the long form with one to four bills of one month."""
    month = draw(st.integers(FIRST, LAST))
    count = draw(st.integers(1, bills))
    case: dict[str, Any] = {
        "insurers": {},
        "people": {},
        "certificates": [],
        "state": {},
        "bills": [],
        "given": {"paid": {}},
    }
    for n in range(count):
        _one(draw, case, month, n)
    return case


def _one(draw: st.DrawFn, case: dict[str, Any], month: int, n: int) -> None:
    scheme = draw(st.sampled_from(["employee", "national", "elderly", "none"]))
    born = _birth(draw, month, scheme)
    group = age_group(born // 40, born % 40, month, int(scheme == "elderly"), AGES)
    senior = group >= SENIOR
    person, insurer = f"p{n}", f"i{n}"
    entry: dict[str, Any] = {"kind": scheme}
    share = None
    if scheme != "none":
        name = draw(st.sampled_from(_classes(month, senior, scheme)))
        entry["elder_class" if senior else "class"] = name
        above = SHELF.class_row(month, senior, name).values.get("above", 0)
        if scheme == "elderly" and above == "none":
            share = draw(st.sampled_from([1, 2]))
    case["insurers"][insurer] = entry
    cover: dict[str, Any] = {"insurer": insurer}
    if not senior and scheme == "national" and draw(st.booleans()):
        cover |= {
            "from": f"{dates.text(month)}-{draw(st.integers(1, 28)):02d}",
            "reason": "insured_turned_75",
        }
    case["people"][person] = {
        "birth": f"{dates.text(born // 40)}-{born % 40:02d}",
        "cover": [cover],
        "shown": draw(st.sampled_from(["my_number", "certificate", "nothing"])),
        **({"share": share} if share else {}),
    }
    months = [dates.text(month - k) for k in draw(st.lists(st.integers(1, 13), max_size=5))]
    case["state"][insurer] = {"benefit_months": months, "hospital_months": {person: {"病院": months}}}
    bill = {
        "id": f"b{n}",
        "month": dates.text(month),
        "person": person,
        "institution": "病院",
        "setting": draw(st.sampled_from(["inpatient", "outpatient"])),
        "certificates": [],
    }
    _costs(draw, case, bill, month, scheme, n)
    if draw(st.integers(0, 3)) == 0:
        case["certificates"].append(_aid(draw, person, f"l{n}"))
        bill["certificates"].append(f"l{n}")
        bill["times"] = draw(st.integers(0, 5))
    if draw(st.integers(0, 9)) == 0:
        case["given"]["paid"][f"b{n}"] = draw(st.integers(0, 400_000))
    case["bills"].append(bill)


def _classes(month: int, senior: bool, scheme: str) -> list[str]:
    """The classes of a scheme; 一般Ⅱ and 一般Ⅰ are of the elderly scheme only."""
    return sorted(
        n for n in SHELF.classes(month, senior) if scheme == "elderly" or n not in ("一般Ⅱ", "一般Ⅰ")
    )


def _birth(draw: st.DrawFn, month: int, scheme: str) -> int:
    """A birth as month * 40 + day, near the boundaries as often as far from them."""
    oldest, youngest = (110, 76) if scheme == "elderly" else (74, 0)
    far = st.integers(month - oldest * 12, month - youngest * 12)
    near = st.sampled_from([6 * 12, 7 * 12, 70 * 12, 75 * 12]).flatmap(
        lambda years: st.integers(month - years - 2, month - years + 2)
    )
    born = draw(far if scheme in ("elderly", "none") else st.one_of(far, near))
    if scheme in ("employee", "national"):
        born = max(born, month - 75 * 12)
    if scheme == "elderly":
        born = min(born, month - 75 * 12)
    # who turns 75 on the first has left the scheme for the whole month
    first_day = 2 if scheme in ("employee", "national") and born == month - 75 * 12 else 1
    return min(born, month) * 40 + draw(st.integers(first_day, 28))


def _costs(
    draw: st.DrawFn, case: dict[str, Any], bill: dict[str, Any], month: int, scheme: str, n: int
) -> None:
    cost = st.one_of(
        st.integers(0, 300_000).map(lambda c: c * 10),
        st.integers(0, 5000),
        st.sampled_from([70_000, 304_972_040]),
    )
    parts = []
    for k in range(draw(st.integers(1, 3))):
        names = []
        for j in range(draw(st.integers(0, 2)) if k else 0):
            number = draw(st.sampled_from(PROGRAMS))
            if number == 12 and scheme in ("national", "elderly"):
                number = 54
            if number in (12, 25) and month >= HOLE and scheme != "none":
                number = 54
            names.append(_certificate(draw, case, bill["person"], number, f"s{n}{k}{j}"))
        if k and scheme != "none" and draw(st.integers(0, 9)) == 0:
            case["certificates"].append(
                {
                    "id": f"d{n}{k}",
                    "person": bill["person"],
                    "program": "designated_disease",
                    "disease": draw(st.sampled_from(["dialysis", "hiv"])),
                }
            )
            names.append(f"d{n}{k}")
        parts.append({"cost": draw(cost), "certificates": names})
    bill["parts"] = parts


def _certificate(draw: st.DrawFn, case: dict[str, Any], person: str, number: int, name: str) -> str:
    policy = tables().rows("program", FIRST)[str(number)].values["limit"]
    one: dict[str, Any] = {"id": name, "person": person, "program": number}
    if policy != "no":
        one["limit"] = draw(st.one_of(st.integers(0, 40_000), st.just("none")))
        one["used"] = draw(st.integers(0, 30_000))
    case["certificates"].append(one)
    return name


def _aid(draw: st.DrawFn, person: str, name: str) -> dict[str, Any]:
    per = draw(st.sampled_from(["visit", "month", "tenths"]))
    one: dict[str, Any] = {
        "id": name,
        "person": person,
        "program": "local",
        "per": per,
        "in_kind": draw(st.booleans()),
        "limit": draw(st.integers(0, 3 if per == "tenths" else 20_000)),
    }
    if draw(st.booleans()):
        one["month_limit"] = draw(st.integers(0, 20_000))
    if draw(st.booleans()):
        one["most_times"] = draw(st.integers(0, 4))
    return one


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """One insurer-household with two to six bills of one month, pharmacies and subsidies among them."""
    month = draw(st.integers(FIRST, LAST))
    elderly = draw(st.booleans())
    young, old = SHELF.classes(month, False), SHELF.classes(month, True)
    insurer = {"kind": "elderly" if elderly else draw(st.sampled_from(["employee", "national"]))}
    if elderly:
        insurer["class"] = draw(st.sampled_from([n for n in old if old[n].values["above"] != "none"]))
    else:
        insurer["class"] = draw(st.sampled_from(sorted(young)))
        insurer["elder_class"] = draw(st.sampled_from(_classes(month, True, "employee")))
    case: dict[str, Any] = {
        "insurers": {"K": insurer}, "people": {}, "certificates": [], "bills": [],
        "state": {"K": {"benefit_months": [dates.text(month - k) for k in draw(st.lists(st.integers(1, 12), max_size=4))]}},
    }  # fmt: skip
    for p in range(draw(st.integers(1, 3))):
        born = _birth(draw, month, insurer["kind"])
        case["people"][f"p{p}"] = {
            "birth": f"{dates.text(born // 40)}-{born % 40:02d}",
            "insurer": "K",
            "shown": draw(st.sampled_from(["my_number", "nothing"])),
        }
    cost = st.one_of(st.integers(0, 200_000).map(lambda c: c * 10), st.sampled_from([70_000, 69_990, 35_000]))
    for n in range(draw(st.integers(2, 6))):
        person = draw(st.sampled_from(sorted(case["people"])))
        kind = draw(st.sampled_from(["medical", "medical", "dental", "pharmacy"]))
        bill = {
            "id": f"b{n}", "month": dates.text(month), "person": person, "institution": f"病院{n}", "kind": kind,
            "setting": "outpatient" if kind == "pharmacy" else draw(st.sampled_from(["inpatient", "outpatient"])),
            "parts": [{"cost": draw(cost)}],
        }  # fmt: skip
        if kind == "pharmacy":
            bill["prescriber"] = draw(st.sampled_from([f"病院{k}" for k in range(n + 1)]))
        if draw(st.integers(0, 3)) == 0:
            case["certificates"].append(
                {
                    "id": f"s{n}",
                    "person": person,
                    "program": draw(st.sampled_from([54, 15, 38])),
                    "limit": 5000,
                }
            )
            bill["parts"].append({"cost": draw(cost), "certificates": [f"s{n}"]})
        case["bills"].append(bill)
    return case


def _by_era(draw: st.DrawFn, start: int, senior: bool, scheme: str) -> dict[str, str]:
    """A class for each stretch of months in which the classes have the same names, to the July after."""
    found: dict[str, str] = {}
    before: list[str] = []
    for month in range(start, start + 26):
        rows = SHELF.classes(month, senior)
        names = [
            n
            for n in _classes(month, senior, scheme)
            if scheme != "elderly" or rows[n].values["above"] != "none"
        ]
        if names != before:
            found[dates.text(month)] = draw(st.sampled_from(names))
        before = names
    return found


@st.composite
def years(draw: st.DrawFn) -> dict[str, Any]:
    """A family over some months of one or two years: employee or national, an elder in a scheme of its own."""
    start = draw(st.integers(FIRST, LAST - 14))
    months = sorted(draw(st.sets(st.integers(start, start + 13), min_size=1, max_size=5)))
    case: dict[str, Any] = {
        "insurers": {
            "K": {
                "kind": draw(st.sampled_from(["employee", "national"])),
                "class": _by_era(draw, start, False, "employee"),
                "elder_class": _by_era(draw, start, True, "employee"),
            },
            "E": {"kind": "elderly", "class": _by_era(draw, start, True, "elderly")},
        },
        "people": {
            "A": {
                "birth": "1990-05-05",
                "insurer": "K",
                "shown": draw(st.sampled_from(["my_number", "nothing"])),
            },
            "B": {"birth": f"{start // 12 - 72}-05-05", "insurer": "K"},
            "G": {"birth": f"{start // 12 - 82}-05-05", "insurer": "E"},
        },
        "certificates": [{"id": "s", "person": "A", "program": 54, "limit": 10000}],
        "state": {"K": {"benefit_months": []}, "E": {"benefit_months": []}},
        "bills": [],
    }  # fmt: skip
    cost = st.one_of(
        st.integers(0, 200_000).map(lambda c: c * 10), st.sampled_from([70_000, 69_990, 9_000_000])
    )
    for n in range(draw(st.integers(1, 8))):
        bill = {
            "id": f"b{n}", "month": dates.text(draw(st.sampled_from(months))), "person": draw(st.sampled_from("ABG")),
            "institution": f"病院{n}", "setting": draw(st.sampled_from(["inpatient", "outpatient"])),
            "parts": [{"cost": draw(cost)}],
        }  # fmt: skip
        if bill["person"] == "A" and draw(st.booleans()):
            bill["parts"].append({"cost": draw(cost), "certificates": ["s"]})
        case["bills"].append(bill)
    return case


@st.composite
def households_with_more(draw: st.DrawFn) -> dict[str, Any]:
    """A household with a society's supplement, a waiver, treatment paid first, and local aid among its bills."""
    case = draw(households())
    if case["insurers"]["K"]["kind"] == "employee" and draw(st.integers(0, 3)):
        case["insurers"]["K"]["supplement"] = {
            "floor": draw(st.sampled_from([0, 20_000, 25_000, 40_000])),
            "unit": draw(st.sampled_from([1, 100, 1000])),
            "per": draw(st.sampled_from(["bill", "household"])),
            "not_for_low_income": draw(st.booleans()),
        }
    certified = {c["person"] for c in case["certificates"]}
    for name, person in case["people"].items():
        if name not in certified and draw(st.booleans()):
            person["waiver"] = {"kind": "disaster", "tenths_left": draw(st.integers(0, 9))}
    for n, bill in enumerate(case["bills"]):
        if len(bill["parts"]) == 1 and bill["kind"] == "medical" and draw(st.integers(0, 2)) == 0:
            del bill["parts"]
            bill |= {
                "kind": "refunded", "paid": draw(st.integers(0, 400_000)),
                "standard": draw(st.integers(0, 400_000)), "reason": "abroad",
            }  # fmt: skip
        if draw(st.integers(0, 4)) == 0:
            case["certificates"].append(_aid(draw, bill["person"], f"l{n}"))
            bill |= {"certificates": [f"l{n}"], "times": draw(st.integers(0, 5))}
    return case
