"""The words of a message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.phrasebook import SMALL, TOKEN, folded


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message: as written, folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        """Whether it carries no meaning of its own."""
        return self.folded in SMALL


def message_words(text: str, masks: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """Give the words of a message, without those inside the masked (start, end) spans."""
    hidden = list(masks)
    found = [Word(m[0], folded(m[0]), *m.span()) for m in TOKEN.finditer(text)]
    return [word for word in found if not any(start <= word.start < end for start, end in hidden)]
