"""The network's directory: the actors that a question calls for, and why; the territory of a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from knowledge import reasons
from knowledge.calling import CALLS, confidence
from knowledge.facets import FacetReader, Facets, Word, message_words
from knowledge.french import terms
from knowledge.kinds import KINDS, kinds
from knowledge.names import NameIndex, Naming
from knowledge.needs import Need, Theme
from knowledge.places import Mention, Places, Position, distance_km
from knowledge.records import Actor, ActorMatch, Place, Territory
from knowledge.regions import EVERYWHERE
from knowledge.territories import CURRENT, FORMER, Territories, TerritoryAnswer, asks_members, asks_territory, subject

__all__ = ["KINDS", "Directory", "Reading"]

_AGENCY = "agence régionale de développement"
_HEAD = "france-clusters"

_OWN_THEME, _NEAR_THEME = 1.0, 0.45
_SURE_TRADE = 0.6
_RANK_COST = 0.03
"""What each place further down an actor's list of themes (or a need's list of actors) costs."""
_IN_REGION, _NATIONAL, _UNKNOWN, _ELSEWHERE = 0.6, 0.3, -0.3, -0.6
_CLOSE = 0.15
"""The most that being near adds; it fades over _CLOSE_KM."""
_CLOSE_KM = 60.0
_KIND, _NEAR_KIND = 0.8, 0.35
_NEED, _LOCAL_NEED, _THEMED_NEED = 1.5, 0.9, 0.6
_NATIONAL_STEP = 0.2
_SECOND_THEME = 0.15
_KEPT = 0.55
"""A match scoring under this share of the best one is left out: nothing is better than something irrelevant."""
_DESCRIBED = 0.15
"""For each of the question's words that only an actor's description or further columns hold."""
_COMMON = 0.05
"""A word of so large a share of the descriptions tells nothing."""
_BY_TRADE = {"pôle de compétitivité": 0.12, "cluster": 0.1, "centre technique": 0.06, "technopole": 0.03}
"""When a trade is what is asked, bodies of a trade come before general ones."""
_GENERAL = -0.1
_TRADE_KINDS = frozenset({"pôle de compétitivité", "cluster", "centre technique"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says, in the directory's terms."""

    question: str
    words: tuple[Word, ...]
    names: tuple[Naming, ...]
    facets: Facets
    mention: Mention | None
    place: Place | None
    """The place of the question, or else the one that was known."""
    confidence: float


