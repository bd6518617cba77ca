"""再精算の知らせ: what changes against what was settled before, as people read it."""

from __future__ import annotations

from collections.abc import Callable

from ..engine import dates
from ..households.desk import Again, BillAgain, HouseholdAgain, Standing
from ..households.payer_names import KINDS
from .text import said, table

WORDS = {
    "head": ("前の精算との差", "Settled again"),
    "nothing": ("前の精算から変わるものはありません。", "Nothing changes against what was settled before."),
    "changed": ("変更", "changed"),
    "new": ("新しい請求", "new"),
    "gone": ("なくなった請求", "no longer there"),
    "follows": ("前の月の変更に伴う", "with the earlier month"),
    "before": ("前", "before"),
    "after": ("今回", "now"),
    "difference": ("差", "difference"),
    "month": ("診療月", "Month"),
    "insurer": ("保険者", "Insurer"),
    "income_class": ("所得区分", "Class"),
    "tenths": ("負担割合（割）", "Share (tenths)"),
    "cost": ("医療費（10割）", "Cost"),
    "collected": ("窓口で支払う額", "At the counter"),
    "patient_from_insurer": ("患者へ戻る額（保険者から）", "Back to the patient, from the insurer"),
    "local_aid_from_insurer": ("自治体へ戻る額（保険者から）", "Back to local aid, from the insurer"),
    "patient_from_supplement": ("患者へ戻る額（付加給付）", "Back to the patient, the society's supplement"),
    "local_aid_from_supplement": (
        "自治体へ戻る額（付加給付）",
        "Back to local aid, the society's supplement",
    ),
    "patient_from_local_aid": ("患者へ戻る額（自治体から）", "Back to the patient, from the municipality"),
    "patient_from_institution": ("患者へ戻る額（医療機関から）", "Back to the patient, from the institution"),
    "months": ("これに伴って変わるあとの月: {0}", "Later months that change with it: {0}"),
    "household": ("世帯（{0}） {1}", "Household of {0}, {1}"),
    "refund": ("合算で戻る額", "comes back in all"),
    "benefit": ("高額療養費の合計", "high-cost benefits"),
    "counts": ("多数回該当に数える月になりました", "the month now counts for repeat months"),
    "counts_no_more": (
        "多数回該当に数える月ではなくなりました",
        "the month no longer counts for repeat months",
    ),
    "year": ("{0}までの1年（{1}）", "Year to {0} ({1})"),
    "outpatient_year": ("外来年間合算", "outpatient year"),
    "annual": ("年間上限", "annual cap"),
    "care_sum": ("介護との合算", "sum with long-term care"),
    "certain": ("", ""),
    "maybe": ("（可能性）", " (may be due)"),
    "paid": (
        "窓口ですでに支払った額が違うときは `given.paid` に書いてください。差額は保険者からの払い戻しになります。",
        "Where the counter has already taken another amount, write it in `given.paid`: the difference then comes back from the insurer.",
    ),
    "owed": ("過不足", "Who owes whom"),
    "pays": ("{0}は{1}に{2}円を追加で支払います。", "{0} pays {2} yen more to {1}."),
    "takes": ("{0}は{1}から{2}円を返してもらいます。", "{0} takes {2} yen back from {1}."),
    "institution": ("{0}（医療機関）", "{0} (institution)"),
    "patient": ("{0}さん", "{0}"),
    "local_aid": ("自治体（{0}さんの医療費助成）", "local aid of {0}"),
    "unnamed": ("医療機関", "the institution"),
}


def again_lines(found: Again, lang: str, payer_name: Callable[[str, str], str]) -> list[str]:
    """再精算の知らせ: bills, later months, households, years and debts that change; or that nothing does."""
    out = [_say("head", lang)]
    if not found.changed:
        return [*out, f"  {_say('nothing', lang)}", ""]
    for bill in found.bills:
        out += _bill(bill, lang, payer_name)
    if found.months:
        months = [dates.words(dates.month(m), lang) for m in found.months]
        out.append(f"  {_say('months', lang, ('、' if lang == 'ja' else ', ').join(months))}")
    for household in found.households:
        out += _household(household, lang)
    for year in found.years:
        step = _say(year.step, lang) + ("" if year.certain else _say("maybe", lang))
        head = _say("year", lang, dates.words(dates.month(year.ending), lang), year.payer)
        out.append(f"  {head} · {year.person} · {step}: {year.before:,} → {year.after:,}")
    if found.owed:
        out.append(f"  {_say('owed', lang)}")
        for one in found.owed:
            name = _say(one.kind, lang, one.name) if one.name else _say("unnamed", lang)
            word = "pays" if one.yen > 0 else "takes"
            out.append(f"    {_say(word, lang, one.insurer, name, f'{abs(one.yen):,}')}")
    if any(b.before and b.after and b.before.collected != b.after.collected for b in found.bills):
        out.append(f"  {_say('paid', lang)}")
    return [*out, ""]


def _say(word: str, lang: str, *values: object) -> str:
    return said(WORDS, word, lang, *values)


def _bill(bill: BillAgain, lang: str, payer_name: Callable[[str, str], str]) -> list[str]:
    last = bill.after or bill.before
    assert last is not None
    month = dates.words(dates.month(last.month), lang)
    what = _say(bill.what, lang) + (f", {_say('follows', lang)}" if bill.follows else "")
    out = [f"  {' · '.join(p for p in (bill.id, bill.person, month, bill.institution) if p)}: {what}"]
    if bill.before is not None and bill.after is not None:
        for word in ("month", "insurer", "income_class", "tenths"):
            old, new = getattr(bill.before, word), getattr(bill.after, word)
            out += [f"    {_say(word, lang)}: {old} → {new}"] if old != new else []
    before, after = _amounts(bill.before, lang, payer_name), _amounts(bill.after, lang, payer_name)
    names = [*after, *(n for n in before if n not in after)]
    rows = [
        [n, f"{before.get(n, 0):,}", f"{after.get(n, 0):,}", f"{after.get(n, 0) - before.get(n, 0):+,}"]
        for n in names
        if before.get(n, 0) != after.get(n, 0)
    ]
    if rows:
        head = ["", _say("before", lang), _say("after", lang), _say("difference", lang)]
        out += [f"    {line}" for line in table([head, *rows])]
    return out


def _amounts(one: Standing | None, lang: str, payer_name: Callable[[str, str], str]) -> dict[str, int]:
    """The amounts of a bill by what they are called."""
    if one is None:
        return {}
    found = {_say("cost", lang): one.cost}
    found |= {payer_name(key, lang): yen for key, yen in one.payers.items()}
    found[_say("collected", lang)] = one.collected
    found |= {_say(key, lang): yen for key, yen in one.refunds.items()}
    return found | {KINDS[kind][0 if lang == "ja" else 1]: yen for kind, yen in one.extras.items() if yen}


def _household(one: HouseholdAgain, lang: str) -> list[str]:
    told = [
        f"{_say(word, lang)} {one.before.get(word, 0):,} → {one.after.get(word, 0):,}"
        for word in ("refund", "benefit")
        if one.before.get(word, 0) != one.after.get(word, 0)
    ]
    counted = one.before.get("benefit_month", 0), one.after.get("benefit_month", 0)
    if counted[0] != counted[1]:
        told.append(_say("counts" if counted[1] else "counts_no_more", lang))
    month = dates.words(dates.month(one.month), lang)
    separator = "、" if lang == "ja" else "; "
    return [f"  {_say('household', lang, one.insurer, month)}: {separator.join(told)}"] if told else []
