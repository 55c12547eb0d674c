"""Which actors an adviser would send to who asks: two probabilities for each, learnt from advisers' own lists.

Logistic regression over signs of each actor beside a message (how near its trade and its seat are, where the matching
by rules places it), and, by the groups that the actor is of, over how likely the message is to be about each need and
trade and over its very words ("coiffeuse" calls for the chamber of trades, whatever its need). Learnt by
`bench/train_worth.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from knowledge.affinity import affinity
from knowledge.facets import Facets
from knowledge.fit import BORDER_KM, HOUSING, TRADE_KINDS
from knowledge.kinds import AGENCY
from knowledge.needs import Theme, needs, themes
from knowledge.places import Position
from knowledge.records import Actor, ActorMatch, Place
from knowledge.regions import EVERYWHERE
from knowledge.seats import away, of_department, out_of_reach
from knowledge.weighing import Flags, Floats, logistic, weighed

FILE = Path(__file__).parent / "data" / "worth.npz"
SENT = 0.45
"""From this probability of being sent at all, the best one is worth the first place."""
SURELY_LED, MOST_SURELY_LED = 0.6, 0.85
"""From this probability of being among the best, one is named to who may be no company; to who hardly is one."""
_ENOUGH, _LED_COUNTS, _LEAST_LED = 0.98, 0.2, 0.4
"""What the probability of being sent, and this share of that of being among the best, make at least together for
another place, and the least of the latter."""
_LIKELY_BEST = 0.55
"""One that is so likely to be sent, and among the best, has another place too."""
_AGENCY_LED = 0.55
"""From this probability of being among the best, a region's agency, which knows something of everything, has one."""
_LEAST_FIRST = 0.1
"""From this probability of being among the best, one has the first place where no place is told."""
ALONE, OF_TRADE_ALONE = 0.2, 0.4
"""How likely to be sent the only one is at least, if none is; and the rules' first, where a trade alone is told."""
ANOTHER, ANOTHER_UNCALLED = 0.25, 0.7
"""The same once others were shown, for one that the rules call for and for one that they do not."""

_TRADES, _NEAR, _OWN = "trade:", ", near", "own:"
_LIKELY = 0.02
"""Shares under it count for nothing."""
_TRADE, _SAME_TRADE = 0.1, 0.5
"""From which closeness, weighed by how likely the trade is, a body is of it at all, and wholly."""
_FARTHEST_KM, _THERE_KM = 400.0, 15.0
_FIRST = 3

NAMES = (
    "trade", "trades", "body_trade", "body_trade_here", "body_trade_national", "house_trade", "border_trade",
    "away_trade", "closest", "body_other", "house_other", "body_asked", "here", "house_here", "far", "near",
    "house_near", "national", "national_anywhere", "away", "young_house", "young_house_near", "young_body",
    "young_national", "house_nearest", "young_house_nearest", "department", "beside_department", "agency_alone",
    "national_alone", "body_away_alone", "kind", "matched", "rank", "first", "second", "three", "score",
)  # fmt: skip
"""The signs of an actor beside a message, as `Adviser.signs` gives them."""
_Column = Floats | Flags
Key = TypeVar("Key")


class Worth(NamedTuple):
    """What an adviser would make of an actor."""

    sent: float
    """How likely it is to be one that an adviser is content to send."""
    led: float
    """How likely it is to be among the few that an adviser sends first."""


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
    marks: Sequence[str] = ()
    """What its words are weighed by."""


class Signs(NamedTuple):
    """What an adviser looks at, for every actor of a directory in its order."""

    own: Floats
    """Shape (actors, signs)."""
    groups: Floats
    """From 0 to 1, how far each actor is of each group, where the message calls for it, shape (actors, groups)."""
    shares: Floats
    """How likely each need and trade is, and 1 at the end, shape (labels + 1,)."""


