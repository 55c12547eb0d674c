"""The words of actors' descriptions that tell one from another."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.phrasebook import word_stem
from knowledge.records import Actor
from knowledge.words import message_words

_COMMON = 0.05
"""A word of so large a share of the descriptions tells nothing."""


def descriptions(actors: Iterable[Actor]) -> dict[str, set[str]]:
    """Stem -> ids of the actors whose description or further columns hold it; stems of too many actors left out."""
    found: dict[str, set[str]] = {}
    every = tuple(actors)
    for actor in every:
        text = " ".join((actor.description, *(value for _, value in actor.extra)))
        for stem in (word_stem(word.folded) for word in message_words(text) if not word.small):
            found.setdefault(stem, set()).add(actor.id)
    return {stem: ids for stem, ids in found.items() if len(ids) <= max(3, _COMMON * len(every)) and len(stem) > 2}
