"""Services of the catalogue: their points stand in the law's tables, and nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaihoken.catalogue.answer import answer
from kaihoken.catalogue.form import Covered
from kaihoken.catalogue.load import FOLDER, catalogue, read_file, read_sources
from kaihoken.catalogue.standing import prices_on
from kaihoken.engine.tables import tables
from kaihoken.errors import TableError
from kaihoken.forms.read import parse

SERVICES = [entry for entry in catalogue().values() if entry.fee]


@pytest.mark.parametrize("entry", SERVICES, ids=lambda e: e.id)
def test_the_price_of_every_day_is_that_of_the_table(entry) -> None:  # type: ignore[no-untyped-def]
    for month in range(2018 * 12 + 3, 2028 * 12 + 12):
        day = date(month // 12, month % 12 + 1, 1)
        shown = {price.name: price.amount for price in prices_on(entry, day)}
        for fee in entry.fee:
            row = tables().rows(fee.series, month).get(fee.key)
            ended = fee.until is not None and day.isoformat() > fee.until
            begun = day.isoformat() >= fee.from_
            if row is None or ended or not begun:
                assert shown.get(fee.name) is None or fee.name in {f.name for f in entry.fee if f is not fee}
            else:
                points = row.values["points"]
                assert shown[fee.name] == (points if isinstance(points, int) else None), (day, fee.key)


def test_a_service_of_every_month_is_insured_or_not_there() -> None:
    for entry in SERVICES:
        for month in range(2015 * 12, 2028 * 12 + 12):
            on = f"{month // 12}-{month % 12 + 1:02d}-01"
            reply = answer(parse({"covered": entry.id, "on": on}, Covered))
            assert reply.value("status", "status") in ("insured", "not_on_market")


def test_no_points_are_written_in_the_file_of_services() -> None:
    assert "points =" not in (FOLDER / "services.toml").read_text(encoding="utf-8")


def test_a_fee_of_a_table_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (FOLDER / "services.toml").read_text(encoding="utf-8")
    path = tmp_path / "services.toml"
    path.write_text(text.replace('series = "visit_fee"', 'series = "visit_free"', 1), encoding="utf-8")
    with pytest.raises(TableError, match=r"services.toml:\d+: .*visit_free"):
        read_file(path, read_sources())
