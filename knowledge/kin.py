"""What a message says of somebody else than who writes it: the trades and towns of a family, of neighbours, a mayor."""

from __future__ import annotations

import re
from typing import Final

from knowledge.spans import found_by

_CLOSE: Final = (
    r"(?:(?:beau|belle|beaux|grands?|arriere|ex|feu|future?)[ -])*"
    r"(?:famille|aieux?|ancetres?|family|ancestors|peres?|papas?|meres?|mamans?|parents?|freres?|soe?urs?|frangine?s?"
    r"|fils|filles?|enfants?|oncles?|tontons?|tantes?|cousine?s?|neveux?|nieces?|femme|mari|epouse|epoux|conjointe?|compagne|compagnon|copine?s?|copains?|gendre"
    r"|bru|potes?|amie?s?|voisine?s?|husband|wife|brothers?|sisters?|(?:grand)?(?:father|dad|pa|mother|mum|mom|ma|parents|sons?"
    r"|daughters?)|cousins?|uncle|aunt|neighbou?rs?|friends?|partner|boyfriend|girlfriend)(?:-in-law)?"
    r"(?:'s\ (?:family|parents|father|mother|brother|sister))?"
)
_WHO: Final = (
    rf"(?:(?:mon|ma|mes|notre|nos|my|our)\ (?:(?:deux|trois|two|three|petite?|grande?|jeune|meilleure?|older|younger"
    rf"|best)\ )*{_CLOSE}|(?:le|notre|the|our)\ (?:maire|mayor)"
    r"|(?:l'|mon\ |notre\ )(?:ancien|precedent)\ (?:patron|proprietaire|gerant|dirigeant)"
    r"|(?:le|la|les)\ voisine?s?(?:\ (?:du|de|d')\ ?(?:la\ |l')?[\w-]+)?"
    r"|papa|maman)\b(?!\ (?:et|ou|and|or|qui)\b|\ [\w-]+\ et\ moi\b)"
)
_OPENS: Final = (
    r"(?:^|[.,;:!?(…]|\b(?:et|mais|car|puis|donc|que|parce\ que|alors\ que|tandis\ que|quand|meme\ si|and|but|while"
    r"|because)(?=\ ))\W{0,9}"
)
_BODY: Final = (
    r"[^.,;:!?()…]*?(?=\s*(?:$|[.,;:!?()…]"
    r"|\b(?:et|mais|donc|alors\ que|and|but|while)\ (?:moi|je|j'|on|nous|i|we|mon|ma|mes|my)\b"
    r"|(?<!avant\ )(?<!avec\ )(?<!comme\ )(?<!chez\ )(?<!pour\ )\bmoi\b|\b(?:je|j'|i'm)\b))"
)
_BESIDE_NAME: Final = r"(?:,?\ (?:lui|elle|eux)\b,?|,\ [^.,;:!?…]{2,60},)?"
_ALSO: Final = r"(?:\ (?!et\b|ou\b|and\b|or\b|a\b|est\b)[\w-]+){0,2}?"
_AT_WORK: Final = (
    r"(?:(?:mon|ma|notre|mes|nos)\ (?:autre\ |ancien(?:ne)?\ |futur?e?\ )?"
    r"(?:associee?s?|collegues?|co-?fondat\w+|comptable|banquiere?|stagiaire)\b(?!\ (?:et|ou|qui)\b)"
    r"|my\ (?:co-?founders?|business\ partner|colleagues?|accountant|banker)\b(?!\ (?:and|or|who)\b))"
)
"""Whom one works with, whose present work may be the company's."""
_WAS: Final = r"(?:etai(?:t|ent)|ten(?:ait|aient)|\w{2,}(?:ait|aient)|a\ ete|a\ longtemps|ont\ ete|a\ travaille)\b"
_BEING: Final = (
    r"(?:ne\ |n')?(?:est|sont|etant|etaient|etait|a\ ete|ont\ ete|travaill\w+|boss\w+|enseign\w+|habit\w+|vit|vivent"
    r"|vien(?:t|nent)|sort(?:ent)?|is|are|was|were|works?|worked|lives?|teach\w*|comes?)\b"
)
_SAYING: Final = (
    r"(?:me\ |m'|nous\ )?(?:dit|disait|repete|repetait|raconte|voulait|aurait\ voulu)\b(?=[^.;!?]*\bqu(?:e\b|'))"
)
_ADVISING: Final = r"(?:me\ |m'|nous\ )?(?:dit|conseille|suggere|recommande|says|tells|told)\b"
_DOUBTED: Final = r"(?=,?\ (?:mais|but)\b|[,.;]?\ (?:je\ n|je\ suis\ pas|j'y\ crois\ pas|bof|pas\ convaincu|i'm\ not))"

