"""資格の言葉: how an answer names schemes, insurers and what to do, in both languages."""

from __future__ import annotations

from ..engine.code_words import WORDS as LAW
from ..law import residents as home

Pair = tuple[str, str]

# How a program reads a code of the law.
SCHEMES = {
    home.UNINSURED: "none",
    home.EMPLOYEE: "employee",
    home.VOLUNTARY: "voluntary",
    home.FAMILY: "dependant",
    home.ELDERLY: "elderly",
    home.NATIONAL: "national",
    home.SOCIETY: "society",
    home.ASSISTED: "assistance",
}
WORK = (
    "", "full_time", "short_time", "no_establishment", "short_term", "no_short_time_rule", "few_hours",
    "low_wage", "short_expectation", "student", "small_firm", "agreement",
)  # fmt: skip
FAMILY = (
    "", "dependant", "insurer_decides", "not_kin", "not_together", "not_resident", "excluded_stay",
    "income_too_high", "not_supported", "elderly", "no_insured_person",
)  # fmt: skip
STAY = ("", "joins", "agreement", "medical_stay", "holiday", "not_registered", "no_status")
SHOWN = ("card", "card_or_certificate", "certificate_grace", "certificate")
ARTICLES = {
    home.EMPLOYEE: "join_employee",
    home.VOLUNTARY: "join_voluntary",
    home.FAMILY: "join_family",
    home.ELDERLY: "join_elderly",
    home.NATIONAL: "join_national",
    home.SOCIETY: "join_society",
    home.ASSISTED: "join_assisted",
}

LINES: dict[str, Pair] = {
    "scheme": ("加入する制度", "Scheme"),
    "insurer": ("保険者", "Insurer"),
    "work": ("仕事による判定", "By work"),
    "family": ("扶養の判定", "As dependant"),
    "stay": ("在留による判定", "By stay"),
    "from": ("資格取得の日", "From"),
    "until": ("最後の日", "Until"),
    "show": ("窓口で示すもの", "What to show"),
    "limit_certificate": ("限度額適用認定証", "Certificate of the limit"),
    "employer": ("事業主の届出の期限", "The employer's notice, by"),
    "dependant": ("被扶養者の届出の期限（勤め先を通じて）", "Notice of a dependant through the employer, by"),
    "municipality": ("市区町村への届出の期限", "Notice to the municipality, by"),
    "moved": ("転入の届出の期限", "Notice of the move to the municipality, by"),
    "leave_national": ("国民健康保険をやめる届出の期限", "Notice of leaving National Health Insurance, by"),
    "voluntary": ("任意継続の申出の期限", "Application for voluntary continuation, by"),
    "voluntary_until": ("任意継続の最長", "Voluntary continuation at the longest, until"),
    "next": ("次の変化", "What changes next"),
    "next_2": ("その次の変化", "And then"),
    "covered_from": ("保険が始まる日", "Cover runs from"),
    "notice_due": ("届出の期限", "Notice was due by"),
    "notified": ("届出の日", "Notice given"),
    "claim_by": ("療養費の請求の期限", "Claim what comes back by"),
    "gap_cover": ("公的医療保険", "Public insurance"),
}