class Weights(NamedTuple):
    """What was learnt; the last axis of each table is that of `Worth`."""

    of_sign: Floats
    """Shape (signs + 1, 2), the intercept last."""
    by_group: Floats
    """Shape (groups, labels + 1, 2)."""
    groups: tuple[str, ...]
    rows: Mapping[str, int]
    """Row of each mark of a word."""
    idf: Floats
    """Inverse document frequency of each mark."""
    by_mark: Floats
    """Shape (marks, groups for which words count, 2)."""


def untaught(groups: Sequence[str]) -> Weights:
    """Give weights that say nothing, to learn others with."""
    size = len(labels()) + 1
    return Weights(
        np.zeros((len(NAMES) + 1, 2), dtype=np.float32),
        np.zeros((len(groups), size, 2), dtype=np.float32),
        tuple(groups),
        {},
        np.zeros(0, dtype=np.float32),
        np.zeros((0, len(worded_groups(groups)), 2), dtype=np.float32),
    )


@lru_cache(maxsize=1)
def labels() -> tuple[str, ...]:
    """Give the labels of needs, then of trades, told from those of needs."""
    return (*(need.label for need in needs()), *(f"{_TRADES}{theme.label}" for theme in themes()))


def groups_of(actor: Actor) -> tuple[str, ...]:
    """Give the groups of an actor; a body of the whole country has one of its own, one of a town counts there too."""
    if EVERYWHERE in actor.regions:
        return ("national", f"national:{actor.id}")
    kind = "body" if actor.kind in TRADE_KINDS else actor.kind
    return (kind, f"{kind}{_NEAR}", f"{_OWN}{actor.id}")


def worded_groups(groups: Sequence[str]) -> list[int]:
    """Give the places of the groups for which words count.

    Of one body of some region, or of bodies in the very town, the lists tell too little of each word.
    """
    return [place for place, group in enumerate(groups) if not (group.startswith(_OWN) or group.endswith(_NEAR))]


def rarest(idf: Floats) -> float:
    """Give the idf of a word that no list holds: that of the rarest, so that small words do not speak for it."""
    return float(idf.max(initial=0.0))


