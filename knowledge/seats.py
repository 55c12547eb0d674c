"""Where the directory's actors sit, and how far they are."""

from __future__ import annotations

from dataclasses import replace

from knowledge.places import FARTHEST_KM, Places, Position, distance_km
from knowledge.records import Actor, Place
from knowledge.regions import EVERYWHERE, key

_TOWN_KM = 8.0
"""How near a structure is of the very town."""


def placed(actor: Actor, places: Places) -> Actor:
    """Give an actor with coordinates: its own, or those of its city, or of the town whose name it bears."""
    if actor.latitude is not None:
        return actor
    town = _seat(actor, places) if actor.city else _named_after(actor, places)
    position = places.position(town) if town else None
    if position is None or not position.exact:
        return actor
    return replace(actor, latitude=position.latitude, longitude=position.longitude)


def away(actor: Actor, position: Position | None) -> float | None:
    """Give the kilometres from a position to an actor, None where either is not known or the actor is national."""
    if position is None or actor.latitude is None or actor.longitude is None or EVERYWHERE in actor.regions:
        return None
    return distance_km(position.latitude, position.longitude, actor.latitude, actor.longitude)


def is_point(place: Place) -> bool:
    """Whether a place is one from which distances are told."""
    return place.kind in {"commune", "point"}


def in_town(actor: Actor, place: Place | None, position: Position | None) -> bool:
    """Whether an actor sits in the commune of a place, or almost; `position` is where the place is."""
    if place is None or not is_point(place):
        return False
    far = away(actor, position)
    return key(actor.city) == key(place.name) or (far is not None and far < _TOWN_KM)


def of_department(actor: Actor, place: Place | None) -> bool:
    """Whether an actor serves some départements, and a place is of one of them."""
    return not set(_departments_of(place)).isdisjoint(actor.departments)


def out_of_reach(actor: Actor, place: Place | None) -> bool:
    """Whether an actor serves only other départements than those of a place."""
    return bool(any(_departments_of(place)) and actor.departments) and not of_department(actor, place)


def _departments_of(place: Place | None) -> tuple[str, ...]:
    """The codes of a place's départements; "" where none is told."""
    return (place.departments or (place.department,)) if place else ()


def told(kilometres: float | None) -> float | None:
    """Give a distance that is worth telling, None for one that is not known or crosses the country."""
    return kilometres if kilometres is not None and kilometres < FARTHEST_KM else None


def _seat(actor: Actor, places: Places) -> Place | None:
    region = actor.regions[0] if len(actor.regions) == 1 else ""
    return places.named(actor.city, region) or places.named(actor.city)


def _named_after(actor: Actor, places: Places) -> Place | None:
    """The town whose name an actor of no known city bears ("SQY Cub")."""
    towns = (mention.place for mention in places.find_all(actor.name) if not mention.corrected)
    return next((town for town in towns if town.kind == "commune" and town.region in actor.regions), None)
