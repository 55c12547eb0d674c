"""What a place lacks: the answer says so, before it names those of farther away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge import reasons
from knowledge.affinity import affinity
from knowledge.fit import HOUSING, TRADE_KINDS
from knowledge.kinds import AGENCY, SATT
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE, key, serve
from knowledge.seats import is_point
from knowledge.understanding import Reading

_SITED = frozenset({"technopole", "incubateur", "accélérateur", "pépinière", SATT, "cluster", "pôle de compétitivité"})
"""Kinds of which somebody expects one where they are."""
_FIRST = 3
"""Matches that are seen at once."""
_OF_TRADE = 0.3
"""From this closeness a body is of a trade, or of one beside it."""
_SAME_TOWN_KM = 15.0
"""A structure so near is as good as in the town."""
_BESIDE_KM, _GOES_KM = 40.0, 100.0
"""How far who takes companies in may be, where the town has one and where it has none."""


def with_agency(matches: list[ActorMatch], place: Place, agencies: list[ActorMatch]) -> list[ActorMatch]:
    """Give the matches, the region's agency before those of other regions, or after those whom nobody can reach.

    Where there are no matches, the agencies.
    """
    if not matches:
        return agencies
    first = [match.actor for match in matches[:_FIRST]]
    far = next((i for i, actor in enumerate(first) if not serve(actor.regions, place.region)), None)
    agency = [one for one in agencies[:1] if place.region in one.actor.regions and one.actor not in first]
    if not agency or (far is None and any(actor.reachable for actor in first)):
        return matches
    at = min(len(first) if far is None else max(far, 1), _FIRST - 1)  # a body of the trade that comes first stays so
    return [*matches[:at], *agency, *(one for one in matches[at:] if one.actor != agency[0].actor)]


def of_kind_there(
    matches: list[ActorMatch], reading: Reading, agencies: Sequence[ActorMatch], *, another: bool
) -> list[ActorMatch]:
    """Give the matches for a kind asked somewhere, without those that nobody there would go to.

    Who takes companies in has to be near, nearer where the town has one; where none is, the region's agency comes
    first, but to who asks for `another`. A SATT serves its whole region.
    """
    place, asked = reading.place, reading.facets.kinds
    if place is None:
        return matches
    served = [match for match in matches if match.actor.kind == SATT in asked and place.region in match.actor.regions]
    if served and len(asked) == 1:
        return served
    town = any(_is_there(match, place) for match in matches if match.actor.kind in asked)
    farthest = _BESIDE_KM if town else _GOES_KM
    near = [match for match in matches if not _is_house(match) or _is_near(match, place, farthest)]
    houses = [match for match in near if _is_house(match) and _is_known(match, place)]
    if another or served or HOUSING.isdisjoint(asked):
        return near
    if houses:
        return [match for match in near if not _is_house(match) or match in houses]
    known = [match.actor for match in near]
    return [*(one for one in agencies[:1] if one.actor.kind == AGENCY and one.actor not in known), *near]


def saying_how_far(
    matches: list[ActorMatch], actors: Iterable[Actor], reading: Reading, language: str
) -> list[ActorMatch]:
    """Give the matches, the first saying that the town, or its whole region, has no structure of the kind asked."""
    place, asked = reading.place, [kind for kind in reading.facets.kinds if kind in _SITED]
    if not (matches and place and asked) or reading.facets.themes or reading.facets.exact:
        return matches
    same = [match for match in matches if match.actor.kind in asked]
    if place.kind == "commune" and any(_is_there(match, place) or match.actor.kind == SATT for match in same):
        return matches
    region = not any(actor.kind in asked and place.region in actor.regions for actor in actors)
    if not (region or place.kind == "commune"):
        return matches
    why = (reasons.widened_reason(asked[0], place, region, language), *matches[0].why)
    return [replace(matches[0], why=why), *matches[1:]]


def saying_who_lacks(
    matches: list[ActorMatch], actors: Iterable[Actor], reading: Reading, language: str
) -> list[ActorMatch]:
    """Give the matches, an agency that comes first saying that its region has no body of the trade asked."""
    trade, place = next(iter(reading.facets.themes), None), reading.place
    if not (matches and trade and place and place.region) or matches[0].actor.kind != AGENCY:
        return matches
    if any(not need.bodies for need in reading.facets.aims):  # a site, a loan: no body of the trade is missed
        return matches
    bodies = (actor for actor in actors if actor.kind in TRADE_KINDS and serve(actor.regions, place.region))
    if any(affinity(actor, trade) >= _OF_TRADE for actor in bodies):
        return matches
    why = (reasons.without_body_reason(trade, place.region, language), *matches[0].why)
    return [replace(matches[0], why=why), *matches[1:]]


def _is_house(match: ActorMatch) -> bool:
    """Whether an actor takes companies in, somewhere in particular."""
    return match.actor.kind in HOUSING and EVERYWHERE not in match.actor.regions


def _is_known(match: ActorMatch, place: Place) -> bool:
    """Whether it is known how far a structure is, where that matters."""
    return match.distance_km is not None or not is_point(place)


def _is_near(match: ActorMatch, place: Place, farthest: float) -> bool:
    """Whether a structure is so near, or of the area that is named where its distance does not matter or is unknown."""
    if match.distance_km is None or not is_point(place):
        return serve(match.actor.regions, place.region)
    return match.distance_km <= farthest


def _is_there(match: ActorMatch, place: Place) -> bool:
    near = match.distance_km is not None and match.distance_km <= _SAME_TOWN_KM
    return near or key(match.actor.city) == key(place.name)
