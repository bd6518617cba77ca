"""世帯の所得を拾う: which facts of which people and year decide a class in a month.

Nothing is taken as zero: a sum is known only where everybody who counts has stated the amount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..engine import dates
from ..errors import InputError
from ..forms.read import day
from ..law.classes import after_children, born_from, income_year, no_income
from ..law.people import SENIOR
from ..law.shapes import Children, FirstBirth, Yen
from . import form
from .context import Context, at_month, in_month
from .field_names import named, value_named
from .persons import born_of

Tax = Literal["taxed", "exempt"]


@dataclass(frozen=True, slots=True)
class Incomes:
    """世帯の所得: what a case states of one insurer-household for a month; None: not known.

    ``first``: as first filed, before any correction. Amounts in yen a year, remuneration a month.
    """

    at: Context
    key: str
    insurer: form.Insurer
    month: int
    first: bool = False

    def stated(self) -> bool:
        """Whether there is any fact from which a class could follow."""
        one = self.insurer
        amounts = (one.standard_remuneration, one.assessable_income, one.taxable_income, one.resident_tax)
        return any(a is not None for a in amounts) or any(self.at.case.people[n].income for n in self.all())

    def year(self, kind: str = "income") -> str:
        """所得を見る年: the calendar year whose income counts in the month."""
        last = self.at.tables.rows("income_year", self.month)[kind].values["last_month"]
        return dates.text(income_year(self.month, int(last)))[:4]

    def of(self, name: str, kind: str = "income") -> form.Income | None:
        """One person's income of the year that counts; of a list, the last correction."""
        found = self.at.case.people[name].income.get(self.year(kind))
        if isinstance(found, list):
            return (found[0] if self.first else found[-1]) if found else None
        return found

    def people_stated(self) -> bool:
        """Whether somebody insured here has stated an income."""
        return any(self.at.case.people[n].income for n in self.insured())

    def corrected(self) -> bool:
        """所得の更正: whether an income of the year was corrected later."""
        found = (self.at.case.people[n].income.get(self.year()) for n in self.all())
        return any(isinstance(one, list) and len(one) > 1 for one in found)

    # -- who counts ----------------------------------------------------------

    def insured(self) -> list[str]:
        """被保険者と被扶養者: who is insured here in the month."""
        people = self.at.case.people
        return [
            name
            for name in self.at.members.get(self.key, [])
            if people[name].insurer == self.key
            or any(c.insurer == self.key and in_month(c.from_, c.to, self.month) for c in people[name].cover)
        ]

    def taxpayers(self) -> list[str]:
        """住民税で見る人: whose resident tax decides: the insured person; or head and insured; or everyone."""
        if self.insurer.kind == "employee":
            alone = self.insured() if len(self.insured()) == 1 else []
            return [self.insurer.insured] if self.insurer.insured else alone
        found = [*self.insured(), self.insurer.head or ""]
        if self.insurer.kind == "elderly":
            found += self.insurer.household
        return list(dict.fromkeys(n for n in found if n))

    def all(self) -> list[str]:
        """所得がないかを見る人: everyone whose income matters for a class."""
        found = self.insured() + self.taxpayers()
        return list(dict.fromkeys(found))

    def elders(self) -> list[str]:
        """70歳以上の人: the insured from 70. Raises MissingFact where an age is missing."""
        if self.insurer.kind == "elderly":
            return self.insured()
        people = self.at.case.people
        groups = ((n, born_of(self.at, n, people[n], self.month, self.insurer.kind)) for n in self.insured())
        return [n for n, (_, group) in groups if group >= SENIOR]

    def others(self) -> list[str]:
        """収入を合わせて見る人: with whom one alone is tested once more: see `law.classes.within_receipts`."""
        if self.insurer.kind != "elderly":
            return self.insurer.former
        return [n for n in self.insurer.household if self._between(n)]

    def _between(self, name: str) -> bool:
        """Whether a member of the household insured elsewhere is 70 to 74."""
        person = self.at.case.people[name]
        if person.birth is None and person.age is None:
            raise InputError(
                f"the age of '{name}' decides and is missing.",
                f"people.{name}",
                "Add `birth:` or `age:`.",
                ja=f"「{name}」さんの年齢で判定が決まります。生年月日（`birth`）か年齢（`age`）を書き足してください。",
            )
        born, group = born_of(self.at, name, person, self.month, "none")
        return group == SENIOR and self.month < born[0] + self.at.ages.old * 12 + int(born[1] > 1)

    # -- amounts ---------------------------------------------------------------

    def remuneration(self) -> int | None:
        """標準報酬月額: of the month of treatment."""
        return at_month(self.insurer.standard_remuneration, self.month)

    def tax(self) -> Tax | None:
        """市町村民税: exempt only where everyone who counts is; one taxed person makes it taxed."""
        given: Tax | None = at_month(self.insurer.resident_tax, self.month)
        taxes = [one.resident_tax if (one := self.of(n)) else None for n in self.taxpayers()]
        found: Tax | None = None
        if "taxed" in taxes:
            found = "taxed"
        elif taxes and all(t == "exempt" for t in taxes):
            found = "exempt"
        self._agree("resident_tax", given, found)
        return given or found

    def unfiled(self) -> bool:
        """所得の申告がない: whether somebody insured in the national scheme has not filed an income."""
        return self.insurer.kind == "national" and any(
            (one := self.of(n)) is not None and not one.filed for n in self.insured()
        )

    def assessable(self) -> int | None:
        """旧ただし書き所得: of all insured."""
        given = at_month(self.insurer.assessable_income, self.month)
        found = self.sum(self.insured(), lambda one: one.assessable_income)
        self._agree("assessable_income", given, found)
        return found if given is None else given

    def taxable(self) -> int | None:
        """課税所得: the highest of those from 70, a head of household's less the children's deduction."""
        given = at_month(self.insurer.taxable_income, self.month)
        amounts = [self._taxable(n) for n in self.elders()] if self._told("taxable_income") else [None]
        known = [a for a in amounts if a is not None]
        found = max(known) if known and len(known) == len(amounts) else None
        self._agree("taxable_income", given, found)
        return found if given is None else given

    def _taxable(self, name: str) -> int | None:
        one = self.of(name)
        if one is None or one.taxable_income is None:
            return None
        if not (one.children_under_16 or one.children_to_18):
            return one.taxable_income
        if self.insurer.head is not None and self.insurer.head != name:
            raise InputError(
                f"'{name}' is not the head of the household and has no deduction for children.",
                f"people.{name}.income",
                f"Write the children under '{self.insurer.head}', or correct `head:`.",
                ja=f"「{name}」さんは世帯主ではないので、子どもの控除はありません。子どもの人数は「{self.insurer.head}」さんの所得に書くか、世帯主（`head`）を直してください。",
            )
        row = self.at.tables.rows("children_deduction", self.month).get(self.insurer.kind)
        if row is None:
            return one.taxable_income
        figures = Children(self.at.shelf.entry(row), int(row.values["under_16"]), int(row.values["to_18"]))
        return self.at.tell(
            after_children, one.taxable_income, one.children_under_16, one.children_to_18, figures
        )

    def _told(self, field: str) -> bool:
        return any((one := self.of(n)) and getattr(one, field) is not None for n in self.insured())

    def receipts(self, names: list[str]) -> int | None:
        """収入: what came in before expenses and deductions."""
        kind = "employee_receipts" if self.insurer.kind == "employee" else "income"
        return self.sum(names, lambda one: one.receipts, kind)

    def pension_and_other(self) -> int | None:
        """年金収入とその他の合計所得: of all insured in the elderly scheme."""
        pension = self.sum(self.insured(), lambda one: one.pension_receipts)
        other = self.sum(self.insured(), lambda one: one.other_income)
        return None if pension is None or other is None else pension + other

    def sum(
        self, names: list[str], field: Callable[[form.Income], int | None], kind: str = "income"
    ) -> int | None:
        """The sum over people; None where one is not known, or where there is nobody."""
        amounts = [field(one) if (one := self.of(n, kind)) is not None else None for n in names]
        known = [a for a in amounts if a is not None]
        return sum(known) if known and len(known) == len(amounts) else None

    def without_income(self, deduction: Yen) -> bool | None:
        """所得がない: whether nobody has an income after the pension deduction; one who has decides."""
        found: bool | None = True
        for name in self.all():
            one = self.of(name)
            if one is not None and one.welfare_pension and self._alone():
                continue  # 老齢福祉年金: 高確令14条7項
            if one is None or one.pension_receipts is None or one.other_income is None:
                found = None if found else found
            elif not self.at.tell(no_income, one.pension_receipts, one.other_income, deduction):
                found = False
        return found

    def _alone(self) -> bool:
        return self.insurer.kind == "elderly" and len(self.insured()) == 1

    def born_late(self, first: FirstBirth) -> bool | None:
        """Whether one of the elders was born on or after a day; None where no birth date tells."""
        found: bool | None = False
        early: list[tuple[int, int]] = []
        for name in self.elders():
            person = self.at.case.people[name]
            if person.birth is not None:
                on = day(person.birth, "the birth date")
                early.append((on.year * 12 + on.month - 1, on.day))
                if born_from(*early[-1], first):
                    return True
            elif isinstance(person.age, int) and self.month - (person.age + 1) * 12 > first.month:
                return True
            else:
                found = None
        for born in early:  # told only where the exception fails by the birth dates
            self.at.tell(born_from, *born, first)
        return found

    def _agree(self, field: str, given: int | str | None, found: int | str | None) -> None:
        if given is not None and found is not None and given != found:
            raise InputError(
                f"insurer '{self.key}' has {given}, its people's incomes of {self.year()} give {found}.",
                f"insurers.{self.key}.{field}",
                "Keep one of the two.",
                ja=f"「{self.key}」の{named(field)}は{value_named(given)}とありますが、{self.year()}年の人々の所得からは{value_named(found)}です。片方を残してください。",
            )
