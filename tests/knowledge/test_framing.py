"""What wraps a question goes; the question stays, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.framing import asking_part, spelt, unframed
from knowledge.french import fold


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Bonjour, pourriez-vous m'expliquer ce que signifie ETI ? Merci beaucoup", "ce que signifie ETI"),
        ("jaimerais savoir qui préside le réseau svp", "qui préside le réseau"),
        ("est-ce que tu peux me dire combien de territoires stp", "combien de territoires"),
        ("Madame, Monsieur, je souhaiterais obtenir l'adresse du siège. Bien cordialement", "l'adresse du siège"),
        ("dis moi où est le siège", "où est le siège"),
        ("FAST dans le livre blanc c'est quoi", "FAST c'est quoi"),
        ("d'après le communiqué, qui attendait le plan ?", "qui attendait le plan ?"),
        ("j'aimerais avoir des infos sur le fonds vert", "le fonds vert"),
        ("can you tell me who runs the plan please", "who runs the plan"),
        ("I'd like to know how many clusters", "how many clusters"),
    ],
)
def test_what_wraps_a_question_is_taken_off(written: str, asked: str) -> None:
    assert unframed(written) == asked


@pytest.mark.parametrize(
    "written",
    [
        "je veux obtenir une subvention",
        "peut-on cumuler les aides ?",
        "qui peut m'aider ?",
        "who can help me",
        "merci",
        "communiqué de presse",
        "je cherche un incubateur",
    ],
)
def test_what_is_the_question_itself_stays(written: str) -> None:
    assert unframed(written) == written


@given(st.text(max_size=120))
def test_what_stays_is_a_part_of_what_was_written(written: str) -> None:
    kept = unframed(written)
    left = iter(fold(written))
    assert all(character in left for character in fold(kept))  # in the same order
    assert any(map(str.isalnum, kept)) == any(map(str.isalnum, written))


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("Je prépare un oral de BTS, que signifie CGET ?", "que signifie CGET ?"),
        ("I’m a freelance architect. Does the service cover people like me?", "Does the service cover people like me?"),
        ("Rappelle-moi les quatre axes, j’ai réunion dans dix minutes", "Rappelle-moi les quatre axes,"),
        ("mon four consomme trop, quel axe regarder ?", "mon four consomme trop, quel axe regarder ?"),
        ("je fabrique des skis, je veux exporter", "je fabrique des skis, je veux exporter"),
        ("qui a annoncé le plan ?", "qui a annoncé le plan ?"),
        ("Je parle de la forge : qui la préside ?", "Je parle de la forge : qui la préside ?"),
        ("Jeanne Roux, qui est-ce ?", "Jeanne Roux, qui est-ce ?"),
        ("My Job Glasses, what is it?", "My Job Glasses, what is it?"),
    ],
)
def test_what_people_tell_of_themselves_is_no_part_of_what_they_ask(question: str, asking: str) -> None:
    assert asking_part(question) == asking


def test_a_one_that_counts_nothing_is_a_word() -> None:
    assert spelt("c koi 1 cluster") == "c koi un cluster"
    assert spelt("la phase 1 des territoires") == "la phase 1 des territoires"
    assert spelt("1 milliard, 11 pôles") == "1 milliard, 11 pôles"


@given(st.text())
def test_no_part_is_made_up(question: str) -> None:
    part = asking_part(question)
    assert set(part.split()) <= set(question.split())
    assert part.strip() or not question.strip()
