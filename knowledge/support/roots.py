"""What forms of a French word have in common beyond their stem: "concourent", "concourir"; "réalisées", "réalisé"."""

from __future__ import annotations

from functools import lru_cache

from knowledge.french import stem

_SHORTEST = 3


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The stem of a folded word without the endings of verbs that Snowball leaves."""
    found = stem(word)
    for ending in ("issent", "ent", "iss", "e"):
        if found.endswith(ending) and len(found) - len(ending) >= _SHORTEST and len(word) > 4:
            return found[: -len(ending)]
    return found
