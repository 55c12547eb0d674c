"""The guided search, the shared location, the commune and the cards for other chats, with the real bot."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from knowledge.homonyms import Understood
from knowledge.records import ActorMatch
from tests.bot.conftest import Stage
from tests.botapi import Person
from tests.fakes import CLUB, VALLEY


async def _told(stage: Stage) -> Person:
    """Someone who already knows that this is an automatic assistant."""
    camille = stage.someone()
    camille.says("/start")
    await camille.hears()
    return camille


async def test_three_taps_lead_to_the_actors_in_one_message_edited_in_place(bot: Stage) -> None:
    bot.assistant.matches = [ActorMatch(VALLEY, 1.0, ("cosmétique",)), ActorMatch(CLUB, 0.5)]
    camille = await _told(bot)
    camille.says("/orienter")
    guide = await camille.hears()
    assert "1 sur 3" in guide.text
    assert "Retour" not in guide.labels
    await camille.taps("Innover")
    await bot.api.soon(lambda: "2 sur 3" in guide.text or None, "the second step")
    await camille.taps("Cosmétique, luxe")
    await bot.api.soon(lambda: "3 sur 3" in guide.text or None, "the third step")
    await camille.taps("Centre-Val de Loire")
    results = await camille.hears()
    assert results.text.startswith("Votre recherche : Innover, Cosmétique, luxe, Centre-Val de Loire")
    assert bot.assistant.searched == ["innover cosmétique luxe à Centre-Val de Loire"]
    assert guide.buttons == []
    await camille.taps("Cosmetic Valley")
    assert "pôle de compétitivité" in (await camille.hears()).text
    camille.says("et son site ?")
    await camille.hears()
    assert bot.assistant.asked[-1][1][0].actors == ("cosmetic-valley", "club")


async def test_each_step_can_be_skipped_gone_back_on_and_stopped(bot: Stage) -> None:
    camille = await _told(bot)
    camille.says("/orienter")
    guide = await camille.hears()
    for label, step in (("Passer", "2 sur 3"), ("Retour", "1 sur 3"), ("Passer", "2 sur 3"), ("Passer", "3 sur 3")):
        await camille.taps(label)
        await bot.api.soon(lambda step=step: step in guide.text or None, step)
    await camille.taps("Passer")
    assert "Votre recherche : tous les besoins, tous les secteurs, partout" in (await camille.hears()).text
    assert bot.assistant.searched[0] == "qui peut m’aider"
    camille.says("/orienter")
    await camille.hears()
    await camille.taps("Arrêter")
    assert "on arrête là" in (await camille.hears()).text


async def test_the_words_of_the_buttons_can_be_typed(bot: Stage) -> None:
    camille = await _told(bot)
    camille.says("/orienter")
    await camille.hears()
    for words, told in (("passer", "2 sur 3"), ("retour", "1 sur 3"), ("Retour", "1 sur 3"), ("passer", "2 sur 3")):
        camille.says(words)
        assert told in (await camille.hears()).text
    camille.says("Annuler")
    assert "on arrête là" in (await camille.hears()).text
    camille.says("/commune")
    await camille.hears()
    camille.says("stop")
    assert "on arrête là" in (await camille.hears()).text
    camille.says("/commune")
    await camille.hears()
    camille.says("retour")
    assert "on arrête là" in (await camille.hears()).text
    assert bot.assistant.questions == bot.assistant.searched == []


async def test_where_nobody_fits_whoever_knows_the_place_is_named(bot: Stage) -> None:
    bot.assistant.found = {"qui peut m’aider à Cholet": [ActorMatch(CLUB, 0.5)]}
    camille = await _told(bot)
    camille.says("/orienter")
    await camille.hears()
    for words in ("licornes", "nuages"):
        camille.says(words)
        await camille.hears()
    camille.says("Cholet")
    results = await camille.hears()
    assert "Voici qui peut vous orienter" in results.text
    assert CLUB.name in results.text


async def test_words_and_a_location_are_taken_at_any_step(bot: Stage) -> None:
    bot.assistant.matches = [ActorMatch(CLUB, 0.8), ActorMatch(VALLEY, 0.5)]
    camille = await _told(bot)
    camille.says("/orienter")
    await camille.hears()
    camille.says("exporter")
    assert "2 sur 3" in (await camille.hears()).text
    camille.sends_location(48.44, 1.49)
    assert "2 sur 3" in (await camille.hears()).text
    camille.says("parfums")
    results = await camille.hears()
    assert "Votre recherche : exporter, parfums, près de vous" in results.text
    assert bot.assistant.searched == ["exporter parfums"]
    assert bot.assistant.points == [(48.44, 1.49)]
    assert results.text.index(CLUB.name) < results.text.index(VALLEY.name)


async def test_a_question_or_a_courtesy_in_the_midst_is_answered_and_the_buttons_still_work(bot: Stage) -> None:
    camille = await _told(bot)
    camille.says("/orienter")
    guide = await camille.hears()
    camille.says("Qui préside France Clusters ?")
    assert "Jean-Luc" in (await camille.hears()).text
    camille.says("et son site")
    await camille.hears()
    assert bot.assistant.questions == ["Qui préside France Clusters ?", "et son site"]
    await camille.taps("Passer", guide)
    await bot.api.soon(lambda: "2 sur 3" in guide.text or None, "the second step")
    camille.says("merci")
    await camille.hears()
    assert bot.assistant.questions[-1] == "merci"


async def test_a_search_goes_on_after_a_restart_and_buttons_of_an_older_one_have_expired(stage: Stage) -> None:
    async with stage.running():
        camille = await _told(stage)
        camille.says("/orienter")
        old = await camille.hears()
        camille.says("/orienter")
        new = await camille.hears()
        await camille.taps("Passer", new)
    async with stage.running():
        await camille.taps("Aéronautique, espace", new)
        await stage.api.soon(lambda: "3 sur 3" in new.text or None, "the third step")
        assert "expiré" in await camille.taps("Passer", old)
        assert "expiré" in await camille.taps_data(new.button("Passer")["callback_data"].replace("pskip", "p99"), new)
        camille.says("/nouveau")
        await camille.hears()
        assert "expiré" in await camille.taps("Passer", new)
    assert stage.api.refusals == []


async def test_in_a_group_a_guide_follows_only_the_one_who_asked_for_it(bot: Stage) -> None:
    group = bot.api.group()
    camille, dominique = bot.someone().in_group(group), bot.someone("Dominique").in_group(group)
    camille.says("/orienter@boussole_test_bot")
    _, guide = await camille.hears_all(2)
    assert "expiré" in await dominique.taps("Passer", guide)
    await camille.taps("Passer", guide)
    await bot.api.soon(lambda: "2 sur 3" in guide.text or None, "the second step")


async def test_a_shared_location_shows_the_nearest_actors_with_distances(bot: Stage) -> None:
    bot.assistant.matches = [ActorMatch(VALLEY, 1.0, (), 3.42), ActorMatch(CLUB, 0.5, (), 27.4)]
    camille = await _told(bot)
    camille.sends_location(48.44, 1.49, live_period=900)
    near = await camille.hears()
    assert near.text.startswith("Les acteurs les plus proches de vous")
    assert "à 3,4 km" in near.text
    assert "à 27 km" in near.text
    await camille.taps("Cosmetic Valley")
    assert "À 3,4 km environ" in (await camille.hears()).text
    bot.assistant.matches = []
    camille.sends_location(0, 0)
    assert "pas d’acteur" in (await camille.hears()).text


async def test_who_does_not_know_skips_a_step_in_their_own_words(bot: Stage) -> None:
    camille = await _told(bot)
    camille.says("/orienter")
    await camille.hears()
    for words, told in (("je ne sais pas", "2 sur 3"), ("Peu importe", "3 sur 3")):
        camille.says(words)
        assert told in (await camille.hears()).text
    camille.says("partout en France")
    assert "Votre recherche : tous les besoins, tous les secteurs, partout" in (await camille.hears()).text


async def test_kinds_and_radius_choose_among_the_nearest_in_the_same_message(bot: Stage) -> None:
    hub = replace(CLUB, id="couveuse", name="La Couveuse", kind="incubateur")
    bot.assistant.matches = [ActorMatch(VALLEY, 1.0, (), 3.42), ActorMatch(hub, 0.5, (), 27.4)]
    camille = await _told(bot)
    camille.sends_location(48.44, 1.49)
    near = await camille.hears()
    assert {VALLEY.name, hub.name} <= set(re.findall(r"• (.+?) \(", near.text))
    await camille.taps("Incubateurs", near)
    await bot.api.soon(lambda: VALLEY.name not in near.text or None, "the incubators alone")
    assert hub.name in near.text
    await camille.taps("25 km", near)
    await bot.api.soon(lambda: "Aucun acteur de cette sorte" in near.text or None, "nobody so near")
    await camille.taps("👍", near)
    await camille.taps("Sans limite", near)
    await bot.api.soon(lambda: hub.name in near.text or None, "any distance")
    await camille.taps("Tous", near)
    await bot.api.soon(lambda: VALLEY.name in near.text or None, "all kinds")
    await camille.taps("Tous", near)
    await camille.taps("La Couveuse", near)
    assert "La Couveuse" in (await camille.hears()).text


async def test_commune_gives_the_territory_of_its_argument_or_asks_which(bot: Stage) -> None:
    camille = await _told(bot)
    camille.says("/commune Saint-Étienne")
    await camille.hears()
    camille.says("/commune")
    assert "Quelle commune" in (await camille.hears()).text
    camille.says("49300")
    await camille.hears()
    camille.says("49300")
    await camille.hears()
    assert bot.assistant.questions == [
        "Saint-Étienne est-elle Territoire d’industrie ?",
        "49300 est-elle Territoire d’industrie ?",
        "49300",
    ]


async def test_inline_mode_gives_cards_to_send_page_by_page(bot: Stage) -> None:
    bot.assistant.matches = [ActorMatch(replace(VALLEY, id=f"v{n}", name=f"Pôle {n}"), 1.0) for n in range(13)]
    camille = bot.someone()
    first = await camille.looks_up("cosmétique centre")
    assert [card["title"] for card in first["results"]] == [f"Pôle {n}" for n in range(10)]
    card = first["results"][0]
    assert card["description"].startswith("pôle de compétitivité · Chartres · cosmétique")
    assert "assistant automatique (IA)" in card["input_message_content"]["message_text"]
    second = await camille.looks_up("cosmétique centre", first["next_offset"])
    assert [card["title"] for card in second["results"]] == ["Pôle 10", "Pôle 11", "Pôle 12"]
    assert second.get("next_offset", "") == ""
    bot.assistant.matches = []
    for query, title in (("", "Que cherchez-vous ?"), ("zzz", "Aucun acteur trouvé")):
        assert [card["title"] for card in (await camille.looks_up(query))["results"]] == [title]


async def test_a_card_can_be_shared_where_inline_mode_is_on_only(stage: Stage) -> None:
    stage.api.me["supports_inline_queries"] = True
    async with stage.running():
        camille = await _told(stage)
        camille.says("Qui ?")
        await camille.hears()
        await camille.taps("Cosmetic Valley")
        shared = (await camille.hears()).button("Partager cette fiche")
        assert shared["switch_inline_query"] == "Cosmetic Valley"
    stage.api.me["supports_inline_queries"] = False
    async with stage.running():
        await camille.taps("Cosmetic Valley")
        assert "Partager cette fiche" not in (await camille.hears()).labels
    assert stage.api.refusals == []


@pytest.mark.parametrize(
    ("language", "asked"), [("fr", "exporter parfums à Saint-Denis"), ("en", "exporter, parfums, Saint-Denis")]
)
async def test_a_town_that_may_be_another_is_told_under_a_search_and_the_other_can_be_tapped(
    bot: Stage, language: str, asked: str
) -> None:
    bot.assistant.matches = [ActorMatch(VALLEY, 1.0)]
    bot.assistant.towns = {asked: Understood("J’ai compris Saint-Denis (93).", (f"{asked} (974)",))}
    camille = bot.someone(language=language)
    camille.says("/start")
    await camille.hears()
    camille.says("/orienter")
    for words in ("exporter", "parfums", "Saint-Denis"):
        await camille.hears()
        camille.says(words)
    results = await camille.hears()
    assert "J’ai compris Saint-Denis (93)." in results.text
    assert bot.assistant.searched == ["exporter parfums à Saint-Denis"]
    await camille.taps("Saint-Denis (974)", results)
    await camille.hears()
    assert bot.assistant.questions == [f"{asked} (974)"]
