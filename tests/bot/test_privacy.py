"""One's own data: said, handed over, erased at once and for good, and never kept longer than announced."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import serve
from bot.journal import Asker, Journal
from bot.notice import Notice
from bot.patience import PatientLimiter
from bot.privacy import purge_daily
from bot.replies import Services
from bot.settings import Settings as BotSettings
from bot.spending import Spent
from tests.bot.conftest import Settings, Stage
from tests.botapi import BotApi, BotMessage, Person
from tests.fakes import Clock, FakeAssistant, an_answer

SECRET = "Mon brevet sur les turbines de Figeac"


def on_disk(stage: Stage) -> bytes:
    """All that the database's files hold, the log of its changes included."""
    folder = Path(stage.database.removeprefix("sqlite:///")).parent
    return b"".join(file.read_bytes() for file in sorted(folder.glob("boussole.db*")))


async def _confide(camille: Person) -> None:
    """A question, an opinion and a guided search."""
    camille.says(SECRET)
    reply = (await camille.hears_all(2))[1]
    await camille.taps("👍", reply)
    camille.says("/orienter")
    await camille.hears()
    camille.says("turbines discrètes")
    await camille.hears()


async def test_the_notice_says_who_answers_what_is_kept_how_long_and_who_receives_it(api: BotApi, stage: Stage) -> None:
    stage.notice = Notice("Club Industrie", "rgpd@club.example", 45, ("openai:m (ia.example)",))
    async with stage.running():
        camille, john = stage.someone(), stage.someone("John", "en")
        camille.says("/confidentialite")
        text = (await camille.hears_all(2))[1].text
        for part in ("Club Industrie", "rgpd@club.example", "45 jours", "Telegram", "openai:m (ia.example)", "CNIL"):
            assert part in text
        john.says("/privacy")
        assert "45 days" in (await john.hears_all(2))[1].text
    assert api.refusals == []


async def test_without_a_model_the_notice_says_that_none_receives_anything(bot: Stage) -> None:
    camille = bot.someone()
    camille.says("/confidentialite")
    text = (await camille.hears_all(2))[1].text
    assert "Aucun modèle de langage extérieur" in text
    assert "90 jours" in text


async def test_the_first_word_and_the_help_lead_to_the_notice(bot: Stage) -> None:
    camille = bot.someone()
    camille.says(SECRET)
    assert "/confidentialite" in (await camille.hears_all(2))[0].text
    for command, way in (("/aide", "/effacer"), ("/start", "/confidentialite")):
        camille.says(command)
        assert way in (await camille.hears()).text


async def test_one_line_of_the_log_a_turn_tells_its_times_and_nothing_of_what_was_said(
    bot: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    camille = bot.someone()
    camille.says(SECRET)
    await camille.hears_all(2)
    camille.says("/aide")  # answered after the line is written
    await camille.hears()
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.replies"]
    assert len(lines) == 1
    assert "edition=7 mode=extractive abstained=False failed=False" in lines[0]
    assert "answer_ms=12 whole_ms=" in lines[0]
    for said in (SECRET, str(camille.user["id"]), "Jean-Luc"):
        assert said not in caplog.text


async def test_a_copy_holds_all_that_is_the_persons_and_nothing_of_others(bot: Stage) -> None:
    camille, other = bot.someone(), bot.someone("Dominique")
    other.says("La question d’un autre")
    await other.hears_all(2)
    await _confide(camille)
    camille.says("/mesdonnees")
    message = await camille.hears()
    held = json.loads(message.data["document"])
    assert [exchange["question"] for exchange in held["echanges"]] == [SECRET]
    assert held["echanges"][0]["reponse"]["text"]
    assert [opinion["avis"] for opinion in held["avis"]] == [1]
    assert "turbines discrètes" in held["conversations"][0]["orientation"]
    assert "un autre" not in json.dumps(held, ensure_ascii=False)


async def test_a_copy_is_never_handed_over_in_a_group(bot: Stage) -> None:
    club = bot.someone().in_group(bot.api.group())
    club.says("/mesdonnees")
    assert "en privé" in (await club.hears_all(2))[1].text
    assert bot.api.called("sendDocument") == []


async def test_erasing_leaves_nothing_in_the_database_nor_in_its_log(stage: Stage) -> None:
    """Looked for in the bytes of the files, as the bot runs and after it starts again; others keep theirs."""
    camille, other = stage.someone(), stage.someone("Dominique")
    async with stage.running():
        other.says("La question d’un autre")
        await other.hears_all(2)
        await _confide(camille)
        for words in (SECRET, "turbines discrètes"):
            assert words.encode() in on_disk(stage)
        camille.says("/effacer")
        asked = await camille.hears()
        await camille.taps("Tout effacer", asked)
        await stage.api.soon(lambda: asked.edits or None, "the confirmation")
        assert "effacé" in asked.text
        assert asked.labels == []
        _nothing_left(stage)
    async with stage.running():
        _nothing_left(stage)
        assert stage.journal.spending.of(camille.user["id"], Clock().now.replace(year=2000)) == Spent()
        assert "un autre" in on_disk(stage).decode("utf-8", "replace")
        camille.says("/mesdonnees")
        told, copy = await camille.hears_all(2)  # the notice comes anew
        held = json.loads(copy.data["document"])
        assert "automatique (IA)" in told.text
        assert (held["echanges"], held["avis"], [row["orientation"] for row in held["conversations"]]) == ([], [], [""])
        camille.says("Et maintenant ?")
        await camille.hears()
    assert stage.assistant.asked[-1] == ("Et maintenant ?", ())


def _nothing_left(stage: Stage) -> None:
    held = on_disk(stage)
    for words in (SECRET, "turbines discrètes"):
        assert words.encode() not in held
        assert json.dumps(words).strip('"').encode() not in held


async def _asks_to_erase(bot: Stage) -> tuple[Person, BotMessage]:
    """Somebody who has told a secret and sent /effacer, and the question that came back."""
    camille = bot.someone()
    camille.says(SECRET)
    await camille.hears_all(2)
    camille.says("/effacer")
    return camille, await camille.hears()


async def test_erasing_can_be_thought_better_of(bot: Stage) -> None:
    camille, asked = await _asks_to_erase(bot)
    await camille.taps("Annuler", asked)
    await bot.api.soon(lambda: asked.edits or None, "the answer")
    assert bot.journal.history(Asker(camille.user["id"], camille.user["id"]))


async def test_what_was_erased_is_not_said_to_be_kept(bot: Stage) -> None:
    """To who taps both buttons before the message changes, or one of them twice."""
    camille, asked = await _asks_to_erase(bot)
    before = replace(asked)
    for label in ("Tout effacer", "Annuler", "Tout effacer"):
        await camille.taps(label, before)
    await bot.api.soon(lambda: asked.edits or None, "the answer")
    assert "effacé" in asked.text
    assert asked.edits == 1


async def test_nobody_erases_for_another(bot: Stage) -> None:
    """In a group, the button is for who asked; a forged one is none."""
    group = bot.api.group()
    camille, other = bot.someone(), bot.someone("Dominique")
    camille.says(SECRET)
    await camille.hears_all(2)
    club = camille.in_group(group)
    club.says("/effacer")
    _, asked = await club.hears_all(2)
    assert "expiré" in await other.in_group(group).taps_data(f"x:{camille.user['id']}:yes", asked)
    assert "expiré" in await camille.taps_data("x:1:maybe", asked)
    assert bot.journal.history(Asker(camille.user["id"], camille.user["id"]))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock)
    yield journal
    journal.close()


