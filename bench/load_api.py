"""The loopback Bot API of the load test: it knows when each question could be had, and when its answer was sent."""

from __future__ import annotations

import random
import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from tests.botapi import BotApi
from tests.botapi_http import Fault
from tests.people import Json, Person


@dataclass(slots=True)
class Asked:
    """A question, and what came of it. Times are seconds of `perf_counter`."""

    at: float
    answered: float | None = None
    """When the message with the answer's buttons, its last, was sent."""
    texts: list[str] = field(default_factory=list)
    cut: Counter[str] = field(default_factory=Counter)
    """Messages that were sent while the bot was told by a cut connection that they might not be."""
    twice: int = 0
    """Messages that came again though nothing failed."""
    twice_after_cut: int = 0
    """Messages that came again because their first sending was cut after the work."""

    @property
    def delay(self) -> float:
        """Seconds from the question to its answer; infinite where none came."""
        return float("inf") if self.answered is None else self.answered - self.at

    def hear(self, text: str, whole: bool, cut: bool) -> None:
        """Take a message sent after the question; `whole` where it ends the answer."""
        if text in self.texts:
            after_cut = self.cut[text] > 0
            self.cut[text] -= after_cut
            self.twice_after_cut += after_cut
            self.twice += not after_cut
        else:
            self.texts.append(text)
        self.cut[text] += cut
        if whole and self.answered is None:
            self.answered = perf_counter()


class LoadApi(BotApi):
    """A Bot API that fails one call in so many, and keeps what became of each question.

    Answers in a private chat come in the order of the questions, so a message belongs to the chat's oldest open one.
    """

    def __init__(self, seed: int = 5) -> None:
        super().__init__()
        self.asked: list[Asked] = []
        self.faulty: Counter[str] = Counter()
        """Faults played, by kind."""
        self.share = 0.0
        """Share of the calls that get a fault."""
        self._draw = random.Random(seed)
        self._waiting: dict[int, deque[Asked]] = {}
        self._latest: dict[int, Asked] = {}
        self._here = threading.local()

    def ask(self, person: Person, text: str) -> None:
        """Let a person ask, and watch for the answer."""
        with self.changed:
            asked = Asked(perf_counter())
            self.asked.append(asked)
            self._waiting.setdefault(person.chat["id"], deque()).append(asked)
            person.says(text)

    def is_idle(self, person: Person) -> bool:
        """True where this person waits for nothing."""
        return not self._waiting.get(person.chat["id"])

    def fault(self, method: str) -> Fault | None:
        """A fault drawn for this call, if any."""
        with self.changed:
            fault = self._drawn(method) if self._draw.random() < self.share else None
        self._here.cut = bool(fault and fault.reset_after)
        return fault

    def answer(self, method: str, data: Json) -> Any:
        """Do a call as the plain server does, and see whether it answers somebody."""
        result = super().answer(method, data)
        if method == "sendMessage":
            with self.changed:
                self._heard(int(data["chat_id"]), str(data["text"]), "reply_markup" in data)
        return result

    def _drawn(self, method: str) -> Fault:
        name, fault = self._draw.choice(
            (
                ("429", Fault(method, status=429, retry_after=1)),
                ("502", Fault(method, status=502)),
                ("reset before", Fault(method, reset=True)),
                ("reset after", Fault(method, reset_after=True)),
            )
        )
        self.faulty[name] += 1
        return fault

    def _heard(self, chat: int, text: str, whole: bool) -> None:
        waiting, latest = self._waiting.get(chat), self._latest.get(chat)
        if latest and latest.answered is not None and (not waiting or latest.cut[text] > 0):
            latest.hear(text, whole, self._here.cut)
        elif waiting:
            self._latest[chat] = waiting[0]
            waiting[0].hear(text, whole, self._here.cut)
            if waiting[0].answered is not None:
                waiting.popleft()
