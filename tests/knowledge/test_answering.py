"""The assistant on the shipped base: right, cited, honest."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.contract import as_turn
from knowledge import golden
from knowledge.answering import LONGEST, Assistant
from knowledge.assembly import open_assistant
from knowledge.records import Answer, Turn
from knowledge.settings import Settings
from tests.conftest import publish

QUESTIONS = golden.load(Path(__file__).parents[2] / "sources" / "questions.toml")


def converse(assistant: Assistant, *questions: str) -> Answer:
    """The last answer of a conversation."""
    history: list[Turn] = []
    for question in questions:
        answer = assistant.ask(question, tuple(history))
        history.append(as_turn(answer))
    return answer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.ask)
def test_a_golden_question_gets_its_answer(assistant: Assistant, question: golden.Question) -> None:
    assert golden.shortfall(question, assistant.ask(question.ask)) == ""


def test_an_answer_from_documents_cites_each_sentence(assistant: Assistant) -> None:
    """Each marker has its citation, and each quote stands in the text."""
    answer = assistant.ask("qui a annoncé le plan ?")
    assert answer.citations
    for number, citation in enumerate(answer.citations, start=1):
        assert f"{citation.quote} [{number}]" in answer.text
        assert citation.document.title
        assert citation.document.date


@pytest.mark.parametrize(
    ("question", "label"), [("Cholet", "Ce qu’une entreprise peut"), ("Is Oyonnax a TI?", "What a company can ask")]
)
def test_who_is_in_a_territory_is_told_what_to_ask_it(assistant: Assistant, question: str, label: str) -> None:
    """Each marker has its citation: the lists first, then the documents."""
    answer = assistant.ask(question)
    assert label in answer.text
    told = [citation for citation in answer.citations if "peut demander" in citation.quote]
    assert told
    for citation in told:
        assert f"{citation.quote} [{answer.citations.index(citation) + 1}]" in answer.text


@pytest.mark.parametrize("question", ["Is Cholet in the plan?", "Is my town, Roanne, in the programme?"])
def test_an_english_question_on_a_town_is_answered_from_the_lists(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.mode == "territory"
    assert answer.text.startswith("Yes")


@pytest.mark.parametrize(
    ("written", "town"),
    [
        ("1", "Saint-Denis (93)"),
        ("2.", "Saint-Denis (974)"),
        ("le 974", "Saint-Denis (974)"),
        ("93", "Saint-Denis (93)"),
    ],
)
def test_a_choice_is_taken_by_its_number_or_its_departement(assistant: Assistant, written: str, town: str) -> None:
    answer = converse(assistant, "Saint-Denis est-elle territoire d'industrie ?", written)
    assert answer.mode == "territory"
    assert town in answer.text


def test_a_number_after_no_choice_is_none(assistant: Assistant) -> None:
    """It is then the département itself."""
    assert converse(assistant, "Cholet", "le 93").text.startswith("Seine-Saint-Denis (93)")


def test_where_a_message_may_be_a_company_s_it_is_asked_for_more_and_a_name_is_given(assistant: Assistant) -> None:
    story = "je suis fleuriste, une jeune de 16 ans veut apprendre chez moi"
    answer = assistant.ask(f"{story}, comment ca se passe pour le contrat et la paye")
    assert answer.abstained
    assert answer.text.startswith("Je ne suis pas sûr de comprendre")
    assert "Si c’est pour votre entreprise, vous pouvez contacter CMA France" in answer.text
    assert [match.actor.id for match in answer.actors] == ["cma-france"]
    nobody = assistant.ask("mon chien a mangé une chaussette")
    assert nobody.abstained
    assert "entreprise" not in nobody.text


def test_whom_to_turn_to_instead_of_an_answer_is_not_what_a_follow_up_is_about(assistant: Assistant) -> None:
    declined = assistant.ask("quel est le salaire du préfet de l'Ain ?")
    assert declined.abstained
    assert as_turn(declined).actors == ()


def test_who_is_in_none_is_not_told_what_to_ask_it(assistant: Assistant) -> None:
    assert "Ce qu’une entreprise peut" not in assistant.ask("Lyon est-elle territoire d'industrie ?").text


def test_who_may_benefit_is_asked_of_the_documents(assistant: Assistant) -> None:
    """The words of an aid also name a need; who may have it is a question of fact."""
    answer = assistant.ask("qui peut bénéficier du fonds vert ?")
    assert answer.citations
    assert "fonds vert" in golden.plain(answer.text)


def test_a_follow_up_asks_about_the_actor_shown_before(assistant: Assistant) -> None:
    answer = converse(assistant, "un pôle pour la plasturgie à Oyonnax", "et son site ?")
    assert "https://www.polymeris.fr" in answer.text


def test_a_contact_that_the_entry_does_not_hold_is_not_invented(assistant: Assistant) -> None:
    answer = converse(assistant, "un pôle pour la plasturgie à Oyonnax", "et son mail ?")
    assert "@" not in answer.text
    assert "ne donne pas" in answer.text


def test_a_follow_up_may_change_the_town(assistant: Assistant) -> None:
    answer = converse(assistant, "Cholet est-elle Territoire d’industrie ?", "et Oyonnax ?")
    assert "Oyonnax" in answer.text
    assert "Cholet" not in answer.text


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (["C’est quoi France Clusters ?", "combien de membres ?"], "400"),
        (["Quel bilan la Cour des comptes tire-t-elle du plan ?", "Que reproche-t-elle au juste ?"], "évaluation"),
        (["combien de territoires au démarrage en 2018", "et en 2023 ?"], "183"),
        (["c koi le CNI", "ya cb de filieres dedans"], "dix-neuf"),
        (["Cosmetic Valley c’est dans quelle ville déjà ?", "qui en est le fondateur ?"], "Ansel"),
        (["agroalimentaire à La Réunion", "ya des territoires d’industrie chez nous ?"], "La Réunion : 2"),
    ],
)
def test_a_question_goes_on_with_what_was_told(assistant: Assistant, questions: list[str], told: str) -> None:
    assert told in converse(assistant, *questions).text


@pytest.mark.parametrize("asked", ["le tel de forge auvergne", "mail du directeur de Forge Auvergne"])
def test_an_actor_that_gives_no_number_is_not_given_another_s(base: Settings, asked: str) -> None:
    """Not even where a document names it with a link, and somebody else with a number."""
    sheet = base.sources_dir / "documents" / "contact.md"
    text = "Contact : Camille Martin, directrice du réseau, 06 00 00 00 00, c.martin@ateliers.example."
    sheet.write_text(f"{text}\n\nForge Auvergne est un cluster de coutellerie (forge.example).", encoding="utf-8")
    publish(base)
    with closing(open_assistant(base)) as assistant:
        for answer in (assistant.ask(asked), converse(assistant, "coutellerie à Thiers", "le tel")):
            assert "06 00" not in answer.text
            assert "martin" not in answer.text


def test_the_number_of_its_director_is_not_that_of_another(base: Settings) -> None:
    """Its director is nobody's but the one of whom was spoken, who can still be reached."""
    sheet = base.sources_dir / "documents" / "contact.md"
    sheet.write_text("Contact : Camille Martin, directrice du réseau des ateliers, 06 00 00 00 00.", encoding="utf-8")
    publish(base)
    with closing(open_assistant(base)) as assistant:
        answer = converse(assistant, "Forge Auvergne se trouve où ?", "le numéro de portable de sa directrice ?")
        assert answer.abstained
        assert "06 00" not in answer.text
        assert answer.actors[0].actor.name == "Forge Auvergne"


