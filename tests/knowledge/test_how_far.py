"""How far the actor shown is."""

from __future__ import annotations

import re

import pytest

from bench.actors import shipped_directory
from knowledge.orientation import of_detail
from knowledge.records import Answer, Turn

DIRECTORY = shipped_directory()


def told(asked: str, search: str, actor: str, language: str = "fr") -> str:
    history = (Turn(search, "…", search, (actor,)),)
    answer = of_detail(DIRECTORY, Answer(asked, "", language, search=asked), asked, history)
    return answer.text if answer else ""


@pytest.mark.parametrize(
    "asked", ["c'est loin ?", "cest loin d'ici", "c’est à combien de km ?", "quelle distance ?", "c'est trop loin ?"]
)
def test_it_is_told_from_the_place_of_the_search(asked: str) -> None:
    text = told(asked, "parfumeur à Chartres", "polymeris")
    assert re.fullmatch(r"Polymeris est à Bellignat : à environ \d+ km de Chartres, à vol d’oiseau\.", text)


def test_it_is_told_from_the_place_that_the_message_names() -> None:
    assert re.search(r"environ \d+ km d’Annecy", told("c'est loin d'Annecy ?", "parfumeur à Chartres", "polymeris"))
    text = told("how far is it from Lyon?", "plastics", "polymeris", "en")
    assert re.fullmatch(r"Polymeris is in Bellignat: about \d+ km from Lyon, as the crow flies\.", text)


def test_what_cannot_be_measured_is_said_in_words() -> None:
    assert "Dites-moi votre commune" in told("c'est loin ?", "plasturgie", "polymeris")
    assert "dans votre commune ou juste à côté" in told("c'est loin ?", "plasturgie à Bellignat", "polymeris")
    assert "c’est loin de chez vous" in told("c'est loin de Brest ?", "plasturgie", "polymeris")
    assert "toute la France" in told("c'est loin ?", "export à Cholet", "business-france")


def test_it_is_told_from_a_shared_location_which_is_not_kept() -> None:
    shown = Turn("Les acteurs les plus proches", "…", "", ("polymeris", "cimes"), (12.3, 80.0))
    blank = Answer("c'est loin ?", "", "fr", search="c'est loin ?")
    answer = of_detail(DIRECTORY, blank, "c'est loin ?", (shown,))
    assert answer
    assert answer.text == "Polymeris est à Bellignat : à environ 12 km de vous, à vol d’oiseau."


@pytest.mark.parametrize(
    "asked", ["un fournisseur pas trop loin de Lyon", "je veux aller loin avec mon entreprise", "à distance ?"]
)
def test_another_question_is_not_of_the_distance(asked: str) -> None:
    assert "Bellignat" not in told(asked, "plasturgie", "polymeris")
