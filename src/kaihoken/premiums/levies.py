"""国民健康保険料と後期高齢者医療保険料: a household's levy of a fiscal year, by rates that the form gives."""

from __future__ import annotations

from typing import NamedTuple

from ..engine import dates
from ..errors import Choice, InputError, UnknownFigure
from ..forms.read import day
from ..forms.reply import Group, Line
from ..forms.teller import Teller
from ..law import levy as law
from ..law import premiums
from ..law.premium_shapes import LevyCut, LevyRates, LevySums, LevyTest
from ..law.shapes import NONE
from .form import Elderly, LevyPart, Member, National
from .months import ages_of, month_of
from .rates import millionths

APRIL = 3
PARTS = ("medical", "support", "care", "child")
NAMES = {
    "medical": ("医療分", "medical part"),
    "support": ("後期高齢者支援金等分", "support for the elderly scheme"),
    "care": ("介護分", "care part"),
    "child": ("子ども・子育て支援金分", "child support part"),
}
ARTICLE = "国民健康保険法施行令29条の7"
REDUCTIONS = (
    Choice(7, "7割軽減", "seven tenths off"), Choice(5, "5割軽減", "five tenths off"),
    Choice(2, "2割軽減", "two tenths off"), Choice(0, "軽減なし", "no reduction"),
)  # fmt: skip


class _Yen(NamedTuple):
    yen: int


class _Percent(NamedTuple):
    percent: int


class _Young(NamedTuple):
    years: int
    tenths: int


class _Adult(NamedTuple):
    years: int


class _Quarters(NamedTuple):
    quarters: int


class _Birth(NamedTuple):
    before: int
    months: int


class Person(NamedTuple):
    """一人分: birth, income that counts, base of the levy, months of the year that are charged."""

    birth: tuple[int, int]
    income: int
    base: int
    first: int
    last: int
    freed: tuple[int, int]  # first and last month that a birth frees


def national(teller: Teller, one: National, where: str, name: str) -> list[Group]:
    """国民健康保険料: the parts of a household's levy, reduced, cut and capped each by itself."""
    start = one.year * 12 + APRIL
    test = teller.figures(LevyTest, "levy_deduction", start, "levy")
    people = [_person(teller, m, start, test, f"{where}.members[{n}]") for n, m in enumerate(one.members)]
    insured = [(m, p) for m, p in zip(one.members, people, strict=True) if m.insured]
    if not insured:
        raise InputError(
            "nobody of the household is insured.",
            f"{where}.members",
            "Leave out `insured: false`.",
            "世帯に国保の被保険者がいません。加入していないという印（`insured: false`）を消してください。",
        )
    tenths = _reduction(teller, one, people, start, test, name)
    lines = [_tenths(teller, one, tenths, start)]
    for p in people:
        if p.last - p.first < 11:
            teller.note("part_year", "年度の途中で加入・脱退した人は月割で計算しています。限度額の月割や端数の扱いは市区町村により異なります。",
                        "Who is insured for part of the year is charged by months; how municipalities cut the ceiling and parts of a yen then differs.")  # fmt: skip
    total: list[int | None] = []
    for number, key in enumerate(PARTS):
        rates: LevyPart | None = getattr(one.rates, key)
        if rates is None:
            _missing_part(teller, key, insured, start, where)
            continue
        sums = _sums(teller, one, insured, key, start)
        written = LevyRates(
            millionths(rates.income, f"{where}.rates.{key}.income"), millionths(rates.asset, f"{where}.rates.{key}.asset"),
            rates.head, rates.adult, rates.house,
        )  # fmt: skip
        ceiling, evidence, notes = _ceiling(teller, rates, key, start)
        value = None
        if ceiling is not None:
            value = teller.tell(law.levy_part, start, number, written, sums, tenths, one.unit, ceiling)
        total.append(value)
        lines.append(
            Line(key, *NAMES[key], value, "yen", ARTICLE, evidence, note_ja=notes[0], note_en=notes[1])
        )
    known = [v for v in total if v is not None]
    lines.append(
        Line(
            "total",
            "年間保険料",
            "levy of the year",
            sum(known) if len(known) == len(total) else None,
            "yen",
            ARTICLE,
        )
    )
    title = (f"国民健康保険料（{one.year}年度）", f"National insurance levy of fiscal {one.year}")
    return [Group(name, *title, lines)]


