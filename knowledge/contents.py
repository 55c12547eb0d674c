"""What is read of one source: the passages of a document or the entries of a table, and both as plain text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from knowledge import mapping
from knowledge.errors import RowError, SourceError
from knowledge.passages import split
from knowledge.readers import directory, read, sidecar
from knowledge.readers.directory import Table
from knowledge.readers.limits import Pace, idle
from knowledge.readers.tables import sheets
from knowledge.records import Actor, Document, Passage, Territory


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of one document."""

    document: Document
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: a table of the directory or the document of this name, with what describes it."""

    name: str
    path: Path
    table: bool = False
    note: Path | None = None


Read = Content | Table | SourceError
ReadAll = Callable[[Iterable[Task], Callable[[str], None]], dict[str, Read]]
"""Reads files, telling the name of each one done; gives by name what was read of each, or why it could not be."""


def read_task(task: Task, pace: Pace = idle) -> Content | Table:
    """Read one file; raises SourceError."""
    if task.table:
        return _table(task)
    reading = read(task.path, task.name, task.note, pace)
    return Content(reading.document, tuple(split(reading)), reading.warnings)


def _table(task: Task) -> Table:
    """The table, its columns read as its note says, wherever that note is, and not as another one beside it says."""
    beside = task.path.with_suffix(sidecar.SUFFIX)
    if task.note == (beside if beside.is_file() else None):
        return _noted(task.path, task.note)
    with TemporaryDirectory(prefix="boussole-") as folder:
        path = Path(folder) / task.path.name
        shutil.copyfile(task.path, path)
        note = Path(shutil.copyfile(task.note, path.with_suffix(sidecar.SUFFIX))) if task.note else None
        return _noted(path, note)


def _noted(path: Path, note: Path | None) -> Table:
    if note is None:
        return directory.read_table(path)
    try:
        table = directory.read_table(path)
        _, layout = directory.laid_out(sheets(path), path)
    except SourceError as error:  # what is wrong with the description may well be why
        headers = next((cells for rows in sheets(path).values() for _, cells in rows), ())
        raise SourceError(" ".join((str(error), *mapping.doubts(note, headers)))) from error
    doubts = mapping.doubts(note, layout.header[1], layout.territories)
    return replace(table, warnings=(*table.warnings, *doubts))


def read_here(tasks: Iterable[Task], done: Callable[[str], None]) -> dict[str, Read]:
    """Read files in this very process: for trusted ones."""
    found: dict[str, Read] = {}
    for task in tasks:
        try:
            found[task.name] = read_task(task)
        except SourceError as error:
            found[task.name] = error
        done(task.name)
    return found


def encode(content: Content | Table) -> bytes:
    """The content as JSON."""
    if isinstance(content, Table):
        actors, territories = (
            [asdict(entry) for entry in entries] for entries in (content.actors, content.territories)
        )
        errors = [(error.line, error.reason) for error in content.errors]
        found = {"actors": actors, "territories": territories, "errors": errors, "lines": content.lines}
        return _json(found | {"warnings": content.warnings})
    passages = [(p.id, p.text, p.heading, p.page) for p in content.passages]
    return _json({"document": asdict(content.document), "passages": passages, "warnings": content.warnings})


def decode(found: Any) -> Content | Table:
    """The content that `encode` wrote, loaded from JSON; raises ValueError, TypeError or KeyError on anything else."""
    if "document" not in found:
        return Table(
            actors=tuple(Actor(**_tuples(row)) for row in found["actors"]),
            territories=tuple(Territory(**_tuples(row)) for row in found["territories"]),
            errors=tuple(RowError(line, reason) for line, reason in found["errors"]),
            lines=tuple((entry, line) for entry, line in found["lines"]),
            warnings=tuple(found["warnings"]),
        )
    document = Document(**found["document"])
    passages = tuple(Passage(id, document, text, heading, page) for id, text, heading, page in found["passages"])
    return Content(document, passages, tuple(found["warnings"]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(tuple(each) if isinstance(each, list) else each for each in value)
        if isinstance(value, list)
        else value
        for key, value in row.items()
    }
