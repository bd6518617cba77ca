"""数字の形: the shapes in which figures, bills and results reach the law.

Figures come as rows of fixed shape with whole-number fields only. Bills and results come as
columns: lists for one household, arrays for a nation's month; the same text reads both. A first
field ``entry`` names the dated entry of the tables from which a row was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Column = Sequence[int]
Marks = list[int]  # a column that is written to

# No limit, no such row, not given, not known: one sign for all, tested with < 0.
NONE = -1

# The kinds of a cap.
NO_CAP = 0
CAP = 1


class Band(NamedTuple):
    """自己負担限度額の段: one cap: a base, and a percentage of the cost above a threshold."""

    entry: int
    kind: int  # NO_CAP, CAP, or NONE where it is a declared hole: nobody has published the figure
    base: int
    threshold: int
    percent: int
    repeat: int  # NONE: no repeat amount


class Ages(NamedTuple):
    """年齢の区切り: ages at which the law changes."""

    entry: int
    school: int
    senior: int
    old: int
    early_month: int  # seniors born before this day pay ``senior_early``
    early_day: int


class IncomeTest(NamedTuple):
    """所得の判定の基準額: yen for one person alone, and for several together."""

    entry: int
    single: int
    joint: int


class Yen(NamedTuple):
    """一つの額: one amount of the tables, yen."""

    entry: int
    yen: int


class Children(NamedTuple):
    """控除対象者の控除額: yen for each child below 16, and for each from 16 to 18."""

    entry: int
    under_16: int
    to_18: int


class FirstBirth(NamedTuple):
    """最初の生年月日: the first birth date to which something applies: month and day."""

    entry: int
    month: int
    day: int


class Shares(NamedTuple):
    """一部負担金の割合: the patient's tenths of the cost."""

    entry: int
    preschool: int
    general: int
    senior: int
    senior_early: int  # born before the special measure's day
    active: int  # income like that of the working
    old: int
    old_above: int  # income above the set level


class Terms(NamedTuple):
    """適用される条件: what a class of a date means for a bill of one setting: rows of `Bands`."""

    entry: int
    shares: int  # row of `SharesTable`
    active: int  # 1: income like that of the working, from 70
    above: int  # 1: income above the set level, in the elderly scheme; NONE: the class does not tell
    senior: int  # 1: the rules for 70 and over hold
    outpatient: int  # 41⑤; NONE where there is none
    household: int  # 41①, 41③
    relief: int  # NONE where there is none
    joining: int  # yen a share must reach to be added up below 70
    special: int  # row of `Specials`


class Specials(NamedTuple):
    """公費対象部分の限度額の表: the caps of 41⑥–⑧ that go with terms: rows of `Bands`."""

    subsidised: Column  # 41⑥
    intractable_outpatient: Column  # 41⑦; NONE where there is none
    intractable: Column
    assistance: Column  # 41⑧


class Program(NamedTuple):
    """公費負担医療の制度: one subsidy programme."""

    entry: int
    number: int
    paragraph: int  # of article 41: how the insurer's cap meets it; 0: public money comes first
    percent: int  # the patient's share of the cost; 100: no share, only a limit


# The tables that a bill's rows point into, as rows of figures.
Bands = Sequence[Band]
SharesTable = Sequence[Shares]
TermsTable = Sequence[Terms]
Programs = Sequence[Program]


class Book(NamedTuple):
    """法令集: the figures of every date that the bills at hand need."""

    ages: Ages
    shares: SharesTable
    bands: Bands
    terms: TermsTable
    specials: Specials
    programs: Programs
    needed_months: int  # repeat months: earlier benefit months needed


class Bills(NamedTuple):
    """診療報酬の請求: one row per person, month, institution, setting and kind.

    Amounts in yen. ``first_part`` and ``first_visit`` have one row more than there are bills.
    """

    month: Column  # months since year 0: year * 12 + month - 1
    birth_month: Column  # the patient's, counted the same way
    birth_day: Column
    elderly: Column  # 1: insured by the elderly scheme
    turning_month: Column  # birth of the person whose 75th birthday moves the patient; NONE
    turning_day: Column
    moved: Column  # 1: the household moves between municipalities of a prefecture in the month
    tenths: Column  # the share stated on the certificate; NONE: from age and class
    waived: Column  # tenths of the share that a waiver of the insurer leaves; NONE: no waiver
    cash: Column  # 1: paid in full first, the insurer's part comes back on application (療養費)
    terms: Column  # row of `TermsTable`
    counter_terms: Column  # the same for what was shown; NONE: no ordinary cap in kind
    inpatient: Column
    benefit_months: Column  # earlier months that count for repeat months
    hospital_months: Column  # earlier 41⑦ inpatient months at this hospital
    first_part: Column
    first_visit: Column
    aid: Column  # local aid: NONE, or how it limits (AID_*)
    aid_amount: Column
    aid_times: Column  # visits or days counted; NONE: as listed
    aid_most: Column  # visits or days charged in a month at most; NONE: every one
    aid_month: Column  # yen a month at most; NONE: no such limit
    aid_in_kind: Column  # 1: the counter takes only the aid's ceiling
    paid: Column  # stated amount paid at the counter; NONE: as computed
    joint: Column  # 1: others of the household's month may be added up with it, or a supplement follows


