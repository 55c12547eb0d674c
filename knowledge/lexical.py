"""The words of an edition as arrays on disk: vocabulary, inverted lists, and the tokens of each passage in order.

Everything is memory-mapped: opening costs the vocabulary only, whatever the number of passages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from knowledge.acronyms import spelt_out
from knowledge.french import STOP_WORDS, stem, words
from knowledge.records import Passage
from knowledge.weighing import Flags, Floats

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

K1: Final = 1.2
B: Final = 0.75
TITLE_WEIGHT: Final = 0.7
"""What a word of the document's title counts, beside 1 for a word of the passage or of its heading."""
BREAK: Final = 0
"""The token that ends a sentence."""

_ARRAYS: Final = ("stem_of", "word_df", "starts", "rows", "tf", "norms", "tokens", "offsets", "openings")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[^\sa-z])|\n+")
_FIGURE: Final = re.compile(
    r"\d.*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|"
    r"cents?|mille|millions?|milliards?|dizaines?|centaines?|milliers?"
)
_DATE: Final = re.compile(
    r"1\d{3}|20\d\d|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|siecles?|annees?"
)


@dataclass(frozen=True, slots=True)
class Lexical:
    """The inverted lists and token arrays of `count` passages; rows number passages from 0.

    Words and stems are in alphabetical order; number 0 of both is the sentence break. `stem_of` gives the stem of each
    word. The inverted list of stem `s` is `rows[starts[s]:starts[s + 1]]` with frequencies `tf` at the same places; the
    tokens of row `r`, heading first, are `tokens[offsets[r]:offsets[r + 1]]`, which are word numbers. `openings` gives
    the row with which the document of each row begins, -1 where the document is that row alone.
    """

    vocabulary: tuple[str, ...]
    stems: tuple[str, ...]
    word_id: dict[str, int]
    stem_id: dict[str, int]
    figures: Flags
    """Whether each word is a number or says one."""
    dates: Flags
    """Whether each word is a year, a month or a word of dates."""
    stem_of: Ints
    word_df: Ints
    starts: Longs
    rows: Ints
    tf: Floats
    norms: Floats
    tokens: Ints
    offsets: Longs
    openings: Ints
    acronyms: tuple[tuple[str, str], ...]
    """Those that the passages spell out, with what they stand for."""

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

    def holds(self, row: int, stem_number: int) -> bool:
        """Whether a passage, its heading or its document's title holds a stem."""
        rows = self.rows[self.starts[stem_number] : self.starts[stem_number + 1]]
        place = int(np.searchsorted(rows, row))
        return place < len(rows) and int(rows[place]) == row

    def tokens_of(self, row: int) -> Ints:
        """Word numbers of a passage in order, with `BREAK` after each sentence."""
        return self.tokens[self.offsets[row] : self.offsets[row + 1]]


