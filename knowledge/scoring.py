"""How well actors fit what a question asks: trade, kind, need and place each add to a score, and give their reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from knowledge import reasons
from knowledge.affinity import RANK_COST, affinity, shared, without_overlap
from knowledge.facets import Facets, Word
from knowledge.kinds import kinds
from knowledge.names import Naming
from knowledge.needs import Need
from knowledge.places import Mention, Position
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE
from knowledge.seats import away, told

_OWN_THEME = 1.0
_SURE_TRADE = 0.6
IN_REGION, NATIONAL, _UNKNOWN, _ELSEWHERE = 0.6, 0.3, -0.3, -0.35
_ANYWHERE = 0.15
"""What a body of the whole country has over those of a region, where nobody says where they are."""
_CLOSE = 0.25
"""The most that being near adds; it fades over _CLOSE_KM."""
_CLOSE_KM = 60.0
_FAR_CLOSE, _FAR_CLOSE_KM = 0.6, 150.0
"""The same for bodies of other regions: where none is in the region, the nearest comes first."""
_BORDER_KM = 60.0
"""A body of another region counts as one of the region within it."""
_FAR_ONES, _FARTHEST_STEP = 3, 3
"""Bodies of other regions that are named where the region has none."""
_TOLD_KM = 150
"""Distances beyond it are not worth telling."""
_KIND, _NEAR_KIND = 0.8, 0.35
_NEED, _LOCAL_NEED, _THEMED_NEED = 1.5, 0.9, 0.6
_NATIONAL_STEP = 0.2
_SECOND_NEED = 0.25
"""What serving one more of the needs adds."""
_IN_PASSING = 0.4
"""What is left of a need's weight where a trade is recognised and the need is only said in passing."""
_SECOND_THEME = 0.15
_LATER, _LAST = 0.04, 2
"""What a trade loses for each that was named before it, and up to how many: the first says what the company is."""
_KEPT = 0.55
"""A match scoring under this share of the best one is left out: nothing is better than something irrelevant."""
_DESCRIBED = 0.15
"""For each of the question's words that only an actor's description or further columns hold."""
_HOUSING = frozenset({"incubateur", "accélérateur", "pépinière", "technopole"})
_HOUSES = 0.7
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


