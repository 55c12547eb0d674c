"""Whether what was found answers, judged on evidence alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import documents
from knowledge.embeddings import connect
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.passages import split
from knowledge.records import Document, Page, Reading
from knowledge.retrieval import Retriever

TEXTS = {
    "reseau": "Le réseau des fonderies compte 120 ateliers. Sa présidente est Camille Martin, fondeuse des Vosges.",
    "contact": "Contact presse : Camille Martin, 01 23 45 67 89.\n\n" + "Le ministre a visité la fonderie. " * 12,
    "foret": "La scierie de Gérardmer vend des planches de sapin et de hêtre aux charpentiers de la région.",
    "eau": "La station traite les eaux de la vallée avant de les rendre à la rivière, selon l’arrêté de 2019.",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """A retriever over four short documents."""
    folder, embedder = tmp_path_factory.mktemp("index"), connect("")
    readings = (Reading(Document(path=name, title=""), (Page(text),)) for name, text in TEXTS.items())
    Index.build(Path(folder), [passage for reading in readings for passage in split(reading)], embedder)
    index = Index.open(Path(folder), embedder)
    yield Retriever(index, embedder, Lexicon.load())
    index.close()


@pytest.mark.parametrize(
    "question",
    ["qui preside le reseau des fonderies", "combien d’ateliers dans le réseau", "planches de hetre a gerardmr"],
)
def test_what_the_base_holds_is_answered(retriever: Retriever, question: str) -> None:
    assert documents.look_up(retriever, question, "fr").answers


@pytest.mark.parametrize(
    "question",
    ["recette de la tarte aux pommes", "quel temps fera-t-il demain", "qui a gagné la coupe du monde", "planches"],
)
def test_what_it_does_not_hold_is_declined(retriever: Retriever, question: str) -> None:
    assert not documents.look_up(retriever, question, "fr").answers


def test_a_year_that_no_passage_holds_is_missed(retriever: Retriever) -> None:
    assert documents.look_up(retriever, "combien d’ateliers dans le réseau en 2031", "fr").confidence.missing == (
        "2031",
    )


@pytest.mark.parametrize(("asked", "missing"), [("2020", ("2020",)), ("2018-2020", ()), ("de 2018 à 2020", ())])
def test_a_year_is_not_told_by_a_span_that_ends_with_it(
    tmp_path_factory: pytest.TempPathFactory, asked: str, missing: tuple[str, ...]
) -> None:
    folder, embedder = tmp_path_factory.mktemp("span"), connect("")
    reading = Reading(Document(path="plan", title=""), (Page("Le plan 2018–2020 des ateliers compte dix mesures."),))
    Index.build(Path(folder), list(split(reading)), embedder)
    with closing(Index.open(Path(folder), embedder)) as index:
        retriever = Retriever(index, embedder, Lexicon.load())
        question = f"combien de mesures du plan des ateliers {asked}"
        assert documents.look_up(retriever, question, "fr").confidence.missing == missing


def test_a_phone_is_given_only_for_whom_it_stands_beside(retriever: Retriever) -> None:
    """The same passage speaks of a minister, whose phone it does not hold."""
    assert documents.look_up(retriever, "téléphone de Camille Martin", "fr").answers
    assert not documents.look_up(retriever, "téléphone du ministre", "fr").answers


def test_a_follow_up_is_answered_only_by_what_takes_up_its_own_words(retriever: Retriever) -> None:
    """What was said before would bring the same answer again."""
    before = "téléphone de Camille Martin"
    assert documents.look_up(retriever, f"{before} et son numéro ?", "fr", "et son numéro ?").answers
    assert not documents.look_up(retriever, f"{before} et la piscine ?", "fr", "et la piscine ?").answers


def test_one_word_tells_whose_a_contact_is_where_its_sentence_holds_it(retriever: Retriever) -> None:
    assert documents.look_up(retriever, "téléphone de martin", "fr").answers
