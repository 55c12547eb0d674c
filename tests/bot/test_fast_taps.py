"""Taps that come one upon the other: the second still carries the buttons that the first one changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.records import ActorMatch
from tests.bot.conftest import Stage
from tests.botapi import BotMessage, Person
from tests.fakes import VALLEY, an_answer

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
