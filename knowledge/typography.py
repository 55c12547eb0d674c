"""French as it is printed: the apostrophe, "de" before a name, labels inside a sentence."""

from __future__ import annotations

import re

from knowledge.french import fold

_OF = {
    "de l’": "agence alliance association incubateur accelerateur anct inpi ademe afpc irex",
    "de la ": "banque direction satt technopole chambre federation dge",
    "du ": "pole conseil reseau cluster cni cner cetim",
}
"""Common nouns and initials that take an article, though the name is written without."""
_BEFORE = {word: article for article, words in _OF.items() for word in words.split()}
_PROPER = ("European ", "France ")


def curly(text: str) -> str:
    """Give a sentence of ours with the apostrophes of print; never for a quote, a site or a contact."""
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text)


def of(name: str) -> str:
    """Give "de" and a name ("de l’Agence…", "d’Intercommunalités de France", "du Poool", "de Bpifrance")."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    plain = fold(name)
    first = re.split(r"[^a-z0-9]", plain, maxsplit=1)[0]
    if name.startswith("Technopôle"):
        return f"du {name}"
    if first in _BEFORE:
        return _BEFORE[first] + name
    mute = plain.startswith("h") and not plain.startswith("haut")
    return f"d’{name}" if plain[:1] in set("aeiou") or mute else f"de {name}"


def inside(label: str) -> str:
    """Give a label as it stands inside a sentence, without the capital that opens it ("Énergie": "énergie")."""
    initials = label[1:2].isupper() or label.startswith(_PROPER)
    return label if initials else label[:1].lower() + label[1:]
