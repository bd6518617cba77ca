"""人を読む: by whom a person is insured in a month, how old the law takes them to be, which share they stated."""

from __future__ import annotations

from datetime import date

from ..engine import dates
from ..errors import Choice, InputError, MissingFact
from ..forms.read import day
from ..law.people import GENERAL, PRESCHOOL, SENIOR, age_group, before_old, past_old
from ..law.shapes import NONE
from . import form
from .context import Context, in_month

# Ages in words, as years inside the group.
AGES: dict[str, int] = {"preschool": 3, "<6": 3, "<70": 40, "under_70": 40, "70-74": 72, "75+": 80}

DISABLED_EARLIER = 10  # years before 75 from which a recognised disability opens the elderly scheme

Born = tuple[int, int]


def cover_of(bill: form.Bill, person: form.Person, month: int) -> form.Cover:
    """資格: the cover to which a bill goes. Raises InputError where none or several could take it."""
    if person.insurer is not None:
        return form.Cover(person.insurer)
    if not person.cover:
        raise InputError(
            f"'{bill.person}' has no insurer.",
            f"people.{bill.person}",
            "Add `insurer:` to the person, or an insurer of kind none.",
            ja=f"「{bill.person}」さんの保険がありません。保険者（`insurer`）を書き足すか、「保険なし」の保険者（`kind: none`）にしてください。",
        )
    found = [c for c in person.cover if in_month(c.from_, c.to, month)]
    if not found:
        raise InputError(
            f"'{bill.person}' is insured by nobody in {bill.month}.",
            "person",
            "Add the cover of that month, or an insurer of kind none.",
            ja=f"「{bill.person}」さんは{bill.month}にどの保険にも入っていません。その月の資格を書き足すか、「保険なし」の保険者（`kind: none`）にしてください。",
        )
    days = [v.on for v in bill.visits if v.on]
    for cover in found:
        tells = len(found) == 1 or (days and len(days) == len(bill.visits))
        if tells and all(_holds(cover, on) for on in days):
            return cover
    if len(found) == 1 or (days and not any(_holds(c, on) for c in found for on in days)):
        raise InputError(
            f"a visit of '{bill.person}' is on a day without this insurance.",
            "visits",
            "Check the visit's day and the covers.",
            ja=f"「{bill.person}」さんがこの保険に入っていない日の受診があります。受診日と資格の期間を確かめてください。",
        )
    raise InputError(
        f"'{bill.person}' changes insurer in {bill.month} and the bill does not say which one it goes to.",
        "person",
        "List its visits with their days, one bill for each insurer.",
        ja=f"「{bill.person}」さんは{bill.month}に保険が変わりますが、この請求がどちらの保険のものか分かりません。保険ごとに請求を分け、受診日を書いてください。",
    )


def _holds(cover: form.Cover, on: str) -> bool:
    return (cover.from_ is None or cover.from_ <= on) and (cover.to is None or on <= cover.to)


def born_of(at: Context, name: str, person: form.Person, month: int, scheme: str) -> tuple[Born, int]:
    """生年月と年齢区分: birth as month and day, and the age group; years stand for a day inside them.

    Raises MissingFact where neither birth nor age is known and InputError for one that this
    insurance cannot have.
    """
    birth = person.birth or at.answer("birth", name)
    if isinstance(birth, str):
        on = day(birth, "the birth date")
        born = (on.year * 12 + on.month - 1, on.day)
        if born[0] > month:
            raise InputError(
                f"'{name}' is born after {dates.text(month)}.",
                f"people.{name}.birth",
                "Check the birth date and the month.",
                f"「{name}」さんの生年月日が、治療を受けた{dates.text(month)}より後です。",
            )
        if person.birth is not None:
            _fits(at, name, person, month, scheme, born)
    else:
        born = _from_years(at, name, person, month, scheme)
    return born, age_group(*born, month, int(scheme == "elderly"), at.ages)


def _from_years(at: Context, name: str, person: form.Person, month: int, scheme: str) -> Born:
    years = AGES[person.age] if isinstance(person.age, str) else person.age
    if years is None and scheme == "elderly":
        years = AGES["75+"]
    if years is None and scheme == "none":
        years = AGES["<70"]
    if years is None:
        groups = (
            (3, "就学前", "preschool"),
            (40, "就学後70歳未満", "school age to 69"),
            (72, "70〜74歳", "70 to 74"),
        )
        raise MissingFact(
            "birth", name, [Choice(f"{dates.text(month - n * 12 - 6)}-15", ja, en) for n, ja, en in groups]
        )
    fits = years >= 65 if scheme == "elderly" else years <= at.ages.old or scheme == "none"
    if not fits:
        raise InputError(
            f"'{name}' of {years} years does not fit this insurance.",
            f"people.{name}.age",
            "The elderly scheme begins at 75, or at 65 for a disability; before that it is another insurer.",
            f"{years}歳の「{name}」さんは、この保険には入れません。75歳からは後期高齢者医療、それまでは健康保険か国民健康保険です。",
        )
    if years == at.ages.school:  # school begins in the April after six
        spring = month - (month % 12 - 3) % 12 - at.ages.school * 12
        raise MissingFact(
            "birth",
            name,
            [
                Choice(f"{dates.text(spring)}-02", "就学前", "preschool"),
                Choice(f"{dates.text(spring)}-01", "就学後", "at school"),
            ],
        )
    early = at.ages.early_month
    span = (70, 75) if person.age == "70-74" else (years, years + 1)
    if (
        years >= at.ages.senior
        and scheme != "elderly"
        and month - span[1] * 12 <= early <= month - span[0] * 12
    ):
        raise MissingFact(
            "birth",
            name,
            [
                Choice(f"{dates.text(early)}-01", "昭和19年4月1日以前", "born on 1 April 1944 or before"),
                Choice(f"{dates.text(early)}-02", "昭和19年4月2日以後", "born on 2 April 1944 or after"),
            ],
        )
    # Seventy in years is taken as past the month of the birthday.
    return (month - years * 12 - (1 if years >= at.ages.senior else 6), 15)


