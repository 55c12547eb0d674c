"""An answer without what was asked is no answer."""

from __future__ import annotations

import pytest

from knowledge.lacking import lacks


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("quel est le mail du directeur ?", "Le directeur travaille à Paris."),
        ("combien d’adhérents a Polymeris", "Polymeris est le pôle de la plasturgie."),
        ("quand le plan a-t-il été annoncé ?", "Le plan a été annoncé par le Premier ministre."),
        ("quel est le salaire du directeur", "Le directeur était en poste en 2018."),
        ("qui est le ministre de l’industrie", "Le plan a été lancé par le Premier ministre."),
        ("qui préside le cluster", "Le cluster compte 400 membres."),
    ],
)
def test_what_was_asked_is_missing(question: str, text: str) -> None:
    assert lacks(text, question)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("quel est le mail du directeur ?", "Contact : direction@exemple.fr"),
        ("combien d’adhérents a Polymeris", "Polymeris compte 350 adhérents."),
        ("quand le plan a-t-il été annoncé ?", "Le plan a été annoncé le 20 septembre 2018."),
        ("quel est le budget", "Le budget est de 1,36 milliard d’euros."),
        ("qui est le maire de Thiers", "Le maire de Thiers est Camille Martin."),
        ("que propose le président de l’AdCF", "Il propose une coopération."),
        ("c’est quoi un cluster", "Un cluster est un réseau d’entreprises."),
    ],
)
def test_what_was_asked_is_there_or_cannot_be_required(question: str, text: str) -> None:
    assert not lacks(text, question)
