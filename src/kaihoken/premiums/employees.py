"""従業員の保険料: the premium of a month's pay and of a bonus, the employee's part and the employer's."""

from __future__ import annotations

from typing import NamedTuple

from ..engine import dates
from ..errors import InputError
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law import premiums as law
from ..law import remuneration
from .form import Bonus, Employed, Employee
from .months import REASONS, Charged, charged
from .rates import (
    CARED,
    CHILD,
    EMPLOYMENT,
    HEALTH,
    PENSION,
    Rate,
    both,
    care_rate,
    child_rate,
    employment_rate,
    exact,
    health_rate,
    pension_rate,
)  # fmt: skip
from .standards import Standard, lines_of, of_pay, of_standard

MOST_MONTHS = 60
ARTICLES = {
    "health": "健康保険法156条・161条・167条",
    "child": "健康保険法156条・161条",
    "pension": "厚生年金保険法81条・82条・84条",
    "employment": "労働保険の保険料の徴収等に関する法律31条・32条",
}
NAMES = {
    HEALTH: ("健康保険料", "health insurance"),
    CARED: ("健康保険料・介護保険料", "health and care insurance"),
    CHILD: ("子ども・子育て支援金", "child support levy"),
    PENSION: ("厚生年金保険料", "employees' pension"),
    EMPLOYMENT: ("雇用保険料", "employment insurance"),
}


class Part(NamedTuple):
    """保険料の一部分: its key, which premium it is, what it is charged on, its rate."""

    key: str
    part: int
    base: int
    rate: Rate


class _Yen(NamedTuple):
    yen: int


def employee(teller: Teller, one: Employee, where: str, name: str) -> list[Group]:
    """月の保険料: a group for each month, and their sum where there are several."""
    first = dates.month(one.month)
    last = first if one.through is None else dates.month(one.through)
    if not first <= last < first + MOST_MONTHS:
        raise InputError(
            f"{one.month} to {one.through} is no span of up to {MOST_MONTHS} months.",
            f"{where}.through",
            "Write the last premium month.",
            f"{one.month}から{one.through}までは、{MOST_MONTHS}か月以内の期間ではありません。最後の保険料の月を書いてください。",
        )
    if last > first and one.birth is None:
        raise InputError(
            "several months need the birth date.",
            f"{where}.birth",
            "Write `birth: 1985-04-02`.",
            "2か月以上を計算するには生年月日が要ります。1985-04-02のように書いてください。",
        )
    if (one.pay is None) == (one.standard is None):
        raise InputError(
            "write either the monthly pay or the standard monthly remuneration.",
            where,
            "Write `pay: 250000` or `standard: 260000`.",
            "報酬月額（`pay`）か標準報酬月額（`standard`）のどちらか一方を書いてください。",
        )
    groups = []
    for month in range(first, last + 1):
        key = name if first == last else f"{name} {dates.text(month)}"
        groups.append(_month(teller, one, month, where, key))
    if len(groups) > 1:
        groups.append(_sum(groups, f"{name} sum"))
    return groups


def _month(teller: Teller, one: Employee, month: int, where: str, key: str) -> Group:
    standard = (
        of_pay(teller, month, one.pay)
        if one.pay is not None
        else of_standard(teller, month, one.standard or 0, f"{where}.standard")
    )
    facts = charged(teller, one, month, where, key)
    parts = _parts(teller, one, month, where, facts, standard, False)
    if one.employment is not None:
        wages = one.wages if one.wages is not None else one.pay
        if wages is None:
            raise InputError(
                "employment insurance is reckoned on the wages paid.",
                f"{where}.wages",
                "Write `wages: 250000`.",
                "雇用保険料は支払われた賃金にかかります。賃金の額（`wages`）を書いてください。",
            )
        parts.append(Part("employment", EMPLOYMENT, wages, employment_rate(teller, month, one.employment)))
    lines = [*lines_of(teller, month, standard, one.pension), *_reasons(facts, one.pension)]
    lines += _lines(teller, month, parts, one.rounding)
    ja = f"従業員の保険料 {dates.words(month, 'ja')}分（翌月納付）"
    return Group(
        key, ja, f"Employee's premium of {dates.words(month, 'en')} (paid in the month after)", lines
    )


