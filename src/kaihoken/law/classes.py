"""所得区分の判定: the income class that follows from a household's facts."""

from __future__ import annotations

from .marks import rule
from .shapes import NONE, Children, Column, FirstBirth, IncomeTest, Yen


@rule("income year", ja="所得を見る年")
def income_year(month: int, last: int) -> int:
    """所得を見る年: January of the year whose income counts (国保令27条の2, 高確令7条, 健保規則55条).

    The year before, or in the months up to ``last`` (1 to 12) the year before that.
    """
    january = month - month % 12 - 12
    if month % 12 < last:
        return january - 12
    return january


@rule(
    "bound of a class reached",
    ja="区分の境に達する",
    says="{amount} yen reaches the class that begins at {bound} yen.",
    says_ja="{amount}円は、{bound}円から始まる区分に当たります。",
)
def reaches(amount: int, bound: int, exceeded: bool) -> bool:
    """区分の境に達する: 以上 for remuneration and taxable income, 超える for assessable income."""
    if exceeded and bound:
        return amount > bound
    return amount >= bound


@rule("income class", ja="所得区分")
def class_of(amount: int, tax_exempt: bool, exceeded: bool, bounds: Column, upper: Column) -> int:
    """所得区分: the row of the class: of those who pay tax, the first whose bound is reached.

    Without resident tax the class is the exempt one, unless the amount makes an upper class: the
    text of 42条1項 takes the upper classes out of the low-income class. amount: yen, NONE when
    not known; bounds from the highest class down, NONE for an exempt class. Returns NONE where
    the facts do not decide.
    """
    found = NONE
    exempt = NONE
    exempts = 0
    for row in range(len(bounds)):
        if bounds[row] == NONE:
            exempt = row
            exempts += 1
        elif found == NONE and amount != NONE and reaches(amount, bounds[row], exceeded):
            found = row
    if tax_exempt and (found == NONE or not upper[found]):
        if exempts > 1:
            return NONE
        return exempt
    return found


@rule("class of unfiled income", ja="所得の申告がない世帯の区分")
def class_of_unfiled(counts_as: int) -> int:
    """所得の申告がない世帯の区分: the row of the class; counts_as: 1 for the highest class."""
    return counts_as - 1


@rule(
    "taxable income after the children's deduction",
    ja="控除対象者の控除後の課税所得",
    says="Less {children.under_16} yen for each of {under_16} children below 16 and {children.to_18} yen for each of {to_18} from 16 to 18, the taxable income of {taxable} yen counts as {result} yen.",
    says_ja="課税所得{taxable}円から、16歳未満{under_16}人（1人{children.under_16}円）と16歳以上19歳未満{to_18}人（1人{children.to_18}円）の分を引くと{result}円です。",
    quiet="taxable",
)
def after_children(taxable: int, under_16: int, to_18: int, children: Children) -> int:
    """控除対象者の控除後の課税所得: of a head of household, yen; 0 at least (国保令27条の2第1項2号, 高確令7条1項2号)."""
    return max(0, taxable - under_16 * children.under_16 - to_18 * children.to_18)


@rule("amount for one or for several", ja="基準額")
def test_amount(others: int, test: IncomeTest) -> int:
    """基準額: the amount for one person alone, or where ``others`` count too that for several, yen."""
    if others > 0:
        return test.joint
    return test.single


@rule(
    "income test from 70",
    ja="70歳以上の収入の判定",
    says="The receipts of those from 70 are {receipts} yen; three tenths begin at {test.single} yen for one alone and at {test.joint} yen for several: {result:within}.",
    says_ja="70歳以上の人の収入の合計は{receipts}円です（3割負担の基準額は1人{test.single}円、2人以上{test.joint}円）。{result:within}。",
)
def within_receipts(receipts: int, others: int, former: int, test: IncomeTest) -> bool:
    """70歳以上の収入の判定: whether the receipts stay below the amount (令34条2項, 国保令27条の2第3項, 高確令7条5項).

    receipts: of those who count, yen; others: how many beside the first. former: receipts of
    those with whom one alone is tested once more, NONE without: former dependants and members who
    moved to the elderly scheme, or in that scheme members of the household from 70 to 74.
    """
    if receipts < test_amount(others, test):
        return True
    if others == 0 and former != NONE:
        return receipts + former < test.joint
    return False


@rule("born on or after a day", ja="生年月日が一定の日以後")
def born_from(birth_month: int, birth_day: int, first: FirstBirth) -> bool:
    """生年月日が一定の日以後: whether somebody is born on or after the day."""
    if birth_month == first.month:
        return birth_day >= first.day
    return birth_month > first.month


@rule(
    "assessable income test from 70",
    ja="70歳以上の旧ただし書き所得の判定",
    says="The assessable incomes of those from 70 are {total} yen; up to {most.yen} yen the share is not three tenths: {result:within}.",
    says_ja="70歳以上の人の旧ただし書き所得の合計は{total}円です（{most.yen}円以下は3割負担になりません）。{result:within}。",
)
def within_assessable(total: int, born_late: bool, most: Yen) -> bool:
    """70歳以上の旧ただし書き所得の判定: whether the sum stays within the amount (国保令27条の2第3項3号, 高確令7条5項3号).

    born_late: somebody of the household was born on or after the day from which the exception holds.
    """
    return born_late and total <= most.yen


@rule(
    "income above the set level",
    ja="一定以上所得の判定",
    says="Pension receipts and other income are {income} yen; two tenths begin at {test.single} yen for one alone and at {test.joint} yen for several: {result:level}.",
    says_ja="年金収入とその他の合計所得は{income}円です（2割負担の基準額は1人{test.single}円、2人以上{test.joint}円）。{result:level}。",
)
def above_level(income: int, others: int, test: IncomeTest) -> bool:
    """一定以上所得の判定: two tenths in the elderly scheme (高確令7条3項1号). income: of all insured, yen."""
    return income >= test_amount(others, test)


@rule(
    "no income at all",
    ja="所得がない",
    says="Pension receipts of {pension} yen, less the deduction of {deduction.yen} yen, and other income of {other} yen: {result:income}.",
    says_ja="年金収入{pension}円（控除額{deduction.yen}円）、その他の所得{other}円：{result:income}。",
)
def no_income(pension: int, other: int, deduction: Yen) -> bool:
    """所得がない: no income after the pension deduction, for one person (令42条3項4号, 高確令15条1項). Yen a year."""
    return pension <= deduction.yen and other == 0


@rule("lower annual cap", ja="低い年間上限の判定")
def is_low_annual(amount: int, bound: Yen, exceeded: bool) -> bool:
    """低い年間上限の判定: below the bound (令和8年政令第240号附則); exceeded: 以下 instead of 未満."""
    return not reaches(amount, bound.yen, exceeded)


@rule("borderline household", ja="境界層")
def borderline_helps(upper: int) -> bool:
    """境界層: a person who would else need public assistance is put in a low class, but not out of an upper one.

    upper: 1 for the classes named before the low ones (令42条1項3号, 3項3号・4号).
    """
    return not upper
