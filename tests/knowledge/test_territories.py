"""Is my commune a Territoire d'industrie? Answered from the lists, in both languages."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.directory import Directory
from knowledge.records import Place
from knowledge.territories import Territories, TerritoryAnswer, unknown_commune
from knowledge.territory_sentences import territory_choices, territory_citations, territory_text


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


@pytest.mark.parametrize(
    ("question", "territory"),
    [
        ("Oyonnax territoire d'industrie?", "Plastics Vallée – Oyonnax"),
        ("oyonax c un territoir d'industrie ?", "Plastics Vallée – Oyonnax"),
        ("is Cholet a territoire d'industrie", "Choletais-Mauges"),
        ("dans quel territoire d'industrie est 01100", "Plastics Vallée – Oyonnax"),
        ("Gonesse est concernée ?", "Grand Roissy Le Bourget"),
        ("Haut-Bugey Agglomération fait-elle partie des territoires d'industrie ?", "Plastics Vallée – Oyonnax"),
        ("Beissat est-elle territoire d'industrie", "Creuse Industrie"),
        ("Cercy-la-Tour est labellisée ?", "Nevers Val de Loire"),
        ("quels sont les membres du territoire Plastics Vallée", "Plastics Vallée – Oyonnax"),
        ("qui compose le territoire d'industrie Axe Seine", "Axe Seine"),
    ],
)
def test_a_place_is_told_its_territory(directory: Directory, question: str, territory: str) -> None:
    """By commune, postcode, intercommunalité, territory name, and for communes that are members alone."""
    answer = directory.territory_answer(question)
    assert answer is not None
    assert answer.current is not None
    assert answer.current.name == territory
    assert territory in territory_text(answer)
    assert territory_citations(answer)[0].quote.startswith(territory)


@pytest.mark.parametrize(
    "question",
    [
        "Combien de territoires d'industrie ?",
        "qu'est-ce qu'un territoire d'industrie",
        "quelle est la date de lancement du plan territoires d'industrie",
        "qui finance les territoires d'industrie",
        "Qui peut m'aider à Oyonnax ?",
        "quelle heure est-il",
    ],
)
def test_a_question_on_the_plan_is_left_to_the_documents(directory: Directory, question: str) -> None:
    assert directory.territory_answer(question) is None


def test_a_commune_of_no_territory_is_told_the_nearest_and_whom_to_ask(directory: Directory) -> None:
    answer = directory.territory_answer("Lyon est-elle territoire d'industrie ?")
    assert answer is not None
    assert answer.current is None
    text = territory_text(answer)
    assert text.startswith("Non : Lyon (69)")
    assert "environ" in text
    assert "Auvergne-Rhône-Alpes Entreprises" in text


def test_both_phases_are_told_apart(directory: Directory) -> None:
    """Nantes joined in the second phase only; Oyonnax changed territory."""
    nantes = directory.territory_answer("Nantes est-elle territoire d'industrie ?")
    oyonnax = directory.territory_answer("Oyonnax est-elle territoire d'industrie ?")
    assert nantes is not None
    assert oyonnax is not None
    assert nantes.former is None
    assert "première phase (2018–2022), elle n’était dans aucun des 149 territoires" in territory_text(nantes)
    assert oyonnax.former is not None
    assert len(territory_citations(oyonnax)) == 2
    assert "[2]" in territory_text(oyonnax)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Xyzville est-elle Territoire d’industrie ?", "Xyzville"),
        ("Is Xyzville a Territoire d’industrie?", "Xyzville"),
        ("Saint-Rien sur Rien fait-elle partie d'un territoire d'industrie", "Saint-Rien sur Rien"),
        ("99999 est-elle Territoire d’industrie ?", "99999"),
        ("code postal 99999", "99999"),
        ("99999 euros", ""),
        ("Une usine est-elle un territoire d’industrie ?", ""),
        ("Est-ce un territoire d’industrie ?", ""),
    ],
)
def test_a_commune_that_nobody_knows_is_named(question: str, name: str) -> None:
    assert unknown_commune(question) == name


def test_who_is_in_a_territory_is_told_the_first_step(directory: Directory) -> None:
    answer = directory.territory_answer("Cholet est-elle territoire d'industrie ?")
    assert answer is not None
    assert "contactez votre intercommunalité, CA Agglomération du Choletais" in territory_text(answer)
    assert "ask CA Agglomération du Choletais" in territory_text(answer, "en")


def test_a_place_without_a_territory_cites_no_list(directory: Directory) -> None:
    answer = directory.territory_answer("Nouméa est-elle territoire d'industrie ?")
    assert answer is not None
    assert "aucun Territoire d’industrie" in territory_text(answer)
    assert territory_citations(answer) == ()
    assert "[1]" not in territory_text(answer)


def test_my_commune_is_asked_for_when_it_is_not_known(directory: Directory) -> None:
    answer = directory.territory_answer("ma commune est-elle territoire d'industrie ?")
    assert answer is not None
    assert "code postal" in territory_text(answer)
    assert territory_citations(answer) == ()


def test_my_commune_is_the_known_place(directory: Directory) -> None:
    place = directory.places.named("Oyonnax")
    answer = directory.territory_answer("ma commune est-elle territoire d'industrie ?", place=place)
    assert answer is not None
    assert answer.current is not None


def test_homonyms_give_questions_to_choose_from(directory: Directory) -> None:
    """Each choice, asked in turn, names one commune."""
    answer = directory.territory_answer("Saint-Denis est-elle territoire d'industrie ?")
    assert answer is not None
    choices = territory_choices(answer)
    assert len(choices) == 2
    for choice in choices:
        again = directory.territory_answer(choice)
        assert again is not None
        assert territory_choices(again) == ()


def test_the_territories_of_a_region_are_listed(directory: Directory) -> None:
    answer = directory.territory_answer("Quels territoires d'industrie en Normandie ?")
    assert answer is not None
    assert len(answer.listed) == 10
    assert territory_text(answer).startswith("Normandie : 10 Territoires d’industrie")
    assert territory_text(answer, "en").startswith("Normandie: 10 Territoires d’industrie")


def test_english_is_answered_in_english(directory: Directory) -> None:
    answer = directory.territory_answer("Is Cholet a territoire d'industrie?")
    assert answer is not None
    assert territory_text(answer, "en").startswith("Yes: Cholet (49) is in the Territoire d’industrie")


@pytest.mark.parametrize("question", ["Guéret", "code postal 63300", "Chateauroux tdi?", "tdi thiers"])
def test_a_bare_town_or_postcode_is_asked_as_to_its_territory(directory: Directory, question: str) -> None:
    answer = directory.territory_answer(question)
    assert answer is not None
    assert answer.place is not None


def test_homonyms_of_like_size_are_asked_about_before_anything_is_told(directory: Directory) -> None:
    answer = directory.territory_answer("Saint-Denis est-elle territoire d'industrie ?")
    assert answer is not None
    assert answer.asks
    assert answer.current is None
    assert "Laquelle" in territory_text(answer)
    assert territory_citations(answer) == ()
    assert len(territory_choices(answer)) == 2


@pytest.mark.parametrize("question", ["Figeac en 2018", "Figeac était dans la première phase ti ?"])
def test_the_former_phase_opens_the_answer_to_a_question_about_it(directory: Directory, question: str) -> None:
    answer = directory.territory_answer(question)
    assert answer is not None
    text = territory_text(answer)
    assert text.startswith("Lors de la première phase (2018–2022), Figeac (46)")
    assert text.index("[1]") < text.index("[2]")
    assert "2018" in territory_citations(answer)[0].document.title


def test_many_members_are_counted_and_six_of_them_named(directory: Directory) -> None:
    """The source lists them all; a question about the members gets them all."""
    answer = directory.territory_answer("Figeac est-elle territoire d'industrie ?")
    members = directory.territory_answer("membres du territoire Plastics Vallée")
    assert answer is not None
    assert members is not None
    assert "Membres (17) : " in territory_text(answer)
    assert "et 11 de plus." in territory_text(answer)
    assert "CC Hautes Terres" in territory_citations(answer)[0].quote
    assert "Haut - Bugey Agglomération" in territory_text(members)


def test_an_intercommunalite_bears_one_name_in_the_whole_answer(directory: Directory) -> None:
    answer = directory.territory_answer("Oyonnax territoire d'industrie?")
    assert answer is not None
    assert "CA Haut-Bugey" not in territory_text(answer)


def test_our_sentences_hold_no_typewriter_apostrophe(directory: Directory) -> None:
    answer = directory.territory_answer("Nice est-elle territoire d'industrie ?")
    assert answer is not None
    assert "'" not in territory_text(answer)


def test_the_head_of_the_network_is_not_called_a_region_s_agency(directory: Directory) -> None:
    answer = directory.territory_answer("Cayenne est-elle territoire d'industrie ?")
    assert answer is not None
    assert "l’agence de votre région" not in territory_text(answer)


def test_no_territory_across_an_ocean_is_the_nearest(directory: Directory) -> None:
    far = Place("commune", "Au large", "99999", "99", "", latitude=0.0, longitude=-30.0)
    assert Territories(directory.territories, directory.places).nearest(far) == (None, None)
    text = territory_text(TerritoryAnswer(place=far, totals=(183, 149)))
    assert "[1]" not in text


def test_an_area_s_list_is_marked_with_its_source(directory: Directory) -> None:
    answer = directory.territory_answer("quels territoires d'industrie en Bretagne ?")
    assert answer is not None
    assert "[1]" in territory_text(answer)
    assert len(territory_citations(answer)) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Vierzon est dans le plan ?",
        "Is Vierzon part of the plan?",
        "Is Vierzon in the plan?",
        "Vierzon était dans la première phase ?",
        "Vierzon est-elle labellisée cette année ?",
        "à Vierzon on est dedans ?",
    ],
)
def test_a_town_may_be_asked_about_in_other_words(directory: Directory, question: str) -> None:
    answer = directory.territory_answer(question)
    assert answer
    assert answer.current


@pytest.mark.parametrize(
    "message",
    [
        "Fondatrice à Vierzon, un implant pour le genou : quel pôle peut labelliser notre dossier ?",
        "mon bateau est à Vierzon, j'ai mis toutes mes économies dedans, il me faut du soutien",
        "fabrique de couverts à Thiers, on est six",
    ],
)
def test_a_need_in_a_town_is_no_question_about_it(directory: Directory, message: str) -> None:
    assert directory.territory_answer(message) is None
