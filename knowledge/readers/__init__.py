"""One reader a format of document: a path in, a Reading out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.mishaps import told
from knowledge.readers import disguise, sidecar
from knowledge.readers.clean import MAX_BYTES, MAX_CHARACTERS
from knowledge.readers.limits import Pace, TooSlow, idle
from knowledge.records import Reading

READER_VERSION = 4
"""Raise it when a reader gives other text for the same file: every source is then read again."""

_READERS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".eml": "mail",
}
"""Modules of this package, loaded when a file of the format is read: most runs need one or none."""
DOCUMENT_SUFFIXES = frozenset(_READERS)


def read(path: Path, name: str, note: Path | None = None, pace: Pace = idle) -> Reading:
    """Read a document; `name` is its path inside the sources folder, its identity from then on.

    `note` is the file that describes it, if any; `pace` is called as the reading advances. Raises SourceError, in one
    French sentence, for whatever cannot be read.
    """
    if path.suffix.lower() not in DOCUMENT_SUFFIXES:
        raise SourceError(unknown_format(path))
    try:
        check_size(path.stat().st_size)
        module = _READERS[disguise.true_suffix(path)]
        reader: Callable[[Path, str, Pace], Reading] = import_module(f"knowledge.readers.{module}").read
        return sidecar.applied(_checked(reader(path, name, pace)), note)
    except OSError as error:
        raise SourceError(f"Ce fichier ne peut pas être ouvert ({told(error)}) : vérifiez ses droits.") from error
    except (MemoryError, RecursionError) as error:
        raise SourceError("Ce fichier demande trop de mémoire : allégez-le ou découpez-le.") from error
    except TooSlow as error:
        raise SourceError(
            "La lecture de ce fichier ne finit pas : enregistrez-le de nouveau, ou découpez-le."
        ) from error


def unknown_format(path: Path) -> str:
    """The sentence for a file that no reader knows."""
    suffix = path.suffix.lower() or "sans extension"
    return (
        f"Format {suffix} non pris en charge : enregistrez ce fichier en PDF, en Word (.docx), en OpenDocument (.odt), "
        "en Markdown (.md), en texte (.txt) ou en tableau (.csv)."
    )


def check_size(size: int) -> None:
    """Raise SourceError for a file larger than MAX_BYTES."""
    if size > MAX_BYTES:
        raise SourceError(
            f"Ce fichier pèse {size / 1024 / 1024:.0f} Mo, la limite est de {MAX_BYTES // 1024 // 1024} Mo : "
            "allégez-le ou découpez-le."
        )


def _checked(reading: Reading) -> Reading:
    """The reading itself; raises SourceError when it holds no text, or too much."""
    length = sum(len(page.text) for page in reading.pages)
    if length > MAX_CHARACTERS:
        raise SourceError(
            f"Ce fichier contient plus de {MAX_CHARACTERS // 1_000_000} millions de caractères : découpez-le."
        )
    if not any(page.text.strip() for page in reading.pages):
        raise SourceError("Ce fichier ne contient aucun texte à publier.")
    return reading
