"""部屋の問い: the forms that a reply answers, by the name of their route, with examples of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..benefits.answer import answer as benefits
from ..benefits.form import Benefits
from ..catalogue.answer import answer as covered
from ..catalogue.form import Covered
from ..decisions.answer import answer as decide
from ..decisions.form import Decide
from ..enrolment.answer import answer as enrol
from ..enrolment.form import Enrol
from ..forms.fields import Request
from ..forms.reply import Reply
from ..premiums.answer import answer as premium
from ..premiums.form import Premium


class Room(NamedTuple):
    """部屋: a form, what answers it, its summary and examples as OpenAPI shows them."""

    form: type[Any]
    answer: Callable[..., Reply]
    summary: str
    examples: dict[str, tuple[str, dict[str, Any]]]

    def reply(self, form: Request) -> Reply:
        """答え: of a form."""
        return self.answer(form)


ROOMS: dict[str, Room] = {
    "covered": Room(
        Covered,
        covered,
        "保険が使えるか · is it covered on a day, and what is paid",
        {
            "classes": ("Akuugo in every income class · アクーゴの負担（全区分）", {"covered": "アクーゴ", "on": "2026-08-10", "all_classes": True}),
            "patient": (
                "Elevidys for a child · エレビジスとこの患者",
                {
                    "covered": "Elevidys",
                    "on": "2026-08-10",
                    "patient": {"birth": "2020-11-03", "class": "ウ", "facts": {"disease": "duchenne", "ambulatory": True}},
                },
            ),
        },
    ),
    "benefits": Room(
        Benefits,
        benefits,
        "現金給付 · benefits in cash",
        {
            "sickness": (
                "Off work sick · 病気で休む",
                {
                    "benefits": [{"kind": "sickness", "spells": [{"from": "2026-02-12", "to": "2026-03-31"}]}],
                    "insured": {"joined": "2020-04-01", "remuneration": 300000},
                },
            ),
            "childbirth": (
                "What is not known is asked · 分からないことは尋ねる",
                {"benefits": [{"kind": "childbirth", "birth": "2026-05-20", "cost": 480000}]},
            ),
            "answered": (
                "The same with answers · 質問に答えた場合",
                {
                    "benefits": [{"kind": "childbirth", "birth": "2026-05-20", "cost": 480000, "weeks": 39}],
                    "facts": {"covered:childbirth": "yes"},
                },
            ),
        },
    ),
    "premium": Room(
        Premium,
        premium,
        "保険料 · premiums",
        {
            "month": (
                "A month's pay · 1か月の給与",
                {"premium": {"employee": {"month": "2026-04", "pay": 250000, "birth": "1996-05-02", "prefecture": "東京都"}}},
            ),
            "open": (
                "The age is not known · 年齢が分からない",
                {"premium": [{"employee": {"month": "2026-04", "standard": 300000, "prefecture": "Osaka"}}]},
            ),
        },
    ),
    "enrol": Room(
        Enrol,
        enrol,
        "どの制度に入るか · which scheme on a day",
        {
            "newcomer": (
                "A student from abroad · 留学生",
                {"enrol": {"on": "2026-11-01", "people": {"A": {"birth": "2004-05-05", "since": "2026-10-01", "foreign": {"status": "留学", "months": 24}, "work": {"kind": "none"}}}}},
            ),
            "open": (
                "How somebody works is not known · 働き方が分からない",
                {"enrol": {"on": "2026-11-01", "people": {"A": {"birth": "1990-01-01"}}}},
            ),
        },
    ),
    "decide": Room(
        Decide,
        decide,
        "判断 · a decision step by step",
        {
            "device": (
                "Is a program a medical device? · プログラムは医療機器か",
                {
                    "decide": "medical_device",
                    "on": "2026-04-01",
                    "program": {"medical_purpose": True, "only": "none", "own_algorithm": True, "controls_device": False, "risk_class": 2, "standard": True},
                },
            ),
            "fee": (
                "A first visit in June 2026 · 2026年6月の初診",
                {"decide": "visit_fee", "on": "2026-06-01", "fee": {"visit": "first", "base_up": "continuing", "against": "2026-05"}},
            ),
        },
    ),
}  # fmt: skip
