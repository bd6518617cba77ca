"""所得区分を読む: the class that holds for a bill: given, derived from facts, or asked for."""

from __future__ import annotations

from ..engine.tables import Row
from ..errors import Choice, InputError, MissingFact
from ..law.classes import class_of
from ..law.people import SENIOR
from ..law.shapes import NONE
from . import form
from .context import Context, at_month
from .persons import born_of

# From 2022-10 the general class from 75 is one of these; 一般 alone does not tell which.
SPLIT = ("一般Ⅱ", "一般Ⅰ")


def class_for(at: Context, key: str, insurer: form.Insurer, month: int, senior: bool, tenths: int) -> str:
    """所得区分: the class of a household member. Raises MissingFact with the classes of the date."""
    rows = at.shelf.classes(month, senior)
    subject = f"{key}/{'70' if senior else ''}"
    answer = at.answer("class", subject)
    if isinstance(answer, str):
        name: str | None = answer
    elif senior and insurer.elder_class is not None:
        name = at_month(insurer.elder_class, month)
    elif senior and insurer.kind == "employee":
        name = _of_dependant(at, key, insurer, month, subject)
    else:
        name = at_month(insurer.class_, month)
        if name is not None and senior and insurer.kind == "national":
            name = _national_elder(at, month, name, subject)
    if name is None:
        name = _derived(at, key, insurer, senior, month)
    if name is None:
        raise MissingFact("class", subject, _choices(at, insurer, senior, month))
    if name in SPLIT and insurer.kind != "elderly":
        raise InputError(
            f"class '{name}' is of the elderly scheme.", f"insurers.{key}.class", "Below 75 write 一般."
        )
    if name == "一般" and insurer.kind == "elderly" and all(n in rows for n in SPLIT) and tenths in (1, 2):
        return SPLIT[0] if tenths == 2 else SPLIT[1]
    try:
        at.shelf.class_row(month, senior, name)
    except InputError as error:
        field = "elder_class" if senior and insurer.elder_class is not None else "class"
        raise error.at(f"insurers.{key}.{field}") from None
    return name


def _choices(
    at: Context, insurer: form.Insurer, senior: bool, month: int, exempt: bool | None = None
) -> list[Choice]:
    """The classes that a household could be in, with what each means."""
    rows = at.shelf.classes(month, senior)
    elderly = insurer.kind == "elderly"
    if exempt is None:
        exempt = {"exempt": True, "taxed": False}.get(at_month(insurer.resident_tax, month) or "")
    split = elderly and all(n in rows for n in SPLIT)
    found = []
    for name, row in rows.items():
        free = row.values["remuneration"] == "none"
        other_scheme = (split and name == "一般") or (name in SPLIT and not elderly)
        if other_scheme or (exempt is not None and exempt != free):
            continue
        found.append(Choice(name, *_meaning(name, row, insurer.kind, senior)))
    return found


def _meaning(name: str, row: Row, scheme: str, senior: bool) -> tuple[str, str]:
    """What a class means, in words: the bound from which it begins."""
    bound = row.values["remuneration" if scheme == "employee" else "taxable" if senior else "income"]
    facts = {
        "remuneration": ("標準報酬月額{}円以上", "standard monthly remuneration from {} yen"),
        "taxable": ("課税所得{}円以上", "taxable income from {} yen"),
        "income": ("旧ただし書き所得{}円超", "assessable income above {} yen"),
    }["remuneration" if scheme == "employee" else "taxable" if senior else "income"]
    if bound == "none":
        return f"{name}（住民税非課税）", f"{name} (no resident tax)"
    if not bound:
        return f"{name}（それ以外）", f"{name} (below that)"
    return f"{name}（{facts[0].format(f'{bound:,}')}）", f"{name} ({facts[1].format(f'{bound:,}')})"


