"""Cases from the rows of made-up households, as a user would write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kaihoken.households.form import Case
from kaihoken.households.read import parse


def cases(folder: Path, households: list[str]) -> Iterator[Case]:
    """Households of a folder of tables as cases; those without a bill are left out."""
    tables = {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    keep = {name: _of(tables, name, households) for name in tables}
    for household in households:
        if keep["bills"][household]:
            yield parse(_case(keep, household))


def _of(tables: dict[str, pl.DataFrame], name: str, households: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of a table by household."""
    frame, members = tables[name], tables["members"].select("household", "person")
    owners = tables["covers"].join(members, on="person").select("insurer", "household").unique()
    if name in ("classes", "state"):
        frame = frame.select(pl.exclude("person", "institution")).join(owners, on="insurer")
    elif name != "members":
        frame = frame.join(members, on="person", maintain_order="left")
    found: dict[str, list[dict[str, Any]]] = {household: [] for household in households}
    for row in frame.filter(pl.col("household").is_in(households)).iter_rows(named=True):
        found[row.pop("household")].append(row)
    return found


def _plain(row: dict[str, Any], *leave: str) -> dict[str, Any]:
    """A row as a user writes it: no empty fields, days as text."""
    return {
        k: v.isoformat() if isinstance(v, date) else v
        for k, v in row.items()
        if v is not None and k not in leave
    }


def _certificate(row: dict[str, Any]) -> dict[str, Any]:
    one = _plain(row, "no_limit")
    if one["program"].isdigit():
        one["program"] = int(one["program"])
    if row["no_limit"]:
        one["limit"] = "none"
    return one


def _bill(row: dict[str, Any], covers: list[dict[str, Any]]) -> dict[str, Any]:
    """A bill; where it names its insurer, with visits on a day of that cover."""
    bill = _plain(row, "insurer", "times" if row["insurer"] else "", "cost" if row["parts"] else "")
    if row["insurer"]:
        cover = next(c for c in covers if c["insurer"] == row["insurer"])
        on = max(f"{row['month']}-01", cover.get("from", ""))
        bill["visits"] = [{"on": on, "cost": 0} for _ in range(row["times"] or 1)]
        bill["visits"][0]["cost"] = row["cost"]
    return bill


def _case(keep: dict[str, dict[str, list[dict[str, Any]]]], household: str) -> dict[str, Any]:
    insurers: dict[str, dict[str, Any]] = {}
    people = {m["person"]: {**_plain(m, "person"), "cover": []} for m in keep["members"][household]}
    for cover in keep["covers"][household]:
        insurer = insurers.setdefault(cover["insurer"], {"kind": cover["scheme"]})
        if cover["insured"]:
            insurer["insured"] = cover["person"]
        people[cover["person"]]["cover"].append(_plain(cover, "person", "scheme", "insured"))
    for line in keep["classes"][household]:
        for name in ("class", "elder_class"):
            if line[name] is not None:
                insurers[line["insurer"]].setdefault(name, {})[line["from"]] = line[name]
    state: dict[str, dict[str, list[str]]] = {name: {"benefit_months": []} for name in insurers}
    for line in keep["state"][household]:
        state[line["insurer"]]["benefit_months"].append(line["month"])
    bills = [_bill(b, people[b["person"]]["cover"]) for b in keep["bills"][household]]
    return {
        "insurers": insurers,
        "people": people,
        "certificates": [_certificate(c) for c in keep["certificates"][household]],
        "state": state,
        "bills": bills,
    }
