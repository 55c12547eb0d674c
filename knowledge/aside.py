"""What a message tells only to set it aside: places where its company is not, what it denies, left or has already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.french import fold
from knowledge.spans import Mention

_BEFORE = 80
"""Characters before a place among which what is said of it stands, in its own clause."""
_CLAUSE_ENDS = re.compile(r"[,.;:!?()]|\b(?:mais|but)\b")
_LEADS: Final = r"(?:\ (?:a|au|aux|en|dans|de|du|d'|le|la|les|l'|in|from|for))*\ ?"
"""The small words between what is said of a place and its name."""
_OTHERS_PLACE = re.compile(
    rf"""
    \b(?: (?:je\ |on\ |nous\ )?quitt\w+ | part(?:ir|ons|ent|s)?\ de | leav(?:e|es|ing) | moving\ (?:out\ )?from
      | (?:je\ suis|on\ est|natif|native|originaire|venue?s?|viens|vient|arrivee?s?|debarque\w*)\ (?:de|d')
      | nee?s?\ a | come\ from | i'm\ from | born\ in
      | (?:suis|est|sommes|c'est)\ (?:pas|plus)
      ){_LEADS}$
    | \b(?: fournisseurs? | clients? | donneurs?\ d'ordres? | concurrents? | suppliers? | customers? | competitors?
      | (?:mon|ma|mes|notre|nos)\ (?:\w+\ )?(?:pere|mere|frere|soeur|oncle|tante|cousine?|cousins|parents|femme|mari
        |banquier|banque|comptable)
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
_OFFICE = re.compile(r"\b(?:siege|maison[ -]mere|headquarters|head office|bureaux?|office)\b.*$")
_WORKS = re.compile(r"\b(?:ateliers?|usines?|production|entrepots?|labos?|laboratoires?|workshop|factory|plant)\b.*$")
"""Before a place: it is that of an office; or of what is made, which counts where a message tells both."""
_ABROAD = re.compile(
    r"^ ?(?:en |au |aux |in |\((?:en |in )?)(?:espagne|italie|allemagne|belgique|suisse|portugal|maroc|tunisie|algerie"
    r"|canada|quebec|etats-unis|usa|angleterre|royaume-uni|spain|italy|germany|belgium|switzerland|texas)\b"
)
"""After a place: it is the homonym of another country."""

_WORD: Final = r"(?:(?:l'|d')|(?:la|le|les|du|de|des|une?|an?|the|chez)[ ])*[\w-]+"
_NOUN: Final = rf"{_WORD}(?:[ ](?:de[ ]|du[ ]|des[ ]|d'|en[ ]|of[ ]){_WORD})?"
_NO_VERB: Final = r"(?!(?:me[ ]|se[ ]|m'|s'|le[ ]|la[ ]|les[ ])?[\w-]+(?:er|ir|re)\b)"
_CLOSES: Final = r"(?=\s*(?:$|[,;.:!)]|mais\b|but\b|juste\b|just\b|plutot\b|je\b|on\b|nous\b|i\b|we\b))"
_STARTS: Final = r"(?:^|[,;:(]|\b(?:et|mais|and|but|veux)\b)\s*"
_KIND: Final = (
    r"(?:incubat\w+|acc?elerat\w+|poles?|clusters?|technopoles?|pepinieres?|agences?|satt|reseaux?|hubs?"
    r"|tech[ ]parks?)\b"
)
_BE: Final = r",?[ ](?:c'est|est|sont|a[ ]ete)[ ](?:deja[ ]|bien[ ])?"
_DENIED = re.compile(
    rf"""
    \bpas\ (?:de\ |d'|une?\ |le\ |la\ )?(?:soucis?|problemes?|questions?|histoires?|affaires?)\ (?:de\ |d'){_WORD}
      (?:\ (?:ni|et)\ {_WORD})*
    | \bpas\ (?:pour|celle?s?|celui|ceux)\ (?:(?:avec|du|de|des|d')\ ?)?{_NOUN}{_CLOSES}
    | {_STARTS}(?:plutot\ |surtout\ )?(?:pas|not)\ (?:(?:une?|de|le|la|an?|the)\ |d'|l')?{_KIND}
    | \brien\ a\ voir\ avec\ {_NOUN}
    | \b(?:au\ lieu|plutot\ que)\ (?:de\ |d')\w+(?:er|ir|re)\b
    | (?:^|(?<=[.,;:!?(]))\s*ni\ {_NOUN}(?:,?\ ni\ {_NOUN})+
    | \b(?:cherch\w+|veu[xt]|voul\w+|souhait\w+)\ (?:surtout\ |plus\ |vraiment\ )?pas\ {_NO_VERB}{_NOUN}
    | \b(?:cherch\w+|veu[xt]|voul\w+|souhait\w+)\ ni\ {_NO_VERB}{_NOUN}(?:,?\ ni\ {_NOUN})+
    | \bveu[xt]\ pas\ (?:entendre\ )?parler\ (?:de\ |d'){_NOUN}
    | \b(?:not\ looking\ for|don't\ want|do\ not\ want)\ {_NOUN} | \bno\ [\w-]+\ needed\b
    | \bsurtout\ pas\ {_NO_VERB}{_NOUN} | \bautres?\ que\ {_NOUN}
    | (?:^|(?<=[.,;(]))\s*(?:sauf|hormis|a\ part)\ {_NOUN}
    | ^\W*(?:non\W+)?(?:merci\W+)?pas\ (?:une?|le|la)\ {_NOUN}(?=\W*[,;])
    | \b(?:pas|no|don't|not)\ (?:besoin|need)\ (?:de\ |d'|for\ |of\ )?{_NOUN}{_CLOSES}
    | \bnot\ (?:for|about)\ {_NOUN}{_CLOSES} | \bnothing\ [\w-]+(?=\ here|[,.;:])
    | \b(?:j'ai|on\ a|nous\ avons|apres\ avoir)\ quitte\ {_NOUN} | \bi\ (?:quit|left)\ {_NOUN}
    | \b(?:j'ai|ai)\ (?:travaille|bosse|passe)\b(?:\ [\w-]+){{0,4}}\ chez\ [\w-]+
    | ^\W*(?:anciens?|anciennes?|ex)[ -](?:[\w'-]+\ ?){{1,5}}(?=,\ (?:je|j'|on|nous|maintenant|i|we)\b)
    | \b(?:l'|le\ |la\ |les\ )[\w-]+{_BE}(?:assure|trouve|regle|boucle|en\ poche|ok\b)e?s?\b
    """,
    re.VERBOSE,
)


def here(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Give the places of a message without those refused, left or of somebody else; of the last two, unless all are."""
    folded = _folded(text)
    before = {one.start: _clause(folded, one.start) for one in mentions}
    mentions = [one for one in mentions if not _REFUSED_PLACE.search(before[one.start])]
    if len(mentions) < 2:
        return tuple(mentions)
    works = any(_WORKS.search(clause) for clause in before.values())
    kept = tuple(
        one
        for one in mentions
        if not (
            _OTHERS_PLACE.search(before[one.start])
            or (works and _OFFICE.search(before[one.start]) and not _WORKS.search(before[one.start]))
            or _ABROAD.search(folded[one.end : one.end + _BEFORE])
        )
    )
    return kept or tuple(mentions)


def denied(text: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a message that say what it is not about, what is left, or there already."""
    return [found.span() for found in _DENIED.finditer(_folded(text))]


def _clause(folded: str, end: int) -> str:
    """What stands before a place in its clause."""
    near = folded[max(0, end - _BEFORE) : end]
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(near)]
    return near[ends[-1] :] if ends else near


def _folded(text: str) -> str:
    """A text folded character by character, so that positions stay ("œ" is "o")."""
    return "".join(fold(one)[:1] or " " for one in text)
