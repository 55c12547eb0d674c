"""The one door: a message and its conversation in, an Answer out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import BoundedSemaphore
from time import perf_counter
from typing import Final
from unicodedata import normalize

from knowledge import composing, courtesy, documents, homonyms, orientation
from knowledge.answers_kept import KeptAnswers, key_of
from knowledge.base import Base, OpenEdition
from knowledge.conversation import (
    asks_again,
    asks_of_before,
    chosen,
    is_its_own,
    language_asked,
    last_search,
    leans_on_before,
    says_little,
    says_nothing,
)
from knowledge.directory import Directory
from knowledge.documents import Found
from knowledge.english import in_french
from knowledge.following import search_of
from knowledge.framing import asking_part, spelt, unframed
from knowledge.generative import Writer
from knowledge.homonyms import Understood
from knowledge.lacking import required
from knowledge.language import detect
from knowledge.orientation import Pointed
from knowledge.records import Actor, ActorMatch, Answer, Hit, Turn

OnText = Callable[[str], None]

LONGEST: Final = 1000
"""Characters of a message; a longer one is declined kindly."""

_ASKED_OF_ONE: Final = "que peut demander une entreprise à son Territoire d’industrie ?"
"""What who is told their territory may ask next."""
_AT_ONCE: Final = 4
"""Questions that are looked up at the same time: more threads would only take the interpreter from one another."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A message that is looked up, and how it was understood."""

    blank: Answer
    """What will be answered, with what is searched for and no text yet."""
    message: str
    """As it was written, without a greeting."""
    searched: str
    """The message alone, as it is looked up."""
    core: str
    """The same, without what people tell of themselves."""
    leans: bool = False
    """Whether it is completed with what was said before."""


@dataclass(frozen=True, slots=True)
class _Literal:
    """An answer without a model, and what it was made of."""

    answer: Answer
    found: Found
    pointed: Pointed


