"""様式の請求: the fields of a bill as a bill of a case, with what is charged and told beside it."""

from __future__ import annotations

from typing import Any

from .draft import WHAT, Fields
from .paper import Paper
from .pay_fields import CASE_NAMES, CHARGES
from .words import say

DECIDES = {"yes": True, "no": False}


def bill(paper: Paper, n: int, one: Fields) -> dict[str, Any]:
    """請求にする: a bill of the form as one of a case."""
    at, draft = f"bills.{n}", paper.draft
    setting, kind = WHAT.get(one["what"], WHAT["outpatient"])
    owner = one["person"] if one["person"] in paper.names else draft.people[0]["id"]
    found: dict[str, Any] = {
        "id": one["id"],
        "person": paper.names[owner],
        "month": paper.month(f"{at}.month", one["month"]),
        "institution": _place(paper, one),
        "setting": setting,
        "kind": kind,
    }
    if kind == "pharmacy" and one["prescriber"]:
        source = next((b for b in draft.bills if b["id"] == one["prescriber"]), None)
        if source is not None:
            found["prescriber"] = _place(paper, source)
    used = _used(paper, one, owner, found["month"])
    if one["first"]:
        _paid_first(paper, at, one, found, used)
    else:
        _amounts(paper, at, one, found, used)
    meals = paper.number(at, one, "meals")
    if meals:
        found["meals"] = {"count": meals}
    found["charges"] = [_charge(paper, f"{at}.charges.{k}", c) for k, c in enumerate(one["charges"])]
    _carried(paper, at, one, found)
    if one["cause"]:
        found["cause"] = one["cause"]
    paid = paper.number(at, one, "paid")
    if paid is not None:
        paper.given[one["id"]] = paid
    if one["standard"] and not one["first"]:
        paper.wrong(f"{at}.standard", "standard_of_what")
    return found


def _amounts(paper: Paper, at: str, one: Fields, found: dict[str, Any], used: list[str]) -> None:
    """The amount in the unit that is known: of the whole, or of each visit."""
    unit = one["unit"] or "cost"
    amount = paper.number(at, one, "amount")
    if one["visits"] and unit != "counter":
        visits = [_visit(paper, f"{at}.visits.{k}", visit, unit) for k, visit in enumerate(one["visits"])]
        found["visits"] = [visit for visit in visits if visit]
    elif amount is None:
        if not paper.told(f"{at}.amount"):
            paper.wrong(f"{at}.amount", "no_amount")
        return
    elif unit == "counter":
        paper.paid[one["id"]] = amount
        found["cost"] = 0
    else:
        _costs(paper, at, one, found, unit, amount, used)
        return
    if used:
        found["certificates"] = used


def _costs(
    paper: Paper, at: str, one: Fields, found: dict[str, Any], unit: str, amount: int, used: list[str]
) -> None:
    """The whole cost, or its two parts where some of it is not under the certificates."""
    outside = paper.number(at, one, "outside") if used else None
    if outside and outside > amount:
        paper.wrong(f"{at}.outside", "outside_too_much")
    elif outside:  # local aid covers the whole bill
        local = {c["id"] for c in paper.draft.certificates if c["program"] == "local"}
        national = [name for name in used if name not in local]
        found["parts"] = [{unit: amount - outside, "certificates": national}, {unit: outside}]
        found["certificates"] = [name for name in used if name in local]
    else:
        found[unit] = amount
        if used:
            found["certificates"] = used


def _paid_first(paper: Paper, at: str, one: Fields, found: dict[str, Any], used: list[str]) -> None:
    """Treatment that was paid in full: what was paid, and what the insurer's own prices come to."""
    for key, name in (("paid", "amount"), ("standard", "standard")):
        amount = paper.number(at, one, name)
        if amount is not None:
            found[key] = amount
        elif not paper.told(f"{at}.{name}"):
            paper.wrong(f"{at}.{name}", "no_standard" if name == "standard" else "no_amount")
    found |= {"kind": "refunded", "reason": one["first"]} | ({"certificates": used} if used else {})
    if one["unit"] == "points":
        paper.wrong(f"{at}.unit", "first_in_yen")


def _visit(paper: Paper, at: str, one: Fields, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    amount = paper.number(at, one, "amount")
    if amount is not None:
        found[unit] = amount
    elif not paper.told(f"{at}.amount"):
        paper.wrong(f"{at}.amount", "no_amount")
    if (on := paper.day(at, one, "on")) is not None:
        found["on"] = on
    return found


def _charge(paper: Paper, at: str, one: Fields) -> dict[str, Any]:
    """A charge beside the bill, with the fields of its kind."""
    found: dict[str, Any] = {"kind": one["kind"]}
    for name in CHARGES[one["kind"]]:
        value: Any = one[name] or None
        if name in ("brand_price", "generic_price"):
            value = paper.sen(at, one, name)
        elif name == "plus_tax":
            value = True if value else None
        elif name not in ("label", "exempt"):
            value = paper.number(at, one, name)
        if value is not None:
            found[CASE_NAMES.get(name, name)] = value
    return found


def _carried(paper: Paper, at: str, one: Fields, found: dict[str, Any]) -> None:
    """Being taken to hospital: what it cost, and the three conditions as far as they are known."""
    actual, economical = paper.number(at, one, "carried"), paper.number(at, one, "carried_least")
    met = {key: DECIDES.get(one[f"carried_{key}"]) for key in ("needed", "difficult", "urgent")}
    if actual is not None:
        told = {"actual": actual, "economical": economical, **met}
        found["transport"] = {key: value for key, value in told.items() if value is not None}
    elif (economical is not None or any(v is not None for v in met.values())) and not paper.told(
        f"{at}.carried"
    ):
        paper.wrong(f"{at}.carried", "no_amount")


def _place(paper: Paper, one: Fields) -> str:
    name: str = one["place"]
    return name or say("institution_of", paper.lang, one["id"])


def _used(paper: Paper, one: Fields, owner: str, month: str) -> list[str]:
    """The certificates of the bill: those that were ticked, or all of its person that reach into its month."""
    every = [
        c for c in paper.draft.certificates
        if (c["person"] or paper.draft.people[0]["id"]) == owner
        and c["from"][:7] <= month and (not c["to"] or month <= c["to"][:7])
    ]  # fmt: skip
    ticked = one["sheets"].split()
    return [c["id"] for c in every if not ticked or c["id"] in ticked]
