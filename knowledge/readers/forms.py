"""Fields of a PDF's form, filled in: their values are drawn over the page and are no part of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from knowledge.errors import SourceError
from knowledge.readers.clean import squeeze, tidy
from knowledge.readers.limits import PAGE_SECONDS, Pace, TooSlow, at_most
from knowledge.records import Page

_HIDDEN = 1 << 1 | 1 << 5
"""Flags of what does not show (PDF 32000-1, table 165: hidden, no view)."""
_PASSWORD, _PUSHED = 1 << 13, 1 << 16
"""Flags of fields whose value is secret, or is none (tables 228 and 226)."""
_DEEPEST = 32
_MOST_FIELDS = 2_000
_LONGEST = 4_000
"""Characters of a value."""
_RANK = re.compile(r"\[\d+\]|#subform")
_YES = frozenset({"1", "yes", "on", "oui", "true", "vrai"})
_DYNAMIC = (
    "Ce PDF est un formulaire dynamique (XFA), dont le contenu ne se lit pas : imprimez-le en PDF, puis recommencez."
)


def check(reader: PdfReader) -> None:
    """Raise SourceError for a form that is made when it is opened: its one page only asks for another program."""
    needs = False
    with suppress(Exception):  # as in pdf.read
        root: Any = reader.root_object
        needs = bool(root.get("/NeedsRendering")) and "/XFA" in root["/AcroForm"].get_object()
    if needs:
        raise SourceError(_DYNAMIC)


def completed(reader: PdfReader, pages: Sequence[Page], pace: Pace) -> tuple[Page, ...]:
    """The pages, each with a line "Nom du champ : valeur" at its end for each field filled in on it."""
    found = {page.number: page.text for page in pages}
    for number, lines in _filled(reader, pace).items():
        found[number] = "\n\n".join(filter(None, (found.get(number, ""), "\n".join(lines))))
    return tuple(Page(text, number) for number, text in sorted(found.items()))


def _filled(reader: PdfReader, pace: Pace) -> Mapping[int, list[str]]:
    """The lines of each page that has some, 1-based."""
    if not _has_form(reader):
        return {}
    found: dict[int, list[str]] = {}
    said: set[int] = set()
    for number in range(1, len(reader.pages) + 1):
        pace()
        with suppress(Exception, TooSlow), at_most(PAGE_SECONDS):  # a damaged field costs no page
            if lines := list(_lines(reader.pages[number - 1], said)):
                found[number] = lines
    return found


def _has_form(reader: PdfReader) -> bool:
    with suppress(Exception):
        return "/AcroForm" in reader.root_object
    return False


def _lines(page: PageObject, said: set[int]) -> Iterator[str]:
    """The filled fields of a page from the top down; a field of several widgets, as a choice of one, is said once."""
    held = [one.get_object() for one in list(page.get("/Annots", ArrayObject()).get_object())[:_MOST_FIELDS]]
    for widget in sorted((one for one in held if _shows(one)), key=_place):
        line = ""
        with suppress(Exception):  # one damaged field costs no other
            line = _line(widget, said)
        if line:
            yield line


def _shows(note: Any) -> bool:
    if not isinstance(note, DictionaryObject) or note.get("/Subtype") != "/Widget":
        return False
    flags = note.get("/F", 0)
    return not (isinstance(flags, int) and flags & _HIDDEN)


def _place(widget: DictionaryObject) -> tuple[float, float]:
    try:
        rectangle: Any = widget["/Rect"].get_object()
        box = [float(side) for side in rectangle]
        return -round(max(box[1], box[3])), min(box[0], box[2])
    except Exception:
        return 0.0, 0.0


def _line(widget: DictionaryObject, said: set[int]) -> str:
    chain = list(_ancestry(widget))
    value = _value(widget, chain)
    field = id(next((one for one in chain if "/T" in one), widget))
    if not value or field in said:
        return ""
    said.add(field)
    name = _name(chain)
    return f"- {name} : {value}" if name else f"- {value}"


def _ancestry(widget: DictionaryObject) -> Iterator[DictionaryObject]:
    """The widget, then the fields that it is part of."""
    one: Any = widget
    for _ in range(_DEEPEST):
        if not isinstance(one, DictionaryObject):
            return
        yield one
        one = one["/Parent"].get_object() if "/Parent" in one else None


def _of(chain: Sequence[DictionaryObject], key: str) -> Any:
    """A value that a field may take from those that it is part of."""
    found: Any = next((one[key] for one in chain if key in one), None)
    return found.get_object() if found is not None else None


def _name(chain: Sequence[DictionaryObject]) -> str:
    """What the field is called for people, else its own name."""
    told = next((one[key] for key in ("/TU", "/T") for one in chain if one.get(key)), "")
    name = squeeze(tidy(str(told)))
    return _RANK.sub("", name.rpartition(".")[2] if " " not in name else name).replace("_", " ").strip(" :")


def _value(widget: DictionaryObject, chain: Sequence[DictionaryObject]) -> str:
    """What is filled in, in words; "" for an empty field, and for what is no text: a button, a signature, a secret."""
    kind, value, flags = _of(chain, "/FT"), _of(chain, "/V"), int(_of(chain, "/Ff") or 0)
    if value is None or kind == "/Sig":
        return ""
    if kind == "/Btn":
        return "" if flags & _PUSHED else _ticked(widget, str(value))
    if kind == "/Tx" and flags & _PASSWORD:
        return ""
    values = list(value) if isinstance(value, ArrayObject) else [value]
    told = (_text(each) for each in values)
    shown = _shown(_of(chain, "/Opt")) if kind == "/Ch" else {}
    return ", ".join(filter(None, (shown.get(each, each) for each in told)))[:_LONGEST]


def _text(value: Any) -> str:
    value = value.get_object()
    data = value.get_data() if hasattr(value, "get_data") else value
    return squeeze(tidy(data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)))


def _ticked(widget: DictionaryObject, value: str) -> str:
    """What a box says that is ticked: its own value where it means something."""
    state = str(widget.get("/AS", NameObject(value)))
    if state == "/Off" or value == "/Off" or state != value:
        return ""
    told = squeeze(tidy(value.removeprefix("/")))
    return "oui" if told.casefold() in _YES else told


def _shown(options: Any) -> Mapping[str, str]:
    """The words that a list shows for its values."""
    pairs = [one.get_object() for one in options or () if isinstance(one.get_object(), ArrayObject)]
    return {_text(pair[0]): _text(pair[1]) for pair in pairs if len(pair) == 2}
