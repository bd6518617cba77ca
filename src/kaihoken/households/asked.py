"""問いを読む: the class, age group and table entry that a question for a figure speaks of."""

from __future__ import annotations

import msgspec

from ..engine import explain
from ..engine.book import Shelf
from ..engine.tables import Row, Tables
from ..errors import InputError, MissingFact
from ..law.people import SENIOR
from ..law.shapes import NONE
from . import form, words
from .checks import check
from .classes import class_for
from .context import Context, in_month
from .derive import amount_of, deciding, derive
from .incomes import Incomes
from .persons import born_of

Answer = tuple[int | str, list[Row]]

# By which field of a question the columns of classes.toml are asked.
AMOUNTS = {
    "remuneration": "standard_remuneration",
    "income": "assessable_income",
    "taxable": "taxable_income",
}


def senior_asked(ask: form.Ask) -> bool:
    if ask.senior is not None:
        return ask.senior
    return ask.scheme == "elderly" or (ask.class_ or "").startswith(
        ("現役並み", "低所得Ⅰ", "低所得Ⅱ", "一般Ⅱ", "一般Ⅰ", "一般1", "一般2", "一般3")
    )


def of_person(ask: form.Ask, case: form.Case, law: Tables, month: int) -> tuple[form.Ask, list[Row]]:
    """人の区分を問う: the same question with the class of one of the case's people, and the entries behind it.

    Raises InputError where the facts do not give the class.
    """
    name = ask.person or ""
    person = case.people.get(name)
    if person is None:
        raise InputError(
            f"'{name}' is not among the people.",
            "person",
            f"Write one of: {', '.join(case.people) or 'none'}.",
            ja=f"「{name}」は人（`people`）の中にいません。次のいずれかを書いてください: {'、'.join(case.people) or 'なし'}",
        )
    if ask.class_ is not None:
        raise InputError(
            "both a class and a person are given.",
            "person",
            "Keep one of the two.",
            ja="区分（`class`）と人（`person`）の両方があります。片方を残してください。",
        )
    check(case, law)
    keys = [person.insurer] if person.insurer else []
    keys += [c.insurer for c in person.cover if in_month(c.from_, c.to, month)]
    insurers = [k for k in keys if k is not None and case.insurers[k].kind != "none"]
    if len(insurers) != 1:
        raise InputError(
            f"'{name}' has {len(insurers)} insurances in {ask.on}.",
            "person",
            "Ask about a month with one.",
            ja=f"「{name}」さんは{ask.on}に{len(insurers)}つの保険に入っています。保険が1つの月について尋ねてください。",
        )
    insurer = case.insurers[insurers[0]]
    at = Context(case, law, {})
    known = Incomes(at, insurers[0], insurer, month)
    try:
        _, group = born_of(at, name, person, month, insurer.kind)
        senior = group >= SENIOR
        found = class_for(at, insurers[0], insurer, month, senior, person.share or NONE)
        amount, field = amount_of(known, senior)
    except MissingFact as missing:
        raise InputError(
            words.question(missing, "en", case), "person", ja=words.question(missing, "ja", case)
        ) from None
    rows = [at.shelf.entries[n] for n in sorted(explain.entries(explain.walk(at.steps))) if n >= 0]
    told = msgspec.structs.replace(
        ask, person=None, class_=found, senior=senior, scheme=insurer.kind, birth=ask.birth or person.birth
    )
    told = msgspec.structs.replace(told, **{AMOUNTS[field]: amount})
    return told, rows


def amount_asked(ask: form.Ask, senior: bool) -> tuple[int | None, str]:
    """区分を決める額: the amount of the question by which its scheme divides the classes, and its column."""
    field = deciding(ask.scheme, senior)
    return getattr(ask, AMOUNTS[field]), field


def class_asked(ask: form.Ask, law: Tables, month: int) -> tuple[str, bool]:
    senior = senior_asked(ask)
    if ask.class_ is not None:
        return ask.class_, senior
    rows = Shelf(law).classes(month, senior)
    amount, _ = amount_asked(ask, senior)
    name = derive(rows, ask.scheme, senior, amount, ask.resident_tax)
    if name is None:
        raise InputError(
            "the income class does not follow from what is given.",
            "class",
            f"Write one of {', '.join(rows)}, or the remuneration or income.",
            ja=f"書かれた事実から所得区分が決まりません。{'、'.join(rows)}のいずれか、または標準報酬月額か所得を書いてください。",
        )
    return name, senior


# What an entry of a table is called in a message.
ENTRIES = {
    "annual figure": "年間の額", "cap": "限度額", "charge": "特別の料金", "figure": "数字",
    "limit": "自己負担上限月額", "lower annual cap": "低い年間上限", "meal share": "食事の負担額",
    "outpatient cap": "外来の限度額", "residence share": "居住費の負担額", "tax": "消費税",
}  # fmt: skip


def row_of(rows: dict[str, Row], key: str, what: str) -> Row:
    if not rows:
        raise InputError(
            f"there is no {what} on that date.",
            "on",
            "It begins later, or has ended.",
            ja=f"その月に{ENTRIES[what]}はありません。まだ始まっていないか、終わっています。",
        )
    if key not in rows:
        raise InputError(
            f"there is no {what} for '{key}' on that date.",
            "class",
            f"There is one for {', '.join(rows) or 'none'}.",
            ja=f"その月に「{key}」の{ENTRIES[what]}はありません。あるのは{'、'.join(rows)}です。",
        )
    return rows[key]


def whole(value: int | str) -> int:
    if not isinstance(value, int):
        raise InputError(f"the figure is '{value}'.", ja=f"額が「{value}」なので計算できません。")
    return value
