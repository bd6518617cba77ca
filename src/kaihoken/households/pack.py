"""事例を列にする: lays a case out as the columns that the law reads.

Whatever contradicts itself is refused with the field's name; whatever is missing becomes
`MissingFact` with its possible answers, and only when it is really needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from ..engine import dates
from ..engine.book import Shelf
from ..engine.tables import Tables
from ..engine.trace import Step
from ..errors import InputError
from ..law.people import SENIOR
from ..law.shapes import (
    CAP,
    NO_CAP,
    NONE,
    PER_HOUSEHOLD,
    PER_MEMBER,
    Bills,
    Book,
    Households,
    Members,
    Parts,
    Sheets,
    Units,
    Uses,
    Visits,
    Work,
)  # fmt: skip
from . import form
from .certificates import (
    LOCAL,
    aid_name,
    aid_of,
    check_use,
    designated,
    in_order,
    limit_of,
    names_on,
    number_of,
)
from .checks import check
from .classes import class_for, share_for
from .context import Context, Facts
from .persons import born_of, check_share, cover_of, moves, turning
from .refunded import REFUNDED, counted, paid_of
from .supplements import supplements
from .units import Place, sort_places, stray, unit_of
from .waivers import waived_of

ASSISTANCE_PROGRAM = 12

WHOLE = 10  # tenths paid by one without insurance, before public assistance


class Packed(msgspec.Struct, frozen=True, eq=False):
    """列にした事例: the columns, and what their rows are called."""

    shelf: Shelf
    book: Book
    bills: Bills
    parts: Parts
    uses: Uses
    sheets: Sheets
    visits: Visits
    households: Households
    members: Members
    units: Units
    household_names: list[tuple[str, int]]  # insurer and month
    member_names: list[tuple[int, str]]  # household and person
    insurers: list[str]  # per bill
    costs: list[int]  # per bill, yen
    schemes: list[str]
    classes: list[str | None]
    groups: list[int]
    aid_names: list[str]
    use_names: list[str]  # per use: the certificate's id
    use_bills: list[int]  # per use: its bill
    used: list[int]  # per sheet: filled by others before
    notes: list[tuple[str, str]]  # what was assumed: (code, bill)
    class_steps: list[
        tuple[int, Step]
    ]  # rules from which a class followed, with the first bill of that class
    class_notes: list[tuple[str, str, dict[str, str]]]  # what is to be said of a class: code, insurer, names

    @property
    def columns(
        self,
    ) -> tuple[Book, Bills, Parts, Uses, Sheets, Visits, Households, Members, Units]:
        """法令に渡す列: the arguments of `law.household.settle_month` before ``work``."""
        return (
            self.book, self.bills, self.parts, self.uses, self.sheets, self.visits,
            self.households, self.members, self.units,
        )  # fmt: skip

    @property
    def first_bills(self) -> list[int]:
        """世帯の最初の請求: one bill of each household, whose scheme and month are the household's."""
        first = self.households.first_member[:-1]
        return [self.units.bill[self.units.first_bill[self.members.first_unit[m]]] for m in first]

    def work(self) -> Work:
        """空の結果: work columns for one run."""
        bills, members, households = len(self.costs), len(self.member_names), len(self.household_names)
        columns = {name: [0] * bills for name in Work._fields}
        columns["use_paid"] = [0] * len(self.uses.sheet)
        columns["used"] = list(self.used)
        for name in PER_MEMBER:
            columns[name] = [0] * members
        for name in PER_HOUSEHOLD:
            columns[name] = [0] * households
        return Work(**columns)


class _Columns:
    """Columns while they are being filled."""

    def __init__(self, own: Mapping[tuple[str, str], int]) -> None:
        self.bills: dict[str, list[int]] = {name: [] for name in Bills._fields}
        self.bills["first_part"].append(0)
        self.bills["first_visit"].append(0)
        self.part_cost: list[int] = []
        self.part_designated: list[int] = []
        self.first_use: list[int] = [0]
        self.use_sheet: list[int] = []
        self.use_program: list[int] = []
        self.use_names: list[str] = []
        self.use_bills: list[int] = []
        self.visit_cost: list[int] = []
        self.own = own  # what a bill takes from a certificate's sheet
        self.sheets: dict[tuple[str, int, str], int] = {}
        self.limits: list[int] = []
        self.used: list[int] = []


