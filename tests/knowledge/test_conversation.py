"""A follow-up is completed with the turn before; a question that stands alone is left alone."""

from __future__ import annotations

import pytest

from knowledge.conversation import asks_again, leans_on_before, standalone
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


@pytest.mark.parametrize(
    "message", ["tu tiens ça d’où ?", "sources ?", "and in English?", "where does that come from?"]
)
def test_the_same_is_wanted_once_more(message: str) -> None:
    assert asks_again(message)


@pytest.mark.parametrize(
    "message",
    [
        "Where does it get its money?",
        "where does this come into force",
        "d’où vient l’argent du plan ?",
        "quelles sources d’énergie ?",
        "a brochure in English about hydrogen",
    ],
)
def test_something_else_is_wanted(message: str) -> None:
    assert not asks_again(message)
