"""French is the default; English is answered in English."""

from __future__ import annotations

import pytest

from knowledge.language import detect


@pytest.mark.parametrize(
    "message",
    [
        "qui a annonce le plan",
        "Mapster ?",
        "c koi un pole",
        "🤷",
        "",
        "pole plasturgie",
        "i-Trans",
        "Cosmetic Valley",
        "meilleur cluster a Lyon",
        "startup textile",
        "numero du directeur",
    ],
)
def test_french_and_unclear_messages_are_french(message: str) -> None:
    assert detect(message) == "fr"


@pytest.mark.parametrize(
    "message",
    [
        "who announced the plan?",
        "What is a cluster",
        "I need funding",
        "how many territories",
        "director's phone number",
        "Xavier Roy’s email",
        "hydrogen companies",
        "railway cluster",
    ],
)
def test_english_messages_are_english(message: str) -> None:
    assert detect(message) == "en"


def test_a_message_that_tells_nothing_follows_the_conversation() -> None:
    assert detect("Lyon", default="en") == "en"
    assert detect("ok", default="en") == "en"
