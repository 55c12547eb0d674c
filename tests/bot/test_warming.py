"""What is read on first use is read before anybody asks."""

from __future__ import annotations

from bot.texts import Texts
from bot.warming import EXAMPLES, warm
from knowledge.errors import NoEditionError
from tests.fakes import FakeAssistant


def test_the_examples_are_asked_in_both_languages_without_a_model() -> None:
    assistant = FakeAssistant()
    warm(assistant, Texts.load())
    assert len(set(assistant.questions)) == 2 * EXAMPLES
    assert set(assistant.literal) == {True}


def test_a_base_that_fails_stops_nothing() -> None:
    assistant = FakeAssistant([NoEditionError("rien")])
    warm(assistant, Texts.load())
    assert len(assistant.questions) == 1
