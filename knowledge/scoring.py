"""The actors that fit a question, best first, without those that would say nothing beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from knowledge.affinity import without_overlap
from knowledge.fit import BORDER_KM, HOUSING, TRADE_KINDS, Fit, is_general
from knowledge.fitting import Fitting
from knowledge.kinds import kinds
from knowledge.places import Position
from knowledge.records import Actor, ActorMatch
from knowledge.regions import EVERYWHERE
from knowledge.understanding import Reading
from knowledge.worth import DOUBTFUL, LEAST, LEAST_ANOTHER, LEAST_FIRST, SURER, worths

_FAR_ONES, _FARTHEST_STEP = 3, 3
"""Bodies of other regions that are named where the region has none."""
_SURELY = 0.75
"""How likely a message is to be after a need that is so."""
_MOSTLY = 0.75
"""How likely a message is to be after what a body of its trade hardly serves, that another may come first."""
_KEPT = 0.5
"""A match scoring under this share of the best one is left out: nothing is better than something irrelevant."""


class Scoring:
    """How well each actor fits one reading of a question."""

    def __init__(
        self, reading: Reading, position: Position | None, described: Mapping[str, int], language: str
    ) -> None:
        """Take a reading, where its place is, and how many of its words each actor's description holds (by id)."""
        self._facets = without_overlap(reading.facets)
        self._place = reading.place
        self._fitting = Fitting(self._facets, reading.place, position, described, language)
        self._asks_trade = bool(self._facets.themes or self._facets.exact)
        self._fits: dict[str, Fit] = {}

    def serves_need(self, match: ActorMatch) -> bool:
        """Whether a match serves a need that was asked."""
        return self._fits[match.actor.id].serves

    def is_beside(self, match: ActorMatch) -> bool:
        """Whether a match is only of the kind asked, and of another trade."""
        return self._is_beside(self._fits[match.actor.id])

    def helps(self, match: ActorMatch) -> bool:
        """Whether a match has more to say than a neighbouring trade: its own trade, a need or a kind that was asked."""
        fit = self._fits.get(match.actor.id)
        if fit is None:  # a house for who begins
            return False
        return (fit.sure and not is_general(fit.actor)) or fit.serves or match.actor.kind in self._facets.kinds

    def knows_trade(self, match: ActorMatch) -> bool:
        """Whether a match is a body of the trade that was asked."""
        return self._fits[match.actor.id].knows_trade

    def house(self, actors: Iterable[Actor], given: Sequence[ActorMatch]) -> ActorMatch | None:
        """The match of the very town that would best take in a company that begins, if none that does is given."""
        if any(self._fitting.is_in_town(match.actor) for match in given):
            return None
        value, found = max(((self._fitting.takes_in(actor), actor) for actor in actors), key=itemgetter(0))
        return self._fitting.housing(found, given[-1].score) if value else None

    def ranked(self, actors: Iterable[Actor]) -> list[Fit]:
        """Give how well each actor that may be called for fits, best first."""
        fits = [fit for actor in actors if (fit := self._fitting.fit(actor))]
        return sorted(fits, key=lambda fit: -fit.score)

    def matches(self, actors: Iterable[Actor]) -> list[ActorMatch]:
        """Give every actor that fits, best first, those far behind the best left out."""
        fits = self.ranked(actors)
        self._fits = {fit.actor.id: fit for fit in fits}
        sure = any(fit.sure for fit in fits)
        found = [_match(fit, without_neighbouring=sure) for fit in self._relevant(fits)]
        found.sort(key=lambda match: (self._step(match), -match.score))
        return self._kept(self._near_enough(found))

    def worthy(self, matches: list[ActorMatch], *, another: bool = False) -> list[ActorMatch]:
        """Give the best of the matches, unless hardly worth it, and of the others those that an adviser would send.

        The surest of these comes first: before the best too, where that is doubtful or hardly serves what is wished.
        Without a place, no agency could stand for the best, which is kept. To who names no trade beside a kind of
        structure, or asks nothing that is known, all are given.
        `another`: to who has seen the best and asks for more, less will do.
        """
        if not matches or not self._facets or self._is_of_kinds():
            return matches
        worth = dict(zip(self._fits, worths([*self._fits.values()], placed=self._place is not None), strict=True))
        if another:
            return [match for match in matches if worth[match.actor.id] >= LEAST_ANOTHER]
        first, surest = matches[0], max(matches, key=lambda match: worth[match.actor.id])
        best, ahead = self._fits[first.actor.id], worth[surest.actor.id] - worth[first.actor.id]
        beside = best.trade_alone and best.apart >= _MOSTLY
        if ahead > (0.0 if beside else SURER) and (beside or worth[first.actor.id] < DOUBTFUL):
            first = surest
        others = [match for match in matches if match is not first and worth[match.actor.id] >= LEAST]
        others.sort(key=lambda match: -worth[match.actor.id])
        return [first, *others] if not self._place or worth[first.actor.id] >= LEAST_FIRST else others

    def _is_of_kinds(self) -> bool:
        """Whether kinds of structure are asked, and no trade, or kinds that take companies in."""
        kinds = self._facets.kinds
        return bool(kinds) and not (self._asks_trade and HOUSING.isdisjoint(kinds))

    def _relevant(self, fits: list[Fit]) -> list[Fit]:
        """The fits without those that say nothing once better ones are there."""
        out: set[str] = set()
        if any(fit.here for fit in fits):  # another region's bodies of the trade, where the asker's own has one
            out |= {fit.actor.id for fit in fits if fit.abroad}
        if any(fit.sure for fit in fits):  # bodies of other trades, to who names a trade
            out |= {fit.actor.id for fit in fits if fit.idle}
        whole = any(fit.whole for fit in fits)  # "un pôle pour la plasturgie": the pôles of other trades
        out |= {fit.actor.id for fit in fits if self._is_beside(fit) and (whole or fit.actor.kind in TRADE_KINDS)}
        if self._is_served_alone() and any(fit.serves for fit in fits):  # a patent for a hinge: no mechanics' body
            out |= {fit.actor.id for fit in fits if not (fit.serves or fit.kind)}
        return [fit for fit in fits if fit.actor.id not in out]

    def _is_served_alone(self) -> bool:
        """Whether all that is asked is surely such that a body of the asker's trade has nothing to add."""
        aims, shares = self._facets.aims, self._facets.need_shares
        return bool(aims) and all(need.alone and shares.get(need.label, 0.0) >= _SURELY for need in aims)

    def _near_enough(self, found: list[ActorMatch]) -> list[ActorMatch]:
        """The matches without those of other regions where the asker's own has one, and no more than a few of them."""
        if found and self._widens and self._step(found[0]) == 0:
            found = [match for match in found if self._step(match) < _FARTHEST_STEP]
        far = [match for match in found if self._fits[match.actor.id].abroad][_FAR_ONES:]
        return [match for match in found if match not in far]

    def _kept(self, found: list[ActorMatch]) -> list[ActorMatch]:
        """The matches that are not far behind the best; who best serves a need that was asked stays, however far."""
        served = next(filter(self.serves_need, found), None)
        return [match for match in found if match is served or match.score >= _KEPT * found[0].score]

    def _is_beside(self, fit: Fit) -> bool:
        return self._asks_trade and not (fit.trade or fit.need or fit.next_door)

    @property
    def _widens(self) -> bool:
        """Whether a kind of structure is asked somewhere, and no trade: the search widens from there, step by step."""
        return bool(self._facets.kinds and self._place and not self._asks_trade)

    def _step(self, match: ActorMatch) -> int:
        """How far from what was asked a match is: that kind there, one that may do, the country's, another region's."""
        if not self._widens:
            return 0
        actor = match.actor
        here = self._fitting.covers(actor) or (match.distance_km is not None and match.distance_km <= BORDER_KM)
        if not here:
            return 2 if EVERYWHERE in actor.regions else _FARTHEST_STEP
        if actor.kind in self._facets.kinds:
            return 0
        return 1 if any(actor.kind in kinds()[kind].near for kind in self._facets.kinds) else 2


def _match(fit: Fit, *, without_neighbouring: bool) -> ActorMatch:
    """The match of a fit; a body of a neighbouring trade, even a near one, comes after those of the trade itself."""
    less = fit.neighbouring if without_neighbouring else 0.0
    return ActorMatch(fit.actor, round(fit.score, 4) - less, fit.why, fit.kilometres)