_THEY_WANT: Final = (
    r"(?:veut|veulent|voudrai\w+|aimerai\w+|pouss\w+|conseill\w+|propos\w+|a\ propose|wants?|tells|told)\b"
)
_BUT_I_WANT: Final = (
    r"(?:,|\ mais\b|,?\ but\b)(?:\ mais)?\ (?:moi|nous|i|we)\ (?:(?:je|nous|on|c'est)\ )?(?:ne\ )?"
    r"(?:veu|voud|cherch|prefer|souhait|aim|want|need|just|juste)"
)
_TOLD = re.compile(
    rf"""{_OPENS}(?P<wished>(?:{_WHO}|{_AT_WORK}|le\ stagiaire)\ (?:me\ |m'|nous\ )?{_THEY_WANT}[^.;!?…]*?
      (?={_BUT_I_WANT}))
    | {_OPENS}(?P<told>{_WHO}{_BESIDE_NAME}(?:
      {_ALSO}\ {_SAYING}[^.;!?…]*?(?=\s*(?:$|[.;!?…]|,?\ mais\b|,\ (?:moi|je|on|nous)\b))
    | {_ALSO}\ {_ADVISING}[^.;!?…]*?{_DOUBTED}
    | {_ALSO}\ (?P<being>{_BEING}){_BODY}
    | (?P<doing>\ [\w'-]+){_BODY}
    )) | {_OPENS}(?P<working>{_AT_WORK}\ (?!voudrait|aimerait|souhaiterait)(?:{_BEING}|{_WAS}){_BODY})
    | {_OPENS}(?P<served>(?:mes|nos|my|our)\ (?:clients?|fournisseurs?|customers?|suppliers?)\ (?:sont|are)\ [^.;!?…]*?
      (?=,?\ (?:mais|but)\b))
    | \bcomme\ di(?:t|sait)\ (?P<quoted>(?:ma|mon)\ {_CLOSE}\b{_BODY})""",
    re.VERBOSE,
)
"""A clause whose subject is one of them; `doing` where they do or have something, which may be the need."""
_LIKEWISE = re.compile(
    rf"""\W{{1,2}}(?:(?:et|and)\ )?(?:
      (?P<told>(?:{_WHO}|l'autre)\ (?:(?:est|a|dans|chez)\ )?[\w'-]+(?:\ [\w'-]+)?)(?=\s*(?:$|[.,;:!?()]))
    | (?P<going>(?:il|elle|ils|elles|he|she|they)\b[^.,;:!?()]*))""",
    re.VERBOSE,
)
"""After such a clause: another without its verb ("mon frère boulanger"), or what goes on about them."""
_PAIR = re.compile(
    rf"(?P<ours>(?:mes|nos|my|our)\ (?:\w+\ )?)?{_CLOSE}\b[^;!?]*?"
    rf"\b(?P<told>l'une?\ (?:est|fait|travaille)\b[^.,;!?]*,\ l'autre\b[^.;!?,]*)"
)
"""Two of them, one after the other ("l'une est styliste, l'autre comptable")."""
_BY_TRADE = re.compile(rf"{_WHO}\ (?P<told>(?!et\b|and\b|qui\b|me\b|m'|a\b)[\w-]{{5,}})(?=\ (?:me|m'|nous)\b)")
"""The trade of one who says something ("mon cousin garagiste me dit")."""
_WISHED: Final = (
    r"(?:veut|veulent|voudrai\w+|cherch(?:e|ent|ait|aient)|souhait\w+|aimerai\w+|a\ besoin|ont\ besoin|a\ une?\ idee"
    r"|a\ invente|a\ mis\ au\ point|a\ concu|a\ (?:cree|fonde|monte|ouvert|lance)|envisage|part|partent"
    r"|prend\ sa\ retraite|transmet|reprend|se\ lance|wants?|needs?"
    r"|would|is\ looking)\b"
)
_THEIR_WISH = re.compile(
    rf"""\b(?:il|elle|ils|elles|qui|she|he|they|who)\ (?:n'|ne\ )?(?:{_WISHED}|vend\ dans)
    | \b(?:l'|les\ |lui\ |leur\ )(?:aid\w+|accompagn\w+) | \bpour\ (?:elle|lui|eux)\b
    | \b(?:sa|son|leur)\ (?:boite|entreprise|societe|atelier|projet|startup|start-up|idee|usine|ferme|commerce|affaire
      |exploitation|domaine|company|business)\b""",
    re.VERBOSE,
)
"""It is for them that something is asked."""
_WISHING = re.compile(rf"\b{_WISHED}")
_MINE = re.compile(
    rf"\b(?:mon|ma|mes|notre|nos|my|our)\ (?!{_CLOSE})|\b(?:avant|avec|comme|chez|pour)\ moi\b"
    r"|\b(?:me\ |m'|nous\ )(?:a\ |ont\ )?(?:parl|conseil|recommand|dit\b|envoy|orient|sugger)"
)
_MYSELF = re.compile(
    rf"\b{_CLOSE}\ et\ moi\b|\bmoi\ et\b|(?P<apart>\b(?:moi|de\ mon\ cote|pour\ ma\ part|quant\ a\ nous|rien\ a\ voir"
    rf"|myself)\b)"
)
"""What sets who writes apart from them, unlike "mon mari et moi"."""
_WISH: Final = (
    r"(?:veu\w+|voul\w+|voud\w+|cherch\w+|recherch\w+|souhait\w+|aim\w+|ai\ besoin|avons\ besoin|doi\w+|dev\w+|peu\w+"
    r"|sai\w+|sav\w+|pens\w+|demand\w+|connai\w+|voi\w+|l'aid\w+|lui\b|want|need|look|would|am\ looking)"
)
_ACTS = re.compile(
    rf"\b(?:je|j'|(?<!qui\ )(?<!peut\ )(?<!peuvent\ )(?<!va\ )nous|i|we)\ ?"
    rf"(?:(?:me|m'|nous|y|n'|ne|en|la|le|les|l')\ ?)*"
    rf"(?!{_WISH}|suis\ (?:perdue?|\w+(?:ee|e)\b))\w+"
)
"""Who writes, doing something else than wishing."""
_OWNS = re.compile(
    r"\b(?:mon|ma|mes|notre|nos|my|our)\ (?:\w+erie|ateliers?|usines?|boites?|entreprise|societe|ferme|fabrique"
    r"|filature|moulin|chantier|carriere|workshop|factory|company|mill|plant)s?\b"
)
"""The company of who writes."""
_INTRODUCED = re.compile(
    r"\b(?:je\ m'appelle|moi\ c'est|my\ name\ is|my\ name's)\ [\w-]+(?:\ (?!et\b|je\b|j'|on\b|nous\b|de\b|d'|du\b|i\b"
    r"|and\b|a\b|from\b)[\w-]+)?"
    r"|\b(?:cordialement|bien\ a\ vous|salutations|regards|sincerely)\b\W{1,3}[\w-]+(?:\ [\w-]+)?\W*$",
    re.VERBOSE,
)
"""Whose first or last name may be a trade's word ("Marine Boulanger")."""
_EARLIER = 3
"""Words told before, in a sentence of their own, from which a clause on what somebody does is beside them."""


