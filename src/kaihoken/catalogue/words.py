"""目録の言葉: what the catalogue says in words, in Japanese and English."""

from __future__ import annotations

KINDS = {
    "regenerative": ("再生医療等製品", "regenerative product"),
    "drug": ("医薬品", "drug"),
    "vaccine": ("ワクチン", "vaccine"),
    "device": ("医療機器", "medical device"),
    "app": ("プログラム医療機器（治療用アプリ）", "software as a medical device"),
    "service": ("医療サービス", "service"),
    "fee": ("診療報酬の項目", "item of the fee table"),
    "treatment": ("自由診療の治療", "treatment outside insurance"),
    "figures": ("数値", "figures"),
    "rule": ("制度", "rules"),
}

STATUS = {
    "insured": ("保険適用（療養の給付）", "insured (benefit in kind)"),
    "combined": (
        "保険外併用療養（一部が保険、その部分は自費）",
        "beside insured treatment; its own cost is yours",
    ),
    "self_pay": ("自由診療（全額自己負担）", "all at your own cost"),
    "not_on_market": ("この日に国内で使える製品・項目ではない", "not on the market in Japan on this day"),
    "unknown": ("承認済み。保険適用の有無は確認できない", "approved; whether insurance pays is not known"),
}

ANSWER = {
    "insured": (
        "保険で受けられます（ここに挙げた要件をすべて満たします。使うかは主治医が判断します）",
        "insured: every criterion listed here is met; the physician decides",
    ),
    "not_for_this_patient": (
        "この患者・施設には保険で使えません",
        "not insured for this patient or at this facility",
    ),
    "open": ("足りない事実が分かれば決まります", "open, until the missing facts are known"),
}

RESULT = {
    "met": ("満たす", "met"),
    "failed": ("満たさない", "failed"),
    "unknown": ("不明", "unknown"),
}

CLAUSE = {
    "indication": ("適応", "indication"),
    "contraindication": ("禁忌に当たらない", "no contraindication"),
    "facility": ("施設", "facility"),
    "physician": ("医師", "physician"),
}

APPROVAL = {
    "ordinary": ("通常の承認", "ordinary approval"),
    "special": ("特例承認", "special approval in an emergency"),
    "emergency": ("緊急承認", "emergency approval"),
    "conditional": ("条件付き承認", "conditional approval"),
    "conditional_time_limited": ("条件及び期限付承認", "conditional approval for a limited term"),
}

OUTCOME = {
    "withdrawn": ("販売終了・取下げ", "withdrawn"),
    "lapsed": ("承認の失効", "approval lapsed"),
    "full": ("本承認", "full approval"),
    "extended": ("期限の延長", "term extended"),
    "pending": ("本承認の申請", "full approval applied for"),
}

# by status: system, its article, and by whose judgement
SYSTEM = {
    "insured": (
        "公的医療保険の療養の給付",
        "benefit in kind of public health insurance",
        "健康保険法63条1項",
        "承認と価格は厚生労働大臣が決め（中央社会保険医療協議会に諮問）、患者に使うかは保険医が判断し、請求は審査支払機関が審査します。",
        "The Minister approves and sets the price (asking 中医協); the insured physician decides for the patient; the claim is reviewed.",
    ),
    "combined": (
        "保険外併用療養費（評価療養・選定療養・患者申出療養）",
        "benefit beside treatment outside insurance (evaluation, choice, patient's request)",
        "健康保険法63条2項・86条",
        "厚生労働大臣の定めた種類と施設に限られ、病院が文書で説明して同意を得ます。保険の外の部分（製品、技術、特別の料金）は全額自己負担です。",
        "Only of the kinds and at the hospitals that the Minister set; the hospital explains in writing and asks consent. What is outside (the product, the technique, the special charge) is paid in full.",
    ),
    "self_pay": (
        "自由診療（保険の外の契約）",
        "contract outside insurance",
        "健康保険法63条 (保険給付の対象外)",
        "医師と患者の契約です。保険診療と一連のものとして併せて行うと、保険の部分も自己負担になります（混合診療）。",
        "A contract between physician and patient. Done together with insured treatment of the same illness, the insured part is lost too.",
    ),
    "not_on_market": (
        "国内で提供する枠組みがない",
        "no system provides it in Japan on this day",
        "薬機法14条・23条の2の5・23条の25",
        "承認がない製品は販売できません。治験・拡大治験、患者申出療養を病院に尋ねてください。",
        "Without approval nothing may be sold. Ask a hospital about trials, expanded access, or treatment at the patient's request.",
    ),
    "unknown": (
        "承認済み・保険適用は未確認",
        "approved; the listing is not confirmed",
        "健康保険法63条",
        "製造販売業者と病院に、薬価基準・材料価格基準に載っているかを確かめてください。",
        "Ask the maker and the hospital whether it is in the price list.",
    ),
}  # fmt: skip

