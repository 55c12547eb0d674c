"""Which of the towns of one name was understood, and the same question for the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.actors import shipped_directory
from knowledge.homonyms import told, understood
from knowledge.records import Answer

DIRECTORY = shipped_directory()


@pytest.mark.parametrize(
    ("asked", "town", "others"),
    [
        ("je fabrique des meubles à Saint-Denis", "Saint-Denis (93)", {"97411"}),
        ("Bonjour, usine de bois à ST DENIS, qui contacter ?", "Saint-Denis (93)", {"97411"}),
        ("Saint-Denis : bois", "Saint-Denis (93)", {"97411"}),
        ("export à Saint-Louis ?", "Saint-Louis (68)", {"97414"}),
        ("aquaculture Boulogne", "Boulogne-sur-Mer (62)", {"92012"}),
        ("plastique à Bourg", "Bourg-en-Bresse (01)", {"92014", "26058"}),
        ("I make pottery in Villeneuve", "Villeneuve-d’Ascq (59)", {"94078", "92078", "47323"}),
        ("meubles à Verneuil, on cherche un cluster", "Verneuil-sur-Seine (78)", {"27679", "87201", "60670"}),
        ("bijoux à la Trinité", "La Trinité (06)", {"97230"}),
    ],
)
def test_each_choice_is_read_as_exactly_its_town(asked: str, town: str, others: set[str]) -> None:
    found = understood(DIRECTORY, asked)
    assert found is not None
    assert found.text == f"J’ai compris {town}."
    readings = [DIRECTORY.read(choice) for choice in found.choices]
    assert {reading.place.code for reading in readings if reading.place} == others
    assert not [choice for choice in found.choices if understood(DIRECTORY, choice)]
    facets = DIRECTORY.read(asked).facets
    assert all(reading.facets.themes == facets.themes for reading in readings)


@pytest.mark.parametrize(
    "asked",
    [
        "meubles à Saint-Étienne",
        "meubles à Saint-Denis (974)",
        "meubles dans le 93 à Saint-Denis",
        "bois 97400",
        "un pôle en Bretagne",
        "un cluster bois",
    ],
)
def test_a_town_that_is_hardly_mistaken_is_not_told(asked: str) -> None:
    assert understood(DIRECTORY, asked) is None


def test_only_an_answer_that_names_actors_for_the_town_tells_it() -> None:
    asked = "je fabrique des meubles à Saint-Denis"
    given = Answer(asked, "Voici.", "en", actors=tuple(DIRECTORY.match(asked)), search=asked, mode="actors")
    assert told(DIRECTORY, given).text == "I understood Saint-Denis (93).\nVoici."
    for other in (
        replace(given, actors=()),
        replace(given, mode="territory"),
        replace(given, abstained=True),
        replace(given, question="et son site ?"),
    ):
        assert told(DIRECTORY, other) == other
