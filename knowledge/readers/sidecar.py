"""What staff say of a document beside it: `rapport.pdf.toml` describes `rapport.pdf`."""

from __future__ import annotations

import stat
import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.mishaps import told
from knowledge.readers.clean import decode, squeeze, tidy
from knowledge.readers.front_matter import FrontMatter, described, known_key
from knowledge.records import Reading

SUFFIX = ".toml"
FETCHED = "fetched_on"
"""Day that a document was taken from the web: for staff to know, readers leave it."""
LARGEST = 100_000
"""Bytes."""


def applied(reading: Reading, path: Path | None) -> Reading:
    """The reading, with what the sidecar says in place of what the file says; warnings tell what is not understood."""
    if path is None:
        return reading
    said = load(path)
    document = reading.document
    document = replace(
        document,
        title=said.title or document.title,
        publisher=said.publisher or document.publisher,
        date=said.date or document.date,
        url=said.url or document.url,
        language=said.language or document.language,
        valid_until=said.valid_until or document.valid_until,
        limits=said.limits or document.limits,
    )
    kept = (warning for warning in reading.warnings if not (said.date and warning.startswith("Date de publication")))
    return replace(reading, document=document, warnings=(*kept, *said.warnings))


def is_readable(path: Path) -> bool:
    """Whether a description is a file, and no longer than one is; raises OSError. A pipe would be waited for."""
    found = path.stat()
    return stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST


def load(path: Path) -> FrontMatter:
    """The description; a file that cannot be read gives nothing but a warning."""
    try:
        if not is_readable(path):
            raise SourceError("trop long, ou pas un fichier ordinaire")
        values = tomllib.loads(tidy(decode(path.read_bytes())))
    except Exception as error:  # whatever is wrong with the description, the document is kept
        return FrontMatter(warnings=(f"{path.name} ne se lit pas ({told(error)}) : il n’est pas pris en compte.",))
    unknown = [key for key in values if not known_key(key) and key != FETCHED]
    warnings = [f"{path.name} : « {key} » n’est pas connu." for key in unknown[:3]]
    said = described({key: _plain(value) for key, value in values.items()}, warnings)
    return replace(said, warnings=tuple(warnings))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return squeeze(str(value.isoformat() if isinstance(value, date) else value))
