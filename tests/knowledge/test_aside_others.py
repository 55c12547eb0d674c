"""What is told of a family, of neighbours, of a mayor is no trade, town or need of who writes, unless it is theirs."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.directory import Directory
from knowledge.kin import of_others
from knowledge.spans import folded_in_place


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def _told(message: str) -> list[str]:
    return [message[start:end] for start, end, _ in of_others(folded_in_place(message))]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Ma femme est infirmière, mon frère boulanger, et moi je fais des capteurs", 2),
        ("Je tisse du lin à Bailleul, mon gendre est pêcheur à Boulogne", 1),
        ("Mon voisin fait du miel, rien à voir, je distille la lavande", 1),
        (
            "Scierie à Ambert depuis 1950. Mon neveu, qui est dans le bâtiment, dit qu'il faut isoler. Je veux vendre.",
            1,
        ),
        ("Nous faisons des cuves, et mon père disait toujours que l'acier ne ment pas", 1),
        ("Je fabrique des gilets avec mes deux filles. L'une est styliste, l'autre comptable.", 1),
        ("Mon meilleur ami a une brasserie à Lille, il cartonne. Moi je fais des savons à Arras", 2),
        ("Papa était mineur à Lens, maman infirmière. Je produis des algues à Hyères.", 2),
        ("Usine de papier à Saint-Girons. Le maire est sympa mais on cherche un labo", 1),
        ("Je trie des pare-brise, comme dit ma belle-mère qui est de Roubaix et coiffeuse. Un débouché ?", 1),
        ("My grandmother was a seamstress in Roubaix, my partner sells cars. I weave carbon in Tarare", 2),
        ("mon associé tenait un restaurant à Lyon, moi je répare des yachts à La Ciotat", 1),
        ("le voisin de l'atelier est une pharmacie, on fait des meubles à Cholet", 1),
        ("mes clients sont des vignerons mais moi je fais des logiciels", 1),
        ("Ma famille est dans le textile à Roanne depuis 1920, je monte une appli à Lyon", 1),
        ("Mon ex-mari est pilote de ligne, moi je conçois des selles de vélo", 1),
        ("Mon mari étant chercheur à Grenoble, je me suis mise à faire des poteries à Vif", 1),
        ("Le maire voudrait un incubateur, moi je veux un four électrique à Albi", 1),
        ("mon banquier me conseille d'exporter mais moi je veux un labo", 1),
        ("We make drones in Auch and my co-founder was a banker in Paris", 1),
        ("My wife's family owns a vineyard in Beaune but I make furniture in Dole", 1),
        ("my wife is a nurse and my brother sells cars, I make drones in Nantes", 2),
    ],
)
def test_clauses_on_others_are_found_one_by_one(message: str, told: int) -> None:
    assert len(_told(message)) == told


@pytest.mark.parametrize(
    "message",
    [
        "Mon père a une ferme aquacole près de Porto-Vecchio ; on a des poissons malades, un projet de recherche ?",
        "Ma soeur fait des selles sur mesure à Lisieux, elle a une idée de selle à capteurs",
        "Ma fille sort de thèse à Toulouse, elle a un brevet et veut monter sa boîte",
        "mon père a une boîte de traitement de surface à Rochefort. il vend dans 2 ans, à qui parler ?",
        "mon mari est menuisier à Guingamp et voudrait former un apprenti",
        "mon mari et moi fabriquons du savon à Dole",
        "Avec mon frère on a une scierie à Mende, séchoir à changer",
        "mon oncle vend son usine de carton à Rethel, qui peut trouver un repreneur ?",
        "Mon fils fait des couteaux à Thiers, comment l'aider à exporter ?",
        "Mes voisins se plaignent du bruit de mon usine de béton à Privas, qui peut mesurer ?",
        "Le maire nous propose un terrain à Loudéac pour notre charcuterie, qui finance la construction ?",
        "Imprimerie au Mans, mon fils ne veut pas reprendre, je cherche à vendre",
        "mon frère m'a parlé de Bpifrance, je fais des skis à Annecy",
        "on est trois frères, l'un est ébéniste, l'autre tapissier, et on fait des fauteuils",
        "mes amis viticulteurs et moi voulons un robot commun",
        "Notre voisin industriel rejette de la chaleur, on pourrait chauffer nos serres, qui nous aide ?",
        "mon associé et moi fabriquons du savon à Dole",
        "mon associé cherche un local à Dole pour nos savons",
        "ma famille produit du cognac à Jarnac, nous voulons exporter",
        "mon père veut vendre son usine à Dole, moi je veux la reprendre",
        "nos clients sont des hôpitaux, qui nous aide à exporter ?",
        "mon comptable me dit de chercher un incubateur, je fais une appli santé à Rennes",
    ],
)
def test_whom_something_is_asked_for_is_no_aside(message: str) -> None:
    assert _told(message) == []


@pytest.mark.parametrize(
    ("message", "theme", "place"),
    [
        ("Ma belle-soeur bosse dans l'aéro à Toulouse, rien à voir : nous c'est la porcelaine, à Guéret",
         "Céramique", "Guéret"),
        ("mon associée est pharmacienne, nous faisons du verre à Vichy", "Verre", "Vichy"),
        ("My grandmother was a seamstress in Roubaix, I print labels in Tarare", "Papier, carton et imprimerie",
         "Tarare"),
        ("my husband is a dentist in Lyon, I make cheese in Aurillac to export", "Agroalimentaire", "Aurillac"),
        ("Mes parents tenaient une pharmacie à Vichy. J'ai repris une scierie à Ambert", "Bois et forêt", "Ambert"),
        ("J'ai une fonderie à Revin et ma fille fait médecine à Reims", "Travail des métaux", "Revin"),
        ("mon mari est potier à Vallauris, qui finance ?", "Céramique", "Vallauris"),
    ],
)  # fmt: skip
def test_the_trade_and_the_town_are_of_who_writes(directory: Directory, message: str, theme: str, place: str) -> None:
    reading = directory.read(message)
    assert reading.facets.themes[0].label == theme
    assert reading.place
    assert reading.place.name == place


def test_an_aside_brings_no_need_and_no_trade(directory: Directory) -> None:
    facets = directory.read("fabricant de skis à Annecy. Ma compagne est dans l'immobilier. Qui pour exporter ?").facets
    assert [need.label for need in facets.needs] == ["Exporter"]


def test_what_is_told_of_others_makes_no_message_a_private_one(directory: Directory) -> None:
    found = directory.match("Mon ami Paul vend des pneus à Dole. Je veux décarboner ma laiterie à Poligny")
    assert found[0].actor.id == "ademe"


def test_a_body_where_a_relative_works_is_not_asked_for(directory: Directory) -> None:
    assert directory.read("Ma soeur bosse au Cetim. Moi je fais du pain d'épices à Dijon, un apprenti ?").names == ()


@pytest.mark.parametrize(
    "message",
    [
        "je m'appelle Marine Boulanger, je fabrique des vélos à Annecy",
        "Je fabrique des vélos à Annecy. Cordialement, Marine Boulanger",
        "My name is Marine Boulanger and I make bicycles in Annecy",
    ],
)
def test_a_name_is_no_trade(directory: Directory, message: str) -> None:
    themes = {theme.label for theme in directory.read(message).facets.themes}
    assert "Mobilité" in themes
    assert themes.isdisjoint({"Agroalimentaire", "Naval et économie de la mer"})
