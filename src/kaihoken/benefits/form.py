"""現金給付の様式: what a clerk writes to ask for benefits in cash.

Days are ``YYYY-MM-DD`` and counted in; wages are yen for one day; pensions yen for a year.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ..forms.fields import Day, Form, Month, Request, Yen

Scheme = Literal["employee", "voluntary", "dependant", "day_labourer", "national", "elderly"]
Whose = Literal["insured", "dependant"]
Count = Annotated[int, Meta(ge=1, le=20)]
Percent = Annotated[int, Meta(ge=0, le=100)]


class Insured(Form):
    """被保険者: how the person is insured; what is not given is asked for where it matters.

    joined: first day insured as an employee without a break; society_since: first day with the present
    insurer, if later; left: the last day insured as an employee (of work), not the day after it.
    remuneration: the standard monthly remuneration, one amount or from each month on; average: of all
    insured of a society, yen; society_percent: what the society pays in all of the standard daily
    remuneration.
    """

    scheme: Scheme = "employee"
    insurer: Literal["kyokai", "society"] = "kyokai"
    joined: Day | None = None
    society_since: Day | None = None
    left: Day | None = None
    remuneration: Yen | dict[Month, Yen] | None = None
    average: Yen | None = None
    society_percent: Percent | None = None


class Spell(Form):
    """休んだ期間: days in a row, with the wages of a day that are paid for them."""

    from_: Day = field(name="from")
    to: Day
    wages: Yen = 0


class LumpSum(Form):
    """障害手当金: a disability lump sum for the same illness, and the day it became due."""

    yen: Yen
    from_: Day = field(name="from")


class Sickness(Form, tag_field="kind", tag="sickness"):
    """傷病手当金: the days unable to work because of one illness.

    disability_pension: the employees' disability pension for the same illness and the basic one with it, yen
    a year, from ``disability_from`` on if given (a basic pension alone takes nothing off); old_age_pension:
    all old-age pensions, yen a year. work_accident: paid by workers' accident insurance; worked_last_day:
    worked on the last day insured. daily: the allowance of a day as the insurer decided it, in place of the
    remuneration; claimed: the day of the claim.
    """

    spells: Annotated[list[Spell], Meta(min_length=1)]
    disability_pension: Yen = 0
    disability_from: Day | None = None
    disability_lump_sum: LumpSum | None = None
    old_age_pension: Yen = 0
    work_accident: bool = False
    worked_last_day: bool = False
    daily: Yen | None = None
    claimed: Day | None = None


class Maternity(Form, tag_field="kind", tag="maternity"):
    """出産手当金: a birth, due or past, and the days not worked for it.

    off: the days not worked; without it all from 42 (98) days before the due date. birth: without it
    the due date is taken. pregnancy_days: where the pregnancy ended early.
    """

    due: Day
    birth: Day | None = None
    children: Count = 1
    pregnancy_days: Annotated[int, Meta(ge=1, le=320)] | None = None
    off: list[Spell] = []
    worked_last_day: bool = False
    daily: Yen | None = None
    claimed: Day | None = None


class Childbirth(Form, tag_field="kind", tag="childbirth"):
    """出産育児一時金: a birth. weeks: completed weeks of the pregnancy; covered: whether the institution pays
    into the obstetric compensation system; payment: how the lump sum is paid; given: the ordinance's amount for a child."""

    birth: Day
    whose: Whose | None = None
    weeks: Annotated[int, Meta(ge=0, le=45)] | None = None
    pregnancy_days: Annotated[int, Meta(ge=1, le=320)] | None = None
    covered: bool | None = None
    children: Count = 1
    cost: Yen | None = None
    payment: Literal["direct", "proxy", "after"] = "direct"
    given: Yen | None = None
    society_addition: Yen = 0
    claimed: Day | None = None


class Funeral(Form, tag_field="kind", tag="funeral"):
    """埋葬料・葬祭費: a death. supported: somebody was supported by the dead person and buries them; cost: of
    the burial; continued_until: last day of an allowance drawn after leaving; given: the ordinance's amount."""

    death: Day
    whose: Whose | None = None
    supported: bool | None = None
    cost: Yen | None = None
    buried: Day | None = None
    work_accident: bool = False
    continued_until: Day | None = None
    given: Yen | None = None
    claimed: Day | None = None


Benefit = Sickness | Maternity | Childbirth | Funeral


class Benefits(Request, kw_only=True):
    """現金給付: what is asked for, and how the person is insured."""

    benefits: Annotated[list[Benefit], Meta(min_length=1)]
    insured: Insured = field(default_factory=Insured)
