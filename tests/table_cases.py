"""Cases as tables, and random years of a household: what the settlement in bulk is held against."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st
from strategies import FIRST, LAST, SHELF, _birth, _classes, _costs

from kaihoken.engine import dates
from kaihoken.settlement.classes import FACTS
from kaihoken.settlement.layout import TABLES, TYPES

Rows = dict[str, list[dict[str, Any]]]


def rows_of(case: dict[str, Any], household: str, prefix: str = "") -> Rows:
    """A case in its long form as rows of the tables; names get a prefix, so that cases can stand together."""
    out: Rows = {name: [] for name in TABLES}
    months = [b["month"] for b in case["bills"]]
    for name, person in case["people"].items():
        out["members"].append(
            {
                "household": household,
                "person": prefix + name,
                "birth": _day(person["birth"]),
                "shown": person.get("shown"),
                "share": person.get("share"),
            }
        )
        for cover in person.get("cover") or [{"insurer": person["insurer"]}]:
            insurer = case["insurers"][cover["insurer"]]
            out["covers"].append(
                {
                    "person": prefix + name,
                    "insurer": prefix + cover["insurer"],
                    "scheme": insurer["kind"],
                    "from": _day(cover.get("from")),
                    "to": _day(cover.get("to")),
                    "reason": cover.get("reason"),
                    "insured": insurer.get("insured") == name,
                }
            )
    for name, person in case["people"].items():
        for year, income in person.get("income", {}).items():
            for n, one in enumerate(income if isinstance(income, list) else [income]):
                out["incomes"].append({**one, "person": prefix + name, "year": int(year), "correction": n})
        if "waiver" in person:
            out["waivers"].append(_waiver(person["waiver"], prefix + name))
    for bill in case["bills"]:
        if "waiver" in bill:
            row = _waiver(bill["waiver"], prefix + bill["person"])
            out["waivers"].append({**row, "bill": prefix + bill["id"]})
        key = {"person": prefix + bill["person"], "bill": prefix + bill["id"]}
        out["meals"] += [{**key, **bill["meals"]}] if "meals" in bill else []
        out["charges"] += [{**key, **charge} for charge in bill.get("charges", [])]
        out["transports"] += [{**key, **bill["transport"]}] if "transport" in bill else []
    for name, insurer in case["insurers"].items():
        given = {c: insurer.get(c) for c in ("class", "elder_class", *FACTS)}
        by_month = {c: v if isinstance(v, dict) else {min(months): v} for c, v in given.items()}
        _roles(out, insurer, prefix, name)
        for month in sorted({m for lines in by_month.values() for m in lines}):
            line = {c: lines.get(month) for c, lines in by_month.items()}
            out["classes"].append({"insurer": prefix + name, "from": month, **line})
    for certificate in case["certificates"]:
        limit = certificate.get("limit")
        row = {k: v for k, v in certificate.items() if k not in ("limit", "program")}
        out["certificates"].append(
            {
                **row,
                "id": prefix + row["id"],
                "person": prefix + row["person"],
                "program": str(certificate["program"]),
                "limit": None if limit == "none" else limit,
                "no_limit": limit == "none",
                "from": _day(row.get("from")),
                "to": _day(row.get("to")),
            }
        )
    for bill in case["bills"]:
        parts = [
            {"cost": p["cost"], "certificates": [prefix + n for n in p.get("certificates", [])]}
            for p in bill.get("parts", [])
        ]
        out["bills"].append(
            {
                **bill,
                "id": prefix + bill["id"],
                "person": prefix + bill["person"],
                "certificates": [prefix + n for n in bill.get("certificates", [])],
                "parts": parts or None,
                "insurer": prefix + bill["insurer"] if "insurer" in bill else None,
                "paid": bill.get("paid", case.get("given", {}).get("paid", {}).get(bill["id"])),
            }
        )
    for name, insurer in case["insurers"].items():
        if "supplement" in insurer:
            out["supplements"].append({"insurer": prefix + name, **insurer["supplement"]})
    for care in case.get("care", []):
        out["care"].append({**care, "person": prefix + care["person"]})
    for name, state in case.get("state", {}).items():
        year = state.get("year") or {"people": {}}
        for person, borne in year["people"].items():
            for what, yen in borne.items():
                row = {"insurer": prefix + name, "what": f"year_{what}", "person": prefix + person}
                out["state"].append({**row, "month": year["ending"], "yen": yen})
        for month in year.get("capped", []):
            out["state"].append({"insurer": prefix + name, "what": "year_capped", "month": month})
        for month in state.get("benefit_months", []):
            out["state"].append({"insurer": prefix + name, "what": "benefit_month", "month": month})
        for person, by in state.get("hospital_months", {}).items():
            for institution, of in by.items():
                for month in of:
                    out["state"].append(
                        {
                            "insurer": prefix + name,
                            "what": "hospital_month",
                            "person": prefix + person,
                            "institution": institution,
                            "month": month,
                        }
                    )
    return out


def frames_of(*many: Rows) -> dict[str, pl.DataFrame]:
    """Rows of several cases as raw tables, months as text."""
    found = {}
    for name, columns in TABLES.items():
        schema = {c: pl.String() if w.kind == "month" else TYPES[w.kind] for c, w in columns.items()}
        rows = [{c: row.get(c) for c in columns} for one in many for row in one[name]]
        untaken = [row.get("untaken") for one in many for row in one[name]]
        found[name] = pl.DataFrame(rows, schema=schema).with_row_index("row")
        found[name] = found[name].with_columns(untaken=pl.Series(untaken, dtype=pl.String))
    return found


def _roles(out: Rows, insurer: dict[str, Any], prefix: str, name: str) -> None:
    """Who besides the insured counts for the class of an insurer-household."""
    heads = [insurer["head"]] if "head" in insurer else []
    for role, people in (("head", heads), *((r, insurer.get(r, [])) for r in ("household", "former"))):
        out["roles"] += [{"insurer": prefix + name, "person": prefix + p, "role": role} for p in people]


def _waiver(waiver: dict[str, Any], person: str) -> dict[str, Any]:
    return {**waiver, "person": person, "from": _day(waiver.get("from")), "to": _day(waiver.get("to"))}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@st.composite
def years(draw: st.DrawFn) -> dict[str, Any]:
    """One insurer-household over two to fifteen months: classes that change, repeat months, certificates."""
    first = draw(st.integers(FIRST, LAST - 15))
    last = first + draw(st.integers(1, 14))
    elderly = draw(st.booleans())
    kind = "elderly" if elderly else draw(st.sampled_from(["employee", "national"]))
    months = sorted(draw(st.sets(st.integers(first, last), min_size=2, max_size=9)))
    lines: dict[str, dict[str, str]] = {"class": {}, "elder_class": {}}
    kept: dict[str, str] = {}
    for m in months:  # a class is kept while it exists, so that repeat months come up
        for column, senior in (("class", elderly), ("elder_class", True)):
            names = [
                n for n in _classes(m, senior, kind)
                if not elderly or SHELF.class_row(m, True, n).values["above"] != "none"
            ]  # fmt: skip
            if kept.get(column) not in names or draw(st.integers(0, 9)) == 0:
                kept[column] = draw(st.sampled_from(names))
                lines[column][dates.text(m)] = kept[column]
    insurer: dict[str, Any] = {"kind": kind, "class": lines["class"]}
    if not elderly:
        insurer["elder_class"] = lines["elder_class"]
    case: dict[str, Any] = {
        "insurers": {"K": insurer}, "people": {}, "certificates": [], "bills": [], "given": {"paid": {}},
        "state": {"K": {"benefit_months": [dates.text(months[0] - k) for k in draw(st.sets(st.integers(1, 12), max_size=3))]}},
    }  # fmt: skip
    for p in range(draw(st.integers(1, 3))):
        born = _birth(draw, months[0], kind)
        if not elderly:
            born = max(born, (months[-1] - 75 * 12) * 40 + 2)
        born = min(born, months[0] * 40 + 1) if born // 40 >= months[0] else born
        case["people"][f"p{p}"] = {
            "birth": f"{dates.text(born // 40)}-{born % 40:02d}",
            "insurer": "K",
            "shown": draw(st.sampled_from(["my_number", "certificate", "nothing"])),
        }
    for m in months:
        for _ in range(draw(st.integers(1, 3))):
            n = len(case["bills"])
            person = draw(st.sampled_from(sorted(case["people"])))
            bill = {
                "id": f"b{n:02d}", "month": dates.text(m), "person": person,
                "institution": draw(st.sampled_from(["病院", f"病院{n}"])),
                "setting": draw(st.sampled_from(["inpatient", "outpatient"])), "certificates": [],
            }  # fmt: skip
            if any(
                all(o[k] == bill[k] for k in ("month", "person", "institution", "setting"))
                for o in case["bills"]
            ):
                continue
            _costs(draw, case, bill, m, kind, n)
            case["bills"].append(bill)
    return case
