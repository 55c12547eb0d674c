"""What a reasoning model writes for itself before it answers: nobody is to read it.

Most servers part it from the answer (`reasoning_content`); others leave it in the text, between marks of the model's.
"""

from __future__ import annotations

import re

_NAMES = r"think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis"
_OPENING = rf"<(?:{_NAMES})>|\[THINK\]|◁think▷"
_CLOSING = rf"</(?:{_NAMES})>|\[/THINK\]|◁/think▷"
_THOUGHT = re.compile(rf"(?:{_OPENING}).*?(?:{_CLOSING}|\Z)", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(rf"\A.*(?:{_CLOSING})", re.DOTALL | re.IGNORECASE)
_FINAL = re.compile(r"\A.*<\|channel\|>final[^<]*<\|message\|>", re.DOTALL)
_CONTROL = re.compile(r"<\|[a-z_]+\|>")
_BEGUN = re.compile(r"[<\[◁]+[^<>\[\]◁▷]{0,12}\Z")


def without_thoughts(text: str) -> str:
    """The text that is meant for the person: "" while the model is still thinking between its marks."""
    if "<|channel|>" in text:
        text = _CONTROL.sub("", _FINAL.sub("", text)) if _FINAL.match(text) else ""
    return _UNOPENED.sub("", _THOUGHT.sub("", text)).strip()


def is_unopened(text: str) -> bool:
    """Whether the text closes a thought that it never opened: the server had opened it in the prompt."""
    return bool(_UNOPENED.match(_THOUGHT.sub("", text)))


def without_begun_mark(text: str) -> str:
    """A text that is still growing, without a mark at its end that may be half written."""
    return _BEGUN.sub("", text)


_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls, halves of letters, and signs without a width that join, part or turn what is around them."""


def visible(text: str) -> str:
    """The text without what nobody sees and what could hide or turn the rest."""
    return _HIDDEN.sub("", text)
