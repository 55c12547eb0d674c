"""Where a company is, among the places that its message names: not where others are, nor what it left or refuses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.aside import by_the_way
from knowledge.spans import Mention, folded_in_place
from knowledge.words import inside

_BEFORE = 80
"""Characters before a place among which what is said of it stands, in its own clause."""
_CLAUSE_ENDS = re.compile(r"[,.;:!?()]|\b(?:mais|but)\b")
_LEADS: Final = r"(?:\ (?:a|au|aux|en|dans|de|du|d'|le|la|les|l'|in|from|for))*\ ?"
"""The small words between what is said of a place and its name."""
_OTHERS_PLACE = re.compile(
    rf"""
    \b(?: (?:je\ |on\ |nous\ )?quitt\w+ | livr(?:e|ons|er)\b(?!.*\ depuis\ ).* | part(?:ir|ons|ent|s)?\ de
      | leav(?:e|es|ing)
      | (?:mov|relocat)\w+\ (?:[\w'-]+\ ){{0,4}}?from
      | (?:je\ suis|on\ est|natif|native|originaire|venue?s?|viens|vient|venons|arrivee?s?|debarque\w*|demenag\w+|rentre
        |reviens)\ (?:de|d'|du|des)
      | nee?s?\ a | come\ from | i'm\ from | born\ in
      | (?:suis|est|sommes|c'est)\ (?:pas|plus) | ni | nor | neither
      ){_LEADS}$
    | \b(?: fournisseurs? | clients? | donneurs?\ d'ordres? | concurrents? | suppliers? | customers? | competitors?
      | (?:mon|ma|mes|notre|nos|une?|des)\ (?:\w+\ )?(?:pere|mere|frere|soeur|oncle|tante|cousine?|cousins
        |parents|femme|mari
        |banquier|banque|comptable|associee?s?|voisine?|gendre|maire|copain|copine|amie?)
      )\b.*$
    | ^\W*(?:anciens?|anciennes?|ex)[ -].*$
    """,
    re.VERBOSE,
)
"""Before a place: it is left, where somebody is from, or somebody else's."""
_REFUSED_PLACE = re.compile(
    rf"(?:^\W*(?:et\ |surtout\ |mais\ )?(?:pas|not)(?:\ in|\ at)?|\bailleurs\ qu(?:'a|e)|\bsauf|\bnowhere\ near)"
    rf"{_LEADS}$",
    re.VERBOSE,
)
"""Before a place: somebody will not have it."""
_OFFICE = re.compile(
    r"\b(?:siege|maison[ -]mere|headquarters|head office|bureaux?|office|invente\w*|concu\w*|imagine\w*)\b.*$"
)
_WORKS = re.compile(
    r"\b(?:ateliers?|usines?|production|entrepots?|labos?|laboratoires?|workshop|factory|plant|produi\w+|fabriqu\w+)\b.*$"
)
"""Before a place: it is an office's or an idea's; or of what is made, which counts where a message tells both."""
_NOW = re.compile(
    r"\b(?:maintenant|desormais|aujourd'hui|demenage\w*|emmenage\w*|now|moved)\b"
    r"(?:\ (?:je|on|nous|suis|est|sommes|installe\w*|base\w*|situe\w*|j'habite"
    r"|to|in|a|au|aux|en|pres|sur|l'an|dernier)\b)*\ ?$"
)
"""Before a place: it is where somebody is today."""
_OPENED = re.compile(
    r"\b(?:ouvr\w+|construi\w+|nouve(?:l|lle|au)|deuxieme|second\w*|futur\w*|open\w*|new|build\w*)\ (?:[\w'-]+\ ){0,3}?"
    r"(?:ateliers?|usines?|sites?|unites?|entrepots?|laboratoires?|labos?|batiments?|workshop|factory|plant|site)\b.*$"
)
"""Before a place: works are opened there, which a need is rather of."""
_TAKEN_BACK = re.compile(
    r"^\W*(?:euh\W+)?(?:non|pardon|enfin|oups|sorry|no|i\ mean|(?:ou\ )?plutot|je\ veux\ dire|je\ voulais\ dire)\b"
    r"(?!\ (?:loin|seulement|plus|que|far|longer))"
)
"""Between two places: the first was a slip."""
_ELSEWHERE = re.compile(
    r"^ (?:avant|auparavant|autrefois|before|a l'origine)\b(?! (?:de|du|la|le|les|l'|que|d'))"
    r"|^ ?(?:en |au |aux |in |\((?:en |in )?)(?:espagne|italie|allemagne|belgique|suisse|portugal|maroc|tunisie|algerie"
    r"|canada|quebec|etats-unis|usa|angleterre|royaume-uni|spain|italy|germany|belgium|switzerland|texas)\b"
)
"""After a place: it is where somebody was, or the homonym of another country."""


def here(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Give the places of a message but those refused, and those left, by the way or of others unless all are."""
    folded = folded_in_place(text)
    before = {one.start: _clause(folded, one.start) for one in mentions}
    mentions = [one for one in mentions if not _REFUSED_PLACE.search(before[one.start])]
    if len(mentions) < 2:
        return tuple(mentions)
    lately = [pattern for pattern in (_NOW, _OPENED) if any(map(pattern.search, before.values()))][:1]
    works = any(_WORKS.search(clause) for clause in before.values())
    besides = [(one.start, one.end) for one in by_the_way(text)]
    kept = tuple(
        one
        for one, following in zip(mentions, [*mentions[1:], None], strict=True)
        if not (
            inside(one.start, besides)
            or _OTHERS_PLACE.search(before[one.start])
            or (works and _OFFICE.search(before[one.start]) and not _WORKS.search(before[one.start]))
            or any(not pattern.search(before[one.start]) for pattern in lately)
            or _ELSEWHERE.search(folded[one.end : one.end + _BEFORE])
            or (following and _TAKEN_BACK.match(folded[one.end : following.start]))
        )
    )
    return kept or tuple(mentions)


def _clause(folded: str, end: int) -> str:
    """What stands before a place in its clause."""
    near = folded[max(0, end - _BEFORE) : end]
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(near)]
    return near[ends[-1] :] if ends else near
