"""How far an actor shown is from where the person is, by the coordinates of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.conversation import last_search, last_shown, says_only
from knowledge.directory import Directory
from knowledge.french import fold
from knowledge.phrases import say
from knowledge.reasons import at_city
from knowledge.records import Actor, ActorMatch, Answer, Place, Turn
from knowledge.regions import EVERYWHERE
from knowledge.typography import curly, of

_FAR: Final = re.compile(
    r"\b(?<!je suis )(?<!de )(?<!plus )(?:loin|far)\b|\b(?<!a )distance\b|\bcombien de (?:km|kilometres|bornes)\b"
)
_BESIDE: Final = frozenset(
    "loin distance km kilometres bornes far away chez moi nous ici here me us vraiment trop pas train voiture".split()
)
"""Words that may stand beside without asking anything else."""
_SAME_TOWN_KM: Final = 1


def of_far(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer how far the actor last shown is ("c'est loin ?"); None for another question."""
    last = last_shown(history)
    actor = directory.get(last.actors[0]) if last else None
    mention = directory.mention(asked)
    rest = f"{asked[: mention.start]} {asked[mention.end :]}" if mention else asked
    if actor is None or not _FAR.search(fold(rest)) or not says_only(rest, _BESIDE):
        return None
    search = last_search(history)
    named = mention.place if mention else directory.read(search).place
    place = named if named and named.kind == "commune" else None  # nobody lives in the middle of a region
    match = next(iter(directory.by_distance([actor.id], place, language=blank.language)), None) if place else None
    if place is None and (far := _once_told(actor, history)) is not None:  # the nearest to a shared location
        match = ActorMatch(actor, 1.0, distance_km=far)
    text = _told(actor, place, match, blank.language)
    return replace(blank, text=text, actors=(match or ActorMatch(actor, 1.0),), mode="actors", search=search)


def _once_told(actor: Actor, history: Sequence[Turn]) -> float | None:
    """How far an actor was from a location that was shared in this conversation, the last one first."""
    lists = (turn for turn in reversed(history) if not turn.search and actor.id in turn.actors)
    return next((turn.kilometres[turn.actors.index(actor.id)] for turn in lists if turn.kilometres), None)


def _told(actor: Actor, place: Place | None, match: ActorMatch | None, language: str) -> str:
    """What the entries of both say: a distance, that the whole country is served, a town, or that none is known."""
    said = {"name": curly(actor.name), "city": curly(actor.city if language == "en" else at_city(actor.city))}
    if EVERYWHERE in actor.regions:
        return say("distance_anywhere", language, **said)
    if not actor.city:
        return say("field_missing_city", language, **said)
    if match is None or match.distance_km is None:
        return say("distance_from" if place is None else "distance_far", language, **said)
    kilometres = round(match.distance_km)
    if kilometres < _SAME_TOWN_KM:
        return say("distance_there", language, **said)
    if place is None:
        return say("distance_here", language, **said, kilometres=kilometres)
    whence = curly(place.name if language == "en" else of(place.name))
    return say("distance", language, **said, kilometres=kilometres, place=whence)