def test_what_is_older_than_announced_is_erased_with_its_opinions(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    camille, dominique = Asker(11, 11, 1), Asker(22, 22, 1)
    old = journal.keep(camille, an_answer(SECRET))
    journal.told(camille)
    journal.give_vote(old.id or 0, dominique, 1)
    clock.passes(60 * 24 * 90 - 1)
    journal.keep(dominique, an_answer("Récente ?"))
    journal.told(dominique)
    assert journal.erasure.purge(90) == 0
    clock.passes(2)
    assert journal.erasure.purge(90) == 1
    assert journal.shown(old.id or 0, 11) is None
    assert journal.vote(old.id or 0, dominique) == 0
    assert not journal.is_told(camille)
    assert journal.is_told(dominique)
    assert journal.asked(dominique) == "Récente ?"
    assert SECRET.encode() not in b"".join(file.read_bytes() for file in tmp_path.glob("boussole.db*"))


def test_where_the_key_is_lost_what_was_kept_is_nobodys_and_goes_in_its_time(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    journal.keep(Asker(11, 11, 1), an_answer(SECRET))
    database = sqlite3.connect(tmp_path / "boussole.db")
    database.execute("delete from secrets")
    database.commit()
    database.close()
    with closing(Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock)) as keyless:
        assert keyless.erasure.held(11)["echanges"] == []
        assert keyless.erasure.forget(11) == 0
        clock.passes(60 * 24 * 91)
        assert keyless.erasure.purge(90) == 1


async def test_it_is_erased_at_the_start_and_each_day(journal: Journal, clock: Clock) -> None:
    rests: list[float] = []
    erased: list[bool] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        erased.append(journal.asked(Asker(11, 11, 1)) is None)
        clock.passes(seconds / 60)
        if len(rests) == 3:
            raise asyncio.CancelledError

    journal.keep(Asker(11, 11, 1), an_answer())
    clock.passes(30)
    with pytest.raises(asyncio.CancelledError):
        await purge_daily(journal.erasure, 1, rest)
    assert rests == [86_400] * 3
    assert erased == [False, True, True]


@pytest.fixture
async def served(api: BotApi, journal: Journal, clock: Clock) -> AsyncIterator[None]:
    """The whole program, from its start."""
    journal.keep(Asker(11, 11, 1), an_answer(SECRET))
    clock.passes(60 * 24 * 31)
    services = Services(FakeAssistant(), journal, notice=Notice(days=30))
    stop = asyncio.Event()
    settings = Settings(api.url, SecretStr(api.token))
    serving = asyncio.create_task(serve(services, settings, stop, PatientLimiter(pause=0.01)))
    yield
    stop.set()
    await serving


@pytest.mark.usefixtures("served")
async def test_the_program_erases_as_it_starts(api: BotApi, journal: Journal) -> None:
    camille = api.person()
    camille.says("/aide")
    await camille.hears()
    assert await asyncio.to_thread(journal.asked, Asker(11, 11, 1)) is None


def test_the_models_of_the_notice_are_those_of_the_settings() -> None:
    settings = BotSettings(_env_file=None, llm_model="openai:m", llm_base_url="https://ia.example/v1", retention_days=7)  # type: ignore[call-arg]
    assert Notice.of(settings) == replace(Notice(), days=7, models=("openai:m (ia.example)",))
