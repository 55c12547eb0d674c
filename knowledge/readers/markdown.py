"""Markdown files: front matter, headings, and paragraphs as a reader sees them, without the markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.language import detect
from knowledge.readers.clean import check_length, date_of_head, date_of_name, decode, squeeze, tidy, title_of_name
from knowledge.readers.front_matter import split_front_matter
from knowledge.readers.limits import Pace, idle
from knowledge.records import Document, Page, Reading

SHORT = 100
"""Characters: a line wholly in bold is a heading up to this length, a sentence in bold beyond."""

_LONGEST_HEADING = 200
_FENCE = re.compile(r"^\s{0,3}(?:`{3,}|~{3,})")
_ATX = re.compile(r"^\s{0,3}(?P<marks>#{1,6})(?:\s+(?P<text>.*?))?(?:\s+#+)?\s*$")
_SETEXT = re.compile(r"^\s{0,3}(?:(?P<first>=+)|-{2,})\s*$")
_RULE = re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|(?P<number>\d{1,3}[.)]))\s+(?:\[[ xX]\]\s+)?")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_DEFINITION = re.compile(r"^\s{0,3}\[(?P<key>[^\]^][^\]]*)\]:\s*<?(?P<target>[^\s>]+)>?.*$", re.MULTILINE)
_NOTE = re.compile(r"^\s{0,3}\[\^[^\]]+\]:\s*")
_BOLD_LINE = re.compile(r"^(?P<marks>\*{2,3}|_{2,3})(?=\S)(?P<text>[^*]+?)(?<=\S)(?P=marks)\s*:?$")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE000  # escaped characters wait in the private use area while markup is removed
_SHOWN = re.compile("[\ue021-\ue07e]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>@]+(?:@[^\s<>]+|(?<=://)[^\s<>]*)?)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TARGET = r"\(\s*<?(?P<target>(?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\](?:" + _TARGET + r"|\[[^\]]*\])")
_LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]" + _TARGET)
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]]+)\]\s?\[(?P<key>[^\]]*)\]")
_NOTE_MARK = re.compile(r"\[\^[^\]]+\]")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STARS = re.compile(r"(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_STRAY = re.compile(r"\*{2,}|(?<!\w)_{2,}(?=\w)|(?<=\w)_{2,}(?!\w)")


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a Markdown file; raises SourceError when it is empty, too long or not text."""
    front = split_front_matter(tidy(decode(path.read_bytes())))
    text = check_length(plain(front.body))
    document = Document(
        path=name,
        title=front.title or _first_heading(text) or title_of_name(name),
        publisher=front.publisher,
        date=front.date or date_of_head(text) or date_of_name(name),
        url=front.url,
        language=front.language or detect(text[:5_000]),
        valid_until=front.valid_until,
        limits=front.limits,
    )
    return Reading(document, (Page(text),), front.warnings)


def plain(source: str) -> str:
    """Readable paragraphs parted by blank lines, headings as `#` lines, of a Markdown text.

    Link targets stay visible: `[site](http://x)` gives `site (http://x)`.
    """
    targets = {squeeze(m["key"]).lower(): m["target"] for m in _DEFINITION.finditer(source)}
    source = _DEFINITION.sub("", _COMMENT.sub("", source))
    return "\n\n".join(_blocks(source, targets))


def _blocks(source: str, targets: dict[str, str]) -> Iterator[str]:
    """Headings and paragraphs, in order."""
    level, held = 0, list[str]()
    for kind, text in _lines(source):
        if kind == "setext" and len(held) == 1 and len(held[0]) <= _LONGEST_HEADING:
            heading, held, level = held[0], [], len(text)
            yield from _heading(heading, level, targets)
            continue
        if kind == "text":
            held.append(text)
            continue
        yield from _paragraph(held, level, targets)
        held = []
        if kind == "heading":
            level = len(text) - len(text.lstrip("#"))
            yield from _heading(text[level:], level, targets)
        elif kind == "code":
            yield text
    yield from _paragraph(held, level, targets)


