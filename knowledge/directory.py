"""The network's directory: the actors that a question calls for, and why; the territory of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from knowledge import reasons
from knowledge.affinity import varied
from knowledge.calling import CALLS, asks_fact, tells_nothing
from knowledge.fit import IN_REGION, NATIONAL
from knowledge.home import here
from knowledge.kinds import AGENCY, KINDS
from knowledge.needs import needs
from knowledge.networks import members
from knowledge.places import FARTHEST_KM, Mention, Places, distance_km
from knowledge.records import Actor, ActorMatch, Place, Territory
from knowledge.regions import EVERYWHERE
from knowledge.scoring import Scoring
from knowledge.seats import away, out_of_reach, placed, told
from knowledge.territories import (
    CURRENT,
    FORMER,
    Territories,
    TerritoryAnswer,
    asks_earlier,
    asks_members,
    asks_of_mine,
    asks_territory,
    only_place,
    subject,
)
from knowledge.understanding import Reader, Reading
from knowledge.widening import of_kind_there, saying_how_far, saying_who_lacks, with_agency
from knowledge.worth import MOST_SURELY_LED, SURELY_LED, Adviser, Asked

__all__ = ["KINDS", "Directory", "Reading"]

_ADVISES = "accompagnement des entreprises"
"""Theme of the agencies that are there for the region's companies, and not for those that come alone."""
_HEAD = "france-clusters"
_MAY_BE_COMPANY, _HARDLY_COMPANY, _ANYBODY = 0.4, 0.15, 0.08
"""From this likelihood of being a company's, a message that calls for no actor may be one all the same; the lower ones,
where an adviser would most surely send somebody, and somebody to whom anybody is sent."""
_NAMED = 2.0
"""Score of an actor asked for by name."""
_FIRST = 3
"""Matches among which each sort that was asked is to be found."""


