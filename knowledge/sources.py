"""The sources folder, as staff edit it: what it holds, what would be added, what would be removed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from knowledge.astray import HIDDEN, astray
from knowledge.disk import copy_whole, why
from knowledge.errors import SourceError
from knowledge.naming import (
    DOCUMENTS,
    OF_THE_ROOT,
    TABLES,
    content_of,
    described_by,
    describes,
    descriptions_of,
    is_note,
    kind_of,
    possible_notes,
    stored,
)
from knowledge.readers import DOCUMENT_SUFFIXES, READER_VERSION, check_size, sidecar
from knowledge.readers.directory import is_table
from knowledge.walking import LINK, is_shown, walk

_LONGEST = 255
"""Bytes of a file's name."""
_ALONE = "décrit un fichier qui n’est pas là. Remettez ce fichier, ou retirez celui qui le décrit."


@dataclass(frozen=True, slots=True)
class Source:
    """One file, and the name that it has or will have inside the sources folder."""

    name: str
    path: Path
    digest: str
    """The readers' version and the SHA-256 of the content and of its note: whether the file is to be read again."""
    note: Path | None = None
    """What describes it: of a document, `rapport.pdf.toml`, no source by itself; of a table, `export.toml`."""

    @property
    def kind(self) -> str:
        """One of the kinds above."""
        return kind_of(self.name)

    @property
    def content(self) -> str:
        """Digest of the content alone, whatever the readers."""
        return content_of(self.digest)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a row of a table (its line, as a spreadsheet counts), set aside and why, in French."""

    name: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command asks of the sources folder: files to copy in under a name, names to remove."""

    copies: tuple[tuple[str, Path], ...] = ()
    removals: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the folder holds, or will hold once the changes are made."""

    sources: tuple[Source, ...]
    rejected: tuple[Rejected, ...] = field(default=())
    warnings: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Digest of the names and contents together: equal for equal folders."""
        lines = sorted(f"{source.digest} {source.name}" for source in self.sources)
        return sha256("\n".join(lines).encode("utf-8")).hexdigest()


NO_CHANGE = Changes()


