"""答えの手紙: a reply of any room as people read it, and the command that prints it."""

from __future__ import annotations

import sys
from typing import Any

from ..engine.explain import singular
from ..errors import KaihokenError
from ..forms.reply import Group, Line, Reply
from .files import language, no_file, print_json, read
from .kinds import answer_of, form_of
from .letter import mark_of
from .settle import in_json, message
from .text import padded, said, width

WORDS = {
    "why": ("理由", "Why"),
    "doubts": ("確かめられていないこと", "Not confirmed"),
    "notes": ("この計算について", "About this answer"),
    "missing": ("事実が足りないため、起こり得る場合ごとにお答えします。", "A fact is missing; these are the possible outcomes."),
    "expected": ("公表された答えとの差", "Differs from the published answer"),
    "unknown": ("未公表・不明", "not known"),
    "yen": ("円", "yen"),
    "days": ("日", "days"),
    "months": ("か月", "months"),
    "points": ("点", "points"),
    "percent": ("%", "%"),
    "items": ("件", "items"),
    "patients": ("人", "patients"),
    "components": ("成分", "components"),
    "open": ("次の事実が分かると、答えが決まります。", "These facts would decide the answer."),
}  # fmt: skip


def ask_files(
    kind: str, files: tuple[str, ...], explain: bool, json: bool, lang: str | None, strict: bool
) -> int:
    """様式に答える: reads the forms of files, answers each and prints it.

    Exit code 0: all answered; 1: a fact is missing somewhere; 2: one could not be answered. The
    others are answered all the same.
    """
    if not files:
        raise no_file()
    spoken = language(lang)
    answer = answer_of(kind)
    replies: list[Any] = []
    code = 0
    for path in files:
        for one in read(path, form_of(kind)):
            try:
                if one.error is not None:
                    raise one.error
                assert one.case is not None
                reply = answer(one.case, strict=strict)
            except KaihokenError as error:
                code = 2
                print(f"kaihoken: {message(error, one, spoken)}", file=sys.stderr)
                replies.append(in_json(error, one, path))
                continue
            if not reply.decided and code == 0:
                code = 1
            if not json:
                print(("\n" if replies else "") + letter(reply, spoken, full=explain), end="")
            replies.append(reply)
    if json:
        print_json(replies[0] if len(replies) == 1 else replies)
    return code


def letter(reply: Reply, lang: str, full: bool = False) -> str:
    """手紙: a reply as text; full: with every sentence of the explanation."""
    ja = lang == "ja"
    title = (reply.title_ja if ja and reply.title_ja else reply.title) or reply.title_ja
    out: list[str] = [title, "=" * width(title), ""] if title else []
    if reply.missing:
        heading = "missing" if reply.outcomes else "open"
        out += [said(WORDS, heading, lang), *(f"  ? {m.ja if ja else m.en}" for m in reply.missing), ""]
    for outcome in reply.outcomes:
        out.append("→ " + "; ".join(t.ja if ja else t.en for t in outcome.answers))
        out += [
            f"  {line}" if line else ""
            for group in outcome.groups
            if full or not group.quiet
            for line in _group(group, lang, full)
        ]
    for group in [g for g in reply.groups if full or not g.quiet]:
        out += _group(group, lang, full)
    told = [one for one in reply.told if full or not one.quiet]
    if told:
        out.append(said(WORDS, "why", lang))
        for number, one in enumerate(told, 1):
            out.append(f"  {number}. {one.ja if ja else one.en}{_mark(one.evidence, lang)}")
            if one.article:
                out.append(f"     {one.article}")
        out.append("")
    if reply.doubts:
        out.append(said(WORDS, "doubts", lang))
        out += [f"  ! {d.ja if ja else d.en}{_mark(d.evidence, lang, d.status)}" for d in reply.doubts]
        out.append("")
    if reply.notes:
        out += [said(WORDS, "notes", lang), *(f"  - {n.ja if ja else n.en}" for n in reply.notes), ""]
    if reply.expected:
        out += [said(WORDS, "expected", lang), *(f"  ✗ {line}" for line in reply.expected)]
    return "\n".join(out).rstrip() + "\n"


def _group(group: Group, lang: str, full: bool) -> list[str]:
    """A group: its name, and each line with its value to the right."""
    ja = lang == "ja"
    out = [group.ja if ja else group.en]
    first = max((width(one.ja if ja else one.en) for one in group.lines), default=0) + 2
    values = [_value(one, lang) for one in group.lines]
    last = max((width(v) for one, v in zip(group.lines, values, strict=True) if one.unit), default=0)
    for one, value in zip(group.lines, values, strict=True):
        aligned = " " * (last - width(value)) + value if one.unit else value
        article = f"   {one.article}" if full and one.article else ""
        out.append(
            f"  {padded(one.ja if ja else one.en, first)}{aligned}{_mark(one.evidence, lang)}{article}"
        )
        if note := one.note_ja if ja else one.note_en:
            out.append(f"    {note}")
    return [*out, ""]


def _value(one: Line, lang: str) -> str:
    if word := one.value_ja if lang == "ja" else one.value_en:
        return word
    if one.value is None:
        return said(WORDS, "unknown", lang)
    text = f"{one.value:,}" if isinstance(one.value, int) else one.value
    unit = said(WORDS, one.unit, lang) if one.unit else ""
    if lang == "ja" or unit == "%":
        return text + unit
    return singular(f"{text} {unit}") if unit else text


def _mark(evidence: str, lang: str, status: str = "in_force") -> str:
    marks = [evidence] if evidence not in ("", "law", "official") else []
    marks += [status] if status != "in_force" else []
    return f" [{', '.join(mark_of(m, lang) for m in marks)}]" if marks else ""
