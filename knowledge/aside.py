"""What a message tells only to set it aside: places where its company is not, and what it denies or has already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.french import fold
from knowledge.spans import Mention

_OTHERS_PLACE = re.compile(
    r"""
    (?: \b(?: (?:je\ |on\ |nous\ )?(?:quitt\w+|part(?:ir|ons|ent|s)?\ de) | leav(?:e|es|ing) | moving\ (?:out\ )?from
        | (?:je\ suis|on\ est|natif|native|originaire|venue?s?|viens|vient|arrivee?s?|arrive|debarque\w*)\ (?:de|d')
        | nee?s?\ a | come\ from | i'm\ from | born\ in
        | pas\ (?:a|de|dans|en|celle?|celui)
        )\ ?
      | \b(?: anciens? | anciennes? | ex | avant | etudes | diplomee?s? | forme[es]* | formerly | former | studied
        | siege | maison[ -]mere | headquarters | head\ office
        | fournisseurs? | clients? | donneurs?\ d'ordres? | concurrents? | concurrence | beau-?pere
        | (?:mon|ma|mes|notre|nos)\ (?:\w+\ )?(?:pere|mere|frere|soeur|oncle|tante|cousine?|cousins|parents|femme|mari
          |banquier|banque|comptable|associee?)
        | suppliers? | customers? | competitors?
        )\b (?:(?!\bmais\b|\bbut\b)[^,.;:!?()])*
    )$
    """,
    re.VERBOSE,
)
"""Before a place: it is left, where somebody is from, or somebody else's."""
_ABROAD = re.compile(
    r"^\W{0,2}(?:en |au |aux |in )?(?:espagne|italie|allemagne|belgique|suisse|portugal|maroc|tunisie|algerie|canada"
    r"|quebec|etats-unis|usa|angleterre|royaume-uni|spain|italy|germany|belgium|switzerland|texas)\b"
)
"""After a place: it is the homonym of another country."""
_CLAUSE = r"(?:(?!\bmais\b|\bbut\b)[^,.;:!?()])*"
_NOUN = r"(?:(?:l'|d')|(?:la|le|les|du|de|des|une?|an?|the)[ ])*[\w-]+"
_BE = r",?[ ](?:c'est|est|sont|a[ ]ete)[ ](?:deja[ ]|bien[ ])?"
_DENIED = re.compile(
    rf"""
    \bpas\ (?:de\ |d'|une?\ |le\ |la\ )?(?:soucis?|problemes?|questions?|histoires?|affaires?)\ (?:de\ |d'){_NOUN}
      (?:\ (?:ni|et)\ {_NOUN})*
    | \bpas\ (?:pour|celle?s?|celui|ceux)\ {_CLAUSE}
    | \brien\ a\ voir\ avec\ {_NOUN}
    | \b(?:au\ lieu|plutot\ que)\ (?:de\ |d')\w+(?:er|ir|re)\b
    | (?<![^.,;:!?(])\s*ni\ {_NOUN}(?:\ (?:du|de|d'|des)\ ?\w+)?(?:,?\ ni\ {_NOUN}(?:\ (?:du|de|d'|des)\ ?\w+)?)+
    | \bpas\ besoin\ (?:de\ |d'){_CLAUSE} | \b(?:do\ not|don't|no)\ need\ (?:for\ |of\ )?{_CLAUSE}
    | \bnot\ (?:for|about|an?|the)\ {_CLAUSE} | \bnothing\ [\w-]+(?=\ here|[,.;:])
    | \b(?:l'|le\ |la\ |les\ )[\w-]+
      (?:{_BE}(?:assure|trouve)|(?:{_BE}|\ )(?:regle|boucle|en\ poche|ok\b))e?s?\b
    """,
    re.VERBOSE,
)


def here(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Give the places of a message without those left for another, or of somebody else, unless there are only such."""
    folded = fold(text)
    if len(folded) != len(text):
        return tuple(mentions)
    kept = tuple(one for one in mentions if not _is_aside(one, folded))
    return kept or tuple(mentions)


def _is_aside(mention: Mention, folded: str) -> bool:
    before = re.sub(r"(?:\b(?:a|au|aux|en|dans|le|la|les|d|du|de|pres|sur)\b|l'|d')?\s*$", "", folded[: mention.start])
    near = (folded[: mention.start], before + " ", before)
    return any(_OTHERS_PLACE.search(one) for one in near) or bool(_ABROAD.search(folded[mention.end :]))


def denied(text: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a message that say what it is not about, or what somebody has already."""
    folded = fold(text)
    return [found.span() for found in _DENIED.finditer(folded)] if len(folded) == len(text) else []
