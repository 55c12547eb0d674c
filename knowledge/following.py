"""What a message of a conversation searches for: alone, or completed with the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from knowledge.calling import SURE
from knowledge.conversation import standalone
from knowledge.directory import Directory, Reading
from knowledge.records import Place, Turn

_OPENER = re.compile(
    r"^\W*(?:(?:what|how) about|and|et(?: pour| si)?|mais|but|ok|alors|donc|non|plut[oô]t)\b[\s,:]*", re.IGNORECASE
)


def search_of(directory: Directory, asked: str, history: Sequence[Turn]) -> str:
    """Give the question made standalone.

    After a search for an actor or a place, a lone town, trade or kind of structure replaces that part of the search
    and keeps the rest ("plasturgie" then "Oyonnax"; "un cluster bois" then "dans les Vosges").
    """
    bare = _opened(asked)
    if not history:
        return bare
    before = history[-1]
    return _continued(directory, bare, before) or standalone(asked, history, _forgetting(directory, bare))


def _opened(asked: str) -> str:
    bare = asked
    while (match := _OPENER.match(bare)) and bare[match.end() :].strip(" ?!."):
        bare = bare[match.end() :]
    return bare


def _continued(directory: Directory, asked: str, before: Turn) -> str | None:
    """The search of the turn before with this message's part replaced, or None where the message is no such part."""
    reading, earlier = directory.read(asked), directory.read(before.search or before.question)
    topic, place = bool(reading.facets), reading.mention
    if reading.names or reading.facets.others:
        return None
    if topic and place:
        return asked
    if not (before.actors or earlier.mention or _searches(earlier)):
        return None
    if place:
        return f"{_without_places(directory, before.search or before.question)} {asked}"
    if topic:
        kept = "" if _replaces(reading, earlier) else _without_places(directory, before.search or before.question)
        town = _said(earlier.mention.place) if earlier.mention else ""
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
    return f"à {place.name}" if place.kind == "commune" else f"dans la {place.kind} {place.name}"


def _without_places(directory: Directory, text: str) -> str:
    for mention in reversed(directory.places.find_all(text)):
        text = text[: mention.start] + text[mention.end :]
    return re.sub(r"\s+(?:à|a|in|near|dans|en|vers|près de)?\s*[?!.]*\s*$", "", text)


def _forgetting(directory: Directory, asked: str) -> Callable[[str], str]:
    """What to take from the question before a follow-up: its place, if the follow-up names another ("et à Lyon ?")."""
    if directory.places.find(asked) is None:
        return str
    return partial(_without_places, directory)
