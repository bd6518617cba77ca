"""使用関係の事実: a person's work as the law reads it, and what is asked of it."""

from __future__ import annotations

from datetime import date

from ..errors import Choice, InputError
from ..law import enrolment as job
from ..law.enrolment_shapes import (
    Count,
    FirmRule,
    Job,
    Portion,
    ShortTime,
    TermRule,
)
from ..law.shapes import NONE
from . import form
from .facts import At, bound, flag, month_of, open_ended, yes_no

KINDS = {
    "company": job.CORPORATE,
    "public": job.CORPORATE,
    "listed_trade": job.LISTED,
    "profession": job.PROFESSION,
    "other_trade": job.OTHER_TRADE,
}

# Before the rule for short-time workers.
NO_SHORT_TIME = ShortTime(NONE, 0, NONE, NONE, NONE, NONE, 0)


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
        existing=at.told(flag(place.before_2029_10), "existing", name),
        contract=term,
        beyond=int(work.goes_on),
        full=at.told(flag(full), "three_quarters", name),
        minutes=at.told(hours, "hours", name),
        regular_minutes=usual,
        days=NONE if work.days is None else work.days,
        regular_days=NONE if work.regular_days is None else work.regular_days,
        wage=at.told(work.wage, "wage", name),
        expected=expected,
        student=at.told(flag(work.student), "student", name),
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
            job.STAFF_FACT: bound(firm.staff, "常時{0}人以上", "常時{0}人未満", "{0} regular staff or more", "fewer than {0} regular staff"),
            job.TERM_FACT: [
                Choice(0, f"期間の定めなし、または{term.months}か月を超える期間", f"no fixed term, or more than {term.months} months"),
                Choice(term.months, f"{term.months}か月以内の期間", f"a term of {term.months} months or less"),
            ],
            job.EXISTING_FACT: yes_no("2029年9月以前からある事業所", "2029年10月以後にできた事業所", "an establishment of before October 2029", "a newer establishment"),
            job.FULL_FACT: yes_no("4分の3以上", "4分の3未満", "three quarters or more", "below three quarters"),
            job.HOURS_FACT: [
                Choice(short.hours * 60, f"週{short.hours}時間以上", f"{short.hours} hours a week or more"),
                Choice(short.hours * 60 - 1, f"週{short.hours}時間未満", f"less than {short.hours} hours a week"),
            ],
            job.WAGE_FACT: bound(short.wage, "月{0:,}円以上", "月{0:,}円未満", "{0:,} yen a month or more", "less than {0:,} yen a month"),
            job.EXPECTED_FACT: bound(short.months, "{0}か月以上の見込み", "{0}か月未満の見込み", "expected for {0} months or more", "expected for less than {0} months"),
            job.STUDENT_FACT: yes_no("学生", "学生でない", "a student", "no student"),
            job.SIZE_FACT: bound(short.size, "{0}人以上の企業", "{0}人未満の企業", "a firm of {0} or more", "a firm of fewer than {0}"),
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