@pytest.mark.parametrize(
    ("again", "language"),
    [("tu tiens ça d’où ?", "fr"), ("source ?", "fr"), ("and in English?", "en"), ("en anglais stp", "en")],
)
def test_an_answer_is_told_again_with_its_source(assistant: Assistant, again: str, language: str) -> None:
    first = assistant.ask("Jusqu’à quand dure la deuxième phase ?")
    answer = converse(assistant, first.question, again)
    assert answer.citations == first.citations
    assert answer.language == language


def test_english_is_answered_in_english_with_french_quotes(assistant: Assistant) -> None:
    answer = assistant.ask("Who chairs the French football federation?")
    assert answer.language == "en"
    assert answer.abstained
    assert "rather not make anything up" in answer.text


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who steers the plan locally", "binôme"),
        ("what does CNI stand for", "Conseil national de l’industrie"),
        ("since when has France Clusters existed", "vingt ans"),
        ("which committees does the national industry council have, and how many", "dix-neuf"),
        ("I need a loan for my factory", "Bpifrance"),
        ("plastics cluster near Lyon", "Polymeris"),
    ],
)
def test_english_reaches_french_documents_and_actors(assistant: Assistant, question: str, found: str) -> None:
    answer = assistant.ask(question)
    assert answer.language == "en"
    assert not answer.abstained
    assert found in answer.text


@pytest.mark.parametrize("question", ["can you book me a hotel in Marseille", "how do I get a driving licence"])
def test_english_that_is_for_nobody_of_the_network_is_declined(assistant: Assistant, question: str) -> None:
    """A word of it may be one of a need, and its French says that it is not meant so."""
    assert assistant.ask(question).abstained


def test_a_fact_asked_in_english_is_no_search_for_an_actor(assistant: Assistant) -> None:
    answer = assistant.ask("what does an accelerator do")
    assert answer.citations
    assert "grandir" in answer.text


def test_an_english_document_is_found_in_its_own_words(base: Settings) -> None:
    """Put in French words alone, the question would miss it."""
    text = "The steering committee meets every second Tuesday.\n\nIts secretary keeps the minutes for ten years."
    (base.sources_dir / "documents" / "meetings.md").write_text(text, encoding="utf-8")
    publish(base)
    with closing(open_assistant(base)) as assistant:
        answer = assistant.ask("how often does the steering committee meet?")
    assert "second Tuesday" in answer.text
    assert answer.citations


