"""加入している保険が分からないとき: an insurer whose kind is not known is asked for, and tried once per kind."""

from __future__ import annotations

import msgspec

from ..errors import Choice, MissingFact
from . import form
from .context import Facts, fact_key

CHOICES = (
    Choice("employee", "会社などの健康保険（協会けんぽ・健保組合・共済）", "employees' insurance (Kyokai Kenpo, a society, mutual aid)"),
    Choice("national", "市区町村の国民健康保険（国保組合を含む）", "National Health Insurance of the municipality (or a national society)"),
    Choice("elderly", "後期高齢者医療", "the medical care system for those from 75"),
)  # fmt: skip


def with_schemes(case: form.Case, facts: Facts) -> form.Case:
    """保険の種類: the case with the kinds that are being tried. Raises MissingFact for one that is not known."""
    if all(insurer.kind != "unknown" for insurer in case.insurers.values()):
        return case
    insurers = {}
    for key, insurer in case.insurers.items():
        if insurer.kind == "unknown":
            kind = facts.get(fact_key("scheme", key))
            if kind is None:
                raise MissingFact("scheme", key, CHOICES)
            insurer = msgspec.structs.replace(insurer, kind=kind)
        insurers[key] = insurer
    return msgspec.structs.replace(case, insurers=insurers)