def _of_dependant(at: Context, key: str, insurer: form.Insurer, month: int, subject: str) -> str | None:
    """An elder in the employee scheme: 一般 where the insured person is below 70, else by the facts."""
    seniors, young = at.shelf.classes(month, True), at.shelf.classes(month, False)
    name = at_month(insurer.class_, month)
    if name is not None and name in seniors and name not in young:
        return name
    insured = at.case.people.get(insurer.insured or "")
    group = SENIOR
    if insured is not None:
        _, group = born_of(at, insurer.insured or "", insured, month, "employee")
    if group < SENIOR:  # dependants of an insured person below 70 are never 現役並み
        name = name or derived(young, insurer, False, month)
        if name is None:
            exempt = at_month(insurer.resident_tax, month)
            if exempt is None:
                names = [n for n in ("一般", "一般1", "一般2", "一般3", "低所得Ⅱ", "低所得Ⅰ") if n in seniors]
                raise MissingFact(
                    "class", subject, [Choice(n, *_meaning(n, seniors[n], "employee", True)) for n in names]
                )
            name = "オ" if exempt == "exempt" else None
        if name is not None and at.shelf.class_row(month, False, name).values["remuneration"] != "none":
            return "一般" if "一般" in seniors else f"一般{name[-1]}" if name.startswith("エ") else "一般1"
        return None if name is None else _low(at, insurer, month, subject)
    if name is None:
        return None
    if at.shelf.class_row(month, False, name).values["remuneration"] == "none":
        return _low(at, insurer, month, subject)
    raise MissingFact("class", subject, _choices(at, insurer, True, month, exempt=False))


def _low(at: Context, insurer: form.Insurer, month: int, subject: str) -> str:
    raise MissingFact("class", subject, _choices(at, insurer, True, month, exempt=True))


def _national_elder(at: Context, month: int, name: str, subject: str) -> str:
    """An elder of 70–74 in the national scheme where only the class below 70 is given."""
    seniors = at.shelf.classes(month, True)
    if name in seniors:
        return name
    exempt = at.shelf.class_row(month, False, name).values["remuneration"] == "none"
    names = [
        n for n, row in seniors.items() if (row.values["remuneration"] == "none") == exempt and n not in SPLIT
    ]
    raise MissingFact(
        "class", subject, [Choice(n, *_meaning(n, seniors[n], "national", True)) for n in names]
    )


def _derived(at: Context, key: str, insurer: form.Insurer, senior: bool, month: int) -> str | None:
    """The class that follows from facts; 現役並み only after the income test of 383 and 520万円."""
    rows = at.shelf.classes(month, senior)
    name = derived(rows, insurer, senior, month)
    if name is None or not senior:
        return name
    if rows[name].values["active"]:
        test = insurer.senior_income or at.answer("senior_income", key)
        if test is None:
            raise MissingFact(
                "senior_income",
                key,
                [
                    Choice("above", "収入が基準額以上", "income at or above the amount"),
                    Choice(
                        "below",
                        "収入が基準額未満（申請または職権で一般）",
                        "income below the amount: the general class",
                    ),
                ],
            )
        if test == "below":
            name = "一般" if "一般" in rows else "一般1"
    taxable = at_month(insurer.taxable_income, month)
    if name == "一般" and insurer.kind == "elderly" and SPLIT[0] in rows and taxable is not None:
        bound = rows[SPLIT[0]].values["taxable"]
        if isinstance(bound, int) and taxable < bound:
            return SPLIT[1]
    return name


def derived(rows: dict[str, Row], insurer: form.Insurer, senior: bool, month: int) -> str | None:
    """所得区分の判定: the class that follows from an insurer's stated facts, where they suffice."""
    return derive(
        rows,
        insurer.kind,
        senior,
        at_month(insurer.standard_remuneration, month),
        at_month(insurer.assessable_income, month),
        at_month(insurer.taxable_income, month),
        at_month(insurer.resident_tax, month),
    )


def derive(
    rows: dict[str, Row],
    scheme: str,
    senior: bool,
    remuneration: int | None,
    income: int | None,
    taxable: int | None,
    tax: str | None,
) -> str | None:
    """所得区分の判定: the class of a household from its facts, or None where they do not suffice.

    Facts in yen; tax: taxed, exempt or None. The rule is `law.classes.class_of`.
    """
    if scheme == "employee":
        fact, name = remuneration, "remuneration"
    elif senior:
        fact, name = taxable, "taxable"
    else:
        fact, name = income, "income"
    if fact is None and tax != "exempt":
        return None
    names = [n for n in rows if not (n in SPLIT and "一般" in rows)]
    bounds = [rows[n].values[name] for n in names]
    upper = [rows[n].values["active" if senior else "high"] for n in names]
    found = class_of(
        NONE if fact is None else fact,
        tax == "exempt",
        name == "income",
        [b if isinstance(b, int) else NONE for b in bounds],
        [u if isinstance(u, int) else 0 for u in upper],
    )
    return None if found == NONE else names[found]
