"""A writer whose model plays a script, behind LangChain's real client and a server on loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from knowledge.breaker import Breaker
from knowledge.generative import Writer, Written, open_model
from knowledge.provider import FREE
from knowledge.records import Actor, ActorMatch, Document, Hit, Passage
from tests.openai_server import OpenAIServer

TODAY = date(2026, 11, 25)
QUESTION = "Combien de territoires au lancement ?"


def hit(text: str, name: str = "lancement", day: str = "2018-11-22") -> Hit:
    return Hit(Passage(name, Document(f"{name}.md", f"Le {name}", "CGET", day), text, page=2), 1.0)


LAUNCH = hit("Le plan est lancé le 22 novembre 2018. Il retient 124 territoires et 17 mesures.")
OTHER = hit("La deuxième phase compte 183 territoires depuis novembre 2023.", "phase 2", "2023-11")
GOOD = "Au lancement, le plan retient 124 territoires [1]."
ACTOR = ActorMatch(
    Actor("polymeris", "Polymeris", "pôle de compétitivité", themes=("plasturgie",)), 1.0, ("plasturgie",)
)


class Clock:
    """A clock that moves when one sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Bench:
    """A writer and the server that plays its model."""

    def __init__(self, server: OpenAIServer, timeout: float = 5.0, deadline: float = 60.0) -> None:
        self.server = server
        self.clock = Clock()
        self.breaker = Breaker(self.clock, failures=2, delay=30.0)
        self.model = open_model("openai:test", server.url, "secret", timeout)
        self.writer = Writer(self.model, self.breaker, clock=self.clock, sleep=self.clock.sleep, deadline=deadline)
        self.cost = FREE

    def write(self, question: str = QUESTION, *, on_text: Callable[[str], None] | None = None) -> Written | None:
        """What was written, or None where that failed; what it cost is in `cost` either way."""
        written = self.writer.write(question, hits=[LAUNCH, OTHER], actors=[ACTOR], today=TODAY, on_text=on_text)
        self.cost = written.cost
        assert not (written.failed and written.text)
        return None if written.failed else written

    def prompts(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.server.requests]


Stage = Callable[..., Bench]
