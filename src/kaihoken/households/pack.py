"""事例を列にする: checks a case as a whole and lays it out as the columns that the law reads.

Whatever contradicts itself is refused here with the field's name; whatever is missing becomes
`MissingFact` with its possible answers, and only when it is really needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..engine import dates
from ..engine.book import Shelf, ages
from ..engine.tables import Row, Tables
from ..errors import InputError, MissingFact
from ..law.aid import AID_MONTH, AID_TENTHS, AID_VISIT
from ..law.classes import class_of
from ..law.people import GENERAL, PRESCHOOL, SENIOR, age_group
from ..law.shapes import NONE, Bills, Book, Parts, Sheets, Uses, Visits, Work
from . import form
from .read import day

AID = {"visit": AID_VISIT, "month": AID_MONTH, "tenths": AID_TENTHS}
DESIGNATED = "designated_disease"
LOCAL = "local"

Facts = dict[str, object]


@dataclass(slots=True)
class Packed:
    """列にした事例: the columns, and what each row of them is called."""

    shelf: Shelf
    book: Book
    bills: Bills
    parts: Parts
    uses: Uses
    sheets: Sheets
    visits: Visits
    costs: list[int]
    schemes: list[str]
    classes: list[str | None]
    groups: list[int]
    use_names: list[str]  # per use: the certificate's id
    use_bills: list[int]
    aid_names: list[str]
    notes: list[tuple[str, str]] = field(default_factory=list)  # (code, subject)
    used: list[int] = field(default_factory=list)  # per sheet: filled by others before

    def work(self) -> Work:
        """空の結果: work columns for one run."""
        n = len(self.costs)
        return Work(*([0] * n for _ in range(10)), [0] * len(self.uses.sheet), list(self.used))

def fact_key(name: str, subject: str) -> str:
    """The name under which an answer to a missing fact is kept."""
    return f"{name}:{subject}"


class Packer:
    """Lays one case out. ``facts`` holds answers tried for missing facts."""

    def __init__(self, case: form.Case, tables: Tables, facts: Facts) -> None:
        self.case = case
        self.facts = facts
        self.shelf = Shelf(tables)
        self.ages = ages(tables)
        self.certificates = {c.id: c for c in case.certificates}
        self.sheet_rows: dict[tuple[str, int], int] = {}
        self.limits: list[int] = []
        self.used: list[int] = []
        self.notes: list[tuple[str, str]] = []

    def pack(self) -> Packed:
        """列にする: the whole case. Raises InputError or MissingFact."""
        self._check_whole()
        columns: list[list[int]] = []
        first_part, first_visit, first_use = [0], [0], [0]
        part_costs: list[int] = []
        designated: list[int] = []
        use_sheet: list[int] = []
        use_program: list[int] = []
        visit_costs: list[int] = []
        out = Packed(self.shelf, None, None, None, None, None, None, [], [], [], [], [], [], [])  # type: ignore[arg-type]
        for b, bill in enumerate(self.case.bills):
            where = f"bills[{b}]"
            try:
                row, aid = self._bill(bill, out)
                visits = [self._cost(v, f"visits[{i}]") or 0 for i, v in enumerate(bill.visits)]
                parts = self._parts(bill, visits)
                for cost, names in parts:
                    part_costs.append(cost)
                    designated.append(self._designated(bill, names, out.classes[-1], out.groups[-1]))
                    for name in self._in_order(bill, names):
                        use_sheet.append(self._sheet(name, dates.month(bill.month)))
                        use_program.append(self.shelf.program(dates.month(bill.month), _number(self.certificates[name])))
                        out.use_names.append(name)
                        out.use_bills.append(b)
                    first_use.append(len(use_sheet))
            except InputError as error:
                raise error.at(where) from None
            visit_costs += visits
            first_part.append(len(part_costs))
            first_visit.append(len(visit_costs))
            columns.append([*row, first_part[-2], first_visit[-2], *aid])
            out.costs.append(sum(c for c, _ in parts))
            out.aid_names.append(self._aid_name(bill))
        names = [list(c) for c in zip(*columns, strict=True)] if columns else [[] for _ in _ORDER]
        by_field = dict(zip(_ORDER, names, strict=True))
        by_field["first_part"] = first_part
        by_field["first_visit"] = first_visit
        out.book = self.shelf.book()
        out.bills = Bills(**by_field)
        out.parts = Parts(part_costs, first_use, designated)
        out.uses = Uses(use_sheet, use_program)
        out.sheets = Sheets(self.limits)
        out.visits = Visits(visit_costs)
        out.notes = self.notes
        out.used = self.used
        return out

    # -- the case as a whole ------------------------------------------------

    def _check_whole(self) -> None:
        case = self.case
        ids: set[str] = set()
        for b, bill in enumerate(case.bills):
            if bill.id in ids:
                raise InputError(f"bill '{bill.id}' stands twice.", f"bills[{b}].id", "Give each bill its own id.")
            ids.add(bill.id)
            if bill.person not in case.people:
                raise InputError(
                    f"bill '{bill.id}' is of '{bill.person}', who is not among the people.",
                    f"bills[{b}].person", f"Add the person, or write one of {', '.join(case.people) or 'none'}.",
                )  # fmt: skip
        for paid in case.given.paid:
            if paid not in ids:
                raise InputError(f"no bill is called '{paid}'.", f"given.paid.{paid}", f"Bills are {', '.join(ids)}.")
        for i, (name, person) in enumerate(case.people.items()):
            self._check_person(name, person, f"people.{name}")
            del i
        for name, insurer in case.insurers.items():
            if insurer.insured is not None and insurer.insured not in case.people:
                raise InputError(f"'{insurer.insured}' is not among the people.", f"insurers.{name}.insured",
                                 f"People are {', '.join(case.people)}.")  # fmt: skip
        for name in case.state:
            if name not in case.insurers:
                raise InputError(f"'{name}' is not among the insurers.", f"state.{name}",
                                 f"Insurers are {', '.join(case.insurers)}.")  # fmt: skip
        seen: set[str] = set()
        for i, certificate in enumerate(case.certificates):
            where = f"certificates[{i}]"
            if certificate.id in seen:
                raise InputError(f"certificate '{certificate.id}' stands twice.", f"{where}.id", "Give each its own id.")
            seen.add(certificate.id)
            if certificate.person not in case.people:
                raise InputError(f"certificate '{certificate.id}' is of '{certificate.person}', who is not among the people.",
                                 f"{where}.person", f"People are {', '.join(case.people)}.")  # fmt: skip
            try:
                self._check_certificate(certificate)
            except InputError as error:
                raise error.at(where) from None

    def _check_person(self, name: str, person: form.Person, where: str) -> None:
        if person.birth is not None:
            day(person.birth, "the birth date").isoformat()
        if person.birth is not None and person.age is not None:
            raise InputError(f"'{name}' has both a birth date and an age.", where, "Keep the birth date.")
        if isinstance(person.age, str) and person.age not in AGES:
            raise InputError(f"'{person.age}' is not an age.", f"{where}.age", f"Write years, or one of {', '.join(AGES)}.")
        if person.insurer is not None and person.cover:
            raise InputError(f"'{name}' has both an insurer and covers.", where, "Keep the covers.")
        covers = [(c.insurer, i) for i, c in enumerate(person.cover)] or ([(person.insurer, -1)] if person.insurer else [])
        for insurer, _ in covers:
            if insurer not in self.case.insurers:
                raise InputError(f"'{insurer}' is not among the insurers.", where,
                                 f"Insurers are {', '.join(self.case.insurers) or 'none'}.")  # fmt: skip
        for i, cover in enumerate(person.cover):
            if cover.from_ and cover.to and day(cover.from_, "the cover's first day") > day(cover.to, "the cover's last day"):
                raise InputError("the cover ends before it begins.", f"{where}.cover[{i}]", "Exchange from and to.")

    def _check_certificate(self, c: form.Certificate) -> None:
        for text, what in ((c.from_, "the certificate's first day"), (c.to, "the certificate's last day")):
            if text is not None:
                day(text, what)
        if c.program == LOCAL:
            if c.limit is None or c.limit == "none":
                raise InputError(f"local aid '{c.id}' has no amount.", "limit",
                                 "Write what the family pays (per visit, month or tenths); 0 where it is free.")  # fmt: skip
            return
        if c.program == DESIGNATED:
            if c.limit not in (None, 10000, 20000, 5000):
                raise InputError(f"a designated disease has no limit of {c.limit}.", "limit",
                                 "Leave it out: it is 10,000 yen, or 20,000 for dialysis in the upper classes.")  # fmt: skip
            return
        rows = self.shelf.tables.series["program"].periods[-1][1]
        if str(c.program) not in rows:
            raise InputError(f"there is no national subsidy programme {c.program}.", "program",
                             f"Known are {', '.join(sorted(rows, key=int))}; local aid is 'local'.")  # fmt: skip
        if rows[str(c.program)].values["limit"] == "no" and isinstance(c.limit, int):
            raise InputError(f"programme {c.program} has no monthly limit.", "limit", "Leave the limit out.")

    # -- one bill -----------------------------------------------------------

    def _bill(self, bill: form.Bill, out: Packed) -> tuple[list[int], list[int]]:
        month = dates.month(bill.month)
        person = self.case.people[bill.person]
        cover = self._cover(bill, person, month)
        insurer = self.case.insurers[cover.insurer]
        scheme = insurer.kind
        born, group = self._born(bill.person, person, month, scheme)
        senior = group >= SENIOR
        stated = person.share if person.share is not None else self.facts.get(fact_key("share", bill.person))
        tenths = stated if isinstance(stated, int) else NONE
        if scheme == "none":
            tenths = 10
        inpatient = bill.setting == "inpatient"
        name = None if scheme == "none" else self._class(cover.insurer, insurer, month, senior, tenths)
        terms = self.shelf.terms(month, name, senior, inpatient)
        self._check_share(bill, person, month, senior, name, scheme, born)
        shown = person.shown
        if shown is None:
            shown = "my_number"
            self.notes.append(("shown", bill.id))
        counter = terms
        if shown == "nothing" and name is not None:
            counter = NONE
            if senior:
                at_counter = str(self.shelf.class_row(month, True, name).values["counter"])
                counter = self.shelf.terms(month, at_counter, True, inpatient)
        state = self.case.state.get(cover.insurer)
        if state is None:
            self.notes.append(("state", bill.id))
            state = form.State()
        benefit = self._earlier(state.benefit_months, month)
        hospital = self._earlier(state.hospital_months.get(bill.person, {}).get(bill.institution, []), month)
        if bill.meals is not None:
            self.notes.append(("meals", bill.id))
        turning = self._turning(cover, born, scheme, person)
        out.schemes.append(scheme)
        out.classes.append(name)
        out.groups.append(group)
        aid = self._aid(bill)
        paid = self.case.given.paid.get(bill.id, NONE)
        return (
            [month, *born, int(scheme == "elderly"), *turning, tenths, terms, counter, int(inpatient), benefit, hospital],
            [*aid, paid],
        )

    def _cover(self, bill: form.Bill, person: form.Person, month: int) -> form.Cover:
        if person.insurer is not None:
            return form.Cover(person.insurer)
        if not person.cover:
            raise InputError(f"'{bill.person}' has no insurer.", mend="Add `insurer:` to the person, or an insurer of kind none.")
        found = [c for c in person.cover if _in_month(c.from_, c.to, month)]
        if not found:
            raise InputError(
                f"'{bill.person}' is insured by nobody in {bill.month}.",
                mend="Add the cover of that month, or an insurer of kind none.",
            )
        if len(found) > 1:
            days = sorted(v.on for v in bill.visits if v.on)
            for cover in found:
                if days and all(_on_day(cover, day(d, "the visit's day")) for d in days):
                    return cover
            raise InputError(
                f"'{bill.person}' changes insurer in {bill.month} and the bill does not say which one it goes to.",
                mend="List its visits with their days, one bill for each insurer.",
            )
        return found[0]

    def _born(self, name: str, person: form.Person, month: int, scheme: str) -> tuple[tuple[int, int], int]:
        """Birth as month and day, and the age group; an age in years stands for a day inside it."""
        birth = person.birth or self.facts.get(fact_key("birth", name))
        if isinstance(birth, str):
            d = day(birth, "the birth date")
            born = (d.year * 12 + d.month - 1, d.day)
            if born[0] > month:
                raise InputError(f"'{name}' is born after {dates.text(month)}.", mend="Check the birth date and the month.")
        else:
            years = AGES.get(person.age, person.age) if isinstance(person.age, str) else person.age
            if years is None and scheme == "elderly":
                years = 80
            if years is None and person.share is None and scheme == "none":
                years = 40
            if years is None or years == self.ages.school:
                raise MissingFact("birth", name, self._birth_choices(month, years))
            if not isinstance(years, int):
                raise InputError(f"'{years}' is not an age.")
            born = (month - years * 12 - 6, 15)
            if years >= self.ages.senior and scheme not in ("elderly",):
                born = (month - years * 12 - 1, 15)
        group = age_group(*born, month, int(scheme == "elderly"), self.ages)
        if scheme in ("employee", "national") and month > born[0] + self.ages.old * 12 and person.birth is not None:
            raise InputError(
                f"'{name}' is past 75 in {dates.text(month)} and no longer in this insurance.",
                mend="Use an insurer of kind elderly from the 75th birthday.",
            )
        return born, group

    def _birth_choices(self, month: int, years: int | None) -> list[tuple[str, object]]:
        def born(age: int) -> str:
            at = month - age * 12 - 6
            return f"{dates.text(at)}-15"

        if years is not None:  # six: before or after school entry
            spring = month - month % 12 + 3 - self.ages.school * 12
            if month % 12 < 3:
                spring -= 12
            return [("preschool", f"{dates.text(spring)}-02"), ("school", f"{dates.text(spring)}-01")]
        return [("preschool", born(3)), ("under 70", born(40)), ("70 to 74", born(72))]

    def _class(self, key: str, insurer: form.Insurer, month: int, senior: bool, tenths: int) -> str:
        """The class that holds for the bill: given, derived from facts, or asked for."""
        given = insurer.elder_class if senior and insurer.elder_class is not None else insurer.class_
        subject = f"{key}/{'70' if senior else 'under 70'}"
        answer = self.facts.get(fact_key("class", subject))
        name = answer if isinstance(answer, str) else _at_month(given, month)
        if name is not None and senior and insurer.elder_class is None and insurer.kind != "elderly":
            name = self._elder_class_of(key, insurer, month, name)
        if name is None:
            name = self._derived(insurer, month, senior)
        if name is None:
            raise MissingFact("class", subject, [(n, n) for n in self.shelf.classes(month, senior) if n != "一般" or not self._split(month, senior)])
        if senior and name == "一般" and self._split(month, senior) and tenths in (1, 2) and insurer.kind == "elderly":
            return "一般Ⅱ" if tenths == 2 else "一般Ⅰ"
        try:
            self.shelf.class_row(month, senior, name)
        except InputError as error:
            raise error.at(f"insurers.{key}.class") from None
        return name

    def _split(self, month: int, senior: bool) -> bool:
        return senior and "一般Ⅱ" in self.shelf.classes(month, True)

    def _elder_class_of(self, key: str, insurer: form.Insurer, month: int, name: str) -> str | None:
        """An elder's class where only the household's class below 70 is given."""
        seniors = self.shelf.classes(month, True)
        if name in seniors and name not in self.shelf.classes(month, False):
            return name
        if name in seniors and insurer.kind == "national":
            return name
        row = self.shelf.class_row(month, False, name)
        insured = self.case.people.get(insurer.insured or "")
        if insurer.kind == "employee" and insured is not None and row.values["remuneration"] != "none":
            _, group = self._born(insurer.insured or "", insured, month, "employee")
            if group < SENIOR:  # dependants of an insured person below 70 are never 現役並み
                if "一般" in seniors:
                    return "一般"
                return f"一般{name[-1]}" if name.startswith("エ") else "一般1"
        answer = self.facts.get(fact_key("class", f"{key}/70"))
        if isinstance(answer, str):
            return answer
        low = [
            n for n, r in seniors.items()
            if (r.values["remuneration"] == "none") == (row.values["remuneration"] == "none")
        ]  # fmt: skip
        raise MissingFact("class", f"{key}/70", [(n, n) for n in low])

    def _derived(self, insurer: form.Insurer, month: int, senior: bool) -> str | None:
        """所得区分の判定: the class that follows from the stated facts, where they suffice."""
        rows = self.shelf.classes(month, senior)
        return derive(
            rows,
            insurer.kind,
            senior,
            _at_month(insurer.standard_remuneration, month),
            _at_month(insurer.assessable_income, month),
            _at_month(insurer.taxable_income, month),
            _at_month(insurer.resident_tax, month),
        )

    def _check_share(
        self, bill: form.Bill, person: form.Person, month: int, senior: bool, name: str | None, scheme: str, born: tuple[int, int]
    ) -> None:
        """A stated share must be one that the law knows for such a person."""
        if person.share is None:
            return
        if scheme == "none":
            raise InputError(f"'{bill.person}' has a share but no insurance.", f"people.{bill.person}.share", "Leave the share out.")
        legal = {PRESCHOOL: {2}, GENERAL: {3}}.get(age_group(*born, month, int(scheme == "elderly"), self.ages), {1, 2, 3})
        if person.share not in legal:
            raise InputError(
                f"a share of {person.share} tenths is not the law's for '{bill.person}' in {bill.month}.",
                f"people.{bill.person}.share", f"It is {', '.join(map(str, sorted(legal)))}; leave it out, or check the age.",
            )  # fmt: skip

    def _turning(self, cover: form.Cover, born: tuple[int, int], scheme: str, person: form.Person) -> tuple[int, int]:
        if cover.reason == "disability" or scheme == "none":
            return NONE, NONE
        if cover.reason == "insured_turned_75":
            text = cover.from_ or cover.to
            if text is None:
                raise InputError("the cover of a dependant whose insured person turns 75 needs its day.", mend="Add `from:` or `to:`.")
            at = day(text, "the cover's day")
            if cover.from_ is None:
                at = date.fromordinal(at.toordinal() + 1)
            return at.year * 12 + at.month - 1 - self.ages.old * 12, at.day
        return born if person.birth is not None else (NONE, NONE)

    def _earlier(self, months: list[str], month: int) -> int:
        window = self.shelf.tables.series["repeat"].periods[0][1]["months"].values["window"]
        return len({m for m in map(dates.month, months) if month - int(window) < m < month})

    # -- parts, certificates ------------------------------------------------

    def _cost(self, item: form.Bill | form.Part | form.Visit, where: str = "") -> int | None:
        if item.cost is not None and item.points is not None:
            raise InputError("both cost and points are given.", where, "Keep one: points are of 10 yen.")
        return item.points * 10 if item.points is not None else item.cost

    def _parts(self, bill: form.Bill, visits: list[int]) -> list[tuple[int, list[str]]]:
        """Parts with equal certificates become one, in the order of their first appearance."""
        total = self._cost(bill)
        if bill.visits and any(self._cost(v) is None for v in bill.visits):
            raise InputError("a visit has no cost.", "visits", "Give every visit its cost or points.")
        if bill.parts:
            raw = []
            for i, part in enumerate(bill.parts):
                cost = self._cost(part, f"parts[{i}]")
                if cost is None:
                    raise InputError("the part has no cost.", f"parts[{i}]", "Add cost or points.")
                raw.append((cost, [*part.certificates, *bill.certificates]))
            if total is not None and total != sum(c for c, _ in raw):
                raise InputError(
                    f"the parts add up to {sum(c for c, _ in raw):,} yen, the bill to {total:,}.",
                    "parts", "Correct one of them, or leave the bill's cost out.",
                )  # fmt: skip
        elif total is not None:
            raw = [(total, list(bill.certificates))]
        elif visits:
            raw = [(sum(visits), list(bill.certificates))]
        else:
            raise InputError(f"bill '{bill.id}' has no cost.", mend="Add cost, points, parts or visits.")
        if visits and sum(visits) != sum(c for c, _ in raw):
            raise InputError(
                f"the visits add up to {sum(visits):,} yen, the bill to {sum(c for c, _ in raw):,}.",
                "visits", "Correct one of them.",
            )  # fmt: skip
        merged: dict[tuple[str, ...], int] = {}
        for cost, names in raw:
            for name in names:
                self._check_use(bill, name)
            key = tuple(sorted({n for n in names if self.certificates[n].program != LOCAL}))
            merged[key] = merged.get(key, 0) + cost
        locals_on = [{n for n in names if self.certificates[n].program == LOCAL} for _, names in raw]
        if any(one != locals_on[0] for one in locals_on):
            raise InputError("local aid stands on some parts only.", "parts",
                             "Local aid comes last and covers the whole bill: write it in the bill's `certificates`.")  # fmt: skip
        return [(cost, list(key)) for key, cost in merged.items()]

    def _check_use(self, bill: form.Bill, name: str) -> None:
        if name not in self.certificates:
            raise InputError(f"no certificate is called '{name}'.", "certificates",
                             f"Certificates are {', '.join(self.certificates) or 'none'}.")  # fmt: skip
        c = self.certificates[name]
        if c.person != bill.person:
            raise InputError(f"certificate '{name}' is of '{c.person}', the bill of '{bill.person}'.", "certificates",
                             "Use the patient's own certificate.")  # fmt: skip
        if not _in_month(c.from_, c.to, dates.month(bill.month)):
            raise InputError(f"certificate '{name}' is not valid in {bill.month}.", "certificates",
                             f"It runs from {c.from_ or '…'} to {c.to or '…'}.")  # fmt: skip

    def _in_order(self, bill: form.Bill, names: list[str]) -> list[str]:
        """適用の順: the national programmes of a part in their legal order."""
        month = dates.month(bill.month)
        national = [n for n in names if self.certificates[n].program not in (LOCAL, DESIGNATED)]
        return sorted(national, key=lambda n: int(self.shelf.program_row(month, _number(self.certificates[n])).values["order"]))

    def _designated(self, bill: form.Bill, names: list[str], cls: str | None, group: int) -> int:
        found = [self.certificates[n] for n in names if self.certificates[n].program == DESIGNATED]
        if not found or cls is None:
            return NONE
        month = dates.month(bill.month)
        high = False
        if group < SENIOR:
            in_high = bool(self.shelf.class_row(month, False, cls).values["high"])
            disease = found[0].disease or self.facts.get(fact_key("disease", found[0].id))
            if found[0].limit is not None:
                high = found[0].limit == 20000
                if high and not in_high:
                    raise InputError(f"a limit of 20,000 yen is not for class {cls}.", f"certificates {found[0].id}",
                                     "Leave the limit out.")  # fmt: skip
            elif in_high and disease is None:
                raise MissingFact("disease", found[0].id, [("dialysis", "dialysis"), ("haemophilia or HIV", "haemophilia")])
            else:
                high = in_high and disease == "dialysis"
        return self.shelf.designated(month, high)

    def _sheet(self, name: str, month: int) -> int:
        """管理票: one running sheet per certificate and month."""
        key = (name, month)
        if key not in self.sheet_rows:
            self.sheet_rows[key] = len(self.limits)
            self.limits.append(self._limit(name, month))
            self.used.append(self.certificates[name].used)
        return self.sheet_rows[key]

    def _limit(self, name: str, month: int) -> int:
        c = self.certificates[name]
        policy = self.shelf.program_row(month, _number(c)).values["limit"]
        limit = c.limit if c.limit is not None else self.facts.get(fact_key("limit", name))
        if policy == "no":
            return NONE
        if limit is None and c.tier is not None:
            limit = monthly_limit(self.shelf.tables, month, _number(c), c.tier, c.category)
        if limit is None:
            if policy == "zero":
                return 0
            raise MissingFact("limit", name, self._limit_choices(month, _number(c)))
        if limit == "none":
            return NONE
        if not isinstance(limit, int):
            raise InputError(f"'{limit}' is not a limit.", f"certificate '{name}'", "Write whole yen, or none.")
        if c.household_limits:
            from ..law.subsidies import apportioned_limit

            every = [*c.household_limits, limit]
            return apportioned_limit(limit, max(every), sum(every))
        return limit

    def _limit_choices(self, month: int, number: int) -> list[tuple[str, object]]:
        rows = self.shelf.tables.rows(f"limit_{number}", month) if f"limit_{number}" in self.shelf.tables.series else {}
        found: dict[object, str] = {}
        for row in rows.values():
            for field_name, value in row.values.items():
                if value != "excluded":
                    found.setdefault(value, f"{row.key}, {field_name}")
        if not found:
            return [("nothing is left", 0), ("no limit", "none")]
        return [(label, value) for value, label in sorted(found.items(), key=lambda kv: (kv[0] == "none", str(kv[0]).zfill(9)))]

    def _aid(self, bill: form.Bill) -> list[int]:
        name = self._aid_name(bill)
        if not name:
            return [NONE, NONE, NONE, NONE, NONE, 1]
        c = self.certificates[name]
        if not isinstance(c.limit, int):
            raise InputError(f"local aid '{name}' has no amount.")
        times = NONE if bill.times is None else bill.times
        if c.per == "visit" and times == NONE and not bill.visits:
            raise InputError(f"local aid '{name}' is per visit, and the bill lists no visits.",
                             mend="Add `visits:`, or `times:` with their number.")  # fmt: skip
        most = NONE if c.most_times is None else c.most_times
        month_limit = NONE if c.month_limit is None else c.month_limit
        return [AID[c.per], c.limit, times, most, month_limit, int(c.in_kind)]

    def _aid_name(self, bill: form.Bill) -> str:
        every = [*bill.certificates, *(n for part in bill.parts for n in part.certificates)]
        found = sorted({n for n in every if n in self.certificates and self.certificates[n].program == LOCAL})
        if len(found) > 1:
            raise InputError("two kinds of local aid stand on one bill.", mend="Keep the one the municipality applies.")
        return found[0] if found else ""


AGES: dict[str, int] = {"preschool": 3, "<6": 3, "<70": 40, "under_70": 40, "70-74": 72, "75+": 80}

_ORDER = (
    "month", "birth_month", "birth_day", "elderly", "turning_month", "turning_day", "tenths", "terms",
    "counter_terms", "inpatient", "benefit_months", "hospital_months", "first_part", "first_visit",
    "aid", "aid_amount", "aid_times", "aid_most", "aid_month", "aid_in_kind", "paid",
)  # fmt: skip


def _number(c: form.Certificate) -> int:
    if not isinstance(c.program, int):
        raise InputError(f"certificate '{c.id}' is not of a national programme.")
    return c.program


def _at_month(value: object, month: int) -> object:
    """A fact that may change by month: the newest line that has begun."""
    if not isinstance(value, dict):
        return value
    found = None
    for text in sorted(value):
        if dates.month(text) <= month:
            found = value[text]
    return found


def _in_month(first: str | None, last: str | None, month: int) -> bool:
    start = dates.month(first[:7]) if first else 0
    end = dates.month(last[:7]) if last else 1 << 30
    return start <= month <= end


def _on_day(cover: form.Cover, on: date) -> bool:
    return (cover.from_ is None or cover.from_ <= on.isoformat()) and (cover.to is None or on.isoformat() <= cover.to)


def monthly_limit(tables: Tables, month: int, number: int, tier: str, category: str) -> int | str:
    """自己負担上限月額: the monthly limit of a programme for an income tier, yen or none."""
    name = f"limit_{number}"
    if name not in tables.series:
        raise InputError(f"programme {number} has no table of limits.", mend="Write the limit on the certificate.")
    rows = tables.rows(name, month)
    if tier not in rows:
        raise InputError(f"programme {number} has no tier '{tier}'.", mend=f"Tiers are {', '.join(rows)}.")
    values = rows[tier].values
    if category not in values:
        raise InputError(f"programme {number} has no category '{category}'.", mend=f"Categories are {', '.join(values)}.")
    value = values[category]
    if value == "excluded":
        raise InputError(f"programme {number} does not take tier '{tier}'.", mend="Settle without the certificate.")
    return value


def derive(
    rows: dict[str, Row], scheme: str, senior: bool,
    remuneration: object, income: object, taxable: object, tax: object,
) -> str | None:  # fmt: skip
    """所得区分の判定: the class of a household from its facts, or None where they do not suffice.

    Facts are yen, tax is taxed, exempt or None; the rule is `law.classes.class_of`.
    """
    if not senior:
        fact, name = (remuneration, "remuneration") if scheme == "employee" else (income, "income")
    else:
        fact, name = (remuneration, "remuneration") if scheme == "employee" else (taxable, "taxable")
    if not isinstance(fact, int) and tax != "exempt":
        return None
    open_split = senior and "一般Ⅱ" in rows
    names = [n for n in rows if not (open_split and n in ("一般Ⅱ", "一般Ⅰ"))]
    values = [rows[n].values for n in names]
    found = class_of(
        fact if isinstance(fact, int) else NONE,
        tax == "exempt",
        name == "income",
        [NONE if v[name] == "none" else int(v[name]) for v in values],
        [int(v.get("high", v.get("active", 0))) for v in values],
    )
    return None if found < 0 else names[found]
