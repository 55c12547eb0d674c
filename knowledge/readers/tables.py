"""Rows of a spreadsheet, whatever it was saved as: path -> (line number, cells), sheet by sheet."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path

from charset_normalizer import from_bytes

from knowledge.errors import SourceError
from knowledge.mishaps import told
from knowledge.readers.disguise import true_suffix
from knowledge.readers.packed import weigh

Row = tuple[int, tuple[str, ...]]
"""A row's number as the spreadsheet shows it (1-based) and its cells, trimmed."""

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx"})

_FRENCH_ENCODINGS = ["cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be"]


def sheets(path: Path) -> dict[str, list[Row]]:
    """Give the rows that hold something, by title of sheet, "" in a CSV; raises SourceError if it cannot be read."""
    try:
        if true_suffix(path) not in SUFFIXES:
            raise SourceError(
                f"{path.name} : c’est une page web ou un message. Enregistrez le tableau en CSV ou en XLSX."
            )
        found = _xlsx(path) if path.suffix.lower() == ".xlsx" else {"": _csv(path)}
    except OSError as error:
        raise SourceError(
            f"{path.name} : ce fichier ne peut pas être ouvert ({told(error)}) : vérifiez ses droits."
        ) from error
    return {title: _filled(cells) for title, cells in found.items()}


def _filled(cells: list[list[str]]) -> list[Row]:
    trimmed = ((line, tuple(cell.strip() for cell in row)) for line, row in enumerate(cells, 1))
    return [(line, row) for line, row in trimmed if any(row)]


def _csv(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes()).replace("\x00", "")
    try:
        return _records(text, _delimiter(text))
    except csv.Error as error:
        raise SourceError(
            f"{path.name} : ce tableau ne se lit pas ({told(error)}). Enregistrez-le de nouveau en CSV."
        ) from error


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The rows; where quotes are out of balance, each line is one, so that a quote left open swallows no other."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [_record(line, delimiter) for line in text.splitlines()]


def _record(line: str, delimiter: str) -> list[str]:
    is_open = line.count('"') % 2 == 1
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE if is_open else csv.QUOTE_MINIMAL), [])


def decode(data: bytes) -> str:
    """Give the text of bytes saved by any usual spreadsheet; never fails (doubtful bytes are replaced)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=_FRENCH_ENCODINGS).best()
        return str(best) if best else data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The separator that the first lines hold most, since a title may precede the header."""
    head = "\n".join([line for line in text.splitlines() if line.strip()][:3])
    return max("\t;,|", key=head.count)


def _xlsx(path: Path) -> dict[str, list[list[str]]]:
    import openpyxl  # slow to load, and most runs read no workbook

    try:
        with zipfile.ZipFile(path) as archive:
            weigh(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of the styling that it drops: nothing is lost here
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                return {
                    sheet.title: [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
                    for sheet in book.worksheets
                }
            finally:
                book.close()
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # on a damaged workbook, openpyxl lets through whatever it met
        raise SourceError(
            f"{path.name} : ce classeur est abîmé ou protégé. Enregistrez-le de nouveau en XLSX."
        ) from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
