"""Which actors an adviser would send to who asks: two probabilities for each, learnt from advisers' own lists.

Logistic regression over signs of each actor beside a message (how near its trade and its seat are, where the matching
by rules places it) and over how likely the message is to be about each need and trade, by the groups that the actor is
of. Learnt by `bench/train_worth.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.affinity import affinity
from knowledge.facets import Facets
from knowledge.fit import BORDER_KM, HOUSING, TRADE_KINDS
from knowledge.needs import needs, themes
from knowledge.places import Position
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE
from knowledge.seats import away, out_of_reach
from knowledge.weighing import Floats

FILE = Path(__file__).parent / "data" / "worth.npz"
SENT, UNCALLED = 0.7, 0.9
"""From this probability on a card is worth one of the first places; one that no rule calls for, which may only fill."""
LED, LED_SENT = 0.35, 0.3
"""From these probabilities of being among the best, and of being sent at all, a card is worth its place too."""
ALONE, OF_TRADE_ALONE, ANOTHER = 0.35, 0.4, 0.25
"""What is enough to be the only one; for the rules' first where a trade alone is told; once others were shown."""

_TRADES, _NEAR = "trade:", ", near"
_LIKELY = 0.02
"""Shares under it count for nothing."""
_TOLD = 0.25
"""As likely, a need is a reason to name."""
_TRADE, _SAME_TRADE = 0.1, 0.5
"""From which closeness, weighed by how likely the trade is, a body is of it at all, and wholly."""
_FARTHEST_KM, _THERE_KM = 400.0, 15.0
_FIRST = 3

NAMES = (
    "trade", "trades", "body_trade", "body_trade_here", "body_trade_national", "house_trade", "border_trade",
    "away_trade", "closest", "body_other", "house_other", "body_asked", "here", "house_here", "far", "near",
    "house_near", "national", "national_anywhere", "away", "young_house", "young_house_near", "young_body",
    "young_national", "kind", "matched", "rank", "first", "second", "three", "score",
)  # fmt: skip
"""The signs of an actor beside a message, as `Adviser.signs` gives them."""

Flags = npt.NDArray[np.bool_]


class Worth(NamedTuple):
    """What an adviser would make of an actor."""

    sent: float
    """How likely it is to be one that an adviser is content to send."""
    led: float
    """How likely it is to be among the few that an adviser sends first."""
    need: str
    """Label of the need that speaks most for it, "" if none does."""


class Asked(NamedTuple):
    """What a message asks, as far as an adviser hears it."""

    facets: Facets
    place: Place | None
    position: Position | None
    """Where the place is."""
    matches: Sequence[ActorMatch]
    """Those that the rules find, best first."""
    young: bool = False
    """Whether it may be a company's that begins."""


class Signs(NamedTuple):
    """What an adviser looks at, for every actor of a directory in its order."""

    own: Floats
    """Shape (actors, signs)."""
    groups: Floats
    """From 0 to 1, how far each actor is of each group, where the message calls for it, shape (actors, groups)."""
    shares: Floats
    """How likely each need and trade is, and 1 at the end, shape (labels + 1,)."""


class _Weights(NamedTuple):
    of_sign: Floats
    """Shape (signs + 1, 2), the intercept last; columns are those of `Worth`."""
    by_group: Floats
    """Shape (groups, labels + 1, 2)."""
    groups: tuple[str, ...]


@lru_cache(maxsize=1)
def labels() -> tuple[str, ...]:
    """Give the labels of needs, then of trades, told from those of needs."""
    return (*(need.label for need in needs()), *(f"{_TRADES}{theme.label}" for theme in themes()))


def groups_of(actor: Actor) -> tuple[str, ...]:
    """Give the groups of an actor; a body of the whole country has one of its own, one of a town counts there too."""
    if EVERYWHERE in actor.regions:
        return ("national", f"national:{actor.id}")
    kind = "body" if actor.kind in TRADE_KINDS else actor.kind
    return (kind, f"{kind}{_NEAR}", f"own:{actor.id}")


