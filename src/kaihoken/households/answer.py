"""精算の答え: what comes out of settling a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from ..forms.doubts import Doubt
from .desk import Again, ClaimFields, VisitAnswer
from .form import State


class Payer(Struct, frozen=True):
    """支払う者: one payer of a bill and its yen. ``key``: insurer, high_cost, supplement, a programme, local, patient."""

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
    payer: str  # insurer | supplement | local_aid | institution
    yen: int
    kind: str  # on_application | automatic
    claim: str  # row of the table `refund_claim`: the form and the time
    office: str  # row of the table `claim_office`: where to ask
    from_: str = field(name="from")
    until: str  # the last day to ask; empty where nobody states it


class Extra(Struct, frozen=True):
    """請求の周りの額: one charge beside the insured cost, never counted toward a cap. Yen; None: not known."""

    kind: str  # meals, residence, a kind of `form.Charge`, …
    yen: int | None  # the whole charge
    insurer: int | None
    programme: int | None
    family: int | None
    article: str
    evidence: str = ""
    by: str = ""  # the certificate behind the programme's part
    name: str = ""  # what the case calls it
    least: int | None = None  # the least that the law lets be asked for
    deducted: int | None = None  # taken off the insured cost because of this charge
    elsewhere: bool = False  # not paid at this counter; the insurer's part comes back on application
    note_ja: str = ""
    note_en: str = ""


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
    extras: list[Extra] = []  # what is charged beside the insured cost
    counter_total: int | None = (
        None  # collected, with the extras; None without extras, or where one is not known
    )
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
    office: str  # row of the table `claim_office`: where to ask
    yen: int
    certain: bool
    from_: str = field(name="from")
    until: str


class YearAnswer(Struct, frozen=True):
    """世帯の1年間: what comes back after 31 July to one household of an insurer, yen.

    borne: what counts of the year, before; complete: July is settled, so nothing more follows. care: what
    these people bore for long-term care.
    """

    insurer: str
    ending: str
    complete: bool
    people: list[str]
    borne: int
    refunds: list[YearRefund]
    open_ja: list[str]  # the conditions on which an amount hangs, and what is not known
    open_en: list[str]
    care: int = 0

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


class Option(Struct, frozen=True):
    """選択肢: one possible answer to a question, and how people read it."""

    value: int | str
    ja: str
    en: str


class Question(Struct, frozen=True):
    """問い: a fact that the rules need and the case leaves open. value: the answer that was given, if any.

    key: under which `settle(…, facts={key: value})` takes the answer.
    """

    key: str
    fact: str
    subject: str
    ja: str
    en: str
    options: list[Option]
    value: int | str | None = None


class Outcome(Struct, frozen=True):
    """起こり得る結果: what comes out if the missing facts are these; years: what comes back after 31 July.

    bills: as in a settlement, without the fields of the claim, and with their visits where the case lists few.
    """

    answers: list[Answer]
    borne: int | None
    collected: int | None
    payers: dict[str, int] = {}
    years: list[YearAnswer] = []
    bills: list[BillAnswer] = []


class Range(Struct, frozen=True):
    """結果の幅: what is possible while a fact is missing, and what would settle it."""

    missing: list[str]
    ask_ja: list[str]
    ask_en: list[str]
    low: int
    high: int
    outcomes: list[Outcome]
    certain: dict[str, int] = {}


class Refused(Struct, frozen=True):
    """対象外の請求: a bill that this insurance does not pay, and why."""

    bill: str
    ja: str
    en: str
    article: str


class Settlement(Struct, frozen=True):
    """精算: the answer to a case. Amounts are whole yen.

    ``range`` is set, and ``bills`` is empty, where a fact is missing. ``provisional`` tells that an
    amount rests on a figure that no official text confirms; ``doubts`` says which.
    """

    title: str
    title_ja: str = ""
    bills: list[BillAnswer] = []
    refused: list[Refused] = []
    households: list[HouseholdAnswer] = []
    without: list[Without] = []
    years: list[YearAnswer] = []
    actions: list[Action] = []
    state: dict[str, State] = {}
    figure: int | str | None = None
    figure_name: str = ""
    questions: list[Question] = []  # what the case leaves open, answered or not
    range: Range | None = None
    provisional: bool = False
    doubts: list[Doubt] = []
    notes: list[dict[str, str]] = []
    lines: list[Line] = []
    steps: list[StepLine] = []
    borne: int | None = None
    collected: int | None = None
    earlier: dict[str, int] = {}  # told of months before the bills, by the July of the year: borne, yen
    care: dict[str, int] = {}  # told of long-term care, by the July of the year, yen
    expected: list[str] = field(default_factory=list)  # differences from the case's own `expect`
    again: Again | None = None  # with `--settled`: against what was settled before
    version: str = ""  # of the program that settled

    @property
    def decided(self) -> bool:
        """決まったか: whether every fact was there."""
        return self.range is None
