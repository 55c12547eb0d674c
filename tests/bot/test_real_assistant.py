"""The bot with the real assistant on the shipped base: the conversations that the README promises."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.answering import Assistant
from tests.bot.conftest import Stage
from tests.botapi import BotApi, BotMessage, Person

_TROUBLE = re.compile("un souci m’empêche|something keeps me")


@pytest.fixture
async def camille(
    api: BotApi, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Person]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    stage = Stage(api, assistant, f"sqlite:///{tmp_path / 'boussole.db'}")
    async with stage.running():
        person = api.person()
        person.says("/start")
        await person.hears()
        yield person
    assert api.refusals == []


async def _asks(camille: Person, question: str) -> BotMessage:
    camille.says(question)
    return await camille.hears()


async def test_every_example_of_the_welcome_is_answered_with_something_to_open(camille: Person) -> None:
    welcome = camille.seen()[0]
    for label in welcome.labels:
        await camille.taps(label, welcome)
        reply = await camille.hears()
        assert reply.text.startswith(label)
        assert "Source 1" in reply.labels or "g.co" in reply.text or len(reply.labels) > 2, reply.text


async def test_a_fact_comes_with_its_source(camille: Person) -> None:
    reply = await _asks(camille, "Qui préside France Clusters ?")
    assert "Jean-Luc Ansel" in reply.text
    await camille.taps("Source 1")
    source = await camille.hears()
    assert "Jean-Luc Ansel" in source.text
    assert "2018" in source.text


async def test_a_need_leads_to_an_actor_and_a_follow_up_to_its_site(camille: Person) -> None:
    reply = await _asks(camille, "un pole pr la plasturgie a oyonax")
    assert "Polymeris" in reply.text
    await camille.taps("Polymeris")
    card = await camille.hears()
    assert "pôle de compétitivité" in card.text
    assert card.button("Ouvrir le site")["url"].startswith("https://")
    follow_up = await _asks(camille, "et son site ?")
    assert "polymeris" in follow_up.text.lower()


async def test_a_commune_gives_its_territory(camille: Person) -> None:
    assert "Territoire" in (await _asks(camille, "/commune Cholet")).text


async def test_what_nobody_knows_is_said_honestly(camille: Person) -> None:
    reply = await _asks(camille, "Quelle est la recette de la tarte aux pommes ?")
    assert "je préfère ne rien inventer" in reply.text
    assert "Source 1" not in reply.labels


async def test_a_guided_search_and_a_location_find_actors(camille: Person) -> None:
    camille.says("/orienter")
    guide = await camille.hears()
    for label, step in (("Innover", "2 sur 3"), ("Cosmétique, luxe", "3 sur 3")):
        await camille.taps(label)
        await camille.api.soon(lambda step=step: step in guide.text or None, step)
    await camille.taps("Centre-Val de Loire")
    assert "Cosmetic Valley" in (await camille.hears()).text
    camille.sends_location(48.44, 1.49)
    assert "Cosmetic Valley" in (await camille.hears()).text


async def test_inline_mode_finds_by_sector_and_region(camille: Person) -> None:
    found = await camille.looks_up("cosmétique centre")
    assert found["results"][0]["title"] == "Cosmetic Valley"


async def test_a_guided_search_from_a_shared_location_names_the_region_s_own_first(
    camille: Person,
) -> None:
    camille.says("/orienter")
    await camille.hears()
    camille.says("implanter mon usine")
    await camille.hears()
    await camille.taps("Passer")
    camille.sends_location(47.06, -0.88)  # Cholet
    results = await camille.hears()
    told = [line for line in results.text.splitlines() if line.startswith("• ")]
    assert told[0].startswith("• Solutions&Co ")
    assert "km" in told[0]
    assert all("km" not in line for line in told if "partenaire national" in line)


async def test_what_is_asked_of_the_nearest_to_a_shared_location_is_told_of_them(camille: Person) -> None:
    camille.sends_location(48.44, 1.49)
    near = await camille.hears()
    first, second, _ = [label.split(" (")[0] for label in near.labels[:3]]
    assert "https://www.cosmetic-valley.com" in (await _asks(camille, "et son site ?")).text
    assert first in (await _asks(camille, "le numéro du premier ?")).text
    told = await _asks(camille, "le deuxième")
    assert second in told.text
    assert second in (await _asks(camille, "c'est où ?")).text
    camille.sends_location(45.75, 4.85)
    other = (await camille.hears()).labels[0].split(" (")[0]
    assert other in (await _asks(camille, "c'est quoi son site ?")).text


async def test_what_is_asked_of_a_guided_search_is_told_of_whom_it_found(camille: Person) -> None:
    camille.says("/orienter")
    for words in ("exporter", "agroalimentaire"):
        await camille.hears()
        camille.says(words)
    await camille.hears()
    camille.sends_location(47.74, -3.36)
    found = await camille.hears()
    names = [label.split(" (")[0] for label in found.labels[:3]]
    assert names[0] in (await _asks(camille, "et son site ?")).text
    assert names[1] in (await _asks(camille, "le deuxième")).text
    assert names[1] in (await _asks(camille, "son mail ?")).text
    other = await _asks(camille, "un autre ?")
    assert not [name for name in names if name in other.text]


@pytest.mark.parametrize(
    "question",
    [
        "je fabrique des meubles à Saint-Denis",
        "Qui préside France Clusters ?",
        "Saint-Louis",
        "textile à Roanne, exporter, recruter",
        "Is Cholet in a Territoire d'industrie?",
        "recette de la tarte aux pommes",
    ],
)
async def test_every_button_tapped_twice_at_once_leads_somewhere_and_nothing_is_refused(
    camille: Person, question: str
) -> None:
    answer = await _asks(camille, question)
    first = len(camille.seen())
    await _taps_all(camille, answer)
    for message in camille.seen()[first:]:  # sources, cards, answers to choices
        await _taps_all(camille, message)
    assert not [message.text for message in camille.seen() if _TROUBLE.search(message.text)]


async def _taps_all(camille: Person, message: BotMessage) -> None:
    """Tap twice at once all that a message's buttons lead to, and wait until all of it came."""
    for button in [button for button in message.buttons if "callback_data" in button]:
        if button["text"] in message.labels:  # an edit may have put others there
            await camille.taps_at_once(message, button["text"], button["text"])
    camille.says("merci")
    await camille.api.soon(lambda: _is_thanked(camille.seen()[-1].text) or None, "the end of the taps")


def _is_thanked(text: str) -> bool:
    return text.startswith(("Avec plaisir", "You are welcome"))
