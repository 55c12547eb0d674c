"""The editions on disk: one folder each, a pointer to the current one, and the history of who changed it.

var/editions/0007/               manifest.json, index/, lexicon.toml, questions.toml, and the directory:
                                 actors.json, territories.json, tables.json
var/editions/0008.building/      being made; swept when its maker died
var/editions/current             the number in use, replaced in one atomic rename
var/editions/history.jsonl       one line a publication or roll-back
var/editions/lock                held by the one writer
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.disk import sync, sync_folder
from knowledge.entries import actors_in, tables_in, territories_in
from knowledge.errors import EditionError, NoEditionError
from knowledge.history import RETURN, Event, History, Left, left_behind, now
from knowledge.lock import locked
from knowledge.naming import TABLE, content_of, kind_of
from knowledge.readers.directory import Table
from knowledge.records import Actor, Territory
from knowledge.sources import Rejected

KEPT = 5
"""Number of editions kept on disk, the current one apart."""

_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an edition holds of one source."""

    name: str
    digest: str
    kind: str
    """One of the kinds of `knowledge.sources`."""
    title: str
    passages: int = 0
    entries: int = 0
    """Actors and territories of a table."""
    date: str = ""
    valid_until: str = ""
    """Of a document, or the earliest of a table's entries."""
    verified_on: str = ""
    """The earliest of a table's entries."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition says of itself."""

    number: int
    created: str
    """ISO 8601, in UTC."""
    previous: int | None
    who: str
    state: str
    """Digest of the sources folder that it was made of."""
    embedder: str
    reader_version: int
    sources: tuple[Entry, ...]
    passages: int
    actors: int
    territories: int
    rejected: tuple[Rejected, ...] = ()


