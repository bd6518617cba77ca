"""資格の数字の形: the shapes in which facts about a person and figures of a date reach the rules of enrolment.

A fact is a whole number: NONE where it is not known, 1 for yes, 0 for no.
"""

from __future__ import annotations

from typing import NamedTuple


class Job(NamedTuple):
    """使用関係: somebody's work. Minutes a week, days a month, yen a month; months of 0: without an end."""

    kind: int  # of the establishment: CORPORATE, LISTED, PROFESSION, OTHER_TRADE
    staff: int  # regular staff of the establishment
    chosen: int  # 1: the establishment joined by its own choice, with approval
    existing: int  # 1: it existed when all trades became compulsory
    contract: int  # months of a fixed term
    beyond: int  # 1: work beyond the term is expected, or has begun
    full: int  # 1: three quarters of the regular hours and days, as stated
    minutes: int
    regular_minutes: int
    days: int
    regular_days: int
    wage: int  # what counts for the short-time rule
    expected: int  # months of work expected
    student: int
    size: int  # staff of the firm who count
    public: int  # 1: the employer is the state or a local body
    agreement: int  # 1: included by agreement of staff and employer


class FirmRule(NamedTuple):
    """適用事業所の要件: which private establishments are compulsory."""

    entry: int
    staff: int
    professions: int  # 1: legal and accounting professions too
    all_trades: int  # 1: every trade


class TermRule(NamedTuple):
    """期間の要件: contracts that are too short."""

    entry: int
    months: int
    expectation: int  # 1: an expected prolongation counts from the first day


class Portion(NamedTuple):
    """四分の三: a fraction."""

    entry: int
    over: int
    under: int


class ShortTime(NamedTuple):
    """短時間労働者の要件: NONE: no such condition on this date."""

    entry: int
    holds: int  # 0: there is no rule for short-time workers yet
    hours: int  # a week, at least
    wage: int  # yen a month, at least
    months: int  # of expected work, at least
    size: int  # staff, at least
    agreement: int  # 1: smaller firms may join by agreement


class Relative(NamedTuple):
    """親族: somebody who may be a dependant. Yen a year."""

    near: int  # 1: need not live with the insured person, 0: must, NONE: outside the circle
    together: int
    resident: int
    based: int  # 1: abroad, but with the base of life in Japan
    excluded: int  # 1: here for medical treatment or a long holiday
    old: int  # 1: in the elderly scheme, or of its age
    senior: int  # 1: of the age for the higher limit
    disabled: int
    young: int  # 1: of the ages for the limit of the young
    spouse: int
    income: int
    contract: int  # income by the labour contract
    wages_only: int
    overshoot: int  # times in a row that the income passed the limit for a time; 0: no such thing
    certified: int  # 1: the employer certified that it is for a time
    insured_income: int
    remittance: int


class IncomeLimit(NamedTuple):
    """収入の基準額: yen a year; NONE: no such limit on this date."""

    entry: int
    yen: int


class KinRule(NamedTuple):
    """親族の範囲: whether a relative must live with the insured person."""

    entry: int
    together: int


class Count(NamedTuple):
    """一つの数: one number of the tables that is no yen."""

    entry: int
    number: int


class Stay(NamedTuple):
    """在留: a foreign national's stay."""

    status: int  # PERMITTED, COUNTED, OFFICIAL, VISITOR, NO_STATUS, SPECIAL
    months: int  # granted; 0: without an end
    expected: int  # months the stay is expected to last; 0: without an end
    activity: int  # ORDINARY, MEDICAL, HOLIDAY
    adult: int  # 1: from the age of the table, or the spouse who comes along
    agreement: int  # 1: certificate of coverage under a social security agreement
    before: int  # 1: a member already
