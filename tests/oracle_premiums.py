"""What the law states of premiums, as properties for the oracle."""

from __future__ import annotations

from itertools import pairwise

from oracle import periods, states, whole

from kaihoken.engine.tables import Tables
from kaihoken.law.levy import levy_months
from kaihoken.law.payroll import pay_year
from kaihoken.law.premium_shapes import Bonuses, Employees, Owed, Pay, PremiumAges, Rates
from kaihoken.law.shapes import NONE

MARCH = 2026 * 12 + 2
MONTHS = 3


@states("a grade begins in the middle of two standards, from the 45th on 5,000 yen below it")
def _(law: Tables) -> bool:
    rows = list(law.rows("remuneration_grade", MARCH).values())
    middles = [
        (whole(a, "standard") + whole(b, "standard")) // 2 - 5_000 * (n >= 44)
        for n, (a, b) in enumerate(pairwise(rows), 1)
    ]
    return [whole(r, "least") for r in rows] == [0, *middles] and all(
        whole(r, "standard") % 1_000 == 0 for r in rows
    )


@states("each range of grades begins and ends with a standard of the list")
def _(law: Tables) -> bool:
    known = {whole(r, "standard") for r in law.rows("remuneration_grade", MARCH).values()}
    return all(
        {whole(row, "lowest"), whole(row, "highest")} <= known
        for _, rows in periods(law, "remuneration_range")
        for row in rows.values()
    )


@states("beyond the pension's grades the next grade of health's list is one more place")
def _(law: Tables) -> bool:
    grades = list(law.rows("remuneration_grade", MARCH).values())
    for month, rows in periods(law, "revision_bound"):
        row, span = rows["pension"], law.rows("remuneration_range", month)["pension"]
        if whole(row, "below") == NONE:
            continue
        low = next(n for n, g in enumerate(grades) if g.values["standard"] == span.values["lowest"])
        high = next(n for n, g in enumerate(grades) if g.values["standard"] == span.values["highest"])
        if whole(row, "below") != whole(grades[low], "least"):
            return False
        if whole(row, "above") != whole(grades[high + 1], "least"):
            return False
    return True


@states("beyond health's grades one more place is as wide as the grade before it")
def _(law: Tables) -> bool:
    least = [whole(r, "least") for r in law.rows("remuneration_grade", MARCH).values()]
    wanted = {"below": 2 * least[1] - least[2], "above": 2 * least[-1] - least[-2]}
    return all(
        rows["health"].values["below"] == "unknown" or rows["health"].values == wanted
        for _, rows in periods(law, "revision_bound")
    )


@states("the levy is reduced by seven, five or two tenths; seven without regard to heads")
def _(law: Tables) -> bool:
    return all(
        [whole(rows[k], "tenths") for k in ("seven", "five", "two")] == [7, 5, 2]
        and rows["seven"].values["per_head"] == 0
        for _, rows in periods(law, "levy_reduction")
    )


@states("the months of a levy are those of the year that lie within the ages")
def _(law: Tables) -> bool:
    return (
        levy_months(5, 9, 0, NONE) == 5 and levy_months(5, 9, 7, 9) == 2 and levy_months(5, 9, 20, NONE) == 0
    )


def _payroll() -> tuple[Employees, Bonuses, Rates, Pay, Pay, Owed]:
    """Nine employees from March to May 2026, each with one thing that the law treats apart."""
    april, may = MARCH + 1, MARCH + 2
    birth = [(1996, 3, 2), (1986, 5, 1), *[(1996, 3, 2)] * 5, (1956, 5, 2), (1951, 5, 3)]
    standard = [300_000, 134_000, 1_390_000, 300_000, 300_000, 300_000, 300_000, 68_000, 200_000]
    count = len(birth)
    employees = Employees(
        [y * 12 + m - 1 for y, m, _ in birth],
        [d for *_, d in birth],
        [0, april, 0, 0, 0, 0, 0, 0, 0],
        [NONE, NONE, may, NONE, NONE, NONE, NONE, NONE, NONE],
        [1, 1, 1, 1, 1, 0, 1, 1, 1],
        [MONTHS] * count,
        [0, 3, *[0] * (count - 2)],
        [NONE, NONE, NONE, april, MARCH, NONE, april, NONE, NONE],
        [NONE, NONE, NONE, april, may, NONE, may, NONE, NONE],
        [NONE, NONE, NONE, 14, 50, NONE, NONE, NONE, NONE],
        [0, 0, 0, 0, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 5_000_000, 0, 0, 0],
        [s if (e, m) != (5, 0) else NONE for m in range(MONTHS) for e, s in enumerate(standard)],
    )
    month, yen = [NONE] * (3 * count), [0] * (3 * count)
    for e, slot, when, amount in (
        (2, 0, april, 2_345_678), (3, 0, april, 600_000), (4, 0, april, 600_000), (5, 0, MARCH, 1_000_000),
        (5, 1, april, 6_000_000), (5, 2, may, 999), (6, 0, april, 600_000), (7, 2, may, 600_000), (0, 0, april, 600_000),
        (0, 1, may, 5_500_999),
    ):  # fmt: skip
        month[slot * count + e], yen[slot * count + e] = when, amount
    figures = (
        (98_500, 49_250, 114_700, 57_350, 0, 0, 183_000, 91_500, 88_000, 650_000, 14, 1_000, 5_730_000, 1_500_000),
        *[(98_500, 49_250, 114_700, 57_350, 2_300, 1_150, 183_000, 91_500, 88_000, 650_000, 14, 1_000, 5_730_000, 1_500_000)] * 2,
    )  # fmt: skip
    others = ((0,) * 11 + (1, 0, 0),) * MONTHS  # of another prefecture
    rates = Rates(*(list(column) for column in zip(*others, *figures, strict=True)))
    pay, paid = (Pay(*([0] * (3 * count) for _ in Pay._fields)) for _ in range(2))
    return employees, Bonuses(month, yen), rates, pay, paid, Owed(*([0] * 6 for _ in Owed._fields))


