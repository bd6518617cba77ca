"""結果の幅: what is possible while a fact is missing: settles once per possible answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..errors import Choice, HiddenCost, InputError, MissingFact
from ..forms.time_limit import in_time
from . import form, words
from .actions import in_every_case
from .answer import Answer, Option, Outcome, Question, Range, Settlement, by_payer
from .context import Facts, fact_key

MOST_OUTCOMES = 200
MOST_PENDING = 10 * MOST_OUTCOMES  # of which most may turn out to be impossible

Decide = Callable[[Facts, bool], Settlement]  # facts, and whether they are only being tried


def decided(case: form.Case, given: Mapping[str, int | str], decide: Decide) -> Settlement:
    """答える: the answer with what is given for missing facts; a range while more is missing.

    Every question, answered or not, stands under ``questions``. Raises InputError for an answer that
    is none of the question's.
    """
    facts: Facts = {}
    asked: dict[str, MissingFact] = {}
    while True:
        try:
            answer = decide(facts, False)
        except MissingFact as missing:
            key = fact_key(missing.fact, missing.subject)
            asked[key] = missing
            if key in given:
                facts = {**facts, key: _chosen(missing, given[key], key).value}
                continue
            answer = ranged(case, missing, facts, given, asked, decide)
        questions = [_question(key, m, case, given.get(key)) for key, m in asked.items()]
        return msgspec.structs.replace(answer, questions=questions)


def _chosen(missing: MissingFact, value: int | str, key: str) -> Choice:
    """The answer as the question has it; one that comes as text may stand for a number."""
    for choice in missing.choices:
        if value == choice.value or str(value) == str(choice.value):
            return choice
    possible = ", ".join(str(choice.value) for choice in missing.choices)
    raise InputError(
        f"'{value}' is none of the possible answers.",
        f"facts.{key}",
        f"Write one of: {possible}.",
        f"「{value}」は答えの選択肢にありません。選べるのは{possible}です。",
    )


def _question(key: str, missing: MissingFact, case: form.Case, value: int | str | None) -> Question:
    ja, en = (words.question(missing, lang, case) for lang in ("ja", "en"))
    options = [Option(*choice) for choice in missing.choices]
    answered = None if value is None else _chosen(missing, value, key).value
    return Question(key, missing.fact, missing.subject, ja, en, options, answered)


def ranged(
    case: form.Case,
    first: MissingFact,
    known: Facts,
    given: Mapping[str, int | str],
    asked: dict[str, MissingFact],
    decide: Decide,
) -> Settlement:
    """結果の幅: settles once per possible answer; answers that contradict the case are left out.

    known: facts that are settled; given: answers for what may be asked on the way; asked: collects the questions. Raises InputError where too much is
    missing, or where no answer fits the case.
    """
    leaves: list[tuple[list[Answer], Settlement]] = []
    pending: list[tuple[Facts, list[Answer], MissingFact]] = [(known, [], first)]
    impossible: InputError | None = None
    while pending:
        facts, told, missing = pending.pop(0)
        key = fact_key(missing.fact, missing.subject)
        asked.setdefault(key, missing)
        for choice in [_chosen(missing, given[key], key)] if key in given else missing.choices:
            in_time()
            if len(leaves) >= MOST_OUTCOMES or len(pending) >= MOST_PENDING:
                raise InputError(
                    f"too much is missing: {', '.join(words.fact(m, 'en', case) for m in asked.values())}.",
                    mend="Give at least one of these facts.",
                    ja=f"分からないことが多すぎます: {'、'.join(words.fact(m, 'ja', case) for m in asked.values())}。"
                    "このうち少なくとも1つを答えてください。",
                )
            tried = {**facts, key: choice.value}
            said = [*told, Answer(missing.fact, missing.subject, *choice)]
            try:
                leaves.append((said, decide(tried, True)))
            except MissingFact as more:
                pending.append((tried, said, more))
            except HiddenCost:  # this answer may hold: it must not be left out
                raise
            except InputError as error:
                impossible = error
    if not leaves:
        raise impossible or InputError(
            "no possible answer fits the case.",
            ja="この事例に合う答えの選択肢がありません。書いた事実を確かめてください。",
        )
    still = {key: missing for key, missing in asked.items() if key not in given}
    settled = [answer for _, answer in leaves]
    outcomes = [
        Outcome(
            told, a.borne, a.collected, by_payer(p for bill in a.bills for p in bill.payers), a.years, a.bills
        )
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
            missing=list(still),
            ask_ja=[words.question(m, "ja", case) for m in still.values()],
            ask_en=[words.question(m, "en", case) for m in still.values()],
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
