"""How well an actor fits what a question asks: trade, kind, need and place each add to a score, and give a reason."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from operator import itemgetter

from knowledge import reasons
from knowledge.affinity import RANK_COST, affinity, shared
from knowledge.facets import Facets
from knowledge.fit import HOUSING, IN_REGION, KIND, NATIONAL, SURE_TRADE, TRADE_KINDS, Fit, is_general
from knowledge.kinds import AGENCY, kinds
from knowledge.needs import Need, general_themes, needs
from knowledge.places import Position
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE
from knowledge.seats import away, in_town, is_point, of_department, out_of_reach, told

_OWN_THEME = 1.0
_UNKNOWN, _ELSEWHERE = -0.3, -0.35
_ANYWHERE = 0.15
"""What a body of the whole country has over those of a region, where nobody says where they are."""
_CLOSE = 0.35
"""The most that being near adds; it fades over _CLOSE_KM."""
_CLOSE_KM = 60.0
_FAR_CLOSE, _FAR_CLOSE_KM = 0.6, 150.0
"""The same for bodies of other regions: where none is in the region, the nearest comes first."""
_OWN_DEPARTMENT = 0.8
"""What serving the very département adds."""
_HEARD = 0.3
"""How likely a need is at least that is told of an actor which the rules do not call for."""
_TOLD_KM = 150
"""Distances beyond it are not worth telling."""
_NEAR_KIND, _HEAD_STEP = 0.35, 0.3
"""What a kind that may do adds; what each network further down costs, to who names nothing but a kind."""
_NEED, _LOCAL_NEED, _THEMED_NEED = 1.5, 0.9, 0.6
_NATIONAL_STEP = 0.2
_FOUNDING, _MAY_FOUND = ("Lancer une startup", "Créer son entreprise"), 0.2
"""How likely somebody is to found a company, in all, from whom a laboratory's discovery calls for who takes them in."""
_OF_PUBLIC, _MAY_BE_PUBLIC = tuple(need.label for need in needs() if need.public), 0.15
_OF_CRAFTS, _MAY_BE_CRAFT = ("Artisanat",), 0.12
"""How likely it is to be a public body's, or a craftsman's, a message may be one."""
_SECOND_NEED = 0.25
"""What serving one more of the needs adds."""
_IN_PASSING = 0.4
"""What is left of a need's weight where a trade is recognised and the need is only said in passing."""
_SECOND_THEME = 0.15
_LESS_LIKELY = 0.35
"""What a trade loses for being so much less likely than the likeliest."""
_LATER, _LAST = 0.04, 2
"""What a trade loses for each that was named before it, and up to how many: the first says what the company is."""
_DESCRIBED = 0.15
"""For each of the question's words that only an actor's description or further columns hold."""
_HOUSES = 0.7
_NEXT_DOOR, _IN_TOWN = 0.4, 0.7
"""What being in the town itself adds to a body that takes companies in, more if its kind is asked."""
_OTHER_TRADE, _FAR_HOUSE, _FAR_HOUSE_KM = 0.3, 0.4, 40.0
"""What a body that takes companies in loses if it is of a trade that nobody named, and the most if it is far away."""
_NEAR_TRADE = 0.3
"""From which closeness to the trade asked a body of a trade is of it."""
_BY_TRADE = {"pôle de compétitivité": 0.12, "cluster": 0.1, "centre technique": 0.06, "technopole": 0.03}
"""When a trade is what is asked, bodies of a trade come before general ones."""
_GENERAL = -0.1


