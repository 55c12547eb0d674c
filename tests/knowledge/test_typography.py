"""French as it is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.typography import curly, inside, of, the


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Agence économique régionale", "de l’Agence économique régionale"),
        ("Intercommunalités de France", "d’Intercommunalités de France"),
        ("Hippolia", "d’Hippolia"),
        ("Hauts-de-France Innovation", "de Hauts-de-France Innovation"),
        ("Le Poool", "du Poool"),
        ("La French Tech", "de La French Tech"),
        ("Pôle Avenia", "du Pôle Avenia"),
        ("Banque des Territoires", "de la Banque des Territoires"),
        ("ADEME", "de l’ADEME"),
        ("Bpifrance", "de Bpifrance"),
    ],
)
def test_de_agrees_with_the_name_that_follows(name: str, said: str) -> None:
    assert of(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Agence économique régionale", "l’Agence économique régionale"),
        ("Banque des Territoires", "la Banque des Territoires"),
        ("Cetim", "le Cetim"),
        ("Accélérateurs Bpifrance", "les Accélérateurs Bpifrance"),
        ("Technopole Anticipa", "la Technopole Anticipa"),
        ("Technopôle de l’Arbois", "le Technopôle de l’Arbois"),
        ("La French Tech", "La French Tech"),
        ("Bpifrance", "Bpifrance"),
    ],
)
def test_a_name_takes_its_article(name: str, said: str) -> None:
    assert the(name) == said


@given(st.text())
def test_a_name_is_kept_after_de(name: str) -> None:
    assert of(name).endswith(name.removeprefix("Le ").removeprefix("Les "))


@given(st.text())
def test_apostrophes_alone_are_changed(text: str) -> None:
    assert curly(text).replace("’", "'") == text.replace("’", "'")


@pytest.mark.parametrize(
    ("label", "said"), [("Énergie", "énergie"), ("PVC", "PVC"), ("European projects", "European projects"), ("", "")]
)
def test_a_label_inside_a_sentence_loses_its_capital(label: str, said: str) -> None:
    assert inside(label) == said
