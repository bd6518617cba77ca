"""手紙: an answer as people read it."""

from __future__ import annotations

from ..engine import dates
from ..households.answer import BillAnswer, HouseholdAnswer, Outcome, Settlement, by_payer
from ..households.payer_names import MARKS as MARKS
from ..households.payer_names import mark_of as mark_of
from ..households.payer_names import payer_name as payer_name
from ..households.plan import in_the_end
from ..households.words import fact
from . import plan
from .again import again_lines
from .claim import claim_lines
from .extras import around
from .text import padded, said, width
from .visits import visit_lines

WORDS = {
    "with": ("受給者証あり", "as billed"),
    "without": ("{0}なし", "without {0}"),
    "cost": ("医療費（10割）", "Cost"),
    "counter": ("窓口で支払う額", "At the counter"),
    "rounding": ("うち10円未満の端数", "of which rounding to 10 yen"),
    "why": ("理由", "Why"),
    "doubts": ("確かめられていないこと", "Not confirmed"),
    "notes": ("この計算について", "About this answer"),
    "inpatient": ("入院", "inpatient"),
    "outpatient": ("外来", "outpatient"),
    "range": ("事実が足りないため、幅でお答えします。", "A fact is missing, so the answer is a range."),
    "between": ("家族の負担は{0}円から{1}円の間です。", "The family pays between {0} and {1} yen."),
    "same": ("家族の負担は、どの場合でも{0}円です。", "The family pays {0} yen in every case."),
    "after_year": ("1年間の分で戻る額", "Comes back after the year"),
    "left": (
        "7月31日のあとに保険者に申請して戻る額を引くと、家族の負担は{0}円から{1}円の間です。",
        "Less what comes back on application to the insurer after 31 July, the family bears between {0} and {1} yen.",
    ),
    "certain": ("どの場合でも変わらない額", "Certain in every case"),
    "worth": (
        "{0}（{1}）がなければ家族の負担は{2}円です。証の価値は{3}円です。",
        "Without {0} ({1}) the family would pay {2} yen: the certificate is worth {3} yen.",
    ),
    "household": ("世帯（{0}）", "Household of {0}"),
    "eligible": ("合算の対象となる額", "Shares that may be added up"),
    "cap": ("限度額", "The cap"),
    "in_kind": ("窓口ですでに差し引かれた高額療養費", "High-cost benefits already given at the counters"),
    "outpatient_step": ("戻る額: 70歳以上の外来", "Comes back: outpatient, from 70"),
    "birthday_step": ("戻る額: 75歳到達月", "Comes back: month of the 75th birthday"),
    "elders_step": ("戻る額: 70歳以上の世帯", "Comes back: the elders together"),
    "household_step": ("戻る額: 世帯全体", "Comes back: everyone together"),
    "nothing_back": ("世帯で合算しても戻る額はありません。", "Added up, nothing more comes back."),
    "figure": ("答え", "Answer"),
    "expected": ("公表された答えとの差", "Differs from the published answer"),
    "yen": ("円", "yen"),
    "provisional": (
        "公式の本文で確かめられていない額を含みます（暫定）。",
        "Some amounts rest on unconfirmed figures (provisional).",
    ),
    "dental": ("歯科", "dental"),
    "pharmacy": ("薬局", "pharmacy"),
    "home_nursing": ("訪問看護", "home nursing"),
    "share": ("{0}割負担", "share {0}/10"),
    "class": ("区分{0}", "class {0}"),
}


def say(word: str, lang: str, *values: object) -> str:
    """A word in one of the two languages."""
    return said(WORDS, word, lang, *values)


