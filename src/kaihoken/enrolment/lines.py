"""資格の行: scheme and reasons, what to show, and what changes next, as lines of an answer."""

from __future__ import annotations

from datetime import date

from ..forms.reply import Line
from ..law import enrolment as job
from ..law import residents as home
from .facts import At, month_of, nothing
from .standing import Change, Standing, began, changes, voluntary_until, working
from .words import (
    ARTICLES,
    FAMILY,
    INSURERS,
    LINES,
    SCHEMES,
    SHOW_ASSISTED,
    SHOW_NONE,
    SHOWN,
    STAY,
    WORK,
    Pair,
    law_word,
)

WITHOUT_CARD = (home.UNINSURED, home.ASSISTED)


def word(
    key: str, value: str, says: Pair, article: str = "", note: Pair = ("", ""), evidence: str = ""
) -> Line:
    """言葉の行: a line whose value is a word."""
    ja, en = LINES[key]
    return Line(key, ja, en, value, "", article, evidence, says[0], says[1], note[0], note[1])


def day_line(key: str, on: date | None, article: str = "", note: Pair = ("", ""), evidence: str = "") -> Line:
    """日の行: a line whose value is a day; None where it is not told."""
    ja, en = LINES[key]
    untold = ("入力からは分かりません", "not told") if on is None else ("", "")
    value = None if on is None else on.isoformat()
    return Line(key, ja, en, value, "", article, evidence, *untold, *note)


def scheme_lines(at: At, name: str, on: date, found: Standing) -> list[Line]:
    """制度の行: scheme, insurer, how work, family and stay were judged, and from when."""
    article = at.teller.law.article(ARTICLES.get(found.scheme, "scheme_of"), "employee", month_of(on))
    lines = [word("scheme", SCHEMES[found.scheme], law_word("scheme", found.scheme), article)]
    lines.append(insurer_line(at, name, on, found.scheme))
    if found.work:
        lines.append(word("work", WORK[found.work], law_word("standing", found.work)))
    if found.family:
        lines.append(word("family", FAMILY[found.family], law_word("kin", found.family)))
    if found.stay and at.question.people[name].foreign is not None:
        lines.append(word("stay", STAY[found.stay], law_word("stay", found.stay)))
    if found.scheme != home.UNINSURED:
        lines.append(day_line("from", began(at, name, on), article))
    last = voluntary_until(at, name, on) if found.scheme == home.VOLUNTARY else None
    work = working(at.question.people[name], name, on)
    if found.scheme == home.EMPLOYEE and work is not None and work.to is not None:
        last = date.fromisoformat(work.to)
    if last is not None:
        lines.append(day_line("until", last, article))
    return lines


def insurer_line(at: At, name: str, on: date, scheme: int) -> Line:
    """保険者の行."""
    person = at.question.people[name]
    key = SCHEMES[scheme]
    if scheme == home.EMPLOYEE:
        work = working(person, name, on)
        kind = work.kind if work is not None else "employee"
        key = kind if kind in INSURERS else "employee"
        if work is not None and work.insurer:
            return word("insurer", work.insurer, (work.insurer, work.insurer))
    if scheme == home.VOLUNTARY and person.left is not None and person.left.insurer:
        return word("insurer", person.left.insurer, (person.left.insurer, person.left.insurer))
    if scheme == home.SOCIETY:
        return word("insurer", person.society, (person.society, person.society))
    if scheme == home.FAMILY and person.family is not None:
        of = person.family.of
        return word("insurer", f"of {of}", (f"{of}と同じ保険者", f"the same as {of}"))
    if scheme == home.NATIONAL and person.municipality:
        return word("insurer", person.municipality, (person.municipality, person.municipality))
    return word("insurer", key, INSURERS[key])


def show_lines(at: At, name: str, on: date, scheme: int) -> list[Line]:
    """窓口の行: what to show on the day."""
    if scheme in WITHOUT_CARD:
        says = SHOW_ASSISTED if scheme == home.ASSISTED else SHOW_NONE
        return [word("show", SCHEMES[scheme], says)]
    days = []
    for key in ("last_issued", "invalid", "grace_over"):
        values = at.teller.row("insurance_card", month_of(on), key).values
        days.append(date(int(values["year"]), int(values["month"]), int(values["day"])).toordinal())
    stage = at.run(home.shown_on, on, name, nothing, on.toordinal(), *days)
    article = at.teller.law.article("shown_on", "employee", month_of(on))
    lines = [word("show", SHOWN[stage], law_word("shown", stage), article)]
    registered = at.question.people[name].my_number
    says = {
        True: ("マイナ保険証を使えば申請は不要です", "not needed with a My Number card"),
        False: ("資格確認書の人は保険者に申請します", "apply to the insurer: it goes with a certificate of eligibility"),
        None: ("マイナ保険証なら不要、資格確認書なら保険者に申請します", "not needed with a My Number card; with a certificate of eligibility apply to the insurer"),
    }[registered]  # fmt: skip
    value = {True: "not_needed", False: "apply", None: "depends"}[registered]
    limit = ""
    if scheme in (home.EMPLOYEE, home.VOLUNTARY, home.FAMILY):  # other schemes have articles of their own
        limit = at.teller.law.article("certificate", "employee", month_of(on))
    return [*lines, word("limit_certificate", value, says, limit)]


def change_lines(at: At, name: str, on: date) -> list[Line]:
    """変化の行: the next changes, if everything told stays as it is."""
    lines = []
    for key, one in zip(("next", "next_2"), changes(at, name, on), strict=False):
        ja, en = _change(one)
        evidence = one.evidence
        lines.append(
            Line(
                key, *LINES[key], f"{one.on.isoformat()} {SCHEMES[one.to.scheme]}", "", "", evidence, ja, en,
                *(("公布済みの改正によります。", "By an amendment that is promulgated.") if one.status == "promulgated" else ("", "")),
            )
        )  # fmt: skip
    return lines


def _change(one: Change) -> Pair:
    ja, en = law_word("scheme", one.to.scheme)
    why: Pair = ("", "")
    if one.to.scheme == home.EMPLOYEE and one.to.work != job.FULL_TIME:
        why = law_word("standing", one.to.work)
    elif one.to.scheme == home.NATIONAL and one.to.family:
        why = law_word("kin", one.to.family)
    elif one.to.scheme == home.NATIONAL and one.to.work:
        why = law_word("standing", one.to.work)
    reason_ja, reason_en = _bare(why[0], "（", "）"), _bare(why[1], ", ", "")
    return (
        f"{one.on.isoformat()}から{ja}" + (f"（{reason_ja}）" if reason_ja else ""),
        f"from {one.on.isoformat()}: {en}" + (f" ({reason_en})" if reason_en else ""),
    )


def _bare(text: str, opening: str, closing: str) -> str:
    """The reason alone, without the yes or no before it."""
    _, _, reason = text.partition(opening)
    return reason.removesuffix(closing) if reason else text
