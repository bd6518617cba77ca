"""What a change of the law must not survive: published cases, and properties that the law states.

Used by the tests and by `python3 run.py mutate`. Nothing here copies a figure of the tables: a
property compares figures with one another, or with the rule by which the law makes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path

from msgspec import convert

from kaihoken.catalogue.entry import Entry
from kaihoken.catalogue.standing import status_on
from kaihoken.commands.kinds import answer_of, any_form, kind_of_form
from kaihoken.engine.book import ages
from kaihoken.engine.tables import Row, Tables
from kaihoken.errors import KaihokenError
from kaihoken.forms.fields import Example
from kaihoken.forms.read import read_text
from kaihoken.households import form
from kaihoken.households.ask import figure
from kaihoken.households.expand import expand
from kaihoken.households.expect import differences
from kaihoken.households.read import parse
from kaihoken.households.settle import answers_plain
from kaihoken.law.addons import palliative_due
from kaihoken.law.approval import fits_special
from kaihoken.law.classes import after_children, class_of, income_year
from kaihoken.law.decisions import both, contrary, either, is_value, reaching
from kaihoken.law.people import before_old, past_old
from kaihoken.law.samd import market_gate, program_result
from kaihoken.law.shapes import NONE, Accounts, Children, YearPersons, Years, YearWork
from kaihoken.law.telemedicine import modest_prescription, online_payable, remote_sale
from kaihoken.law.year import settle_year

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Published:
    """One published example, ready to be settled again and again."""

    name: str
    case: Example


def published() -> list[Published]:
    """Every case of the folder, expanded."""
    found = []
    for path in sorted(CASES.rglob("*.yaml")):
        for one in read_text(path.read_text(encoding="utf-8"), any_form, path.stem):
            if one.error is not None:
                raise one.error
            assert one.case is not None
            case = expand(one.case) if isinstance(one.case, form.Case) else one.case
            found.append(Published(one.where(), case))
    return found


def as_published(one: Published, law: Tables) -> bool:
    """Whether the plain run still gives the published answer."""
    case = one.case
    try:
        if not isinstance(case, form.Case):
            reply = answer_of(kind_of_form(case) or "")(case, law=law)
            return reply.decided and not reply.expected
        if case.ask is not None:
            return figure(case.ask, law, case)[0] == case.expect.figure
        bills, households, years = answers_plain(case, law)
        back = sum(r.yen for b in bills for r in b.refunds if r.payer == "insurer")
        owed = sum(h.refund for h in households)  # the steps of article 41 give what the bills get
        owed += sum(p.yen for b in bills if b.kind == "refunded" for p in b.payers if p.key == "insurer")
        return (back == owed or bool(case.given.paid)) and not differences(
            case.expect, bills, households, years
        )
    except (KaihokenError, ArithmeticError, LookupError, AssertionError, TypeError, ValueError):
        return False


# -- properties that the law states ------------------------------------------

Property = Callable[[Tables], bool]
PROPERTIES: dict[str, Property] = {}


def states(sentence: str) -> Callable[[Property], Property]:
    """Registers a property under the sentence that the law, or its notice, states."""

    def put(check: Property) -> Property:
        PROPERTIES[sentence] = check
        return check

    return put


def periods(law: Tables, name: str) -> Iterator[tuple[int, dict[str, Row]]]:
    yield from law.series[name].periods


def whole(row: Row, field: str) -> int:
    value = row.values[field]
    return value if isinstance(value, int) else NONE


def pairs(law: Tables, first: str, second: str) -> Iterator[tuple[dict[str, Row], dict[str, Row]]]:
    """Rows of two series that hold in the same month, for every month in which either changes."""
    months = {s for s, _ in periods(law, first)} | {s for s, _ in periods(law, second)}
    for month in sorted(months):
        a, b = law.series[first].on(month), law.series[second].on(month)
        if a and b:
            yield a, b


@states("the threshold of a cap is the cost whose three tenths are its base")
def _(law: Tables) -> bool:
    return all(
        abs(whole(r, "threshold") * 3 - whole(r, "base") * 10) <= 15
        for name in ("cap_under_70", "cap_70", "cap_subsidised")
        for _, rows in periods(law, name)
        for r in rows.values()
        if whole(r, "percent")
    )


@states("a cap without a percentage has no threshold; a percentage is one of a hundred")
def _(law: Tables) -> bool:
    return all(
        (whole(r, "percent"), whole(r, "threshold") > 0) in ((0, False), (1, True))
        for name in ("cap_under_70", "cap_70", "cap_subsidised")
        for _, rows in periods(law, name)
        for r in rows.values()
    )


@states("a higher class has a higher cap, and never a lower repeat amount or annual cap")
def _(law: Tables) -> bool:
    for name in ("cap_under_70", "cap_70"):
        for _, rows in periods(law, name):
            bases = [whole(r, "base") for r in rows.values()]
            repeats = [whole(r, "repeat") for r in rows.values() if whole(r, "repeat") >= 0]
            if bases != sorted(bases, reverse=True) or repeats != sorted(repeats, reverse=True):
                return False
    for name in ("cap_70_outpatient", "annual_outpatient", "care_sum_under_70", "care_sum_70"):
        field = "base" if name == "cap_70_outpatient" else "yen"
        for _, rows in periods(law, name):
            amounts = [whole(r, field) for r in rows.values() if whole(r, field) >= 0]
            if amounts != sorted(amounts, reverse=True):
                return False
    return True


@states("classes begin at ever lower remuneration, income and taxable income")
def _(law: Tables) -> bool:
    for name, fields in (
        ("class_under_70", ("remuneration", "income")),
        ("class_70", ("remuneration", "taxable")),
    ):
        for _, rows in periods(law, name):
            taxed = [r for k, r in rows.items() if whole(r, "remuneration") != NONE and k != "一般"]
            for field in fields:
                bounds = [whole(r, field) for r in taxed]
                if bounds != sorted(bounds, reverse=True):
                    return False
    return True


CLASSES = (("class_under_70", ("remuneration", "income")), ("class_70", ("remuneration", "taxable")))


@states("the order names classes in whole ten-thousands of yen; only classes without tax have no bound")
def _(law: Tables) -> bool:
    return all(
        (r.values[f] == "none" and r.key in ("オ", "低所得", "低所得Ⅱ", "低所得Ⅰ"))
        or (whole(r, f) >= 0 and whole(r, f) % 10_000 == 0)
        for name, fields in CLASSES
        for _, rows in periods(law, name)
        for r in rows.values()
        for f in fields
    )


@states("現役並み is three tenths; two tenths from 75 belong to 一般Ⅱ; a mark is yes or no")
def _(law: Tables) -> bool:
    return all(
        whole(r, "active") == int(r.key.startswith("現役並み"))
        and r.values["above"] in (0, 1, "none")
        and (r.values["above"] == 1) == (r.key == "一般Ⅱ")
        for _, rows in periods(law, "class_70")
        for r in rows.values()
    )


@states("the higher limit for dialysis is for remuneration of 530,000 yen and more (42条9項2号)")
def _(law: Tables) -> bool:
    return all(
        whole(r, "high") == int(whole(r, "remuneration") >= 530_000)
        for _, rows in periods(law, "class_under_70")
        for r in rows.values()
    )


@states("a programme's share is a part of the cost, or there is none")
def _(law: Tables) -> bool:
    return all(
        r.values["percent"] == "none" or 0 <= whole(r, "percent") <= 20
        for _, rows in periods(law, "program")
        for r in rows.values()
    )


@states("splitting 一般 in 2022-10 changed no cap")
def _(law: Tables) -> bool:
    split = 2022 * 12 + 9
    return all(
        law.rows(name, split)[key].values
        == law.rows(name, split - 1)["一般" if key in ("一般Ⅱ", "一般Ⅰ") else key].values
        for name in ("cap_70", "cap_70_outpatient")
        for key in law.rows(name, split)
    )


# 現役並みⅢ takes the amounts of ア, and so on: 42条3項 repeats the amounts of 42条1項.
SAME = {"現役並みⅢ": "ア", "現役並みⅡ": "イ", "現役並みⅠ": "ウ", "現役並み": "一般"}


def counterpart(name: str) -> str:
    """The class below 70 whose amounts a class from 70 shares."""
    stem = name.rstrip("123")
    return SAME.get(stem, "") + name[len(stem) :] if stem in SAME else ""


@states("from 70, those with the income of the working have the caps of the classes below 70")
def _(law: Tables) -> bool:
    since = 2018 * 12 + 7
    for month in {s for n in ("cap_under_70", "cap_70") for s, _ in periods(law, n) if s >= since}:
        young, old = law.rows("cap_under_70", month), law.rows("cap_70", month)
        for name, row in old.items():
            like = counterpart(name)
            if like and row.values != young[like].values:
                return False
    return True


@states("from 2018-08 the general class from 70 has the cap of the class エ below 70")
def _(law: Tables) -> bool:
    since = 2018 * 12 + 7
    for month in {s for n in ("cap_under_70", "cap_70") for s, _ in periods(law, n) if s >= since}:
        young, old = law.rows("cap_under_70", month), law.rows("cap_70", month)
        for name, row in old.items():
            if name.startswith("一般"):
                like = f"エ{name[-1]}" if name[-1] in "123" else "エ"
                if row.values != young[like].values:
                    return False
    return True


@states("the annual cap is about twelve repeat months, and the same from 70 as below")
def _(law: Tables) -> bool:
    for _, rows in periods(law, "annual_cap_under_70"):
        month = rows["オ"].since
        caps = law.rows("cap_under_70", month)
        for name, row in rows.items():
            if name in caps and abs(whole(row, "yen") - 12 * whole(caps[name], "repeat")) > 10_000:
                return False
            if name in caps and whole(row, "yen") % 10_000:
                return False
    return True


@states("in one period every annual cap from 70 is one of those below 70, but for 低所得Ⅰ")
def _(law: Tables) -> bool:
    for month, rows in periods(law, "annual_cap_70"):
        young = law.rows("annual_cap_under_70", month)
        for name, row in rows.items():
            stem = (
                counterpart(name)
                or {"一般低": "エ低", "低所得Ⅱ": "オ"}.get(name)
                or (f"エ{name[-1]}" if name[-1] in "123" else "エ")
            )
            if name != "低所得Ⅰ" and row.values != young[stem].values:
                return False
    return True


@states("a certificate's limits fall with income, and long or ventilated treatment never costs more")
def _(law: Tables) -> bool:
    for number in ("54", "52"):
        for _, rows in periods(law, f"limit_{number}"):
            ordered = list(rows.values())
            for low, high in pairwise(ordered):
                if any(whole(low, f) > whole(high, f) for f in ("general", "long_term", "ventilator")):
                    return False
            if any(
                not whole(r, "general") >= whole(r, "long_term") >= whole(r, "ventilator") for r in ordered
            ):
                return False
    return True


@states("programme 52 takes half of the limit of programme 54")
def _(law: Tables) -> bool:
    return all(
        whole(half[k], f) * 2 == whole(full[k], f)
        for full, half in pairs(law, "limit_54", "limit_52")
        for k in full
        for f in ("general", "ventilator", "long_term")
    )


@states("the programmes of medical care for independence share one table of severe limits")
def _(law: Tables) -> bool:
    return all(
        a[k].values["severe"] == b[k].values["severe"]
        for n in ("16", "21")
        for a, b in pairs(law, "limit_15", f"limit_{n}")
        for k in a
    ) and all(a[k].values == b[k].values for a, b in pairs(law, "limit_15", "limit_21") for k in a)


@states("from 70 resident tax alone does not tell 低所得Ⅱ from 低所得Ⅰ; below 70 it tells the class")
def _(law: Tables) -> bool:
    upper = [0, 0, 0]
    return (
        class_of(NONE, True, False, [0, NONE, NONE], upper) == NONE
        and class_of(NONE, True, False, [100, 0, NONE], upper) == 2
        and class_of(NONE, False, False, [100, 0, NONE], upper) == NONE
    )


@states("an income year is a calendar year, from January; a deduction leaves nothing below zero")
def _(law: Tables) -> bool:
    months = range(2008 * 12, 2030 * 12)
    return all(income_year(m, 7) % 12 == 0 and 12 <= m - income_year(m, 7) <= 30 for m in months) and (
        after_children(0, 1, 0, Children(0, 1, 1)) == 0
    )


@states("the lower annual cap ends where the lowest classes of 2027-08 begin; two tenths begin at 一般Ⅱ")
def _(law: Tables) -> bool:
    split, phase = 2022 * 12 + 9, 2027 * 12 + 7
    low = law.rows("annual_low", phase - 1)
    young, old = law.rows("class_under_70", phase), law.rows("class_70", phase)
    return (
        whole(low["remuneration"], "yen") == whole(young["エ2"], "remuneration")
        and whole(low["income"], "yen") == whole(young["エ2"], "income")
        and whole(low["taxable"], "yen") == whole(old["一般2"], "taxable")
        and whole(old["一般2"], "taxable") == whole(law.rows("class_70", split)["一般Ⅱ"], "taxable")
    )


@states("programmes have distinct places in the legal order, from the first to the last")
def _(law: Tables) -> bool:
    return all(
        sorted(whole(r, "order") for r in rows.values()) == list(range(1, len(rows) + 1))
        for _, rows in periods(law, "program")
    )


@states("a right to benefits lapses after two years (健保法193条)")
def _(law: Tables) -> bool:
    return all(
        row.values["years"] in (2, "none")
        for _, rows in periods(law, "refund_claim")
        for row in rows.values()
    )


@states("card use is asked alike of hospitals, dentists and pharmacies, and with or without prescriptions")
def _(law: Tables) -> bool:
    rank = {"1": 1, "4": 1, "2": 2, "5": 2, "3": 3, "6": 3}
    asked: dict[tuple[int, int], set[int]] = {}
    for since, rows in periods(law, "dx_tier"):
        for row in rows.values():
            if whole(row, "percent") != NONE and since < 2026 * 12 + 5:
                asked.setdefault((since, rank[row.key[-1]]), set()).add(whole(row, "percent"))
    return bool(asked) and all(len(found) == 1 for found in asked.values())


@states(
    "from 2025-04 until 2026-05 tiers 1 to 3 ask for electronic prescriptions, 4 to 6 for none, before none does"
)
def _(law: Tables) -> bool:
    return all(
        whole(row, "systems") == int(since >= 2025 * 12 + 3 and row.key[-1] in "123")
        for since, rows in periods(law, "dx_tier")
        for row in rows.values()
        if since < 2026 * 12 + 5
    )


YES_NO = (0, 1)
PARTIAL: tuple[tuple[Callable[..., int], tuple[tuple[int, ...], ...]], ...] = (
    (both, (YES_NO, YES_NO)),
    (either, (YES_NO, YES_NO)),
    (contrary, (YES_NO,)),
    (is_value, ((1, 2, 3), (2,))),
    (reaching, (YES_NO, YES_NO)),
    (program_result, (YES_NO, YES_NO, YES_NO, YES_NO, (1, 2, 3, 4))),
    (market_gate, ((0, 1, 2, 3, 4), YES_NO)),
    (palliative_due, (YES_NO, YES_NO, YES_NO, YES_NO)),
    (remote_sale, ((1, 2, 3), YES_NO, YES_NO, YES_NO, YES_NO)),
    (fits_special, (YES_NO, YES_NO, YES_NO)),
    (online_payable, (YES_NO, (1, 2, 3), YES_NO, YES_NO, YES_NO)),
    (modest_prescription, (YES_NO, YES_NO, YES_NO, (7, 8), (7,))),
)


@states("a decision that is made holds whatever the facts that are not known; all facts together decide")
def _(law: Tables) -> bool:
    for rule, domains in PARTIAL:
        for known in product(*((NONE, *d) if len(d) > 1 else d for d in domains)):  # one value: a figure
            told = rule(*known)
            every = product(*(d if k == NONE else (k,) for k, d in zip(known, domains, strict=True)))
            if told == NONE:
                if NONE not in known:
                    return False
            elif any(rule(*whole) != told for whole in every):
                return False
    return True


@states("the year of one household has nothing to do with that of another")
def _(law: Tables) -> bool:
    one = (700_001, 0, 3, 0), (250_000, 100_000, 90_000, 0), (40_000, 0, 0, 1)
    other = (200_000, 150_000, 0, 0), (30_000, 30_000, 999_999, 0), (600_000, 0, 500_000, 1)
    caps = (300_000, 530_000, 200_000, 210_000, 400_000), (180_000, 410_000, 190_000, 310_000, 340_000)

    def run(
        households: tuple[tuple[tuple[int, ...], ...], ...], limits: tuple[tuple[int, ...], ...]
    ) -> list[list[int]]:
        accounts = [a for h in households for a in h]
        first = [3 * n for n in range(len(households) + 1)]
        work = YearWork(
            [a[1] for a in accounts], [a[0] for a in accounts], [a[2] for a in accounts],
            *([0] * len(accounts) for _ in range(3)),
        )  # fmt: skip
        persons = YearPersons(list(range(len(accounts) + 1)), [144_000 for _ in accounts])
        years = Years(first, *(list(column) for column in zip(*limits, strict=True)))
        settle_year(years, persons, Accounts([a[3] for a in accounts]), work, 500)
        return [list(column) for column in work]

    apart = zip(run((one,), caps[:1]), run((other,), caps[1:]), strict=True)
    return run((one, other), caps) == [a + b for a, b in apart]


def _two_bills(outside: int, subsidised: int, program: int) -> form.Case:
    """A repeat month in the upper class: a bill with a subsidised part and one outside it, and a second bill."""
    bill = {"month": "2024-01", "person": "A"}
    parts = [{"cost": outside}, {"cost": subsidised, "certificates": ["s"]}]
    return expand(
        parse(
            {
                "insurers": {"K": {"kind": "employee", "class": "ア"}},
                "people": {"A": {"birth": "1975-01-02", "insurer": "K", "shown": "my_number"}},
                "certificates": [{"id": "s", "person": "A", "program": program}],
                "state": {"K": {"benefit_months": ["2023-10", "2023-11", "2023-12"]}},
                "bills": [
                    {**bill, "id": "a", "institution": "甲", "setting": "inpatient", "parts": parts},
                    {**bill, "id": "b", "institution": "乙", "cost": 1_000_000},
                ],
            }
        )
    )


@states(
    "what one bill was given is not given again by the household: nobody bears less than nothing (令41条)"
)
def _(law: Tables) -> bool:
    for outside in (0, 60_000, 700_000):
        bills, households, _ = answers_plain(_two_bills(outside, 304_972_040, 10), law)
        within = sum(h.refund for h in households) <= sum(h.benefit for h in households)
        if not within or any(p.yen < 0 for b in bills for p in b.payers):
            return False
    return True


@states("below 70 a subsidised part whose share is below 21,000 yen is not added up (令41条1項)")
def _(law: Tables) -> bool:
    with_it, alone = (answers_plain(_two_bills(700_000, cost, 10), law)[1] for cost in (60_000, 0))
    return [h.refund for h in with_it] == [h.refund for h in alone]


@states("what may not be added up stays with the family in full (令41条1項)")
def _(law: Tables) -> bool:
    borne = [
        sum(b.borne for b in answers_plain(_two_bills(cost, 304_972_040, 10), law)[0]) for cost in (60_000, 0)
    ]
    return borne[0] - borne[1] == 60_000 * 3 // 10


@states(
    "an approved device, or regenerative product, may stand beside insured treatment for 240 days (告示495号1条)"
)
def _(law: Tables) -> bool:
    """The day of the maker's request is the first; before it, and after, nothing is combined."""
    asked, of = date(2020, 2, 1), {"evidence": "law", "source": ["notice"]}
    days = [asked + timedelta(n) for n in (-1, 0, 239, 240)]
    entry = {"ja": "物", "en": "thing", "what_ja": "物", "what_en": "a thing"}
    entry["approval"] = [{**of, "date": "2020-01-01", "type": "ordinary", "article": "薬機法23条の2の5"}]
    entry["listing"] = [{**of, "date": asked.isoformat(), "what": "requested"}]
    return all(
        [status_on(convert({**entry, "kind": kind}, Entry), law, day) for day in days]
        == ["self_pay", "combined", "combined", "self_pay"]
        for kind in ("device", "app", "regenerative")
    )


