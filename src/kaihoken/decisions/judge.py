"""判断する: one question judged with what is known; the next fact worth asking; what would change the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ..engine.tables import Row, Tables
from ..engine.trace import traced
from ..errors import Choice, InputError
from ..forms.reply import Line
from ..forms.teller import Teller
from ..law.decisions import FAILED, MET
from ..law.shapes import NONE
from .facts import Fact, Values
from .form import Decide

NEAR = 31  # days within which the doubt about a first day matters
VERDICT = {MET: ("満たす", "met"), FAILED: ("満たさない", "not met"), NONE: ("わからない", "not known")}
Word = tuple[str, str, str]  # a value for programs, in Japanese and in English
YES: Word = ("yes", "はい", "yes")
NO: Word = ("no", "いいえ", "no")
OPEN: Word = ("unknown", "未確定", "not decided")
ANSWERS = {MET: YES, FAILED: NO, NONE: OPEN}


class Verdict(NamedTuple):
    """結論: one line of the conclusion: the law's code and its word."""

    key: str
    ja: str
    en: str
    code: int
    word: Word


@dataclass(slots=True)
class Judge:
    """判断: runs the steps of one question and keeps them with their verdicts.

    teller: where figures and sentences are kept; on: the day; kind: of a product, by which articles
    differ; aloud: whether steps and sentences are kept.
    """

    teller: Teller
    on: date
    kind: str = "employee"
    aloud: bool = True
    steps: list[Line] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def month(self) -> int:
        """The month of the day, as the tables count it."""
        return self.on.year * 12 + self.on.month - 1

    def run(self, rule: Callable[..., int], *inputs: Any, of: Word | None = None) -> int:
        """規定を当てはめる: a rule's result; its conditions become steps with verdict and article.

        of: what the steps are about, where one question has the same steps several times.
        """
        if not self.aloud:
            return rule(*inputs)
        self.teller.scheme = self.kind
        result: int
        result, steps = traced(rule.__name__, *inputs)
        for step in steps:
            mark = step.mark
            if "{result:verdict}" not in mark.says or (mark.quiet == "-" and not step.result):
                continue
            word = VERDICT[step.result]
            name = mark.function.__name__
            self.steps.append(
                Line(
                    f"{of[0]}.{name}" if of else name,
                    f"{of[1]} {mark.ja}" if of else mark.ja,
                    f"{of[2]}: {mark.en}" if of else mark.en,
                    word[1].replace(" ", "_"),
                    "",
                    self.teller.law.article(name, self.kind, self.month),
                    value_ja=word[0],
                    value_en=word[1],
                )
            )
        self.teller.tell(rule, self.month, *inputs)
        return result

    def concludes(self, key: str, ja: str, en: str, code: int, words: dict[int, Word] = ANSWERS) -> int:
        """結論する: a line of the conclusion; the same code out."""
        self.verdicts.append(Verdict(key, ja, en, code, words.get(code, OPEN)))
        return code

    def row(self, series: str, key: str, month: int | None = None) -> Row:
        """表の行: of the day's month, or of another."""
        return self.teller.row(series, self.month if month is None else month, key)

    def number(self, series: str, key: str, name: str, month: int | None = None) -> int:
        """数字: one figure of a row; NONE for "none" and for a declared hole."""
        return figure(self.row(series, key, month), name)

    def begun(self, series: str, month: int) -> bool:
        """始まっている: whether a table has figures in a month; what it is about does not exist before."""
        return bool(self.teller.law.rows(series, month))

    def first_day(self, series: str, key: str) -> int:
        """開始日: the day of a row, counted from year 1.

        A doubt about a day belongs to the answer only near that day, or while the day is open.
        """
        row = self.teller.law.rows(series, self.month).get(key) or self.row(series, key)
        day = day_of(row)
        near = abs(day - self.on.toordinal()) <= NEAR
        if near or (row.status != "in_force" and self.on.toordinal() < day):
            self.row(series, key)
        return day

    def points(self, key: str, ja: str, en: str, series: str, row: str, month: int | None = None) -> int:
        """点数の行: a line of points from a table; NONE and a line without value for a declared hole."""
        found = self.row(series, row, month)
        value = figure(found, "points")
        hole = value == NONE
        self.lines.append(
            Line(
                key,
                ja,
                en,
                None if hole else value,
                "points",
                found.basis,
                found.evidence,
                note_ja=found.note_in("ja") if hole else "",
                note_en=found.note_in("en") if hole else "",
            )
        )
        return value

    def line(self, key: str, ja: str, en: str, value: int, unit: str, article: str = "") -> None:
        """一行: a reckoned amount; NONE prints as not known."""
        self.lines.append(Line(key, ja, en, None if value == NONE else value, unit, article))

    def word(self, key: str, ja: str, en: str, word: Word, article: str = "") -> None:
        """言葉の行: a line whose value is a word."""
        self.lines.append(Line(key, ja, en, word[0], "", article, value_ja=word[1], value_en=word[2]))


