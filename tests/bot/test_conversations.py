"""Scripted conversations with the real bot: what a person sees on Telegram."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.menu import COMMANDS
from knowledge.errors import NoEditionError
from knowledge.records import Answer
from tests.bot.conftest import Stage
from tests.botapi import Person
from tests.fakes import CLUB, VALLEY, an_answer

NOTICE = "assistant automatique (IA)"


async def test_start_says_first_that_it_is_an_automatic_assistant_and_offers_four_examples(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("/start")
    welcome = await camille.hears()
    assert NOTICE in welcome.text.split("\n")[0]
    assert len(welcome.labels) == 4
    await camille.taps(welcome.labels[1])
    reply = await camille.hears()
    assert bot.assistant.questions == [welcome.labels[1]]
    assert reply.text.startswith(welcome.labels[1])


async def test_the_first_question_is_preceded_by_the_notice_even_without_start(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Qui préside France Clusters ?")
    notice, reply = await camille.hears_all(2)
    assert NOTICE in notice.text
    assert "Jean-Luc Ansel" in reply.text
    camille.says("Et qui d’autre ?")
    assert NOTICE not in (await camille.hears()).text


async def test_typing_is_shown_while_the_assistant_thinks(bot: Stage) -> None:
    camille = bot.someone()
    bot.assistant.gate.clear()
    camille.says("Qui préside ?")
    await bot.api.soon(lambda: bot.api.called("sendChatAction"), "typing")
    bot.assistant.gate.set()
    await camille.hears_all(2)


async def test_an_answer_shows_its_sources_and_who_can_help(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Qui préside ?")
    _, reply = await camille.hears_all(2)
    assert "[1] Communiqué de France Clusters, France Clusters, 20 septembre 2018, p. 2" in reply.text
    assert "• Cosmetic Valley (pôle de compétitivité, Chartres) – à 12 km – cosmétique" in reply.text
    assert "Club <Industrie> & Cie (cluster, Bretagne) – fiche à vérifier" in reply.text
    assert {"type": "text_link", "url": "https://www.franceclusters.fr/communique"}.items() <= {
        **next(entity for entity in reply.entities if entity["type"] == "text_link")
    }.items()


async def test_a_source_button_shows_the_exact_quote(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Qui préside ?")
    await camille.hears_all(2)
    await camille.taps("Source 1")
    source = await camille.hears()
    assert "Jean-Luc Ansel, président de France Clusters, fondateur de Cosmetic Valley" in source.text
    for part in ("Communiqué de France Clusters", "France Clusters", "20 septembre 2018", "p. 2"):
        assert part in source.text
    assert {"blockquote", "text_link"} <= {entity["type"] for entity in source.entities}


async def test_an_actor_button_opens_its_card_and_the_map(bot: Stage) -> None:
    bot.assistant.actors[VALLEY.id] = VALLEY
    camille = bot.someone()
    camille.says("Un pôle cosmétique ?")
    await camille.hears_all(2)
    await camille.taps("Cosmetic Valley (Chartres)")
    card = await camille.hears()
    for part in (
        "pôle de compétitivité",
        "parfumerie",
        "Normandie",
        "Chartres",
        "contact@",
        "Fiche vérifiée en novembre",
    ):
        assert part in card.text
    assert card.button("Ouvrir le site")["url"] == "https://www.cosmetic-valley.com"
    await camille.taps("Voir sur la carte")
    venue = await camille.hears()
    assert (venue.method, venue.data["title"], float(venue.data["latitude"])) == ("sendVenue", "Cosmetic Valley", 48.45)


async def test_an_unverified_entry_says_so_and_one_that_is_gone_too(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Un club ?")
    await camille.hears_all(2)
    await camille.taps(CLUB.name)
    card = await camille.hears()
    assert "Fiche à vérifier" in card.text
    assert "plus dans l’annuaire" in card.text
    assert card.button("Ouvrir le site")["url"] == "https://club.example"
    assert "Voir sur la carte" not in card.labels


async def test_opinions_are_kept_thanked_and_can_change(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Qui préside ?")
    _, reply = await camille.hears_all(2)
    assert "Merci" in await camille.taps("👍")
    await bot.api.soon(lambda: reply.edits == 1 or None, "the thanks")
    assert "👍 Merci !" in reply.labels
    assert "déjà" in await camille.taps("👍 Merci !")
    assert "autrement" in await camille.taps("👎")
    await bot.api.soon(lambda: reply.edits == 2 or None, "the change")
    assert "👎 Merci, c’est noté" in reply.labels
    assert "👍" in reply.labels


async def test_a_follow_up_gets_the_conversation_and_nouveau_forgets_it(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("Qui préside France Clusters ?")
    await camille.hears_all(2)
    camille.says("Et son site ?")
    await camille.hears()
    assert [turn.question for turn in bot.assistant.asked[-1][1]] == ["Qui préside France Clusters ?"]
    assert bot.assistant.asked[-1][1][0].actors == ("cosmetic-valley", "club")
    camille.says("/nouveau")
    assert "nouvelle conversation" in (await camille.hears()).text
    camille.says("Et lui ?")
    await camille.hears()
    assert bot.assistant.asked[-1][1] == ()


async def test_buttons_and_follow_ups_survive_a_restart(stage: Stage) -> None:
    camille = stage.someone()
    async with stage.running():
        camille.says("Qui préside ?")
        await camille.hears_all(2)
    async with stage.running():
        await camille.taps("Source 1")
        assert "président de France Clusters" in (await camille.hears()).text
        camille.says("Et son site ?")
        await camille.hears()
        assert stage.assistant.asked[-1][1][0].question == "Qui préside ?"
    assert stage.api.refusals == []


async def test_a_question_sent_while_the_bot_is_off_is_answered_when_it_is_back(stage: Stage) -> None:
    camille = stage.someone()
    camille.says("Qui préside ?")
    async with stage.running():
        assert "Jean-Luc Ansel" in (await camille.hears_all(2))[1].text


async def test_choices_are_buttons_that_ask(bot: Stage) -> None:
    question = "Saint-Denis (974)"
    bot.assistant.script = [replace(an_answer("Saint-Denis ?", "Laquelle ?"), choices=("Saint-Denis (93)", question))]
    camille = bot.someone()
    camille.says("Saint-Denis ?")
    await camille.hears_all(2)
    await camille.taps(question)
    reply = await camille.hears()
    assert bot.assistant.questions[-1] == question
    assert reply.text.startswith(question)


async def test_old_forged_and_foreign_buttons_say_kindly_that_they_expired(bot: Stage) -> None:
    camille, other = bot.someone(), bot.someone("Dominique")
    for person in (camille, other):
        person.says("Qui préside ?")
        await person.hears_all(2)
    mine, foreign = camille.seen()[-1], other.seen()[-1]
    stolen = foreign.button("Source 1")["callback_data"]
    forged = ["s:999999:0", "s:1:99", "x", "s:1", "v:1:z", "a:1:-1", "z:1:1", "s:1:0\n", "é", "e:9", "s:" + "9" * 40]
    for data in [stolen, *forged]:
        assert "expiré" in await camille.taps_data(data, mine), data
    await camille.taps_data("s:1:0", mine, expired=True)
    assert "France Clusters" in (await camille.hears()).text
    bot.api.calls = [call for call in bot.api.calls if "query is too old" not in call.refusal]


async def test_an_edited_question_is_answered_again_once(bot: Stage) -> None:
    camille = bot.someone()
    message = camille.says("Qui préside France Cluster ?")
    await camille.hears_all(2)
    camille.edits(message, "Qui préside France Clusters ?")
    again = await camille.hears()
    assert again.text.startswith("Question modifiée")
    assert again.data["reply_parameters"]["message_id"] == message["message_id"]
    camille.edits(message, "Qui préside  France Clusters ?")
    camille.says("Et son site ?")
    await camille.hears()
    assert bot.assistant.questions == ["Qui préside France Cluster ?", "Qui préside France Clusters ?", "Et son site ?"]
    assert [turn.question for turn in bot.assistant.asked[-1][1]] == ["Qui préside France Clusters ?"]
    assert camille.unheard() == []


async def test_whatever_is_not_text_gets_a_kind_word(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("/start")
    await camille.hears()
    for send in (
        camille.sends_sticker, camille.sends_photo, camille.sends_voice, camille.sends_contact, camille.sends_poll,
        camille.sends_document,
    ):  # fmt: skip
        send()
        assert "messages écrits" in (await camille.hears()).text
    camille.sends(dice={"emoji": "🎲", "value": 3})
    assert "messages écrits" in (await camille.hears()).text
    for _ in range(3):
        camille.sends(photo=camille.sends_photo()["photo"], media_group_id="album")
    camille.says("/inconnue")
    heard = [(await camille.hears()).text for _ in range(5)]
    assert sum("messages écrits" in text for text in heard) == 4
    assert "commande" in heard[-1]


FIRST: dict[str, Callable[[Person], object]] = {
    "a voice message": lambda person: person.sends_voice(),
    "a contact": lambda person: person.sends_contact(),
    "a place": lambda person: person.sends_location(48.8, 2.3),
    "too long a text": lambda person: person.says("é" * 1001),
    "words under a picture": lambda person: person.sends_photo("Qui préside ?"),
    "an edited message": lambda person: person.edits(
        {"message_id": 1, "date": 1, "chat": person.chat, "from": person.user}, "Qui préside ?"
    ),
    "a link with a word": lambda person: person.says("/start abc"),
    "a command that there is not": lambda person: person.says("/inconnue"),
    "a command of staff": lambda person: person.says("/base"),
    "a town": lambda person: person.says("/commune Cholet"),
}


@pytest.mark.parametrize("does", FIRST.values(), ids=FIRST)
async def test_whatever_somebody_does_first_they_are_told_that_it_is_a_machine(
    bot: Stage, does: Callable[[Person], object]
) -> None:
    camille = bot.someone()
    does(camille)
    assert NOTICE in (await camille.hears()).text


@pytest.mark.parametrize("command", COMMANDS)
async def test_whatever_command_comes_first_says_that_it_is_a_machine(bot: Stage, command: str) -> None:
    camille = bot.someone()
    camille.says(f"/{command}")
    assert NOTICE in (await camille.hears()).text


async def test_the_words_under_a_picture_are_answered(bot: Stage) -> None:
    camille = bot.someone()
    camille.sends_photo("Qui préside ?")
    _, reply = await camille.hears_all(2)
    assert "ni les images" in reply.text
    assert bot.assistant.questions == ["Qui préside ?"]


async def test_service_messages_and_our_own_cards_get_no_answer(bot: Stage) -> None:
    camille = bot.someone()
    camille.sends(message_auto_delete_timer_changed={"message_auto_delete_time": 60})
    camille.says("Cosmetic Valley, pôle de compétitivité", via_bot=bot.api.me)
    camille.says("/aide")
    assert "Ce que vous pouvez faire" in (await camille.hears()).text
    assert bot.assistant.questions == []


async def test_too_long_and_empty_messages_are_answered_kindly(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("é" * 1001)
    assert "1001 caractères, pour 1000 au plus" in (await camille.hears_all(2))[1].text
    camille.says("é" * 1000)
    await camille.hears()
    group = bot.api.group()
    camille.in_group(group).says("@boussole_test_bot")
    speaker = camille.in_group(group)
    assert "en une phrase" in (await speaker.hears_all(2))[1].text


async def test_in_a_group_it_answers_only_what_is_meant_for_it(bot: Stage) -> None:
    camille = bot.someone().in_group(bot.api.group())
    camille.says("Bonjour à tous, qui vient demain ?")
    camille.sends_sticker()
    camille.says("/autre@autre_bot")
    camille.says("/autre")
    camille.says("@autre_bot qui préside ?")
    mention = camille.says("@Boussole_Test_Bot, qui préside ?")
    _, reply = await camille.hears_all(2)
    assert reply.data["reply_parameters"]["message_id"] == mention["message_id"]
    camille.says("et son site ?", reply_to=reply)
    await camille.hears()
    camille.says("/aide@boussole_test_bot")
    assert "Commandes" in (await camille.hears()).text
    camille.says("/autre@boussole_test_bot")
    assert "connais pas cette commande" in (await camille.hears()).text
    assert bot.assistant.questions == ["qui préside ?", "et son site ?"]
    assert camille.unheard() == []


async def test_in_a_group_each_person_has_their_own_conversation(bot: Stage) -> None:
    group = bot.api.group()
    camille, dominique = bot.someone().in_group(group), bot.someone("Dominique").in_group(group)
    camille.says("@boussole_test_bot qui préside ?")
    await camille.hears_all(2)
    dominique.says("@boussole_test_bot et son site ?")
    await camille.hears()
    assert bot.assistant.asked[-1][1] == ()


async def test_a_channel_is_never_answered(bot: Stage) -> None:
    channel = bot.api.group("Annonces", "channel")
    bot.api.post(channel, None, kind="channel_post", text="@boussole_test_bot bonjour")
    camille = bot.someone()
    camille.says("/start")
    await camille.hears()
    assert [message for message in bot.api.messages if message.chat == channel["id"]] == []


async def test_an_english_question_gets_english_words(bot: Stage) -> None:
    bot.assistant.script = [replace(an_answer("Who chairs it?", "Jean-Luc Ansel [1]."), language="en")]
    camille = bot.someone()
    camille.says("Who is the president of France Clusters?")
    notice, reply = await camille.hears_all(2)
    assert "automatic assistant (AI)" in notice.text
    assert "20 September 2018" in reply.text
    await camille.taps("Cosmetic Valley")
    assert "competitiveness cluster" in (await camille.hears()).text
    camille.says("/help")
    assert "What you can do" in (await camille.hears()).text


async def test_a_long_answer_comes_in_order_with_its_buttons_under_the_last_part(bot: Stage) -> None:
    text = "\n\n".join(f"Paragraphe {n} & <balise> 👩‍🔧 « été »." * 9 for n in range(40))
    bot.assistant.script = [an_answer(text=text)]
    camille = bot.someone()
    camille.says("Tout ?")
    await camille.hears()
    parts = [await camille.hears()]
    while not parts[-1].buttons:
        parts.append(await camille.hears())
    assert len(parts) > 3
    assert text.split() == "".join(part.text for part in parts).split("Sources\n[1]")[0].split()


async def test_one_persons_messages_are_answered_in_order_and_others_do_not_wait(bot: Stage) -> None:
    camille, dominique = bot.someone(), bot.someone("Dominique")
    bot.assistant.script = [lambda question: an_answer(question, f"Réponse à {question}") for _ in range(9)]
    bot.assistant.gate.clear()
    for number in range(4):
        camille.says(f"Question {number}")
    dominique.says("/aide")
    assert "Ce que vous" in (await dominique.hears()).text
    bot.assistant.gate.set()
    heard = await camille.hears_all(5)
    assert [message.text.split("\n")[0] for message in heard[1:]] == [f"Réponse à Question {n}" for n in range(4)]


async def test_a_chat_that_floods_is_asked_to_slow_down_and_stops_nobody(bot: Stage) -> None:
    camille, dominique = bot.someone(), bot.someone("Dominique")
    bot.assistant.gate.clear()
    for number in range(25):
        camille.says(f"Question {number}")
    dominique.says("/aide")
    await dominique.hears()
    heard = await camille.hears_all(2)
    assert [("Doucement" in message.text) for message in heard].count(True) == 1
    bot.assistant.gate.set()
    await camille.hears_all(20)
    assert bot.assistant.questions == [f"Question {number}" for number in range(20)]
    assert camille.unheard() == []


async def test_many_people_at_once_each_get_their_answer(bot: Stage) -> None:
    bot.assistant.script = [lambda question: an_answer(question, f"Réponse à {question}") for _ in range(12)]
    people = [bot.someone(f"P{number}") for number in range(12)]
    for person in people:
        person.says(f"question de {person.user['first_name']}")
    for person in people:
        _, reply = await person.hears_all(2)
        assert f"Réponse à question de {person.user['first_name']}\n" in reply.text


async def test_slow_answers_hold_nobody_up(bot: Stage) -> None:
    """Forty people wait for a slow model; another one asks for help and has it."""
    bot.assistant.gate.clear()
    crowd = [bot.someone(f"Personne {number}") for number in range(40)]
    for person in crowd:
        person.says("Une question lente")
    await bot.api.soon(lambda: len(bot.assistant.asked) == 40 or None, "forty questions under way")
    late = bot.someone("Dominique")
    late.says("/aide")
    assert "/orienter" in (await late.hears()).text
    bot.assistant.gate.set()
    for person in crowd:
        await person.hears_all(2)


async def test_html_that_telegram_refuses_comes_as_plain_text(bot: Stage) -> None:
    refusal = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3'
    camille = bot.someone()
    camille.says("/start")
    await camille.hears()
    bot.api.fails("sendMessage", status=400, description=refusal)
    camille.says("Qui préside ?")
    reply = await camille.hears()
    assert "Jean-Luc Ansel" in reply.text
    assert "<b>" not in reply.text
    assert "parse_mode" not in reply.data


@pytest.mark.parametrize(
    "fault",
    [{"status": 502}, {"reset": True}, {"status": 429, "retry_after": 1}, {"status": 500}],
    ids=["bad gateway", "connection reset", "too many requests", "server error"],
)
async def test_an_answer_is_not_lost_when_telegram_fails(stage: Stage, fault: dict[str, object]) -> None:
    camille = stage.someone()
    stage.api.fails("sendMessage", times=2 if "retry_after" not in fault else 1, **fault)
    stage.api.fails("sendChatAction", **fault)
    async with stage.running():
        camille.says("Qui préside ?")
        notice, reply = await camille.hears_all(2)
    assert NOTICE in notice.text
    assert "Jean-Luc Ansel" in reply.text


async def test_an_error_is_said_kindly_and_logged_without_the_message(
    bot: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    camille = bot.someone()
    bot.assistant.script = [
        RuntimeError("mon secret industriel"),
        NoEditionError("Aucune base n’est publiée <encore>."),
    ]
    with caplog.at_level(logging.INFO):
        camille.says("Voici mon secret industriel")
        assert "souci" in (await camille.hears_all(2))[1].text
        camille.says("Qui préside ?")
        assert (await camille.hears()).text == "Aucune base n’est publiée <encore>."
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert any("RuntimeError" in line for line in ours)
    assert not any("secret" in line or str(camille.user["id"]) in line for line in ours)


async def test_someone_who_blocked_the_bot_stops_nobody(bot: Stage) -> None:
    camille, dominique = bot.someone(), bot.someone("Dominique")
    bot.api.blocked.add(camille.user["id"])
    camille.says("Qui préside ?")
    dominique.says("Qui préside ?")
    await dominique.hears_all(2)
    await bot.api.soon(lambda: bot.api.refusals, "the refusal")
    await asyncio.sleep(0)
    bot.api.calls = [call for call in bot.api.calls if "blocked" not in call.refusal]


async def test_a_group_that_became_a_supergroup_meanwhile_gets_its_answer_there(bot: Stage) -> None:
    old, new = bot.api.group(kind="group"), bot.api.group()
    bot.api.moved[old["id"]] = new["id"]
    camille = bot.someone()
    camille.in_group(old).says("@boussole_test_bot Qui préside ?")
    notice, reply = await camille.in_group(new).hears_all(2)
    assert NOTICE in notice.text
    assert "Jean-Luc" in reply.text
    bot.api.calls = [call for call in bot.api.calls if "upgraded" not in call.refusal]


async def test_the_menu_and_descriptions_say_that_it_is_an_ai(bot: Stage) -> None:
    described = bot.api.described
    for language, mark in (("", "(IA)"), ("en", "(AI)")):
        assert mark in described["setMyDescription", language]
        assert mark in described["setMyShortDescription", language]
        commands = [command["command"] for command in described["setMyCommands", language]]
        assert {"orienter", "aide", "confidentialite", "effacer"} <= set(commands)


async def test_further_actors_are_paged_in_place(bot: Stage) -> None:
    given = an_answer()
    actors = tuple(replace(given.actors[0], actor=replace(VALLEY, id=f"v{n}", name=f"Pôle {n}")) for n in range(7))
    bot.assistant.script = [replace(given, actors=actors)]
    camille = bot.someone()
    camille.says("Des pôles ?")
    _, reply = await camille.hears_all(2)
    assert "Pôle 2" in reply.text
    assert "Pôle 3" not in reply.text
    await camille.taps("Autres résultats (1/3)")
    await bot.api.soon(lambda: reply.edits or None, "the next page")
    assert "Pôle 3" in reply.text
    assert "Pôle 2" not in reply.text
    await camille.taps("👍")
    await bot.api.soon(lambda: reply.edits == 2 or None, "the thanks")
    assert "Autres résultats (2/3)" in reply.labels
    await camille.taps("Pôle 5")
    assert "Pôle 5" in (await camille.hears()).text


async def test_an_answer_without_words_or_sources_is_still_a_message(bot: Stage) -> None:
    bot.assistant.script = [Answer("?", " \n", "fr", abstained=True)]
    camille = bot.someone()
    camille.says("?")
    assert "reformuler" in (await camille.hears_all(2))[1].text


async def test_an_answer_comes_without_buttons_where_the_database_fails(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("/start")
    welcome = await camille.hears()
    bot.break_database()
    camille.says("Qui préside ?")
    _, reply = await camille.hears_all(2)
    assert "Jean-Luc Ansel" in reply.text
    assert reply.buttons == []
    await camille.taps_data("v:1:u", welcome)
    assert "souci" in (await camille.hears()).text
