"""Every published worked example comes out to the yen, and every stated property holds."""

from __future__ import annotations

import pytest
from oracle import CASES, PROPERTIES, as_published, published

from kaihoken.commands.cases import check
from kaihoken.engine.tables import tables

FILES = sorted(CASES.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_published_answers_of(path) -> None:
    wrong = [(one.name, one.wrong) for one in check(path) if one.wrong]
    assert not wrong


@pytest.mark.parametrize("sentence", PROPERTIES)
def test_the_law_states_that(sentence: str) -> None:
    assert PROPERTIES[sentence](tables())


def test_every_case_names_its_source() -> None:
    from kaihoken.commands.kinds import any_form
    from kaihoken.forms.read import read_text

    for path in FILES:
        for one in read_text(path.read_text(encoding="utf-8"), any_form, path.name):
            assert one.case is not None
            assert one.case.source is not None and one.case.source.publisher, one.where()
            assert one.case.title and one.case.title_ja, one.where()


def test_the_plain_run_gives_the_published_answers_and_the_steps_give_what_the_bills_get() -> None:
    """What the mutation run starts from."""
    assert [one.name for one in published() if not as_published(one, tables())] == []
