"""空白の保険料: which months of a gap are owed, which can no longer be charged, and the yen where these are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from ..engine import dates
from ..engine.tables import PROVISIONAL
from ..errors import Choice, InputError
from ..forms.reply import Line
from ..law import gaps
from ..law import residents as home
from ..law.levy import levy_months
from ..law.shapes import NONE
from ..premiums.form import National
from ..premiums.levies import national
from . import form
from .facts import At, month_of, nothing
from .standing import until
from .words import GAP_LINES, Pair

ONE_DAY = timedelta(days=1)
APRIL = 3
KINDS = (
    Choice("fee", "保険料（料）", "a fee (保険料)"), Choice("tax", "保険税（税）", "a tax (保険税)"),
)  # fmt: skip
# First instalments of the year as municipalities set them; another day is told as `first_due`.
DUES = (
    Choice("04-30", "4月末", "the end of April"), Choice("05-31", "5月末", "the end of May"),
    Choice("06-30", "6月末", "the end of June"), Choice("07-31", "7月末", "the end of July"),
    Choice("08-31", "8月末", "the end of August"),
)  # fmt: skip


class Part(NamedTuple):
    """一年度または一月の分: first and last month, and the last day on which their levy may be set.

    sure: that day is known; else every possible one leads to the same answer, and none is named.
    """

    first: int
    last: int
    until: date
    sure: bool


def levy_lines(at: At, name: str, first: date, noticed: date, last: int, scheme: int) -> list[Line]:
    """保険料の行: months owed from the first to that of the notice, those too old, and the yen if told."""
    gap = at.question.people[name].gap
    assert gap is not None
    of_work = scheme == home.EMPLOYEE
    rule = "premium_collectable" if of_work else "levy_settable"
    article = at.teller.law.article(rule, "employee", month_of(noticed))
    parts = (
        [_premium_part(at, n) for n in range(month_of(first), last + 1)]
        if of_work
        else _levy_parts(at, name, gap, first, noticed, last)
    )
    if parts is None:
        return [_line("levy_months", None, "months", article, BEFORE_TABLE)]
    owed = [one for one in parts if _open(at, name, one, noticed, of_work, one is parts[0])]
    count = sum(_months(one) for one in owed)
    lapsed = sum(_months(one) for one in parts) - count
    lines = [_line("levy_months", count, "months", article, _span(owed))]
    if lapsed:
        lines.append(_line("levy_lapsed", lapsed, "months", article, OLD_PREMIUM if of_work else OLD_LEVY))
    return lines + _yen(at, name, gap, owed, count, of_work)


def _months(one: Part) -> int:
    return levy_months(one.first, one.last, one.first, NONE)


def _open(at: At, name: str, one: Part, noticed: date, of_work: bool, oldest: bool) -> bool:
    """Whether a part can still be charged; told where its last day is sure, of months that of the oldest."""
    days = (noticed.toordinal(), one.until.toordinal())
    if of_work:
        if not oldest:
            return gaps.premium_collectable(*days, one.first)
        return at.run(gaps.premium_collectable, noticed, name, nothing, *days, one.first)
    if not one.sure:
        return gaps.levy_settable(*days, one.first, _months(one))
    return at.run(gaps.levy_settable, noticed, name, nothing, *days, one.first, _months(one))


BEFORE_TABLE: Pair = (
    "2014年度以前の保険料をいつまで賦課できるかは収録していません。市区町村に確認してください。",
    "Until when the levy of fiscal years before 2015 may be set is not covered here: ask the municipality.",
)
OLD_LEVY: Pair = (
    "年度の最初の納期（後から加入したときは加入の日）の翌日から、料は2年、税は3年を過ぎると賦課できません。偽りその他不正があるときの税は7年です。",
    "Past two years (fee) or three (tax) from the day after the year's first due day, or after the joining if later, it cannot be set; of a tax evaded by fraud it is seven.",
)  # fmt: skip
OLD_PREMIUM: Pair = (
    "各月の保険料は、納期限（翌月末日）の翌日から2年で時効になります。",
    "A month's premium lapses two years after its due day, the end of the next month.",
)
EMPLOYEES_PART: Pair = (
    "事業主が保険者にまとめて納めます。給与から引けるのは前月分だけなので、それより前の本人負担分の払い方は事業主と決めます。",
    "The employer pays it to the insurer. Only the month before can be deducted from pay: how the earlier ones are paid is agreed with the employer.",
)
NOT_TOLD: Pair = (
    "{0}年度の料率が入力されていません（`levy`）。",
    "the rates of fiscal {0} are not told (`levy`).",
)


def _span(owed: list[Part]) -> Pair:
    if not owed:
        return ("", "")
    first, last = owed[0].first, owed[-1].last
    return (
        f"{dates.words(first, 'ja')}分から{dates.words(last, 'ja')}分まで（届出の月を含みます）。",
        f"For {dates.words(first, 'en')} to {dates.words(last, 'en')}, the month of the notice included.",
    )


def _line(key: str, value: int | None, unit: str, article: str, note: Pair = ("", "")) -> Line:
    return Line(key, *GAP_LINES[key], value, unit, article, "", note_ja=note[0], note_en=note[1])


def _premium_part(at: At, month: int) -> Part:
    """A month's premium of employees' insurance: due at the end of the next month."""
    years = int(at.teller.row("premium_limit", month, "employee").values["years"])
    due = date.fromisoformat(dates.last_day(month + 1))
    return Part(month, month, until(due + ONE_DAY, years * 12), True)


def _levy_parts(at: At, name: str, gap: form.Gap, first: date, noticed: date, last: int) -> list[Part] | None:
    """The fiscal years of a gap; None where one lies before the tables. Raises MissingFact."""
    start = month_of(first)
    if not at.teller.law.rows("levy_limit", start - (start - APRIL) % 12):
        return None

    def parts(kind: str, due: str, sure: bool) -> list[Part]:
        found = []
        for april in range(start - (start - APRIL) % 12, last + 1, 12):
            begins, ends = max(april, start), min(april + 11, last)
            clock = gaps.levy_clock(_due(april, due, name), first.toordinal())
            years = int(at.teller.law.rows("levy_limit", april)[kind].values["years"])
            limit = until(date.fromordinal(clock) + ONE_DAY, years * 12)
            if begins <= ends:  # nothing is charged where another scheme begins within the first month
                found.append(Part(begins, ends, limit, sure))
        return found

    def closed(kind: str, due: str) -> list[int]:
        return [one.first for one in parts(kind, due, False) if noticed > one.until]

    kinds = [str(one.value) for one in KINDS] if gap.kind is None else [gap.kind]
    dues = [str(one.value) for one in DUES] if gap.first_due is None else [gap.first_due]
    kind, due = kinds[0], dues[0]
    if any(closed(kind, one) != closed(other, one) for other in kinds for one in dues):
        kind = str(at.teller.need("levy_kind", name, KINDS))
        kinds = [kind]
    if any(closed(kind, one) != closed(kind, due) for one in dues):
        due = str(at.teller.need("first_due", name, DUES))
        dues = [due]
    at.teller.row("levy_limit", start - (start - APRIL) % 12, kind)
    return parts(kind, due, len(kinds) == len(dues) == 1)


def _due(april: int, due: str, name: str) -> int:
    try:
        return date(april // 12, int(due[:2]), int(due[3:])).toordinal()
    except ValueError:
        raise InputError(
            f"'{due}' is no day of the year.",
            f"enrol.people.{name}.gap.first_due",
            "Write month and day of the first instalment, as 06-30.",
            ja=f"「{due}」という日はありません。最初の納期の月日を06-30のように書いてください。",
        ) from None


def _yen(at: At, name: str, gap: form.Gap, owed: list[Part], count: int, of_work: bool) -> list[Line]:
    """The yen: so much a month, or by the municipality's rates; nothing where neither is told."""
    where = f"enrol.people.{name}.gap"
    if gap.levy and (gap.monthly is not None or of_work):
        raise InputError(
            "the premium of employees' insurance has no municipal rates."
            if of_work
            else "both `monthly` and `levy` are told.",
            f"{where}.levy",
            "Keep `monthly`.",
            ja="健康保険の保険料に市区町村の料率はありません。`monthly`だけにしてください。"
            if of_work
            else "`monthly`と`levy`の両方が書かれています。`monthly`だけにしてください。",
        )
    if gap.monthly is not None:
        note = EMPLOYEES_PART if of_work else ("", "")
        return [_line("levy", count * gap.monthly, "yen", "", note)]
    if not gap.levy:
        return []
    total = 0
    evidence: list[str] = []
    lines: list[Line] = []
    for part in owed:
        april = part.first - (part.first - APRIL) % 12
        year = april // 12
        nth = next((n for n, one in enumerate(gap.levy) if one.year == year), None)
        if nth is None:
            return [_line("levy", None, "yen", "", (NOT_TOLD[0].format(year), NOT_TOLD[1].format(year)))]
        asked = _within(gap.levy[nth], part)
        lines = national(at.teller, asked, f"{where}.levy[{nth}]", f"{name} {year}")[0].lines
        if not isinstance(value := lines[-1].value, int):
            hole = next(one for one in lines if one.value is None)
            return [_line("levy", None, "yen", hole.article, (hole.note_ja, hole.note_en))]
        total += value
        evidence += [one.evidence for one in lines if one.evidence in PROVISIONAL]
    found = _line("levy", total, "yen", lines[-1].article if owed else "")
    return [msgspec.structs.replace(found, evidence=next(iter(evidence), ""))]


def _within(asked: National, part: Part) -> National:
    """The levy of those months of the year that lie in the gap, for everybody who is insured."""
    first, last = dates.text(part.first), dates.text(part.last)
    members = [
        msgspec.structs.replace(one, first=max(one.first or first, first), last=min(one.last or last, last))
        for one in asked.members
    ]
    return msgspec.structs.replace(asked, members=members)
