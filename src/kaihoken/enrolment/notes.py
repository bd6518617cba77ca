"""資格の注: what a reader must know beside the scheme."""

from __future__ import annotations

from datetime import date

from ..law import dependants as kin
from ..law import enrolment as job
from ..law import residents as home
from .facts import At, aged, month_of, old
from .standing import Standing, voluntary_span


def notes(at: At, name: str, on: date, found: Standing) -> None:
    """注を添える: those that the person's standing calls for."""
    person = at.question.people[name]
    note = at.teller.note
    if found.scheme == home.NATIONAL:
        if person.gap is None:
            note(
                "late_notice",
                "国民健康保険は届出の日ではなく資格を得た日から始まり、保険料もその月までさかのぼってかかります。届出が14日を過ぎると、それまでに受けた医療は全額自己負担とする市区町村があります（大東市の例）。届出が遅れたときの費用は`gap`で計算します。",
                "National Health Insurance begins on the day the conditions are met, not on the day of the notice, and premiums go back to that month. After 14 days municipalities may leave the cost of earlier treatment to the patient (Daito City). Write `gap` to see what a late notice costs.",
            )
        if not person.family:
            note(
                "dependant_possible",
                "家族が被用者保険に入っていて生計を維持している場合は、`family:` を書くと被扶養者になれるかを判定します。国民健康保険組合に入っている場合は `society:` を書いてください。",
                "If a relative in employees' insurance supports the person, write `family:` to see whether they are a dependant; for a member of a National Health Insurance society write `society:`.",
            )
        if person.foreign is not None:
            for series in ("foreign_measure", "foreign_renewal"):
                for row in at.teller.law.rows(series, month_of(on)).values():
                    note(series, row.note_ja, row.note)
        _former_dependant(at, name, on)
    span = voluntary_span(at, name)
    free = span is not None and span[0] <= on and person.left is not None and not person.left.voluntary
    if free and found.scheme == home.NATIONAL:
        note(
            "after_leaving",
            f"{name}の退職後の選択肢は、任意継続（20日以内に元の保険者へ申出。2年間、再就職・75歳・保険料の滞納・本人の申出の翌月で終わり）、家族の被扶養者（家族の勤め先を通じて届出）、国民健康保険（14日以内に市区町村へ届出）です。保険料を比べてください。",
            f"After leaving work {name} may choose voluntary continuation (asked of the former insurer within 20 days; it ends after two years, with new work, at 75, with an unpaid premium, or with the month of one's own wish), become a dependant of a relative (notice through the relative's employer), or join National Health Insurance (notice to the municipality within 14 days). Compare the premiums.",
        )
    if found.family == kin.INSURER_DECIDES:
        note(
            "insurer_decides",
            f"{name}の収入は被保険者の2分の1以上ですが、被保険者の収入を上回らず、世帯の生計の中心が被保険者であると認められれば、被扶養者になることがあります。保険者に確認してください（ここでは被扶養者でないものとしています）。",
            f"{name} has half of the insured person's income or more; where it is not above that income and the insured person clearly supports the household, the insurer may still accept a dependant: ask there (here taken as no dependant).",
        )
    if found.work == job.SMALL_FIRM:
        note(
            "by_agreement",
            f"{name}: 企業規模が足りなくても、労使の合意で短時間労働者を被保険者にする事業所があります（`agreement: true`）。",
            f"{name}: smaller firms may include short-time workers by agreement of staff and employer (`agreement: true`).",
        )
    if found.scheme in (home.EMPLOYEE, home.VOLUNTARY, home.FAMILY) and person.assistance is not None:
        note(
            "assisted_and_insured",
            "生活保護を受けていても被用者保険には入り続けます。自己負担分は医療扶助が支払います。",
            "Public assistance does not end employees' insurance; medical assistance pays the patient's share.",
        )
    if found.scheme == home.ELDERLY:
        note(
            "elderly_certificate",
            "後期高齢者医療では2026年7月31日まで、マイナ保険証の有無にかかわらず資格確認書が送られていました。8月からはマイナ保険証を持たない人に送られます。75歳の加入に届出は要りません。",
            "In the elderly scheme everybody was sent a certificate of eligibility until 31 July 2026; from August those without a registered My Number card. No notice is needed on turning 75.",
        )
    elif person.disabled and aged(person, name, _elderly_age(at, on), on):
        note(
            "disability_option",
            f"{name}は障害の程度により、申請して認定を受ければ75歳前でも後期高齢者医療制度に入れます。認定は将来に向けて撤回できます。",
            f"{name} may, by the degree of the disability, enter the elderly scheme on application before 75; the application may be withdrawn for the future.",
        )
    if on >= date(2024, 12, 2) and found.scheme not in (home.UNINSURED, home.ASSISTED):
        years = at.teller.law.rows("eligibility_certificate", month_of(on))["years"].values["number"]
        note(
            "certificate_of_eligibility",
            f"マイナ保険証を持たない人には、申請しなくても資格確認書が交付されます（有効期間は{years}年以内で保険者が定めます）。「資格情報のお知らせ」だけでは受診できません。",
            f"Those without a registered My Number card are sent a certificate of eligibility without asking (valid for at most {years} years, as the insurer sets). The notice of eligibility information alone is not enough at the counter.",
        )


def _elderly_age(at: At, on: date) -> int:
    return int(at.teller.law.rows("elderly_entry", month_of(on))["disabled"].values["number"])


def _former_dependant(at: At, name: str, on: date) -> None:
    person = at.question.people[name]
    if person.family is None or not old(at, person.family.of, on):
        return
    rows = at.teller.law.rows("former_dependant_relief", month_of(on))
    if aged(person, name, int(rows["age"].values["number"]), on):
        years = rows["years"].values["number"]
        at.teller.note(
            "former_dependant",
            f"{person.family.of}が後期高齢者医療に移ったため{name}は国民健康保険に入ります。65歳以上の旧被扶養者は、申請により所得割が免除され、均等割が{years}年間半額になります（市区町村に確認）。",
            f"{name} joins National Health Insurance because {person.family.of} moved to the elderly scheme. Former dependants of 65 and over are, on application, free of the income-based part and pay half of the per-person part for {years} years: ask the municipality.",
        )
