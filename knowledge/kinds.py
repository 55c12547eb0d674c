"""The kinds of structure that the directory holds."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from knowledge.french import fold

AGENCY = "agence régionale de développement"
SATT = "SATT"
"""The kind of who develops a whole region's economy."""

NATIONAL = "partenaire national"
"""The kind of who serves the whole country."""

KINDS = (
    "pôle de compétitivité",
    "cluster",
    "technopole",
    "incubateur",
    "accélérateur",
    "pépinière",
    "SATT",
    AGENCY,
    "agence de développement",
    "chambre consulaire",
    "centre technique",
    "tête de réseau",
    NATIONAL,
    "autre structure",
)
"""Every kind an Actor may have, as staff write it."""

_FILE = Path(__file__).parent / "data" / "kinds.toml"


class Kind(NamedTuple):
    """A kind of structure."""

    name: str
    english: str
    words: tuple[str, ...]
    """Folded words that name it in a question or a table."""
    cells: tuple[str, ...]
    """Those that name it in a table alone: in a question they mean other things too."""
    heads: tuple[str, ...]
    """Ids of the national networks of that kind, if they are in the directory."""
    near: tuple[str, ...]
    """Kinds that may do as well."""


@lru_cache(maxsize=1)
def kinds() -> MappingProxyType[str, Kind]:
    """Give each kind under its name, in the order of KINDS."""
    rows = {r["name"]: r for r in tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]}
    return MappingProxyType({name: _kind(rows[name]) for name in KINDS})


def _kind(row: dict[str, Any]) -> Kind:
    words = tuple(map(_plain, row["words"]))
    cells = tuple(map(_plain, row.get("cells", ())))
    return Kind(row["name"], row["english"], words, cells, tuple(row["heads"]), tuple(row["near"]))


@lru_cache(maxsize=1)
def _by_word() -> MappingProxyType[str, str]:
    return MappingProxyType({word: k.name for k in kinds().values() for word in (_plain(k.name), *k.words, *k.cells)})


def kind_named(text: str) -> str | None:
    """Give the kind that a whole cell names ("Pôles", "Accelerator"), or None."""
    return _by_word().get(_plain(text))


def called(kind: str, language: str) -> str:
    """What a kind is called in a language ("fr" or "en"), as it is written where it is none of ours."""
    known = kinds().get(kind)
    return known.english if known and language == "en" else kind


def _plain(text: str) -> str:
    """Folded words, each without a plural s or x ("Pôles de compétitivité" -> "pole de competitivite")."""
    return " ".join(re.sub(r"(?<=\w{3})[sx]$", "", word) for word in re.findall(r"[a-z0-9]+", fold(text)))
