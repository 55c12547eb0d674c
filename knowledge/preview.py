"""The growing text of a language model, as it may be shown before it was checked against the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from knowledge import briefing
from knowledge.asking import CONTACTS
from knowledge.french import words
from knowledge.mentions import mentions
from knowledge.model import Model
from knowledge.provider import CallError
from knowledge.thoughts import is_unopened, visible, without_begun_mark, without_thoughts

UNKNOWN: Final = "JE_NE_SAIS_PAS"
"""What a model writes when the passages do not hold the answer."""
_LEAK: Final = 9
"""Words in a row of our own prompt that betray it in an answer."""
_ACTOR: Final = re.compile(r"\[\[\s*([^\[\]\n]+?)\s*\]\]")
_BEGUN: Final = re.compile(r"\S*(?:@|https?:|www\.)\S*$|(?<!\d)\+?\d[\d .]{4,}$")
"""An address or a phone number at the end of a text that grows."""
_HIDDEN: Final = "…"


class Preview:
    """Shows the growing text, unless it is a thought, the sign of ignorance or our own prompt; addresses wait."""

    def __init__(self, on_text: Callable[[str], None] | None, names: Mapping[str, str], model: Model) -> None:
        self._on_text = on_text
        self._names = names
        self._model = model
        self._read = 0

    def __call__(self, text: str) -> None:
        if self._model.thinks_first and not is_unopened(text):
            return
        said = visible(without_begun_mark(without_thoughts(text)))
        unread = said[max(0, min(self._read, len(said)) - 200) :]  # with enough of what came before for nine words
        self._read = len(said)
        if leaks(unread) or briefing.echoes(unread):
            raise CallError("Le modèle a récité ce qu’il a reçu.", fault=False)
        shown = _ACTOR.sub(lambda match: self._names.get(match[1], match[1]), said)
        if self._on_text and shown and not UNKNOWN.startswith(shown[: len(UNKNOWN)]) and UNKNOWN not in shown:
            self._on_text(_without_addresses(shown))


def _without_addresses(text: str) -> str:
    """The text with its e-mails, links and phone numbers hidden: none may be tapped that no source holds."""
    for kind in CONTACTS:
        for piece in sorted(set(mentions(kind, text)), key=len, reverse=True):
            text = text.replace(piece, _HIDDEN)
    return _BEGUN.sub(_HIDDEN, text)


def leaks(text: str) -> bool:
    """Whether a text recites our prompts: nine words of them in a row."""
    own = f" {' '.join(words(briefing.prompt('write')))} "
    said = words(text)
    return any(f" {' '.join(said[i : i + _LEAK])} " in own for i in range(len(said) - _LEAK + 1))