# a service or fee on a day on which it does not exist
NO_ITEM = (
    ("この日にこの項目はない", "no such item on this day"),
    (
        "この日の点数表・告示にこの項目がない",
        "the fee table and the notices of the day do not have it",
        "健康保険法76条2項",
        "まだ始まっていないか、終わった項目です。診療そのものは、ほかの項目で保険の対象になることがあります。病院に確かめてください。",
        "It has not begun, or has ended. The care itself may be insured under another item: ask the hospital.",
    ),
)

# a treatment outside insurance that the act on the safety of regenerative medicine covers
UNDER_ACT = (
    "自由診療・再生医療等安全性確保法",
    "outside insurance, under the act on the safety of regenerative medicine",
    "再生医療等の安全性の確保等に関する法律4条・26条",
    "医療機関が再生医療等提供計画を厚生労働大臣に提出し、認定再生医療等委員会（第1種・第2種は特定認定再生医療等委員会）が審査します。安全の手続きであり、効果を認めたものではありません。治療は医師と患者の契約です。",
    "The clinic submits a plan to the Minister, and a certified committee reviews it (a specially certified one for classes 1 and 2). That is about safety and does not say that it works. The treatment is a contract between physician and patient.",
)

# what a statement rests on, by its evidence
RESTS = {
    "summary": ("機械要約によります", "rests on machine summaries"),
    "press": ("報道や個別のページによります", "rests on press or private pages"),
    "inferred": ("次からの推定です", "is inferred from"),
    "unknown": ("次では確認できません", "could not be found in"),
}

# what becomes of an approval for a term
TERM = (
    "期限までに改めて承認を申請しなければ、その後は使えません。期限内に申請すれば、処分があるまで有効です。",
    "Without a new application by then it may not be used any more; with one in time the approval holds until the decision.",
)

ACT = {
    0: ("再生医療等安全性確保法の対象外", "outside the act on the safety of regenerative medicine"),
    1: ("第1種再生医療等", "class 1"),
    2: ("第2種再生医療等", "class 2"),
    3: ("第3種再生医療等", "class 3"),
}

OUTSIDE = (
    "満たさない要件があるため保険は使えません。使う場合は全額が自己負担となり、一連の保険診療も自己負担になります（混合診療）。要件の判断は主治医と施設がします。",
    "A criterion fails, so insurance does not pay. Used all the same, all of it is at your own cost, the insured treatment with it too. The physician and the hospital judge the criteria.",
)

# what to ask a clinic that offers regenerative treatment outside insurance
CLINIC = (
    (
        "再生医療等提供計画の番号（e-再生医療で公表）と、第何種かを教えてください。",
        "What is the number of the plan (published on e-再生医療), and of which class?",
    ),
    ("計画を審査した（特定）認定再生医療等委員会はどこですか。", "Which certified committee reviewed the plan?"),
    ("細胞は誰のもので、どこで加工していますか（届出・許可の番号）。", "Whose cells are they, and where are they processed (number of the licence)?"),
    ("有効性と安全性の結果、有害事象の報告を見せてください。", "What are the results, and which harms were reported?"),
    ("総額と、途中でやめた場合・合併症の治療の費用は誰が払いますか。", "What is the whole price, and who pays if it is stopped or harms?"),
    ("同じ病気に保険で受けられる治療、治験はありませんか。", "Is there an insured treatment or a trial for the same illness?"),
)  # fmt: skip