# What a gap costs.
GAP_LINES: dict[str, Pair] = {
    "levy_months": ("さかのぼってかかる保険料の月数", "Months of levy owed back"),
    "levy_lapsed": ("もう賦課できない保険料の月数", "Months too old to be charged"),
    "levy": ("その保険料", "That levy"),
    "paid_in_gap": ("窓口で支払う額", "Paid at the counter"),
    "with_cover": ("届け出ていれば窓口で支払う額", "The same with cover shown"),
    "asked_back": ("以前の保険者に返す額", "To be paid back to the former insurer"),
    "comes_back": ("療養費として戻る額", "Comes back on application"),
    "lost_if_refused": ("認められないときの損失", "Lost if it is refused"),
}
GAP_NOTES: dict[str, Pair] = {
    "untold": (
        "この制度に入った日が入力から分からないため、空白の費用は計算できません。退職日（`left`）、日本に住み始めた日（`since`）、引っ越した日（`moved`）、または働き始めた日を書いてください。",
        "The first day in this scheme is not told, so what the gap costs cannot be reckoned. Write the last day of work (`left`), since when the person lives in Japan (`since`), the day of the move (`moved`) or the first day of work.",
    ),
    "judged_national": (
        "届出の前の受診はいったん全額を支払い、領収書と診療報酬明細書を添えて療養費を申請します。認めるかどうかは市区町村の判断です（国民健康保険法54条）。期限内の届出なら7割分を支給し、遅れた届出の前の分は支給しないとする市（大東市）も、全額自己負担となる場合があるとする市（大津市）もあります。",
        "Treatment before the notice is paid whole; what comes back is applied for with the receipt and the itemised claim. Whether it does is for the municipality to judge (国民健康保険法54条): Daito City pays seven tenths where notice is in time and nothing before a late one, Otsu City says that the whole may stay one's own.",
    ),
    "judged_employee": (
        "資格は勤め始めた日から始まり、事業主の届出が遅れても変わりません。届出の前に全額を支払った分は療養費を保険者に申請します。認めるかどうかは保険者の判断です（健康保険法87条）。事業主が届け出ないときは、本人が年金事務所に資格の確認を請求できます（健康保険法51条）。",
        "Cover runs from the first day of work, however late the employer's notice. What was paid whole before is applied for at the insurer, which judges it (健康保険法87条). Where the employer gives no notice, the employee may ask the pension office to confirm the cover (健康保険法51条).",
    ),
    "high_cost": (
        "自己負担の割合だけで計算しています。戻った後の自己負担が月の上限額を超えると、さらに高額療養費があります（「医療費はいくら」で、療養費の請求書として計算できます）。",
        "Only the share is reckoned here. Where what is left exceeds the month's cap, the high-cost benefit comes on top: the page and the command for medical bills reckon it, as treatment paid first.",
    ),
    "old_card": (
        "以前の保険で受診した分は、以前の保険者が支払った額の返還を求められます（民法703条）。返した額は、受診の日に加入していた保険者に療養費として請求します。請求の期限は受診の日から数えるとする市町村が多く、返還の後では間に合わないことがあります。保険者どうしで調整できることもあるので、返す前に確認してください。",
        "Where the former insurance was used, that insurer asks its part back (民法703条); the insurer of that day gives it on application. Municipalities count the two years from the treatment, so that it may be too late after paying back. Insurers may settle it between them: ask before paying.",
    ),
    "price": (
        "窓口で支払う額は、公的保険の基準の医療費（10割）としています。保険を示さない人にはそれより高く請求する医療機関があり、超えた分は戻りません。請求された額は`paid`に書きます。",
        "What is paid is taken as the price of public insurance (ten tenths). A hospital may charge more without cover, and what lies above does not come back: write what was charged as `paid`.",
    ),
}
GAP_NOT_RECKONED: Pair = (
    "この制度では、届出の遅れの費用は計算していません。後期高齢者医療は届出がなくても75歳の誕生日から始まります。被扶養者・任意継続・国民健康保険組合・共済・船員・日雇・生活保護では、保険者または福祉事務所に確認してください。",
    "For this scheme the cost of a late notice is not covered here. The elderly scheme begins on the 75th birthday without notice. For dependants, voluntary continuation, societies, mutual aid, seafarers, day labourers and public assistance ask the insurer or the welfare office.",
)

INSURERS: dict[str, Pair] = {
    "employee": ("協会けんぽ、または勤め先の健康保険組合", "Kyokai Kenpo, or the health insurance society of the employer"),
    "civil_servant": ("国家公務員・地方公務員の共済組合", "the mutual aid association of public servants"),
    "private_school": ("日本私立学校振興・共済事業団", "the mutual aid corporation of private schools"),
    "seafarer": ("船員保険（協会けんぽ）", "Seamen's insurance (Kyokai Kenpo)"),
    "day_labourer": ("日雇特例被保険者（協会けんぽ）", "Kyokai Kenpo, insurance of day labourers"),
    "voluntary": ("退職前と同じ保険者", "the same insurer as before leaving"),
    "elderly": ("都道府県の後期高齢者医療広域連合（窓口は市区町村）", "the prefecture's association for the elderly; the desk is at the municipality"),
    "national": ("住所地の市区町村（都道府県とともに）", "the municipality of residence, with its prefecture"),
    "assistance": ("福祉事務所（医療扶助）", "the welfare office (medical assistance)"),
    "none": ("なし（医療費は全額自己負担）", "none: the whole cost is one's own"),
}  # fmt: skip

