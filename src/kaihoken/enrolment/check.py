"""様式の矛盾: refuses a form that contradicts itself, naming the field."""

from __future__ import annotations

from datetime import date

from ..errors import InputError
from . import form
from .facts import day_of


def check(question: form.Question) -> None:
    """矛盾を確かめる: days that do not exist, names that point nowhere, periods that end before they begin."""
    on = day_of(question.on, "enrol.on")
    for name, person in question.people.items():
        where = f"enrol.people.{name}"
        birth = day_of(person.birth, f"{where}.birth")
        if birth > on:
            raise InputError(
                f"'{name}' is born after {question.on}.",
                f"{where}.birth",
                "Check the birth date and `on`.",
                f"「{name}」は{question.on}より後の生まれです。生年月日と調べる日を確かめてください。",
            )
        _ordered(person.since, person.until, f"{where}.until")
        if person.moved is not None:
            day_of(person.moved, f"{where}.moved")
        for field in ("work", "family", "recognised", "assistance"):
            period = getattr(person, field)
            if period is not None:
                _ordered(period.from_, period.to, f"{where}.{field}.to")
        if person.family is not None:
            _family(question, name, person.family, f"{where}.family")
        if person.left is not None:
            _left(person, person.left, birth, f"{where}.left")
        if person.abroad is not None and person.resident and person.until is None:
            raise InputError(
                f"'{name}' lives in Japan and has a reason for living abroad.",
                f"{where}.abroad",
                "Write `resident: false`, or leave `abroad` out.",
                f"「{name}」は日本に住んでいますが、外国に住む理由も書かれています。日本に住んでいないとするか（`resident: false`）、その理由（`abroad`）を消してください。",
            )


def _ordered(first: str | None, last: str | None, where: str) -> None:
    begin = None if first is None else day_of(first, where)
    end = None if last is None else day_of(last, where)
    if begin is not None and end is not None and end < begin:
        raise InputError(
            "this ends before it begins.",
            where,
            "Check the two days.",
            f"終わりの{last}が、始まりの{first}より前です。2つの日を確かめてください。",
        )


def _family(question: form.Question, name: str, family: form.Family, where: str) -> None:
    if family.of not in question.people:
        raise InputError(
            f"'{name}' is a relative of '{family.of}', who is not among the people.",
            f"{where}.of",
            f"Add the person, or write one of: {', '.join(question.people)}.",
            f"「{name}」は「{family.of}」の家族とありますが、その人がいません。その人を書き加えるか、{'、'.join(question.people)}のどれかを書いてください。",
        )
    if family.of == name:
        raise InputError(
            f"'{name}' is their own relative.",
            f"{where}.of",
            "Name the insured person.",
            f"「{name}」が自分自身の家族になっています。被保険者の名前を書いてください。",
        )
    if question.people[family.of].family is not None:
        raise InputError(
            f"'{family.of}' supports '{name}' and is somebody's relative too.",
            f"{where}.of",
            "A dependant has no dependants: name the insured person, or take one `family:` out.",
            f"「{name}」を扶養する「{family.of}」も、だれかの家族とされています。被扶養者に被扶養者はいません。被保険者の名前を書くか、一方の家族の欄（`family`）を消してください。",
        )


def _left(person: form.Person, left: form.Left, birth: date, where: str) -> None:
    on = day_of(left.on, f"{where}.on")
    if on < birth:
        raise InputError(
            "this day lies before the birth.",
            f"{where}.on",
            "Check the two days.",
            f"{left.on}は生年月日より前です。2つの日を確かめてください。",
        )
    if left.quit is not None and day_of(left.quit, f"{where}.quit") <= on:
        raise InputError(
            "this lies before voluntary continuation began.",
            f"{where}.quit",
            "Check the two days.",
            f"任意継続をやめた日{left.quit}が、任意継続の始まりより前です。2つの日を確かめてください。",
        )
    work = person.work
    if work is not None and work.to is not None and left.on < work.to:
        raise InputError(
            "the work goes on after this day.",
            f"{where}.on",
            "Write the last day of work in both places.",
            f"仕事が退職の日{left.on}の後も続いています。どちらにも仕事の最後の日を書いてください。",
        )
