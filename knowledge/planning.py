"""What publishing the sources folder would change: reads what is new, keeps what is not, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import golden
from knowledge.editions import Manifest
from knowledge.errors import SourceError
from knowledge.lexicon import Lexicon
from knowledge.passages import split
from knowledge.readers import directory, read
from knowledge.records import Passage
from knowledge.sources import (
    COLUMNS,
    DOCUMENT,
    GOLDEN,
    TABLE,
    WORDS,
    Changes,
    Inventory,
    Rejected,
    Source,
    Sources,
    kind_of,
)

Progress = Callable[[str, int, int], None]
"""Hears the step ("lecture" or "index"), how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of one document."""

    title: str
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change, by source name. Nothing is written until it is published."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    base: int | None = None
    """The edition that it starts from."""
    rebuilds: bool = False
    """Whether every vector is made anew, the embedder being another."""
    inventory: Inventory = field(default_factory=lambda: Inventory(()))
    changes: Changes = field(default_factory=Changes)
    """What the sources folder will go through, unreadable files left out."""
    contents: Mapping[str, Content] = field(default_factory=dict)
    tables: Mapping[str, directory.Table] | None = None
    """Every table, or None when none changed."""

    @property
    def changes_nothing(self) -> bool:
        """Whether the current edition already says all that."""
        return not (self.new or self.changed or self.removed or self.rebuilds)


class Planner:
    """Makes one plan from the current edition, `base`, or from nothing."""

    def __init__(self, sources: Sources, base: Manifest | None, fingerprint: str, progress: Progress) -> None:
        self._sources = sources
        self._base = base
        self._before = {entry.name: entry for entry in base.sources} if base else {}
        self._fingerprint = fingerprint
        self._progress = progress
        self._rejected: list[Rejected] = []
        self._contents: dict[str, Content] = {}
        self._tables: dict[str, directory.Table] = {}

    def plan(self, changes: Changes) -> Plan:
        """Read what is new or changed; whatever cannot be read is set aside, the rest is planned."""
        self._rejected += changes.rejected
        changes = Changes(self._readable(changes), changes.removals)
        found = self._sources.inventory(changes)
        self._rejected += found.rejected
        due = [source for source in found.sources if self._is_due(source)]
        removed = self._before.keys() - {source.name for source in found.sources}
        refused = self._read([source for source in due if source.kind in (DOCUMENT, WORDS, GOLDEN)])
        rereads = any(kind_of(name) in (TABLE, COLUMNS) for name in removed | {source.name for source in due})
        refused |= self._read([source for source in found.sources if source.kind == TABLE]) if rereads else set()
        tables = self._settled() if rereads else None
        kept = Inventory(tuple(source for source in found.sources if source.name not in refused), ())
        return Plan(
            new=tuple(s.name for s in kept.sources if s.name not in self._before),
            changed=tuple(s.name for s in kept.sources if s.name in self._before and self._is_due(s)),
            removed=tuple(sorted(removed | (refused & self._before.keys()))),
            unchanged=tuple(s.name for s in kept.sources if not self._is_due(s)),
            rejected=tuple(dict.fromkeys([*self._rejected, *([] if rereads else self._rows_rejected_before())])),
            warnings=tuple(self._warnings(kept)),
            base=self._base.number if self._base else None,
            rebuilds=self._base is not None and self._base.embedder != self._fingerprint,
            inventory=kept,
            changes=changes,
            contents=self._contents,
            tables=tables,
        )

    def _readable(self, changes: Changes) -> tuple[tuple[str, Path], ...]:
        """The copies whose file can be read: others must not enter the sources folder."""
        refused = self._read([Source(name, path, "") for name, path in changes.copies])
        self._tables.clear()
        return tuple((name, path) for name, path in changes.copies if name not in refused)

    def _is_due(self, source: Source) -> bool:
        before = self._before.get(source.name)
        return before is None or before.digest != source.digest

    def _read(self, sources: Sequence[Source]) -> set[str]:
        """Read the sources not read yet; gives the names of those that cannot be."""
        refused: set[str] = set()
        for done, source in enumerate(sources):
            self._progress("lecture", done, len(sources))
            try:
                self._read_one(source)
            except SourceError as error:
                refused.add(source.name)
                self._rejected.append(Rejected(source.name, str(error)))
        if sources:
            self._progress("lecture", len(sources), len(sources))
        return refused

    def _read_one(self, source: Source) -> None:
        if source.kind == TABLE:
            table = directory.read_table(source.path)
            if table.errors and not (table.actors or table.territories):
                first = table.errors[0]
                raise SourceError(f"Aucune ligne de ce tableau n’est utilisable ({first}).")
            self._tables[source.name] = table
        elif source.kind == WORDS:
            Lexicon.load(source.path)
        elif source.kind == GOLDEN:
            golden.load(source.path)
        elif source.kind == DOCUMENT and source.name not in self._contents:
            reading = read(source.path, source.name)
            self._contents[source.name] = Content(reading.document.title, tuple(split(reading)), reading.warnings)

    def _settled(self) -> dict[str, directory.Table]:
        settled = directory.without_repeats(self._tables)
        self._rejected += [
            Rejected(name, error.reason, error.line) for name, table in settled.items() for error in table.errors
        ]
        return settled

    def _rows_rejected_before(self) -> list[Rejected]:
        """Rows that the current edition set aside: their tables did not change, they are still wrong."""
        return [row for row in self._base.rejected if row.line is not None] if self._base else []

    def _warnings(self, kept: Inventory) -> Iterable[str]:
        for source in filter(self._is_due, kept.sources):
            content = self._contents.get(source.name)
            yield from (f"{source.name} : {warning}" for warning in (content.warnings if content else ()))
        same: dict[str, list[str]] = defaultdict(list)
        for source in kept.sources:
            same[source.digest].append(source.name)
        for names in same.values():
            if len(names) > 1:
                yield f"Même contenu sous plusieurs noms : {', '.join(names)}. Gardez-en un seul."
