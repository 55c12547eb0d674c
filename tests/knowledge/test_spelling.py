"""Slips brought back to the words that the base holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.spelling import Speller, is_stop_word_slip

WORDS = (
    "",
    "alger",
    "annonce",
    "budget",
    "entreprise",
    "entreprises",
    "industrie",
    "malgre",
    "region",
    "religion",
    "vert",
    "2018",
)
FREQUENCIES = np.array([0, 3, 12, 20, 90, 80, 100, 9, 40, 3, 10, 50], dtype=np.int32)
SPELLER = Speller(WORDS, FREQUENCIES)


def nearest(word: str) -> str:
    found = SPELLER.nearest(word)
    return WORDS[found[0].number] if found else ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budjet", "budget"),
        ("indutrie", "industrie"),
        ("inndustrie", "industrie"),
        ("entrpeirse", "entreprise"),
        ("algre", "alger"),
        ("verr", "vert"),
        ("anonse", "annonce"),
    ],
)
def test_a_slip_finds_the_word_meant(typed: str, meant: str) -> None:
    """A letter dropped, doubled, swapped or mistaken."""
    assert nearest(typed) == meant


@pytest.mark.parametrize("word", ["", "ab", "2019", "r&d", "xylophone"])
def test_what_is_short_or_a_figure_or_far_is_left_alone(word: str) -> None:
    """A year is never read as another year, nor a strange word as anything."""
    assert SPELLER.nearest(word) == []


def test_the_likelier_slip_comes_first() -> None:
    """Two swapped letters are likelier than a missing one, whatever comes near."""
    assert [WORDS[c.number] for c in SPELLER.nearest("algre")][:2] == ["alger", "malgre"]


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_word_gives_corrections_in_order_of_cost(word: str) -> None:
    """Whatever is typed."""
    costs = [correction.cost for correction in SPELLER.nearest(word)]
    assert costs == sorted(costs)


@pytest.mark.parametrize("word", ["conbien", "quelel", "comnent", "qelle"])
def test_slips_of_small_words_are_recognised(word: str) -> None:
    """So that they are not taken for words of the base."""
    assert is_stop_word_slip(word)


@pytest.mark.parametrize("word", ["budget", "industrie", "de"])
def test_other_words_are_no_slips_of_small_words(word: str) -> None:
    """Short ones neither: too much is one letter away from them."""
    assert not is_stop_word_slip(word)