class Parts(NamedTuple):
    """請求の部分: parts of a bill with the same subsidies; ``first_use`` has one row more."""

    cost: Column
    first_use: Column
    designated: Column  # row of `Bands` for the designated disease; NONE


class Uses(NamedTuple):
    """公費の適用: one certificate on one part, in the legal order."""

    sheet: Column  # row of `Sheets`
    program: Column  # row of `Programs`


class Sheets(NamedTuple):
    """自己負担上限額管理票: one running sheet per certificate and month."""

    limit: Column  # yen a month; NONE: no limit


class Households(NamedTuple):
    """世帯: one row per insurer-household and month; one row more of ``first_member``."""

    first_member: Column
    supplement_floor: Column  # yen that the society's supplement leaves; NONE: no supplement
    supplement_unit: Column  # yen: the supplement comes in whole units
    supplement_per: Column  # EACH_BILL, WHOLE_HOUSEHOLD


class Members(NamedTuple):
    """世帯員: one row per person with a bill in the household; one row more."""

    first_unit: Column


class Units(NamedTuple):
    """合算の単位: person × institution × in/outpatient × medical/dental.

    ``first_bill``: where a unit begins in ``bill``, one row more; ``bill``: rows of `Bills`.
    """

    first_bill: Column
    bill: Column


class Visits(NamedTuple):
    """受診: single visits of a bill, where they are listed."""

    cost: Column


class Work(NamedTuple):
    """精算の結果: what the paragraphs write. Yen, one row per bill, use or sheet."""

    share: list[int]  # paid by the insurer before any cap
    special: list[int]  # paid by the insurer under 41⑥–⑨
    ordinary: list[int]  # paid by the insurer under 41①③⑤ and the relief
    local: list[int]  # paid by local aid
    borne: list[int]  # left to the patient at the end
    due: list[int]  # due at the counter before local aid
    charged: list[int]  # due from the patient at the counter, single yen
    collected: list[int]  # collected at the counter
    undecided: list[int]  # 0, or the fact that is missing
    left: list[int]  # after the caps of the bill, before local aid
    counted: list[int]  # of that, what may be added up in the household and in the year
    # the next columns are written for bills that others of the household join
    outside: list[int]  # share of the part without subsidy, and its cost
    outside_cost: list[int]
    special_share: list[int]  # share of the subsidised parts before any subsidy, and their cost
    special_cost: list[int]
    residue: list[int]  # what the subsidies left
    alone: list[int]  # the part without subsidy after its own cap
    refund: list[int]  # paid back by the household's steps
    supplement: list[int]  # paid by the society's own supplement
    ceiling: list[int]  # what local aid asks of the family at most; NONE without aid
    benefit: list[int]  # 1: `ordinary` counts for repeat months
    intractable: list[int]  # paid by the insurer under 41⑦
    use_paid: list[int]  # per use: paid by that programme
    used: list[int]  # per sheet: filled so far
    member_senior: list[int]  # per member
    member_left: list[int]
    member_cost: list[int]
    eligible: list[int]  # shares that may be added up
    outpatient_refund: list[int]
    birthday_refund: list[int]
    elders_refund: list[int]  # per household
    household_refund: list[int]
    benefit_month: list[int]  # 1: the month counts for repeat months


# The columns of `Work` that have a row per member or per household, where the others have one per bill.
PER_MEMBER = (
    "member_senior", "member_left", "member_cost", "eligible", "outpatient_refund", "birthday_refund",
)  # fmt: skip
PER_HOUSEHOLD = ("elders_refund", "household_refund", "benefit_month")


class Years(NamedTuple):
    """年間の世帯: one row per household of 31 July, for the year that ends then; ``first_person`` one more.

    Limits in yen; NONE: no such limit on that date.
    """

    first_person: Column
    elders_cap: Column  # 41の3, those from 70
    cap: Column  # 41の3, everyone
    elders_care: Column  # 43の2, those from 70
    elders_care_side: Column  # the same where the care insurer's part is worked out
    care: Column  # 43の2, everyone


class YearPersons(NamedTuple):
    """年間の人: one row per person of a household of 31 July; ``first_account`` one more."""

    first_account: Column
    outpatient_cap: Column  # 41の2; NONE: none for this person


class Accounts(NamedTuple):
    """年間の口座: one row per person and insurer, medical or care, to whom something was paid in the year."""

    care: Column  # 1: an insurer of long-term care


class Places(NamedTuple):
    """請求の口座: per bill the row of its `Accounts`; NONE: no insurer."""

    account: Column


class Sums(NamedTuple):
    """年間の負担: what was borne so far in the year, yen, per account."""

    outpatient: list[int]  # by elders as outpatients, not in months of the active classes
    elder: list[int]  # by elders, outpatient or not
    young: list[int]  # below 70, of what may be added up
    below: list[int]  # below 70, of what may not: shares below 21,000 yen


class YearWork(NamedTuple):
    """年間の精算の結果: per account, yen: what is left, and what its insurer pays back."""

    outpatient: list[int]
    elder: list[int]
    young: list[int]
    outpatient_refund: list[int]  # 41の2
    annual_refund: list[int]  # 41の3
    care_refund: list[int]  # 43の2
