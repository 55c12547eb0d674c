"""The literal sentences that answer a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import sentences
from knowledge.evidence import NAMES, candidates, weigh
from knowledge.extractive import Extract, best_extract, cut
from knowledge.records import Document, Hit, Passage


def hit(text: str, score: float = 1.0, heading: str = "", date: str = "", path: str = "note.md") -> Hit:
    return Hit(Passage(path, Document(path, "", date=date), text, heading, page=2), score)


RELEASE = (
    "Le réseau se félicite de l’annonce, par la ministre, le 3 mars 2021, d’un plan de soutien. "
    "Ce plan répond à une attente forte des pôles. "
    "Les 250 structures du réseau sont prêtes. "
    "« Nous y contribuerons », a déclaré Anne Martin, présidente du réseau. "
    "Le réseau répond au président de l’association des maires. "
    "Le réseau agit avec deux partenaires nationaux, la Banque et l’Agence. "
    "L’annuaire en ligne est sur www.exemple.fr/annuaire. "
    "Contact : Paul Durand, directeur, 01 23 45 67 89 / paul.durand@exemple.fr"
)
NOISE = "Les entreprises recrutent. Le plan de formation de 2019 comprend 40 mesures. Voir www.autre.fr pour les aides."


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        ("Qui a annoncé le plan ?|ki a anoncé le plan de soutien|Who announced the plan?", "la ministre"),
        ("Quand le plan a-t-il été annoncé ?|qd a ete anonce le plan", "3 mars 2021"),
        ("Qui préside le réseau ?|qui est la presidante du reseau", "Anne Martin"),
        ("Combien de structures dans le réseau ?|cb de structure", "250"),
        ("Quels sont les partenaires nationaux ?|partenaire nationaux", "la Banque et l’Agence"),
        ("adresse de l’annuaire|lien de lanuaire en ligne", "www.exemple.fr/annuaire"),
        ("mail du directeur|quel est l’e-mail de Paul Durand", "paul.durand@exemple.fr"),
        ("tel du directeur|numéro de téléphone de paul durant", "01 23 45 67 89"),
    ],
)
def test_the_first_sentence_answers(questions: str, answer: str) -> None:
    """However the question is typed, the sentence that answers comes first."""
    hits = [hit(RELEASE), hit(NOISE, 0.6, path="autre.md")]
    for question in questions.split("|"):
        assert answer in best_extract(question, hits).sentences[0].text, question


WORDS = st.sampled_from(
    "le|plan|réseau|est|2018|M. Durand,|combien ?|(voir|www.a.fr/b)|;|1,36|:|«|»|Il|\n\n|\n-|\n# |É.|Fin.".split("|")
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map(" ".join))


@given(TEXTS, st.lists(TEXTS, max_size=4), st.integers(0, 60), st.integers(1, 4))
def test_sentences_are_literal_and_few(question: str, texts: list[str], words: int, most: int) -> None:
    """Whatever the texts, each sentence stands in its passage, and the limits are held."""
    hits = [hit(text, 1 / (rank + 1)) for rank, text in enumerate(texts)]
    extract = best_extract(question, hits, max_words=words, max_sentences=most)
    assert len(extract.sentences) <= most
    assert len(extract.text.split()) <= words
    for quote in extract.sentences:
        assert sentences.squeezed(quote.text)
        assert sentences.squeezed(quote.text) in sentences.squeezed(texts[quote.hit])
        assert not sentences.is_heading(quote.text)


@given(TEXTS, TEXTS)
def test_evidence_is_a_number_a_name(question: str, text: str) -> None:
    """Each candidate has one finite number for each name."""
    hits = [hit(text)]
    among = candidates(hits)
    rows = weigh(question, hits, among)
    assert rows.shape == (len(among), len(NAMES))
    assert (abs(rows) < 10).all()


def test_gives_nothing_for_no_hits() -> None:
    """Without hits, or without room, the extract is empty."""
    assert best_extract("Qui ?", []) == Extract()
    assert best_extract("Qui ?", [hit("Moi.")], max_words=0) == Extract()


def test_a_heading_leads_to_the_sentence_under_it() -> None:
    """A heading that asks the question is not quoted, but what follows it is."""
    answer = "Les intercommunalités, seules ou groupées."
    text = f"## Qui peut candidater ?\n\n{answer}\n\n## Et après ?\n\nUn jury examine les dossiers."
    assert best_extract("qui peut candidater", [hit(text)]).sentences[0].text == answer


def test_prefers_the_newest_figure() -> None:
    """Of two figures of two dates, the newer comes first, unless the question names the year."""
    hits = [
        hit("Il y a 124 territoires.", 1.0, date="2018-11", path="a.md"),
        hit("Il y a 183 territoires.", 0.97, date="2023-11", path="b.md"),
        hit("En 2020, il y avait 148 territoires.", 0.95, date="2020", path="c.md"),
    ]
    assert "183" in best_extract("combien de territoires", hits).sentences[0].text
    assert "148" in best_extract("combien de territoires en 2020", hits).sentences[0].text


def test_a_list_comes_with_the_sentence_that_announces_it() -> None:
    """A sentence that ends with a colon brings the items under it; an item found alone goes without its mark."""
    told = "Le plan a trois axes :\n- les compétences\n- le foncier\n- la transition"
    text = f"{told}\n\nIl dure quatre ans. Le plan plaît."
    assert best_extract("quels sont les axes du plan", [hit(text)]).sentences[0].text == told
    assert best_extract("le foncier", [hit(text)]).sentences[0].text == "le foncier"


def test_the_date_of_a_reference_is_not_the_answer() -> None:
    """A sentence whose only date is that of its source gives way to one that says when."""
    told = "Le pôle a été créé en juin 2005 à Lyon."
    text = f"Le pôle a été créé par des entreprises de Lyon (La Revue, mai 2021). {told}"
    assert best_extract("quand le pôle a-t-il été créé", [hit(text)]).sentences[0].text == told


def test_does_not_repeat_itself() -> None:
    """The same sentence in two documents is given once."""
    text = "Le plan comprend dix-sept mesures."
    assert len(best_extract("combien de mesures", [hit(text), hit(text + "\n", 0.9)]).sentences) == 1


def test_brings_along_the_sentence_that_a_pronoun_leans_on() -> None:
    """A sentence that starts with a pronoun comes after the one that says what it is about, where there is room."""
    text = "L’agence conseille les élus. Elle a été créée en 2020 à Paris."
    assert best_extract("quand a-t-elle été créée", [hit(text)]).text == text
    assert best_extract("quand a-t-elle été créée", [hit(text)], max_words=9).text.startswith("Elle")


def test_understands_synonyms_and_corrections_from_the_index() -> None:
    """Stems given by the index stand for the question's own words."""
    text = "Le plan est récent. L’association des maires propose une alliance."
    weights = [("adcf|associ", 3.0), ("prpos|propos", 2.0)]
    assert "alliance" in best_extract("AdCF prpose quoi", [hit(text)], weights=weights).sentences[0].text