class Directory:
    """Actors and territories, with the places that tie them to a company."""

    def __init__(self, actors: Iterable[Actor], territories: Iterable[Territory], places: Places) -> None:
        """Index the records; an actor without coordinates takes those of its city."""
        self.places = places
        self.actors = tuple(self._placed(actor) for actor in actors)
        self.territories = tuple(territories)
        self._territories = Territories(self.territories, places)
        self._by_id = {actor.id: actor for actor in self.actors}
        self._facets = FacetReader(dict.fromkeys(theme for actor in self.actors for theme in actor.themes))
        self._described = _descriptions(self.actors)
        self._names = NameIndex(self.actors, (w for actor in self.actors for t in actor.themes for w in t.split()))

    def get(self, actor_id: str) -> Actor | None:
        """Give the actor of an id."""
        return self._by_id.get(actor_id)

    def by_name(self, text: str) -> list[Actor]:
        """Give the actors that a text names, by any of their names; an exact one comes first."""
        exact = self._names.exact(text)
        found = [naming.name.actor for naming in self._names.find(message_words(text))]
        return list(dict.fromkeys([*exact, *found]))

    def wants_actor(self, question: str) -> bool:
        """Say whether a question calls for an actor, rather than for a fact of the plan."""
        return self.read(question).confidence >= CALLS

    def confidence(self, question: str) -> float:
        """Give, from 0 to 1, how surely a question calls for an actor."""
        return self.read(question).confidence

    def read(self, question: str, place: Place | None = None) -> Reading:
        """Read a question: the names, place, themes, needs and kinds in it."""
        every = message_words(question)
        names = tuple(self._names.find(every))
        masks = [(naming.start, naming.end) for naming in names]
        mention = self.places.find(_blanked(question, masks))
        if mention:
            masks.append((mention.start, mention.end))
        words = tuple(message_words(question, masks))
        facets = self._facets.read(words)
        meaningful = sum(not word.small for word in every)
        called = confidence(
            question,
            facets,
            named=bool(names),
            placed=mention is not None,
            described=bool(self.describes(facets.others)),
            length=meaningful,
        )
        return Reading(question, words, names, facets, mention, mention.place if mention else place, called)

    def match(
        self, question: str, *, place: Place | None = None, limit: int = 3, language: str = "fr"
    ) -> list[ActorMatch]:
        """Give the actors that a question calls for, best first, with reasons; none if it calls for none.

        `place` is where the company is, if it is known and the question does not say.
        """
        reading = self.read(question, place)
        if reading.confidence < CALLS:
            return []
        if reading.names:
            return self._named(reading, limit, language)
        scoring = _Scoring(self, reading, language)
        matches = scoring.matches()
        if not matches and not reading.facets:  # somebody seeks help, and says no more than where
            return self.fallback(reading.place, language=language)[:limit]
        return _varied(matches, limit, (scoring.serves_need, scoring.knows_trade))

    def describes(self, stems: Iterable[str]) -> dict[str, int]:
        """Give, by actor id, how many of these stems its description and further columns hold, common stems apart."""
        found: dict[str, int] = {}
        for stem in dict.fromkeys(stems):
            for actor_id in self._described.get(stem, ()):
                found[actor_id] = found.get(actor_id, 0) + 1
        return found

    def fallback(self, place: Place | None = None, *, language: str = "fr") -> list[ActorMatch]:
        """Give who can always be turned to: the region's agencies, or else the head of the network."""
        region = place.region if place else ""
        agencies = [actor for actor in self.actors if actor.kind == _AGENCY and region and region in actor.regions]
        head = self.get(_HEAD)
        if not agencies and head:
            return [ActorMatch(head, _NATIONAL, (reasons.last_resort_reason(language),))]
        return [ActorMatch(actor, _IN_REGION, (reasons.agency_reason(language),)) for actor in agencies]

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
        """Give the placed actors nearest to a point, of these kinds if any are given, national bodies left out."""
        wanted = frozenset(kinds)
        found = []
        for actor in self.actors:
            if actor.latitude is None or actor.longitude is None or EVERYWHERE in actor.regions:
                continue
            away = distance_km(latitude, longitude, actor.latitude, actor.longitude)
            if (not wanted or actor.kind in wanted) and (radius_km is None or away <= radius_km):
                why = (reasons.distance_reason(actor, away, True, language),) if actor.city else ()
                found.append(ActorMatch(actor, 1 / (1 + away), why, away))
        return sorted(found, key=lambda match: match.distance_km or 0.0)[:limit]

    def territories_of(self, place: Place) -> tuple[Territory | None, Territory | None]:
        """Give the territory of today and that of 2018–2022 which hold a place; None where there is none."""
        return self._territories.of(place)

    def is_territory_question(self, question: str) -> bool:
        """Say whether a question is about the territory of a place, or the members of a territory."""
        return self.territory_answer(question) is not None

    def territory_answer(
        self, question: str, *, place: Place | None = None, language: str = "fr"
    ) -> TerritoryAnswer | None:
        """Give the facts for "is my commune a Territoire d'industrie?" and its like; None if the question is another.

        `place` is where the company is, for a question that says "my town" without naming it.
        """
        mention = self.places.find(question) or self.places.find(subject(question))
        named = self._territories.named(question)
        group = None if mention and mention.anchored else self._territories.group_named(question)
        if not asks_territory(question, mention, named, group):
            return None
        totals = (self._territories.count(CURRENT), self._territories.count(FORMER))
        if named and asks_members(question):
            return TerritoryAnswer(current=named, totals=totals)
        if group is None and mention and mention.place.kind in {"région", "département"}:
            listed = self._territories.inside(mention.place)
            return TerritoryAnswer(area=mention.place, listed=listed, totals=totals)
        where = group or (mention.place if mention else place)
        if where is None:
            return TerritoryAnswer(current=named, totals=totals)
        rivals = mention.rivals if mention and not group else ()
        return self._territory_facts(where, rivals, totals, language)

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

    def away(self, actor: Actor, position: Position | None) -> float | None:
        """Give the kilometres from a position to an actor, None where either is not known or the actor is national."""
        if position is None or actor.latitude is None or actor.longitude is None or EVERYWHERE in actor.regions:
            return None
        return distance_km(position.latitude, position.longitude, actor.latitude, actor.longitude)

    def _named(self, reading: Reading, limit: int, language: str) -> list[ActorMatch]:
        """The actors named; then, if the question also tells a need, those who serve it."""
        position = self.places.position(reading.place) if reading.place else None
        found: dict[str, ActorMatch] = {}
        for naming in reading.names:
            actor = naming.name.actor
            why = reasons.name_reason(naming.name, language)
            away = self.away(actor, position)
            found.setdefault(actor.id, ActorMatch(actor, 2.0, (why,) if why else (), away))
        order = sorted(found.values(), key=lambda m: m.distance_km if m.distance_km is not None else 1e6)
        named = order if reading.place else list(found.values())
        if not reading.facets.needs:
            return named[:limit]
        others = _Scoring(self, reading, language).matches()
        return [*named, *(match for match in others if match.actor.id not in found)][:limit]

    def _placed(self, actor: Actor) -> Actor:
        if actor.latitude is not None or not actor.city:
            return actor
        region = actor.regions[0] if len(actor.regions) == 1 and EVERYWHERE not in actor.regions else ""
        town = self.places.named(actor.city, region) or self.places.named(actor.city)
        position = self.places.position(town) if town else None
        if position is None or not position.exact:
            return actor
        return replace(actor, latitude=position.latitude, longitude=position.longitude)


