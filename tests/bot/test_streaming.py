"""An answer while it is written: it grows on the screen, and comes whole and once whatever happens to the draft."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.rich import LIMIT, Run, to_plain, units
from bot.streaming import Stream, fitting
from knowledge.assembly import open_assistant
from knowledge.settings import Settings
from tests.bot.conftest import Stage
from tests.botapi import BotApi
from tests.models import QUESTION, WRITTEN, YES, with_model
from tests.openai_server import Fails, Says, serving


@pytest.fixture
def last_word() -> threading.Event:
    """Set, it lets the model write its last piece."""
    return threading.Event()


@pytest.fixture
def stage(published: Settings, stage: Stage, last_word: threading.Event) -> Iterator[Stage]:
    """The bot on a small base, with a model that waits before its last word."""
    with serving(YES, Says(WRITTEN, hold=last_word)) as server:
        with closing(open_assistant(with_model(published, server))) as assistant:
            yield Stage(stage.api, assistant, stage.database)  # type: ignore[arg-type]
        last_word.set()


async def test_in_private_a_draft_grows_and_the_message_comes_whole_once(
    bot: Stage, last_word: threading.Event
) -> None:
    camille = bot.someone()
    camille.says(QUESTION)
    await camille.hears()  # the notice
    draft = (await bot.api.soon(lambda: bot.api.called("sendMessageDraft"), "a draft"))[0]
    assert WRITTEN.startswith(draft.data["text"])
    assert "parse_mode" not in draft.data
    assert camille.unheard() == []
    last_word.set()
    reply = await camille.hears()
    assert "douze postes depuis mai 2024 [1]" in reply.text
    assert "[1] La soudure" in reply.text
    assert "Source 1" in reply.labels
    assert camille.unheard() == []


@pytest.mark.parametrize("fault", [{"status": 400}, {"status": 429, "retry_after": 30}, {"reset": True}])
async def test_where_drafts_are_refused_the_message_still_comes(
    stage: Stage, last_word: threading.Event, fault: dict[str, object]
) -> None:
    """Nobody waits for a draft, and it is not tried again."""
    stage.api.fails("sendMessageDraft", times=50, **fault)
    last_word.set()
    async with stage.running():
        camille = stage.someone()
        camille.says(QUESTION)
        assert "douze postes" in (await camille.hears_all(2))[1].text
    assert camille.unheard() == []
    assert stage.api.faults[0].times >= 49


async def test_in_a_group_one_message_grows_into_the_answer(bot: Stage, last_word: threading.Event) -> None:
    club = bot.someone().in_group(bot.api.group())
    club.says(f"@{bot.api.username} {QUESTION}")
    await club.hears()  # the notice
    growing = await club.hears()
    assert growing.text.endswith("…")
    last_word.set()
    await bot.api.soon(lambda: "[1] La soudure" in growing.text or None, "the whole answer")
    assert "Source 1" in growing.labels
    assert club.unheard() == []
    assert bot.api.called("sendMessageDraft") == []


async def test_in_a_group_the_answer_comes_anew_where_its_draft_was_deleted(
    stage: Stage, last_word: threading.Event
) -> None:
    async with stage.running():
        club = stage.someone().in_group(stage.api.group())
        club.says(f"@{stage.api.username} {QUESTION}")
        _, growing = await club.hears_all(2)
        growing.deleted = True
        last_word.set()
        assert "[1] La soudure" in (await club.hears()).text


async def test_a_model_that_fails_leaves_the_literal_answer_and_one_line_that_says_so(
    published: Settings, api: BotApi, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with serving(YES, Fails(400)) as server, closing(open_assistant(with_model(published, server))) as assistant:
        stage = Stage(api, assistant, f"sqlite:///{tmp_path}/boussole.db")  # type: ignore[arg-type]
        async with stage.running():
            camille, john = stage.someone(), stage.someone("John", "en")
            camille.says(QUESTION)
            reply = (await camille.hears_all(2))[1]
            assert "douze postes" in reply.text
            assert reply.text.count("le modèle de langage n’a pas pu rédiger") == 1
            john.says("How many jobs are there at the Gannat welding workshop, l’atelier de soudure?")
            assert "language model could not write" in (await john.hears_all(2))[1].text


class Wall:
    """Paper that keeps what it is shown, and may refuse it."""

    pause = 5.0

    def __init__(self, refuses: bool = False) -> None:
        self.shown: list[str] = []
        self.ended: list[str] = []
        self.changed = asyncio.Event()
        self._refuses = refuses

    async def show(self, text: str) -> None:
        self.shown.append(text)
        self.changed.set()
        if self._refuses:
            raise BadRequest("no")

    async def conclude(self, runs: list[Run], markup: InlineKeyboardMarkup | None) -> None:
        self.ended.append(to_plain(runs))

    async def discard(self) -> None:
        self.ended.append("discarded")


class Rest:
    """Pauses that last until they are ended."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.begun, self.over = asyncio.Event(), asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.begun.set()
        await self.over.wait()


@asynccontextmanager
async def streaming(wall: Wall, rest: Rest) -> AsyncIterator[Stream]:
    async with Stream(wall, rest) as stream:
        yield stream


async def test_what_grows_during_a_pause_is_shown_at_once_after_it() -> None:
    wall, rest = Wall(), Rest()
    async with streaming(wall, rest) as stream:
        stream.hear("Le")
        await rest.begun.wait()
        for text in ("Le plan", "Le plan date", "Le plan date de 2018"):
            stream.hear(text)
        assert wall.shown == ["Le"]
        wall.changed.clear()
        rest.over.set()
        await wall.changed.wait()
    assert wall.shown == ["Le", "Le plan date de 2018"]
    assert rest.seconds[0] == 5.0


async def test_what_did_not_grow_is_not_shown_again() -> None:
    wall, rest = Wall(), Rest()
    rest.over.set()
    async with streaming(wall, rest) as stream:
        stream.hear("Le plan")
        await wall.changed.wait()
        wall.changed.clear()
        stream.hear("Le plan")
        stream.hear("Le")
        stream.hear("Le plan  ")
        await asyncio.sleep(0)
        stream.hear("Le plan date")
        await wall.changed.wait()
    assert wall.shown == ["Le plan", "Le plan date"]


async def test_a_refused_draft_is_the_last_one_and_the_end_comes() -> None:
    wall, rest = Wall(refuses=True), Rest()
    async with streaming(wall, rest) as stream:
        stream.hear("Le")
        await wall.changed.wait()
        stream.hear("Le plan")
    await stream.conclude([Run("Le plan date.")], None)
    assert (wall.shown, wall.ended) == (["Le"], ["Le plan date."])


async def test_a_draft_without_an_answer_is_taken_away() -> None:
    wall = Wall()
    with pytest.raises(ZeroDivisionError):
        async with streaming(wall, Rest()):
            raise ZeroDivisionError
    assert wall.ended == ["discarded"]


@given(st.text(alphabet=st.characters(), max_size=50), st.integers(0, 300))
def test_a_draft_always_fits(piece: str, times: int) -> None:
    text = fitting(piece * times)
    assert units(text) <= LIMIT - 2
    assert text == text.strip() or units(text) > LIMIT - 4
