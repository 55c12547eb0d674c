"""How much one may ask: told once and kindly, felt by nobody else, and a model's bill that is bounded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.journal import Asker, Journal
from bot.limits import Allowances, Limits
from bot.tables import pending
from knowledge.records import Answer
from tests.bot.conftest import Stage
from tests.fakes import Clock, an_answer


@pytest.fixture
def clock(stage: Stage) -> Clock:
    clock = Clock()
    stage.now = clock
    return clock


async def test_who_asks_too_fast_is_told_once_and_answered_a_minute_later(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(questions_per_minute=2)
    camille, other = stage.someone(), stage.someone("Dominique")
    async with stage.running():
        for number in range(5):
            camille.says(f"Question {number}")
        told = (await camille.hears_all(4))[-1]
        assert "plus de 2 en une minute" in told.text
        camille.says("/aide")
        await camille.hears()  # a chat is answered in order: the questions before are over
        other.says("Et moi ?")
        await other.hears_all(2)
        clock.passes(1.1)
        camille.says("Plus tard ?")
        assert "Jean-Luc" in (await camille.hears()).text
    assert camille.unheard() == []
    asked = [question for question in stage.assistant.questions if question != "Et moi ?"]
    assert asked == ["Question 0", "Question 1", "Plus tard ?"]


async def test_who_goes_on_for_long_is_not_even_read_but_for_commands_until_the_minute_is_over(
    stage: Stage, clock: Clock
) -> None:
    stage.limits = Limits(questions_per_minute=1)
    camille = stage.someone()
    async with stage.running():
        for number in range(12):  # one is answered, one told to wait, ten refused in silence
            camille.says(f"Question {number}")
        await camille.hears_all(3)
        camille.says("/aide")
        await camille.hears()
        written = await received(stage)
        for number in range(30):
            camille.says(f"Encore {number}")
        camille.says("/aide")
        await camille.hears()
        assert await received(stage) == written + 1
        clock.passes(1.1)
        camille.says("Plus tard ?")
        assert "Jean-Luc" in (await camille.hears()).text
    assert camille.unheard() == []
    assert stage.assistant.questions == ["Question 0", "Plus tard ?"]


async def received(stage: Stage) -> int:
    """How many updates were written down."""
    with sa.create_engine(stage.database).connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(pending)).scalar_one()


async def test_who_has_asked_enough_for_the_day_is_told_when_it_ends(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(questions_per_day=1)
    camille, john = stage.someone(), stage.someone("John", "en")
    async with stage.running():
        for person in (camille, john):
            person.says("Who is the chair of the clusters?")
            await person.hears_all(2)
            person.says("Who is the vice chair of it then?")
            told = await person.hears()
            assert "1 questions of the day" in told.text
            assert "15 h" in told.text  # it is nine, UTC
        clock.passes(15 * 60)
        camille.says("Le lendemain ?")
        assert "Jean-Luc" in (await camille.hears()).text


async def test_buttons_commands_and_help_are_not_questions(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(questions_per_day=1)
    camille = stage.someone()
    async with stage.running():
        camille.says("Qui préside ?")
        reply = (await camille.hears_all(2))[1]
        await camille.taps("Source 1", reply)
        assert "Communiqué" in (await camille.hears()).text
        camille.says("/aide")
        assert "/orienter" in (await camille.hears()).text


async def test_a_choice_that_was_tapped_counts_as_a_question(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(questions_per_day=1)
    stage.assistant.script = [replace(an_answer(), choices=("Saint-Denis (93) ?",))]
    camille = stage.someone()
    async with stage.running():
        camille.says("Saint-Denis ?")
        await camille.hears_all(2)
        await camille.taps("Saint-Denis (93)")
        assert "questions du jour" in (await camille.hears()).text


def written(question: str) -> Answer:
    """An answer that a model wrote."""
    return replace(an_answer(question), mode="generative", tokens_in=100, tokens_out=20)


async def test_one_person_may_not_spend_more_of_the_model_than_their_share(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(model_answers_per_person=2)
    stage.assistant.script = [written] * 9
    camille, other = stage.someone(), stage.someone("Dominique")
    async with stage.running():
        for _ in range(2):
            camille.says("Qui ?")
        await camille.hears_all(3)
        stage.assistant.script.insert(0, an_answer)
        camille.says("Qui encore ?")
        await camille.hears()
        other.says("Et moi ?")
        await other.hears_all(2)
        clock.passes(24 * 60)
        camille.says("Le lendemain ?")
        await camille.hears()
    assert stage.assistant.literal == [False, False, True, False, False]


async def test_all_together_may_not_spend_more_than_the_day_allows_even_by_erasing(stage: Stage, clock: Clock) -> None:
    stage.limits = Limits(model_answers=1)
    stage.assistant.script = [written] * 9
    camille, other = stage.someone(), stage.someone("Dominique")
    async with stage.running():
        camille.says("Qui ?")
        await camille.hears_all(2)
        stage.journal.erasure.forget(camille.user["id"])
        other.says("Et moi ?")
        await other.hears_all(2)
        clock.passes(24 * 60)
        other.says("Le lendemain ?")
        await other.hears()
    assert stage.assistant.literal == [False, True, False]


def test_nought_is_without_limit(tmp_path: Path) -> None:
    clock = Clock()
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock)
    for _ in range(30):
        journal.keep(Asker(11, 11), written("Qui ?"))
    allowances = Allowances(journal.spending, Limits(0, 0, 0, 0))
    assert allowances.refusal(11) is None
    assert not allowances.literal(11)
    assert Allowances(journal.spending, Limits(questions_per_minute=30)).refusal(11)
    journal.close()
