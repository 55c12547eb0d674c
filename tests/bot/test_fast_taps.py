"""Taps that come one upon the other: the second still carries the buttons that the first one changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telegram import CallbackQuery, User

from bot.repeats import Repeats
from knowledge.records import ActorMatch
from tests.bot.conftest import Stage
from tests.botapi import BotMessage, Person
from tests.fakes import VALLEY, Clock, an_answer

MANY = tuple(
    ActorMatch(replace(VALLEY, id=f"v{n}", name=f"Pôle {n}", kind="cluster" if n % 2 else "incubateur"), 1.0, (), n)
    for n in range(7)
)


async def _shown(bot: Stage, near: bool) -> tuple[Person, BotMessage]:
    """Someone before seven actors in three pages: under an answer, or near a shared location."""
    camille = bot.someone()
    camille.says("/start")
    await camille.hears()
    if near:
        bot.assistant.matches = list(MANY)
        camille.sends_location(48.44, 1.49)
    else:
        bot.assistant.script = [replace(an_answer(), actors=MANY)]
        camille.says("Qui ?")
    return camille, await camille.hears()


def _consistent(message: BotMessage, *names: str) -> bool | None:
    """True once the text and the buttons name exactly these actors."""
    named = [f"Pôle {n}" for n in range(7) if f"• Pôle {n} " in message.text]
    tapped = [label.split(" (")[0] for label in message.labels if label.startswith("Pôle ")]
    return named == tapped == list(names) or None


@pytest.mark.parametrize("near", [False, True])
async def test_the_next_page_tapped_twice_at_once_is_shown_once(bot: Stage, near: bool) -> None:
    camille, message = await _shown(bot, near)
    await camille.taps_at_once(message, "(1/3)", "(1/3)")
    camille.says("merci")
    await camille.hears()
    assert _consistent(message, "Pôle 3", "Pôle 4", "Pôle 5")
    assert message.edits == 1


@pytest.mark.parametrize("near", [False, True])
async def test_an_opinion_tapped_right_after_the_next_page_keeps_its_buttons(bot: Stage, near: bool) -> None:
    camille, message = await _shown(bot, near)
    await camille.taps_at_once(message, "(1/3)", "👍")
    await bot.api.soon(lambda: "👍" not in message.labels or None, "the thanks")
    assert _consistent(message, "Pôle 3", "Pôle 4", "Pôle 5")


async def test_kinds_tapped_one_upon_the_other_end_on_the_last(bot: Stage) -> None:
    camille, message = await _shown(bot, near=True)
    await camille.taps_at_once(message, "Incubateurs", "Incubateurs", "Pôles, clusters", "Tous", "Incubateurs", "Tous")
    camille.says("merci")
    await camille.hears()
    assert _consistent(message, "Pôle 0", "Pôle 1", "Pôle 2")
    assert message.edits == 5


async def test_every_step_of_a_guide_tapped_twice_at_once_is_answered_once(bot: Stage) -> None:
    bot.assistant.matches = list(MANY)
    camille = bot.someone()
    camille.says("/start")
    await camille.hears()
    camille.says("/orienter")
    guide = await camille.hears()
    for label, told in (("Innover", "2 sur 3"), ("Retour", "1 sur 3"), ("Passer", "2 sur 3"), ("Passer", "3 sur 3")):
        await camille.taps_at_once(guide, label, label)
        await bot.api.soon(lambda told=told: told in guide.text or None, told)
    await camille.taps_at_once(guide, "Bretagne", "Bretagne")
    await camille.hears()
    camille.says("merci")
    await camille.hears()
    assert len(bot.assistant.searched) == 1
    assert camille.unheard() == []


async def test_a_button_that_sends_a_message_sends_one_for_a_double_tap(bot: Stage) -> None:
    camille, other = bot.someone(), bot.someone("Dominique")
    bot.assistant.script = [replace(an_answer(), choices=("Saint-Denis (93) ?", "Saint-Denis (974) ?"))]
    camille.says("Saint-Denis ?")
    _, message = await camille.hears_all(2)
    for label, told in (("Source 1", "Jean-Luc"), ("Cosmetic Valley", "Chartres"), ("Saint-Denis (974)", "974")):
        await camille.taps_at_once(message, label, label)
        assert told in (await camille.hears()).text
    card = next(shown for shown in camille.seen() if "Ouvrir le site" in shown.labels)
    place = next(label for label in card.labels if "carte" in label)
    await camille.taps_at_once(card, place, place)
    await camille.hears()
    camille.says("merci")
    await camille.hears()
    assert camille.unheard() == []
    assert bot.assistant.questions == ["Saint-Denis ?", "Saint-Denis (974) ?", "merci"]
    await camille.taps_at_once(message, "Source 1", "Cosmetic Valley", "Source 1")
    assert [told.text[:8] for told in await camille.hears_all(3)][::2] == ["Source 1"] * 2
    other.says("/start")
    welcome = await other.hears()
    await other.taps_at_once(welcome, welcome.labels[0], welcome.labels[0])
    await other.hears()
    assert bot.assistant.questions[3:] == [welcome.labels[0]]


def test_a_button_tapped_again_later_is_answered_again() -> None:
    hour = Clock()
    repeats = Repeats(lambda: hour.now.timestamp())
    camille, dominique = (User(number, "Someone", is_bot=False) for number in (1, 2))
    query = CallbackQuery("1", camille, "1", data="s:1:0")
    assert not repeats.is_repeat(query)
    repeats.answered(query)
    assert repeats.is_repeat(query)
    assert not repeats.is_repeat(CallbackQuery("2", dominique, "1", data="s:1:0"))
    assert not repeats.is_repeat(CallbackQuery("3", camille, "1", data="s:1:1"))
    hour.passes(minutes=1)
    assert not repeats.is_repeat(query)
