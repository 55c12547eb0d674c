"""The regions of France and the many ways to write them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from knowledge.french import fold

EVERYWHERE = "France entière"
"""What stands for a region in the entry of an actor that serves the whole country."""

_FILE = Path(__file__).parent / "data" / "regions.toml"
_EVERYWHERE = frozenset({"france entiere", "france", "national", "nationale", "toute la france", "whole france", "all"})


def serve(regions: Iterable[str], region: str) -> bool:
    """Say whether an actor of these regions serves that one: as one of them, or as the whole country's."""
    return not {region, EVERYWHERE}.isdisjoint(regions)


class Region(NamedTuple):
    """A current region: its INSEE code, its name, the former regions inside it and its other names."""

    code: str
    name: str
    former: tuple[str, ...]
    names: tuple[str, ...]
    the: str
    """The French article before the name, with its space if it takes one."""


def key(name: str) -> str:
    """Give what two ways to write one place name have in common ("Saint-Étienne", "st etienne": "saint etienne")."""
    plain = re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()
    return re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", plain))


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Give the 18 regions."""
    return _read("region")


@lru_cache(maxsize=1)
def collectivities() -> tuple[Region, ...]:
    """Give the collectivités of the country that are no region, their towns among their names."""
    return _read("collectivity")


@lru_cache(maxsize=1)
def parts() -> MappingProxyType[str, tuple[str, tuple[str, ...]]]:
    """Give each former region and the codes of its départements, by its key."""
    return MappingProxyType({key(name): (name, tuple(codes)) for name, codes in _tables()["parts"].items()})


def areas() -> tuple[Region, ...]:
    """Give the regions, and the collectivités that are none."""
    return (*regions(), *collectivities())


def _read(table: str) -> tuple[Region, ...]:
    return tuple(
        Region(r["code"], r["name"], tuple(r.get("former", ())), tuple(r.get("names", ())), r["the"])
        for r in _tables()[table]
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _by_key() -> MappingProxyType[str, str]:
    names = {key(n): region.name for region in areas() for n in (region.name, *region.former, *region.names)}
    return MappingProxyType(names)


def current_region(text: str) -> str | None:
    """Give the current name for a current, former, short or English one; EVERYWHERE for "national"; else None."""
    plain = key(text).removeprefix("region ")
    if plain in _EVERYWHERE:
        return EVERYWHERE
    return _by_key().get(plain) or _by_key().get(key(text))


def named_together(names: Iterable[str], language: str) -> str:
    """Give names of regions in a row, the whole country in the reader's language."""
    country = "all of France" if language == "en" else EVERYWHERE
    return ", ".join(country if name == EVERYWHERE else name for name in names)


def with_article(name: str) -> str:
    """Give a region's name as a French sentence says it ("l’Occitanie", "les Hauts-de-France")."""
    return next((f"{region.the}{region.name}" for region in areas() if region.name == name), name)