def letter(answer: Settlement, lang: str, full: bool = False) -> str:
    """手紙: the whole answer as text."""
    title = (answer.title_ja if lang == "ja" and answer.title_ja else answer.title) or answer.title_ja
    out: list[str] = [title, "=" * width(title), ""] if title else []
    if answer.figure is not None:
        figure = f"{answer.figure:,}" if isinstance(answer.figure, int) else answer.figure
        out += [f"{answer.figure_name}: {figure}"]
        out += [f"  {line.article} [{mark_of(line.evidence, lang)}]" for line in answer.lines]
    if answer.range is not None:
        out += _range(answer, lang)
    for refused in answer.refused:
        out += [f"{refused.bill}: {refused.ja if lang == 'ja' else refused.en}", f"  {refused.article}", ""]
    several = len({bill.month for bill in answer.bills}) > 1
    if several:
        out += plan.actions(answer.actions, lang) + plan.cash(answer.bills, lang)
    if full or not several:
        for bill in answer.bills:
            out += _bill(bill, answer, lang)
            out += claim_lines(bill, lang) if full else []
        for household in answer.households:
            out += _household(household, lang)
    out += plan.refunds(answer.bills, lang) + plan.years(answer, lang)
    if not several:
        out += plan.actions(answer.actions, lang)
    for other in answer.without:
        if other.worth:
            out.append(
                say(
                    "worth",
                    lang,
                    other.certificate,
                    payer_name(other.program, lang),
                    f"{other.borne:,}",
                    f"{other.worth:,}",
                )
            )
            out.append("")
    if answer.bills and (full or not several):
        out += _why(answer, lang, full)
    if answer.doubts:
        out += [say("doubts", lang)]
        out += [
            f"  ! {doubt.ja if lang == 'ja' else doubt.en} [{mark_of(doubt.evidence, lang)}, {mark_of(doubt.status, lang)}]"
            for doubt in answer.doubts
        ]
        out.append("")
    if answer.notes:
        out += [say("notes", lang)]
        out += [f"  - {note[lang]}" for note in answer.notes]
        out.append("")
    if answer.again is not None:
        out += again_lines(answer.again, lang, payer_name)
    if answer.expected:
        out += [say("expected", lang), *(f"  ✗ {line}" for line in answer.expected)]
    return "\n".join(out).rstrip() + "\n"


def _bill(bill: BillAnswer, answer: Settlement, lang: str) -> list[str]:
    month = dates.words(dates.month(bill.month), lang)
    parts = [bill.id, bill.person, month, bill.institution, say(bill.setting, lang)]
    parts += [say(bill.kind, lang)] if bill.kind != "medical" else []
    if bill.income_class:
        parts += [say("class", lang, bill.income_class), say("share", lang, bill.tenths)]
    out = [" · ".join(p for p in parts if p)]
    with_columns = [w for w in answer.without if w.worth] if len(answer.bills) == 1 else []
    here = by_payer(bill.payers)
    keys = list(here)
    for other in with_columns:
        keys += [k for k in other.payers if k not in keys]
    keys = [k for k in keys if k != "patient"] + ["patient"]
    names = {k: payer_name(k, lang) for k in keys}
    first = max(width(n) for n in [*names.values(), say("cost", lang)]) + 2
    column = (
        2
        + max(
            13, *(width(say("without", lang, w.certificate)) for w in with_columns), width(say("with", lang))
        )
        if with_columns
        else 15
    )
    if with_columns:
        head = [say("with", lang), *(say("without", lang, w.certificate) for w in with_columns)]
        out.append("  " + " " * first + "".join(" " * (column - width(h)) + h for h in head))
    for key in keys:
        row = [here.get(key, 0), *(w.payers.get(key, 0) for w in with_columns)]
        out.append("  " + padded(names[key], first) + "".join(f"{v:>{column},}" for v in row))
    out.append("  " + "-" * (first + column * (1 + len(with_columns))))
    out.append(
        "  "
        + padded(say("cost", lang), first)
        + "".join(f"{bill.cost:>{column},}" for _ in range(1 + len(with_columns)))
    )
    out.append("")
    out.append(f"  {say('counter', lang)}: {bill.collected:,} {say('yen', lang)}")
    if bill.rounding:
        out.append(f"  {say('rounding', lang)}: {bill.rounding:+,} {say('yen', lang)}")
    out += [*around(bill, lang, mark_of), ""]
    return out + visit_lines(bill, lang)


