"""様式と事例: the fields of the form as a case of a household. No rule and no figure of the law stands here."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ..engine import dates
from ..households.year_sums import ending_of
from .bill_form import bill
from .draft import INSURANCES, Draft, Fields
from .mistakes import Mistake
from .paper import Paper
from .pay_fields import BORNE
from .words import say


class Written(NamedTuple):
    """書かれた事例: plain data of a case, what counters asked for by bill, what is wrong, and the paper."""

    data: dict[str, Any]
    paid: dict[str, int]
    mistakes: list[Mistake]
    paper: Paper


def case_of(draft: Draft, lang: str) -> Written:
    """事例にする: the form as plain data of a case (docs/cases.md)."""
    paper = Paper(draft, lang)
    people = {paper.names[one["id"]]: _person(paper, n, one) for n, one in enumerate(draft.people)}
    _insured_with(paper, people)
    for n, one in enumerate(draft.people):
        _earlier(paper, n, one, people[paper.names[one["id"]]])
    data = {
        "insurers": paper.insurers,
        "people": people,
        "certificates": [_certificate(paper, n, one) for n, one in enumerate(draft.certificates)],
        "bills": [bill(paper, n, one) for n, one in enumerate(draft.bills)],
        "state": paper.state,
        "care": paper.care,
        "given": {"paid": paper.given},
    }
    return Written(data, paper.paid, paper.mistakes, paper)


def years(draft: Draft) -> dict[str, int]:
    """選べる1年間: the July in which a year ends: of the earliest bill (this) and the one before.

    The first is taken where none is chosen: the year before, where the bills begin with a year.
    """
    months = [b["month"] for b in draft.bills if dates.MONTH.fullmatch(b["month"])]
    first = dates.month(min(months, default=date.today().isoformat()[:7]))
    found = {"this": ending_of(first), "before": ending_of(first) - 12}
    begins = ending_of(first - 1) != ending_of(first)
    return dict(reversed(found.items())) if begins else found


def _person(paper: Paper, n: int, one: Fields) -> dict[str, Any]:
    at, name = f"people.{n}", paper.names[one["id"]]
    found: dict[str, Any] = {}
    birth, age = paper.day(at, one, "birth"), paper.number(at, one, "age")
    if birth is not None:
        found["birth"] = birth
    elif age is not None:
        found["age"] = age
    if one["shown"]:
        found["shown"] = one["shown"]
    found["insurer"] = _with_first(paper, n, one) or _insurer(paper, at, one, name)
    if one["covers"]:
        found["cover"] = _covers(paper, at, one, name, found.pop("insurer"))
    return found


def _with_first(paper: Paper, n: int, one: Fields) -> str:
    """The insurance of the first person, for whoever has the same."""
    return next(iter(paper.insurers)) if one["insurance"] == "same" and n and paper.insurers else ""


def _insurer(paper: Paper, at: str, one: Fields, name: str) -> str:
    """An insurer of its own, from the fields of a person."""
    insurer = _named(paper, at, one["insurance"], name)
    if one["class"]:
        insurer["class"] = one["class"]
    amount = paper.number(at, one, "amount")
    if amount is not None and one["amount_of"]:
        insurer[one["amount_of"]] = amount
    elif amount is not None:
        paper.wrong(f"{at}.amount_of", "wrong_amount_of")
    if one["tax"]:
        insurer["resident_tax"] = one["tax"]
    floor, unit = paper.number(at, one, "supp_floor"), paper.number(at, one, "supp_unit")
    if floor is not None:
        insurer["supplement"] = {
            "floor": floor,
            "per": one["supp_per"] or "bill",
            "not_for_low_income": one["supp_low"] == "not",
        } | ({} if unit is None else {"unit": unit})
    elif unit is not None:
        paper.wrong(f"{at}.supp_floor", "no_floor")
    key = next(reversed(paper.insurers))
    if one["benefit"] == "none" and one["months"]:
        paper.wrong(f"{at}.months", "none_and_months")
    elif one["benefit"] == "none":
        paper.state[key] = {"benefit_months": []}
    elif one["months"]:
        paper.state[key] = {"benefit_months": paper.months(at, one, "months")}
    return key


def _named(paper: Paper, at: str, insurance: str, name: str) -> dict[str, Any]:
    """Another insurer, with what it is called."""
    key = f"K{len(paper.insurers) + 1}"
    insurer: dict[str, Any] = {
        "kind": INSURANCES.get(insurance, "unknown"),
        "name": say("insurance_of", paper.lang, name),
    }
    if insurance == "employee":
        insurer["insured"] = name
    paper.insurers[key] = insurer
    paper.places[key] = at
    return insurer


def _covers(paper: Paper, at: str, one: Fields, name: str, first: str) -> list[dict[str, Any]]:
    """The insurances of a person, one after the other; of another's it is told which later."""
    found: list[dict[str, Any]] = [{"insurer": first}]
    for k, cover in enumerate(one["covers"]):
        here = f"{at}.covers.{k}"
        since = paper.day(here, cover, "since")
        if since is None:
            if not paper.told(f"{here}.since"):
                paper.wrong(f"{here}.since", "no_since")
            continue
        try:
            found[-1]["to"] = date.fromordinal(date.fromisoformat(since).toordinal() - 1).isoformat()
        except ValueError:
            paper.wrong(f"{here}.since", "wrong_day", cover["since"])
            continue
        if cover["then"].startswith("with:"):
            insurer = cover["then"]
        else:
            stated = _named(paper, here, cover["then"], name)
            stated |= {"name": say("insurance_since", paper.lang, name, since)}
            stated |= {"class": cover["then_class"]} if cover["then_class"] else {}
            insurer = next(reversed(paper.insurers))
        found.append({"insurer": insurer, "from": since, "reason": cover["why"] or "job"})
    return found


