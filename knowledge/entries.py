"""The directory of an edition on the disk: its actors, its territories, and which table each comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from knowledge.errors import EditionError
from knowledge.readers.directory import Table
from knowledge.records import Actor, Territory

TABLES_FILE: Final = "tables.json"
"""Which entry comes from which table, and from which of its lines."""


def actors_in(folder: Path) -> tuple[Actor, ...]:
    """The directory of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    return tuple(Actor(**_tuples(row) | {"extra": tuple(map(tuple, row["extra"]))}) for row in _rows(folder, "actors"))


def territories_in(folder: Path) -> tuple[Territory, ...]:
    """The territories of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    return tuple(Territory(**_tuples(row)) for row in _rows(folder, "territories"))


def tables_in(folder: Path) -> dict[str, Table]:
    """The tables of an edition's folder by name, {} for one made before they were kept; raises EditionError."""
    if not (folder / TABLES_FILE).exists():
        return {}
    actors = {actor.id: actor for actor in actors_in(folder)}
    territories = {territory.id: territory for territory in territories_in(folder)}
    found: dict[str, Table] = {}
    for table in _rows(folder, "tables"):
        lines = tuple((str(entry), int(line)) for entry, line in table["lines"])
        found[table["name"]] = Table(
            tuple(actors[entry] for entry, _ in lines if entry in actors),
            tuple(territories[entry] for entry, _ in lines if entry in territories),
            lines=lines,
        )
    return found


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
