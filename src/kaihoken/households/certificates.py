"""受給者証を読む: which certificates stand on a part, in which order, and what each still allows."""

from __future__ import annotations

import msgspec

from ..engine import dates
from ..engine.tables import Tables
from ..errors import Choice, InputError, MissingFact
from ..law.aid import AID_MONTH, AID_TENTHS, AID_VISIT
from ..law.people import SENIOR
from ..law.shapes import NONE
from ..law.subsidies import apportioned_limit
from . import form
from .context import Context, in_month
from .field_names import value_named

DESIGNATED = "designated_disease"
LOCAL = "local"
AID = {"visit": AID_VISIT, "month": AID_MONTH, "tenths": AID_TENTHS}


def number_of(c: form.Certificate) -> int:
    """法別番号: the number of a national programme."""
    if not isinstance(c.program, int):
        raise InputError(
            f"certificate '{c.id}' is not of a national programme.",
            ja=f"受給者証{c.id}は国の公費の受給者証ではありません。",
        )
    return c.program


def names_on(bill: form.Bill) -> set[str]:
    """請求に付いた受給者証: the certificates named on a bill or on any of its parts."""
    return {*bill.certificates, *(name for part in bill.parts for name in part.certificates)}


def without(bill: form.Bill, names: set[str]) -> form.Bill:
    """受給者証を外した請求: a bill that names none of these certificates, on itself or on its parts."""

    def others(found: list[str]) -> list[str]:
        return [name for name in found if name not in names]

    parts = [msgspec.structs.replace(p, certificates=others(p.certificates)) for p in bill.parts]
    return msgspec.structs.replace(bill, certificates=others(bill.certificates), parts=parts)


def check_use(at: Context, bill: form.Bill, name: str) -> None:
    """使える受給者証: the certificate must exist, be the patient's, and be valid in the month."""
    if name not in at.certificates:
        raise InputError(
            f"no certificate is called '{name}'.",
            "certificates",
            f"Certificates are: {', '.join(at.certificates) or 'none'}.",
            ja=f"受給者証「{name}」がありません。"
            + (
                f"あるのは{'、'.join(at.certificates)}です。"
                if at.certificates
                else "書き足してください（`certificates`）。"
            ),
        )
    c = at.certificates[name]
    if c.person != bill.person:
        raise InputError(
            f"certificate '{name}' is of '{c.person}', the bill of '{bill.person}'.",
            "certificates",
            "Use the patient's own certificate.",
            ja=f"受給者証{name}は「{c.person}」さんのもので、請求は「{bill.person}」さんのものです。本人の受給者証を使ってください。",
        )
    days = [v.on for v in bill.visits if v.on] or [""]
    outside = [on for on in days if on and not (c.from_ or "") <= on <= (c.to or "9999-12-31")]
    if outside:
        raise InputError(
            f"certificate '{name}' is not valid on {outside[0]}.",
            "certificates",
            f"It runs from {c.from_ or '…'} to {c.to or '…'}; write visits before and after as parts of their own.",
            f"受給者証{name}は{outside[0]}には有効ではありません（{c.from_ or '…'}から{c.to or '…'}まで）。"
            "受診日ごとに書くのをやめ、合計と、受給者証の対象でない額を書いてください。",
        )
    if not in_month(c.from_, c.to, dates.month(bill.month)):
        raise InputError(
            f"certificate '{name}' is not valid in {bill.month}.",
            "certificates",
            f"It runs from {c.from_ or '…'} to {c.to or '…'}. Take it off this bill; where it begins later and "
            "stays under `certificates`, the answer says what applying earlier brings.",
            ja=f"受給者証{name}は{bill.month}には有効ではありません（{c.from_ or '…'}から{c.to or '…'}まで）。この請求から外してください。後の日から始まる受給者証をそのまま残すと、早く申請した場合に戻る額も分かります。",
        )


def in_order(at: Context, names: list[str], month: int) -> list[str]:
    """適用の順: the national programmes of a part in their legal order."""
    national = [n for n in names if at.certificates[n].program not in (LOCAL, DESIGNATED)]

    def place(name: str) -> int:
        return int(at.shelf.program_row(month, number_of(at.certificates[name])).values["order"])

    return sorted(national, key=place)


def designated(at: Context, names: list[str], cls: str | None, group: int, month: int) -> int:
    """特定疾病: the row of the cap of a designated disease on a part, or NONE."""
    found = [at.certificates[n] for n in names if at.certificates[n].program == DESIGNATED]
    if not found or cls is None:
        return NONE
    if group >= SENIOR or not at.shelf.class_row(month, False, cls).values["high"]:
        if found[0].limit == 20000:
            raise InputError(
                f"a limit of 20,000 yen is not for class {cls}.",
                "certificates",
                "Leave it out.",
                f"上限2万円は区分「{cls}」のものではありません。上限の欄を空けておいてください。",
            )
        return at.shelf.designated(month, False)
    disease = found[0].disease or at.answer("disease", found[0].id)
    if found[0].limit == 20000 and disease in ("haemophilia", "hiv"):
        raise InputError(
            "a limit of 20,000 yen is for dialysis only.",
            "certificates",
            "Leave it out.",
            "上限2万円は人工透析だけのものです。上限の欄を空けておいてください。",
        )
    if found[0].limit is not None:
        return at.shelf.designated(month, found[0].limit == 20000)
    if disease is None:
        choices = [
            Choice("dialysis", "人工透析", "dialysis"),
            Choice("haemophilia", "血友病・HIV", "haemophilia or HIV"),
        ]
        raise MissingFact("disease", found[0].id, choices)
    return at.shelf.designated(month, disease == "dialysis")


