"""What somebody was, and what was done already, is no trade, town or need of today."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.bygone import bygone, made
from knowledge.directory import Directory
from knowledge.spans import folded_in_place


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("usine de papier, avant j'étais dans le yaourt. Le maire", ["avant j'étais dans le yaourt"]),
        ("Je travaillais dans l'aéro avant, je fais des meubles", ["Je travaillais dans l'aéro avant"]),
        ("après vingt ans dans la banque à Paris j'ai tout plaqué", ["après vingt ans dans la banque à Paris"]),
        (
            "J'ai passé vingt-deux ans chez Airbus comme soudeur.",
            ["J'ai passé vingt-deux ans chez Airbus comme soudeur"],
        ),
        ("Je rentre de quinze ans à Montréal et je monte", ["Je rentre de quinze ans à Montréal"]),
        ("une boîte de mesure, rien à voir avec mon ancien métier de pharmacien.", None),
        ("Je suis ingénieur agronome de formation mais je coule du bronze", ["suis ingénieur agronome de formation"]),
        ("Retraité de la gendarmerie, je fabrique des gilets", ["Retraité de la gendarmerie"]),
        ("je suis un ancien prof de sport qui fabrique des skis", ["suis un ancien prof de sport"]),
        ("Tonnellerie ? non, je fais des cuves inox", ["Tonnellerie"]),
        ("I used to be a nurse, now I design prosthetics", ["I used to be a nurse"]),
        ("I used to work in fashion in Paris, now I grow hemp", ["I used to work in fashion in Paris"]),
        ("J'ai grandi à Roubaix dans le textile mais je recycle", ["J'ai grandi à Roubaix dans le textile"]),
        ("Après avoir travaillé pour Airbus et Thales, j'ai créé", ["Après avoir travaillé pour Airbus et Thales"]),
        ("je pars en retraite dans un an, à qui vendre ?", []),
        ("Retraite dans 2 ans, je cherche un repreneur", []),
        ("organisme de formation à Nantes, on cherche des locaux", []),
        ("besoin de formation, je suis potier", []),
        ("ancienne usine textile à Roubaix, à reconvertir", []),
        ("après deux ans de R&D, on veut industrialiser", []),
        ("On nous a dit non, la banque refuse", []),
    ],
)
def test_the_past_is_told_from_the_present(message: str, said: list[str] | None) -> None:
    found = [message[start:end] for start, end in bygone(folded_in_place(message))]
    assert found == (["rien à voir avec mon ancien métier de pharmacien"] if said is None else said)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("je me suis installé à Digne il y a six ans", ["je me suis installé"]),
        ("on a déménagé à Lons", ["on a déménagé"]),
        ("our startup is based in Talence", ["based"]),
        ("imprimerie reprise de mon père", ["reprise"]),
        ("on s'installe à Auch, quel interlocuteur ?", []),
        ("nous voulons nous installer à Dijon", []),
        ("je veux reprendre une scierie", []),
    ],
)
def test_a_move_made_is_told_from_one_that_is_wished_for(message: str, said: list[str]) -> None:
    assert [message[start:end].strip() for start, end in made(folded_in_place(message))] == said


@pytest.mark.parametrize(
    ("message", "theme", "place"),
    [
        ("Avant je vendais des voitures à Nancy, maintenant je fais des composites à Épinal", "Composites", "Épinal"),
        ("Après quinze ans en cuisine à Paris, j'ouvre une conserverie de poisson à Douarnenez", "Produits de la mer",
         "Douarnenez"),
        ("J'ai repris une filature à Roanne. Non, le siège est à Sainte-Sigolène, on fait du film plastique",
         "Plasturgie", "Sainte-Sigolène"),
        ("ancien boulanger à Metz", "Agroalimentaire", "Metz"),
    ],
)  # fmt: skip
def test_the_trade_and_the_town_are_those_of_today(directory: Directory, message: str, theme: str, place: str) -> None:
    reading = directory.read(message)
    assert reading.facets.themes[0].label == theme
    assert reading.place
    assert reading.place.name == place


def test_a_move_made_seeks_no_site(directory: Directory) -> None:
    needs = [
        need.label for need in directory.read("on a déménagé de Sens à Joigny, carton, on veut décarboner").facets.needs
    ]
    assert needs == ["Décarboner"]
