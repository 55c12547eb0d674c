"""What went wrong in a file, in a few words of French, whatever the library that tells it in English."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence

from knowledge.disk import why
from knowledge.errors import BoussoleError

_PLACE = re.compile(r"at line (\d+)")
_TOML: Sequence[tuple[str, str]] = (
    (r"invalid statement", "ligne mal écrite, il faut un nom sans accent, le signe =, puis la valeur"),
    (r"expected '=' after", "il manque le signe = après le nom"),
    (r"invalid value|invalid initial character for a value", "valeur mal écrite, un texte va entre guillemets"),
    (r"invalid initial character|invalid key|expected .*key", "nom mal écrit, sans accents ni espaces"),
    (r"unterminated|expected [\"']['\"]|illegal character '\\n'", "guillemets qui ne sont pas refermés"),
    (r"illegal character|invalid character", "caractère interdit"),
    (r"unescaped|escape", "barre oblique inverse à doubler"),
    (r"expected newline", "il y a quelque chose de trop sur la ligne"),
    (r"unclosed array|unclosed inline", "crochet ou accolade qui n’est pas refermé"),
    (r"expected '\]", "crochet qui n’est pas refermé"),
    (r"overwrite|twice|duplicate|mutate|already", "nom écrit deux fois"),
    (r"date", "date mal écrite"),
)
_CSV: Sequence[tuple[str, str]] = (
    (r"field larger", "une cellule est démesurée, sans doute un guillemet qui n’est pas refermé"),
    (r"unexpected end|quote", "un guillemet n’est pas refermé"),
    (r"new-?line", "les fins de lignes sont irrégulières"),
)


def told(error: BaseException) -> str:
    """The reason, to be put in a sentence: "ligne 3 : valeur mal écrite"; our own errors are in French already."""
    if isinstance(error, BoussoleError):
        return str(error)
    if isinstance(error, tomllib.TOMLDecodeError):
        return _toml(str(error))
    if isinstance(error, csv.Error):
        return _first(_CSV, str(error)) or "le tableau est mal formé"
    if isinstance(error, UnicodeError):
        return "il n’est pas enregistré en UTF-8"
    return why(error) if isinstance(error, OSError) else "contenu inattendu"


def _toml(message: str) -> str:
    place = _PLACE.search(message)
    where = f"ligne {place[1]}" if place else "fin du fichier"
    return f"{where} : {_first(_TOML, message) or 'ligne mal écrite'}"


def _first(known: Sequence[tuple[str, str]], message: str) -> str:
    return next((french for english, french in known if re.search(english, message, re.IGNORECASE)), "")
