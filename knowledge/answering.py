"""The one door: a message and its conversation in, an Answer out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import BoundedSemaphore
from time import perf_counter
from typing import Final

from knowledge import courtesy, documents, orientation
from knowledge.answers_kept import KeptAnswers, key_of
from knowledge.base import Base, OpenEdition
from knowledge.conversation import leans_on_before
from knowledge.dates import has_passed, in_words
from knowledge.directory import Directory
from knowledge.documents import Found
from knowledge.english import in_french
from knowledge.following import search_of
from knowledge.framing import unframed
from knowledge.generative import Writer, Written
from knowledge.language import detect
from knowledge.orientation import Pointed
from knowledge.phrases import say
from knowledge.provider import Cost
from knowledge.records import Actor, ActorMatch, Answer, Citation, Hit, Turn
from knowledge.wording import pointing, whom_to_contact

OnText = Callable[[str], None]

LONGEST: Final = 1000
"""Characters of a message; a longer one is declined kindly."""

_AT_ONCE: Final = 4
"""Questions that are looked up at the same time: more threads would only take the interpreter from one another."""


@dataclass(frozen=True, slots=True)
class _Literal:
    """An answer without a model, and what it was made of."""

    answer: Answer
    found: Found
    pointed: Pointed
    asked: str
    """The message without a greeting."""
    leans: bool
    """Whether it is completed with what was said before."""


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
        question = " ".join(question.split())
        with self._base.edition() as edition:
            answer = self._answer(edition, question, history, None if literal else self._writer, on_text)
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

    def _answer(
        self, edition: OpenEdition, question: str, history: Sequence[Turn], writer: Writer | None,
        on_text: OnText | None,
    ) -> Answer:  # fmt: skip
        with self._turns:
            literal = self._literally(edition, question, history)
        if isinstance(literal, Answer):
            return literal
        if writer is None:
            return literal.answer
        key = key_of(edition.number, self._today(), literal.answer.language, literal.asked)
        kept = None if literal.leans else self._kept.get(key)
        if kept and not (history and kept.abstained):
            return replace(kept, question=question)
        if not (literal.leans or literal.answer.abstained):
            history = ()  # the base answers it as it stands: nobody's conversation is in what is kept
        answer = self._by_model(edition, literal, history, writer, on_text)
        if answer.mode == "generative" and not history:
            self._kept.keep(key, answer)
        return answer

    def _literally(self, edition: OpenEdition, question: str, history: Sequence[Turn]) -> _Literal | Answer:
        """The answer without a model, and what it was made of; a plain Answer where a model has no part in it."""
        language = detect(question, default=_language_of(history))
        if not any(character.isalnum() for character in question):
            return _plain(question, language, "empty")
        if len(question) > LONGEST:
            return _plain(question[:LONGEST], language, "too_long", limit=LONGEST)
        if kind := courtesy.kind_of(question):
            return _plain(question, language, kind)
        asked, directory = courtesy.without_greeting(question), edition.directory
        searched = _searched(directory, asked, language)
        blank = Answer(question, "", language, search=search_of(directory, searched, history))
        settled = orientation.of_place(directory, blank) or orientation.of_detail(directory, blank, searched, history)
        if settled:
            return _with_contact(edition, settled, searched)
        alone = (searched, search_of(directory, searched, ()))
        leans = bool(history) and (leans_on_before(asked) or blank.search not in alone)
        found, pointed = _found(edition, blank, searched)
        return _Literal(_composed(blank, found, pointed, self._today()), found, pointed, asked, leans)

    def _by_model(
        self, edition: OpenEdition, before: _Literal, history: Sequence[Turn], writer: Writer, on_text: OnText | None
    ) -> Answer:
        """From documents and actors, written by the model; literal where it fails."""
        literal, found, pointed, asked = before.answer, before.found, before.pointed, before.asked
        unclear = leans_on_before(asked) or literal.abstained
        rewritten = writer.rewrite(asked, history if unclear else ())
        if rewritten.standalone != asked:
            search = _searched(edition.directory, rewritten.standalone, literal.language)
            blank = Answer(literal.question, "", literal.language, search=search)
            found, pointed = _found(edition, blank)
            literal = _composed(blank, found, pointed, self._today())
        elif literal.abstained and not (found.answers or rewritten.variants):
            rewritten += writer.reword(asked)
        literal = _charged(literal, rewritten.cost)
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
        literal = _charged(literal, written.cost)
        return replace(literal, failed=True) if written.failed else _written(literal, written, pointed)


def _searched(directory: Directory, asked: str, language: str) -> str:
    """What is looked up for a message: an English one in French words, the actors that it names left as they are."""
    if language != "en":
        return asked
    asked = unframed(asked)
    return in_french(asked, [(naming.start, naming.end) for naming in directory.read(asked).names])


def _found(edition: OpenEdition, blank: Answer, message: str = "") -> tuple[Found, Pointed]:
    """What the documents and the directory hold for the search, which may complete the message.

    A follow-up that the documents answer better as it stands is none.
    """
    completes = bool(message) and message not in (blank.search, "") and len(message) < len(blank.search)
    found = documents.look_up(edition.retriever, blank.search, blank.language, message if completes else "")
    if completes:
        alone = documents.look_up(edition.retriever, message, blank.language)
        found = max((found, alone), key=lambda one: (one.answers, one.confidence.probability))
    if blank.language == "en" and any(_is_english(hit) for hit in edition.retriever.search(blank.question, 1)):
        own = documents.look_up(edition.retriever, blank.question, blank.language)
        found = own if own.answers and _is_english(own.hits[0]) else found
    return found, orientation.of_need(edition.directory, blank)


def _with_contact(edition: OpenEdition, settled: Answer, asked: str) -> Answer:
    """What the directory says; or, where it lacks the e-mail or phone asked, a document's sentence that gives it."""
    actor = orientation.lacks_contact(settled, asked)
    if actor is None:
        return settled
    found = documents.look_up(edition.retriever, f"{asked} {actor.name}", settled.language)
    if not (found.answers and found.reaches):
        return settled
    return replace(settled, text=found.text, citations=found.citations, mode="extractive")


