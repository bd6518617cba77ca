"""下書き: the fields of the form as they were written, and the buttons that add and remove parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Fields = dict[str, str]

GROUPS = {
    "people": (12, ("id", "name", "birth", "age", "insurance", "class", "amount", "amount_of", "tax", "shown", "benefit", "months")),
    "bills": (80, ("id", "person", "month", "place", "what", "unit", "amount", "outside", "prescriber", "meals", "sheets")),
    "certificates": (20, ("id", "person", "program", "limit", "per", "from", "to", "used")),
}  # fmt: skip
VISIT = ("on", "amount")
MOST_VISITS = 31
LONGEST = 200  # characters of a field
NAME = re.compile(r"(people|bills|certificates)\.(\d{1,3})\.(?:(\w+)|visits\.(\d{1,3})\.(\w+))")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# How an insurance is asked for, and what it is in a case.
INSURANCES = {
    "employee": "employee",
    "dependant": "employee",
    "national": "national",
    "elderly": "elderly",
    "none": "none",
}
# What was done, as setting and kind of a bill.
WHAT = {
    "outpatient": ("outpatient", "medical"),
    "inpatient": ("inpatient", "medical"),
    "pharmacy": ("outpatient", "pharmacy"),
    "dental": ("outpatient", "dental"),
    "dental_inpatient": ("inpatient", "dental"),
    "home_nursing": ("outpatient", "home_nursing"),
}
UNITS = ("cost", "points", "counter")
AMOUNTS = ("rough_income", "standard_remuneration", "assessable_income", "taxable_income")
# Fields that hold one of a few words; anything else is taken as not answered.
CHOICES: dict[str, tuple[str, ...]] = {
    "insurance": ("same", *INSURANCES),
    "amount_of": AMOUNTS,
    "tax": ("taxed", "exempt"),
    "shown": ("my_number", "certificate", "nothing"),
    "benefit": ("none", "months"),
    "what": tuple(WHAT),
    "unit": UNITS,
    "per": ("visit",),
}


@dataclass(slots=True)
class Draft:
    """下書き: what stands in the form, as it was written."""

    people: list[Fields] = field(default_factory=list)
    bills: list[dict[str, Any]] = field(default_factory=list)  # with a list of fields under `visits`
    certificates: list[Fields] = field(default_factory=list)
    facts: Fields = field(default_factory=dict)

    def pairs(self) -> list[tuple[str, str]]:
        """The fields by their names in the form, without the empty ones."""
        found = []
        for group in GROUPS:
            for n, one in enumerate(getattr(self, group)):
                found += [(f"{group}.{n}.{k}", v) for k, v in one.items() if k != "visits" and v]
                for k, visit in enumerate(one.get("visits", ())):
                    found += [(f"{group}.{n}.visits.{k}.{name}", v) for name, v in visit.items()]
        return found + [(f"facts.{k}", v) for k, v in self.facts.items() if v]


def new(month: str) -> Draft:
    """新しい様式: one person with one bill."""
    draft = Draft()
    add(draft, "people")
    add(draft, "bills")
    draft.bills[0]["month"] = month
    return draft


def add(draft: Draft, group: str, nth: int = 0) -> None:
    """加える: a person, a bill, a certificate, or a visit of the nth bill, as far as there is room."""
    if group == "visits":
        if nth < len(draft.bills) and len(draft.bills[nth]["visits"]) < MOST_VISITS:
            draft.bills[nth]["visits"].append(dict.fromkeys(VISIT, ""))
        return
    most, names = GROUPS[group]
    found = getattr(draft, group)
    if len(found) >= most:
        return
    one: dict[str, Any] = dict.fromkeys(names, "")
    one["id"] = _free({o["id"] for o in found}, group)
    if group == "people" and found:
        one["insurance"] = "same"
    if group == "bills":
        one["visits"] = []
        if found:
            one |= {k: found[-1][k] for k in ("person", "month", "unit")}
    found.append(one)


def remove(draft: Draft, group: str, nth: int, visit: int = -1) -> None:
    """取り除く: the nth entry of a group, or one of its visits."""
    found = getattr(draft, group)
    if nth < len(found):
        if visit >= 0:
            del found[nth]["visits"][visit : visit + 1]
        elif len(found) > 1 or group == "certificates":
            del found[nth]


def _free(taken: set[str], group: str) -> str:
    if group == "people":
        return next(c for c in LETTERS if c not in taken)
    letter = "b" if group == "bills" else "s"
    return next(f"{letter}{n}" for n in range(1, 1000) if f"{letter}{n}" not in taken)


def read(pairs: Iterable[tuple[str, str]]) -> Draft:
    """様式を読む: whatever came as fields; what has no place in the form is left out."""
    draft = Draft()
    rows: dict[str, dict[int, dict[str, Any]]] = {group: {} for group in GROUPS}
    visits: dict[int, dict[int, Fields]] = {}
    for name, raw in pairs:
        value = _clean(raw)
        if name.startswith("facts.") and value:
            draft.facts[name.removeprefix("facts.")[:LONGEST]] = value
            continue
        if not (found := NAME.fullmatch(name)):
            continue
        group, nth, key = found[1], int(found[2]), found[3]
        if value not in CHOICES.get(key or "", (value,)):
            value = ""
        if key in GROUPS[group][1]:
            one = rows[group].setdefault(nth, {})
            one[key] = f"{one[key]} {value}" if key == "sheets" and key in one else value
        elif group == "bills" and found[5] in VISIT:
            visits.setdefault(nth, {}).setdefault(int(found[4]), {})[found[5]] = value
    for group, (most, names) in GROUPS.items():
        every = getattr(draft, group)
        for nth, values in sorted(rows[group].items())[:most]:
            one = {key: values.get(key, "") for key in names}
            if group == "bills":
                of_bill = sorted(visits.get(nth, {}).items())[:MOST_VISITS]
                one["visits"] = [{key: v.get(key, "") for key in VISIT} for _, v in of_bill]
            every.append(one)
        for one in every:  # a name of its own for each
            others = {o["id"] for o in every if o is not one}
            if not re.fullmatch(r"[A-Za-z0-9]{1,4}", one["id"]) or one["id"] in others:
                one["id"] = _free({o["id"] for o in every}, group)
    if not draft.people:
        add(draft, "people")
    if not draft.bills:
        add(draft, "bills")
    return draft


def _clean(raw: str) -> str:
    """A value without control characters, not longer than a field."""
    return "".join(c for c in raw[:LONGEST] if c.isprintable()).strip()


def names(draft: Draft) -> dict[str, str]:
    """人の名: how each person is called, by id."""
    found: dict[str, str] = {}
    for one in draft.people:
        name = one["name"].replace("/", "／")
        found[one["id"]] = name if name and name not in found.values() else one["id"]
    return found
