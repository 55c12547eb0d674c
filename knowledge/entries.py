"""The directory of an edition on the disk: its actors, its territories, and which table each comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

from knowledge.errors import EditionError
from knowledge.readers.directory import Table
from knowledge.records import Actor, Territory

TABLES_FILE: Final = "tables.json"
"""Which entry comes from which table, and from which of its lines."""
_MOST_COUNTED = 12
"""Tables of which every share is tried."""


def actors_in(folder: Path) -> tuple[Actor, ...]:
    """The directory of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    rows = (_known(Actor, row) for row in _rows(folder, "actors"))
    return tuple(Actor(**_tuples(row) | {"extra": tuple(map(tuple, row["extra"]))}) for row in rows)


def territories_in(folder: Path) -> tuple[Territory, ...]:
    """The territories of an edition's folder, in the order of its tables; raises EditionError when it is damaged."""
    return tuple(Territory(**_tuples(_known(Territory, row))) for row in _rows(folder, "territories"))


def _known(record: type[Actor | Territory], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the fields of a later version of the program."""
    return {field.name: row[field.name] for field in fields(record) if field.name in row}


def tables_in(folder: Path, counts: Mapping[str, int]) -> dict[str, Table]:
    """The tables of an edition's folder by name; raises EditionError.

    `counts` is how many entries each has, in their order: it tells them apart in an edition made before they were kept,
    or else nothing does, and {} is given.
    """
    if not (folder / TABLES_FILE).exists():
        return _counted(folder, counts)
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


def _counted(folder: Path, counts: Mapping[str, int]) -> dict[str, Table]:
    """The tables by their counts: each holds actors or territories, and one share of them only fits both numbers."""
    actors, territories = actors_in(folder), territories_in(folder)
    held = {name: count for name, count in counts.items() if count}
    if len(held) > _MOST_COUNTED or sum(held.values()) != len(actors) + len(territories):
        return {}
    shares = [
        share
        for share in product((True, False), repeat=len(held))
        if sum(count for count, of_actors in zip(held.values(), share, strict=True) if of_actors) == len(actors)
    ]
    if len(shares) != 1:
        return {}
    left: dict[bool, Iterator[Actor | Territory]] = {True: iter(actors), False: iter(territories)}
    found: dict[str, Table] = {}
    for (name, count), of_actors in zip(held.items(), shares[0], strict=True):
        entries = tuple(islice(left[of_actors], count))
        found[name] = Table(
            tuple(entry for entry in entries if isinstance(entry, Actor)),
            tuple(entry for entry in entries if isinstance(entry, Territory)),
            lines=tuple((entry.id, 0) for entry in entries),
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
