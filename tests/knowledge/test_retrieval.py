"""Questions on a small real index: what is understood of them, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2s
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.embeddings import HashedNgrams
from knowledge.errors import ProviderError
from knowledge.index import Index
from knowledge.langchain_face import LangChainRetriever
from knowledge.lexicon import Lexicon
from knowledge.records import Document, Passage
from knowledge.retrieval import Retriever

TEXTS = {
    "lancement.md": "Le plan Territoires d’industrie a été lancé le 22 novembre 2018 par le Premier ministre.",
    "nombre.md": "On compte 183 territoires dans la deuxième phase, qui réunit 630 intercommunalités.",
    "poles.md": "Un pôle de compétitivité rassemble des entreprises et des laboratoires autour d’un thème.",
    "president.md": "Le président du réseau est Jean-Luc Ansel. Il a fondé une association de cosmétique.",
    "eti.md": "Les entreprises de taille intermédiaire peinent à recruter des soudeurs.",
    "ville.md": "La ville de Cholet fabrique des chaussures et des meubles depuis longtemps.",
}


class Silent(HashedNgrams):
    """A service of vectors that is down when questions come."""

    def embed_query(self, text: str) -> list[float]:
        raise ProviderError("en panne")


class Noting(HashedNgrams):
    """Notes the questions it is given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        self.asked.append(text)
        return super().embed_query(text)


def passage(path: str, text: str, date: str = "", heading: str = "") -> Passage:
    identity = blake2s(f"{path}{heading}{text}".encode(), digest_size=16).hexdigest()
    return Passage(identity, Document(path=path, title="", date=date), text, heading)


def opened(folder: Path, *passages: Passage) -> Index:
    Index.build(folder, passages, HashedNgrams())
    return Index.open(folder, HashedNgrams())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    passages = [passage(path, text) for path, text in TEXTS.items()]
    index = opened(tmp_path_factory.mktemp("index") / "a", *passages)
    yield index
    index.close()


@pytest.fixture(scope="module")
def retriever(index: Index) -> Retriever:
    return Retriever(index, HashedNgrams(), Lexicon.load())


def first(retriever: Retriever, question: str) -> str:
    return retriever.search(question)[0].passage.document.path


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Quand le plan a-t-il été lancé ?", "lancement.md"),
        ("kand le plan a ete lansé", "lancement.md"),
        ("Combien de territoirs en deuxieme phase", "nombre.md"),
        ("C’est quoi un pole de competitivité ?", "poles.md"),
        ("what is a competitiveness cluster", "poles.md"),
        ("who is the chairman", "president.md"),
        ("Que cherchent les ETI ?", "eti.md"),
        ("Où fait-on des chausures ?", "ville.md"),
        ("le fondateur de l’association", "president.md"),
        ("recrutement d’un soudeur", "eti.md"),
    ],
)
def test_finds_the_passage_that_answers(retriever: Retriever, question: str, path: str) -> None:
    """Clean or hurried, in French or in English, by acronym or by family of words."""
    assert first(retriever, question) == path


def test_says_what_it_corrected_and_what_it_does_not_know(retriever: Retriever) -> None:
    """The assistant can tell a misspelt word from an unknown one."""
    query = retriever.analyse("Qui est le presidant des zorgloubs ?")
    assert query.corrections == (("presidant", "president"),)
    assert query.unknown == ("zorgloubs",)
    assert [term.word for term in query.terms] == ["presidant", "zorgloubs"]


def test_a_word_that_the_base_does_not_hold_lowers_the_coverage(retriever: Retriever) -> None:
    """Coverage is the share of the question's weight that a passage holds."""
    full = retriever.search("président du réseau")[0]
    half = retriever.search("président des zorgloubs")[0]
    assert full.coverage == pytest.approx(1.0)
    assert 0.2 < half.coverage < 0.6


def test_a_slip_that_shares_a_stem_with_another_word_is_corrected_too(tmp_path: Path) -> None:
    """Snowball cuts "utilisses" down to the stem of "utile", which nobody asked about."""
    texts = {"utile.md": "Ce fonds est utile aux communes.", "usage.md": "Tu utilises ce fonds pour les communes."}
    index = opened(tmp_path / "a", *(passage(path, text) for path, text in texts.items()))
    retriever = Retriever(index, HashedNgrams(), Lexicon.load())
    assert retriever.analyse("utilisses").corrections == (("utilisses", "utilises"),)
    assert first(retriever, "utilisses-tu ce fonds ?") == "usage.md"
    index.close()


