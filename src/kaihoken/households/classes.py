"""所得区分を読む: the class that holds for a bill: given, derived from facts, or asked for."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from ..engine import dates
from ..engine.tables import Row
from ..errors import Choice, InputError, MissingFact
from ..law.classes import borderline_helps
from . import form
from .context import Context, at_month
from .derive import SPLIT, by_facts, deciding, insured_is_young, is_above, low_class
from .incomes import Incomes
from .rough import possible


def class_for(at: Context, key: str, insurer: form.Insurer, month: int, senior: bool, tenths: int) -> str:
    """所得区分: the class of a household member. Raises MissingFact with the classes of the date."""
    rows = at.shelf.classes(month, senior)
    name = at.classes.get((key, month, senior))
    if name is None:
        name = at.classes[key, month, senior] = _class_of(Incomes(at, key, insurer, month), senior)
    if name in SPLIT and insurer.kind != "elderly":
        raise InputError(
            f"class '{name}' is of the elderly scheme.",
            f"insurers.{key}.class",
            "Below 75 write 一般.",
            f"区分「{name}」は後期高齢者医療の区分です。75歳未満は「一般」を選んでください。",
        )
    if name == "一般" and insurer.kind == "elderly" and all(n in rows for n in SPLIT) and tenths in (1, 2):
        return SPLIT[0] if tenths == 2 else SPLIT[1]
    try:
        at.shelf.class_row(month, senior, name)
    except InputError as error:
        field = "elder_class" if senior and insurer.elder_class is not None else "class"
        raise error.at(f"insurers.{key}.{field}") from None
    return name


def share_for(at: Context, key: str, insurer: form.Insurer, month: int, name: str) -> int | None:
    """一部負担金の割合: the tenths in the elderly scheme where the class does not tell and the incomes do."""
    if insurer.kind != "elderly" or at.shelf.class_row(month, True, name).values["above"] != "none":
        return None
    if name == "一般":  # the taxable income is not known, or it would be 一般Ⅱ or 一般Ⅰ
        return None
    above = is_above(Incomes(at, key, insurer, month))
    return None if above is None else 2 if above else 1


def _subject(known: Incomes, senior: bool) -> str:
    return f"{known.key}/{'70' if senior else ''}"


def _class_of(known: Incomes, senior: bool) -> str:
    """The class as answered, certified, given, or as the facts give it."""
    answer = known.at.answer("class", _subject(known, senior))
    if isinstance(answer, str):
        return answer
    certified = _borderline(known, senior)
    if certified is not None:
        return certified
    given = _given(known, senior)
    name = given or _follows(known, senior)
    if name is None:
        raise MissingFact("class", _subject(known, senior), _choices(known, senior))
    if not known.stated():
        return name
    month = dates.text(known.month)
    rows = known.at.shelf.classes(known.month, senior)
    if given is None and known.tax() is None and not _upper(rows[name], senior):
        known.at.class_notes.append(("taxed", known.key, {"name": name, "month": month}))
    if given is not None:
        found = _quietly(_bare(known), senior)
        if found is not None and not _same(given, found):
            known.at.class_notes.append(
                ("class_differs", known.key, {"given": given, "found": found, "month": month})
            )
    elif known.corrected():
        before = _quietly(replace(known, first=True), senior)
        if before is not None and before != name:
            told = {"before": before, "after": name, "year": known.year(), "month": month}
            known.at.class_notes.append(("class_corrected", known.key, told))
    return name


def _same(given: str, found: str) -> bool:
    """Whether two names of a class agree: 一般 may stand for 一般Ⅱ or 一般Ⅰ."""
    return given == found or ("一般" in (given, found) and {given, found} <= {"一般", *SPLIT})


def _bare(known: Incomes) -> Incomes:
    """The same household without the class that is given."""
    return replace(known, insurer=msgspec.structs.replace(known.insurer, class_=None, elder_class=None))


def _quietly(known: Incomes, senior: bool) -> str | None:
    """The class that the facts give, without a question and without steps in the explanation."""
    kept = len(known.at.steps)
    try:
        return _follows(known, senior)
    except MissingFact:
        return None
    finally:
        del known.at.steps[kept:]


def _borderline(known: Incomes, senior: bool) -> str | None:
    """境界層: the low class that the certificate of a borderline household states, for those of its age."""
    name = at_month(known.insurer.borderline, known.month)
    if name is None:
        return None
    where = f"insurers.{known.key}.borderline"
    low = {
        s: [n for n, r in known.at.shelf.classes(known.month, s).items() if _is_low(r)] for s in (True, False)
    }
    if name not in low[True] + low[False]:
        raise InputError(
            f"'{name}' is no class of a borderline household (境界層).",
            where,
            f"Write {', '.join(low[False])} below 70, or {', '.join(low[True])} from 70.",
            ja=f"「{name}」は境界層の人の区分ではありません。70歳未満は{'、'.join(low[False])}、70歳以上は{'、'.join(low[True])}を書いてください。",
        )
    if name not in low[senior]:
        return None
    rows = known.at.shelf.classes(known.month, senior)
    found = _given(known, senior) or _quietly(known, senior)
    if found in rows and not borderline_helps(_upper(rows[found], senior)):
        raise InputError(
            f"class {found} is not lowered for a borderline household (境界層).",
            where,
            "Leave it out, or correct the class or the facts.",
            ja=f"区分「{found}」は境界層として下がる区分ではありません。境界層（`borderline`）の欄を消すか、区分や所得を直してください。",
        )
    known.at.class_notes.append(("borderline", known.key, {"name": name, "month": dates.text(known.month)}))
    return name


def _is_low(row: Row) -> bool:
    return row.values["remuneration"] == "none"


def _upper(row: Row, senior: bool) -> int:
    return int(row.values["active" if senior else "high"])


def _given(known: Incomes, senior: bool) -> str | None:
    """The class that the case states for people of this age; None where it does not say, or only in part."""
    insurer, month = known.insurer, known.month
    if senior and insurer.elder_class is not None:
        return at_month(insurer.elder_class, month)
    name = at_month(insurer.class_, month)
    if name is None or not senior or insurer.kind == "elderly":
        return name
    seniors, young = known.at.shelf.classes(month, True), known.at.shelf.classes(month, False)
    if insurer.kind == "national":
        return name if name in seniors else None
    return name if name in seniors and name not in young else None


def _follows(known: Incomes, senior: bool) -> str | None:
    """The class that follows from the facts, and from the class below 70 where only that is given."""
    if not senior:
        return by_facts(known, False)
    below = at_month(known.insurer.class_, known.month)
    if known.insurer.kind == "employee" and insured_is_young(known):
        return _of_dependant(known, below)
    name = by_facts(known, True)
    if name is None and below is not None and known.insurer.kind != "elderly":
        exempt = _is_low(known.at.shelf.class_row(known.month, False, below))
        name = low_class(known) if exempt else None
        if name is None:
            raise MissingFact("class", _subject(known, True), _choices(known, True, exempt))
    return name


def _of_dependant(known: Incomes, below: str | None) -> str | None:
    """Elders whose insured person is below 70: never 現役並み (法110条2項1号ニ)."""
    seniors = known.at.shelf.classes(known.month, True)
    name = below or by_facts(known, False)
    if name is None and known.tax() != "exempt":
        names = [n for n, r in seniors.items() if n not in SPLIT and not r.values["active"]]
        if known.tax() == "taxed":
            names = [n for n in names if not _is_low(seniors[n])]
        if len(names) == 1:
            return names[0]
        choices = [Choice(n, *_meaning(n, seniors[n], "employee", True)) for n in names]
        raise MissingFact("class", _subject(known, True), choices)
    if name is not None and not _is_low(known.at.shelf.class_row(known.month, False, name)):
        return "一般" if "一般" in seniors else f"一般{name[-1]}" if name.startswith("エ") else "一般1"
    found = low_class(known)
    if found is None:
        raise MissingFact("class", _subject(known, True), _choices(known, True, True))
    return found


def _choices(known: Incomes, senior: bool, exempt: bool | None = None) -> list[Choice]:
    """The classes that a household could be in, with what each means."""
    insurer = known.insurer
    rows = known.at.shelf.classes(known.month, senior)
    elderly = insurer.kind == "elderly"
    if exempt is None:
        exempt = {"exempt": True, "taxed": False}.get(known.tax() or "")
    split = elderly and all(n in rows for n in SPLIT)
    if not senior and not exempt and insurer.rough_income is not None:
        guide = known.at.tables.rows("rough_income", known.month)
        rows = {n: rows[n] for n in possible(rows, guide, insurer.rough_income)}
    found = []
    for name, row in rows.items():
        other_scheme = (split and name == "一般") or (name in SPLIT and not elderly)
        if other_scheme or (exempt is not None and exempt != _is_low(row)):
            continue
        found.append(Choice(name, *_meaning(name, row, insurer.kind, senior)))
    return found


def _meaning(name: str, row: Row, scheme: str, senior: bool) -> tuple[str, str]:
    """What a class means, in words: the bound from which it begins."""
    fact = deciding(scheme, senior)
    bound = row.values[fact]
    words = {
        "remuneration": ("標準報酬月額{}円以上", "standard monthly remuneration from {} yen"),
        "taxable": ("課税所得{}円以上", "taxable income from {} yen"),
        "income": ("旧ただし書き所得{}円超", "assessable income above {} yen"),
    }[fact]
    if bound == "none":
        return f"{name}（住民税非課税）", f"{name} (no resident tax)"
    if not bound:
        return f"{name}（それ以外）", f"{name} (below that)"
    return f"{name}（{words[0].format(f'{bound:,}')}）", f"{name} ({words[1].format(f'{bound:,}')})"