class Assistant:
    """Answers questions from the edition in use. Any thread may ask."""

    def __init__(self, base: Base, writer: Writer | None = None, today: Callable[[], date] = date.today) -> None:
        """`writer` writes answers with a language model; without one they are literal extracts."""
        self._base = base
        self._writer = writer
        self._today = today
        self._kept = KeptAnswers()
        self._turns = BoundedSemaphore(_AT_ONCE)

    @property
    def edition(self) -> int:
        """Number of the edition in use."""
        with self._base.edition() as edition:
            return edition.number

    @property
    def writes(self) -> bool:
        """Whether a language model may be called."""
        return self._writer is not None

    def ask(
        self, question: str, history: Sequence[Turn] = (), on_text: OnText | None = None, literal: bool = False
    ) -> Answer:
        """Answer a question; `history` is the conversation before it, oldest first.

        `on_text` hears the text so far while a language model writes it: a draft, not yet checked against the sources.
        `literal` keeps the language model out: extracts alone, which cost nothing.
        Never raises on a person's words: what cannot be answered is an Answer with `abstained`.
        """
        started = perf_counter()
        question = " ".join(normalize("NFC", question).split())
        with self._base.edition() as edition:
            answer = self._answer(edition, question, history, None if literal else self._writer, on_text)
            answer = homonyms.told(edition.directory, answer)
            elapsed = (perf_counter() - started) * 1000
            return replace(answer, edition=edition.number, milliseconds=elapsed)

    def actor(self, id: str) -> Actor | None:
        """The directory entry with this id in the edition in use, or None."""
        with self._base.edition() as edition:
            return edition.directory.get(id)

    def find(
        self,
        text: str,
        limit: int = 3,
        language: str = "fr",
        point: tuple[float, float] | None = None,
        every: bool = False,
    ) -> list[ActorMatch]:
        """The directory's actors for a need, a sector or a place in words, best first.

        `point`: where the person is, latitude and longitude in degrees, if the words name no place. `every`: with those
        that fit but that an adviser would hardly send, for who looks through them.
        """
        with self._base.edition() as edition:
            directory = edition.directory
            place = directory.places.at(*point) if point else None
            found = directory.match(text, place=place, limit=limit, language=language, every=every)
            return found or directory.of_place(text, limit, language)

    def town(self, text: str, language: str = "fr") -> Understood | None:
        """Which town the words of a search are read as, where another of that name may be meant; else None."""
        with self._base.edition() as edition:
            return homonyms.understood(edition.directory, text, language)

    def nearest(self, latitude: float, longitude: float, limit: int = 5, language: str = "fr") -> list[ActorMatch]:
        """The directory's actors nearest to a point in degrees, with their distances."""
        with self._base.edition() as edition:
            return edition.directory.nearest(latitude, longitude, limit=limit, language=language)

    def close(self) -> None:
        """Release the edition's files."""
        self._base.close()

    def _answer(
        self, edition: OpenEdition, question: str, history: Sequence[Turn], writer: Writer | None,
        on_text: OnText | None,
    ) -> Answer:  # fmt: skip
        with self._turns:
            asked = self._understood(edition, question, history)
        if isinstance(asked, Answer):
            return asked
        key = key_of(edition.number, self._today(), asked.blank.language, asked.message)
        kept = None if asked.leans or writer is None else self._kept.get(key)
        if kept and not (history and kept.abstained):
            return replace(kept, question=question)
        with self._turns:
            literal = self._literally(edition, asked, "" if asked.leans else last_search(history))
        if writer is None:
            return literal.answer
        leans = asked.leans or literal.answer.search != asked.blank.search
        if not (leans or literal.answer.abstained):
            history = ()  # the base answers it as it stands: nobody's conversation is in what is kept
        answer = self._by_model(edition, literal, asked.message, history, writer, on_text)
        if answer.mode == "generative" and not history:
            self._kept.keep(key, answer)
        return answer

    def _understood(self, edition: OpenEdition, question: str, history: Sequence[Turn]) -> _Asked | Answer:
        """What a message asks; its Answer where nothing has to be looked up in the documents."""
        language = language_asked(question) or detect(question, default=_language_of(history))
        if not any(character.isalnum() for character in question):
            return composing.plain(question, language, "empty")
        if len(question) > LONGEST:
            return composing.plain(question[:LONGEST], language, "too_long", limit=LONGEST)
        if kind := courtesy.kind_of(question):
            return composing.plain(question, language, kind)
        taken = chosen(question, history)
        message, directory = taken or spelt(courtesy.without_greeting(question)), edition.directory
        again = asks_again(message) and bool(last_search(history))
        searched = last_search(history) if again else _searched(directory, message, language)
        blank = Answer(question, "", language, search=search_of(directory, searched, history))
        territory = orientation.of_place(directory, blank, history, lambda told: _with_guidance(edition, told))
        settled = territory or orientation.of_detail(directory, blank, unframed(searched), history)
        if settled:
            return _with_contact(edition, settled, searched)
        alone = (searched, search_of(directory, searched, ()))
        leans = bool(history) and (again or leans_on_before(message) or blank.search not in alone)
        core = searched if again else _searched(directory, asking_part(message), language)
        return _Asked(blank, message, searched, core, leans)

    def _literally(self, edition: OpenEdition, asked: _Asked, before: str = "") -> _Literal:
        """The answer that needs no model; `before` is what was searched before, for a message that stands alone."""
        blank = asked.blank
        found, pointed = _found(edition, asked), orientation.of_need(edition.directory, blank)
        if before and says_little(asked.message) and not (found.answers or pointed.asked):
            completed = replace(blank, search=f"{before.rstrip(' ?!.')} {blank.search}")
            after = _found(edition, replace(asked, blank=completed, searched=blank.search))
            found, blank = (after, completed) if after.answers else (found, blank)
        answer = composing.composed(blank, found, pointed, self._today())
        if answer.citations and not answer.actors:
            answer = replace(answer, actors=orientation.told_of(edition.directory, asked.searched, answer.text))
        return _Literal(answer, found, pointed)

    def _by_model(
        self, edition: OpenEdition, without: _Literal, asked: str, history: Sequence[Turn], writer: Writer,
        on_text: OnText | None,
    ) -> Answer:  # fmt: skip
        """From documents and actors, written by the model; literal where it fails."""
        unclear = leans_on_before(asked) or without.answer.abstained
        rewritten = writer.rewrite(asked, history if unclear else ())
        if rewritten.standalone != asked:
            search = _searched(edition.directory, rewritten.standalone, without.answer.language)
            blank = Answer(without.answer.question, "", without.answer.language, search=search)
            without = self._literally(edition, _Asked(blank, search, search, search))
        elif without.answer.abstained and not (without.found.answers or rewritten.variants):
            rewritten += writer.reword(asked)
        literal, found, pointed = without.answer, without.found, without.pointed
        literal = composing.charged(literal, rewritten.cost)
        variants = [_searched(edition.directory, variant, literal.language) for variant in rewritten.variants]
        hits = documents.widened(edition.retriever, found.hits, variants)
        if not (hits or pointed.matches):
            return literal
        written = writer.write(
            asked,
            hits=hits,
            actors=pointed.matches,
            language=literal.language,
            history=history,
            today=self._today(),
            on_text=on_text,
        )
        literal = composing.charged(literal, written.cost)
        return replace(literal, failed=True) if written.failed else composing.written(literal, written, pointed)


