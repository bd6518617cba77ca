"""事実を並べる: lays what is told about a person out as the law reads it, and asks for what is missing.

A fact that is not told is the answer being tried, or NONE.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec

from ..engine.book import ages
from ..errors import Choice, InputError
from ..forms.read import day as read_day
from ..forms.teller import Teller
from ..law import dependants as kin
from ..law import enrolment as job
from ..law import residents as home
from ..law.enrolment_shapes import (
    Count,
    FirmRule,
    IncomeLimit,
    Job,
    KinRule,
    Portion,
    Relative,
    ShortTime,
    Stay,
    TermRule,
)
from ..law.facts import Missing
from ..law.people import past_birthday
from ..law.shapes import NONE
from . import form
from .statuses import japanese

T = TypeVar("T")

KINDS = {
    "company": job.CORPORATE,
    "public": job.CORPORATE,
    "listed_trade": job.LISTED,
    "profession": job.PROFESSION,
    "other_trade": job.OTHER_TRADE,
}
ACTIVITIES = {"ordinary": home.ORDINARY, "medical": home.MEDICAL, "holiday": home.HOLIDAY}

# Before the rule for short-time workers.
NO_SHORT_TIME = ShortTime(NONE, 0, NONE, NONE, NONE, NONE, 0)

# The law's number of a missing fact: its name. How it is asked stands in `questions`.
FACTS = {
    job.ESTABLISHMENT_FACT: "establishment",
    job.STAFF_FACT: "staff",
    job.TERM_FACT: "term",
    job.FULL_FACT: "three_quarters",
    job.HOURS_FACT: "hours",
    job.WAGE_FACT: "wage",
    job.EXPECTED_FACT: "expected",
    job.STUDENT_FACT: "student",
    job.SIZE_FACT: "firm_size",
    job.EXISTING_FACT: "existing",
    kin.TOGETHER_FACT: "together",
    kin.INCOME_FACT: "income",
    kin.INSURED_INCOME_FACT: "insured_income",
    kin.REMITTANCE_FACT: "remittance",
    home.STATUS_FACT: "status",
    home.PERIOD_FACT: "months",
    home.STAY_FACT: "expected_stay",
    home.MONTHS_FACT: "months_insured",
}


@dataclass(slots=True)
class At:
    """問いの場: the people, the law, and what was found so far about each on a day.

    aside: for days that are not asked about; nothing of them is told. other: that for this one.
    """

    question: form.Question
    teller: Teller
    aside: bool = False
    other: At | None = None
    found: dict[tuple[str, date], Any] = field(default_factory=dict)

    def tried(self, fact: str, name: str) -> int:
        """試している答え: of a missing fact; NONE where none is."""
        return int(self.teller.facts.get(f"{fact}:{name}", NONE))

    def told(self, value: int | None, fact: str, name: str) -> int:
        """事実: as told, or as tried."""
        return self.tried(fact, name) if value is None else value

    def figures(self, kind: type[Any], series: str, on: date, key: str) -> Any:
        """数字の行: of a day."""
        return self.teller.figures(kind, series, month_of(on), key)

    def number(self, series: str, on: date, key: str) -> Count:
        """一つの数の行: of a day."""
        row: Count = self.figures(Count, series, on, key)
        return row

    def run(
        self,
        rule: Callable[..., T],
        on: date,
        name: str,
        choices: Callable[[int], Sequence[Choice]],
        *inputs: Any,
    ) -> T:
        """規定を述べる: a rule with its sentences under the person's name; asks for what it misses.

        choices: the answers to try, by the number of the fact. Raises MissingFact.
        """
        before = len(self.teller.told)
        try:
            return rule(*inputs) if self.aside else self.teller.tell(rule, month_of(on), *inputs)
        except Missing as missing:
            fact = FACTS[missing.fact]
            self.teller.need(fact, name, choices(missing.fact))
            raise AssertionError(f"{fact} was tried and not used") from missing
        finally:
            if len(self.question.people) > 1:
                for n in range(before, len(self.teller.told)):
                    one = self.teller.told[n]
                    self.teller.told[n] = msgspec.structs.replace(
                        one, ja=f"{name}：{one.ja}", en=f"{name}: {one.en}"
                    )


def month_of(on: date) -> int:
    """月: of a day, counted as the law counts."""
    return on.year * 12 + on.month - 1


def day_of(text: str, where: str) -> date:
    """日: of the form. Raises InputError with the field."""
    try:
        return read_day(text, "the day")
    except InputError as error:
        raise error.at(where) from None


def within(period: Any, on: date, where: str) -> bool:
    """期間の中: whether a day lies between the first and the last, where they are told."""
    if period is None:
        return False
    if period.from_ is not None and on < day_of(period.from_, f"{where}.from"):
        return False
    return period.to is None or on <= day_of(period.to, f"{where}.to")


def born(person: form.Person, name: str) -> tuple[int, int]:
    """生年月: month and day of the birth."""
    birth = day_of(person.birth, f"enrol.people.{name}.birth")
    return month_of(birth), birth.day


def aged(person: form.Person, name: str, years: int, on: date) -> bool:
    """年齢に達した: an age is reached on the day before the birthday."""
    after = on + timedelta(days=1)
    return past_birthday(*born(person, name), years, month_of(after), after.day)


def old(at: At, name: str, on: date) -> bool:
    """後期高齢者: by age, or by a recognised disability."""
    person = at.question.people[name]
    month, day = born(person, name)
    if at.run(home.of_old_age, on, name, nothing, month, day, month_of(on), on.day, ages(at.teller.law)):
        return True
    if not within(person.recognised, on, f"enrol.people.{name}.recognised"):
        return False
    after = on + timedelta(days=1)
    least = at.number("elderly_entry", on, "disabled")
    return at.run(home.of_recognised, on, name, nothing, 1, month, day, month_of(after), after.day, least)


def nothing(fact: int) -> Sequence[Choice]:
    """選択肢なし: for rules that ask for nothing."""
    raise AssertionError(f"fact {fact} has no choices")


def open_ended(months: int | str | None) -> int | None:
    """期間の定めなし: 0; a number as told; None as not told."""
    return 0 if months == "open" else months if isinstance(months, int) else None


def _flag(told: bool | None) -> int | None:
    return None if told is None else int(told)


def job_of(at: At, name: str, work: form.Work, on: date) -> Job:
    """使用関係: a person's work as the law reads it."""
    place = work.establishment
    regular = work.kind == "regular"
    term = open_ended(work.term_months)
    if term is None:
        term = 0 if regular else at.tried("term", name)
    expected = open_ended(work.expected_months)
    if expected is None:
        expected = 0 if term == 0 else at.tried("expected", name)
    full = True if regular else work.three_quarters
    hours = None if work.hours is None else work.hours * 60 + work.minutes
    usual = NONE if work.regular_hours is None else work.regular_hours * 60 + work.regular_minutes
    kind = None if place.kind is None else KINDS[place.kind]
    return Job(
        kind=at.told(kind, "establishment", name),
        staff=at.told(place.staff, "staff", name),
        chosen=int(place.voluntary),
        existing=at.told(_flag(place.before_2029_10), "existing", name),
        contract=term,
        beyond=int(work.goes_on),
        full=at.told(_flag(full), "three_quarters", name),
        minutes=at.told(hours, "hours", name),
        regular_minutes=usual,
        days=NONE if work.days is None else work.days,
        regular_days=NONE if work.regular_days is None else work.regular_days,
        wage=at.told(work.wage, "wage", name),
        expected=expected,
        student=at.told(_flag(work.student), "student", name),
        size=at.told(work.firm_size, "firm_size", name),
        public=int(place.kind == "public"),
        agreement=int(work.agreement),
    )


