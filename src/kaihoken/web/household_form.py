"""様式と事例: the fields of the form as a case of a household. No rule and no figure of the law stands here."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from ..errors import InputError, KaihokenError
from .draft import GROUPS, INSURANCES, WHAT, Draft, Fields, names
from .replies import plain_words
from .words import say


class Mistake(NamedTuple):
    """誤り: what is wrong with a field, in the language of the page."""

    field: str  # its name in the form; empty for the whole
    text: str


class Written(NamedTuple):
    """書かれた事例: plain data of a case, what was paid at counters by bill, and what is wrong."""

    data: dict[str, Any]
    paid: dict[str, int]
    mistakes: list[Mistake]


def case_of(draft: Draft, lang: str) -> Written:
    """事例にする: the form as plain data of a case (docs/cases.md)."""
    return _Writer(draft, lang).written()


class _Writer:
    def __init__(self, draft: Draft, lang: str) -> None:
        self.draft = draft
        self.lang = lang
        self.mistakes: list[Mistake] = []
        self.names = names(draft)
        self.insurers: dict[str, Any] = {}
        self.paid: dict[str, int] = {}

    def written(self) -> Written:
        people = {self.names[one["id"]]: self.person(n, one) for n, one in enumerate(self.draft.people)}
        certificates = [self.certificate(n, one) for n, one in enumerate(self.draft.certificates)]
        bills = [self.bill(n, one) for n, one in enumerate(self.draft.bills)]
        state = {
            key: {"benefit_months": one.pop("months")}
            for key, one in self.insurers.items()
            if "months" in one
        }
        data = {
            "insurers": self.insurers,
            "people": people,
            "certificates": certificates,
            "state": state,
            "bills": bills,
        }
        return Written(data, self.paid, self.mistakes)

    def wrong(self, field: str, word: str, *values: object) -> None:
        self.mistakes.append(Mistake(field, say(word, self.lang, *values)))

    def number(self, field: str, text: str) -> int | None:
        """A whole number as people write it: full-width, with commas or a unit."""
        plain = unicodedata.normalize("NFKC", text).lower()
        plain = re.sub(r"[,、 _¥\\]|円|yen|点|points?|歳|才", "", plain)
        if not plain:
            return None
        if found := re.fullmatch(r"(\d{1,6})万(\d{1,4})?", plain):
            return int(found[1]) * 10_000 + int(found[2] or 0)
        if not re.fullmatch(r"[0-9]{1,12}", plain):
            self.wrong(field, "wrong_number", text)
            return None
        return int(plain)

    def day(self, field: str, text: str) -> str | None:
        plain = unicodedata.normalize("NFKC", text).replace("/", "-").replace(".", "-")
        if not plain:
            return None
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        self.wrong(field, "wrong_day", text)
        return None

    def month(self, field: str, text: str) -> str:
        plain = unicodedata.normalize("NFKC", text).replace("/", "-").replace(".", "-")
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", plain)
        if found and 1 <= int(found[2]) <= 12:
            return f"{found[1]}-{int(found[2]):02d}"
        self.wrong(field, "wrong_month" if plain else "no_month", text)
        return ""

    def person(self, n: int, one: Fields) -> dict[str, Any]:
        at, name = f"people.{n}", self.names[one["id"]]
        found: dict[str, Any] = {}
        birth, age = self.day(f"{at}.birth", one["birth"]), self.number(f"{at}.age", one["age"])
        if birth is not None:
            found["birth"] = birth
        elif age is not None:
            found["age"] = age
        if one["shown"]:
            found["shown"] = one["shown"]
        if one["insurance"] == "same" and n and self.insurers:
            found["insurer"] = next(iter(self.insurers))
            return found
        key = f"K{len(self.insurers) + 1}"
        found["insurer"] = key
        insurer: dict[str, Any] = {
            "kind": INSURANCES.get(one["insurance"], "unknown"),
            "name": say("insurance_of", self.lang, name),
        }
        if one["insurance"] == "employee":
            insurer["insured"] = name
        if one["class"]:
            insurer["class"] = one["class"]
        amount = self.number(f"{at}.amount", one["amount"])
        if amount is not None and one["amount_of"]:
            insurer[one["amount_of"]] = amount
        elif amount is not None:
            self.wrong(f"{at}.amount_of", "wrong_amount_of")
        if one["tax"]:
            insurer["resident_tax"] = one["tax"]
        if one["benefit"] == "none":
            insurer["months"] = []
        elif one["months"]:
            texts = re.split(r"[\s,、;]+", one["months"].strip())
            insurer["months"] = [m for text in texts if (m := self.month(f"{at}.months", text))]
        self.insurers[key] = insurer
        return found

    def certificate(self, n: int, one: Fields) -> dict[str, Any]:
        at = f"certificates.{n}"
        found: dict[str, Any] = {"id": one["id"], "person": self.names.get(one["person"], self.first())}
        program = one["program"]
        if program.isascii() and program.isdigit() and len(program) < 4:
            found["program"] = int(program)
        elif program in ("local", "designated_disease"):
            found["program"] = program
        else:
            found["program"] = "local"
            self.wrong(f"{at}.program", "no_program")
        limit = self.number(f"{at}.limit", one["limit"]) if one["limit"] != "none" else "none"
        if limit is not None:
            found["limit"] = limit
        if program == "local" and one["per"] == "visit":
            found["per"] = "visit"
        for key in ("from", "to"):
            if (on := self.day(f"{at}.{key}", one[key])) is not None:
                found[key] = on
        used = self.number(f"{at}.used", one["used"])
        if used:
            found["used"] = used
        return found

    def first(self) -> str:
        return self.names[self.draft.people[0]["id"]]

    def bill(self, n: int, one: dict[str, Any]) -> dict[str, Any]:
        at = f"bills.{n}"
        setting, kind = WHAT.get(one["what"], WHAT["outpatient"])
        owner = one["person"] if one["person"] in self.names else self.draft.people[0]["id"]
        found: dict[str, Any] = {
            "id": one["id"],
            "person": self.names[owner],
            "month": self.month(f"{at}.month", one["month"]),
            "institution": self.place(one),
            "setting": setting,
            "kind": kind,
        }
        if kind == "pharmacy" and one["prescriber"]:
            source = next((b for b in self.draft.bills if b["id"] == one["prescriber"]), None)
            if source is not None:
                found["prescriber"] = self.place(source)
        unit = one["unit"] or "cost"
        amount = self.number(f"{at}.amount", one["amount"])
        used = self.used(one, owner, found["month"])
        if one["visits"] and unit != "counter":
            found["visits"] = [
                v
                for k, visit in enumerate(one["visits"])
                if (v := self.visit(f"{at}.visits.{k}", visit, unit))
            ]
            if used:
                found["certificates"] = used
        elif amount is None:
            if not any(m.field == f"{at}.amount" for m in self.mistakes):
                self.wrong(f"{at}.amount", "no_amount")
        elif unit == "counter":
            self.paid[one["id"]] = amount
            found["cost"] = 0
            if used:
                found["certificates"] = used
        else:
            self.costs(at, one, found, unit, amount, used)
        meals = self.number(f"{at}.meals", one["meals"])
        if meals and setting == "inpatient":
            found["meals"] = {"count": meals}
        return found

    def costs(
        self, at: str, one: dict[str, Any], found: dict[str, Any], unit: str, amount: int, used: list[str]
    ) -> None:
        """The whole cost, or its two parts where some of it is not under the certificates."""
        outside = self.number(f"{at}.outside", one["outside"]) if used else None
        if outside and outside > amount:
            self.wrong(f"{at}.outside", "outside_too_much")
        elif outside:  # local aid covers the whole bill
            local = {c["id"] for c in self.draft.certificates if c["program"] == "local"}
            national = [name for name in used if name not in local]
            found["parts"] = [{unit: amount - outside, "certificates": national}, {unit: outside}]
            found["certificates"] = [name for name in used if name in local]
        else:
            found[unit] = amount
            if used:
                found["certificates"] = used

    def visit(self, at: str, one: Fields, unit: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        amount = self.number(f"{at}.amount", one["amount"])
        if amount is None:
            if not any(m.field == f"{at}.amount" for m in self.mistakes):
                self.wrong(f"{at}.amount", "no_amount")
        else:
            found[unit] = amount
        if (on := self.day(f"{at}.on", one["on"])) is not None:
            found["on"] = on
        return found

    def place(self, one: dict[str, Any]) -> str:
        name: str = one["place"]
        return name or say("institution_of", self.lang, one["id"])

    def used(self, bill: dict[str, Any], owner: str, month: str) -> list[str]:
        """The certificates of the bill: those that were ticked, or all of its person that reach into its month."""
        every = [
            c for c in self.draft.certificates
            if (c["person"] or self.draft.people[0]["id"]) == owner
            and c["from"][:7] <= month and (not c["to"] or month <= c["to"][:7])
        ]  # fmt: skip
        ticked = bill["sheets"].split()
        return [c["id"] for c in every if not ticked or c["id"] in ticked]


def mistake_in(error: KaihokenError, lang: str, field: str = "") -> Mistake:
    """誤り: what is wrong and how to mend it, in the language of the page."""
    if lang == "ja" and error.ja:
        return Mistake(field, plain_words(error.ja))
    text = f"{error.what} {error.mend}" if isinstance(error, InputError) else str(error)
    return Mistake(field, plain_words(text))


def mistake_of(error: InputError, draft: Draft, lang: str) -> Mistake:
    """誤りの欄: a mistake that the settlement found, at its field of the form."""
    return mistake_in(error, lang, _field(error.where, draft))


def _field(where: str, draft: Draft) -> str:
    """The field of the form behind a field of the case."""
    path = re.sub(r"^case:\d+: ", "", where).replace(": ", ".")
    by_name = {name: n for n, name in enumerate(names(draft).values())}
    if found := re.match(r"(bills|certificates)\[(\d+)\]\.?(\w*)", path):
        group, nth, key = found[1], int(found[2]), found[3]
        key = {
            "cost": "amount",
            "points": "amount",
            "institution": "place",
            "kind": "what",
            "visits": "amount",
        }.get(key, key)
        return (
            f"{group}.{nth}.{key if key in GROUPS[group][1] else 'amount' if group == 'bills' else 'program'}"
        )
    if found := re.match(r"people\.(.+?)(?:\.(\w+))?$", path):
        nth = by_name.get(found[1], by_name.get(path.removeprefix("people."), 0))
        return f"people.{nth}.{found[2] if found[2] in GROUPS['people'][1] else 'age'}"
    if found := re.match(r"insurers\.K(\d+)(?:\.(\w+))?", path):
        owners = [n for n, one in enumerate(draft.people) if not n or one["insurance"] != "same"]
        nth = owners[min(int(found[1]), len(owners)) - 1]
        key = {"class": "class", "elder_class": "class", "resident_tax": "tax", "kind": "insurance"}.get(
            found[2] or "", "amount"
        )
        return f"people.{nth}.{key}"
    if path.startswith("facts."):
        return path
    return ""
