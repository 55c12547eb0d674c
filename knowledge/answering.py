"""The one door: a message and its conversation in, an Answer out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Final

from knowledge import courtesy, documents, orientation
from knowledge.base import Base, OpenEdition
from knowledge.conversation import standalone
from knowledge.documents import Found
from knowledge.language import detect
from knowledge.orientation import Pointed
from knowledge.phrases import say
from knowledge.records import Actor, ActorMatch, Answer, Turn
from knowledge.wording import pointing, whom_to_contact

LONGEST: Final = 1000
"""Characters of a message; a longer one is declined kindly."""


class Assistant:
    """Answers questions from the edition in use. Any thread may ask."""

    def __init__(self, base: Base) -> None:
        self._base = base

    @property
    def edition(self) -> int:
        """Number of the edition in use."""
        with self._base.edition() as edition:
            return edition.number

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question; `history` is the conversation before it, oldest first.

        Never raises on a person's words: what cannot be answered is an Answer with `abstained`.
        """
        started = perf_counter()
        question = " ".join(question.split())
        with self._base.edition() as edition:
            answer = self._answer(edition, question, history)
            elapsed = (perf_counter() - started) * 1000
            return replace(answer, edition=edition.number, milliseconds=elapsed)

    def actor(self, id: str) -> Actor | None:
        """The directory entry with this id in the edition in use, or None."""
        with self._base.edition() as edition:
            return edition.directory.get(id)

    def find(self, text: str, limit: int = 3, language: str = "fr") -> list[ActorMatch]:
        """The directory's actors for a need, a sector or a place in words, best first."""
        with self._base.edition() as edition:
            return edition.directory.match(text, limit=limit, language=language)

    def nearest(self, latitude: float, longitude: float, limit: int = 5, language: str = "fr") -> list[ActorMatch]:
        """The directory's actors nearest to a point in degrees, with their distances."""
        with self._base.edition() as edition:
            return edition.directory.nearest(latitude, longitude, limit=limit, language=language)

    def close(self) -> None:
        """Release the edition's files."""
        self._base.close()

    def _answer(self, edition: OpenEdition, question: str, history: Sequence[Turn]) -> Answer:
        language = detect(question, default=_language_of(history))
        if not any(character.isalnum() for character in question):
            return _plain(question, language, "empty")
        if len(question) > LONGEST:
            return _plain(question[:LONGEST], language, "too_long", limit=LONGEST)
        if kind := courtesy.kind_of(question):
            return _plain(question, language, kind)
        asked = courtesy.without_greeting(question)
        search = standalone(asked, history, _place_forgotten(edition, asked))
        blank = Answer(question, "", language, search=search)
        directory = edition.directory
        return (
            orientation.of_place(directory, blank)
            or orientation.of_detail(directory, blank, asked, history)
            or _composed(
                blank, documents.look_up(edition.retriever, search, language), orientation.of_need(directory, blank)
            )
        )


def _place_forgotten(edition: OpenEdition, asked: str) -> Callable[[str], str]:
    """What to take from the question before a follow-up: its place, if the follow-up names another ("et à Lyon ?")."""
    places = edition.directory.places
    if places.find(asked) is None:
        return str

    def forget(text: str) -> str:
        for mention in reversed(places.find_all(text)):
            text = text[: mention.start] + text[mention.end :]
        return text

    return forget


def _composed(blank: Answer, found: Found, pointed: Pointed) -> Answer:
    """Put the documents' sentences and the actors together, or say honestly that neither answers."""
    if pointed.asked and pointed.matches:
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    if found.says_unknown:
        quote = found.extract.sentences[0].text
        text = say("unknown_fact", blank.language, quote=f"{quote} [1]")
        return _abstained(blank, text, pointed.fallback, found)
    if found.answers:
        return replace(blank, text=found.text, citations=found.citations, actors=pointed.matches)
    if pointed.matches:
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    return _abstained(blank, say("unknown", blank.language), pointed.fallback)


def _abstained(blank: Answer, text: str, whom: ActorMatch | None, found: Found | None = None) -> Answer:
    citations = found.citations if found else ()
    if whom is None:
        return replace(blank, text=text, citations=citations, abstained=True)
    text = f"{text}\n{whom_to_contact(whom.actor, blank.language)}"
    return replace(blank, text=text, citations=citations, actors=(whom,), abstained=True)


def _plain(question: str, language: str, key: str, **fields: object) -> Answer:
    """One of the assistant's own sentences, which needs no source."""
    return Answer(question, say(key, language, **fields), language, mode="courtesy")


def _language_of(history: Sequence[Turn]) -> str:
    """The language of the conversation so far, for a message that shows none ("ok", "Lyon")."""
    return detect(history[-1].question) if history else "fr"