def _fits(at: Context, name: str, person: form.Person, month: int, scheme: str, born: Born) -> None:
    if scheme in ("employee", "national") and past_old(*born, month, at.ages):
        raise InputError(
            f"'{name}' is past 75 in {dates.text(month)} and no longer in this insurance.",
            f"people.{name}",
            "Use an insurer of kind elderly from the 75th birthday.",
            f"「{name}」さんは{dates.text(month)}には75歳を過ぎています。75歳の誕生日からは後期高齢者医療です。",
        )
    disabled = any(c.reason == "disability" for c in person.cover)
    if scheme == "elderly" and before_old(born[0], month, DISABLED_EARLIER if disabled else 0, at.ages):
        raise InputError(
            f"'{name}' is not yet 75 in {dates.text(month)} and not in the elderly scheme.",
            f"people.{name}",
            "From 65 the cover needs `reason: disability`; before, use another insurer.",
            f"「{name}」さんは{dates.text(month)}にはまだ75歳になっていないので、後期高齢者医療ではありません。",
        )


def check_share(at: Context, bill: form.Bill, share: int | None, scheme: str, born: Born) -> None:
    """割合を確かめる: a stated share must be one that the law knows for such a person."""
    if share is None:
        return
    where = f"people.{bill.person}.share"
    if scheme == "none":
        raise InputError(
            f"'{bill.person}' has a share but no insurance.",
            where,
            "Leave the share out.",
            ja=f"「{bill.person}」さんは保険に入っていないので、負担割合はありません。負担割合（`share`）を消してください。",
        )
    group = age_group(*born, dates.month(bill.month), int(scheme == "elderly"), at.ages)
    legal = {PRESCHOOL: (2,), GENERAL: (3,)}.get(group, (1, 2, 3))
    if share not in legal:
        raise InputError(
            f"a share of {share} tenths is not the law's for '{bill.person}' in {bill.month}.",
            where,
            f"It is {', '.join(map(str, legal))}; leave it out, or check the age.",
            ja=f"{bill.month}の「{bill.person}」さんの負担割合は{share}割ではありません。{'・'.join(map(str, legal))}割です。負担割合（`share`）を消すか、年齢を確かめてください。",
        )


def turning(at: Context, cover: form.Cover, born: Born, scheme: str, person: form.Person) -> Born:
    """75歳到達: birth of the person whose 75th birthday moves the patient; NONE where nobody's does."""
    if cover.reason == "disability" or scheme == "none":
        return NONE, NONE
    own = cover.reason == "turned_75" and person.birth is None
    if cover.reason != "insured_turned_75" and not own:
        return born if person.birth is not None else (NONE, NONE)
    if cover.from_ is not None:
        on = day(cover.from_, "the cover's first day")
    elif cover.to is not None:
        on = date.fromordinal(day(cover.to, "the cover's last day").toordinal() + 1)
    else:
        raise InputError(
            "a cover that begins or ends with a 75th birthday needs its day.",
            mend="Add `from:` or `to:`, or the birth date.",
            ja="75歳の誕生日に始まる、または終わる資格には、その日が要ります。はじめ（`from`）かおわり（`to`）の日、または生年月日を書き足してください。",
        )
    return on.year * 12 + on.month - 1 - at.ages.old * 12, on.day


def moves(cover: form.Cover, month: int) -> bool:
    """県内の転居: whether the household moves within its prefecture in the month, not on its first day."""
    if cover.reason != "moved_within_prefecture":
        return False
    first, last = cover.from_, cover.to
    arrives = first is not None and dates.month(first[:7]) == month and not first.endswith("-01")
    leaves = last is not None and dates.month(last[:7]) == month
    if leaves and last is not None:  # who leaves on the last day is insured for the whole month
        leaves = date.fromordinal(day(last, "the cover's last day").toordinal() + 1).day != 1
    return arrives or leaves


__all__ = ["AGES", "SENIOR", "Born", "born_of", "check_share", "cover_of", "turning"]
