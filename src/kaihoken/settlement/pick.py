"""組合せごとの読み取り: what a bill's facts mean in law, once for each distinct combination.

Nothing is decided here: each combination is written as a small case and read by the same functions that
read a case of one household.
"""

from __future__ import annotations

from typing import NamedTuple

from ..engine import dates
from ..engine.book import Shelf
from ..engine.tables import Tables
from ..errors import InputError, MissingFact
from ..households import form
from ..households.bill_row import ASSISTANCE_PROGRAM, bill_row
from ..households.certificates import designated, limit_of, number_of
from ..households.checks import check
from ..households.classes import class_for
from ..households.context import Context
from ..households.persons import moves, turning
from ..households.year_figures import YearFigures, year_figures
from ..law.shapes import NONE

MISSING = {
    "class": "class_missing",
    "senior_income": "class_missing",
    "birth": "birth_missing",
    "limit": "limit_missing",
    "disease": "disease_missing",
    "share": "share_missing",
    "cap": "cap_unpublished",
}


class Facts(NamedTuple):
    """請求の事実: what decides the row of a bill, besides its own days and amounts."""

    month: str
    scheme: str
    group: int
    share: int | None
    shown: str
    inpatient: bool
    cls: str | None
    elder_class: str | None
    has_elder: bool  # an elder class is given, though perhaps for later months
    disabled: bool
    assistance: bool  # a certificate of public assistance stands on the bill
    insured: str | None  # birth of the insured person, where it decides


class Row(NamedTuple):
    """読み取った行: the class and the columns of `law.shapes.Bills`, or why there are none."""

    reason: str | None
    detail: str
    cls: str | None
    values: dict[str, int]


class Use(NamedTuple):
    """公費の行: the limit of a month, the row of the programme, its place in the order, or a reason."""

    reason: str | None
    detail: str
    limit: int
    program: int
    order: int


class Card(NamedTuple):
    """証の内容: what a certificate states, without whose it is."""

    program: str
    limit: int | None
    no_limit: bool
    used: bool
    disease: str | None
    per: str
    most_times: int | None
    month_limit: int | None
    in_kind: bool


class YearFacts(NamedTuple):
    """1年間の事実: what decides the limits of a household's year."""

    ending: int
    scheme: str
    cls: str | None
    elder_class: str | None
    has_elder: bool
    insured: str | None  # birth of the insured person
    elders: bool  # an elder bore something
    young: bool  # so did somebody below 70
    several: bool  # more than one uses care


class YearLimits(NamedTuple):
    """1年間の限度額: the columns of `law.shapes.Years` after the first, and the others of a year; NONE: none."""

    class_open: bool  # a class is not known
    elders_cap: int
    cap: int
    elders_care: int
    elders_care_side: int
    care: int
    outpatient: int
    low_elders: int  # annual caps where the insurer confirms a low remuneration
    low: int


NO_ROW: dict[str, int] = {}


