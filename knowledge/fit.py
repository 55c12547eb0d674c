"""How well one actor fits what a question asks, and what that says of it."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.records import Actor
from knowledge.regions import EVERYWHERE

IN_REGION, NATIONAL = 0.6, 0.3
"""What a place adds to the score of a body of the region, and of the country."""
SURE_TRADE, KIND = 0.6, 0.8
"""From which closeness a trade is the one asked; what being of the kind asked adds."""
BORDER_KM = 60.0
"""A body of another region counts as one of the region within it."""
TRADE_KINDS = frozenset({"pôle de compétitivité", "cluster", "centre technique"})
"""Kinds of the bodies of a trade."""
HOUSING = frozenset({"incubateur", "accélérateur", "pépinière", "technopole"})
"""Kinds that take companies in."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one actor fits; each value is 0 where it does not."""

    actor: Actor
    trade: float
    kind: float
    need: float
    where: float
    """Below 0 for a body of another region, or of none that is known."""
    score: float
    why: tuple[str, ...]
    kilometres: float | None
    next_door: bool
    """Whether it takes companies in, in the very town that is named, and a kind such as it is asked."""
    idle: bool
    """Whether a trade is asked, and neither it, nor a precise need, nor a general kind calls for this actor."""

    @property
    def serves(self) -> bool:
        """Whether it serves a need that was asked."""
        return self.need > 0

    @property
    def sure(self) -> bool:
        """Whether its trade is the one asked, and no neighbouring one."""
        return self.trade > SURE_TRADE

    @property
    def here(self) -> bool:
        """Whether it is the region's own body of the trade asked."""
        return self.sure and self.actor.kind in TRADE_KINDS and self.where >= IN_REGION

    @property
    def abroad(self) -> bool:
        """Whether it is of the trade or a neighbouring one, in another region and beyond its border."""
        return bool(self.trade) and self.where < 0 and (self.kilometres is None or self.kilometres > BORDER_KM)

    @property
    def whole(self) -> bool:
        """Whether both its trade and its kind are those asked, and it is not of another region."""
        return self.sure and self.kind >= KIND and self.where >= 0

    @property
    def neighbouring(self) -> float:
        """What a neighbouring trade alone brought it, which is to be taken off where bodies of the trade are found."""
        if self.sure or not self.trade or self.kind:
            return 0.0
        if not self.need:
            return self.score / 2
        return max(0.0, self.trade - self.need) if is_general(self.actor) else self.trade


def is_general(actor: Actor) -> bool:
    """Whether an actor serves every trade of the country: its themes are the needs that it serves."""
    return EVERYWHERE in actor.regions and actor.kind not in TRADE_KINDS
