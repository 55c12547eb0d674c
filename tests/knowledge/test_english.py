"""English questions reach French documents by the words that those use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.english import SMALL, glossary, in_french, says_more_in_english
from knowledge.french import STOP_WORDS, stem, words


def stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in STOP_WORDS}


@pytest.mark.parametrize(
    ("question", "french"),
    [
        ("what does CNI stand for?", "que signifie CNI"),
        ("who steers the plan locally", "qui pilote le plan localement"),
        ("who is the prime minister", "qui est le Premier ministre"),
        ("director's phone number", "directeur téléphone"),
        ("how many jobs", "combien d’emplois"),
        ("where do I go to file a patent?", "à qui s’adresser déposer un brevet"),
        ("what's a competitiveness cluster", "c’est quoi un pôle de compétitivité"),
        ("when does the label expire", "jusqu’à quand dure le label"),
        ("what is the plan called", "comment s’appelle le plan"),
        ("what's the aim of the plan", "quel est l’objectif du plan"),
        ("how many members does the network have", "combien de membres compte le réseau"),
        ("I need a loan", "j’ai besoin de prêt"),
    ],
)
def test_a_question_is_put_in_the_words_of_french_documents(question: str, french: str) -> None:
    assert in_french(question) == french


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("companies", "company"),
        ("activities", "activity"),
        ("investing", "invest"),
        ("anounced", "announced"),
        ("committed to", "commit"),
        ("Green Fund", "the green fund"),
        ("hydrogn", "hydrogen"),
        ("doesn't, won't and can't pay", "pay"),
    ],
)
def test_inflections_slips_capitals_and_contractions_change_nothing(one: str, other: str) -> None:
    assert stems(in_french(one)) == stems(in_french(other))


def test_the_longest_phrase_wins() -> None:
    """ "green fund" is one thing, and not a colour and money."""
    assert in_french("small company, green fund") == "PME fonds vert"


def test_names_and_unknown_words_stay_as_they_are() -> None:
    """Whoever is named is no common noun, even in the possessive and twice."""
    question = "What does Business France's director say of Oyonnax to Business France?"
    spans = [(question.index("Business"), question.index("'s")), (question.rindex("Business"), len(question) - 1)]
    assert (
        in_french(question, [*spans, *spans]).split()
        == "que Business France directeur dire de Oyonnax Business France".split()
    )


@pytest.mark.parametrize(
    "text", ["director phone number", "hydrogen grenoble", "railway maintenance cluster", "funding for factories"]
)
def test_words_tell_english_without_any_small_one(text: str) -> None:
    assert says_more_in_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "contact directeur",
        "textile",
        "formation soudeur",
        "Cosmetic Valley",
        "cosmetic valley",
        "packaging bretagne",
        "budget",
    ],
)
def test_names_and_words_of_both_languages_tell_nothing(text: str) -> None:
    assert not says_more_in_english(text)


def test_no_small_word_is_a_french_one_that_matters() -> None:
    """They are dropped from French texts too."""
    assert not SMALL & {"or", "but", "son", "mine", "ours", "lot", "car", "these", "main", "pays"}


def test_the_glossary_reads_whole() -> None:
    """Each line has its two sides, and no phrase comes twice."""
    found = glossary()
    assert len(found.exact) > 1500
    assert all(phrase == tuple(" ".join(phrase).lower().split()) for phrase in found.exact)


@given(text=st.text(max_size=80), cut=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_no_message_breaks_the_gloss(text: str, cut: tuple[int, int]) -> None:
    """And a name in it is kept to the letter."""
    start, end = sorted(min(place, len(text)) for place in cut)
    assert isinstance(in_french(text), str)
    if text[start:end].isalnum() and text[start:end].isascii():
        spaced = f"{text[:start]} {text[start:end]} {text[end:]}"
        assert text[start:end] in in_french(spaced, [(start + 1, end + 1)])
