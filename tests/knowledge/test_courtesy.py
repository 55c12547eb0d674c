"""Greetings are recognised, and questions are not taken for greetings."""

from __future__ import annotations

import pytest

from knowledge.courtesy import kind_of, without_greeting
from knowledge.phrases import say


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Bonjour", "greeting"),
        ("bjr !", "greeting"),
        ("Bonjour à tous", "greeting"),
        ("Hello", "greeting"),
        ("Merci beaucoup !", "thanks"),
        ("merci t au top", "thanks"),
        ("mrc", "thanks"),
        ("thanks a lot", "thanks"),
        ("Nice !", "thanks"),
        ("so nice!", "thanks"),
        ("Au revoir", "bye"),
        ("Bonjour, es-tu un robot ?", "who"),
        ("qui es tu", "who"),
        ("are you a bot?", "who"),
        ("Appelle la Banque des Territoires pour moi et prends rendez-vous.", "act"),
        ("peux-tu remplir le dossier du fonds vert ?", "act"),
        ("bonjour, prenez-moi un rdv avec Bpifrance", "act"),
        ("inscris-moi à la newsletter", "act"),
        ("please call the director", "act"),
        ("je n’en peux plus, je veux mourir", "distress"),
        ("je n’en peux plus", "distress"),
        ("j'en ai marre de vivre", "distress"),
        ("Mon mari me bat", "distress"),
        ("my boss hits me", "distress"),
        ("je vais me tuer", "distress"),
        ("je suis au bout, je veux en finir avec la vie", "distress"),
        ("mon usine ferme, je n'ai plus envie de vivre", "distress"),
        ("Je ne veux plus vivre.", "distress"),
        ("j'ai des idées suicidaires", "distress"),
        ("i don't want to live anymore", "distress"),
        ("écris à la CCI pour moi", "act"),
        ("pouvez-vous écrire au maire", "act"),
        ("mdr", "empty"),
        ("aide", "who"),
        ("tu es qui", "who"),
        ("t ki toi ?", "who"),
        ("est-ce que tu es un robot ou un humain ?", "who"),
        ("c'est une vraie personne ?", "who"),
        ("je parle à quelqu’un ?", "who"),
        ("am I talking to a real person?", "who"),
        ("salut ça va ?", "well"),
        ("t'es nul va te faire voir", "blame"),
        ("tu sers à rien", "blame"),
        ("you are useless", "blame"),
    ],
)
def test_a_courtesy_is_recognised(message: str, kind: str) -> None:
    assert kind_of(message) == kind
    assert say(kind, "fr")
    assert say(kind, "en")


@pytest.mark.parametrize(
    "message",
    [
        "Qui préside France Clusters ?",
        "Bonjour, qui a annoncé le plan ?",
        "merci de me donner le site",
        "Nice",
        "c’est qui le président",
        "tu es un robot de soudure ?",
        "c’est un programme ?",
        "c’est une personne ?",
        "je cherche une machine",
        "aide pour exporter",
        "je n’en peux plus des normes, qui peut m’aider ?",
        "oui, un pôle pour le bois",
        "déposer un brevet pour ma machine, je vais où ?",
        "appelle-t-on cela un pôle ?",
        "notre robot est nul en précision, qui peut nous aider ?",
        "commande numérique à Cluses",
        "remplir le carnet de commandes d’un atelier",
        "call for projects in Normandy",
        "puis-je déposer un dossier ?",
        "👍",
        "",
    ],
)
def test_a_question_is_not_a_courtesy(message: str) -> None:
    assert kind_of(message) is None


def test_a_greeting_before_a_question_is_taken_off() -> None:
    assert without_greeting("Bonjour, qui a annoncé le plan ?") == "qui a annoncé le plan ?"
    assert without_greeting("Bonjour") == "Bonjour"


@pytest.mark.parametrize(
    "message",
    [
        "je ne veux plus vivre à Paris",
        "plus envie de vivre en ville, je reprends une ferme",
        "une appli contre les idées suicidaires",
        "I don't wanna live anymore in Paris",
        "ma concurrente me frappe par ses prix",
        "écris la liste des clusters de Lyon",
        "Pouvez-vous m'écrire la liste des pôles de Lyon ?",
    ],
)
def test_words_of_distress_or_of_an_act_may_be_of_something_else(message: str) -> None:
    assert kind_of(message) is None