def _person(teller: Teller, m: Member, start: int, test: LevyTest, where: str) -> Person:
    born = day(m.birth, "the birth date")
    if m.wage + m.pension > m.income:
        raise InputError(
            "wage and pension are more than the income.",
            f"{where}.income",
            "`income` holds all of them.",
            "給与所得と公的年金等の所得の合計が、総所得金額等を超えています。総所得金額等は両方を含む額です。",
        )
    income = m.income
    if m.unemployed:
        percent = teller.figures(_Percent, "levy_unemployed", start, "wage").percent
        income = teller.tell(law.unemployed_income, start, income, m.wage, percent)
    base = teller.tell(law.levy_base, start, income, test.base)
    first = start if m.first is None else max(start, dates.month(m.first))
    last = start + 11 if m.last is None else min(start + 11, dates.month(m.last))
    birth = month_of(born), born.day
    last = min(last, premiums.health_ending(birth[0], ages_of(teller, start)) - 1)
    freed = (0, NONE)
    if m.due is not None:
        due = dates.month(m.due)
        if teller.law.rows("levy_maternity", due):
            free = teller.figures(_Birth, "levy_maternity", due, "multiple" if m.multiple else "single")
            begins = teller.law.series["levy_maternity"].periods[0][0]
            freed = (max(due - free.before, begins), due - free.before + free.months - 1)
    return Person(birth, income, base, first, last, freed)


def _reduction(
    teller: Teller, one: National, people: list[Person], start: int, test: LevyTest, name: str
) -> int:
    """The tenths taken off: as stated, or by the income of the head, the insured and those moved."""
    if one.reduction is not None:
        return one.reduction
    try:
        cuts = [teller.figures(LevyCut, "levy_reduction", start, key) for key in ("seven", "five", "two")]
    except UnknownFigure:
        return int(teller.need("reduction", name, REDUCTIONS))
    income = 0
    for m, p in zip(one.members, people, strict=True):
        less = 0
        if m.pension and m.birth <= f"{one.year - 65}-01-01":
            less = min(m.pension, teller.figures(_Yen, "levy_pensioner", start, "pension").yen)
        income += p.income - less
    heads = sum(m.insured or m.moved for m in one.members)
    earners = sum(m.earner for m in one.members)
    return teller.tell(law.levy_reduction, start, income, heads, earners, test, *cuts)


def _tenths(teller: Teller, one: National, tenths: int, start: int) -> Line:
    evidence = "" if one.reduction is not None else teller.row("levy_reduction", start, "seven").evidence
    words = (f"{tenths}割軽減", f"{tenths} tenths off") if tenths else ("軽減なし", "none")
    return Line(
        "reduction", "均等割・平等割の軽減", "reduction", tenths, "", f"{ARTICLE}第6項", evidence, *words
    )


def _sums(
    teller: Teller, one: National, insured: list[tuple[Member, Person]], key: str, start: int
) -> LevySums:
    """What the insured bring to one part, weighted by their months."""
    ages = ages_of(teller, start)
    income = asset = heads = adults = 0
    house: set[int] = set()
    for m, p in insured:
        begins, ends = 0, NONE
        if key == "care":
            begins = premiums.reached_month(*p.birth, ages.care)
            ends = premiums.reached_month(*p.birth, ages.care_end)
        months = law.levy_months(p.first, p.last, begins, ends)
        freed = law.levy_months(max(p.first, p.freed[0]), min(p.last, p.freed[1]), begins, ends)
        house |= {n for n in range(p.first, p.last + 1) if n >= begins and (ends == NONE or n < ends)}
        income += p.base * (months - freed)
        asset += m.property_tax * months
        left, adult = _head(teller, p, key, start)
        heads += left * (months - freed)
        adults += adult * (months - freed)
    quarters = 4
    if one.household != "ordinary" and key != "care":
        quarters = teller.figures(_Quarters, "levy_household", start, one.household).quarters
    return LevySums(income, asset, heads, adults, quarters * len(house))


