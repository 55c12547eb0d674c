"""Vectors of character n-grams, and the door to other providers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.embeddings import DIMENSIONS, HashedNgrams, connect, fingerprint
from knowledge.errors import ProviderError

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=14)


@settings(deadline=None)  # the first vector draws the projection
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
    assert np.flatnonzero(vector > 0.14).tolist() == [129, 917]  # two that are equal come in any order
    assert vector[[1, 25, 129]] == pytest.approx([0.0969, 0.0969, 0.14535], abs=1e-4)


def test_no_model_means_the_built_in_one() -> None:
    """The base works without any account or download."""
    assert isinstance(connect(""), HashedNgrams)


@pytest.mark.parametrize("name", ["nobody:nothing", "text-embedding-3-small", "openai:"])
def test_a_wrong_name_is_refused_with_a_sentence(name: str) -> None:
    """Staff read what to correct."""
    with pytest.raises(ProviderError, match="EMBEDDING_MODEL"):
        connect(name)


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ProviderError, match=r"\.venv/bin/pip install langchain-cohere"):
        connect("cohere:embed")


def test_an_embedder_is_known_by_its_model() -> None:
    """Vectors are reused only from the same model."""
    assert fingerprint(connect("openai:small", "http://127.0.0.1:9/v1")) == "openai:small"
    assert fingerprint(HashedNgrams()) == "hashed-ngrams:2"
