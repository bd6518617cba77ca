"""要件を確かめる: criteria of an entry against stated facts: met, failed or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..errors import InputError
from ..forms.messages import did_you_mean
from .entry import Criterion

Facts = Mapping[str, bool | int | str]
NUMBERS = ("at_least", "at_most", "above", "below")


@dataclass(frozen=True, slots=True)
class Held:
    """確かめた要件: a criterion and how it came out."""

    criterion: Criterion
    result: str  # met | failed | unknown


def age_on(birth: date, day: date) -> int:
    """満年齢: completed years on a day, counted by the birthday, as labels count."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def check(criterion: Criterion, facts: Facts, where: str) -> Held:
    """要件を確かめる: one criterion; a contraindication is met where its fact does not hold.

    Raises InputError where the fact is of another kind than the criterion's value.
    """
    if criterion.fact not in facts:
        return Held(criterion, "unknown")
    holds = _holds(criterion, facts[criterion.fact], f"{where}.{criterion.fact}")
    return Held(criterion, "met" if holds != (criterion.of == "contraindication") else "failed")


# Answers that no criterion names and that still are answers: what is asked for is not there.
NOT_THERE = ("other", "none", "negative", "positive")


def check_word(name: str, fact: bool | int | str, asked: Iterable[Criterion], where: str) -> None:
    """言葉を確かめる: refuses a word that no criterion on this fact knows: misspelt, it would fail the criterion.

    Raises InputError with the words that are known.
    """
    words = {
        word
        for one in asked
        if one.fact == name
        for word in (one.value if isinstance(one.value, list) else [one.value])
        if isinstance(word, str)
    }
    if not isinstance(fact, str) or not words or fact in words or fact in NOT_THERE:
        return
    en, ja = did_you_mean(fact, words)
    raise InputError(
        f"no criterion knows '{fact}'.",
        where,
        f"{en}Write one of {', '.join(sorted(words))}, or other.",
        f"「{fact}」を使う要件はありません。{ja}{'、'.join(sorted(words))}のどれかを、どれでもなければotherを書いてください。",
    )


def _holds(criterion: Criterion, fact: bool | int | str, where: str) -> bool:
    value = criterion.value
    if criterion.op in NUMBERS:
        if type(fact) is not int or type(value) is not int:
            raise InputError(
                f"'{fact}' is not a whole number.",
                where,
                "Write a whole number.",
                f"「{fact}」は整数ではありません。整数を書いてください。",
            )
        return {
            "at_least": fact >= value,
            "at_most": fact <= value,
            "above": fact > value,
            "below": fact < value,
        }[criterion.op]
    if isinstance(value, list):
        if not isinstance(fact, str):
            raise InputError(
                f"'{fact}' is not a word.",
                where,
                f"Write one of {', '.join(value)}, or other.",
                f"「{fact}」は言葉ではありません。{'、'.join(value)}のどれかを、どれでもなければotherを書いてください。",
            )
        return fact in value
    if type(fact) is not type(value):
        yes_no = isinstance(value, bool)
        wanted = "true or false" if yes_no else f"a value such as {value}"
        wanted_ja = "true（はい）かfalse（いいえ）を" if yes_no else f"{value}のような値を"
        raise InputError(
            f"'{fact}' does not answer this.",
            where,
            f"Write {wanted}.",
            f"「{fact}」はこの問いの答えになりません。{wanted_ja}書いてください。",
        )
    return (fact == value) == (criterion.op == "is")


def overall(held: Iterable[Held]) -> str:
    """全体: failed where one failed, unknown where one is unknown, else met."""
    results = {one.result for one in held}
    return "failed" if "failed" in results else "unknown" if "unknown" in results else "met"
