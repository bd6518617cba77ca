"""起こり得る結果: answers, and while a fact is missing answers once for each possible fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from .. import __version__
from ..engine.tables import Tables
from ..errors import Choice, InputError, MissingFact, ProvisionalFigure
from .reply import Missing, Option, Outcome, Question, Reply, Tried
from .teller import Facts, Teller
from .time_limit import in_time

MOST_OUTCOMES = 200
Questions = Mapping[str, tuple[str, str]]  # fact: how it is asked, in Japanese and English; {0} is whose


def replied(
    answer: Callable[[Teller], Reply],
    law: Tables,
    questions: Questions,
    strict: bool = False,
    given: Facts | None = None,
) -> Reply:
    """答える: the answer, or the possible outcomes while a fact is missing.

    answer: builds the reply with a fresh teller, and raises MissingFact; questions: how each fact is
    asked; given: answers to them by their keys; those that nothing asks for are not used. Raises InputError
    where too much is missing or no answer fits, ProvisionalFigure under strict.
    """
    leaves: list[tuple[list[Tried], Reply]] = []
    asked: dict[str, Missing] = {}
    every: dict[str, Question] = {}
    impossible: InputError | None = None
    pending: list[tuple[dict[str, int | str], list[Tried]]] = [({}, [])]
    while pending:
        in_time()
        facts, told = pending.pop(0)
        try:
            leaves.append((told, answer(Teller(law, facts))))
        except MissingFact as missing:
            ja, en = questions[missing.fact]
            ja, en = ja.format(missing.subject), en.format(missing.subject)
            key = f"{missing.fact}:{missing.subject}"
            told_already = _given(given or {}, key, missing.choices)
            options = [Option(*choice) for choice in missing.choices]
            every.setdefault(key, Question(key, ja, en, options, told_already))
            if told_already is not None:
                pending.append(({**facts, key: told_already}, told))
                continue
            asked.setdefault(key, Missing(missing.fact, missing.subject, ja, en))
            for choice in missing.choices:
                tried = Tried(missing.fact, missing.subject, choice.value, choice.ja, choice.en)
                pending.append(({**facts, key: choice.value}, [*told, tried]))
        except InputError as error:
            if not told:
                raise
            impossible = error
        if len(leaves) + len(pending) > MOST_OUTCOMES:
            raise InputError(
                f"too much is missing: {', '.join(m.en for m in asked.values())}.",
                mend="Give at least one of these.",
                ja=f"分からないことが多すぎます。次のうち少なくとも1つを書いてください: {''.join(m.ja for m in asked.values())}",
            )
    if not leaves:
        raise impossible or InputError("no possible answer fits.", ja="当てはまる答えがありません。")
    reply = leaves[0][1]
    if asked:
        doubts = {(d.series, d.en): d for _, one in leaves for d in one.doubts}
        notes = {(n.code, n.en): n for _, one in leaves for n in one.notes}
        reply = Reply(
            title=reply.title,
            title_ja=reply.title_ja,
            missing=list(asked.values()),
            outcomes=[Outcome(told, one.groups) for told, one in leaves],
            doubts=list(doubts.values()),
            notes=list(notes.values()),
            expected=reply.expected,
            provisional=any(one.provisional for _, one in leaves),
        )
    if strict and reply.provisional:
        raise ProvisionalFigure(
            "--strict: the answer rests on unconfirmed figures: " + " ".join(d.en for d in reply.doubts),
            ja="--strict: 確かめられていない数字による答えです: " + "".join(d.ja for d in reply.doubts),
        )
    return msgspec.structs.replace(reply, questions=list(every.values()), version=__version__)


def _given(given: Facts, key: str, choices: Sequence[Choice]) -> int | str | None:
    """The choice that the form gives for a question. Raises InputError where it is none of the possible ones."""
    value = given.get(key)
    if value is None:
        return None
    for choice in choices:
        if str(choice.value) == str(value):
            return choice.value
    wanted = ", ".join(f"{choice.value} ({choice.en})" for choice in choices)
    wanted_ja = "、".join(f"{choice.value}（{choice.ja}）" for choice in choices)
    raise InputError(
        f"'{value}' is none of the possible answers.",
        f"facts.{key}",
        f"Write one of {wanted}.",
        f"「{value}」は選べる答えではありません。{wanted_ja}のどれかを書いてください。",
    )
