"""What a file really is, whatever its extension says."""

from __future__ import annotations

import re
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
    ".html": "une page web",
    ".eml": "un message",
    ".jpg": "une image",
    ".png": "une image",
}
_TEXT = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".eml", ".csv", ".tsv"})
_MARKDOWN = frozenset({".md", ".markdown"})
_WEB = (".html", ".eml")
_BOMS = b"\xef\xbb\xbf\xff\xfe \r\n\t"
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(
    r"<(p|div|h[1-6]|table|ul|ol|article|section|main)\b[^<>]*>.*</[a-z][a-z\d]*>", re.IGNORECASE | re.DOTALL
)
_MESSAGE = re.compile(r"(?:[A-Z][\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}MIME-Version:", re.IGNORECASE)
_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
_MIMETYPES = ((b"opendocument.text", ".odt"), (b"opendocument.spread", ".ods"), (b"opendocument.pres", ".odp"))


def true_suffix(path: Path) -> str:
    """The extension by which to read a file: a web page may be saved as text, or a message as a web page.

    Raises SourceError for an empty file, and for any other that is not what its extension says.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise SourceError("Ce fichier est vide : il n’y a aucun texte à publier.")
    said, real = path.suffix.lower(), _suffix(path, head)
    if real in ("", said):
        return said
    if said in _TEXT and real in _WEB:
        return real
    what_to_do = (
        f"renommez-le en « {path.stem}{real} »"
        if real in (".pdf", ".docx", ".odt", ".xlsx", *_WEB)
        else ("enregistrez-le en PDF ou en Word (.docx), sans mot de passe")
    )
    raise SourceError(f"Ce fichier porte l’extension {said}, mais c’est {_NAMES[real]} : {what_to_do}.")


def _suffix(path: Path, head: bytes) -> str:
    """The extension that the content calls for, or "" where it shows none."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path)
    if head.startswith(_OLD_OFFICE):
        return ".doc"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if head.startswith(b"\x89PNG\r\n"):
        return ".png"
    return ".pdf" if head.lstrip().startswith(b"%PDF-") else _web(head, path.suffix.lower() not in _MARKDOWN)


def _web(head: bytes, plain: bool) -> str:
    """Whether a text is a web page or a message; Markdown, which may open with a tag, is one from `<html>` only."""
    text = head.replace(b"\0", b"").lstrip(_BOMS).decode("latin-1")
    if _MESSAGE.match(text):
        return ".eml"
    return ".html" if _PAGE.match(text) or (plain and _FRAGMENT.match(text)) else ""


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
