"""What a publication would change: the record that planning gives and publishing takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.contents import Content
from knowledge.differences import Difference
from knowledge.readers.directory import Table
from knowledge.sources import Changes, Inventory, Rejected


@dataclass(frozen=True, slots=True)
class Withheld:
    """A change of the sources folder that waits for somebody to say so: a return left it, or it bares private data."""

    name: str
    since: str = ""
    """Moment of the return, ISO 8601; "" for private data."""
    removal: bool = False
    """Whether the change is that the source is no longer in the folder."""
    private: tuple[str, ...] = ()
    """The private data of persons that it holds, literal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change, by source name. Nothing is written until it is published."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Published sources that can no longer be read: their former version stays."""
    withheld: tuple[Withheld, ...] = ()
    """What is not published because it was rolled back, or private; what was published before stays."""
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    """The warnings about data of persons."""
    doubts: tuple[str, ...] = ()
    """The warnings on which a person should decide: near copies, versions older than what they replace, those about
    data of persons that are not confirmed."""
    differences: tuple[Difference, ...] = ()
    """Of each document changed, what its new version says more and no longer says."""
    again: bool = False
    """Whether what was rolled back is part of it."""
    base: int | None = None
    """The edition that it starts from."""
    rebuilds: bool = False
    """Whether every vector is made anew, the embedder being another."""
    former: frozenset[str] = frozenset()
    """Sources of the inventory of which the edition has what the one before has, whatever the folder holds now."""
    inventory: Inventory = field(default_factory=lambda: Inventory(()))
    changes: Changes = field(default_factory=Changes)
    """What the sources folder will go through, unreadable files left out."""
    contents: Mapping[str, Content] = field(default_factory=dict)
    tables: Mapping[str, Table] | None = None
    """Every table, or None when none changed."""
    confirmed: Plan | None = None
    """Where sources are withheld for private data: the plan that publishes them too, once a person confirmed it."""

    @property
    def changes_nothing(self) -> bool:
        """Whether the current edition already says all that."""
        return not (self.new or self.changed or self.removed or self.rebuilds)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish nor anything published."""
        return not (self.new or self.changed or self.unchanged or self.kept or self.withheld)

    @property
    def private(self) -> tuple[Withheld, ...]:
        """What is withheld for the private data of persons that it holds."""
        return tuple(each for each in self.withheld if each.private)

    @property
    def returned(self) -> tuple[Withheld, ...]:
        """What is withheld because it was rolled back."""
        return tuple(each for each in self.withheld if each.since)

    @property
    def summary(self) -> str:
        """What changes, in a few words of French: the names where they are few, else their number."""
        told = (("nouveau", self.new), ("modifié", self.changed), ("retiré", self.removed))
        parts = [f"{word} : {_few(names)}" for word, names in told if names]
        return " ; ".join(parts) or ("vecteurs refaits" if self.rebuilds else "")


def _few(names: Sequence[str]) -> str:
    short = [name.removeprefix("documents/") for name in names]
    return ", ".join(short) if len(short) <= 3 else f"{len(short)} sources"
