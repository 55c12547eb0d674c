"""Literal French sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import sentences

PIECES = (
    "M. Martin", "Mme", "art. 24", "n° 3", "etc.", "p. ex.", "J. R. R. Tolkien", "1,36", "www.a.fr/b", "a@c.fr",
    "« Oui. »", "…", "...", "! ", "?", ". ", "; ", "\n", "\n\n", "\n- ", "\n1. ", "\n# Titre\n", "| a | b |", "Le plan",
    "**gras**", "\u00a0", "\t", "12 h.", "à Lyon", "L’État",
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)))
def test_no_visible_character_is_lost(text: str) -> None:
    """The sentences put end to end are the text, white space aside."""
    assert sentences.squeezed("".join(sentences.split(text))) == sentences.squeezed(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Martin et Mme Durand ont signé.",
        "Le budget est de 1,36 milliard d’euros, soit 3.5 fois plus.",
        "L’art. 24 de la loi n° 2004-1484 le définit, cf. l’annexe.",
        "J. R. R. Tolkien et Jean-Luc A. Dupont écrivent.",
        "Écrivez à prenom.nom@exemple.fr ou voyez www.exemple.fr/a.b?c=1 dès demain.",
        "Des structures (pôles, clusters, etc.) les aident.",
        "Il répond : « Oui… mais pas encore ! » et s’en va.",
        "Mesdames et MM. Les maires sont conviés.",
    ],
)
def test_a_sentence_stays_whole(sentence: str) -> None:
    """Abbreviations, initials, figures, addresses and inner quotations do not end a sentence."""
    assert sentences.split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le plan est lancé. Il dure.", ["Le plan est lancé.", "Il dure."]),
        ("Fini ? Non ! On continue… 124 territoires.", ["Fini ?", "Non !", "On continue…", "124 territoires."]),
        ("« C’est utile. » La suite.", ["« C’est utile. »", "La suite."]),
        ("C’est la phase V. Elle finit en 2026.", ["C’est la phase V.", "Elle finit en 2026."]),
        ("Une phrase coupée\npar la ligne. Fin.", ["Une phrase coupée par la ligne.", "Fin."]),
        ("Voici :\n- un\n- deux. Et trois.", ["Voici :", "- un", "- deux.", "Et trois."]),
        ("# Titre. Long\nTexte.", ["# Titre. Long", "Texte."]),
        ("Un\n\nDeux", ["Un", "Deux"]),
        ("", []),
    ],
)  # fmt: skip
def test_cuts_where_sentences_end(text: str, expected: list[str]) -> None:
    """Full stops, questions, blank lines, list items and headings part sentences."""
    assert sentences.split(text) == expected


def test_a_very_long_sentence_is_cut_at_its_semicolons() -> None:
    """Beyond `LONGEST` words, semicolons part it."""
    clause = " ".join(["mot"] * 40)
    assert sentences.split(f"{clause} ; {clause}.") == [f"{clause} ;", f"{clause}."]


def test_keeps_no_break_spaces() -> None:
    """French no-break spaces stay as they are."""
    assert sentences.split("Combien\u00a0? 1\u202f360\u00a0€.") == ["Combien\u00a0?", "1\u202f360\u00a0€."]
