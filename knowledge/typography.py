"""French as it is printed: the apostrophe, "de" before a name, labels inside a sentence."""

from __future__ import annotations

import re

from knowledge.french import fold

_TAKEN = {
    "l’": "agence alliance association incubateur accelerateur anct inpi ademe afpc irex",
    "la ": "banque direction satt technopole chambre federation dge",
    "le ": "pole conseil reseau cluster cni cner cetim",
    "les ": "accelerateurs",
}
"""Common nouns and initials that take an article, though the name is written without."""
_ARTICLES = {word: article for article, words in _TAKEN.items() for word in words.split()}
_CONTRACTED = {"le ": "du ", "les ": "des "}
_PROPER = ("European ", "France ")


def curly(text: str) -> str:
    """Give a sentence of ours with the apostrophes of print; never for a quote, a site or a contact."""
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text)


def the(name: str) -> str:
    """Give a name after the article that it takes, if any ("l’Agence…", "le Cetim", "Bpifrance")."""
    return _article(name) + name


def of(name: str) -> str:
    """Give "de" and a name ("de l’Agence…", "d’Intercommunalités de France", "du Poool", "de Bpifrance")."""
    for own in ("Le ", "Les "):
        if name.startswith(own):
            return _CONTRACTED[own.lower()] + name.removeprefix(own)
    if article := _article(name):
        return _CONTRACTED.get(article, f"de {article}") + name
    plain = fold(name)
    mute = plain.startswith("h") and not plain.startswith("haut")
    return f"d’{name}" if plain[:1] in set("aeiou") or mute else f"de {name}"


def _article(name: str) -> str:
    if name.startswith("Technopôle"):  # with its accent, it is masculine
        return "le "
    return _ARTICLES.get(re.split(r"[^a-z0-9]", fold(name), maxsplit=1)[0], "")


def inside(label: str) -> str:
    """Give a label as it stands inside a sentence, without the capital that opens it ("Énergie": "énergie")."""
    initials = label[1:2].isupper() or label.startswith(_PROPER)
    return label if initials else label[:1].lower() + label[1:]