class Editions:
    """The editions under `knowledge_dir`. Reading them needs no lock: a published one never changes."""

    def __init__(self, knowledge_dir: Path) -> None:
        self.root = knowledge_dir / "editions"
        self._history = History(self.root / "history.jsonl")

    def current(self) -> int:
        """Number in use; raises NoEditionError before the first publication."""
        try:
            number = int((self.root / "current").read_text(encoding="ascii"))
        except FileNotFoundError:
            raise NoEditionError("Rien n’est encore publié : lancez « python ingest.py ».") from None
        except (OSError, ValueError) as error:
            raise EditionError(
                "Le repère de l’édition en cours est illisible : lancez « python ingest.py rollback N »."
            ) from error
        return number

    def folder(self, number: int) -> Path:
        """Folder of an edition, whether it exists or not."""
        return self.root / f"{number:04}"

    def index_folder(self, number: int) -> Path:
        """Folder of an edition's index."""
        return self.folder(number) / "index"

    def numbers(self) -> list[int]:
        """Numbers of the complete editions on disk, oldest first."""
        found = self.root.iterdir() if self.root.is_dir() else iter(())
        return sorted(int(path.name) for path in found if _NUMBER.fullmatch(path.name))

    def manifest(self, number: int) -> Manifest:
        """What an edition says of itself; raises EditionError when it is missing or damaged."""
        try:
            data = json.loads((self.folder(number) / "manifest.json").read_text(encoding="utf-8"))
            sources = tuple(Entry(**entry) for entry in data.pop("sources"))
            rejected = tuple(Rejected(**entry) for entry in data.pop("rejected"))
            return Manifest(**data, sources=sources, rejected=rejected)
        except FileNotFoundError:
            raise EditionError(f"L’édition {number} n’existe pas ou plus.") from None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise EditionError(
                f"L’édition {number} est abîmée : publiez de nouveau avec « python ingest.py »."
            ) from error

    def manifests(self) -> list[Manifest]:
        """Manifests of the editions on disk, newest first; damaged ones are left out."""
        return list(self._manifests())

    def actors(self, number: int) -> tuple[Actor, ...]:
        """The directory of an edition, in the order of its tables."""
        return actors_in(self.folder(number))

    def territories(self, number: int) -> tuple[Territory, ...]:
        """The territories of an edition, in the order of its tables."""
        return territories_in(self.folder(number))

    def tables(self, number: int) -> dict[str, Table]:
        """The tables of an edition by name, without the rows that it set aside; {} where it does not tell them apart.

        Raises EditionError when it is damaged.
        """
        counts = {entry.name: entry.entries for entry in self.manifest(number).sources if kind_of(entry.name) == TABLE}
        return tables_in(self.folder(number), counts)

    def history(self) -> list[Event]:
        """Every publication and roll-back, oldest first; a line that a crash cut is left out."""
        return self._history.events()

    def left_behind(self) -> Mapping[Left, str]:
        """What returns left and nobody took back since, each with the moment of the return."""
        return left_behind(self.history())

    def lock(self, who: str) -> AbstractContextManager[None]:
        """Keep other writers out; raises BusyError when one is at work."""
        return locked(self.root / "lock", who)

    def rollback(self, number: int | None = None, who: str = "") -> Event:
        """Go back to an edition, by default the one that was in use before; raises EditionError.

        Until asked explicitly, what only the edition that is left holds is not published again.
        """
        with self.lock(who):
            before = self.current_or_none()
            target = self._before(before) if number is None else number
            if target == before:
                raise EditionError(f"L’édition {target} est déjà en cours.")
            event = self._return(self.manifest(target), before, who)
            self.flip(event)
        return event

    def _return(self, target: Manifest, before: int | None, who: str) -> Event:
        """The return from the edition in use; coming back to a later one leaves nothing: it had been published."""
        try:
            left = self.manifest(before) if before is not None else None
        except EditionError:  # damaged: what it held is not known
            left = None
        if before is None or left is None:
            return Event(now(), RETURN, target.number, before, who)
        behind = _behind(left, target) if target.number < before else ()
        return Event(now(), RETURN, target.number, before, who, left.state, left=behind)

    @contextmanager
    def building(self) -> Iterator[tuple[int, Path]]:
        """A new edition's number and the folder to make it in; sealed on leaving, removed on any exception.

        The lock must be held. Leftovers of dead makers are swept first.
        """
        self.sweep()
        number = self._next()
        folder = self.root / f"{number:04}.building"
        folder.mkdir(parents=True)
        try:
            yield number, folder
            sync(folder)
            folder.rename(self.folder(number))
            sync_folder(self.root)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    @contextmanager
    def rehearsing(self) -> Iterator[tuple[int, Path]]:
        """The same number and folder, for an edition that is never sealed: the folder is removed on leaving.

        The lock must be held.
        """
        self.sweep()
        folder = self.root / f"{self._next():04}.building"
        folder.mkdir(parents=True)
        try:
            yield self._next(), folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def flip(self, event: Event) -> None:
        """Make the event's edition the current one, in one atomic rename, and write it in the history."""
        fresh = self.root / "current.new"
        with fresh.open("w", encoding="ascii") as stream:
            stream.write(f"{event.edition}\n")
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.root / "current")
        sync_folder(self.root)
        self._history.note(event)

    def prune(self) -> None:
        """Remove all but the last editions; the current one always stays. The lock must be held."""
        for number in self.numbers()[:-KEPT]:
            if number != self.current_or_none():
                condemned = self.root / f"{number:04}.removed"  # renamed first: no half edition is ever seen
                self.folder(number).rename(condemned)
                shutil.rmtree(condemned, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what dead makers left. The lock must be held."""
        for pattern in ("*.building", "*.removed"):
            for path in self.root.glob(pattern):
                shutil.rmtree(path, ignore_errors=True)

    def _manifests(self) -> Iterator[Manifest]:
        for number in reversed(self.numbers()):
            try:
                yield self.manifest(number)
            except EditionError:
                continue

    def current_or_none(self) -> int | None:
        """Number in use, or None when there is none that can be read."""
        try:
            return self.current()
        except EditionError:
            return None

    def _before(self, number: int | None) -> int:
        """The edition in use before this one: the one it was made from, else the one under it."""
        held = self.numbers()
        made_from = self.manifest(number).previous if number in held and number is not None else None
        older = [made_from] if made_from in held else [n for n in held if number is None or n < number]
        if not older or older[-1] is None:
            raise EditionError("Il n’y a pas d’édition plus ancienne à laquelle revenir.")
        return older[-1]

    def _next(self) -> int:
        known = [*self.numbers(), *(event.edition for event in self.history()), self.current_or_none() or 0]
        return max(known) + 1


def _behind(left: Manifest, target: Manifest) -> tuple[Left, ...]:
    """What the edition that is left holds otherwise than the other one, and what it no longer holds."""
    own, kept = ({e.name: content_of(e.digest) for e in manifest.sources} for manifest in (left, target))
    changed = [(name, content) for name, content in own.items() if kept.get(name) != content]
    return (*changed, *((name, "") for name in kept if name not in own))
