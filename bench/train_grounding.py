"""Learn how the words of a sentence and of its passage tell that the one does not carry the other.

    python -m bench.train_grounding

Reads the pairs of `tests/knowledge/grounding_pairs.toml`. What comparing to the letter already drops teaches nothing
and is left out. First each fold is judged by weights that its passages did not teach, rules included, at several
thresholds; then the weights learnt from all are printed, which go in knowledge/support/weighing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bench.grounding import Pair, read_pairs
from bench.train_confidence import Floats, fit
from knowledge.support import CHECKS
from knowledge.support.claims import read
from knowledge.support.judging import evidence_of
from knowledge.support.lines import parse
from knowledge.support.weighing import weigh

FOLDS = 8
RIDGE = 0.02
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6)
LETTER = ("contact", "figure", "date", "name")


class Row(NamedTuple):
    """One sentence: what `weigh` tells of it, whether it is unsupported, and the checks that drop it."""

    evidence: dict[str, float]
    bad: bool
    dropped: frozenset[str]
    passage: str
    language: str


def rows() -> list[Row]:
    """Every sentence of the pairs; of an unsupported list nobody knows which item is wrong, so those are left out."""
    return [row for pair in read_pairs() for row in _rows(pair)]


def _rows(pair: Pair) -> Iterator[Row]:
    lines = [line.text for line in parse(pair.sentence, {}, 1) if not line.text.endswith(":")]
    passage = evidence_of(pair.hit)
    for line in lines if pair.supported or len(lines) == 1 else ():
        claims = read(line)
        dropped = frozenset(name for name, holds in CHECKS if not holds(claims, passage))
        yield Row(weigh(claims, passage), not pair.supported, dropped, pair.hit.passage.id, pair.language)


def learn(known: list[Row]) -> tuple[Floats, float]:
    """Weights and intercept from the rows that the letter does not settle."""
    open_ = [row for row in known if not row.dropped.intersection(LETTER)]
    evidence = np.array([list(row.evidence.values()) for row in open_])
    return fit(evidence, np.array([float(row.bad) for row in open_]), RIDGE)


def crossed(known: list[Row]) -> Floats:
    """The probability of each row by weights that the passages of its fold did not teach; 1 where a rule drops it."""
    passages = sorted({row.passage for row in known})
    fold = {passage: number % FOLDS for number, passage in enumerate(passages)}
    found = np.ones(len(known))
    for number in range(FOLDS):
        slopes, intercept = learn([row for row in known if fold[row.passage] != number])
        for at, row in enumerate(known):
            if fold[row.passage] == number and not row.dropped:
                found[at] = 1 / (1 + np.exp(-intercept - slopes @ list(row.evidence.values())))
    return found


def main() -> None:
    """Print what cross-validation tells, then the weights."""
    known = rows()
    likely = crossed(known)
    for language in ("fr", "en"):
        bad = likely[[row.bad and row.language == language for row in known]]
        good = likely[[not row.bad and row.language == language for row in known]]
        for threshold in THRESHOLDS:
            caught, lost = np.mean(bad >= threshold), np.mean(good >= threshold)
            print(f"{language} {threshold}: {caught:.3f} of {len(bad)} caught, {lost:.3f} of {len(good)} lost")
    slopes, intercept = learn(known)
    print(
        {name: round(float(slope), 2) for name, slope in zip(known[0].evidence, slopes, strict=True)},
        round(intercept, 2),
    )


if __name__ == "__main__":
    main()