class Adviser:
    """Weighs the actors of a directory as advisers did. What it keeps of them is made once."""

    def __init__(self, actors: Sequence[Actor], weights: Weights | None = None) -> None:
        """Index what does not depend on the message; the weights are the shipped ones, unless others are given."""
        self._weights = weights or _shipped()
        self._actors = tuple(actors)
        self._rows = {actor.id: row for row, actor in enumerate(actors)}
        self._national = _flags(EVERYWHERE in actor.regions for actor in actors)
        self._body = _flags(actor.kind in TRADE_KINDS for actor in actors)
        self._house = _flags(actor.kind in HOUSING for actor in actors)
        self._agency = _flags(actor.kind == AGENCY for actor in actors)
        self._themed = _flags(bool(actor.themes) for actor in actors)
        of = [[group in groups_of(actor) for group in self._weights.groups] for actor in actors]
        self._groups = np.array(of, dtype=np.float32).reshape(len(actors), len(self._weights.groups))
        self._worded, self._rarest = worded_groups(self._weights.groups), rarest(self._weights.idf)
        self._groups_near = _flags(group.endswith(_NEAR) for group in self._weights.groups)
        self._closeness: dict[str, Floats] = {}

    def worths(self, asked: Asked) -> dict[str, Worth]:
        """Give what an adviser would make of each actor within reach, by its id."""
        signs, of_sign = self.signs(asked), self._weights.of_sign
        chances = logistic(signs.own @ of_sign[:-1] + of_sign[-1] + signs.groups @ self._told(signs.shares, asked))
        return {
            actor.id: Worth(*chance)
            for actor, chance in zip(self._actors, chances.tolist(), strict=True)
            if not out_of_reach(actor, asked.place)
        }

    def _told(self, shares: Floats, asked: Asked) -> Floats:
        """What a message says of each group, shape (groups, 2)."""
        learnt = self._weights
        told = np.tensordot(learnt.by_group, shares, axes=(1, 0))
        rows, values = weighed(asked.marks, learnt.rows, learnt.idf, unknown=self._rarest)
        told[self._worded] += np.tensordot(values, learnt.by_mark[rows], axes=(0, 0))
        return told

    def signs(self, asked: Asked) -> Signs:
        """Give what an adviser looks at, for every actor."""
        facets, place = asked.facets, asked.place
        close = self._close(facets.trade_shares)
        trade: Floats = close.max(axis=0)
        here = _flags(
            bool(place and place.region in actor.regions) and not out_of_reach(actor, place) for actor in self._actors
        )
        far = self._far(asked.position)
        columns = {
            "trades": close.sum(axis=0),
            **self._of_trade(trade, here, far, asks_trade=bool(facets.themes or facets.exact)),
            **self._of_place(here, far, placed=place is not None),
            **self._of_founders(here, far, young=asked.young),
            **self._of_others(trade, here, place),
            "kind": _flags(actor.kind in facets.kinds for actor in self._actors),
            **self._of_rules(asked.matches),
        }
        own = np.stack([np.asarray(columns[name], dtype=np.float32) for name in NAMES], axis=1)
        spoken = (self._national | here | (place is None)) * np.where(
            self._body, np.minimum(1.0, trade / _SAME_TRADE), 1.0
        )
        groups = self._groups * spoken[:, None] * np.where(self._groups_near, (far < _THERE_KM)[:, None], True)
        shares = {**facets.need_shares, **{_TRADES + label: share for label, share in facets.trade_shares.items()}}
        told = np.array([*(shares.get(label, 0.0) for label in labels()), 1.0], dtype=np.float32)
        return Signs(own, groups.astype(np.float32), np.where(told > _LIKELY, told, 0.0).astype(np.float32))

    def _of_trade(self, trade: Floats, here: Flags, far: Floats, *, asks_trade: bool) -> dict[str, _Column]:
        """Signs of how close an actor is to the likeliest trades."""
        other = trade < _TRADE
        return {
            "trade": trade,
            "body_trade": trade * self._body,
            "body_trade_here": trade * (self._body & here),
            "body_trade_national": trade * (self._body & self._national),
            "house_trade": trade * (self._house & here),
            "border_trade": trade * (~here & (far < BORDER_KM)),
            "away_trade": trade * (~here & ~self._national),
            "closest": (trade == trade.max(initial=0.0)) & ~other,
            "body_other": self._body & other,
            "house_other": self._house & self._themed & other & asks_trade,
            "body_asked": self._body & asks_trade,
        }

    def _of_place(self, here: Flags, far: Floats, *, placed: bool) -> dict[str, _Column]:
        """Signs of where an actor is."""
        near = far < _THERE_KM
        return {
            "here": here,
            "house_here": self._house & here,
            "far": np.where(np.isfinite(far), np.minimum(far, _FARTHEST_KM) / 100, 0.0).astype(np.float32),
            "near": near,
            "house_near": self._house & near,
            "national": self._national,
            "national_anywhere": self._national & (not placed),
            "away": ~here & ~self._national,
        }

    def _of_founders(self, here: Flags, far: Floats, *, young: bool) -> dict[str, _Column]:
        """Signs that count where it may be a company that begins, and the nearest of those that take companies in."""
        house = self._house & here
        nearest = house & np.isfinite(far) & (far <= far[house].min(initial=np.inf))
        return {
            "young_house": house & young,
            "young_house_near": self._house & (far < _THERE_KM) & young,
            "young_body": self._body & young,
            "young_national": self._national & young,
            "house_nearest": nearest,
            "young_house_nearest": nearest & young,
        }

    def _of_others(self, trade: Floats, here: Flags, place: Place | None) -> dict[str, _Column]:
        """Signs of whom else there is: a département's own agency beside its region's, and how far no body of the trade
        is known where the asker is (wholly, where no place is told).
        """
        own = here & _flags(of_department(actor, place) for actor in self._actors)
        without = 1.0 - float(np.minimum(1.0, trade[self._body & here] / _SAME_TRADE).max(initial=0.0))
        return {
            "department": own,
            "beside_department": here & self._agency & bool(own.any()),
            "agency_alone": without * (self._agency & here),
            "national_alone": without * (self._national & ~self._body),
            "body_away_alone": without * trade * (self._body & ~here & ~self._national),
        }

    def _of_rules(self, matches: Sequence[ActorMatch]) -> dict[str, _Column]:
        """Signs of the place that each actor has among the matches, and its share of the best one's score."""
        found = np.zeros((6, len(self._actors)), dtype=np.float32)
        best = max((match.score for match in matches), default=0.0)
        for rank, match in enumerate(matches):
            share = match.score / best if best > 0 else 1.0
            found[:, self._rows[match.actor.id]] = (1, 1 / (1 + rank), rank == 0, rank == 1, rank < _FIRST, share)
        return dict(zip(("matched", "rank", "first", "second", "three", "score"), found, strict=True))

    def _close(self, shares: Mapping[str, float]) -> Floats:
        """How close each actor is to each trade that is likely, weighed by that, shape (trades, actors)."""
        likely = [theme for theme in themes() if shares.get(theme.label, 0.0) > _LIKELY]
        rows = [shares[theme.label] * self._closeness_to(theme) for theme in likely]
        return np.stack(rows) if rows else np.zeros((1, len(self._actors)), dtype=np.float32)

    def _closeness_to(self, theme: Theme) -> Floats:
        if theme.label not in self._closeness:
            found = [affinity(actor, theme) for actor in self._actors]
            self._closeness[theme.label] = np.array(found, dtype=np.float32)
        return self._closeness[theme.label]

    def _far(self, position: Position | None) -> Floats:
        """Kilometres to each actor, infinity where they are not known."""
        found = (away(actor, position) for actor in self._actors)
        return np.array([np.inf if far is None else far for far in found], dtype=np.float32)


