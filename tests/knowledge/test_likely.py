"""What the words of a message are usually about, beside what its phrases say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.actors import shipped_directory
from knowledge.directory import Directory
from knowledge.likely import FILE, learnt_from, likely, marks_of
from knowledge.needs import needs, themes
from knowledge.words import message_words


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def marks(text: str) -> list[str]:
    return marks_of(message_words(text), lambda word: word)


def test_the_weights_know_the_labels_of_the_vocabulary() -> None:
    found = likely(marks("remplissage stérile de seringues"), (), ())
    assert found is not None
    assert list(found.trades) == [theme.label for theme in themes()]
    assert list(found.needs) == [need.label for need in needs()]


def test_nothing_is_said_of_words_that_no_example_holds() -> None:
    assert likely(["zorglubien"], (), ()) is None


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Remplissage stérile de seringues et mise sous blister, on est à Dreux", "polepharma"),
        ("mon engin volant à hélices surveille les lignes haute tension, je suis à Mérignac", "bordeaux-technowest"),
        ("Je broie de vieux matelas pour en faire des panneaux, près de Béthune", "team2"),
        (
            "apprendre le geste de soudage avec un casque sur les yeux, notre PME est à Mayenne",
            "laval-mayenne-technopole",
        ),
    ],
)
def test_a_trade_told_without_its_name_is_heard(directory: Directory, question: str, right: str) -> None:
    assert right in [match.actor.id for match in directory.match(question)]


@pytest.mark.parametrize(
    "question",
    [
        "un garage sérieux pour ma 308 qui fait un bruit bizarre vers Étupes ?",
        "je dois vendre la maison de mes parents à Bellignat, quelle agence immobilière est honnête",
        "chambre de bonne à louer paris 15 jusqu'à 550",
        "appart à vendre Grenoble T3, quelle agence vous conseillez",
        "facture gaz de mon père décédé il faut la payer ?",
        "ces chaises me font mal au dos, que faire",
    ],
)
def test_a_message_that_is_not_a_company_s_calls_for_nobody(directory: Directory, question: str) -> None:
    assert directory.match(question) == []


def test_a_word_of_a_consumer_does_not_stand_against_many_of_a_company(directory: Directory) -> None:
    question = "infirmière à Mazamet, j'ai imaginé un pilulier qui prévient la famille, qui peut m'aider dans le coin"
    assert directory.match(question)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("salon de coiffure, le proprio double mon loyer, je dois bouger", "cma-france"),
        ("fonderie alu Charleville 60 personnes, l'ébarbage se fait à la main et les gars ont mal au dos", "cetim"),
        ("consultante RH à mon compte, comment approcher des usines", "cci-france"),
        ("bijoutier, déposer un modèle de bague ça coûte combien et ça dure combien", "inpi"),
    ],
)
def test_nothing_stands_against_a_message_that_is_surely_a_company_s(
    directory: Directory, question: str, right: str
) -> None:
    """Neither a consumer's words, nor a question of fact, nor words that nothing explains."""
    assert right in [match.actor.id for match in directory.match(question)]


def test_other_weights_are_read_only_where_they_are_asked_for(tmp_path: Path) -> None:
    spoken = marks("remplissage stérile de seringues")
    before = likely(spoken, (), ())
    assert before is not None
    with np.load(FILE) as kept:
        np.savez(tmp_path / "blank.npz", **{**kept, "table": np.zeros_like(kept["table"])})
    with learnt_from(tmp_path / "blank.npz"):
        blank = likely(spoken, (), ())
    assert blank is not None
    assert max(blank.trades.values()) < max(before.trades.values())
    after = likely(spoken, (), ())
    assert after is not None
    assert after.trades == before.trades


def test_what_somebody_is_building_is_no_building(directory: Directory) -> None:
    facets = directory.read("we are building a payment app for small shops in Paris, who can help?").facets
    assert "Bâtiment et construction durable" not in [theme.label for theme in facets.themes]
