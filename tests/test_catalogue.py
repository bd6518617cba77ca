"""The catalogue: its entries are checked, found by any name, and change only at dated entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaihoken.catalogue.load import FOLDER, catalogue, read_file, sources, statements
from kaihoken.errors import TableError

GOOD = """\
[thing]
kind = "drug"
ja = "もの"
en = "Thing"
what_ja = "薬"
what_en = "a drug"

[[thing.approval]]
date = "2020-01-10"
type = "ordinary"
article = "薬機法14条"
evidence = "official"
source = ["device_act"]

[[thing.price]]
from = "2020-03-01"
yen = 100
unit = "tablet"
unit_ja = "1錠"
evidence = "official"
source = ["device_act"]

[[thing.price]]
from = "2021-03-01"
yen = 90
unit = "tablet"
unit_ja = "1錠"
evidence = "official"
source = ["device_act"]
"""


def refused(tmp_path: Path, old: str, new: str) -> str:
    assert old in GOOD
    path = tmp_path / "thing.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_file(path, sources())
    return str(error.value)


def test_a_good_entry_is_read(tmp_path: Path) -> None:
    path = tmp_path / "thing.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_file(path, sources())["thing"].price[1].yen == 90


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('type = "ordinary"', 'type = "ordinary"\ntyp = 1', 11, "unknown field `typ`"),
        ('kind = "drug"', 'kind = "pill"', 2, "pill"),
        ('type = "ordinary"\n', 'type = "quick"\n', 10, "quick"),
        ('evidence = "official"\nsource = ["device_act"]\n\n[[thing.price]]\nfrom = "2020',
         'evidence = "rumour"\nsource = ["device_act"]\n\n[[thing.price]]\nfrom = "2020', 12, "rumour"),
        ('evidence = "official"\nsource = ["device_act"]\n\n[[thing.price]]\nfrom = "2020',
         'evidence = "official"\n\n[[thing.price]]\nfrom = "2020', 8, "source"),
        ('source = ["device_act"]\n\n[[thing.price]]\nfrom = "2021',
         'source = ["nobody"]\n\n[[thing.price]]\nfrom = "2021', 21, "'nobody' is not in sources.toml"),
        ('source = ["device_act"]\n\n[[thing.price]]\nfrom = "2021',
         'source = []\n\n[[thing.price]]\nfrom = "2021', 21, "length"),
        ('from = "2021-03-01"', 'from = "2020-03-01"', 24, "does not follow the price before it"),
        ('from = "2021-03-01"', 'from = "2021-02-30"', 24, "not a day of the calendar"),
        ('yen = 90', 'yen = 90\npoints = 9', 23, "one of yen, points and sen"),
        ('yen = 90', 'yen = -1', 25, ">= 0"),
        ('yen = 90', 'yen = 9.5', 25, "float"),
        ('what_en = "a drug"', 'what_en = "a drug"\nask_en = ["What?"]', 7, "both languages"),
        ('type = "ordinary"', 'type = "conditional_time_limited"', 8, "needs its years"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    said = refused(tmp_path, old, new)
    assert said.startswith(f"thing.toml:{line}: [thing]"), said
    assert words in said


def test_every_entry_has_sources_and_evidence() -> None:
    assert list(FOLDER.glob("*.toml"))
    for entry in catalogue().values():
        for at, one in statements(entry):
            assert one.source and one.evidence, (entry.id, at)