def pack(
    case: form.Case, tables: Tables, facts: Facts, own: Mapping[tuple[str, str], int] | None = None
) -> Packed:
    """列にする: a case in its long form. ``facts``: answers tried for missing facts.

    own: what a bill takes from a certificate's running sheet, yen, by certificate and bill, where it is known.

    Raises InputError for a case that contradicts itself, MissingFact for one that lacks a fact.
    """
    check(case, tables)
    at = Context(case, tables, facts)
    columns = _Columns(own or {})
    costs: list[int] = []
    schemes: list[str] = []
    classes: list[str | None] = []
    groups: list[int] = []
    aid_names: list[str] = []
    claims: dict[tuple[str | None, ...], str] = {}
    places: list[Place] = []
    class_steps: list[tuple[int, Step]] = []
    for b, bill in enumerate(case.bills):
        try:
            insurer, scheme, cls, group, row = bill_row(at, bill)
            visits = [_cost(v, f"visits[{i}]") for i, v in enumerate(bill.visits)]
            parts = _parts(at, bill, visits)
            for cost, names in parts:
                _part(at, columns, b, dates.month(bill.month), cost, names, cls, group)
            aid_names.append(aid_name(at, bill))
        except InputError as error:
            if error.where.startswith(("insurers.", "people.")):
                raise
            raise error.at(f"bills[{b}]") from None
        class_steps += [(b, step) for step in at.steps[len(class_steps) :]]
        columns.visit_cost += [v or 0 for v in visits]
        for name, value in row.items():
            columns.bills[name].append(value)
        columns.bills["first_part"].append(len(columns.part_cost))
        columns.bills["first_visit"].append(len(columns.visit_cost))
        claim = (insurer, bill.month, bill.person, bill.institution, bill.setting, bill.kind, bill.prescriber)
        if bill.institution and claim in claims:
            raise InputError(
                f"bills '{claims[claim]}' and '{bill.id}' are one bill: same month, institution and setting.",
                f"bills[{b}]",
                "Write one bill with `visits:`, or with `parts:`. If one was sent again in place of the "
                "other, keep the newer, and give what was settled before with `--settled`.",
                f"請求{claims[claim]}と{bill.id}は、月・医療機関・入院か外来かが同じなので1つの請求です。"
                "1つにまとめ、受診日ごとに書いてください。",
            )
        claims[claim] = bill.id
        places.append((insurer, dates.month(bill.month), bill.person, unit_of(case, bill), bill.id))
        costs.append(sum(c for c, _ in parts))
        schemes.append(scheme)
        classes.append(cls)
        groups.append(group)
    book = _with_answers(at.shelf.book(), facts)
    households, members, units, household_names, member_names = sort_places(places)
    of_bills = [(insurer, month) for insurer, month, *_ in places]
    households = supplements(at, households, household_names, of_bills, classes, groups)
    given = dict(zip(household_names, households.supplement_floor, strict=True))
    together = Counter(of_bills)
    columns.bills["joint"] = [int(together[one] > 1 or given[one] != NONE) for one in of_bills]
    return Packed(
        shelf=at.shelf,
        book=book,
        bills=Bills(**columns.bills),
        parts=Parts(columns.part_cost, columns.first_use, columns.part_designated),
        uses=Uses(columns.use_sheet, columns.use_program),
        sheets=Sheets(columns.limits),
        visits=Visits(columns.visit_cost),
        households=households,
        members=members,
        units=units,
        household_names=household_names,
        member_names=member_names,
        insurers=[insurer for insurer, *_ in places],
        costs=costs,
        schemes=schemes,
        classes=classes,
        groups=groups,
        aid_names=aid_names,
        use_names=columns.use_names,
        use_bills=columns.use_bills,
        used=columns.used,
        notes=at.notes,
        class_steps=class_steps,
        class_notes=at.class_notes,
    )


def _with_answers(book: Book, facts: Facts) -> Book:
    """Puts the answers tried for declared holes in the place of unknown caps."""
    bands = list(book.bands)
    for key, value in facts.items():
        name, _, row = key.partition(":")
        if name == "cap":
            bands[int(row)] = bands[int(row)]._replace(kind=NO_CAP if value == "none" else CAP)
    return book._replace(bands=bands)


