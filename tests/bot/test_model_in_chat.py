"""Answers by a language model as a person meets them on Telegram, with the real assistant and a scripted provider."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.limits import Limits
from knowledge.assembly import open_assistant
from knowledge.settings import Settings
from tests.bot.conftest import Stage
from tests.botapi import BotApi
from tests.conftest import publish
from tests.models import QUESTION, WRITTEN, YES, with_model
from tests.openai_server import Fails, OpenAIServer, Says, Step, serving

NOTE = "le modèle de langage n’a pas pu"
Talk = Callable[..., "ChatWithModel"]


class ChatWithModel:
    """The bot, its model's server, and the settings of its base."""

    def __init__(self, stage: Stage, server: OpenAIServer, settings: Settings) -> None:
        self.stage = stage
        self.server = server
        self.settings = settings

    @asynccontextmanager
    async def running(self) -> AsyncIterator[ChatWithModel]:
        async with self.stage.running():
            self.server.requests.clear()
            yield self

    @property
    def spent(self) -> list[tuple[int, int, int]]:
        """Answers by the model, tokens read and written, a day."""
        engine = sa.create_engine(self.stage.database)
        with engine.connect() as connection:
            rows = connection.execute(sa.text("select model_answers, tokens_in, tokens_out from usage")).all()
        engine.dispose()
        return [(row[0], row[1], row[2]) for row in rows]


@pytest.fixture
def talk(published: Settings, api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """Gives the bot with a model that says yes at start, then plays the script."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with ExitStack() as opened:

        def start(*script: Step, limits: Limits | None = None) -> ChatWithModel:
            server = opened.enter_context(serving(YES, *script))
            assistant = opened.enter_context(closing(open_assistant(with_model(published, server))))
            stage = Stage(api, assistant, f"sqlite:///{tmp_path / 'boussole.db'}", limits=limits or Limits())
            return ChatWithModel(stage, server, published)

        yield start


async def test_an_answer_of_the_model_comes_with_its_source_and_without_a_note(talk: Talk) -> None:
    async with talk(Says(WRITTEN)).running() as chat:
        camille = chat.stage.someone()
        camille.says(QUESTION)
        answer = (await camille.hears_all(2))[1]
        assert "douze postes" in answer.text
        assert NOTE not in answer.text
        assert "Source 1" in answer.labels
        assert chat.spent == [(1, 100, 20)]


async def test_the_model_is_told_nothing_of_who_asks_and_is_given_no_tool(talk: Talk) -> None:
    async with talk(Says(WRITTEN)).running() as chat:
        camille = chat.stage.someone("Camille")
        camille.says(QUESTION)
        await camille.hears_all(2)
        told = json.dumps(chat.server.requests, ensure_ascii=False)
        assert QUESTION in told
        for what, value in camille.user.items():
            assert what in ("is_bot", "language_code") or str(value) not in told
        assert not any({"tools", "functions", "user"} & set(request) for request in chat.server.requests)


@pytest.mark.parametrize(
    ("steps", "calls"),
    [
        ([Fails(500)], 3),
        ([Fails(429, headers={"retry-after": "90"})], 1),
        ([Fails(401)], 1),
        ([Says(WRITTEN[:20], cut=True)], 3),
        ([Says("")], 1),
        ([Says("", finish="content_filter", refusal="no")], 1),
        ([Fails(400, "maximum context length is 512 tokens")], 1),
        ([Says("La capitale est Lyon, 12 000 salariés [1].")], 1),
    ],
    ids=["500", "429", "401", "cut", "empty", "refusal", "too long", "invented"],
)
async def test_a_model_in_trouble_leaves_the_literal_answer_with_a_discreet_note(
    talk: Talk, steps: list[Step], calls: int
) -> None:
    async with talk(*steps).running() as chat:
        camille = chat.stage.someone()
        camille.says(QUESTION)
        answer = (await camille.hears_all(2))[1]
        assert "douze postes" in answer.text
        assert NOTE in answer.text
        assert "Source 1" in answer.labels
        assert len(chat.server.requests) == calls


async def test_what_was_refused_by_the_check_is_counted_and_an_outage_is_not(talk: Talk) -> None:
    async with talk(Says("La capitale est Lyon [1].", usage=(70, 9)), Fails(401)).running() as chat:
        camille = chat.stage.someone()
        camille.says(QUESTION)
        await camille.hears_all(2)
        assert chat.spent == [(1, 70, 9)]
        camille.says("Quand l’atelier de soudure de Gannat compte-t-il douze postes ?")
        assert NOTE in (await camille.hears()).text
        assert chat.spent == [(1, 70, 9)]


async def test_past_the_days_allowance_answers_are_extracts_without_a_call(talk: Talk) -> None:
    async with talk(Says(WRITTEN), limits=Limits(model_answers_per_person=1)).running() as chat:
        camille, other = chat.stage.someone(), chat.stage.someone("Dominique")
        camille.says(QUESTION)
        await camille.hears_all(2)
        camille.says("Depuis quelle année l’atelier de soudure de Gannat compte-t-il douze postes ?")
        literal = await camille.hears()
        assert "douze postes" in literal.text
        assert NOTE not in literal.text
        assert len(chat.server.requests) == 1
        other.says("Combien de postes de soudure à l’atelier de Gannat ?")
        await other.hears_all(2)
        assert len(chat.server.requests) == 2


async def test_the_same_question_is_written_once_for_all_until_the_base_is_published_anew(talk: Talk) -> None:
    async with talk(Says(WRITTEN)).running() as chat:
        camille, other = chat.stage.someone(), chat.stage.someone("Dominique")
        camille.says(QUESTION)
        await camille.hears_all(2)
        camille.says(QUESTION)
        await camille.hears()
        other.says("Bonjour, " + QUESTION.lower())
        assert "douze postes" in (await other.hears_all(2))[1].text
        assert len(chat.server.requests) == 1
        assert chat.spent == [(1, 100, 20)]
        sheet = chat.settings.sources_dir / "documents" / "soudure.md"
        sheet.write_text(sheet.read_text(encoding="utf-8") + "\nIl ferme en août.\n", encoding="utf-8")
        publish(chat.settings)
        camille.says(QUESTION)
        assert "douze postes" in (await camille.hears()).text
        assert len(chat.server.requests) == 2
