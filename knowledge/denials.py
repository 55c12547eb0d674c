"""What a message denies, will not have or has already: no trade or need of its own."""

from __future__ import annotations

import re
from typing import Final

from knowledge.spans import folded_in_place, found_by

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
_DEED: Final = (
    r"(?:vendre|ouvrir|demenager|bouger|exporter|licencier|lever|emprunter|endetter|embaucher|recruter|creer|lancer"
    r"|partir|breveter|grandir|devenir|acheter|fonder|delocaliser|investir|monter)\b"
)
_DEED_EN: Final = (
    r"(?:move|open|sell|relocate|export|hire|borrow|raise|patent|create|start|launch|become|buy|invest|grow|leave|found)"
    r"\b"
)
_WHAT: Final = (
    rf"(?:\ ?(?!mais\b|et\b|je\b|on\b|nous\b|but\b|and\b|i\b|we\b)(?:(?:mon|ma|mes|notre|nos|my|our)\ )?{_NOUN})?"
)
"""What one may be asked for, and will not have."""
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
    | \b(?:not\ looking\ for|don't\ want|do\ not\ want)\ (?!to\b){_NOUN}
    | \b(?:(?:don't|do\ not)\ (?:want|need|plan|intend)|not\ (?:looking|planning|trying)|no\ need)\ to
      \ {_DEED_EN}{_WHAT}
    | \b(?:loin\ de\ (?:moi|nous)\ l'idee|(?:hors\ de|pas)\ question|inutile|aucune\ (?:envie|intention)|pas\ besoin
      |(?:envisag\w+|compt\w+|prevoi\w+|prevoy\w+)\ pas|pas\ (?:l'intention|envie))\ (?:de\ |d')?
      (?:me\ |m'|se\ |s'|nous\ )?(?:{_DEED}|parler\ (?:de\ |d')){_WHAT}
    | \b(?:veu[xt]|voul\w+|souhait\w+|cherch\w+)\ (?:surtout\ |plus\ |vraiment\ )?pas\ (?:a\ )?
      (?:me\ |m'|se\ |s'|nous\ )?{_DEED}{_WHAT}
    | \bno\ [\w-]+\ needed\b
    | \bsurtout\ pas\ {_NO_VERB}{_NOUN} | \bautres?\ que\ {_NOUN}
    | (?:^|(?<=[.,;(]))\s*(?:sauf|hormis|a\ part)\ {_NOUN}
    | ^\W*(?:non\W+)?(?:merci\W+)?pas\ (?:une?|le|la)\ {_NOUN}(?=\W*[,;])
    | \b(?:pas|no|don't|not)\ (?:besoin|need)\ (?:de\ |d'|for\ |of\ )?{_NOUN}{_CLOSES}
    | \bnot\ (?:for|about)\ {_NOUN}{_CLOSES} | \bnothing\ [\w-]+(?:\ at\ all\b|(?=\ here|[,.;:]|\W*$))
    | (?:^|[,;:(.]|\bc'est|\by\ a)\s*rien\ (?:de\ |d')(?!plus\b|tel\b|mieux\b|neuf\b|autre\b)[\w-]+
    | \b(?:j'ai|on\ a|nous\ avons|apres\ avoir)\ quitte\ {_NOUN} | \bi\ (?:quit|left)\ {_NOUN}(?:\ (?:in|at)\ {_NOUN})?
    | \b(?:j'ai|ai)\ (?:travaille|bosse|passe)\b(?:\ [\w-]+){{0,4}}\ chez\ [\w-]+
    | ^\W*(?:anciens?|anciennes?|ex)[ -][\w'-]+(?:\ [\w'-]+){{0,4}}(?=,\ (?:je|j'|on|nous|maintenant|i|we)\b)
    | \b(?:l'|le\ |la\ |les\ )[\w-]+{_BE}(?:assure|trouve|regle|boucle|en\ poche|ok\b)e?s?\b
    """,
    re.VERBOSE,
)
"""What is denied whatever else a message tells."""

_NAME: Final = (
    r"(?:la\ |le\ |les\ |l'|du\ |des\ |de\ la\ |de\ l'|de\ |d'|une?\ )?(?!\w+(?:er|ir)\b)[\w-]+"
    r"(?:\ (?:de\ |du\ |des\ |d'|en\ )[\w-]+)?"
)
_ENDS: Final = r"(?=\s*(?:$|[.,;:!?()…]|\b(?:non\ plus|mais|et|ni|but|and|either)\b))"
_PERSON: Final = (
    r"(?:[\w-]+(?:eurs?|euses?|iens?|iennes?|iers?|ieres?|istes?|ogues?|ists?|icians?)|profs?|paysans?|paysannes?"
    r"|boulang\w+|medecins?|notaires?|farmers?|bakers?|engineers?|doctors?)\b"
)
_FREELY: Final = r"(?:sol|prix|gel|taxes?|site|europe|ue|france|normes?|zones?|series?|saison|service)\b"
"""What follows "hors" where nothing is left out of what is sought."""
_ON: Final = r"(?:but|and|who|that|i|we|so|or|yet|for|to|in|with|at|from)\b"
_REFUSED = re.compile(
    rf"""
    \bhors\ (?!de\ prix\b|d'|{_FREELY})(?:du\ |de\ )?(?:l'|la\ |le\ |les\ )?[\w-]+
    | \ben\ dehors\ (?:de\ |du\ |des\ |d')(?:l'|la\ |le\ )?[\w-]+
    | \b(?:j'ai|on\ a|nous\ avons|i|we|i've|we've)
      \ (?:refuse|abandonne|arrete|stopped|quit|laisse\ tomber|decline|turned\ down|given\ up)
      \ (?:(?:de\ )?(?:travailler|bosser)\ (?:pour|dans|avec)\ )?{_NAME}
    | \b(?:fais|fait|faisons|travaille|travaillons|bosse)\ (?:pas|plus)\ (?:du\ tout\ )?
      (?:dans\ |pour\ |de\ |d'|du\ |des\ ){_NAME}{_ENDS}
    | \b(?:est|suis|sommes)\ (?:pas|plus)\ (?:du\ tout\ )?(?:dans|chez)\ {_NAME}
    | \bpas\ dans\ {_NAME}(?:\ non\ plus){_ENDS}
    | \b(?:suis|sommes|est)\ pas\ (?:une?\ |des\ )?{_PERSON}
    | \b(?:suis|sommes|est)\ pas\ (?:une?\ |des\ )(?!experts?\b|specialistes?\b|pros?\b|as\b|gros|petit)
      [\w-]+(?:\ (?:de\ |du\ |des\ |d'|en\ )[\w-]+)?
    | \b(?:suis|sommes|est)\ ni\ {_NAME}(?:,?\ ni\ {_NAME})+
    | \b(?:i'm|am|are|we're)\ (?:not|no\ longer)\ (?:an?\ |in\ (?:the\ )?)
      (?!experts?\b)[\w-]+(?:\ (?!{_ON})[\w-]+){{0,2}}
    | (?<=,\ )pas\ (?:du|de\ la|de\ l'|des|une?)\ ?(?!sou\b|euro|rond|centime|seule?\b|plus\b){_NAME}
      (?:,?\ ni\ {_NAME})*{_ENDS}
    | \bsuis\ [^.;!?]{{3,60}},\ (?P<not>pas\ (?:une?\ )?{_PERSON}){_ENDS}
    | \b(?:cherch|veu|voud|voul|souhait|aimer|besoin|prefer|looking|want|need)\w*\ [^.!?;]{{3,80}}?,
      \ (?P<else>(?:et\ |surtout\ )?(?:pas|not)\ (?:une?|des|du|le|la|les|an?|the)\ {_NAME}){_ENDS}
    | \b(?:surtout|seulement|uniquement|exclusivement|que|only|mainly)\ (?:des|du|de\ la|les)\ [^.!?;,]{{3,60}},
      \ (?P<more>(?:pas|jamais|not)\ (?:de\ |d'|des\ |du\ |any\ )?{_NAME}){_ENDS}
    | (?:^|[.;!?]\s)\W{{0,9}}(?P<no>(?:pas|no|not)\ (?:de\ |d'|une?\ )?{_NAME})
      (?=,\ (?:mais\ |plutot\ |juste\ )?(?:des|un|une|du)\ \w+(?:\ \w+){{0,2}}(?:$|[.!?])
        |(?:\ ici|\ chez\ nous|\ here)?,\ (?:juste|seulement|uniquement|just|only)\ )
    """,
    re.VERBOSE,
)
"""What is left aside where a message tells a trade or a need besides."""

_NOT_MADE = re.compile(r"(?:fais|fait|faisons)\ (?:pas|plus)\ ")
_FOR_WHOM = re.compile(r"\b(?:pour|aux?|destine\w*|for)\ (?:les|des|nos|mes|aux|the|leurs?)?\ ?[\w-]+s\b")


def denied(text: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a message that say what it is not about, what is left, or there already."""
    return found_by(_DENIED, folded_in_place(text))


def refused(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that name what it refuses, or is not."""
    return found_by(_REFUSED, folded)


def served(folded: str, start: int, end: int) -> bool:
    """Say whether what is refused is what is not made, where a message tells besides whom it makes something for."""
    made = _NOT_MADE.match(folded, start, end) is not None
    return made and any(_FOR_WHOM.search(part) for part in (folded[:start], folded[end:]))
