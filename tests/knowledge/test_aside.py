"""What a message tells only to set it aside: places of others, trades denied, needs met already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.actors import shipped_directory
from knowledge.aside import denied, here
from knowledge.directory import Directory


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("on quitte Paris pour Saumur, qui nous accueille ?", "Saumur"),
        ("je suis de Lille mais mon atelier de bois est à Dax", "Dax"),
        ("notre fournisseur est à Valence en Espagne, nous on est à Perpignan", "Perpignan"),
        ("siège à Paris, l'usine à Saint-Nazaire", "Saint-Nazaire"),
        ("ancien marin de Boulogne-sur-Mer, j'ai repris une scierie à Dax", "Dax"),
        ("originaire de Metz", "Metz"),
        ("la maison-mère est à Lyon", "Lyon"),
    ],
)
def test_a_company_is_where_it_says_and_not_where_others_are(directory: Directory, message: str, place: str) -> None:
    reading = directory.read(message)
    assert reading.place
    assert reading.place.name == place


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("des couveuses pour poussins, pas pour les startups, vers Rennes", ["pas pour les startups"]),
        ("incubators (for eggs, not for startups) in Rennes", ["not for startups"]),
        ("du parfum, pas un souci d'eau ni de tuyaux", ["pas un souci d'eau ni de tuyaux"]),
        ("ni innovation ni export : un apprenti", ["ni innovation ni export"]),
        ("le recrutement c'est réglé, reste le gaz", ["le recrutement c'est réglé"]),
        ("plutôt que d'embaucher, un robot", ["plutôt que d'embaucher"]),
        ("je ne trouve ni soudeur ni tourneur", []),
        ("pas un sou pour la construire", []),
        ("on n'a pas de repreneur", []),
        ("l'usine assure la production", []),
    ],
)
def test_what_is_denied_or_met_is_told_from_what_lacks(message: str, said: list[str]) -> None:
    assert [message[start:end].strip() for start, end in denied(message)] == said


def test_what_a_company_says_that_it_is_not_names_no_actor(directory: Directory) -> None:
    facets = directory.read("rien à voir avec la défense, on fait de la céramique à Limoges").facets
    assert [theme.label for theme in facets.themes] == ["Céramique"]


@given(st.text(max_size=80))
def test_spans_are_inside_the_message_whatever_it_is(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in denied(text))
    assert here((), text) == ()
