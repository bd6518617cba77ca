"""下書き: the fields of the form as they were written, and the buttons that add and remove parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .pay_fields import CAUSE, CHARGE, CHARGES, COVER, HOSPITAL, SUPPLEMENT, TRANSPORT, YEAR, names_of
from .reading import MOST, clean

Fields = dict[str, Any]  # text by name; under the name of a group within, a list of fields

GROUPS: dict[str, tuple[int, tuple[str, ...]]] = {
    "people": (
        12,
        ("id", "name", "birth", "age", "insurance", "class", "amount", "amount_of", "tax", "shown", "benefit", "months",
         *names_of(SUPPLEMENT), *names_of(YEAR)),
    ),
    "bills": (
        80,
        ("id", "person", "month", "place", "what", "unit", "amount", "outside", "prescriber", "meals", "sheets",
         *names_of(TRANSPORT), *names_of(CAUSE)),
    ),
    "certificates": (20, ("id", "person", "program", "limit", "per", "from", "to", "used")),
}  # fmt: skip
# The groups within an entry of a group.
WITHIN: dict[str, dict[str, tuple[int, tuple[str, ...]]]] = {
    "people": {"covers": (4, names_of(COVER)), "hospitals": (6, names_of(HOSPITAL))},
    "bills": {"visits": (31, ("on", "amount")), "charges": (12, ("kind", *CHARGE))},
    "certificates": {},
}
# The first field of an entry, which takes the focus when it is added.
FOCUS = {
    "people": "name", "bills": "person", "certificates": "person", "covers": "since", "hospitals": "hospital",
    "visits": "on",
}  # fmt: skip
OF = {inner: group for group, found in WITHIN.items() for inner in found}
NAME = re.compile(
    rf"(people|bills|certificates)\.(\d{{1,3}})\.(?:(\w+)|({'|'.join(OF)})\.(\d{{1,3}})\.(\w+))"
)
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
    "kind": tuple(CHARGES),
    "year": ("this", "before"),
    **{f.name: f.options for f in (*SUPPLEMENT, *COVER, *TRANSPORT, *CAUSE, *CHARGE.values()) if f.options},
}


@dataclass(slots=True)
class Draft:
    """下書き: what stands in the form, as it was written."""

    people: list[Fields] = field(default_factory=list)
    bills: list[Fields] = field(default_factory=list)
    certificates: list[Fields] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def new(month: str) -> Draft:
    """新しい様式: one person with one bill."""
    draft = Draft()
    add(draft, "people")
    add(draft, "bills")
    draft.bills[0]["month"] = month
    return draft


def add(draft: Draft, group: str, nth: int = 0, kind: str = "") -> None:
    """加える: a person, a bill, a certificate, or a part of the nth of them, as far as there is room."""
    if group in OF:
        owners = getattr(draft, OF[group])
        most, names = WITHIN[OF[group]][group]
        if nth < len(owners) and len(owners[nth][group]) < most and (group != "charges" or kind in CHARGES):
            owners[nth][group].append(dict.fromkeys(names, "") | ({"kind": kind} if kind else {}))
        return
    most, names = GROUPS[group]
    found = getattr(draft, group)
    if len(found) >= most:
        return
    one: Fields = dict.fromkeys(names, "") | {inner: [] for inner in WITHIN[group]}
    one["id"] = _free({o["id"] for o in found}, group)
    if group == "people" and found:
        one["insurance"] = "same"
    if group == "bills" and found:
        one |= {k: found[-1][k] for k in ("person", "month", "unit")}
    found.append(one)


def remove(draft: Draft, group: str, nth: int, inner: int = -1) -> None:
    """取り除く: the nth entry of a group, or of a group within it one part."""
    found = getattr(draft, OF.get(group, group))
    if nth < len(found):
        if inner >= 0 and group in OF:
            del found[nth][group][inner : inner + 1]
        elif group not in OF and (len(found) > 1 or group == "certificates"):
            del found[nth]


def _free(taken: set[str], group: str) -> str:
    if group == "people":
        return next(c for c in LETTERS if c not in taken)
    letter = "b" if group == "bills" else "s"
    return next(f"{letter}{n}" for n in range(1, 1000) if f"{letter}{n}" not in taken)


def read(pairs: Iterable[tuple[str, str]]) -> Draft:
    """様式を読む: whatever came as fields; what has no place in the form is left out."""
    draft = Draft()
    rows: dict[str, dict[int, Fields]] = {group: {} for group in GROUPS}
    inner: dict[tuple[str, int], dict[int, Fields]] = {}
    for name, raw in pairs:
        value = clean(raw)
        if name.startswith("facts.") and value:
            draft.facts[name.removeprefix("facts.")[:MOST]] = value
            continue
        if not (found := NAME.fullmatch(name)):
            continue
        group, nth, key = found[1], int(found[2]), found[3]
        if value not in CHOICES.get(key or found[6], (value,)):
            value = ""
        if key in GROUPS[group][1]:
            one = rows[group].setdefault(nth, {})
            one[key] = f"{one[key]} {value}" if key == "sheets" and key in one else value
        elif key is None and OF[found[4]] == group:
            inner.setdefault((found[4], nth), {}).setdefault(int(found[5]), {})[found[6]] = value
    for group, (most, names) in GROUPS.items():
        every = getattr(draft, group)
        for nth, values in sorted(rows[group].items())[:most]:
            one = {key: values.get(key, "") for key in names}
            for within, (room, keys) in WITHIN[group].items():
                parts = sorted(inner.get((within, nth), {}).items())[:room]
                one[within] = [{key: v.get(key, "") for key in keys} for _, v in parts]
            every.append(one)
        for one in every:  # a name of its own for each
            others = {o["id"] for o in every if o is not one}
            if not re.fullmatch(r"[A-Za-z0-9]{1,4}", one["id"]) or one["id"] in others:
                one["id"] = _free({o["id"] for o in every}, group)
    for bill in draft.bills:
        bill["charges"] = [one for one in bill["charges"] if one["kind"]]
    if not draft.people:
        add(draft, "people")
    if not draft.bills:
        add(draft, "bills")
    return draft


def names(draft: Draft) -> dict[str, str]:
    """人の名: how each person is called, by id."""
    found: dict[str, str] = {}
    for one in draft.people:
        name = one["name"].replace("/", "／")
        found[one["id"]] = name if name and name not in found.values() else one["id"]
    return found
