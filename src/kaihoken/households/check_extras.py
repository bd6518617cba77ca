"""請求の周りの矛盾: refuses meals and charges that contradict their bill, naming the field."""

from __future__ import annotations

from calendar import monthrange

from ..engine import dates
from ..errors import InputError
from . import form
from .field_names import all_named, named
from .payer_names import KINDS


def check_extras(bill: form.Bill) -> None:
    """請求の周りを確かめる: everything that stands on a bill beside the insured cost. Raises InputError."""
    check_meals(bill)
    check_refunded(bill)
    for i, charge in enumerate(bill.charges):
        try:
            check_charge(bill, charge)
        except InputError as error:
            raise error.at(f"charges[{i}]") from None


def check_refunded(bill: form.Bill) -> None:
    """療養費を確かめる: treatment paid first has what was paid, the insured standard and the reason, and no cost."""
    own = ("paid", "standard", "reason")
    if bill.kind != "refunded":
        for name in own:
            if getattr(bill, name) is not None:
                raise InputError(
                    f"`{name}` is of treatment paid in full first.",
                    name,
                    "Write `kind: refunded`; what was paid at a counter stands under `given`.",
                    ja=f"{named(name)}は、全額を先に支払った診療の欄です。請求の種類を療養費（`kind: refunded`）にしてください。窓口で支払った額はほかの欄（`given`）に書きます。",
                )
        return
    for name in own:
        if getattr(bill, name) is None:
            raise InputError(
                f"treatment paid first needs `{name}`.",
                name,
                "Add `paid:` and `standard:` (what the insurer's own prices come to), yen, and `reason:`.",
                ja=f"全額を先に支払った診療には{named(name)}が要ります。{all_named(own)}を書き足してください。",
            )
    for name in ("cost", "points", "parts", "visits"):
        if getattr(bill, name):
            raise InputError(
                f"treatment paid first has no `{name}`.",
                name,
                "Its cost is the lesser of paid and standard.",
                ja=f"全額を先に支払った診療に{named(name)}の欄はありません。支払った額と保険者の算定した額の低い方が医療費になります。",
            )


# Drugs with a charge of their own, and the row of their table.
DRUGS = {"brand_drug": "outpatient", "otc_like": "drug"}

# What a kind of charge needs, and what else it may have.
NEEDS = {
    "brand_drug": ("brand_price_sen", "generic_price_sen"),
    "otc_like": ("drug_yen",),
    "room": ("yen",),
    "other": ("yen",),
}
MAY_HAVE = {
    "brand_drug": ("amount", "doses", "exempt"),
    "otc_like": ("exempt",),
    "referral_first": ("yen", "tax", "exempt"),
    "referral_return": ("yen", "tax", "exempt"),
    "room": ("tax", "days"),
    "other": ("tax", "days"),
}
EXEMPTIONS = {
    "brand_drug": ("medical_need", "out_of_stock", "discharge"),
    "otc_like": (
        "no_otc_use", "child", "cancer", "intractable", "public_subsidy", "public_assistance", "discharge",
        "procedure", "long_term", "pregnancy",
    ),
    "referral_first": ("justified",),
    "referral_return": ("justified",),
}  # fmt: skip

# Why a special charge is not asked for.
REASONS = {
    "medical_need": ("医療上の必要がある", "medical need"),
    "out_of_stock": ("後発医薬品の在庫がない", "the generic is out of stock"),
    "justified": ("救急などの正当な理由がある", "a good reason, such as an emergency"),
    "no_otc_use": ("市販薬と同じ使い方ではない", "a use that no over-the-counter drug has"),
    "child": ("18歳に達した年度末まで", "until the 31 March after the 18th birthday"),
    "cancer": ("がんに関係する", "cancer"),
    "intractable": ("指定難病・小児慢性特定疾病に関係する", "intractable or chronic childhood disease"),
    "public_subsidy": ("国の公費負担医療", "treatment under a national subsidy"),
    "public_assistance": ("生活保護", "public assistance"),
    "discharge": ("入院中または退院時の処方", "prescribed in hospital or at discharge"),
    "procedure": ("処置・手術・検査の日の新しい処方（14日以内）", "newly prescribed on the day of a procedure"),
    "long_term": ("長期の使用が必要と認められた", "long use judged necessary"),
    "pregnancy": ("妊娠中・授乳中", "pregnancy or breast-feeding"),
}  # fmt: skip