def test_an_english_follow_up_keeps_what_it_speaks_of(assistant: Assistant) -> None:
    answer = converse(assistant, "a plastics cluster in Oyonnax", "and its website?")
    assert answer.language == "en"
    assert "https://www.polymeris.fr" in answer.text


@pytest.mark.parametrize("kind", ["cluster", "pôle", "accélérateur"])
@pytest.mark.parametrize("trade", ["mon vignoble", "ma scierie", "ma fonderie"])
def test_a_trade_is_heard_whatever_the_structure_that_is_named(assistant: Assistant, kind: str, trade: str) -> None:
    answer = assistant.ask(f"quel {kind} pour {trade} ?")
    assert answer.mode == "actors"
    assert answer.actors


def test_a_figure_of_the_region_is_not_that_of_the_town(assistant: Assistant) -> None:
    assert converse(assistant, "Combien de territoires d’industrie ?", "Combien à Marseille ?").abstained


def test_my_town_is_the_one_that_was_spoken_of(assistant: Assistant) -> None:
    answer = converse(assistant, "un incubateur à Nantes", "ma commune est-elle labellisée ?")
    assert answer.mode == "territory"
    assert "Nantes" in answer.text


def test_a_courtesy_is_returned_and_says_what_it_is(assistant: Assistant) -> None:
    answer = assistant.ask("Bonjour !")
    assert "assistant automatique (IA)" in answer.text
    assert not answer.abstained


def test_an_abstention_says_whom_to_contact(assistant: Assistant) -> None:
    answer = assistant.ask("quelle est la recette du cassoulet")
    assert answer.abstained
    assert answer.actors
    assert answer.actors[0].actor.site in answer.text


def test_a_message_too_long_is_declined_kindly(assistant: Assistant) -> None:
    assert "trop long" in assistant.ask("industrie " * LONGEST).text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("❶")
@given(message=st.text(max_size=200))
def test_no_message_breaks_it(assistant: Assistant, message: str) -> None:
    """Whatever is written gets an answer with a text, and every marker has its citation."""
    answer = assistant.ask(message)
    assert answer.text
    assert answer.abstained or answer.mode != "extractive" or answer.citations


def test_a_public_body_that_seeks_whom_to_turn_to_is_not_asked_where_it_is(assistant: Assistant) -> None:
    question = "Notre communauté de communes veut rejoindre Territoires d'industrie, qui contacter ?"
    assert assistant.ask(question).mode == "actors"
    assert assistant.ask("ma commune est elle territoire d'industrie").mode == "territory"


def test_what_is_sought_from_a_point_is_found_as_in_its_town(assistant: Assistant) -> None:
    there = assistant.find("créer mon entreprise", 9, point=(47.7494, -3.3675))
    named = assistant.find("créer mon entreprise à Lorient", 9)
    assert [match.actor.name for match in there] == [match.actor.name for match in named]
    assert "Lorient" in [match.actor.city for match in there[:2]]
    assert not [match for match in there if match.distance_km is not None and "France entière" in match.actor.regions]


def test_a_town_that_may_be_another_is_told_and_the_other_is_one_tap_away(assistant: Assistant) -> None:
    answer = assistant.ask("je fabrique des meubles à Saint-Denis")
    assert answer.text.startswith("J’ai compris Saint-Denis (93).\nJe vous oriente vers ")
    assert answer.choices == ("je fabrique des meubles à Saint-Denis (974)",)
    other = assistant.ask(answer.choices[0])
    assert "La Réunion Développement" in [match.actor.name for match in other.actors]
    assert other.choices == ()


def test_who_is_sent_to_somebody_without_a_contact_is_told_of_another(assistant: Assistant) -> None:
    answer = assistant.ask("fabricant de planches de surf à Hossegor, on cherche des partenaires")
    first, *others = [match.actor for match in answer.actors]
    assert (first.name, first.site, first.contact) == ("EuroSIMA", "", "")
    assert "ni site ni contact" in answer.text
    reached = next(actor for actor in others if actor.site)
    assert answer.text.endswith(
        f"vous pouvez contacter {reached.name} (agence régionale de développement, {reached.city}) : {reached.site}"
    )


def test_a_follow_up_stays_in_the_homonym_that_was_chosen(assistant: Assistant) -> None:
    answer = converse(assistant, "agroalimentaire à Lyon", "et à Saint-Denis ?")
    assert answer.choices == ("agroalimentaire à Saint-Denis (974) ?",)
    answer = converse(assistant, "agroalimentaire à Saint-Denis (974)", "et pour la cosmétique ?")
    assert answer.search.endswith("à Saint-Denis (974)")
    assert "La Réunion Développement" in [match.actor.name for match in answer.actors]


def test_an_actor_is_presented_in_the_language_of_the_question(assistant: Assistant) -> None:
    assert "Polymeris (competitiveness cluster, Bellignat)" in assistant.ask("plastics cluster near Lyon").text
    assert "Polymeris (pôle de compétitivité, Bellignat)" in assistant.ask("un pôle plasturgie près de Lyon").text