class Directory:
    """Actors and territories, with the places that tie them to a company."""

    def __init__(self, actors: Iterable[Actor], territories: Iterable[Territory], places: Places) -> None:
        """Index the records; an actor without coordinates takes those of its city."""
        self.places = places
        self.actors = tuple(placed(actor, places) for actor in actors)
        self.territories = tuple(territories)
        self._territories = Territories(self.territories, places)
        self._by_id = {actor.id: actor for actor in self.actors}
        self._reader = Reader(self.actors, places)

    @cached_property
    def adviser(self) -> Adviser:
        """What advisers' lists say of its actors, read when it is first asked."""
        return Adviser(self.actors)

    def get(self, actor_id: str) -> Actor | None:
        """Give the actor of an id."""
        return self._by_id.get(actor_id)

    def by_name(self, text: str) -> list[Actor]:
        """Give the actors that a text names, by any of their names; an exact one comes first."""
        return self._reader.by_name(text)

    def mentions(self, text: str) -> list[Mention]:
        """Give every place that a text names, in order, told from the trades that bear the name of one."""
        return list(self._reader.mentions(text))

    def mention(self, text: str) -> Mention | None:
        """Give the most precise place that a text names."""
        return self.places.best(list(here(self.mentions(text), text)))

    def confidence(self, question: str) -> float:
        """Give, from 0 to 1, how surely a question calls for an actor."""
        return self.read(question).confidence

    def read(self, question: str, place: Place | None = None) -> Reading:
        """Read a question: the names, place, themes, needs and kinds in it."""
        return self._reader.read(question, place)

    def match(
        self,
        question: str,
        *,
        place: Place | None = None,
        limit: int = 3,
        language: str = "fr",
        without: Collection[str] = (),
        every: bool = False,
    ) -> list[ActorMatch]:
        """Give the actors that a question calls for, best first, with reasons; none if it calls for none.

        `place` is where the company is, if it is known and the question does not say; `without`: ids to leave out;
        `every`: with those that fit but that an adviser would hardly send.
        """
        reading = self.read(question, place)
        if reading.confidence < CALLS:
            return []
        actors = [actor for actor in self.actors if actor.id not in {*without, *reading.refused}]
        if reading.names:
            return [match for match in self._named(reading, limit, language) if match.actor in actors]
        scoring = self._scoring(reading, language)
        matches = scoring.matches(actors)
        if not (matches or reading.facets) and all(map(tells_nothing, reading.facets.others)):
            anyone = self.fallback(reading.place, language=language)  # somebody seeks help, and says no more
            return [match for match in anyone if match.actor in actors][:limit]
        if scoring.is_of_kinds:
            agencies = [one for one in self.fallback(reading.place, language=language) if one.actor in actors]
            matches = of_kind_there(matches, reading, agencies, another=bool(without))
            given = varied(matches, min(limit, _FIRST), scoring.serves_need)
            if every and not reading.place:  # who looks through them sees those of every region
                of_kind = (ActorMatch(one, 0.0) for one in actors if one.kind in reading.facets.kinds)
                matches = _followed_by(matches, of_kind)
        else:
            given = scoring.advised(actors, matches, self.adviser, another=bool(without))
            if reading.place and not without:
                given = with_agency(given, reading.place, self.fallback(reading.place, language=language))
        if every or scoring.is_of_kinds:
            given = _followed_by(given, matches)
        if without:  # of the same kind for another trade, it helps nobody
            return [match for match in given if not scoring.is_beside(match)][:limit]
        given = saying_who_lacks(given[:limit], self.actors, reading, language)
        return saying_how_far(given, self.actors, reading, language)

    def asked(self, question: str) -> Asked | None:
        """Give what an adviser hears in a question, None where it names an actor or nothing but a kind of structure."""
        reading = self.read(question)
        scoring = self._scoring(reading, "fr")
        if reading.names or scoring.is_of_kinds:
            return None
        return scoring.asked(scoring.matches(self.actors))

    def fallback(self, place: Place | None = None, *, language: str = "fr") -> list[ActorMatch]:
        """Give who can always be turned to: the region's agencies, or else the head of the network."""
        region = place.region if place else ""
        agencies = [actor for actor in self.actors if actor.kind == AGENCY and region and region in actor.regions]
        agencies.sort(key=lambda actor: _ADVISES not in actor.themes)
        head = self.get(_HEAD)
        if not agencies and head:
            return [ActorMatch(head, NATIONAL, (reasons.last_resort_reason(head, language),))]
        return [ActorMatch(actor, IN_REGION, (reasons.agency_reason(language),)) for actor in agencies]

    def perhaps(self, question: str, *, language: str = "fr") -> ActorMatch | None:
        """Give whom an adviser would send who asks for nobody, if their message may be a company's; else None."""
        reading = self.read(question)
        if reading.names or reading.company < _ANYBODY or asks_fact(question):
            return None
        scoring = self._scoring(reading, language)
        advised = scoring.advised(self.actors, scoring.matches(self.actors), self.adviser)
        best = max(advised, key=lambda match: match.score, default=None)
        return best if best and self._may_need(reading, best) else None

    def _may_need(self, reading: Reading, best: ActorMatch) -> bool:
        """Whether a message that calls for nobody may be of who needs an actor: a company, or anybody at all."""
        if reading.company >= _MAY_BE_COMPANY:
            return best.score >= SURELY_LED
        anybody = any(need.anybody and best.actor.id in need.actors for need in needs())
        return best.score >= MOST_SURELY_LED and (anybody or reading.company >= _HARDLY_COMPANY)

    def nearest(
        self,
        latitude: float,
        longitude: float,
        kinds: Iterable[str] = (),
        radius_km: float | None = None,
        *,
        limit: int = 5,
        language: str = "fr",
    ) -> list[ActorMatch]:
        """Give the placed actors nearest to a point, of these kinds if any are given, national bodies left out.

        Those beyond what is worth telling, as across an ocean, are near to nobody.
        """
        wanted = frozenset(kinds)
        found = []
        for actor in self.actors:
            if actor.latitude is None or actor.longitude is None or EVERYWHERE in actor.regions:
                continue
            far = distance_km(latitude, longitude, actor.latitude, actor.longitude)
            if (not wanted or actor.kind in wanted) and far <= (radius_km or FARTHEST_KM):
                why = (reasons.distance_reason(actor, far, True, language),) if actor.city else ()
                found.append(ActorMatch(actor, 1 / (1 + far), why, far))
        return sorted(found, key=lambda match: match.distance_km or 0.0)[:limit]

    def of_place(self, text: str, limit: int = 5, language: str = "fr") -> list[ActorMatch]:
        """Give the actors of a place that a text names, and nothing else: the nearest to a town, those of an area."""
        mention = self.mention(text)
        if mention is None or not only_place(text, mention):
            return []
        place, position = mention.place, self.places.position(mention.place)
        if place.kind == "commune" and position:
            return self.nearest(position.latitude, position.longitude, limit=limit, language=language)
        own = [one for one in self.actors if place.region in one.regions and not out_of_reach(one, place)]
        own.sort(key=lambda actor: actor.regions.index(place.region))
        return [ActorMatch(a, IN_REGION, (reasons.region_reason(a, place.region, language),)) for a in own][:limit]

    def territory_answer(
        self, question: str, *, place: Place | None = None, language: str = "fr"
    ) -> TerritoryAnswer | None:
        """Give the facts for "is my commune a Territoire d'industrie?" and its like; None if the question is another.

        `place` is where the company is, for a question that says "my town" without naming it.
        """
        mention = self.mention(question) or self.mention(subject(question))
        named = self._territories.named(question)
        group = None if mention and mention.anchored else self._territories.group_named(question)
        mine = place is not None and asks_of_mine(question)
        if not (mine or only_place(question, mention) or asks_territory(question, mention, named, group)):
            return None
        totals = (self._territories.count(CURRENT), self._territories.count(FORMER))
        if named and asks_members(question):
            return TerritoryAnswer(current=named, totals=totals)
        where = group or (mention.place if mention else place)
        if where and where.kind in {"région", "département"}:
            return TerritoryAnswer(area=where, listed=self._territories.inside(where), totals=totals)
        if where is None:
            return TerritoryAnswer(current=named, totals=totals)
        rivals = mention.rivals if mention and not group else ()
        if mention and rivals and mention.ambiguous:
            return TerritoryAnswer(place=where, others=rivals, asks=True, totals=totals)
        facts = self._territory_facts(where, rivals, totals, language)
        return replace(facts, earlier=asks_earlier(question))

    def by_distance(self, ids: Iterable[str], place: Place, *, language: str = "fr") -> list[ActorMatch]:
        """Give the placed actors of these ids, the nearest to a place first, with how far each is."""
        position = self.places.position(place)
        known = (actor for actor in map(self.get, ids) if actor)
        placed = [(actor, far) for actor in known if (far := away(actor, position)) is not None]
        exact = bool(position and position.exact)
        return [
            ActorMatch(actor, 1 / (1 + far), (reasons.distance_reason(actor, far, exact, language),), told(far))
            for actor, far in sorted(placed, key=lambda pair: pair[1])
        ]

    def _territory_facts(
        self, place: Place, rivals: tuple[Place, ...], totals: tuple[int, int], language: str
    ) -> TerritoryAnswer:
        current, former = self._territories.of(place)
        nearest, kilometres = (None, None) if current else self._territories.nearest(place)
        return TerritoryAnswer(
            place=place,
            others=rivals,
            current=current,
            former=former,
            group=self.places.gazetteer.group_name(place.epci),
            nearest=nearest,
            nearest_km=kilometres,
            agency=tuple(self.fallback(place, language=language)),
            totals=totals,
        )

    def _scoring(self, reading: Reading, language: str) -> Scoring:
        position = self.places.position(reading.place) if reading.place else None
        return Scoring(reading, position, self._reader.describes(reading.facets.others), language)

    def _named(self, reading: Reading, limit: int, language: str) -> list[ActorMatch]:
        """The actors named, those of their network there; then, if the question tells a need, those who serve it."""
        position = self.places.position(reading.place) if reading.place else None
        region = reading.place.region if reading.place else ""
        whys: dict[str, str] = {}
        for naming in reading.names:
            whys.setdefault(naming.name.actor.id, reasons.name_reason(naming.name, language))
        own = [self._by_id[actor_id] for actor_id in whys]
        local = [member for actor in own for member in members(actor, self.actors, region)] if region else []
        for member in local:
            whys.setdefault(member.id, reasons.region_reason(member, region, language))
        found = [
            ActorMatch(actor, _NAMED, (whys[actor.id],) if whys[actor.id] else (), told(away(actor, position)))
            for actor in dict.fromkeys([*own, *local])
        ]
        if region:
            found.sort(key=lambda m: (m.actor not in own, m.distance_km if m.distance_km is not None else 1e6))
        if not reading.facets.needs:
            return found[:limit]
        others = self._scoring(reading, language).matches(self.actors)
        return [*found, *(match for match in others if match.actor.id not in whys)][:limit]


def _followed_by(matches: Sequence[ActorMatch], others: Iterable[ActorMatch]) -> list[ActorMatch]:
    """Matches, then those of others whose actors are not among them."""
    known = {match.actor.id for match in matches}
    return [*matches, *(match for match in others if match.actor.id not in known)]
