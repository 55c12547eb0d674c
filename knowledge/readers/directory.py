"""Tables of the directory: a spreadsheet -> actors, territories, and what is wrong with the other rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.errors import RowError, SourceError
from knowledge.kinds import KINDS, kind_named
from knowledge.readers.layout import Layout, layout_of, mapping_for
from knowledge.readers.tables import SUFFIXES, Row, sheets
from knowledge.records import Actor, Territory
from knowledge.regions import current_region, key

PHASES = ("2018-2022", "2023-2027")
"""The two phases of the programme."""

_URL = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?|(?:(?:(\d{1,2})/)?(\d{1,2})/)(\d{4})")
_DEPARTMENT = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-46]")
_COMMUNE_SIREN = re.compile(r"21(\d\d)\d?(\d{3})\d")


@dataclass(frozen=True, slots=True)
class Table:
    """One table read: its entries, the rows set aside, and the line that each entry stands on."""

    actors: tuple[Actor, ...] = ()
    territories: tuple[Territory, ...] = ()
    errors: tuple[RowError, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    """(id, line number) of each entry kept."""
    warnings: tuple[str, ...] = ()
    """What staff should know of the reading, in French; nothing in it stops the publication."""


def is_table(path: Path) -> bool:
    """Say whether a file's name is that of a table (.csv, .tsv, .xlsx)."""
    return path.suffix.lower() in SUFFIXES


def read_table(path: Path) -> Table:
    """Read one table, bad rows set aside in `errors`; raises SourceError if the file is no table of ours."""
    found = sheets(path)
    title, layout = laid_out(found, path)
    build = _territory if layout.territories else _actor
    body = [row for row in found[title] if row[0] > layout.header[0]]
    table = _collect(body, lambda row: build(layout, row, path.stem))
    if others := ", ".join(f"« {other} »" for other, rows in found.items() if rows and other != title):
        return replace(
            table, warnings=(f"Seule la feuille « {title} » est lue, pas {others} : enregistrez-les à part.",)
        )
    return table


def laid_out(found: Mapping[str, list[Row]], path: Path) -> tuple[str, Layout]:
    """The first sheet that is a table of ours, and how it is laid out; raises SourceError where none is."""
    mapping = mapping_for(path)
    refusal: SourceError | None = None
    for title, rows in ((title, rows) for title, rows in found.items() if rows):
        try:
            return title, layout_of(rows, mapping, path.name)
        except SourceError as error:
            refusal = refusal or error
    raise refusal or SourceError(f"{path.name} : ce tableau est vide.")