class _Scoring:
    """How well each actor fits one reading of a question."""

    def __init__(self, directory: Directory, reading: Reading, language: str) -> None:
        self._directory, self._reading, self._language = directory, reading, language
        self._facets = _without_overlap(reading.facets)
        self._place = reading.place
        self._position = directory.places.position(reading.place) if reading.place else None
        self._described = directory.describes(reading.facets.others)
        self._measured = bool(reading.place and reading.place.kind in {"commune", "point"})
        self._serving: set[str] = set()
        self._trading: set[str] = set()

    def serves_need(self, match: ActorMatch) -> bool:
        """Whether a match serves a need that was asked."""
        return match.actor.id in self._serving

    def knows_trade(self, match: ActorMatch) -> bool:
        """Whether a match is a body of the trade that was asked."""
        return match.actor.id in self._trading

    def matches(self) -> list[ActorMatch]:
        """Every actor that fits, best first, those far behind the best left out."""
        found = [match for actor in self._directory.actors if (match := self._match(actor))]
        found.sort(key=lambda match: -match.score)
        return [match for match in found if match.score >= _KEPT * found[0].score]

    def _match(self, actor: Actor) -> ActorMatch | None:
        trade, trade_why = self._trade(actor)
        kind, kind_why = self._kind(actor)
        need, need_why = self._need(actor)
        if not self._eligible(actor, trade, kind, need):
            return None
        where, where_why, away = self._where(actor)
        if need > 1.0 and where < _NATIONAL:
            where = _NATIONAL
        score = trade + kind + need + where + _DESCRIBED * self._described.get(actor.id, 0)
        if trade and self._asks_trade and not kind:
            score += _BY_TRADE.get(actor.kind, _GENERAL if actor.kind not in self._facets.kinds else 0.0)
        if need:
            self._serving.add(actor.id)
        if trade > _SURE_TRADE and actor.kind in _TRADE_KINDS and where > 0:
            self._trading.add(actor.id)
        why = tuple(filter(None, (trade_why, need_why, kind_why, *where_why)))
        return ActorMatch(actor, round(score, 4), why, away)

    @property
    def _asks_trade(self) -> bool:
        return bool(self._facets.themes or self._facets.exact)

    def _eligible(self, actor: Actor, trade: float, kind: float, need: float) -> bool:
        if self._facets.kinds and not self._asks_trade:
            return kind > 0 if self._place else self._leads(actor)
        if self._facets:
            return trade > 0.3 or kind >= _KIND or need > 0
        return actor.id in self._described

    def _leads(self, actor: Actor) -> bool:
        """Whether an actor is the national network of a kind asked: all that fits where no place is known."""
        return any(actor.id in kinds()[kind].heads for kind in self._facets.kinds)

    def _trade(self, actor: Actor) -> tuple[float, str]:
        """How well the actor's own themes are those asked, and why."""
        scored: list[tuple[float, str]] = []
        for exact in self._facets.exact:
            if exact in actor.themes:
                cost = _RANK_COST * actor.themes.index(exact)
                scored.append((_OWN_THEME + 0.05 - cost, reasons.exact_theme_reason(exact, self._language)))
        for theme in self._facets.themes:
            value = _affinity(actor, theme)
            if value:
                scored.append((value, reasons.theme_reason(theme, value < _SURE_TRADE, self._language)))
        if not scored:
            return 0.0, ""
        scored.sort(key=lambda pair: -pair[0])
        distinct = {why for value, why in scored if value > _SURE_TRADE}
        return scored[0][0] + _SECOND_THEME * max(0, len(distinct) - 1), scored[0][1]

    def _kind(self, actor: Actor) -> tuple[float, str]:
        asked = self._facets.kinds
        if actor.kind in asked:
            return _KIND, reasons.kind_reason(actor.kind, self._language)
        for kind in asked:
            if actor.id in kinds()[kind].heads:
                order = kinds()[kind].heads.index(actor.id)
                return _NEAR_KIND - 0.01 * order, reasons.network_reason(self._language)
            if actor.kind in kinds()[kind].near:
                return _NEAR_KIND, reasons.kind_reason(actor.kind, self._language)
        return 0.0, ""

    def _need(self, actor: Actor) -> tuple[float, str]:
        best: tuple[float, str] = (0.0, "")
        for need in self._facets.needs:
            value = self._serves(actor, need)
            if value > best[0]:
                best = value, reasons.need_reason(need, self._language)
        return best

    def _serves(self, actor: Actor, need: Need) -> float:
        values = [0.0]
        here = self._covers(actor)
        if actor.id in need.actors:
            top = _LOCAL_NEED if need.local else _NEED
            values.append(top - _NATIONAL_STEP * need.actors.index(actor.id))
        if actor.kind in need.kinds and here:
            values.append(_LOCAL_NEED + 0.2 * need.local - 0.1 * need.kinds.index(actor.kind))
        if set(actor.themes) & set(need.themes):
            values.append(_THEMED_NEED if here or not self._place else _THEMED_NEED / 2)
        return max(values)

    def _covers(self, actor: Actor) -> bool:
        return bool(self._place and self._place.region in actor.regions)

    def _where(self, actor: Actor) -> tuple[float, list[str], float | None]:
        """What the place adds or costs, why, and the kilometres where both points are known."""
        if self._place is None:
            return 0.0, [], None
        away = self._directory.away(actor, self._position)
        near = 0.0 if away is None else _CLOSE * 2.718 ** (-away / _CLOSE_KM)
        told = self._measured and away is not None and away < 150 and bool(actor.city)
        exact = bool(self._position and self._position.exact)
        here = [reasons.distance_reason(actor, away or 0.0, exact, self._language)] if told else []
        region = reasons.region_reason(actor, self._place.region, self._language)
        known = away if self._measured else None
        if self._covers(actor):
            return _IN_REGION + near, [region, *here], known
        if EVERYWHERE in actor.regions:
            return _NATIONAL, [region], None
        if not actor.regions:
            return _UNKNOWN, [], known
        return _ELSEWHERE + near, [reasons.elsewhere_reason(actor, self._language)], known


