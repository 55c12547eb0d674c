"""Vectors of character n-grams, and the door to other providers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings

from knowledge.embeddings import DIMENSIONS, HashedNgrams, Provider, connect, fingerprint
from knowledge.errors import ProviderError

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=14)


class Broken(Embeddings):
    """A provider whose service is down."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise OSError("down")

    def embed_query(self, text: str) -> list[float]:
        raise OSError("down")


@given(st.text(max_size=200))
def test_any_text_has_a_vector_of_norm_one(text: str) -> None:
    """Cosine is always defined."""
    vector = np.array(HashedNgrams().embed_query(text))
    assert vector.shape == (DIMENSIONS,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


@given(st.text(max_size=200))
def test_a_text_alone_or_among_others_has_the_same_vector(text: str) -> None:
    """No state is kept from one text to the next."""
    among = HashedNgrams().embed_documents(["une entreprise", text])[1]
    assert among == HashedNgrams().embed_query(text)


@given(WORD, st.integers(1, 6))
def test_a_slip_in_a_word_stays_nearer_than_another_word(word: str, place: int) -> None:
    """Two letters exchanged keep most n-grams in common with the word meant."""
    slipped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    meant, typed, other = (np.array(HashedNgrams().embed_query(w)) for w in (word, slipped, "0123456789"))
    assert meant @ typed > meant @ other


def test_accents_case_and_stop_words_change_nothing() -> None:
    """What people type in a hurry means the same."""
    assert HashedNgrams().embed_query("Les Pôles de COMPÉTITIVITÉ") == HashedNgrams().embed_query("poles competitivite")


def test_the_vector_of_a_text_never_changes_from_one_version_to_the_next() -> None:
    """Published vectors are reused for ever: changing them calls for another fingerprint."""
    vector = HashedNgrams().vector("Territoires d’industrie")
    assert HashedNgrams.fingerprint == "hashed-ngrams:2"
    assert vector.argsort()[-3:].tolist() == [25, 129, 917]


def test_no_model_means_the_built_in_one() -> None:
    """The base works without any account or download."""
    assert isinstance(connect(""), HashedNgrams)


def test_an_unknown_provider_is_refused_with_a_sentence() -> None:
    """Staff read what to correct."""
    with pytest.raises(ProviderError, match="EMBEDDING_MODEL"):
        connect("nobody:nothing")


def test_a_provider_that_fails_raises_our_error() -> None:
    """Whatever its library raises."""
    with pytest.raises(ProviderError):
        Provider(Broken(), "broken:1").embed_query("plan")
    with pytest.raises(ProviderError):
        Provider(Broken(), "broken:1").embed_documents(["plan"])


def test_a_provider_is_known_by_its_model() -> None:
    """Vectors are reused only from the same model."""
    assert fingerprint(Provider(Broken(), "broken:1")) == "broken:1"
    assert fingerprint(HashedNgrams()) == "hashed-ngrams:2"