def without_repeats(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Set aside, in each of several tables (name -> table), the entries whose id an earlier table already holds."""
    seen: dict[str, str] = {}
    settled: dict[str, Table] = {}
    for name, table in tables.items():
        repeated = {i: line for i, line in table.lines if i in seen}
        errors = [RowError(line, f"identifiant « {i} » déjà présent dans {seen[i]}") for i, line in repeated.items()]
        settled[name] = replace(
            table,
            actors=tuple(actor for actor in table.actors if actor.id not in repeated),
            territories=tuple(territory for territory in table.territories if territory.id not in repeated),
            errors=(*table.errors, *errors),
            lines=tuple((i, line) for i, line in table.lines if i not in repeated),
        )
        seen |= {i: name for i, _ in settled[name].lines}
    return settled


def _collect(body: list[Row], build: Callable[[Row], Actor | Territory]) -> Table:
    kept: dict[str, Actor | Territory] = {}
    errors: list[RowError] = []
    lines: list[tuple[str, int]] = []
    for row in body:
        try:
            entry = build(row)
            if entry.id in kept:
                raise RowError(row[0], f"identifiant « {entry.id} » en double")
        except RowError as error:
            errors.append(error)
        else:
            kept[entry.id] = entry
            lines.append((entry.id, row[0]))
    actors = tuple(entry for entry in kept.values() if isinstance(entry, Actor))
    territories = tuple(entry for entry in kept.values() if isinstance(entry, Territory))
    return Table(actors, territories, tuple(errors), tuple(lines))


def _actor(layout: Layout, row: Row, _stem: str) -> Actor:
    cells, line = _cells(layout, row)
    return Actor(
        id=slug(cells.get("id") or cells["nom"]),
        name=cells["nom"],
        kind=_kind(cells.get("type", ""), line),
        regions=_regions(cells.get("regions", ""), line),
        departments=_departments(cells.get("departements", ""), line),
        city=cells.get("ville", ""),
        themes=_values(cells.get("themes", ""), commas=True),
        description=cells.get("description", ""),
        site=_site(cells.get("site", ""), line),
        contact=cells.get("contact", ""),
        aliases=_values(cells.get("alias", "")),
        source=cells.get("source", ""),
        verified=key(cells.get("verification", "")).startswith(("verifie", "verified", "oui", "yes")),
        verified_on=_date(cells.get("verifie_le", ""), line),
        verification=cells.get("verification", "") or "à vérifier",
        valid_until=_date(cells.get("valable_jusqu_au", ""), line),
        latitude=_degrees(cells.get("latitude", ""), 90, line),
        longitude=_degrees(cells.get("longitude", ""), 180, line),
        extra=layout.extra(row),
    )


def _territory(layout: Layout, row: Row, stem: str) -> Territory:
    cells, line = _cells(layout, row)
    phase = _phase(cells.get("phase", "") or stem, line)
    regions = _regions(cells.get("region", ""), line)
    return Territory(
        id=slug(cells.get("id") or f"{cells['nom']}-{phase[:4]}"),
        name=cells["nom"],
        phase=phase,
        region=regions[0] if regions else "",
        departments=_departments(cells.get("departements", ""), line),
        members=_values(cells.get("membres", "")),
        sirens=_member_codes(cells.get("codes_membres", ""), line),
        status="" if key(cells.get("statut", "")) == "inconnu" else cells.get("statut", ""),
        latitude=_degrees(cells.get("latitude", ""), 90, line),
        longitude=_degrees(cells.get("longitude", ""), 180, line),
    )


def _cells(layout: Layout, row: Row) -> tuple[dict[str, str], int]:
    """A row's cells, once it is known to have a name and not to have been shifted by a stray separator."""
    line, values = row
    if any(values[len(layout.header[1]) :]):
        raise RowError(line, "plus de cases que d’en-têtes (un séparateur de trop dans une case ?)")
    cells = layout.cells(row)
    if not slug(cells.get("nom", "")):
        raise RowError(line, "le nom manque")
    return cells, line


def slug(text: str) -> str:
    """Give a stable identifier from a name ("Images & Réseaux" -> "images-reseaux")."""
    return key(text).replace(" ", "-")


def _values(cell: str, *, commas: bool = False) -> tuple[str, ...]:
    """The values of a cell; commas part them only where no semicolon does."""
    separators = r"[;|\n]" if not commas or re.search(r"[;|\n]", cell) else r",\s*(?![^(]*\))"
    return tuple(dict.fromkeys(value.strip() for value in re.split(separators, cell) if value.strip()))


def _kind(cell: str, line: int) -> str:
    if not cell:
        raise RowError(line, "le type manque")
    kind = kind_named(cell)
    if kind is None:
        raise RowError(line, f"type « {cell} » inconnu (types connus : {', '.join(KINDS)})")
    return kind


def _regions(cell: str, line: int) -> tuple[str, ...]:
    found: list[str] = []
    for name in filter(None, (part.strip() for part in re.split(r"[;|,/\n]", cell))):
        region = current_region(name)
        if region is None:
            raise RowError(line, f"région « {name} » inconnue")
        found.append(region)
    return tuple(dict.fromkeys(found))


def _departments(cell: str, line: int) -> tuple[str, ...]:
    """The codes of a cell, as INSEE writes them ("1 ; 2a": 01, 2A)."""
    found: list[str] = []
    for part in re.findall(r"[^\s;,|/]+(?: [^\W\d][^;,|/]*)?", cell):
        code = part.upper().zfill(2)
        if not _DEPARTMENT.fullmatch(code):
            raise RowError(line, f"département « {part} » inconnu (attendu : son code, comme 49 ou 2A)")
        found.append(code)
    return tuple(dict.fromkeys(found))


def _site(cell: str, line: int) -> str:
    if not cell:
        return ""
    if not _URL.fullmatch(cell):
        raise RowError(line, f"site « {cell} » mal écrit (attendu : https://exemple.fr)")
    return cell if "://" in cell else f"https://{cell}"


def _date(cell: str, line: int) -> str:
    """ISO 8601 of any precision, from itself or from day/month/year."""
    if not cell:
        return ""
    parts = _DATE.fullmatch(cell)
    if not parts:
        raise RowError(line, f"date « {cell} » illisible (attendu : 2026-11-24)")
    year, month, day = (parts[1], parts[2], parts[3]) if parts[1] else (parts[6], parts[5], parts[4])
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        raise RowError(line, f"date « {cell} » impossible")
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _degrees(cell: str, limit: int, line: int) -> float | None:
    if not cell:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d+)?", cell) or abs(value := float(cell.replace(",", "."))) > limit:
        raise RowError(line, f"coordonnée « {cell} » illisible (attendu : des degrés décimaux)")
    return value


def _phase(cell: str, line: int) -> str:
    for phase, signs in zip(PHASES, (("2018", "phase 1", "phase1"), ("2023", "phase 2", "phase2")), strict=True):
        if any(sign in key(cell) for sign in signs):
            return phase
    raise RowError(line, f"phase « {cell} » inconnue (attendu : {' ou '.join(PHASES)})")


def _member_codes(cell: str, line: int) -> tuple[str, ...]:
    """SIREN of intercommunalités and INSEE codes of communes; a commune's SIREN holds its code (INSEE's numbering)."""
    codes: list[str] = []
    for code in re.findall(r"[^\s;,|]+", cell):
        commune = _COMMUNE_SIREN.fullmatch(code)
        if not commune and not re.fullmatch(r"\d{9}|\d[\dAB]\d{3}", code):
            raise RowError(line, f"code de membre « {code} » mal écrit (attendu : SIREN ou code INSEE)")
        codes.append(commune[1] + commune[2] if commune else code)
    return tuple(codes)