def _head(teller: Teller, p: Person, key: str, start: int) -> tuple[int, int]:
    """Tenths of a head, and of an adult head, that a person counts in a part."""
    if key == "child":
        adult = teller.figures(_Adult, "levy_adult", start, "adult").years
        return (10, 10) if start >= law.april_after(*p.birth, adult) else (0, 0)
    if teller.law.rows("levy_child", start):
        young = teller.figures(_Young, "levy_child", start, "young")
        if start < law.april_after(*p.birth, young.years):
            return 10 - young.tenths, 0
    return 10, 0


def _ceiling(
    teller: Teller, rates: LevyPart, key: str, start: int
) -> tuple[int | None, str, tuple[str, str]]:
    if rates.ceiling is not None:
        return rates.ceiling, "", ("", "")
    if key not in teller.law.rows("levy_ceiling", start):
        raise InputError(
            f"there is no {NAMES[key][1]} in fiscal {start // 12}.",
            f"rates.{key}",
            "Leave it out.",
            f"{start // 12}年度に{NAMES[key][0]}はありません。この欄を消してください。",
        )
    try:
        found = teller.figures(_Yen, "levy_ceiling", start, key).yen
    except UnknownFigure as hole:
        return None, "unknown", (hole.ja, str(hole))
    return found, teller.row("levy_ceiling", start, key).evidence, ("", "")


def _missing_part(
    teller: Teller, key: str, insured: list[tuple[Member, Person]], start: int, where: str
) -> None:
    """Refuses a levy whose rates leave out a part that is due."""
    if key == "child" and key in teller.law.rows("levy_ceiling", start):
        what, ja = (
            "the child support part began in fiscal 2026",
            "2026年度から子ども・子育て支援金分がかかりますが",
        )
    elif key == "care" and any(_care_months(teller, p, start) for _, p in insured):
        what, ja = "somebody is 40 to 64 and bears the care part", "40歳から64歳の人に介護分がかかりますが"
    else:
        return
    raise InputError(
        f"{what}, and its rates are not told.",
        f"{where}.rates.{key}",
        "Write the municipality's rates.",
        f"{ja}、その料率がありません。市区町村の料率を書いてください。",
    )


def _care_months(teller: Teller, p: Person, start: int) -> int:
    ages = ages_of(teller, start)
    begins, ends = (premiums.reached_month(*p.birth, years) for years in (ages.care, ages.care_end))
    return law.levy_months(p.first, p.last, begins, ends)


def elderly(teller: Teller, one: Elderly, where: str, name: str) -> list[Group]:
    """後期高齢者医療保険料: of one person, by the union's rates; the reduction as on the notice."""
    start = one.year * 12 + APRIL
    test = teller.figures(LevyTest, "levy_deduction", start, "levy")
    base = teller.tell(law.levy_base, start, one.income, test.base)
    tenths = one.reduction if one.reduction is not None else int(teller.need("reduction", name, REDUCTIONS))
    rates = LevyRates(millionths(one.rate, f"{where}.rate"), 0, one.head, 0, 0)
    sums = LevySums(base * 12, 0, 10 * 12, 0, 0)
    value = teller.tell(law.levy_part, start, 0, rates, sums, tenths, one.unit, one.ceiling)
    teller.note(
        "union",
        "料率・賦課限度額・端数の扱いは後期高齢者医療広域連合の条例によります。被扶養者だった方の軽減は計算に含みません。",
        "Rates, ceiling and rounding follow the union's ordinance; the reduction for former dependants is not covered.",
    )
    article = "高齢者の医療の確保に関する法律104条, 同施行令18条"
    lines = [
        Line("base", "所得割の算定基礎", "base of the income part", base, "yen", article),
        Line("premium", "年間保険料", "premium of the year", value, "yen", article),
    ]
    title = (f"後期高齢者医療保険料（{one.year}年度）", f"Premium of the elderly scheme, fiscal {one.year}")
    return [Group(name, *title, lines)]
