"""説明: turns recorded steps into sentences, and into the tree of --steps."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from ..law.marks import Mark
from ..law.shapes import Band
from . import dates
from .trace import Step

# Inputs that are columns or work, and tell a reader nothing.
PLUMBING = frozenset(
    {
        "bands",
        "undecided",
        "households",
        "members",
        "units",
        "book",
        "bills",
        "parts",
        "uses",
        "sheets",
        "visits",
        "work",
        "ages",
        "table",
    }
)


# Sentences are written for several; one day is no days.
_ONE = re.compile(r"(?<![\d,.:/-])1 (day|month|week|year|point|item|patient|component)s\b")


def singular(text: str) -> str:
    """単数形: '1 days' of English as '1 day'."""
    return _ONE.sub(r"1 \1", text)


@cache
def parameters(mark: Mark) -> tuple[str, ...]:
    """The parameter names of a function of the law."""
    return tuple(inspect.signature(mark.function).parameters)


# Codes of the law in words: {group:age} in a sentence. {x:day} is a day counted from year 1, {x:month} a month,
# {x:clock} minutes as hours, {x:rate} a rate in millionths.
WORDS = {
    ("active", "en"): ("", ", with income like that of the working"),
    ("active", "ja"): ("", "で現役並み所得"),
    ("above", "en"): ("", ", with income above the set level"),
    ("above", "ja"): ("", "で一定以上所得"),
    ("early", "en"): ("", ", born before 2 April 1944"),
    ("early", "ja"): ("", "で昭和19年4月1日以前生まれ"),
    ("within", "en"): ("income like that of the working", "not like the working"),
    ("within", "ja"): ("現役並み所得です", "現役並み所得にはなりません"),
    ("income", "en"): ("there is an income", "no income is left"),
    ("income", "ja"): ("所得があります", "所得はありません"),
    ("level", "en"): ("one tenth", "two tenths"),
    ("level", "ja"): ("1割負担です", "2割負担です"),
    ("premium", "en"): (
        "Health insurance",
        "Health and care insurance",
        "Child support levy",
        "Employees' pension",
        "Employment insurance",
    ),
    ("premium", "ja"): ("健康保険", "健康保険・介護保険", "子ども・子育て支援金", "厚生年金", "雇用保険"),
    ("levy", "en"): ("Medical part", "Support for the elderly scheme", "Care part", "Child support part"),
    ("levy", "ja"): ("医療分", "後期高齢者支援金等分", "介護分", "子ども・子育て支援金分"),
    ("direction", "en"): ("down", "up"),
    ("direction", "ja"): ("下がった場合", "上がった場合"),
    ("revised", "en"): ("not revised", "revised"),
    ("revised", "ja"): ("改定なし", "改定"),
    # A condition that is not known is NONE, the last.
    ("verdict", "en"): ("not met", "met", "not known"),
    ("verdict", "ja"): ("満たしません", "満たします", "わかりません"),
    ("waited", "en"): ("not yet completed", "completed"),
    ("waited", "ja"): ("まだ完成していません", "完成しました"),
    ("counted", "en"): (
        "so the period of 18 months runs by the calendar",
        "so the period of 18 months counts only days paid",
    ),
    ("counted", "ja"): ("1年6か月は暦で数えます", "1年6か月は支給した日だけを通算します"),
    ("long", "en"): ("not long enough", "long enough"),
    ("long", "ja"): ("足りません", "足りています"),
    ("continued", "en"): ("ends", "continues"),
    ("continued", "ja"): ("受けられません", "受けられます"),
    ("yes", "en"): ("no", "yes"),
    ("yes", "ja"): ("いいえ", "はい"),
    ("within_time", "en"): ("too late", "in time"),
    ("within_time", "ja"): ("期間を過ぎています", "期間内です"),
    ("age", "en"): (
        "Not yet at school",
        "At school age or older and below 70",
        "From 70 to 74",
        "In the elderly scheme",
    ),
    ("market", "en"): (
        "not on the market, or no item of that day",
        "insured",
        "beside insured treatment",
        "all at one's own cost",
        "approved; whether insurance pays is not known",
    ),
    ("market", "ja"): (
        "流通していないか、その日の項目にありません",
        "保険適用です",
        "保険外併用療養の対象です",
        "自由診療（全額自己負担）です",
        "承認済みですが、保険適用の有無が確認できません",
    ),
    ("age", "ja"): ("就学前", "就学後70歳未満", "70歳以上75歳未満", "後期高齢者医療の被保険者"),
    ("applies", "en"): ("it is not compulsory", "it is compulsory"),
    ("applies", "ja"): ("適用事業所になりません", "適用事業所です"),
    ("short", "en"): ("long enough", "too short"),
    ("short", "ja"): ("期間の要件を満たします", "短期なので被保険者になりません"),
    ("enough", "en"): ("not enough", "enough"),
    ("enough", "ja"): ("満たしません", "満たします"),
    ("below", "en"): ("not below it", "below it"),
    ("below", "ja"): ("基準未満ではありません", "基準未満です"),
    ("tolerated", "en"): ("this ends the dependency", "this does not end the dependency"),
    ("tolerated", "ja"): ("扶養から外れます", "扶養は続きます"),
    ("half", "en"): ("not less than half", "less than half"),
    ("half", "ja"): ("2分の1以上です", "2分の1未満です"),
    ("sent", "en"): ("not less than what is sent", "less than what is sent"),
    ("sent", "ja"): ("仕送り額以上です", "仕送り額未満です"),
    ("standing", "en"): (
        "",
        "insured, full hours",
        "insured, as short-time worker",
        "not insured, the establishment is not compulsory",
        "not insured, the term is too short",
        "not insured, below three quarters, and there is no rule for short-time workers yet",
        "not insured, too few hours",
        "not insured, the wage is too low",
        "not insured, the expected time is too short",
        "not insured, a student below three quarters",
        "not insured, the firm is too small for short-time workers",
        "not insured, excepted by a social security agreement",
    ),
    ("standing", "ja"): (
        "",
        "なります（通常の労働者または4分の3以上）",
        "なります（短時間労働者）",
        "なりません（適用事業所でない）",
        "なりません（短期の雇用）",
        "なりません（4分の3未満で、短時間労働者の制度がまだない）",
        "なりません（労働時間が足りない）",
        "なりません（賃金が足りない）",
        "なりません（雇用の見込み期間が足りない）",
        "なりません（4分の3未満の学生）",
        "なりません（企業規模が足りない）",
        "なりません（社会保障協定による除外）",
    ),
    ("kin", "en"): (
        "",
        "yes",
        "the insurer decides after looking at the household",
        "no, outside the circle of relatives",
        "no, must live together",
        "no, no home in Japan",
        "no, the kind of stay excludes it",
        "no, the income is too high",
        "no, not mainly supported by the insured person",
        "no, of the age or scheme of the elderly",
        "no, the supporting person is in no employees' insurance",
    ),
    ("kin", "ja"): (
        "",
        "なります",
        "世帯の生計の状況を見て保険者が決めます",
        "なりません（親族の範囲外）",
        "なりません（同居が必要）",
        "なりません（国内に住所・生活の基礎がない）",
        "なりません（在留の目的による除外）",
        "なりません（収入が基準以上）",
        "なりません（主として生計を維持されていない）",
        "なりません（後期高齢者医療の対象）",
        "なりません（扶養する人が被用者保険の被保険者でない）",
    ),
    ("stay", "en"): (
        "",
        "the schemes of residents are open",
        "excepted by a social security agreement",
        "excluded, here for medical treatment or to attend it",
        "excluded, here on a long holiday",
        "excluded, not in the register of residents as a foreign resident",
        "excluded, no status of residence",
    ),
    ("stay", "ja"): (
        "",
        "住民の制度（国民健康保険・後期高齢者医療）の対象です",
        "社会保障協定により対象外です",
        "医療を受ける活動・その世話のための在留なので対象外です",
        "観光・保養のための長期滞在なので対象外です",
        "住民基本台帳の外国人住民でないので対象外です",
        "在留資格がないので対象外です",
    ),
    ("scheme", "en"): (
        "none of the public schemes",
        "employees' health insurance",
        "employees' health insurance, voluntary continuation",
        "employees' health insurance, as dependant",
        "the elderly scheme",
        "National Health Insurance of the municipality",
        "a National Health Insurance society",
        "none; public assistance pays (medical assistance)",
    ),
    ("scheme", "ja"): (
        "公的医療保険なし",
        "被用者保険（被保険者）",
        "被用者保険（任意継続）",
        "被用者保険（被扶養者）",
        "後期高齢者医療制度",
        "市町村の国民健康保険",
        "国民健康保険組合",
        "医療保険なし（生活保護の医療扶助）",
    ),
    ("shown", "en"): (
        "the insurance card, or a My Number card that is registered as one",
        "a My Number card registered as insurance card, a certificate of eligibility, or an old card while it is valid",
        "a My Number card registered as insurance card, or a certificate of eligibility (until 31 July 2026 counters also take expired cards)",
        "a My Number card registered as insurance card, or a certificate of eligibility",
    ),
    ("shown", "ja"): (
        "健康保険証、またはマイナ保険証",
        "マイナ保険証、資格確認書、または有効期限内の健康保険証",
        "マイナ保険証または資格確認書（2026年7月31日までは、期限切れの健康保険証も窓口で受け付けられます）",
        "マイナ保険証または資格確認書",
    ),
}


@cache
def _pieces(mark: Mark, lang: str) -> tuple[tuple[str, Callable[[dict[str, Any]], Any] | None, str], ...]:
    """A template taken apart once: plain text, what to look up, and in which words to say it."""
    found = []
    for text, name, spec, _ in string.Formatter().parse(mark.says_ja if lang == "ja" else mark.says):
        found.append((text, None if name is None else _getter(name), spec or ""))
    return tuple(found)


def _getter(name: str) -> Callable[[dict[str, Any]], Any]:
    first, _, rest = name.partition(".")
    if not rest:
        return itemgetter(first)
    inner = attrgetter(rest)
    return lambda named: inner(named[first])


def sentence(step: Step, lang: str) -> str:
    """説明の文: the rule's own sentence with this step's figures."""
    named = dict(zip(parameters(step.mark), step.inputs, strict=True))
    named["result"] = step.result
    out = []
    for text, get, spec in _pieces(step.mark, lang):
        out.append(text)
        if get is not None:
            value = get(named)
            if spec == "day":
                out.append(date.fromordinal(value).isoformat())
            elif spec == "month":
                out.append(dates.words(value, lang))
            elif spec == "rate":
                out.append(f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + "%")
            elif spec == "clock":
                out.append(f"{value // 60}:{value % 60:02d}")
            else:
                out.append(WORDS[spec, lang][value] if spec else f"{value:,}")
    return "".join(out) if lang == "ja" else singular("".join(out))


def without_effect(step: Step) -> bool:
    """影響のない段階: whether the step left everything as it was, so that a letter omits it."""
    if not step.mark.says:
        return True
    if step.mark.quiet == "-":
        return not step.result
    if step.mark.quiet:
        return bool(
            step.result == dict(zip(parameters(step.mark), step.inputs, strict=True))[step.mark.quiet]
        )
    return False


def walk(steps: Sequence[Step]) -> Iterator[tuple[int, Step, tuple[Step, ...]]]:
    """木をたどる: every step with its depth and the steps above it."""
    above: list[tuple[int, Step]] = []
    for at, step in enumerate(steps):
        while above and at >= above[-1][0]:
            above.pop()
        yield len(above), step, tuple(s for _, s in above)
        above.append((at + step.size, step))


def bill_of(step: Step, first_bills: Sequence[int]) -> int | None:
    """The bill a paragraph speaks of: its parameter ``b``, or the first bill of its household ``h``."""
    names = parameters(step.mark)
    if "b" in names:
        return int(step.inputs[names.index("b")])
    household = household_of(step)
    return None if household is None else first_bills[household]


def household_of(step: Step) -> int | None:
    """The household a paragraph speaks of: its parameter ``h``."""
    names = parameters(step.mark)
    return int(step.inputs[names.index("h")]) if "h" in names else None


def entries(steps: Sequence[Step]) -> set[int]:
    """根拠の表: the entries of the tables behind these steps; a cap that did not bind is left out."""
    found = set()
    for _, step, above in walk(steps):
        for value in step.inputs:
            if not (hasattr(value, "entry") and isinstance(value.entry, int)):
                continue
            capped = isinstance(value, Band)
            if not (capped and any(s.mark.quiet and without_effect(s) for s in (step, *above))):
                found.add(value.entry)
    return found


def plain_value(value: Any) -> Any:
    """A value as JSON can hold it."""
    if hasattr(value, "_asdict"):
        return {k: plain_value(v) for k, v in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(v) for v in value]
    return value
