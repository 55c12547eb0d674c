"""The actors that fit a question, best first, without those that would say nothing beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from knowledge.affinity import without_overlap
from knowledge.fit import BORDER_KM, HOUSING, TRADE_KINDS, Fit
from knowledge.fitting import Fitting
from knowledge.kinds import AGENCY, kinds
from knowledge.needs import needs
from knowledge.places import Position
from knowledge.records import Actor, ActorMatch
from knowledge.regions import EVERYWHERE, serve
from knowledge.seats import of_department
from knowledge.understanding import Reading
from knowledge.worth import ALONE, ANOTHER, ANOTHER_UNCALLED, OF_TRADE_ALONE, Adviser, Asked, Worth, sent

_FAR_ONES, _FARTHEST_STEP = 3, 3
"""Bodies of other regions that are named where the region has none."""
_HEARD = 0.25
"""How likely a need is at least to be one that was told."""
_SURELY = 0.75
"""How likely a message is to be after a need that is so."""
_FIRST = 3
"""Matches that are seen at once."""
_FEW_OTHERS = 2
"""Words that nothing explains, up to which a message that tells a trade and no need tells a trade alone."""
_KEPT = 0.5
"""A match scoring under this share of the best one is left out: nothing is better than something irrelevant."""


class Scoring:
    """How well each actor fits one reading of a question."""

    def __init__(
        self, reading: Reading, position: Position | None, described: Mapping[str, int], language: str
    ) -> None:
        """Take a reading, where its place is, and how many of its words each actor's description holds (by id)."""
        self._facets = without_overlap(reading.facets)
        self._place, self._position = reading.place, position
        self._young, self._marks = reading.young, reading.marks
        self._fitting = Fitting(self._facets, reading.place, position, described, language)
        self._asks_trade = bool(self._facets.themes or self._facets.exact)
        self._fits: dict[str, Fit] = {}

    def serves_need(self, match: ActorMatch) -> bool:
        """Whether a match serves a need that was asked."""
        fit = self._fits.get(match.actor.id)
        return fit is not None and fit.serves

    def is_beside(self, match: ActorMatch) -> bool:
        """Whether a match is only of the kind asked, and of another trade."""
        fit = self._fits.get(match.actor.id)
        return fit is not None and self._is_beside(fit)

    def matches(self, actors: Iterable[Actor]) -> list[ActorMatch]:
        """Give every actor that fits, best first, those far behind the best left out."""
        found = [fit for actor in actors if (fit := self._fitting.fit(actor))]
        fits = sorted(found, key=lambda fit: -fit.score)
        self._fits = {fit.actor.id: fit for fit in fits}
        sure = any(fit.sure for fit in fits)
        matches = [_match(fit, without_neighbouring=sure) for fit in self._relevant(fits)]
        matches.sort(key=lambda match: (self._step(match), -match.score))
        return self._kept(self._near_enough(matches))

    def asked(self, matches: Sequence[ActorMatch]) -> Asked:
        """Give what an adviser hears, with what the rules find."""
        return Asked(self._facets, self._place, self._position, matches, self._young, self._marks)

    def advised(
        self, actors: Iterable[Actor], matches: Sequence[ActorMatch], adviser: Adviser, *, another: bool = False
    ) -> list[ActorMatch]:
        """Give those of the actors that an adviser would send, best first.

        Without a place, there is one at least where the rules find any. `another`: to who has seen the best and asks
        for more, less will do.
        """
        known = {match.actor.id: match for match in matches}
        near = {actor.id: actor for actor in actors if not self._is_overseas_of(actor)}
        worths = {one: worth for one, worth in adviser.worths(self.asked(matches)).items() if one in near}
        if another:
            ranked = sorted(worths, key=lambda one: -worths[one].led)
            ids = [one for one in ranked if worths[one].sent >= (ANOTHER if one in known else ANOTHER_UNCALLED)]
        else:
            agencies = [one for one in worths if near[one].kind == AGENCY]
            ids = self._sent(worths, matches[0].actor if matches else None, agencies)
        given = sorted((near[one] for one in ids), key=lambda one: not self._is_of_kind_asked(one))
        return [replace(self._card(one, known), score=round(worths[one.id].led, 4)) for one in given]

    def _sent(self, worths: Mapping[str, Worth], best: Actor | None, agencies: Sequence[str]) -> list[str]:
        """Ids of those that an adviser would send; `best`, by the rules, too where nothing but a trade is told."""
        may_be_none = self._place is not None or best is None  # a place tells of an agency
        ids = sent(worths, alone=ALONE if may_be_none else 0.0, agencies=agencies)
        if self._is_of_bodies_alone() and any(self._is_body_here(one) for one in ids):
            ids = [one for one in ids if one not in agencies or one == ids[0]]
        if best is None or best.id not in worths or best.id in ids:
            return ids
        told = self._tells_a_trade_alone() and worths[best.id].sent >= OF_TRADE_ALONE
        if not (told or self._is_of_kind_asked(best)):
            return ids
        before = 0 if self._place is None else _FIRST - 1  # "céramique"; "voiliers à La Rochelle"
        return [*ids[:before], best.id, *ids[before:]]

    def _is_of_bodies_alone(self) -> bool:
        """Whether no need is heard to which a region's agency has something to add beside a body of the trade."""
        shares = self._facets.need_shares
        return not any(shares.get(need.label, 0.0) >= _HEARD and not need.bodies for need in needs())

    def _is_body_here(self, actor_id: str) -> bool:
        fit = self._fits.get(actor_id)
        return fit is not None and fit.here

    def _tells_a_trade_alone(self) -> bool:
        return self._asks_trade and not self._fitting.needs and len(self._facets.others) <= _FEW_OTHERS

    def _card(self, actor: Actor, known: Mapping[str, ActorMatch]) -> ActorMatch:
        """What is shown of an actor that an adviser would send, whether the rules keep it or not."""
        fit = self._fits.get(actor.id)
        if actor.id in known or fit is None:
            return known.get(actor.id) or self._fitting.uncalled(actor)
        return _match(fit, without_neighbouring=False)

    def _is_overseas_of(self, actor: Actor) -> bool:
        """Whether an ocean lies between an actor and the asker, who is overseas."""
        place = self._place
        return place is not None and place.department.startswith("97") and not serve(actor.regions, place.region)

    def _is_of_kind_asked(self, actor: Actor) -> bool:
        """Whether an actor is of the kind asked: a body of the trade there, or one that takes companies in.

        The latter has to be there too, or of a trade that is named in full.
        """
        if actor.kind not in self._facets.kinds:
            return False
        if actor.kind in HOUSING:
            of_trade = not self._place and not {*self._facets.exact}.isdisjoint(actor.themes)
            return of_trade or self._fitting.covers(actor)
        fit = self._fits.get(actor.id)
        return fit is not None and fit.whole and fit.here

    @property
    def is_of_kinds(self) -> bool:
        """Whether kinds of structure are asked, and no trade."""
        return bool(self._facets.kinds) and not self._asks_trade

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
        own_agency = AGENCY in self._facets.kinds and of_department(actor, self._place)
        if actor.kind in self._facets.kinds or own_agency:
            return 0
        return 1 if any(actor.kind in kinds()[kind].near for kind in self._facets.kinds) else 2


def _match(fit: Fit, *, without_neighbouring: bool) -> ActorMatch:
    """The match of a fit; a body of a neighbouring trade, even a near one, comes after those of the trade itself."""
    less = fit.neighbouring if without_neighbouring else 0.0
    return ActorMatch(fit.actor, round(fit.score, 4) - less, fit.why, fit.kilometres)
