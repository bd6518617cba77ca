"""判断の様式: the question, the day, and what is known. A fact that is left out is asked for where it matters."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from ..forms.fields import Day, Form, Month, Request

Percent = Annotated[int, Meta(ge=0, le=100, description="percent, whole")]
Count = Annotated[int, Meta(ge=0)]
Means = Literal["video", "phone", "text"]

# What a program may do without being a device; "none": it does more than these.
ListedUse = Literal[
    "none",
    "education",
    "patient_explanation",
    "maintenance",
    "office_work",
    "health_management",
    "data_handling",
    "public_knowledge",
]


class Program(Form):
    """プログラム: what a program is meant for and does."""

    medical_purpose: bool | None = None
    only: ListedUse | None = None
    own_algorithm: bool | None = None
    controls_device: bool | None = None
    risk_class: Annotated[int, Meta(ge=1, le=4)] | None = None
    standard: bool | None = None  # a certification standard covers it
    ai: bool = False  # it helps to diagnose by artificial intelligence


class Product(Form):
    """製品: a product that asks for approval, and the evidence for it."""

    kind: Literal["drug", "device", "regenerative"] | None = None
    efficacy: Literal["none", "presumed", "confirmed"] | None = None
    safety: bool | None = None
    emergency: bool | None = None
    alternative: bool | None = None
    sold_abroad: bool | None = None
    serious: bool | None = None
    hard_to_try: bool | None = None  # a confirmatory trial cannot well be done
    heterogeneous: bool | None = None
    designations: list[Literal["sakigake", "orphan"]] = []


class Visit(Form):
    """診療: a visit from afar, what is prescribed, and the points of the whole bill."""

    kind: Literal["first", "return"] | None = None
    means: Means | None = None
    family_doctor: bool | None = None
    records: bool | None = None
    consulted: bool | None = None
    consent: bool | None = None
    identified: bool | None = None
    trained: bool | None = None
    notified: bool | None = None
    provider_before: bool | None = None
    filed: bool | None = None
    narcotics: bool | None = None
    high_risk: bool | None = None
    days: Count | None = None
    disease_known: bool | None = None
    points: Count | None = None
    points_in_person: Count | None = None
    share: Annotated[int, Meta(ge=1, le=3)] = 3


class Guidance(Form):
    """服薬指導: a pharmacist's guidance from afar."""

    means: Means | None = None
    seen_before: bool | None = None
    judged_fit: bool | None = None
    record_book: bool | None = None  # again within three months, with the medicines notebook


class Sale(Form):
    """市販薬の販売: a drug sold without a prescription after advice from afar."""

    kind: Literal["general", "guidance_required", "special_guidance"] | None = None
    means: Means | None = None
    handed_over_by: Literal["seller", "registered_shop", "other_shop"] | None = None
    same_prefecture: bool | None = None


class Facility(Form):
    """医療機関・薬局: what decides the digital add-ons."""

    kind: Literal["medical", "dental", "pharmacy"] | None = None
    filed: bool | None = None
    card_use: Percent | None = None
    small_children: bool | None = None
    e_prescription: bool | None = None
    record_sharing: bool | None = None
    card_shown: bool | None = None  # the patient came with a My Number card


class Palliative(Form):
    """緩和ケア: the patient, and the add-on that is asked about."""

    addon: Literal["team", "clinic", "outpatient", "cancer_pain", "home", "ward"] | None = None
    disease: Literal["cancer", "aids", "heart", "respiratory", "renal", "other"] | None = None
    end_stage: bool | None = None
    filed: bool | None = None
    region: bool = False  # in an area named by the minister
    child: bool = False
    nutrition: bool = False
    emergency: bool = False  # admitted urgently to the ward
    pain: bool = False  # pain is assessed in the ward
    online: bool = False
    ward: Literal[1, 2] = 1
    day: Annotated[int, Meta(ge=1, description="day of the stay")] = 1


class Fee(Form):
    """診察料: a visit or a day of stay whose price is compared with that of an earlier month."""

    visit: Literal["first", "return", "home", "home_same"] | None = None
    ward: (
        Literal[
            "acute_a",
            "acute_b",
            "acute_1",
            "acute_2_4",
            "acute_5",
            "acute_6",
            "regional_1_2",
            "regional_3",
            "special",
        ]
        | None
    ) = None
    base_up: Literal["no", "filed", "continuing"] | None = None
    against: Month | None = None
    share: Annotated[int, Meta(ge=1, le=3)] = 3


Asked = Literal[
    "medical_device",
    "approval_path",
    "online_visit",
    "online_guidance",
    "remote_sale",
    "digital_addon",
    "palliative_addon",
    "visit_fee",
]


class Decide(Request, kw_only=True):
    """判断の様式: one question with a day and the facts under the name that belongs to it."""

    decide: Asked
    on: Day
    program: Program | None = None
    product: Product | None = None
    visit: Visit | None = None
    guidance: Guidance | None = None
    sale: Sale | None = None
    facility: Facility | None = None
    palliative: Palliative | None = None
    fee: Fee | None = None
