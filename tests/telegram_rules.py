"""What Telegram accepts in a message: its HTML, lengths and keyboards, with its own words of refusal.

Stricter than Telegram on purpose in three places, where Telegram quietly repairs or drops what a bot most
likely did not mean: a bare `&` or `>`, an unknown attribute, and a link that is not an http(s) or tg address.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LIMIT = 4096
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));")
_TAG = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r'\s+([a-z-]+)(?:\s*=\s*"([^"]*)")?')
_NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
_ALLOWED = {"a": {"href"}, "code": {"class"}, "span": {"class"}, "blockquote": {"expandable"}, "tg-emoji": {"emoji-id"}}
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


class RefusalError(Exception):
    """The server says no, with Telegram's kind of description."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """Give the plain text and the entities of a message in HTML; raises RefusalError as Telegram would."""
    plain: list[str] = []
    entities: list[dict[str, Any]] = []
    stack: list[_Open] = []
    position = offset = 0

    def refuse(reason: str) -> RefusalError:
        at = len(html[:position].encode())
        return RefusalError(f"Bad Request: can't parse entities: {reason} at byte offset {at}")

    while position < len(html):
        char = html[position]
        if char == "<":
            tag = _TAG.match(html, position)
            if not tag:
                raise refuse("Unclosed start tag")
            closing, name, rest = tag.group(1), tag.group(2).lower(), tag.group(3)
            if closing:
                entities += _close(stack, name, offset, refuse)
            else:
                stack.append(_Open(name, offset, _attributes(name, rest, stack, refuse)))
            position = tag.end()
            continue
        if char == ">":
            raise refuse("Unescaped character '>'")
        if char == "&":
            char, position = _reference(html, position, refuse)
        else:
            position += 1
        plain.append(char)
        offset += units(char)
    if stack:
        raise RefusalError(
            f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{stack[-1].name}\""
        )
    return "".join(plain), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _reference(html: str, position: int, refuse: Any) -> tuple[str, int]:
    found = _REFERENCE.match(html, position)
    if not found:
        raise refuse("Unescaped character '&'")
    hexadecimal, decimal, name = found.groups()
    if name:
        return _ENTITIES[name], found.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise refuse("Invalid character reference")
    return chr(code), found.end()


def _attributes(name: str, rest: str, stack: list[_Open], refuse: Any) -> dict[str, str]:
    if name not in _NAMES:
        raise refuse(f'Unsupported start tag "{name}"')
    for outer in stack:
        inside_code = outer.name in ("code", "pre") and not (outer.name == "pre" and name == "code")
        if inside_code or (outer.name == name and name in ("a", "blockquote")):
            raise refuse(f'Tag "{name}" can\'t be nested in "{outer.name}"')
    attributes: dict[str, str] = {}
    position = 0
    while rest[position:].strip():
        found = _ATTRIBUTE.match(rest, position)
        if not found or found.group(1) not in _ALLOWED.get(name, set()):
            raise refuse(f'Unexpected attribute in the tag "{name}"')
        attributes[found.group(1)] = re.sub(
            _REFERENCE, lambda match: _reference(match.group(), 0, refuse)[0], found.group(2) or ""
        )
        if "&" in re.sub(_REFERENCE, "", found.group(2) or ""):
            raise refuse("Unescaped character '&'")
        position = found.end()
    if name == "a" and not is_link(attributes.get("href", "")):
        raise refuse('Wrong link in the tag "a"')
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise refuse('Tag "span" must have class "tg-spoiler"')
    return attributes


def _close(stack: list[_Open], name: str, offset: int, refuse: Any) -> list[dict[str, Any]]:
    if not stack:
        raise refuse("Unexpected end tag")
    opened = stack.pop()
    if name != opened.name:
        raise refuse(f'Unmatched end tag, expected "</{opened.name}>", found "</{name}>"')
    if offset == opened.offset:
        return []
    kind = "expandable_blockquote" if "expandable" in opened.attributes else _NAMES[name]
    entity = {"type": kind, "offset": opened.offset, "length": offset - opened.offset}
    if name == "a":
        entity["url"] = opened.attributes["href"]
    return [entity]


def is_link(url: str) -> bool:
    """True for an address that Telegram opens."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if re.search(r"[\s<>\"]", url) or not url:
        return False
    if parts.scheme == "tg":
        return bool(parts.netloc or parts.path)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")


def check_text(
    text: str | None, parse_mode: str | None, limit: int = LIMIT, empty_allowed: bool = False
) -> tuple[str, list[dict[str, Any]]]:
    """Give the text as a person sees it, with its entities; raises RefusalError where empty or too long."""
    if parse_mode not in (None, "", "HTML"):
        raise RefusalError("Bad Request: unsupported parse_mode")
    plain, entities = parse_html(text or "") if parse_mode == "HTML" else (text or "", [])
    if not plain.strip() and not empty_allowed:
        raise RefusalError("Bad Request: message text is empty")
    if units(plain) > limit:
        raise RefusalError(
            "Bad Request: message is too long" if limit == LIMIT else "Bad Request: message caption is too long"
        )
    return plain, entities


def check_markup(markup: dict[str, Any] | None, inline_mode: bool = True) -> None:
    """Refuse a keyboard that Telegram would refuse."""
    if markup is None or "inline_keyboard" not in markup:
        return
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > 100 or any(len(row) > 8 for row in rows):
        raise RefusalError("Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        check_button(button)
        if not inline_mode and "switch_inline_query" in button:
            raise RefusalError("Bad Request: BUTTON_TYPE_INVALID")
    if len(json.dumps(markup, ensure_ascii=False).encode()) > 10_000:
        raise RefusalError("Bad Request: reply markup is too long")


def check_button(button: dict[str, Any]) -> None:
    """Refuse a button without words, without exactly one action, or with a wrong one."""
    if not str(button.get("text", "")).strip():
        raise RefusalError("Bad Request: can't parse inline keyboard button: text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if len(actions) != 1:
        raise RefusalError(
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise RefusalError("Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise RefusalError(f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    for query in ("switch_inline_query", "switch_inline_query_current_chat"):
        if units(str(button.get(query, ""))) > 256:
            raise RefusalError("Bad Request: BUTTON_SWITCH_INLINE_QUERY_INVALID")
