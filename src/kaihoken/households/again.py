"""再精算: settling again: what changes against what was settled before, and who owes whom the difference."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from .. import __version__
from ..errors import InputError
from .answer import BillAnswer, HouseholdAnswer, Settlement, by_payer
from .desk import Again, BillAgain, HouseholdAgain, Owed, Standing, YearAgain

MEND = "Give what `kaihoken settle --json` printed for this case."
MEND_JA = "この事例について`kaihoken settle --json`が出したものを指定してください。"

# What comes out of the insurer's purse: of a bill, and of what comes back.
PAID_BY_INSURER = ("insurer", "high_cost", "supplement")
OF_INSURER = ("insurer", "supplement")

UNDECIDED = {
    "code": "again",
    "bill": "",
    "ja": "事実が足りない間は、前の精算と比べません。",
    "en": "While a fact is missing, nothing is compared with what was settled before.",
}


def read_settled(text: bytes, where: str) -> list[Settlement | None]:
    """前の精算を読む: the answers that ``settle --json`` printed; None for a case that had an error.

    Raises InputError for anything else, and for another version of the program.
    """
    try:
        raw = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError("this is no JSON.", where, MEND, ja=f"JSONとして読めません。{MEND_JA}") from None
    return [_one(item, where) for item in (raw if isinstance(raw, list) else [raw])]


def _one(raw: Any, where: str) -> Settlement | None:
    if isinstance(raw, dict) and "error" in raw:
        return None
    version = raw.get("version") if isinstance(raw, dict) else None
    if not isinstance(version, str):
        raise InputError(
            "this is no answer of `settle --json`.",
            where,
            MEND,
            f"これは`settle --json`の答えではありません。{MEND_JA}",
        )
    if version != __version__:
        raise InputError(
            f"it was settled with version '{version}', this is {__version__}.",
            where,
            "Settle the earlier case again with this version, and give that.",
            ja=f"バージョン{version}で精算したものです。いまのバージョンは{__version__}です。前の事例を今のバージョンで精算し直し、それを指定してください。",
        )
    try:
        return msgspec.convert(raw, Settlement)
    except msgspec.ValidationError as error:
        raise InputError(
            f"this is no answer of `settle --json`: {error}.",
            where,
            MEND,
            ja=f"これは`settle --json`の答えではありません（{error}）。{MEND_JA}",
        ) from None


def settled_again(before: Settlement | None, now: Settlement) -> Settlement:
    """再精算: an answer with what changes against the one before. Raises InputError where it is of another case."""
    if before is None:
        raise InputError(
            "this case could not be settled before.",
            mend="Settle it without `--settled`.",
            ja="この事例は前のときに精算できていません。`--settled`を付けずに精算してください。",
        )
    if now.figure is not None or before.figure is not None:
        raise InputError(
            "a question for a figure is not settled again.",
            mend="Leave `--settled` out.",
            ja="数字を問う事例に再精算はありません。`--settled`を外してください。",
        )
    if before.range is not None:
        raise InputError(
            "a fact was missing when this case was settled before, so there is nothing to compare.",
            mend="Settle it without `--settled`.",
            ja="前に精算したときは事実が足りなかったので、比べられません。`--settled`を付けずに精算してください。",
        )
    _same_case(before, now)
    if now.range is not None:
        return msgspec.structs.replace(now, notes=[*now.notes, UNDECIDED])
    return msgspec.structs.replace(now, again=again(before, now))


def _same_case(before: Settlement, now: Settlement) -> None:
    if (before.title, before.title_ja) != (now.title, now.title_ja):
        raise InputError(
            f"what was settled before is of the case '{before.title or before.title_ja}', "
            f"this is '{now.title or now.title_ja}'.",
            mend=MEND,
            ja=f"前に精算したのは事例「{before.title_ja or before.title}」で、これは「{now.title_ja or now.title}」です。{MEND_JA}",
        )
    people, insured = ({(b.insurer, b.person) for b in one.bills} for one in (before, now))
    if now.bills and before.bills and not people & insured:
        raise InputError(
            "what was settled before has none of this case's people.",
            mend=MEND,
            ja=f"前に精算したものに、この事例の人がいません。{MEND_JA}",
        )


def again(before: Settlement, now: Settlement) -> Again:
    """前との差: bills, households, years and debts that differ between two answers to one case."""
    pairs = _pairs(before.bills, now.bills)
    changes = [
        _bill(old, new)
        for old, new in pairs
        if old is None or new is None or _standing(old) != _standing(new)
    ]
    households = _households(before.households, now.households)
    own = [_months(c) for c in changes if not c.follows]
    months = sorted({m for c in changes for m in _months(c)} | {h.month for h in households})
    start = min((m for ms in own for m in ms), default=months[0] if months else "")
    caused = {m for ms in own for m in ms}
    bills = [
        msgspec.structs.replace(c, follows=c.follows and all(m > start for m in _months(c))) for c in changes
    ]
    years = _years(before, now)
    return Again(
        changed=bool(bills or households or years),
        bills=bills,
        months=[m for m in months if m > start and m not in caused],
        households=households,
        years=years,
        owed=_owed(pairs, years),
    )


def _pairs(
    before: list[BillAnswer], now: list[BillAnswer]
) -> list[tuple[BillAnswer | None, BillAnswer | None]]:
    """Each bill with what it was before: by its place, then without the insurer, then by its name."""

    def place(bill: BillAnswer) -> Hashable:
        return (bill.insurer, *where(bill)) if bill.institution else None

    def where(bill: BillAnswer) -> tuple[str, ...]:
        return (bill.month, bill.person, bill.institution, bill.setting, bill.kind)

    keys: list[Callable[[BillAnswer], Hashable]] = [
        place,
        lambda bill: where(bill) if bill.institution else None,
        lambda bill: (bill.id, bill.person),
    ]
    left = list(before)
    found: dict[str, BillAnswer] = {}
    for key in keys:
        for bill in now:
            same = [o for o in left if key(o) == key(bill)] if key(bill) and bill.id not in found else []
            # two of one place (before and after a change of insurer) are told apart by their names
            same = [o for o in same if o.id == bill.id] or same
            if same:
                found[bill.id] = same[0]
                left = [o for o in left if o is not same[0]]
    return [*((found.get(bill.id), bill) for bill in now), *((old, None) for old in left)]


def _standing(bill: BillAnswer) -> Standing:
    refunds: dict[str, int] = {}
    for r in bill.refunds:
        key = f"{r.payee}_from_{r.payer}"
        refunds[key] = refunds.get(key, 0) + r.yen
    extras: dict[str, int | None] = {}
    for e in bill.extras:
        had = extras.get(e.kind, 0)
        extras[e.kind] = None if had is None or e.family is None else had + e.family
    return Standing(
        bill.month,
        bill.insurer,
        bill.income_class,
        bill.tenths,
        bill.cost,
        by_payer(bill.payers),
        bill.borne,
        bill.collected,
        refunds,
        extras,
    )


def _bill(old: BillAnswer | None, new: BillAnswer | None) -> BillAgain:
    bill = new or old
    assert bill is not None
    before = None if old is None else _standing(old)
    after = None if new is None else _standing(new)
    follows = before is not None and after is not None and _given(before) == _given(after)
    what = "new" if before is None else "gone" if after is None else "changed"
    return BillAgain(bill.id, bill.person, bill.institution, what, follows, before, after)


def _given(one: Standing) -> tuple[object, ...]:
    """What comes with the bill itself and not from other months."""
    return (one.month, one.insurer, one.income_class, one.tenths, one.cost)


def _months(change: BillAgain) -> list[str]:
    return sorted({one.month for one in (change.before, change.after) if one is not None})


def _households(before: list[HouseholdAnswer], now: list[HouseholdAnswer]) -> list[HouseholdAgain]:
    old = {(h.month, h.insurer): _sums(h) for h in before}
    new = {(h.month, h.insurer): _sums(h) for h in now}
    return [
        HouseholdAgain(insurer, month, old.get((month, insurer), {}), new.get((month, insurer), {}))
        for month, insurer in sorted({**old, **new})
        if old.get((month, insurer)) != new.get((month, insurer))
    ]


def _sums(one: HouseholdAnswer) -> dict[str, int]:
    return {"refund": one.refund, "benefit": one.benefit, "benefit_month": int(one.benefit_month)}


def _years(before: Settlement, now: Settlement) -> list[YearAgain]:
    def refunds(one: Settlement) -> dict[tuple[str, str, str, str, str, bool], int]:
        found: dict[tuple[str, str, str, str, str, bool], int] = {}
        for year in one.years:
            for r in year.refunds:
                key = (year.ending, year.insurer, r.step, r.person, r.payer, r.certain)
                found[key] = found.get(key, 0) + r.yen
        return found

    old, new = refunds(before), refunds(now)
    return [
        YearAgain(insurer, ending, step, person, payer, certain, old.get(key, 0), new.get(key, 0))
        for key in sorted({**old, **new})
        if old.get(key, 0) != new.get(key, 0)
        for ending, insurer, step, person, payer, certain in [key]
    ]


def _owed(pairs: list[tuple[BillAnswer | None, BillAnswer | None]], years: list[YearAgain]) -> list[Owed]:
    """What each insurer pays more or takes back: from institutions by the claim, from people by refunds."""
    found: dict[tuple[str, str, str], int] = {}

    def add(insurer: str, kind: str, name: str, yen: int) -> None:
        key = (insurer, kind, name)
        found[key] = found.get(key, 0) + yen

    for pair in pairs:
        for bill, sign in zip(pair, (-1, 1), strict=True):
            if bill is None:
                continue
            paid = by_payer(bill.payers)
            back = {"patient": 0, "local_aid": 0}
            for r in bill.refunds:
                if r.payer in OF_INSURER:
                    back[r.payee] += r.yen
            claimed = sum(paid.get(key, 0) for key in PAID_BY_INSURER) - sum(back.values())
            for e in bill.extras:
                if e.elsewhere:
                    back["patient"] += e.insurer or 0
                else:
                    claimed += e.insurer or 0
            add(bill.insurer, "institution", bill.institution, sign * claimed)
            for payee, yen in back.items():
                add(bill.insurer, payee, bill.person, sign * yen)
    for year in years:
        if year.certain:
            add(year.payer, "patient", year.person, year.after - year.before)
    return [Owed(*key, yen) for key, yen in sorted(found.items()) if yen]
