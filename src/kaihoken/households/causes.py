"""傷病の原因: bills that another insurance pays are not covered here; the others of a case are settled."""

from __future__ import annotations

import msgspec

from ..engine import dates
from ..engine.tables import Tables
from . import form
from .answer import Refused

AT_WORK = ("work", "commuting")

WORDS = (
    "{what}による傷病は労災保険が給付するため、健康保険の対象ではなく、ここでは計算しません。労働基準監督署か勤め先に申し出てください。"
    "小規模な法人の役員などで保険者が給付を認めた場合は、原因を病気としてください（`cause: illness`）。",
    "Not covered here: what happens {what} is paid by workers' accident insurance (労災保険), not by health insurance. "
    "Turn to the Labour Standards Inspection Office or the employer. Officers of small firms whose insurer pays tell the cause as an illness (`cause: illness`).",
)
WHAT = {"work": ("仕事中の事故など業務", "at work"), "commuting": ("通勤", "on the way to or from work")}


def apart(case: form.Case, law: Tables) -> tuple[form.Case, list[Refused]]:
    """対象外の請求を除く: the case without bills of accidents at work, and these with the reason."""
    out = [bill for bill in case.bills if bill.cause in AT_WORK]
    if not out:
        return case, []
    names = {bill.id for bill in out}
    refused = []
    for bill in out:
        person = case.people.get(bill.person)
        insurer = case.insurers.get((person.insurer if person else None) or "")
        scheme = insurer.kind if insurer else "employee"
        ja, en = WHAT[bill.cause]
        article = law.article("work_accident", scheme, dates.month(bill.month))
        refused.append(Refused(bill.id, WORDS[0].format(what=ja), WORDS[1].format(what=en), article))
    return (
        msgspec.structs.replace(
            case,
            bills=[bill for bill in case.bills if bill.id not in names],
            given=form.Given({k: v for k, v in case.given.paid.items() if k not in names}),
        ),
        refused,
    )