def _lines(source: str) -> Iterator[tuple[str, str]]:
    """Each line with its kind: text, heading, setext (the line that underlines one), code or blank."""
    fenced = False
    for raw in source.splitlines():
        if _FENCE.match(raw):
            fenced = not fenced
            yield "blank", ""
        elif fenced:
            yield ("code", raw.strip()) if raw.strip() else ("blank", "")
        else:
            yield _kind(re.sub(r"^\s{0,3}(?:>\s?)+", "", raw))


def _kind(line: str) -> tuple[str, str]:
    if not line.strip():
        return "blank", ""
    if match := _ATX.match(line):
        return "heading", match["marks"] + (match["text"] or "")
    if match := _SETEXT.match(line):
        return "setext", "#" if match["first"] else "##"
    if _RULE.match(line):
        return "blank", ""
    return "text", _NOTE.sub("", line)


def _heading(text: str, level: int, targets: dict[str, str]) -> Iterator[str]:
    if cleaned := squeeze(inline(text, targets)).strip("#*_ "):
        yield f"{'#' * level} {cleaned}"


def _paragraph(lines: list[str], level: int, targets: dict[str, str]) -> Iterator[str]:
    if len(lines) == 1 and (match := _BOLD_LINE.match(lines[0].strip())) and _is_title(match["text"]):
        yield from _heading(match["text"], min(level + 1, 6), targets)
    elif lines and (text := _join(lines, targets)):
        yield text


def _is_title(text: str) -> bool:
    return len(text) <= SHORT and not text.rstrip().endswith((".", ",", ";"))


def _join(lines: list[str], targets: dict[str, str]) -> str:
    """One paragraph: wrapped lines joined; list items, table rows and forced breaks on lines of their own."""
    whole = ""
    for line in lines:
        if _TABLE_RULE.match(line):
            continue
        item = _ITEM.match(line)
        text = f"{item['number'] or '-'} {line[item.end() :]}" if item else _row(line)
        forced = text.endswith(("  ", "\\"))
        whole += ("\n" if item or line.lstrip().startswith("|") else "") + text.strip().removesuffix("\\")
        whole += "\n" if forced else " "
    cleaned = inline(whole, targets)
    return "\n".join(filter(None, map(squeeze, cleaned.splitlines())))


def _row(line: str) -> str:
    if not line.lstrip().startswith("|"):
        return line
    return " | ".join(filter(None, (cell.strip() for cell in line.strip().strip("|").split("|"))))


def inline(text: str, targets: dict[str, str]) -> str:
    """The words that a reader sees: emphasis, tags and escapes removed, link targets in parentheses."""
    text = _ESCAPED.sub(lambda m: chr(_HIDDEN + ord(m[1])), text)
    text = _CODE.sub(lambda m: m[2].strip(), text)
    text = _IMAGE.sub(lambda m: m["text"], text)
    text = _NOTE_MARK.sub("", text)
    text = _REFERENCE.sub(lambda m: _linked(m["text"], targets.get(squeeze(m["key"] or m["text"]).lower(), "")), text)
    text = _LINK.sub(lambda m: _linked(m["text"], m["target"]), text)
    text = _AUTOLINK.sub(lambda m: m[1].removeprefix("mailto:") if "@" in m[1] or "://" in m[1] else m[0], text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    for pattern, group in ((_STARS, 2), (_UNDERSCORES, 2), (_STARS, 2), (_STRUCK, 1)):
        text = pattern.sub(rf"\{group}", text)
    text = _STRAY.sub("", text)
    return tidy(html.unescape(_SHOWN.sub(lambda m: chr(ord(m[0]) - _HIDDEN), text)))


def _linked(text: str, target: str) -> str:
    """A link in words: its text, and its target where the text does not say it already."""
    target = target.removeprefix("mailto:")
    if not re.match(r"https?://|www\.|[^\s@/]+@[^\s@/]+$", target) or _bare(text) == _bare(target):
        return text
    return f"{text} ({target})" if text.strip() else target


def _bare(address: str) -> str:
    visible = re.sub(r"[*_`\s]", "", address).lower()
    return re.sub(r"^(?:mailto:|https?://)?(?:www\.)?", "", visible).rstrip("/")


def _first_heading(text: str) -> str:
    headings = (line.lstrip("# ").rstrip(" :") for line in text.splitlines() if line.startswith("#"))
    return next((heading for heading in headings if heading), "")
