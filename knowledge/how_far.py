"""How far an actor shown is from where the person is, by the coordinates of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.conversation import last_search
from knowledge.directory import Directory
from knowledge.french import STOP_WORDS, fold, words
from knowledge.language import without_small_words
from knowledge.phrases import say
from knowledge.records import Actor, ActorMatch, Answer, Place, Turn
from knowledge.typography import curly

_FAR: Final = re.compile(
    r"\b(?:loin|(?:quelle|la) distance|combien de (?:km|kilometres|bornes)|how far|far(?: away)?|distance)\b"
)
_BESIDE: Final = frozenset("loin distance km kilometres bornes far away chez moi nous ici here me us vraiment".split())


def of_far(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer how far the actor last shown is ("c'est loin ?"); None for another question."""
    last = next((turn for turn in reversed(history) if turn.actors), None)
    actor = directory.get(last.actors[0]) if last else None
    mention = directory.mention(asked)
    rest = f"{asked[: mention.start]} {asked[mention.end :]}" if mention else asked
    if actor is None or not _FAR.search(fold(rest)) or not _says_nothing_else(rest):
        return None
    search = last_search(history)
    place = mention.place if mention else directory.read(search).place
    match = next(iter(directory.by_distance([actor.id], place, language=blank.language)), None) if place else None
    text = _told(actor, place, match, blank.language)
    return replace(blank, text=text, actors=(match or ActorMatch(actor, 1.0),), mode="actors", search=search)


def _says_nothing_else(rest: str) -> bool:
    return all(word in STOP_WORDS or word in _BESIDE for word in words(without_small_words(rest)))


def _told(actor: Actor, place: Place | None, match: ActorMatch | None, language: str) -> str:
    """What the coordinates say; where there are none, the town of the entry, or whom nobody has told where they are."""
    name = curly(actor.name)
    if place and match and match.distance_km is not None:
        return say("distance", language, name=name, city=actor.city, place=place.name, kilometres=match.distance_km)
    if actor.city:
        return say("distance_from", language, name=name, city=actor.city)
    return say("field_missing_city", language, name=name)
