"""The editions on disk: one folder each, a pointer to the current one, and the history of who changed it.

var/editions/0007/               manifest.json, index/, actors.json, territories.json, lexicon.toml, questions.toml
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
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.disk import sync, sync_folder
from knowledge.errors import EditionError, NoEditionError
from knowledge.lock import locked
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


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the pointer."""

    at: str
    what: str
    """"publication" or "retour"."""
    edition: int
    """The edition in use after it."""
    before: int | None
    who: str
    state: str = ""
    """Sources of the edition published, or of the one rolled back from."""
    forced: tuple[str, ...] = ()
    """Golden questions that the edition was published in spite of."""
    changes: str = ""
    """What the publication changed, in French, in a few words."""


class Editions:
    """The editions under `knowledge_dir`. Reading them needs no lock: a published one never changes."""

    def __init__(self, knowledge_dir: Path) -> None:
        self.root = knowledge_dir / "editions"

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

    def history(self) -> list[Event]:
        """Every publication and roll-back, oldest first; a line that a crash cut is left out."""
        path = self.root / "history.jsonl"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
        return [event for event in map(_event, lines) if event]

    def lock(self, who: str) -> AbstractContextManager[None]:
        """Keep other writers out; raises BusyError when one is at work."""
        return locked(self.root / "lock", who)

    def rollback(self, number: int | None = None, who: str = "") -> Event:
        """Go back to an edition, by default the one that was in use before; raises EditionError.

        Until asked explicitly, the sources of the edition that is left are not published again.
        """
        with self.lock(who):
            before = self.current_or_none()
            target = self._before(before) if number is None else number
            if target == before:
                raise EditionError(f"L’édition {target} est déjà en cours.")
            self.manifest(target)
            left = self.manifest(before).state if before is not None and before in self.numbers() else ""
            event = Event(now(), "retour", target, before, who, left)
            self.flip(event)
        return event

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

    def flip(self, event: Event) -> None:
        """Make the event's edition the current one, in one atomic rename, and write it in the history."""
        fresh = self.root / "current.new"
        with fresh.open("w", encoding="ascii") as stream:
            stream.write(f"{event.edition}\n")
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.root / "current")
        sync_folder(self.root)
        self._note(event)

    def _note(self, event: Event) -> None:
        path = self.root / "history.jsonl"
        cut = path.exists() and not path.read_bytes().endswith(b"\n")  # by a crash
        with path.open("a", encoding="utf-8") as stream:
            stream.write(("\n" if cut else "") + json.dumps(asdict(event), ensure_ascii=False) + "\n")

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

    def was_left(self, state: str) -> Event | None:
        """The roll-back that left these sources, unless they were published again since."""
        about = [event for event in self.history() if event.state == state]
        return about[-1] if about and about[-1].what == "retour" else None

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


def actors_in(folder: Path) -> tuple[Actor, ...]:
    """The directory of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    return tuple(Actor(**_tuples(row) | {"extra": tuple(map(tuple, row["extra"]))}) for row in _rows(folder, "actors"))


def territories_in(folder: Path) -> tuple[Territory, ...]:
    """The territories of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    return tuple(Territory(**_tuples(row)) for row in _rows(folder, "territories"))


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads((folder / f"{table}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EditionError(
            f"L’édition {folder.name} est abîmée : publiez de nouveau avec « python ingest.py »."
        ) from error
    return rows


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    """JSON knows lists only; records hold tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _event(line: str) -> Event | None:
    try:
        return Event(**_tuples(json.loads(line)))
    except (ValueError, TypeError, AttributeError):
        return None


def now() -> str:
    """This moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
