"""The kinds of structure that the directory holds."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from knowledge.french import fold

KINDS = (
    "pôle de compétitivité",
    "cluster",
    "technopole",
    "incubateur",
    "accélérateur",
    "pépinière",
    "SATT",
    "agence régionale de développement",
    "agence de développement",
    "chambre consulaire",
    "centre technique",
    "tête de réseau",
    "partenaire national",
    "autre structure",
)
"""Every kind an Actor may have, as staff write it."""

_FILE = Path(__file__).parent / "data" / "kinds.toml"


class Kind(NamedTuple):
    """A kind: its name in each language and the folded words that name it in a question or a table."""

    name: str
    english: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def kinds() -> MappingProxyType[str, Kind]:
    """Give each kind under its name, in the order of KINDS."""
    rows = {r["name"]: r for r in tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]}
    return MappingProxyType({n: Kind(n, rows[n]["english"], tuple(map(_plain, rows[n]["words"]))) for n in KINDS})


@lru_cache(maxsize=1)
def _by_word() -> MappingProxyType[str, str]:
    return MappingProxyType({word: k.name for k in kinds().values() for word in (_plain(k.name), *k.words)})


def kind_named(text: str) -> str | None:
    """Give the kind that a whole cell names ("Pôles", "Accelerator"), or None."""
    return _by_word().get(_plain(text))


def _plain(text: str) -> str:
    """Folded words, each without a plural s or x ("Pôles de compétitivité" -> "pole de competitivite")."""
    return " ".join(re.sub(r"(?<=\w{3})[sx]$", "", word) for word in re.findall(r"[a-z0-9]+", fold(text)))