@states("a payroll charges each month and bonus as the single premium, and an office the sum cut once")
def _(law: Tables) -> bool:
    names = PremiumAges._fields
    ages = PremiumAges(*(whole(law.rows("premium_age", MARCH)[k], "years") for k in names))
    employees, bonuses, rates, pay, paid, owed = _payroll()
    pay_year(ages, employees, bonuses, rates, pay, paid, owed, MARCH, MONTHS)
    count = len(employees.birth_month)

    def of(table: Pay, e: int) -> list[tuple[int, ...]]:
        """Of one employee, row by row: health, child, pension; then the employer's."""
        return [tuple(column[row * count + e] for column in table) for row in range(3)]

    nothing = (0, 0, 0, 0, 0, 0)
    full, early = (14_775, 345, 27_450, 14_775, 345, 27_450), (14_775, 0, 27_450, 14_775, 0, 27_450)
    bonus = (29_550, 690, 54_900, 29_550, 690, 54_900)
    cared = (7_685, 154, 12_261, 7_684, 154, 12_261)
    top = (68_457, 1_598, 59_475, 68_458, 1_599, 59_475)
    used = (252_652, 5_899, 137_250, 252_653, 5_900, 137_250)
    big = (282_202, 6_589, 0, 282_203, 6_590, 0)
    expected = {
        0: ([early, full, full], [bonus, used, nothing]),
        1: ([nothing, cared, cared], [nothing] * 3),
        2: ([(68_457, 0, 59_475, 68_458, 0, 59_475), top, nothing], [(115_491, 2_697, 137_250, 115_491, 2_696, 137_250), nothing, nothing]),
        3: ([early, nothing, full], [bonus, nothing, nothing]),
        4: ([nothing, nothing, full], [nothing] * 3),
        5: ([nothing, (14_775, 345, 0, 14_775, 345, 0), (14_775, 345, 0, 14_775, 345, 0)], [(35_952, 0, 0, 35_953, 0, 0), big, nothing]),
        6: ([early, nothing, full], [nothing] * 3),
        7: ([(3_349, 0, 8_052, 3_349, 0, 8_052), (3_349, 78, 8_052, 3_349, 78, 8_052), (3_349, 78, 0, 3_349, 78, 0)],
            [nothing, nothing, (29_550, 690, 0, 29_550, 690, 0)]),
        8: ([(9_850, 0, 0, 9_850, 0, 0), (9_850, 230, 0, 9_850, 230, 0), nothing], [nothing] * 3),
    }  # fmt: skip
    if any((of(pay, e), of(paid, e)) != want for e, want in expected.items()):
        return False
    own = [[sum(of(pay, 1)[m][p] for m in (m,)) for m in range(MONTHS)] for p in range(3)]
    return (
        [list(column[3:]) for column in owed[3:]] == own
        and [list(column[3:]) for column in owed[:3]]
        == [[0, 134_000 * 114_700, 134_000 * 114_700], [0, 134_000 * 2_300, 134_000 * 2_300], [0, 134_000 * 183_000, 134_000 * 183_000]]
        and owed.borne_health[0] == sum(of(pay, e)[0][0] for e in range(count) if e != 1) + 35_952
    )  # fmt: skip
