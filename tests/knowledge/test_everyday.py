"""Everyday words and the official ones that documents use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.embeddings import connect
from knowledge.everyday import Saying, light_words, sayings, shipped
from knowledge.french import STOP_WORDS, words
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.passages import split
from knowledge.records import Document, Page, Reading
from knowledge.retrieval import Retriever

TEXTS = {
    "licenciement": "Le licenciement pour motif personnel a une cause réelle et sérieuse, et suit un entretien.",
    "conges": "Les congés payés du salarié sont fixés par son employeur, qui en donne les dates un mois avant.",
    "virement": "Un virement est exécuté le jour ouvrable suivant ; la banque du bénéficiaire le crédite.",
    "nuisances": "Les nuisances sonores sont punies d’une amende quand elles durent ou se répètent.",
    "regles": "Les règles du jeu sont données à chaque participant, et les règles de sécurité affichées.",
    "caution": "La restitution du dépôt de garantie a lieu dans les deux mois qui suivent la remise des clés.",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    folder, embedder = tmp_path_factory.mktemp("everyday") / "i", connect("")
    readings = (Reading(Document(path=name, title=""), (Page(text),)) for name, text in TEXTS.items())
    Index.build(folder, [passage for reading in readings for passage in split(reading)], embedder)
    index = Index.open(folder, embedder)
    yield Retriever(index, embedder, Lexicon.load())
    index.close()


def said(question: str) -> set[str]:
    """What the shipped lexicon reads in a question."""
    asked = [word for word in words(question) if word not in STOP_WORDS]
    return {" ".join(other.words) for _, _, other in Lexicon.load().readings(asked)}


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("a, b > c, d", {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}),
        ("a = b, c", {("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")}),
        ("a, b, c", {("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b")}),
        ("# a > b", set()),
        ("", set()),
    ],
)
def test_a_line_says_which_form_calls_for_which(line: str, pairs: set[tuple[str, str]]) -> None:
    assert {(saying.form, saying.other) for saying in sayings(line)} == pairs


def test_a_loose_line_is_trusted_less() -> None:
    trusts = {mark: {saying.trust for saying in sayings(f"a {mark} b")} for mark in "=~"}
    assert max(trusts["~"]) < min(trusts["="])


def test_words_in_brackets_must_be_near_and_only_for_the_form_before_them() -> None:
    """What the form calls for does not call for it in return: the words that would tell its meaning are not there."""
    assert [(s.form, s.other, s.near) for s in sayings("a (x y), b = c")] == [
        ("a", "c", ("x", "y")),
        ("b", "c", ()),
        ("c", "b", ()),
    ]


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("On peut me virer pendant un arrêt maladie au boulot ?", {"licencier", "licenciement", "arret travail"}),
        ("Comment récupérer ma caution ?", {"restitution depot garantie"}),
        ("Il y a une caméra au travail", {"videosurveillance"}),
        ("Je veux effacer mes données", {"droit effacement"}),
        ("Comment me mettre à mon compte ?", {"travailleur independant"}),
    ],
)
def test_everyday_words_call_for_official_ones(question: str, official: set[str]) -> None:
    assert official <= said(question)


def test_a_word_with_several_meanings_waits_for_another_word() -> None:
    """A bank transfer has the stem of "virer", and a box is not always a company."""
    assert "licenciement" not in said("Combien de temps prend un virement ?")
    assert "licenciement" in said("Mon patron veut me virer")
    assert "papiers" not in said("pièces justificatives")


def test_the_shipped_list_is_well_formed() -> None:
    """Every form has a word that carries meaning, and none calls for itself alone."""
    listed = shipped()
    assert all(_meaning(s.form) and _meaning(s.other) and s.form != s.other for s in listed)
    assert all(_meaning(word) for s in listed for word in s.near)
    assert isinstance(listed[0], Saying)


def _meaning(form: str) -> list[str]:
    return [word for word in words(form) if word not in STOP_WORDS]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Mon patron peut-il me mettre à la porte ?", "licenciement"),
        ("Le voisin fait du bruit, c’est du tapage", "nuisances"),
        ("Quand va-t-on me rendre la caution ?", "caution"),
        ("Quand poser mes vacances au travail ?", "conges"),
    ],
)
def test_the_passage_that_says_it_officially_is_found(retriever: Retriever, question: str, path: str) -> None:
    assert retriever.search(question)[0].passage.document.path == path


def test_words_that_frame_a_question_weigh_less_beside_others(retriever: Retriever) -> None:
    """ "Quelles sont les règles du virement" is about the transfer; alone, the word keeps all its weight."""
    beside = {term.word: term.weight for term in retriever.analyse("Quelles sont les règles du virement ?").terms}
    alone = {term.word: term.weight for term in retriever.analyse("Quelles sont les règles ?").terms}
    assert beside["regles"] < alone["regles"]
    assert retriever.search("Quelles sont les règles d’un virement ?")[0].passage.document.path == "virement"
    assert retriever.search("les règles")[0].passage.document.path == "regles"
    assert "regle" in {"".join(_meaning(word)) for word in light_words()}


def test_a_commoner_synonym_counts_for_no_more_than_its_own_weight(tmp_path: Path) -> None:
    """A rare word does not lend its weight to one that every passage holds."""
    embedder = connect("")
    texts = {f"d{n}": f"Le logement numéro {n} est loué par la ville à ses agents." for n in range(9)} | {
        "rare": "La piaule du gardien reste sous les toits."
    }
    readings = (Reading(Document(path=name, title=""), (Page(text),)) for name, text in texts.items())
    Index.build(tmp_path / "i", [passage for reading in readings for passage in split(reading)], embedder)
    index = Index.open(tmp_path / "i", embedder)
    term = Retriever(index, embedder, Lexicon.load()).analyse("piaule").terms[0]
    trusts = {index.lexical.stems[reading.stems[0]]: reading.trust for reading in term.readings}
    index.close()
    assert trusts["piaul"] == 1.0
    assert 0 < trusts["log"] < 0.4
