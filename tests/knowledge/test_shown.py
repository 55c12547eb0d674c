"""What is asked of the actors already shown."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.following import search_of
from knowledge.orientation import of_detail
from knowledge.records import Answer, Turn

DIRECTORY = shipped_directory()
LILLE = ("un incubateur à Lille", ("eurasante", "euratechnologies", "village-by-ca-nord-de-france", "quest-for-change"))


def given(asked: str, *turns: tuple[str, tuple[str, ...]], language: str = "fr") -> Answer | None:
    """The answer to a message after turns that searched for something and showed actors."""
    history = tuple(Turn(search, "…", search, actors) for search, actors in turns)
    return of_detail(DIRECTORY, Answer(asked, "", language, search=turns[-1][0] if turns else asked), asked, history)


def ids(answer: Answer | None) -> list[str]:
    return [match.actor.id for match in answer.actors] if answer else []


@pytest.mark.parametrize(
    "asked",
    [
        "un autre",
        "et une autre option ?",
        "encore",
        "d'autres ?",
        "vous en avez d'autres ?",
        "autre chose ?",
        "another one?",
        "sinon ?",
    ],
)
def test_another_one_is_not_one_that_was_seen(asked: str) -> None:
    found = ids(given(asked, ("je fais des plats cuisinés à Rennes", ("valorial", "technopole-quimper-cornouaille"))))
    assert found
    assert not {"valorial", "technopole-quimper-cornouaille"}.intersection(found)


def test_another_one_serves_the_region_before_one_of_another() -> None:
    found = ids(
        given("un autre", ("je fais des plats cuisinés à Rennes", ("valorial", "technopole-quimper-cornouaille")))
    )
    serving = {one.id for one in DIRECTORY.actors if {"Bretagne", "France entière"}.intersection(one.regions)}
    assert found[0] in serving


def test_what_further_pages_hold_was_not_seen() -> None:
    assert "quest-for-change" not in ids(given("son mail", LILLE))
    assert not set(LILLE[1][:3]).intersection(ids(given("un autre", LILLE)))


def test_when_nobody_is_left_it_says_so() -> None:
    every = tuple(actor.id for actor in DIRECTORY.actors)
    turns = [("plasturgie à Oyonnax", every[start : start + 3]) for start in range(0, len(every), 3)]
    answer = given("un autre", *turns)
    assert answer is not None
    assert not answer.actors
    assert "pas d’autre" in answer.text


@pytest.mark.parametrize(
    ("asked", "actor"),
    [
        ("son mail", "eurasante"),
        ("le site du premier ?", "eurasante"),
        ("le site du deuxième", "euratechnologies"),
        ("le site ?", "eurasante"),
        ("son numéro ?", "eurasante"),
        ("c'est où ?", "eurasante"),
        ("la deuxième option", "euratechnologies"),
        ("le troisième ?", "village-by-ca-nord-de-france"),
        ("parlez-moi du dernier", "village-by-ca-nord-de-france"),
        ("the second one's website?", "euratechnologies"),
        ("le quatrième ?", "quest-for-change"),
    ],
)
def test_one_of_those_shown_is_pointed_at(asked: str, actor: str) -> None:
    answer = given(asked, LILLE)
    assert ids(answer) == [actor]
    assert answer is not None
    assert answer.search == LILLE[0]


def test_the_nearest_of_those_shown_is_told() -> None:
    shown = [("textile Lyon", ("techtera",)), ("textile dans le Nord", ("euramaterials",))]
    answer = given("lequel est le plus près de Saint-Étienne ?", *shown)
    assert ids(answer) == ["techtera", "euramaterials"]
    assert answer is not None
    assert "à 50 km" in answer.text


@pytest.mark.parametrize("asked", ["un autre", "le deuxième ?", "lequel est le plus proche ?", "plasturgie à Lyon"])
def test_where_nothing_was_shown_nothing_is_pointed_at(asked: str) -> None:
    assert given(asked) is None


@pytest.mark.parametrize("asked", ["un autre problème : quand finit le plan ?", "la première vague de 2018"])
def test_a_question_with_more_to_it_is_another_question(asked: str) -> None:
    assert given(asked, LILLE) is None


@pytest.mark.parametrize("asked", ["pourquoi lui ?", "et pourquoi eux", "why them?", "pourquoi ce choix"])
def test_why_somebody_was_named_is_told_by_its_entry(asked: str) -> None:
    answer = given(asked, ("textile à Lyon", ("techtera",)))
    assert ids(answer) == ["techtera"]
    assert answer is not None
    assert "« textile à Lyon »" in answer.text
    assert "domaine : textile ;" in answer.text


def test_going_back_to_an_actor_after_something_else_finds_it() -> None:
    turns = [("textile à Lyon", ("techtera",)), ("quand finit le plan", ())]
    assert ids(given("je reviens au pôle, son site ?", *turns)) == ["techtera"]


def test_a_second_one_that_is_not_there_is_said_so() -> None:
    answer = given("le deuxième", ("textile à Lyon", ("techtera",)))
    assert answer is not None
    assert "pas d’autre" in answer.text


def test_former_names_are_those_of_the_entry() -> None:
    answer = given("ancien nom de CIMES")
    assert answer is not None
    assert "ViaMéca" in answer.text


def test_another_one_is_not_of_another_trade() -> None:
    found = ids(given("un autre", ("un pôle pour le bois à Limoges", ("xylofutur", "eskal-eureka"))))
    assert "pole-europeen-de-la-ceramique" not in found


NEAR = ("cosmetic-valley", "polepharma", "sqy-cub", "incuballiance", "satt-paris-saclay")


def near(*asked: str) -> Answer | None:
    """The answer to the last of these messages after the nearest to a shared location, which no words searched for."""
    title = "Les acteurs les plus proches de vous"
    history = [Turn(title, title, "", ("techtera", "polymeris")), Turn(title, title, "", NEAR)]
    answer = None
    for message in asked:
        blank = Answer(message, "", "fr", search=search_of(DIRECTORY, message, history))
        answer = of_detail(DIRECTORY, blank, message, history)
        if answer:
            history.append(Turn(message, answer.text, answer.search, tuple(match.actor.id for match in answer.actors)))
    return answer


@pytest.mark.parametrize(
    ("asked", "actors"),
    [
        (["et son site ?"], ["cosmetic-valley"]),
        (["le numéro du premier ?"], ["cosmetic-valley"]),
        (["le site ?"], ["cosmetic-valley"]),
        (["c'est où ?"], ["cosmetic-valley"]),
        (["leur contact ?"], ["cosmetic-valley"]),
        (["the second one's website?"], ["polepharma"]),
        (["le deuxième", "et son mail ?"], ["polepharma"]),
        (["le deuxième", "et le troisième ?"], ["sqy-cub"]),
        (["le dernier"], ["sqy-cub"]),
        (["le cinquième"], ["satt-paris-saclay"]),
        (["lequel est le plus proche ?"], ["cosmetic-valley", "polepharma", "sqy-cub"]),
        (["un autre ?"], ["incuballiance", "satt-paris-saclay"]),
        (["un autre ?", "son site ?"], ["incuballiance"]),
    ],
)
def test_one_of_the_nearest_to_a_shared_location_is_pointed_at(asked: list[str], actors: list[str]) -> None:
    assert ids(near(*asked)) == actors


def test_who_presides_the_nearest_to_a_shared_location_is_asked_of_it() -> None:
    title = "Les acteurs les plus proches de vous"
    assert (
        search_of(DIRECTORY, "qui le préside ?", [Turn(title, title, "", NEAR)]) == "Cosmetic Valley qui le préside ?"
    )


def test_another_one_of_a_search_without_a_place_keeps_its_reason() -> None:
    search = "un pôle pour l'énergie"
    found = [match.actor.id for match in DIRECTORY.match(search)]
    answer = given("un autre", (search, tuple(found)))
    assert answer is not None
    assert ids(answer)
    assert set(ids(answer)).isdisjoint(found)
    assert all(match.why for match in answer.actors)