class Adviser:
    """Weighs the actors of a directory as advisers did. What it keeps of them is made once."""

    def __init__(self, actors: Sequence[Actor], groups: Sequence[str] | None = None) -> None:
        """Index what does not depend on the message; `groups` are those that were learnt, or that are to be."""
        self.actors = tuple(actors)
        self._national = np.array([EVERYWHERE in actor.regions for actor in actors], dtype=np.bool_)
        self._body = np.array([actor.kind in TRADE_KINDS for actor in actors], dtype=np.bool_)
        self._house = np.array([actor.kind in HOUSING for actor in actors], dtype=np.bool_)
        self._themed = np.array([bool(actor.themes) for actor in actors], dtype=np.bool_)
        self._rows = {actor.id: row for row, actor in enumerate(actors)}
        self._closeness = {theme.label: np.zeros(0, dtype=np.float32) for theme in themes()}
        groups = _weights().groups if groups is None else groups
        self._groups = np.array([[group in groups_of(actor) for group in groups] for actor in actors], dtype=np.float32)
        self._groups_near = np.array([group.endswith(_NEAR) for group in groups], dtype=np.bool_)

    def worths(self, asked: Asked) -> dict[str, Worth]:
        """Give what an adviser would make of each actor within reach, by its id."""
        signs, learnt = self.signs(asked), _weights()
        said = np.einsum("glc,l->glc", learnt.by_group, signs.shares)
        scores = signs.own @ learnt.of_sign[:-1] + learnt.of_sign[-1] + signs.groups @ said.sum(axis=1)
        sent, led = 1 / (1 + np.exp(-scores.T))
        by_need = (signs.groups @ said[:, : len(needs()), 0]) * (signs.shares[: len(needs())] >= _TOLD)
        return {
            actor.id: Worth(float(sent[row]), float(led[row]), _told_by(by_need[row]))
            for row, actor in enumerate(self.actors)
            if not out_of_reach(actor, asked.place)
        }

    def signs(self, asked: Asked) -> Signs:
        """Give what an adviser looks at, for every actor."""
        facets = asked.facets
        close = self._close(facets.trade_shares)
        trade, trades = (close.max(axis=0), close.sum(axis=0))
        here, far = self._here(asked.place), self._far(asked.position)
        away_from = ~here & ~self._national
        near = far < _THERE_KM
        asks_trade = bool(facets.themes or facets.exact)
        other = trade < _TRADE
        columns = {
            "trade": trade,
            "trades": trades,
            "body_trade": trade * self._body,
            "body_trade_here": trade * (self._body & here),
            "body_trade_national": trade * (self._body & self._national),
            "house_trade": trade * (self._house & here),
            "border_trade": trade * (~here & (far < BORDER_KM)),
            "away_trade": trade * away_from,
            "closest": (trade == trade.max(initial=0.0)) & ~other,
            "body_other": self._body & other,
            "house_other": self._house & self._themed & other & asks_trade,
            "body_asked": self._body & asks_trade,
            "here": here,
            "house_here": self._house & here,
            "far": np.where(np.isfinite(far), np.minimum(far, _FARTHEST_KM), 0.0) / 100,
            "near": near,
            "house_near": self._house & near,
            "national": self._national,
            "national_anywhere": self._national & (asked.place is None),
            "away": away_from,
            "young_house": self._house & here & asked.young,
            "young_house_near": self._house & near & asked.young,
            "young_body": self._body & asked.young,
            "young_national": self._national & asked.young,
            "kind": np.array([actor.kind in facets.kinds for actor in self.actors], dtype=np.bool_),
            **self._matched(asked.matches),
        }
        own = np.stack([np.asarray(columns[name], dtype=np.float32) for name in NAMES], axis=1)
        spoken = (self._national | here | (asked.place is None)) * np.where(
            self._body, np.minimum(1.0, trade / _SAME_TRADE), 1.0
        )
        groups = self._groups * spoken[:, None] * np.where(self._groups_near, near[:, None], True)
        shares = {**facets.need_shares, **{_TRADES + label: share for label, share in facets.trade_shares.items()}}
        told = np.array([*(shares.get(label, 0.0) for label in labels()), 1.0], dtype=np.float32)
        return Signs(own, groups.astype(np.float32), np.where(told > _LIKELY, told, 0.0).astype(np.float32))

    def _close(self, shares: Mapping[str, float]) -> Floats:
        """How close each actor is to each trade that is likely, weighed by that, shape (trades, actors)."""
        rows = [
            shares[theme.label] * self._closeness_to(theme.label)
            for theme in themes()
            if shares.get(theme.label, 0.0) > _LIKELY
        ]
        return np.stack(rows) if rows else np.zeros((1, len(self.actors)), dtype=np.float32)

    def _closeness_to(self, label: str) -> Floats:
        if not len(self._closeness[label]):
            theme = next(theme for theme in themes() if theme.label == label)
            self._closeness[label] = np.array([affinity(actor, theme) for actor in self.actors], dtype=np.float32)
        return self._closeness[label]

    def _here(self, place: Place | None) -> Flags:
        return np.array([bool(place and place.region in actor.regions) for actor in self.actors], dtype=np.bool_)

    def _far(self, position: Position | None) -> Floats:
        """Kilometres to each actor, infinity where they are not known."""
        found = (away(actor, position) for actor in self.actors)
        return np.array([np.inf if far is None else far for far in found], dtype=np.float32)

    def _matched(self, matches: Sequence[ActorMatch]) -> dict[str, Floats]:
        """Which place each actor has among the matches, and the share of the best one's score."""
        names = ("matched", "rank", "first", "second", "three", "score")
        found = {name: np.zeros(len(self.actors), dtype=np.float32) for name in names}
        for rank, match in enumerate(matches):
            row = self._rows[match.actor.id]
            values = (1.0, 1 / (1 + rank), rank == 0, rank == 1, rank < _FIRST, match.score / matches[0].score)
            for name, value in zip(names, values, strict=True):
                found[name][row] = value
        return found


def _told_by(by_need: Floats) -> str:
    """The label of the need that says most, "" if none speaks for the actor."""
    row = int(by_need.argmax())
    return needs()[row].label if by_need[row] > 0 else ""


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    with np.load(FILE) as kept:
        groups = tuple(str(kept["groups"]).split("\n"))
        known = {name: row for row, name in enumerate(str(kept["labels"]).split("\n"))}
        table = kept["by_group"].astype(np.float32)
        rows = [known.get(label, -2) for label in labels()]  # a label that it was not taught says nothing
        blank = np.zeros_like(table[:, :1])
        by_group = np.concatenate([table[:, [row]] if row >= 0 else blank for row in (*rows, len(known))], axis=1)
        return _Weights(kept["of_sign"].astype(np.float32), by_group, groups)
