"""療養費を読む: treatment that was paid in full first, and what of it the insurer counts."""

from __future__ import annotations

from ..errors import InputError
from ..law.shapes import NONE
from . import form
from .certificates import LOCAL, names_on
from .context import Context

REFUNDED = "refunded"

REASONS = {
    "brace": ("治療用装具", "a brace or corset made for the treatment"),
    "acupuncture": ("はり・きゅう", "acupuncture and moxibustion"),
    "massage": ("あん摩マッサージ指圧", "therapeutic massage"),
    "judo": ("柔道整復", "judo therapy"),
    "blood": ("生血", "fresh blood for a transfusion"),
    "abroad": ("海外での診療", "treatment abroad"),
    "arrears": ("保険料の滞納による全額払い", "full payment under arrears of premiums"),
    "no_card": ("資格を確認できなかったための全額払い", "full payment because cover could not be shown"),
}


def counted(bill: form.Bill) -> int:
    """療養費の算定の基となる額: what was paid, or the insured standard where that is less, yen."""
    return min(bill.paid or 0, bill.standard or 0)


def paid_of(at: Context, bill: form.Bill, scheme: str) -> dict[str, int]:
    """窓口で支払った額: the columns of `law.shapes.Bills` that tell a stated payment.

    Of treatment paid first the whole of what the insurer counts was paid; local aid comes later, too.
    """
    if bill.kind != REFUNDED:
        return {"paid": at.case.given.paid.get(bill.id, NONE)}
    if bill.id in at.case.given.paid:
        raise InputError(
            f"bill '{bill.id}' is of kind refunded and has a payment under `given`.",
            "kind",
            "Write what was paid as the bill's own `paid:`.",
            ja=f"請求{bill.id}は全額を先に支払った診療ですが、窓口で支払った額（`given`）にも書かれています。支払った額は、請求の「支払った額」（`paid`）に書いてください。",
        )
    if scheme == "none":
        raise InputError(
            f"'{bill.person}' has no insurance that gives anything back.",
            "kind",
            "Use an insurer.",
            ja=f"「{bill.person}」さんには療養費を支給する保険がありません。保険者を書いてください。",
        )
    if bill.reason == "arrears" and scheme == "employee":
        raise InputError(
            "full payment under arrears is of the national and the elderly scheme.",
            "reason",
            "Correct the insurer's kind, or write `no_card`.",
            ja="保険料の滞納による全額の支払い（特別療養費）は、国民健康保険と後期高齢者医療だけにあります。保険者の種類（`kind`）を直すか、理由を「資格の確認ができなかった」（`no_card`）にしてください。",
        )
    if any(at.certificates[n].program != LOCAL for n in names_on(bill) if n in at.certificates):
        raise InputError(
            "a national subsidy on treatment paid first is not covered yet.",
            "certificates",
            "Leave it out, and ask the office that gave the certificate.",
            ja="全額を先に支払った診療と国の公費の組合せは、まだ計算できません。受給者証を外して計算し、公費は受給者証を交付した窓口に尋ねてください。",
        )
    at.notes.append((f"refunded_{'arrears' if bill.reason == 'arrears' else 'cash'}", bill.id))
    return {"paid": counted(bill), "aid_in_kind": 0}
