"""How a French word sounds, roughly: what hurried spellings of it have in common."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"qu|q|ck|c(?=[aourltns]|$)", "k"),
        (r"c(?=[eiy])|ss", "s"),
        (r"th", "t"),
        (r"eau|au", "o"),
        (r"ai|ei|ee", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"(.)\1", r"\1"),
        (r"(?<=..)(?:e|s|es|x)$", ""),
    )
]


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Give a key for a folded word (both "photonique" and "fotonik" give "fotonik")."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
