"""オンライン診療・オンライン服薬指導・市販薬の受渡し: what is allowed from afar, and what is paid for it."""

from __future__ import annotations

from typing import NamedTuple

from .decisions import FAILED, MET, both, contrary, during, either, is_value, reaching
from .marks import rule
from .shapes import NONE

# How doctor and patient, or pharmacist and customer, meet.
VIDEO = 1
PHONE = 2
TEXT = 3

# Kinds of drugs sold without a prescription.
GENERAL_OTC = 1
GUIDANCE_REQUIRED = 2
SPECIAL_GUIDANCE = 3

# Who hands such a drug over.
SELLER = 1
REGISTERED_SHOP = 2
OTHER_SHOP = 3


class OnlineDays(NamedTuple):
    """オンライン診療の日: the days on which its rules changed, counted from year 1."""

    first_visits: int  # a first visit may be online
    special: int  # the special handling of 2020 began
    special_end: int  # the first day without it
    act: int  # the Medical Care Act holds
    notify_by: int  # from here providers of before the act need the notification too


class VisitAfar(NamedTuple):
    """離れた診療: the facts of a visit; each 1, 0 or NONE unless it says otherwise."""

    on: int  # the day
    first: int
    means: int  # VIDEO, PHONE, TEXT
    family_doctor: int
    records: int
    consulted: int
    consent: int
    identified: int
    trained: int
    notified: int
    provider_before: int


@rule(
    "special handling of 2020 to 2023",
    ja="時限的・特例的取扱い",
    says="The special handling for COVID-19 holds on {on:day}: {result:verdict}.",
    says_ja="{on:day}は新型コロナの時限的・特例的な取扱いの期間中: {result:verdict}",
    quiet="-",
)
def special_handling(on: int, first: int, end: int) -> int:
    """時限的・特例的取扱い: whether a day falls in the special handling of the epidemic; days counted from year 1."""
    return during(on, first, end)


@rule(
    "means of an online visit",
    ja="オンライン診療の手段",
    says="Picture and sound in real time (text alone never; a telephone only for return visits and in the special "
    "handling): {result:verdict}.",
    says_ja="リアルタイムの映像と音声（文字のみは不可、電話は再診と特例期間のみ）: {result:verdict}",
)
def means_fit(means: int, first: int, special: int) -> int:
    """オンライン診療の手段: video; a telephone for return visits, and for first ones under the special handling."""
    by_phone = both(is_value(means, PHONE), either(contrary(first), special))
    return either(is_value(means, VIDEO), by_phone)


@rule(
    "first visits open to online care",
    ja="初診からのオンライン診療の開始日",
    says="The guideline lets first visits be online on {on:day}: {result:verdict}.",
    says_ja="{on:day}に指針で初診からのオンライン診療が認められている: {result:verdict}",
)
def first_visits_open(on: int, since: int) -> int:
    """初診からのオンライン診療の開始日: whether the guideline lets first visits be online on a day."""
    return reaching(on, since)


@rule(
    "the doctor knows the patient",
    ja="患者の医学的情報の把握",
    says="The family doctor, or enough records, or a consultation before the visit: {result:verdict}.",
    says_ja="かかりつけの医師、十分な医学的情報、または診療前相談のいずれか: {result:verdict}",
)
def patient_known(family_doctor: int, records: int, consulted: int) -> int:
    """患者の医学的情報の把握: what a first visit online needs."""
    return either(family_doctor, either(records, consulted))


@rule(
    "plan, consent, identity and training",
    ja="診療計画・同意・本人確認・研修",
    says="Plan and consent, identities checked, the doctor trained: {result:verdict}.",
    says_ja="診療計画と同意、本人確認、医師の研修: {result:verdict}",
)
def manners_kept(consent: int, identified: int, trained: int) -> int:
    """診療計画・同意・本人確認・研修: what the guideline asks of every visit."""
    return both(consent, both(identified, trained))


@rule(
    "notification of online care",
    ja="オンライン診療の届出",
    says="Notified under the Medical Care Act, or not yet needed on {on:day}: {result:verdict}.",
    says_ja="医療法の届出をしている、または{on:day}にはまだ要しない: {result:verdict}",
)
def act_observed(on: int, act: int, notify_by: int, notified: int, before: int) -> int:
    """オンライン診療の届出 (医療法, 令和8年4月1日から): providers of before the act have until notify_by.

    on, act, notify_by: days; before: whether the provider gave online care before the act.
    """
    if on < act:
        return MET
    if on < notify_by:
        return either(notified, before)
    return notified


@rule("an online visit is allowed", ja="オンライン診療の可否")
def online_allowed(visit: VisitAfar, days: OnlineDays) -> int:
    """オンライン診療の可否: met, failed or not known, for a first or a return visit; by telephone too."""
    special = special_handling(visit.on, days.special, days.special_end)
    kept = means_fit(visit.means, visit.first, special)
    if visit.first != FAILED:
        known = patient_known(visit.family_doctor, visit.records, visit.consulted)
        opening = either(special, both(first_visits_open(visit.on, days.first_visits), known))
        kept = both(kept, either(contrary(visit.first), opening))
    if visit.means == PHONE or special == MET:
        return kept  # the guideline's manners and the notification are those of online care
    kept = both(kept, manners_kept(visit.consent, visit.identified, visit.trained))
    return both(kept, act_observed(visit.on, days.act, days.notify_by, visit.notified, visit.provider_before))


