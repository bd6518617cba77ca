"""給与計算の1年間: the premiums of many employees' months and bonuses.

Columns of months stand month by month: the row of employee ``e`` in month ``m`` is ``m * count + e``.
"""

from __future__ import annotations

from .marks import helper, paragraph
from .people import APRIL
from .premium_shapes import Bonuses, Employees, Owed, Pay, PremiumAges, Rates, Span
from .premiums import (
    care_charged,
    earlier_loss,
    employee_part,
    employer_part,
    health_ending,
    leave_free,
    month_charged,
    pension_ending,
)
from .remuneration import counted_bonus, pension_standard, standard_bonus
from .rounding import down
from .shapes import NONE

BONUSES = 3  # a fourth in a year makes them pay (健保法3条6項)
HEALTH = 0  # the parts of a premium, as sentences name them
CARED = 1
CHILD = 2
PENSION = 3


@helper("year of the bonus ceiling", ja="標準賞与額の年度")
def bonus_year(month: int) -> int:
    """標準賞与額の年度: the fiscal year of a month, from April (健保法45条1項)."""
    return down(month - APRIL, 12)


@helper("health is charged", ja="健康保険料がかかる")
def health_due(ages: PremiumAges, employees: Employees, e: int, month: int) -> bool:
    """健康保険料がかかる: in a month, leaves apart."""
    lost = earlier_loss(employees.lost[e], health_ending(employees.birth_month[e], ages))
    return month_charged(month, employees.joined[e], lost)


@helper("pension is charged", ja="厚生年金保険料がかかる")
def pension_due(ages: PremiumAges, employees: Employees, e: int, month: int) -> bool:
    """厚生年金保険料がかかる: in a month, leaves apart."""
    if not employees.insured_pension[e]:
        return False
    ending = pension_ending(employees.birth_month[e], employees.birth_day[e], ages)
    return month_charged(month, employees.joined[e], earlier_loss(employees.lost[e], ending))


@helper("month free by a leave of the columns", ja="休業で免除される月")
def free_month(employees: Employees, rates: Rates, e: int, r: int, month: int) -> bool:
    """休業で免除される月: whether the employee's leave frees a month."""
    first, after = employees.leave_first[e], employees.leave_after[e]
    return leave_free(month, first, after, employees.leave_length[e], rates.leave_needed[r])


@paragraph("premiums on an amount", ja="額にかかる保険料")
def charge_health(
    ages: PremiumAges,
    employees: Employees,
    rates: Rates,
    pay: Pay,
    owed: Owed,
    e: int,
    m: int,
    at: int,
    month: int,
    base: int,
) -> None:
    """健康保険料と支援金: of pay or of a bonus, written to row ``at``. base: yen; m: months after the first."""
    r, o = employees.rates[e] + m, employees.office[e] + m
    part, whole, own = HEALTH, rates.health[r], rates.health_own[r]
    if care_charged(month, employees.birth_month[e], employees.birth_day[e], ages):
        part, whole, own = CARED, rates.cared[r], rates.cared_own[r]
    paid = employee_part(part, base, own)
    pay.health[at] = paid
    pay.employer_health[at] = employer_part(part, base, whole, paid)
    owed.owed_health[o] += base * whole
    owed.borne_health[o] += paid
    paid = employee_part(CHILD, base, rates.child_own[r])
    pay.child[at] = paid
    pay.employer_child[at] = employer_part(CHILD, base, rates.child[r], paid)
    owed.owed_child[o] += base * rates.child[r]
    owed.borne_child[o] += paid


@paragraph("pension premium on an amount", ja="額にかかる厚生年金保険料")
def charge_pension(
    employees: Employees, rates: Rates, pay: Pay, owed: Owed, e: int, m: int, at: int, base: int
) -> None:
    """厚生年金保険料: of pay or of a bonus, written to row ``at``. base: yen; m: months after the first."""
    r, o = employees.rates[e] + m, employees.office[e] + m
    paid = employee_part(PENSION, base, rates.pension_own[r])
    pay.pension[at] = paid
    pay.employer_pension[at] = employer_part(PENSION, base, rates.pension[r], paid)
    owed.owed_pension[o] += base * rates.pension[r]
    owed.borne_pension[o] += paid


@paragraph("employee's month", ja="従業員の1か月")
def pay_month(
    ages: PremiumAges,
    employees: Employees,
    rates: Rates,
    pay: Pay,
    owed: Owed,
    e: int,
    m: int,
    at: int,
    month: int,
) -> None:
    """従業員の1か月: the premiums of a month's pay."""
    standard = employees.standard[at]
    r = employees.rates[e] + m
    if standard == NONE or free_month(employees, rates, e, r, month):
        return
    if health_due(ages, employees, e, month):
        charge_health(ages, employees, rates, pay, owed, e, m, at, month, standard)
    if pension_due(ages, employees, e, month):
        counted = pension_standard(standard, Span(NONE, rates.lowest[r], rates.highest[r]))
        charge_pension(employees, rates, pay, owed, e, m, at, counted)


@paragraph("employee's bonuses", ja="従業員の賞与")
def pay_bonuses(
    ages: PremiumAges,
    employees: Employees,
    bonuses: Bonuses,
    rates: Rates,
    paid: Pay,
    owed: Owed,
    e: int,
    first: int,
) -> None:
    """従業員の賞与: the premiums of each month's bonuses, within the ceilings of the year and the month."""
    count = len(employees.birth_month)
    used = employees.bonus_before[e]
    year = bonus_year(first)
    for k in range(BONUSES):
        at = k * count + e
        month = bonuses.bonus_month[at]
        if month != NONE:
            m = month - first
            r = employees.rates[e] + m
            if bonus_year(month) != year:
                used = 0
                year = bonus_year(month)
            standard = standard_bonus(bonuses.bonus_yen[at], rates.bonus_unit[r])
            counted = counted_bonus(standard, used, rates.bonus_ceiling[r])
            used += standard
            free = free_month(employees, rates, e, r, month)
            if free and employees.leave_length[e] != NONE and rates.leave_needed[r] != NONE:
                free = employees.leave_long[e] == 1
            if not free and health_due(ages, employees, e, month):
                charge_health(ages, employees, rates, paid, owed, e, m, at, month, counted)
            if not free and pension_due(ages, employees, e, month):
                counted = counted_bonus(standard, 0, rates.bonus_highest[r])
                charge_pension(employees, rates, paid, owed, e, m, at, counted)


@paragraph("year of a payroll", ja="給与計算の1年間")
def pay_year(
    ages: PremiumAges,
    employees: Employees,
    bonuses: Bonuses,
    rates: Rates,
    pay: Pay,
    paid: Pay,
    owed: Owed,
    first: int,
    months: int,
) -> None:
    """給与計算の1年間: every employee's months and bonuses; ``pay`` of pay, ``paid`` of bonuses.

    first: the first month; months: how many.
    """
    count = len(employees.birth_month)
    for m in range(months):
        for e in range(count):
            pay_month(ages, employees, rates, pay, owed, e, m, m * count + e, first + m)
    for e in range(count):
        pay_bonuses(ages, employees, bonuses, rates, paid, owed, e, first)
