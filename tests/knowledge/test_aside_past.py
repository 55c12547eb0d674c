"""What somebody was, and what was done already, is no trade, town or need of today."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.bygone import bygone, done, formerly, made
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
        ("I used to teach history, now I sort fruit by laser", ["I used to teach history"]),
        ("the glue we used to assemble our skis", []),
        ("J'ai été chauffeur routier quinze ans. Je colle", ["J'ai été chauffeur routier quinze ans"]),
        ("j'ai été aidé deux ans par un incubateur", []),
        ("J'étais comptable chez un céréalier, je fais des crèmes", ["J'étais comptable chez un céréalier"]),
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
        ("j'ai vendu des machines à Brive pendant dix ans, j'injecte du plastique à Oyonnax", "Plasturgie", "Oyonnax"),
        ("née à Dieppe, je viens de la banque, je fais des flacons en verre à Eu", "Verre", "Eu"),
        ("J'ai tenu une boulangerie à Albi pendant vingt ans, un repreneur ?", "Agroalimentaire", "Albi"),
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


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "j'ai vendu des machines pendant dix ans à Brive, j'injecte",
            ["j'ai vendu des machines pendant dix ans à Brive"],
        ),
        ("pendant quinze ans j'ai conduit des camions, je recycle", ["pendant quinze ans j'ai conduit des camions"]),
        ("I ran a hotel in Nice for ten years, I make soap", ["I ran a hotel in Nice for ten years"]),
        ("j'ai longtemps vendu des assurances et je démonte", ["j'ai longtemps vendu des assurances"]),
        ("je ne viens pas du numérique, je colle", ["je ne viens pas du numérique"]),
        ("avec un associé qui vient de la banque. On est à Paris", ["associé qui vient de la banque"]),
        ("je suis fils de mineur, né à Lens", ["suis fils de mineur"]),
        ("boulanger de métier, je développe une appli", ["boulanger de métier"]),
        ("J'ai travaillé comme infirmière à Lille, je lance", ["J'ai travaillé comme infirmière à Lille"]),
        ("Having sold insurance in Paris, I now make cheese", ["Having sold insurance in Paris"]),
        ("Issu d'une famille de viticulteurs, je fais", ["Issu d'une famille de viticulteurs"]),
        ("Diplômé d'une école de chimie à Mulhouse, je fais", ["Diplômé d'une école de chimie à Mulhouse"]),
        ("nous avons déjà un incubateur, on cherche", ["nous avons déjà un incubateur"]),
        ("après avoir vendu ma scierie, je monte", []),
        ("startup issue d'un labo du CEA", []),
        ("on a travaillé avec un labo", []),
        ("Après un BTS hôtellerie à Dinard, je produis", ["Après un BTS hôtellerie à Dinard"]),
        ("Ma boîte précédente faisait du béton, celle-ci vole", ["Ma boîte précédente faisait du béton"]),
        ("Our previous workshop in Lyon closed; we weave", []),
        ("I trained as a baker in Paris, I build bikes", ["trained as a baker in Paris"]),
        ("notre ancienne usine cherche un repreneur", []),
        ("après une thèse sur les algues, je monte une boîte", []),
        ("je suis potier de métier, je cherche une subvention", []),
        ("j'ai dirigé ma scierie pendant trente ans", []),
        ("fils de cuivre à Angers", []),
        ("je sors d'un labo du CNRS", []),
        ("je viens de créer ma boîte", []),
    ],
)
def test_a_former_trade_is_told_from_one_that_goes_on(message: str, said: list[str]) -> None:
    assert [message[start:end].lstrip(", ") for start, end in formerly(folded_in_place(message))] == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("j'ai monté une boîte il y a cinq ans à Dax", ["j'ai monté une boîte"]),
        ("en 2015 j'ai créé mon entreprise de menuiserie", ["en 2015 j'ai créé mon entreprise"]),
        ("I founded a company six years ago", ["I founded a company"]),
        ("j'ai hérité d'une entreprise de travaux publics", ["j'ai hérité d'une entreprise"]),
        ("brevet déposé, je cherche un industriel", ["brevet déposé"]),
        ("we hold a patent on a valve", ["hold a patent"]),
        ("brevet déposé mais un concurrent me copie", []),
        ("je veux déposer un brevet", []),
        ("j'ai créé ma startup, quel incubateur ?", []),
    ],
)
def test_what_is_founded_or_filed_already_is_told_from_what_is_to_be(message: str, said: list[str]) -> None:
    assert [message[start:end] for start, end in done(folded_in_place(message))] == said


@pytest.mark.parametrize(
    ("message", "needs"),
    [
        ("j'ai monté une boîte il y a cinq ans à Dax, on fait des chaussures, un réseau pour innover", ["Innover"]),
        ("brevet déposé pour une pompe à eau à Limoges, je cherche un industriel", ["Trouver des partenaires"]),
    ],
)
def test_what_is_done_already_is_no_need(directory: Directory, message: str, needs: list[str]) -> None:
    assert [need.label for need in directory.read(message).facets.needs] == needs