def figure(row: Row, name: str) -> int:
    """数字: a figure of a row; NONE for "none" and "unknown"."""
    value = row.values[name]
    return value if isinstance(value, int) else NONE


def day_of(row: Row) -> int:
    """開始日: the day of a row, counted from year 1; a month or year without a day begins on its first."""
    year, month, day = (figure(row, name) for name in ("year", "month", "day"))
    return date(year, 1 if month == NONE else month, 1 if day == NONE else day).toordinal()


def dated(row: Row) -> Word:
    """開始日の言葉: the day of a row as text, as far as it is known."""
    parts = [figure(row, name) for name in ("year", "month", "day")]
    text = "-".join(f"{part:02d}" for part in parts if part != NONE)
    return text, text, text


@dataclass(frozen=True, slots=True)
class Question:
    """問い: how a question is read, judged and looked through for changes.

    part: the field of the form with its facts; facts: of a form and a law, in the order of the steps;
    judge: gives the conclusion; series: the tables whose days may change it.
    """

    part: str
    ja: str
    en: str
    facts: Callable[[Decide, Tables], Sequence[Fact]]
    judge: Callable[[Judge, Decide, Values], None]
    series: tuple[str, ...] = ()


def judged(
    question: Question, form: Decide, teller: Teller, on: date, values: Values, aloud: bool = True
) -> Judge:
    """判断した結果: the question judged on a day with these facts."""
    judge = Judge(teller, on, aloud=aloud)
    question.judge(judge, form, values)
    return judge


def codes(judge: Judge) -> list[int]:
    """結論の番号: of every line of the conclusion."""
    return [v.code for v in judge.verdicts]


def worth_asking(
    question: Question, form: Decide, law: Tables, on: date, values: Values, facts: Iterable[Fact]
) -> Fact | None:
    """次に聞く事実: the first unknown fact whose answer changes the conclusion; None where the law itself is open."""
    missing = [f for f in facts if values[f.name] == NONE]

    def tried(known: Values) -> list[int]:
        return codes(judged(question, form, Teller(law), on, known, aloud=False))

    before = tried(values)
    if opening := next((f for f in missing if f.opens), None):
        return opening
    for fact in missing:
        if any(tried({**values, fact.name: int(c.value)}) != before for c in fact.choices):
            return fact
    for pick in (0, -1):  # several facts may matter only together
        if NONE not in tried({**values, **{f.name: int(f.choices[pick].value) for f in missing}}):
            return missing[0]
    return None


def days_of_change(question: Question, law: Tables) -> list[date]:
    """変わり得る日: every day on which a table of the question begins to say something else."""
    found = set()
    for name in question.series:
        for since, rows in law.series[name].periods:
            found.add(date(since // 12, since % 12 + 1, 1))
            for row in rows.values():
                if "day" in row.values:
                    found.add(date.fromordinal(day_of(row)))
    return sorted(found)


def changes(
    question: Question, form: Decide, law: Tables, on: date, values: Values, facts: Iterable[Fact]
) -> list[Line]:
    """変わる条件: each single fact, and the next day, that would change the conclusion."""
    now = judged(question, form, Teller(law), on, values, aloud=False)
    found: list[Line] = []
    for fact in facts:
        alike: dict[tuple[Verdict, ...], list[Choice]] = {}
        for choice in fact.choices:
            if values[fact.name] not in (NONE, int(choice.value)):
                other = {**values, fact.name: int(choice.value)}
                then = judged(question, form, Teller(law), on, other, aloud=False)
                if changed := _differing(now, then):
                    alike.setdefault(tuple(changed), []).append(choice)
        for verdicts, choices in alike.items():
            key = f"{fact.name}_{choices[0].value}"
            ja, en = "・".join(c.ja for c in choices), " / ".join(c.en for c in choices)
            found.append(_change(key, f"{fact.ja} {ja}", f"{fact.en} {en}", verdicts))
    for day in days_of_change(question, law):
        if day <= on:
            continue
        try:
            then = judged(question, form, Teller(law), day, values, aloud=False)
        except InputError:
            continue
        if changed := _differing(now, then):
            text = day.isoformat()
            found.append(_change(f"from_{text}", f"{text}から", f"from {text}", tuple(changed)))
            break
    return found


def _differing(now: Judge, then: Judge) -> list[Verdict]:
    before = {v.key: v.word for v in now.verdicts}
    return [v for v in then.verdicts if before.get(v.key) != v.word]


def _change(key: str, ja: str, en: str, changed: tuple[Verdict, ...]) -> Line:
    return Line(
        key,
        ja,
        en,
        ", ".join(f"{v.key} {v.word[0]}" for v in changed),
        "",
        value_ja="、".join(f"{v.ja}→{v.word[1]}" for v in changed),
        value_en=", ".join(f"{v.en}: {v.word[2]}" for v in changed),
    )
