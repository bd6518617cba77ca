"""起こり得る結果: answers, and while a fact is missing answers once for each possible fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from .. import __version__
from ..engine.tables import Tables
from ..errors import InputError, MissingFact, ProvisionalFigure
from .reply import Missing, Outcome, Reply, Tried
from .teller import Teller

MOST_OUTCOMES = 200
Questions = Mapping[str, tuple[str, str]]  # fact: how it is asked, in Japanese and English; {0} is whose


def replied(
    answer: Callable[[Teller], Reply], law: Tables, questions: Questions, strict: bool = False
) -> Reply:
    """答える: the answer, or the possible outcomes while a fact is missing.

    answer: builds the reply with a fresh teller, and raises MissingFact; questions: how each fact is
    asked. Raises InputError where too much is missing or no answer fits, ProvisionalFigure under strict.
    """
    leaves: list[tuple[list[Tried], Reply]] = []
    asked: dict[str, Missing] = {}
    impossible: InputError | None = None
    pending: list[tuple[dict[str, int | str], list[Tried]]] = [({}, [])]
    while pending:
        facts, told = pending.pop(0)
        try:
            leaves.append((told, answer(Teller(law, facts))))
        except MissingFact as missing:
            ja, en = questions[missing.fact]
            key = f"{missing.fact}:{missing.subject}"
            asked.setdefault(
                key,
                Missing(
                    missing.fact, missing.subject, ja.format(missing.subject), en.format(missing.subject)
                ),
            )
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
            )
    if not leaves:
        raise impossible or InputError("no possible answer fits.")
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
            "--strict: the answer rests on unconfirmed figures: " + " ".join(d.en for d in reply.doubts)
        )
    return msgspec.structs.replace(reply, version=__version__)
