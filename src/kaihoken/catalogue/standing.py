"""提供の枠組み: what the entries say of a day: approved, listed, at what price, under which system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from ..engine.tables import Tables
from ..law.products import last_combined, standing
from ..law.shapes import NONE
from .entry import Approval, Criterion, Entry, Listing, Outcome, Price, Said, first_day, last_day

STATUS = ("not_on_market", "insured", "combined", "self_pay", "unknown")  # by the codes of law/products
ROUTE = {
    "drug": "drug",
    "vaccine": "drug",
    "regenerative": "regenerative",
    "device": "device",
    "app": "device",
}
ENDS = ("withdrawn", "lapsed")
EXTENDS = ("full", "extended", "pending")
Rule = Callable[..., int]
Dated = TypeVar("Dated", Approval, Listing)


@dataclass(frozen=True, slots=True)
class Days:
    """日付: the days of an entry that decide how it is provided, counted from year 1; NONE where there is none."""

    approved: int
    ended: int
    listed: int
    unlisted: int
    unsettled: int
    combined: int
    until: int


def days_of(entry: Entry, law: Tables, day: date, last: Rule = last_combined) -> Days:
    """日付: of an entry, as far as they matter on a day.

    An approval for a term ends after its last day, unless it became a full one, was extended, or an
    application in time is pending. A service needs no approval: it is there when it is listed.
    """
    approval = _latest(entry.approval, day)
    listing = _latest([one for one in entry.listing if one.what in ("listed", "delisted")], day)
    listed = unlisted = NONE
    if listing is not None and listing.what == "listed":
        listed = _number(listing.date)
    elif listing is not None:
        unlisted = _number(listing.date)
    combined = until = NONE
    beside = [one for one in entry.listing if one.what == "combined"]
    route = ROUTE.get(entry.kind)
    asked = [_number(one.date) for one in entry.listing if one.what == "requested" and one.date != "unknown"]
    if beside:
        combined, until = _number(beside[0].date), date.max.toordinal()
    elif route is not None and approval is not None:
        combined, until = _window(law, route, _number(approval.date), asked, day, last)
    if route is not None:
        approved = NONE if approval is None else _number(approval.date)
    elif entry.kind == "treatment":
        approved = date.min.toordinal()
    else:
        every = [_number(one.date) for one in entry.listing if one.date != "unknown"]
        approved = min(every, default=NONE)
    gone = ended(entry, day)
    if entry.kind in ("fee", "service") and unlisted != NONE:
        gone = unlisted  # struck from the fee table it may not be charged at all
    return Days(approved, gone, listed, unlisted, _unsettled(entry), combined, until)


def _window(
    law: Tables, route: str, approved: int, asked: list[int], day: date, last: Rule
) -> tuple[int, int]:
    """The first and last day beside insured treatment: a drug's from approval, others' from the maker's request.

    Where the day of the request is not known, none is the last.
    """
    rows = law.rows("combined_window", day.year * 12 + day.month - 1)
    length = rows[route].values["days"] if route in rows else NONE
    if not isinstance(length, int) or length == NONE:
        return NONE, NONE
    if route == "drug":
        return approved, last(approved, length)
    return (asked[-1], last(asked[-1], length)) if asked else (approved, date.max.toordinal())


def ended(entry: Entry, day: date) -> int:
    """承認の終わり: the first day on which the approval that was in force before is gone; NONE without one."""
    approval = _latest(entry.approval, day)
    if approval is None:
        return NONE
    since = first_day(approval.date)
    after = [one for one in entry.outcome if first_day(one.date) >= since]
    gone = next((one for one in after if one.what in ENDS), None)
    if gone is not None:
        return _number(gone.date)
    if approval.valid_until is None or any(one.what in EXTENDS for one in after):
        return NONE
    return (last_day(approval.valid_until) + timedelta(days=1)).toordinal()


def _unsettled(entry: Entry) -> int:
    """From when it is not known whether it is listed: since the last thing that is known before."""
    for nth, one in enumerate(entry.listing):
        if one.date == "unknown":
            known = [_number(before.date) for before in entry.listing[:nth]]
            return known[-1] if known else _number(entry.approval[0].date)
    return NONE


def status_on(entry: Entry, law: Tables, day: date) -> str:
    """提供の枠組み: one of `STATUS`, on a day."""
    at = days_of(entry, law, day)
    return STATUS[
        standing(
            day.toordinal(),
            at.approved,
            at.ended,
            at.listed,
            at.unlisted,
            at.unsettled,
            at.combined,
            at.until,
        )
    ]


def prices_on(entry: Entry, day: date, later: bool = False) -> list[Price]:
    """価格: of each thing of an entry the price of a day. later: in a month after the first."""
    found: dict[str, Price] = {}
    for price in entry.price:
        if first_day(price.from_) <= day:
            found[price.name] = price
    return [
        one
        for one in found.values()
        if (one.until is None or day <= last_day(one.until)) and not (later and one.first)
    ]


def in_force(said: Sequence[Said], day: date) -> list[Said]:
    """その日の定め: those that hold on a day."""
    return [one for one in said if _holds(one, day)]


def criteria_on(entry: Entry, day: date) -> list[Criterion]:
    """その日の要件: those that hold on a day."""
    return [one for one in entry.criterion if _holds(one, day)]


def approval_on(entry: Entry, day: date) -> Approval | None:
    """承認: the newest that had been given by a day."""
    return _latest(entry.approval, day)


def outcomes_by(entry: Entry, day: date) -> list[Outcome]:
    """承認のその後: what had become of it by a day."""
    return [one for one in entry.outcome if first_day(one.date) <= day]


def listing_on(entry: Entry, day: date) -> Listing | None:
    """保険収載: the newest that had taken place by a day."""
    return _latest([one for one in entry.listing if one.what in ("listed", "delisted", "combined")], day)


def _holds(one: Said | Criterion, day: date) -> bool:
    begun = one.from_ is None or first_day(one.from_) <= day
    return begun and (one.until is None or day <= last_day(one.until))


def _latest(dated: Iterable[Dated], day: date) -> Dated | None:
    found = None
    for one in dated:
        if one.date != "unknown" and first_day(one.date) <= day:
            found = one
    return found


def _number(text: str) -> int:
    return first_day(text).toordinal()
