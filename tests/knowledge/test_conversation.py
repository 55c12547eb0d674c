"""A follow-up is completed with the turn before; a question that stands alone is left alone."""

from __future__ import annotations

import pytest

from knowledge.conversation import leans_on_before, standalone
from knowledge.records import Turn

BEFORE = (Turn("qui dirige France Clusters ?", "Xavier Roy [1]", search="qui dirige France Clusters ?"),)


def test_a_follow_up_takes_up_the_last_search() -> None:
    assert standalone("et son mail ?", BEFORE) == "qui dirige France Clusters et son mail ?"


def test_a_new_year_replaces_the_year_before() -> None:
    before = (Turn("combien de territoires en 2018 ?", "124"),)
    assert "2018" not in standalone("et en 2020 ?", before)


def test_without_history_a_question_stays_as_it_is() -> None:
    assert standalone("et son mail ?", ()) == "et son mail ?"


@pytest.mark.parametrize(
    "question", ["Qui préside France Clusters ?", "Mapster", "un pôle pour la plasturgie à Oyonnax"]
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert not leans_on_before(question)
    assert standalone(question, BEFORE) == question
