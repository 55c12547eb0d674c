"""What is doubtful in the TOML file that staff put beside a table to say which of its columns is which of ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from knowledge.regions import key

_COLUMNS = Path(__file__).parent / "data" / "columns.toml"
_TABLES = ("columns", "defaults", "values")
_MOST = 12
"""Headers of a table that are told."""


def doubts(path: Path, headers: Iterable[str], territories: bool | None = None) -> tuple[str, ...]:
    """French sentences on what the file says in vain: words it may not use, columns that the table does not have.

    `headers` are those of the table, `territories` whether it is one of territories, where that is known. A file that
    is no TOML has none: its table is refused as a whole.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ()
    known = tomllib.loads(_COLUMNS.read_text(encoding="utf-8"))
    kinds = ("actors", "territories") if territories is None else ("territories" if territories else "actors",)
    ours = tuple(dict.fromkeys(name for kind in kinds for name in known[kind]))
    theirs = [header for header in headers if header]
    return tuple(f"{path.name} : {doubt}" for doubt in _doubts(said, ours, theirs))


def _doubts(said: Mapping[str, object], ours: tuple[str, ...], theirs: list[str]) -> Iterator[str]:
    for name in said:
        if name not in _TABLES:
            instead = _instead(name, _TABLES)
            yield f"« {name} » n’est pas connu. Écrivez [columns], [defaults] ou [values.type]{instead}."
    for table in _TABLES:
        for name in _keys(said.get(table)):
            if name not in ours:
                yield f"[{table}] : « {name} » n’est pas une de nos colonnes ({', '.join(ours)}){_instead(name, ours)}."
    columns = said.get("columns")
    for name, header in columns.items() if isinstance(columns, Mapping) else ():
        if key(str(header)) not in map(key, theirs):
            known = ", ".join(theirs[:_MOST]) + (", …" if len(theirs) > _MOST else "")
            yield f"[columns] : {name} = « {header} », mais le tableau n’a pas cette colonne (il a : {known})."


def _keys(table: object) -> list[str]:
    return list(table) if isinstance(table, Mapping) else []


def _instead(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name.lower(), known, 1)
    return f" ; sans doute « {close[0]} »" if close else ""
