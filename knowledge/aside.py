"""What a message tells only by the way: of others, of the past, of what it refuses or is made without."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.bygone import bygone, done, formerly, made
from knowledge.denials import refused, served
from knowledge.kin import introduced, of_others
from knowledge.spans import folded_in_place
from knowledge.without import of_a_recipe, of_no_trade


class Aside(NamedTuple):
    """A part of a message that is beside its need."""

    start: int
    end: int
    sure: bool = True
    """Whether it is so too where no other trade is told."""
    weighed: bool = False
    """Whether its words weigh, with all others, in what the message is about, though they name no trade or need."""
    refuses: bool = False
    """Whether no trade that it names is the message's, whatever else says so."""


def by_the_way(text: str) -> list[Aside]:
    """Give the parts of a message that are beside its need, if it tells one besides."""
    folded = folded_in_place(text)
    told = [Aside(*part) for part in of_others(folded)]
    told += [Aside(*span) for find in (bygone, done, of_no_trade) for span in find(folded)]
    told += [Aside(*span, sure=False) for find in (formerly, introduced) for span in find(folded)]
    told += [Aside(*span, refuses=not served(folded, *span)) for span in refused(folded)]
    return told + [Aside(*span, weighed=True) for find in (made, of_a_recipe) for span in find(folded)]
