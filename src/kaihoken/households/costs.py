"""請求の医療費: what a bill, its parts and its visits cost, and that they agree."""

from __future__ import annotations

from ..errors import InputError
from . import form
from .certificates import LOCAL, check_use
from .context import Context
from .refunded import REFUNDED, counted


def stated_cost(item: form.Bill | form.Part | form.Visit, where: str = "") -> int | None:
    """書かれた額: of a bill, a part or a visit, in yen or points, as yen; None where none is given.

    Raises InputError where both are.
    """
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
    stated = stated_cost(bill)
    return sum(stated_cost(one) or 0 for one in bill.parts or bill.visits) if stated is None else stated


def parts_of(at: Context, bill: form.Bill, visits: list[int | None]) -> list[tuple[int, list[str]]]:
    """請求の部分: cost (yen) and certificates of each part; parts with equal certificates become one.

    visits: yen of each. Raises InputError where parts, visits and bill do not agree.
    """
    total = stated_cost(bill)
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
        cost = stated_cost(part, f"parts[{i}]")
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
