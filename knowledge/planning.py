"""What publishing the sources folder would change: reads what is new, keeps what is not, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge import scrutiny
from knowledge.contents import Content, ReadAll
from knowledge.differences import Difference, between
from knowledge.editions import Manifest
from knowledge.history import Left
from knowledge.naming import (
    COLUMNS,
    DOCUMENT,
    GOLDEN,
    TABLE,
    WORDS,
    content_of,
    described_by,
    descriptions_of,
    kind_of,
    within,
)
from knowledge.persons import Contacts, contacts
from knowledge.plan import Plan, Withheld
from knowledge.readers.directory import Table, without_repeats
from knowledge.reading import Progress, Reading, wrong_rows
from knowledge.records import Passage
from knowledge.sources import Changes, Inventory, Rejected, Source, Sources

_FORMER = " L’ancienne version reste publiée."
_FORMERS = " Ce qui en était publié le reste."


@dataclass(frozen=True, slots=True)
class Published:
    """What a plan starts from: the current edition, if there is one that is whole, and what was rolled back."""

    manifest: Manifest | None
    passages: Callable[[], Mapping[str, Sequence[Passage]]]
    """Its passages by document, read when they are needed."""
    tables: Callable[[], Mapping[str, Table]]
    left: Mapping[Left, str]
    """What returns left, each with the moment of the return."""


class Planner:
    """Makes one plan."""

    def __init__(
        self,
        sources: Sources,
        published: Published,
        fingerprint: str,
        read: ReadAll,
        today: str,
        progress: Progress,
    ) -> None:
        """`fingerprint` names the vectors that are made now; `today` is in ISO 8601."""
        self._sources = sources
        self._published = published
        self._base = published.manifest
        self._before = {entry.name: entry for entry in self._base.sources} if self._base else {}
        self._fingerprint = fingerprint
        self._today = today
        self._reading = Reading(read, progress)
        self._closed: frozenset[Rejected] = frozenset()
        self._persons: dict[str, Contacts] = {}

    @cached_property
    def _held(self) -> Mapping[str, Sequence[Passage]]:
        return self._published.passages()

    def plan(self, changes: Changes, again: bool = False) -> Plan:
        """Read what is new or changed; whatever cannot be read is set aside, the rest is planned.

        What was published and cannot be read any more stays as it was; so does what was rolled back, unless `again`,
        and what would be replaced by private data of persons, except in the plan's `confirmed`.
        """
        self._reading.rejected += changes.rejected
        changes = self._readable(changes)
        found = self._sources.inventory(changes)
        self._reading.rejected += found.rejected
        self._closed = frozenset(found.rejected)
        withheld = () if again else tuple(self._withheld(found, changes))
        stuck = self._stuck(found, withheld, changes)
        refused, rereads = self._read(found, stuck)
        stuck |= refused | self._bound(refused, found)
        whole = replace(self._told(found, stuck, withheld, changes, rereads), again=again)
        private = tuple(self._private(whole.inventory))
        if not private:
            return whole
        bare = {each.name for each in private}
        stuck |= bare | self._bound(bare, found)
        held = self._told(found, stuck, (*withheld, *private), changes, rereads)
        return replace(held, again=again, confirmed=whole)

    def _told(
        self, found: Inventory, stuck: set[str], withheld: tuple[Withheld, ...], changes: Changes, rereads: bool
    ) -> Plan:
        """The plan of publishing the sources found in the folder, the stuck ones as the current edition has them."""
        tables, rows = self._tables(stuck) if rereads else (None, ())
        stays = self._former(found, stuck, tables)
        kept = Inventory(tuple(sorted([*(s for s in found.sources if s.name not in stuck), *stays], key=_name)))
        names = {source.name for source in kept.sources}
        fresh = {source.name for source in found.sources if not self._is_due(source)}
        former = frozenset(name for name in names & stuck if name not in fresh)
        doubts, undecided = tuple(self._doubts(kept)), tuple(self._about_persons(kept, True))
        sensitive = (*undecided, *self._about_persons(kept, False))
        held_back = {each.name for each in withheld}
        return Plan(
            new=tuple(s.name for s in kept.sources if s.name not in self._before),
            changed=tuple(s.name for s in kept.sources if s.name in self._before and self._is_due(s)),
            removed=tuple(sorted(self._before.keys() - names)),
            unchanged=tuple(s.name for s in kept.sources if not self._is_due(s) and s.name not in former),
            kept=tuple(sorted(former - held_back)),
            withheld=withheld,
            rejected=tuple(dict.fromkeys(self._rejected(names, rows if rereads else self._wrong_before()))),
            warnings=(*found.warnings, *self._warnings(kept), *doubts, *sensitive),
            sensitive=sensitive,
            doubts=(*doubts, *undecided),
            differences=tuple(self._differences(kept)),
            base=self._base.number if self._base else None,
            rebuilds=self._base is not None and self._base.embedder != self._fingerprint,
            former=former,
            inventory=kept,
            changes=_without(changes, stuck),
            contents={name: content for name, content in self._reading.contents.items() if name not in stuck},
            tables=tables,
        )

    def _readable(self, changes: Changes) -> Changes:
        """The changes without the copies that cannot be read: these must not enter the sources folder."""
        copied = self._sources.copied(changes)
        self._reading.rejected += copied.rejected
        refused = {rejected.name for rejected in copied.rejected} | self._reading.read(copied.sources)
        self._reading.tables.clear()
        return _without(changes, refused)

    def _is_due(self, source: Source) -> bool:
        before = self._before.get(source.name)
        return before is None or before.digest != source.digest

    def _withheld(self, found: Inventory, changes: Changes) -> Iterator[Withheld]:
        """What differs from the current edition as it did in an edition that was left."""
        left, there = self._published.left, {source.name for source in found.sources}
        for source in filter(self._is_due, found.sources):
            if since := left.get((source.name, source.content)):
                yield Withheld(source.name, since)
        missing = self._before.keys() - there - set(changes.removals)
        for name in sorted(name for name in missing if not within(name, (r.name for r in found.rejected))):
            if since := left.get((name, "")):
                yield Withheld(name, since, removal=True)

    def _stuck(self, found: Inventory, withheld: Iterable[Withheld], changes: Changes) -> set[str]:
        """Names of which the folder is not followed: withheld, closed, or lying in a folder that is."""
        closed = [rejected.name for rejected in found.rejected]
        stuck = {each.name for each in withheld} | set(closed)
        stuck |= {name for name in self._before if within(name, closed) and name not in changes.removals}
        return stuck | self._bound(stuck, found)

    def _bound(self, stuck: Iterable[str], found: Inventory) -> set[str]:
        """What goes with these: a table is read by what describes its columns, so that neither changes alone."""
        names = {*(source.name for source in found.sources), *self._before}
        tables = {name for name in stuck if kind_of(name) == TABLE}
        tables |= {table for name in stuck if kind_of(name) == COLUMNS for table in described_by(name, names)}
        return tables | {note for table in tables for note in descriptions_of(table, names)}

    def _read(self, found: Inventory, stuck: set[str]) -> tuple[set[str], bool]:
        """Read what is due; gives the names of what cannot be read, and whether the tables were read."""
        due = [source for source in found.sources if self._is_due(source) and source.name not in stuck]
        removed = self._before.keys() - {source.name for source in found.sources} - stuck
        refused = self._reading.read([source for source in due if source.kind in (DOCUMENT, WORDS, GOLDEN)])
        rereads = any(kind_of(name) in (TABLE, COLUMNS) for name in removed | {source.name for source in due})
        if rereads:
            tables = [source for source in found.sources if source.kind == TABLE and source.name not in stuck]
            refused |= self._reading.read(tables)
        return refused, rereads

    def _tables(self, stuck: set[str]) -> tuple[dict[str, Table], tuple[Rejected, ...]]:
        """Every table, each entry once: those read, of the stuck ones what the current edition has; and wrong rows."""
        former = self._published.tables() if any(kind_of(name) == TABLE for name in stuck & self._before.keys()) else {}
        held = {name: table for name, table in self._reading.tables.items() if name not in stuck}
        held |= {name: table for name, table in former.items() if name in stuck}
        settled = without_repeats({name: held[name] for name in sorted(held)})
        return settled, tuple(wrong_rows(settled))

    def _former(self, found: Inventory, stuck: set[str], tables: Mapping[str, Table] | None) -> list[Source]:
        """The stuck sources as the current edition has them, where it can tell."""
        names = sorted(stuck & self._before.keys())
        can_tell = (n for n in names if kind_of(n) != TABLE or tables is None or n in tables)
        return [Source(name, self._sources.folder / name, self._before[name].digest) for name in can_tell]

    def _rejected(self, names: set[str], rows: Iterable[Rejected]) -> Iterator[Rejected]:
        """What was set aside, saying where the former version stays, and the rows of tables."""
        yield from (self._explained(each, names) for each in self._reading.rejected)
        yield from rows

    def _wrong_before(self) -> Iterator[Rejected]:
        """The wrong rows of tables that did not change: they are still wrong."""
        yield from (row for row in (self._base.rejected if self._base else ()) if row.line is not None)

    def _explained(self, rejected: Rejected, names: set[str]) -> Rejected:
        """What was set aside, its name said once, with what stays published of it."""
        reason = rejected.reason.removeprefix(f"{rejected.name.rpartition('/')[2]} : ")
        if rejected.name in names and rejected.name in self._before:
            return replace(rejected, reason=reason + _FORMER)
        lies_there = rejected in self._closed and any(within(name, (rejected.name,)) for name in names)
        return replace(rejected, reason=reason + _FORMERS if lies_there else reason)

    def _due(self, kept: Inventory) -> Iterator[tuple[Source, Content]]:
        for source in filter(self._is_due, kept.sources):
            if content := self._reading.contents.get(source.name):
                yield source, content

    def _differences(self, kept: Inventory) -> Iterator[Difference]:
        for source, content in self._due(kept):
            if source.name in self._before:
                yield between(source.name, self._held.get(source.name, ()), content.passages)

    def _contacts(self, source: Source) -> Contacts:
        """The contact data of persons that a source read now holds."""
        if source.name not in self._persons:
            read = self._reading.contents.get(source.name) or self._reading.tables.get(source.name)
            self._persons[source.name] = contacts(read) if read else Contacts()
        return self._persons[source.name]

    def _private(self, kept: Inventory) -> Iterator[Withheld]:
        """What holds private data and is not published yet, to the byte: it waits for a confirmation."""
        known = {content_of(entry.digest) for entry in self._before.values()}
        for source in filter(self._is_due, kept.sources):
            private = self._contacts(source).private
            if private and source.content not in known:
                yield Withheld(source.name, private=private)

    def _about_persons(self, kept: Inventory, undecided: bool) -> Iterator[str]:
        """The warnings of sources without private data, or of those with some, for which the decision is taken."""
        for source in filter(self._is_due, kept.sources):
            found = self._contacts(source)
            if undecided is not bool(found.private):
                yield from scrutiny.about_persons(source.name, found)

    def _warnings(self, kept: Inventory) -> Iterator[str]:
        for source, content in self._due(kept):
            yield from (f"{source.name} : {warning}" for warning in content.warnings)
            yield from scrutiny.about_dates(source.name, content, self._today)
        for name, table in self._due_tables(kept):
            yield from scrutiny.about_columns(name, table)
            yield from (f"{name} : {warning}" for warning in table.warnings)
        for names in _twins(kept.sources):
            yield f"Même contenu sous plusieurs noms : {', '.join(names)}. Gardez-en un seul."

    def _due_tables(self, kept: Inventory) -> Iterator[tuple[str, Table]]:
        """The tables read that changed, or whose description did."""
        due = {source.name for source in kept.sources if self._is_due(source)}
        for name, table in self._reading.tables.items():
            if name in due or not due.isdisjoint(descriptions_of(name, due)):
                yield name, table

    def _doubts(self, kept: Inventory) -> Iterator[str]:
        for source, content in self._due(kept):
            if source.name in self._before:
                yield from scrutiny.about_order(source.name, content, self._held.get(source.name, ()))
        for name, table in self._due_tables(kept):
            yield from scrutiny.about_checks(name, table, self._today)
        repeated = {name for names in _twins(kept.sources) for name in names}
        fresh = {s.name: c.passages for s, c in self._due(kept) if s.name not in repeated}
        if fresh:
            kept_names = {source.name for source in kept.sources}
            held = {name: passages for name, passages in self._held.items() if name in kept_names}
            yield from scrutiny.near_copies(fresh, held)


def _without(changes: Changes, refused: set[str]) -> Changes:
    """The changes without the copies of these sources, nor of what describes them."""
    names = [name for name, _ in changes.copies]
    lost = refused | {note for name in refused for note in descriptions_of(name, names)}
    return Changes(tuple((name, path) for name, path in changes.copies if name not in lost), changes.removals)


def _name(source: Source) -> str:
    return source.name


def _twins(sources: Iterable[Source]) -> list[list[str]]:
    """Names of the sources whose content is the same, together."""
    same: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        same[source.digest].append(source.name)
    return [names for names in same.values() if len(names) > 1]
