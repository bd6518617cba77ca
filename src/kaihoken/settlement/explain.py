"""一世帯を説明する: a household of the tables as a case, which the letter explains."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import polars as pl

from ..engine import dates
from ..engine.tables import tables
from ..errors import InputError
from ..households import form
from ..households.certificates import DESIGNATED, LOCAL
from ..households.refunded import REFUNDED
from ..households.year_sums import ending_of
from .beside import TABLES as BESIDE
from .check import Frames
from .chunk import settle_chunk
from .deal import open_folder
from .forms import beside_of, facts_of, incomes_of, waiver_on
from .members import Doubles
from .pick import Picker
from .reasons import REASONS
from .tables import read
from .year_sums import CAPPED, SUMS


def case_of(frames: Frames, household: str, rows: list[int] | None = None) -> form.Case:
    """事例にする: the household's rows of the read tables as a case.

    rows: the row numbers of the bills to take; all of the household without. Months of the state that are
    undecided have no place in a case. The bills stand in the order in which running sheets are filled:
    month, insurer, person, id.
    """
    members = frames["members"].filter(pl.col("household") == household)
    names = members["person"].implode()
    covers = frames["covers"].filter(pl.col("person").is_in(names))
    insurers = covers["insurer"].unique().implode()
    bills = frames["bills"].filter(pl.col("person").is_in(names))
    if rows is not None:
        bills = bills.filter(pl.col("row").is_in(rows))
    certificates = frames["certificates"].filter(pl.col("person").is_in(names))
    incomes = incomes_of(frames["incomes"].filter(pl.col("person").is_in(names)))
    people = {
        m["person"]: form.Person(
            birth=_day(m["birth"]),
            cover=[
                form.Cover(c["insurer"], _day(c["from"]), _day(c["to"]), c["reason"])
                for c in covers.filter(pl.col("person") == m["person"])
                .sort("from", "row", nulls_last=False)
                .iter_rows(named=True)
            ],
            shown=m["shown"],
            share=m["share"],
            income=incomes.get(m["person"], {}),
        )
        for m in members.iter_rows(named=True)
    }
    used = [_bill(b, people, frames) for b in bills.iter_rows(named=True)]
    used.sort(key=lambda one: (one[1].month, one[0], one[1].person, one[1].id))
    return form.Case(
        title=household,
        insurers={
            name: msgspec.structs.replace(
                _insurer(covers.filter(pl.col("insurer") == name), frames["classes"], frames["roles"]),
                supplement=_supplement(frames["supplements"].filter(pl.col("insurer") == name)),
            )
            for name in covers["insurer"].unique(maintain_order=True)
        },
        people=people,
        certificates=[_certificate(c) for c in certificates.sort("id").iter_rows(named=True)],
        state=_state(frames["state"].filter(pl.col("insurer").is_in(insurers))),
        bills=[bill for _, bill in used],
        care=[
            form.Care(c["person"], dates.text(c["ending"]), c["yen"], c["insurer"])
            for c in frames["care"].filter(pl.col("person").is_in(names)).iter_rows(named=True)
        ],
        given=form.Given(
            {
                b["id"]: b["paid"]
                for b in bills.iter_rows(named=True)
                if b["paid"] is not None and b["kind"] != REFUNDED
            }
        ),
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _insurer(covers: pl.DataFrame, classes: pl.DataFrame, roles: pl.DataFrame) -> form.Insurer:
    insured = covers.filter("insured")["person"].unique(maintain_order=True)
    name = covers["insurer"][0]
    facts = facts_of(classes.filter(pl.col("insurer") == name), roles.filter(pl.col("insurer") == name))
    return form.Insurer(covers["scheme"][0], insured=None if insured.is_empty() else insured[0], **facts)


def _supplement(rows: pl.DataFrame) -> form.Supplement | None:
    for row in rows.iter_rows(named=True):
        unit = 100 if row["unit"] is None else row["unit"]
        return form.Supplement(row["floor"], unit, row["per"], row["not_for_low_income"])
    return None


def _bill(b: dict[str, Any], people: dict[str, form.Person], frames: Frames) -> tuple[str, form.Bill]:
    """A bill with the insurer to which it goes."""
    parts = [form.Part(cost=p["cost"], certificates=p["certificates"] or []) for p in b["parts"] or []]
    month: int = b["month"]
    first, last = date(month // 12, month % 12 + 1, 1), date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    covers = [
        c
        for c in people[b["person"]].cover
        if (c.from_ or "") < last.isoformat() and (c.to or "9999-12-31") >= first.isoformat()
    ]
    visits: list[form.Visit] = []
    insurer = covers[0].insurer if covers else ""
    if len(covers) > 1 and b["kind"] != REFUNDED:  # a case tells the insurer by the days of its visits
        cover = next((c for c in covers if c.insurer == b["insurer"]), covers[0])
        insurer = cover.insurer
        on = max(first.isoformat(), cover.from_ or "")
        cost = sum(p.cost or 0 for p in parts) if parts else b["cost"]
        visits = [form.Visit(cost=cost if n == 0 else 0, on=on) for n in range(max(1, b["times"] or 1))]
    cash = b["kind"] == REFUNDED
    return insurer, form.Bill(
        dates.text(month),
        b["person"],
        b["id"],
        b["institution"],
        b["setting"],
        b["kind"],
        cost=None if cash else b["cost"],
        parts=parts,
        visits=visits,
        times=b["times"],
        certificates=b["certificates"] or [],
        prescriber=b["prescriber"] or None,
        waiver=waiver_on(frames["waivers"], b["person"], b["id"], month),
        **beside_of(frames, b["person"], b["id"]),
        paid=b["paid"] if cash else None,
        standard=b["standard"],
        reason=b["reason"],
        cause=b["cause"],
    )


def _certificate(c: dict[str, Any]) -> form.Certificate:
    program = c["program"]
    return form.Certificate(
        c["id"],
        c["person"],
        program if program in (LOCAL, DESIGNATED) else int(program),
        limit="none" if c["no_limit"] else c["limit"],
        from_=_day(c["from"]),
        to=_day(c["to"]),
        used=c["used"] or 0,
        disease=c["disease"],
        per=c["per"],
        most_times=c["most_times"],
        month_limit=c["month_limit"],
        in_kind=c["in_kind"],
    )


def _state(state: pl.DataFrame) -> dict[str, form.State]:
    found: dict[str, form.State] = {}
    for row in state.sort("month").iter_rows(named=True):
        one = found.setdefault(row["insurer"], form.State())
        month = dates.text(row["month"])
        if row["what"] == "benefit_month":
            one.benefit_months.append(month)
        elif row["what"] == "hospital_month":
            by = one.hospital_months.setdefault(row["person"], {})
            by.setdefault(row["institution"] or "", []).append(month)
    for insurer, year in _years(state).items():
        found[insurer] = msgspec.structs.replace(found[insurer], year=year)
    return found


def _years(state: pl.DataFrame) -> dict[str, form.YearState]:
    """The year so far of each insurer-household."""
    found: dict[str, form.YearState] = {}
    amounts: dict[tuple[str, str], dict[str, int]] = {}
    for row in state.filter(pl.col("what").is_in(SUMS)).iter_rows(named=True):
        one = found.setdefault(row["insurer"], form.YearState(dates.text(row["month"])))
        borne = amounts.setdefault((row["insurer"], row["person"]), {})
        name = row["what"].removeprefix("year_")
        borne[name] = borne.get(name, 0) + (row["yen"] or 0)
        one.people[row["person"]] = form.Borne(**borne)
    for row in state.filter(pl.col("what") == CAPPED).sort("month").iter_rows(named=True):
        ending = dates.text(ending_of(row["month"]))
        found.setdefault(row["insurer"], form.YearState(ending)).capped.append(dates.text(row["month"]))
    return found


class Standing(NamedTuple):
    """精算できる世帯: a household as a case, with the rows that are left out and why."""

    case: form.Case
    undecided: list[dict[str, Any]]


def standing(folder: Path, name: str) -> Standing:
    """一世帯を取り出す: the household of this name, or of the bill of this id, from a folder of tables.

    The bills that the settlement in bulk leaves undecided are left out of the case and named. Raises
    InputError where there is no such household.
    """
    source = open_folder(folder).tables
    found = {t: source[t].filter(pl.col("household") == name).collect() for t in ("members",)}
    if found["members"].is_empty():
        person = source["bills"].filter(pl.col("id") == name).select("person").collect()["person"]
        family = (
            source["members"].filter(pl.col("person").is_in(person.implode())).collect()["household"].unique()
        )
        found["members"] = source["members"].filter(pl.col("household").is_in(family.implode())).collect()
        if len(family) != 1:
            none = family.is_empty()
            what = "no household and no bill" if none else f"bills of {len(family)} households"
            what_ja = "という世帯も請求もありません" if none else f"という請求が{len(family)}世帯にあります"
            raise InputError(
                f"'{name}' names {what}.",
                str(folder),
                "Name a household of members, or the id of a bill.",
                f"「{name}」{what_ja}。membersの世帯か、請求のidを指定してください。",
            )
        name = str(family[0])
    people = found["members"]["person"].implode()
    for table in ("covers", "certificates", "bills", "care", "waivers", "incomes", *BESIDE):
        found[table] = source[table].filter(pl.col("person").is_in(people)).collect()
    insurers = found["covers"]["insurer"].implode()
    for table in ("classes", "state", "supplements", "roles"):
        found[table] = source[table].filter(pl.col("insurer").is_in(insurers)).collect()
    frames = {table: read(found[table], table) for table in found}
    last = frames["bills"]["month"].max()
    doubles = Doubles(
        frozenset(_twice(source["members"], people)),
        frozenset(_shared(source["covers"], insurers, people)),
    )
    out = settle_chunk(found, doubles, Picker(tables()), last if isinstance(last, int) else 0).tables
    undecided = [
        {**row, "reason_ja": REASONS[row["reason"]][0], "reason_en": REASONS[row["reason"]][1]}
        for row in out["undecided"].iter_rows(named=True)
    ]
    lost = {row["row"] for row in undecided if row["table"] == "bills"}
    rows = [row for row in frames["bills"]["row"].to_list() if row not in lost]
    return Standing(case_of(frames, name, rows), undecided)


def _twice(members: pl.LazyFrame, people: pl.Series) -> list[str]:
    """People of the household who stand in members more than once."""
    rows = members.filter(pl.col("person").cast(pl.String).is_in(people)).group_by("person").len()
    return rows.filter(pl.col("len") > 1).collect()["person"].to_list()


def _shared(covers: pl.LazyFrame, insurers: pl.Series, people: pl.Series) -> list[str]:
    """Insurers of the household that cover other households too."""
    name, person = pl.col("insurer").cast(pl.String), pl.col("person").cast(pl.String)
    return covers.filter(name.is_in(insurers) & ~person.is_in(people)).collect()["insurer"].unique().to_list()
