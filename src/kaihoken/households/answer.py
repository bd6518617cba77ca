"""精算の答え: what comes out of settling a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from .form import State


class Payer(Struct, frozen=True):
    """支払う者: one payer of a bill and its yen. ``key``: insurer, high_cost, a programme, local, patient."""

    key: str
    yen: int
    by: str = ""  # the certificate behind it


def by_payer(payers: Iterable[Payer]) -> dict[str, int]:
    """支払う者ごとの額: yen by payer's key, over certificates and bills."""
    found: dict[str, int] = {}
    for payer in payers:
        found[payer.key] = found.get(payer.key, 0) + payer.yen
    return found


class Refund(Struct, frozen=True):
    """払い戻し: money that comes back after the month."""

    bill: str
    payee: str  # patient | local_aid
    payer: str  # insurer | local_aid | institution
    yen: int
    kind: str  # on_application
    claim: str  # row of the table `refund_claim`: the form and the time
    from_: str = field(name="from")
    until: str  # the last day to ask; empty where nobody states it


class SheetAnswer(Struct, frozen=True):
    """自己負担上限額管理票: what a certificate's running sheet holds, and its limit of the month, yen."""

    certificate: str
    used: int
    limit: int


class VisitAnswer(Struct, frozen=True):
    """受診ごとの答え: what one visit adds at the counter, yen.

    on: its day, empty where the case gives none. collected: at the counter, negative where it gives
    back; collected_so_far: of the month up to this visit. Both are None where it cannot be known which
    visit had which certificate, or where the month's amount is stated. sheets: after the visit.
    """

    number: int
    on: str
    cost: int
    cost_so_far: int
    collected: int | None = None
    collected_so_far: int | None = None
    sheets: list[SheetAnswer] = []


class SubsidyFields(Struct, frozen=True):
    """公費の記載: what the claim carries for one subsidy, in its legal order.

    total: of the parts it covers, in the claim's unit; None where it cannot be written. charged: the
    patient's share under it (患者負担額), yen. part: 公費給付対象一部負担金, yen; None: blank.
    """

    certificate: str
    program: str
    total: int | None
    charged: int | None
    part: int | None


class ClaimFields(Struct, frozen=True):
    """レセプトの記載: the fields of the claim that follow from the settlement.

    unit: of the totals, points of 10 yen or yen. total: of what is insured; None: no insurance, or not
    to be written. charged: 負担金額, yen; None: blank, because nothing was given in kind. marks:
    特記事項. level: 一部負担金・標準負担額区分, more than one where a fact decides; empty: blank; of both,
    `unknown`: a code that nobody has published. counter: 窓口負担額区分; None: not known of that month.
    places: record and column of each field. open_ja, open_en: what no source settles.
    """

    unit: str
    total: int | None
    charged: int | None
    subsidies: list[SubsidyFields]
    marks: list[str]
    level: list[str]
    counter: str | None
    places: dict[str, str]
    open_ja: list[str]
    open_en: list[str]


class BillAnswer(Struct, frozen=True):
    """一件の答え: both ledgers of one bill, in yen."""

    id: str
    person: str
    month: str
    institution: str
    setting: str
    kind: str
    insurer: str
    scheme: str
    income_class: str | None
    tenths: int
    cost: int
    payers: list[Payer]  # the claim ledger: single yen, adds up to the cost
    borne: int  # what is left to the patient at the end
    charged: int  # due at the counter before rounding
    collected: int  # collected at the counter
    rounding: int  # collected less charged
    refunds: list[Refund]  # what comes back after the month, by payee
    cap: int | None  # the ordinary cap on the whole cost; None where there is none
    visits: list[VisitAnswer] = []  # where the bill lists them
    claim: ClaimFields | None = None


class HouseholdAnswer(Struct, frozen=True):
    """世帯の1か月: what an insurer-household's bills give together, in yen.

    outpatient, birthday, elders, household: what the insurer pays back in the steps of article 41,
    over what was given in kind. benefit: all high-cost benefits of the month, in kind or not.
    """

    insurer: str
    month: str
    people: list[str]
    eligible: int  # shares that may be added up
    cap: int | None  # of the last step that was reached; None without one
    outpatient: dict[str, int]
    birthday: dict[str, int]
    elders: int
    household: int
    refund: int
    benefit: int
    benefit_month: bool  # counts for repeat months


class Without(Struct, frozen=True):
    """証がない場合: the same case without one certificate: what it is worth."""

    certificate: str
    program: str
    borne: int
    worth: int
    payers: dict[str, int] = {}


class YearRefund(Struct, frozen=True):
    """年間の払い戻し: what one insurer pays back to one person after the year, yen.

    step: outpatient_year (41条の2), annual (41条の3), care_sum (43条の2). certain: false where it hangs on
    a condition that is not confirmed, so that it may be due.
    """

    step: str
    person: str
    payer: str
    yen: int
    certain: bool
    from_: str = field(name="from")
    until: str


