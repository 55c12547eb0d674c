"""What a message asks, once what its phrases say is weighed with what its words are usually about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.company import company
from knowledge.facets import Facets
from knowledge.likely import Likely, likely, marks_of
from knowledge.needs import Need, Theme, needs, themes
from knowledge.words import Word

_KEPT_TRADE, _KEPT_NEED = 0.07, 0.13
"""Less likely, one that a phrase names was said by the way."""
_OF_THE_SUREST = 0.15
"""The same for a trade, as a part of how likely the likeliest is."""
_SURE_NEED, _BESIDE_SURE = 0.85, 0.2
"""The same for a need, beside one that is so likely."""
_ADDED, _ADDED_ALONE = 0.3, 0.27
"""As likely, a trade that no phrase names is meant: beside others, and where no phrase names any."""
_BESIDE_KIND = 0.6
"""The same where a kind of structure is asked ("une pépinière" is none of plants)."""
_NEED_BESIDE_AIM, _NEED_BESIDE_TRADE = 0.8, 0.4
"""The same for a need, beside one that the message is after, and beside a trade."""
_NEED_BESIDE_KIND, _NETWORK = 0.9, "tête de réseau"
"""The same beside a kind of structure; the kind of who brings others together."""
_AIM, _NO_AIM = 0.65, 0.35
"""As likely, a need that a phrase names by the way is what the message is after; less likely, none is."""
_TOLD, _PHRASED = 0.8, 0.8
"""How likely a need is at least that is told for sure; what a phrase names, where no example knows any word."""
_HEARD = 0.3
"""Where no trade is so likely, the words of the one that a phrase names are known to the vocabulary alone."""
_MAY_BEGIN = 0.1
"""How likely a company is to seek one of the next, where it may be one that begins."""
_BEGINNINGS = frozenset({"Lancer une startup", "Trouver des bureaux", "Transférer une technologie"})
_OF_A_COMPANY = 0.5
"""Less likely to be a company's, a message asks what its phrases say, and nothing more."""
_FEWEST = 2
"""Known words of meaning under which a message asks what its phrases say."""
_EXPLAINS = 0.15
"""What a word says for a trade or a need from which it is explained by it."""
_MANY = 4
"""Known words of a message that is surely a company's from which nothing stands against it."""
_SURE_COMPANY, _SURE_LABEL = 0.8, 0.25
"""How likely to be a company's, and to be about something, a message is that surely calls for an actor."""


class Settled(NamedTuple):
    """What a message asks."""

    facets: Facets
    company: float
    """How likely it is to be a company's, from 0 to 1."""
    sure: bool = False
    """Whether its words surely call for an actor, however few of them a phrase explains."""
    surest: bool = False
    """Whether they do so much, and so many, that no other sign stands against them."""
    young: bool = False
    """Whether it may be a company's that begins."""
    marks: tuple[str, ...] = ()
    """What is weighed of its words (`likely.marks_of`)."""


def settled(
    facets: Facets, words: Sequence[Word], places: Iterable[int], heard: Callable[[str], str], *, adds: bool = True
) -> Settled:
    """Put facets in the order of how likely they are, without the unlikely ones, with those that no phrase names.

    `places` is where those that it names start. `heard` gives the stem of a word that no example holds; without `adds`,
    nothing is added that no phrase names.
    """
    marks = tuple(marks_of(words, heard))
    ours = company(words, marks, places, told=bool(facets.themes or facets.needs))
    found = likely(marks, [one.label for one in facets.themes], [one.label for one in facets.needs])
    if found is None:  # its words are known to the vocabulary alone
        return Settled(
            replace(facets, trade_shares=_phrased(facets.themes), need_shares=_phrased(facets.needs)),
            ours,
            marks=marks,
        )
    added = adds and ours >= _OF_A_COMPANY and found.stems >= _FEWEST
    trades = _trades(facets, found.trades, added=added)
    if facets.kinds:  # who names a kind of structure says what is sought
        wants = (*facets.needs, *(one for one in _beside_kind(facets, found.needs) if added))
    else:
        wants = _needs(facets, found.needs, added=added)
    aims = tuple(need for need in wants if _is_aim(need, facets, found.needs[need.label]))
    sure = _is_sure(found, ours)
    return Settled(
        replace(
            facets,
            themes=trades,
            exact=tuple(name for name in facets.exact if not trades or _is_meant(name, found.trades)),
            needs=wants,
            aims=aims,
            others=_unexplained(facets, (*trades, *wants), found),
            trade_shares=_heard(found.trades, trades),
            need_shares={**found.needs, **{one.label: max(_TOLD, found.needs[one.label]) for one in facets.told}},
        ),
        ours,
        sure,
        sure and found.stems >= _MANY,
        _begins(found, aims),
        marks,
    )


