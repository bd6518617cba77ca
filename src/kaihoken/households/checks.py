"""事例の矛盾: refuses a case that contradicts itself, naming the field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ..engine import dates
from ..engine.tables import Tables
from ..errors import InputError
from ..forms.read import day
from . import form
from .check_certificates import check_certificate
from .check_extras import check_extras
from .field_names import named, value_named
from .persons import AGES

LAST_YEAR = 2100  # what can be asked for some years later must still be a day of the calendar


def check(case: form.Case, tables: Tables) -> None:
    """矛盾を確かめる: names that point nowhere, doubles, days that do not exist. Raises InputError."""
    ids = {bill.id for bill in case.bills}
    for b, bill in enumerate(case.bills):
        where = f"bills[{b}]"
        _reckoned(bill.month, f"{where}.month")
        _known(
            "person",
            bill.person,
            case.people,
            f"{where}.person",
            f"bill '{bill.id}' is of",
            f"請求{bill.id}の人",
        )
        if bill.times is not None and bill.visits and bill.times != len(bill.visits):
            raise InputError(
                f"{bill.times} visits are counted and {len(bill.visits)} listed.",
                f"{where}.times",
                "Keep the visits.",
                ja=f"受診の回数は{bill.times}回とありますが、並べた受診は{len(bill.visits)}回です。受診の一覧（`visits`）だけを残してください。",
            )
        try:
            check_extras(bill)
        except InputError as error:
            raise error.at(where) from None
        for v, visit in enumerate(bill.visits):
            if visit.on is not None:
                _visit_day(visit.on, bill.month, f"{where}.visits[{v}].on")
    for paid in case.given.paid:
        _known("bill", paid, ids, f"given.paid.{paid}", "an amount is given for", "支払った額を書いた請求")
    for name, person in case.people.items():
        _person(case, name, person, f"people.{name}")
    for name, insurer in case.insurers.items():
        _insurer(case, name, insurer)
    for name, state in case.state.items():
        _known(
            "insurer",
            name,
            case.insurers,
            f"state.{name}",
            "state is given for",
            "引き継ぐ状態（`state`）の保険者",
        )
        _before_the_bills(case, name, state)
        if state.year is not None:
            _ends_in_july(state.year.ending, f"state.{name}.year.ending")
            for who in state.year.people:
                _known(
                    "person",
                    who,
                    case.people,
                    f"state.{name}.year.people",
                    "the year is of",
                    "年間の負担を書いた人",
                )
    for i, care in enumerate(case.care):
        _known(
            "person", care.person, case.people, f"care[{i}].person", "the care is of", "介護の負担を書いた人"
        )
        _reckoned(care.ending, f"care[{i}].ending")
        _ends_in_july(care.ending, f"care[{i}].ending")
    seen: set[str] = set()
    for i, certificate in enumerate(case.certificates):
        where = f"certificates[{i}]"
        if certificate.id in seen:
            raise InputError(
                f"certificate '{certificate.id}' stands twice.",
                f"{where}.id",
                "Give each its own id.",
                ja=f"受給者証{certificate.id}が2つあります。それぞれに別の名（`id`）を付けてください。",
            )
        seen.add(certificate.id)
        _known(
            "person",
            certificate.person,
            case.people,
            f"{where}.person",
            "the certificate is of",
            f"受給者証{certificate.id}の人",
        )
        try:
            check_certificate(certificate, tables)
        except InputError as error:
            raise error.at(where) from None


def _reckoned(month: str, where: str) -> None:
    if int(month[:4]) > LAST_YEAR:
        raise InputError(
            f"{month} lies outside what can be reckoned.",
            where,
            "Check the year.",
            ja=f"{month}は計算できる範囲の外です。年を確かめてください。",
        )


def check_ids(bills: list[form.Bill]) -> None:
    """請求の名の重なり: refuses two bills of one id, also of two months: the answer names bills by it."""
    ids: set[str] = set()
    for b, bill in enumerate(bills):
        if bill.id in ids:
            raise InputError(
                f"bill '{bill.id}' stands twice.",
                f"bills[{b}].id",
                "Give each bill its own id.",
                ja=f"請求{bill.id}が2つあります。それぞれに別の名（`id`）を付けてください。",
            )
        ids.add(bill.id)


OF_OTHERS = {"employee": ("head", "household"), "national": ("household",), "elderly": ("former",)}
PLURAL = {"person": "people", "bill": "bills", "insurer": "insurers"}
JA = {"person": "人（`people`）", "bill": "請求（`bills`）", "insurer": "保険者（`insurers`）"}


def _insurer(case: form.Case, name: str, insurer: form.Insurer) -> None:
    where = f"insurers.{name}"
    if insurer.insured is not None:
        _known("person", insurer.insured, case.people, f"{where}.insured", "the insured is", named("insured"))
    if insurer.head is not None:
        _known(
            "person",
            insurer.head,
            case.people,
            f"{where}.head",
            "the head of the household is",
            named("head"),
        )
    for field in ("household", "former"):
        for i, other in enumerate(getattr(insurer, field)):
            _known("person", other, case.people, f"{where}.{field}[{i}]", f"the {field} has", named(field))
    for field in OF_OTHERS.get(insurer.kind, ()):
        if getattr(insurer, field):
            raise InputError(
                f"an insurer of kind {insurer.kind} has no `{field}`.",
                f"{where}.{field}",
                "Take it out.",
                ja=f"「{value_named(insurer.kind)}」の保険者に{named(field)}の欄はありません。消してください。",
            )


def _known(kind: str, name: str, known: Collection[str], where: str, begin: str, begin_ja: str) -> None:
    if name not in known:
        raise InputError(
            f"{begin} '{name}', which is not among the {PLURAL[kind]}.",
            where,
            f"Add the {kind}, or write one of: {', '.join(known) or 'none'}.",
            ja=f"{begin_ja}「{name}」が、{JA[kind]}の中に見つかりません。書き足すか、次のいずれかを書いてください: {'、'.join(known) or 'なし'}",
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
            ja=f"{state.year.ending}に終わる年は、請求の月より後に始まります。請求の月より前のことだけを書いてください。",
        )


def _ends_in_july(ending: str, where: str) -> None:
    if not ending.endswith("-07"):
        raise InputError(
            f"a year of the insurance ends in July, not in {ending}.",
            where,
            "Write the July in which it ends: treatment from 2026-08 to 2027-07 is the year 2027-07.",
            ja=f"年間の計算は7月に終わります（{ending}ではありません）。終わりの7月を書いてください。2026年8月から2027年7月までの治療は2027-07の年です。",
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
        raise InputError(
            f"'{name}' has both a birth date and an age.",
            where,
            "Keep the birth date.",
            ja=f"「{name}」さんに生年月日と年齢の両方があります。生年月日だけを残してください。",
        )
    if isinstance(person.age, str) and person.age not in AGES:
        raise InputError(
            f"'{person.age}' is not an age.",
            f"{where}.age",
            f"Write years, or one of {', '.join(AGES)}.",
            ja=f"「{person.age}」は年齢ではありません。歳の数か、{'、'.join(AGES)}のいずれかを書いてください。",
        )
    if person.insurer is not None and person.cover:
        raise InputError(
            f"'{name}' has both an insurer and covers.",
            where,
            "Keep the covers.",
            ja=f"「{name}」さんに保険者（`insurer`）と資格の期間（`cover`）の両方があります。資格の期間だけを残してください。",
        )
    if person.insurer is not None:
        _known(
            "insurer",
            person.insurer,
            case.insurers,
            f"{where}.insurer",
            f"'{name}' is insured by",
            f"「{name}」さんの保険者",
        )
    for i, cover in enumerate(person.cover):
        here = f"{where}.cover[{i}]"
        _known(
            "insurer",
            cover.insurer,
            case.insurers,
            f"{here}.insurer",
            f"'{name}' is insured by",
            f"「{name}」さんの保険者",
        )
        try:
            first = day(cover.from_, "the cover's first day") if cover.from_ else None
            last = day(cover.to, "the cover's last day") if cover.to else None
        except InputError as error:
            raise error.at(here) from None
        if first and last and first > last:
            raise InputError(
                "the cover ends before it begins.",
                here,
                "Exchange from and to.",
                ja="資格の期間のおわりが、はじめより前です。はじめ（`from`）とおわり（`to`）を入れ替えてください。",
            )
        if cover.reason == "turned_75" and first and person.birth is not None:
            _on_birthday(name, first, day(person.birth, "the birth date"), here)
        for other in person.cover[:i]:
            if _overlap(cover, other):
                raise InputError(
                    f"'{name}' is covered twice on a day, by '{other.insurer}' and '{cover.insurer}'.",
                    here,
                    "Let one cover end the day before the other begins.",
                    ja=f"「{name}」さんは同じ日に「{other.insurer}」と「{cover.insurer}」の両方に入っています。一方の資格を、他方が始まる日の前日で終わりにしてください。",
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
            ja=f"75歳になったための資格が{first}に始まっていますが、「{name}」さんの75歳の誕生日は{birthday}です。日か生年月日を直してください。前の保険はその前日に終わります。",
        )


def _overlap(one: form.Cover, other: form.Cover) -> bool:
    first = max(one.from_ or "", other.from_ or "")
    last = min(one.to or "9999-12-31", other.to or "9999-12-31")
    return first <= last