def _affinity(actor: Actor, theme: Theme) -> float:
    """How close an actor's list of themes is to a theme: its first themes, and the theme's own, count most."""
    own = [
        0.9 - _RANK_COST * rank - 0.02 * min(theme.themes.index(name), 6)
        for rank, name in enumerate(actor.themes)
        if name in theme.themes
    ]
    near = [_NEAR_THEME - _RANK_COST * rank for rank, name in enumerate(actor.themes) if name in theme.near]
    return max([*own, *near], default=0.0) + (0.03 * (len(own) - 1) if len(own) > 1 else 0.0)


def _descriptions(actors: Iterable[Actor]) -> dict[str, set[str]]:
    """Stem -> ids of the actors whose description or further columns hold it; stems of too many actors left out."""
    found: dict[str, set[str]] = {}
    every = tuple(actors)
    for actor in every:
        for stem in terms(" ".join((actor.description, *(value for _, value in actor.extra)))):
            found.setdefault(stem, set()).add(actor.id)
    return {stem: ids for stem, ids in found.items() if len(ids) <= max(3, _COMMON * len(every)) and len(stem) > 2}


def _without_overlap(facets: Facets) -> Facets:
    """The general need of a contact says nothing once anything precise is asked."""
    precise = tuple(need for need in facets.needs if need.label != "Trouver le bon interlocuteur")
    if facets.themes or facets.exact or facets.kinds or precise:
        return replace(facets, needs=precise)
    return facets


def _varied(matches: list[ActorMatch], limit: int, sorts: Iterable[Callable[[ActorMatch], bool]]) -> list[ActorMatch]:
    """The best matches; the last gives way to the best of a sort that was asked and would be left out."""
    kept = matches[:limit]
    for is_sort in sorts:
        best = next(filter(is_sort, matches), None)
        if best and limit > 1 and not any(map(is_sort, kept)):
            kept[-1] = best
    return kept


def _blanked(text: str, masks: Iterable[tuple[int, int]]) -> str:
    """A text with spans replaced by a sign that no name holds, positions kept."""
    for start, end in masks:
        text = text[:start] + "•" * (end - start) + text[end:]
    return text
