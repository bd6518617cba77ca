"""払い戻しの請求: from when and until when a refund may be asked for (健保法193条)."""

from __future__ import annotations

from datetime import date, timedelta

from ..engine.tables import Row, Tables


def claim_row(law: Tables, kind: str, month: int) -> Row:
    """請求の根拠: the entry of the tables for a kind of refund."""
    return law.rows("refund_claim", month)[kind]


def claim_days(law: Tables, kind: str, month: int) -> tuple[str, str]:
    """請求できる期間: the first and the last day, as YYYY-MM-DD; the last is empty where nobody states it.

    month: of the treatment, or the July in which the year ends; both begin on the first of the next.
    What runs from the payment is taken as paid on the first of the month: no later day is sure.
    """
    values = claim_row(law, kind, month).values
    first = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    years = values["years"]
    if isinstance(years, int) and values["start"] == "next_day":
        first = date(month // 12, month % 12 + 1, 2)
    if not isinstance(years, int):
        return first.isoformat(), ""
    return first.isoformat(), (first.replace(year=first.year + years) - timedelta(days=1)).isoformat()


def office_row(law: Tables, office: str, month: int) -> Row:
    """請求の窓口: the entry of the tables for where a refund is asked for."""
    return law.rows("claim_office", month)[office]