def bill_row(at: Context, bill: form.Bill) -> tuple[str, str, str | None, int, dict[str, int]]:
    """請求の行: one bill's insurer, scheme, class, age group and row of `Bills`, without its parts and visits."""
    case, month = at.case, dates.month(bill.month)
    person = case.people[bill.person]
    cover = cover_of(bill, person, month)
    insurer = case.insurers[cover.insurer]
    scheme = insurer.kind
    born, group = born_of(at, bill.person, person, month, scheme)
    senior = group >= SENIOR
    check_share(at, bill, person.share, scheme, born)
    stated = person.share if person.share is not None else at.answer("share", bill.person)
    tenths = WHOLE if scheme == "none" else stated if isinstance(stated, int) else NONE
    cls = None if scheme == "none" else class_for(at, cover.insurer, insurer, month, senior, tenths)
    if tenths == NONE and cls is not None and senior:
        tenths = share_for(at, cover.insurer, insurer, month, cls) or NONE
    if scheme in ("national", "elderly"):
        for name in names_on(bill):
            if name in at.certificates and at.certificates[name].program == ASSISTANCE_PROGRAM:
                raise InputError(
                    "people on public assistance leave this insurance.",
                    "certificates",
                    "Use an insurer of kind none for them; only the employee scheme goes on beside it.",
                    "生活保護を受けると、国民健康保険・後期高齢者医療の資格を失います。"
                    "保険は「生活保護の医療扶助だけ」を選んでください（会社などの健康保険は続きます）。",
                )
    if person.share is not None and scheme == "elderly" and cls is not None:
        above = at.shelf.class_row(month, True, cls).values["above"]
        if above in (0, 1) and person.share != 3 and (person.share == 2) != bool(above):
            raise InputError(
                f"a share of {person.share} tenths does not go with class {cls} in {bill.month}.",
                f"people.{bill.person}.share",
                "From 2022-10 一般Ⅱ pays two tenths, the other classes one; before, all paid one.",
                ja=f"{bill.month}の区分「{cls}」の負担割合は{person.share}割ではありません。2022年10月からは「一般Ⅱ」が2割、ほかは1割です。それより前は1割です。",
            )
    if person.share is not None and cls is not None and senior:
        active = bool(at.shelf.class_row(month, True, cls).values["active"])
        if active != (person.share == 3):
            raise InputError(
                f"a share of {person.share} tenths does not go with class {cls}.",
                f"people.{bill.person}.share",
                "現役並み pay three tenths, the other classes from 70 one or two.",
                ja=f"区分「{cls}」の負担割合は{person.share}割ではありません。70歳以上は、現役並みが3割、ほかは1割か2割です。",
            )
    inpatient = bill.setting == "inpatient"
    terms = at.shelf.terms(month, cls, senior, inpatient)
    state = case.state.get(cover.insurer)
    for code, missing in (
        ("shown", person.shown is None and cls is not None and bill.kind != REFUNDED),
        ("state", state is None and cls is not None),
        ("prescriber", stray(case, bill)),
        (bill.cause, bill.cause in ("third_party", "self")),
    ):
        if missing:
            at.notes.append((code, bill.id))
    state = state or form.State()
    hospital = state.hospital_months.get(bill.person, {}).get(bill.institution, [])
    turning_month, turning_day = turning(at, cover, born, scheme, person)
    return (
        cover.insurer,
        scheme,
        cls,
        group,
        {
            "month": month,
            "birth_month": born[0],
            "birth_day": born[1],
            "elderly": int(scheme == "elderly"),
            "turning_month": turning_month,
            "turning_day": turning_day,
            "moved": int(moves(cover, month)),
            "tenths": tenths,
            "waived": waived_of(at, bill, scheme),
            "cash": int(bill.kind == REFUNDED),
            "terms": terms,
            "counter_terms": NONE
            if bill.kind == REFUNDED
            else _counter_terms(at, month, cls, senior, inpatient, person.shown, terms),
            "inpatient": int(inpatient),
            "benefit_months": _earlier(at, state.benefit_months, month),
            "hospital_months": _earlier(at, hospital, month),
            **aid_of(at, bill),
            **paid_of(at, bill, scheme),
        },
    )


def _counter_terms(
    at: Context, month: int, cls: str | None, senior: bool, inpatient: bool, shown: str | None, terms: int
) -> int:
    """提示した資格での条件: the terms of what was shown at the counter (令43条1項); NONE: no cap in kind."""
    by_date = at.tables.rows("in_kind", month)
    if cls is not None and ("inpatient" if inpatient else "outpatient") not in by_date:
        return NONE
    if shown != "nothing" or cls is None:
        return terms
    if not senior:
        return NONE
    return at.shelf.terms(month, str(at.shelf.class_row(month, True, cls).values["counter"]), True, inpatient)


def _earlier(at: Context, months: list[str], month: int) -> int:
    """Earlier months of the window in which a benefit was paid."""
    window = int(at.tables.series["repeat"].periods[0][1]["months"].values["window"])
    return len({m for m in map(dates.month, months) if month - window < m < month})


