"""Learn how what was found tells whether the base answers, and measure it on titles kept aside.

    python -m bench.train_confidence FOLDER

FOLDER is in the BEIR layout with answers. Two documents in five are withheld from a base of it: the questions about
them must be declined, though others on the same subject are there. So must those that the published base is asked,
which is about something else. The weights printed go in knowledge/confidence.py.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import beir
from bench.withheld import ask, ask_published
from knowledge.confidence import WEIGHTS
from knowledge.documents import Found

STEPS = 4000
RATE = 0.5
RIDGE = 1e-4

Floats = npt.NDArray[np.float64]


def rows_of(found: Sequence[Found]) -> Floats:
    """Evidence, shape (questions, weights)."""
    return np.array([[one.confidence.evidence[name] for name in WEIGHTS] for one in found])


def fit(rows: Floats, known: Floats, ridge: float = RIDGE) -> tuple[Floats, float]:
    """Logistic regression by gradient descent on standardised columns with a ridge penalty: weights and intercept."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        gap = 1 / (1 + np.exp(-scaled @ weights)) - known
        weights -= RATE * (scaled.T @ gap / len(rows) + ridge * np.append(weights[:-1], 0.0))
    slopes = weights[:-1] / spread
    return slopes, float(weights[-1] - slopes @ middle)


def main(folder: Path) -> None:
    """Print the weights learnt."""
    asked = [*ask(folder, "tuning", typos=False), *ask(folder, "tuning", typos=True)]
    strange = ask_published([question.text for question in beir.load(folder, "tuning").questions[::3]])
    known = [*(float(one.answerable) for one in asked), *(0.0 for _ in strange)]
    slopes, intercept = fit(rows_of([*(one.found for one in asked), *strange]), np.array(known))
    print({name: round(float(slope), 2) for name, slope in zip(WEIGHTS, slopes, strict=True)}, round(intercept, 2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