def test_another_form_of_a_known_word_is_not_corrected(retriever: Retriever) -> None:
    """That no passage holds this very form says nothing against it."""
    assert retriever.analyse("fabriquons des meubles").corrections == ()


def test_vectors_are_asked_for_the_question_as_it_was_read(index: Index) -> None:
    """Accents, capitals and words that were understood stay as they are."""
    embedder = Noting()
    Retriever(index, embedder, Lexicon.load()).search("Qui est le Presidant du réseau créé à Cholet ?")
    assert embedder.asked == ["Qui est le president du réseau créé à Cholet ?"]


def test_marks_names_and_figures(retriever: Retriever) -> None:
    """A capital inside the question or a digit: what must be there."""
    marked = {term.word for term in retriever.analyse("Le plan de Cholet en 2018").terms if term.name}
    assert marked == {"cholet", "2018"}


@pytest.mark.parametrize("question", ["", "?", "le la les", "de quoi"])
def test_a_question_without_content_finds_nothing(retriever: Retriever, question: str) -> None:
    """Small words alone say nothing."""
    assert retriever.search(question) == []


@settings(deadline=None)  # a busy machine is no failure
@given(question=st.text(max_size=80))
def test_any_question_gets_ordered_hits_within_bounds(retriever: Retriever, question: str) -> None:
    """Scores fall, coverage is a share, and no passage comes twice."""
    hits = retriever.search(question, 4)
    assert len(hits) <= 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0.0 <= hit.coverage <= 1.0 + 1e-6 for hit in hits)
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_words_still_answer_when_the_vectors_fail(index: Index) -> None:
    """A service that is down costs some quality, not the answer."""
    assert first(Retriever(index, Silent(), Lexicon.load()), "Quand le plan a-t-il été lancé ?") == "lancement.md"


def test_a_heading_counts_as_words_of_its_passage(tmp_path: Path) -> None:
    """A section is about what its heading says."""
    index = opened(
        tmp_path / "a",
        passage("a.md", "Il est ouvert aux entreprises.", heading="Le fonds vert"),
        passage("b.md", "Il est ouvert aux communes.", heading="Le fonds bleu"),
    )
    assert first(Retriever(index, HashedNgrams(), Lexicon.load()), "fonds vert ouvert") == "a.md"
    index.close()


def test_of_two_passages_that_say_the_same_the_newest_is_shown(tmp_path: Path) -> None:
    """A text copied from one document to the next takes one place."""
    text = TEXTS["poles.md"]
    index = opened(
        tmp_path / "a",
        passage("2018.md", text, "2018"),
        passage("2023.md", text.upper(), "2023-05"),
        passage("autre.md", TEXTS["ville.md"]),
    )
    found = [hit.passage.document.path for hit in Retriever(index, HashedNgrams(), Lexicon.load()).search("pôle")]
    assert found[0] == "2023.md"
    assert "2018.md" not in found
    index.close()


def test_passages_that_differ_by_a_figure_are_both_shown_the_newest_first(tmp_path: Path) -> None:
    """124 territories in 2018 and 183 in 2023 are two facts."""
    text = "On compte 124 territoires d’industrie en France, choisis par les régions et par l’État avec les communes."
    index = opened(
        tmp_path / "a", passage("2018.md", text, "2018"), passage("2023.md", text.replace("124", "183"), "2023")
    )
    hits = Retriever(index, HashedNgrams(), Lexicon.load()).search("Combien de territoires d’industrie ?")
    assert [hit.passage.document.path for hit in hits] == ["2023.md", "2018.md"]
    index.close()


def test_an_empty_base_finds_nothing(tmp_path: Path) -> None:
    """Nor does it fail."""
    index = opened(tmp_path / "a")
    assert Retriever(index, HashedNgrams(), Lexicon.load()).search("plan") == []
    index.close()


def test_langchain_sees_the_same_passages(retriever: Retriever) -> None:
    """Literal text, with where it comes from."""
    found = LangChainRetriever(retriever=retriever, limit=2).invoke("Quand le plan a-t-il été lancé ?")
    assert found[0].page_content == TEXTS["lancement.md"]
    assert found[0].metadata["source"] == "lancement.md"
    assert len(found) == 2


def test_the_order_of_passages_does_not_change_the_first_hit(tmp_path: Path) -> None:
    """Rows are a detail."""
    passages = [replace(passage(path, text)) for path, text in reversed(TEXTS.items())]
    index = opened(tmp_path / "a", *passages)
    assert first(Retriever(index, HashedNgrams(), Lexicon.load()), "Quand le plan a-t-il été lancé ?") == "lancement.md"
    index.close()
