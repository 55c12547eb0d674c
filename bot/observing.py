"""What the bot tells whoever watches over it: counts and times, of nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from typing import Protocol

from knowledge.errors import SettingsError
from knowledge.records import Answer

_KINDS = {"extractive": "documents", "generative": "model"}


class Observer(Protocol):
    """Hears what happens. Calls are quick, never fail, and may come from several threads."""

    def asked(self) -> None:
        """A question came."""

    def refused(self) -> None:
        """A person has to wait before they may ask again."""

    def answered(self, answer: Answer, seconds: float) -> None:
        """An answer was sent, so many seconds after its question was taken up."""

    def failed(self, error: BaseException | None) -> None:
        """Something failed that the person, or the log, was told of."""

    def watch(self, waiting: Callable[[], int], edition: Callable[[], int]) -> None:
        """Ask these whenever someone looks: updates received and not done, number of the edition that answers."""


class Unobserved:
    """Hears nothing: nobody watches."""

    def asked(self) -> None:
        """Nothing."""

    def refused(self) -> None:
        """Nothing."""

    def answered(self, answer: Answer, seconds: float) -> None:
        """Nothing."""

    def failed(self, error: BaseException | None) -> None:
        """Nothing."""

    def watch(self, waiting: Callable[[], int], edition: Callable[[], int]) -> None:
        """Nothing."""


def kind(answer: Answer) -> str:
    """What an answer is made of: "abstained", "documents", "model", "actors", "territory", "courtesy"…"""
    return "abstained" if answer.abstained else _KINDS.get(answer.mode, answer.mode)


def require_metrics() -> None:
    """Raise SettingsError where the package that METRICS_PORT needs is missing."""
    if find_spec("prometheus_client") is None:
        raise SettingsError("METRICS_PORT demande un paquet de plus : .venv/bin/pip install prometheus-client")


def observing(host: str, port: int) -> AbstractContextManager[Observer]:
    """An observer during the block: with a port, one that Prometheus reads there.

    Raises SettingsError where the package is missing or the port is taken.
    """
    if not port:
        return nullcontext(Unobserved())
    require_metrics()
    from bot.observing_prometheus import served  # an extra: most bots do without

    return served(host, port)
