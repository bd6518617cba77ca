"""矛盾: cases that contradict themselves or lack something, and how the Japanese message begins."""

from __future__ import annotations

from typing import Any

SHORT: dict[str, Any] = {
    "scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "setting": "inpatient", "cost": 1_000_000,
}  # fmt: skip


def family(insurer: Any = None, person: Any = None, bill: Any = None, **rest: Any) -> dict[str, Any]:
    """One person with one bill, and what is changed of them, with other fields of the case."""
    return {
        "insurers": {"K": {"kind": "employee", "class": "ウ", "insured": "A", **(insurer or {})}},
        "people": {"A": {"birth": "1985-04-02", "insurer": "K", **(person or {})}},
        "bills": [{"month": "2026-08", "person": "A", "cost": 300_000, **(bill or {})}],
        **rest,
    }


def ask(**facts: Any) -> dict[str, Any]:
    """A question for a figure."""
    return {"ask": {"on": "2026-08", **facts}}


ALONE = {key: value for key, value in family().items() if key != "bills"}
LIMIT_1 = [{"id": "s", "person": "A", "program": 54, "limit": 1}]
TOLD = [
    (ask(figure="brand_drug_charge"), "先発医薬品と最も高い後発医薬品の薬価が要ります。"),
    (ask(figure="treatment_refund"), "支払った額、国内の基準額、負担割合が要ります。"),
    (ask(figure="society_supplement"), "負担した額と、付加給付の基準額が要ります。"),
    (ask(figure="nothing"), "「nothing」という数字はありません。"),
    (ask(figure="lower_annual_cap", **{"class": "エ"}), "判定の基になる額がありません。"),
    (ask(figure="designated_cap", **{"class": "ア"}), "この区分では疾病で上限額が決まります。"),
    (ask(figure="monthly_limit"), "公費の制度（`program`）と所得の階層（`tier`）を書き足してください。"),
    (ask(figure="income_tier"), "階層のある公費の制度と、世帯の住民税が要ります。"),
    (ask(figure="income_tier", program=38, income=1), "この額に当たる階層はありません。"),
    (
        ask(figure="apportioned_limit"),
        "この受給者証の上限額（`limit`）と、世帯のほかの受給者証の上限額（`household_limits`）を書き足してください。",
    ),
    (ask(figure="share"), "生年月日（`birth`）を書き足してください。"),
    (
        ask(figure="share", birth="1945-01-01", scheme="elderly", on="2026-08", **{"class": "一般"}),
        "区分「一般」では1割か2割か決まりません。",
    ),
    (
        ask(figure="share", birth="1945-01-01", scheme="elderly", **{"class": "一般", "on": "2024-08"}),
        "区分「一般」では1割か2割か決まりません。",
    ),
    (ask(figure="monthly_cap"), "書かれた事実から所得区分が決まりません。"),
    (ask(figure="outpatient_cap", **{"class": "ウ"}), "その月に「ウ」の外来の限度額はありません。"),
    (
        ask(figure="brand_drug_charge", brand_price_sen=1, generic_price_sen=1, on="2020-01"),
        "その月に特別の料金はありません。",
    ),
    (ask(figure="monthly_limit", program=99, tier="x"), "公費99には上限額の表がありません。"),
    (ask(figure="monthly_limit", program=54, tier="x"), "公費54に階層「x」はありません。"),
    (
        ask(figure="monthly_limit", program=54, tier="低所得Ⅰ", category="severe"),
        "公費54に対象者の区分「重度かつ継続（`severe`）」はありません。",
    ),
    (
        ask(figure="monthly_limit", program=54, tier="低所得Ⅰ", on="2014-01"),
        "その月の公費54の上限額はありません。",
    ),
    (ask(figure="monthly_limit", program=38, tier="x"), "公費38に階層「x」はありません。"),
    ({**ALONE, **ask(figure="monthly_cap", person="Z")}, "「Z」は人（`people`）の中にいません。"),
    (
        {**ALONE, **ask(figure="monthly_cap", person="A", **{"class": "ウ"})},
        "区分（`class`）と人（`person`）の両方があります。",
    ),
    (
        {
            **ALONE,
            "people": {"A": {"birth": "1985-04-02", "cover": []}},
            **ask(figure="monthly_cap", person="A"),
        },
        "「A」さんは2026-08に0つの保険に入っています。",
    ),
    (
        {**ALONE, "insurers": {"K": {"kind": "employee"}}, **ask(figure="monthly_cap", person="A")},
        "所得区分 (K, 70歳未満)が分かりません。",
    ),
    ({**family(), **ask(figure="share")}, "請求（`bills`）と問い（`ask`）の両方があります。"),
    ({"insurers": {}, "title": "x"}, "精算するものがありません。"),
    ({**SHORT, "state": {"K": {}}}, "短い形に引き継ぐ状態（`state`）の欄はありません。"),
    ({**SHORT, "birth": "1985-01-01"}, "生年月日と年齢の両方があります。"),
    ({**SHORT, "disease": "hiv"}, "疾病（`disease`）がありますが、制度がありません。"),
    ({**SHORT, "limit": 1000}, "上限額（`limit`）がありますが、公費の制度がありません。"),
    ({**SHORT, "month": None}, "診療月がありません。"),
    ({k: v for k, v in SHORT.items() if k != "cost"}, "精算するものがありません。"),
    (
        {
            **SHORT,
            "scheme": "elderly",
            "birth": "1940-01-01",
            "age": None,
            "turns_75": True,
            "class": "一般Ⅰ",
        },
        "1940-01-01に生まれた人は、2026-08に75歳になりません。",
    ),
    (
        {**SHORT, "cost": None, "program": 54, "parts": [{"cost": 1}]},
        "受給者証の対象となる部分がありません。",
    ),
    ({**family(), "scheme": "employee"}, "短い形と長い形が混ざっています。"),
    (family(expect={"payers": {"x": {}}}), "請求「x」がありません。"),
    (family(expect={"counter": {"x": 1}}), "請求「x」がありません。"),
    (family(expect={"refund": {"x": 1}}), "請求「x」がありません。"),
    (family(expect={"extras": {"x": {}}}), "請求「x」がありません。"),
    (family(expect={"extras": {"b1": {"room": {"zzz": 1}}}}), "「zzz」は料金の内訳ではありません。"),
    (family(bill={"paid": 1}), "支払った額（`paid`）は、全額を先に支払った診療の欄です。"),
    (
        family(bill={"kind": "refunded", "cost": None}),
        "全額を先に支払った診療には支払った額（`paid`）が要ります。",
    ),
    (
        family(bill={"kind": "refunded", "paid": 1, "standard": 1, "reason": "brace"}),
        "全額を先に支払った診療に医療費（`cost`）の欄はありません。",
    ),
    (family(bill={"charges": [{"kind": "room"}]}), "「差額ベッド代」には料金（`yen`）が要ります。"),
    (
        family(bill={"charges": [{"kind": "room", "yen": 1, "drug_yen": 1}]}),
        "「差額ベッド代」に薬剤の費用（`drug_yen`）の欄はありません。",
    ),
    (
        family(bill={"charges": [{"kind": "brand_drug", "exempt": "cancer"}]}),
        "「がんに関係する」では「先発医薬品（長期収載品）の特別の料金」は免除されません。",
    ),
    (
        family(bill={"charges": [{"kind": "otc_like", "exempt": "justified"}]}),
        "「救急などの正当な理由がある」では「OTC類似薬の特別の料金（予定）」は免除されません。",
    ),
    (family(bill={"meals": {"count": 1}}), "食事は入院の請求だけにあります。"),
    (
        family(bill={"setting": "inpatient", "meals": {"count": 1, "long_ward": True}}),
        "療養病床の日数（`days`）が要ります。",
    ),
    (
        family(bill={"setting": "inpatient", "meals": {"count": 1, "days": 40, "long_ward": True}}),
        "40日は、その月の日数を超えています。",
    ),
    (
        family(bill={"setting": "inpatient", "meals": {"count": 1, "days": 4}}),
        "日数（`days`）、医療の必要性（`high_need`）、老齢福祉年金（`welfare_pension`）は療養病床の欄です。",
    ),
    (family(bill={"setting": "inpatient", "meals": {"count": 99}}), "食事99回は1日3回を超えています。"),
    (
        family(bill={"setting": "inpatient", "meals": {"count": 1, "days": 3, "long_ward": True}}),
        "「A」さんは65歳未満です。",
    ),
    (
        family(bill={"times": 3, "visits": [{"cost": 300000}]}),
        "受診の回数は3回とありますが、並べた受診は1回です。",
    ),
    (
        family(insurer={"head": "A"}),
        "「会社などの健康保険（`employee`）」の保険者に世帯主（`head`）の欄はありません。",
    ),
    (
        family(care=[{"person": "Z", "ending": "2026-07", "yen": 1}]),
        "介護の負担を書いた人「Z」が、人（`people`）の中に見つかりません。",
    ),
    (
        family(care=[{"person": "A", "ending": "2026-08", "yen": 1}]),
        "年間の計算は7月に終わります（2026-08ではありません）。",
    ),
    (family(person={"age": "old", "birth": None}), "「old」は年齢ではありません。"),
    (
        family(person={"cover": [{"insurer": "K"}]}),
        "「A」さんに保険者（`insurer`）と資格の期間（`cover`）の両方があります。",
    ),
    (
        family(person={"insurer": None, "cover": [{"insurer": "K"}, {"insurer": "K"}]}),
        "「A」さんは同じ日に「K」と「K」の両方に入っています。",
    ),
    (family(person={"insurer": None}), "「A」さんの保険がありません。"),
    (
        family(
            certificates=[
                {"id": "s", "person": "A", "program": 54, "limit": 1},
                {"id": "s", "person": "A", "program": 54, "limit": 1},
            ]
        ),
        "受給者証sが2つあります。",
    ),
    (
        {
            **family(
                certificates=[{"id": "s", "person": "B", "program": 54, "limit": 1}],
                bill={"certificates": ["s"]},
            ),
            "people": {
                "A": {"birth": "1985-04-02", "insurer": "K"},
                "B": {"birth": "1985-04-02", "insurer": "K"},
            },
        },
        "受給者証sは「B」さんのもので、請求は「A」さんのものです。",
    ),
    (family(bill={"certificates": ["s"]}), "受給者証「s」がありません。"),
    (
        family(
            insurer={"kind": "national", "class": None, "resident_tax": "exempt"},
            person={"income": {"2025": {"resident_tax": "taxed"}}},
        ),
        "「K」の住民税（`resident_tax`）は非課税（`exempt`）とありますが、2025年の人々の所得からは課税（`taxed`）です。",
    ),
    (
        family(
            insurer={"kind": "national", "class": None, "assessable_income": 5},
            person={"income": {"2025": {"assessable_income": 7}}},
        ),
        "「K」の旧ただし書き所得（`assessable_income`）は5とありますが、2025年の人々の所得からは7です。",
    ),
    (family(bill={"visits": [{"cost": 1}, {}], "cost": None}), "医療費のない受診があります。"),
    (family(bill={"cost": None, "parts": [{}]}), "この部分に医療費がありません。"),
    (
        family(
            bill={"parts": [{"cost": 100000, "certificates": ["s"]}, {"cost": 200000}]},
            certificates=[{"id": "s", "person": "A", "program": "local", "limit": 0}],
        ),
        "自治体の医療費助成が請求の一部にだけあります。",
    ),
    (
        family(insurer={"kind": "elderly", "class": "一般Ⅰ"}, person={"birth": "1940-01-01", "share": 2}),
        "2026-08の区分「一般Ⅰ」の負担割合は2割ではありません。",
    ),
    (
        family(insurer={"class": "一般"}, person={"birth": "1955-01-01", "share": 3}),
        "区分「一般」の負担割合は3割ではありません。",
    ),
    (
        family(insurer={"kind": "none", "class": None}, person={"share": 3}),
        "「A」さんは保険に入っていないので、負担割合はありません。",
    ),
    (
        family(
            insurer={"kind": "none", "class": None},
            bill={"kind": "refunded", "cost": None, "paid": 1, "standard": 1, "reason": "brace"},
        ),
        "「A」さんには療養費を支給する保険がありません。",
    ),
    (
        family(bill={"kind": "refunded", "cost": None, "paid": 1, "standard": 1, "reason": "arrears"}),
        "保険料の滞納による全額の支払い（特別療養費）は、国民健康保険と後期高齢者医療だけにあります。",
    ),
    (
        family(
            bill={"kind": "refunded", "cost": None, "paid": 1, "standard": 1, "reason": "brace"},
            given={"paid": {"b1": 1}},
        ),
        "請求b1は全額を先に支払った診療ですが、窓口で支払った額（`given`）にも書かれています。",
    ),
    (
        family(
            bill={
                "kind": "refunded",
                "cost": None,
                "paid": 1,
                "standard": 1,
                "reason": "brace",
                "certificates": ["s"],
            },
            certificates=LIMIT_1,
        ),
        "全額を先に支払った診療と国の公費の組合せは、まだ計算できません。",
    ),
    (
        family(insurer={"kind": "national", "supplement": {"floor": 1}}),
        "「K」は健康保険組合ではないので、付加給付はありません。",
    ),
    (
        family(
            person={"waiver": {"kind": "disaster", "from": "2026-08-10"}},
            bill={"cost": None, "visits": [{"cost": 1, "on": "2026-08-01"}, {"cost": 1, "on": "2026-08-20"}]},
        ),
        "受診の一部だけが減免の期間に入っています。",
    ),
    (
        family(insurer={"kind": "none", "class": None}, bill={"waiver": {"kind": "disaster"}}),
        "「A」さんは保険に入っていないので、一部負担金の減免はありません。",
    ),
    (
        family(bill={"waiver": {"kind": "disaster"}, "certificates": ["s"]}, certificates=LIMIT_1),
        "減免と国の公費の組合せは、まだ計算できません。",
    ),
    (
        {
            **family(
                person={
                    "insurer": None,
                    "cover": [{"insurer": "K", "to": "2026-08-10"}, {"insurer": "M", "from": "2026-08-11"}],
                }
            ),
            "insurers": {"K": {"kind": "employee", "class": "ウ"}, "M": {"kind": "national", "class": "ウ"}},
        },
        "「A」さんは2026-08に保険が変わりますが、この請求がどちらの保険のものか分かりません。",
    ),
    (
        family(
            person={"insurer": None, "cover": [{"insurer": "K", "from": "2026-08-10"}]},
            bill={"cost": None, "visits": [{"cost": 1, "on": "2026-08-01"}]},
        ),
        "「A」さんがこの保険に入っていない日の受診があります。",
    ),
    (
        {
            **family(
                person={"insurer": None, "birth": None, "cover": [{"insurer": "K", "reason": "turned_75"}]},
                insurer={"kind": "elderly", "class": "一般Ⅰ"},
            )
        },
        "75歳の誕生日に始まる、または終わる資格には、その日が要ります。",
    ),
    (
        {
            "insurers": {"K": {"kind": "national", "head": "B"}},
            "people": {
                "A": {
                    "birth": "1955-01-01",
                    "insurer": "K",
                    "income": {"2025": {"taxable_income": 5, "children_under_16": 1}},
                },
                "B": {"birth": "1955-01-01", "insurer": "K"},
            },
            "bills": [{"month": "2026-08", "person": "A", "cost": 1}],
        },
        "「A」さんは世帯主ではないので、子どもの控除はありません。",
    ),
]