def _is_english(hit: Hit) -> bool:
    return hit.passage.document.language == "en"


def _composed(blank: Answer, found: Found, pointed: Pointed, today: date) -> Answer:
    """Put the documents' sentences and the actors together, or say honestly that neither answers."""
    if pointed.asked and pointed.matches and not (found.is_titled or (pointed.general and found.is_sure)):
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    if found.says_unknown:
        quote = found.extract.sentences[0].text
        text = say("unknown_fact", blank.language, quote=f"{quote} [1]")
        return _abstained(blank, text, pointed.fallback, found)
    if found.answers:
        text = "\n".join([found.text, *_outdated(found.citations, today, blank.language)])
        return replace(blank, text=text, citations=found.citations, actors=pointed.matches)
    if pointed.matches:
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    return _abstained(blank, say("unknown", blank.language), pointed.fallback)


def _written(literal: Answer, written: Written, pointed: Pointed) -> Answer:
    """The model's answer in the place of the literal one; its abstention is kept, unless actors answer the need."""
    if written.abstained:
        if literal.abstained or (pointed.asked and pointed.matches):
            return literal
        return _abstained(
            replace(literal, citations=(), mode="generative"), say("unknown", literal.language), pointed.fallback
        )
    chosen = tuple(match for match in pointed.matches if match.actor.id in written.actor_ids)
    return replace(
        literal,
        text=written.text,
        citations=written.citations,
        actors=chosen or pointed.matches,
        abstained=False,
        mode="generative",
    )


def _charged(answer: Answer, cost: Cost) -> Answer:
    """The answer, with what more was spent on it."""
    return replace(
        answer,
        tokens_in=answer.tokens_in + cost.tokens_in,
        tokens_out=answer.tokens_out + cost.tokens_out,
        tokens_estimated=answer.tokens_estimated or cost.estimated,
    )


def _outdated(citations: Sequence[Citation], today: date, language: str) -> list[str]:
    """A line that says until when what is quoted was valid, if that day has passed."""
    passed = [c.document.valid_until for c in citations if has_passed(c.document.valid_until, today)]
    return [say("outdated", language, date=in_words(min(passed), language))] if passed else []


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
