"""What kind of answer a question expects, and where a text mentions one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import Kind, expected, is_question_word
from knowledge.mentions import ends, mentions


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (Kind.WHO, "Qui a annoncé le plan ?|ki a anoncé le plan|Who announced the plan?|avec qui travailler"),
        (Kind.OFFICE, "qui préside le réseau|qui est le presidant|who is the president?|fondateur de ce pôle"),
        (Kind.DATE, "Quand est-ce ?|qd|kan a t il été annoncé|en quelle année ?|when was it launched|depuis quand"),
        (Kind.NUMBER, "Combien de territoires ?|cb de structures|combient de poles|how many|quel pourcentage"),
        (Kind.AMOUNT, "quel montant|budjet du plan|combien ça coûte en euros|how much money"),
        (Kind.PLACE, "Où est-ce ?|ou se trouve le siège|dans quelle ville|where is it"),
        (Kind.EMAIL, "mail du directeur|son e-mail|adresse électronique|comment contacter le pôle"),
        (Kind.PHONE, "tel|num de tel du directeur|le numéro de téléphone|director’s phone"),
        (Kind.LINK, "quel est le site|adresse de mapster|le lien svp|website"),
        (Kind.DEFINITION, "c koi un cluster|qu’est-ce qu’un pôle|Qu’est-ce que Mapster ?|what is a cluster?"),
        (Kind.REASON, "Pourquoi ce plan ?|pk|why|dans quel but"),
        (Kind.MANNER, "comment faire|coment candidater|how do I apply"),
        (Kind.LIST, "quels sont les axes|quelles aides|what are the measures"),
    ],
)  # fmt: skip
def test_tells_the_kind_of_a_question(kind: Kind, questions: str) -> None:
    """Clean, misspelt, unaccented and English questions tell what they expect."""
    assert [question for question in questions.split("|") if kind not in expected(question)] == []


@pytest.mark.parametrize("question", ["", "???", "plasturgie", "bonjour"])
def test_expects_nothing_where_nothing_shows(question: str) -> None:
    """A question without a cue expects no kind."""
    assert expected(question) == ()


def test_knows_misspelt_question_words() -> None:
    """Question words count as such however they are typed; words of the subject do not."""
    assert all(map(is_question_word, ("cb", "conbien", "kel", "pourqoi")))
    assert not any(map(is_question_word, ("plan", "budget", "telephone", "contient")))


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.DATE, "le 20 septembre 2018, puis en 2023", ["20 septembre 2018", "2023"]),
        (
            Kind.NUMBER,
            "124 territoires, soit 1,36 milliard et dix-neuf comités",
            ["124", "1,36", "milliard", "dix", "neuf"],
        ),
        (Kind.AMOUNT, "1,36 milliard d’euros et 400 000 €, pour 17 mesures", ["1,36 milliard d’euros", "400 000 €"]),
        (Kind.PHONE, "Tél. 01 23 45 67 89 ou +33 1 23 45 67 89, réf. 2018", ["01 23 45 67 89", "+33 1 23 45 67 89"]),
        (Kind.EMAIL, "prenom.nom@exemple.fr.", ["prenom.nom@exemple.fr"]),
        (Kind.LINK, "voir www.exemple.fr/carte (https://a.fr/b)", ["www.exemple.fr/carte", "https://a.fr/b"]),
        (Kind.OFFICE, "Anne Martin, présidente du pôle", ["Anne Martin, président"]),
        (Kind.OFFICE, "Le directeur général était Paul Durand.", ["directeur général était Paul Durand"]),
        (Kind.OFFICE, "Le président du pôle répond au directeur.", []),
    ],
)
def test_finds_mentions(kind: Kind, text: str, found: list[str]) -> None:
    """A text's dates, figures, amounts, addresses and office holders are found."""
    assert mentions(kind, text) == found


@given(st.text(), st.sampled_from(Kind))
def test_mentions_are_literal(text: str, kind: Kind) -> None:
    """Any text is read without failing, and what is found in it is in it."""
    assert all(mention in text for mention in mentions(kind, text))
    assert len(ends(kind, text)) == len(mentions(kind, text))
    assert set(expected(text)) <= set(Kind)