def _cost(item: form.Bill | form.Part | form.Visit, where: str = "") -> int | None:
    if item.cost is not None and item.points is not None:
        raise InputError(
            "both cost and points are given.",
            where,
            "Keep one: points are of 10 yen.",
            ja="医療費（`cost`）と点数（`points`）の両方があります。片方を残してください。1点は10円です。",
        )
    return item.points * 10 if item.points is not None else item.cost


def cost_of(bill: form.Bill) -> int:
    """請求の医療費: as the bill states it in whatever way, yen."""
    stated = _cost(bill)
    return sum(_cost(one) or 0 for one in bill.parts or bill.visits) if stated is None else stated


def _parts(at: Context, bill: form.Bill, visits: list[int | None]) -> list[tuple[int, list[str]]]:
    """Cost and certificates of each part; parts with equal certificates become one."""
    total = _cost(bill)
    if None in visits:
        raise InputError(
            "a visit has no cost.",
            "visits",
            "Give every visit its cost or points.",
            ja="医療費のない受診があります。どの受診にも医療費か点数を書いてください。",
        )
    by_visit = sum(v or 0 for v in visits)
    if bill.kind == REFUNDED:
        total = counted(bill)
    raw: list[tuple[int, list[str]]] = []
    for i, part in enumerate(bill.parts):
        cost = _cost(part, f"parts[{i}]")
        if cost is None:
            raise InputError(
                "the part has no cost.",
                f"parts[{i}]",
                "Add cost or points.",
                ja="この部分に医療費がありません。医療費（`cost`）か点数（`points`）を書き足してください。",
            )
        raw.append((cost, [*part.certificates, *bill.certificates]))
    by_part = sum(cost for cost, _ in raw)
    if not raw:
        if total is None and not visits:
            raise InputError(
                f"bill '{bill.id}' has no cost.",
                mend="Add cost, points, parts or visits.",
                ja=f"請求{bill.id}に医療費がありません。医療費、点数、請求の部分、受診のいずれかを書き足してください（`cost`、`points`、`parts`、`visits`）。",
            )
        raw = [(by_visit if total is None else total, list(bill.certificates))]
    elif total is not None and total != by_part:
        raise InputError(
            f"the parts add up to {by_part:,} yen, the bill to {total:,}.",
            "parts",
            "Correct one of them, or leave the bill's cost out.",
            ja=f"部分の合計は{by_part:,}円、請求は{total:,}円です。どちらかを直すか、請求の医療費を消してください。",
        )
    whole = sum(cost for cost, _ in raw)
    if visits and by_visit != whole:
        raise InputError(
            f"the visits add up to {by_visit:,} yen, the bill to {whole:,}.",
            "visits",
            "Correct one of them.",
            ja=f"受診の合計は{by_visit:,}円、請求は{whole:,}円です。どちらかを直してください。",
        )
    for _, names in raw:
        for name in names:
            check_use(at, bill, name)
    on_parts = [{n for n in names if at.certificates[n].program == LOCAL} for _, names in raw]
    if any(one != on_parts[0] for one in on_parts):
        raise InputError(
            "local aid stands on some parts only.",
            "parts",
            "Local aid comes last and covers the whole bill: write it in the bill's `certificates`.",
            ja="自治体の医療費助成が請求の一部にだけあります。医療費助成は最後に請求の全体に使うので、請求の受給者証（`certificates`）に書いてください。",
        )
    merged: dict[tuple[str, ...], int] = {}
    for cost, names in raw:
        key = tuple(sorted({n for n in names if at.certificates[n].program != LOCAL}))
        merged[key] = merged.get(key, 0) + cost
    return [(cost, list(key)) for key, cost in merged.items()]


def _part(
    at: Context, to: _Columns, b: int, month: int, cost: int, names: list[str], cls: str | None, group: int
) -> None:
    to.part_cost.append(cost)
    to.part_designated.append(designated(at, names, cls, group, month))
    for name in in_order(at, names, month):
        bill = at.case.bills[b].id
        own = to.own.get((name, bill))
        key = (name, month, "" if own is None else bill)
        sheet = to.sheets.get(key)
        if sheet is None:  # one running sheet per certificate and month, or per bill where its part is known
            sheet = to.sheets[key] = len(to.limits)
            to.limits.append(limit_of(at, name, month))
            to.used.append(at.certificates[name].used if own is None else to.limits[sheet] - own)
        to.use_sheet.append(sheet)
        to.use_program.append(at.shelf.program(month, number_of(at.certificates[name])))
        to.use_names.append(name)
        to.use_bills.append(b)
    to.first_use.append(len(to.use_sheet))