class Picker:
    """読み取り: one shelf of figures and everything already looked up, for one process."""

    def __init__(self, law: Tables) -> None:
        self.law = law
        self.shelf = Shelf(law)
        self.reader = self.context(form.Case())  # of no case, for what months alone decide
        self.ages = self.reader.ages
        self.book = self.shelf.book()  # before any figure is picked: its ages hold for all dates
        self._rows: dict[Facts, Row] = {}
        self._years: dict[YearFacts, YearLimits] = {}
        self._uses: dict[tuple[Card, str], Use] = {}
        self._cards: dict[Card, str] = {}
        self._designated: dict[tuple[Card, str | None, int, str], Use] = {}

    def context(self, case: form.Case) -> Context:
        """読み取りの場: a small case on this shelf of figures."""
        at = Context(case, self.law, {})
        at.shelf = self.shelf
        return at

    def row(self, facts: Facts, birth: str) -> Row:
        """請求の行: the row of a bill with these facts. ``birth``: of a patient of this group in this month."""
        if facts not in self._rows:
            self._rows[facts] = self._row(facts, birth)
        return self._rows[facts]

    def _row(self, facts: Facts, birth: str) -> Row:
        later = {"9999-12": facts.elder_class or ""} if facts.has_elder else None
        insurer = form.Insurer(
            facts.scheme,  # type: ignore[arg-type]
            insured="I" if facts.insured else None,
            class_=facts.cls,
            elder_class=facts.elder_class or later,
        )
        cover = form.Cover("K", reason="disability" if facts.disabled else "other")
        people = {"A": form.Person(birth=birth, cover=[cover], shown=facts.shown, share=facts.share)}  # type: ignore[arg-type]
        if facts.insured:
            people["I"] = form.Person(birth=facts.insured)
        certificates = [form.Certificate("s", "A", ASSISTANCE_PROGRAM)] if facts.assistance else []
        bill = form.Bill(
            facts.month,
            "A",
            setting="inpatient" if facts.inpatient else "outpatient",
            certificates=[c.id for c in certificates],
        )
        case = form.Case(insurers={"K": insurer}, people=people, certificates=certificates, bills=[bill])
        try:
            _, _, cls, _, values = bill_row(self.context(case), bill)
        except (InputError, MissingFact) as error:
            return Row(*why(error), None, NO_ROW)
        return Row(None, "", cls, values)

    def year(self, facts: YearFacts) -> YearLimits:
        """年間の限度額: the limits of a household's year by its classes of 31 July."""
        if facts not in self._years:
            self._years[facts] = self._year(facts)
        return self._years[facts]

    def _year(self, facts: YearFacts) -> YearLimits:
        ending, scheme, cls, elder_class, has_elder, insured, elders, young, several = facts
        later = {"9999-12": elder_class or ""} if has_elder else None
        insurer = form.Insurer(
            scheme,  # type: ignore[arg-type]
            insured="I" if insured else None,
            class_=cls,
            elder_class=elder_class or later,
        )
        people = {"I": form.Person(birth=insured)} if insured else {}
        at = self.context(form.Case(insurers={"K": insurer}, people=people))
        none = YearFigures(NONE, NONE, NONE, NONE, NONE, {}, False)
        found = {True: none, False: none}
        for senior, wanted in ((True, elders), (False, young)):
            if wanted:
                try:
                    name = class_for(at, "K", insurer, ending, senior, NONE)
                except (InputError, MissingFact):
                    return YearLimits(True, *(NONE for _ in range(8)))
                found[senior] = year_figures(self.law, ending, senior, name)
        old, below = found[True], found[False]
        side = old.side if several else old.care
        return YearLimits(
            False, old.annual, below.annual, old.care, side, below.care, old.outpatient, old.low, below.low
        )

    def wrong(self, card: Card) -> str:
        """証の誤り: what a certificate states wrongly, or an empty text."""
        if card not in self._cards:
            try:
                check(form.Case(people={"A": form.Person()}, certificates=[certificate(card)]), self.law)
                self._cards[card] = ""
            except InputError as error:
                self._cards[card] = str(error)
        return self._cards[card]

    def use(self, card: Card, month: str) -> Use:
        """公費の適用: limit, programme and order of a national certificate in a month."""
        key = (card, month)
        if key not in self._uses:
            c = certificate(card)
            at = self.context(form.Case(certificates=[c]))
            number, m = number_of(c), dates.month(month)
            try:
                order = int(self.shelf.program_row(m, number).values["order"])
                self._uses[key] = Use(None, "", limit_of(at, c.id, m), self.shelf.program(m, number), order)
            except (InputError, MissingFact) as error:
                self._uses[key] = Use(*why(error), 0, 0, 0)
        return self._uses[key]

    def designated(self, card: Card, cls: str | None, group: int, month: str) -> Use:
        """特定疾病: the row of the cap of a designated disease, as ``limit``."""
        key = (card, cls, group, month)
        if key not in self._designated:
            c = certificate(card)
            at = self.context(form.Case(certificates=[c]))
            try:
                row = designated(at, [c.id], cls, group, dates.month(month))
                self._designated[key] = Use(None, "", row, 0, 0)
            except (InputError, MissingFact) as error:
                self._designated[key] = Use(*why(error), 0, 0, 0)
        return self._designated[key]

    def turning(
        self, scheme: str, reason: str, first: str | None, last: str | None
    ) -> tuple[int, int] | None:
        """75歳到達: birth of the person whose 75th birthday moves the patient; None: the patient's own."""
        own = (-9, -9)
        case = form.Case(people={"A": form.Person(birth="1900-01-01")})
        cover = form.Cover("K", from_=first, to=last, reason=reason)  # type: ignore[arg-type]
        found = turning(self.context(case), cover, own, scheme, case.people["A"])
        return None if found == own else found


def moved(first: str | None, last: str | None, month: int) -> int:
    """県内の転居: whether a cover that begins or ends with a move does so within the month."""
    return int(moves(form.Cover("K", from_=first, to=last, reason="moved_within_prefecture"), month))


def certificate(card: Card) -> form.Certificate:
    """受給者証: a certificate in the form of a case; its id is ``s``, its person ``A``."""
    return form.Certificate(
        "s",
        "A",
        int(card.program) if card.program.isascii() and card.program.isdigit() else card.program,  # type: ignore[arg-type]
        limit="none" if card.no_limit else card.limit,
        used=int(card.used),
        disease=card.disease,  # type: ignore[arg-type]
        per=card.per,  # type: ignore[arg-type]
        most_times=card.most_times,
        month_limit=card.month_limit,
        in_kind=card.in_kind,
    )


def why(error: InputError | MissingFact) -> tuple[str, str]:
    """理由: the reason of a refusal or a question, with its text."""
    if isinstance(error, MissingFact):
        return MISSING[error.fact], " / ".join(str(c.value) for c in error.choices)
    if "no figures" in error.what or "shares begin" in error.mend:
        return "no_figures", str(error)
    if "public assistance" in error.what:
        return "assistance", str(error)
    if error.where.startswith("insurers."):
        return "class_unknown", str(error)
    if error.where.startswith("people."):
        return "share_wrong" if "share" in error.where else "age_scheme", str(error)
    if error.where == "certificates":
        return "certificate_wrong", str(error)
    return "refused", str(error)
