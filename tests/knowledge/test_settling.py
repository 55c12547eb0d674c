"""What a message asks, once its phrases are weighed with what its words are usually about."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.directory import Directory


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def test_a_trade_that_no_phrase_names_is_added_where_its_words_are_likely(directory: Directory) -> None:
    facets = directory.read("bracelet qui prévient la famille si papy tombe, je suis à Castres").facets
    assert facets.themes[0].label == "Objets connectés"


def test_the_likeliest_trade_comes_first_whatever_its_place_in_the_message(directory: Directory) -> None:
    themes = directory.read(
        "le robot sort du lot, mais notre affaire c'est le fromage de brebis à Roquefort"
    ).facets.themes
    assert themes[0].label == "Agroalimentaire"


def test_who_names_a_kind_of_structure_asks_for_nothing_more(directory: Directory) -> None:
    facets = directory.read("un incubateur à Nancy").facets
    assert facets.kinds == ("incubateur",)
    assert facets.needs == ()


def test_a_few_words_ask_what_their_phrase_says(directory: Directory) -> None:
    assert directory.read("besoin d'aide à Cholet").facets.needs == ()


def test_a_need_told_by_the_way_is_not_what_the_message_is_after(directory: Directory) -> None:
    facets = directory.read("drones inventés ici, on cherche des clients").facets
    assert [need.label for need in facets.aims] == ["Trouver des partenaires"]


def test_a_kind_of_structure_leaves_the_trades_to_be_weighed(directory: Directory) -> None:
    found = directory.match("paiement par bracelet sans contact, Caen, pôle ?")
    assert found[0].actor.id == "tes"


def test_a_need_that_is_surely_told_is_heard_beside_a_kind(directory: Directory) -> None:
    found = directory.match(
        "patron de 40 personnes à Cluses, je veux doubler de taille : un programme d'accélération ?"
    )
    assert "accelerateurs-bpifrance" in [match.actor.id for match in found]


def test_the_town_s_own_house_is_named_to_who_may_begin(directory: Directory) -> None:
    found = directory.match(
        "Vannes : une idée de logiciel avec un ami, on veut lancer notre startup. Par où commencer ?"
    )
    assert "vipe-vannes" in [match.actor.id for match in found]


def test_a_house_far_away_is_not(directory: Directory) -> None:
    found = directory.match("algues à manger, petit atelier à Cancale")
    assert "vipe-vannes" not in [match.actor.id for match in found]


@pytest.mark.parametrize(
    "message", ["pas un sou pour finir mon bateau", "il nous faut des sous pour le stock", "besoin de sous, four neuf"]
)
def test_sous_is_money(directory: Directory, message: str) -> None:
    assert "Financer un projet" in [need.label for need in directory.read(message).facets.needs]


@pytest.mark.parametrize("message", ["on cherche des sous-traitants en tôlerie", "de l'eau sous pression"])
def test_sous_is_not_always_money(directory: Directory, message: str) -> None:
    assert "Financer un projet" not in [need.label for need in directory.read(message).facets.needs]


def test_a_story_that_asks_nothing_is_a_company_s_need(directory: Directory) -> None:
    story = "un gilet qui appelle les secours quand le skieur est sous la neige, Meylan, l'électronique marche"
    assert directory.match(story)
