"""A conversation about actors: each message is completed with what came before."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.following import search_of
from knowledge.records import Turn

DIRECTORY = shipped_directory()


def after(*searches: str) -> tuple[Turn, ...]:
    """A conversation that searched for these, each with an actor shown."""
    return tuple(Turn(search, "…", search, ("valorial",)) for search in searches)


@pytest.mark.parametrize(
    ("before", "asked", "search"),
    [
        ("un incubateur à Lille", "et à Nantes ?", "un incubateur à Nantes ?"),
        ("un incubateur à Lille", "et Metz", "un incubateur Metz"),
        ("un incubateur à Lille", "pardon Tours pas Toulouse", "un incubateur Tours"),
        ("une technopole à Limoges", "et pour financer mon projet ?", "pour financer mon projet à Limoges"),
        ("un incubateur à Lille", "non pardon je voulais dire Nice", "un incubateur Nice"),
        ("un incubateur à Lille", "et si je suis à Lyon ?", "un incubateur je suis à Lyon ?"),
        ("un incubateur à Lille", "et à Nantes plutôt ?", "un incubateur à Nantes"),
        (
            "on fait du bois, je suis dans le département de la Corrèze",
            "et dans le 13 ?",
            "on fait du bois dans le 13 ?",
        ),
        ("plasturgie à Dijon", "un incubateur là-bas ?", "plasturgie un incubateur à Dijon"),
        ("plasturgie à Dijon", "et pour exporter ?", "plasturgie pour exporter à Dijon"),
        ("plasturgie à Dijon", "plutôt un cluster", "plasturgie un cluster à Dijon"),
        ("tissus techniques Lyon", "et dans le Nord ?", "tissus techniques dans le Nord ?"),
        ("plasturgie à Dijon", "le portable de son directeur ?", "Valorial le portable de son directeur ?"),
        ("plasturgie à Dijon", "qui en est le fondateur ?", "Valorial qui en est le fondateur ?"),
        ("plasturgie à Dijon", "who runs it?", "Valorial who runs it?"),
        ("technopole Marseille", "un autre", "technopole Marseille"),
        ("technopole Marseille", "et une autre option ?", "technopole Marseille"),
        ("technopole Marseille", "encore", "technopole Marseille"),
        ("un incubateur à Lille", "pas à Lille, à Metz", "un incubateur à Metz"),
        ("un incubateur à Lille", "à Metz pardon", "un incubateur à Metz"),
        ("drones à Mérignac", "c'est loin, je suis à Pau, plus près ?", "drones je suis à Pau"),
        ("un incubateur à Lille", "et Retis ?", "Retis ?"),
        ("un incubateur à Lille", "combien de pôles de compétitivité ?", "combien de pôles de compétitivité ?"),
        ("je suis à Toulouse", "je fais des sièges d'avion", "je fais des sièges d'avion à Toulouse"),
    ],
)
def test_a_message_replaces_its_own_part_of_the_search(before: str, asked: str, search: str) -> None:
    assert search_of(DIRECTORY, asked, after(before)) == search


@pytest.mark.parametrize(
    "asked", ["qui a annoncé le plan ?", "plasturgie à Oyonnax", "Combien de territoires d'industrie ?"]
)
def test_a_question_of_its_own_is_left_as_it_is(asked: str) -> None:
    assert search_of(DIRECTORY, asked, after("un incubateur à Lille")) == asked


def test_thanks_between_two_messages_change_nothing() -> None:
    history = (*after("un incubateur à Lille"), Turn("merci", "Avec plaisir !"))
    assert search_of(DIRECTORY, "et à Nantes ?", history) == "un incubateur à Nantes ?"


def test_a_question_of_fact_in_between_is_put_aside() -> None:
    history = after("pôle agroalimentaire en Bretagne", "qui préside France Clusters ?")
    assert search_of(DIRECTORY, "et à Nantes ?", history) == "pôle agroalimentaire à Nantes ?"


def test_a_fact_of_the_actor_shown_is_asked_under_its_name() -> None:
    assert search_of(DIRECTORY, "qui le préside ?", after("un pôle agro à Rennes")) == "Valorial qui le préside ?"


def test_a_kind_once_explained_is_sought_in_the_place_that_follows() -> None:
    explained = (Turn("c'est quoi une SATT ?", "…", "c'est quoi une SATT ?"),)
    assert search_of(DIRECTORY, "y en a une à Toulouse ?", explained) == "SATT à Toulouse"


def test_help_is_sought_in_the_place_that_was_spoken_of() -> None:
    asked = (Turn("Ajaccio en fait partie ?", "…", "Ajaccio en fait partie ?"),)
    assert search_of(DIRECTORY, "qui peut m'aider là-bas ?", asked) == "qui peut m'aider à Ajaccio"
