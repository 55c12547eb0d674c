"""The sources folder, as staff edit it: what it holds, what would be added, what would be removed."""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.readers import DOCUMENT_SUFFIXES, READER_VERSION, check_size, sidecar
from knowledge.readers.directory import is_table

DOCUMENTS = "documents"
TABLES = "directory"
LEXICON = "lexicon.toml"
"""Staff's own synonyms, at the root of the sources folder."""
QUESTIONS = "questions.toml"
"""Golden questions, at the root too: they travel with the edition and are asked before it is published."""
OF_THE_ROOT = (LEXICON, QUESTIONS)

DOCUMENT, TABLE, COLUMNS, WORDS, GOLDEN = "document", "annuaire", "correspondance", "lexique", "questions"
"""Kinds of sources: a text, a table of the directory, what its columns mean, synonyms, golden questions."""

_ALONE = "Ce fichier décrit un document qui n’est pas là : ajoutez le document, ou retirez ce fichier."

_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file, and the name that it has or will have inside the sources folder."""

    name: str
    path: Path
    digest: str
    """SHA-256 of the content, of its note and of the readers' version: it decides whether the file is read again."""
    note: Path | None = None
    """The file that describes the document (`rapport.pdf.toml` for `rapport.pdf`), which is no source by itself."""

    @property
    def kind(self) -> str:
        """One of the kinds above."""
        return kind_of(self.name)


def kind_of(name: str) -> str:
    """Kind of a source by its name."""
    if name in OF_THE_ROOT:
        return WORDS if name == LEXICON else GOLDEN
    if name.startswith(f"{TABLES}/") and name.endswith(".toml"):
        return COLUMNS
    return TABLE if is_table(Path(name)) else DOCUMENT