def test_a_wrong_correction_does_not_hide_what_was_typed() -> None:
    """The word as typed still counts beside what the index read it as."""
    text = "La presse en parle à Lyon. Anne Martin, présidente, conduit le pôle de Lyon."
    extract = best_extract("qui préside à Lyon", [hit(text)], weights=[("press", 3.0), ("lyon", 1.0)])
    assert "Anne Martin" in extract.sentences[0].text


def test_each_sentence_has_its_citation() -> None:
    """Citations give document, page and the literal quote, in the order of the sentences."""
    hits = [hit(RELEASE), hit(NOISE, 0.6, path="autre.md")]
    extract = best_extract("Combien de mesures dans le plan de formation ?", hits)
    cited = extract.citations(hits)
    assert [citation.quote for citation in cited] == [quote.text for quote in extract.sentences]
    assert (cited[0].document.path, cited[0].page) == ("autre.md", 2)


def test_cuts_between_clauses_only() -> None:
    """A cut keeps whole clauses, and figures and addresses whole."""
    head = "Le plan, doté de 1,36 milliard d’euros et lancé à Lyon par la ministre"
    text = f"{head}, comprend dix mesures ; voir www.exemple.fr/a,b pour tout"
    piece = cut(text, 14, frozenset({"milliard"}))
    assert piece == head
    assert cut(text, 14, frozenset({"mesur"})) == ""
    assert "mesures" in cut(text, 8, frozenset({"mesur"}), anywhere=True)


def test_a_sentence_longer_than_the_room_is_shortened() -> None:
    """When even the best sentence is too long, the clauses that hold what is asked are given."""
    text = (
        ", ".join(f"la mesure numéro {n} aide une entreprise sur dix dans son territoire" for n in range(9))
        + " et finit."
    )
    extract = best_extract("que fait la mesure numéro 5", [hit(text)], max_words=30)
    assert "numéro 5" in extract.text
    assert len(extract.text.split()) <= 30