@states(
    "the elderly scheme insures from the day of the 75th birthday, or from 65 by recognised disability (高確法50条)"
)
def _(law: Tables) -> bool:
    """In the month of the birthday both insurers may have a bill, unless the birthday is its first day."""
    of = ages(law)
    born, birthday, at_65 = 1950 * 12 + 4, 2025 * 12 + 4, 2015 * 12 + 4
    left = [past_old(born, day, birthday + k, of) for day in (1, 2) for k in (-1, 0, 1)]
    early = [before_old(born, birthday + k, 0, of) for k in (-1, 0)]
    disabled = [before_old(born, at_65 + k, 10, of) for k in (-1, 0)]
    return left == [False, True, True, False, False, True] and early == disabled == [True, False]


@states("what a claim carries beside amounts stands in two digits (記録条件仕様)")
def _(law: Tables) -> bool:
    return all(
        not isinstance(value, int) or value < 100
        for name in ("claim_class_under_70", "claim_class_70", "claim_place")
        for _, rows in periods(law, name)
        for row in rows.values()
        for value in row.values.values()
    )


@states("a certificate reaches back a month from the application, three where the delay is excused (2023-10)")
def _(law: Tables) -> bool:
    return all(
        (row.values["months"], row.values["excused"]) == (1, 3)
        for _, rows in periods(law, "certificate_reach")
        for row in rows.values()
    )
