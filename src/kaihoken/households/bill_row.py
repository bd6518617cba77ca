"""請求の行: what the law reads of one bill beside its parts: person, scheme, class, share and terms."""

from __future__ import annotations

from ..engine import dates
from ..errors import InputError
from ..law.people import SENIOR
from ..law.shapes import NONE
from . import form
from .certificates import aid_of, names_on
from .classes import class_for, share_for
from .context import Context
from .persons import born_of, check_share, cover_of, moves, turning
from .refunded import REFUNDED, paid_of
from .units import stray
from .waivers import waived_of

ASSISTANCE_PROGRAM = 12
WHOLE = 10  # tenths paid by one without insurance, before public assistance


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
