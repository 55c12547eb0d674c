"""The directory's part of an answer: the territory of a place, a detail of an actor, the actors for a need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.asking import CONTACTS, Kind, expected
from knowledge.calling import CUES, SURE
from knowledge.conversation import leans_on_before
from knowledge.directory import Directory
from knowledge.french import STOP_WORDS, words
from knowledge.language import without_small_words
from knowledge.records import Actor, ActorMatch, Answer, Turn
from knowledge.territory_sentences import territory_choices, territory_citations, territory_text
from knowledge.wording import field, reached

_SHOWN, _MORE = 3, 6
_NEAR_BEST: Final = 0.75
"""Beyond the first three, an actor is offered only if it scores this share of the best."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Whom a question calls for."""

    asked: bool
    """Whether the message is itself a search for an actor, rather than a question of fact."""
    matches: tuple[ActorMatch, ...]
    fallback: ActorMatch | None
    """Whom to turn to when nothing else answers."""


def of_place(directory: Directory, blank: Answer) -> Answer | None:
    """Answer "is my commune a Territoire d'industrie?" and its like from the lists; None for another question."""
    facts = directory.territory_answer(blank.search, language=blank.language)
    if facts is None or (facts.place and Kind.NUMBER in expected(blank.search)):
        return None  # "combien… à Marseille" asks for a figure, not whether it is one
    return replace(
        blank,
        text=territory_text(facts, blank.language),
        citations=territory_citations(facts),
        choices=territory_choices(facts, blank.language),
        actors=() if facts.current or facts.area else facts.agency[:1],
        mode="territory",
    )


def of_detail(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer a request for an actor's site, contact or town from its entry alone; None for another question."""
    kinds = [kind for kind in expected(asked) if kind in (*CONTACTS, Kind.PLACE)]
    actor = _meant(directory, asked, history) if kinds else None
    if actor is None or _asks_more(asked, actor):
        return None
    precise = len(kinds) == 1 or Kind.LINK not in kinds
    text = field(actor, kinds[0], blank.language) if precise else reached(actor, blank.language)
    return replace(blank, text=text, actors=(ActorMatch(actor, 1.0),), mode="actors")


def of_need(directory: Directory, blank: Answer) -> Pointed:
    """Match the actors that the question calls for, and who can always be turned to."""
    reading = directory.read(blank.search)
    matches = directory.match(blank.search, limit=_MORE, language=blank.language)
    fallback = directory.fallback(reading.place, language=blank.language)
    named = [ActorMatch(naming.name.actor, 1.0) for naming in reading.names[:1]]
    return Pointed(reading.confidence >= SURE, _best(matches), next(iter([*named, *fallback]), None))


def _best(matches: Sequence[ActorMatch]) -> tuple[ActorMatch, ...]:
    floor = _NEAR_BEST * matches[0].score if matches else 0.0
    return (*matches[:_SHOWN], *(match for match in matches[_SHOWN:] if match.score >= floor))


def _meant(directory: Directory, asked: str, history: Sequence[Turn]) -> Actor | None:
    """The actor that a message names, or the first one shown before when it says "son site"."""
    named = directory.by_name(asked)
    if named:
        return named[0]
    if history and history[-1].actors and leans_on_before(asked):
        return directory.get(history[-1].actors[0])
    return None


def _asks_more(asked: str, actor: Actor) -> bool:
    """Whether the message says more than a name and a contact word ("le mail du directeur de…")."""
    names = {word for name in (actor.name, *actor.aliases) for word in words(name)}
    return any(
        word not in STOP_WORDS and word not in CUES and word not in names for word in words(without_small_words(asked))
    )
