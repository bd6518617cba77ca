"""言葉: the words around an answer, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..engine import dates
from ..engine.tables import Tables
from ..errors import MissingFact
from ..law.people import SENIOR
from ..law.shapes import NONE, Work
from . import form
from .answer import Answer
from .certificates import LOCAL, names_on
from .pack import Packed
from .sheets import alternating_pairs, one_kind

NOTES = {
    "shown": (
        "マイナ保険証（または限度額適用認定証、{article}）を提示したものとして計算しました。`shown: nothing` とすると提示しない場合の額が出ます。",
        "Taken as if a My Number card (or a certificate of the limit, {article}) was shown; `shown: nothing` gives the other case.",
    ),
    "state": (
        "過去の高額療養費の支給月は与えられていないので、多数回該当ではないものとしました（`state`）。",
        "No earlier benefit months were given (`state`), so this is not taken as a repeat month.",
    ),
    "prescriber": (
        "薬局（{bill}）の処方せんを出した医療機関の請求がないため、薬局だけで合算の対象を判定しました。",
        "The prescriber of the pharmacy's bill {bill} has no bill here, so the pharmacy is counted by itself.",
    ),
    "class_differs": (
        "{insurer}の{month}の区分は「{given}」と示されていますが、示された所得からは「{found}」になります。示された区分で計算しました。",
        "In {month} the class of {insurer} is given as {given}; the facts that are given make it {found}. The given class is used.",
    ),
    "taxed": (
        "{insurer}の住民税は与えられていないので、課税として区分「{name}」としました（`resident_tax`）。",
        "The resident tax of {insurer} is not given (`resident_tax`); it is taken as taxed, which makes the class {name}.",
    ),
    "class_corrected": (
        "{insurer}の{month}の区分は、{year}年の所得の更正前は「{before}」、更正後は「{after}」です。更正後の区分で計算しました。",
        "In {month} the class of {insurer} was {before} before the income of {year} was corrected, and is {after} after it. The corrected one is used.",
    ),
    "borderline": (
        "{insurer}の{month}の区分は境界層（その区分でなければ生活保護が必要になる人）として「{name}」です。",
        "In {month} the class of {insurer} is {name} as a borderline household (境界層: who would need public assistance in a higher class).",
    ),
    "refunded_cash": (
        "{bill}は全額を支払った診療です。領収書などを添えて保険者に申請すると、療養費として戻ります（{article}）。請求の期限は支払った日の翌日から数えます。ここでは月の1日に支払ったものとしています。",
        "The treatment of {bill} was paid in full: the insurer gives its part back on application, with the receipt ({article}). The time to claim runs from the day after the payment; here it is taken as paid on the first of the month.",
    ),
    "refunded_arrears": (
        "{bill}は保険料の滞納により全額を支払った診療です。申請により特別療養費として戻りますが、滞納分に充てられることがあります（{article}）。",
        "The treatment of {bill} was paid in full under arrears: the special benefit comes back on application, and may be set against the arrears ({article}).",
    ),
    "waiver_disaster": (
        "{bill}は災害による一部負担金の減免を受けたものとして計算しました。減免の証明書を窓口に示します（{article}、特記事項96 災1・97 災2）。",
        "{bill} is settled with a waiver of the share after a disaster; its certificate is shown at the counter ({article}; claim codes 96 and 97).",
    ),
    "waiver_hardship": (
        "{bill}は生活困窮などによる一部負担金の減免を受けたものとして計算しました。減免の証明書を窓口に示します（{article}）。",
        "{bill} is settled with a waiver of the share for hardship; its certificate is shown at the counter ({article}).",
    ),
    "third_party": (
        "{bill}は第三者の行為による傷病です。保険は使えますが、第三者行為による傷病届を保険者に出します。保険者は支払った分を加害者に請求します（{article}）。",
        "{bill} is of an injury that somebody else caused. Insurance holds; report it to the insurer (第三者行為による傷病届), which claims what it paid from that person ({article}).",
    ),
    "self": (
        "{bill}が故意や闘争などによる場合、保険者は給付の全部または一部を行わないことがあります。保険者に確認してください（{article}）。",
        "If {bill} comes of one's own intent, a fight or the like, the insurer may refuse benefits in whole or in part: ask it ({article}).",
    ),
    "alternate": (
        "受給者証{id}の管理票は請求ごとに最初の受診の順に埋めましたが、{bills}の受診は日が前後し、受診ごとの順が分かりません。受診の順に埋めると、窓口ごとの額とレセプトの患者負担額の分かれ方が変わることがあります（合計は同じです）。",
        "The sheet of certificate {id} is filled bill by bill, in the order of first visits; the visits of {bills} alternate, and not all have a day or one set of certificates. Filled visit by visit, what each counter takes and each claim states (患者負担額) may be divided differently; the sum is the same.",
    ),
    "undated": (
        "受給者証{id}の管理票は上限に達しましたが、請求{bills}に受診日がないので、どの窓口で先に払ったかは分かりません（受診日のない請求を先として埋めました）。受診日によって、窓口ごとの額が変わることがあります（合計は同じです）。",
        "The sheet of certificate {id} is full, and bill {bills} states no days: which counter came first is not known (bills without days are taken as first). By the days of the visits each counter may take another amount; the sum is the same.",
    ),
    "aid_visits": (
        "{bill}の自治体の1回ごとの自己負担は、上限に達して支払いがなくなったあとの受診にも数えています。その受診の分は少なくなることがあります。",
        "On {bill} local aid's amount is taken at each visit, also at visits after a limit or cap had left nothing to pay: for those the family may pay less.",
    ),
    "still_owed": (
        "請求{bill}ですでに払った額は、負担する額より{yen}円少なく、その分はまだ医療機関に払っていません。",
        "What was paid of {bill} is {yen} yen less than what is borne: that much is still owed to the institution.",
    ),
    "part_month": (
        "受給者証{id}は{month}の途中の日から、または途中の日までですが、請求{bill}に受診日がないので、全部が有効期間内の治療としました。受診日ごとに書くと（`visits`の`on`）、有効期間の内と外に分かれます。",
        "Certificate {id} begins or ends within {month}, and bill {bill} states no days: all of it is taken to lie in the certificate's days. Write it by visits with their days (`visits` with `on`) to have it divided.",
    ),
    "annual": (
        "{from_}から{to}までの年間上限は{yen}円です（{basis}）。世帯の負担がこれを超えた分は、{claim}以後に保険者への申請により払い戻されることがあります。{low}",
        "The household's annual cap from {from_} to {to} is {yen} yen ({basis}). What it bears beyond that may come back on application to the insurer from {claim}.{low}",
    ),
}

LOW = {
    True: (
        "標準報酬月額が16万円未満と保険者が確認した場合は{}円です。",
        " Where the insurer confirms a remuneration below 160,000 yen it is {} yen.",
    ),
    False: (  # by income, in the schemes that know no remuneration
        "標準報酬月額16万円未満に相当する低い所得と保険者が確認した場合は{}円です。",
        " Where the insurer confirms an income as low as a remuneration below 160,000 yen it is {} yen.",
    ),
}

YEAR = {
    "month_at_cap": (
        "月の上限に達した月が1年に一度もない場合に年間上限の対象となるかは確認できていません。保険者に確認してください。",
        "Whether the annual cap holds for a household that reached no monthly cap in the year is not confirmed: ask the insurer.",
    ),
    "below": (
        "70歳未満の2万1千円未満の負担が年間上限に算入されるかは確認できていません（算入されないものとしました）。保険者に確認してください。",
        "Whether shares below 21,000 yen of those below 70 count toward the annual cap is not confirmed (taken as not): ask the insurer.",
    ),
    "low": (
        "標準報酬月額16万円未満（国保・後期はこれに相当する所得）と保険者が確認した場合は、低い年間上限になります。保険者に確認してください。",
        "Where the insurer confirms a remuneration below 160,000 yen (or an income like it), the lower annual cap holds: ask the insurer.",
    ),
    "care_unknown": (
        "この年の介護合算の限度額は公表が確認できていません。保険者に確認してください。",
        "The limit with long-term care of this year is not published: ask the insurer.",
    ),
    "aided": (
        "負担の一部は自治体の医療費助成が支払っています。その分の払い戻しは自治体に帰属することがあります。",
        "Local aid paid a part of what was borne: that part of the refund may belong to the municipality.",
    ),
    "undecided": ("1年間の精算ができません: {}", "The year cannot be settled: {}"),
}

# Notes of single bills, and the line of `articles.toml` that each names.
NOTE_ARTICLES = {
    "refunded_cash": "cash_benefit",
    "refunded_arrears": "arrears",
    "waiver_disaster": "waived_share",
    "waiver_hardship": "waived_share",
    "third_party": "third_party",
    "self": "own_doing",
}

FACTS = {
    "scheme": ("加入している保険", "kind of insurance"),
    "class": ("所得区分", "income class"),
    "birth": ("生年月日", "birth date"),
    "limit": ("受給者証の自己負担上限額", "monthly limit on the certificate"),
    "share": ("負担割合", "share on the certificate of eligibility"),
    "senior_income": ("70歳以上の収入の判定", "income test from 70"),
    "disease": ("特定疾病の種類", "kind of designated disease"),
    "cap": ("公表されていない限度額", "cap that is not published"),
}

SETTLES = {
    "scheme": (
        "資格確認書、資格情報のお知らせ、またはマイナポータルの保険者名で分かります（`kind`）。",
        "The insurer's name on the certificate of eligibility (資格確認書), on its notice, or in Mynaportal tells it (`kind`).",
    ),
    "class": (
        "限度額適用認定証やマイナポータルの適用区分で決まります。または標準報酬月額（健保）、旧ただし書き所得（国保）、課税所得（70歳以上の国保・後期）で決まります。",
        "The class on the certificate or in Mynaportal settles it; or the standard monthly remuneration (employee), the assessable income (national), the taxable income (national and elderly from 70).",
    ),
    "birth": ("生年月日（`birth`）で決まります。", "The birth date (`birth`) settles it."),
    "limit": (
        "受給者証に書かれた月額（`limit`）で決まります。",
        "The monthly amount written on the certificate (`limit`) settles it.",
    ),
    "share": (
        "資格確認書または後期高齢者の負担割合（`share`）で決まります。",
        "The share written on the certificate of eligibility (`share`) settles it.",
    ),
    "senior_income": (
        "70歳以上の人の収入の合計が520万円（1人の世帯は383万円）以上かどうか（`senior_income`、または人ごとの`receipts`）で決まります。国保と後期では旧ただし書き所得（`assessable_income`）の合計が210万円以下でも一般です。",
        "Whether the income of those from 70 reaches 5,200,000 yen (3,830,000 for one alone) settles it (`senior_income`, or each person's `receipts`). In the national and the elderly scheme assessable incomes (`assessable_income`) of together 2,100,000 yen or less also make the general class.",
    ),
    "disease": (
        "特定疾病療養受療証の疾病（`disease`）で決まります。",
        "The disease on the certificate for designated diseases (`disease`) settles it.",
    ),
    "cap": (
        "額が公表されていないため、保険者または審査支払機関に確認してください。",
        "Its figure is not published: ask the insurer or the review organisation.",
    ),
}


def fact(missing: MissingFact | Answer, lang: str, case: form.Case | None = None) -> str:
    """A missing fact by its name and subject; an insurer by the name that the case gives it."""
    ja = lang == "ja"
    name = FACTS.get(missing.fact, (missing.fact, missing.fact))[0 if ja else 1]
    if missing.fact == "cap":
        return name
    subject, slash, age = missing.subject.partition("/")
    if case is not None and subject in case.insurers:
        subject = case.insurers[subject].name or subject
    if slash:
        ages = ("70歳以上", "from 70") if age else ("70歳未満", "below 70")
        subject = f"{subject}, {ages[0 if ja else 1]}"
    return f"{name} ({subject})"


def question(missing: MissingFact, lang: str, case: form.Case) -> str:
    """What is missing and what would settle it."""
    how = SETTLES.get(missing.fact, ("", ""))[0 if lang == "ja" else 1]
    if lang == "ja":
        return f"{fact(missing, 'ja', case)}が分かりません。{how}"
    return f"The {fact(missing, 'en', case)} is missing. {how}"


def _note(code: str, subject: str, **named: object) -> dict[str, str]:
    ja, en = NOTES[code]
    return {"code": code, "bill": subject, "ja": ja.format(**named), "en": en.format(**named)}


def _low(law: Tables, month: int, senior: bool, name: str) -> int:
    """The lower cap of the year, which the insurer must confirm, yen; NONE for a class without."""
    key = {"エ": "エ低", "一般": "一般低", "一般Ⅰ": "一般低", "一般Ⅱ": "一般低"}.get(name, "")
    row = law.rows("annual_cap_70" if senior else "annual_cap_under_70", month).get(key)
    return NONE if row is None else int(row.values["yen"])


def _sheet_notes(case: form.Case, packed: Packed, work: Work) -> Iterator[dict[str, str]]:
    """管理票の注: certificates of a part of a month, and full sheets whose visits have no known order."""
    for c in case.certificates:
        for bill in case.bills:
            days = [v.on for v in bill.visits if v.on]
            inside = [on for on in (c.from_, c.to) if on and on.startswith(bill.month)]
            whole = (f"{bill.month}-01", dates.last_day(dates.month(bill.month)))
            if c.id in names_on(bill) and not days and any(on not in whole for on in inside):
                yield _note("part_month", bill.id, id=c.id, month=bill.month, bill=bill.id)
    sheets: dict[str, set[int]] = {}
    for name, sheet in zip(packed.use_names, packed.uses.sheet, strict=True):
        sheets.setdefault(name, set()).add(sheet)
    for name in sorted(n for n, s in sheets.items() if len(s) == 1 and _full(packed, work, *s)):
        sharing = [b for b in case.bills if name in names_on(b)]
        undated = [b.id for b in sharing if not any(v.on for v in b.visits)]
        if undated and len({b.institution for b in sharing}) > 1:
            yield _note("undated", undated[0], id=name, bills=", ".join(undated))
        mixed = list(alternating_pairs(sharing))
        if mixed:
            bills = ", ".join(dict.fromkeys(one for pair in mixed for one in pair))
            yield _note("alternate", mixed[0][0], id=name, bills=bills)


def _aid_notes(case: form.Case, packed: Packed, work: Work) -> Iterator[dict[str, str]]:
    """Bills of several visits with local aid per visit, on which a sheet is full or a cap was reached."""
    per_visit = {c.id for c in case.certificates if c.program == LOCAL and c.per == "visit"}
    full = {
        bill for bill, s in zip(packed.use_bills, packed.uses.sheet, strict=True) if _full(packed, work, s)
    }
    for b, bill in enumerate(case.bills):
        several = (bill.times or 0) > 1 or (len(bill.visits) > 1 and not one_kind(bill))
        reached = b in full or work.ordinary[b] or work.special[b]
        if several and reached and packed.aid_names[b] in per_visit:
            yield _note("aid_visits", bill.id, bill=bill.id)


def _full(packed: Packed, work: Work, sheet: int) -> bool:
    limit = packed.sheets.limit[sheet]
    return limit not in (NONE, 0) and work.used[sheet] >= limit


def notes(case: form.Case, packed: Packed, work: Work, law: Tables) -> list[dict[str, str]]:
    """注: what was assumed, and what may follow after the month."""
    found: dict[str, dict[str, str]] = {}
    for code, key, named in packed.class_notes:
        insurer = case.insurers[key].name or key
        found.setdefault(f"{code} {key} {sorted(named.items())}", _note(code, "", insurer=insurer, **named))
    if case.certificates:
        found |= {f"{n['code']} {n['en']}": n for n in _sheet_notes(case, packed, work)}
        found |= {f"{n['code']} {n['bill']}": n for n in _aid_notes(case, packed, work)}
    for b, bill in enumerate(case.bills):
        rest = work.borne[b] - case.given.paid.get(bill.id, work.borne[b])
        if rest >= 10:  # a counter takes tens of yen
            found[f"still_owed {bill.id}"] = _note("still_owed", bill.id, bill=bill.id, yen=f"{rest:,}")
    capped = {bill.id for b, bill in enumerate(case.bills) if work.ordinary[b] or work.special[b]}
    by_id = {bill.id: b for b, bill in enumerate(case.bills)}
    for code, subject in packed.notes:
        if code in NOTE_ARTICLES:
            b = by_id[subject]
            article = law.article(NOTE_ARTICLES[code], packed.schemes[b], packed.bills.month[b])
            found[f"{code} {subject}"] = _note(code, subject, article=article, bill=subject)
        elif code == "prescriber" or subject in capped:  # below every cap nothing hangs on the others
            article = law.article("certificate", "employee", packed.bills.month[0])
            found.setdefault(code, _note(code, subject, article=article, bill=subject))
    for b, name in enumerate(packed.classes):
        if name is None:
            continue
        month = packed.bills.month[b]
        senior = packed.groups[b] >= SENIOR
        row = law.rows("annual_cap_70" if senior else "annual_cap_under_70", month).get(name)
        if row is None or not isinstance(row.values["yen"], int):
            continue
        if sum(work.borne) * 12 <= row.values["yen"]:
            continue  # a year of such months stays below it
        start = month - (month % 12 - 7) % 12
        basis = law.article("annual_cap", packed.schemes[b], month)
        paid = packed.schemes[b] == "employee"
        ja, en = _annual(start, row.values["yen"], _low(law, month, senior, name), basis, paid)
        found.setdefault(f"annual {name}", {"code": "annual", "bill": case.bills[b].id, "ja": ja, "en": en})
    return list(found.values())


@lru_cache(256)  # most settlements end with the same few sentences
def _annual(start: int, yen: int, low: int, basis: str, paid: bool) -> tuple[str, str]:
    """The cap of the year that begins in a month; low: the one that the insurer must confirm, NONE: none.

    paid: the scheme knows remunerations.
    """
    ja, en = (
        text.format(
            from_=dates.words(start, lang),
            to=dates.words(start + 11, lang),
            claim=dates.words(start + 12, lang),
            yen=f"{yen:,}",
            low="" if low == NONE else more.format(f"{low:,}"),
            basis=basis,
        )
        for text, more, lang in zip(NOTES["annual"], LOW[paid], ("ja", "en"), strict=True)
    )
    return ja, en
