"""What entrepreneurs' words mean in the directory's terms, from `data/themes.toml`, `data/trades/` and `needs.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from knowledge.trades import sayings, trades

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Theme:
    """A trade or sector, and the themes of the directory that are it."""

    label: str
    english: str
    themes: tuple[str, ...]
    near: tuple[str, ...]
    """Themes of the directory that also help, less well."""
    words: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a company wants done, and who does it."""

    label: str
    english: str
    words: tuple[str, ...] = field(compare=False)
    actors: tuple[str, ...]
    """Ids of national actors, in order of aptness."""
    kinds: tuple[str, ...]
    """Kinds that serve it where the company is, in order of aptness."""
    for_public: tuple[str, ...] = ()
    """Ids of those that come before them where a public body speaks."""
    for_crafts: tuple[str, ...] = ()
    """The same where a craftsman does."""
    themes: tuple[str, ...] = ()
    next_door: tuple[str, ...] = ()
    """Kinds that serve it too, but only in the very town that is named."""
    local: bool = False
    """Whether whoever is near is the better door."""
    alone: bool = False
    """Whether a body of the asker's trade has nothing to add to who serves it."""
    bodies: bool = False
    """Whether a region's agency has nothing to add to a body of the asker's trade."""
    anybody: bool = False
    """Whether anybody is sent to the same body for it, a company or not."""
    generic: bool = False
    """Whether it calls for nobody beside the bodies of a trade, once a trade is named."""
    by_trade: bool = False
    """Whether the body of a trade serves it too, once a trade is named."""
    said: str = ""
    """How it is told to people, where they would not say the label."""
    network: bool = False
    """Whether what is asked is itself a body of the network ("le réseau des technopoles")."""
    public: bool = False
    """Whether it is of public bodies: in the third person, it may be a fact of the plan."""


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """Give the vocabulary of themes."""
    rows = tomllib.loads((_DATA / "themes.toml").read_text(encoding="utf-8"))["theme"]
    return tuple(
        Theme(
            label=r["label"],
            english=r["english"],
            themes=tuple(r["themes"]),
            near=tuple(r["near"]),
            words=trades().get(r["label"], ()),
        )
        for r in rows
    )


@lru_cache(maxsize=1)
def general_themes() -> frozenset[str]:
    """Give the themes of the directory that are too general to tell a trade ("innovation")."""
    return frozenset(tomllib.loads((_DATA / "needs.toml").read_text(encoding="utf-8"))["general"])


@lru_cache(maxsize=1)
def needs() -> tuple[Need, ...]:
    """Give the vocabulary of needs."""
    rows = tomllib.loads((_DATA / "needs.toml").read_text(encoding="utf-8"))["need"]
    return tuple(
        Need(
            label=r["label"],
            english=r["english"],
            words=sayings().get(r["label"], ()),
            actors=tuple(r["actors"]),
            kinds=tuple(r["kinds"]),
            for_public=tuple(r.get("for_public", ())),
            for_crafts=tuple(r.get("for_crafts", ())),
            themes=tuple(r.get("themes", ())),
            next_door=tuple(r.get("next_door", ())),
            local=r.get("local", False),
            alone=r.get("alone", False),
            bodies=r.get("bodies", False),
            anybody=r.get("anybody", False),
            generic=r.get("generic", False),
            by_trade=r.get("by_trade", False),
            said=r.get("said", ""),
            network=r.get("network", False),
            public=r.get("public", False),
        )
        for r in rows
    )
