"""適用する数字を選ぶ: picks the figures of a date and lays them out as rows for the law."""

from __future__ import annotations

from ..errors import InputError
from ..law.shapes import CAP, NO_CAP, NONE, Ages, Band, Book, Program, Shares, Specials, Terms
from . import dates
from .tables import Row, Tables

UNLIMITED = 0  # the row of `Bands` that limits nothing
KINDS = {"none": NO_CAP, "unknown": NONE}


def ages(tables: Tables) -> Ages:
    """年齢の区切り: the ages at which the law changes, the same on every date of the tables."""
    rows = tables.series["age"].periods[0][1]
    born = tables.series["senior_measure"].periods[0][1]["born_before"].values
    return Ages(
        NONE,
        _whole(rows["school"].values["years"]),
        _whole(rows["senior"].values["years"]),
        _whole(rows["old"].values["years"]),
        _whole(born["year"]) * 12 + _whole(born["month"]) - 1,
        _whole(born["day"]),
    )


class Shelf:
    """書架: collects the rows that the bills at hand need; `book` hands them to the law.

    ``entries[row.entry]`` is the entry of the tables behind a row of figures.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.ages = ages(tables)
        self.entries: list[Row] = []
        self._entry: dict[int, int] = {}
        self._terms_at: dict[tuple[int, str, bool, bool], int] = {}
        self._shares_at: dict[int, int] = {}
        self._program_at: dict[tuple[int, int], int] = {}
        self._designated_at: dict[tuple[int, bool], int] = {}
        self._bands = [Band(NONE, NO_CAP, 0, 0, 0, NONE)]
        self._terms: list[Terms] = []
        self._specials: list[tuple[int, ...]] = []
        self._shares: list[Shares] = []
        self._programs: list[Program] = []

    def book(self) -> Book:
        """法令集: what was picked so far, as columns."""
        months = self.tables.series["repeat"].periods[0][1]["months"]
        return Book(
            self.ages,
            self._shares[:],
            self._bands[:],
            self._terms[:],
            Specials(*_columns(self._specials, len(Specials._fields))),
            self._programs[:],
            _whole(months.values["needed"]),
        )

    def entry(self, row: Row) -> int:
        """The number under which an entry of the tables is known to the rows."""
        number = self._entry.get(id(row))
        if number is None:
            number = self._entry[id(row)] = len(self.entries)
            self.entries.append(row)
        return number

    def classes(self, month: int, senior: bool) -> dict[str, Row]:
        """所得区分: the classes that exist in a month. Raises InputError where none do."""
        rows = self.tables.rows("class_70" if senior else "class_under_70", month)
        if not rows:
            raise InputError(
                f"there are no figures for {dates.text(month)}.",
                mend="The tables begin in 2006-10 below 70 and in 2008-04 from 70.",
                ja=f"{dates.text(month)}の数字はありません。70歳未満は2006年10月から、70歳以上は2008年4月からです。",
            )
        return rows

    def class_row(self, month: int, senior: bool, name: str) -> Row:
        """The entry of a class. Raises InputError naming the classes of that date."""
        rows = self.classes(month, senior)
        if name not in rows:
            who = "from 70" if senior else "below 70"
            raise InputError(
                f"class '{name}' does not exist {who} in {dates.text(month)}.",
                mend=f"The classes of that date are {', '.join(rows)}. A class that changes with the months "
                "follows from the incomes (`{2026-08: …, 2027-08: …}` writes it).",
                ja=f"{dates.text(month)}の{'70歳以上' if senior else '70歳未満'}に区分「{name}」はありません。"
                f"その月の区分は{'、'.join(rows)}です。",
            )
        return rows[name]

    def terms(self, month: int, name: str | None, senior: bool, inpatient: bool) -> int:
        """適用条件の行: the row of `TermsTable` for a class; name None: no insurance, no cap."""
        key = (self.tables.era(month), name or "", senior, inpatient)
        row = self._terms_at.get(key)
        if row is None:
            row = self._terms_at[key] = len(self._terms)
            self._terms.append(self._new_terms(month, name, senior, inpatient))
        return row

    def _new_terms(self, month: int, name: str | None, senior: bool, inpatient: bool) -> Terms:
        rows = self.tables.rows
        if name is not None:
            cls = self.class_row(month, senior, name)
        shares = self._shares_row(month)
        joining = _whole(rows("joining", month)["under_70"].values["yen"])
        if name is None:
            special_row = self._special(UNLIMITED, NONE, UNLIMITED, UNLIMITED)
            return Terms(NONE, shares, 0, 0, int(senior), NONE, UNLIMITED, NONE, joining, special_row)
        ordinary = rows("cap_70" if senior else "cap_under_70", month)[name]
        household = self._band(ordinary)
        special = "under_70" if not senior else "inpatient_70" if inpatient else "outpatient_70"
        follows = rows("cap_intractable", month).get("own_class")
        intractable = self._band(ordinary, follows)
        outpatient = intractable_outpatient = NONE
        if senior and not inpatient:
            cap = rows("cap_70_outpatient", month)[name]
            if cap.values["base"] != "none":
                outpatient = self._band(cap)
                intractable_outpatient = self._band(cap, follows)
        active = above = 0
        relief = NONE
        if senior:
            active = _whole(cls.values["active"])
            above = NONE if cls.values["above"] == "none" else _whole(cls.values["above"])
            if above == 1 and not inpatient and "outpatient" in rows("relief", month):
                relief = self._band(rows("relief", month)["outpatient"])
        special_row = self._special(
            self._band(rows("cap_subsidised", month).get(special)),
            intractable_outpatient,
            intractable,
            self._band(rows("cap_assistance", month).get(special)),
        )
        return Terms(
            self.entry(cls),
            shares,
            active,
            above,
            int(senior),
            outpatient,
            household,
            relief,
            joining,
            special_row,
        )

    def _special(self, *row: int) -> int:
        self._specials.append(row)
        return len(self._specials) - 1

    def _shares_row(self, month: int) -> int:
        era = self.tables.era(month)
        if era not in self._shares_at:
            rows = self.tables.rows("share", month)
            if not rows:
                raise InputError(
                    f"there are no figures for {dates.text(month)}.",
                    mend="The shares begin in 2008-04.",
                    ja=f"{dates.text(month)}の負担割合はありません。2008年4月からです。",
                )
            names = ("preschool", "general", "senior", "senior_early", "active", "old", "old_above")
            self._shares_at[era] = len(self._shares)
            tenths = [_whole(rows[n].values["tenths"]) for n in names]
            self._shares.append(Shares(self.entry(rows["general"]), *tenths))
        return self._shares_at[era]

    def _band(self, row: Row | None, follows: Row | None = None) -> int:
        """A cap as a row of `Bands`; ``follows`` is the weaker entry by which it is borrowed."""
        if row is None:
            return UNLIMITED
        base = row.values["base"]
        repeat = row.values.get("repeat", "none")
        entry = follows if follows is not None and not row.provisional else row
        self._bands.append(
            Band(
                self.entry(entry),
                CAP if isinstance(base, int) else KINDS[base],
                base if isinstance(base, int) else 0,
                _whole(row.values.get("threshold", 0)),
                _whole(row.values.get("percent", 0)),
                repeat if isinstance(repeat, int) else NONE,
            )
        )
        return len(self._bands) - 1

    def program_row(self, month: int, number: int) -> Row:
        """公費: the entry of a programme. Raises InputError for a number or date without one."""
        rows = self.tables.rows("program", month)
        if not rows:
            raise InputError(
                f"there are no figures for subsidies in {dates.text(month)}.",
                mend="The programmes begin in 2015-01.",
                ja=f"{dates.text(month)}の公費の数字はありません。2015年1月からです。",
            )
        if str(number) not in rows:
            raise InputError(
                f"there is no national subsidy programme {number}.",
                mend=f"Known are {', '.join(sorted(rows, key=int))}; local aid is 'local'.",
                ja=f"法別番号{number}の公費はありません。公費負担者番号のはじめの2桁を確かめてください。",
            )
        return rows[str(number)]

    def program(self, month: int, number: int) -> int:
        """公費の行: the row of `Programs` for a programme."""
        key = (self.tables.era(month), number)
        if key not in self._program_at:
            row = self.program_row(month, number)
            self._program_at[key] = len(self._programs)
            paragraph, percent = _whole(row.values["paragraph"]), _percent(row.values["percent"])
            self._programs.append(Program(self.entry(row), number, paragraph, percent))
        return self._program_at[key]

    def designated(self, month: int, high: bool) -> int:
        """特定疾病の限度額の行: the row of `Bands` for a designated disease."""
        key = (self.tables.era(month), high)
        if key not in self._designated_at:
            rows = self.tables.rows("cap_designated", month)
            self._designated_at[key] = self._band(rows["dialysis_high" if high else "general"])
        return self._designated_at[key]


def _whole(value: int | str) -> int:
    if not isinstance(value, int):
        raise InputError(
            f"'{value}' where a whole number is needed.", ja=f"整数が要るところに「{value}」があります。"
        )
    return value


def _percent(value: int | str) -> int:
    return 100 if value == "none" else _whole(value)


def _columns(rows: list[tuple[int, ...]], width: int) -> list[list[int]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
