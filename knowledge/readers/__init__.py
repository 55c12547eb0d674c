"""One reader a format of document: a path in, a Reading out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.readers import markdown, pdf, text
from knowledge.readers.clean import MAX_BYTES
from knowledge.records import Reading

READER_VERSION = 1
"""Raise it when a reader gives other text for the same file: every source is then read again."""

_READERS: dict[str, Callable[[Path, str], Reading]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": text.read,
    ".text": text.read,
    ".pdf": pdf.read,
}
DOCUMENT_SUFFIXES = frozenset(_READERS)


def read(path: Path, name: str) -> Reading:
    """Read a document; `name` is its path inside the sources folder, its identity from then on.

    Raises SourceError, in one French sentence, for whatever cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(unknown_format(path))
    try:
        check_size(path.stat().st_size)
        return reader(path, name)
    except OSError as error:
        raise SourceError(
            f"Ce fichier ne peut pas être ouvert ({error.strerror or error}) : vérifiez ses droits."
        ) from error


def unknown_format(path: Path) -> str:
    """The sentence for a file that no reader knows."""
    suffix = path.suffix.lower() or "sans extension"
    return (
        f"Format {suffix} non pris en charge : "
        "enregistrez ce fichier en PDF, en Markdown (.md), en texte (.txt) ou en tableau (.csv)."
    )


def check_size(size: int) -> None:
    """Raise SourceError for a file larger than MAX_BYTES."""
    if size > MAX_BYTES:
        raise SourceError(
            f"Ce fichier pèse {size / 1024 / 1024:.0f} Mo, la limite est de {MAX_BYTES // 1024 // 1024} Mo : "
            "allégez-le ou découpez-le."
        )