def employee(at: At, name: str, work: form.Work, on: date) -> int:
    """被用者としての区分: of a person's work on a day. Raises MissingFact."""
    firm = (
        at.figures(FirmRule, "applicable_establishment", on, "private")
        if (work.establishment.kind not in (None, "company", "public") and not work.establishment.voluntary)
        else FirmRule(NONE, *_plain(at, "applicable_establishment", on, "private"))
    )
    term: TermRule = at.figures(TermRule, "employment_term", on, work.season or "fixed")
    share = at.figures(Portion, "three_quarters", on, "hours_and_days")
    short = NO_SHORT_TIME
    if at.teller.law.rows("short_time", month_of(on)):
        short = at.figures(ShortTime, "short_time", on, "worker")
    public = (
        at.number("public_employer", on, "any_size")
        if work.establishment.kind == "public" and work.kind == "part_time"
        else Count(NONE, 0)
    )

    def choices(fact: int) -> list[Choice]:
        return {
            job.ESTABLISHMENT_FACT: [
                Choice(job.CORPORATE, "会社などの法人、国、自治体", "a company or a public body"),
                Choice(job.LISTED, "個人の事業所（定められた業種）", "a private establishment of a listed trade"),
                Choice(job.OTHER_TRADE, "個人の事業所（農林水産・飲食・宿泊など）", "a private one of another trade (farming, food, lodging)"),
            ],
            job.STAFF_FACT: _bound(firm.staff, "常時{0}人以上", "常時{0}人未満", "{0} regular staff or more", "fewer than {0} regular staff"),
            job.TERM_FACT: [
                Choice(0, f"期間の定めなし、または{term.months}か月を超える期間", f"no fixed term, or more than {term.months} months"),
                Choice(term.months, f"{term.months}か月以内の期間", f"a term of {term.months} months or less"),
            ],
            job.EXISTING_FACT: _yes("2029年9月以前からある事業所", "2029年10月以後にできた事業所", "an establishment of before October 2029", "a newer establishment"),
            job.FULL_FACT: _yes("4分の3以上", "4分の3未満", "three quarters or more", "below three quarters"),
            job.HOURS_FACT: [
                Choice(short.hours * 60, f"週{short.hours}時間以上", f"{short.hours} hours a week or more"),
                Choice(short.hours * 60 - 1, f"週{short.hours}時間未満", f"less than {short.hours} hours a week"),
            ],
            job.WAGE_FACT: _bound(short.wage, "月{0:,}円以上", "月{0:,}円未満", "{0:,} yen a month or more", "less than {0:,} yen a month"),
            job.EXPECTED_FACT: _bound(short.months, "{0}か月以上の見込み", "{0}か月未満の見込み", "expected for {0} months or more", "expected for less than {0} months"),
            job.STUDENT_FACT: _yes("学生", "学生でない", "a student", "no student"),
            job.SIZE_FACT: _bound(short.size, "{0}人以上の企業", "{0}人未満の企業", "a firm of {0} or more", "a firm of fewer than {0}"),
        }[fact]  # fmt: skip

    return at.run(
        job.employee_standing,
        on,
        name,
        choices,
        job_of(at, name, work, on),
        firm,
        term,
        share,
        short,
        public,
        [0],
        0,
    )