class Scoring:
    """How well each actor fits one reading of a question."""

    def __init__(
        self, reading: Reading, position: Position | None, described: Mapping[str, int], language: str
    ) -> None:
        """Take a reading, where its place is, and how many of its words each actor's description holds (by id)."""
        self._language = language
        self._facets = without_overlap(reading.facets)
        self._place = reading.place
        self._position = position
        self._described = described
        self._measured = bool(reading.place and reading.place.kind in {"commune", "point"})
        self._serving: set[str] = set()
        self._trading: set[str] = set()
        self._sure: set[str] = set()
        self._neighbouring: dict[str, float] = {}
        self._here: set[str] = set()
        self._abroad: set[str] = set()
        self._tradeless: set[str] = set()
        self._fitting: set[str] = set()
        self._kind_alone: set[str] = set()

    def serves_need(self, match: ActorMatch) -> bool:
        """Whether a match serves a need that was asked."""
        return match.actor.id in self._serving

    def is_beside(self, match: ActorMatch) -> bool:
        """Whether a match is only of the kind asked, and of another trade."""
        return match.actor.id in self._kind_alone

    def helps(self, match: ActorMatch) -> bool:
        """Whether a match has more to say than a neighbouring trade: its own trade, a need or a kind that was asked."""
        return match.actor.id in self._sure | self._serving or match.actor.kind in self._facets.kinds

    def knows_trade(self, match: ActorMatch) -> bool:
        """Whether a match is a body of the trade that was asked."""
        return match.actor.id in self._trading

    def matches(self, actors: Iterable[Actor]) -> list[ActorMatch]:
        """Give every actor that fits, best first, those far behind the best left out."""
        found = [match for actor in actors if (match := self._match(actor))]
        if self._sure:  # a body of a neighbouring trade, even a near one, comes after those of the trade itself
            found = [self._without_neighbouring(match) for match in found]
        if self._here:  # another region's bodies of the trade come only where the asker's own has none
            found = [match for match in found if match.actor.id not in self._abroad]
        if self._sure:  # bodies of other trades have nothing to say to who names a trade
            found = [match for match in found if match.actor.id not in self._tradeless]
        if self._fitting:  # "un pôle pour la plasturgie": the pôles of other trades say nothing once one of it is there
            found = [match for match in found if match.actor.id not in self._kind_alone]
        found.sort(key=lambda match: (self._step(match), -match.score))
        if found and self._widens and self._step(found[0]) == 0:
            found = [match for match in found if self._step(match) < _FARTHEST_STEP]
        far = [match for match in found if match.actor.id in self._abroad][_FAR_ONES:]
        found = [match for match in found if match not in far]
        return self._kept(found)

    def _kept(self, found: list[ActorMatch]) -> list[ActorMatch]:
        """The matches that are not far behind the best; who best serves a need that was asked stays, however far."""
        served = next(filter(self.serves_need, found), None)
        return [match for match in found if match is served or match.score >= _KEPT * found[0].score]

    @property
    def _widens(self) -> bool:
        """Whether a kind of structure is asked somewhere, and no trade: the search widens from there, step by step."""
        return bool(self._facets.kinds and self._place and not self._asks_trade)

    def _step(self, match: ActorMatch) -> int:
        """How far from what was asked a match is: that kind there, one that may do, the country's, another region's."""
        if not self._widens:
            return 0
        actor = match.actor
        here = self._covers(actor) or (match.distance_km is not None and match.distance_km <= _BORDER_KM)
        if not here:
            return 2 if EVERYWHERE in actor.regions else _FARTHEST_STEP
        if actor.kind in self._facets.kinds:
            return 0
        return 1 if any(actor.kind in kinds()[kind].near for kind in self._facets.kinds) else 2

    def _without_neighbouring(self, match: ActorMatch) -> ActorMatch:
        """A match without what a neighbouring trade brought it."""
        return replace(match, score=match.score - self._neighbouring.get(match.actor.id, 0.0))

    def _match(self, actor: Actor) -> ActorMatch | None:
        trade, trade_why = self._trade(actor)
        kind, kind_why = self._kind(actor)
        need, need_why = self._need(actor, trade)
        if not self._eligible(actor, trade, kind, need):
            return None
        where, where_why, kilometres = self._where(actor)
        if need > 1.0 and where < NATIONAL:
            where = NATIONAL
        fit = max(trade, need) if need and _is_general(actor) else trade + need
        score = fit + kind + where + _DESCRIBED * self._described.get(actor.id, 0)
        if trade and self._asks_trade and not kind:
            score += _BY_TRADE.get(actor.kind, _GENERAL if actor.kind not in self._facets.kinds else 0.0)
        if self._houses(actor):
            score += _HOUSES
        if need:
            self._serving.add(actor.id)
        if trade > _SURE_TRADE:
            self._sure.add(actor.id)
        elif trade and not kind:
            brought = max(0.0, trade - need) if _is_general(actor) else trade
            self._neighbouring[actor.id] = score / 2 if not need else brought
        if trade > _SURE_TRADE and actor.kind in _TRADE_KINDS and where > 0:
            self._trading.add(actor.id)
        if trade > _SURE_TRADE and kind >= _KIND and where >= 0:
            self._fitting.add(actor.id)
        elif self._asks_trade and not trade and not need:
            self._kind_alone.add(actor.id)
        if self._asks_trade and not trade and not self._serves_alone(actor):
            self._tradeless.add(actor.id)
        if trade > _SURE_TRADE and actor.kind in _TRADE_KINDS and where >= IN_REGION:
            self._here.add(actor.id)
        elif trade and where < 0 and (kilometres is None or kilometres > _BORDER_KM):
            self._abroad.add(actor.id)
        if reasons.named(need_why) == reasons.named(trade_why):  # "Cybersécurité" is both
            need_why = ""
        why = tuple(filter(None, (trade_why, need_why, kind_why, *where_why)))
        return ActorMatch(actor, round(score, 4), why, kilometres)

    def _houses(self, actor: Actor) -> bool:
        """Whether an actor of the region is of a kind that takes companies in: asked, it comes before the trade's."""
        return actor.kind in _HOUSING and actor.kind in self._facets.kinds and self._asks_trade and self._covers(actor)

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
                cost = RANK_COST * actor.themes.index(exact)
                scored.append((_OWN_THEME + 0.05 - cost, reasons.theme_reason(exact, False, self._language)))
        for rank, theme in enumerate(self._facets.themes):
            if value := affinity(actor, theme):
                value -= _LATER * min(rank, _LAST)
                scored.append((value, reasons.theme_reason(shared(actor, theme), value < _SURE_TRADE, self._language)))
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
                return _NEAR_KIND - 0.01 * order, reasons.network_reason(actor, kind, self._language)
            if actor.kind in kinds()[kind].near:
                return _NEAR_KIND, reasons.kind_reason(actor.kind, self._language)
        return 0.0, ""

    def _serves_alone(self, actor: Actor) -> bool:
        """Whether a body of no trade asked still has something to say: its kind, or a precise need, calls for it."""
        if any(self._serves(actor, need) for need in self._facets.needs if not need.generic):
            return True
        return actor.kind not in _TRADE_KINDS and self._kind(actor)[0] > 0

    def _need(self, actor: Actor, trade: float) -> tuple[float, str]:
        best: tuple[float, str] = (0.0, "")
        served = 0
        for need in self._facets.needs:
            value = self._serves(actor, need)
            served += value > 0
            if value and trade > _SURE_TRADE and actor.kind in _TRADE_KINDS and self._covers(actor):
                value = max(value, _NEED)  # the region's own body of the trade, before national ones
            if value > best[0]:
                best = value, reasons.need_reason(need, self._language)
        return best[0] + _SECOND_NEED * max(0, served - 1), best[1]

    def _serves(self, actor: Actor, need: Need) -> float:
        values = [0.0]
        here = self._covers(actor)
        weight = _IN_PASSING if self._asks_trade and need not in self._facets.aims else 1.0
        if actor.id in need.actors:
            top = _LOCAL_NEED if need.local else _NEED
            values.append(weight * (top - _NATIONAL_STEP * need.actors.index(actor.id)))
        if actor.kind in need.kinds and here and not (self._asks_trade and actor.kind in _TRADE_KINDS):
            values.append(weight * (_LOCAL_NEED + 0.2 * need.local - 0.1 * need.kinds.index(actor.kind)))
        if set(actor.themes) & set(need.themes):
            values.append(_THEMED_NEED if here or not self._place else _THEMED_NEED / 2)
        return max(values)

    def _covers(self, actor: Actor) -> bool:
        return bool(self._place and self._place.region in actor.regions)

    def _where(self, actor: Actor) -> tuple[float, list[str], float | None]:
        """What the place adds or costs, why, and the kilometres where both points are known."""
        if self._place is None:
            return (_ANYWHERE if EVERYWHERE in actor.regions else 0.0), [], None
        far = away(actor, self._position)
        near = 0.0 if far is None else _CLOSE * math.exp(-far / _CLOSE_KM)
        near_by = self._measured and far is not None and far < _TOLD_KM and bool(actor.city)
        exact = bool(self._position and self._position.exact)
        here = [reasons.distance_reason(actor, far or 0.0, exact, self._language)] if near_by else []
        region = reasons.region_reason(actor, self._place.region, self._language)
        known = told(far) if self._measured else None
        if self._covers(actor):
            return IN_REGION + near, [region, *here], known
        if EVERYWHERE in actor.regions:
            return NATIONAL, [region], None
        if not actor.regions:
            return _UNKNOWN, [], known
        near = 0.0 if far is None else _FAR_CLOSE * math.exp(-far / _FAR_CLOSE_KM)
        return _ELSEWHERE + near, [reasons.elsewhere_reason(actor, self._language)], known


def _is_general(actor: Actor) -> bool:
    """Whether an actor serves every trade of the country: its themes are the needs that it serves."""
    return EVERYWHERE in actor.regions and actor.kind not in _TRADE_KINDS
