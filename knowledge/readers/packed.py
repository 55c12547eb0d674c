"""Office files: archives of XML parts, opened without trust."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from knowledge.errors import SourceError

LARGEST = 200 * 1024 * 1024
"""Bytes of all the parts together, once unpacked."""
LARGEST_PART = 60 * 1024 * 1024
_MOST_PARTS = 20_000
_HIGHEST_RATIO = 200
"""Unpacked bytes for one packed, in a part of more than a megabyte: ordinary XML packs ten to thirty times."""

_DAMAGED = "Ce fichier est abîmé ou protégé : ouvrez-le, puis enregistrez-le de nouveau sans mot de passe."
_BOMB = "Ce fichier se déplie en une taille démesurée : il est refusé. Enregistrez-le de nouveau, ou allégez-le."
_ENTITIES = "Ce fichier déclare des entités XML, ce qu’aucun traitement de texte ne fait : il est refusé."


class Parts:
    """The parts of an open archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is no such part; raises SourceError when it cannot be trusted."""
        if name not in self._names:
            return None
        with self._archive.open(name) as stream:
            data = stream.read(LARGEST_PART + 1)  # never more than it declared: see zipfile.ZipExtFile
        if len(data) > LARGEST_PART:
            raise SourceError(_BOMB)
        return parse_xml(data)


@contextmanager
def opened(path: Path) -> Iterator[Parts]:
    """The parts of an office file; raises SourceError when it is damaged, or unpacks to more than is reasonable."""
    try:
        with zipfile.ZipFile(path) as archive:
            weigh(archive)
            yield Parts(archive)
    except SourceError:
        raise
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, KeyError, NotImplementedError) as error:
        raise SourceError(_DAMAGED) from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "bz2", "_lzma"):
            raise SourceError(_DAMAGED) from error
        raise


def weigh(archive: zipfile.ZipFile) -> None:
    """Raise SourceError for what declares too much; what declares less than it holds fails its checksum when read."""
    parts = archive.infolist()
    heavy = (p for p in parts if p.file_size > 1_000_000 and p.file_size > _HIGHEST_RATIO * max(p.compress_size, 1))
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST or any(heavy):
        raise SourceError(_BOMB)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML document, nothing outside it read and no entity replaced; raises SourceError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(_DAMAGED) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceError(_ENTITIES)
    return root