def _plain(at: At, series: str, on: date, key: str) -> list[int]:
    """Figures of a row that the answer does not rest on."""
    row = at.teller.law.rows(series, month_of(on)).get(key)
    if row is None:
        raise InputError(
            f"there are no figures for {at.teller.law.series[series].en} on {on}.",
            "enrol.on",
            "Ask about a later day.",
            f"{on}の「{at.teller.law.series[series].ja}」の数字はありません。より後の日を書いてください。",
        )
    return [v for v in row.values.values() if isinstance(v, int)]


def _bound(bound: int, ja: str, ja_below: str, en: str, en_below: str) -> list[Choice]:
    return [
        Choice(bound, ja.format(bound), en.format(bound)),
        Choice(bound - 1, ja_below.format(bound), en_below.format(bound)),
    ]


def _yes(ja: str, ja_no: str, en: str, en_no: str) -> list[Choice]:
    return [Choice(1, ja, en), Choice(0, ja_no, en_no)]


def relative(at: At, name: str, on: date, lives_here: bool) -> int:
    """被扶養者としての区分: of a relative on a day. Raises MissingFact."""
    person = at.question.people[name]
    family = person.family
    assert family is not None
    limits: list[IncomeLimit] = [
        at.figures(IncomeLimit, "dependant_income", on, key)
        for key in ("general", "senior_or_disabled", "young")
    ]
    required = at.number("dependant_residence", on, "required").number == 1
    near = NONE
    if family.relation != "other":
        near = 1 - at.figures(KinRule, "kinship", on, family.relation).together
    given = (family.income, family.monthly_income, family.daily_benefit)
    income = at.tried("income", name)
    if any(one is not None for one in given):
        scale = (at.number("dependant_year", on, "months"), at.number("dependant_year", on, "days"))
        income = kin.year_of_income(
            family.income or 0, family.monthly_income or 0, family.daily_benefit or 0, *scale
        )
    stays = person.foreign.activity if person.foreign is not None else "ordinary"
    youth = (at.number("dependant_age", on, "young"), at.number("dependant_age", on, "young_below"))
    insured = at.told(at.question.people[family.of].income, "insured_income", name)
    if insured == NONE and income == 0:
        insured = 1  # somebody insured through work has some income, and any is more than twice nothing
    facts = Relative(
        near=near,
        together=at.told(_flag(family.together), "together", name),
        resident=int(lives_here or not required),
        based=int(person.abroad is not None),
        excluded=int(required and stays != "ordinary"),
        old=int(lives_here and old(at, name, on)),
        senior=int(aged(person, name, at.number("dependant_age", on, "senior").number, on)),
        disabled=int(person.disabled),
        young=int(kin.aged_at_year_end(*born(person, name), month_of(on), *youth)),
        spouse=int(family.relation in ("spouse", "de_facto_spouse")),
        income=income,
        contract=NONE if family.contract_income is None else family.contract_income,
        wages_only=int(family.wages_only),
        overshoot=family.overshoots,
        certified=int(family.certificate),
        insured_income=insured,
        remittance=at.told(family.remittance, "remittance", name),
    )
    by_contract = at.number("dependant_judging", on, "contract")
    most = at.number("dependant_judging", on, "overshoots")
    limit = kin.dependant_limit(facts, *limits)
    if family.daily_benefit and limit == limits[2].yen:
        at.teller.note(
            "young_benefit",
            "19歳以上23歳未満の人の失業給付の日額の基準は公表されていません。ここでは年額を360日で割って判定しています。保険者に確認してください。",
            "No daily limit of unemployment benefit is published for those of 19 to 22; here the yearly limit is divided by 360 days: ask the insurer.",
        )
    earned = max(facts.contract if facts.income == NONE else facts.income, 0)

    def choices(fact: int) -> list[Choice]:
        return {
            kin.TOGETHER_FACT: _yes("同居", "別居", "living together", "living apart"),
            kin.INCOME_FACT: [
                Choice(0, "収入なし", "no income"),
                Choice(limit - 1, f"年{limit:,}円未満", f"less than {limit:,} yen a year"),
                Choice(limit, f"年{limit:,}円以上", f"{limit:,} yen a year or more"),
            ],
            kin.INSURED_INCOME_FACT: [
                Choice(earned * 2 + 1, "被保険者の収入がその2倍を超える", "the insured person has more than twice as much"),
                Choice(earned, "被保険者の収入がそれ以上、2倍まで", "the insured person has as much, up to twice as much"),
                Choice(earned - 1, "被保険者の収入がそれより少ない", "the insured person has less"),
            ],
            kin.REMITTANCE_FACT: [
                Choice(earned + 1, "仕送りが収入より多い", "more than the income is sent"),
                Choice(earned, "仕送りが収入以下", "no more than the income is sent"),
            ],
        }[fact]  # fmt: skip

    return at.run(kin.dependant_standing, on, name, choices, facts, *limits, by_contract, most, [0], 0)