class Sources:
    """The folder itself. Nothing is read at construction."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def inventory(self, changes: Changes = NO_CHANGE) -> Inventory:
        """Every source by name, as it would be after the changes; what cannot be opened or followed is set aside."""
        held, aside = self._files()
        paths = self._after(held, changes)
        sources: list[Source] = []
        rejected = [each for each in aside if each.name not in (*paths, *changes.removals)]
        for name in sorted(paths):
            if not is_note(name):
                self._take(name, paths, sources, rejected)
        alone = [name for name in sorted(paths) if describes(name) and not described_by(name, paths)]
        warnings = [*(f"{name} {_ALONE}" for name in alone), *astray(self.folder)]
        return Inventory(tuple(sources), tuple(rejected), tuple(warnings))

    def copied(self, changes: Changes) -> Inventory:
        """Of the inventory after the changes, what they copy in."""
        paths = self._after(self._files()[0], changes)
        sources: list[Source] = []
        rejected: list[Rejected] = []
        for name, _ in changes.copies:
            if not is_note(name):
                self._take(name, paths, sources, rejected)
        return Inventory(tuple(sources), tuple(rejected))

    def _after(self, held: Mapping[str, Path], changes: Changes) -> dict[str, Path]:
        return {name: path for name, path in held.items() if name not in changes.removals} | dict(changes.copies)

    def _take(self, name: str, paths: Mapping[str, Path], sources: list[Source], rejected: list[Rejected]) -> None:
        beside = next((other for other in possible_notes(name) if other in paths), "")
        note = paths.get(beside)
        try:
            said = note if is_note(beside) else None  # what describes a table of the directory is a source of its own
            sources.append(Source(name, paths[name], _digest(paths[name], said), note))
        except SourceError as error:
            rejected.append(Rejected(name, str(error)))

    def adding(self, paths: Iterable[Path]) -> Changes:
        """The copies that adding these files and folders takes; what cannot be added is set aside."""
        copies: dict[str, Path] = {}
        rejected: list[Rejected] = []
        for path in paths:
            try:
                found = self._found(path, rejected)
            except OSError as error:
                rejected.append(Rejected(str(path), f"Ce fichier ne s’ouvre pas ({why(error)}) : vérifiez-le."))
                continue
            for name, file in found:
                if (former := copies.setdefault(name, file)).resolve() != file.resolve():
                    rejected.append(Rejected(str(file), _same_name(name, former)))
        there = {*copies, *self._files()[0]}
        alone = [name for name in copies if describes(name) and not described_by(name, there)]
        rejected += [Rejected(str(copies.pop(name)), _nothing_described(name)) for name in alone]
        return Changes(tuple(copies.items()), rejected=tuple(rejected))

    def _found(self, path: Path, rejected: list[Rejected]) -> list[tuple[str, Path]]:
        """(name in the folder, file) of each file that one argument brings; what it cannot bring is set aside."""
        if path.is_dir():
            walked = walk(path)
            rejected += [Rejected(str(place), reason) for place, reason in walked.aside]
            files = [file for file in walked.files if _is_source(file.relative_to(path))]
            if not walked.files and not walked.aside:
                rejected.append(Rejected(str(path), "Ce dossier ne contient aucun fichier. Vérifiez le chemin."))
            return [(self._name_for(file, file.relative_to(path)), file) for file in files]
        if not path.is_file():
            rejected.append(Rejected(str(path), "Ce fichier n’existe pas. Vérifiez le chemin."))
            return []
        if not is_shown(path.name):
            rejected.append(Rejected(str(path), HIDDEN))
            return []
        return [(self._name_for(file, Path(file.name)), file) for file in (path, *_beside(path))]

    def removing(self, names: Iterable[str]) -> Changes:
        """The removals that these names take: a full name ("documents/a.pdf"), or the end of one when it is unique.

        What describes only what goes, goes too.
        """
        files, aside = self._files()
        held = [*files, *(each.name for each in aside if each.reason == LINK)]
        removals: list[str] = []
        rejected: list[Rejected] = []
        for asked in names:
            wanted = stored(asked).removeprefix("./").removeprefix(f"{self.folder.as_posix()}/")
            found = [name for name in held if name == wanted] or [n for n in held if n.endswith(f"/{wanted}")]
            if len(found) == 1:
                removals.append(found[0])
            else:
                several = f"Plusieurs sources portent ce nom : {', '.join(found)}. Donnez le nom entier."
                rejected.append(Rejected(asked, several if found else _unknown(wanted, held)))
        left = [name for name in held if name not in removals]
        notes = {note for name in removals for note in descriptions_of(name, left)}
        removals += sorted(note for note in notes if not described_by(note, left))
        return Changes(removals=tuple(dict.fromkeys(removals)), rejected=tuple(rejected))

    def apply(self, changes: Changes) -> None:
        """Make the changes in the folder; each file appears whole or not at all. Raises SourceError."""
        held, _ = self._files()  # a name may be written otherwise on the disk
        try:
            for name, path in changes.copies:
                copy_whole(path, held.get(name, self.folder / name))
            for name in changes.removals:
                held.get(name, self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise SourceError(
                f"Le dossier {self.folder} ne peut pas être modifié ({why(error)}) : vérifiez ses droits."
            ) from error

    def _files(self) -> tuple[dict[str, Path], list[Rejected]]:
        """The files by name, and what is set aside: links, folders that do not open."""
        walked = [walk(self.folder / part) for part in (DOCUMENTS, TABLES)]
        rooted = [self.folder / name for name in OF_THE_ROOT if (self.folder / name).is_file()]
        files = [file for each in walked for file in each.files if _is_source(file.relative_to(self.folder))]
        files += [file for file in rooted if not file.is_symlink()]
        aside = [*((file, LINK) for file in rooted if file.is_symlink()), *(a for each in walked for a in each.aside)]
        return {self._name(file): file for file in files}, [Rejected(self._name(at), reason) for at, reason in aside]

    def _name(self, path: Path) -> str:
        return stored(path.relative_to(self.folder).as_posix())

    def _name_for(self, path: Path, relative: Path) -> str:
        """The name that a file takes in the folder; one that is in it already keeps its own."""
        if any(path.resolve().is_relative_to((self.folder / part).resolve()) for part in (DOCUMENTS, TABLES)):
            return stored(path.resolve().relative_to(self.folder.resolve()).as_posix())
        if path.name in OF_THE_ROOT:
            return path.name
        described = path.suffix == sidecar.SUFFIX and Path(path.stem).suffix.lower() in DOCUMENT_SUFFIXES
        parts: Sequence[str] = relative.parts
        parts = parts[1:] if len(parts) > 1 and parts[0] in (DOCUMENTS, TABLES) else parts
        is_for_tables = is_table(path) or (path.suffix == ".toml" and not described)
        return stored("/".join((TABLES if is_for_tables else DOCUMENTS, *parts)))


def _is_source(relative: Path) -> bool:
    """Whether a file of a folder is meant to be published: not the notes on the tables."""
    return not (relative.parts[0] == TABLES and relative.stem.upper().startswith("README"))


def _beside(path: Path) -> list[Path]:
    """What describes a file that is added, if it stands beside it: it comes along."""
    table = is_table(path)
    note = path.with_suffix(sidecar.SUFFIX) if table else path.with_name(path.name + sidecar.SUFFIX)
    is_possible = len(os.fsencode(note.name)) <= _LONGEST  # asking for a longer one is an error
    return [note] if (table or path.suffix.lower() in DOCUMENT_SUFFIXES) and is_possible and note.is_file() else []


def _unknown(wanted: str, held: Iterable[str]) -> str:
    """Why a name is refused, with the nearest one."""
    ends = {name.rpartition("/")[2]: name for name in held}
    close = get_close_matches(wanted.rpartition("/")[2], ends, 1)
    nearest = f" Peut-être {ends[close[0]]} ?" if close else ""
    return f"Aucune source ne porte ce nom.{nearest} « python ingest.py list » les donne toutes."


def _same_name(name: str, former: Path) -> str:
    return f"Ce fichier et {former} prendraient le même nom, {name} : renommez l’un des deux."


def _nothing_described(name: str) -> str:
    """Why a file that describes nothing is not added."""
    if is_note(name):
        document = Path(name).name.removesuffix(sidecar.SUFFIX)
        return f"Il décrit « {document} », qui n’est pas dans les sources : ajoutez les deux ensemble."
    return "Un fichier .toml ne sert qu’à côté du tableau de même nom : ajoutez les deux ensemble."


def _digest(path: Path, note: Path | None) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise SourceError("Ce n’est pas un fichier ordinaire : retirez-le du dossier.")
        check_size(found.st_size)
        said = b"\0" + note.read_bytes() if note and sidecar.is_readable(note) else b""
        return f"{READER_VERSION}:{sha256(path.read_bytes() + said).hexdigest()}"
    except OSError as error:
        raise SourceError(f"Ce fichier ne peut pas être ouvert ({why(error)}) : vérifiez ses droits.") from error
