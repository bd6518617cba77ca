"""期間の記録: what each day gave, joined to rows of days alike, by spell and by month, for the answer and a timeline."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine import dates
from ..engine.explain import singular
from ..forms.reply import Group, Line
from ..law.allowance import allowance_total
from . import days
from .lines import count, day, word, yen

WHY = {
    "waiting": ("待期", "waiting"),
    "paid": ("支給", "paid"),
    "reduced": ("差額を支給", "the difference is paid"),
    "nothing": ("他の給付・報酬が多いため支給なし", "nothing: wages or another payment reach it"),
    "lump_sum": ("障害手当金に達するまで支給なし", "nothing until the disability lump sum is reached"),
    "exhausted": ("支給期間の満了後", "the period is used up"),
    "not_insured": ("被保険者でない期間", "not insured"),
    "after_leaving": ("資格喪失後で継続給付の対象外", "after leaving, without a right that continues"),
    "worked": ("出勤", "worked"),
    "lapsed": ("時効", "lapsed"),
    "outside": ("産前産後の期間の外", "outside the weeks around the birth"),
}


@dataclass(slots=True)
class Part:
    """同じ扱いの日の並び: days in a row that are paid alike."""

    first: int
    last: int
    spell: int
    why: str
    daily: int
    yen: int  # of a day

    @property
    def days(self) -> int:
        """日数."""
        return self.last - self.first + 1

    @property
    def total(self) -> int:
        """支給額: of all its days."""
        return allowance_total(self.yen, self.days)


@dataclass(slots=True)
class Record:
    """記録: the days of a benefit in order."""

    parts: list[Part] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)  # by spell: days left after it

    def add(self, at: int, spell: int, why: str, daily: int, amount: int) -> None:
        """日を加える."""
        if self.parts:
            end = self.parts[-1]
            if (end.last + 1, end.spell, end.why, end.daily, end.yen) == (at, spell, why, daily, amount):
                end.last = at
                return
        self.parts.append(Part(at, at, spell, why, daily, amount))

    @property
    def total(self) -> int:
        """支給総額."""
        return sum(one.total for one in self.parts)

    @property
    def paid_days(self) -> int:
        """支給日数: days on which something is paid."""
        return sum(one.days for one in self.parts if one.yen)

    def groups(self, key: str, ja: str, en: str) -> list[Group]:
        """まとまり: each spell, each row of days alike, and the months."""
        found = []
        for spell in dict.fromkeys(one.spell for one in self.parts):
            own = [one for one in self.parts if one.spell == spell]
            lines = [
                day("from", "初日", "from", own[0].first),
                day("to", "末日", "to", own[-1].last),
                count("days_paid", "支給日数", "days paid", sum(one.days for one in own if one.yen)),
                yen("yen", "支給額", "paid", sum(one.total for one in own), *_notes(own)),
            ]
            if spell in self.left:
                lines.append(count("days_left", "残りの支給日数", "days left after it", self.left[spell]))
            n = spell + 1
            found.append(Group(f"{key}_spell_{n}", f"{ja}：{n}回目の休み", f"{en}: time off no. {n}", lines))
        for n, one in enumerate(self.parts, 1):
            found.append(
                Group(
                    f"{key}_part_{n}",
                    f"{ja}：{days.iso(one.first)}から{days.iso(one.last)}まで",
                    f"{en}: {days.iso(one.first)} to {days.iso(one.last)}",
                    [
                        word("why", "扱い", "what", one.why, *WHY[one.why]),
                        day("from", "初日", "from", one.first),
                        day("to", "末日", "to", one.last),
                        count("days", "日数", "days", one.days),
                        yen("daily", "1日当たり", "a day", one.yen),
                        yen("yen", "支給額", "paid", one.total),
                    ],
                    quiet=True,
                )
            )
        sums: dict[int, list[int]] = {}
        for one in self.parts:
            for at in range(one.first, one.last + 1) if one.yen else ():
                cell = sums.setdefault(days.month(at), [0, 0])
                cell[0] += 1
                cell[1] += one.yen
        if sums:
            months = [
                Line(
                    dates.text(m),
                    dates.words(m, "ja"),
                    dates.words(m, "en"),
                    paid,
                    note_ja=f"{n}日分",
                    note_en=singular(f"{n} days"),
                )
                for m, (n, paid) in sorted(sums.items())
            ]
            found.append(Group(f"{key}_months", f"{ja}：月別", f"{en}: by month", months))
        return found


def _notes(parts: list[Part]) -> tuple[str, str]:
    """内訳: the rows of days of one time off in a few words."""
    ja, en = [], []
    for one in parts:
        if one.yen:
            ja.append(f"{one.yen:,}円×{one.days}日")
            en.append(f"{one.yen:,} yen × {one.days} days")
        else:
            ja.append(f"{WHY[one.why][0]}{one.days}日")
            en.append(f"{WHY[one.why][1]}: {one.days} days")
    return "、".join(ja), singular("; ".join(en))
