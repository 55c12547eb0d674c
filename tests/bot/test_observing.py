"""What Prometheus reads of the bot: counts and times of nobody in particular, asked of a real port."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from bot.limits import Limits
from bot.observing import Unobserved, kind, observing
from bot.observing_prometheus import Metrics
from knowledge.errors import NoEditionError, SettingsError
from knowledge.settings import Settings
from tests import forks
from tests.bot.conftest import Stage
from tests.botapi import BotApi
from tests.fakes import an_answer
from tests.test_command_line import environment_of

HERE = "127.0.0.1"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        return int(taken.getsockname()[1])


def read(port: int) -> str:
    """What Prometheus gets."""
    return httpx.get(f"http://{HERE}:{port}/metrics", timeout=60).text


def figures(page: str) -> dict[str, float]:
    """Each sample by its name and labels."""
    lines = [line.rpartition(" ") for line in page.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


@pytest.fixture
def port(stage: Stage) -> Iterator[int]:
    """A port where the stage's bot is observed."""
    port = free_port()
    with observing(HERE, port) as observer:
        stage.observer = observer
        yield port


async def test_questions_answers_times_and_the_edition_are_counted(stage: Stage, port: int) -> None:
    stage.assistant.script = [
        an_answer(),
        replace(an_answer(), mode="actors"),
        replace(an_answer(), abstained=True, actors=()),
        replace(an_answer(), mode="generative", tokens_in=900, tokens_out=80),
        replace(an_answer(), failed=True, tokens_in=900),
    ]
    camille = stage.someone()
    async with stage.running():
        for number in range(5):
            camille.says(f"Question {number} ?")
        await camille.hears_all(6)
        camille.says("/aide")
        await camille.hears()  # a chat is answered in order: what came before is counted
        found = figures(read(port))
    kinds = {name: found[f'boussole_answers_total{{kind="{name}"}}'] for name in ("actors", "abstained", "model")}
    assert kinds == {"actors": 1, "abstained": 1, "model": 1}
    assert found['boussole_answers_total{kind="documents"}'] == 2
    assert found["boussole_questions_total"] == found["boussole_answer_seconds_count"] == 5
    assert found["boussole_model_fallbacks_total"] == 1
    assert found['boussole_model_tokens_total{direction="read"}'] == 1800
    assert found["boussole_edition"] == 7


async def test_the_queue_is_as_long_as_what_was_received_and_not_done(stage: Stage, port: int) -> None:
    camille = stage.someone()
    async with stage.running():
        stage.assistant.gate.clear()
        for _ in range(3):
            camille.says("Qui préside ?")
        await stage.api.soon(lambda: (not stage.api.unconfirmed) or None, "the questions to be received")
        assert figures(read(port))["boussole_updates_waiting"] == 3
        stage.assistant.gate.set()
        await camille.hears_all(4)
    assert figures(read(port))["boussole_updates_waiting"] == 0


async def test_errors_are_counted_by_type_without_their_words(stage: Stage, port: int) -> None:
    stage.assistant.script = [RuntimeError("mon secret industriel"), NoEditionError("rien")]
    camille = stage.someone()
    async with stage.running():
        for _ in range(2):
            camille.says("Qui ?")
        await camille.hears_all(3)
        page = read(port)
    assert figures(page)['boussole_errors_total{type="RuntimeError"}'] == 1
    assert figures(page)['boussole_errors_total{type="NoEditionError"}'] == 1
    assert "secret" not in page


async def test_refused_questions_are_counted_and_nobody_is_named(stage: Stage, port: int) -> None:
    stage.limits = Limits(questions_per_day=1)
    camille = stage.someone()
    async with stage.running():
        for _ in range(3):
            camille.says("Qui préside la forge de Camille ?")
        await camille.hears_all(3)
        camille.says("/aide")
        await camille.hears()
        page = read(port)
    assert figures(page)["boussole_refused_total"] == 2
    for told in (str(camille.user["id"]), "Camille", "forge"):
        assert told not in page


@contextmanager
def running(settings: Settings, api: BotApi, **more: str) -> Iterator[None]:
    """`python -m bot run` until the end of the block."""
    telegram = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATABASE_URL": "", "STAFF_IDS": ""}
    program = forks.start_quietly(("-m", "bot", "run"), environment_of(settings, **telegram, **more))
    try:
        yield
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(60) == 0


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_the_program_is_observed_however_updates_come(published: Settings, api: BotApi, way: str) -> None:
    metrics, door = free_port(), free_port()
    webhook = {"WEBHOOK_URL": "https://bot.example/telegram", "WEBHOOK_PORT": str(door)} if way == "webhook" else {}
    camille = api.person()
    with running(published, api, METRICS_PORT=str(metrics), **webhook):
        camille.says("combien de postes compte l’atelier de soudure de Gannat ?")
        if webhook:
            told = await api.soon(lambda: api.called("setWebhook"), "the address to be given")
            headers = {SECRET: str(told[0].data["secret_token"])}
            httpx.post(f"http://{HERE}:{door}/telegram", json=api.unconfirmed[0], headers=headers).raise_for_status()
        await api.soon(lambda: any("douze" in m.text for m in camille.seen()) or None, "an answer")
        found = figures(read(metrics))
    assert found["boussole_questions_total"] == 1
    assert found["boussole_edition"] == 1
    assert found["process_resident_memory_bytes"] > 0


def test_without_a_port_nobody_listens() -> None:
    with observing(HERE, 0) as observer:
        assert isinstance(observer, Unobserved)


def test_a_missing_package_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(SettingsError, match=r"METRICS_PORT.*pip install prometheus-client"):
        observing(HERE, 9)


@pytest.mark.parametrize("host", [HERE, "no-such-host.invalid"])
def test_an_address_that_cannot_be_had_is_named(host: str) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"{port}.*{host}.*METRICS_PORT"), observing(host, port):
            pass


def test_a_base_that_is_gone_is_edition_nought() -> None:
    def gone() -> int:
        raise NoEditionError("rien")

    metrics = Metrics()
    metrics.watch(lambda: 0, gone)
    assert metrics.registry.get_sample_value("boussole_edition") == 0


def test_an_answer_that_abstains_is_of_no_other_kind() -> None:
    assert kind(replace(an_answer(), abstained=True, mode="actors")) == "abstained"
    assert kind(replace(an_answer(), mode="territory")) == "territory"
