"""The catalogue: its entries are checked, found by any name, and change only at dated entries."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kaihoken.catalogue import payment
from kaihoken.catalogue.answer import answer
from kaihoken.catalogue.entry import Entry, first_day, last_day
from kaihoken.catalogue.find import one, search
from kaihoken.catalogue.form import Covered
from kaihoken.catalogue.load import FOLDER, catalogue, read_file, sources, statements
from kaihoken.catalogue.standing import STATUS, days_of, prices_on, status_on
from kaihoken.commands.reply import letter
from kaihoken.engine.tables import PROVISIONAL, tables
from kaihoken.errors import InputError, ProvisionalFigure, TableError
from kaihoken.forms.read import parse
from kaihoken.forms.reply import Reply

STANDS = [entry.id for entry in catalogue().values() if entry.kind not in ("figures", "rule")]
MONTHS = [date(year, month, 1) for year in range(2015, 2029) for month in range(1, 13)]


def asked(**form: Any) -> Reply:
    """The answer to plain data, as a file would give it."""
    return answer(parse(form, Covered))


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
        ('yen = 90', 'yen = "unknown"', 28, "a hole, and only a hole"),
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
        for at, statement in statements(entry):
            assert statement.source and statement.evidence, (entry.id, at)


def test_a_product_of_an_unknown_kind_of_evidence_is_told_as_not_confirmed() -> None:
    """Every statement below an official text comes back as a doubt, and --strict refuses it."""
    reply = asked(covered="Amchepry", on="2026-08-10")
    assert any("one source" in doubt.en for doubt in reply.doubts)
    assert all(doubt.ja and doubt.en for doubt in reply.doubts)
    with pytest.raises(ProvisionalFigure):
        answer(parse({"covered": "Amchepry", "on": "2026-08-10"}, Covered), strict=True)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("アムシェプリ", "amchepry"),
        ("Amchepry", "amchepry"),
        ("Amchpre", "amchepry"),
        ("amchpre", "amchepry"),
        ("ＡＭＣＨＥＰＲＹ", "amchepry"),
        ("raguneprocel", "amchepry"),
        ("えれびじす", "elevidys"),
        ("エレビジス 点滴静注", "elevidys"),
        ("HAUDY", "cureapp_aud"),
        ("Cure App HT", "cureapp_ht"),
        ("アクーゴ", "akuugo"),
        ("stem cell clinic", "somatic_stem_cells"),
    ],
)
def test_an_entry_is_found_by_any_of_its_names_in_both_languages(name: str, id: str) -> None:
    assert one(catalogue(), name).id == id
    assert search(catalogue(), name)[0].id == id


def test_a_name_leads_to_one_entry() -> None:
    for entry in catalogue().values():
        for name in (entry.id, entry.ja, entry.en, *entry.aliases):
            assert one(catalogue(), name).id == entry.id, name


def test_what_is_not_in_the_catalogue_is_said_to_be_so() -> None:
    with pytest.raises(InputError, match="nothing can be said of it") as error:
        one(catalogue(), "ハートシト")
    assert "heartsheet" in str(error.value)
    with pytest.raises(InputError, match="may be several things"):
        one(catalogue(), "CureApp")


@pytest.mark.parametrize("id", STANDS)
def test_an_item_has_one_and_only_one_status_in_every_month(id: str) -> None:
    """By the days of the entry alone, without the law's rule: exactly one of the five holds."""
    entry, law = catalogue()[id], tables()
    for day in MONTHS:
        at, now = days_of(entry, law, day), day.toordinal()
        alive = 0 < at.approved <= now and not 0 < at.ended <= now
        listed = alive and 0 < at.listed <= now and not 0 < at.unlisted <= now
        open_ = alive and not listed and 0 < at.unsettled <= now
        combined = alive and not listed and not open_ and 0 < at.combined <= now <= at.until
        rest = alive and not listed and not open_ and not combined
        every = dict(zip(STATUS, (not alive, listed, combined, rest, open_), strict=True))
        assert [name for name, holds in every.items() if holds] == [status_on(entry, law, day)]


@pytest.mark.parametrize("id", STANDS)
def test_an_insured_product_has_a_price_or_a_declared_hole_in_every_month(id: str) -> None:
    entry = catalogue()[id]
    for day in MONTHS:
        if entry.claim is not None and status_on(entry, tables(), day) == "insured":
            assert prices_on(entry, day), day


