"""The words of an edition as arrays on disk: vocabulary, inverted lists, and the tokens of each passage in order.

Everything is memory-mapped: opening costs the vocabulary only, whatever the number of passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from knowledge.french import STOP_WORDS, stem, words
from knowledge.records import Passage

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

K1: Final = 1.2
B: Final = 0.75
HEADING_WEIGHT: Final = 1.0
TITLE_WEIGHT: Final = 0.7
BREAK: Final = 0
"""The token that ends a sentence."""

_ARRAYS: Final = ("stem_of", "word_df", "starts", "rows", "tf", "norms", "tokens", "offsets")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[^\sa-z])|\n+")


@dataclass(frozen=True, slots=True)
class Lexical:
    """The inverted lists and token arrays of `count` passages; rows number passages from 0.

    Word 0 and stem 0 are the sentence break. `stem_of` gives the stem of each word. The inverted list of stem `s` is
    `rows[starts[s]:starts[s + 1]]` with frequencies `tf` at the same places; the tokens of row `r` are
    `tokens[offsets[r]:offsets[r + 1]]`, which are word numbers.
    """

    vocabulary: tuple[str, ...]
    word_id: dict[str, int]
    stem_id: dict[str, int]
    stem_of: Ints
    word_df: Ints
    starts: Longs
    rows: Ints
    tf: Floats
    norms: Floats
    tokens: Ints
    offsets: Longs

    @property
    def count(self) -> int:
        """Number of passages."""
        return len(self.norms)

    def df(self, stem_number: int) -> int:
        """Number of passages that hold a stem."""
        return int(self.starts[stem_number + 1] - self.starts[stem_number])

    def idf(self, df: float) -> float:
        """Weight of a term found in `df` passages (Robertson & Spärck Jones's, kept above 0 as in Lucene)."""
        return float(np.log1p((self.count - df + 0.5) / (df + 0.5)))

    def matches(self, stem_number: int) -> tuple[Ints, Floats]:
        """Rows that hold a stem, and its BM25 score there without idf (0 to K1 + 1)."""
        span = slice(self.starts[stem_number], self.starts[stem_number + 1])
        rows, tf = self.rows[span], self.tf[span]
        return rows, tf * (K1 + 1) / (tf + self.norms[rows])

    def tokens_of(self, row: int) -> Ints:
        """Word numbers of a passage in order, with `BREAK` after each sentence."""
        return self.tokens[self.offsets[row] : self.offsets[row + 1]]


def build(folder: Path, passages: Sequence[Passage]) -> None:
    """Analyse `passages` and write their arrays in `folder`, which must exist."""
    numbers: dict[str, int] = {"": BREAK}
    bodies = [_body_tokens(passage.text, numbers) for passage in passages]
    heads = [_tokens(passage.heading, numbers) for passage in passages]
    titles = {p.document.title: _tokens(p.document.title, numbers) for p in passages}
    vocabulary = list(numbers)
    stems: dict[str, int] = {"": BREAK}
    stem_of = np.array([stems.setdefault(stem(w) if w else "", len(stems)) for w in vocabulary], dtype=np.int32)
    arrays = _inverted(bodies, heads, [titles[p.document.title] for p in passages], stem_of, len(stems))
    arrays |= _token_arrays(bodies, len(vocabulary))
    for name, array in (arrays | {"stem_of": stem_of}).items():
        np.save(folder / f"{name}.npy", array)
    (folder / "words.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    (folder / "stems.txt").write_text("\n".join(stems), encoding="utf-8")


def load(folder: Path) -> Lexical:
    """Open what `build` wrote."""
    vocabulary = tuple((folder / "words.txt").read_text(encoding="utf-8").split("\n"))
    stems = (folder / "stems.txt").read_text(encoding="utf-8").split("\n")
    arrays: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
    return Lexical(
        vocabulary=vocabulary,
        word_id={word: number for number, word in enumerate(vocabulary)},
        stem_id={name: number for number, name in enumerate(stems)},
        **arrays,
    )


def _mapped(path: Path) -> npt.NDArray[np.generic]:
    """A memory-mapped array (as a plain ndarray view, which is faster to slice)."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _tokens(text: str, numbers: dict[str, int]) -> list[int]:
    """Numbers of the words that carry meaning, new words numbered on the way."""
    return [numbers.setdefault(word, len(numbers)) for word in words(text) if word not in STOP_WORDS]


def _body_tokens(text: str, numbers: dict[str, int]) -> Ints:
    """Tokens of a passage's text, each sentence followed by a break."""
    tokens: list[int] = []
    for sentence in _SENTENCE_END.split(text):
        found = _tokens(sentence, numbers)
        tokens += [*found, BREAK] if found else []
    return np.array(tokens, dtype=np.int32)


def _token_arrays(bodies: Sequence[Ints], vocabulary_size: int) -> dict[str, npt.NDArray[np.generic]]:
    """The tokens of all passages end to end, where each begins, and in how many passages each word is."""
    lengths = np.array([len(body) for body in bodies], dtype=np.int64)
    df = np.zeros(vocabulary_size, dtype=np.int32)
    for body in bodies:
        df[np.unique(body)] += 1
    tokens = np.concatenate([*bodies, np.empty(0, dtype=np.int32)])
    return {"tokens": tokens, "offsets": np.concatenate([[0], np.cumsum(lengths)]), "word_df": df}


def _inverted(
    bodies: Sequence[Ints],
    heads: Sequence[list[int]],
    titles: Sequence[list[int]],
    stem_of: Ints,
    stem_count: int,
) -> dict[str, npt.NDArray[np.generic]]:
    """Inverted lists by stem; frequencies add up the fields by their weights (BM25F, Robertson et al. 2004)."""
    stems, rows, tfs = [], [], []
    lengths = np.zeros(len(bodies), dtype=np.float32)
    for row, (body, head, title) in enumerate(zip(bodies, heads, titles, strict=True)):
        held = stem_of[np.concatenate([body, np.array(head + title, dtype=np.int32)])]
        weights = np.repeat([1.0, HEADING_WEIGHT, TITLE_WEIGHT], [len(body), len(head), len(title)])
        found, places = np.unique(held, return_inverse=True)
        tf = np.bincount(places, weights=weights)
        kept = found != BREAK
        lengths[row] = tf[kept].sum()
        stems.append(found[kept])
        tfs.append(tf[kept])
        rows.append(np.full(int(kept.sum()), row, dtype=np.int32))
    all_stems = np.concatenate([*stems, np.empty(0, dtype=np.int32)])
    order = np.argsort(all_stems, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(all_stems, minlength=stem_count))])
    average = float(lengths.mean()) if len(lengths) else 1.0
    return {
        "starts": starts.astype(np.int64),
        "rows": np.concatenate([*rows, np.empty(0, dtype=np.int32)])[order],
        "tf": np.concatenate([*tfs, np.empty(0)])[order].astype(np.float32),
        "norms": (K1 * (1 - B + B * lengths / (average or 1.0))).astype(np.float32),
    }