class Fitting:
    """Fits actors to what one question asks."""

    def __init__(
        self,
        facets: Facets,
        place: Place | None,
        position: Position | None,
        described: Mapping[str, int],
        language: str,
    ) -> None:
        """Take what is asked, where, and how many of its words each actor's description holds (by id)."""
        self._facets = facets
        self._place = place
        self._position = position
        self._described = described
        self._language = language
        self._measured = bool(place and is_point(place))
        self._asks_trade = bool(facets.themes or facets.exact)
        self._is_public = any(need.public for need in facets.needs) or self._may_be(_OF_PUBLIC, _MAY_BE_PUBLIC)
        self._is_craft = self._may_be(_OF_CRAFTS, _MAY_BE_CRAFT)
        shares = facets.trade_shares
        self._surest_trade = max((shares.get(one.label, 0.0) for one in facets.themes), default=0.0)
        self._founds = self._likely(_FOUNDING) >= _MAY_FOUND
        # once a trade is named, its bodies are who innovates, finds partners and guides
        self.needs = [need for need in facets.needs if not (need.generic and self._asks_trade)]

    def fit(self, actor: Actor) -> Fit | None:
        """Say how well an actor fits; None if nothing calls for it."""
        if out_of_reach(actor, self._place):
            return None
        trade, trade_why = self._trade(actor)
        kind, kind_why = self._kind(actor)
        need, need_why = self._need(actor, trade)
        if not self._eligible(actor, trade, kind, need):
            return None
        where, where_why, kilometres = self._where(actor)
        if need > 1.0 and where < NATIONAL:
            where = NATIONAL
        fit = max(trade, need) if need and is_general(actor) else trade + need
        score = (
            fit + kind + where + _DESCRIBED * self._described.get(actor.id, 0) + self._of_its_kind(actor, trade, kind)
        )
        if reasons.named(need_why) == reasons.named(trade_why):  # "Cybersécurité" is both
            need_why = ""
        why = tuple(filter(None, (trade_why, need_why, kind_why, *where_why)))
        idle = self._asks_trade and not trade and not self._serves_alone(actor)
        next_door = bool(kind) and self._is_in_town(actor)
        score += _IN_TOWN * next_door
        return Fit(
            actor,
            trade,
            kind,
            need,
            where,
            score,
            why,
            kilometres,
            next_door,
            idle,
        )

    def _is_next_door(self, actor: Actor) -> bool:
        """Whether an actor takes companies in in the very town that is named, where no kind of structure is."""
        return not self._facets.kinds and self._is_in_town(actor)

    def _is_in_town(self, actor: Actor) -> bool:
        """Whether an actor takes companies in in the very town that is named."""
        return actor.kind in HOUSING and in_town(actor, self._place, self._position)

    def uncalled(self, actor: Actor) -> ActorMatch:
        """Give the match of an actor that nothing in the message calls for by itself."""
        if actor.kind == AGENCY and self.covers(actor):
            why = reasons.agency_reason(self._language)
        elif need := self._heard_need(actor):
            why = reasons.need_reason(need, self._language)
        else:  # known by what it does, or else by what it is
            fields = reasons.fields_reason(actor, self._language)
            why = fields or (reasons.kind_reason(actor.kind, self._language) if actor.kind else "")
        _, where, kilometres = self._where(actor)
        return ActorMatch(actor, 0.0, tuple(filter(None, (why, *where))), kilometres)

    def _heard_need(self, actor: Actor) -> Need | None:
        """The likeliest of the needs that an actor serves, None where none is likely."""
        shares = self._facets.need_shares
        served = (need for need in needs() if actor.id in (*need.actors, *need.for_crafts))
        best = max(served, key=lambda need: shares.get(need.label, 0.0), default=None)
        return best if best and shares.get(best.label, 0.0) >= _HEARD else None

    def _far_or_other(self, actor: Actor) -> float:
        """What a body that takes companies in loses where it is far, or takes those of a trade that nobody named."""
        if actor.kind not in HOUSING:
            return 0.0
        far = away(actor, self._position) if self._measured else None
        other = bool(actor.themes) and not (self._asks_trade or general_themes().intersection(actor.themes))
        lost = 0.0 if far is None else _FAR_HOUSE * (1 - math.exp(-far / _FAR_HOUSE_KM))
        return lost + _OTHER_TRADE * other

    def covers(self, actor: Actor) -> bool:
        """Say whether an actor is of the region asked."""
        return bool(self._place and self._place.region in actor.regions)

    def _of_its_kind(self, actor: Actor, trade: float, kind: float) -> float:
        """What its kind adds where a trade is asked: bodies of trades come first, and those asked that take it in."""
        added = 0.0
        if trade and self._asks_trade and not kind:
            added += _BY_TRADE.get(actor.kind, _GENERAL if actor.kind not in self._facets.kinds else 0.0)
        return added + (_HOUSES if self._houses(actor) else 0.0)

    def _houses(self, actor: Actor) -> bool:
        """Whether an actor is of a kind that takes companies in, there: asked, it comes before the trade's."""
        there = self.covers(actor) or (self._place is None and EVERYWHERE in actor.regions)
        return actor.kind in HOUSING and actor.kind in self._facets.kinds and self._asks_trade and there

    def _eligible(self, actor: Actor, trade: float, kind: float, need: float) -> bool:
        if self._facets.kinds and not self._asks_trade:
            return (kind > 0 if self._place else self._leads(actor)) or self._is_wanted(actor)
        if self._facets:
            return trade > _NEAR_TRADE or kind >= KIND or need > 0
        return actor.id in self._described

    def _is_wanted(self, actor: Actor) -> bool:
        """Whether an actor serves who speaks for a public body, or is the network sought, whatever kind is named."""
        return any((need.public or need.network) and actor.id in need.actors for need in self._facets.aims)

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
        said = scored[0][1] if scored else ""  # as the message names it
        shares = self._facets.trade_shares
        for rank, theme in enumerate(self._facets.themes):
            if value := affinity(actor, theme):
                less = self._surest_trade - shares.get(theme.label, self._surest_trade)
                value -= _LATER * min(rank, _LAST) + _LESS_LIKELY * less
                why = reasons.theme_reason(shared(actor, theme), value < SURE_TRADE, self._language)
                scored.append((value, why))
        if not scored:
            return 0.0, ""
        best, why = max(scored, key=itemgetter(0))
        distinct = {why for value, why in scored if value > SURE_TRADE}
        return best + _SECOND_THEME * max(0, len(distinct) - 1), said or why

    def _kind(self, actor: Actor) -> tuple[float, str]:
        asked = self._facets.kinds
        if actor.kind in asked:
            return KIND, reasons.kind_reason(actor.kind, self._language)
        for kind in asked:
            if actor.id in kinds()[kind].heads:
                order = kinds()[kind].heads.index(actor.id)
                value, step = (_NEAR_KIND, 0.01) if self._place or self._asks_trade else (KIND, _HEAD_STEP)
                return value - step * order, reasons.network_reason(actor, kind, self._language)
            if actor.kind in kinds()[kind].near:
                return _NEAR_KIND, reasons.kind_reason(actor.kind, self._language)
        return 0.0, ""

    def _serves_alone(self, actor: Actor) -> bool:
        """Whether a body of no trade asked still has something to say: its kind, or a precise need, calls for it."""
        if any(self._serves(actor, need) for need in self.needs):
            return True
        return actor.kind not in TRADE_KINDS and self._kind(actor)[0] > 0

    def _need(self, actor: Actor, trade: float) -> tuple[float, str]:
        best = (0.0, "")
        served = 0
        of_another = self._asks_trade and not trade and actor.kind in TRADE_KINDS
        for need in self.needs:
            value = 0.0 if need.by_trade and of_another else self._serves(actor, need)
            served += value > 0
            if (
                (value or (need.by_trade and not self._founds))
                and trade > SURE_TRADE
                and actor.kind in TRADE_KINDS
                and self.covers(actor)
            ):
                value = max(value, _NEED)  # the region's own body of the trade, before national ones
            if value > best[0]:
                best = value, reasons.need_reason(need, self._language)
        return best[0] + _SECOND_NEED * max(0, served - 1), best[1]

    def _serves(self, actor: Actor, need: Need) -> float:
        values = [0.0]
        here, themed = self.covers(actor), bool(set(actor.themes) & set(need.themes))
        weight = _IN_PASSING if self._asks_trade and need not in self._facets.aims else 1.0
        served = self._served_by(need)
        if actor.id in served:
            top = _LOCAL_NEED if need.local else _NEED
            values.append(weight * (top - _NATIONAL_STEP * served.index(actor.id)))
        if actor.kind in need.kinds and here and not (self._asks_trade and actor.kind in TRADE_KINDS):
            rank = need.kinds.index(actor.kind)
            value = _LOCAL_NEED + 0.2 * need.local + 0.1 * themed - 0.1 * rank
            taken_in = weight == 1.0 and need.kinds[0] in HOUSING and self._is_next_door(actor)
            values.append(value + _NEXT_DOOR if taken_in else weight * value - self._far_or_other(actor))
        elif actor.kind in need.next_door and self._is_next_door(actor):
            values.append(_LOCAL_NEED)
        if themed and (here or EVERYWHERE in actor.regions):
            values.append(_THEMED_NEED)
        return max(values)

    def _served_by(self, need: Need) -> tuple[str, ...]:
        """Ids of the national actors that serve a need of who speaks, in order of aptness."""
        public = need.for_public if self._is_public else ()
        return (*public, *(need.for_crafts if self._is_craft else ()), *need.actors)

    def _likely(self, labels: Iterable[str]) -> float:
        """How likely the message is to be about these, in all."""
        return sum(self._facets.need_shares.get(label, 0.0) for label in labels)

    def _may_be(self, labels: Iterable[str], least: float) -> bool:
        """Whether the message is likely enough to be about one of these."""
        return any(self._facets.need_shares.get(label, 0.0) >= least for label in labels)

    def _where(self, actor: Actor) -> tuple[float, list[str], float | None]:
        """What the place adds or costs, why, and the kilometres where both points are known."""
        if self._place is None:
            regions = reasons.regions_reason(actor, self._language)
            return (_ANYWHERE if EVERYWHERE in actor.regions else 0.0), [regions], None
        far = away(actor, self._position)
        near = 0.0 if far is None else _CLOSE * math.exp(-far / _CLOSE_KM)
        near_by = self._measured and far is not None and far < _TOLD_KM and bool(actor.city)
        exact = bool(self._position and self._position.exact)
        here = [reasons.distance_reason(actor, far or 0.0, exact, self._language)] if near_by else []
        region = reasons.region_reason(actor, self._place.region, self._language)
        known = told(far) if self._measured else None
        if self.covers(actor):
            own = _OWN_DEPARTMENT if of_department(actor, self._place) else 0.0
            return IN_REGION + near + own, [region, *here], known
        if EVERYWHERE in actor.regions:
            return NATIONAL, [region], None
        if not actor.regions:
            return _UNKNOWN, [], known
        near = 0.0 if far is None else _FAR_CLOSE * math.exp(-far / _FAR_CLOSE_KM)
        return _ELSEWHERE + near, [reasons.elsewhere_reason(actor, self._language)], known
