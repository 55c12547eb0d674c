"""A message becomes an answer: the port to the assistant, and the conversation's memory around it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.journal import Asker, Journal, Shown
from bot.limits import Allowances
from bot.rich import clean
from bot.tables import JournalError
from knowledge.homonyms import Understood
from knowledge.records import Actor, ActorMatch, Answer, Turn

LONGEST = 1000
"""Characters of a question, at most."""
OnText = Callable[[str], None]
_log = logging.getLogger(__name__)


class Assistant(Protocol):
    """What the bot needs of the assistant. Calls block, and may come from several threads."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), on_text: OnText | None = None, literal: bool = False
    ) -> Answer:
        """Answer a question; `history` is oldest first, `on_text` hears a draft grow, `literal` calls no model."""

    def actor(self, id: str) -> Actor | None:
        """The directory's entry of that id, as published now."""

    def find(
        self,
        text: str,
        limit: int = 5,
        language: str = "fr",
        point: tuple[float, float] | None = None,
        every: bool = False,
    ) -> Sequence[ActorMatch]:
        """The directory's entries for a name, a need, a sector or a place in words, best first.

        `point`: where the person is, latitude and longitude in degrees, if the words name no place. `every`: with those
        that fit but that an adviser would hardly send, for who looks through them.
        """

    def town(self, text: str, language: str = "fr") -> Understood | None:
        """Which town the words of a search are read as, where another of that name may be meant; else None."""

    def nearest(self, latitude: float, longitude: float, limit: int = 5, language: str = "fr") -> Sequence[ActorMatch]:
        """The directory's entries nearest to a point in degrees, with their distances."""

    @property
    def edition(self) -> int:
        """Number of the edition that answers."""

    @property
    def writes(self) -> bool:
        """Whether a language model may be called."""


class Questions:
    """Asks the assistant with the conversation so far, and keeps what was answered."""

    def __init__(self, assistant: Assistant, journal: Journal, allowances: Allowances) -> None:
        self._assistant = assistant
        self._journal = journal
        self._allowances = allowances

    def ask(self, asker: Asker, question: str, on_text: OnText | None = None) -> Shown:
        """Answer; where the journal fails the answer still comes, without memory or buttons."""
        history, literal = self._history(asker), self._literal(asker)
        return self.keep(asker, self._assistant.ask(clean(question), history, on_text, literal))

    def keep(self, asker: Asker, answer: Answer) -> Shown:
        """Record an answer, so that its buttons work and follow-ups build on it."""
        try:
            return self._journal.keep(asker, answer)
        except JournalError as error:
            _log.error("answer not kept: %s", type(error.__cause__).__name__)
            return Shown(None, answer)

    def _literal(self, asker: Asker) -> bool:
        """True where no language model may be called: what cannot be counted is not spent."""
        if not self._assistant.writes:
            return True
        try:
            return self._allowances.literal(asker.person)
        except JournalError as error:
            _log.error("allowance not read: %s", type(error.__cause__).__name__)
            return True

    def _history(self, asker: Asker) -> list[Turn]:
        try:
            return self._journal.history(asker)
        except JournalError as error:
            _log.error("history not read: %s", type(error.__cause__).__name__)
            return []
