"""事例の矛盾: refuses a case that contradicts itself, naming the field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ..engine import dates
from ..engine.tables import Tables
from ..errors import InputError
from ..forms.read import day
from . import form
from .certificates import DESIGNATED, LOCAL
from .check_extras import check_extras
from .persons import AGES


def check(case: form.Case, tables: Tables) -> None:
    """矛盾を確かめる: names that point nowhere, doubles, days that do not exist. Raises InputError."""
    ids = {bill.id for bill in case.bills}
    for b, bill in enumerate(case.bills):
        where = f"bills[{b}]"
        _known("person", bill.person, case.people, f"{where}.person", f"bill '{bill.id}' is of")
        if bill.times is not None and bill.visits and bill.times != len(bill.visits):
            raise InputError(
                f"{bill.times} visits are counted and {len(bill.visits)} listed.",
                f"{where}.times",
                "Keep the visits.",
            )
        try:
            check_extras(bill)
        except InputError as error:
            raise error.at(where) from None
        for v, visit in enumerate(bill.visits):
            if visit.on is not None:
                _visit_day(visit.on, bill.month, f"{where}.visits[{v}].on")
    for paid in case.given.paid:
        _known("bill", paid, ids, f"given.paid.{paid}", "an amount is given for")
    for name, person in case.people.items():
        _person(case, name, person, f"people.{name}")
    for name, insurer in case.insurers.items():
        _insurer(case, name, insurer)
    for name, state in case.state.items():
        _known("insurer", name, case.insurers, f"state.{name}", "state is given for")
        _before_the_bills(case, name, state)
        if state.year is not None:
            _ends_in_july(state.year.ending, f"state.{name}.year.ending")
            for who in state.year.people:
                _known("person", who, case.people, f"state.{name}.year.people", "the year is of")
    for i, care in enumerate(case.care):
        _known("person", care.person, case.people, f"care[{i}].person", "the care is of")
        _ends_in_july(care.ending, f"care[{i}].ending")
    seen: set[str] = set()
    for i, certificate in enumerate(case.certificates):
        where = f"certificates[{i}]"
        if certificate.id in seen:
            raise InputError(
                f"certificate '{certificate.id}' stands twice.", f"{where}.id", "Give each its own id."
            )
        seen.add(certificate.id)
        _known("person", certificate.person, case.people, f"{where}.person", "the certificate is of")
        try:
            _certificate(certificate, tables)
        except InputError as error:
            raise error.at(where) from None


def check_ids(bills: list[form.Bill]) -> None:
    """請求の名の重なり: refuses two bills of one id, also of two months: the answer names bills by it."""
    ids: set[str] = set()
    for b, bill in enumerate(bills):
        if bill.id in ids:
            raise InputError(
                f"bill '{bill.id}' stands twice.", f"bills[{b}].id", "Give each bill its own id."
            )
        ids.add(bill.id)


OF_OTHERS = {"employee": ("head", "household"), "national": ("household",), "elderly": ("former",)}
PLURAL = {"person": "people", "bill": "bills", "insurer": "insurers"}


def _insurer(case: form.Case, name: str, insurer: form.Insurer) -> None:
    where = f"insurers.{name}"
    if insurer.insured is not None:
        _known("person", insurer.insured, case.people, f"{where}.insured", "the insured is")
    if insurer.head is not None:
        _known("person", insurer.head, case.people, f"{where}.head", "the head of the household is")
    for field in ("household", "former"):
        for i, other in enumerate(getattr(insurer, field)):
            _known("person", other, case.people, f"{where}.{field}[{i}]", f"the {field} has")
    for field in OF_OTHERS.get(insurer.kind, ()):
        if getattr(insurer, field):
            raise InputError(
                f"an insurer of kind {insurer.kind} has no `{field}`.", f"{where}.{field}", "Take it out."
            )


def _known(kind: str, name: str, known: Collection[str], where: str, begin: str) -> None:
    if name not in known:
        raise InputError(
            f"{begin} '{name}', which is not among the {PLURAL[kind]}.",
            where,
            f"Add the {kind}, or write one of: {', '.join(known) or 'none'}.",
        )


def _before_the_bills(case: form.Case, insurer: str, state: form.State) -> None:
    """The state is what came before: a month of it that is settled here would count twice."""
    months = [
        bill.month
        for bill in case.bills
        if (person := case.people.get(bill.person)) is not None
        and (person.insurer == insurer or any(c.insurer == insurer for c in person.cover))
    ]
    if not months:
        return
    first = min(months)
    hospitals = [m for by in state.hospital_months.values() for ms in by.values() for m in ms]
    capped = state.year.capped if state.year is not None else []
    for field, found in (
        ("benefit_months", state.benefit_months),
        ("hospital_months", hospitals),
        ("year.capped", capped),
    ):
        late = [m for m in found if m > first]
        if late:
            raise InputError(
                f"the state has {min(late)}, though the bills begin in {first}.",
                f"state.{insurer}.{field}",
                "Keep only what came before; the months of the bills are settled here.",
                f"限度額に達した月の{min(late)}が、請求の月（{first}から）より前ではありません。前の月だけを書いてください。",
            )
    if state.year is not None and dates.month(state.year.ending) - 11 > dates.month(max(months)):
        raise InputError(
            f"the year that ends in {state.year.ending} begins after the bills.",
            f"state.{insurer}.year.ending",
            "Keep only what came before.",
        )


def _ends_in_july(ending: str, where: str) -> None:
    if not ending.endswith("-07"):
        raise InputError(
            f"a year of the insurance ends in July, not in {ending}.",
            where,
            "Write the July in which it ends: treatment from 2026-08 to 2027-07 is the year 2027-07.",
        )


def _visit_day(on: str, month: str, where: str) -> None:
    try:
        day(on, "the visit's day")
    except InputError as error:
        raise error.at(where) from None
    if not on.startswith(month):
        raise InputError(
            f"the visit of {on} is not in {month}.",
            where,
            "One bill is for one month.",
            f"受診日{on}が{month}ではありません。1つの請求は1つの月の分です。",
        )


def _person(case: form.Case, name: str, person: form.Person, where: str) -> None:
    if person.birth is not None:
        try:
            day(person.birth, "the birth date")
        except InputError as error:
            raise error.at(f"{where}.birth") from None
    if person.birth is not None and person.age is not None:
        raise InputError(f"'{name}' has both a birth date and an age.", where, "Keep the birth date.")
    if isinstance(person.age, str) and person.age not in AGES:
        raise InputError(
            f"'{person.age}' is not an age.", f"{where}.age", f"Write years, or one of {', '.join(AGES)}."
        )
    if person.insurer is not None and person.cover:
        raise InputError(f"'{name}' has both an insurer and covers.", where, "Keep the covers.")
    if person.insurer is not None:
        _known("insurer", person.insurer, case.insurers, f"{where}.insurer", f"'{name}' is insured by")
    for i, cover in enumerate(person.cover):
        here = f"{where}.cover[{i}]"
        _known("insurer", cover.insurer, case.insurers, f"{here}.insurer", f"'{name}' is insured by")
        try:
            first = day(cover.from_, "the cover's first day") if cover.from_ else None
            last = day(cover.to, "the cover's last day") if cover.to else None
        except InputError as error:
            raise error.at(here) from None
        if first and last and first > last:
            raise InputError("the cover ends before it begins.", here, "Exchange from and to.")
        if cover.reason == "turned_75" and first and person.birth is not None:
            _on_birthday(name, first, day(person.birth, "the birth date"), here)
        for other in person.cover[:i]:
            if _overlap(cover, other):
                raise InputError(
                    f"'{name}' is covered twice on a day, by '{other.insurer}' and '{cover.insurer}'.",
                    here,
                    "Let one cover end the day before the other begins.",
                )


def _on_birthday(name: str, first: date, birth: date, where: str) -> None:
    """The elderly scheme begins on the 75th birthday itself; of 29 February, on 1 March (高確法52条)."""
    year = birth.year + 75
    leap = (birth.month, birth.day) == (2, 29)
    birthday = date(year, 3, 1) if leap else birth.replace(year=year)
    if first != birthday:
        raise InputError(
            f"the cover begins on {first} because '{name}' turned 75, and the 75th birthday is {birthday}.",
            f"{where}.from",
            "Correct the day or the birth date; the insurer before ends the day before.",
        )


def _overlap(one: form.Cover, other: form.Cover) -> bool:
    first = max(one.from_ or "", other.from_ or "")
    last = min(one.to or "9999-12-31", other.to or "9999-12-31")
    return first <= last


# Which fields only one sort of certificate has: their name, the sort, and how to mend.
LOCAL_ONLY = ("per", "most_times", "month_limit", "in_kind")
NATIONAL_ONLY = ("tier", "category", "household_limits", "used")
FOREIGN = {
    "per": "上限の単位", "most_times": "回数の上限", "month_limit": "月の上限", "in_kind": "現物給付",
    "tier": "所得の階層", "category": "対象者の区分", "household_limits": "世帯のほかの人の上限額",
    "used": "この月にすでに支払った額", "disease": "疾病",
}  # fmt: skip


def _belongs(c: form.Certificate) -> None:
    """証の種類に合わない欄: a field that this sort of certificate does not have would be passed over in silence."""
    plain = form.Certificate(c.id, c.person, c.program)
    national = c.program not in (LOCAL, DESIGNATED)
    foreign = {
        "of local aid": () if c.program == LOCAL else LOCAL_ONLY,
        "of a national programme": () if national else NATIONAL_ONLY,
        "of a designated disease": () if c.program == DESIGNATED else ("disease",),
    }
    for sort, names in foreign.items():
        for name in names:
            if getattr(c, name) != getattr(plain, name):
                raise InputError(
                    f"certificate '{c.id}' of programme {c.program} has a field that only a certificate {sort} has.",
                    name,
                    "Take it out, or correct the programme.",
                    f"受給者証{c.id}の制度には、この欄（{FOREIGN[name]}）がありません。消すか、制度を直してください。",
                )
    if c.tier is not None and c.limit is not None:
        raise InputError(
            f"certificate '{c.id}' has both an income tier and a limit.",
            "tier",
            "Keep the limit, as the certificate states it.",
        )


def _certificate(c: form.Certificate, tables: Tables) -> None:
    for text, what in ((c.from_, "the certificate's first day"), (c.to, "the certificate's last day")):
        if text is not None:
            day(text, what)
    if c.from_ and c.to and c.from_ > c.to:
        raise InputError(
            "the certificate ends before it begins.",
            "to",
            "Exchange from and to.",
            "受給者証の有効期間のおわりが、はじめより前です。",
        )
    _belongs(c)
    if c.program == LOCAL:
        if c.per == "tenths" and isinstance(c.limit, int) and c.limit > 10:
            raise InputError(
                f"local aid '{c.id}' lets the family pay {c.limit} tenths.",
                "limit",
                "Write 0 to 10; for yen write `per: visit` or `per: month`.",
            )
        if c.limit is None or c.limit == "none":
            raise InputError(
                f"local aid '{c.id}' has no amount.",
                "limit",
                "Write what the family pays (per visit, month or tenths); 0 where it is free.",
                "自治体の医療費助成で家族が払う額（1か月または1回）を書いてください。無料なら0です。",
            )
        return
    if c.program == DESIGNATED:
        if c.limit not in (None, 10000, 20000):
            raise InputError(
                f"a designated disease has no limit of {c.limit}.",
                "limit",
                "Leave it out: it is 10,000 yen, or 20,000 for dialysis in the upper classes.",
                "特定疾病の上限は1万円、上位の区分の人工透析は2万円です。この欄は空けておいてください。",
            )
        return
    rows = tables.series["program"].periods[-1][1]
    if str(c.program) not in rows:
        raise InputError(
            f"there is no national subsidy programme {c.program}.",
            "program",
            f"Known are {', '.join(sorted(rows, key=int))}; local aid is 'local'.",
            f"法別番号{c.program}の公費はありません。公費負担者番号のはじめの2桁を確かめてください。",
        )
    if rows[str(c.program)].values["limit"] == "no" and isinstance(c.limit, int):
        raise InputError(
            f"programme {c.program} has no monthly limit.",
            "limit",
            "Leave the limit out.",
            f"公費{c.program}に月の上限額はありません。この欄は空けておいてください。",
        )