@pytest.mark.parametrize("id", STANDS)
def test_status_and_price_change_only_at_dated_entries(id: str) -> None:
    """Day by day from 2015 to 2028: a change stands on a day that the entry, or a window, names."""
    entry, law = catalogue()[id], tables()
    named = {
        day
        for _, statement in statements(entry)
        for field in ("date", "from_", "valid_until", "until")
        if (text := getattr(statement, field, None)) and text != "unknown"
        for day in (first_day(text), last_day(text) + timedelta(days=1))
    }
    before_prices, before_status = (
        prices_on(entry, date(2014, 12, 31)),
        status_on(entry, law, date(2014, 12, 31)),
    )
    day = date(2015, 1, 1)
    while day.year < 2029:
        prices, status = prices_on(entry, day), status_on(entry, law, day)
        if prices != before_prices:
            assert day in named, (id, day)
        if status != before_status:
            window = days_of(entry, law, day - timedelta(days=1)).until + 1
            assert day in named or day.toordinal() == window, (id, day)
        before_prices, before_status = prices, status
        day += timedelta(days=1)


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda e: e.id)
def test_every_entry_answers_in_every_year_in_both_languages(entry: Entry) -> None:
    for year in range(2015, 2029):
        reply = asked(covered=entry.id, on=f"{year}-08-10")
        for lang in ("ja", "en"):
            assert (entry.ja if lang == "ja" else entry.en) in letter(reply, lang, full=True)
        for group in reply.groups:
            keys = [line.key for line in group.lines]
            assert len(keys) == len(set(keys)), keys
            assert all(line.ja and line.en for line in group.lines)
            assert all(line.value is not None or line.evidence == "unknown" for line in group.lines)


def test_a_missing_fact_is_asked_for_and_the_answer_stays_open() -> None:
    patient = {"birth": "2020-11-03", "facts": {"disease": "duchenne", "ambulatory": True}}
    reply = asked(covered="Elevidys", on="2026-08-10", patient=patient)
    assert reply.value("status", "answer") == "open"
    asked_for = {(one.subject, one.fact) for one in reply.missing}
    assert asked_for == {
        ("patient", "antibody_aavrh74"),
        ("patient", "deletion_exon_8_9"),
        ("patient", "hypersensitivity"),
        ("facility", "certified_child_neurology"),
        ("facility", "certified_physician"),
    }
    assert all("facts." in one.ja and "facts." in one.en for one in reply.missing)


def test_a_patient_without_a_class_sees_every_class() -> None:
    reply = asked(covered="Elevidys", on="2026-08-10", patient={"birth": "2020-11-03"})
    assert reply.value("month", "ウ") == 3_132_660
    with pytest.raises(KeyError):
        reply.value("pays", "month")


def test_certificates_and_the_annual_cap_stand_side_by_side() -> None:
    patient = {"birth": "2020-11-03", "certificates": [{"program": 52, "limit": 15000}]}
    reply = asked(covered="Elevidys", on="2026-08-10", patient=patient, all_classes=True)
    assert [reply.value(group, "ア") for group in ("month", "year", "aided")] == [
        3_311_010,
        1_680_000,
        15_000,
    ]


def test_a_fee_needs_no_approval_and_is_there_from_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec import convert

    of = {"evidence": "official", "source": ["health_act"]}
    fee = {
        "id": "fee",
        "kind": "fee",
        "ja": "再診料",
        "en": "return visit",
        "what_ja": "再診",
        "what_en": "a visit",
    }
    listed = [{**of, "date": "2026-06-01"}]
    prices = [
        {**of, "from": "2026-06-01", "points": 76, "unit": "visit", "unit_ja": "1回"},
        {**of, "from": "2027-06-01", "points": 77, "unit": "visit", "unit_ja": "1回"},
    ]
    entry = convert({**fee, "claim": "points", "listing": listed, "price": prices}, Entry)
    monkeypatch.setattr("kaihoken.catalogue.answer.catalogue", lambda: {"fee": entry})
    told = {
        day: asked(covered="再診料", on=day, patient={"age": 40, "class": "ウ"})
        for day in ("2026-05-31", "2026-06-01", "2027-06-01")
    }
    assert [reply.value("status", "status") for reply in told.values()] == [
        "not_on_market",
        "insured",
        "insured",
    ]
    assert [reply.value("pays", "month") for reply in list(told.values())[1:]] == [228, 231]


