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
    facets = directory.read("j'ai inventé une selle pour chevaux").facets
    assert [need.label for need in facets.needs] == ["Protéger une invention"]
    assert facets.aims == ()
