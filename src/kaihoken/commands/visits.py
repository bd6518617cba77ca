"""受診の表: the visits of a bill as people read them: what each costs at the counter, and the running sheets."""

from __future__ import annotations

from ..households.answer import BillAnswer
from ..households.desk import VisitAnswer
from .text import table

WORDS = {
    "visit": ("受診", "Visit"),
    "cost": ("医療費", "Cost"),
    "total": ("医療費の累計", "Cost so far"),
    "collected": ("窓口", "Counter"),
    "so_far": ("窓口の累計", "So far"),
    "sheet": ("管理票 {0}", "Sheet {0}"),
    "unknown": (
        "どの受診に公費や受給者証が使われたかが分からない（または月の支払額が与えられている）ため、受診ごとの窓口の額は出せません。",
        "What each visit cost at the counter cannot be told: it is not known which visit had which certificate, or the amount of the month is stated.",
    ),
    "back": ("マイナスは窓口で返す額です。", "A minus is what the counter gives back."),
}


def visit_lines(bill: BillAnswer, lang: str) -> list[str]:
    """受診の表: a line for each visit of a bill, where it has two or more."""
    visits = bill.visits
    if len(visits) < 2:
        return []
    ja = lang == "ja"
    words = {key: pair[0 if ja else 1] for key, pair in WORDS.items()}
    if visits[0].collected is None:
        head = [words["visit"], words["cost"], words["total"]]
        rows = [[_day(v), f"{v.cost:,}", f"{v.cost_so_far:,}"] for v in visits]
        return [*(f"  {line}" for line in table([head, *rows])), f"  {words['unknown']}", ""]
    head = [words["visit"], words["cost"], words["collected"], words["so_far"]]
    head += [words["sheet"].format(sheet.certificate) for sheet in visits[0].sheets]
    rows = [
        [
            _day(v),
            f"{v.cost:,}",
            f"{v.collected:,}",
            f"{v.collected_so_far:,}",
            *(f"{sheet.used:,}/{sheet.limit:,}" for sheet in v.sheets),
        ]
        for v in visits
    ]
    note = [f"  {words['back']}"] if any((v.collected or 0) < 0 for v in visits) else []
    return [*(f"  {line}" for line in table([head, *rows])), *note, ""]


def _day(visit: VisitAnswer) -> str:
    return f"{visit.number} {visit.on}".rstrip()
