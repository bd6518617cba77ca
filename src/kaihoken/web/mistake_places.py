"""誤りの欄: at which field of *What will I pay?* a mistake is told that the settlement found."""

from __future__ import annotations

import re

from ..errors import InputError
from .draft import GROUPS
from .mistakes import Mistake, mistake_in
from .paper import Paper
from .pay_fields import CASE_NAMES, CHARGES

# Fields of a case by the name that they have in the form.
BILL = {
    "cost": "amount", "points": "amount", "institution": "place", "kind": "what", "reason": "first", "paid": "amount",
    "actual": "carried", "economical": "carried_least",
}  # fmt: skip
INSURER = {
    "class": "class",
    "elder_class": "class",
    "resident_tax": "tax",
    "kind": "insurance",
    "supplement": "supp_floor",
}
STATE = {"benefit_months": "months", "year": "year"}
FORM_NAMES = {own: name for name, own in CASE_NAMES.items()}


def mistake_of(error: InputError, paper: Paper) -> Mistake:
    """誤り: of the settlement, at its field of the form."""
    found = mistake_in(error, paper.lang, _field(error.where, paper))
    named = re.sub(
        r"\bK\d+\b", lambda key: str(paper.insurers.get(key[0], {}).get("name", key[0])), found.text
    )
    return found._replace(text=named)


def _field(where: str, paper: Paper) -> str:
    """The field of the form behind a field of the case."""
    path = re.sub(r"^case:\d+: ", "", where).replace(": ", ".")
    if path.startswith("facts."):
        return path
    if found := re.match(r"bills\[(\d+)\]\.?(.*)", path):
        return _of_bill(int(found[1]), found[2], paper)
    if found := re.match(r"certificates\[(\d+)\]\.?(\w*)", path):
        key = found[2] if found[2] in GROUPS["certificates"][1] else "program"
        return f"certificates.{found[1]}.{key}"
    if found := re.match(r"people\.(.+)", path):
        return _of_person(found[1], paper)
    if found := re.match(r"insurers\.(K\d+)(?:\.(\w+))?", path):
        at, key = paper.places.get(found[1], "people.0"), found[2] or ""
        if ".covers." in at:
            return f"{at}.then_class" if INSURER.get(key) == "class" else f"{at}.then"
        return f"{at}.{INSURER.get(key, 'amount')}"
    if found := re.match(r"state\.(K\d+)\.(\w+)", path):
        return _of_state(found[1], found[2], paper)
    if found := re.match(r"given\.paid\.(.+)", path):
        nth = next((n for n, b in enumerate(paper.draft.bills) if b["id"] == found[1]), 0)
        return f"bills.{nth}.paid"
    if found := re.match(r"care\[\d+\]", path):
        return paper.places.get(found[0], "")
    return ""


def _of_bill(nth: int, rest: str, paper: Paper) -> str:
    at = f"bills.{nth}"
    if found := re.match(r"charges\[(\d+)\]\.?(\w*)", rest):
        return f"{at}.charges.{found[1]}.{_of_charge(nth, int(found[1]), found[2], paper)}"
    if found := re.match(r"visits\[(\d+)\]\.?(\w*)", rest):
        return f"{at}.visits.{found[1]}.{found[2] if found[2] == 'on' else 'amount'}"
    if found := re.match(r"transport\.?(\w*)", rest):
        return f"{at}.{BILL.get(found[1], f'carried_{found[1]}' if found[1] else 'carried')}"
    key = rest.split(".")[0].split("[")[0]
    name = BILL.get(key, key)
    name = name if name in GROUPS["bills"][1] else "amount"
    if name == "amount" and paper.draft.bills[nth]["visits"]:
        return f"{at}.visits.0.{'on' if key == 'visits' else 'amount'}"
    return f"{at}.{name}"


def _of_charge(nth: int, k: int, key: str, paper: Paper) -> str:
    known = CHARGES[paper.draft.bills[nth]["charges"][k]["kind"]]
    name = FORM_NAMES.get(key, key)
    return name if name in known else known[0]


def _of_person(rest: str, paper: Paper) -> str:
    """A name of a person may hold points: the longest that fits is taken."""
    order = sorted(paper.names.items(), key=lambda pair: -len(pair[1]))
    ident, name = next(
        ((i, n) for i, n in order if rest == n or rest.startswith(f"{n}.")), (paper.draft.people[0]["id"], "")
    )
    nth = next(n for n, one in enumerate(paper.draft.people) if one["id"] == ident)
    key = rest[len(name) :].removeprefix(".")
    if found := re.match(r"cover\[(\d+)\]", key):
        row = min(max(int(found[1]) - 1, 0), len(paper.draft.people[nth]["covers"]) - 1)
        if row < 0:  # the changes of the first person
            return f"people.{nth}.insurance"
        return f"people.{nth}.covers.{row}.since"
    return f"people.{nth}.{key if key in GROUPS['people'][1] else 'age'}"


def _of_state(insurer: str, key: str, paper: Paper) -> str:
    at = paper.places.get(insurer, "people.0").split(".covers.")[0]
    if key == "hospital_months":
        for n, one in enumerate(paper.draft.people):
            if one["hospitals"]:
                return f"people.{n}.hospitals.0.hospital_months"
    return f"{at}.{STATE.get(key, 'months')}"