def test_an_elder_is_settled_in_the_scheme_of_the_age() -> None:
    reply = asked(covered="Amchepry", on="2026-08-10", patient={"age": 80}, all_classes=True)
    classes = [line.key for group in reply.groups if group.key == "month" for line in group.lines]
    assert classes == ["現役並みⅢ", "現役並みⅡ", "現役並みⅠ", "一般Ⅱ", "一般Ⅰ", "低所得Ⅱ", "低所得Ⅰ"]
    assert reply.value("month", "低所得Ⅰ") == 15_700


def test_a_failed_criterion_leaves_the_whole_price_to_the_patient() -> None:
    facts = {"disease": "duchenne", "antibody_aavrh74": "positive", "ambulatory": True}
    reply = asked(covered="Elevidys", on="2026-08-10", patient={"age": 5, "facts": facts, "class": "ウ"})
    assert reply.value("status", "answer") == "not_for_this_patient"
    assert not any(group.key == "pays" for group in reply.groups)
    assert any(note.code == "outside" for note in reply.notes)
    assert not reply.missing, "nothing that is still unknown could change it"


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"covered": "Elevidys", "on": "2026-02-30"}, "on"),
        ({"covered": "Nothing", "on": "2026-08-10"}, "covered"),
        ({"covered": "Elevidys", "on": "2026-08-10", "patient": {"age": 5, "class": "カ"}}, "patient"),
        ({"covered": "Elevidys", "on": "2026-08-10", "patient": {"birth": "2020-02-31"}}, "patient.birth"),
        (
            {"covered": "Elevidys", "on": "2026-08-10", "patient": {"birth": "2020-08-11", "age": 6}},
            "patient.age",
        ),
        (
            {"covered": "Elevidys", "on": "2026-08-10", "patient": {"facts": {"disease": "DMD"}}},
            "patient.facts.disease",
        ),
        (
            {"covered": "Elevidys", "on": "2026-08-10", "patient": {"facts": {"ambulatory": "yes"}}},
            "patient.facts.ambulatory",
        ),
        ({"covered": "Elevidys", "on": "2026-08-10", "later": True}, "later"),
        (
            {"covered": "ジャック", "on": "2026-08-10", "facility": {"facts": {"knee_operations": "many"}}},
            "facility.facts.knee_operations",
        ),
    ],
)
def test_a_mistake_names_its_field(form: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError) as error:
        answer(parse(form, Covered))
    assert error.value.where == where and error.value.mend
    assert re.search("[ぁ-ん]", error.value.ja)


def test_a_fact_that_no_criterion_asks_for_is_refused() -> None:
    """A misspelt fact would leave its criterion unknown without a word."""
    with pytest.raises(InputError, match="ambulatry"):
        asked(covered="Elevidys", on="2026-08-10", patient={"facts": {"ambulatry": True}})


def test_a_word_of_another_criterion_or_other_fails_and_is_not_refused() -> None:
    for facts in ({"disease": "parkinson"}, {"disease": "other"}, {"antibody_aavrh74": "positive"}):
        reply = asked(
            covered="Elevidys", on="2026-08-10", patient={"birth": "2020-08-11", "age": 5, "facts": facts}
        )
        assert reply.value("status", "answer") == "not_for_this_patient"


def test_a_price_becomes_points_as_on_the_claim() -> None:
    """Five tenths of a point are dropped for drugs, and count for materials (薬価 15円以下は1点)."""
    made = {"evidence": "law", "source": ["x"], "from": "2020-01-01", "unit": "x", "unit_ja": "x"}
    entry = {"ja": "x", "en": "x", "what_ja": "x", "what_en": "x", "kind": "drug"}

    def points(claim: str, **price: Any) -> int | None:
        from msgspec import convert

        read = convert({**entry, "claim": claim, "price": [{**made, **price}]}, Entry)
        return payment.points_of(read, read.price)

    assert [points("drug", yen=y) for y in (1, 15, 16, 25, 26, 304_972_042)] == [1, 1, 2, 2, 3, 30_497_204]
    assert [points("material", yen=y) for y in (4, 5, 15, 7_010)] == [0, 1, 2, 701]
    assert points("points", points=140, count=2) == 280
    assert points("drug", yen=100, count="as_needed") is None
    assert points("drug", yen="unknown") is None


