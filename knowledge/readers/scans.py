"""Pages of a PDF that are pictures, recognised where the system can."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from knowledge.errors import SourceError
from knowledge.readers import ocr
from knowledge.readers.limits import Pace
from knowledge.records import Page

_NO_TEXT = "Aucun texte dans ce PDF : c’est sans doute un document numérisé"
_NO_WORDS = f"{_NO_TEXT}, où aucun mot n’est reconnu : demandez le fichier d’origine."
_BLANK = 400
"""Bytes of drawing under which a page without picture shows nothing worth reading."""


def with_scans(
    reader: PdfReader, texts: dict[int, str], path: Path, warnings: list[str], pace: Pace
) -> tuple[Page, ...]:
    """The pages with text, in order, those that are pictures recognised where the system can.

    `texts` is what is read already, by page, 1-based; raises SourceError when no page has any.
    """
    silent = [
        number for number in range(1, len(reader.pages) + 1) if number not in texts and _is_picture(reader, number)
    ]
    lacking = ocr.missing() if silent else ""
    if not texts and lacking:
        raise SourceError(f"{_NO_TEXT}. Pour le lire, {lacking} ; ou demandez le fichier d’origine.")
    recognised = dict(ocr.recognise(path, silent, pace)) if silent and not lacking else {}
    read = {number: text for number, text in recognised.items() if text}
    if read:
        warnings[:] = [
            said for said in warnings if not any(said.startswith(f"La page {number} est") for number in read)
        ]
        warnings.append(f"Pages numérisées lues par reconnaissance de caractères, à relire : {_listed(read)}.")
    told = [number for number in silent if any(said.startswith(f"La page {number} est") for said in warnings)]
    if mute := [number for number in silent if number not in read and number not in told]:
        advice = f" Pour les lire, {lacking}." if lacking else ""
        warnings.append(f"Pages sans texte, sans doute des images : {_listed(mute)}.{advice}")
    if not (texts or read):
        raise SourceError(_NO_WORDS)
    return tuple(Page(text, number) for number, text in sorted((texts | read).items()))


def _is_picture(reader: PdfReader, number: int) -> bool:
    """Whether a page draws something: one without any content or resource is blank."""
    try:
        page = reader.pages[number - 1]
        resources = page.get("/Resources", DictionaryObject()).get_object()
        return bool(resources.get("/XObject")) or len(page.get_contents() or b"") > _BLANK
    except Exception:  # as in read: pypdf raises whatever it met
        return True


def _listed(numbers: Iterable[int]) -> str:
    """Numbers as a person writes them: "1, 4 à 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} à {run[-1]}" for run in runs)
