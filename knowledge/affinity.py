"""How close an actor's themes are to a trade, and matches that show each sort of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.facets import Facets
from knowledge.needs import Theme
from knowledge.records import Actor, ActorMatch

_NEAR_THEME = 0.45
RANK_COST = 0.03
"""What each place further down an actor's list of themes (or a need's list of actors) costs."""


def affinity(actor: Actor, theme: Theme) -> float:
    """Give, from 0 to about 1, how close an actor's list of themes is to a theme.

    Its first themes, and the theme's own, count most.
    """
    own = [
        0.9 - RANK_COST * rank - 0.02 * min(theme.themes.index(name), 6)
        for rank, name in enumerate(actor.themes)
        if name in theme.themes
    ]
    near = [_NEAR_THEME - RANK_COST * rank for rank, name in enumerate(actor.themes) if name in theme.near]
    return max([*own, *near], default=0.0) + (0.03 * (len(own) - 1) if len(own) > 1 else 0.0)


def shared(actor: Actor, theme: Theme) -> str:
    """Give the actor's own theme that is most what a theme is, or the nearest to it; "" if none is."""
    ranked = (name for names in (theme.themes, theme.near) for name in names if name in actor.themes)
    return next(ranked, "")


def varied(matches: list[ActorMatch], limit: int, is_sort: Callable[[ActorMatch], bool]) -> list[ActorMatch]:
    """Give the best matches; the last gives way to the best of a sort that was asked and would be left out."""
    kept = matches[:limit]
    best = next(filter(is_sort, matches), None)
    if best and limit > 1 and not any(map(is_sort, kept)):
        kept[-1] = best
    return kept


def without_overlap(facets: Facets) -> Facets:
    """Give what was asked without what says nothing: the general need of a contact, once anything precise is."""
    precise = tuple(need for need in facets.needs if need.label != "Trouver le bon interlocuteur")
    if facets.themes or facets.exact or facets.kinds or precise:
        return replace(facets, needs=precise)
    return facets
