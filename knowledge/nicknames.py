"""Local names and adjectives of places ("ville rose", "breton"), from `data/nicknames.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "data" / "nicknames.toml"
_SHORTEST_CORRECTED = 7
"""Letters of a local name from which a misspelling of it is recognised."""


class Nicknames(NamedTuple):
    """Folded local names, each with what stands for it."""

    communes: dict[str, str]
    """Name -> INSEE code."""
    departments: dict[str, str]
    """Name -> code of the département."""
    regions: dict[str, str]
    """Name -> name of the région."""
    accented: frozenset[str]
    """Names that count only as written with their last accent ("Sainté")."""
    capitalised: frozenset[str]
    """Names that are ordinary words too, and count only with a capital ("La Défense")."""
    exact: frozenset[str]
    """Names that no misspelling is to be corrected to: adjectives, short ones, those of the two sorts before."""


@lru_cache(maxsize=1)
def nicknames() -> Nicknames:
    """Give every local name, adjectives in all their forms."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    adjectives = rows["adjectives"]
    communes, departments, regions = (
        {form: value for name, value in adjectives[kind].items() for form in _forms(name)} | rows.get(kind, {})
        for kind in ("communes", "departments", "regions")
    )
    adjectival = {form for name in adjectives["communes"] for form in _forms(name)}
    accented, capitalised = frozenset(rows["accented"]), frozenset(rows["capitalised"])
    short = {name for name in communes if len(name) < _SHORTEST_CORRECTED}
    exact = frozenset(adjectival | short | accented | capitalised)
    return Nicknames(communes, departments, regions, accented, capitalised, exact)


def _forms(adjective: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural ("breton", "bretonne", "bretons", "bretonnes")."""
    feminine = _feminine(adjective)
    plural = adjective if adjective[-1] in "sx" else f"{adjective}{'x' if adjective.endswith('eau') else 's'}"
    return adjective, feminine, plural, f"{feminine}s"


def _feminine(adjective: str) -> str:
    if adjective[-1] == "e":
        return adjective
    if adjective.endswith("eau"):
        return f"{adjective[:-3]}elle"
    return f"{adjective}{'ne' if adjective.endswith(('ien', 'een', 'on')) else 'e'}"