def bonus(teller: Teller, one: Bonus, where: str, name: str) -> list[Group]:
    """賞与の保険料: of the bonuses of one month."""
    month = dates.month(one.month)
    ja, en = f"賞与の保険料 {dates.words(month, 'ja')}", f"Premium of the bonus of {dates.words(month, 'en')}"
    if one.times_a_year is not None and one.times_a_year >= 4:
        teller.note(
            "bonus_as_pay",
            "年4回以上支給される賞与は報酬に当たり、標準報酬月額に算入します（7月1日前1年間の合計÷12を報酬月額に加えます）。",
            "Bonuses paid four times a year or more are pay: a twelfth of the year to 1 July goes into the monthly pay.",
        )
        counts = Line(
            "counts_as", "扱い", "counts as", "pay", "", "健康保険法3条5項・6項", "", "報酬", "pay, no bonus"
        )
        return [Group(name, ja, en, [counts])]
    limit = {
        k: teller.figures(_Yen, "bonus_limit", month, k).yen for k in ("unit", "health_year", "pension_month")
    }
    if one.earlier % limit["unit"]:
        raise InputError(
            f"{one.earlier:,} yen is no sum of standard bonuses.",
            f"{where}.earlier",
            f"Each standard bonus is cut to {limit['unit']:,} yen: add them after cutting.",
            f"{one.earlier:,}円は標準賞与額の合計になりません。賞与は1回ごとに{limit['unit']:,}円未満を切り捨ててから足してください。",
        )
    whole = teller.tell(remuneration.standard_bonus, month, one.amount, limit["unit"])
    health = teller.tell(remuneration.counted_bonus, month, whole, one.earlier, limit["health_year"])
    pension = teller.tell(remuneration.counted_bonus, month, whole, 0, limit["pension_month"])
    facts = charged(teller, one, month, where, name)
    parts = _parts(teller, one, month, where, facts, Standard(health, pension), True)
    if one.employment is not None:
        parts.append(
            Part("employment", EMPLOYMENT, one.amount, employment_rate(teller, month, one.employment))
        )
    evidence = teller.row("bonus_limit", month, "health_year").evidence
    lines = [
        Line(
            "standard_bonus", "標準賞与額（千円未満切捨て）", "standard bonus", whole, "yen", "健康保険法45条"
        ),
        Line(
            "health_bonus",
            "健康保険で算定する額",
            "counted for health",
            health,
            "yen",
            "健康保険法45条",
            evidence,
        ),
    ]
    if one.pension:
        article = "厚生年金保険法24条の4"
        lines.append(
            Line("pension_bonus", "厚生年金で算定する額", "counted for the pension", pension, "yen", article)
        )
    lines += [*_reasons(facts, one.pension, True), *_lines(teller, month, parts, one.rounding)]
    return [Group(name, ja, en, lines)]


def _parts(
    teller: Teller, one: Employed, month: int, where: str, facts: Charged, base: Standard, is_bonus: bool
) -> list[Part]:
    """The premiums with what they are charged on; 0 where a month is free."""
    free = facts.free_bonus if is_bonus else True  # a leave of up to a month frees pay alone
    health_due = facts.health == "charged" or (facts.health == "leave" and not free)
    pension_due = facts.pension == "charged" or (facts.pension == "leave" and not free)
    health = health_rate(teller, one, month, where)
    part, rate = HEALTH, health
    if facts.care and health_due:
        part, rate = CARED, both(health, care_rate(teller, one, month, where))
    parts = [Part("health", part, base.health if health_due else 0, rate)]
    child = child_rate(teller, one, month, where)
    if child is not None:
        parts.append(Part("child", CHILD, base.health if health_due else 0, child))
    if one.pension:
        parts.append(
            Part("pension", PENSION, base.pension if pension_due else 0, pension_rate(teller, month))
        )
    return parts


def _lines(teller: Teller, month: int, parts: list[Part], rounding: str) -> list[Line]:
    """The employee's and the employer's lines, and their sums; unknown where a rate is."""
    own: list[Line] = []
    office: list[Line] = []
    for one in parts:
        ja, en = NAMES[one.part]
        article = ARTICLES[one.key]
        rate = (
            one.rate if one.base else one.rate._replace(missing=None, evidence="")
        )  # nothing of no base hangs on no rate
        amount: int | None = None
        employer: int | None = None
        notes = rate.missing or ("", "")
        if rate.known:
            teller.scheme = one.key if one.key in ("pension", "employment") else "employee"
            rule = law.cash_part if rounding == "cash" else law.employee_part
            amount = teller.tell(rule, month, one.part, one.base, rate.own) if one.base else 0
            employer = (
                teller.tell(law.employer_part, month, one.part, one.base, rate.whole, amount)
                if one.base
                else 0
            )
        precise = exact(one.base, rate.own) if rate.known else None
        own.append(
            Line(
                one.key,
                f"{ja}（本人）",
                f"{en}, employee",
                amount,
                "yen",
                article,
                rate.evidence,
                note_ja=notes[0],
                note_en=notes[1],
            )
        )
        own.append(
            Line(
                f"{one.key}_exact",
                "  端数処理前",
                "  before rounding",
                precise,
                "yen",
                article,
                rate.evidence,
            )
        )
        office.append(Line(f"employer_{one.key}", f"{ja}（事業主）", f"{en}, employer", employer, "yen", article, rate.evidence))  # fmt: skip
    return [
        *own,
        _total("deducted", "本人負担の合計", "employee in all", [line for line in own if not line.key.endswith("_exact")]),
        *office,
        _total("employer", "事業主負担の合計", "employer in all", office),
    ]  # fmt: skip


def _total(key: str, ja: str, en: str, lines: list[Line]) -> Line:
    values = [line.value for line in lines]
    known = [v for v in values if isinstance(v, int)]
    evidence = next((line.evidence for line in lines if line.evidence not in ("", "law", "official")), "")
    return Line(key, ja, en, sum(known) if len(known) == len(values) else None, "yen", "", evidence)


def _sum(groups: list[Group], key: str) -> Group:
    """The months added up."""
    keys = [line for line in groups[0].lines if line.key in ("deducted", "employer")]
    lines = []
    for one in keys:
        found = [line for g in groups for line in g.lines if line.key == one.key]
        lines.append(_total(one.key, one.ja, one.en, found))
    return Group(key, f"{len(groups)}か月の合計", f"Sum of {len(groups)} months", lines)


def _reasons(facts: Charged, pension: bool, is_bonus: bool = False) -> list[Line]:
    lines = []
    for key, ja, en, reason in (
        ("health_charged", "健康保険", "health insurance", facts.health),
        ("pension_charged", "厚生年金", "employees' pension", facts.pension),
    ):
        if key == "pension_charged" and not pension:
            continue
        told = "charged" if is_bonus and reason == "leave" and not facts.free_bonus else reason
        lines.append(Line(key, ja, en, told, "", value_ja=REASONS[told][0], value_en=REASONS[told][1]))
    return lines
