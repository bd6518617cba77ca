"""窓口と保険者の答え: the parts of an answer that a billing desk and an insurer need: visits, claims, settling again."""

from __future__ import annotations

from msgspec import Struct


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
    extras: dict[str, int | None]  # beside the insured cost, by kind, what the family pays; None: not known


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
