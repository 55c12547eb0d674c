"""The YAML block that may open a Markdown or text file: what staff say of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import yaml  # type: ignore[import-untyped]

from knowledge.french import fold
from knowledge.readers.clean import find_date, squeeze

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPEN = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>(?:[^\W\d][\w -]{0,30}?[ \t]*:(?:[ \t].*)?\n){1,20})\s*\n")
"""A block that nobody closed: pairs from the first line to a blank one."""
_PAIR = re.compile(r"^(?P<key>[^\W\d][\w -]{0,30}?)\s*:(?:\s+(?P<value>.*))?$")
_LONGEST = 10_000
"""Characters; a longer block is not a description."""

_KEYS = {
    "title": "title",
    "titre": "title",
    "publisher": "publisher",
    "editeur": "publisher",
    "source": "publisher",
    "date": "date",
    "url": "url",
    "lien": "url",
    "language": "language",
    "langue": "language",
    "lang": "language",
    "valid_until": "valid_until",
    "valide_jusqu_au": "valid_until",
    "limits": "limits",
    "limites": "limits",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The description found, the rest of the file, and what could not be understood (in French, for staff)."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    valid_until: str = ""
    limits: bool = False
    body: str = ""
    warnings: tuple[str, ...] = field(default=())


def split_front_matter(text: str) -> FrontMatter:
    """Part a file into its description and its body.

    A malformed block never loses the document: its readable `key: value` lines are used and a warning says so.
    A block that holds no known key is text between two rules, and stays in the body.
    """
    match = _BLOCK.match(text)
    if not match and (unclosed := _OPEN.match(text)) and any(map(known_key, _load(unclosed["yaml"])[0])):
        warnings = ["En-tête sans ligne « --- » à sa fin : ses lignes « clé : valeur » ont été prises."]
        found = described(_load(unclosed["yaml"])[0], warnings)
        return replace(found, body=text[unclosed.end() :], warnings=tuple(warnings))
    if not match or len(match["yaml"]) > _LONGEST:
        return FrontMatter(body=text)
    values, broken = _load(match["yaml"])
    if not any(map(known_key, values)) and match["yaml"].strip() and not (values and not broken):
        return FrontMatter(body=text)
    warnings = (
        ["En-tête YAML mal formé : seules ses lignes « clé : valeur » lisibles ont été prises."] if broken else []
    )
    found = described(values, warnings)
    return replace(found, body=text[match.end() :], warnings=tuple(warnings))


def known_key(key: str) -> bool:
    """Whether a description may have this key, in English or French."""
    return _key(key) in _KEYS


def described(values: Mapping[str, str], warnings: list[str]) -> FrontMatter:
    """The description that these values make; what is not understood is added to the warnings."""
    known = {_KEYS[_key(key)]: value for key, value in values.items() if known_key(key)}
    dates = {name: _date(name, known.get(name, ""), warnings) for name in ("date", "valid_until")}
    return FrontMatter(
        title=known.get("title", ""),
        publisher=known.get("publisher", ""),
        date=dates["date"],
        url=_web_address(known.get("url", ""), warnings),
        language=_language(known.get("language", "")),
        valid_until=dates["valid_until"],
        limits=fold(known.get("limits", "")) in {"true", "yes", "oui", "vrai", "1"},
    )


def _load(block: str) -> tuple[dict[str, str], bool]:
    """The block's scalar values by folded key, and whether it was malformed."""
    try:  # BaseLoader builds nothing but text: a date or a version number stays as it was written.
        loaded = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError):
        loaded = None
    if isinstance(loaded, dict):
        return {_key(key): squeeze(value) for key, value in loaded.items() if isinstance(value, str)}, False
    pairs = [m for m in map(_PAIR.match, block.splitlines()) if m]
    return {_key(m["key"]): squeeze(m["value"] or "").strip("\"'") for m in pairs}, True


def _key(key: object) -> str:
    return re.sub(r"[\s'-]+", "_", fold(str(key)).strip())


def _date(name: str, value: str, warnings: list[str]) -> str:
    date = find_date(value)
    if value and not date:
        warnings.append(
            f"La date « {value[:40]} » ({name}) n’est pas comprise : écrivez-la AAAA-MM-JJ, AAAA-MM ou AAAA."
        )
    return date


def _web_address(value: str, warnings: list[str]) -> str:
    if value and not re.match(r"https?://[^\s/]+\S*$", value):
        warnings.append("L’adresse (url) n’est pas reprise : elle doit commencer par http:// ou https://.")
        return ""
    return value


def _language(value: str) -> str:
    code = value[:2].lower()
    return code if re.fullmatch(r"[a-z]{2}", code) else ""
