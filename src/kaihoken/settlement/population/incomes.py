"""所得区分をつくる: the classes of insurer-households, month after month, and the shares that must be stated.

A class is held as its place: 0–4 below 70 (ア to オ), 0–6 from 70 (現役並みⅢ to 低所得Ⅰ), with a third of
it for the thirteen classes of 2027-08. Only names leave this file.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...engine.tables import tables
from .coverage import ELDERLY, KINDS, NATIONAL, NO_INSURER, Covers
from .families import Families
from .figures import Bools, Draws, Ints, classes_under_70, figures

YOUNG = ("ア", "イ", "ウ", "エ", "オ")
OLD_LEVELS = ("現役並みⅢ", "現役並みⅡ", "現役並みⅠ", "一般Ⅱ", "一般Ⅰ", "低所得Ⅱ", "低所得Ⅰ")
EXEMPT = 4  # オ
ACTIVE = 3  # levels below it are 現役並み
TWO_TENTHS, ONE_TENTH, LOW_2, LOW_1 = 3, 4, 5, 6
GENERAL = 7  # 一般, below 75
SENIOR_MONTHS = 70 * 12
NO_NAME = ""


class Lines(NamedTuple):
    """所得区分の行: insurer, month (counted), class and elder_class; an empty name where there is none."""

    insurer: Ints
    month: Ints
    young: list[str]
    elder: list[str]


def thirteen(month: int) -> bool:
    """13区分か: whether the finer classes hold in a month."""
    return "ア1" in tables().rows("class_under_70", month)


def young_name(place: int, third: int, fine: bool) -> str:
    """70歳未満の区分名."""
    name = YOUNG[place]
    return f"{name}{third + 1}" if fine and place != EXEMPT else name


def elder_name(level: int, third: int, fine: bool, elderly: bool) -> str:
    """70歳以上の区分名: 一般 below 75; in the elderly scheme split by the share."""
    if level == GENERAL or (level in (TWO_TENTHS, ONE_TENTH) and not elderly and not fine):
        return f"一般{third + 1}" if fine else "一般"
    if not fine or level >= LOW_2:
        return OLD_LEVELS[level]
    if level == TWO_TENTHS:
        return f"一般{third % 2 + 1}"
    if level == ONE_TENTH:
        return "一般3"
    return f"{OLD_LEVELS[level]}{third + 1}"


def seniors(f: Families) -> Ints:
    """高齢受給者となる月: month counted, after the one in which 70 is reached; born on the first: in it."""
    month = f.birth.astype("datetime64[M]")
    on_first = f.birth == month.astype("datetime64[D]")
    return month.astype(np.int64) + 1970 * 12 + SENIOR_MONTHS + np.where(on_first, 0, 1)


def classes(draws: Draws, f: Families, c: Covers, start: int, months: int) -> tuple[Lines, Bools]:
    """所得区分: the lines of every insurer-household, and by person whether two tenths must be stated."""
    insurers = np.unique(c.insurer)
    kind = c.kind(insurers)
    insurers, kind = insurers[kind != NO_INSURER], kind[kind != NO_INSURER]
    owner = c.numbers.owner(insurers)
    employer = c.numbers.is_employer(insurers)
    last = start + months - 1
    senior = seniors(f)
    has_senior = np.isin(insurers, c.insurer[senior[c.person] <= last])

    income = draws.random(f.number)  # of a family: high is rich
    place = np.zeros(len(insurers), dtype=np.int64)
    own_income = np.where(employer, draws.random(len(insurers)), income[np.where(employer, 0, owner)])
    for k, name in enumerate(KINDS[:4]):
        shares, _ = classes_under_70(name)
        place[kind == k] = _by_income(shares, own_income[kind == k])
    level = _by_income(figures()["classes_70"]["all"], income)
    becomes_senior = employer & (senior[np.where(employer, owner, 0)] <= last)
    for n in range(ACTIVE):  # an elder who earns as much brings the family's elders there
        rich = f.family[owner[becomes_senior & (place == n)]]
        level[rich] = np.minimum(level[rich], n)
    third = draws.below(3, len(insurers))

    fine_at_end = thirteen(last)
    fixed = np.zeros(f.number, dtype=bool)
    fixed[f.family[owner[becomes_senior]]] = True
    found: list[tuple[Ints, int, Ints]] = []
    before = np.full(len(insurers), -1)
    names: list[tuple[str, str]] = []
    number: dict[tuple[str, str], int] = {}
    for month in range(start, last + 1):
        if month % 12 == 7 and month > start:
            level = _step(draws, level, len(OLD_LEVELS), fixed, TWO_TENTHS if fine_at_end else -1)
            place = _step(draws, place, len(YOUNG), becomes_senior | (kind == ELDERLY), -1)
        fine = thirteen(month)
        elder = _elder(f, kind, employer, owner, place, level, senior <= month)
        key = ((place * 8 + elder) * 3 + third) * 8 + kind
        key = (key * 2 + has_senior) * 2 + fine
        kinds, inverse = np.unique(key, return_inverse=True)
        now = np.empty(len(kinds), dtype=np.int64)
        for i, k in enumerate(kinds.tolist()):
            pair = _names(k, fine)
            if pair not in number:
                number[pair] = len(names)
                names.append(pair)
            now[i] = number[pair]
        pairs = now[inverse]
        new = np.flatnonzero(pairs != before)
        found.append((insurers[new], month, pairs[new]))
        before = pairs
    pairs = np.concatenate([p for *_, p in found])
    lines = Lines(
        insurer=np.concatenate([i for i, *_ in found]),
        month=np.concatenate([np.full(len(i), m) for i, m, _ in found]),
        young=[names[p][0] for p in pairs.tolist()],
        elder=[names[p][1] for p in pairs.tolist()],
    )
    in_elderly = np.zeros(len(f.age), dtype=bool)
    in_elderly[c.person[c.kind(c.insurer) == ELDERLY]] = True
    return lines, in_elderly & (level[f.family] == TWO_TENTHS) & fine_at_end


def _by_income(shares: list[float], income: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ints:
    """The class of each income, richest first."""
    total = sum(shares)
    bounds = [sum(shares[: i + 1]) / total for i in range(len(shares) - 1)]
    return np.searchsorted(np.array(bounds), 1 - income, side="left").astype(np.int64)


def _step(draws: Draws, place: Ints, size: int, fixed: Bools, closed: int) -> Ints:
    """August: some move by one class; nobody enters or leaves the closed one, whose share is stated for good."""
    n = len(place)
    moves = draws.chance(float(figures()["income"]["step"]), n) & ~fixed
    new = np.clip(place + np.where(draws.chance(0.5, n), 1, -1), 0, size - 1)
    if closed >= 0:
        moves &= (place != closed) & (new != closed)
    return np.where(moves, new, place)


def _elder(
    f: Families, kind: Ints, employer: Bools, owner: Ints, place: Ints, level: Ints, senior: Bools
) -> Ints:
    """The level of each insurer-household's members from 70; GENERAL for dependants of one below 70."""
    own = level[np.where(employer, f.family[np.where(employer, owner, 0)], np.where(employer, 0, owner))]
    low = np.where(own >= LOW_2, own, LOW_2)
    insured_senior = employer & senior[np.where(employer, owner, 0)]
    of_employer = np.select([place == EXEMPT, insured_senior & (place < ACTIVE)], [low, place], GENERAL)
    of_national = np.where(place == EXEMPT, low, np.where(own >= LOW_2, GENERAL, own))
    return np.select([employer, kind == NATIONAL], [of_employer, of_national], own)


def _names(key: int, fine: bool) -> tuple[str, str]:
    """Class and elder class of a combination."""
    key, has_senior = divmod(key // 2, 2)
    key, kind = divmod(key, 8)
    key, third = divmod(key, 3)
    place, elder = divmod(key, 8)
    if kind == ELDERLY:
        return elder_name(elder, third, fine, True), NO_NAME
    # A dependant of one who earns more than class エ is in 一般1.
    of_elder = 0 if elder == GENERAL and place < EXEMPT - 1 else third
    return (
        young_name(place, third, fine),
        elder_name(elder, of_elder, fine, False) if has_senior else NO_NAME,
    )