class YearAnswer(Struct, frozen=True):
    """世帯の1年間: what comes back after 31 July to one household of an insurer, yen.

    borne: what counts of the year, before; complete: July is settled, so nothing more follows.
    """

    insurer: str
    ending: str
    complete: bool
    people: list[str]
    borne: int
    refunds: list[YearRefund]
    open_ja: list[str]  # the conditions on which an amount hangs, and what is not known
    open_en: list[str]

    @property
    def refund(self) -> int:
        """What is certain to come back, yen."""
        return sum(r.yen for r in self.refunds if r.certain)


class Action(Struct, frozen=True):
    """すること: what to apply for, show or ask for, found by settling with it and without it.

    worth: what the family bears less in the end, advance: what it pays less at the counters, yen;
    at_most: the worth is the most it can be. until: the last day; empty where none is stated.
    """

    kind: str
    person: str
    bills: list[str]
    worth: int
    advance: int
    at_most: bool
    until: str
    ja: str
    en: str
    article: str


class Doubt(Struct, frozen=True):
    """疑い: a figure behind the answer that no official text confirms."""

    ja: str
    en: str
    evidence: str
    status: str
    basis: str
    series: str


class Line(Struct, frozen=True):
    """説明の一文: one sentence of the explanation, with its article."""

    bill: str
    rule: str
    ja: str
    en: str
    article: str
    evidence: str = ""
    quiet: bool = False  # without effect: told only with --explain


class StepLine(Struct, frozen=True):
    """段階: one call of the law, for --steps."""

    depth: int
    rule: str
    kind: str
    inputs: dict[str, Any]
    result: Any
    article: str


class Answer(Struct, frozen=True):
    """仮の答え: what was tried for a missing fact."""

    fact: str
    subject: str
    value: int | str
    ja: str
    en: str


class Outcome(Struct, frozen=True):
    """起こり得る結果: what comes out if the missing facts are these."""

    answers: list[Answer]
    borne: int | None
    collected: int | None
    payers: dict[str, int] = {}


class Range(Struct, frozen=True):
    """結果の幅: what is possible while a fact is missing, and what would settle it."""

    missing: list[str]
    ask_ja: list[str]
    ask_en: list[str]
    low: int
    high: int
    outcomes: list[Outcome]
    certain: dict[str, int] = {}


class Standing(Struct, frozen=True):
    """一件の状態: what of a bill is held against what was settled before; yen by payer, payee and payer."""

    month: str
    insurer: str
    income_class: str | None
    tenths: int
    cost: int
    payers: dict[str, int]
    borne: int
    collected: int
    refunds: dict[str, int]  # as patient_from_insurer


class BillAgain(Struct, frozen=True):
    """再精算の一件: one bill that changed, is new or is gone.

    follows: nothing about the bill itself changed; it changes with an earlier month.
    """

    id: str
    person: str
    institution: str
    what: str  # changed | new | gone
    follows: bool
    before: Standing | None
    after: Standing | None


class HouseholdAgain(Struct, frozen=True):
    """再精算の世帯: one insurer-household's month whose sums changed, yen; empty where there was none.

    refund, benefit; benefit_month: 1 where the month counts for repeat months.
    """

    insurer: str
    month: str
    before: dict[str, int]
    after: dict[str, int]


class YearAgain(Struct, frozen=True):
    """再精算の年間: one refund of the year that changed, yen."""

    insurer: str
    ending: str
    step: str
    person: str
    payer: str
    certain: bool
    before: int
    after: int


class Owed(Struct, frozen=True):
    """過不足: what an insurer pays more to somebody, or, negative, takes back, yen.

    kind: institution, patient or local_aid; name: of the institution, or of the person.
    """

    insurer: str
    kind: str
    name: str
    yen: int


class Again(Struct, frozen=True):
    """再精算: what changes against what was settled before. months: later ones that change with it."""

    changed: bool
    bills: list[BillAgain]
    months: list[str]
    households: list[HouseholdAgain]
    years: list[YearAgain]
    owed: list[Owed]


class Settlement(Struct, frozen=True):
    """精算: the answer to a case. Amounts are whole yen.

    ``range`` is set, and ``bills`` is empty, where a fact is missing. ``provisional`` tells that an
    amount rests on a figure that no official text confirms; ``doubts`` says which.
    """

    title: str
    title_ja: str = ""
    bills: list[BillAnswer] = []
    households: list[HouseholdAnswer] = []
    without: list[Without] = []
    years: list[YearAnswer] = []
    actions: list[Action] = []
    state: dict[str, State] = {}
    figure: int | str | None = None
    figure_name: str = ""
    range: Range | None = None
    provisional: bool = False
    doubts: list[Doubt] = []
    notes: list[dict[str, str]] = []
    lines: list[Line] = []
    steps: list[StepLine] = []
    borne: int | None = None
    collected: int | None = None
    expected: list[str] = field(default_factory=list)  # differences from the case's own `expect`
    again: Again | None = None  # with `--settled`: against what was settled before
    version: str = ""  # of the program that settled

    @property
    def decided(self) -> bool:
        """決まったか: whether every fact was there."""
        return self.range is None