def check_charge(bill: form.Bill, charge: form.Charge) -> None:
    """料金を確かめる: a charge has the fields of its kind, and no other."""
    needs = NEEDS.get(charge.kind, ())
    for name in needs:
        if getattr(charge, name) is None and charge.exempt is None:
            raise InputError(
                f"the charge '{KINDS[charge.kind][1]}' is not complete (it needs `{name}`).",
                name,
                f"Fill in what is missing (`{name}:`).",
                ja=f"「{KINDS[charge.kind][0]}」には{named(name)}が要ります。書き足してください。",
            )
    plain = form.Charge(charge.kind)
    known = (*needs, *MAY_HAVE[charge.kind], "name", "kind")
    for name in charge.__struct_fields__:
        if name not in known and getattr(charge, name) != getattr(plain, name):
            raise InputError(
                f"a charge of kind {charge.kind} has no `{name}`.",
                name,
                f"It has {', '.join(known[:-2])}.",
                ja=f"「{KINDS[charge.kind][0]}」に{named(name)}の欄はありません。あるのは{all_named(known[:-2])}です。",
            )
    month = dates.month(bill.month)
    most = monthrange(month // 12, month % 12 + 1)[1]
    if charge.days is not None and charge.days > most:
        raise InputError(
            f"{charge.days} days are more than the month has.",
            "days",
            f"Write {most} at most, and the rest on the next month's bill.",
            ja=f"{charge.days}日は、その月の日数を超えています。{most}日までにし、残りは翌月の請求に書いてください。",
        )
    if charge.exempt is not None and charge.exempt not in EXEMPTIONS[charge.kind]:
        raise InputError(
            f"'{charge.exempt}' does not free from a charge of kind {charge.kind}.",
            "exempt",
            f"It is one of {', '.join(EXEMPTIONS[charge.kind])}.",
            ja=f"「{REASONS[charge.exempt][0]}」では「{KINDS[charge.kind][0]}」は免除されません。免除されるのは{'、'.join(f'{REASONS[one][0]}（`{one}`）' for one in EXEMPTIONS[charge.kind])}の場合です。",
        )


def check_meals(bill: form.Bill) -> None:
    """食事を確かめる: meals belong to a stay, at most three a day."""
    meals, month = bill.meals, dates.month(bill.month)
    days = monthrange(month // 12, month % 12 + 1)[1]
    if meals is None:
        return
    if bill.setting != "inpatient":
        raise InputError(
            "meals stand on an outpatient bill.",
            "meals",
            "Make it a stay in hospital (`setting: inpatient`), or take the meals out.",
            ja="食事は入院の請求だけにあります。入院（`setting: inpatient`）にするか、食事を消してください。",
        )
    if meals.count > 3 * days:
        raise InputError(
            f"{meals.count} meals are more than three a day.",
            "meals.count",
            "Count three a day at most.",
            f"食事{meals.count}回は1日3回を超えています。1日3回までにしてください。",
        )
    if meals.long_ward and meals.days is None:
        raise InputError(
            "the days in the long-term ward are needed.",
            "meals.days",
            "Add `days:`, for which residence is paid.",
            ja="療養病床の日数（`days`）が要ります。居住費を支払う日数を書き足してください。",
        )
    if (meals.days or 0) > days:
        raise InputError(
            f"{meals.days} days are more than the month has.",
            "meals.days",
            "Count its days.",
            ja=f"{meals.days}日は、その月の日数を超えています。月の日数までで書いてください。",
        )
    if not meals.long_ward and (meals.days or meals.high_need or meals.welfare_pension):
        raise InputError(
            "days, high_need and welfare_pension are of long-term wards.",
            "meals",
            "Add `long_ward: true`, or take them out.",
            ja="日数（`days`）、医療の必要性（`high_need`）、老齢福祉年金（`welfare_pension`）は療養病床の欄です。療養病床（`long_ward: true`）とするか、これらの欄を消してください。",
        )
