"""Fakes that keep what was asked of them. They stand for our ports, never for our own logic."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge import store
from knowledge.homonyms import Understood
from knowledge.records import Actor, ActorMatch, Answer, Citation, Document, Passage, Turn

Script = Answer | Exception | Callable[[str], Answer]


OnText = Callable[[str], None]


class Clock:
    """Gives an hour that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


class FakeAssistant:
    """An assistant that gives scripted answers in turn, then a plain one; it keeps each question and history."""

    def __init__(self, script: Iterable[Script] = (), actors: Iterable[Actor] = ()) -> None:
        self.script: list[Script] = list(script)
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.actors = {actor.id: actor for actor in actors}
        self.searched: list[str] = []
        self.points: list[tuple[float, float] | None] = []
        """Where the person of each `find` was."""
        self.matches: list[ActorMatch] = []
        """What `find` and `nearest` give."""
        self.found: dict[str, list[ActorMatch]] = {}
        """What `find` gives for these exact words."""
        self.towns: dict[str, Understood] = {}
        """What `town` gives for these exact words."""
        self.literal: list[bool] = []
        """Whether each question was asked without the language model."""
        self.drafts: list[str] = []
        """What each answer shows of itself while it is written."""
        self.gate = threading.Event()
        """Cleared, it holds every answer back until it is set."""
        self.gate.set()

    edition = 7
    writes = True

    def ask(
        self, question: str, history: Sequence[Turn] = (), on_text: OnText | None = None, literal: bool = False
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.literal.append(literal)
        for draft in self.drafts if on_text else ():
            on_text(draft)
        self.gate.wait(60)
        step: Script = self.script.pop(0) if self.script else an_answer
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, Answer) else step(question)

    def actor(self, id: str) -> Actor | None:
        return self.actors.get(id)

    def find(
        self,
        text: str,
        limit: int = 5,
        language: str = "fr",
        point: tuple[float, float] | None = None,
        every: bool = False,
    ) -> list[ActorMatch]:
        self.searched.append(text)
        self.points.append(point)
        return self.found.get(text, self.matches)[:limit]

    def town(self, text: str, language: str = "fr") -> Understood | None:
        return self.towns.get(text)

    def nearest(self, latitude: float, longitude: float, limit: int = 5, language: str = "fr") -> list[ActorMatch]:
        self.searched.append(f"{latitude} {longitude}")
        return self.matches[:limit]

    @property
    def questions(self) -> list[str]:
        return [question for question, _ in self.asked]


LETTER = Document(
    "documents/communique.md",
    "Communiqué de France Clusters",
    publisher="France Clusters",
    date="2018-09-20",
    url="https://www.franceclusters.fr/communique",
)
VALLEY = Actor(
    "cosmetic-valley",
    "Cosmetic Valley",
    "pôle de compétitivité",
    regions=("Centre-Val de Loire", "Normandie"),
    city="Chartres",
    themes=("cosmétique", "parfumerie"),
    description="Le pôle de la filière parfumerie-cosmétique.",
    site="https://www.cosmetic-valley.com",
    contact="contact@cosmetic-valley.com",
    source="cosmetic-valley.com",
    verified=True,
    verified_on="2026-11",
    latitude=48.45,
    longitude=1.48,
)
CLUB = Actor("club", "Club <Industrie> & Cie", "cluster", regions=("Bretagne",), site="club.example", verified=False)


def an_answer(question: str = "Qui préside ?", text: str = "Jean-Luc Ansel préside France Clusters [1].") -> Answer:
    """A grounded answer with one source and two actors."""
    return Answer(
        question,
        text,
        "fr",
        citations=(Citation(LETTER, "Jean-Luc Ansel, président de France Clusters, fondateur de Cosmetic Valley", 2),),
        actors=(ActorMatch(VALLEY, 1.0, ("cosmétique", "Centre-Val de Loire"), 12.34), ActorMatch(CLUB, 0.5)),
        edition=7,
        milliseconds=12.0,
        search=question,
    )


class FakeIndexer:
    """An indexer that stores the passages as the real one does, without vectors, and keeps what it was given."""

    def __init__(self, fingerprint: str = "fake:1") -> None:
        self.fingerprint = fingerprint
        self.built: list[list[Passage]] = []
        self.previous: list[Path | None] = []
        self.failures: list[Exception] = []
        """Raised in turn by the next builds."""

    def build(
        self, folder: Path, passages: Sequence[Passage], previous: Path | None, progress: Callable[[int, int], None]
    ) -> None:
        folder.mkdir()
        store.write(folder / "passages.db", passages)
        if self.failures:
            raise self.failures.pop(0)
        progress(len(passages), len(passages))
        self.built.append(list(passages))
        self.previous.append(previous)
