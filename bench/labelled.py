"""Messages that we wrote, with the trades and the needs that a fair adviser hears in them.

`bench/messages/*.tsv` has one a line: the message, its trades and its needs, the main one first, apart by ";".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.facets import FacetReader, Facets
from knowledge.french import fold
from knowledge.language import detect
from knowledge.needs import needs, themes
from knowledge.places import Places
from knowledge.trades import BESIDE, sayings, trades
from knowledge.words import Word, message_words

FOLDS = 5
MESSAGES = Path(__file__).parent / "messages"


class Message(NamedTuple):
    """A message with its labels."""

    text: str
    trades: tuple[str, ...]
    needs: tuple[str, ...]
    file: int = 0
    """Which of the files it is from."""


def messages(folder: Path = MESSAGES) -> Iterator[Message]:
    """Every message, once; raises ValueError at a line without three columns or with an unknown label."""
    known = [{one.label for one in themes()}, {one.label for one in needs()}]
    seen: set[str] = set()
    for file, path in enumerate(sorted(folder.glob("*.tsv"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            text, *columns = line.split("\t")
            labels = [tuple(filter(None, (label.strip() for label in column.split(";")))) for column in columns]
            if len(labels) != len(known) or any(
                set(given) - listed for given, listed in zip(labels, known, strict=True)
            ):
                raise ValueError(f"{path.name}:{number}: {columns}")
            if (folded := fold(text)) not in seen:
                seen.add(folded)
                yield Message(text, labels[0], labels[1], file)


class Heard(NamedTuple):
    """A message as the product hears it, its places left out."""

    words: list[Word]
    places: list[int]
    """Where those that it names start."""
    facets: Facets


def heard(every: Iterable[Message]) -> list[Heard]:
    """Each message's words, places and facets."""
    places, reader = Places(), FacetReader(())
    return [_heard(message.text, places, reader) for message in every]


def _heard(text: str, places: Places, reader: FacetReader) -> Heard:
    named = places.find_all(text)
    words = message_words(text, [(one.start, one.end) for one in named])
    return Heard(words, [one.start for one in named], reader.read(words, english=detect(text) == "en"))


def folds(every: Sequence[Message]) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Parts of the messages, by their files, and the rest of them beside each part, as positions."""
    fold_of = np.array([message.file % FOLDS for message in every])
    for number in range(FOLDS):
        yield np.flatnonzero(fold_of == number), np.flatnonzero(fold_of != number)


def forms() -> Iterator[Message]:
    """Every form of the vocabulary, as a message as short as a search."""
    signs_before = "".join(BESIDE)
    for label, listed in trades().items():
        yield from (Message(form.lstrip(signs_before), (label,), ()) for form in listed)
    for label, listed in sayings().items():
        yield from (Message(form.lstrip(signs_before), (), (label,)) for form in listed)
