"""Whether an adviser would send an actor to who asks: a probability, from signs of how it fits.

Logistic regression over cards that were judged one by one, learnt by `bench/train_worth.py`. The signs are those of the
fit itself and of what comes before it: another region's body helps where the asker's own has none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from knowledge.fit import HOUSING, IN_REGION, TRADE_KINDS, Fit
from knowledge.weighing import Floats, probability

LEAST, LEAST_FIRST, LEAST_ANOTHER = 0.45, 0.25, 0.2
"""From this probability on a card is worth one of the places after the first, the first, one once others were shown."""
_AHEAD: Final = 3
"""How many of those that fit better are looked at."""
_FARTHEST: Final = 4.0
"""Hundreds of kilometres beyond which far is far."""
_THERE_KM: Final = 12.0
_UNSURE: Final = 0.01
"""The least and, from 1, the most that a share is taken for."""

_WEIGHTS: Final = {
    # Learnt by bench/train_worth.py: how much each sign raises the log-odds that a card is worth sending.
    "of_trade": -0.79, "trade_share": 0.26, "trade": 1.71, "serves": 0.76, "need_share": 0.36, "aimed": -0.35,
    "house": -2.29, "house_there": 1.10, "trade_alone": -1.20, "nowhere": -1.16, "away": -1.72, "national": -0.36,
    "there": 1.08, "far": -0.20, "own_ahead": -0.16, "same_ahead": -0.32, "score": 3.45,
}  # fmt: skip
_INTERCEPT: Final = -1.62
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
    every = (_signs(fit, fits[:place][:_AHEAD], fits[0].score, placed) for place, fit in enumerate(fits))
    return np.array([[found[name] for name in NAMES] for found in every], dtype=np.float32)


def _signs(fit: Fit, ahead: Sequence[Fit], best: float, placed: bool) -> Mapping[str, float]:
    of_trade = bool(fit.theme or fit.theme_share)
    near = fit.kilometres is not None and fit.kilometres < _THERE_KM
    return {
        "of_trade": of_trade,
        "trade_share": _logit(fit.theme_share) if of_trade else 0.0,
        "trade": fit.trade,
        "serves": fit.serves,
        "need_share": _logit(fit.need_share) if fit.serves else 0.0,
        "aimed": fit.serves and fit.aimed,
        "house": fit.actor.kind in HOUSING,
        "house_there": fit.actor.kind in HOUSING and near,
        "trade_alone": of_trade and not fit.serves and fit.actor.kind in TRADE_KINDS,
        "nowhere": not placed,
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