SHOW_ASSISTED: Pair = (
    "医療券・調剤券、またはマイナンバーカード（福祉事務所に確認）",
    "a medical ticket, or a My Number card: ask the welfare office",
)
SHOW_NONE: Pair = ("公的医療保険で示すものはありません", "nothing: no public insurance")

QUESTIONS: dict[str, Pair] = {
    "work": ("{0}はどのように働いていますか（`work`、働いていなければ`{{kind: none}}`）。", "How does {0} work (`work`; `{{kind: none}}` if not at all)?"),
    "establishment": ("{0}の勤め先はどのような事業所ですか。", "What kind of establishment does {0} work for?"),
    "staff": ("{0}の勤め先には常時何人の従業員がいますか。", "How many regular staff does {0}'s establishment have?"),
    "existing": ("{0}の勤め先は2029年9月以前からある事業所ですか。", "Did {0}'s establishment exist before October 2029?"),
    "term": ("{0}の雇用の期間はどれだけですか。", "For how long is {0} employed?"),
    "three_quarters": ("{0}の週の労働時間と月の労働日数は、通常の労働者の4分の3以上ですか。", "Are {0}'s weekly hours and monthly days three quarters of those of regular staff?"),
    "hours": ("{0}の週の所定労働時間は何時間ですか。", "How many hours a week does {0} work by contract?"),
    "wage": ("{0}の賃金は月いくらですか（賞与・残業代・通勤手当を除く）。", "What is {0}'s monthly wage, without bonus, overtime and commuting pay?"),
    "expected": ("{0}はどれだけの期間働く見込みですか。", "For how long is {0} expected to work?"),
    "student": ("{0}は学生ですか。", "Is {0} a student?"),
    "firm_size": ("{0}の勤め先の企業全体で、厚生年金の被保険者は何人ですか。", "How many staff of {0}'s firm are insured by 厚生年金?"),
    "together": ("{0}は被保険者と同居していますか。", "Does {0} live with the insured person?"),
    "income": ("{0}の年間収入の見込みはいくらですか。", "What income does {0} expect in a year?"),
    "insured_income": ("{0}を扶養する被保険者の年間収入はいくらですか。", "What is the income of the person who supports {0}?"),
    "remittance": ("{0}への仕送りは年いくらですか。", "How much is sent to {0} in a year?"),
    "status": ("{0}の在留資格は何ですか（`foreign.status`）。", "What is {0}'s status of residence (`foreign.status`)?"),
    "months": ("{0}の在留期間は何か月ですか。", "For how many months is {0}'s stay granted?"),
    "expected_stay": ("{0}は何か月滞在する見込みですか。", "How many months is {0} expected to stay?"),
    "levy_kind": ("{0}の市区町村の国民健康保険は、保険料ですか、保険税ですか。", "Is the levy of {0}'s municipality a fee or a tax?"),
    "first_due": ("{0}の市区町村で、年度の最初の納期はいつですか。", "When is the year's first instalment due in {0}'s municipality?"),
    "senior_income": ("{0}の所得区分はどちらですか（70〜74歳の負担割合）。", "What is {0}'s income class (share at 70 to 74)?"),
    "months_insured": ("{0}は退職まで継続して何か月被保険者でしたか。", "For how many months in a row was {0} insured before leaving?"),
}  # fmt: skip


def law_word(kind: str, code: int) -> Pair:
    """法令の区分の言葉: how the law's own sentences name a code."""
    return LAW[kind, "ja"][code], LAW[kind, "en"][code]
