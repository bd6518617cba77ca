"""短い形を広げる: the short form of a case becomes the long one."""

from __future__ import annotations

import msgspec

from ..engine import dates
from ..errors import InputError
from . import form

INSURER, PERSON, CERTIFICATE, BILL = "K", "A", "s1", "b1"

UNUSED = {name: getattr(form.Case(), name) for name in form.SHORT}


def is_short(case: form.Case) -> bool:
    """Whether any field of the short form is used."""
    return any(getattr(case, name) != unused for name, unused in UNUSED.items())


def expand(case: form.Case) -> form.Case:
    """広げる: the long form of a case. Raises InputError where the two forms are mixed.

    The short form's person is ``A``, the insurer ``K``, the bill ``b1``, the certificate ``s1``.
    """
    if not is_short(case):
        return case
    if case.bills or case.people or case.insurers:
        raise InputError(
            "the short form and the long form are mixed.",
            mend="Write either scheme, class, age and cost, or insurers, people and bills.",
            ja="短い形と長い形が混ざっています。制度・区分・年齢・医療費を並べる短い形か、保険者・人・請求に分ける長い形（`insurers`、`people`、`bills`）のどちらかで書いてください。",
        )
    if case.month is None:
        raise InputError(
            "the month of treatment is missing.",
            mend="Add `month: 2026-08`.",
            ja="診療月がありません。2026-08のように書き足してください（`month`）。",
        )
    if case.cost is None and case.points is None and not case.parts:
        raise InputError(
            "there is nothing to settle.",
            mend="Add `cost:` in yen, `points:` or `parts:`.",
            ja="精算するものがありません。医療費（`cost`、円）、点数（`points`）、請求の部分（`parts`）のいずれかを書き足してください。",
        )
    if case.state:
        raise InputError(
            "the short form has no `state`.",
            "state",
            "Write `repeat: true`, or the long form.",
            ja="短い形に引き継ぐ状態（`state`）の欄はありません。多数回該当（`repeat: true`）と書くか、長い形で書いてください。",
        )
    if case.birth is not None and case.age is not None:
        raise InputError(
            "both a birth date and an age are given.",
            "age",
            "Keep the birth date.",
            ja="生年月日と年齢の両方があります。生年月日だけを残してください。",
        )
    if case.disease is not None and case.program is None:
        raise InputError(
            "a disease stands without a programme.",
            "disease",
            "Add `program: designated_disease`.",
            ja="疾病（`disease`）がありますが、制度がありません。特定疾病（`program: designated_disease`）と書き足してください。",
        )
    month = dates.month(case.month)
    birth = case.birth
    if case.turns_75 and birth is not None and case.scheme == "elderly" and not _turns(birth, month):
        raise InputError(
            f"who is born on {birth} does not turn 75 in {case.month}.",
            "turns_75",
            "Take `turns_75` out, or correct the birth date.",
            ja=f"{birth}に生まれた人は、{case.month}に75歳になりません。75歳になる月（`turns_75`）の印を消すか、生年月日を直してください。",
        )
    cover: list[form.Cover] = []
    if case.turns_75 and case.age is None and birth is None:
        birth = f"{month // 12 - 75:04d}-{month % 12 + 1:02d}-15"
    elif case.turns_75:  # a dependant whose insured person turns 75
        cover = [form.Cover(INSURER, from_=f"{case.month}-15", reason="insured_turned_75")]
    certificates = list(case.certificates)
    everywhere: list[str] = []
    if case.program is not None:
        certificates.append(
            form.Certificate(CERTIFICATE, PERSON, case.program, limit=case.limit, disease=case.disease)
        )
        if not case.parts:
            everywhere.append(CERTIFICATE)
        elif not any(CERTIFICATE in part.certificates for part in case.parts):
            raise InputError(
                "no part names the certificate.",
                "parts",
                f"Write `certificates: [{CERTIFICATE}]` on its part.",
                ja=f"受給者証の対象となる部分がありません。その部分に受給者証（`certificates: [{CERTIFICATE}]`）を書いてください。",
            )
    elif case.limit is not None:
        raise InputError(
            "a limit stands without a programme.",
            "limit",
            "Add `program:`, for instance 52.",
            ja="上限額（`limit`）がありますが、公費の制度がありません。52のような法別番号（`program`）を書き足してください。",
        )
    insurer = form.Insurer(
        case.scheme or "employee",
        insured=PERSON,
        class_=case.class_,
        elder_class=case.class_,
        standard_remuneration=case.standard_remuneration,
    )
    earlier = [dates.text(month - n) for n in (3, 2, 1)] if case.repeat else []
    state = {
        INSURER: form.State(earlier, {PERSON: {"": earlier}}) if case.repeat else form.State(),
    }
    return msgspec.structs.replace(
        form.Case(
            title=case.title,
            title_ja=case.title_ja,
            source=case.source,
            note=case.note,
            given=case.given,
            ask=case.ask,
            expect=case.expect,
        ),
        insurers={INSURER: insurer},
        people={
            PERSON: form.Person(
                birth=birth,
                age=case.age if birth is None else None,
                insurer=None if cover else INSURER,
                cover=cover,
                shown=case.shown,
                share=case.share,
            )
        },
        certificates=certificates,
        state=state,
        bills=[
            form.Bill(
                month=case.month,
                person=PERSON,
                id=BILL,
                setting=case.setting or "outpatient",
                kind=case.kind or "medical",
                cost=case.cost,
                points=case.points,
                parts=case.parts,
                certificates=everywhere,
                meals=case.meals,
                charges=case.charges,
            )
        ],
    )


def _turns(birth: str, month: int) -> bool:
    return dates.month(birth[:7]) + 75 * 12 == month
