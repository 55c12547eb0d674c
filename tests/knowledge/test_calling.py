"""When a question calls for an actor, and how surely."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.calling import CALLS, SURE

DIRECTORY = shipped_directory()


@pytest.mark.parametrize(
    "question",
    [
        "les clusters ça fait quoi pour les PME",
        "explique moi ce qu'est une technopole",
        "c quoi un incubateur en fait",
        "le Cetim c'est quoi",
        "les accélérateurs servent à quoi",
        "qui choisit les pôles de compétitivité",
        "des aides pour quelles filières, décidées par qui ?",
        "qui finance le poste de chef de projet",
        "ki finense le poste de chef de projé",
        "qui paye les chefs de projet",
        "qui finance les pôles de compétitivité",
        "qui finance le plan",
        "directrice de l'incubateur de Metz",
        "directeur de France Clusters",
    ],
)
def test_what_something_is_or_does_is_asked_of_the_documents_first(question: str) -> None:
    assert DIRECTORY.confidence(question) < SURE


@pytest.mark.parametrize(
    "question",
    [
        "un numéro de téléphone ?",
        "contact incubateur zorglub",
        "mail de l'incubateur Machin",
        "le site des conseillers",
        "telephone pole dupont",
        "téléphone de Jean Dupont",
        "son téléphone",
    ],
)
def test_a_body_or_a_person_that_the_directory_lacks_is_not_answered_with_another(question: str) -> None:
    assert DIRECTORY.confidence(question) < CALLS


@pytest.mark.parametrize(
    ("question", "actor"),
    [
        ("contact incubateur Toulouse", "nubbo"),
        ("site du pôle plasturgie", "polymeris"),
        ("how much is a trademark pls", "inpi"),
        ("crêperie à vendre cause maladie", "cci-france"),
        ("fabricant de téléphones à Lannion", "images-reseaux"),
        ("je répare des téléphones", "cma-france"),
        ("qui a repris ViaMéca", "cimes"),
        ("Elastopôle, ça existe encore ?", "polymeris"),
        ("qui travaille sur la géothermie ?", "pole-avenia"),
        ("j'ai 62 ans et un atelier de gravure", "cci-france"),
        ("selling our old family foundry", "cci-france"),
        ("maçon à Brive cherche conseil", "cma-france"),
        ("france cluster", "france-clusters"),
        ("pole eau dans le Grand Est", "aquanova"),
        ("incubateur a grenobl", "linksium"),
        ("on fabrique des stations météo à Versailles", "reseau-mesure"),
        ("emballage compostable à La Réunion", "la-reunion-developpement"),
        ("qui finance une machine", "bpifrance"),
        ("qui finance l'innovation", "bpifrance"),
        ("qui suit les comités de filière au niveau national", "cni"),
        ("qui représente les industriels ?", "france-industrie"),
        ("quel est le réseau des incubateurs et technopoles", "retis"),
        ("Directeur d'usine de cosmétiques à Chartres", "cosmetic-valley"),
        ("Responsable d'un atelier de fonderie à Metz, je cherche un labo", "materalia"),
        ("la French Tech, mais celle de Rennes", "le-poool"),
        ("on quitte Paris pour Saumur avec notre atelier de bijoux", "solutions-co"),
        ("des bureaux à Meylan, au milieu d'autres startups", "inovallee"),
        ("Vitré, logistique des colis", "bretagne-developpement-innovation"),
        ("est-ce que quelqu'un finance les études de faisabilité", "bpifrance"),
        ("Qui connaît bien la réglementation pour envoyer du fromage au Japon ?", "business-france"),
        ("un hôtelier de notre commune souhaite réduire sa facture de chauffage", "ademe"),
        ("chantier naval : constructeur de vedettes, Toulon", "pole-mer-mediterranee"),
    ],
)
def test_a_search_however_it_is_put_names_who_serves_it(question: str, actor: str) -> None:
    assert actor in [match.actor.id for match in DIRECTORY.match(question)]


def test_an_actor_is_said_to_do_no_more_than_its_entry_says() -> None:
    matches = DIRECTORY.match("agroalimentaire à Lille")
    themes = [reason.removeprefix("Domaine : ") for match in matches for reason in match.why if "Domaine : " in reason]
    assert themes
    assert set(themes) <= {theme.replace("'", "’") for match in matches for theme in match.actor.themes}
