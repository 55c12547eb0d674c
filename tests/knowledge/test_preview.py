"""What a growing text shows before it was checked."""

from __future__ import annotations

import pytest

from knowledge import briefing
from knowledge.generative import open_model
from knowledge.preview import UNKNOWN, Preview
from knowledge.provider import CallError


def shown(*texts: str) -> list[str]:
    """What is shown of a text that grows so."""
    seen: list[str] = []
    preview = Preview(seen.append, {"polymeris": "Polymeris"}, open_model("openai:test", "http://127.0.0.1:9", "key"))
    for text in texts:
        preview(text)
    return seen


def test_actors_are_named_and_ignorance_is_not_shown() -> None:
    assert shown("Voyez [[polymeris]].") == ["Voyez Polymeris."]
    assert shown(UNKNOWN[:6], UNKNOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "Écrivez à faux@exemple.fr",
        "Écrivez à faux@exemple.fr ou non.",
        "Écrivez à faux@exem",
        "Voyez https://exemple.fr/piege",
        "Voyez www.exemple.fr et le reste.",
        "Appelez le 01 23 45 67 89 demain.",
        "Appelez le 01 23 4",
    ],
)
def test_addresses_and_numbers_wait_until_they_are_checked(text: str) -> None:
    (seen,) = shown(text)
    assert "…" in seen
    assert not any(part in seen for part in ("exem", "01 23", "http", "www"))


def test_years_and_counts_are_shown() -> None:
    told = "Le 20 septembre 2018, 124 territoires et 16 186 communes."
    assert shown(told) == [told]


def test_a_recited_prompt_stops_the_answer() -> None:
    with pytest.raises(CallError):
        shown(briefing.prompt("write"))