def _household(one: HouseholdAnswer, lang: str) -> list[str]:
    """The household's sum, where several bills could be added up."""
    if not one.eligible:
        return []
    yen = say("yen", lang)
    out = [f"{say('household', lang, one.insurer)} · {dates.words(dates.month(one.month), lang)}"]
    out.append(f"  {say('eligible', lang)}: {one.eligible:,} {yen}")
    if one.cap is not None:
        out.append(f"  {say('cap', lang)}: {one.cap:,} {yen}")
    in_kind = one.benefit - one.refund
    if in_kind:
        out.append(f"  {say('in_kind', lang)}: {in_kind:,} {yen}")
    for step in ("outpatient", "birthday"):
        for person, amount in getattr(one, step).items():
            out.append(f"  {say(f'{step}_step', lang)} ({person}): {amount:,} {yen}")
    for step in ("elders", "household"):
        if getattr(one, step):
            out.append(f"  {say(f'{step}_step', lang)}: {getattr(one, step):,} {yen}")
    if not one.refund:
        out.append(f"  {say('nothing_back', lang)}")
    return [*out, ""]


def _why(answer: Settlement, lang: str, full: bool) -> list[str]:
    out = [say("why", lang)]
    subjects = [bill.id for bill in answer.bills]
    subjects += [h.insurer for h in answer.households if h.eligible and h.insurer not in subjects]
    for subject in subjects:
        if len(subjects) > 1:
            out.append(f"  {subject}")
        number = 0
        for line in answer.lines:
            if line.bill != subject or (line.quiet and not full):
                continue
            number += 1
            text = line.ja if lang == "ja" else line.en
            mark = "" if line.evidence in ("", "law", "official") else f" [{mark_of(line.evidence, lang)}]"
            out.append(f"  {number}. {text}{mark}")
            if line.article:
                out.append(f"     {line.article}")
    out.append("")
    return out


def _range(answer: Settlement, lang: str) -> list[str]:
    found = answer.range
    assert found is not None
    out = [say("range", lang)]
    out += [f"  ? {q}" for q in (found.ask_ja if lang == "ja" else found.ask_en)]
    out.append("")
    if found.low == found.high:
        out.append(say("same", lang, f"{found.low:,}"))
    else:
        out.append(say("between", lang, f"{found.low:,}", f"{found.high:,}"))
    for outcome in found.outcomes:
        told = "; ".join(f"{fact(a, lang)}: {a.ja if lang == 'ja' else a.en}" for a in outcome.answers)
        pays = ", ".join(f"{payer_name(k, lang)} {v:,}" for k, v in outcome.payers.items())
        back = year_back(outcome)
        after = f", {say('after_year', lang)} -{back:,}" if back else ""
        out.append(f"  {told} → {pays}{after}")
    backs = [year_back(outcome) for outcome in found.outcomes]
    if any(backs):
        left = [in_the_end(answer, outcome) for outcome in found.outcomes]
        out += ["", say("left", lang, f"{min(left):,}", f"{max(left):,}")]
    if found.certain:
        out.append("")
        out.append(
            say("certain", lang)
            + ": "
            + ", ".join(f"{payer_name(k, lang)} {v:,}" for k, v in found.certain.items())
        )
    out.append("")
    return out


def year_back(outcome: Outcome) -> int:
    """1年間の分で戻る額: what surely comes back after 31 July in one possible outcome, yen."""
    return sum(r.yen for year in outcome.years for r in year.refunds if r.certain)


def steps_tree(answer: Settlement) -> str:
    """段階の木: every call of the law, indented."""
    out = []
    for step in answer.steps:
        inputs = ", ".join(f"{k}={_short(v)}" for k, v in step.inputs.items())
        article = f"   [{step.article}]" if step.article else ""
        out.append(f"{'  ' * step.depth}{step.rule}({inputs}) = {_short(step.result)}{article}")
    return "\n".join(out)


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} {_short(v)}" for k, v in value.items() if k != "entry") + "}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
