"""What a file of the sources folder is, by its name: its kind, what it describes, the name under which it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from knowledge.readers import sidecar
from knowledge.readers.directory import is_table

DOCUMENTS: Final = "documents"
TABLES: Final = "directory"
LEXICON: Final = "lexicon.toml"
"""Staff's own synonyms, at the root of the sources folder."""
QUESTIONS: Final = "questions.toml"
"""Golden questions, at the root too: they travel with the edition and are asked before it is published."""
OF_THE_ROOT: Final = (LEXICON, QUESTIONS)

DOCUMENT, TABLE, COLUMNS, WORDS, GOLDEN = "document", "annuaire", "correspondance", "lexique", "questions"
"""Kinds of sources: a text, a table of the directory, what its columns mean, synonyms, golden questions."""


def kind_of(name: str) -> str:
    """Kind of a source by its name."""
    if name in OF_THE_ROOT:
        return WORDS if name == LEXICON else GOLDEN
    if name.startswith(f"{TABLES}/") and name.endswith(sidecar.SUFFIX):
        return COLUMNS
    return TABLE if is_table(Path(name)) else DOCUMENT


def is_note(name: str) -> bool:
    """Whether a file describes the document of the same name without its last extension."""
    return name.startswith(f"{DOCUMENTS}/") and name.endswith(sidecar.SUFFIX)


def describes(name: str) -> bool:
    """Whether a file is there for another one only."""
    return is_note(name) or kind_of(name) == COLUMNS


def described_by(name: str, names: Collection[str]) -> list[str]:
    """Of these names, those of the sources that the file of this name describes: none if it describes nothing."""
    stem = name.removesuffix(sidecar.SUFFIX)
    if not describes(name):
        return []
    if is_note(name) and stem in names:
        return [stem]
    return [other for other in names if kind_of(other) == TABLE and _stem(other) == stem]


def descriptions_of(name: str, names: Iterable[str]) -> list[str]:
    """Of these names, those of the files that describe the source of this name."""
    possible = possible_notes(name)
    return [other for other in names if other in possible]


def possible_notes(name: str) -> tuple[str, ...]:
    """Names that the file which describes a source may have."""
    kind = kind_of(name)
    return (name + sidecar.SUFFIX,) if kind == DOCUMENT else (_stem(name) + sidecar.SUFFIX,) if kind == TABLE else ()


def stored(name: str) -> str:
    """A name as text that can be stored: composed accents, and no byte that is not UTF-8."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def within(name: str, places: Iterable[str]) -> bool:
    """Whether a name is one of these, or lies in one of these folders."""
    return any(name == place or name.startswith(f"{place}/") for place in places)


def content_of(digest: str) -> str:
    """The part of a source's digest that does not depend on the readers."""
    return digest.rpartition(":")[2]


def _stem(name: str) -> str:
    return Path(name).with_suffix("").as_posix()