def _searched(directory: Directory, asked: str, language: str) -> str:
    """What is looked up for a message: an English one in French words, the actors that it names left as they are."""
    if language != "en":
        return asked
    asked = unframed(asked)
    return in_french(asked, [(naming.start, naming.end) for naming in directory.read(asked).names])


def _found(edition: OpenEdition, asked: _Asked) -> Found:
    """What the documents hold for the search, which may complete the message.

    A follow-up that the documents answer better as it stands is none, unless it hardly says of what it asks; what
    people tell of themselves before they ask is left out where the rest is answered better.
    """
    blank, message = asked.blank, asked.searched
    completes = len(message) < len(blank.search)
    named = [naming.name.actor.name for naming in edition.directory.read(blank.search).names]
    found = documents.look_up(edition.retriever, blank.search, blank.language, message if completes else "", named)
    shorter = message if completes else asked.core
    of_it = says_nothing(message) or is_its_own(message) or (found.answers and asks_of_before(message))
    of_the_shown = bool(named) and blank.search.startswith(named[0])  # "qui préside le pôle ?", after its card
    bare = completes and (of_it or of_the_shown)
    if shorter != blank.search and not bare:
        alone = documents.look_up(edition.retriever, shorter, blank.language)
        sure = completes or alone.is_titled or alone.is_sure  # what is left out may be what it is about
        found = max((found, alone), key=lambda one: (one.answers, one.confidence.probability)) if sure else found
    if blank.language == "en" and any(_is_english(hit) for hit in edition.retriever.search(blank.question, 1)):
        own = documents.look_up(edition.retriever, blank.question, blank.language)
        found = own if own.answers and _is_english(own.hits[0]) else found
    mention = edition.directory.mention(blank.search) if required(blank.search) else None
    if mention and mention.anchored:
        found = found.told_of(mention.text, mention.place.name)
    return found


def _with_contact(edition: OpenEdition, settled: Answer, asked: str) -> Answer:
    """What the directory says; or, where it lacks the e-mail or phone asked, a document's sentence that gives it."""
    actor = orientation.lacks_contact(settled, asked)
    if actor is None:
        return settled
    found = documents.look_up(edition.retriever, f"{asked} {actor.name}", settled.language, named=[actor.name])
    if not (found.answers and found.reaches):
        return settled
    return replace(settled, text=found.text, citations=found.citations, mode="extractive")


def _with_guidance(edition: OpenEdition, settled: Answer) -> Answer:
    """What the directory says of a territory, with what a company can ask it, from the documents."""
    found = documents.look_up(edition.retriever, _ASKED_OF_ONE, settled.language)
    return composing.completed(settled, found, "what_to_ask") if found.answers else settled


def _is_english(hit: Hit) -> bool:
    return hit.passage.document.language == "en"


def _language_of(history: Sequence[Turn]) -> str:
    """The language of the conversation so far, for a message that shows none ("ok", "Lyon")."""
    return detect(history[-1].question) if history else "fr"
