"""What a place lacks: the answer says so, or names its agency, beside those of farther away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge import reasons
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE, key
from knowledge.understanding import Reading

_SITED = frozenset(
    {"technopole", "incubateur", "accélérateur", "pépinière", "SATT", "cluster", "pôle de compétitivité"}
)
"""Kinds of which somebody expects one where they are."""
_FIRST = 3
"""Matches that are seen at once."""
_SAME_TOWN_KM = 15.0
"""A structure so near is as good as in the town."""


def with_agency(
    matches: list[ActorMatch], reading: Reading, agency: list[ActorMatch], helps: Callable[[ActorMatch], bool]
) -> list[ActorMatch]:
    """Give a region's agency a place among the first where no body that helps has its business there."""
    place, facets = reading.place, reading.facets
    if not (matches and place) or any(match.actor in _actors(matches) for match in agency):
        return matches
    asks = facets.themes or facets.exact
    if not asks or any(helps(m) and {place.region, EVERYWHERE}.intersection(m.actor.regions) for m in matches):
        return matches
    return [*matches[: _FIRST - 1], *agency, *matches[_FIRST - 1 :]][: max(len(matches), _FIRST)]


def with_house(matches: list[ActorMatch], house: ActorMatch) -> list[ActorMatch]:
    """Give whom takes in companies that begin a place among the first, the last of them where these are full."""
    rest = [match for match in matches[_FIRST - 1 :] if match.actor != house.actor]
    return [*matches[: _FIRST - 1], house, *rest]


def _actors(matches: list[ActorMatch]) -> list[Actor]:
    return [match.actor for match in matches]


def saying_how_far(matches: list[ActorMatch], reading: Reading, language: str) -> list[ActorMatch]:
    """Give the matches, the first saying that the town, or its whole region, has no structure of the kind asked."""
    place, asked = reading.place, [kind for kind in reading.facets.kinds if kind in _SITED]
    if not (matches and place and asked) or reading.facets.themes or reading.facets.exact:
        return matches
    same = [match for match in matches if match.actor.kind in asked]
    if place.kind == "commune" and any(_is_there(match, place) for match in same):
        return matches
    region = not any(place.region in match.actor.regions for match in same)
    if not (region or place.kind == "commune"):
        return matches
    why = (reasons.widened_reason(asked[0], place, region, language), *matches[0].why)
    return [replace(matches[0], why=why), *matches[1:]]


def _is_there(match: ActorMatch, place: Place) -> bool:
    near = match.distance_km is not None and match.distance_km <= _SAME_TOWN_KM
    return near or key(match.actor.city) == key(place.name)