def _phrased(said: Iterable[Theme | Need]) -> dict[str, float]:
    return {one.label: _PHRASED for one in said}


def _heard(shares: Mapping[str, float], trades: Sequence[Theme]) -> Mapping[str, float]:
    """How likely each trade is, the first by its phrase where the examples know none of its words."""
    return shares if max(shares.values()) >= _HEARD else {**shares, **_phrased(trades[:1])}


def _is_sure(found: Likely, ours: float) -> bool:
    return ours >= _SURE_COMPANY and max((*found.trades.values(), *found.needs.values())) >= _SURE_LABEL


def _begins(found: Likely, aims: Sequence[Need]) -> bool:
    if aims and not any(need.label in _BEGINNINGS for need in aims):
        return False
    return max(share for label, share in found.needs.items() if label in _BEGINNINGS) >= _MAY_BEGIN


def _is_aim(need: Need, facets: Facets, share: float) -> bool:
    if need in facets.aims:
        return need in facets.told or share >= _NO_AIM
    return need not in facets.needs or share >= _AIM


def _trades(facets: Facets, shares: Mapping[str, float], *, added: bool) -> tuple[Theme, ...]:
    enough = _BESIDE_KIND if facets.kinds else _ADDED if facets.themes else _ADDED_ALONE
    new = [one for one in themes() if added and one not in facets.themes and shares[one.label] >= enough]
    least = _least(shares)
    kept = [one for one in facets.themes if shares[one.label] >= least]
    if not (new or kept):
        kept = sorted(facets.themes, key=lambda one: -shares[one.label])[:1]
    return tuple(sorted([*kept, *new], key=lambda one: -shares[one.label]))


def _least(shares: Mapping[str, float]) -> float:
    """How likely a trade that a phrase names has to be, not to have been said by the way."""
    return max(_KEPT_TRADE, _OF_THE_SUREST * max(shares.values()))


def _is_meant(name: str, shares: Mapping[str, float]) -> bool:
    """Whether a theme of the directory that is named is that of a trade that may be meant, or of none that is known."""
    of_it = [shares[one.label] for one in themes() if name in one.themes]
    return not of_it or max(of_it) >= _least(shares)


def _needs(facets: Facets, shares: Mapping[str, float], *, added: bool) -> tuple[Need, ...]:
    surest = max(shares.values())
    least = _BESIDE_SURE if surest >= _SURE_NEED else _KEPT_NEED
    kept = [one for one in facets.needs if one in facets.told or shares[one.label] >= least]
    aims = [shares[one.label] for one in kept if one in facets.aims]
    enough = max(_NEED_BESIDE_AIM, *aims) if aims else _NEED_BESIDE_TRADE if facets.themes else _ADDED_ALONE
    new = [one for one in needs() if added and one not in facets.needs and shares[one.label] >= enough]
    return tuple(sorted([*kept, *new], key=lambda one: -shares[one.label]))


def _beside_kind(facets: Facets, shares: Mapping[str, float]) -> list[Need]:
    """The needs that are surely told beside a kind of structure; a network, only to who asks for one."""
    asks_network = _NETWORK in facets.kinds
    return [
        one
        for one in needs()
        if one not in facets.needs and shares[one.label] >= _NEED_BESIDE_KIND and (asks_network or not one.network)
    ]


def _unexplained(facets: Facets, given: Sequence[Theme | Need], found: Likely) -> tuple[str, ...]:
    """The stems that neither a phrase nor a trade or need that was added explains."""
    named: tuple[Theme | Need, ...] = (*facets.themes, *facets.needs)
    added = {one.label for one in given} - {one.label for one in named}
    told = found.marks_for(added, _EXPLAINS)
    return tuple(stem for stem in facets.others if stem not in told)
