"""Web pages: the main text alone, without menus and banners; title, date and address where the page says them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from knowledge.errors import SourceError
from knowledge.language import detect
from knowledge.readers import grid
from knowledge.readers.clean import date_of_head, date_of_name, decode, find_date, squeeze, tidy, title_of_name
from knowledge.readers.limits import Pace, idle
from knowledge.readers.titles import LONGEST, sensible
from knowledge.records import Document, Page, Reading

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE
)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOISE = frozenset(
    "script style noscript template nav header footer aside form button select iframe svg canvas dialog menu object "
    "embed audio video input textarea label".split()
)
_NOISY_ROLES = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu".split())
_NOISY_NAMES = re.compile(
    r"cookie|consent|tarteaucitron|didomi|breadcrumb|fil-?d-?ariane|(?:^|[\s_-])(?:menu|nav|navbar|sidebar|share|social|"
    r"footer|newsletter|related|pagination|skip-?links?|comments?|banner|popup|modal|advert)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr figure figcaption address "
    "hr details summary body fieldset center".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DATES = (
    "article:published_time date dc.date dcterms.date dcterms.issued dcterms.created publication_date pubdate "
    "datepublished"
).split()
_CHANGES = ("article:modified_time", "dcterms.modified")
_BREAK = "\ue000"
"""Stands for a line break that the page asks for, until its own are made spaces."""
_ITEM = "\ue001"
"""Opens an item of a list, until items are put together."""
_DEEPEST = 200
_FEWEST = 200
"""Characters under which a "main" element does not hold the page's text."""


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a saved web page; raises SourceError when it holds no text."""
    return parsed(text_of(path.read_bytes()), name)


def parsed(source: str, name: str) -> Reading:
    """The reading of a page's source."""
    try:
        root = html.document_fromstring(_XML.sub("", source), parser=html.HTMLParser(no_network=True, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError("Cette page ne contient aucun texte à publier.") from error
    said = _metas(root)
    date = _date(root, said)
    address = next((link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"), "")
    stated = (said.get("og:title", ""), _heading(root), root.findtext(".//title") or "")
    title = next(filter(None, (sensible(each[:LONGEST]) for each in stated)), "")
    text = "\n\n".join(_gathered(_main(root)))
    document = Document(
        path=name,
        title=title or title_of_name(name),
        publisher=said.get("og:site_name", "")[:100],
        date=date or date_of_head(text) or date_of_name(name),
        url=address if re.match(r"https?://[^\s/]+\S*$", address) else "",
        language=(root.get("lang") or "")[:2].lower() or detect(text[:5_000]),
    )
    return Reading(document, (Page(text),))


def text_of(data: bytes) -> str:
    """Source of a page, by the encoding that it declares, else by what its bytes look like."""
    declared = _CHARSET.search(data[:4_000])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return tidy(data.decode(declared[1].decode()))
        except (LookupError, UnicodeDecodeError):
            pass
    return tidy(decode(data))


def _main(root: etree._Element) -> etree._Element:
    """The element that holds the page's text."""
    _prune(root)
    body = root.find("body")
    whole = root if body is None else body
    for query in (".//main", ".//*[@role='main']", ".//article", ".//*[@id='content']", ".//*[@id='contenu']"):
        found = whole.findall(query)
        if len(found) == 1 and len(found[0].xpath("string()").strip()) >= _FEWEST:
            return found[0]
    return whole


def _prune(root: etree._Element) -> None:
    """Take away what is not the page's own text; a name alone does not condemn an element that holds most of it."""
    total = len(root.xpath("string()"))
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
        elif element.tag == "br":
            element.tail = _BREAK + (element.tail or "")
        elif _is_noise(element) or (_has_noisy_name(element) and len(element.xpath("string()")) < total / 2):
            _drop(element)


def _is_noise(element: etree._Element) -> bool:
    if element.tag == "header" and next(element.iterancestors("main", "article"), None) is not None:
        return False
    return element.tag in _NOISE or element.get("role") in _NOISY_ROLES or element.get("aria-hidden") == "true"


def _has_noisy_name(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("html", "body", "main", "article") and bool(_NOISY_NAMES.search(names))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + " " + tail
    else:
        parent.text = (parent.text or "") + " " + tail
    parent.remove(element)


def _gathered(main: etree._Element) -> Iterator[str]:
    """Blocks of text in order, items of one list together."""
    items: list[str] = []
    for block in _blocks(main, 0):
        if block.startswith(_ITEM):
            items.append(block.replace(_ITEM, "- ", 1))
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield block
    if items:
        yield "\n".join(items)


def _blocks(element: etree._Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        yield from _line("", _flat(element))
    elif element.tag in _HEADINGS:
        yield from _line("#" * _HEADINGS[element.tag] + " ", _flat(element))
    elif element.tag == "table" and element.find(".//table") is None:
        yield from grid.told_cells([list(map(_cell, row.iter("td", "th"))) for row in element.iter("tr")])
    else:
        yield from _mixed(element, depth)


def _cell(cell: etree._Element) -> grid.Cell:
    text = _flat(cell)
    bold = "".join(str(each.xpath("string()")) for each in cell.findall("b") + cell.findall("strong"))
    named = cell.tag == "th" or (bool(text) and squeeze(bold) == text)
    return grid.Cell(text, _span(cell, "colspan"), _span(cell, "rowspan"), named)


def _span(cell: etree._Element, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return int(said) if said.isdecimal() and len(said) < 4 else 1


def _mixed(element: etree._Element, depth: int) -> Iterator[str]:
    """Blocks of an element that holds words and blocks."""
    mark = _ITEM if element.tag == "li" else ""
    held = element.text or ""
    for child in element:
        if child.tag in _BLOCKS or (isinstance(child.tag, str) and _holds_blocks(child)):
            yield from _line(mark, _words(held))
            held, mark = "", "" if held.strip() else mark
            for block in _blocks(child, depth + 1):
                yield f"{mark}{block}" if mark and not block.startswith((_ITEM, "- ", "#")) else block
                mark = ""
        else:
            held += child.xpath("string()") if isinstance(child.tag, str) else ""
        held += child.tail or ""
    yield from _line(mark, _words(held))


def _holds_blocks(element: etree._Element) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _flat(element: etree._Element) -> str:
    """An element's words on one line."""
    return squeeze(str(element.xpath("string()")).replace(_BREAK, " "))


def _words(text: str) -> str:
    """Words as the page shows them: line breaks of the source are spaces, those that it asks for are kept."""
    return "\n".join(filter(None, map(squeeze, text.split(_BREAK))))


def _line(mark: str, text: str) -> Iterator[str]:
    if text.strip("-–—•|/ \n"):
        yield mark + text


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        found.setdefault(key, squeeze(meta.get("content") or ""))
    return found


def _heading(root: etree._Element) -> str:
    return next(filter(None, map(_flat, root.iter("h1"))), "")


def _date(root: etree._Element, said: dict[str, str]) -> str:
    """Date of publication that the page declares, or ""."""
    declared = [said.get(key, "") for key in _DATES]
    declared += [*_linked_dates(root), *(time.get("datetime") or "" for time in root.iter("time"))]
    declared += [said.get(key, "") for key in _CHANGES]
    return next(filter(None, (find_date(text[:40]) for text in declared)), "")


def _linked_dates(root: etree._Element) -> Iterator[str]:
    """Dates in JSON-LD blocks (schema.org)."""
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                loaded = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            entries = loaded if isinstance(loaded, list) else [loaded]
            yield from (str(entry.get("datePublished") or "") for entry in entries if isinstance(entry, dict))
