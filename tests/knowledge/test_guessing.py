"""The need that a message is nearest to, where no phrase tells it."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.calling import CALLS
from knowledge.guessing import guessed
from knowledge.phrasebook import word_stem

DIRECTORY = shipped_directory()


def need_of(*words: str) -> str:
    """The label of the need that words speak for, "" if none stands out."""
    guess = guessed(map(word_stem, words))
    return guess.need.label if guess else ""


def test_words_that_a_need_has_to_itself_speak_for_it() -> None:
    assert need_of("contrefacteur", "brevet", "depot") == "Protéger une invention"
    assert need_of("banquier", "credit", "tresorerie") == "Financer un projet"


def test_one_word_says_too_little_and_strange_ones_nothing() -> None:
    assert need_of("brevet") == ""
    assert need_of("zorglub", "bulgroz") == ""
    assert need_of() == ""


@pytest.mark.parametrize(
    "question",
    ["je suis fatigué, la semaine a été longue", "encore la taxe qui augmente, y en a marre de payer",
     "en quelle année le programme a été lancé, et par qui"],
)  # fmt: skip
def test_nobody_is_named_on_a_guess_to_who_seeks_nobody(question: str) -> None:
    assert DIRECTORY.confidence(question) < CALLS