def build(folder: Path, passages: Sequence[Passage]) -> None:
    """Analyse `passages` and write their arrays in `folder`, which must exist."""
    numbers: dict[str, int] = {"": BREAK}
    bodies = [_sentences(f"{passage.heading}\n{passage.text}", numbers) for passage in passages]
    titles = {title: _tokens(title, numbers) for title in {passage.document.title for passage in passages}}
    vocabulary, order = _alphabetical(numbers)
    stems, stem_of = _stemmed(vocabulary)
    bodies = [order[body] for body in bodies]
    heads = [order[np.array(titles[passage.document.title], dtype=np.int32)] for passage in passages]
    arrays = _inverted(bodies, heads, stem_of, len(stems)) | _token_arrays(bodies, len(vocabulary))
    for name, array in (arrays | {"stem_of": stem_of, "openings": _openings(passages)}).items():
        np.save(folder / f"{name}.npy", array)
    acronyms = spelt_out(passage.text for passage in passages)
    (folder / "acronyms.json").write_text(json.dumps(acronyms, ensure_ascii=False), encoding="utf-8")
    (folder / "words.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    (folder / "stems.txt").write_text("\n".join(stems), encoding="utf-8")


def load(folder: Path) -> Lexical:
    """Open what `build` wrote."""
    vocabulary = tuple((folder / "words.txt").read_text(encoding="utf-8").split("\n"))
    stems = tuple((folder / "stems.txt").read_text(encoding="utf-8").split("\n"))
    arrays: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
    return Lexical(
        vocabulary=vocabulary,
        stems=stems,
        word_id={word: number for number, word in enumerate(vocabulary)},
        stem_id={name: number for number, name in enumerate(stems)},
        figures=_flags(vocabulary, _FIGURE),
        dates=_flags(vocabulary, _DATE),
        acronyms=tuple((a, b) for a, b in json.loads((folder / "acronyms.json").read_text(encoding="utf-8"))),
        **arrays,
    )


def _mapped(path: Path) -> npt.NDArray[np.generic]:
    """A memory-mapped array (as a plain ndarray view, which is faster to slice)."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _flags(vocabulary: Sequence[str], pattern: re.Pattern[str]) -> Flags:
    """Which words a pattern matches in whole."""
    return np.fromiter((pattern.fullmatch(word) is not None for word in vocabulary), dtype=np.bool_)


def _alphabetical(numbers: dict[str, int]) -> tuple[list[str], Ints]:
    """The words in order, and the new number of each old one."""
    vocabulary = sorted(numbers)
    order = np.empty(len(vocabulary), dtype=np.int32)
    order[[numbers[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    return vocabulary, order


def _stemmed(vocabulary: Sequence[str]) -> tuple[list[str], Ints]:
    """The stems in order, and that of each word."""
    held = [stem(word) if word else "" for word in vocabulary]
    stems = sorted(set(held))
    number = {name: place for place, name in enumerate(stems)}
    return stems, np.array([number[name] for name in held], dtype=np.int32)


def _tokens(text: str, numbers: dict[str, int]) -> list[int]:
    """Numbers of the words that carry meaning, new words numbered on the way."""
    return [numbers.setdefault(word, len(numbers)) for word in words(text) if word not in STOP_WORDS]


def _sentences(text: str, numbers: dict[str, int]) -> Ints:
    """Tokens of a text, each sentence followed by a break."""
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
    bodies: Sequence[Ints], titles: Sequence[Ints], stem_of: Ints, stem_count: int
) -> dict[str, npt.NDArray[np.generic]]:
    """Inverted lists by stem; frequencies add up the fields by their weights (BM25F, Robertson et al. 2004)."""
    lists = [_frequencies(body, title, stem_of) for body, title in zip(bodies, titles, strict=True)]
    lengths = np.array([tf.sum() for _, tf in lists], dtype=np.float32)
    stems = np.concatenate([*(found for found, _ in lists), np.empty(0, dtype=np.int32)])
    rows = np.repeat(np.arange(len(lists), dtype=np.int32), [len(found) for found, _ in lists])
    tf = np.concatenate([*(tf for _, tf in lists), np.empty(0)]).astype(np.float32)
    order = np.argsort(stems, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(stems, minlength=stem_count))]).astype(np.int64)
    average = float(lengths.mean()) if lengths.any() else 1.0
    norms = (K1 * (1 - B + B * lengths / average)).astype(np.float32)
    return {"starts": starts, "rows": rows[order], "tf": tf[order], "norms": norms}


def _openings(passages: Sequence[Passage]) -> Ints:
    """The first row of each row's document, -1 for the only one."""
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.document.path, []).append(row)
    openings = np.full(len(passages), -1, dtype=np.int32)
    for found in rows.values():
        openings[found] = found[0] if len(found) > 1 else -1
    return openings


def _frequencies(body: Ints, title: Ints, stem_of: Ints) -> tuple[Ints, Floats]:
    """The stems of one passage and their weighted frequencies."""
    found, places = np.unique(stem_of[np.concatenate([body, title])], return_inverse=True)
    tf = np.bincount(places, weights=np.repeat([1.0, TITLE_WEIGHT], [len(body), len(title)])).astype(np.float32)
    return found[found != BREAK], tf[found != BREAK]
