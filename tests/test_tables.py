"""The dated tables: no gap and no conflict in any month; a broken table names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaihoken.engine import dates
from kaihoken.engine.book import Shelf
from kaihoken.engine.tables import EVIDENCE, read_file, read_folder, tables
from kaihoken.errors import InputError, TableError
from kaihoken.law.caps import monthly_cap
from kaihoken.law.shapes import CAP, NO_CAP, NONE

FIRST, LAST = dates.month("2015-01"), dates.month("2028-12")


@pytest.mark.parametrize("month", range(FIRST, LAST + 1), ids=dates.text)
def test_every_rule_has_a_value_or_a_declared_hole_in(month: int) -> None:
    shelf = Shelf(tables())
    rows = []
    for senior in (False, True):
        for name in shelf.classes(month, senior):
            for inpatient in (False, True):
                rows.append(shelf.terms(month, name, senior, inpatient))
    shelf.terms(month, None, False, True)
    for number in tables().rows("program", month):
        shelf.program(month, int(number))
    for high in (False, True):
        shelf.designated(month, high)
    book = shelf.book()
    for band in book.bands:
        assert band.kind in (NO_CAP, CAP, NONE)
        if band.kind == NONE:
            entry = shelf.entries[band.entry]
            assert entry.evidence == "unknown" and entry.note and entry.note_ja
        if band.kind == CAP:
            assert monthly_cap(band, 10_000_000, False, False) >= monthly_cap(band, 0, False, False) > 0
            assert monthly_cap(band, 10_000_000, True, True) > 0
    for row in rows:
        assert book.terms[row].household > 0 and book.terms[row].joining > 0


def test_classes_of_caps_and_of_facts_are_the_same_in_every_month() -> None:
    for month in range(FIRST, LAST + 1):
        rows = tables().rows
        assert list(rows("class_under_70", month)) == list(rows("cap_under_70", month))
        assert (
            list(rows("class_70", month))
            == list(rows("cap_70", month))
            == list(rows("cap_70_outpatient", month))
        )
        for row in rows("class_70", month).values():
            assert row.values["counter"] in rows("class_70", month)


def test_every_figure_names_its_source_and_its_evidence() -> None:
    for row in tables().all_rows():
        assert row.source and row.basis and row.evidence in EVIDENCE
        if row.evidence in ("inferred", "unknown", "press", "summary"):
            assert row.note_in("ja") and row.note_in("en")


def test_a_month_outside_the_tables_is_told_as_such() -> None:
    shelf = Shelf(tables())
    with pytest.raises(InputError, match="there are no figures for 1999-05"):
        shelf.terms(dates.month("1999-05"), "一般", False, True)
    with pytest.raises(InputError, match="begin in 2015-01"):
        shelf.program(dates.month("2010-05"), 54)


GOOD = """
[caps]
ja = "限度額"
en = "caps"
date_key = "treatment month"
fields = ["base"]

[[caps.period]]
from = "2015-01"
status = "in_force"
evidence = "law"
basis = "令42条"
source = ["order_2025"]
[caps.period.rows]
"ア" = { base = 1000 }

[[caps.period]]
from = "2026-08"
status = "in_force"
evidence = "law"
basis = "令42条"
source = ["order_2025"]
[caps.period.rows]
"ア" = { base = 2000 }
"""


def broken(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "broken.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('from = "2026-08"', 'from = "2014-08"', 17, "does not follow the one before"),
        ('from = "2026-08"', 'from = "2015-01"', 17, "does not follow the one before"),
        ('from = "2026-08"', 'from = "2026-13"', 2, "is not a month"),
        ("base = 2000", "bass = 2000", 24, "needs ['base']"),
        ("base = 2000", "base = 20.5", 24, "whole number"),
        ("base = 2000", "base = -1", 24, "negative"),
        ('evidence = "law"\nbasis = "令42条"\nsource = ["order_2025"]\n[caps.period.rows]\n"ア" = { base = 2000 }',
         'evidence = "hearsay"\nbasis = "令42条"\nsource = ["order_2025"]\n[caps.period.rows]\n"ア" = { base = 2000 }', 24, "hearsay"),
        ('source = ["order_2025"]\n[caps.period.rows]\n"ア" = { base = 2000 }',
         'source = []\n[caps.period.rows]\n"ア" = { base = 2000 }', 17, "has no source"),
        ('source = ["order_2025"]\n[caps.period.rows]\n"ア" = { base = 2000 }',
         'source = ["rumour"]\n[caps.period.rows]\n"ア" = { base = 2000 }', 17, "not in sources.toml"),
        ('date_key = "treatment month"', 'date_key = "treatment month"\nunits = "yen"', 2, "unknown key"),
    ],
)  # fmt: skip
def test_a_broken_table_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(TableError) as error:
        read_file(broken(tmp_path, old, new), tables().sources)
    assert str(error.value).startswith(f"broken.toml:{line}: ")
    assert what in str(error.value)


def test_one_series_in_two_files_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[order_2025]\ntitle = "x"\n', encoding="utf-8")
    (tmp_path / "articles.toml").write_text("", encoding="utf-8")
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(TableError, match="stands in two files"):
        read_folder(tmp_path)


def test_articles_follow_scheme_and_date() -> None:
    article = tables().article
    august = dates.month("2026-08")
    assert article("certificate", "employee", august) == "健康保険法施行規則103条の7"
    assert article("certificate", "employee", august - 1) == "健康保険法施行規則103条の2"
    assert "国民健康保険法施行令" in article("ordinary_caps", "national", august)
    assert "高確令" in article("ordinary_caps", "elderly", august)