def _insured_with(paper: Paper, people: dict[str, dict[str, Any]]) -> None:
    """Who is insured with another: with the first person through every change; with others in their first insurance."""
    first = people[paper.names[paper.draft.people[0]["id"]]]
    for n, one in enumerate(paper.draft.people):
        found = people[paper.names[one["id"]]]
        if n and one["insurance"] == "same" and not one["covers"] and "cover" in first:
            found["cover"] = first["cover"]
            del found["insurer"]
    for one in paper.draft.people:
        for cover in people[paper.names[one["id"]]].get("cover", ()):
            if cover["insurer"].startswith("with:"):
                other = people.get(paper.names.get(cover["insurer"].removeprefix("with:"), ""), {})
                with_other = other.get("insurer") or other.get("cover", [{"insurer": "K1"}])[0]["insurer"]
                cover["insurer"] = with_other


def _earlier(paper: Paper, n: int, one: Fields, person: dict[str, Any]) -> None:
    """Earlier months: hospital stays, and what the year already took, of the person's first insurance."""
    at, name = f"people.{n}", paper.names[one["id"]]
    key = person.get("insurer") or person["cover"][0]["insurer"]
    endings = years(paper.draft)
    ending = dates.text(endings[one["year"] or next(iter(endings))])
    for k, hospital in enumerate(one["hospitals"]):
        months = paper.months(f"{at}.hospitals.{k}", hospital, "hospital_months")
        if months and not hospital["hospital"]:
            paper.wrong(f"{at}.hospitals.{k}.hospital", "no_hospital")
        elif months:
            stays = paper.state.setdefault(key, {}).setdefault("hospital_months", {})
            stays.setdefault(name, {})[hospital["hospital"]] = months
    borne = {f: yen for f in BORNE if (yen := paper.number(at, one, f)) is not None}
    if borne.get("outpatient", 0) > borne.setdefault("elder", borne.get("outpatient", 0)):
        paper.wrong(f"{at}.elder", "less_than_outpatient")
    if borne.get("aided", 0) > borne["elder"] + borne.get("young", 0) + borne.get("below", 0):
        paper.wrong(f"{at}.aided", "aided_too_much")
    borne = {f: yen for f, yen in borne.items() if yen}
    if borne:
        state = paper.state.setdefault(key, {})
        capped = [
            m for m in state.get("benefit_months", ()) if dates.text(ending_of(dates.month(m))) == ending
        ]
        year = state.setdefault("year", {"ending": ending, "people": {}, "capped": capped})
        if year["ending"] != ending:
            paper.wrong(f"{at}.year", "two_years")
        year["people"][name] = borne
    care = paper.number(at, one, "care")
    if care is not None:
        paper.places[f"care[{len(paper.care)}]"] = f"{at}.care"
        paper.care.append({"person": name, "ending": ending, "yen": care})


def _certificate(paper: Paper, n: int, one: Fields) -> dict[str, Any]:
    at = f"certificates.{n}"
    found: dict[str, Any] = {"id": one["id"], "person": paper.names.get(one["person"], _first(paper))}
    program = one["program"]
    if program.isascii() and program.isdigit() and len(program) < 4:
        found["program"] = int(program)
    elif program in ("local", "designated_disease"):
        found["program"] = program
    else:
        found["program"] = "local"
        paper.wrong(f"{at}.program", "no_program")
    limit = "none" if one["limit"] == "none" else paper.number(at, one, "limit")
    if limit is not None:
        found["limit"] = limit
    if program == "local" and one["per"] == "visit":
        found["per"] = "visit"
    for key in ("from", "to"):
        if (on := paper.day(at, one, key)) is not None:
            found[key] = on
    used = paper.number(at, one, "used")
    if used:
        found["used"] = used
    return found


def _first(paper: Paper) -> str:
    return paper.names[paper.draft.people[0]["id"]]