def is_note(name: str) -> bool:
    """Whether a file describes the document of the same name without its last extension."""
    return name.startswith(f"{DOCUMENTS}/") and name.endswith(sidecar.SUFFIX)


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
        """Every source by name, as it would be after the changes; what cannot be opened is set aside."""
        paths = self._paths(changes)
        sources: list[Source] = []
        rejected = [Rejected(name, _ALONE) for name in sorted(paths) if _is_orphan(name, paths)]
        for name in sorted(paths):
            if not is_note(name):
                self._take(name, paths, sources, rejected)
        return Inventory(tuple(sources), tuple(rejected))

    def copied(self, changes: Changes) -> Inventory:
        """Of the inventory after the changes, what they copy in."""
        paths = self._paths(changes)
        sources: list[Source] = []
        rejected: list[Rejected] = []
        for name, _ in changes.copies:
            if not is_note(name):
                self._take(name, paths, sources, rejected)
        return Inventory(tuple(sources), tuple(rejected))

    def _paths(self, changes: Changes) -> dict[str, Path]:
        return {name: path for name, path in self._files() if name not in changes.removals} | dict(changes.copies)

    def _take(self, name: str, paths: Mapping[str, Path], sources: list[Source], rejected: list[Rejected]) -> None:
        note = paths.get(name + sidecar.SUFFIX) if kind_of(name) == DOCUMENT else None
        try:
            sources.append(Source(name, paths[name], _digest(paths[name], note), note))
        except SourceError as error:
            rejected.append(Rejected(name, str(error)))

    def adding(self, paths: Iterable[Path]) -> Changes:
        """The copies that adding these files and folders takes; a missing or empty one is set aside."""
        copies: dict[str, Path] = {}
        rejected: list[Rejected] = []
        for path in paths:
            if path.is_dir():
                found = [file for file in _walk(path) if _is_source(file.relative_to(path))]
                copies |= {self._name_for(file, file.relative_to(path)): file for file in found}
            else:
                found = [path] if path.is_file() else []
                copies |= {self._name_for(file, Path(file.name)): file for file in (*found, *_note_of(path))}
            if not found:
                why = "Ce dossier ne contient aucun fichier." if path.is_dir() else "Ce fichier n’existe pas."
                rejected.append(Rejected(str(path), f"{why} Vérifiez le chemin."))
        for name in [name for name in copies if kind_of(name) == COLUMNS and not self._has_table(name, copies)]:
            del copies[name]
            why = "Un fichier .toml ne sert qu’à côté du tableau de même nom : ajoutez les deux ensemble."
            rejected.append(Rejected(Path(name).name, why))
        return Changes(tuple(copies.items()), rejected=tuple(rejected))

    def removing(self, names: Iterable[str]) -> Changes:
        """The removals that these names take: a full name ("documents/a.pdf"), or the end of one when it is unique."""
        held = [name for name, _ in self._files()]
        removals: list[str] = []
        rejected: list[Rejected] = []
        for asked in names:
            wanted = _normal(asked).removeprefix("./").removeprefix(f"{self.folder.as_posix()}/")
            found = [name for name in held if name == wanted] or [n for n in held if n.endswith(f"/{wanted}")]
            if len(found) == 1:
                removals += [found[0], *(name for name in held if name == found[0] + sidecar.SUFFIX)]
            else:
                several = f"Plusieurs sources portent ce nom : {', '.join(found)}. Donnez le nom entier."
                none = "Aucune source ne porte ce nom. « python ingest.py list » les donne toutes."
                rejected.append(Rejected(asked, several if found else none))
        return Changes(removals=tuple(removals), rejected=tuple(rejected))

    def apply(self, changes: Changes) -> None:
        """Make the changes in the folder; each file appears whole or not at all. Raises SourceError."""
        try:
            for name, path in changes.copies:
                _copy(path, self.folder / name)
            for name in changes.removals:
                (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise SourceError(
                f"Le dossier {self.folder} ne peut pas être modifié ({error.strerror}) : vérifiez ses droits."
            ) from error

    def _files(self) -> Iterator[tuple[str, Path]]:
        for part in (DOCUMENTS, TABLES):
            for path in _walk(self.folder / part):
                if _is_source(path.relative_to(self.folder)):
                    yield _normal(path.relative_to(self.folder).as_posix()), path
        for name in OF_THE_ROOT:
            if (self.folder / name).is_file():
                yield name, self.folder / name

    def _has_table(self, name: str, copies: Iterable[str]) -> bool:
        stem = name.removesuffix(".toml")
        held = (other for other, _ in self._files())
        return any(
            kind_of(other) == TABLE and Path(other).with_suffix("").as_posix() == stem for other in (*copies, *held)
        )

    def _name_for(self, path: Path, relative: Path) -> str:
        """The name that a file takes in the folder; one that is in it already keeps its own."""
        if path.resolve().is_relative_to(self.folder.resolve()):
            return _normal(path.resolve().relative_to(self.folder.resolve()).as_posix())
        if path.name in OF_THE_ROOT:
            return path.name
        described = path.suffix == sidecar.SUFFIX and Path(path.stem).suffix.lower() in DOCUMENT_SUFFIXES
        parts: Sequence[str] = relative.parts
        parts = parts[1:] if len(parts) > 1 and parts[0] in (DOCUMENTS, TABLES) else parts
        is_for_tables = is_table(path) or (path.suffix == ".toml" and not described)
        return _normal("/".join((TABLES if is_for_tables else DOCUMENTS, *parts)))


def _walk(folder: Path) -> Iterator[Path]:
    """Files under a folder in order, without hidden ones nor those that systems and office programs leave."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and not name.endswith("~") and name.lower() not in _LEFT_BY_SYSTEMS:
                yield Path(where) / name


def _is_source(relative: Path) -> bool:
    """Whether a file of a folder is meant to be published: not the notes on the tables."""
    return not (relative.parts[0] == TABLES and relative.stem.upper().startswith("README"))


def _normal(name: str) -> str:
    """A name as text that can be stored: composed accents, and no byte that is not UTF-8."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _is_orphan(name: str, paths: Mapping[str, Path]) -> bool:
    return is_note(name) and name.removesuffix(sidecar.SUFFIX) not in paths


def _note_of(path: Path) -> list[Path]:
    """The note beside a document, if there is one."""
    note = path.with_name(path.name + sidecar.SUFFIX)
    return [note] if path.suffix.lower() in DOCUMENT_SUFFIXES and path.is_file() and note.is_file() else []


def _digest(path: Path, note: Path | None) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise SourceError("Ce n’est pas un fichier ordinaire : retirez-le du dossier.")
        check_size(found.st_size)
        said = b"\0" + note.read_bytes() if note and note.stat().st_size <= sidecar.LARGEST else b""
        return sha256(f"{READER_VERSION}\0".encode() + path.read_bytes() + said).hexdigest()
    except OSError as error:
        raise SourceError(
            f"Ce fichier ne peut pas être ouvert ({error.strerror or error}) : vérifiez ses droits."
        ) from error


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and path.samefile(target):
        return
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(path, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
