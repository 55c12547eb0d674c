"""The local members of a network that somebody names ("la French Tech à Rennes")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.records import Actor
from knowledge.regions import key


def members(network: Actor, actors: Iterable[Actor], region: str) -> list[Actor]:
    """Give the actors of a region that bear a network's name among their themes or beside their own name."""
    called = key(network.name).removeprefix("la ")
    local = [actor for actor in actors if region in actor.regions and actor is not network]
    return [actor for actor in local if any(_plain(name) == called for name in (*actor.themes, *actor.aliases))]


def _plain(name: str) -> str:
    return key(re.sub(r"\s*\(.*", "", name))