def stay(at: At, name: str, on: date) -> int:
    """在留資格による判定: of a foreign national on a day; JOINS for a Japanese national. Raises MissingFact."""
    person = at.question.people[name]
    foreign = person.foreign
    if foreign is None:
        return home.JOINS
    least = at.number("foreign_stay", on, "months")
    status = at.tried("status", name)
    if foreign.status is not None:
        row = at.teller.row("status_of_residence", month_of(on), japanese(foreign.status))
        status = int(row.values["counts"])
    adult = foreign.holiday_spouse or aged(person, name, at.number("foreign_stay", on, "adult").number, on)
    facts = Stay(
        status=status,
        months=at.told(foreign.months, "months", name),
        expected=at.told(foreign.expected_months, "expected_stay", name),
        activity=ACTIVITIES[foreign.activity],
        adult=int(adult),
        agreement=int(foreign.agreement),
        before=int(foreign.member_before),
    )

    def choices(fact: int) -> list[Choice]:
        three = least.number
        return {
            home.STATUS_FACT: [
                Choice(home.PERMITTED, "就労・留学・定住などの在留資格", "a status for work, study, long residence"),
                Choice(home.COUNTED, "興行・技能実習・家族滞在・特定活動", "興行, 技能実習, 家族滞在 or 特定活動"),
                Choice(home.OFFICIAL, "公用", "公用 (official)"),
                Choice(home.SPECIAL, "永住者・特別永住者", "permanent resident"),
                Choice(home.VISITOR, "短期滞在・外交", "短期滞在 or 外交 (visitor, diplomat)"),
                Choice(home.NO_STATUS, "在留資格なし", "no status of residence"),
            ],
            home.PERIOD_FACT: [
                Choice(three + 1, f"{three}か月を超える在留期間", f"a period of more than {three} months"),
                Choice(three, f"{three}か月以内の在留期間", f"a period of {three} months or less"),
            ],
            home.STAY_FACT: [
                Choice(three + 1, f"{three}か月を超える滞在の見込み", f"expected to stay more than {three} months"),
                Choice(three, f"{three}か月以内の滞在の見込み", f"expected to stay {three} months or less"),
            ],
        }[fact]  # fmt: skip

    return at.run(home.stay_standing, on, name, choices, facts, least, [0], 0)
