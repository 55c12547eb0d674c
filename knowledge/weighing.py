"""How learnt weights are applied to what a message holds: tf-idf, then a probability by logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


def neighbours(marks: Iterable[str]) -> list[str]:
    """Give the pairs of neighbours among marks, as they are weighed."""
    return [f"{one} {other}" for one, other in pairwise(marks)]


def weighed(
    marks: Iterable[str], rows: Mapping[str, int], idf: Floats, *, unknown: float = 0.0
) -> tuple[list[int], Floats]:
    """Give the rows of the known ones of marks, as they first come, and their sublinear tf-idf values, shape (rows,).

    The values are of length 1 together with the others, each of which counts as one of an idf of `unknown`.
    """
    counted = Counter(marks)
    known = [mark for mark in counted if mark in rows]
    found = [rows[mark] for mark in known]
    values = idf[found] * _often([counted[mark] for mark in known])
    others = unknown * _often([counted[mark] for mark in counted if mark not in rows])
    norm = float(np.sqrt(values @ values + others @ others)) or 1.0
    return found, (values / norm).astype(np.float32)


def _often(counts: list[int]) -> Floats:
    return 1 + np.log(np.array(counts, dtype=np.float32))


def logistic(scores: Floats) -> Floats:
    """Give the probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


def weighed_sum(rows: Floats, weights: Floats) -> Floats:
    """Sum each row's columns by their weights, shape (rows,).

    Not by `@` with a vector: OpenBLAS's kernel for rows of five single-precision columns on AVX-512 computes with
    lanes that it does not use, and so raises the flag of an invalid value now and then, which numpy tells as a warning.
    """
    return np.asarray(np.einsum("rc,c->r", rows, weights), dtype=np.float32)


def probability(rows: Floats, weights: Floats) -> Floats:
    """Give the probability of each row of features; the last weight is the intercept."""
    return logistic(weighed_sum(rows, weights[:-1]) + weights[-1])