def of_others(folded: str) -> list[tuple[int, int, bool]]:
    """Give (start, end, sure) of what a folded message tells of others, unless it is for them that something is asked.

    It is sure where who writes is set apart from them.
    """
    found = [(*span, True) for span in found_by(_BY_TRADE, folded)]
    myself = any(word["apart"] for word in _MYSELF.finditer(folded))
    if not myself and _THEIR_WISH.search(folded):
        return found
    for clause in _TOLD.finditer(folded):
        start, end = clause.span(
            next(name for name in ("told", "working", "wished", "served", "quoted") if clause[name])
        )
        if clause["doing"] and (
            _MINE.search(folded, clause.start("doing"), end) or not (myself or _beside(folded, start, end))
        ):
            continue
        if clause["wished"]:
            found += [] if _THEIR_WISH.search(folded) else [(start, end, False)]
        elif not _WISHING.search(folded, start, end):
            found += _with_likewise(folded, start, end, sure=myself)
    if (pair := _PAIR.search(folded)) and (myself or pair["ours"]):
        found.append((*pair.span("told"), myself))
    return list(dict.fromkeys(found))


def introduced(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that are somebody's name."""
    return found_by(_INTRODUCED, folded)


def _with_likewise(folded: str, start: int, end: int, *, sure: bool) -> list[tuple[int, int, bool]]:
    """A clause, and those that follow it in its manner."""
    found = [(start, end, sure)]
    while follows := _LIKEWISE.match(folded, found[-1][1]):
        found.append((*follows.span("told" if follows["told"] else "going"), sure))
    return found


def _beside(folded: str, start: int, end: int) -> bool:
    """Whether who writes tells of a doing of their own beside such a clause."""
    earlier = re.split(r"[.;!?]", folded[:start])
    if len(earlier) > 1 and len(" ".join(earlier[:-1]).split()) >= _EARLIER:
        return True
    return any(told.search(part) for told in (_ACTS, _OWNS) for part in (folded[:start], folded[end:]))
