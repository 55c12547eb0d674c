"""Which column of a table is which of ours: known headers, and the mapping that staff may put beside a table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.mishaps import told
from knowledge.readers.tables import Row
from knowledge.regions import key

_FILE = Path(__file__).parent.parent / "data" / "columns.toml"
_HEADER_SEARCHED = 10
"""A title or a note may stand above the header; beyond so many rows there is none."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What `<table>.toml` says: our column -> their header, values to assume, and their words -> ours."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one table's rows."""

    header: Row
    names: Mapping[int, str]
    """Position -> our column's name."""
    mapping: Correspondence
    territories: bool
    """True for a table of territories, False for a table of actors."""

    def cells(self, row: Row) -> dict[str, str]:
        """Give a row's values under our names, with the mapping's defaults and words applied."""
        found = {name: row[1][i] for i, name in self.names.items() if i < len(row[1]) and row[1][i]}
        cells = {**self.mapping.defaults, **found}
        for column, words in self.mapping.values.items():
            cells[column] = words.get(key(cells.get(column, "")), cells.get(column, ""))
        return cells

    def extra(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Give the (header, value) pairs that our schema does not know."""
        others = (i for i in range(min(len(row[1]), len(self.header[1]))) if i not in self.names)
        return tuple((self.header[1][i], row[1][i]) for i in others if self.header[1][i] and row[1][i])


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, str]]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {table: {key(h): ours for ours, headers in t.items() for h in headers} for table, t in tables.items()}


def mapping_for(path: Path) -> Correspondence:
    """Read the TOML beside a table, if there is one; raises SourceError if it cannot be understood."""
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return Correspondence()
    try:
        data = tomllib.loads(beside.read_text(encoding="utf-8-sig"))
        values = {c: {key(k): str(v) for k, v in words.items()} for c, words in data.get("values", {}).items()}
        return Correspondence(_strings(data.get("columns", {})), _strings(data.get("defaults", {})), values)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise SourceError(f"{beside.name} : ce fichier de correspondance est mal écrit ({told(error)}).") from error


def _strings(table: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in table.items()}


def layout_of(rows: list[Row], mapping: Correspondence, name: str) -> Layout:
    """Find the header and say which column is which; raises SourceError where there is no table of ours."""
    for row in rows[:_HEADER_SEARCHED]:
        keys = [key(cell) for cell in row[1]]
        territories = bool(set(keys) & {h for h, ours in _synonyms()["territories"].items() if ours == "codes_membres"})
        names = _positions(keys, _synonyms()["territories" if territories else "actors"], mapping)
        if "nom" in names.values() and len(names) + len(mapping.defaults) >= 2:
            return _checked(Layout(row, names, mapping, territories), name)
    raise SourceError(_not_ours(name, "nom"))


def _positions(keys: list[str], synonyms: Mapping[str, str], mapping: Correspondence) -> dict[int, str]:
    chosen = {key(theirs): ours for ours, theirs in mapping.columns.items()}
    positions = {i: chosen[k] for i, k in enumerate(keys) if k in chosen}
    for i, k in enumerate(keys):
        if i not in positions and k in synonyms and synonyms[k] not in positions.values():
            positions[i] = synonyms[k]
    return positions


def _checked(layout: Layout, name: str) -> Layout:
    known = {*layout.names.values(), *layout.mapping.defaults}
    if not layout.territories and "type" not in known:
        raise SourceError(_not_ours(name, "type"))
    return layout


def _not_ours(name: str, missing: str) -> str:
    return (
        f"{name} : ce n’est pas un tableau de l’annuaire, la colonne « {missing} » manque. Colonnes attendues : "
        "nom et type, puis si possible regions, ville, themes, site, alias ; pour des territoires : nom, phase, "
        "region, membres, codes_membres. Un fichier .toml du même nom peut faire correspondre d’autres en-têtes. "
        "Un tableau qui n’est pas un annuaire se publie comme document : enregistrez-le en Word (.docx) ou en PDF."
    )
