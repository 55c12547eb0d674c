"""Formatted text as runs, its Telegram HTML, and its division into messages.

A run has one style at most, so that whatever the text, its tags are balanced and never cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlsplit

LIMIT = 4096
"""Longest message, in UTF-16 code units once its tags are read (Bot API, sendMessage)."""
_BREAKS = ("\n\n", "\n", ". ", " ")
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
_JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str
    style: str = ""
    """"", "b", "i", "blockquote" or "a"."""
    link: str = ""
    """The address that a run of style "a" opens."""


def linked(text: str, address: str) -> Run:
    """Text that opens a page, or plain text where the address is not one that Telegram opens."""
    address = web_address(address)
    return Run(text, "a", address) if address else Run(text)


def web_address(address: str) -> str:
    """Give an http(s) address fit for a link or button ("exemple.fr" -> "https://exemple.fr"), or ""."""
    address = address.strip()
    if address and "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        return ""
    fit = (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", host)
    )
    return address if fit and not re.search(r"[\s<>\"\x00-\x20\x7f\ud800-\udfff\\]", address) else ""


def units(text: str) -> int:
    """Length in UTF-16 code units, Telegram's measure."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """Replace what cannot be sent at all (NUL, halves of surrogate pairs) by "�"."""
    return _UNSENDABLE.sub("�", text)


def to_plain(runs: Iterable[Run]) -> str:
    """The text alone."""
    return clean("".join(run.text for run in runs))


def to_html(runs: Iterable[Run]) -> str:
    """The text in Telegram's HTML."""
    return "".join(_tagged(run) for run in runs if run.text)


def _tagged(run: Run) -> str:
    text = escape(clean(run.text), quote=False)
    if run.style == "a":
        return f'<a href="{escape(run.link)}">{text}</a>'
    return f"<{run.style}>{text}</{run.style}>" if run.style else text


def split(runs: Iterable[Run], limit: int = LIMIT) -> list[list[Run]]:
    """Divide a text into messages of at most `limit` units, at a paragraph, line, sentence or word where one is near.

    Together the messages hold every character, except those that would make a message of blanks alone.
    """
    rest = [run for run in runs if run.text]
    parts: list[list[Run]] = []
    while rest:
        head, rest = _cut(rest, _end("".join(run.text for run in rest), limit))
        if to_plain(head).strip():
            parts.append(head)
    return parts


def _end(text: str, limit: int) -> int:
    end = _reach(text, limit)
    if end == len(text):
        return end
    for mark in _BREAKS:
        found = text.rfind(mark, end // 2, end)
        if found >= 0:
            return found + len(mark)
    return _between_characters(text, end)


def _reach(text: str, limit: int) -> int:
    """How many characters fit into `limit` units."""
    count = 0
    for position, character in enumerate(text):
        count += 2 if character > "\uffff" else 1
        if count > limit:
            return position
    return len(text)


def _between_characters(text: str, end: int) -> int:
    """The nearest place before `end` that parts no accent or joined emoji from its base."""
    for position in range(end, max(end - 32, 0), -1):
        if not (unicodedata.combining(text[position]) or text[position] in _JOINERS or text[position - 1] == "\u200d"):
            return position
    return end


def _cut(runs: list[Run], position: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    for index, run in enumerate(runs):
        if position < len(run.text):
            tail = [replace(run, text=run.text[position:]), *runs[index + 1 :]]
            return head + ([replace(run, text=run.text[:position])] if position else []), tail
        head.append(run)
        position -= len(run.text)
    return head, []


def joined(groups: Iterable[Iterable[Run]], by: str = "\n") -> Iterator[Run]:
    """Chain groups of runs with a separator between them."""
    for index, group in enumerate(groups):
        if index:
            yield Run(by)
        yield from group
