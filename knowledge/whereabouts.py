"""The places of a message, told from the trades that bear the name of one ("vannes industrielles", "charpente")."""

from __future__ import annotations

from knowledge.facets import FacetReader
from knowledge.places import Mention, Places
from knowledge.words import message_words

_LONGEST = 4
"""Words in the longest phrase of a trade that a name is looked for in."""
_SMALL_TOWN = 10_000
"""Inhabitants under which a word of a trade, written small, is the trade."""


def mentions(text: str, places: Places, facets: FacetReader) -> list[Mention]:
    """Give every place that a message names, in order, without the words of a trade that may be read as one."""
    found = places.find_all(text, facets.knows, facets.spells)
    return [mention for mention in found if mention.area or not _is_trade(mention, text, facets)]


def _is_trade(mention: Mention, text: str, facets: FacetReader) -> bool:
    """Whether a commune's name is rather a word of a trade: in one of its phrases, or alone where the town is small."""
    first = mention.text[:1]
    whole = mention.text.strip() == text.strip(" ?!.")
    apart = mention.start > 0 or whole or text[mention.end :].lstrip()[:1] in {",", ":"}  # "Vitré, logistique"
    if mention.anchored or not first.isalpha() or (first.isupper() and apart):
        return False
    if _in_phrase(mention, text, facets):
        return True
    words = [word.folded for word in message_words(mention.text) if not word.small]
    return mention.place.population < _SMALL_TOWN and bool(words) and facets.is_phrase(words)


def _in_phrase(mention: Mention, text: str, facets: FacetReader) -> bool:
    words = [word for word in message_words(text) if not word.small]
    inside = [i for i, word in enumerate(words) if mention.start <= word.start < mention.end]
    if not inside:
        return False
    starts = range(max(0, inside[-1] - _LONGEST + 1), inside[0] + 1)
    runs = (words[start:end] for start in starts for end in range(inside[-1] + 1, start + _LONGEST + 1))
    return any(len(run) > len(inside) and facets.is_phrase([word.folded for word in run]) for run in runs)
