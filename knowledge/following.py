"""What a message of a conversation searches for: alone, or completed with the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from knowledge.calling import SURE, is_ordinary
from knowledge.conversation import asks_another, last_search, last_turn, leans_on_before, standalone
from knowledge.directory import Directory, Reading
from knowledge.records import Place, Turn

_OPENER = re.compile(
    r"^\W*(?:(?:what|how) about|and|et(?: si)?|mais|but|ok|alors|donc|non|no|plut[oô]t|pardon|excuse[sz]?[- ]moi|"
    r"d[ée]sol[ée]e?|sorry|je (?:voulais|veux) dire|en fait|finalement|i mean[t]?|actually|rather|instead)\b[\s,:]*",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\s*\b(?:l[àa][ -]bas|sur place|par ici|dans le coin|dans (?:ma|la|cette) (?:r[ée]gion|ville)"
    r"|around (?:here|there)|over there|there|nearby|(?:in|near) my (?:area|town|region))\b",
    re.IGNORECASE,
)
"""Words for the place of before."""


_LEAD = re.compile(
    r"[\s,(]*(?:\b(?:je suis|j['’](?:[ée]tais|habite)|on est|nous sommes|(?:situ|bas)[ée]e?s?|i['’]?m|we['’]re)\s+)?"
    r"(?:\b(?:à|a|au|aux|en|dans|in|near|at|around|vers|pr[èe]s|proche|autour|c[ôo]t[ée]|pour|for)\s+)?"
    r"(?:\b(?:de|du|des|d['’])\s*)?(?:\b(?:la|le|les|l['’])\s*)?"
    r"(?:\b(?:d[ée]partement|r[ée]gion|ville|commune)\s+)?(?:\b(?:de|du|des|d['’])\s*)?(?:\b(?:la|le|les|l['’])\s*)?$",
    re.IGNORECASE,
)
"""The words that lead to a place ("je suis dans le département de la")."""
_LATE = 3
"""Turns among which a lone town or trade finds the search that it goes on with."""
_CLOSER = re.compile(
    r"[\s,]+(?:plut[oô]t|alors|aussi|du coup|instead|then|too|s'il (?:te|vous) pla[iî]t|stp|svp|please)\W*$", re.I
)


def search_of(directory: Directory, asked: str, history: Sequence[Turn]) -> str:
    """Give the question made standalone.

    After a search for an actor or a place, a lone town, trade or kind of structure replaces that part of the search
    and keeps the rest ("plasturgie" then "Oyonnax"; "un cluster bois" then "dans les Vosges"); asking for another one
    is the same search.
    """
    bare = _opened(asked)
    before = last_turn(history)
    if before is None:
        return bare
    if asks_another(asked) and any(turn.actors for turn in history):
        return last_search(history)
    there = _THERE.sub("", bare) if before.actors or directory.mention(last_search(history)) else bare
    found = _continued(directory, there, _sought(directory, history) or before)
    return found or standalone(asked, history, _forgetting(directory, bare))


def _sought(directory: Directory, history: Sequence[Turn]) -> Turn | None:
    """The last turn that looked for someone or said where, a question or two on something else put aside."""
    late = [turn for turn in history if turn.search][-_LATE:]
    return next((turn for turn in reversed(late) if _looks(directory.read(turn.search))), None)


def _looks(reading: Reading) -> bool:
    return _searches(reading) or (reading.mention is not None and not reading.facets)


def _opened(asked: str) -> str:
    bare = asked
    while (match := _OPENER.match(bare)) and bare[match.end() :].strip(" ?!."):
        bare = bare[match.end() :]
    return _CLOSER.sub("", bare)


def _continued(directory: Directory, asked: str, before: Turn) -> str | None:
    """The search of the turn before with this message's part replaced, or None where the message is no such part."""
    searched = before.search or before.question
    reading, earlier = directory.read(asked), directory.read(searched)
    topic, place = bool(reading.facets), reading.mention
    town = _said(earlier.mention.place) if earlier.mention else ""
    if reading.names:
        return None
    if any(not is_ordinary(word) for word in reading.facets.others):  # a need of its own, where the person is
        alone = topic and not place and reading.confidence >= SURE and not leans_on_before(asked)
        return f"{asked.rstrip(' ?!.')} {town}" if alone and town else None
    if topic and place:
        return asked
    if not (before.actors or earlier.mention or _searches(earlier)):
        return None
    if place:
        return f"{_without_places(directory, searched)} {asked}"
    if topic:
        kept = "" if _replaces(reading, earlier) else _without_places(directory, searched)
        return " ".join(part for part in (kept, asked.rstrip(" ?!."), town) if part)
    return None


def _searches(earlier: Reading) -> bool:
    """Whether the turn before looked for someone ("plasturgie"), rather than asked a fact ("c'est quoi un pôle")."""
    return bool(earlier.facets) and earlier.confidence >= SURE


def _replaces(reading: Reading, earlier: Reading) -> bool:
    """Whether a message speaks of the same sort of thing as the one before: a trade for a trade, a kind for a kind."""
    new, old = reading.facets, earlier.facets
    trades = bool(new.themes or new.exact) and bool(old.themes or old.exact)
    return trades or bool(new.kinds and old.kinds) or bool(new.needs and old.needs) or not old


def _said(place: Place) -> str:
    """A place so that it is read as one: "à Dijon", "dans le département Vosges"."""
    if place.kind == "commune":
        return f"à {place.name}"
    return f"dans {'la' if place.kind == 'région' else 'le'} {place.kind} {place.name}"


def _without_places(directory: Directory, text: str) -> str:
    """A search without its places and the words that led to them."""
    for mention in reversed(directory.mentions(text)):
        text = f"{_LEAD.sub('', text[: mention.start])} {text[mention.end :]}"
    return " ".join(text.split()).rstrip(" ?!.,")


def _forgetting(directory: Directory, asked: str) -> Callable[[str], str]:
    """What to take from the question before a follow-up: its place, if the follow-up names another ("et à Lyon ?")."""
    if directory.mention(asked) is None:
        return str
    return partial(_without_places, directory)
