"""The figures that Prometheus reads, at /metrics of a port of their own. No label names a person, a chat or a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

from bot.observing import kind
from knowledge.errors import BoussoleError, SettingsError
from knowledge.records import Answer

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts what it hears, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter("boussole_questions", "Questions received", registry=registry)
        self._refused = Counter("boussole_refused", "Questions refused by a limit", registry=registry)
        self._answers = Counter("boussole_answers", "Answers sent, by kind", ["kind"], registry=registry)
        self._seconds = Histogram(
            "boussole_answer_seconds", "From a question to its answer", buckets=_SECONDS, registry=registry
        )
        self._fallbacks = Counter(
            "boussole_model_fallbacks", "Literal answers given because the model failed", registry=registry
        )
        self._tokens = Counter("boussole_model_tokens", "Tokens of the model", ["direction"], registry=registry)
        self._errors = Counter("boussole_errors", "Errors, by type", ["type"], registry=registry)
        self._waiting = Gauge("boussole_updates_waiting", "Updates received and not done", registry=registry)
        self._edition = Gauge("boussole_edition", "Edition that answers; 0 where there is none", registry=registry)

    def asked(self) -> None:
        """A question came."""
        self._questions.inc()

    def refused(self) -> None:
        """A person has to wait."""
        self._refused.inc()

    def answered(self, answer: Answer, seconds: float) -> None:
        """An answer was sent."""
        self._answers.labels(kind(answer)).inc()
        self._seconds.observe(seconds)
        self._fallbacks.inc(answer.failed)
        self._tokens.labels("read").inc(answer.tokens_in)
        self._tokens.labels("written").inc(answer.tokens_out)

    def failed(self, error: BaseException | None) -> None:
        """Something failed: its type is counted, never its words."""
        self._errors.labels(type(error).__name__).inc()

    def watch(self, waiting: Callable[[], int], edition: Callable[[], int]) -> None:
        """Ask these at each reading."""
        self._waiting.set_function(waiting)
        self._edition.set_function(lambda: _or_none(edition))


def _or_none(edition: Callable[[], int]) -> int:
    try:
        return edition()
    except BoussoleError:
        return 0


@contextmanager
def served(host: str, port: int) -> Iterator[Metrics]:
    """Figures that can be read at that address during the block; raises SettingsError where it cannot be had."""
    metrics = Metrics()
    try:
        server, thread = start_http_server(port, host, metrics.registry)
    except OSError as error:
        raise SettingsError(
            f"Le port {port} ou l’adresse {host} n’est pas libre : changez METRICS_PORT ou METRICS_HOST."
        ) from error
    try:
        yield metrics
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
