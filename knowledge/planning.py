"""What publishing the sources folder would change: reads what is new, keeps what is not, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge import golden, scrutiny
from knowledge.contents import Content, Read, ReadAll, Task
from knowledge.differences import Difference, between
from knowledge.editions import Manifest
from knowledge.errors import SourceError
from knowledge.lexicon import Lexicon
from knowledge.readers import directory, sidecar
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
    is_note,
    kind_of,
)

MOST_ROWS = 100
"""Wrong rows of one table that are told one by one."""

Progress = Callable[[str, int, int], None]
"""Hears the step ("lecture" or "index"), how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change, by source name. Nothing is written until it is published."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    """The warnings about data of persons, which call for a confirmation."""
    doubts: tuple[str, ...] = ()
    """The warnings on which a person should decide: those, near copies, versions older than what they replace."""
    differences: tuple[Difference, ...] = ()
    """Of each document changed, what its new version says more and no longer says."""
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

    @property
    def summary(self) -> str:
        """What changes, in a few words of French: the names where they are few, else their number."""
        told = (("nouveau", self.new), ("modifié", self.changed), ("retiré", self.removed))
        parts = [f"{word} : {_few(names)}" for word, names in told if names]
        return " ; ".join(parts) or ("vecteurs refaits" if self.rebuilds else "")


class Planner:
    """Makes one plan from the current edition, `base`, or from nothing."""

    def __init__(
        self,
        sources: Sources,
        base: Manifest | None,
        held: Callable[[], Mapping[str, Sequence[Passage]]],
        fingerprint: str,
        read: ReadAll,
        today: str,
        progress: Progress,
    ) -> None:
        """`held` gives the current edition's passages by document, when they are needed; `today` is in ISO 8601."""
        self._sources = sources
        self._base = base
        self._before = {entry.name: entry for entry in base.sources} if base else {}
        self._find_held = held
        self._fingerprint = fingerprint
        self._read_all = read
        self._today = today
        self._progress = progress
        self._rejected: list[Rejected] = []
        self._contents: dict[str, Content] = {}
        self._tables: dict[str, directory.Table] = {}

    @cached_property
    def _held(self) -> Mapping[str, Sequence[Passage]]:
        return self._find_held()

    def plan(self, changes: Changes) -> Plan:
        """Read what is new or changed; whatever cannot be read is set aside, the rest is planned."""
        self._rejected += changes.rejected
        changes = self._readable(changes)
        found = self._sources.inventory(changes)
        self._rejected += found.rejected
        due = [source for source in found.sources if self._is_due(source)]
        removed = self._before.keys() - {source.name for source in found.sources}
        refused = self._read([source for source in due if source.kind in (DOCUMENT, WORDS, GOLDEN)])
        rereads = any(kind_of(name) in (TABLE, COLUMNS) for name in removed | {source.name for source in due})
        refused |= self._read([source for source in found.sources if source.kind == TABLE]) if rereads else set()
        tables = self._settled() if rereads else None
        kept = Inventory(tuple(source for source in found.sources if source.name not in refused), ())
        sensitive, doubts = tuple(self._about_persons(kept)), tuple(self._doubts(kept))
        return Plan(
            new=tuple(s.name for s in kept.sources if s.name not in self._before),
            changed=tuple(s.name for s in kept.sources if s.name in self._before and self._is_due(s)),
            removed=tuple(sorted(removed | (refused & self._before.keys()))),
            unchanged=tuple(s.name for s in kept.sources if not self._is_due(s)),
            rejected=tuple(dict.fromkeys([*self._rejected, *([] if rereads else self._rows_rejected_before())])),
            warnings=(*self._warnings(kept), *doubts, *sensitive),
            sensitive=sensitive,
            doubts=(*doubts, *sensitive),
            differences=tuple(self._differences(kept)),
            base=self._base.number if self._base else None,
            rebuilds=self._base is not None and self._base.embedder != self._fingerprint,
            inventory=kept,
            changes=changes,
            contents=self._contents,
            tables=tables,
        )

    def _readable(self, changes: Changes) -> Changes:
        """The changes without the copies that cannot be read: these must not enter the sources folder."""
        copied = self._sources.copied(changes)
        self._rejected += copied.rejected
        refused = {rejected.name for rejected in copied.rejected} | self._read(copied.sources)
        self._tables.clear()
        kept = [
            (name, path)
            for name, path in changes.copies
            if name not in refused and not (is_note(name) and name.removesuffix(sidecar.SUFFIX) in refused)
        ]
        return Changes(tuple(kept), changes.removals)

    def _is_due(self, source: Source) -> bool:
        before = self._before.get(source.name)
        return before is None or before.digest != source.digest

    def _read(self, sources: Sequence[Source]) -> set[str]:
        """Read the sources not read yet; gives the names of those that cannot be."""
        notes = [source for source in sources if source.kind in (WORDS, GOLDEN)]
        tasks = [
            Task(source.name, source.path, source.kind == TABLE, source.note)
            for source in sources
            if source.kind in (DOCUMENT, TABLE) and source.name not in self._contents
        ]
        read = {source.name: error for source in notes if (error := _fault(source))} | self._read_tasks(tasks)
        refused = {name: reason for name, reason in ((n, self._keep(n, r)) for n, r in read.items()) if reason}
        self._rejected += [Rejected(name, refused[name]) for name in sorted(refused)]
        return set(refused)

    def _read_tasks(self, tasks: Sequence[Task]) -> dict[str, Read]:
        if not tasks:
            return {}
        names: list[str] = []

        def done(name: str) -> None:
            names.append(name)
            self._progress("lecture", len(names), len(tasks))

        self._progress("lecture", 0, len(tasks))
        return self._read_all(tasks, done)

    def _keep(self, name: str, read: Read) -> str:
        """Keep what was read; gives why it cannot be, or ""."""
        if isinstance(read, Content):
            self._contents[name] = read
        elif isinstance(read, directory.Table):
            if read.errors and not (read.actors or read.territories):
                return f"Aucune ligne de ce tableau n’est utilisable ({read.errors[0]})."
            self._tables[name] = read
        else:
            return str(read)
        return ""

    def _settled(self) -> dict[str, directory.Table]:
        settled = directory.without_repeats({name: self._tables[name] for name in sorted(self._tables)})
        for name, table in settled.items():
            self._rejected += [Rejected(name, error.reason, error.line) for error in table.errors[:MOST_ROWS]]
            if len(table.errors) > MOST_ROWS:
                self._rejected.append(Rejected(name, f"et {len(table.errors) - MOST_ROWS} autres lignes fautives."))
        return settled

    def _rows_rejected_before(self) -> list[Rejected]:
        """Rows that the current edition set aside: their tables did not change, they are still wrong."""
        return [row for row in self._base.rejected if row.line is not None] if self._base else []

    def _due(self, kept: Inventory) -> Iterator[tuple[Source, Content]]:
        for source in filter(self._is_due, kept.sources):
            if content := self._contents.get(source.name):
                yield source, content

    def _differences(self, kept: Inventory) -> Iterator[Difference]:
        for source, content in self._due(kept):
            if source.name in self._before:
                yield between(source.name, self._held.get(source.name, ()), content.passages)

    def _about_persons(self, kept: Inventory) -> Iterator[str]:
        for source in filter(self._is_due, kept.sources):
            read = self._contents.get(source.name) or self._tables.get(source.name)
            yield from scrutiny.about_persons(source.name, read) if read else ()

    def _warnings(self, kept: Inventory) -> Iterator[str]:
        for source, content in self._due(kept):
            yield from (f"{source.name} : {warning}" for warning in content.warnings)
            yield from scrutiny.about_dates(source.name, content, self._today)
        for names in _twins(kept.sources):
            yield f"Même contenu sous plusieurs noms : {', '.join(names)}. Gardez-en un seul."

    def _doubts(self, kept: Inventory) -> Iterator[str]:
        for source, content in self._due(kept):
            if source.name in self._before:
                yield from scrutiny.about_order(source.name, content, self._held.get(source.name, ()))
        repeated = {name for names in _twins(kept.sources) for name in names}
        fresh = {s.name: c.passages for s, c in self._due(kept) if s.name not in repeated}
        if fresh:
            kept_names = {source.name for source in kept.sources}
            held = {name: passages for name, passages in self._held.items() if name in kept_names}
            yield from scrutiny.near_copies(fresh, held)


def _few(names: Sequence[str]) -> str:
    short = [name.removeprefix("documents/") for name in names]
    return ", ".join(short) if len(short) <= 3 else f"{len(short)} sources"


def _fault(source: Source) -> SourceError | None:
    """What is wrong with a file of synonyms or of golden questions."""
    try:
        if source.kind == WORDS:
            Lexicon.load(source.path)
        else:
            golden.load(source.path)
    except SourceError as error:
        return error
    return None


def _twins(sources: Iterable[Source]) -> list[list[str]]:
    """Names of the sources whose content is the same, together."""
    same: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        same[source.digest].append(source.name)
    return [names for names in same.values() if len(names) > 1]
