"""French is the default; English is answered in English."""

from __future__ import annotations

import pytest

from knowledge.language import detect


@pytest.mark.parametrize(
    "message", ["qui a annonce le plan", "Mapster ?", "c koi un pole", "🤷", "", "pole plasturgie"]
)
def test_french_and_unclear_messages_are_french(message: str) -> None:
    assert detect(message) == "fr"


@pytest.mark.parametrize(
    "message", ["who announced the plan?", "What is a cluster", "I need funding", "how many territories"]
)
def test_english_messages_are_english(message: str) -> None:
    assert detect(message) == "en"