def limit_of(at: Context, name: str, month: int) -> int:
    """自己負担上限月額: the limit of a certificate for a month, yen; NONE without one.

    Raises MissingFact, with the limits of the programme as choices, where the certificate must state
    one and does not.
    """
    c = at.certificates[name]
    number = number_of(c)
    policy = at.shelf.program_row(month, number).values["limit"]
    if policy == "no":
        return NONE
    limit = c.limit if c.limit is not None else at.answer("limit", name)
    if limit is None and c.tier is not None:
        limit = monthly_limit(at.tables, month, number, c.tier, c.category)
        limit = None if limit == "unknown" else limit
    if limit is None and policy == "zero":
        return 0
    if limit is None:
        raise MissingFact("limit", name, _choices(at.tables, month, number))
    if not isinstance(limit, int):
        return NONE
    if c.household_limits:
        every = [*c.household_limits, limit]
        return apportioned_limit(limit, max(every), sum(every))
    return limit


def _choices(tables: Tables, month: int, number: int) -> list[Choice]:
    series = f"limit_{number}"
    found: dict[int | str, str] = {}
    for row in tables.rows(series, month).values() if series in tables.series else ():
        for category, value in row.values.items():
            if value not in ("excluded", "unknown"):
                found.setdefault(value, f"{row.key}, {category}")
    if not found:
        return [Choice(0, "負担なし", "nothing is left to pay"), Choice("none", "上限なし", "no limit")]
    ordered = sorted(found, key=lambda v: v if isinstance(v, int) else 1 << 30)
    return [
        Choice(v, f"{v:,}円（{found[v]}）", f"{v:,} yen ({found[v]})")
        if isinstance(v, int)
        else Choice(v, f"上限なし（{found[v]}）", f"no limit ({found[v]})")
        for v in ordered
    ]


def monthly_limit(tables: Tables, month: int, number: int, tier: str, category: str) -> int | str:
    """自己負担上限月額: the monthly limit of a programme for an income tier, yen or none."""
    name = f"limit_{number}"
    if name not in tables.series:
        raise InputError(
            f"programme {number} has no table of limits.",
            mend="Write the limit on the certificate.",
            ja=f"公費{number}には上限額の表がありません。受給者証に書かれた上限額（`limit`）を書いてください。",
        )
    rows = tables.rows(name, month)
    if not rows:
        raise InputError(
            f"programme {number} has no limits on that date.",
            mend="They begin in 2015-01.",
            ja=f"その月の公費{number}の上限額はありません。2015年1月からです。",
        )
    if tier not in rows:
        raise InputError(
            f"programme {number} has no tier '{tier}'.",
            mend=f"Tiers are {', '.join(rows)}.",
            ja=f"公費{number}に階層「{tier}」はありません。階層は{'、'.join(rows)}です。",
        )
    values = rows[tier].values
    if category not in values:
        raise InputError(
            f"programme {number} has no category '{category}'.",
            mend=f"Categories are {', '.join(values)}.",
            ja=f"公費{number}に対象者の区分「{value_named(category)}」はありません。区分は{'、'.join(map(value_named, values))}です。",
        )
    if values[category] == "excluded":
        raise InputError(
            f"programme {number} does not take tier '{tier}'.",
            mend="Settle without the certificate.",
            ja=f"公費{number}は階層「{tier}」の人を対象としません。受給者証を外して精算してください。",
        )
    return values[category]


def aid_name(at: Context, bill: form.Bill) -> str:
    """地方助成: the certificate of local aid on a bill, or an empty text."""
    found = [n for n in names_on(bill) if n in at.certificates and at.certificates[n].program == LOCAL]
    if len(found) > 1:
        raise InputError(
            "two kinds of local aid stand on one bill.",
            "certificates",
            "Keep the one the municipality applies.",
            "1つの請求に自治体の医療費助成が2つあります。自治体が使う方だけを残してください。",
        )
    return found[0] if found else ""


def aid_of(at: Context, bill: form.Bill) -> dict[str, int]:
    """地方助成の条件: the columns of `law.shapes.Bills` that tell local aid."""
    name = aid_name(at, bill)
    if not name:
        return dict(aid=NONE, aid_amount=NONE, aid_times=NONE, aid_most=NONE, aid_month=NONE, aid_in_kind=1)
    c = at.certificates[name]
    if c.per == "visit" and bill.times is None and not bill.visits:
        raise InputError(
            f"local aid '{name}' is per visit, and the bill lists no visits.",
            "certificates",
            "Add `visits:`, or `times:` with their number.",
            "1回ごとの自己負担の医療費助成です。請求を受診日ごとに書いてください。",
        )
    return dict(
        aid=AID[c.per],
        aid_amount=c.limit if isinstance(c.limit, int) else NONE,
        aid_times=NONE if bill.times is None else bill.times,
        aid_most=NONE if c.most_times is None else c.most_times,
        aid_month=NONE if c.month_limit is None else c.month_limit,
        aid_in_kind=int(c.in_kind),
    )
