"""表の形: the input tables: which columns they have, of which type, and what an empty one stands for."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..households.causes import AT_WORK
from ..households.check_extras import MAY_HAVE as CHARGES
from ..households.check_extras import REASONS as EXEMPT
from ..households.refunded import REASONS as PAID_FIRST
from ..households.refunded import REFUNDED

LARGEST = (1 << 31) - 1  # yen of one bill, in the compiled run


class Column(NamedTuple):
    """列: what a column holds. ``words``: the only texts allowed; ``default``: what null stands for."""

    kind: str  # text | whole | day | month | flag | texts | parts
    needed: bool = False
    words: tuple[str, ...] = ()
    default: str | bool | None = None


TEXT, WHOLE, DAY, MONTH, FLAG = (Column(kind) for kind in ("text", "whole", "day", "month", "flag"))
NAME = Column("text", needed=True)

SCHEMES = ("employee", "national", "elderly", "none")
SHOWN = ("my_number", "certificate", "nothing")
SETTINGS = ("inpatient", "outpatient")
KINDS = ("medical", "dental", "pharmacy", "home_nursing", REFUNDED)
REASONS = (
    "turned_75", "insured_turned_75", "disability", "moved_within_prefecture", "moved", "job", "other",
)  # fmt: skip
DISEASES = ("dialysis", "haemophilia", "hiv")
PER = ("visit", "month", "tenths")
TAXES = ("taxed", "exempt")
ROLES = ("head", "household", "former")
CAUSES = ("illness", "third_party", *AT_WORK, "self")
WAIVERS = ("disaster", "hardship")
STATE = (
    "benefit_month", "hospital_month", "undecided_month", "undecided_hospital_month", "year_outpatient",
    "year_elder", "year_young", "year_below", "year_aided", "year_capped", "year_undecided",
)  # fmt: skip

# Table, column, what it holds. Tables that may be left out stand in OPTIONAL.
TABLES: dict[str, dict[str, Column]] = {
    "members": {
        "household": NAME,
        "person": NAME,
        "birth": Column("day", needed=True),
        "shown": Column("text", words=SHOWN, default="my_number"),
        "share": WHOLE,
    },
    "covers": {
        "person": NAME,
        "insurer": NAME,
        "scheme": Column("text", needed=True, words=SCHEMES),
        "from": DAY,
        "to": DAY,
        "reason": Column("text", words=REASONS, default="other"),
        "insured": Column("flag", default=False),
    },
    "classes": {
        "insurer": NAME,
        "from": Column("month", needed=True),
        "class": TEXT,
        "elder_class": TEXT,
        "borderline": TEXT,
        "standard_remuneration": WHOLE,
        "assessable_income": WHOLE,
        "taxable_income": WHOLE,
        "resident_tax": Column("text", words=TAXES),
        "senior_income": Column("text", words=("above", "below")),
        "low_confirmed": FLAG,
    },
    "incomes": {
        "person": NAME,
        "year": Column("whole", needed=True),
        "correction": WHOLE,
        "resident_tax": Column("text", words=TAXES),
        "assessable_income": WHOLE,
        "taxable_income": WHOLE,
        "receipts": WHOLE,
        "pension_receipts": WHOLE,
        "other_income": WHOLE,
        "filed": Column("flag", default=True),
        "welfare_pension": Column("flag", default=False),
        "children_under_16": WHOLE,
        "children_to_18": WHOLE,
    },
    "roles": {
        "insurer": NAME,
        "person": NAME,
        "role": Column("text", needed=True, words=ROLES),
    },
    "certificates": {
        "id": NAME,
        "person": NAME,
        "program": NAME,
        "limit": WHOLE,
        "no_limit": Column("flag", default=False),
        "from": DAY,
        "to": DAY,
        "used": WHOLE,
        "disease": Column("text", words=DISEASES),
        "per": Column("text", words=PER, default="month"),
        "most_times": WHOLE,
        "month_limit": WHOLE,
        "in_kind": Column("flag", default=True),
    },
    "bills": {
        "id": NAME,
        "month": Column("month", needed=True),
        "person": NAME,
        "institution": Column("text", default=""),
        "setting": Column("text", words=SETTINGS, default="outpatient"),
        "kind": Column("text", words=KINDS, default="medical"),
        "cost": Column("whole", needed=True),
        "prescriber": TEXT,
        "certificates": Column("texts"),
        "parts": Column("parts"),
        "times": WHOLE,
        "paid": WHOLE,
        "standard": WHOLE,
        "reason": Column("text", words=tuple(PAID_FIRST)),
        "insurer": TEXT,
        "cause": Column("text", words=CAUSES, default="illness"),
    },
    "waivers": {
        "person": NAME,
        "bill": TEXT,
        "kind": Column("text", needed=True, words=WAIVERS),
        "tenths_left": WHOLE,
        "from": DAY,
        "to": DAY,
    },
    "meals": {
        "person": NAME,
        "bill": NAME,
        "count": Column("whole", needed=True),
        "standard": WHOLE,
        "hospital": WHOLE,
        "liquid": FLAG,
        "over_90_days": FLAG,
        "intractable": FLAG,
        "long_ward": FLAG,
        "days": WHOLE,
        "high_need": FLAG,
        "welfare_pension": FLAG,
    },
    "charges": {
        "person": NAME,
        "bill": NAME,
        "kind": Column("text", needed=True, words=tuple(CHARGES)),
        "name": Column("text", default=""),
        "yen": WHOLE,
        "tax": FLAG,
        "days": WHOLE,
        "drug_yen": WHOLE,
        "brand_price_sen": WHOLE,
        "generic_price_sen": WHOLE,
        "amount": WHOLE,
        "doses": WHOLE,
        "exempt": Column("text", words=tuple(EXEMPT)),
    },
    "transports": {
        "person": NAME,
        "bill": NAME,
        "actual": Column("whole", needed=True),
        "economical": WHOLE,
        "needed": FLAG,
        "difficult": FLAG,
        "urgent": FLAG,
    },
    "state": {
        "insurer": NAME,
        "what": Column("text", needed=True, words=STATE),
        "person": TEXT,
        "institution": TEXT,
        "month": Column("month", needed=True),
        "yen": WHOLE,
    },
    "supplements": {
        "insurer": NAME,
        "floor": Column("whole", needed=True),
        "unit": WHOLE,
        "per": Column("text", words=("bill", "household"), default="bill"),
        "not_for_low_income": Column("flag", default=False),
    },
    "care": {
        "person": NAME,
        "ending": Column("month", needed=True),
        "insurer": Column("text", default="介護保険"),
        "yen": Column("whole", needed=True),
    },
}
OPTIONAL = (
    "incomes", "roles", "certificates", "waivers", "meals", "charges", "transports", "state", "care", "supplements",
)  # fmt: skip

# Fields of a case that would change an amount and that tables do not take: a row that fills one is undecided.
UNTAKEN = {
    "members": ("age",),
    "certificates": ("tier", "category", "household_limits"),
    "bills": ("points", "visits"),
}  # fmt: skip

PART = pl.List(pl.Struct({"cost": pl.Int64, "certificates": pl.List(pl.String)}))
TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "whole": pl.Int64(),
    "day": pl.Date(),
    "month": pl.Int32(),
    "flag": pl.Boolean(),
    "texts": pl.List(pl.String),
    "parts": PART,
}
# how the type of a column is called, in Japanese and English
WANTED = {
    "text": ("文字列", "text"),
    "whole": ("整数（Int64）", "whole numbers (Int64)"),
    "day": ("日（Date、または2026-08-03のような文字列）", "days (Date, or text as 2026-08-03)"),
    "month": ("月（2026-08のような文字列、またはDate）", "months (text as 2026-08, or Date)"),
    "flag": ("trueかfalse（Boolean）", "true or false (Boolean)"),
    "texts": ("文字列の一覧（List）", "lists of text"),
    "parts": (
        "{{cost: Int64, certificates: 文字列の一覧}}の一覧",
        "lists of {{cost: Int64, certificates: list of text}}",
    ),
}
