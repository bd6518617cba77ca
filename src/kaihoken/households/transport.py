"""移送費: being taken to hospital: paid first, and given back by the insurer on three conditions."""

from __future__ import annotations

from ..engine.tables import Row
from ..law.charges import transport_benefit
from . import form
from .answer import Extra
from .pack import Packed

CONDITIONS = {
    "needed": ("保険診療を受けるために必要だったか", "was it needed for insured treatment"),
    "difficult": ("自分で移動することが著しく困難だったか", "was moving by oneself very difficult"),
    "urgent": ("緊急その他やむを得なかったか", "was it urgent or otherwise unavoidable"),
}


def extras(case: form.Case, packed: Packed, b: int) -> tuple[list[Extra], list[Row]]:
    """移送費の額: what the insurer gives back of the transport on a bill; no share of the patient's (健保法97条).

    A condition that is not known makes it a question, unless another is not met.
    """
    told = case.bills[b].transport
    if told is None:
        return [], []
    met = {name: getattr(told, name) for name in CONDITIONS}
    open_ones = [name for name, value in met.items() if value is None]
    ja = en = ""
    benefit: int | None = 0
    if packed.schemes[b] == "none":
        ja, en = (
            "保険に入っていないため、移送費は支給されません。",
            "Without insurance there is no transport benefit.",
        )
    elif False in met.values():
        ja = "支給の条件を満たさないため、移送費は支給されません。"
        en = "The conditions are not all met, so there is no transport benefit."
    elif open_ones or told.economical is None:
        benefit = None
        ja = "".join(f"{CONDITIONS[name][0]}（`{name}`）。" for name in open_ones)
        en = "".join(f"{CONDITIONS[name][1].capitalize()} (`{name}`)? " for name in open_ones)
        if told.economical is None:
            ja += "最も経済的な経路と方法の費用（`economical`）は保険者が算定します。"
            en += "The insurer reckons the cost of the most economical way (`economical`)."
        ja = f"分からないこと: {ja}"
        en = f"Not known: {en.strip()}"
    else:
        benefit = transport_benefit(told.actual, told.economical)
        ja, en = "申請により保険者から戻ります。", "The insurer gives it back on application."
    extra = Extra(
        kind="transport",
        yen=told.actual,
        insurer=benefit,
        programme=0,
        family=None if benefit is None else told.actual - benefit,
        article=packed.shelf.tables.article("transport", packed.schemes[b], packed.bills.month[b]),
        elsewhere=True,
        note_ja=ja,
        note_en=en,
    )
    return [extra], []