def test_three_runs_of_the_products_law_agree() -> None:
    """Plain, traced and compiled, on days around each of the dates."""
    import numpy as np

    from kaihoken.engine.compiled import over_columns
    from kaihoken.engine.trace import recorder
    from kaihoken.law import products

    def loop(rows: Any, things: Any, provided: Any, classes: Any) -> None:
        for i in range(len(provided)):
            a, b, c, d, e, f, g, h = rows[i]
            provided[i] = standing(a, b, c, d, e, f, g, h)  # type: ignore[name-defined] # noqa: F821
            j, k, m, n, o, p, q = things[i]
            classes[i] = regenerative_class(j, k, m, n, o > 0, p > 0, q > 0)  # type: ignore[name-defined] # noqa: F821

    random.seed(1)
    days = [-1, 0, 1, 2, 3, 4]
    rows = [[random.choice(days) for _ in range(8)] for _ in range(3000)]
    things = [
        [random.choice(days), random.choice(days), random.choice(days), random.randrange(5)]
        + [random.randrange(2) for _ in range(3)]
        for _ in range(3000)
    ]
    plain = [products.standing(*row) for row in rows]
    classes = [products.regenerative_class(*t[:4], *map(bool, t[4:])) for t in things]
    assert set(plain) == set(range(5)) and set(classes) == set(range(4))
    space, _ = recorder()
    assert [space["standing"](*row) for row in rows] == plain
    assert [space["regenerative_class"](*t[:4], *map(bool, t[4:])) for t in things] == classes
    found = [np.zeros(3000, dtype=np.int64), np.zeros(3000, dtype=np.int64)]
    over_columns(loop)(np.array(rows, dtype=np.int64), np.array(things, dtype=np.int64), *found)
    assert [list(map(int, column)) for column in found] == [plain, classes]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kaihoken.cli", *words], capture_output=True, text=True, check=False
    )


def test_the_catalogue_prints_text_json_and_csv() -> None:
    found = run("catalogue", "アムシェプリ", "--on", "2026-08-10", "--lang", "ja")
    assert found.returncode == 0 and "55,306,737円" in found.stdout
    whole = json.loads(run("catalogue", "elevidys", "--on", "2026-08-10", "--json").stdout)[0]
    assert whole["status"] == "insured" and whole["prices"][0]["yen"] == 304_972_042
    assert all(source in whole["sources"] for price in whole["price"] for source in price["source"])
    table = run("catalogue", "--kind", "figures", "--on", "2026-08-10", "--csv").stdout
    assert "samd.approvals,figure" in table and ",211," in table
    assert run("catalogue", "no such thing").returncode == 1
    assert run("catalogue", "--on", "2026-02-30").returncode == 2


def test_covered_reads_a_patient_and_a_facility(tmp_path: Path) -> None:
    patient, facility = tmp_path / "p.yaml", tmp_path / "f.yaml"
    patient.write_text(
        "birth: 2020-11-03\nclass: ウ\nfacts: {disease: duchenne, antibody_aavrh74: negative, ambulatory: true,"
        " deletion_exon_8_9: false, hypersensitivity: false}\n",
        encoding="utf-8",
    )
    facility.write_text(
        "facts: {certified_child_neurology: true, certified_physician: true}\n", encoding="utf-8"
    )
    given = ("covered", "Elevidys", "--on", "2026-08-10", "--patient", str(patient), "--lang", "en")
    done = run(*given, "--facility", str(facility))
    assert done.returncode == 0 and "insured: every criterion listed here is met" in done.stdout
    assert run(*given).returncode == 1
    assert run("covered", "Elevidys").returncode == 2
    patient.write_text("birth: 2020-11-03\nfacs: {}\n", encoding="utf-8")
    wrong = run(*given)
    assert wrong.returncode == 2 and "p.yaml:2: facs" in wrong.stderr and "Traceback" not in wrong.stderr


def test_what_is_provisional_carries_its_mark_on_its_day() -> None:
    for entry in catalogue().values():
        for at, statement in statements(entry):
            if statement.evidence not in PROVISIONAL or at.startswith(("aid", "outcome")):
                continue
            dated = [getattr(statement, field, None) for field in ("date", "from_", "on")]
            day = next((first_day(d) for d in dated if d and d != "unknown"), date(2026, 8, 10))
            reply = asked(covered=entry.id, on=day.isoformat())
            assert statement.evidence in {doubt.evidence for doubt in reply.doubts}, (entry.id, at)