@rule(
    "the fee may be charged",
    ja="情報通信機器を用いた診療の施設基準の届出",
    says="The facility filed the standards for the online fee (a telephone needs none): {result:verdict}.",
    says_ja="情報通信機器を用いた診療の施設基準を届け出ている（電話では不要）: {result:verdict}",
)
def online_payable(allowed: int, means: int, special: int, filed: int, fee: int) -> int:
    """情報通信機器を用いた診療の施設基準の届出: whether an allowed visit may be charged to the insurance.

    fee: met where the fee table of the day has a fee for visits by video, NONE where that table was not seen.
    """
    free = either(is_value(means, PHONE), special)
    return both(allowed, either(free, both(filed, fee)))


@rule(
    "no narcotics or psychotropics at a first visit",
    ja="初診での麻薬・向精神薬の処方",
    says="No narcotics or psychotropics at a first visit: {result:verdict}.",
    says_ja="初診では麻薬・向精神薬を処方しない: {result:verdict}",
)
def no_narcotics(first: int, narcotics: int) -> int:
    """初診での麻薬・向精神薬の処方: never at a first visit from afar."""
    return either(contrary(first), contrary(narcotics))


@rule(
    "few days and no high-risk drugs while disease is unknown",
    ja="基礎疾患の情報がない初診での処方",
    says="Underlying disease known, or no drug under special safety management and at most {most} days: "
    "{result:verdict}.",
    says_ja="基礎疾患の情報がある、または特に安全管理が必要な薬剤でなく{most}日分以内: {result:verdict}",
)
def modest_prescription(first: int, disease_known: int, high_risk: int, length: int, most: int) -> int:
    """基礎疾患の情報がない初診での処方: at most some days, and none that needs special safety management."""
    modest = both(contrary(high_risk), contrary(reaching(length, most + 1)))
    return either(contrary(first), either(disease_known, modest))


@rule(
    "online guidance on medicines is open",
    ja="オンライン服薬指導の可否",
    says="Guidance by video is open on {on:day} (before {judgement:day} only after guidance in person): "
    "{result:verdict}.",
    says_ja="{on:day}にビデオでの服薬指導が認められている（{judgement:day}より前は対面での指導の後に限る）: {result:verdict}",
)
def guidance_open(on: int, law: int, judgement: int, means: int, seen_before: int, judged: int) -> int:
    """オンライン服薬指導の可否: by video; first after one in person, later whenever the pharmacist judges it fit.

    on, law, judgement: days; judged: the pharmacist judges that it can be done properly.
    """
    if on < law:
        return FAILED
    fit = both(is_value(means, VIDEO), judged)
    if on < judgement:
        return both(fit, seen_before)
    return fit


@rule(
    "guidance under the special handling",
    ja="0410対応の服薬指導",
    says="Under the special handling a telephone will do as well: {result:verdict}.",
    says_ja="特例的な取扱い（0410対応）により電話でもよい: {result:verdict}",
    quiet="-",
)
def guidance_special(special: int, means: int, judged: int) -> int:
    """0410対応の服薬指導: by telephone or video while the special handling held."""
    return both(special, both(contrary(is_value(means, TEXT)), judged))


@rule(
    "sale after online advice",
    ja="要指導医薬品のオンラインでの販売",
    says="A drug that needs guidance may be sold after advice by video on {on:day}: {result:verdict}.",
    says_ja="{on:day}に要指導医薬品をビデオでの指導の後に販売できる: {result:verdict}",
)
def guided_sale(on: int, since: int, kind: int, means: int) -> int:
    """要指導医薬品のオンラインでの販売: since its day, by video; not those designated for sale in person."""
    by_video = both(reaching(on, since), is_value(means, VIDEO))
    return both(by_video, is_value(kind, GUIDANCE_REQUIRED))


@rule(
    "hand-over at a registered shop",
    ja="登録受渡店舗での受渡し",
    says="A registered shop without a pharmacist hands over after online advice, in the same prefecture: "
    "{result:verdict}.",
    says_ja="薬剤師等のいない登録受渡店舗が、オンラインでの説明の後に同一都道府県内で受け渡す: {result:verdict}",
)
def shop_hands_over(by: int, means: int, same_prefecture: int) -> int:
    """登録受渡店舗での受渡し: what the shop and the advice must be. by: SELLER, REGISTERED_SHOP or OTHER_SHOP."""
    return both(is_value(by, REGISTERED_SHOP), both(is_value(means, VIDEO), same_prefecture))


@rule(
    "sale at a distance",
    ja="特定販売",
    says="The pharmacy or shop that sells hands over or sends the drug itself: {result:verdict}.",
    says_ja="販売する薬局・店舗が自ら引き渡すか送る（特定販売）: {result:verdict}",
)
def seller_hands_over(by: int) -> int:
    """特定販売: whether the seller itself hands over or sends the drug."""
    return is_value(by, SELLER)


@rule(
    "the law on hand-over holds",
    ja="登録受渡店舗の制度の施行",
    says="The law on registered shops is in force on {on:day}, at the latest from {last:day}: {result:verdict}.",
    says_ja="{on:day}に登録受渡店舗の制度が施行されている（遅くとも{last:day}から）: {result:verdict}",
)
def hand_over_begun(on: int, promulgated: int, last: int) -> int:
    """登録受渡店舗の制度の施行: not known between the promulgation and the last day on which it may begin."""
    if on < promulgated:
        return FAILED
    if on < last:
        return NONE
    return MET


@rule("remote sale is allowed", ja="遠隔での市販薬の販売の可否")
def remote_sale(kind: int, guided: int, begun: int, shop: int, posted: int) -> int:
    """遠隔での市販薬の販売の可否: general drugs sent by the seller, or handed over at a registered shop once that is law.

    guided: of a drug that needs guidance, which only the seller hands over; begun, shop: of the registered shop.
    """
    general = both(is_value(kind, GENERAL_OTC), either(posted, both(begun, shop)))
    return either(general, both(is_value(kind, GUIDANCE_REQUIRED), both(guided, posted)))
