"""What a file really is, whatever its extension says."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import SourceError

_HEAD = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES: Mapping[str, str] = {
    ".pdf": "un PDF",
    ".docx": "un document Word",
    ".odt": "un document OpenDocument",
    ".xlsx": "un classeur Excel",
    ".pptx": "une présentation PowerPoint",
    ".ods": "un classeur OpenDocument",
    ".odp": "une présentation OpenDocument",
    ".doc": "un document d’une ancienne version d’Office, ou protégé par un mot de passe",
    ".rtf": "un document RTF",
    ".zip": "une archive",
    ".jpg": "une image",
    ".png": "une image",
}
_TEXT = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".eml", ".csv", ".tsv"})
_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
_MIMETYPES = ((b"opendocument.text", ".odt"), (b"opendocument.spread", ".ods"), (b"opendocument.pres", ".odp"))


def check(path: Path) -> None:
    """Raise SourceError for an empty file, and for one that is not what its extension says."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise SourceError("Ce fichier est vide : il n’y a aucun texte à publier.")
    said, real = path.suffix.lower(), _suffix(path, head)
    if real in ("", said) or (said in _TEXT and real == ".rtf"):
        return
    what_to_do = (
        f"renommez-le en « {path.stem}{real} »"
        if real in (".pdf", ".docx", ".odt", ".xlsx")
        else ("enregistrez-le en PDF ou en Word (.docx), sans mot de passe")
    )
    raise SourceError(f"Ce fichier porte l’extension {said}, mais c’est {_NAMES[real]} : {what_to_do}.")


def _suffix(path: Path, head: bytes) -> str:
    """The extension that the content calls for, or "" where it shows none."""
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(_OLD_OFFICE):
        return ".doc"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if head.startswith(b"\x89PNG\r\n"):
        return ".png"
    return ".pdf" if head.lstrip().startswith(b"%PDF-") else ""


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:10_000]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD:
                kind = archive.read("mimetype")
                return next((suffix for mark, suffix in _MIMETYPES if mark in kind), ".zip")
    except Exception:  # a damaged archive: its reader says so
        return ""
    return next((suffix for start, suffix in _PARTS if any(name.startswith(start) for name in names)), ".zip")
