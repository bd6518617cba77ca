"""保険料に答える: the answers to a form that opens with ``premium``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..engine.tables import Tables, tables
from ..errors import InputError
from ..forms.outcomes import replied
from ..forms.reply import Group, Reply
from ..forms.teller import Teller
from .determinations import joining, leave_end, regular, revision
from .employees import bonus, employee
from .form import Asked, Premium
from .grade_table import grade_table
from .levies import elderly, national
from .voluntary import voluntary

QUESTIONS = {
    "age": ("{0}の生年月日、またはその月の年齢", "the birth date, or the age in that month ({0})"),
    "before_pay": (
        "{0}：改定前の報酬月額は、最高等級を大きく超える（または最低等級を大きく下回る）額でしたか",
        "was the monthly pay before far beyond the highest or lowest grade? ({0})",
    ),
    "reduction": (
        "{0}：通知書に記載の均等割の軽減割合",
        "the reduction of the per-head part on the notice ({0})",
    ),
}
KINDS: dict[str, Callable[[Teller, Any, str, str], list[Group]]] = {
    "employee": employee, "bonus": bonus, "table": grade_table, "joining": joining, "regular": regular, "revision": revision,
    "leave_end": leave_end, "voluntary": voluntary, "national": national, "elderly": elderly,
}  # fmt: skip


def answer(form: Premium, *, strict: bool = False, law: Tables | None = None) -> Reply:
    """保険料に答える: a reply with a group for each question, or for each month of one.

    Raises InputError where a fact contradicts another or a rate is not told, UnknownFigure for a declared
    hole without which nothing can be answered, ProvisionalFigure under strict.
    """
    return replied(partial(_answer, form), law or tables(), QUESTIONS, strict, form.facts)


def _answer(form: Premium, teller: Teller) -> Reply:
    asked = form.premium if isinstance(form.premium, list) else [form.premium]
    groups: list[Group] = []
    for n, one in enumerate(asked):
        where = f"premium[{n}]" if isinstance(form.premium, list) else "premium"
        groups += _questions(teller, one, where, {g.key for g in groups})
    return teller.reply(groups, form)


def _questions(teller: Teller, one: Asked, where: str, used: set[str]) -> list[Group]:
    found = [(kind, getattr(one, kind)) for kind in KINDS if getattr(one, kind) is not None]
    if not found:
        raise InputError(
            "nothing is asked.",
            where,
            f"Write one of {', '.join(KINDS)}.",
            f"計算することが書かれていません。{'、'.join(KINDS)}のどれかを書いてください。",
        )
    groups: list[Group] = []
    for kind, asked in found:
        name = asked.id or kind
        taken = used | {g.key for g in groups}
        number = 2
        while name in taken or any(key.startswith(f"{name} ") for key in taken):
            if asked.id:
                raise InputError(
                    f"two questions are called '{name}'.",
                    f"{where}.{kind}.id",
                    "Name them apart.",
                    f"「{name}」という名前の問いが2つあります。別の名前にしてください。",
                )
            name, number = f"{kind}{number}", number + 1
        groups += KINDS[kind](teller, asked, f"{where}.{kind}", name)
    return groups
