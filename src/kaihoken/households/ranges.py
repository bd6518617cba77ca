"""結果の幅: what is possible while a fact is missing: settles once per possible answer."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import InputError, MissingFact
from . import form, words
from .actions import in_every_case
from .answer import Answer, Outcome, Range, Settlement, by_payer
from .context import Facts, fact_key

MOST_OUTCOMES = 200

Decide = Callable[[Facts], Settlement]


def ranged(case: form.Case, first: MissingFact, decide: Decide) -> Settlement:
    """結果の幅: settles once per possible answer; answers that contradict the case are left out.

    Raises InputError where too much is missing, or where no answer fits the case.
    """
    leaves: list[tuple[list[Answer], Settlement]] = []
    asked: dict[str, MissingFact] = {}
    pending: list[tuple[Facts, list[Answer], MissingFact]] = [({}, [], first)]
    impossible: InputError | None = None
    while pending:
        facts, told, missing = pending.pop(0)
        key = fact_key(missing.fact, missing.subject)
        asked.setdefault(key, missing)
        for choice in missing.choices:
            if len(leaves) >= MOST_OUTCOMES:
                raise InputError(
                    f"too much is missing: {', '.join(words.fact(m, 'en') for m in asked.values())}.",
                    mend="Give at least one of these facts.",
                )
            tried = {**facts, key: choice.value}
            said = [*told, Answer(missing.fact, missing.subject, *choice)]
            try:
                leaves.append((said, decide(tried)))
            except MissingFact as more:
                pending.append((tried, said, more))
            except InputError as error:
                impossible = error
    if not leaves:
        raise impossible or InputError("no possible answer fits the case.")
    settled = [answer for _, answer in leaves]
    outcomes = [
        Outcome(told, a.borne, a.collected, by_payer(p for bill in a.bills for p in bill.payers), a.years)
        for told, a in leaves
    ]
    bornes = [a.borne or 0 for a in settled]
    keys = {k for o in outcomes for k in o.payers}
    certain = {
        k: outcomes[0].payers.get(k, 0)
        for k in sorted(keys)
        if len({o.payers.get(k, 0) for o in outcomes}) == 1
    }
    doubts = {(d.series, d.en): d for a in settled for d in a.doubts}
    notes = {(n["code"], n["en"]): n for a in settled for n in a.notes if n["code"] != "annual"}
    return Settlement(
        title=case.title,
        title_ja=case.title_ja,
        range=Range(
            missing=list(asked),
            ask_ja=[words.question(m, "ja", case) for m in asked.values()],
            ask_en=[words.question(m, "en", case) for m in asked.values()],
            low=min(bornes),
            high=max(bornes),
            outcomes=outcomes,
            certain=certain,
        ),
        actions=in_every_case([a.actions for a in settled]),
        provisional=any(a.provisional for a in settled),
        doubts=list(doubts.values()),
        notes=list(notes.values()),
    )
