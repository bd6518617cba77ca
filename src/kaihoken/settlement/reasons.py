"""未決の理由: why a row could not be settled, in Japanese and English, by its code."""

from __future__ import annotations

# The first that applies is named; `detail` of the row says more where there is more to say.
REASONS: dict[str, tuple[str, str]] = {
    "unreadable": (
        "この列の値が読めません（detailは列名）",
        "a value of this row cannot be read (detail: the column)",
    ),
    "not_taken": (
        "表では扱えない欄です（detailは列名）。事例（YAML）として精算してください",
        "not taken in tables (detail: the column): settle it as a case",
    ),
    "name_missing": ("必須の名前が空です（detailは列名）", "a needed name is missing (detail: the column)"),
    "waiver_wrong": (
        "減免の行に誤りがあるか、この請求には減免を適用できません（detailを見てください）",
        "a waiver that contradicts itself, or that cannot stand on this bill (see detail)",
    ),
    "waiver_two": ("その月の減免が二つあります", "two waivers of one month"),
    "waiver_bill": ("減免の請求がbillsにありません", "a waiver of a bill that is not in bills"),
    "work_accident": (
        "仕事中・通勤中の傷病は労災保険の対象で、ここでは計算しません",
        "an accident at work or on the way to it: paid by workers' accident insurance, not covered here",
    ),
    "refunded_wrong": (
        "療養費（`refunded`）の請求に欄が足りないか余分であるか、療養費の対象になりません（detailを見てください）",
        "treatment paid first lacks a column, has one too many, or is given nothing back for (see detail)",
    ),
    "class_differs": (
        "所得区分が、所得などの事実から導かれる区分と違います（与えられた区分で精算しました。detail: 月: 与えられた区分 / 導かれた区分）",
        "a class that is not the one the facts give; the given one is used (detail: month: given / by the facts)",
    ),
    "facts_differ": (
        "所得などの事実が互いに矛盾しています（detailを見てください）",
        "facts that contradict each other (see detail)",
    ),
    "income_two": ("同じ人・年の所得が二つあります", "two incomes of one person and year"),
    "role_wrong": (
        "世帯主・世帯員などの役割（roles）の行に誤りがあります（detailは列名）",
        "a role that this scheme does not have, a second head, or an unknown insurer (detail: the column)",
    ),
    "beside_bill": (
        "食事・料金・移送の行の請求がbillsにありません",
        "meals, a charge or transport of a bill that is not in bills",
    ),
    "beside_twice": (
        "同じ請求に食事または移送の行が二つあります",
        "two rows of meals, or of transport, for one bill",
    ),
    "beside_wrong": (
        "食事・料金・移送の行が請求と矛盾します（detailを見てください）",
        "meals, a charge or transport that contradicts itself or its bill (see detail)",
    ),
    "supplement_insurer": (
        "付加給付は健保組合（employee）の世帯だけにあります",
        "only an insurer-household of kind employee in covers has a supplement",
    ),
    "supplement_twice": ("付加給付の規約が二つあります", "two supplements of one insurer-household"),
    "year_open": (
        "この年に未決の月があるため、1年間の精算ができません",
        "a month of this year is undecided, so the year cannot be settled",
    ),
    "year_end": (
        "1年間は7月に終わります（2026年8月〜2027年7月は2027-07と書いてください）",
        "a year ends in July: write 2027-07 for August 2026 to July 2027",
    ),
    "no_member": ("membersに本人がいません", "no member: the person is not in members"),
    "member_twice": ("membersに本人が2行以上あります", "the person stands in members more than once"),
    "birth_missing": ("生年月日がありません", "the person has no birth date"),
    "born_after": ("診療月より後に生まれたことになっています", "the person is born after the month"),
    "month_unreadable": (
        "診療月が読めません（2026-08の形で書いてください）",
        "month missing or not readable: write it as 2026-08",
    ),
    "cost_missing": ("医療費がありません", "no cost"),
    "cost_negative": ("医療費または金額が負の数です", "a cost or an amount is negative"),
    "cost_too_large": (
        "金額が2,147,483,647円を超えるため表では扱えません",
        "not taken in tables: an amount above 2,147,483,647 yen",
    ),
    "parts_sum": (
        "部分の合計が請求の医療費と一致しません",
        "the parts do not add up to the bill's cost",
    ),
    "cover_none": ("その月の資格がありません", "no cover in the month"),
    "cover_two": (
        "その月に資格が二つあり、どちらへの請求か分かりません（`insurer`列に書いてください）",
        "two covers in the month and the bill does not say which one: write it in the column insurer",
    ),
    "cover_overlap": ("資格期間が重なっています", "covers overlap"),
    "cover_order": ("資格の終わりが始まりより前です", "a cover ends before it begins"),
    "cover_day": (
        "被保険者の75歳到達による異動の日がありません",
        "a cover that begins or ends with the insured person's 75th birthday needs its day",
    ),
    "insurer_shared": (
        "一つの`insurer`が複数の`household`にまたがっています（保険者ではなく保険者ごとの世帯を書いてください）",
        "one insurer stands in several households: name the insurer-household, not the insurance body",
    ),
    "insurer_schemes": ("一つの`insurer`に制度が二つあります", "one insurer has two schemes"),
    "insured_two": ("一つの`insurer`に被保険者が二人います", "one insurer has two insured persons"),
    "age_scheme": ("年齢と制度が合いません", "the person's age does not fit this insurance"),
    "class_missing": ("所得区分がありません", "no class, or none that settles this bill"),
    "class_two": ("同じ月からの所得区分が二つあります", "two classes for one month"),
    "class_unknown": ("その月にない所得区分です", "a class that does not exist on this date"),
    "share_missing": (
        "負担割合（1割か2割）が分かりません",
        "missing share: one or two tenths",
    ),
    "share_wrong": ("その人にない負担割合です", "a share that the law does not know for this person"),
    "no_figures": ("その月の数字が表にありません", "the law's tables have no figures for this month"),
    "certificate_unknown": ("その受給者証がありません", "a certificate of this name is not known"),
    "certificate_other_person": ("別の人の受給者証です", "a certificate of another person"),
    "certificate_not_valid": (
        "その月に有効でない受給者証です",
        "a certificate that is not valid in the month",
    ),
    "certificate_twice": ("同じ受給者証が2行以上あります", "a certificate stands more than once"),
    "certificate_wrong": ("受給者証の内容に誤りがあります", "a certificate contradicts itself"),
    "limit_missing": (
        "受給者証の自己負担上限額が分かりません",
        "the limit of a certificate is missing",
    ),
    "disease_missing": ("特定疾病の種類が分かりません", "the kind of designated disease is missing"),
    "aid_two": ("一件の請求に地方助成が二つあります", "two kinds of local aid on one bill"),
    "aid_parts": ("地方助成が請求の一部にだけ付いています", "local aid stands on some parts only"),
    "aid_times": (
        "1回ごとの助成に回数（`times`）がありません",
        "local aid per visit needs the number of visits (times)",
    ),
    "assistance": (
        "生活保護の人は国保・後期高齢者医療に加入しません",
        "people on public assistance leave this insurance",
    ),
    "resent": (
        "再請求: 先の行を精算しました（訂正する場合は先の行を除き、`--settled`で前回との差を出してください）",
        "re-sent: the earlier row is settled; to correct it, take that row out and settle again with `--settled`",
    ),
    "cap_unpublished": ("公表されていない限度額です", "a cap that nobody has published (a declared hole)"),
    "state_future": (
        "引き継ぐ状態に請求と同じ月か後の月があります",
        "the state has a month that is not before the household's bills",
    ),
    "state_wrong": ("引き継ぐ状態の行が読めないか、足りません", "a row of the state cannot be read"),
    "other_undecided": (
        "同じ世帯のこの月の別の請求が未決です",
        "another bill of this household and month is undecided",
    ),
    "refused": ("事例として受け付けられません", "the case form refuses this bill"),
}
