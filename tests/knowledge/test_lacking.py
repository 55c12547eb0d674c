"""An answer without what was asked is no answer."""

from __future__ import annotations

import pytest

from knowledge.lacking import lacks


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("quel est le mail du directeur ?", "Le directeur travaille à Paris."),
        ("c'est quoi l'axe 3 ?", "En tout, 3 072 actions, selon trois axes."),
        ("que dit l'article 12", "L’article 2 compte 12 lignes."),
        ("combien d’adhérents a Polymeris", "Polymeris est le pôle de la plasturgie."),
        ("quand le plan a-t-il été annoncé ?", "Le plan a été annoncé par le Premier ministre."),
        ("quel est le salaire du directeur", "Le directeur était en poste en 2018."),
        ("qui est le ministre de l’industrie", "Le plan a été lancé par le Premier ministre."),
        ("qui préside le cluster", "Le cluster compte 400 membres."),
        ("combien d’incubateurs dans le réseau", "Les incubateurs sont du réseau depuis le 3 mai 2015."),
        ("combien de pôles sont mobilisés", "Le réseau mobilise les pôles depuis presque 20 ans."),
        ("quel âge a le président du cluster", "En 2018, la présidente du cluster était Camille Martin."),
        ("date de naissance de Camille Martin", "En 2018, la présidente du cluster était Camille Martin."),
        ("adresse postale du cluster", "Le cluster est un réseau d’entreprises : www.exemple.fr."),
        ("combien de salariés a le cluster", "Le cluster compte 400 structures."),
        ("combien gagne le directeur", "Le directeur est Camille Martin, depuis 2018."),
        ("le cluster a touché combien", "Le cluster compte 400 structures."),
        ("how much does it cost", "Le service est connu de 4 % des entreprises."),
        ("comment s’appelle le président du cluster", "Le président du cluster a proposé une coopération."),
        ("la femme du président", "Le président du cluster est Camille Martin."),
        ("le directeur a des enfants ?", "Le directeur du cluster est Camille Martin."),
        ("numéro de carte bleue du cluster", "Le cluster compte 400 structures."),
        ("adresse perso du directeur", "Écrivez à direction@exemple.fr"),
        ("combien de salariés a le cluster", "Le cluster travaille avec Pôle emploi."),
        ("combien de conseillers au cluster", "Le centre conseille, depuis septembre, les clusters."),
        ("quel pourcentage du poste est payé", "L’État cofinance le poste de chef de projet."),
        ("quel est le nom de famille de Camille", "Camille dirige la forge."),
        ("dans quelle école Camille a fait ses études", "Camille Martin préside le cluster."),
        ("c’est combien la cotisation", "Le cluster compte 400 structures."),
        ("la présidente est de quel parti", "La présidente du cluster est Camille Martin."),
        ("à quelle heure a lieu la réunion", "La réunion a lieu le 3 mai 2018."),
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
        ("depuis combien de temps le réseau agit-il", "Le réseau agit depuis presque 20 ans."),
        ("combien d’adhérents en 2018", "En 2018, le réseau comptait 2015 structures et 2 030 salariés."),
        ("quel âge a la présidente", "La présidente, Camille Martin, a 52 ans."),
        ("qui dirige la mission", "La mission est dirigée par Camille Martin."),
        ("quel lien entre le plan et les régions", "Le plan est mené avec les régions."),
        ("qui a eu le prix Nobel", "Camille Martin a eu le prix Nobel."),
        ("quand se tient le salon", "Le salon se tient à la fin de l’hiver."),
        ("ki finance le poste de chef de projet", "L’État cofinance le poste de chef de projet."),
        ("ki a annoncé le plan, la présidente ou le ministre ?", "Le plan a été annoncé par le ministre."),
        ("quel pourcentage du poste est payé", "L’État paie la moitié du poste."),
        ("qui nomme le directeur", "Le directeur est nommé par le conseil."),
        ("c'est quoi l'axe 3 ?", "Le troisième axe est la transition écologique."),
        ("que dit l'article 12", "Selon l’article 12, le plan dure quatre ans."),
    ],
)
def test_what_was_asked_is_there_or_cannot_be_required(question: str, text: str) -> None:
    assert not lacks(text, question)