def sent(worths: Mapping[Key, Worth], *, alone: float, agencies: Collection[Key] = ()) -> list[Key]:
    """Give the keys of those that an adviser would send, best first.

    The first is the best of those that one is content to send, or else of those `alone` as likely to be sent; the
    others are surely sent, or likely to be among the best, as those that are `agencies` have to be.
    """
    ranked = sorted(worths, key=lambda one: -worths[one].led)
    least = 0.0 if alone else _LEAST_FIRST  # where a place is told, an agency is better than a guess
    first = [one for one in ranked if worths[one].sent >= SENT and worths[one].led >= least]
    first = first or [one for one in ranked if worths[one].sent >= alone]
    filling = {one for one in agencies if one in worths and worths[one].led < _AGENCY_LED}
    others = (one for one in ranked if one not in first[:1] and one not in filling)
    return [*first[:1], *(one for one in others if _is_surely_sent(worths[one]))]


def _is_surely_sent(worth: Worth) -> bool:
    if min(worth) >= _LIKELY_BEST:
        return True
    return worth.led >= _LEAST_LED and worth.sent + _LED_COUNTS * worth.led >= _ENOUGH


def _flags(found: Iterable[bool]) -> Flags:
    return np.array(list(found), dtype=np.bool_)


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    with np.load(FILE) as kept:
        if tuple(str(kept["names"]).split("\n")) != NAMES:
            raise ValueError(f"{FILE.name} was learnt with other signs: run python -m bench.train_worth")
        known = {name: row for row, name in enumerate(str(kept["labels"]).split("\n"))}
        table = kept["by_group"].astype(np.float32)
        blank = np.zeros_like(table[:, :1])  # a label that it was not taught says nothing
        rows = [known.get(label) for label in labels()]
        of_labels = [blank if row is None else table[:, [row]] for row in rows]
        by_group = np.concatenate([*of_labels, table[:, [len(known)]]], axis=1)
        groups, marks = tuple(str(kept["groups"]).split("\n")), str(kept["marks"]).split("\n")
        return Weights(
            kept["of_sign"].astype(np.float32),
            by_group,
            groups,
            {mark: row for row, mark in enumerate(marks)},
            kept["idf"].astype(np.float32),
            kept["by_mark"] * kept["scale"],
        )
