"""What a case leaves open is asked, and an answer to a question settles it."""

from __future__ import annotations

from typing import Any

import pytest

from kaihoken import settle
from kaihoken.errors import InputError

OPEN: dict[str, Any] = {
    "insurers": {"K": {"kind": "employee", "insured": "A", "name": "Aさんの保険"}},
    "people": {"A": {"age": 40, "insurer": "K"}},
    "bills": [
        {
            "id": "b1",
            "month": "2026-08",
            "person": "A",
            "setting": "inpatient",
            "visits": [{"cost": 1_000_000}],
        }
    ],
}


def test_a_question_is_told_with_its_possible_answers() -> None:
    answer = settle(OPEN)
    assert answer.range is not None
    (question,) = answer.questions
    assert question.key == "class:K/" and question.value is None
    assert [o.value for o in question.options] == ["ア", "イ", "ウ", "エ", "オ"]
    assert "Aさんの保険" in question.ja and "Aさんの保険" in question.en


def test_an_answer_given_to_a_question_settles_the_case_in_full() -> None:
    answer = settle(OPEN, facts={"class:K/": "ウ"})
    stated = settle({**OPEN, "insurers": {"K": {**OPEN["insurers"]["K"], "class": "ウ"}}})
    assert answer.range is None and answer.borne == stated.borne == 92_940
    assert answer.bills == stated.bills  # with its visits and the fields of its claim
    assert answer.actions == stated.actions
    assert answer.questions[0].value == "ウ"


def test_what_is_not_answered_stays_a_range_of_what_the_answers_leave() -> None:
    both = {
        **OPEN,
        "people": {"A": {"insurer": "K"}},
    }
    whole, half = settle(both), settle(both, facts={"class:K/": "ア"})
    assert whole.range is not None and half.range is not None
    assert len(half.range.outcomes) < len(whole.range.outcomes)
    assert whole.range.low <= half.range.low <= half.range.high <= whole.range.high
    assert [q.fact for q in half.questions if q.value is None] == half_missing(half.range.missing)


def half_missing(keys: list[str]) -> list[str]:
    return [key.partition(":")[0] for key in keys]


def test_an_answer_that_is_none_of_the_possible_ones_is_refused() -> None:
    with pytest.raises(InputError, match="none of the possible answers"):
        settle(OPEN, facts={"class:K/": "ウ1"})


def test_an_answer_that_nothing_asks_for_changes_nothing() -> None:
    stated = {**OPEN, "insurers": {"K": {"kind": "employee", "insured": "A", "class": "ウ"}}}
    assert settle(stated, facts={"class:K/": "ア", "birth:A": "1990-01-01"}) == settle(stated)


def test_a_number_may_come_as_text() -> None:
    case = {
        "insurers": {"E": {"kind": "elderly", "class": "一般"}},
        "people": {"G": {"insurer": "E"}},
        "bills": [{"month": "2026-08", "person": "G", "cost": 100_000}],
    }
    (share,) = (q for q in settle(case).questions if q.fact == "share")
    assert settle(case, facts={share.key: "2"}) == settle(case, facts={share.key: 2})


@pytest.mark.parametrize(("age", "kinds"), [(40, {"employee", "national"}), (80, {"elderly"})])
def test_an_insurance_that_is_not_known_is_tried_as_each_that_the_age_allows(
    age: int, kinds: set[str]
) -> None:
    case = {
        **OPEN,
        "insurers": {"K": {"kind": "unknown"}},
        "people": {"A": {"age": age, "insurer": "K"}},
    }
    answer = settle(case)
    assert answer.range is not None
    tried = {a.value for o in answer.range.outcomes for a in o.answers if a.fact == "scheme"}
    assert tried == kinds


def test_an_insurance_that_is_answered_is_settled_as_stated() -> None:
    unknown = {**OPEN, "insurers": {"K": {"kind": "unknown", "class": "ウ"}}}
    stated = {**OPEN, "insurers": {"K": {"kind": "national", "class": "ウ"}}}
    assert settle(unknown, facts={"scheme:K": "national"}).bills == settle(stated).bills


@pytest.mark.parametrize(
    ("about", "names"),
    [
        (0, "エ オ"),
        (3_000_000, "エ オ"),
        (3_090_000, "ウ エ オ"),  # a fifth more is 3,708,000
        (4_000_000, "ウ エ オ"),
        (4_630_000, "ウ オ"),  # a fifth less is 3,704,000
        (6_500_000, "イ ウ オ"),
        (20_000_000, "ア"),  # no resident tax does not matter there
    ],
)
def test_a_rough_yearly_income_narrows_the_classes_that_are_asked_for(about: int, names: str) -> None:
    answer = settle({**OPEN, "insurers": {"K": {**OPEN["insurers"]["K"], "rough_income": about}}})
    assert [o.value for o in answer.questions[0].options] == names.split()


def test_a_rough_yearly_income_decides_nothing_and_yields_to_what_does() -> None:
    def insured(**facts: Any) -> Any:
        return settle(
            {**OPEN, "insurers": {"K": {**OPEN["insurers"]["K"], "rough_income": 5_000_000, **facts}}}
        )

    alone = insured(resident_tax="taxed")
    assert alone.range is not None and [o.borne for o in alone.range.outcomes] == [92_940]
    assert insured(standard_remuneration=260_000, resident_tax="taxed").borne == 61_500
    assert insured(**{"class": "ア"}).borne == 271_290
    assert insured(resident_tax="exempt").borne == 36_900


def test_a_rough_yearly_income_is_not_asked_of_the_guide_before_it_and_from_70() -> None:
    insurer = {**OPEN["insurers"]["K"], "rough_income": 5_000_000}
    early = {**OPEN, "insurers": {"K": insurer}, "bills": [{**OPEN["bills"][0], "month": "2014-04"}]}
    assert len(settle(early).questions[0].options) == 3  # the guide begins in 2015-01
    elder = {**OPEN, "insurers": {"K": insurer}, "people": {"A": {"age": 72, "insurer": "K"}}}
    assert len(settle(elder).questions[0].options) == 6
