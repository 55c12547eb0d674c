"""Whether the running bot answers, as a container's health check asks it."""

from __future__ import annotations

import pytest

from bot.health import asked_at, health
from bot.observing import observing
from bot.settings import Settings
from knowledge.errors import BoussoleError
from tests.bot.test_observing import HERE, free_port
from tests.botapi import BotApi


def settings(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type, call-arg]


def test_a_bot_that_is_observed_answers_and_one_that_does_not_run_is_said() -> None:
    port = free_port()
    with observing(HERE, port):
        assert "répond" in health(settings(metrics_port=port))
    with pytest.raises(BoussoleError, match="ne répond pas"):
        health(settings(metrics_port=port))


def test_a_refusal_is_no_health(api: BotApi) -> None:
    port = int(api.url.rpartition(":")[2])  # any server that knows nothing of /readyz
    with pytest.raises(BoussoleError, match="doctor"):
        health(settings(webhook_url="https://bot.example/telegram", webhook_port=port))


def test_with_nothing_to_ask_it_says_so() -> None:
    assert "pas d’adresse" in health(settings())


def test_an_open_host_is_asked_at_home() -> None:
    assert asked_at(settings(metrics_port=9464, metrics_host="0.0.0.0")) == "http://127.0.0.1:9464/metrics"
