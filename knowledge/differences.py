"""What a new version of a document says more, and says no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge import sentences
from knowledge.french import fold
from knowledge.records import Passage

SHOWN = 5
"""Sentences told of each kind."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """The first sentences gained and lost, in their order, and how many there are in all."""

    name: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    more: int = 0
    fewer: int = 0


def between(name: str, before: Sequence[Passage], after: Sequence[Passage]) -> Difference:
    """The difference between two versions of a document; spaces, case and accents do not make one."""
    old, new = _sentences(before), _sentences(after)
    gained = [text for key, text in new.items() if key not in old]
    lost = [text for key, text in old.items() if key not in new]
    return Difference(name, _shown(gained), _shown(lost), len(gained), len(lost))


def _sentences(passages: Iterable[Passage]) -> dict[str, str]:
    told = (text for passage in passages for text in (*_headings(passage), *sentences.split(passage.text)))
    return {" ".join(fold(text).split()): text for text in told}


def _headings(passage: Passage) -> list[str]:
    return [heading for heading in passage.heading.split(" > ") if heading]


def _shown(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in texts[:SHOWN])
