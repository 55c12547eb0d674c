"""Whether an adviser would send an actor to who asks: a probability, from signs of how it fits.

Logistic regression over cards that were judged one by one, learnt by `bench/train_worth.py`. The signs are those of the
fit itself and of what comes before it: another region's body helps where the asker's own has none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from knowledge.fit import HOUSING, IN_REGION, Fit, is_general
from knowledge.regions import EVERYWHERE
from knowledge.weighing import Floats, probability

LEAST, LEAST_FIRST, LEAST_ANOTHER = 0.45, 0.35, 0.2
"""From this probability on a card is worth one of the places after the first, the first, one once others were shown."""
DOUBTFUL, SURER = 0.4, 0.15
"""Under this probability the best fit leaves the first place to one that is surer by so much."""
_AHEAD: Final = 3
"""How many of those that fit better are looked at."""
_FARTHEST: Final = 4.0
"""Hundreds of kilometres beyond which far is far."""
_THERE_KM: Final = 12.0
_UNSURE: Final = 0.01
"""The least and, from 1, the most that a share is taken for."""

_WEIGHTS: Final = {
    # Learnt by bench/train_worth.py: how much each sign raises the log-odds that a card is worth sending.
    "of_trade": -0.91, "trade_share": 0.23, "trade": 2.07, "serves": 0.58, "need_share": 0.26, "aimed": -0.28,
    "house": -2.23, "house_there": 0.94, "trade_alone": -0.58, "apart": -2.09, "general": 0.32, "anywhere": 1.90,
    "nowhere": -1.85, "away": -2.17, "national": -0.18, "there": 1.16, "far": -0.17, "own_ahead": -0.20,
    "same_ahead": -0.46, "score": 2.82,
}  # fmt: skip
_INTERCEPT: Final = -1.15
NAMES: Final = tuple(_WEIGHTS)
_LINE: Final = np.array([*_WEIGHTS.values(), _INTERCEPT], dtype=np.float32)


def worths(fits: Sequence[Fit], *, placed: bool) -> list[float]:
    """Give how likely each fit is to be worth sending, for fits in the order of their scores.

    `placed`: whether it is known where the company is.
    """
    if not fits:
        return []
    return [float(worth) for worth in probability(signs(fits, placed=placed), _LINE)]


def signs(fits: Sequence[Fit], *, placed: bool) -> Floats:
    """Give the signs of fits in the order of their scores, shape (fits, signs)."""
    asks_trade = any(fit.of_trade for fit in fits)
    every = (_signs(fit, fits[:place][:_AHEAD], fits[0].score, placed, asks_trade) for place, fit in enumerate(fits))
    return np.array([[found[name] for name in NAMES] for found in every], dtype=np.float32)


def _signs(fit: Fit, ahead: Sequence[Fit], best: float, placed: bool, asks_trade: bool) -> Mapping[str, float]:
    near = fit.kilometres is not None and fit.kilometres < _THERE_KM
    return {
        "of_trade": fit.of_trade,
        "trade_share": _logit(fit.theme_share) if fit.of_trade else 0.0,
        "trade": fit.trade,
        "serves": fit.serves,
        "need_share": _logit(fit.need_share) if fit.serves else 0.0,
        "aimed": fit.serves and fit.aimed,
        "house": fit.actor.kind in HOUSING,
        "house_there": fit.actor.kind in HOUSING and near,
        "trade_alone": fit.trade_alone,
        "apart": fit.apart if fit.trade_alone else 0.0,
        "general": fit.serves and asks_trade and not fit.of_trade and is_general(fit.actor),
        "nowhere": not placed,
        "anywhere": not placed and EVERYWHERE in fit.actor.regions,
        "away": placed and fit.where < 0.0,
        "national": placed and 0.0 <= fit.where < IN_REGION,
        "there": near,
        "far": min((fit.kilometres or 0.0) / 100, _FARTHEST) if placed else 0.0,
        "own_ahead": sum(other.sure and other.where >= IN_REGION for other in ahead),
        "same_ahead": sum(bool(fit.theme) and other.theme == fit.theme for other in ahead),
        "score": fit.score / best,
    }


def _logit(share: float) -> float:
    share = min(max(share, _UNSURE), 1 - _UNSURE)
    return math.log(share / (1 - share))
