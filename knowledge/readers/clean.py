"""What every reader does to text: decode it, tidy its characters, find a date or a title in it. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import PurePosixPath

import charset_normalizer

from knowledge.errors import SourceError
from knowledge.french import fold

MAX_BYTES = 50 * 1024 * 1024
"""Size of the largest file that is read."""
MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000
FIRST_LINES = 8
"""Number of lines at the head of a document where its date is looked for."""

_FRENCH = frozenset("àâäæçéèêëîïñôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÑÔÖŒÙÛÜŸ«»‹›“”„‘’…–—-€£§°ºª²³¹½¼¾×·•™©®±µ%‰ \xa0\u202f\xad")
_LATIN_9 = re.compile(rb"\xa4|(?<!\d)[\xbc\xbd](?=[a-z])")
"""Bytes that are "€", "œ" and "Œ" in ISO 8859-15, and signs that no text holds there in Windows' encoding."""
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u205f\u3000\ufffc"
_INVISIBLE = "\xad\u061c\u200a\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_CONTROLS = "".join(chr(code) for code in (*range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0xA0)) if code != 0x85)
_DINGBATS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d\uf0e8\uf0e0\uf06e"  # Symbol and Wingdings bullets
_TIDY = str.maketrans(
    {
        **_LIGATURES,
        **dict.fromkeys(_SPACES + _CONTROLS, " "),
        **dict.fromkeys(_INVISIBLE, ""),
        **dict.fromkeys(_BREAKS, "\n"),
        **dict.fromkeys(_DINGBATS, "•"),
    }
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv",
            "fevrier february fevr",
            "mars march",
            "avril april",
            "mai may",
            "juin june",
            "juillet july juil",
            "aout august",
            "septembre september sept",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ISO = re.compile(
    rf"(?<!\d)(?<!\d[-–/]){_YEAR}(?:[-_.](?P<m>0[1-9]|1[0-2])(?:[-_.](?P<d>0[1-9]|[12]\d|3[01]))?)?(?!\d|[-–/]\d)"
)
_SLASHED = re.compile(rf"(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])[/.-](?P<m>0?[1-9]|1[0-2])[/.-]{_YEAR}(?!\d)")
_WORDED = re.compile(
    rf"(?:(?<!\d)(?P<d>[12]\d|3[01]|0?[1-9])(?:er|st|nd|rd|th)?\s+)?\b(?P<name>{'|'.join(_MONTHS)})\b\.?\s+{_YEAR}(?!\d)"
)


def decode(data: bytes) -> str:
    """Text of a file in any encoding: UTF-8 first, then the old French ones, then the likeliest.

    Raises SourceError for what is not text.
    """
    if data.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return data.decode("utf-32", errors="replace")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data and (wide := _wide_encoding(data)):
        return data.decode(wide, errors="replace")
    if b"\0" in data:
        raise SourceError(
            "Ce fichier n’est pas du texte : vérifiez son extension, ou enregistrez-le en texte brut (UTF-8)."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of a French text is then a zero; "" for anything else."""
    head = data[:20_000]
    for encoding, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > 0.8 * len(zeros) and letters.count(0) < 0.02 * len(letters):
            return encoding
    return ""


def _decode_legacy(data: bytes) -> str:
    if _LATIN_9.search(data) and not _WINDOWS.search(data):
        return data.decode("iso8859_15")
    for encoding in ("cp1252", "mac_roman"):
        text = data.decode(encoding, errors="replace")
        if all(c.isascii() or c in _FRENCH for c in text):
            return text
    guess = charset_normalizer.from_bytes(data[:200_000]).best()
    if guess is None:
        raise SourceError("L’encodage de ce fichier n’est pas reconnu : enregistrez-le en UTF-8.")
    return data.decode(guess.encoding, errors="replace")


def tidy(text: str) -> str:
    """Composed characters, plain spaces, opened typographic ligatures, no invisible character; line breaks kept."""
    text = text.replace("\r\n", "\n").translate(_TIDY)
    text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """The text on one line, runs of spaces made one."""
    return " ".join(text.split())


def find_date(text: str) -> str:
    """A date written in the text (in words rather than in figures), or "".

    In ISO 8601, with the precision found: "2018", "2018-09" or "2018-09-20".
    """
    folded = fold(text)
    for pattern in (_WORDED, _SLASHED, _ISO):
        if match := pattern.search(folded):
            return _iso(match)
    return ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    return parts["y"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def date_of_head(text: str) -> str:
    """Date that one of the first short lines gives ("Paris, le 20 septembre 2018"), or "".

    Long lines are left out: a date in the middle of a sentence dates what it tells, not the document.
    A lone year is left out too, for it is often part of a title.
    """
    lines = [line.strip("# ") for line in text.splitlines() if line.strip()]
    dates = (find_date(line) for line in lines[:FIRST_LINES] if len(line) <= 60)
    return next((date for date in dates if len(date) > 4), "")


def date_of_name(name: str) -> str:
    """Date that a file name gives ("communique-2018-09.pdf" -> "2018-09"), or ""."""
    return find_date(re.sub(r"[_\s]", "-", PurePosixPath(name).stem))


def title_of_name(name: str) -> str:
    """Readable title from a file name ("guide_des-aides.pdf" -> "Guide des aides")."""
    words = squeeze(re.sub(r"[-_]+", " ", PurePosixPath(name).stem))
    return words[:1].upper() + words[1:]


def check_length(text: str) -> str:
    """The text itself; raises SourceError when it is empty or longer than MAX_CHARACTERS."""
    if not text.strip():
        raise SourceError("Ce fichier est vide : il n’y a aucun texte à publier.")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            f"Ce fichier contient plus de {MAX_CHARACTERS // 1_000_000} millions de caractères : découpez-le."
        )
    return text
