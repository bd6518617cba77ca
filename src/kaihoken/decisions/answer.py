"""判断に答える: the conclusion, each step with its article, and what would change it."""

from __future__ import annotations

from datetime import date

from ..engine.tables import Tables, tables
from ..errors import InputError
from ..forms.outcomes import replied
from ..forms.reply import Group, Line, Reply
from ..forms.teller import Teller
from ..law.shapes import NONE
from . import addons, approval, device, online, palliative, visit_fee
from .facts import Fact, answers, coded
from .form import Decide
from .judge import Judge, Question, changes, judged, worth_asking

QUESTIONS: dict[str, Question] = {
    "medical_device": device.QUESTION,
    "approval_path": approval.QUESTION,
    "online_visit": online.VISIT,
    "online_guidance": online.GUIDANCE,
    "remote_sale": online.SALE,
    "digital_addon": addons.QUESTION,
    "palliative_addon": palliative.QUESTION,
    "visit_fee": visit_fee.QUESTION,
}
PARTS = ("program", "product", "visit", "guidance", "sale", "facility", "palliative", "fee")


def answer(form: Decide, *, strict: bool = False, law: Tables | None = None) -> Reply:
    """判断に答える: a question of the form, with its reasons; while a fact is missing, once for each answer.

    Raises InputError where the form contradicts itself, ProvisionalFigure under strict.
    """
    held = law or tables()
    question = QUESTIONS[form.decide]
    _check(form, question)
    on = day(form.on)
    facts = tuple(question.facts(form, held))
    asked = {f.name: (f.ja, f.en) for f in facts}
    return replied(lambda teller: _told(form, question, teller, on, facts), held, asked, strict, form.facts)


def day(text: str) -> date:
    """日: of ``YYYY-MM-DD``. Raises InputError where the calendar has no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"'{text}' is not a day of the calendar.",
            "on",
            "Write a day that exists, as 2026-06-01.",
            f"{text}という日はありません。2026-06-01のように、ある日を書いてください。",
        ) from None


def _check(form: Decide, question: Question) -> None:
    for part in PARTS:
        if part != question.part and getattr(form, part) is not None:
            raise InputError(
                f"'{part}' does not belong to the question '{form.decide}'.",
                part,
                f"Its facts stand under `{question.part}:`.",
                f"「{part}」は問い「{question.ja}」の欄ではありません。この問いの事実は`{question.part}:`の下に書いてください。",
            )


def _told(form: Decide, question: Question, teller: Teller, on: date, facts: tuple[Fact, ...]) -> Reply:
    part = getattr(form, question.part)
    values = {}
    for fact in facts:
        given = coded(fact, getattr(part, fact.name, None))
        values[fact.name] = int(teller.facts.get(f"{fact.name}:", given))
    judge = judged(question, form, teller, on, values)
    if any(v.code == NONE for v in judge.verdicts):
        asked = worth_asking(question, form, teller.law, on, values, facts)
        if asked is not None:
            teller.need(asked.name, "", answers(asked))
    groups = [_conclusion(question, judge)]
    if judge.steps:
        groups.append(Group("steps", "判断の段階", "Steps", judge.steps))
    if not teller.facts and (found := changes(question, form, teller.law, on, values, facts)):
        groups.append(Group("changes", "結論が変わる場合", "What would change it", found))
    return teller.reply(groups, form)


def _conclusion(question: Question, judge: Judge) -> Group:
    lines = [
        Line(v.key, v.ja, v.en, v.word[0], "", value_ja=v.word[1], value_en=v.word[2]) for v in judge.verdicts
    ]
    return Group("conclusion", question.ja, question.en, [*lines, *judge.lines])
