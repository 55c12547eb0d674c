"""Acronyms are read from the documents that spell them out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.acronyms import spelt_out
from knowledge.embeddings import connect
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.passages import split
from knowledge.records import Document, Page, Reading
from knowledge.retrieval import Retriever


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "La reconnaissance de la qualité de travailleur handicapé (RQTH) se demande à la maison.",
            [("RQTH", "reconnaissance de la qualité de travailleur handicapé")],
        ),
        ("Le CSE (comité social et économique) est élu.", [("CSE", "comité social et économique")]),
        ("L’aide au retour à l’emploi (ARE)", [("ARE", "aide au retour à l’emploi")]),
        ("Trois villes (Lyon), une loi (PACTE) et une date (2019).", []),
        ("Le directeur des achats (DRH) part.", []),
        ("Les SARL (sociétés) paient la TVA (20 %).", []),
    ],
)
def test_a_form_is_taken_where_the_initials_agree(text: str, pairs: list[tuple[str, str]]) -> None:
    assert spelt_out([text, text]) == pairs


@given(st.text(alphabet="ABCabc ()'’é-\n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in the brackets, what is found stands in the text."""
    assert all(acronym in text and form in text for acronym, form in spelt_out([text]))


def test_one_form_finds_the_other(tmp_path: Path) -> None:
    """A document that only writes the acronym is found by the full form, which another document spells out."""
    texts = {
        "a": "Le contrat de sécurisation professionnelle (CSP) est proposé au salarié.",
        "b": "À la fin du CSP, l’agence propose une formation longue au candidat.",
        "c": "Le contrat de location est signé pour trois ans par le locataire et le bailleur.",
        "d": "La formation professionnelle des jeunes est payée par la région et par la branche.",
    }
    embedder = connect("")
    readings = (Reading(Document(path=name, title=""), (Page(text),)) for name, text in texts.items())
    Index.build(tmp_path / "i", [passage for reading in readings for passage in split(reading)], embedder)
    index = Index.open(tmp_path / "i", embedder)
    hits = Retriever(index, embedder, Lexicon.load()).search("fin du contrat de sécurisation professionnelle")
    index.close()
    assert [hit.passage.document.path for hit in hits][:2] in (["b", "a"], ["a", "b"])
    assert next(hit.coverage for hit in hits if hit.passage.document.path == "b") > 0.7


def test_a_document_about_the_question_comes_before_one_that_mentions_it(tmp_path: Path) -> None:
    """What a document opens with counts for all its passages."""
    rest = "\n\n".join(f"Le dossier {n} passe en commission, avec avis du maire et du préfet. " * 6 for n in range(4))
    about = f"Le permis de construire un entrepôt.\n\n{rest}\n\nLe délai de réponse est de trois mois au plus."
    other = f"La voirie communale.\n\n{rest}\n\nLe délai de réponse est de trois mois au plus."
    embedder = connect("")
    readings = (
        Reading(Document(path=name, title=""), (Page(text),)) for name, text in (("other", other), ("about", about))
    )
    Index.build(tmp_path / "i", [passage for reading in readings for passage in split(reading)], embedder)
    index = Index.open(tmp_path / "i", embedder)
    best = Retriever(index, embedder, Lexicon.load()).search("délai de réponse permis entrepôt")[0]
    index.close()
    assert best.passage.document.path == "about"
