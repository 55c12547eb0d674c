"""What parts two editions that are on the disk."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from knowledge.differences import Difference, between
from knowledge.editions import Editions
from knowledge.errors import EditionError
from knowledge.records import Passage
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sources by name: those that only the later edition has, those it no longer has, and what changed in others."""

    new: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[Difference, ...]


def compare(editions: Editions, before: int, after: int) -> Comparison:
    """The difference between two editions; raises EditionError when one is missing or damaged."""
    old, new = ({e.name: e.digest for e in editions.manifest(number).sources} for number in (before, after))
    changed = sorted(name for name in old.keys() & new.keys() if old[name] != new[name])
    then, now = (passages(editions, number) for number in (before, after))
    return Comparison(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(between(name, then.get(name, ()), now.get(name, ())) for name in changed),
    )


def passages(editions: Editions, number: int) -> Mapping[str, Sequence[Passage]]:
    """Passages of an edition by document; raises EditionError when they cannot be read."""
    held: dict[str, list[Passage]] = defaultdict(list)
    try:
        with closing(Store(editions.index_folder(number) / "passages.db")) as store:
            for passage in store.passages():
                held[passage.document.path].append(passage)
    except sqlite3.Error as error:
        folder = editions.folder(number)
        raise EditionError(f"L’édition {number} est abîmée : effacez {folder}, puis recommencez.") from error
    return held
