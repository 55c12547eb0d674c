"""How far the actor shown is."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.orientation import of_detail
from knowledge.records import Answer, Turn

DIRECTORY = shipped_directory()


def told(asked: str, search: str, actor: str, language: str = "fr") -> str:
    history = (Turn(search, "…", search, (actor,)),)
    answer = of_detail(DIRECTORY, Answer(asked, "", language, search=asked), asked, history)
    return answer.text if answer else ""


@pytest.mark.parametrize("asked", ["c'est loin ?", "cest loin d'ici", "c’est à combien de km ?", "quelle distance ?"])
def test_it_is_told_from_the_place_of_the_search(asked: str) -> None:
    text = told(asked, "parfumeur à Chartres", "polymeris")
    assert "Polymeris est à Bellignat : à environ" in text
    assert "km de Chartres, à vol d’oiseau" in text


def test_it_is_told_from_the_place_that_the_message_names() -> None:
    assert "km de Lyon" in told("c'est loin de Lyon ?", "parfumeur à Chartres", "polymeris")
    assert "km from Lyon, as the crow flies" in told("how far is it from Lyon?", "plastics", "polymeris", "en")


def test_without_a_place_it_is_asked() -> None:
    assert "Dites-moi votre commune" in told("c'est loin ?", "plasturgie", "polymeris")


def test_another_question_is_not_of_the_distance() -> None:
    assert told("un fournisseur pas trop loin de Lyon", "plasturgie", "polymeris") == ""
    assert told("je veux aller loin avec mon entreprise", "plasturgie", "polymeris") == ""
